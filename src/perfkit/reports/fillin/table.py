"""The table of indicators: blocks, categories and their rows, in the order of the set."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from itertools import groupby

from perfkit.model import IndicatorTable, exact_text
from perfkit.reports.fillin.blank import Blank
from perfkit.reports.fillin.making import Making
from perfkit.reports.fillin.money import weight_of
from perfkit.reports.fillin.rows import Row, put_row
from perfkit.scoring.plan import NodePlan
from perfkit.wording import say

SPARE = 3
"""Blank rows for a category of which the project has no indicator, while the table stays short."""

SHORT = 27
"""Blank rows of a form up to which it is short."""


def put_table(making: Making, table: IndicatorTable) -> None:
    """The head and the rows."""
    sheet, top = making.sheet, making.sheet.row
    for column in table.columns:
        if column.printed:
            making.put(column.key, "head", column.words[0])
    sheet.next()
    sheet.repeated = (top, top)
    for block, own in groupby(_rows(making.blank), key=lambda row: row.block):
        _put_block(making, block, list(own))
    _over(making, top, (1, 1), table.words[0] if table.words else "")


def _rows(blank: Blank) -> Iterator[Row]:
    """The rows in the order of the set: the indicators of the project, or room for them."""
    measured = {node.node.code: above for node, above in blank.measured()}
    nodes = [node for node in blank.plan.nodes if node is not blank.money_leaf]
    spare = _spare(blank, nodes)
    for node in nodes:
        code = node.node.code
        if code in measured:
            yield Row(block=measured[code], category="", node=node, measured=True)
        else:
            yield from _of_node(node, blank, spare)


def _of_node(node: NodePlan, blank: Blank, spare: int) -> Iterator[Row]:
    """The rows of a node that takes indicators, category by category."""
    name = blank.parts[node.node.code]
    own = [one for one in blank.indicators if one.block == node.node.code]
    for category in dict.fromkeys([*node.node.accepts, *(one.category for one in own)]):
        here = [one for one in own if one.category == category]
        for one in here:
            yield Row(block=name, category=category, node=node, indicator=one)
        if not here:
            yield from [Row(block=name, category=category, node=node)] * spare


def _spare(blank: Blank, nodes: list[NodePlan]) -> int:
    """Blank rows for each category: one where indicators are known or there are many categories."""
    count = sum(len(node.node.accepts) for node in nodes)
    return 1 if blank.indicators or count * SPARE > SHORT else SPARE


def _put_block(making: Making, block: str, rows: list[Row]) -> None:
    top = making.sheet.row
    for category, own in groupby(rows, key=lambda row: row.category):
        first = making.sheet.row
        for row in own:
            put_row(making, row, first=making.sheet.row == first)
        if "category" in making.columns.table:
            _over(making, first, making.columns.table["category"], category)
    if "block" in making.columns.table:
        weight = _weight(rows, making.blank)
        shown = weight and making.blank.indicator_set.gives_points
        points = say("fillin.of-points", "zh", points=exact_text(weight)) if shown else ""
        _over(making, top, making.columns.table["block"], block + points)


def _weight(rows: list[Row], blank: Blank) -> Fraction:
    """What a block weighs: its rows together where the project is weighed, else what the set gives to its leaves."""
    if blank.is_weighed and any(row.indicator for row in rows):
        weights = [_row_weight(row, blank) for row in rows]
    else:
        weights = list({row.node.node.code: row.node.node.weight for row in rows}.values())
    return sum((Fraction(weight) for weight in weights if weight is not None), Fraction(0))


def _row_weight(row: Row, blank: Blank) -> Decimal | None:
    if row.measured:
        return weight_of(row.node, blank)
    return None if row.indicator is None else row.indicator.weight


def _over(making: Making, top: int, columns: tuple[int, int], text: str) -> None:
    """A label from row ``top`` to the last one that is put; rows grow if it needs more room than they have."""
    sheet, next_row = making.sheet, making.sheet.row
    sheet.row = top
    sheet.put(*columns, "head" if columns == (1, 1) else "label", text, bottom=next_row - 1)
    needed = -(-sheet.text_points(sheet.cells[-1]) // (next_row - top))
    for row in range(top, next_row):
        sheet.heights[row] = max(sheet.heights[row], needed)
    sheet.row = next_row
