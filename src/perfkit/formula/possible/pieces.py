"""Closed pieces of the number line, and arithmetic with them; an end is None where a piece goes on without end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from itertools import pairwise
from typing import TypeAlias

from perfkit.formula.ratios.cells import MOST_BITS

End: TypeAlias = Fraction | None
Piece: TypeAlias = tuple[End, End]

MOST_PIECES = 64
"""A set of more pieces is coarser than it could be: three lines of four steps each have some forty sums."""

MOST_GRAINS = 16
"""So many steps of a rounding stand alone, such as 0 to 10 full points; hundredths of a point are a stretch."""

_ZERO = Fraction(0)


def merged(pieces: Iterable[Piece]) -> tuple[Piece, ...]:
    """The pieces in order, joined where they touch, and over the smallest gaps while there are too many."""
    waiting = tuple(pieces)
    if len(waiting) < 2:
        return waiting
    found = list(_joined(sorted(waiting, key=_order), _ZERO))
    if len(found) > MOST_PIECES:
        gaps = sorted(right - left for left, right in _gaps(found))
        found = list(_joined(found, gaps[len(found) - MOST_PIECES - 1]))
    return tuple(found)


def _order(piece: Piece) -> tuple[bool, Fraction]:
    return piece[0] is not None, piece[0] or _ZERO


def _joined(pieces: Iterable[Piece], gap: Fraction) -> Iterator[Piece]:
    """Sorted pieces with no more than this between them become one."""
    waiting: Piece | None = None
    for low, high in pieces:
        if waiting is None:
            waiting = low, high
        elif low is None or waiting[1] is None or low - waiting[1] <= gap:
            waiting = waiting[0], higher_high(waiting[1], high)
        else:
            yield waiting
            waiting = low, high
    if waiting is not None:
        yield waiting


def _gaps(pieces: Iterable[Piece]) -> Iterator[tuple[Fraction, Fraction]]:
    for (_, left), (right, _) in pairwise(pieces):
        if left is not None and right is not None:
            yield left, right


def higher_low(one: End, other: End) -> End:
    """The higher one of two lower ends."""
    return other if one is None else one if other is None else max(one, other)


def lower_high(one: End, other: End) -> End:
    """The lower one of two upper ends."""
    return other if one is None else one if other is None else min(one, other)


def higher_high(one: End, other: End) -> End:
    """The higher one of two upper ends."""
    return None if one is None or other is None else max(one, other)


def negative(piece: Piece) -> Piece:
    """The piece mirrored at zero."""
    low, high = piece
    return None if high is None else -high, None if low is None else -low


def added(one: Piece, other: Piece) -> Piece:
    """All sums of a number from each."""
    low = None if one[0] is None or other[0] is None else one[0] + other[0]
    high = None if one[1] is None or other[1] is None else one[1] + other[1]
    return low, high


def multiplied(one: Piece, other: Piece) -> Piece:
    """All products of a number from each; ends beyond any budget are taken for none."""
    if None in one or None in other:
        return _multiplied_without_end(one, other)
    products = [
        left * right for left in _apart(one) for right in _apart(other) if left is not None and right is not None
    ]
    low, high = min(products), max(products)
    return low if _handy(low) else None, high if _handy(high) else None


def _apart(piece: Piece) -> Piece | tuple[End]:
    """The ends of a piece; of a number made into a piece the number, once."""
    return piece[:1] if piece[0] is piece[1] else piece


def _handy(number: Fraction) -> bool:
    return max(number.numerator.bit_length(), number.denominator.bit_length()) <= MOST_BITS


_Far: TypeAlias = tuple[int, Fraction]
"""An end that can be compared: -1 or 1 in front of one that is without end, 0 in front of a number."""


def _multiplied_without_end(one: Piece, other: Piece) -> Piece:
    products = [_far_product(left, right) for left in _far(one) for right in _far(other)]
    (no_low, low), (no_high, high) = min(products), max(products)
    return None if no_low or not _handy(low) else low, None if no_high or not _handy(high) else high


def _far(piece: Piece) -> tuple[_Far, _Far]:
    low, high = piece
    return (-1, _ZERO) if low is None else (0, low), (1, _ZERO) if high is None else (0, high)


def _far_product(left: _Far, right: _Far) -> _Far:
    """A product of ends; zero times anything is zero, for what is without end is never reached."""
    if not (left[0] or right[0]):
        return 0, left[1] * right[1]
    sign = _sign(left) * _sign(right)
    return (sign, _ZERO) if sign else (0, _ZERO)


def _sign(end: _Far) -> int:
    return end[0] or (end[1] > 0) - (end[1] < 0)


def inverted(piece: Piece) -> Iterator[Piece]:
    """One over the numbers of the piece, below zero and above; zero itself has none."""
    low, high = piece
    if low is None or low < 0:
        yield negative(_inverted_above(*negative((low, lower_high(high, _ZERO)))))
    if high is None or high > 0:
        yield _inverted_above(higher_low(low, _ZERO), high)


def _inverted_above(low: End, high: End) -> Piece:
    """One over the numbers of a piece that lies above zero, but for its lower end, which may be zero."""
    return _ZERO if high is None else 1 / high, 1 / low if low else None
