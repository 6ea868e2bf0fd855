"""What a line can earn that could not be scored, and a leaf whose lines are not known."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import cached_property

from attrs import evolve, frozen

from perfkit.formula import CompiledRule, Facts, NumberSet, PartFacts
from perfkit.model import COMPUTED, Project
from perfkit.scoring.asking import values_of
from perfkit.scoring.bounds.known import may_divide_by_zero, part_facts, possible_actuals
from perfkit.scoring.bounds.spans import ZERO, Span, rounded
from perfkit.scoring.plan import CHILDREN, NodePlan, Plan
from perfkit.scoring.probing import reach
from perfkit.scoring.result import ScoreLine

MOST_PARTS = 1_000
"""Into how many parts a weight is divided to see how far rounding moves points; with more it moves them less."""

LACKING = ("indicator.actual-missing", "indicator.judgement-missing", "indicator.target-missing")
"""Why a line has no points that is only waiting for facts; what else keeps it from them may change anything."""

LACKING_FACTS = ("measure.missing", "formula.missing", "formula.withheld", *LACKING)

MOVING = ("weights", "total")
"""Policies by which the weight of what does not apply goes to others."""


@frozen
class Lines:
    """Bounds the lines of one project.

    Attributes:
        plan: the set; known: the facts of the project; project: whose lines they are.
    """

    plan: Plan
    known: Facts
    project: Project

    @cached_property
    def facts(self) -> PartFacts:
        """The facts, with what those may be that are not known."""
        return part_facts(self.known, self.plan)

    def counts(self, line: ScoreLine) -> bool:
        """Whether the points of a line will stay what they are: they are computed, or those of one who goes before."""
        order = self.plan.indicator_set.policies.final
        given = line.final is not None and order.index(line.final_by) < order.index(COMPUTED)
        return line.absent is None or given

    def span(self, line: ScoreLine, leaf: NodePlan) -> Span:
        """What a line can earn."""
        weight = line.weight.exact
        if self.counts(line):
            points = NumberSet.of(ZERO if line.final is None else line.final.exact)
            if line.share is not None and line.final is line.points:
                return Span(points, NumberSet.of(line.share.exact))
            return Span.of_points(points, weight, tight=True)
        found = self._unscored(line, leaf, weight)
        if line.final is not None:
            return found.beside(NumberSet.of(line.final.exact), weight)
        counting = {review.by for review in line.reviews}.intersection(self.plan.indicator_set.policies.final)
        return found.beside(NumberSet.between(ZERO, weight), weight) if counting else found

    def may_move(self, leaf: NodePlan) -> bool:
        """Whether the measure of a leaf may turn out not to apply, so that its weight goes to others.

        Inside its own block alone there is nowhere to go, unless the block is left out of what a rule combines.
        """
        waived = self.plan.indicator_set.policies.zero_divisor == "not-applicable" and self._may_lack_a_divisor(leaf)
        return waived and self._moves(leaf)

    def _moves(self, leaf: NodePlan) -> bool:
        policy = self.plan.indicator_set.policies.not_applicable
        return policy in MOVING or (policy == "move" and leaf.node.code in self.plan.combined)

    def any_lines(self, leaf: NodePlan, weight: Fraction) -> Span:
        """What a leaf can earn whose lines are not known: they may divide its weight in any way."""
        if leaf.rule is not None:
            return self._by_rule(leaf.rule.compiled, leaf, self._values_of_measure(leaf), weight)
        least, most = self._limits(leaf)
        low, high = min(self._furthest(least, weight)), max(self._furthest(most, weight))
        tight = reach(self._rules(leaf), self.facts, weight, self._points, {low, high})
        return Span.of_points(NumberSet.between(low, high), weight, tight=tight)

    def _unscored(self, line: ScoreLine, leaf: NodePlan, weight: Fraction) -> Span:
        """The shares that the rule can give; where it can give none as things are, whatever its limits allow."""
        rule, values = self._rule(line, leaf), self._values(line, leaf)
        if rule is not None and line.absent is not None and line.absent.code in LACKING_FACTS:
            return self._by_rule(rule, leaf, values, weight)
        shares = NumberSet.between(*(self._limits(leaf) if rule is None else rule.tree.limits))
        rules = list(self._rules(leaf)) if rule is None else [rule]
        found = self._span(rules, shares, {**self.facts, **values}, weight)
        return evolve(found, tight=found.tight and line.applicable)

    def _by_rule(self, rule: CompiledRule, leaf: NodePlan, values: PartFacts, weight: Fraction) -> Span:
        facts = {**self.facts, **values, "weight": weight}
        shares = rule.possible_shares(facts) | self._by_policy(rule, leaf)
        return self._span([rule], shares or NumberSet.between(*rule.tree.limits), facts, weight)

    def _span(self, rules: Sequence[CompiledRule], shares: NumberSet, facts: PartFacts, weight: Fraction) -> Span:
        """These shares as points; tight where the rules were seen to give both ends."""
        points = rounded(shares.times(weight), self.plan.indicator_set.rounded("leaf"))
        found = Span(points, shares)
        return evolve(found, tight=reach(rules, facts, weight, self._points, found.ends))

    def _by_policy(self, rule: CompiledRule, leaf: NodePlan) -> NumberSet:
        """The share of a measure whose divisor turns out to be zero, if a policy of the set says any."""
        policies = self.plan.indicator_set.policies
        if "actual" not in rule.facts or not self._may_lack_a_divisor(leaf):
            return NumberSet()
        match policies.zero_divisor:
            case "zero":
                return NumberSet.of(ZERO)
            case "full":
                return NumberSet.of(Fraction(1))
            case "not-applicable" if policies.not_applicable == "full":
                return NumberSet.of(Fraction(1))
            case "not-applicable" if self._moves(leaf):
                return NumberSet.between(ZERO, Fraction(1))
        return NumberSet()

    def _may_lack_a_divisor(self, leaf: NodePlan) -> bool:
        return leaf.measure is not None and may_divide_by_zero(leaf.measure.formula, self.facts)

    def _rule(self, line: ScoreLine, leaf: NodePlan) -> CompiledRule | None:
        """The rule of a line; None where it is not known."""
        if leaf.rule is not None:
            return leaf.rule.compiled
        return self.plan.rules[line.rule.name].compiled if line.rule is not None else None

    def _values(self, line: ScoreLine, leaf: NodePlan) -> PartFacts:
        """What is known of a line that could not be scored."""
        if leaf.measure is not None:
            return self._values_of_measure(leaf)
        own = (indicator for indicator in self.project.indicators if indicator.block == leaf.node.code)
        return values_of(next(one for at, one in enumerate(own, start=1) if line.code == f"{leaf.node.code}[{at}]"))[0]

    def _values_of_measure(self, leaf: NodePlan) -> PartFacts:
        actual = possible_actuals(leaf, self.facts, self.plan)
        return {"actual": actual, "target": Fraction(1) if leaf.target is None else leaf.target}

    def _rules(self, leaf: NodePlan) -> Iterator[CompiledRule]:
        """The rules of a leaf, and those with limits of their own that an indicator may name instead."""
        if leaf.rule is not None:
            yield leaf.rule.compiled
            return
        yield from (rule.compiled for rule in leaf.rules.values())
        for name, rule in self.plan.indicator_set.rules.items():
            if rule.limits and not rule.gives and CHILDREN not in rule.needs:
                yield self.plan.rules[name].compiled

    def _limits(self, leaf: NodePlan) -> tuple[Fraction, Fraction]:
        """The least and the greatest share that any rule may give at a leaf."""
        limits = [rule.tree.limits for rule in self._rules(leaf)]
        if leaf.rule is None:
            limits.append((ZERO, Fraction(1)))
        return min(low for low, _ in limits), max(high for _, high in limits)

    def _furthest(self, limit: Fraction, weight: Fraction) -> list[Fraction]:
        """The least and the most that lines with a share at the limit may add up to, however the weight is divided.

        Rounding moves the points of each line; a share of 120 % may make 4 of 3 points where points are whole numbers.
        """
        rounding = self.plan.indicator_set.rounded("leaf")
        if rounding is None:
            return [weight * limit]
        unit, parts = 10**rounding.places, range(1, min(limit.denominator, MOST_PARTS) + 1)
        shares = [Fraction(rounding.units(at * limit.numerator, unit * limit.denominator), at) for at in parts]
        if limit.denominator > MOST_PARTS:
            shares += [limit - Fraction(1, MOST_PARTS), limit + Fraction(1, MOST_PARTS)]
        return [weight * share for share in shares]

    def _points(self, exact: Fraction) -> Fraction:
        rounding = self.plan.indicator_set.rounded("leaf")
        return exact if rounding is None else Fraction(rounding.round(exact))
