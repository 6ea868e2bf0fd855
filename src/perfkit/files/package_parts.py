"""How the parts of an Office file hang together: kinds of content, relations, sheets; and which of them are active."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from functools import partial

from attrs import define, field, frozen

from perfkit.errors import Fault, Place, quoted
from perfkit.files.archive import Archive
from perfkit.files.office_kind import OfficeKind
from perfkit.files.xml_parts import Started, attributes_of

CONTENTS = "[Content_Types].xml"

_MAIN: tuple[tuple[str, OfficeKind], ...] = (
    ("spreadsheetml.sheet.main+xml", "xlsx"),
    ("spreadsheetml.template.main+xml", "xlsx"),
    ("ms-excel.sheet.macroenabled.main+xml", "xlsm"),
    ("ms-excel.template.macroenabled.main+xml", "xlsm"),
    ("ms-excel.sheet.binary.macroenabled.main", "xlsb"),
    ("wordprocessingml.document.main+xml", "docx"),
    ("wordprocessingml.template.main+xml", "docx"),
    ("ms-word.document.macroenabled.main+xml", "docm"),
    ("ms-word.template.macroenabledtemplate.main+xml", "docm"),
    ("presentationml.", "pptx"),
)
_MACROS = re.compile(r"vba(?:Project|Data)|macrosheets?/|attachedToolbars", re.IGNORECASE)
_ACTIVE = re.compile(r"activeX|customUI", re.IGNORECASE)
_EMBEDDED = re.compile(r"(?:^|/)embeddings/|oleObject|\.ole$|afchunk", re.IGNORECASE)
_MACRO_TYPES = re.compile(r"vbaProject|vbaData|macrosheet", re.IGNORECASE)


@frozen
class Relation:
    """One part, or something outside, that a part points to."""

    source: str
    id: str
    kind: str
    target: str
    outside: bool


@define
class Package:
    """What the parts said of each other while they were read.

    Attributes:
        by_name, by_ending: kinds of content as they are declared, of single parts and of all with an ending.
        sheets: part that lists it, name and relation of each sheet.
        roots: the outermost element of each XML part.
        broken: the parts that were not read to their end.
    """

    archive: Archive
    by_name: dict[str, str] = field(factory=dict)
    by_ending: dict[str, str] = field(factory=dict)
    relations: list[Relation] = field(factory=list)
    sheets: list[tuple[str, str, str]] = field(factory=list)
    roots: dict[str, str] = field(factory=dict)
    broken: set[str] = field(factory=set)

    def listener(self, part: str, root: str) -> Started | None:
        """What is told of the tags of a part that says how others hang together."""
        if part == CONTENTS:
            return self.contents
        if part.endswith(".rels"):
            return partial(self.relation, part)
        return partial(self.sheet, part) if root == "workbook" else None

    def contents(self, tag: str, attributes: list[str]) -> None:
        """A tag of the list of contents."""
        said = attributes_of(attributes)
        kind = said.get("ContentType", "")
        if tag == "Override":
            self.by_name[said.get("PartName", "").lstrip("/")] = kind
        elif tag == "Default":
            self.by_ending[said.get("Extension", "").casefold()] = kind

    def relation(self, part: str, tag: str, attributes: list[str]) -> None:
        """A tag of the relations that stand in ``part``."""
        if tag != "Relationship":
            return
        said = attributes_of(attributes)
        outside = said.get("TargetMode", "").casefold() == "external"
        folder, _, name = part.rpartition("_rels/")
        target = said.get("Target", "")
        if not outside:
            target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
        source = folder + name.removesuffix(".rels")
        self.relations.append(Relation(source, said.get("Id", ""), said.get("Type", ""), target, outside))

    def sheet(self, part: str, tag: str, attributes: list[str]) -> None:
        """A tag of the workbook."""
        if tag == "sheet":
            said = attributes_of(attributes)
            self.sheets.append((part, said.get("name", ""), said.get("id", "")))

    def kind_of(self, part: str) -> str:
        """The declared kind of content of a part."""
        return self.by_name.get(part, self.by_ending.get(part.rpartition(".")[2].casefold(), ""))

    @property
    def main(self) -> tuple[str, OfficeKind]:
        """The part that all others hang on, and what kind of file that makes; no part where none is declared."""
        for part, declared in self.by_name.items():
            for ending, kind in _MAIN:
                if ending in declared.casefold():
                    return part, kind
        return "", "archive"

    def sheet_parts(self) -> dict[str, str]:
        """The name of each sheet by the part that holds it."""
        main, _ = self.main
        targets = {relation.id: relation.target for relation in self.relations if relation.source == main}
        return {targets[id_]: name for part, name, id_ in self.sheets if part == main and id_ in targets}


def hanging_together(package: Package) -> Iterator[Fault]:
    """What is missing of a workbook or a document."""
    main, kind = package.main
    archive = package.archive
    if not main:
        yield Fault("office.archive", Place(file=archive.file))
    elif main not in archive.parts:
        yield Fault("office.main-missing", archive.place(main))
    elif kind in ("xlsx", "xlsm"):
        yield from _sheets(package, main)


def _sheets(package: Package, main: str) -> Iterator[Fault]:
    archive = package.archive
    relations = {relation.id: relation for relation in package.relations if relation.source == main}
    listed = [(name, id_) for part, name, id_ in package.sheets if part == main]
    if not listed and main not in package.broken:
        yield Fault("office.no-sheets", archive.place(main))
    for name, id_ in listed:
        relation = relations.get(id_)
        place = Place(file=archive.file, sheet=quoted(name))
        if relation is None or relation.target not in archive.parts:
            yield Fault("office.sheet-missing", place, {"part": quoted(relation.target if relation else "—")})
        elif "chartsheet" not in relation.kind and package.roots.get(relation.target) != "worksheet":
            yield from _misplaced(package, relation.target, place)
    for relation in package.relations:
        root = package.roots.get(relation.target, "comments")
        if relation.kind.endswith("/comments") and root != "comments":
            yield from _misplaced(package, relation.target, archive.place(relation.target))


def _misplaced(package: Package, part: str, place: Place) -> Iterator[Fault]:
    if part not in package.broken:
        found = package.roots.get(part, "—")
        yield Fault("office.not-a-sheet", place, {"part": quoted(part), "found": quoted(found)})


def active(package: Package, *, macros: bool) -> Iterator[Fault]:
    """Parts that could do something, and relations that lead out; ``macros``: whether this kind may hold them."""
    archive = package.archive
    for part in archive.parts:
        kind = package.kind_of(part)
        if _MACROS.search(part) or _MACRO_TYPES.search(kind):
            if not macros:
                yield Fault("office.macro-part", archive.place(part))
        elif _ACTIVE.search(part) or "activex" in kind.casefold():
            yield Fault("office.active-part", archive.place(part))
        elif _EMBEDDED.search(part) or "oleobject" in kind.casefold():
            yield Fault("office.embedded", archive.place(part))
    for relation in package.relations:
        if relation.outside and not relation.kind.endswith("/hyperlink"):
            shown = {"kind": quoted(relation.kind.rpartition("/")[2]), "target": quoted(relation.target, 80)}
            yield Fault("office.outside", archive.place(relation.source), shown)


def inert(package: Package) -> Iterator[Fault]:
    """What is left aside and should be known: connections to data."""
    for part, root in package.roots.items():
        if root == "connections":
            yield Fault("office.connection", package.archive.place(part))
