"""The columns of a form: those of the table of indicators, which money, labels and goals share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from attrs import frozen

from perfkit.model import STAGES, FundingKey, Layout, TableKey
from perfkit.scoring.fitting import BETWEEN

SIDE = 6
"""Width of the labels beside the blocks, in digits."""

WIDTHS: Mapping[TableKey, int] = {
    "block": 11,
    "category": 14,
    "name": 24,
    "operator": 7,
    "target": 14,
    "unit": 8,
    "actual": 14,
    "weight": 8,
    "points": 10,
    "review": 10,
    "reason": 22,
    "note": 16,
}
DEEP = 20
"""Width of the first levels where they are named with those above them."""

AMOUNTS, FIGURES = 13, 9
"""Least width of a column of amounts, and of any other in the block of money."""

PLAIN: tuple[TableKey, ...] = ("block", "category", "name", "target", "actual", "reason")
"""The columns of a form whose layout has no table of indicators."""


@frozen(kw_only=True)
class FormColumns:
    """Where everything stands from left to right; columns count from 1, the first is that of the labels at the side.

    Attributes:
        widths: of the columns, in digits.
        table: first and last column of each column of indicators; money: the same of the block of money.
        source: first and last column of the names of its rows.
        half: last column of the left half.
    """

    widths: tuple[int, ...]
    table: Mapping[TableKey, tuple[int, int]]
    money: Mapping[FundingKey, tuple[int, int]]
    source: tuple[int, int]
    half: int

    @property
    def last(self) -> int:
        """The last column."""
        return len(self.widths)


def columns_of(layout: Layout) -> FormColumns:
    """The columns of a layout.

    The columns of money stand under the last ones of the table. Where there are more of them than the table has, its
    column of names is divided.
    """
    keys = PLAIN if layout.table is None else tuple(one.key for one in layout.table.columns if one.printed)
    money = () if layout.funding is None else tuple(one.key for one in layout.funding.columns if one.printed)
    extra = max(len(money) + 1 - len(keys), 0)
    divided = "name" if "name" in keys else keys[0]
    table: dict[TableKey, tuple[int, int]] = {}
    widths = [SIDE]
    for key in keys:
        parts = extra + 1 if key == divided else 1
        table[key] = (len(widths) + 1, len(widths) + parts)
        whole = DEEP if key == "block" and _is_deep(layout) else WIDTHS[key]
        widths += [-(-whole // parts)] * parts
    first = len(widths) - len(money) + 1
    for column, stage in enumerate(money, start=first - 1):
        widths[column] = max(widths[column], AMOUNTS if stage in STAGES else FIGURES)
    columns = {stage: (at, at) for at, stage in enumerate(money, start=first)}
    return FormColumns(widths=tuple(widths), table=table, money=columns, source=(2, first - 1), half=_half(widths))


def _is_deep(layout: Layout) -> bool:
    return layout.table is not None and any(BETWEEN in block.words[0] for block in layout.table.blocks)


def _half(widths: Sequence[int]) -> int:
    """The column after which about half of the width is used; at least two columns stand on either side."""
    whole, used = sum(widths), 0
    for column, one in enumerate(widths, start=1):
        used += one
        if used * 2 >= whole:
            return min(max(column, 2), len(widths) - 2)
    return len(widths) - 2
