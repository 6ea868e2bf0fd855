"""What may lie in a plugin folder. Anything else is refused: nobody would read a file in ``form/`` for ``forms/``."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path, PurePosixPath

from attrs import frozen

from perfkit.errors import Fault, Place, nearest, quoted
from perfkit.files import Entry, Tree, is_editor_lock, tree_of
from perfkit.formats.plugin_manifest import MANIFEST

LIBRARY = "indicators"
PARTS = ("indicator-sets", "amendments", "rules", "forms", "layouts", LIBRARY)
"""Folders of TOML files and of nothing else."""

TEMPLATES = "templates"
FOLDERS = (*PARTS, TEMPLATES, "cases")

PYTHON = ("hooks.py", "__init__.py", "py.typed")
"""Files that only a package has."""

ABOUT = ("readme", "license", "licence", "changelog")
"""How the names of files begin that only people read, in any folder; a TOML file is none of them."""

SYSTEM = frozenset({"thumbs.db", "desktop.ini"})
"""What Windows leaves behind."""

OWN = "x-"
"""How the names of files and folders of one's own begin, as with keys."""


@frozen
class Listing:
    """What lies in a plugin folder.

    Attributes:
        folder: where it lies; name: how it is shown.
        package: whether it is the folder of a Python package: its modules are code, its parts are data all the same.
        tree: everything in it, seen without opening a file; of a package only the parts.
    """

    folder: Path
    package: bool
    tree: Tree

    @property
    def name(self) -> str:
        return self.folder.name

    def place(self, entry: str) -> Place:
        """The place of an entry; of the folder itself for an empty name."""
        return Place(file="/".join((self.name, *(quoted(part, 80) for part in entry.split("/") if part))))

    def toml_files(self, part: str) -> list[str]:
        """Names of the TOML files in a part of the plugin."""
        return [name for name in self.tree.files(part) if name.endswith(".toml") and not is_left_alone(name)]


def listing(folder: Path) -> Listing:
    """What lies in ``folder``. Hidden folders are nobody's business and are not looked into."""
    package = False
    with suppress(OSError):  # a folder that may not be entered is told by its tree
        package = (folder / "__init__.py").is_file()

    def enter(name: str) -> bool:
        path = PurePosixPath(name)
        return not path.name.startswith(".") and (not package or path.parts[0] in FOLDERS)

    return Listing(folder, package, tree_of(folder, enter))


def unknown_entries(found: Listing) -> Iterator[Fault]:
    """A fault for each entry that nobody would read, with what was probably meant."""
    files = (MANIFEST, *PYTHON) if found.package else (MANIFEST,)
    known = (*FOLDERS, *files)
    for entry in found.tree.entries:
        if entry.kind in ("link", "other") or is_left_alone(entry.last):
            continue  # said elsewhere, or nobody's business
        match entry.parts:
            case [name]:
                expected = FOLDERS if entry.kind == "folder" else files
                if name not in expected and not (found.package and _is_python(entry, found.folder)):
                    yield _fault(found, entry, nearest(name.casefold(), known), known)
            case [part, name] if part in PARTS and not (entry.kind == "file" and name.endswith(".toml")):
                near = "" if entry.kind == "folder" else f"{PurePosixPath(name).stem}.toml"
                yield _fault(found, entry, near, ("*.toml",))


def gone(fault: Fault) -> Fault:
    """A file that was there a moment ago was taken away, which is another thing than one that is missing."""
    lost = fault.code in ("file.missing", "file.no-folder", "file.changed")
    return Fault("plugin.changed", fault.place) if lost else fault


def is_left_alone(name: str) -> bool:
    """Whether a file or folder stands for itself: hidden, about the plugin, one's own, of a system or an editor."""
    folded = name.casefold()
    about = folded.startswith(ABOUT) and not folded.endswith(".toml")
    return about or folded.startswith((".", OWN)) or folded in SYSTEM or is_editor_lock(name)


def _is_python(entry: Entry, folder: Path) -> bool:
    """Whether an entry of a package is a module or a package of its own, or what Python made of them."""
    if entry.kind == "file":
        return entry.last.endswith((".py", ".pyi", ".pyd", ".so"))
    return entry.last == "__pycache__" or (folder / entry.name / "__init__.py").is_file()


def _fault(found: Listing, entry: Entry, near: str, known: tuple[str, ...]) -> Fault:
    arguments = {"entry": quoted(entry.last), "near": near, "known": " ".join(known)}
    return Fault("plugin.unknown-entry", found.place(entry.name), arguments)
