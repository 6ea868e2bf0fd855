"""Opens a file of sheets, whatever it is: what it is stands in its bytes, and Office files pass the gate first."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import PurePosixPath
from typing import cast

from perfkit.errors import Fault, InputError, Place
from perfkit.files import sha256
from perfkit.files.gate import gate
from perfkit.files.office_kind import office_kind
from perfkit.formats.sheets.cell import Book, Sheet
from perfkit.formats.sheets.gathered import Gathered

_READERS = {
    "xlsx": "xlsx",
    "xlsm": "xlsx",
    "xls": "xls",
    "docx": "docx",
    "docm": "docx",
    "html": "html",
    "text": "text",
}
_EXTRAS = {"xlsx": "excel", "xls": "excel"}
_KINDS = {"xlsm": "xlsx", "docm": "docx", "text": "csv"}
_PLAIN = {
    "text": frozenset(("", ".csv", ".txt", ".tsv", ".tab", ".xls")),
    "html": frozenset(("", ".htm", ".html", ".xls")),
}
"""Endings under which text and web pages are read: Excel, too, opens them as .xls, and never as .xlsx."""

MOST_PLAIN = 10 * 1024**2
"""Bytes of a text or a web page."""

_MIME = b"mime-version:"


def read_book(data: bytes, name: str) -> Book:
    """The sheets of a workbook, an old workbook, a Word document, a web page or a text with separators.

    Args:
        data: the bytes of the file.
        name: the file, as it is shown; its ending decides nothing but whether it is odd.

    Raises:
        InputError: with all faults, each with sheet and cell where there is one: ``office.…`` of
            :func:`~perfkit.files.gate.gate`, ``text.…`` of :func:`~perfkit.files.decode`, and ``sheet.…``. Nothing
            else is raised, whatever the bytes are.
    """
    gathered = Gathered(name)
    kind = _kind(data, name, gathered)
    sheets = _read(_READERS[kind], data, gathered)
    if gathered.faults:
        raise InputError(gathered.faults)
    if not any(sheet.cells for sheet in sheets):
        raise InputError(Fault("sheet.nothing", Place(file=name)))
    kind = _KINDS.get(kind, kind)
    return Book(file=name, kind=kind, digest=sha256(data), sheets=sheets, remarks=tuple(gathered.remarks))


def _kind(data: bytes, name: str, gathered: Gathered) -> str:
    """The kind of the file, a key of the readers, after the gate if it is one of Office."""
    kind, ending = office_kind(data, name), PurePosixPath(name).suffix.lower()
    if ending in _PLAIN.get(kind, ()) and not data[:100].lstrip().lower().startswith(_MIME):
        if len(data) > MOST_PLAIN:
            raise InputError(Fault("sheet.long-page", Place(file=name), {"most": MOST_PLAIN // 1024**2}))
        if ending == ".xls":
            gathered.remark("sheet.fake-xls", Place(file=name), kind=kind)
        return kind
    gated = gate(data, name)
    gathered.remarks.extend(gated.remarks)
    return gated.kind


def _read(module: str, data: bytes, gathered: Gathered) -> tuple[Sheet, ...]:
    """What the reader in ``module`` makes of the bytes; whatever its library raises is a damaged file."""
    place = Place(file=gathered.file)
    try:
        reader = import_module(f"perfkit.formats.sheets.{module}")
    except ImportError as error:
        raise InputError(Fault("sheet.no-library", place, {"extra": _EXTRAS.get(module, "all")})) from error
    read = cast("Callable[[bytes, Gathered], tuple[Sheet, ...]]", reader.sheets_of)
    try:
        return read(data, gathered)
    except InputError:
        raise
    except Exception as error:
        raise InputError(Fault("sheet.damaged", place)) from error
