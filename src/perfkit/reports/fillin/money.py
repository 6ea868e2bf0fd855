"""The block of money: a row for each source, the total, the execution rate and its points."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from attrs import frozen

from perfkit.model import (
    STAGES,
    Funding,
    FundingBlock,
    FundingLine,
    FundingRow,
    FundingStage,
    Rounding,
    plain,
    shifted,
)
from perfkit.model.numbers import terminating
from perfkit.model.units import MONEY_PLACES
from perfkit.reports.fillin.blank import Blank
from perfkit.reports.fillin.live import measured_points, measured_share
from perfkit.reports.fillin.making import Making
from perfkit.reports.fillin.rules import note_of
from perfkit.reports.workbook import is_exact
from perfkit.scoring.plan import NodePlan
from perfkit.wording import say

AMOUNT = "#,##0.00####"
"""Format of an amount: two places, and as many more as it has, down to a cent in 万元."""

RATE, RATE_PLACES = "0.00%", 4
DASH = "—"
SUM_PLACES = 6
MOST_AMOUNT = "1000000000"


@frozen(kw_only=True)
class _Row:
    """A row of the block: its printed name, and the amounts that are known; ``total`` for the one they add up to."""

    name: str
    amounts: Funding | FundingLine | None
    total: bool


def put_money(making: Making, funding: FundingBlock) -> None:
    """The block; the cells of the total are noted as those that formulas ask for."""
    sheet, columns, blank = making.sheet, making.columns, making.blank
    rows = _rows(funding, blank)
    label = funding.words[0] if blank.money_unit in funding.words[0] else f"{funding.words[0]}（{blank.money_unit}）"
    sheet.put(1, 1, "head", label, bottom=sheet.row + len(rows))
    sheet.put(*columns.source, "head")
    for column in funding.columns:
        if column.printed:
            making.put_money(column.key, "head", column.words[0])
    sheet.next()
    detail = [sheet.row + at for at, row in enumerate(rows) if not row.total]
    total = next((sheet.row + at for at, row in enumerate(rows) if row.total), None)
    if total is not None:
        stages = [stage for stage in STAGES if stage in columns.money]
        making.sources.money.update({stage: making.money_cell(stage, total) for stage in stages})
    for row in rows:
        _put_row(making, row, detail)


def _rows(funding: FundingBlock, blank: Blank) -> list[_Row]:
    """The rows as they are printed; sources that the layout does not name come last, and replace none."""
    project = blank.project
    own = project.funding if project is not None else None
    left = [] if own is None else list(own.lines)
    found = []
    for row in funding.rows:
        line = None if not row.source else _line(row, left)
        if line is not None:
            left.remove(line)
        if row.printed or line is not None:
            found.append(_Row(name=row.words[0], amounts=line if row.source else own, total=not row.source))
    found += [_Row(name=line.source, amounts=line, total=False) for line in left]
    return found


def _line(row: FundingRow, lines: Sequence[FundingLine]) -> FundingLine | None:
    return next((line for line in lines if line.source in (row.source, *row.words)), None)


def _put_row(making: Making, row: _Row, detail: list[int]) -> None:
    first = not row.total and making.sheet.row == min(detail)
    name = say("fillin.of-which", "zh", name=row.name) if first else row.name
    making.sheet.put(*making.columns.source, "label", name)
    for stage in STAGES:
        if stage in making.columns.money:
            _put_amount(making, stage, row, detail)
    if row.total:
        _put_rate(making, row)
    else:
        _put_line_rate(making, row)
    making.sheet.next()


def _put_amount(making: Making, stage: FundingStage, row: _Row, detail: list[int]) -> None:
    """An amount; the total is the sum of its lines, unless the unit gave another one."""
    unit = making.blank.money_unit
    amount, formula = None if row.amounts is None else row.amounts.amount(stage), ""
    if row.total and detail:
        added = _added(row.amounts, stage)
        if amount is None or (added is not None and added == Fraction(amount)):
            cells = f"{making.money_cell(stage, detail[0])}:{making.money_cell(stage, detail[-1])}"
            formula = f'=IF(COUNT({cells})=0,"",ROUND(SUM({cells}),{SUM_PLACES}))'
            amount = None if added is None else terminating(added)
    shown = None if amount is None else shifted(amount, -MONEY_PLACES[unit])
    value = shown if shown is None or is_exact(shown) else plain(shown)
    limits = {"most": MOST_AMOUNT, "limit_words": say("fillin.amount", "zh", unit=unit)}
    making.put_money(stage, "number", value, formula=formula, open=True, format=AMOUNT, **limits)


def _added(amounts: Funding | FundingLine | None, stage: FundingStage) -> Fraction | None:
    """The sum of the lines that give a stage; None where none does."""
    lines = amounts.lines if isinstance(amounts, Funding) else ()
    given = [Fraction(one) for line in lines if (one := line.amount(stage)) is not None]
    return sum(given, Fraction(0)) if given else None


def _put_line_rate(making: Making, row: _Row) -> None:
    """The rate of a line, worked out beside it; dashes where only the total has points."""
    for key in ("weight", "points"):
        making.put_money(key, "centre", DASH)
    _put_plain_rate(making, row)


def _put_plain_rate(making: Making, row: _Row) -> None:
    """Spending by budget in a row, guarded against a budget of 0."""
    formula, value, amounts = "", None, row.amounts
    if {"executed", "budget"} <= set(making.columns.money):
        spent, budget = making.money_cell("executed"), making.money_cell("budget")
        formula = f'=IF(COUNT({spent},{budget})<2,"",IF({budget}=0,"",ROUND({spent}/{budget},{RATE_PLACES})))'
    if formula and amounts is not None:
        spent_now, budget_now = _shown(row, "executed"), _shown(row, "budget")
        if spent_now is not None and budget_now:
            value = Rounding(RATE_PLACES).round(Fraction(spent_now) / Fraction(budget_now))
    making.put_money("rate", "centre", value, formula=formula, format=RATE)


def _shown(row: _Row, stage: FundingStage) -> Fraction | Decimal | None:
    """The amount that stands in a row: its own, else for the total the sum of the lines."""
    if row.amounts is None:
        return None
    own = row.amounts.amount(stage)
    return _added(row.amounts, stage) if own is None and row.total else own


def _put_rate(making: Making, row: _Row) -> None:
    """Weight, rate and points of the total."""
    blank, leaf, scored = making.blank, making.blank.money_leaf, making.scored
    rate = None if leaf is None else measured_share(leaf, making.sources)
    if rate is not None:
        making.put_money("rate", "centre", rate.value, formula=rate.formula, format=RATE)
    else:
        _put_plain_rate(making, row)
    weight = None if leaf is None else weight_of(leaf, blank)
    making.put_money("weight", "centre", DASH if weight is None else weight)
    if leaf is None or weight is None or "points" not in making.columns.money:
        making.put_money("points", "centre", DASH)
        return
    if "weight" in making.columns.money:
        scored.weights.append(making.money_cell("weight"))
        scored.weight.append(weight)
    made, most = measured_points(leaf, Fraction(weight), making.sources), plain(weight)
    value, formula = (None, "") if made is None else (made.value, made.formula)
    limits = {"most": most, "limit_words": say("fillin.limit", "zh", most=most)}
    note = note_of(leaf.rule, blank, most)
    making.put_money("points", "centre", value, formula=formula, open=True, format="General", note=note, **limits)
    scored.points.append(making.money_cell("points"))
    scored.given.append(value)


def weight_of(leaf: NodePlan, blank: Blank) -> Decimal | None:
    """The weight of a leaf of the set; None where a condition on facts that are not known may change it."""
    line = blank.line(leaf.node.code)
    if line is not None:
        return line.weight.shown
    own, cases = leaf.node.weight, blank.indicator_set.weight_cases
    return None if any(case.weights.get(leaf.node.code, own) != own for case in cases) else own
