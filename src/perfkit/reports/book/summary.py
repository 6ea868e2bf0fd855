"""The first sheet: every project with its total and grade, the mean, and how many scores are live formulas."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from perfkit.formula.sheet import MOST_PLACES, fits, grade_text, quoted, rounded_text, unchanged_text, units_text
from perfkit.model import plain
from perfkit.reports.book.cells import BookCell, Look, Page, Row, decimals, held
from perfkit.reports.book.facts import NUMBER
from perfkit.reports.book.lines import places_format
from perfkit.reports.book.project import ProjectPage
from perfkit.scoring import Evaluation, ProjectResult
from perfkit.wording import Language, say

COLUMNS: Mapping[str, int] = dict(zip("ABCDEFGHI", (6, 24, 46, 12, 10, 10, 14, 10, 10), strict=True))
HEADS = ("number", "code", "project", "state", "total", "grade", "rate", "live", "values")


def summary_page(
    evaluation: Evaluation,
    pages: Mapping[int, ProjectPage],
    counts: Mapping[int, tuple[int, int]],
    language: Language,
) -> Page:
    """The summary; ``pages`` and ``counts`` are those of the projects with points of their own, by their number."""
    page = Page(say("book.sheet-summary", language), COLUMNS)
    portfolio, used = evaluation.portfolio, evaluation.indicator_set
    title = say("book.summary-title", language, unit=portfolio.unit.name, year=portfolio.year)
    page.add(Row({"A": BookCell(title, Look("title", align="center"))}, Look("title"), 34, (("A", "I"),)))
    live, values = (sum(one[at] for one in counts.values()) for at in (0, 1))
    told = say("book.counts", language, all=live + values, live=live, values=values)
    about = say("book.about", language, set=f"{used.title.worded(language)} {used.address}", digest=used.digest[:16])
    page.add(Row({"A": BookCell(f"{told} {about}", Look("small"))}, Look("plain"), 20, (("A", "I"),)))
    page.add(Row({"A": BookCell(say("book.legend", language), Look("small"))}, Look("plain"), 34, (("A", "I"),)))
    heads = {
        column: BookCell(say(f"book.head-{head}", language), Look("head", align="center"))
        for column, head in zip(COLUMNS, HEADS, strict=True)
    }
    page.head = page.add(Row(heads, Look("head"), 24))
    rows = []
    for number, result in enumerate(evaluation.projects, start=1):
        row = page.add(Row(_project(number, result, pages.get(number), counts.get(number), page.next_row, language)))
        rows.append((f"E{row}", result))
    _mean(page, evaluation, rows, language)
    return page


def _project(
    number: int,
    result: ProjectResult,
    page: ProjectPage | None,
    counts: tuple[int, int] | None,
    row: int,
    language: Language,
) -> dict[str, BookCell]:
    cells = {
        "A": BookCell(Decimal(number), Look("plain", "0", "center")),
        "B": BookCell(result.project.code or "—", Look("plain"), key=("code", str(number))),
        "C": BookCell(result.project.name, Look("plain")),
        "D": BookCell(say(f"book.state-{result.state}", language), Look("plain", align="center")),
        "E": _total(result, page, number),
        "F": _grade(result, page, row, number),
        "G": _rate(result, page),
    }
    if page is not None and counts is not None:
        cells["C"] = BookCell(result.project.name, Look("link"), link=page.page.name)
        cells |= {
            column: BookCell(Decimal(count), Look("plain", "0", "center"))
            for column, count in zip("HI", counts, strict=True)
        }
    return cells


def _total(result: ProjectResult, page: ProjectPage | None, number: int) -> BookCell:
    points, key = result.final_points, ("total", str(number))
    if points is None:
        return BookCell("—", Look("plain", align="center"), key=key)
    decimal = held(points.exact)
    look = Look("input" if page is None else "sum", places_format(points.rounding), "right")
    if decimal is None:
        return BookCell(points.digits, Look("sum-value", align="right"), key=key)
    return BookCell(decimal, look, "" if page is None else f"={page.total}", key=key)


def _grade(result: ProjectResult, page: ProjectPage | None, row: int, number: int) -> BookCell:
    look, key = Look("sum", align="center"), ("grade", str(number))
    points, used = result.final_points, result.indicator_set
    if page is not None and points is not None:
        return BookCell(result.grade, look, f"={page.grade}", key=key)
    if points is None or held(points.exact) is None or used.policies.grade_of == "rounded":
        return BookCell(result.grade or "—", Look("sum-value", align="center"), key=key)
    bands = [(band.name, Fraction(band.lowest)) for band in used.grades.bands]
    text = grade_text(units_text([f"E{row}"], MOST_PLACES), 1, MOST_PLACES, bands)
    return BookCell(result.grade, look, f"={text}", key=key)


def _rate(result: ProjectResult, page: ProjectPage | None) -> BookCell:
    rate = result.execution_rate
    if rate is None:
        return BookCell("—", Look("plain", align="center"))
    shown = rate.shown
    if shown is None or held(Fraction(shown)) is None:
        return BookCell(str(rate), Look("plain", align="right"))
    look = Look("plain", f'{places_format(rate.rounding)}"%"' if rate.rounding else NUMBER, "right")
    return BookCell(shown, look, f"={page.rate}" if page is not None and page.rate else "")


def _mean(page: Page, evaluation: Evaluation, rows: Sequence[tuple[str, ProjectResult]], language: Language) -> None:
    """The mean of all totals with its grade, over the cells above it."""
    mean, used = evaluation.mean, evaluation.indicator_set
    if mean is None:
        return
    scored = [(cell, result.final_points) for cell, result in rows if result.final_points is not None]
    cells, points = [cell for cell, _ in scored], [one.exact for _, one in scored if one is not None]
    places = max(decimals(value) for value in points) + 2
    whole = all(held(value) is not None for value in points) and fits(cells, places)
    shown = mean.shown
    label = BookCell(say("book.mean", language, count=len(cells)), Look("sum"))
    look, key = Look("sum", places_format(mean.rounding), "right"), ("mean",)
    units, count = units_text(cells, places), len(cells)
    text = None
    if whole and mean.rounding is not None:
        text = rounded_text(units, count, places, mean.rounding.places, mean.rounding.mode)
    if shown is None or held(Fraction(shown)) is None:
        figure = BookCell(mean.digits, Look("sum-value", align="right"), key=key)
    else:
        figure = BookCell(shown, look if text else Look("sum-value", look.number, "right"), text or "", key=key)
    bands = [(band.name, Fraction(band.lowest)) for band in used.grades.bands]
    graded = BookCell(evaluation.grade, Look("sum", align="center"), key=("mean-grade",))
    if whole and used.policies.grade_of == "exact":
        graded = BookCell(evaluation.grade, graded.look, f"={grade_text(units, count, places, bands)}", key=graded.key)
    elif text and shown is not None:
        cell = f"E{page.next_row}"
        formula = unchanged_text([(cell, plain(shown))], quoted(evaluation.grade))
        graded = BookCell(evaluation.grade, Look("sum-value", align="center"), formula, key=graded.key)
    page.add(Row({"A": label, "E": figure, "F": graded}, Look("sum"), 22, (("A", "D"),)))
