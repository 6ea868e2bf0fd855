"""The totals that were possible: what is known scores what it scores, what is unknown anything its rule can give."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from fractions import Fraction
from functools import cached_property
from typing import TypeAlias, cast

from attrs import evolve

from perfkit.formula import CompiledRule, Expr, NumberSet, PartFacts, exact, formula_name, possible
from perfkit.model import RoundingName
from perfkit.scoring.bounds.lines import Lines
from perfkit.scoring.bounds.shown import Bounds, shown
from perfkit.scoring.bounds.spans import ZERO, Span, rounded
from perfkit.scoring.nodes import Tree, by_leaf
from perfkit.scoring.plan import CHILDREN, TOTAL, AdjustmentPlan, NodePlan, Weights
from perfkit.scoring.result import NodeResult, ScoreLine
from perfkit.scoring.weighing import LinesByLeaf, weights_had

Part: TypeAlias = tuple[Fraction, Span]
"""Something below a node: its weight, and what it can have."""


class Bounding:
    """Goes through the tree of one project from the leaves up, as scoring does, with sets in place of points.

    ``above`` is what was made of the lines where they are the whole score card; without it, a leaf without lines may
    hold anything up to its weight. Sound, because what a rule, a measure or an adjustment can give of what is known is
    never left out, and rounding keeps the order. Tight if every unknown part can really earn both ends; two unknown
    measures may follow from the same amounts, so one alone is.
    """

    def __init__(
        self,
        lines: Sequence[ScoreLine],
        weights: Weights,
        of: Lines,
        above: Tree | None,
    ) -> None:
        self.plan = of.plan
        self._every, self._weights, self._of, self._above = lines, weights, of, above

    @cached_property
    def _lines(self) -> LinesByLeaf:
        return by_leaf(self._every)

    @cached_property
    def _had(self) -> Weights:
        return weights_had(self.plan, self._weights, self._lines, whole_card=self._above is not None)

    @cached_property
    def _scored(self) -> Mapping[str, NodeResult]:
        roots = () if self._above is None else self._above.roots
        return {node.code: node for root in roots for node in root.walk()}

    def bounds(self) -> Bounds:
        """The possible totals."""
        found = self.total()
        return shown(found.points, self.plan.indicator_set, "total", tight=found.tight)

    def total(self) -> Span:
        whole = Fraction(self.plan.indicator_set.full_marks)
        if self._above is not None and self._above.total is not None and all(map(self._settled, self.plan.roots)):
            return Span.of_points(NumberSet.of(self._above.total.exact), whole, tight=True)
        roots = self._children(self.plan.roots)
        if self.plan.combine is not None:
            found = self._combined(self.plan.combine.compiled, roots, (), whole)
        else:
            found = _added(roots.values(), whole)
        found = self._adjusted(found, TOTAL, whole)
        return self._together(self._moved(found), self.plan.nodes)

    def node(self, plan: NodePlan) -> Span:
        """What a node can have, adjustments and rounding included."""
        code = plan.node.code
        scored, weight = self._scored.get(code), self._had[code]
        if scored is not None and scored.points is not None and self._settled(plan):
            return _known(scored, weight)
        children, lines = self._children(plan.children), self._lines_of(plan)
        if plan.combine is not None:
            found = self._combined(plan.combine.compiled, children, lines, weight)
        elif lines is None:
            found = self._of.any_lines(plan, weight)
        else:
            found = _added([*children.values(), *lines], weight)
        found = self._adjusted(found, code, weight)
        name: RoundingName = "block" if plan.measure is None else "leaf"
        return evolve(found, points=rounded(found.points, self.plan.indicator_set.rounded(name)))

    def bounds_of(self, code: str) -> Bounds:
        """The possible points of a node, or of a line."""
        nodes = {node.node.code: node for root in self.plan.roots for node in root.walk()}
        block = nodes[code.partition("[")[0]]
        if code in nodes:
            found = self._together(self.node(block), [leaf for leaf in block.walk() if not leaf.children])
        else:
            line = next(line for line in self._lines[block.node.code] if line.code == code)
            found = self._of.span(line, block)
        found = self._widened(found, block) if self._moving else found
        name: RoundingName = "leaf" if block.measure is not None or code not in nodes else "block"
        return shown(found.points, self.plan.indicator_set, name, tight=found.tight)

    def _widened(self, found: Span, block: NodePlan) -> Span:
        """Room for weight that may come from other lines, where the set shares it out, and for its rounding."""
        indicator_set = self.plan.indicator_set
        whole, coming = Fraction(indicator_set.full_marks), sum(self._moving.values(), ZERO)
        if block.measure is not None:
            coming -= self._moving.get(block.node.code, ZERO)
        points = found.points | NumberSet.of(ZERO)
        if indicator_set.policies.not_applicable == "weights" and coming:
            rounding = indicator_set.rounded("leaf")
            unit = ZERO if rounding is None else Fraction(1, 10**rounding.places)
            more = unit * sum(map(len, self._lines.values()))
            grown = points.times(whole / (whole - coming)) if coming < whole else NumberSet.between(ZERO, whole)
            points |= grown + NumberSet.between(-more, more)
        return Span(points.hull, found.share, tight=False)

    def below(self) -> PartFacts:
        """What a rule of the whole may ask for of the nodes."""
        return self._below(self._children(self.plan.roots), ())

    @property
    def facts(self) -> PartFacts:
        """The facts of the project, with what those may be that are not known."""
        return self._of.facts

    def _together(self, found: Span, leaves: Iterable[NodePlan]) -> Span:
        """Ends that can really occur, if not two measures are open that may follow from the same amounts."""
        measures = [leaf for leaf in leaves if leaf.measure is not None and self._had[leaf.node.code]]
        return evolve(found, tight=found.tight and sum(not self._settled(leaf) for leaf in measures) <= 1)

    def _children(self, plans: Iterable[NodePlan]) -> dict[str, Part]:
        """Weight and span of each node below, by its code."""
        return {plan.node.code: (self._had[plan.node.code], self.node(plan)) for plan in plans}

    def _lines_of(self, plan: NodePlan) -> list[Part] | None:
        """Weight and span of the lines that count; None where they are not known."""
        lines = self._lines.get(plan.node.code, ())
        if not (plan.children or lines or self._above is not None):
            return None
        return [(line.weight.exact, self._of.span(line, plan)) for line in lines if not line.waived]

    def _settled(self, plan: NodePlan) -> bool:
        """Whether nothing below a node is open."""
        if plan.children:
            return all(map(self._settled, plan.children))
        lines = self._lines.get(plan.node.code, ())
        return all(map(self._of.counts, lines)) and (bool(lines) or self._above is not None)

    def _combined(
        self, rule: CompiledRule, children: Mapping[str, Part], lines: Sequence[Part] | None, weight: Fraction
    ) -> Span:
        """What a rule can make of what is below; where it can make nothing of it, whatever its limits allow."""
        if not weight:
            return Span.of_points(NumberSet.of(ZERO), weight, tight=True)
        below = self._below(children, lines)
        shares = NumberSet()
        if below.get(CHILDREN) != [] and not self._moving:
            shares = rule.possible_shares({**self._of.facts, **below, "weight": weight})
        shares = shares or NumberSet.between(*rule.tree.limits)
        tight = shares.only is not None and all(span.tight for _, span in (*(lines or ()), *children.values()))
        return Span(shares.times(weight), shares, tight)

    def _below(self, children: Mapping[str, Part], lines: Sequence[Part] | None) -> PartFacts:
        """The list ``children``, and the share of each node by its code.

        Of a project whose indicators are not known nobody can say which nodes will be children.
        """
        shares = {formula_name(code): span.share for code, (_, span) in children.items()}
        if lines is None or self._above is None:
            return shares
        return {**shares, CHILDREN: [_record(had, span) for had, span in (*lines, *children.values()) if had]}

    def _adjusted(self, found: Span, code: str, weight: Fraction) -> Span:
        for plan in self.plan.adjustments_at(code):
            found = self._after(plan, found, weight)
        return found

    def _after(self, plan: AdjustmentPlan, found: Span, weight: Fraction) -> Span:
        """An adjustment that cannot hold changes nothing; any other may make of the points whatever its formula can.

        Where it can make nothing of them as things are, it may give all that its limits allow.
        """
        holds = self._holds(plan)
        if plan.formula is None or True not in holds:
            return found
        given = self._given(plan.formula, found.points)
        low, high = (NumberSet.of(limit) for limit in plan.limits or (ZERO, weight))
        after = given.greatest(low).least(high) or NumberSet.between(low.only, high.only)
        if False in holds:
            return found.beside(after, weight)
        return Span.of_points(after, weight, tight=found.tight and after.only is not None)

    def _holds(self, plan: AdjustmentPlan) -> frozenset[bool]:
        """Whether an adjustment can hold and can fail to; where it cannot be decided as things are, both."""
        known = plan.when(self._of.known)
        if isinstance(known, bool):
            return frozenset((known,))
        return cast("frozenset[bool]", possible(plan.condition, self._of.facts)) or frozenset((True, False))

    def _given(self, formula: Expr, points: NumberSet) -> NumberSet:
        """What the formula of an adjustment can make of points; of known ones with known facts it is one figure."""
        known = None if points.only is None else exact(formula)({**self._of.known, "points": points.only})
        if isinstance(known, Fraction):
            return NumberSet.of(known)
        return cast("NumberSet", possible(formula, {**self._of.facts, "points": points}))

    def _moved(self, found: Span) -> Span:
        """A weight that may yet move to other lines changes what all of them have: then only the ends are known."""
        return evolve(found, points=found.points.hull, tight=False) if self._moving else found

    @cached_property
    def _moving(self) -> Mapping[str, Fraction]:
        """The weight of measures that may turn out not to apply, so that it goes to others, by the code of the leaf."""
        measures = [leaf for leaf in self.plan.nodes if leaf.measure is not None and self._had[leaf.node.code]]
        moving = (leaf.node.code for leaf in measures if not self._settled(leaf) and self._of.may_move(leaf))
        return {code: self._had[code] for code in moving}


def _added(parts: Collection[Part], weight: Fraction) -> Span:
    """The points below, added up, as a share of what can be had below."""
    left = sum((had for had, _ in parts), ZERO)
    if not left:
        return Span.of_points(NumberSet.of(ZERO), weight, tight=True)
    points = NumberSet.of(ZERO)
    for _, span in parts:
        points += span.points
    share = points.times(1 / left)
    return Span(share.times(weight), share, all(span.tight for _, span in parts))


def _known(node: NodeResult, weight: Fraction) -> Span:
    """A node that was scored and will stay as it is."""
    points = NumberSet.of(ZERO if node.points is None else node.points.exact)
    if node.share is None:
        return Span.of_points(points, weight, tight=True)
    return Span(points, NumberSet.of(node.share.exact))


def _record(weight: Fraction, span: Span) -> PartFacts:
    return {"weight": weight, "points": span.points, "share": span.share}
