"""What a notebook shows: small HTML tables, everything escaped."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import TYPE_CHECKING

from perfkit.model import Figure
from perfkit.wording import Language, say

if TYPE_CHECKING:
    from perfkit.scoring.result import Evaluation, ProjectResult


def evaluation_html(evaluation: Evaluation, language: Language = "zh") -> str:
    """A portfolio as a table: one row for each project, the mean and grade as its caption."""
    columns = ("code", "name", "rate", "points", "stated", "possible", "grade")
    rows = (_project_row(result) for result in evaluation.projects)
    mean = "—" if evaluation.mean is None else evaluation.mean.digits
    caption = say(
        "notebook.caption",
        language,
        unit=evaluation.portfolio.unit.name,
        year=evaluation.portfolio.year,
        set=evaluation.indicator_set.address,
        mean=mean,
        grade=evaluation.grade or "—",
    )
    return _table(caption, [say(f"notebook.{column}", language) for column in columns], rows)


def project_html(result: ProjectResult, language: Language = "zh") -> str:
    """One project as a table: a row for each line with its derivation."""
    columns = ("line", "target", "actual", "weight", "points", "stated", "words")
    rows = (
        (
            line.name,
            line.target,
            line.actual,
            line.weight.digits,
            _digits(line.points),
            _digits(line.stated_points),
            line.words(language) if line.absent is None else line.absent.worded(language),
        )
        for line in result.lines
    )
    caption = say(
        "notebook.project",
        language,
        name=result.project.name,
        points=_digits(result.points),
        stated=_digits(result.stated_points),
        grade=result.grade or "—",
    )
    return _table(caption, [say(f"notebook.{column}", language) for column in columns], rows)


def _project_row(result: ProjectResult) -> tuple[str, ...]:
    possible = "—" if result.bounds is None else f"{result.bounds.low.digits} – {result.bounds.high.digits}"
    return (
        result.project.code or "",
        result.project.name,
        "—" if result.execution_rate is None else str(result.execution_rate),
        _digits(result.points),
        _digits(result.stated_points),
        possible,
        result.grade or "—",
    )


def _digits(figure: Figure | None) -> str:
    return "—" if figure is None else figure.digits


def _table(caption: str, head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    def cells(tag: str, texts: Iterable[str]) -> str:
        return "".join(f"<{tag}>{escape(text)}</{tag}>" for text in texts)

    body = "".join(f"<tr>{cells('td', row)}</tr>" for row in rows)
    return (
        f"<table><caption>{escape(caption)}</caption><thead><tr>{cells('th', head)}</tr></thead>"
        f"<tbody>{body}</tbody></table>"
    )
