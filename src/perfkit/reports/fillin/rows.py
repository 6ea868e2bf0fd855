"""The rows of the table: an indicator of the project, a measure of the set, or room for what is not known yet."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from attrs import frozen

from perfkit.model import Indicator, exact_text, plain
from perfkit.model.units import factor
from perfkit.reports.fillin.actuals import actual_cell, number_format, target_texts
from perfkit.reports.fillin.live import Live, indicator_points, measured_points, measured_share
from perfkit.reports.fillin.making import Making
from perfkit.reports.fillin.money import weight_of
from perfkit.reports.fillin.rules import note_of, notes_of_node, rule_of
from perfkit.scoring.plan import NodePlan
from perfkit.wording import say


@frozen(kw_only=True)
class Row:
    """A row.

    Attributes:
        block, category: as printed; node: the leaf of the set it stands under.
        indicator: what the project promised; measured: whether it is a measure of the set. Neither is a row to fill in.
    """

    block: str
    category: str
    node: NodePlan
    indicator: Indicator | None = None
    measured: bool = False


def put_row(making: Making, row: Row, *, first: bool) -> None:
    """The row from its name to its reason; ``first`` of its category."""
    if row.measured:
        _put_measured(making, row)
    elif row.indicator is None:
        _put_blank(making, row, first=first)
    else:
        _put_indicator(making, row, row.indicator)
    making.sheet.next()


def _put_indicator(making: Making, row: Row, indicator: Indicator) -> None:
    """What was promised stands fast; what was reached is to be filled in."""
    blank, cell = making.blank, actual_cell(indicator, making.blank)
    making.put("name", "text", indicator.name, format="@")
    for key, text in target_texts(indicator.target, making.columns.table).items():
        making.put(key, "centre", text or None, format="@")
    proposed = {"choices": cell.choices, "strict": False}
    making.put("actual", "centre", cell.value, open=True, format=cell.format, note=cell.note, **proposed)
    making.put("reason", "text", indicator.reason or None, open=True)
    making.put("note", "text", open=True)
    _put_weight(making, indicator.weight)
    stated, made = indicator.stated_points, None
    if stated is None and "actual" in making.columns.table:
        is_number = isinstance(cell.value, Decimal)
        made = indicator_points(indicator, making.cell("actual"), making.sources, known=is_number)
    most = "" if indicator.weight is None else plain(indicator.weight)
    note = note_of(rule_of(indicator, blank), blank, most)
    _put_points(making, stated, made, most, note)


def _put_measured(making: Making, row: Row) -> None:
    """A measure of the set: worked out from the facts of the second sheet, where there is a formula for it."""
    node, target = row.node.node, row.node.target
    making.put("name", "text", node.name)
    making.put("target", "centre", None if target is None else exact_text(target / factor(node.unit)) + node.unit)
    making.put("operator", "centre")
    making.put("unit", "centre")
    rate = measured_share(row.node, making.sources)
    if rate is None:
        making.put("actual", "centre", say("fillin.from-facts", "zh"))
    else:
        making.put("actual", "centre", rate.value, formula=rate.formula, format=number_format(node.unit, 0))
    making.put("reason", "text")
    making.put("note", "text")
    weight = weight_of(row.node, making.blank)
    _put_weight(making, weight)
    made = None if weight is None else measured_points(row.node, Fraction(weight), making.sources)
    most = "" if weight is None else plain(weight)
    _put_points(making, None, made, most, note_of(row.node.rule, making.blank, most))


def _put_blank(making: Making, row: Row, *, first: bool) -> None:
    """A row to be filled in; the first of its category explains how its kinds of targets are scored."""
    has_points = "points" in making.columns.table
    note = notes_of_node(row.node, making.blank) if first else ""
    making.put("name", "text", open=True, note="" if has_points else note)
    making.put("operator", "centre", open=True, choices=tuple(say("fillin.operators", "zh").split("|")))
    making.put("target", "centre", open=True)
    making.put("unit", "centre", open=True)
    making.put("actual", "centre", open=True)
    making.put("reason", "text", open=True)
    making.put("note", "text", open=True)
    most = plain(row.node.node.weight)
    if "weight" in making.columns.table:
        limit = say("fillin.weight-limit", "zh", name=row.node.node.name, most=most)
        making.put("weight", "centre", open=True, format="General", most=most, limit_words=limit)
        making.scored.weights.append(making.cell("weight"))
        most = making.cell("weight")
    if has_points:
        limit = say("fillin.limit-row", "zh")
        making.put("points", "centre", open=True, format="General", most=most, limit_words=limit, note=note)
        making.scored.points.append(making.cell("points"))


def _put_weight(making: Making, weight: Decimal | None) -> None:
    making.put("weight", "centre", weight)
    if "weight" in making.columns.table and weight is not None:
        making.scored.weights.append(making.cell("weight"))
        making.scored.weight.append(weight)


def _put_points(making: Making, stated: Decimal | None, made: Live | None, most: str, note: str) -> None:
    """The cell of the points: stated, worked out, or to be typed; over a formula too, within the limits."""
    if "points" not in making.columns.table:
        return
    value, formula = (stated, "") if made is None else (made.value, made.formula)
    limits = {"most": most, "limit_words": say("fillin.limit", "zh", most=most)}
    making.put("points", "centre", value, formula=formula, open=True, format="General", note=note, **limits)
    if most:
        making.scored.points.append(making.cell("points"))
        making.scored.given.append(value)
