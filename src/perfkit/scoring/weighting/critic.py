"""CRITIC weights: an indicator weighs the more, the more it spreads and the less it says what the others say.

D. Diakoulaki, G. Mavrotas, L. Papayannakis, Determining objective weights in multiple criteria problems: the CRITIC
method, Computers & Operations Research 22 (1995) 763-770.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from fractions import Fraction

from attrs import frozen

from perfkit.errors import Fault, InputError
from perfkit.formula.ratios.irrational import root
from perfkit.scoring.weighting.found import MethodWeights
from perfkit.scoring.weighting.reading import ExactLike, read_table
from perfkit.scoring.weighting.spans import PLACES, Span, decimals, shares


def critic(table: Mapping[str, Sequence[ExactLike]], *, less_is_better: Collection[str] = ()) -> MethodWeights:
    """Weights from a table with a column for each indicator, a row for each object (a project, a year, a county).

    Each column is scaled to 0 for its worst and 1 for its best value. An indicator weighs in proportion to the standard
    deviation of its column times Σ (1 - r) over its correlations r with all columns. ``less_is_better`` names
    indicators whose least value is the best.

    Raises:
        InputError: with a fault for each column of another length, without any difference, or with wrong numbers; and
            where all columns say the same, so that none can be told from another.
    """
    columns = read_table(table, less_is_better)
    spread = [_column(columns[name], -1 if name in less_is_better else 1) for name in table]
    if all(one.moves_with(spread[0]) for one in spread):
        raise InputError(Fault("weighting.in-step", arguments={"names": tuple(table)}))

    def enclosed(digits: int) -> list[Span]:
        return shares([_carried(one, spread, digits) for one in spread], Fraction(2 * len(spread), 10**digits))

    weights = decimals(enclosed, PLACES)
    return MethodWeights(method="critic", weights=dict(zip(table, weights, strict=True)))


@frozen
class _Column:
    """A column by its deviations from its mean, the better above, and their squares added up."""

    deviations: tuple[Fraction, ...]
    squares: Fraction
    range: Fraction

    def along(self, other: _Column) -> Fraction:
        """The products of the deviations of both, added up."""
        return sum((a * b for a, b in zip(self.deviations, other.deviations, strict=True)), Fraction(0))

    def moves_with(self, other: _Column) -> bool:
        """Whether the correlation is 1 exactly."""
        along = self.along(other)
        return along > 0 and along * along == self.squares * other.squares


def _column(values: Sequence[Fraction], direction: int) -> _Column:
    mean = sum(values, Fraction(0)) / len(values)
    deviations = tuple(direction * (value - mean) for value in values)
    squares = sum((one * one for one in deviations), Fraction(0))
    return _Column(deviations, squares, max(values) - min(values))


def _carried(column: _Column, columns: Sequence[_Column], digits: int) -> Fraction:
    """What a column carries: its deviation times its conflict with the n columns, off by at most 2n units.

    The deviation is at most 1/2 and off by half a unit; each 1 - r is at most 2 and off by half a unit.
    """
    spread = _root(column.squares / (column.range**2 * len(column.deviations)), digits)
    return spread * sum((1 - _correlation(column, other, digits) for other in columns), Fraction(0))


def _correlation(one: _Column, other: _Column, digits: int) -> Fraction:
    along = one.along(other)
    size = _root(along * along / (one.squares * other.squares), digits)
    return size if along > 0 else -size


def _root(value: Fraction, digits: int) -> Fraction:
    return root(value, 2, digits) or Fraction(0)
