"""The numbers that formulas may use, taken from the facts of a project."""

from __future__ import annotations

from fractions import Fraction
from typing import TypeAlias

from perfkit.model import STAGES, Funding, IndicatorSet, Project

Value: TypeAlias = Fraction | bool

MONEY_SHOWN_IN = "万元"
"""The unit of the official forms, in which derivations speak of money."""


def amounts(funding: Funding | None, indicator_set: IndicatorSet) -> dict[str, Fraction]:
    """The amounts by stage in 元, a missing 全年预算数 filled as the set says."""
    found = {stage: indicator_set.amount(funding, stage) for stage in STAGES}
    return {stage: Fraction(amount) for stage, amount in found.items() if amount is not None}


def own_facts(project: Project) -> dict[str, Value]:
    """The declared facts of a project, such as ``finished``: truth values, or exact numbers."""
    return {name: value if isinstance(value, bool) else Fraction(value) for name, value in project.facts.items()}
