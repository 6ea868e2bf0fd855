"""The folder that is being read: only files inside it, each file's fingerprint kept, faults with their lines."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TypeVar

from attrs import evolve, field, frozen

from perfkit.errors import Fault, InputError, Place
from perfkit.files.hashes import sha256
from perfkit.files.read import is_editor_lock, read_bytes
from perfkit.files.text import decode
from perfkit.formats.convert import structure
from perfkit.formats.notes import Notes
from perfkit.formats.toml import TomlFile, read_toml
from perfkit.formats.written import SCHEMA
from perfkit.model import Finding

T = TypeVar("T")

MOST_TABLE_BYTES = 50_000_000
MOST_NARRATIVE_BYTES = 1_000_000


@frozen
class Folder:
    """A folder of facts while it is read.

    Attributes:
        root: the folder; names of files are relative to it and written with ``/``.
        digests: SHA-256 by name of every file that was read.
        documents: the TOML files that were read, for the lines of their keys.
        notes: faults and remarks of everything read from it.
    """

    root: Path
    digests: dict[str, str] = field(factory=dict)
    documents: dict[str, TomlFile] = field(factory=dict)
    notes: Notes = field(init=False)

    @notes.default
    def _notes(self) -> Notes:
        return Notes(locate=self.located)

    def document(self, name: str, kind: type[T]) -> T | None:
        """The TOML file ``name`` as written; None after its faults were noted."""
        return self.notes.attempt(Place(file=name), self._document, name, kind)

    def _document(self, name: str, kind: type[T]) -> T:
        file = read_toml(self.root / name, name)
        self.digests[name] = file.digest
        self.documents[name] = file
        self.told(file.remarks)
        schema = file.document.get("schema")
        if type(schema) is int and schema != SCHEMA:
            code = "input.schema-newer" if schema > SCHEMA else "input.schema-unknown"
            raise InputError(Fault(code, Place(file=name, key="schema"), {"found": schema, "known": SCHEMA}))
        return structure(file.document, kind, name, self.notes)

    def text(self, name: str, place: Place, *, table: bool) -> str | None:
        """The text of a table or a narrative file; ``place`` is where the file is named."""
        return self.notes.attempt(place, self._text, name, table)

    def _text(self, name: str, table: bool) -> str:
        data = read_bytes(self.root / name, MOST_TABLE_BYTES if table else MOST_NARRATIVE_BYTES, name)
        text = decode(data, name, table=table)
        self.digests[name] = sha256(data)
        self.told(text.remarks)
        return text.text

    def named(self, reference: str, place: Place) -> str | None:
        """The text of the table that a file names at ``place``; only files inside the folder are read."""
        if self.notes.attempt(place, _contained, self.root, reference) is None:
            return None
        return self.text(reference, place, table=True)

    def entries(self, name: str) -> list[str]:
        """The names inside a folder, sorted; none if it is missing. Files of editors and hidden ones are left out."""
        folder = self.root / name
        found = sorted(entry.name for entry in folder.iterdir()) if folder.is_dir() else []
        for entry in found:
            if is_editor_lock(entry):
                self.notes.remark("folder.editor-lock", Place(file=f"{name}/{entry}"), "info")
        return [entry for entry in found if not entry.startswith(".") and not is_editor_lock(entry)]

    def told(self, remarks: Iterable[Fault]) -> None:
        """Keep what a reader of files remarked."""
        self.notes.remarks.extend(Finding.of(remark, "warning") for remark in remarks)

    def located(self, place: Place) -> Place:
        """The place with the line of its key, or of the nearest table around it that is written down."""
        if place.line is not None or place.file not in self.documents:
            return place
        return evolve(place, line=self.documents[place.file].place(place.key).line)


def _contained(root: Path, reference: str) -> Path:
    path = (root / reference).resolve()
    if not path.is_relative_to(root.resolve()):
        raise InputError(Fault("file.reference-outside", arguments={"name": reference}))
    return path
