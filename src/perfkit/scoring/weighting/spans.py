"""Numbers that are not ratios, enclosed between two ratios and rounded once it is sure to which decimal."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import TypeAlias

from perfkit.model import Rounding

Span: TypeAlias = tuple[Fraction, Fraction]
"""The least and the greatest that a number can be."""

PLACES = 12
"""Decimals of a weight, and of the figures that say how consistent comparisons are."""

_FURTHER = (8, 32, 128, 512)
"""Digits beyond the places that are asked for, one try after the other."""

_EVERYTHING: Span = (Fraction(0), Fraction(1))


def decimals(enclosed: Callable[[int], Sequence[Span]], places: int) -> tuple[Fraction, ...]:
    """The nearest decimals with so many places of numbers that ``enclosed`` gives to so many digits.

    Both ends of each span have to round to the same decimal; until they do, more digits are asked for. A number that
    512 further digits cannot tell from a tie is taken for one, and a tie goes up: weights are not negative.
    """
    rounding, ends = Rounding(places), []
    for further in _FURTHER:
        spans = enclosed(places + further)
        ends = [tuple(Fraction(rounding.round(end)) for end in span) for span in spans]
        if all(low == high for low, high in ends):
            break
    return tuple(high for _, high in ends)


def shares(amounts: Sequence[Fraction], error: Fraction) -> list[Span]:
    """What part of their sum each amount is, if each may be off by the error; none is below zero."""
    added, most = sum(amounts, Fraction(0)), error * len(amounts)
    if added <= most:
        return [_EVERYTHING for _ in amounts]
    return [(max(one - error, Fraction(0)) / (added + most), (one + error) / (added - most)) for one in amounts]
