"""The workbook of an evaluation: a summary, and a sheet for each project that has points of its own."""

from __future__ import annotations

from attrs import evolve

from perfkit.errors import Fault, ReportError
from perfkit.reports.book.cells import BookCell, Page, Row
from perfkit.reports.book.project import counted, project_page
from perfkit.reports.book.summary import summary_page
from perfkit.reports.book.write import book_bytes
from perfkit.reports.masking import Mask
from perfkit.reports.workbook import sheet_name
from perfkit.scoring import Evaluation, Inputs
from perfkit.wording import Language, say

MOST_SHEETS = 500
"""Projects with a sheet of their own in one book: more are no book that anyone turns over."""


def pages_of(evaluation: Evaluation, language: Language, mask: Mask | None = None) -> tuple[Page, ...]:
    """The sheets in their order, with what is personal covered by ``mask``.

    Refuses more projects than one book holds (``report.book-too-many``).
    """
    own = [(number, one) for number, one in enumerate(evaluation.projects, start=1) if one.nodes]
    if len(own) > MOST_SHEETS:
        arguments = {"count": len(own), "most": MOST_SHEETS}
        raise ReportError(Fault("report.book-too-many", arguments=arguments))
    inputs = Inputs.of(evaluation.indicator_set)
    named = {number: sheet_name(f"{number} {_covered(result.project.name, mask)}") for number, result in own}
    pages = {number: project_page(named[number], result, evaluation, inputs, language) for number, result in own}
    counts = {number: counted(one.page) for number, one in pages.items()}
    made = (summary_page(evaluation, inputs, pages, counts, language), *(one.page for one in pages.values()))
    if mask is not None:
        for page in made:
            page.rows[:] = [_covered_row(row, mask) for row in page.rows]
    return made


def _covered(text: str, mask: Mask | None) -> str:
    return text if mask is None else mask.text(text)


def _covered_row(row: Row, mask: Mask) -> Row:
    """The row with its texts covered; words that formulas ask for stay."""
    return evolve(row, cells={column: _covered_cell(cell, mask) for column, cell in row.cells.items()})


def _covered_cell(cell: BookCell, mask: Mask) -> BookCell:
    said = isinstance(cell.value, str) and not cell.formula and cell.look.role != "input"
    value = mask.text(cell.value) if said and isinstance(cell.value, str) else cell.value
    return evolve(cell, value=value, note=mask.text(cell.note))


def working_book(evaluation: Evaluation, language: Language, mask: Mask | None) -> bytes:
    """The workbook as bytes: the same evaluation gives the same bytes."""
    stage, portfolio = evaluation.portfolio.stage, evaluation.portfolio
    title = say("book.summary-title", language, unit=portfolio.unit.name, year=portfolio.year)
    return book_bytes(pages_of(evaluation, language, mask), _covered(title, mask), None if stage is None else stage.on)
