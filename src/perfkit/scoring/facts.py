"""The numbers that formulas may use, taken from the facts of a project."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from perfkit.formula import Value
from perfkit.model import STAGES, Fact, Funding, IndicatorSet, Project

MONEY_SHOWN_IN = "万元"
"""The unit of the official forms, in which derivations speak of money."""


def amounts(funding: Funding | None, indicator_set: IndicatorSet) -> dict[str, Fraction]:
    """The amounts by stage in 元, a missing 全年预算数 filled as the set says."""
    found = {stage: indicator_set.amount(funding, stage) for stage in STAGES}
    return {stage: Fraction(amount) for stage, amount in found.items() if amount is not None}


def own_facts(project: Project) -> dict[str, Value]:
    """The declared facts of a project, such as ``finished``, as formulas take them."""
    return {name: as_value(fact) for name, fact in project.facts.items()}


def as_value(fact: Fact) -> Value:
    """A fact as formulas take it: numbers become ratios, also in the records of a list."""
    if isinstance(fact, tuple):
        return tuple({name: as_value(value) for name, value in record.items()} for record in fact)
    return Fraction(fact) if isinstance(fact, Decimal) else fact
