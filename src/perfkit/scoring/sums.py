"""Sums, means and grades: exact until the set's rounding names them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from perfkit.model import STAGES, Figure, Funding, FundingStage, IndicatorSet, total


def funding_sums(fundings: Sequence[Funding | None], *, all_must_give: bool = False) -> Mapping[FundingStage, Figure]:
    """The exact sum by stage over the entries that give it; with ``all_must_give`` only where every entry does."""
    sums: dict[FundingStage, Figure] = {}
    for stage in STAGES:
        amounts = [a for f in fundings if f is not None and (a := f.amount(stage)) is not None]
        if amounts and (not all_must_give or len(amounts) == len(fundings)):
            sums[stage] = total(amounts)
    return sums


def planned_sums(fundings: Sequence[Funding | None], indicator_set: IndicatorSet) -> Mapping[FundingStage, Figure]:
    """The sums as the set's measures see them: stand-ins are taken for each entry, and every entry gives the stage."""
    sums: dict[FundingStage, Figure] = {}
    for stage in STAGES:
        amounts = [indicator_set.amount(funding, stage) for funding in fundings]
        given = [amount for amount in amounts if amount is not None]
        if given and len(given) == len(amounts):
            sums[stage] = total(given)
    return sums


def mean(points: Iterable[Figure], indicator_set: IndicatorSet) -> Figure | None:
    """The simple mean, exact, shown by the set's ``mean`` rounding; None of nothing."""
    values = [figure.exact for figure in points]
    if not values:
        return None
    return Figure(sum(values, Fraction(0)) / len(values), "分", indicator_set.rounded("mean"))


def grade(points: Figure | None, indicator_set: IndicatorSet) -> str:
    """The grade of a total: of the exact or of the rounded figure, as the set's policy says."""
    if points is None:
        return ""
    rounded = points.shown if indicator_set.policies.grade_of == "rounded" else None
    return indicator_set.grades.grade(points.exact if rounded is None else Fraction(rounded))
