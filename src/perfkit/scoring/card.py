"""The score card of one project: what each line asks of its rule, settled in one go.

This is the inner loop of scoring. Rules and facts are brought into form once; after that a line costs one call of its
written rule and one division of integers, and nothing is put into words before somebody reads it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import TypeAlias

from attrs import field, frozen

from perfkit.formula import Absent, Cell, CompiledRule, Facts, Formula, Settled, half_up_all, settle_all
from perfkit.model import Figure, Rounding, Title
from perfkit.scoring.derivation import Derivation
from perfkit.scoring.terms import NO_TERMS

Settling: TypeAlias = Settled | Absent
"""The share of a line as a pair of integers with the row of the table behind it, or why there is none."""


@frozen(eq=False)
class Entry:
    """One line: its rule, the facts it may ask for, and its weight; ``shown`` is each fact as a reader sees it."""

    rule: CompiledRule
    facts: Facts
    weight: Fraction
    shown: Mapping[str, str] = field(factory=dict)

    def asked(self) -> tuple[Formula, tuple[Cell, ...]]:
        """The written rule, and the facts it may ask for as it takes them."""
        return self.rule.run, self.rule.asked(self.facts)


@frozen(eq=False)
class Card:
    """The lines of one project, ready to be scored any number of times.

    Evaluating a project scores its card once. A program that asks what would be if makes cards itself, and takes the
    units of their points.

    Attributes:
        entries: the lines in order.
        rounding: of their points; None carries them exactly.
        terms: what a reader calls the facts that are not shown as figures.
    """

    entries: tuple[Entry, ...]
    rounding: Rounding | None
    terms: Mapping[str, Title] = NO_TERMS
    _asked: tuple[tuple[Formula, tuple[Cell, ...]], ...] = field(init=False, repr=False)
    _weights: tuple[tuple[int, int], ...] = field(init=False, repr=False)

    @_asked.default
    def _all_asked(self) -> tuple[tuple[Formula, tuple[Cell, ...]], ...]:
        return tuple(entry.asked() for entry in self.entries)

    @_weights.default
    def _all_weights(self) -> tuple[tuple[int, int], ...]:
        return tuple(entry.weight.as_integer_ratio() for entry in self.entries)

    def units(self, rounding: Rounding) -> list[int | Absent]:
        """The points of each line and nothing else, as a whole number of last places: 963 for 9.63."""
        if rounding.mode == "half-up":
            return half_up_all(self._asked, self._weights, 10**rounding.places)
        return [
            one if isinstance(one, Absent) else rounding.units(one[0] * top, one[1] * bottom)
            for one, (top, bottom) in zip(settle_all(self._asked), self._weights, strict=True)
        ]

    def score(self) -> Scored:
        """The shares of all lines, with all that their points and words are made of once somebody looks at them."""
        return Scored(self, settle_all(self._asked))


@frozen(eq=False)
class Scored:
    """A card that was scored: a view of its lines, each built when it is looked at.

    Attributes:
        card: what was scored; settled: the share of each line.
    """

    card: Card
    settled: Sequence[Settling]

    def line(self, at: int) -> Derivation | Absent:
        """The share and the points of the line at this position with how they came about, or why there are none."""
        entry, settled = self.card.entries[at], self.settled[at]
        if isinstance(settled, Absent):
            return settled
        share, rounding = Fraction(settled[0], settled[1]), self.card.rounding
        worked = entry.weight * share
        points = Figure(worked if rounding is None else Fraction(rounding.round(worked)), "分", rounding)
        weight = Figure(entry.weight, "分")
        return Derivation(entry.rule, entry.facts, share, settled[2], entry.shown, weight, points, self.card.terms)
