"""Everything that lies in a folder somebody handed in, seen once and bounded.

What is found is described by ``lstat`` alone: no link is followed, and no file or pipe is opened.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal, TypeAlias

from attrs import field, frozen

from perfkit.errors import Fault, Place, quoted
from perfkit.files.portable import alike, unportable
from perfkit.files.read import human

MOST_ENTRIES = 500
MOST_DEPTH = 8
"""Folders on the way to a file."""
MOST_BYTES = 50_000_000
"""Of all files together, and so of each."""

Kind: TypeAlias = Literal["file", "folder", "link", "other"]
"""other: a pipe, a socket, a device."""

_REPARSE = 0x400
"""``FILE_ATTRIBUTE_REPARSE_POINT``: on Windows a junction or a mount is no link by its mode, but leads away as well."""


@frozen
class Entry:
    """One thing in a folder: its path inside it, written with ``/``, its kind, and the bytes of a file."""

    name: str
    kind: Kind
    size: int = 0

    @property
    def parts(self) -> tuple[str, ...]:
        return tuple(self.name.split("/"))

    @property
    def last(self) -> str:
        """The name without the folders before it."""
        return self.parts[-1]


def kind_of(status: os.stat_result) -> Kind:
    """What ``lstat`` says a thing is."""
    if stat.S_ISLNK(status.st_mode) or getattr(status, "st_file_attributes", 0) & _REPARSE:
        return "link"
    if stat.S_ISDIR(status.st_mode):
        return "folder"
    return "file" if stat.S_ISREG(status.st_mode) else "other"


@frozen
class Tree:
    """The entries of a folder by name, and every fault that can be told without opening a file.

    Codes ``plugin.link``, ``plugin.not-plain``, ``plugin.too-deep``, ``plugin.too-many``, ``plugin.too-large``,
    ``plugin.unreadable``, ``plugin.changed``, ``plugin.alike`` and ``plugin.name-…``.
    """

    entries: tuple[Entry, ...]
    faults: tuple[Fault, ...]

    def named(self, name: str) -> Entry | None:
        return next((entry for entry in self.entries if entry.name == name), None)

    def files(self, folder: str) -> list[str]:
        """Names of the plain files directly in ``folder``, by name and never by the order of the file system."""
        before = f"{folder}/"
        return sorted(
            entry.last
            for entry in self.entries
            if entry.kind == "file" and entry.name.startswith(before) and len(entry.parts) == len(before.split("/"))
        )


def tree_of(root: Path, enter: Callable[[str], bool]) -> Tree:
    """What lies in ``root``; ``enter`` says by its path whether a folder is looked into."""
    walk = _Walk(root, enter)
    try:
        walk.look("")
    except _Enough:
        return Tree((), (Fault("plugin.too-many", Place(file=root.name), {"most": MOST_ENTRIES}),))
    entries = tuple(sorted(walk.entries, key=lambda entry: entry.name))
    faults = sorted(walk.faults, key=lambda fault: fault.place.file)
    return Tree(entries, (*faults, *walk.about(entries)))


class _Enough(Exception):  # noqa: N818 (no error: the walk is over)
    """There are too many entries: which were seen is chance, and nothing is told of them."""


@frozen
class _Walk:
    root: Path
    enter: Callable[[str], bool]
    entries: list[Entry] = field(factory=list)
    faults: list[Fault] = field(factory=list)

    def look(self, top: str) -> None:
        waiting = [top]
        while waiting:
            waiting += self._folders(waiting.pop())

    def _folders(self, folder: str) -> list[str]:
        """Keep the entries of one folder; the folders below that are to be entered."""
        try:
            with os.scandir(self.root / folder) as found:
                return [entry.name for one in found if (entry := self._keep(one, folder)) is not None]
        except (FileNotFoundError, NotADirectoryError):
            self.faults.append(Fault("plugin.changed", self._place(folder)))
        except OSError as error:
            arguments = {"folder": self._shown(folder), "reason": error.strerror or str(error)}
            self.faults.append(Fault("plugin.unreadable", self._place(folder), arguments))
        return []

    def _keep(self, one: os.DirEntry[str], folder: str) -> Entry | None:
        """Keep an entry; it is given back if it is a folder to be entered."""
        name = f"{folder}/{one.name}" if folder else one.name
        try:
            status = one.stat(follow_symlinks=False)
        except FileNotFoundError:
            self.faults.append(Fault("plugin.changed", self._place(name)))
            return None
        if len(self.entries) >= MOST_ENTRIES:
            raise _Enough
        kind = kind_of(status)
        entry = Entry(name, kind, status.st_size if kind == "file" else 0)
        self.entries.append(entry)
        if kind != "folder" or not self.enter(name):
            return None
        if len(entry.parts) > MOST_DEPTH:
            self.faults.append(Fault("plugin.too-deep", self._place(name), {"most": MOST_DEPTH}))
            return None
        return entry

    def about(self, entries: tuple[Entry, ...]) -> Iterator[Fault]:
        """What is wrong with the entries as they were found, by name."""
        for entry in entries:
            place, arguments = self._place(entry.name), {"entry": quoted(entry.last)}
            if entry.kind in ("link", "other"):
                yield Fault("plugin.link" if entry.kind == "link" else "plugin.not-plain", place, arguments)
            if (unfit := unportable(entry.last)) is not None:
                yield Fault(f"plugin.name-{unfit[0]}", place, {**arguments, **unfit[1]})
        for names in alike(entry.name for entry in entries):
            yield Fault("plugin.alike", self._place(names[0]), {"names": tuple(map(quoted, names))})
        size = sum(entry.size for entry in entries)
        if size > MOST_BYTES:
            largest = max(entries, key=lambda entry: entry.size)
            arguments = {"size": human(size), "most": human(MOST_BYTES), "largest": quoted(largest.name, 80)}
            yield Fault("plugin.too-large", Place(file=self.root.name), arguments)

    def _shown(self, name: str) -> str:
        return "/".join((self.root.name, *(quoted(part, 80) for part in name.split("/") if part)))

    def _place(self, name: str) -> Place:
        return Place(file=self._shown(name))
