"""The numbers that formulas may use, taken from the facts of a project."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import TypeAlias

from perfkit.model import STAGES, Figure, Funding, FundingStage, IndicatorSet, Project

Value: TypeAlias = Fraction | bool

MONEY_SHOWN_IN = "万元"
"""The unit of the official forms, in which derivations speak of money."""


def amounts(funding: Funding | None, indicator_set: IndicatorSet) -> dict[str, Fraction]:
    """The amounts by stage in 元; where 全年预算数 is not given, the stage that the set lets stand in for it."""
    given = {} if funding is None else {stage: Fraction(value) for stage, value in funding.amounts().items()}
    return dict(with_stand_in(given, indicator_set))


def with_stand_in(given: Mapping[FundingStage, Fraction], indicator_set: IndicatorSet) -> Mapping[str, Fraction]:
    """Sums or amounts by stage, with the missing budget filled by policy."""
    stand_in = indicator_set.policies.missing_budget
    if "budget" in given or not stand_in or stand_in not in given:
        return {str(stage): value for stage, value in given.items()}
    filled: dict[str, Fraction] = {str(stage): value for stage, value in given.items()}
    return filled | {"budget": given[stand_in]}


def own_facts(project: Project) -> dict[str, Value]:
    """The declared facts of a project, such as ``finished``: truth values, or exact numbers."""
    return {name: value if isinstance(value, bool) else Fraction(value) for name, value in project.facts.items()}


def shown(name: str, value: Value) -> Figure | bool:
    """A fact as a derivation shows it: money in 万元, everything else as it is."""
    if isinstance(value, bool):
        return value
    return Figure(value, MONEY_SHOWN_IN) if name in STAGES else Figure(value)
