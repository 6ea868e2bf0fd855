"""Weights that a method found: as decimals, as points, in words and as plain data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any, Literal, TypeAlias

from attrs import field, frozen

from perfkit.model import Rounding, exact_text, plain, readable
from perfkit.model.kinds import as_dict
from perfkit.scoring.largest_remainder import largest_remainder
from perfkit.scoring.weighting.reading import ExactLike, exact
from perfkit.scoring.weighting.spans import PLACES
from perfkit.wording import Language, say

Method: TypeAlias = Literal["equal", "ahp", "entropy", "critic"]

CONSISTENT = Fraction(1, 10)
"""The consistency ratio up to which comparisons hold together (Saaty 1980)."""

RANDOM_INDEX: tuple[Fraction, ...] = tuple(
    Fraction(hundredths, 100) for hundredths in (0, 0, 58, 90, 112, 124, 132, 141, 145, 149, 151, 148, 156, 157, 159)
)
"""平均随机一致性指标 RI: the mean consistency index of random comparisons of 1 to 15 things.

T. L. Saaty, The Analytic Hierarchy Process, McGraw-Hill 1980, p. 21. From 12 things on it rests on fewer samples: that
is why it falls from 11 to 12. Saaty's later table (2005) has 0.52 to 1.59 instead; a ratio says which table is its own.
"""


@frozen(kw_only=True)
class Consistency:
    """一致性检验: how far pairwise comparisons contradict each other.

    Attributes:
        size: how many things were compared.
        largest: the greatest eigenvalue λmax, the size itself where nothing is contradicted.
        index: CI = (λmax - n) ÷ (n - 1); none for one thing or two, which cannot contradict each other.
        random: RI of the size; ratio: CR = CI ÷ RI.
    """

    size: int
    largest: Fraction
    index: Fraction
    random: Fraction
    ratio: Fraction

    @property
    def holds(self) -> bool:
        """Whether the ratio, as it is printed, is not above 0.1."""
        return self.ratio <= CONSISTENT

    def worded(self, language: Language) -> str:
        return say(
            "weighting.consistent" if self.holds else "weighting.inconsistent",
            language,
            size=self.size,
            largest=readable(self.largest),
            index=readable(self.index),
            random=exact_text(self.random),
            ratio=readable(self.ratio),
        )

    def record(self) -> dict[str, Any]:
        return {
            "size": str(self.size),
            "lambda_max": exact_text(self.largest),
            "ci": exact_text(self.index),
            "ri": exact_text(self.random),
            "cr": exact_text(self.ratio),
            "holds": self.holds,
        }


@frozen(kw_only=True)
class MethodWeights:
    """What part of the whole each name weighs by a method.

    Attributes:
        method: that was used.
        weights: by name, in the order of the input: each the nearest decimal with 12 places, so that their
            sum may miss 1 in the last place.
        consistency: of the comparisons, for AHP; None for the others.
    """

    method: Method
    weights: Mapping[str, Fraction] = field(converter=as_dict)
    consistency: Consistency | None = None

    def points(self, whole: ExactLike = 100, places: int = 0) -> dict[str, Decimal]:
        """The weights as points with so many places that add up to the whole, by largest remainder.

        Each is cut to its places, and what is left over goes, a unit each, to those that lost most; of two that lost
        the same the earlier one is given it.
        """
        full, rounding = exact(whole), Rounding(places)
        added = sum(self.weights.values(), Fraction(0))
        parts = [weight * full / added for weight in self.weights.values()]
        rounded = largest_remainder(parts, full, Fraction(1, 10**places))
        return {name: rounding.round(points) for name, points in zip(self.weights, rounded, strict=True)}

    def worded(self, language: Language) -> Iterator[str]:
        """The method, what each name weighs, and whether the comparisons hold together."""
        yield say("weighting.by", language, method=say(f"weighting.method-{self.method}", language))
        for name, weight in self.weights.items():
            yield say("weighting.weighs", language, name=name, weight=readable(weight))
        if self.consistency is not None:
            yield self.consistency.worded(language)

    def record(self) -> dict[str, Any]:
        """Plain data for JSON: numbers as texts."""
        rounding = Rounding(PLACES)
        return {
            "method": self.method,
            "weights": {name: plain(rounding.round(weight)) for name, weight in self.weights.items()},
            "consistency": None if self.consistency is None else self.consistency.record(),
        }
