"""A file of a folder read so that nothing put in its way since can lead out: no link is followed, not even a late one.

The folder is opened first and the file through it; what was opened is then looked at, not what stands there by name.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import Literal, TypeAlias

from perfkit.files.tree import kind_of

Refusal: TypeAlias = Literal["outside", "large"]

_FILE = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_FOLDER = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_DIRECTORY", 0)
_BY_FOLDER = os.open in os.supports_dir_fd


def read_within(folder: Path, name: str, most: int) -> bytes | Refusal | None:
    """The bytes of the plain file ``name`` directly in ``folder``; None if it is not there.

    ``outside``: the folder or the file is a link, no plain file, or was changed for another one meanwhile; ``large``:
    more than ``most`` bytes.
    """
    content = head_within(folder, name, most + 1)
    return "large" if isinstance(content, bytes) and len(content) > most else content


def head_within(folder: Path, name: str, most: int) -> bytes | Literal["outside"] | None:
    """The first ``most`` bytes; else as :func:`read_within`."""
    try:
        standing = os.lstat(folder)
        if kind_of(standing) != "folder":
            return "outside"
        if name not in os.listdir(folder):  # noqa: PTH208 (a name in other letters is another name on every system)
            return None
        return _through_folder(folder, name, most) if _BY_FOLDER else _by_path(folder / name, most)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError:  # ELOOP: a link; ENXIO: a socket
        return "outside"


def _through_folder(folder: Path, name: str, most: int) -> bytes | Literal["outside"]:
    opened = os.open(folder, _FOLDER)
    try:
        return _read(os.open(name, _FILE, dir_fd=opened), most)
    finally:
        os.close(opened)


def _by_path(path: Path, most: int) -> bytes | Literal["outside"]:
    """Where a file cannot be opened through its folder, it must be the one that stood there before and no link."""
    before = os.lstat(path)
    return _read(os.open(path, _FILE), most, before) if kind_of(before) == "file" else "outside"


def _read(descriptor: int, most: int, before: os.stat_result | None = None) -> bytes | Literal["outside"]:
    with os.fdopen(descriptor, "rb") as stream:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode) or (before is not None and not os.path.samestat(before, status)):
            return "outside"
        return stream.read(most)
