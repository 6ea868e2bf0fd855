"""Workbooks of Excel and WPS (.xlsx, .xlsm), read with openpyxl; the gate has to have let the file pass.

openpyxl finds the parts and takes the sheets apart, row by row and never by the size that a file claims to have. Values
are taken from the text of the file, so that no binary number lies between; dates are made here, because openpyxl turns
29 February 1900 into another day and does not know the formats of Chinese programs. Links, pictures and rules of
display are not read: in openpyxl they can fail, and a link fills an empty cell.
"""

from __future__ import annotations

import datetime
import io
import posixpath
import re
import zipfile
from collections.abc import Callable, Generator, Iterator, Mapping
from typing import Any

from attrs import evolve, frozen
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.packaging.relationship import Relationship, RelationshipList, get_dependents
from openpyxl.reader.excel import ExcelReader
from openpyxl.utils.cell import range_boundaries
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.worksheet._reader import COL_TAG, FILTER_TAG, MERGE_TAG, ROW_TAG, VALUE_TAG, WorkSheetParser
from openpyxl.xml.functions import iterparse

from perfkit.formats.sheets.cell import Sheet, SheetCell, Span
from perfkit.formats.sheets.gathered import MOST_COLUMNS, MOST_SPANS, Gathered
from perfkit.formats.sheets.stored import moment_cell
from perfkit.formats.sheets.xlsx_parts import (
    Styles,
    comments_of,
    controls_of,
    filter_rows,
    filters_of,
    links_of,
    styles_of,
)

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_TRUTHS = {"1": "TRUE", "0": "FALSE", "true": "TRUE", "false": "FALSE"}


