"""The workbook of an evaluation: a summary, and a sheet for each project that has points of its own."""

from __future__ import annotations

from perfkit.errors import Fault, ReportError
from perfkit.reports.book.cells import Page
from perfkit.reports.book.project import counted, project_page
from perfkit.reports.book.summary import summary_page
from perfkit.reports.book.write import book_bytes
from perfkit.scoring import Evaluation, Inputs
from perfkit.wording import Language, say

MOST_SHEETS = 500
"""Projects with a sheet of their own in one book: more are no book that anyone turns over."""


def pages_of(evaluation: Evaluation, language: Language) -> tuple[Page, ...]:
    """The sheets in their order; refuses more projects than one book holds (``report.book-too-many``)."""
    own = [(number, one) for number, one in enumerate(evaluation.projects, start=1) if one.nodes]
    if len(own) > MOST_SHEETS:
        arguments = {"count": len(own), "most": MOST_SHEETS}
        raise ReportError(Fault("report.book-too-many", arguments=arguments))
    inputs = Inputs.of(evaluation.indicator_set)
    pages = {number: project_page(number, result, evaluation, inputs, language) for number, result in own}
    counts = {number: counted(one.page) for number, one in pages.items()}
    return (summary_page(evaluation, pages, counts, language), *(one.page for one in pages.values()))


def working_book(evaluation: Evaluation, language: Language) -> bytes:
    """The workbook as bytes: the same evaluation gives the same bytes."""
    stage, portfolio = evaluation.portfolio.stage, evaluation.portfolio
    title = say("book.summary-title", language, unit=portfolio.unit.name, year=portfolio.year)
    return book_bytes(pages_of(evaluation, language), title, None if stage is None else stage.on)
