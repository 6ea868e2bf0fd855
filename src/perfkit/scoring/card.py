"""The score card of one project: what each line asks of its rule, settled in one go.

This is the inner loop of scoring. Rules and facts are brought into form once; after that a line costs one call of its
written rule and one division of integers, and nothing is put into words.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TypeAlias

from attrs import field, frozen

from perfkit.formula import Absent, Cell, CompiledRule, Facts, Formula, Settled, cells, settle_all
from perfkit.model import Rounding

Settling: TypeAlias = Settled | Absent
"""The share of a line as a pair of integers with the row of the table behind it, or why there is none."""


@frozen(eq=False)
class Entry:
    """One line: its rule, the facts the rule may ask for, and its weight."""

    rule: CompiledRule
    facts: Facts
    weight: Fraction

    def asked(self) -> tuple[Formula, dict[str, Cell]]:
        """The written rule, and the facts it may ask for as it takes them."""
        wanted = self.rule.facts
        return self.rule.run, cells({name: value for name, value in self.facts.items() if name in wanted})


@frozen(eq=False)
class Card:
    """The lines of one project, ready to be settled any number of times.

    Attributes:
        entries: the lines in order.
        rounding: of the points; two places, half up, where none is given.
    """

    entries: tuple[Entry, ...]
    rounding: Rounding = Rounding()  # noqa: RUF009 (frozen)
    _asked: tuple[tuple[Formula, dict[str, Cell]], ...] = field(init=False, repr=False)
    _weights: tuple[tuple[int, int], ...] = field(init=False, repr=False)

    @_asked.default
    def _all_asked(self) -> tuple[tuple[Formula, dict[str, Cell]], ...]:
        return tuple(entry.asked() for entry in self.entries)

    @_weights.default
    def _all_weights(self) -> tuple[tuple[int, int], ...]:
        return tuple(entry.weight.as_integer_ratio() for entry in self.entries)

    def settle(self) -> list[Settling]:
        """The share of each line."""
        return settle_all(self._asked)

    def points(self) -> list[int | Absent]:
        """The points of each line as a whole number of last places: 963 for 9.63."""
        units = self.rounding.units
        return [
            settled if isinstance(settled, Absent) else units(settled[0] * top, settled[1] * bottom)
            for settled, (top, bottom) in zip(self.settle(), self._weights, strict=True)
        ]