def sheets_of(data: bytes, gathered: Gathered) -> tuple[Sheet, ...]:
    """The sheets of a workbook; faults and remarks go to ``gathered``.

    Raises:
        InputError: for cells and ranges out of bounds.
        Exception: whatever openpyxl makes of a damaged file; the caller puts it into words.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        book = _Book.of(data, archive)
        return tuple(_sheets(book, gathered))


@frozen
class _Book:
    """The workbook around its sheets."""

    archive: zipfile.ZipFile
    reader: ExcelReader
    styles: Styles
    links: Mapping[str, str]

    @classmethod
    def of(cls, data: bytes, archive: zipfile.ZipFile) -> _Book:
        reader = ExcelReader(io.BytesIO(data), keep_links=False, rich_text=True)
        reader.read_manifest()
        reader.read_strings()
        reader.read_workbook()
        return cls(archive, reader, styles_of(archive), links_of(archive))

    @property
    def mac(self) -> bool:
        return bool(self.reader.wb.epoch == CALENDAR_MAC_1904)


def _sheets(book: _Book, gathered: Gathered) -> Iterator[Sheet]:
    for entry, relation in book.reader.parser.find_sheets():
        gathered.begin(str(entry.name))
        if not str(relation.Type).endswith("/worksheet"):
            continue
        if relation.target not in book.reader.valid_files:
            gathered.fault("sheet.part-missing", gathered.place())
        elif entry.state == "veryHidden":
            gathered.remark("sheet.very-hidden", gathered.place())
        else:
            yield _sheet(book, relation, gathered, hidden=entry.state == "hidden")


def _sheet(book: _Book, relation: Relationship, gathered: Gathered, *, hidden: bool) -> Sheet:
    with book.archive.open(relation.target) as source:
        rows = _Rows(source, book.reader.shared_strings, rich_text=True)
        for _, row in rows.parse():
            for found in row:
                _put(found, book, gathered)
    spans = tuple(_spans(rows, gathered))
    related = _related(book.archive, relation.target)
    noted = comments_of(book.archive, related)
    for at in noted:
        gathered.bounds(*at)
    filters = (*rows.filtered, *filters_of(book.archive, related))
    away = {int(number) for number, how in rows.row_dimensions.items() if _hidden(how, "ht")}
    filtered = frozenset(row for row in away if any(first < row <= last for first, last in filters))
    gathered.finish()
    cells = gathered.uncovered(spans)
    return Sheet(
        name=gathered.sheet,
        cells={at: evolve(cells[at], comment=noted.get(at, "")) if at in noted else cells[at] for at in sorted(cells)},
        spans=spans,
        hidden_rows=frozenset(away - filtered),
        filtered_rows=filtered,
        hidden_columns=frozenset(_hidden_columns(rows)),
        comments={at: text for at, text in noted.items() if at not in cells},
        controls=controls_of(book.archive, related),
        hidden=hidden,
    )


class _Rows(WorkSheetParser):
    """openpyxl's parser of a sheet, which also hands on the stored text of each cell, and skips what nobody reads.

    Attributes:
        merged: merged ranges, as the file writes them; filtered: first and last row of a filter in use.
    """

    merged: tuple[str, ...] = ()
    filtered: tuple[tuple[int, int], ...] = ()

    def parse(self) -> Generator[Any, None, None]:
        for _, element in iterparse(self.source):
            if element.tag == ROW_TAG:
                yield self.parse_row(element)
                element.clear()
            elif element.tag == COL_TAG:
                self.parse_column_dimensions(element)
            elif element.tag == MERGE_TAG:
                self.merged = tuple(one.get("ref", "") for one in element)
            elif element.tag == FILTER_TAG:
                self.filtered += filter_rows(element)

    def parse_cell(self, element: Any) -> dict[str, Any]:
        kind, stored = element.get("t", "n"), element.findtext(VALUE_TAG)
        if kind not in ("s", "inlineStr"):
            element.set("t", "str")  # so that the text is handed on as it is stored
        cell: dict[str, Any] = super().parse_cell(element)
        formula = ""
        if cell["data_type"] == "f":
            formula = (
                str(getattr(cell["value"], "text", "=") or "=") if not isinstance(cell["value"], str) else cell["value"]
            )
            cell["value"] = self.shared_strings[int(stored)] if kind == "s" and stored else stored
        return cell | {"kind": kind, "formula": formula}


def _put(found: Mapping[str, Any], book: _Book, gathered: Gathered) -> None:
    """The cell that the parser found."""
    row, column = found["row"], found["column"]
    gathered.bounds(row, column)
    code, crossed = book.styles.of(found["style_id"])
    cell = _cell(found, code, book, gathered)
    if cell is not None:
        struck, crossed = _struck(found["value"], crossed=crossed)
        formula = _named(found["formula"], book.links)
        cell = evolve(cell, struck=struck, crossed=crossed, formula=formula)
    gathered.put(row, column, cell)


def _cell(found: Mapping[str, Any], code: str, book: _Book, gathered: Gathered) -> SheetCell | None:
    """The cell of a stored value, without its formula."""
    row, column, kind, value = found["row"], found["column"], found["kind"], found["value"]
    if not value:
        uncalculated = found["formula"] and kind != "str"
        return SheetCell(kind="text", text="", shown="", calculated=False) if uncalculated else None
    if kind == "n":
        return gathered.number(row, column, value, code, mac=book.mac)
    if kind in ("b", "e", "d"):
        cell = _KINDS[kind](value.strip(), code)
        if cell is None:
            gathered.odd(row, column, value)
        return cell
    return gathered.text(row, column, _ESCAPED.sub(lambda at: chr(int(at[1], 16)), str(value)), code)


def _truth_cell(value: str, _: str) -> SheetCell | None:
    truth = _TRUTHS.get(value)
    return None if truth is None else SheetCell(kind="truth", text=truth, shown=truth)


def _error_cell(value: str, _: str) -> SheetCell:
    return SheetCell(kind="error", text=value, shown=value)


def _iso_cell(value: str, code: str) -> SheetCell | None:
    """The cell of a date that is stored as text, as ISO 8601 has it."""
    try:
        at = datetime.datetime.fromisoformat(value)
    except ValueError:
        return None
    return moment_cell(at.date(), at.hour * 3600 + at.minute * 60 + at.second, code)


_KINDS: Mapping[str, Callable[[str, str], SheetCell | None]] = {"b": _truth_cell, "e": _error_cell, "d": _iso_cell}


def _struck(value: object, *, crossed: bool) -> tuple[bool, bool]:
    """Whether some of the text, but not all of it, is struck out; and whether all of it is."""
    if not isinstance(value, CellRichText):
        return False, crossed
    runs = [bool(run.font.strike) if isinstance(run, TextBlock) else crossed for run in value if str(run).strip()]
    return any(runs) and not all(runs), bool(runs) and all(runs)


def _named(formula: str, links: Mapping[str, str]) -> str:
    """The formula with the names of other workbooks, where the file has their numbers: ``[1]`` is ``[预算.xlsx]``."""
    return re.sub(r"\[([0-9]{1,4})\]", lambda at: f"[{links.get(at[1], at[1])}]", formula) if links else formula


def _spans(rows: _Rows, gathered: Gathered) -> Iterator[Span]:
    if len(rows.merged) > MOST_SPANS:
        gathered.fault("sheet.too-many-spans", gathered.place(), most=MOST_SPANS)
        return
    for one in rows.merged:
        left, top, right, bottom = range_boundaries(one)
        span = Span(top or 1, left or 1, bottom or 2**20, right or 2**14)
        gathered.span(span)
        yield span


def _related(archive: zipfile.ZipFile, target: str) -> RelationshipList:
    name = f"{posixpath.dirname(target)}/_rels/{posixpath.basename(target)}.rels"
    return get_dependents(archive, name) if name in archive.namelist() else RelationshipList()


def _hidden(how: Mapping[str, str], size: str) -> bool:
    """Whether a row or column is hidden, or so narrow that nobody sees it."""
    return how.get("hidden") in ("1", "true") or how.get(size, "1").strip("0.") == ""


def _hidden_columns(rows: _Rows) -> Iterator[int]:
    for how in rows.column_dimensions.values():
        if _hidden(how, "width"):
            yield from range(int(how["min"]), min(int(how["max"]), MOST_COLUMNS) + 1)
