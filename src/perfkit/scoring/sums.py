"""Sums, means and grades: exact until the set's rounding names them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from perfkit.model import STAGES, Figure, Funding, FundingStage, IndicatorSet, total


def funding_sums(fundings: Sequence[Funding | None], *, all_must_give: bool = False) -> Mapping[FundingStage, Figure]:
    """The exact sum by stage over the entries that give it; with ``all_must_give`` only where every entry does."""
    return _sums(lambda funding, stage: None if funding is None else funding.amount(stage), fundings, all_must_give)


def planned_sums(
    fundings: Sequence[Funding | None], indicator_set: IndicatorSet, *, all_must_give: bool
) -> Mapping[FundingStage, Figure]:
    """The sums as the set's measures see them: a missing 全年预算数 is filled for each entry, and then added up."""
    return _sums(indicator_set.amount, fundings, all_must_give)


def _sums(
    amount_of: Callable[[Funding | None, FundingStage], Decimal | None],
    fundings: Sequence[Funding | None],
    all_must_give: bool,
) -> Mapping[FundingStage, Figure]:
    sums: dict[FundingStage, Figure] = {}
    for stage in STAGES:
        given = [amount for funding in fundings if (amount := amount_of(funding, stage)) is not None]
        if given and (not all_must_give or len(given) == len(fundings)):
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
