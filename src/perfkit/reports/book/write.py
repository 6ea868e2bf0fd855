"""Cells become bytes: XlsxWriter writes them row by row.

Here, and nowhere else, exact decimals become the doubles that a workbook holds. Nothing is computed with them: each has
at most 15 significant digits, so the double nearest to it gives the same decimal back.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from attrs import frozen

from perfkit.errors import ReportError
from perfkit.model import plain
from perfkit.reports.book.cells import BookCell, Look, Page
from perfkit.reports.book.looks import properties
from perfkit.reports.workbook import is_markup, quoted_sheet, text_faults, workbook_bytes, write_text

LONGEST_CHOICES = 255

_A4 = 9
"""The paper."""


@frozen
class _Writer:
    book: Any
    formats: dict[Look, Any]

    def format(self, look: Look) -> Any:
        """The format of a look, made once."""
        if look not in self.formats:
            self.formats[look] = self.book.add_format(properties(look))
        return self.formats[look]

    def page(self, sheet: Any, page: Page) -> None:
        """All rows of a sheet, from top to bottom, and how it is shown and printed."""
        last = len(page.columns) - 1
        for column, width in enumerate(page.columns.values()):
            sheet.set_column(column, column, width)
        for number, row in enumerate(page.rows):
            if row.height:
                sheet.set_row(number, row.height)
            self._row(sheet, page, number)
        sheet.freeze_panes(page.head, 0)
        sheet.repeat_rows(page.head - 1)
        sheet.set_landscape()
        sheet.set_paper(_A4)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
        sheet.set_footer("&C&P / &N")
        sheet.print_area(0, 0, max(len(page.rows) - 1, 0), last)
        sheet.hide_gridlines(2)
        sheet.protect("", {"format_columns": True, "format_rows": True})

    def _row(self, sheet: Any, page: Page, number: int) -> None:
        row, columns = page.rows[number], list(page.columns)
        inside = {
            column
            for first, last in row.stretched
            for column in columns[columns.index(first) + 1 : columns.index(last) + 1]
        }
        ends = {first: columns.index(last) for first, last in row.stretched}
        for at, column in enumerate(columns):
            if column in inside:
                continue
            cell = row.cells.get(column, BookCell(None, row.look))
            if column in ends:
                sheet.merge_range(number, at, number, ends[column], "", self.format(cell.look))
            self._cell(sheet, number, at, cell)

    def _cell(self, sheet: Any, row: int, column: int, cell: BookCell) -> None:
        look = self.format(cell.look)
        if cell.formula:
            value = _double(cell.value) if isinstance(cell.value, Decimal) else cell.value or ""
            sheet.write_formula(row, column, cell.formula, look, value)
        elif isinstance(cell.value, Decimal):
            sheet.write_number(row, column, _double(cell.value), look)
        elif cell.value is None:
            sheet.write_blank(row, column, None, look)
        elif cell.link and not is_markup(cell.value):
            sheet.write_url(row, column, f"internal:{quoted_sheet(cell.link)}!A1", look, cell.value)
        else:
            write_text(self.book, sheet, (row, column), cell.value, look)
        if cell.note:
            sheet.write_comment(row, column, cell.note, {"author": "", "x_scale": 2})
        if cell.choices and _listable(cell.choices):
            sheet.data_validation(row, column, row, column, {"validate": "list", "source": list(cell.choices)})


def _double(value: Decimal) -> Decimal:
    """The decimal in ordinary notation; XlsxWriter writes the double nearest to it."""
    return Decimal(plain(value))


def _listable(words: Sequence[str]) -> bool:
    joined = ",".join(words)
    return len(joined) <= LONGEST_CHOICES and not any("," in word or '"' in word for word in words)


def book_bytes(pages: Sequence[Page], title: str, on: datetime.date | None) -> bytes:
    """The workbook of these sheets, in their order; the same sheets give the same bytes.

    Raises:
        ReportError: for a character that no document can carry, and a text longer than a cell takes, all at once.
    """
    refuse_texts(pages)

    def build(book: Any) -> None:
        writer = _Writer(book, {})
        sheets = [book.add_worksheet(page.name) for page in pages]
        for sheet, page in zip(sheets, pages, strict=True):
            writer.page(sheet, page)

    return workbook_bytes(build, title, on, row_by_row=True)


def refuse_texts(pages: Sequence[Page]) -> None:
    """Refuses what no cell can hold."""
    cells = (cell for page in pages for _, cell in page.cells())
    texts = (text for cell in cells for text in (cell.value, cell.note) if isinstance(text, str))
    if faults := [fault for text in dict.fromkeys(texts) for fault in text_faults(text)]:
        raise ReportError(faults)
