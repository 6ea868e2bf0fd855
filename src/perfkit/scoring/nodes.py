"""From lines to the total: points added up or combined node by node, and adjusted where the set says so."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from attrs import evolve, frozen

from perfkit.errors import NOWHERE, Fault, Place
from perfkit.formula import Absent, Facts, Value, formula_name
from perfkit.model import Figure, Project, RoundingName
from perfkit.scoring.adjusting import adjusted
from perfkit.scoring.plan import TOTAL, NodePlan, Plan, RulePlan
from perfkit.scoring.result import Adjusted, NodeResult, ScoreLine


@frozen(kw_only=True)
class Tree:
    """Everything above the lines of one project.

    Attributes:
        roots: the nodes; total: of the project; None while something is absent.
        adjusted: what adjustments changed about the total.
        grade: one that an adjustment gives whatever the points are; empty for none.
        facts: what a rule of the total may ask for: the list ``children`` and the share of each root by its code.
        weight: full marks.
        faults: reasons of absence that are not those of lines.
    """

    roots: tuple[NodeResult, ...]
    total: Figure | None
    adjusted: tuple[Adjusted, ...]
    grade: str
    facts: Facts
    weight: Fraction
    faults: tuple[Fault, ...]


def tree(
    lines: Sequence[ScoreLine], plan: Plan, weights: Mapping[str, Fraction], facts: Facts, project: Project
) -> Tree:
    """The nodes and the total over these lines; ``facts`` are those of the project, for rules and adjustments."""
    builder = _Builder(lines, plan, weights, facts, project)
    roots = tuple(builder.node(root) for root in plan.roots)
    return builder.total(roots)


class _Builder:
    """Goes through the tree of one project from the leaves up."""

    def __init__(
        self, lines: Sequence[ScoreLine], plan: Plan, weights: Mapping[str, Fraction], facts: Facts, project: Project
    ) -> None:
        self._plan, self._weights, self._facts, self._project = plan, weights, facts, project
        self._lines: dict[str, list[ScoreLine]] = {}
        for line in lines:
            self._lines.setdefault(line.code.partition("[")[0], []).append(line)

    def node(self, plan: NodePlan) -> NodeResult:
        weight = Figure(self._weights[plan.node.code], "分")
        node = NodeResult(code=plan.node.code, name=plan.node.name, weight=weight)
        node = evolve(
            node,
            children=tuple(self.node(child) for child in plan.children),
            lines=tuple(self._lines.get(plan.node.code, ())),
        )
        node = self._combined(node, plan) if plan.combine is not None else _added(node, self._below(node))
        return self._adjusted(self._rounded(node, plan))

    def total(self, roots: tuple[NodeResult, ...]) -> Tree:
        whole = NodeResult(
            code=TOTAL, name="", weight=Figure(Fraction(self._plan.indicator_set.full_marks), "分"), children=roots
        )
        below = [_record(root.weight, root.points, root.share) for root in self._counting(roots)]
        facts = {**_by_code(roots), "children": below}
        if self._plan.combine is not None:
            whole = self._by_rule(whole, self._plan.combine, facts)
        else:
            whole = self._scaled(_added(whole, [root.points for root in roots]), roots)
        whole = self._adjusted(whole)
        faults = [node.absent for root in (*roots, whole) for node in root.walk() if node.absent is not None]
        grade = next((one.adjustment.grade for one in reversed(whole.adjusted) if one.adjustment.grade), "")
        points = None if whole.points is None else self._figure(whole.points.exact, "total", fallback="leaf")
        return Tree(
            roots=roots,
            total=points,
            adjusted=whole.adjusted,
            grade=grade,
            facts=facts,
            weight=whole.weight.exact,
            faults=tuple(faults),
        )

    def _counting(self, roots: Iterable[NodeResult]) -> list[NodeResult]:
        """The nodes that have anything to be scored: not those whose every indicator does not apply."""
        return [root for root in roots if root.weight.exact > 0]

    def _below(self, node: NodeResult) -> list[Figure | None]:
        """The points below a node; a line that does not apply and whose weight went elsewhere earns nothing."""
        return [
            *(line.final for line in node.lines if not _waived(line)),
            *(child.points for child in node.children),
        ]

    def _combined(self, node: NodeResult, plan: NodePlan) -> NodeResult:
        if plan.combine is None:
            raise AssertionError("a node without a rule is added up")
        below = [_record(line.weight, line.final, _share(line)) for line in node.lines if not _waived(line)]
        below += [_record(child.weight, child.points, child.share) for child in node.children]
        return self._by_rule(node, plan.combine, {**_by_code(node.children), "children": below})

    def _by_rule(self, node: NodeResult, rule: RulePlan, below: Facts) -> NodeResult:
        """The node with the share that its rule makes of what is below; absent with its own reason if that is known."""
        share = rule.compiled.share({**self._facts, **below, "weight": node.weight.exact})
        if isinstance(share, Absent):
            known = None not in below.values() and share.reason != "missing"
            return evolve(node, absent=share.fault(self._placed(node)) if known else None)
        return evolve(node, share=Figure(share, "%"), points=Figure(share * node.weight.exact, "分"))

    def _rounded(self, node: NodeResult, plan: NodePlan) -> NodeResult:
        """The points after the rounding of a block; a leaf of the set's own has them from its line already."""
        if node.points is None or plan.measure is not None:
            return node
        return evolve(node, points=self._figure(node.points.exact, "block", fallback="leaf"))

    def _figure(self, exact: Fraction, name: RoundingName, fallback: RoundingName) -> Figure:
        """A figure rounded by name; one that the set does not round is shown with the places of its parts."""
        rounding = self._plan.indicator_set.rounded(name)
        if rounding is None:
            return Figure(exact, "分", self._plan.indicator_set.rounded(fallback))
        return Figure(Fraction(rounding.round(exact)), "分", rounding)

    def _scaled(self, whole: NodeResult, roots: Iterable[NodeResult]) -> NodeResult:
        """The total scaled up where indicators do not apply and the set lets the others stand for them."""
        lines = [line for root in roots for node in root.walk() for line in node.lines]
        waived = sum((line.weight.exact for line in lines if _waived(line)), Fraction(0))
        if whole.points is None or not waived or self._plan.indicator_set.policies.not_applicable != "total":
            return whole
        if waived == whole.weight.exact:
            return evolve(
                whole,
                points=None,
                absent=Fault("weights.nowhere-to", self._placed(whole), {"name": self._project.name}),
            )
        factor = whole.weight.exact / (whole.weight.exact - waived)
        return evolve(whole, points=Figure(whole.points.exact * factor, "分"))

    def _adjusted(self, node: NodeResult) -> NodeResult:
        plans = self._plan.adjustments_at(node.code)
        return adjusted(node, plans, self._facts, self._project.grounds, self._placed(node))

    def _placed(self, node: NodeResult) -> Place:
        origin = self._project.origin
        return evolve(origin.place if origin else NOWHERE, item=node.name or self._project.name)


