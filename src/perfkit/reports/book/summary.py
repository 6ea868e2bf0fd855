"""The first sheet: every project with its total and grade, the mean, and how many scores are live formulas."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from attrs import evolve, frozen

from perfkit.formula.sheet import (
    MOST_PLACES,
    SheetCell,
    fits,
    grade_text,
    quoted,
    rounded_text,
    unchanged_text,
    units_text,
)
from perfkit.model import STAGES, FundingStage, plain
from perfkit.reports.book.cells import ROW, BookCell, Look, Page, Row, decimals, held, lines_of
from perfkit.reports.book.facts import MONEY, facts_asked, number_cell, shift_of
from perfkit.reports.book.lines import figure_cell, places_format
from perfkit.reports.book.project import ProjectPage
from perfkit.reports.book.scope import NumberAt, Scope
from perfkit.scoring import Evaluation, Inputs, ProjectResult
from perfkit.wording import Language, say

WIDTHS: Mapping[str, int] = {"number": 6, "code": 24, "project": 44, "state": 10, "total": 9, "grade": 8}
LAST: Mapping[str, int] = {"rate": 11, "live": 8, "values": 8}
AMOUNT_WIDTH = 14
RATE, MONEY_SHIFT = "execution_rate", shift_of(MONEY)


@frozen
class _Summary:
    """The summary in the making.

    Attributes:
        stages: the amounts that 预算执行率 follows from; each has a column before it.
    """

    page: Page
    evaluation: Evaluation
    inputs: Inputs
    stages: tuple[FundingStage, ...]
    language: Language

    def at(self, head: str) -> str:
        """The column of a head."""
        return list(self.page.columns)[[*WIDTHS, *self.stages, *LAST].index(head)]

    def heads(self) -> None:
        """The row of heads."""
        cells = {self.at(head): say(f"book.head-{head}", self.language) for head in (*WIDTHS, *LAST)}
        for stage in self.stages:
            label = self.evaluation.indicator_set.label(stage)
            cells[self.at(stage)] = say("book.head-amount", self.language, stage=label)
        made = {column: BookCell(text, Look("head", align="center")) for column, text in cells.items()}
        self.page.head = self.page.add(Row(made, Look("head"), 32))

    def project(self, number: int, result: ProjectResult, page: ProjectPage | None, counts: tuple[int, int]) -> str:
        """The row of a project; the cell of its total."""
        row, project = self.page.next_row, result.project
        name = BookCell(
            project.name, Look("plain" if page is None else "link"), link="" if page is None else page.page.name
        )
        cells = {
            "A": BookCell(Decimal(number), Look("plain", "0", "center")),
            "B": BookCell(project.code or "—", Look("plain"), key=("code", str(number))),
            "C": name,
            "D": BookCell(say(f"book.state-{result.state}", self.language), Look("plain", align="center")),
            "E": _total(result, page, number),
            "F": _grade(result, page, row, number),
            **self._money(number, result, page, row),
        }
        if page is not None:
            for head, count in zip(("live", "values"), counts, strict=True):
                cells[self.at(head)] = BookCell(Decimal(count), Look("plain", "0", "center"))
        self.page.add(Row(cells, height=ROW * lines_of(project.name, WIDTHS["project"])))
        return f"E{row}"

    def _money(self, number: int, result: ProjectResult, page: ProjectPage | None, row: int) -> dict[str, BookCell]:
        """The amounts and the rate over them: of a project with a sheet those that stand there."""
        scope, cells = Scope(), {}
        for stage in self.stages:
            amount, column = result.indicator_set.amount(result.project.funding, stage), self.at(stage)
            if amount is None:
                continue
            cell, fits = number_cell(Fraction(amount), MONEY_SHIFT, "input", ("amount", str(number), stage))
            if page is not None and stage in page.amounts:
                cell = evolve(cell, look=Look("plain", cell.look.number, "right"), formula=f"={page.amounts[stage]}")
            cells[column] = cell
            if fits:
                scope.numbers[stage] = NumberAt(SheetCell(f"{column}{row}", MONEY_SHIFT), Fraction(amount))
        known, rate = self.inputs.measure(RATE), result.execution_rate
        column = self.at("rate")
        if rate is None or known is None:
            cells[column] = BookCell("—", Look("plain", align="center"))
            return cells
        cell = figure_cell(known, scope, rate)
        if page is not None and page.rate:
            cell = evolve(cell, formula=f"={page.rate}", look=evolve(cell.look, role="formula"))
        number_format = cell.look.number and f'{cell.look.number}"%"'
        cells[column] = evolve(cell, look=evolve(cell.look, number=number_format), key=("rate", str(number)))
        return cells


def summary_page(
    evaluation: Evaluation,
    inputs: Inputs,
    pages: Mapping[int, ProjectPage],
    counts: Mapping[int, tuple[int, int]],
    language: Language,
) -> Page:
    """The summary; ``pages`` and ``counts`` are those of the projects with points of their own, by their number."""
    known = inputs.measure(RATE)
    asked = frozenset() if known is None else facts_asked(known)
    stages = tuple(stage for stage in STAGES if stage in asked)
    widths = (*WIDTHS.values(), *(AMOUNT_WIDTH for _ in stages), *LAST.values())
    page = Page(say("book.sheet-summary", language), dict(zip("ABCDEFGHIJKLMN", widths, strict=False)))
    making = _Summary(page, evaluation, inputs, stages, language)
    portfolio, used, last = evaluation.portfolio, evaluation.indicator_set, list(page.columns)[-1]
    title = say("book.summary-title", language, unit=portfolio.unit.name, year=portfolio.year)
    page.add(Row({"A": BookCell(title, Look("title", align="center"))}, Look("title"), 34, (("A", last),)))
    live, values = (sum(one[at] for one in counts.values()) for at in (0, 1))
    told = say("book.counts", language, all=live + values, live=live, values=values)
    about = say("book.about", language, set=f"{used.title.worded(language)} {used.address}", digest=used.digest[:16])
    page.add(Row({"A": BookCell(f"{told} {about}", Look("small"))}, Look("plain"), 20, (("A", last),)))
    page.add(Row({"A": BookCell(say("book.legend", language), Look("small"))}, Look("plain"), 40, (("A", last),)))
    making.heads()
    rows = [
        (making.project(number, result, pages.get(number), counts.get(number, (0, 0))), result)
        for number, result in enumerate(evaluation.projects, start=1)
    ]
    _mean(page, evaluation, rows, language)
    return page


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
