"""The folder that is being read: only files inside it, each file's fingerprint kept, faults with their lines."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TypeVar

from attrs import evolve, field, frozen

from perfkit.errors import Fault, InputError, Place
from perfkit.files import decode, inside, is_editor_lock, read_bytes, sha256
from perfkit.formats.filled.book import FormBook, located, parts
from perfkit.formats.notes import Notes
from perfkit.formats.parsed_file import ParsedFile
from perfkit.formats.record import structured
from perfkit.formats.toml import read_toml
from perfkit.model import Finding

T = TypeVar("T")

MOST_TABLE_BYTES = 50_000_000
MOST_NARRATIVE_BYTES = 1_000_000
MOST_EVIDENCE_BYTES = 200_000_000


@frozen
class Folder:
    """A folder of facts while it is read.

    Attributes:
        root: the folder; names of files are relative to it and written with ``/``.
        digests: SHA-256 by name of every file that was read.
        documents: the TOML and JSON files that were read, for the lines of their keys.
        books: the forms that were read, for the cells of their values.
        notes: faults and remarks of everything read from it.
    """

    root: Path
    digests: dict[str, str] = field(factory=dict)
    documents: dict[str, ParsedFile] = field(factory=dict)
    books: list[FormBook] = field(factory=list)
    notes: Notes = field(init=False)

    @notes.default
    def _notes(self) -> Notes:
        return Notes(locate=self.located, within=lambda place: parts(self.books, place), fingerprint=self.fingerprint)

    def document(self, name: str, kind: type[T]) -> T | None:
        """The TOML file ``name`` as written; None after its faults were noted."""
        return self.notes.attempt(Place(file=name), self._document, name, kind)

    def _document(self, name: str, kind: type[T]) -> T:
        file = read_toml(self.path(name), name)
        self.keep(file)
        return structured(file.document, kind, Place(file=name), self.notes)

    def keep(self, file: ParsedFile) -> None:
        """Remember a file that was parsed: its fingerprint, its lines, what its reader remarked."""
        self.digests[file.name] = file.digest
        self.documents[file.name] = file
        self.told(file.remarks)

    def path(self, name: str) -> Path:
        """Where a file lies; what was found in a folder below may be a link, which must not lead out."""
        return inside(self.root, name, Place(file=name)) if "/" in name else self.root / name

    def text(self, name: str) -> str | None:
        """The text of a narrative file."""
        return self.notes.attempt(Place(file=name), self._text, name, table=False)

    def _text(self, name: str, *, table: bool) -> str:
        data = read_bytes(self.path(name), MOST_TABLE_BYTES if table else MOST_NARRATIVE_BYTES, name)
        text = decode(data, name, table=table)
        self.digests[name] = sha256(data)
        self.told(text.remarks)
        return text.text

    def named(self, reference: str, place: Place) -> str | None:
        """The text of the table that a file names at ``place``; only files inside the folder are read."""
        return self.notes.attempt(place, self._named, reference, place)

    def _named(self, reference: str, place: Place) -> str:
        inside(self.root, reference, place)
        try:
            return self._text(reference, table=True)
        except InputError as error:
            raise InputError(_where_named(fault, place) for fault in error.faults) from None

    def fingerprint(self, reference: str, place: Place) -> str:
        """The SHA-256 of a file that is named at ``place``, evidence of a value; it is not read otherwise."""
        path = inside(self.root, reference, place)
        try:
            data = read_bytes(path, MOST_EVIDENCE_BYTES, reference)
        except InputError as error:
            raise InputError(_where_named(fault, place) for fault in error.faults) from None
        self.digests[reference] = sha256(data)
        return self.digests[reference]

    def entries(self, name: str) -> list[str]:
        """The names inside a folder, sorted; none if it is missing. Files of editors and hidden ones are left out."""
        folder = self.root / name
        try:
            found = sorted(entry.name for entry in folder.iterdir()) if folder.is_dir() else []
        except OSError as error:
            self.notes.fault("folder.unreadable", Place(file=name), reason=error.strerror or str(error))
            return []
        for entry in found:
            if is_editor_lock(entry):
                self.notes.remark("folder.editor-lock", Place(file=f"{name}/{entry}"), "info")
        return [entry for entry in found if not entry.startswith(".") and not is_editor_lock(entry)]

    def told(self, remarks: Iterable[Fault]) -> None:
        """Keep what a reader of files remarked."""
        self.notes.remarks.extend(Finding.of(remark, "warning") for remark in remarks)

    def located(self, place: Place) -> Place:
        """The place with the line or cell of its key, or of the nearest one around it that is written down."""
        if place.file in self.documents:
            return self.documents[place.file].located(place)
        return located(self.books, place)


def _where_named(fault: Fault, place: Place) -> Fault:
    """A file that cannot be read is mended where it is named; what is wrong inside it, in the file."""
    return evolve(fault, place=place) if fault.code.startswith("file.") else fault
