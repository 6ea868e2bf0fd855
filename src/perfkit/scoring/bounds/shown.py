"""Possible points as a reader sees them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Any

from attrs import frozen

from perfkit.formula import NumberSet
from perfkit.model import Figure, IndicatorSet, Rounding, RoundingName, trimmed
from perfkit.scoring.bounds.spans import ends, rounded
from perfkit.wording import Language, say

MOST_WORDED = 12
"""So many pieces are said one by one; of more, how many gaps there are between them."""


@frozen
class Bounds:
    """The points that were possible under the set with what is known.

    Attributes:
        pieces: the lowest and the highest points of each stretch of possible points, in order; the two are one and the
            same where points stand alone.
        tight: whether both ends can really occur.

    Sound: no possible points lie outside of the pieces.
    """

    pieces: tuple[tuple[Figure, Figure], ...]
    tight: bool

    @property
    def low(self) -> Figure:
        """The least points."""
        return self.pieces[0][0]

    @property
    def high(self) -> Figure:
        """The most points."""
        return self.pieces[-1][1]

    def hold(self, points: Figure) -> bool:
        """Whether these points were possible."""
        return any(low.exact <= points.exact <= high.exact for low, high in self.pieces)

    def beside(self, points: Figure) -> tuple[Figure, Figure] | None:
        """The possible points next to those that lie in a gap, below and above; None for points in no gap."""
        if self.hold(points) or not self.low.exact < points.exact < self.high.exact:
            return None
        below = max((high for _, high in self.pieces if high.exact < points.exact), key=lambda one: one.exact)
        above = min((low for low, _ in self.pieces if low.exact > points.exact), key=lambda one: one.exact)
        return below, above

    def worded(self, language: Language = "zh") -> Iterator[str]:
        """The possible points in a sentence, and whether both ends can occur; of points that are known just these."""
        if self.low.exact == self.high.exact:
            yield say("bounds.known", language, points=self.words(language))
            return
        tight = say("explain.tight" if self.tight else "explain.not-tight", language)
        yield say("bounds.possible", language, points=self.words(language), tight=tight)

    def record(self, language: Language = "zh") -> dict[str, Any]:
        """As plain data, numbers as texts."""
        pieces = [[low.digits, high.digits] for low, high in self.pieces]
        return {"low": self.low.digits, "high": self.high.digits, "pieces": pieces, "tight": self.tight}

    def words(self, language: Language = "zh") -> str:
        """The points in words: ``0、5、8、10 分``, or ``0 分，或 6 到 10 分``."""
        if len(self.pieces) > MOST_WORDED:
            ends = {"low": _digits(self.low), "high": _digits(self.high), "gaps": len(self.pieces) - 1}
            return say("bounds.many", language, **ends)
        if all(low is high for low, high in self.pieces):
            listed = ("、" if language == "zh" else ", ").join(_digits(low) for low, _ in self.pieces)
            return say("bounds.points", language, points=listed)
        return say("bounds.or", language).join(_piece(low, high, language) for low, high in self.pieces)


def _piece(low: Figure, high: Figure, language: Language) -> str:
    if low is high:
        return say("bounds.points", language, points=_digits(low))
    return say("bounds.stretch", language, low=_digits(low), high=_digits(high))


def _digits(figure: Figure) -> str:
    """The digits without zeros that say nothing, for points stand in a row here."""
    return figure.digits if figure.shown is None else trimmed(figure.shown)


def shown(points: NumberSet, indicator_set: IndicatorSet, name: RoundingName, *, tight: bool) -> Bounds:
    """Possible points as points of this name are shown: by their rounding, else with a leaf's places."""
    places = indicator_set.rounded(name) or indicator_set.rounded("leaf")
    found = rounded(points, indicator_set.rounded(name))
    return Bounds(tuple(_figures(low, high, places) for low, high in ends(found)), tight)


def _figures(low: Fraction, high: Fraction, places: Rounding | None) -> tuple[Figure, Figure]:
    least = Figure(low, "分", places)
    return least, least if low == high else Figure(high, "分", places)


def hull(spans: Sequence[Bounds]) -> Bounds:
    """Bounds that hold whichever of these hold; tight where all of them have the same ends."""
    if len(spans) == 1:
        return spans[0]
    pieces = {low.exact: low for span in spans for piece in span.pieces for low in piece}
    joined = NumberSet.joined((low.exact, high.exact) for span in spans for low, high in span.pieces)
    low, high = joined.low, joined.high
    same = all((span.low.exact, span.high.exact) == (low, high) for span in spans)
    figures = tuple((pieces[low], pieces[high]) for low, high in joined.pieces if low is not None and high is not None)
    return Bounds(figures, same and all(span.tight for span in spans))
