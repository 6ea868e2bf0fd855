"""The gate of Office files: proved harmless before any reader sees them, with nothing but the standard library.

Readers of workbooks make room for whatever a file speaks of; some end the process for it. So every bound is proved
here, on the bytes: the archive and its parts (:mod:`~perfkit.files.archive`), the XML
(:mod:`~perfkit.files.xml_parts`), the addresses of cells (:mod:`~perfkit.files.sheet_part`), how the parts hang
together (:mod:`~perfkit.files.package_parts`), and for workbooks of Excel 97 the sectors and records
(:mod:`~perfkit.files.compound`, :mod:`~perfkit.files.workbook_97`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

from attrs import evolve, frozen

from perfkit.errors import Fault, InputError, Place, quoted
from perfkit.files.archive import MOST_FAULTS, open_archive
from perfkit.files.office_kind import MOST_BYTES, OfficeKind, ending, office_kind, other_name, unusable
from perfkit.files.package_parts import Package, active, hanging_together, inert
from perfkit.files.read import human, is_editor_lock
from perfkit.files.sheet_part import Room, SheetPart
from perfkit.files.workbook_97 import gate_workbook_97
from perfkit.files.xml_parts import Budget, Started, read_part

_XML = re.compile(rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?[\s\x00]*<")
"""How any part begins that a parser of XML would take, whatever its name."""

_STRICT = (".xml", ".rels")
"""Parts that have to be well formed; drawings of old kind (.vml) often are not, and no reader minds."""


@frozen
class Gated:
    """A file that passed.

    Attributes:
        kind: ``xlsx``, ``xlsm``, ``xls``, ``docx`` or ``docm``.
        remarks: what was passed and should be told: ``office.macros``, ``office.connection``, ``office.other-name``.
    """

    kind: OfficeKind
    remarks: tuple[Fault, ...] = ()


def gate(content: bytes, name: str) -> Gated:
    """Prove an Office file harmless; ``name`` is how it is shown, and its ending is compared with what it is.

    Raises:
        InputError: with all faults that can be told, ``office.…``, each with its part, or with sheet and cell; and
            ``file.editor-lock`` for the small file that Office keeps beside an open one.
    """
    here = Place(file=name)
    if is_editor_lock(name.rpartition("/")[2]):
        raise InputError(Fault("file.editor-lock", here, {"name": name}))
    if len(content) > MOST_BYTES:
        limits = {"size": human(len(content)), "most": human(MOST_BYTES)}
        raise InputError(Fault("office.too-large", here, limits))
    kind = office_kind(content, name)
    if (code := unusable(kind, name)) is not None and kind != "archive":
        raise InputError(Fault(code, here))
    gated = Gated("xls", gate_workbook_97(content, name)) if kind == "xls" else _gate_archive(content, name)
    if other_name(gated.kind, name):
        named = Fault("office.other-name", here, {"kind": gated.kind})
        return evolve(gated, remarks=(named, *gated.remarks))
    return gated


def _gate_archive(content: bytes, name: str) -> Gated:
    package = Package(open_archive(content, name))
    faults = list(_reading(package))
    main, kind = package.main
    if main and (code := unusable(kind, name)) is not None:
        raise InputError(Fault(code, Place(file=name)))
    may_hold_macros = kind in ("xlsm", "docm") and ending(name) not in (".xlsx", ".docx")
    faults += [*hanging_together(package), *active(package, macros=may_hold_macros)]
    if faults:
        raise InputError(faults[:MOST_FAULTS])
    macros = (Fault("office.macros", Place(file=name)),) if kind in ("xlsm", "docm") else ()
    return Gated(kind, (*macros, *inert(package)))


def _reading(package: Package) -> Iterator[Fault]:
    """Read every part to its end, and the XML among them tag by tag; the faults of sheets name their sheet."""
    budget, room = Budget(), Room()
    found: list[Fault] = []
    for part in package.archive.parts:
        found += _part(package, part, budget, room)
    sheets = package.sheet_parts()
    for fault in found:
        name = sheets.get(fault.place.key)
        yield fault if name is None else evolve(fault, place=evolve(fault.place, sheet=quoted(name)))


def _part(package: Package, part: str, budget: Budget, room: Room) -> list[Fault]:
    """The faults of one part."""
    place, cells = package.archive.place(part), SheetPart(package.archive.place(part), room)

    def root(tag: str) -> Started | None:
        package.roots[part] = tag
        return cells.started if tag in ("worksheet", "comments") else package.listener(part, tag)

    try:
        pieces = package.archive.pieces(part)
        first = next(pieces, b"")
        if part.endswith(_STRICT) or _XML.match(first):
            read_part(chain((first,), pieces), place, budget, root)
        for _ in pieces:
            pass
    except InputError as error:
        loose = not part.endswith(_STRICT) and error.code == "office.not-well-formed"
        if loose:
            return cells.faults
        package.broken.add(part)
        return [*cells.faults, *error.faults]
    return cells.faults
