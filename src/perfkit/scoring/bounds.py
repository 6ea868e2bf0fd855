"""The totals that were possible: what is known scores what it scores, what is unknown anything its rule can give."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction

from perfkit.formula import Absent
from perfkit.model import Figure, IndicatorSet
from perfkit.scoring.plan import NodePlan, Plan, RulePlan
from perfkit.scoring.result import Bounds, ScoreLine

PROBES: tuple[Mapping[str, Fraction | bool], ...] = tuple(
    {"actual": Fraction(actual), "target": Fraction(target), "judged": Fraction(judged), "weight": Fraction(1)}
    for actual, target, judged in ((0, 1, 0), (1, 1, 1), (2, 1, 1), (1000, 1, 0), (1, 0, 1))
)
"""Situations in which a rule is tried to see whether it can give nothing and everything."""


def bounds(lines: Iterable[ScoreLine], plan: Plan, *, whole_card: bool) -> Bounds:
    """The interval of possible totals of one project under a set.

    ``whole_card`` says that the lines are the whole score card, so that a leaf without lines holds nothing; otherwise
    it may hold anything up to its weight. Sound, because a share never leaves 0 to 1, weights are no finer than the
    rounding of points, and rounding keeps the order. Tight if every unknown part can really earn nothing and
    everything under its rule.
    """
    low = high = Fraction(0)
    tight = True
    by_leaf: dict[str, list[ScoreLine]] = {}
    for line in lines:
        by_leaf.setdefault(line.code.partition("[")[0], []).append(line)
    for node in plan.nodes:
        own = by_leaf.get(node.node.code, [])
        known = [line.points.exact for line in own if line.points is not None]
        unknown = [line.weight.exact for line in own if line.points is None]
        if not own and not whole_card:
            unknown = [Fraction(node.node.weight)]
        low += sum(known, Fraction(0))
        high += sum(known, Fraction(0)) + sum(unknown, Fraction(0))
        tight = tight and (not unknown or _reaches_both_ends(node))
    return Bounds(_total(low, plan.indicator_set), _total(high, plan.indicator_set), tight)


def _total(exact: Fraction, indicator_set: IndicatorSet) -> Figure:
    """An end of the interval, as a total would be shown: by the ``total`` rounding, else with the places of a leaf."""
    rounding = indicator_set.rounded("total")
    if rounding is not None:
        return Figure(Fraction(rounding.round(exact)), "分", rounding)
    return Figure(exact, "分", indicator_set.rounded("leaf"))


def _reaches_both_ends(node: NodePlan) -> bool:
    rules = [node.rule] if node.rule is not None else list(node.rules.values())
    return any(_reaches(rule, Fraction(0)) for rule in rules) and any(_reaches(rule, Fraction(1)) for rule in rules)


def _reaches(rule: RulePlan, share: Fraction) -> bool:
    given = (rule.compiled.share(probe) for probe in PROBES)
    return any(not isinstance(value, Absent) and value == share for value in given)


def can_score(node: NodePlan) -> bool:
    """Whether a leaf with a measure can earn points at all: for some actual, its rule gives a share above zero."""
    target = Fraction(1) if node.target is None else node.target
    actuals = {Fraction(0), target / 2, target, 2 * target}
    values = [
        node.rule.compiled.share({"actual": actual, "target": target, "weight": Fraction(node.node.weight)})
        for actual in actuals
        if node.rule is not None
    ]
    return any(not isinstance(value, Absent) and value > 0 for value in values)
