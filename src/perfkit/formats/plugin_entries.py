"""What may lie in a plugin folder. Anything else is refused: nobody would read a file in ``form/`` for ``forms/``."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from perfkit.errors import Fault, Place, nearest, quoted
from perfkit.files import is_editor_lock

MANIFEST = "perfkit.toml"

PARTS = ("indicator-sets", "amendments", "rules", "forms")
"""Folders of TOML files and of nothing else."""

FOLDERS = (*PARTS, "templates", "cases")
FILES = (MANIFEST, "hooks.py", "__init__.py", "py.typed")

_ABOUT = ("readme", "license", "licence", "changelog")
"""How the names of files begin that only people read, in any folder; a TOML file is none of them."""

_SYSTEM = frozenset({"__pycache__", "thumbs.db", "desktop.ini"})
"""What Python and Windows leave behind."""

OWN = "x-"
"""How the names of files and folders of one's own begin, as with keys."""


def unknown_entries(folder: Path) -> Iterator[Fault]:
    """A fault for each entry of ``folder`` and of its parts that nobody would read, with what was probably meant."""
    package = (folder / "__init__.py").is_file()
    known = (*FOLDERS, *FILES)
    for entry in _entries(folder):
        expected = FOLDERS if entry.is_dir() else FILES
        if entry.is_symlink():
            continue  # said once, as a link
        if entry.name not in expected and not (package and _is_python(entry)):
            place = Place(file=f"{folder.name}/{entry.name}")
            yield _fault(entry, place, nearest(entry.name.casefold(), known), known)
    yield from _links(folder)
    for part in (one for one in PARTS if not (folder / one).is_symlink()):
        for entry in _entries(folder / part):
            if not entry.is_symlink() and not _is_toml(entry):
                near = "" if entry.is_dir() else f"{entry.stem}.toml"
                yield _fault(entry, Place(file=f"{folder.name}/{part}/{entry.name}"), near, ("*.toml",))


def _links(folder: Path) -> Iterator[Fault]:
    """A fault for each link in the folder and its parts: a plugin is contained, and a link may lead anywhere."""
    for place in (folder, *(folder / part for part in FOLDERS)):
        for entry in sorted(place.iterdir()) if place.is_dir() and (place == folder or not place.is_symlink()) else ():
            if entry.is_symlink():
                name = entry.relative_to(folder).as_posix()
                yield Fault("plugin.link", Place(file=f"{folder.name}/{name}"), {"entry": quoted(entry.name)})


def toml_files(part: Path) -> list[Path]:
    """The TOML files in a part of a plugin, by name and never by the order of the file system."""
    return [entry for entry in _entries(part) if _is_toml(entry)]


def _is_toml(entry: Path) -> bool:
    return entry.suffix == ".toml" and entry.is_file() and not entry.is_symlink()


def _entries(folder: Path) -> list[Path]:
    """The entries by name, without hidden ones and those that stand for themselves."""
    found = sorted(folder.iterdir()) if folder.is_dir() else []
    return [entry for entry in found if not _is_left_alone(entry.name)]


def _is_left_alone(name: str) -> bool:
    folded = name.casefold()
    about = folded.startswith(_ABOUT) and not folded.endswith(".toml")
    return about or folded.startswith((".", OWN)) or folded in _SYSTEM or is_editor_lock(name)


def _is_python(entry: Path) -> bool:
    """Whether an entry of a package is a module or a package of its own."""
    return entry.suffix in (".py", ".pyi") if entry.is_file() else (entry / "__init__.py").is_file()


def _fault(entry: Path, place: Place, near: str, known: tuple[str, ...]) -> Fault:
    return Fault("plugin.unknown-entry", place, {"entry": quoted(entry.name), "near": near, "known": " ".join(known)})
