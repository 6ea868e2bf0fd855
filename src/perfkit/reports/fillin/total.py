"""The row of the total: what can be had, what was reached, and its grade."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from perfkit.files import cell_name
from perfkit.formula.sheet import rounded_text
from perfkit.model import Exact, plain
from perfkit.model.numbers import terminating
from perfkit.reports.fillin.blank import Blank
from perfkit.reports.fillin.live import is_plain
from perfkit.reports.fillin.making import Making, Scored
from perfkit.wording import say

SUM_PLACES = 6
"""Places to which a sum of doubles is rounded, so that it shows the digits of its parts."""


def put_total(making: Making) -> None:
    """The row; nothing for a set that gives no points or a form without a column for them."""
    sheet, found, blank, columns = making.sheet, making.scored, making.blank, making.columns.table
    if not found.points or not blank.layout.total or "points" not in columns:
        return
    first = columns["weight"][0] if "weight" in columns else columns["points"][0]
    sheet.put(1, first - 1, "head", blank.layout.total[0])
    if "weight" in columns:
        whole, formula = _weights(found, blank)
        sheet.put(*columns["weight"], "head", whole, formula=formula, format="General")
        if columns["points"][0] > columns["weight"][1] + 1:
            sheet.put(columns["weight"][1] + 1, columns["points"][0] - 1, "head")
    stated = blank.project.stated.points if blank.project is not None and blank.project.stated is not None else None
    live = adds_up(blank)
    worked = _worked(found, blank) if live else None
    value = stated.shown if stated is not None else worked
    most = plain(blank.indicator_set.full_marks)
    sheet.put(
        *columns["points"],
        "head",
        value,
        formula=_sum(found, blank) if live and stated is None else "",
        open=True,
        format="General",
        most=most,
        limit_words=say("fillin.limit", "zh", most=most),
    )
    _put_grade(making, value, live=live)
    sheet.next(least=24)


def adds_up(blank: Blank) -> bool:
    """Whether the total is the sum of the points: no rule combines them, no adjustment changes the sum.

    The sum may be rounded, in a way that has a formula; those of the blocks may not.
    """
    plan, rounding = blank.plan, blank.indicator_set.rounding
    combined = plan.combine is not None or plan.combined or plan.adjustments or "block" in rounding
    return is_plain(blank) and not combined and _rounded("", blank) is not None


def _rounded(cells: str, blank: Blank) -> str | None:
    """The sum of cells, rounded as the set rounds totals; None where the way has no formula."""
    rounding = blank.indicator_set.rounded("total")
    if rounding is None:
        return f"ROUND(SUM({cells}),{SUM_PLACES})"
    units = f"ROUND(SUM({cells})*{10**SUM_PLACES},0)"
    text = rounded_text(units, 1, SUM_PLACES, rounding.places, rounding.mode)
    return None if text is None else text.removeprefix("=")


def _weights(found: Scored, blank: Blank) -> tuple[Decimal | None, str]:
    """The sum of the weights; the full marks, as the form prints them, until one is filled in."""
    cells = _ranges(found.weights)
    summed = f"ROUND(SUM({cells}),{SUM_PLACES})"
    if len(found.weight) == len(found.weights):
        return terminating(sum(map(Fraction, found.weight), Fraction(0))), f"={summed}"
    marks = blank.indicator_set.full_marks
    return marks, f"=IF(COUNT({cells})<={len(found.weight)},{plain(marks)},{summed})"


def _worked(found: Scored, blank: Blank) -> Decimal | None:
    """The sum of the points, rounded as the set rounds totals, where all of them are known."""
    known = [one for one in found.given if one is not None]
    if not known or len(known) < len(found.given):
        return None
    summed, rounding = sum(map(Fraction, known), Fraction(0)), blank.indicator_set.rounded("total")
    return terminating(summed) if rounding is None else rounding.round(summed)


def _sum(found: Scored, blank: Blank) -> str:
    """The sum of the points, once there are as many of them as weights."""
    points = _ranges(found.points)
    counted = f"COUNT({_ranges(found.weights)})" if found.weights else str(len(found.points))
    return f'=IF(AND(COUNT({points})>0,COUNT({points})={counted}),{_rounded(points, blank)},"")'


def _put_grade(making: Making, total: Decimal | None, *, live: bool) -> None:
    """The grade of the total beside it, by the bands of the set, worked out by the form."""
    sheet, blank, columns = making.sheet, making.blank, making.columns
    last = columns.table["points"][1]
    if last == sheet.columns:
        return
    bands = blank.indicator_set.grades.bands
    if not live or blank.plan.grade_by is not None or len(bands) < 2:
        sheet.put(last + 1, sheet.columns, "head")
        return
    cell = cell_name(sheet.row, columns.table["points"][0])
    text = '""'
    for band in reversed(bands):
        grade = say("fillin.grade", "zh", grade=band.name).replace('"', '""')
        text = f'IF({cell}>={plain(band.lowest)},"{grade}",{text})'
    grade = "" if total is None else blank.indicator_set.grades.grade(Exact(total))
    shown = say("fillin.grade", "zh", grade=grade) if grade else None
    sheet.put(last + 1, sheet.columns, "head", shown, formula=f'=IF(ISNUMBER({cell}),{text},"")')


def _ranges(cells: list[str]) -> str:
    """Cells of one column, written as ranges where they stand one below the other."""
    runs: list[list[str]] = []
    for cell in cells:
        column, row = _apart(cell)
        if runs and _apart(runs[-1][-1]) == (column, row - 1):
            runs[-1].append(cell)
        else:
            runs.append([cell])
    return ",".join(run[0] if len(run) == 1 else f"{run[0]}:{run[-1]}" for run in runs)


def _apart(cell: str) -> tuple[str, int]:
    letters = cell.rstrip("0123456789")
    return letters, int(cell.removeprefix(letters))
