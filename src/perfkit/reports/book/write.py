"""Cells become bytes: XlsxWriter row by row, then the one form that the same content always has.

Here, and nowhere else, exact decimals become the doubles that a workbook holds. Nothing is computed with them: each has
at most 15 significant digits, so the double nearest to it gives the same decimal back.
"""

from __future__ import annotations

import datetime
import io
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import xlsxwriter
from attrs import frozen

from perfkit.errors import Fault, ReportError, quoted
from perfkit.files.zips import canonical_zip
from perfkit.model import plain
from perfkit.reports.book.cells import BookCell, Look, Page
from perfkit.reports.book.looks import properties
from perfkit.reports.book.names import quoted_sheet
from perfkit.reports.escape import printable
from perfkit.reports.vocabulary import RenderingError

LONGEST_TEXT = 32_767
LONGEST_CHOICES = 255

_A4, _EARLY = 9, datetime.datetime(2000, 1, 1)
"""The paper; and what stands in the properties of a book that has no day of its own: never the clock."""

_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}


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
        elif cell.link and not _is_markup(cell.value):
            sheet.write_url(row, column, f"internal:{quoted_sheet(cell.link)}!A1", look, cell.value)
        else:
            self._text(sheet, row, column, cell.value, look)
        if cell.note:
            sheet.write_comment(row, column, cell.note, {"author": "", "x_scale": 2})
        if cell.choices and _listable(cell.choices):
            sheet.data_validation(row, column, row, column, {"validate": "list", "source": list(cell.choices)})

    def _text(self, sheet: Any, row: int, column: int, text: str, look: Any) -> None:
        """A text; XlsxWriter would take one that looks like its own markup for it, so that comes in two pieces."""
        if _is_markup(text):
            plainly = self.format(Look())
            sheet.write_rich_string(row, column, plainly, text[:1], plainly, text[1:], look)
        else:
            sheet.write_string(row, column, text, look)


def _is_markup(text: str) -> bool:
    return text.startswith("<r>") and text.endswith("</r>")


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
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, _OPTIONS) as book:
        created = _EARLY if on is None else datetime.datetime.combine(on, datetime.time())
        book.set_properties({"title": title[:255], "author": "", "created": created})
        writer = _Writer(book, {})
        sheets = [book.add_worksheet(page.name) for page in pages]
        for sheet, page in zip(sheets, pages, strict=True):
            writer.page(sheet, page)
    return canonical_zip(buffer.getvalue())


def refuse_texts(pages: Sequence[Page]) -> None:
    """Refuses what no cell can hold."""
    faults: list[Fault] = []
    for text in dict.fromkeys(_texts(pages)):
        try:
            printable(text)
        except RenderingError as error:
            faults.extend(error.faults)
        length = len(text.encode("utf-16-le", "surrogatepass")) // 2
        if length > LONGEST_TEXT:
            arguments = {"text": quoted(text), "length": length, "most": LONGEST_TEXT}
            faults.append(Fault("report.book-text-long", arguments=arguments))
    if faults:
        raise ReportError(faults)


def _texts(pages: Sequence[Page]) -> list[str]:
    cells = [cell for page in pages for _, cell in page.cells()]
    return [text for cell in cells for text in (cell.value, cell.note) if isinstance(text, str)]
