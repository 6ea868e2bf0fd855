"""The measures of a project or a group: 预算执行率, 资金到位率, and any other the set defines."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from attrs import frozen

from perfkit.formula import Absent, Value
from perfkit.model import Figure, RoundingName
from perfkit.scoring.plan import Plan


@frozen
class Measured:
    """Amounts and measures that could be computed, and why the others could not."""

    values: Mapping[str, Value]
    absent: Mapping[str, Absent]


def measured(plan: Plan, amounts: Mapping[str, Fraction], facts: Mapping[str, Value]) -> Measured:
    """All measures of the set over these amounts, in the set's order; declared facts stand beside them."""
    values: dict[str, Value] = {**facts, **amounts}
    absent: dict[str, Absent] = {}
    for measure in plan.measures:
        value = measure.compute(values)
        if isinstance(value, Absent):
            absent[measure.name] = value
        else:
            values[measure.name] = value
    return Measured(values, absent)


def rate(found: Measured, name: str, plan: Plan, rounding: RoundingName = "rate") -> Figure | None:
    """A measure as a percentage, shown as the set rounds it; None if it could not be computed."""
    value = found.values.get(name)
    if not isinstance(value, Fraction):
        return None
    return Figure(value, "%", plan.indicator_set.rounded(rounding))
