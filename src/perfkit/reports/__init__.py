"""Writes: one template and one evaluation become a document, and the document a page of HTML or a Word file.

The working paper becomes a workbook without a template. Jinja, Markdown, Word and Excel libraries come with the extras
``reports``, ``word`` and ``excel``; each is loaded when its function is first called, and one that is missing is an
error that names the extra.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib import import_module
from typing import TYPE_CHECKING

from perfkit.errors import Fault, ReportError
from perfkit.model import Document, Finding, Form, IndicatorSet, Layout, Portfolio
from perfkit.reports.additions import Additions, plain_values
from perfkit.reports.choosing import (
    TEMPLATE,
    is_of_a_stage,
    template_in,
    template_names,
    template_of,
    without_language,
)
from perfkit.reports.lookup import Chain, Lookup
from perfkit.reports.masking import Mask
from perfkit.wording import Language

if TYPE_CHECKING:
    from perfkit.scoring import Evaluation, ProjectResult

__all__ = [
    "TEMPLATE",
    "Additions",
    "Chain",
    "Lookup",
    "Mask",
    "form_faults",
    "is_of_a_stage",
    "plain_values",
    "render_document",
    "template_in",
    "template_names",
    "template_of",
    "to_book",
    "to_forms",
    "to_html",
    "to_word",
    "without_language",
]


@contextmanager
def _extra(name: str) -> Iterator[None]:
    try:
        yield
    except ImportError as error:
        raise ReportError(Fault("report.extra-missing", arguments={"extra": name, "module": error.name})) from error


def render_document(  # noqa: PLR0913 (each is a part of the document, and the last four have a default)
    evaluation: Evaluation,
    findings: Iterable[Finding],
    lookup: Lookup,
    forms: Mapping[str, Form],
    *,
    language: Language = "zh",
    template: str = TEMPLATE,
    program: str = "",
    additions: Additions = Additions(),  # noqa: B008 (frozen)
) -> Document:
    """The report of ``evaluation`` as a document.

    Args:
        evaluation: what is reported, untouched.
        findings: what the checks found, in the order they are listed in the annex.
        lookup: the templates along the chain of the set in use; it remembers which were used.
        forms: the forms along the same chain, by name.
        language: of the document, which is that of its template: labels, findings, dates and notes are worded in it.
        template: name of the template.
        program: version of perfkit for the line at the end.
        additions: what plugins along the chain add to the names and filters of templates.

    Raises:
        ReportError: with every fault of the template, the unit's texts or the forms; nothing is half written.
    """
    with _extra("reports"):
        from perfkit.reports.document import Making, render
    making = Making(language, template, program, additions)
    return render(evaluation, findings, lookup, forms, making)


def form_faults(
    evaluation: Evaluation, findings: Iterable[Finding], forms: Iterable[Form], language: Language
) -> tuple[Fault, ...]:
    """What keeps each of these forms from being laid out with the rows of an evaluation."""
    with _extra("reports"):
        from perfkit.reports import trial
    return tuple(trial.form_faults(evaluation, findings, forms, language))


def to_html(document: Document, lookup: Lookup) -> str:
    """The document as one HTML file: no script, nothing from outside; templates ``page.html.j2`` and ``page.css``."""
    with _extra("reports"):
        from perfkit.reports.html import html_text
    return html_text(document, lookup)


def to_book(evaluation: Evaluation, language: Language, mask: Mask | None = None) -> bytes:
    """The working paper as a workbook in which every score is a live formula over the inputs; same input, same bytes.

    ``mask`` covers what is personal.

    Raises:
        ReportError: for more projects than a book holds, a text that no cell can hold.
    """
    with _extra("excel"):
        import_module("xlsxwriter")
    from perfkit.reports.book.book import working_book

    return working_book(evaluation, language, mask)


def to_word(document: Document, lookup: Lookup) -> bytes:
    """The document as a Word file in GB/T 9704 layout, from the template ``report.docx``; same input, same bytes."""
    with _extra("word"):
        from perfkit.reports.word import word_bytes
    return word_bytes(document, lookup)


def to_forms(
    layout: Layout,
    indicator_set: IndicatorSet,
    results: Sequence[ProjectResult] = (),
    portfolio: Portfolio | None = None,
) -> tuple[bytes, ...]:
    """The form of a set as a workbook to be filled in: one for each result of a portfolio, or a single blank one.

    Same input, same bytes.

    Raises:
        ReportError: for a text that no cell can hold.
    """
    with _extra("excel"):
        import_module("xlsxwriter")
    from perfkit.reports.fillin.form import blank_form, filled_forms

    if portfolio is None:
        return (blank_form(layout, indicator_set),)
    return tuple(filled_forms(layout, indicator_set, results, portfolio))
