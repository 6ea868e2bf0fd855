"""Sets of numbers: closed pieces in order, a single number being a piece of no length."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from fractions import Fraction
from itertools import pairwise
from typing import TypeAlias

from attrs import frozen

from perfkit.formula.possible.pieces import (
    MOST_GRAINS,
    End,
    Piece,
    added,
    higher_low,
    inverted,
    lower_high,
    merged,
    multiplied,
    negative,
)

Monotone: TypeAlias = Callable[[Fraction], Fraction]
"""A function that never falls."""


@frozen
class NumberSet:
    """What a number may be: sorted pieces that do not touch; none where there is no number at all.

    Every operation gives all that it can give of any members of its operands, and may give more: never less. An end is
    None where the set goes on without end.
    """

    pieces: tuple[Piece, ...] = ()

    @classmethod
    def of(cls, *values: Fraction) -> NumberSet:
        """These numbers and no others."""
        return cls(((values[0], values[0]),)) if len(values) == 1 else cls.joined((value, value) for value in values)

    @classmethod
    def between(cls, low: End, high: End) -> NumberSet:
        """Everything from ``low`` to ``high``, both included."""
        return cls(((low, high),))

    @classmethod
    def joined(cls, pieces: Iterable[Piece]) -> NumberSet:
        """Everything in any of the pieces; very many are joined over the smallest gaps between them."""
        return cls(merged(pieces))

    def __bool__(self) -> bool:
        return bool(self.pieces)

    @property
    def low(self) -> End:
        """The least member; None without end. Of an empty set there is none to ask for."""
        return self.pieces[0][0]

    @property
    def high(self) -> End:
        """The greatest member; None without end."""
        return self.pieces[-1][1]

    @property
    def only(self) -> Fraction | None:
        """The member of a set that has one only; None for every other."""
        if len(self.pieces) != 1:
            return None
        low, high = self.pieces[0]
        return low if low == high else None

    @property
    def hull(self) -> NumberSet:
        """The set with its gaps closed."""
        return NumberSet(((self.low, self.high),)) if len(self.pieces) > 1 else self

    @property
    def gaps(self) -> tuple[tuple[Fraction, Fraction], ...]:
        """Between which members there is nothing."""
        ends = ((before[1], behind[0]) for before, behind in pairwise(self.pieces))
        return tuple((left, right) for left, right in ends if left is not None and right is not None)

    def holds(self, value: Fraction) -> bool:
        """Whether the number is a member."""
        return any(_within(value, piece) for piece in self.pieces)

    def __or__(self, other: NumberSet) -> NumberSet:
        if not (self.pieces and other.pieces):
            return self if self.pieces else other
        return NumberSet.joined((*self.pieces, *other.pieces))

    def __and__(self, other: NumberSet) -> NumberSet:
        both = (
            (higher_low(one[0], another[0]), lower_high(one[1], another[1]))
            for one in self.pieces
            for another in other.pieces
        )
        return NumberSet.joined((low, high) for low, high in both if low is None or high is None or low <= high)

    def __neg__(self) -> NumberSet:
        return NumberSet(tuple(map(negative, reversed(self.pieces))))

    def __add__(self, other: NumberSet) -> NumberSet:
        return self._with(other, added)

    def __sub__(self, other: NumberSet) -> NumberSet:
        return self + -other

    def __mul__(self, other: NumberSet) -> NumberSet:
        return self._with(other, multiplied)

    def __truediv__(self, other: NumberSet) -> NumberSet:
        """Every quotient that there is: by zero there is none."""
        return self * NumberSet.joined(piece for divisor in other.pieces for piece in inverted(divisor))

    def times(self, factor: Fraction) -> NumberSet:
        """Each member so many times."""
        return self * NumberSet.of(factor)

    def least(self, other: NumberSet) -> NumberSet:
        """The lesser one of a member of each."""
        return self and other and self.at_most(other.high) | other.at_most(self.high)

    def greatest(self, other: NumberSet) -> NumberSet:
        """The greater one of a member of each."""
        return self and other and self.at_least(other.low) | other.at_least(self.low)

    def magnitude(self) -> NumberSet:
        """Each member without its sign."""
        return self.at_least(Fraction(0)) | -self.at_most(Fraction(0))

    def at_least(self, low: End) -> NumberSet:
        """The members that are not less."""
        if low is None:
            return self
        return NumberSet(
            tuple((higher_low(start, low), end) for start, end in self.pieces if end is None or end >= low)
        )

    def at_most(self, high: End) -> NumberSet:
        """The members that are not greater."""
        if high is None:
            return self
        return NumberSet(
            tuple((start, lower_high(end, high)) for start, end in self.pieces if start is None or start <= high)
        )

    def without(self, value: Fraction) -> NumberSet:
        """The set without a number that stands alone; one inside a piece stays."""
        return NumberSet(tuple(piece for piece in self.pieces if piece != (value, value)))

    def image(self, function: Monotone) -> NumberSet:
        """What a function that never falls makes of the members, and what lies between."""

        def end(of: End) -> End:
            return None if of is None else function(of)

        return NumberSet.joined((end(low), end(high)) for low, high in self.pieces)

    def on_grid(self, function: Monotone, unit: Fraction) -> NumberSet:
        """The same for a function that gives multiples of ``unit`` only: few of them stand alone."""
        return NumberSet.joined(grain for piece in self.image(function).pieces for grain in _grains(piece, unit))

    def _with(self, other: NumberSet, operation: Callable[[Piece, Piece], Piece]) -> NumberSet:
        return NumberSet.joined(operation(one, another) for one in self.pieces for another in other.pieces)


def _within(value: Fraction, piece: Piece) -> bool:
    low, high = piece
    return (low is None or low <= value) and (high is None or value <= high)


def _grains(piece: Piece, unit: Fraction) -> Iterable[Piece]:
    low, high = piece
    if low is None or high is None or high - low >= MOST_GRAINS * unit:
        return (piece,)
    steps = (high - low) // unit
    return ((low + at * unit, low + at * unit) for at in range(steps + 1))


ANY_NUMBER = NumberSet.between(None, None)
NO_NUMBER = NumberSet()
