"""Workbooks of Excel 97 to 2003 (.xls), read with xlrd; the gate has to have let the file pass.

xlrd gives values, formats, merged ranges and notes, but no formulas and no filters: a row that a filter hides is a
hidden row here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import xlrd
from attrs import evolve
from xlrd.biffh import error_text_from_code
from xlrd.formatting import std_format_strings

from perfkit.formats.sheets.cell import Sheet, SheetCell, Span
from perfkit.formats.sheets.codes import BUILT_IN, GENERAL
from perfkit.formats.sheets.gathered import Gathered

_TEXT, _NUMBERS, _TRUTH, _ERROR = xlrd.XL_CELL_TEXT, (xlrd.XL_CELL_NUMBER, xlrd.XL_CELL_DATE), 4, 5
_HIDDEN, _VERY_HIDDEN = 1, 2
_UNICODE = 80
"""From this version of the format on, texts are Unicode; before it they are in the code page of the writer."""


class _Silent:
    """Where xlrd writes its remarks about odd files."""

    def write(self, text: str) -> int:
        return len(text)

    def flush(self) -> None:
        """Nothing is kept."""


def sheets_of(data: bytes, gathered: Gathered) -> tuple[Sheet, ...]:
    """The sheets of an old workbook; faults and remarks go to ``gathered``.

    Raises:
        InputError: for cells and ranges out of bounds.
        Exception: whatever xlrd makes of a damaged file; the caller puts it into words.
    """
    book = _opened(data)
    if book.biff_version < _UNICODE and book.codepage is None:
        book = _opened(data, "gb18030")
    return tuple(_sheets(book, gathered))


def _opened(data: bytes, encoding: str | None = None) -> Any:
    return xlrd.open_workbook(
        file_contents=data,
        formatting_info=True,
        ragged_rows=True,
        on_demand=True,
        logfile=_Silent(),
        encoding_override=encoding,
    )


def _sheets(book: Any, gathered: Gathered) -> Iterator[Sheet]:
    for at in range(book.nsheets):
        sheet = book.sheet_by_index(at)
        gathered.begin(sheet.name)
        if sheet.visibility == _VERY_HIDDEN:
            gathered.remark("sheet.very-hidden", gathered.place())
        else:
            yield _sheet(book, sheet, gathered)
        book.unload_sheet(at)


def _sheet(book: Any, sheet: Any, gathered: Gathered) -> Sheet:
    for row in range(sheet.nrows):
        for column in range(sheet.row_len(row)):
            cell = _cell(book, sheet, row, column, gathered)
            if cell is not None:
                gathered.put(row + 1, column + 1, cell)
    spans = tuple(_spans(sheet, gathered))
    noted = {(row + 1, column + 1): note.text.strip() for (row, column), note in sheet.cell_note_map.items()}
    gathered.finish()
    cells = gathered.uncovered(spans)
    return Sheet(
        name=sheet.name,
        cells={at: evolve(cells[at], comment=noted[at]) if at in noted else cells[at] for at in sorted(cells)},
        spans=spans,
        hidden_rows=frozenset(_hidden(sheet.rowinfo_map)),
        hidden_columns=frozenset(_hidden(sheet.colinfo_map)),
        comments={at: text for at, text in noted.items() if at not in cells and text},
        hidden=sheet.visibility == _HIDDEN,
    )


def _hidden(infos: Mapping[int, Any]) -> Iterator[int]:
    return (at + 1 for at, info in infos.items() if info.hidden)


def _spans(sheet: Any, gathered: Gathered) -> Iterator[Span]:
    for top, below, left, right in sheet.merged_cells:
        span = Span(top + 1, left + 1, below, right)
        gathered.span(span)
        yield span


def _cell(book: Any, sheet: Any, row: int, column: int, gathered: Gathered) -> SheetCell | None:
    """The cell, rows and columns counted from 0 as xlrd does."""
    kind, value = sheet.cell_type(row, column), sheet.cell_value(row, column)
    if kind in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK):
        return None
    style = book.xf_list[sheet.cell_xf_index(row, column)]
    crossed = bool(book.font_list[style.font_index].struck_out)
    cell: SheetCell | None = None
    if kind == _TEXT:
        cell = gathered.text(row + 1, column + 1, value, _code(book, style))
        runs = sheet.rich_text_runlist_map.get((row, column), ())
        struck = set(_struck(book, value, runs, crossed=crossed))
        return None if cell is None else evolve(cell, struck=len(struck) > 1, crossed=struck == {True})
    if kind in _NUMBERS:
        mac = book.datemode == 1
        cell = gathered.number(row + 1, column + 1, repr(value), _code(book, style), mac=mac)
    elif kind == _TRUTH:
        truth = "TRUE" if value else "FALSE"
        cell = SheetCell(kind="truth", text=truth, shown=truth)
    elif kind == _ERROR:
        sign = error_text_from_code.get(value, "#VALUE!")
        cell = SheetCell(kind="error", text=sign, shown=sign)
    return None if cell is None else evolve(cell, crossed=crossed)


def _code(book: Any, style: Any) -> str:
    """The code of the number format; what xlrd supplies for a number alone is American, and replaced."""
    key = style.format_key
    own = book.format_map.get(key)
    if own is None or own.format_str == std_format_strings.get(key):
        return BUILT_IN.get(key, GENERAL)
    return str(own.format_str)


def _struck(book: Any, text: str, runs: Any, *, crossed: bool) -> Iterator[bool]:
    """Whether each run of the text is struck out; before the first run the font of the cell holds."""
    starts = [(0, crossed), *((start, bool(book.font_list[font].struck_out)) for start, font in runs)]
    for (start, struck), end in zip(starts, [*(start for start, _ in starts[1:]), len(text)], strict=True):
        if text[start:end].strip():
            yield struck
