"""The analytic hierarchy process 层次分析法: weights from pairwise comparisons, and how consistent those are.

T. L. Saaty, The Analytic Hierarchy Process, McGraw-Hill 1980.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import lcm

from attrs import frozen

from perfkit.errors import NOWHERE, Place
from perfkit.scoring.weighting.found import RANDOM_INDEX, Consistency, MethodWeights
from perfkit.scoring.weighting.reading import LARGEST, ExactLike, read_comparisons
from perfkit.scoring.weighting.spans import PLACES, Span, decimals

_HEADROOM: int = 10**8
"""How much finer a vector is held than it has to be near; its greatest part is at most 81 times its least."""

_FAR = Fraction(LARGEST**2 + 1, 2)
"""How many times farther a vector may be from the eigenvector than from its own image.

A matrix with entries of 1/9 to 9 draws all positive vectors together, in Hilbert's metric by the factor
(81 - 1) ÷ (81 + 1) at least (Birkhoff 1957). So what is near its own image is near the eigenvector.
"""


def ahp(comparisons: Mapping[str, Sequence[ExactLike]], place: Place = NOWHERE) -> MethodWeights:
    """Weights from pairwise comparisons: a row for each name, saying how much more important it is than each name.

    The columns stand in the order of the rows; 1/3 is written as such. The weights are the principal eigenvector,
    which adds up to 1. ``place`` is where the comparisons stand in a file.

    Raises:
        InputError: with a fault for each cell that is off Saaty's scale of 1/9 to 9, is not 1 on the diagonal, or is
            not the reverse of its mirror image; and for more than 15 names, for which there is no random index.
    """
    rows = read_comparisons(comparisons, len(RANDOM_INDEX), place)
    matrix = Comparisons.of(list(rows.values()))
    random = RANDOM_INDEX[len(rows) - 1]

    def enclosed(digits: int) -> list[Span]:
        near = matrix.nearest(digits)
        return [*near.weights(), near.eigenvalue, near.index(1), near.index(random)]

    *weights, largest, index, ratio = decimals(enclosed, PLACES)
    consistency = Consistency(size=len(rows), largest=largest, index=index, random=random, ratio=ratio)
    return MethodWeights(method="ahp", weights=dict(zip(rows, weights, strict=True)), consistency=consistency)


@frozen
class Near:
    """A vector near the eigenvector: ``far`` is the most by which a part of it can be off, as a part of itself.

    The eigenvalue lies between the least and the greatest quotient of image and vector (Collatz and Wielandt).
    """

    vector: tuple[int, ...]
    eigenvalue: Span
    far: Fraction

    def weights(self) -> list[Span]:
        """Each part of the eigenvector that adds up to 1: its logarithm is off by ``far`` at most."""
        added = sum(self.vector)
        parts = (Fraction(one, added) for one in self.vector)
        return [(part * (1 - self.far), part * (1 + 2 * self.far)) for part in parts]

    def index(self, unit: Fraction | int) -> Span:
        """(λmax - n) ÷ (n - 1) in this unit; none of one thing or two, which cannot contradict each other."""
        size = len(self.vector)
        if size < 3:
            return Fraction(0), Fraction(0)
        low, high = ((end - size) / ((size - 1) * unit) for end in self.eigenvalue)
        return low, high


@frozen
class Comparisons:
    """Comparisons as whole numbers in units of 1 ÷ ``unit``."""

    rows: tuple[tuple[int, ...], ...]
    unit: int

    @classmethod
    def of(cls, rows: Sequence[Sequence[Fraction]]) -> Comparisons:
        unit = lcm(*(value.denominator for row in rows for value in row))
        return cls(tuple(tuple(int(value * unit) for value in row) for row in rows), unit)

    def nearest(self, digits: int) -> Near:
        """A vector whose parts are off by 10^-digits at most: the image of the image, and so on, of the first column.

        Where nothing is contradicted the first column is the eigenvector itself, and nothing is rounded.
        """
        vector = tuple(row[0] for row in self.rows)
        while True:
            image = tuple(sum(a * b for a, b in zip(row, vector, strict=True)) for row in self.rows)
            quotients = [Fraction(after, before * self.unit) for after, before in zip(image, vector, strict=True)]
            low, high = min(quotients), max(quotients)
            far = (high / low - 1) * _FAR
            if far <= Fraction(1, 10**digits):
                return Near(vector, (low, high), far)
            vector = _cut(image, 10**digits * _HEADROOM)


def _cut(image: Sequence[int], fine: int) -> tuple[int, ...]:
    """The vector in proportion, its greatest part ``fine``; the least is then at least 1/81 of it."""
    most = max(image)
    return tuple(one * fine // most for one in image)
