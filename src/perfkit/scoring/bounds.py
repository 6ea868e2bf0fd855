"""The totals that were possible: what is known scores what it scores, what is unknown anything its rule can give."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from attrs import frozen

from perfkit.formula import Absent, Facts
from perfkit.model import Figure, RoundingName
from perfkit.scoring.plan import TOTAL, AdjustmentPlan, NodePlan, Plan, RulePlan, Weights
from perfkit.scoring.result import Bounds, ScoreLine

PROBES: tuple[Mapping[str, Fraction | bool], ...] = tuple(
    {"actual": Fraction(actual), "target": Fraction(target), "judged": Fraction(judged), "weight": Fraction(1)}
    for actual, target, judged in ((0, 1, 0), (1, 1, 1), (2, 1, 1), (1000, 1, 0), (1, 0, 1))
)
"""Situations in which a rule is tried to see whether it can give nothing and everything."""


@frozen
class Interval:
    """Points from ``low`` to ``high``; ``tight`` where both ends can really occur."""

    low: Fraction
    high: Fraction
    tight: bool

    def __add__(self, other: Interval) -> Interval:
        return Interval(self.low + other.low, self.high + other.high, self.tight and other.tight)


NOTHING = Interval(Fraction(0), Fraction(0), tight=True)


def bounds(lines: Iterable[ScoreLine], plan: Plan, weights: Weights, facts: Facts, *, whole_card: bool) -> Bounds:
    """The interval of possible totals of one project under a set.

    ``whole_card`` says that the lines are the whole score card, so that a leaf without lines holds nothing; otherwise
    it may hold anything up to its weight. Sound, because a share never leaves the limits of its rule, rounding keeps
    the order, and what a rule or an adjustment makes of what is unknown may be anything within its limits. Tight if
    every unknown part can really earn both ends.
    """
    bounding = _Bounding(lines, plan, weights, facts, whole_card=whole_card)
    found = bounding.total()
    return Bounds(bounding.shown(found.low), bounding.shown(found.high), found.tight)


def hull(spans: Sequence[Bounds]) -> Bounds:
    """Bounds that hold whichever of these hold; tight where all of them are the same."""
    low = min((span.low for span in spans), key=lambda figure: figure.exact)
    high = max((span.high for span in spans), key=lambda figure: figure.exact)
    same = all((span.low.exact, span.high.exact) == (low.exact, high.exact) for span in spans)
    return Bounds(low, high, same and all(span.tight for span in spans))


class _Bounding:
    """Goes through the tree of one project from the leaves up, as scoring does, with intervals in place of points."""

    def __init__(
        self,
        lines: Iterable[ScoreLine],
        plan: Plan,
        weights: Weights,
        facts: Facts,
        *,
        whole_card: bool,
    ) -> None:
        self._plan, self._weights, self._facts, self._whole_card = plan, weights, facts, whole_card
        self._lines: dict[str, list[ScoreLine]] = {}
        for line in lines:
            self._lines.setdefault(line.code.partition("[")[0], []).append(line)

    def total(self) -> Interval:
        whole = Fraction(self._plan.indicator_set.full_marks)
        below = [self.node(root) for root in self._plan.roots]
        found = _within(self._plan.combine, whole) if self._plan.combine else sum(below, NOTHING)
        return self._adjusted(self._scaled(found, whole), TOTAL, whole)

    def node(self, plan: NodePlan) -> Interval:
        weight = self._weights[plan.node.code]
        if plan.combine is not None:
            found = _within(plan.combine, weight)
        else:
            parts = [self.node(child) for child in plan.children] + self._leaf(plan, weight)
            found = sum(parts, NOTHING)
        return self._adjusted(self._rounded(found, plan), plan.node.code, weight)

    def _leaf(self, plan: NodePlan, weight: Fraction) -> list[Interval]:
        lines = self._lines.get(plan.node.code, [])
        if plan.children or lines or self._whole_card:
            return [self._line(line, plan) for line in lines]
        return [Interval(Fraction(0), weight, tight=_reaches_both_ends(plan))]

    def _line(self, line: ScoreLine, plan: NodePlan) -> Interval:
        if line.absent is None:
            points = Fraction(0) if line.final is None else line.final.exact
            return Interval(points, points, tight=True)
        rule = plan.rule or (self._plan.rules.get(line.rule.name) if line.rule else None)
        low, high = (Fraction(0), Fraction(1)) if rule is None else rule.compiled.tree.limits
        ends = sorted(self._rounding("leaf", line.weight.exact * share) for share in (low, high))
        return Interval(ends[0], ends[1], tight=_reaches_both_ends(plan))

    def _rounded(self, found: Interval, plan: NodePlan) -> Interval:
        if plan.measure is not None:
            return found
        return Interval(self._rounding("block", found.low), self._rounding("block", found.high), found.tight)

    def _scaled(self, found: Interval, whole: Fraction) -> Interval:
        """Scaled up like the total where indicators do not apply and the set lets the others stand for them."""
        waived = [line.weight.exact for lines in self._lines.values() for line in lines if line.waived]
        used = whole - sum(waived, Fraction(0))
        if not waived or not used or self._plan.indicator_set.policies.not_applicable != "total":
            return found
        return Interval(found.low * whole / used, found.high * whole / used, found.tight)

    def _adjusted(self, found: Interval, code: str, weight: Fraction) -> Interval:
        for plan in self._plan.adjustments_at(code):
            found = self._after(plan, found, weight)
        return found

    def _after(self, plan: AdjustmentPlan, found: Interval, weight: Fraction) -> Interval:
        """An adjustment that is known not to hold changes nothing; any other may give all that its limits allow."""
        ends = [{**self._facts, "points": end, "weight": weight} for end in (found.low, found.high)]
        holds = [plan.when(given) for given in ends]
        if plan.points is None or (found.low == found.high and holds[0] is False):
            return found
        low, high = plan.limits or (Fraction(0), weight)
        after = plan.points(ends[0])
        if found.low == found.high and holds[0] is True and not isinstance(after, Absent):
            after = min(max(after, low), high)
            return Interval(after, after, tight=True)
        return Interval(min(low, found.low), max(high, found.high), tight=False)

    def _rounding(self, name: RoundingName, exact: Fraction) -> Fraction:
        rounding = self._plan.indicator_set.rounded(name)
        return exact if rounding is None else Fraction(rounding.round(exact))

    def shown(self, exact: Fraction) -> Figure:
        """An end of the interval, as a total would be shown: by the ``total`` rounding, else with a leaf's places."""
        rounding = self._plan.indicator_set.rounded("total")
        if rounding is not None:
            return Figure(Fraction(rounding.round(exact)), "分", rounding)
        return Figure(exact, "分", self._plan.indicator_set.rounded("leaf"))


def _within(rule: RulePlan, weight: Fraction) -> Interval:
    """Anything that a rule may make of what is below."""
    low, high = rule.compiled.tree.limits
    return Interval(low * weight, high * weight, tight=False)


def _reaches_both_ends(node: NodePlan) -> bool:
    rules = [node.rule] if node.rule is not None else list(node.rules.values())
    return any(_reaches(rule, 0) for rule in rules) and any(_reaches(rule, 1) for rule in rules)


def _reaches(rule: RulePlan, end: int) -> bool:
    """Whether a rule was seen to give its least (0) or its greatest (1) share."""
    given: Sequence[Fraction | Absent] = [rule.compiled.share(probe) for probe in PROBES]
    return rule.compiled.tree.limits[end] in given


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
