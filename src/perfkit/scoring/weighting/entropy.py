"""Entropy weights 熵权法: an indicator weighs the more, the more unequally it is spread over the objects."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from fractions import Fraction
from math import lcm
from typing import Literal, TypeAlias

from perfkit.errors import NOWHERE, Fault, InputError, Place
from perfkit.formula.ratios.irrational import ln
from perfkit.model import exact_text
from perfkit.scoring.weighting.found import MethodWeights
from perfkit.scoring.weighting.reading import Columns, ExactLike, read_table
from perfkit.scoring.weighting.spans import PLACES, Span, decimals, shares

Scale: TypeAlias = Literal["range", "share"]
"""How a column is made comparable: ``range``, 0 for its worst and 1 for its best value (极差标准化), or ``share``, each
value as it is, as a part of the sum of its column."""


def entropy(
    table: Mapping[str, Sequence[ExactLike]],
    *,
    less_is_better: Collection[str] = (),
    scale: Scale = "range",
) -> MethodWeights:
    """Weights from a table with a column for each indicator, a row for each object (a project, a year, a county).

    With p the part of an object in its column, e = -Σ p·ln p ÷ ln m over the m objects (0·ln 0 is 0), and an indicator
    weighs (1 - e) ÷ Σ (1 - e). ``less_is_better`` names indicators whose least value is the best; by ``share`` the
    direction says nothing and is not asked for, and no value may be below zero.

    Raises:
        InputError: with a fault for each column of another length, without any difference, or with wrong numbers.
    """
    columns = read_table(table, less_is_better)
    if scale == "share" and (faults := list(_below_zero(columns))):
        raise InputError(faults)
    parts = [_whole(_scaled(name, columns[name], less_is_better, scale)) for name in table]

    def enclosed(digits: int) -> list[Span]:
        return shares([_order(column, digits) for column in parts], Fraction(3, 2 * 10**digits))

    weights = decimals(enclosed, PLACES)
    return MethodWeights(method="entropy", weights=dict(zip(table, weights, strict=True)))


def _below_zero(columns: Columns, place: Place = NOWHERE) -> Iterator[Fault]:
    for name, column in columns.items():
        for at, value in enumerate(column, start=1):
            if value < 0:
                arguments = {"name": name, "found": exact_text(value)}
                yield Fault("weighting.negative", place.inside(name).inside(at), arguments)


def _scaled(name: str, column: Sequence[Fraction], less_is_better: Collection[str], scale: Scale) -> list[Fraction]:
    """What each object has of the indicator: above its worst value, or as it is; only proportions count."""
    if scale == "share":
        return list(column)
    worst = max(column) if name in less_is_better else min(column)
    return [abs(value - worst) for value in column]


def _whole(column: Sequence[Fraction]) -> list[int]:
    """The column as whole numbers in the same proportions."""
    common = lcm(*(value.denominator for value in column))
    return [int(value * common) for value in column]


def _order(column: Sequence[int], digits: int) -> Fraction:
    """(1 - e)·ln m of a column, off by at most 1.5 units of the last digit.

    With z = p·Z it is ln m - ln Z + Σ z·ln z ÷ Z: three logarithms, one of them a mean, each off by half a unit.
    """
    added = sum(column)
    within = sum((z * _ln(z, digits) for z in column), Fraction(0)) / added
    return _ln(len(column), digits) - _ln(added, digits) + within


def _ln(value: int, digits: int) -> Fraction:
    """The logarithm; nothing for 0, which has none and is only asked for to be multiplied by 0."""
    return ln(Fraction(value), digits) or Fraction(0)
