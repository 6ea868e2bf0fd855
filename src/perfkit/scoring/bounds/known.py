"""What formulas may ask of one project, whatever of it is known: amounts and measures that are not are sets."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import cast

from perfkit.formula import ANY_NUMBER, Expr, Facts, NumberSet, PartFact, PartFacts, possible
from perfkit.formula.language.tree import Arithmetic, walk
from perfkit.model import STAGES
from perfkit.scoring.asking import carried
from perfkit.scoring.plan import NodePlan, Plan

AMOUNT = NumberSet.between(Fraction(0), None)
"""What an amount of money may be that nobody gave: never below zero."""


def part_facts(known: Facts, plan: Plan) -> PartFacts:
    """The facts of a project, with what the amounts that it does not give may be, and the measures over them."""
    found: dict[str, PartFact] = {**dict.fromkeys(STAGES, AMOUNT), **known}
    for measure in plan.measures:
        if not isinstance(known.get(measure.name), Fraction):
            found[measure.name] = possible(measure.formula, found)
    return found


def possible_actuals(node: NodePlan, facts: PartFacts, plan: Plan) -> NumberSet:
    """What the measure of a leaf can come to, as it is scored; anything, where the leaf has none."""
    found = ANY_NUMBER if node.measure is None else cast("NumberSet", possible(node.measure.formula, facts))
    return found.image(lambda exact: carried(exact, node.node.unit, plan.indicator_set))


def may_divide_by_zero(formula: Expr, facts: Mapping[str, PartFact]) -> bool:
    """Whether a divisor in a measure can turn out to be zero."""
    divisors = [part.right for part in walk(formula) if isinstance(part, Arithmetic) and part.sign == "/"]
    return any(cast("NumberSet", possible(divisor, facts)).holds(Fraction(0)) for divisor in divisors)
