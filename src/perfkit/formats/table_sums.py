"""Rows of totals in a table of money, against the rows above them."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from attrs import define, field

from perfkit.errors import InputError, Place, quoted
from perfkit.formats.notes import Notes
from perfkit.formats.scalars import SHORT_MONEY, read_amount, written_figure
from perfkit.model import MONEY_PLACES, Exact, FundingStage, terminating, trimmed


@define
class Sums:
    """The sums of the rows read so far, in 元: of all, and of those behind the last row of totals."""

    unit: str
    whole: dict[FundingStage, Exact] = field(factory=dict)
    part: dict[FundingStage, Exact] = field(factory=dict)

    def add(self, amounts: Mapping[FundingStage, Decimal]) -> None:
        """One more row."""
        for stage, amount in amounts.items():
            self.whole[stage] = self.whole.get(stage, Exact(0)) + Exact(amount)
            self.part[stage] = self.part.get(stage, Exact(0)) + Exact(amount)

    def compare(self, written: Mapping[FundingStage, str], place: Place, notes: Notes) -> None:
        """Refuse totals that are not the sum of the rows above.

        A total that was printed with fewer places may be rounded or cut. One that cannot be read says nothing.
        """
        for stage, text in written.items():
            if other := self._other(stage, text):
                notes.fault("table.total-differs", place.inside(stage), found=quoted(text), sum=other, unit=self.unit)
        self.part.clear()

    def _other(self, stage: FundingStage, text: str) -> str:
        """The sum in the unit of the table, where the total is another; empty where it agrees or nobody can tell."""
        try:
            total, said = read_amount(text, self.unit).value, written_figure(text)
        except InputError:
            return ""
        own = SHORT_MONEY.get(said.unit, said.unit) or self.unit
        places = -int((said.value or Decimal(0)).as_tuple().exponent)
        step = Exact(10) ** (MONEY_PLACES[own] - places)
        sums = [sums[stage] for sums in (self.whole, self.part) if stage in sums]
        if not sums or any(abs(Exact(total) - one) < step for one in sums):
            return ""
        whole = terminating(sums[0] / Exact(10) ** MONEY_PLACES[self.unit])
        return "" if whole is None else trimmed(whole)
