"""What a line, a node or a total can have, on the way from the lines up."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from attrs import frozen

from perfkit.formula import ANY_NUMBER, NumberSet
from perfkit.model import Rounding

ZERO = Fraction(0)


@frozen
class Span:
    """What can be had: ``points`` of the weight, the ``share`` behind them; ``tight`` where both ends can occur."""

    points: NumberSet
    share: NumberSet
    tight: bool = True

    @classmethod
    def of_points(cls, points: NumberSet, weight: Fraction, *, tight: bool) -> Span:
        """The span of points that are no rule's share of the weight."""
        return cls(points, points.times(1 / weight) if weight else ANY_NUMBER, tight)

    def beside(self, points: NumberSet, weight: Fraction) -> Span:
        """This, or those points."""
        other = Span.of_points(points, weight, tight=False)
        return Span(self.points | other.points, self.share | other.share, tight=False)

    @property
    def ends(self) -> set[Fraction]:
        """The least and the most points."""
        return {end for end in (self.points.low, self.points.high) if end is not None}


def rounded(points: NumberSet, rounding: Rounding | None) -> NumberSet:
    """The points after a rounding, which keeps their order."""
    if rounding is None:
        return points
    return points.on_grid(lambda exact: Fraction(rounding.round(exact)), Fraction(1, 10**rounding.places))


def ends(points: NumberSet) -> Iterator[tuple[Fraction, Fraction]]:
    """The pieces of points, which have a least and a most: every rule and every adjustment has limits."""
    for low, high in points.pieces:
        if low is None or high is None:
            raise AssertionError("points have limits")
        yield low, high
