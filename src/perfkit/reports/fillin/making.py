"""A form in the making: the sheet, its columns, where facts stand, and the points that were put so far."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from attrs import define, field

from perfkit.files import cell_name
from perfkit.model import FundingKey, TableKey
from perfkit.reports.fillin.blank import Blank
from perfkit.reports.fillin.cells import SheetPlan, Style
from perfkit.reports.fillin.columns import FormColumns
from perfkit.reports.fillin.sources import Sources


@define
class Scored:
    """Where weights and points stand, and what is in them, for the total.

    Attributes:
        weights, points: the cells; weight: the weights that are known; given: the points, None for those that are not.
    """

    weights: list[str] = field(factory=list)
    points: list[str] = field(factory=list)
    weight: list[Decimal] = field(factory=list)
    given: list[Decimal | None] = field(factory=list)


@define
class Making:
    """What the parts of a form share while they are put on the sheet one below the other."""

    sheet: SheetPlan
    columns: FormColumns
    sources: Sources
    scored: Scored = field(factory=Scored)

    @property
    def blank(self) -> Blank:
        """The form."""
        return self.sources.blank

    def put(self, key: TableKey, style: Style, value: str | Decimal | None = None, **more: Any) -> None:
        """A cell of the table of indicators in the present row; nothing where the form has no such column."""
        if key in self.columns.table:
            self.sheet.put(*self.columns.table[key], style, value, **more)

    def put_money(self, key: FundingKey, style: Style, value: str | Decimal | None = None, **more: Any) -> None:
        """A cell of the block of money in the present row; nothing where the form has no such column."""
        if key in self.columns.money:
            self.sheet.put(*self.columns.money[key], style, value, **more)

    def cell(self, key: TableKey) -> str:
        """The cell of the present row in a column of the table."""
        return cell_name(self.sheet.row, self.columns.table[key][0])

    def money_cell(self, key: FundingKey, row: int | None = None) -> str:
        """The cell of a row, by default the present one, in a column of money."""
        return cell_name(self.sheet.row if row is None else row, self.columns.money[key][0])
