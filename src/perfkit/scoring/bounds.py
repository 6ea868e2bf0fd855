"""The totals that were possible: what is known scores what it scores, what is unknown anything its rule can give."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

from attrs import evolve, frozen

from perfkit.formula import Absent, CompiledRule, Facts
from perfkit.model import COMPUTED, Figure, Project, RoundingName
from perfkit.scoring.asking import values_of
from perfkit.scoring.nodes import Tree, by_leaf
from perfkit.scoring.plan import CHILDREN, TOTAL, AdjustmentPlan, NodePlan, Plan, Weights
from perfkit.scoring.probing import reach
from perfkit.scoring.result import Bounds, ScoreLine
from perfkit.scoring.weighing import weights_had

MOST_PARTS = 1_000
"""Into how many parts a weight is divided to see how far rounding moves points; with more it moves them less."""


@frozen
class Interval:
    """Points from ``low`` to ``high``; ``tight`` where both ends can really occur."""

    low: Fraction
    high: Fraction
    tight: bool = True

    def __add__(self, other: Interval) -> Interval:
        return Interval(self.low + other.low, self.high + other.high, self.tight and other.tight)

    def beside(self, low: Fraction, high: Fraction) -> Interval:
        """Anything in this interval or in the other."""
        return Interval(min(self.low, low), max(self.high, high), tight=False)

    @property
    def known(self) -> bool:
        return self.low == self.high


NOTHING = Interval(Fraction(0), Fraction(0))


def bounds(
    lines: Iterable[ScoreLine], plan: Plan, weights: Weights, facts: Facts, project: Project, above: Tree | None
) -> Bounds:
    """The interval of possible totals of one project under a set.

    ``above`` is what was made of the lines where they are the whole score card; without it, a leaf without lines may
    hold anything up to its weight. Sound, because a share never leaves the limits of its rule, rounding keeps the
    order, and what a rule or an adjustment makes of what is unknown may be anything within its limits. Tight if every
    unknown part can really earn both ends; two unknown measures may follow from the same amounts, so one alone is.
    """
    bounding = _Bounding(lines, plan, weights, facts, project, above)
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
        project: Project,
        above: Tree | None,
    ) -> None:
        self._plan, self._facts, self._project, self._above = plan, facts, project, above
        self._lines = by_leaf(lines)
        self._had = weights_had(plan, weights, self._lines, whole_card=above is not None)
        self._scored = {} if above is None else {node.code: node for root in above.roots for node in root.walk()}

    def total(self) -> Interval:
        whole = Fraction(self._plan.indicator_set.full_marks)
        if self._above is not None and self._above.total is not None and all(map(self._settled, self._plan.roots)):
            return Interval(self._above.total.exact, self._above.total.exact)
        if self._plan.combine is not None:
            found = _within(self._plan.combine.compiled, whole)
        else:
            found = self._scaled(sum((self.node(root) for root in self._plan.roots), NOTHING), whole)
        found = self._adjusted(found, TOTAL, whole)
        measures = [node for node in self._plan.nodes if node.measure is not None and self._had[node.node.code]]
        return evolve(found, tight=found.tight and len([node for node in measures if not self._settled(node)]) <= 1)

    def node(self, plan: NodePlan) -> Interval:
        code = plan.node.code
        scored = self._scored.get(code)
        if scored is not None and scored.points is not None and self._settled(plan):
            return Interval(scored.points.exact, scored.points.exact)
        if plan.combine is not None:
            found = _within(plan.combine.compiled, self._had[code])
        elif plan.children:
            found = sum((self.node(child) for child in plan.children), NOTHING)
        else:
            found = self._leaf(plan)
        found = self._adjusted(found, code, self._had[code])
        return self._rounded(found, "block" if plan.measure is None else "leaf")

    def _settled(self, plan: NodePlan) -> bool:
        """Whether nothing below a node is open."""
        if plan.children:
            return all(map(self._settled, plan.children))
        lines = self._lines.get(plan.node.code, ())
        return all(map(self._counts, lines)) and (bool(lines) or self._above is not None)

    def _counts(self, line: ScoreLine) -> bool:
        """Whether the points of a line will stay what they are: they are computed, or those of one who goes before."""
        order = self._plan.indicator_set.policies.final
        given = line.final is not None and order.index(line.final_by) < order.index(COMPUTED)
        return line.absent is None or given

    def _leaf(self, plan: NodePlan) -> Interval:
        lines = self._lines.get(plan.node.code, ())
        if lines or self._above is not None:
            return sum((self._line(line, plan) for line in lines), NOTHING)
        weight = self._had[plan.node.code]
        least, most = self._limits(plan)
        low, high = min(self._furthest(least, weight)), max(self._furthest(most, weight))
        return Interval(low, high, reach(self._rules(plan), self._facts, weight, self._points, {low, high}))

    def _rules(self, plan: NodePlan) -> Iterator[CompiledRule]:
        """The rules of a leaf, and those with limits of their own that an indicator may name instead."""
        if plan.rule is not None:
            yield plan.rule.compiled
            return
        yield from (rule.compiled for rule in plan.rules.values())
        for name, rule in self._plan.indicator_set.rules.items():
            if rule.limits and not rule.gives and CHILDREN not in rule.needs:
                yield self._plan.rules[name].compiled

    def _limits(self, plan: NodePlan) -> tuple[Fraction, Fraction]:
        """The least and the greatest share that any rule may give at a leaf."""
        limits = [rule.tree.limits for rule in self._rules(plan)]
        if plan.rule is None:
            limits.append((Fraction(0), Fraction(1)))
        return min(low for low, _ in limits), max(high for _, high in limits)

    def _furthest(self, limit: Fraction, weight: Fraction) -> list[Fraction]:
        """The least and the most that lines with a share at the limit may add up to, however the weight is divided.

        Rounding moves the points of each line; a share of 120 % may make 4 of 3 points where points are whole numbers.
        """
        rounding = self._plan.indicator_set.rounded("leaf")
        if rounding is None:
            return [weight * limit]
        unit, parts = 10**rounding.places, range(1, min(limit.denominator, MOST_PARTS) + 1)
        shares = [Fraction(rounding.units(at * limit.numerator, unit * limit.denominator), at) for at in parts]
        if limit.denominator > MOST_PARTS:
            shares += [limit - Fraction(1, MOST_PARTS), limit + Fraction(1, MOST_PARTS)]
        return [weight * share for share in shares]

    def _line(self, line: ScoreLine, plan: NodePlan) -> Interval:
        if self._counts(line):
            points = Fraction(0) if line.final is None else line.final.exact
            return Interval(points, points)
        weight, rule = line.weight.exact, self._rule(line, plan)
        limits = self._limits(plan) if rule is None else rule.tree.limits
        low, high = sorted(self._points(weight * limit) for limit in limits)
        known = {**self._facts, **self._values(line, plan)}
        rules = self._rules(plan) if rule is None else [rule]
        tight = line.applicable and reach(rules, known, weight, self._points, {low, high})
        found = Interval(low, high, tight)
        if line.final is not None:
            return found.beside(line.final.exact, line.final.exact)
        counting = {review.by for review in line.reviews}.intersection(self._plan.indicator_set.policies.final)
        return found.beside(Fraction(0), weight) if counting else found

    def _rule(self, line: ScoreLine, plan: NodePlan) -> CompiledRule | None:
        """The rule of a line; None where it is not known."""
        if plan.rule is not None:
            return plan.rule.compiled
        return self._plan.rules[line.rule.name].compiled if line.rule is not None else None

    def _values(self, line: ScoreLine, plan: NodePlan) -> Facts:
        """What is known of a line that could not be scored."""
        if plan.rule is not None:
            return {} if plan.target is None else {"target": plan.target}
        own = (indicator for indicator in self._project.indicators if indicator.block == plan.node.code)
        return values_of(next(one for at, one in enumerate(own, start=1) if line.code == f"{plan.node.code}[{at}]"))[0]

    def _points(self, exact: Fraction) -> Fraction:
        return self._rounding("leaf", exact)

    def _rounded(self, found: Interval, name: RoundingName) -> Interval:
        return Interval(self._rounding(name, found.low), self._rounding(name, found.high), found.tight)

    def _scaled(self, found: Interval, whole: Fraction) -> Interval:
        """Scaled up like the total where indicators do not apply and the set lets the others stand for them."""
        left = sum((self._had[root.node.code] for root in self._plan.roots), Fraction(0))
        return Interval(found.low * whole / left, found.high * whole / left, found.tight) if left else found

    def _adjusted(self, found: Interval, code: str, weight: Fraction) -> Interval:
        for plan in self._plan.adjustments_at(code):
            found = self._after(plan, found, weight)
        return found

    def _after(self, plan: AdjustmentPlan, found: Interval, weight: Fraction) -> Interval:
        """An adjustment that is known not to hold changes nothing; any other may give all that its limits allow."""
        holds = plan.when(self._facts)
        if plan.points is None or holds is False:
            return found
        low, high = plan.limits or (Fraction(0), weight)
        given = {**self._facts, "points": found.low} if found.known else self._facts
        after = plan.points(given)
        if holds is not True:
            return found.beside(low, high)
        if isinstance(after, Absent):
            return Interval(low, high, tight=False)
        after = min(max(after, low), high)
        return Interval(after, after)

    def _rounding(self, name: RoundingName, exact: Fraction) -> Fraction:
        rounding = self._plan.indicator_set.rounded(name)
        return exact if rounding is None else Fraction(rounding.round(exact))

    def shown(self, exact: Fraction) -> Figure:
        """An end of the interval, as a total would be shown: by the ``total`` rounding, else with a leaf's places."""
        rounding = self._plan.indicator_set.rounded("total")
        if rounding is not None:
            return Figure(Fraction(rounding.round(exact)), "分", rounding)
        return Figure(exact, "分", self._plan.indicator_set.rounded("leaf"))


def _within(rule: CompiledRule, weight: Fraction) -> Interval:
    """Anything that a rule may make of what is below."""
    low, high = rule.tree.limits
    return Interval(low * weight, high * weight, tight=False)
