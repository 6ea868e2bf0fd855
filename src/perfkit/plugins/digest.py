"""Which plugin it was, as one number: over exactly the files a plugin may have, never over what else lies there."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from perfkit.errors import Fault, InputError, Place
from perfkit.files import canonical_json, inside, is_editor_lock, read_bytes, sha256

TABLES = ("indicator-sets", "amendments", "rules", "forms", "layouts", "indicators")
"""Folders of which the TOML files count, as they are read: not those in folders below."""

TREES = ("templates", "cases")
"""Folders of which every file counts, however deep."""

SINGLE = ("perfkit.toml", "hooks.py", "__init__.py")

HOOKS = "hooks.py"
"""With it the modules of the package and its own files, ``x-…``, count as well: its facts may follow from them."""

MOST_BYTES = 50_000_000
"""Of one file."""

OWN = "x-"
"""How the names of files and folders of a plugin's own begin."""

_LEFT_OVER = frozenset(("Thumbs.db", "desktop.ini", "__pycache__"))


def plugin_digest(folder: Path) -> str:
    """SHA-256 over names and contents of the files of the plugin in ``folder``.

    Raises :class:`InputError` naming the file that cannot be read.
    """
    files = {}
    for name in sorted(_names(folder)):
        shown = f"{folder.name}/{name}"
        files[name] = sha256(read_bytes(inside(folder, name, Place(file=shown)), MOST_BYTES, shown))
    return sha256(canonical_json(files))


def _names(folder: Path) -> Iterator[str]:
    """Names of the files that count, relative to the folder and with ``/``."""
    yield from (name for name in SINGLE if (folder / name).is_file())
    if (folder / HOOKS).is_file():
        yield from _behind_hooks(folder)
    for part in TABLES:
        for name in _listed(folder / part):
            if name.endswith(".toml") and (folder / part / name).is_file():
                yield f"{part}/{name}"
    for part in TREES:
        for place, folders, files in os.walk(folder / part, onerror=_unreadable):
            folders[:] = [name for name in folders if _counts(name)]
            for name in filter(_counts, files):
                yield (Path(place) / name).relative_to(folder).as_posix()


def _behind_hooks(folder: Path) -> Iterator[str]:
    for place, folders, files in os.walk(folder, onerror=_unreadable):
        folders[:] = [name for name in folders if _counts(name)]
        inside_folder = Path(place).relative_to(folder)
        own = bool(inside_folder.parts) and inside_folder.parts[0].startswith(OWN)
        for name in filter(_counts, files):
            if own or name.endswith(".py") or (not inside_folder.parts and name.startswith(OWN)):
                yield (inside_folder / name).as_posix()


def _listed(folder: Path) -> list[str]:
    try:
        return [name for name in os.listdir(folder) if _counts(name)]  # noqa: PTH208 (names are what is wanted)
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError as error:
        _unreadable(error)
        return []


def _counts(name: str) -> bool:
    """Whether a file is the plugin's own and not left behind by a system or an editor."""
    return not (name.startswith(".") or name in _LEFT_OVER or is_editor_lock(name))


def _unreadable(error: OSError) -> None:
    """A folder that is not there holds nothing; one that cannot be listed is refused, never passed over."""
    if isinstance(error, FileNotFoundError):
        return
    name = Path(str(error.filename)).name
    arguments = {"folder": name, "reason": error.strerror or str(error)}
    raise InputError(Fault("plugin.unreadable", Place(file=name), arguments)) from error
