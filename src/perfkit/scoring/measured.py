"""The measures of a project or a group: 预算执行率, 资金到位率, and any other the set defines."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from perfkit.formula import Facts, Value
from perfkit.model import Figure, RoundingName
from perfkit.scoring.plan import Plan


def measured(plan: Plan, amounts: Mapping[str, Fraction], facts: Facts) -> Facts:
    """Facts, amounts, and all measures of the set over them, in the set's order; one that is absent says why."""
    known: dict[str, Value] = {**facts, **amounts}
    for measure in plan.measures:
        known[measure.name] = measure.compute(known)
    return known


def rate(known: Facts, name: str, plan: Plan, rounding: RoundingName = "rate") -> Figure | None:
    """A measure as a percentage, shown as the set rounds it; None if it could not be computed."""
    value = known.get(name)
    if not isinstance(value, Fraction):
        return None
    return Figure(value, "%", plan.indicator_set.rounded(rounding))
