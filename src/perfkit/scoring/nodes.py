"""From lines to the total: points added up or combined node by node, and adjusted where the set says so."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from attrs import evolve, frozen

from perfkit.errors import NOWHERE, Fault, Place
from perfkit.formula import Absent, Facts, Value, formula_name
from perfkit.model import Figure, Project, RoundingName, Title, readable
from perfkit.scoring.adjusting import adjusted
from perfkit.scoring.derivation import Derivation
from perfkit.scoring.plan import CHILDREN, TOTAL, VERDICTS, NodePlan, Plan, RulePlan, Weights
from perfkit.scoring.result import Adjusted, NodeResult, ScoreLine
from perfkit.scoring.terms import node_terms, supplied
from perfkit.scoring.verdicts import verdicts_given
from perfkit.scoring.weighing import LinesByLeaf, weights_had


@frozen(kw_only=True)
class Tree:
    """Everything above the lines of one project.

    Attributes:
        roots: the nodes; total: of the project; None while something is absent.
        derivation: how the total followed, where a rule combines the nodes.
        adjusted: what adjustments changed about the total.
        grade: one that an adjustment gives whatever the points are; empty for none.
        facts: what a rule that gives the grade may ask for: the lists ``children`` and ``verdicts``, and the share of
            each root by its code.
        weight: full marks.
        faults: reasons of absence that are not those of lines.
    """

    roots: tuple[NodeResult, ...]
    total: Figure | None
    derivation: Derivation | None
    adjusted: tuple[Adjusted, ...]
    grade: str
    facts: Facts
    weight: Fraction
    faults: tuple[Fault, ...]


def tree(lines: Sequence[ScoreLine], plan: Plan, weights: Weights, facts: Facts, project: Project) -> Tree:
    """The nodes and the total over these lines; ``facts`` are those of the project, for rules and adjustments."""
    builder = _Builder(lines, plan, weights, facts, project)
    roots = tuple(builder.node(root) for root in plan.roots)
    return builder.total(roots)


class _Builder:
    """Goes through the tree of one project from the leaves up."""

    def __init__(
        self, lines: Sequence[ScoreLine], plan: Plan, weights: Weights, facts: Facts, project: Project
    ) -> None:
        self._plan, self._facts, self._project = plan, facts, project
        self._lines, self._verdicts = by_leaf(lines), verdicts_given(lines)
        self._had = weights_had(plan, weights, self._lines, whole_card=True)

    def node(self, plan: NodePlan) -> NodeResult:
        node = NodeResult(
            code=plan.node.code,
            name=plan.node.name,
            weight=Figure(self._had[plan.node.code], "分"),
            lines=tuple(self._lines.get(plan.node.code, ())),
            children=tuple(self.node(child) for child in plan.children),
        )
        node = _added(node) if plan.combine is None else self._combined(node, plan.combine)
        return self._finished(node, "block" if plan.measure is None else "leaf")

    def total(self, roots: tuple[NodeResult, ...]) -> Tree:
        weight = Figure(Fraction(self._plan.indicator_set.full_marks), "分")
        whole = NodeResult(code=TOTAL, name="", weight=weight, children=roots)
        below = _below(whole)
        if not below[CHILDREN]:
            whole = self._empty(whole)
        elif self._plan.combine is not None:
            whole = self._combined(whole, self._plan.combine)
        else:
            whole = _added(whole)
        whole = self._finished(whole, "total")
        grade = next((one.adjustment.grade for one in reversed(whole.adjusted) if one.adjustment.grade), "")
        faults = tuple(node.absent for node in whole.walk() if node.absent is not None)
        return Tree(
            roots=roots,
            total=whole.points,
            derivation=whole.derivation,
            adjusted=whole.adjusted,
            grade=grade,
            facts={**below, VERDICTS: self._verdicts},
            weight=weight.exact,
            faults=faults,
        )

    def _combined(self, node: NodeResult, rule: RulePlan) -> NodeResult:
        """The node with the share that its rule makes of what is below; absent with its own reason if that is known."""
        below = _below(node)
        if not node.weight.exact:
            return evolve(node, points=Figure(Fraction(0), "分"))
        if not below[CHILDREN]:
            return self._empty(node)
        facts = {**self._facts, **below, "weight": node.weight.exact}
        settled = rule.compiled.settle(facts)
        if isinstance(settled, Absent):
            known = all(points is not None for _, points in _parts(node))
            return evolve(node, absent=settled.fault(self._placed(node)) if known else None)
        share = Fraction(settled[0], settled[1])
        points = Figure(share * node.weight.exact, "分")
        shown, terms = shares_shown(node.children), combining_terms(self._plan)
        derivation = Derivation(rule.compiled, facts, share, settled[2], shown, node.weight, points, terms)
        return evolve(node, share=Figure(share, "%"), points=points, derivation=derivation)

    def _empty(self, node: NodeResult) -> NodeResult:
        """A node of which nothing applies."""
        name = node.name or self._project.name
        return evolve(node, absent=Fault("weights.nowhere-to", self._placed(node), {"name": name}))

    def _finished(self, node: NodeResult, name: RoundingName) -> NodeResult:
        """The points after the adjustments of the node, rounded once, as the set rounds figures of this name.

        What the set does not round is shown with the places of its parts.
        """
        if node.points is None:
            return node
        rounding = self._plan.indicator_set.rounded(name)
        shown = rounding or self._plan.indicator_set.rounded("leaf")
        node = evolve(node, points=Figure(node.points.exact, "分", shown))
        plans = self._plan.adjustments_at(node.code)
        node = adjusted(node, plans, self._facts, self._project.grounds, self._placed(node))
        if node.points is None:
            return node
        exact = node.points.exact
        points = Figure(exact if rounding is None else Fraction(rounding.round(exact)), "分", shown)
        derivation = node.derivation
        if derivation is not None and not node.adjusted:
            derivation = evolve(derivation, points=points)
        return evolve(node, points=points, derivation=derivation)

    def _placed(self, node: NodeResult) -> Place:
        origin = self._project.origin
        return evolve(origin.place if origin else NOWHERE, item=node.name or self._project.name)


def by_leaf(lines: Iterable[ScoreLine]) -> LinesByLeaf:
    """The lines of every leaf that has any, by its code."""
    found: dict[str, list[ScoreLine]] = {}
    for line in lines:
        found.setdefault(line.code.partition("[")[0], []).append(line)
    return found


def shares_shown(nodes: Iterable[NodeResult]) -> Mapping[str, str]:
    """The share of each node as a reader sees it, by its code as formulas call it."""
    known = [(node.code, node.share) for node in nodes if node.share is not None]
    return {formula_name(code): f"{readable(share.scaled)}%" for code, share in known}


def combining_terms(plan: Plan) -> Mapping[str, Title]:
    """What a reader calls the names of a rule that combines nodes of the set."""
    nodes = node_terms(plan.indicator_set.indicators)
    return {**plan.labels, **supplied("children", "share", "points", "verdicts", "verdict"), **nodes}


def _added(node: NodeResult) -> NodeResult:
    """The points below, added up, as a share of what can be had below; none while any of them is absent.

    The share is that of the node: where the weights below differ from its own, as the total does where something does
    not apply, what applies stands for the whole.
    """
    parts = _parts(node)
    known = [points.exact for _, points in parts if points is not None]
    if len(known) < len(parts):
        return node
    left = sum((weight.exact for weight, _ in parts), Fraction(0))
    if not left:
        return evolve(node, points=Figure(Fraction(0), "分"))
    share = sum(known, Fraction(0)) / left
    return evolve(node, points=Figure(share * node.weight.exact, "分"), share=Figure(share, "%"))


def _parts(node: NodeResult) -> list[tuple[Figure, Figure | None]]:
    """Weight and points of everything directly below a node that counts."""
    return [
        *((line.weight, line.final) for line in node.lines if not line.waived),
        *((child.weight, child.points) for child in node.children),
    ]


def _below(node: NodeResult) -> dict[str, Value]:
    """What a rule that combines is given: the list ``children``, and the share of each node below by its code.

    What weighs nothing, because a condition says so or nothing of it applies, is no child.
    """
    lines = [line for line in node.lines if not line.waived and (line.weight.exact or line.absent is not None)]
    children = [child for child in node.children if child.weight.exact]
    records = [_record(line.weight, line.final, _share(line)) for line in lines]
    records += [_record(child.weight, child.points, child.share) for child in children]
    return {**{formula_name(child.code): _exact(child.share) for child in node.children}, CHILDREN: records}


def _share(line: ScoreLine) -> Figure | None:
    """The exact share of a line; of a line whose points somebody gave, that of those points."""
    if line.share is not None and line.final is line.points:
        return line.share
    return None if line.final is None else Figure(line.final.exact / line.weight.exact, "%")


def _record(weight: Figure, points: Figure | None, share: Figure | None) -> Mapping[str, Value]:
    return {"weight": weight.exact, "points": _exact(points), "share": _exact(share)}


def _exact(figure: Figure | None) -> Fraction | None:
    return None if figure is None else figure.exact
