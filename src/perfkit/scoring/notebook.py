"""What a notebook shows: small HTML tables, everything escaped."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from typing import TYPE_CHECKING

from perfkit.model import Figure, IndicatorSet, readable
from perfkit.scoring.explain_line import line_remarks
from perfkit.scoring.explain_nodes import explain_changes, node_words
from perfkit.scoring.phrases import joined
from perfkit.wording import Language, say

if TYPE_CHECKING:
    from perfkit.scoring.result import Evaluation, ProjectResult, ScoreLine


def evaluation_html(evaluation: Evaluation, language: Language = "zh") -> str:
    """A portfolio as a table: one row for each project, the mean and grade as its caption."""
    reviewed = any(result.by_other for result in evaluation.projects)
    columns = ("code", "name", "rate", "points", *(("final",) if reviewed else ()), "stated", "possible", "grade")
    rows = (_project_row(result, reviewed=reviewed) for result in evaluation.projects)
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
    """One project as a table: a row for each line with its derivation, and for each node that is more than a sum."""
    reviewed = any(line.by_other for line in result.lines)
    columns = ("line", "target", "actual", "weight", "points", *(("final",) if reviewed else ()), "stated", "words")
    rows = [_line_row(line, result.indicator_set, language, reviewed=reviewed) for line in result.lines]
    rows += [_blank(row, reviewed=reviewed) for row in _rows_above(result, language)]
    caption = say(
        "notebook.project",
        language,
        name=result.project.name,
        points=_digits(result.final_points if result.by_other else result.points),
        stated=_digits(result.stated_points),
        grade=result.grade or "—",
    )
    return _table(caption, [say(f"notebook.{column}", language) for column in columns], rows)


def _line_row(line: ScoreLine, indicator_set: IndicatorSet, language: Language, *, reviewed: bool) -> tuple[str, ...]:
    words = line.words(language) if line.absent is None else line.absent.worded(language)
    return (
        line.name,
        line.target,
        line.actual,
        readable(line.weight.exact),
        _digits(line.points),
        *((_digits(line.final),) if reviewed else ()),
        _digits(line.stated_points),
        joined([words, *line_remarks(line, indicator_set, language)], language),
    )


def _rows_above(result: ProjectResult, language: Language) -> Iterator[tuple[str, str, str, str]]:
    """Name, weight, points and words of each node that is more than a sum, and of the total if it is."""
    for node in (*(node for root in result.nodes for node in root.walk()), result.whole):
        changes = explain_changes(node, result.indicator_set, language)
        if words := joined([node_words(node, language), *changes], language):
            name = node.name or say("notebook.total", language)
            yield name, readable(node.weight.exact), _digits(node.points), words


def _blank(row: tuple[str, str, str, str], *, reviewed: bool) -> tuple[str, ...]:
    """The row of a node, which has neither target nor actual, in the columns of lines."""
    name, weight, points, words = row
    return (name, "", "", weight, points, *(("",) if reviewed else ()), "", words)


def _project_row(result: ProjectResult, *, reviewed: bool) -> tuple[str, ...]:
    possible = "—" if result.bounds is None else f"{result.bounds.low.digits} – {result.bounds.high.digits}"
    return (
        result.project.code or "",
        result.project.name,
        "—" if result.execution_rate is None else str(result.execution_rate),
        _digits(result.points),
        *((_digits(result.final_points),) if reviewed else ()),
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