def _added(node: NodeResult, below: Sequence[Figure | None]) -> NodeResult:
    """The sum of what is below; None while any of it is absent."""
    known = [points.exact for points in below if points is not None]
    if len(known) < len(below):
        return node
    added = sum(known, Fraction(0))
    share = Figure(added / node.weight.exact, "%") if node.weight.exact else None
    return evolve(node, points=Figure(added, "分"), share=share)


def _waived(line: ScoreLine) -> bool:
    """Whether a line does not count: it does not apply, and no policy gives its points."""
    return line.final is None and line.absent is None


def _share(line: ScoreLine) -> Figure | None:
    """The exact share of a line; of a line whose points somebody gave, that of those points."""
    if line.share is not None and line.final is line.points:
        return line.share
    return None if line.final is None else Figure(line.final.exact / line.weight.exact, "%")


def _record(weight: Figure, points: Figure | None, share: Figure | None) -> Mapping[str, Value]:
    return {
        "weight": weight.exact,
        "points": None if points is None else points.exact,
        "share": None if share is None else share.exact,
    }


def _by_code(nodes: Iterable[NodeResult]) -> Mapping[str, Value]:
    """The share of each node by its code, as formulas call it."""
    return {formula_name(node.code): None if node.share is None else node.share.exact for node in nodes}
