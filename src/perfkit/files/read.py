"""Reading a file that somebody handed in: whole and unchanged, or refused with the reason a clerk can act on."""

from __future__ import annotations

import errno
import os
import stat
from contextlib import suppress
from difflib import get_close_matches
from pathlib import Path

from perfkit.errors import Fault, InputError, Place

MOST_LISTED = 2000
"""Names looked at in a folder when a file is missing; more would only slow the answer down."""

_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
"""Never waits for the other end of a pipe, never changes a byte on Windows."""

_REFUSALS = {
    errno.EACCES: "file.no-permission",
    errno.EPERM: "file.no-permission",
    errno.ENAMETOOLONG: "file.bad-name",
    errno.EINVAL: "file.bad-name",
}


def read_bytes(path: Path, most: int, name: str) -> bytes:
    """The bytes of a plain file of at most ``most`` bytes.

    ``name`` is how the file is shown in messages. Raises :class:`InputError` with one of ``file.editor-lock``,
    ``file.missing``, ``file.folder``, ``file.not-plain``, ``file.too-large`` (before a byte is read),
    ``file.no-permission``, ``file.bad-name``, ``file.changed`` (while it was read) or ``file.unreadable``.
    """
    if is_editor_lock(path.name):
        raise _refused("file.editor-lock", name)
    try:
        _check(os.stat(path), most, name)  # noqa: PTH116 - the same call as fstat below, on the same structure
        return _read(path, most, name)
    except (FileNotFoundError, NotADirectoryError):
        raise _missing(path, name) from None
    except ValueError as error:
        if isinstance(error, InputError):
            raise
        raise _refused("file.bad-name", name) from None  # a NUL in the name
    except OSError as error:
        code = _REFUSALS.get(error.errno or 0, "file.unreadable")
        raise _refused(code, name, owner=owner(path), reason=error.strerror or str(error)) from error


def is_folder(path: Path, name: str) -> bool:
    """Whether a folder stands there; a name that nothing can bear is refused with ``file.bad-name``."""
    try:
        return stat.S_ISDIR(os.stat(path).st_mode)  # noqa: PTH116 - Path.is_dir hides some errors and raises others
    except (FileNotFoundError, NotADirectoryError):
        return False
    except ValueError:
        raise _refused("file.bad-name", name) from None
    except OSError as error:
        code = _REFUSALS.get(error.errno or 0, "file.unreadable")
        raise _refused(code, name, owner=owner(path), reason=error.strerror or str(error)) from error


def is_editor_lock(file_name: str) -> bool:
    """Whether the name is one that Word, Excel, WPS (``~$…``) or LibreOffice (``.~lock.…#``) gives to a lock file."""
    return file_name.startswith(("~$", ".~lock."))


def owner(path: Path) -> str:
    """Name of the owner of the file or of the nearest folder above it that can be seen; ``?`` if nobody knows."""
    for candidate in (path, *path.parents):
        with suppress(OSError, KeyError, NotImplementedError):
            return candidate.owner()
    return "?"


def human(size: int) -> str:
    """A number of bytes as people write it, rounded up to one place: 1.1 MB."""
    for factor, unit in ((1_000_000, "MB"), (1000, "kB")):
        if size >= factor:
            tenths = -(-size * 10 // factor)
            return f"{tenths // 10}.{tenths % 10} {unit}".replace(".0 ", " ")
    return f"{size} B"


def _read(path: Path, most: int, name: str) -> bytes:
    descriptor = os.open(path, _FLAGS)
    try:
        before = os.fstat(descriptor)
        _check(before, most, name)
        data = _all_of(descriptor, before.st_size + 1)
        after = os.fstat(descriptor)
    finally:
        os.close(descriptor)
    if len(data) != before.st_size or _state(before) != _state(after):
        raise _refused("file.changed", name)
    return data


def _all_of(descriptor: int, most: int) -> bytes:
    """Up to ``most`` bytes; one call may return fewer than it is asked for."""
    pieces: list[bytes] = []
    while most > 0 and (piece := os.read(descriptor, most)):
        pieces.append(piece)
        most -= len(piece)
    return b"".join(pieces)


def _state(status: os.stat_result) -> tuple[int, int]:
    return status.st_size, status.st_mtime_ns


def _check(status: os.stat_result, most: int, name: str) -> None:
    if stat.S_ISDIR(status.st_mode):
        raise _refused("file.folder", name)
    if not stat.S_ISREG(status.st_mode):
        raise _refused("file.not-plain", name)
    if status.st_size > most:
        raise _refused("file.too-large", name, size=human(status.st_size), most=human(most))


def _missing(path: Path, name: str) -> InputError:
    """The file is missing: say what the folder holds instead, the likeliest names first."""
    folder = path.parent
    if not folder.is_dir():
        return _refused("file.no-folder", name, folder=folder.name or str(folder))
    names = _names(folder)
    near = get_close_matches(path.name, names, n=3, cutoff=0.6) or names[:5]
    return _refused("file.missing", name, names=" ".join(f"“{entry}”" for entry in near) or "—")


def _names(folder: Path) -> list[str]:
    with suppress(OSError), os.scandir(folder) as entries:
        return sorted(entry.name for entry, _ in zip(entries, range(MOST_LISTED), strict=False))
    return []


def _refused(code: str, name: str, **arguments: object) -> InputError:
    return InputError(Fault(code, Place(file=name), {"name": name, **arguments}))
