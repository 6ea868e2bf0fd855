"""Whether the indicators of a project fit the tree of the set: blocks, categories and weights."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

from attrs import evolve

from perfkit.errors import NOWHERE, Fault, Place, nearest
from perfkit.model import Figure, Finding, Indicator, Named, Project, exact_text
from perfkit.scoring.plan import NodePlan, Plan, Weights
from perfkit.scoring.soundness import too_fine


def misfits(project: Project, plan: Plan) -> tuple[Fault, ...]:
    """Indicators that keep the project from being scored at all, whatever weights hold for it."""
    placed = [fault for indicator in project.indicators for fault in _placed(indicator, plan)]
    if plan.gives_no_points:
        return tuple(placed)
    return (*placed, *(fault for indicator in project.indicators for fault in _weight(indicator, plan)))


def wrong_weights(project: Project, plan: Plan, weights: Weights) -> Iterator[Fault]:
    """What keeps the project from being scored under the weights that hold for it: an empty block, a wrong sum."""
    place = evolve(project.origin.place if project.origin else NOWHERE, item=project.name)
    yield from _empty_blocks(project, plan, weights, place)
    if plan.combine is None:
        yield from _sum(project, plan, weights, place)


def _empty_blocks(project: Project, plan: Plan, weights: Weights, place: Place) -> Iterator[Fault]:
    """Where a rule combines no sum would tell: a block without weight would be taken for nothing, or for not there."""
    for node in plan.nodes:
        expected = node.node.code in plan.combined and node.measure is None and weights[node.node.code] > 0
        if expected and not any(weight for _, weight in _own(project, node)):
            yield Fault("weights.block-empty", place, {"block": node.node.name})


def _sum(project: Project, plan: Plan, weights: Weights, place: Place) -> Iterator[Fault]:
    """All weights that are added up, those of the set's own measures included, make the whole."""
    whole = Fraction(plan.indicator_set.full_marks)
    counted = [one for root in plan.roots for one in _counted(root, project, weights)]
    added = sum((weight for _, weight in counted), Fraction(0))
    if added != whole:
        names = tuple(f"{name} {exact_text(weight)}" for name, weight in counted)
        arguments = {"sum": exact_text(added), "whole": exact_text(whole), "names": names}
        yield Fault("weights.sum-differs", place, arguments)


def remarks(project: Project, plan: Plan, weights: Weights) -> Iterator[Finding]:
    """What is unusual about the weights but does not keep the project from being scored."""
    for indicator in project.indicators:
        if indicator.weight == 0:
            yield Finding("indicator.weight-zero", "warning", _place(indicator), names={"name": indicator.name})
        target, block = indicator.target, plan.node(indicator.block)
        told_apart = target is not None and block is not None and target.rule_kinds[0] in block.rules
        if target is not None and target.strict and target.value == indicator.actual and not told_apart:
            names = {"name": indicator.name, "target": str(target)}
            yield Finding("indicator.strict-at-target", "warning", _place(indicator, "actual"), names=names)
    measured = [node.node.code for node in plan.nodes if node.measure is not None]
    for code in (code for code in project.reasons if code not in measured):
        place = evolve(project.origin.place if project.origin else NOWHERE, item=project.name)
        told: dict[str, Named] = {"code": code, "known": tuple(measured)}
        yield Finding("reason.nothing-measured", "warning", place.inside("reasons").inside(code), names=told)
    for node in (part for root in plan.roots for part in _divided(root)):
        leaves = [one for one in node.walk() if not one.children]
        own = [one for leaf in leaves for one in _counted(leaf, project, weights)]
        added, weight = sum((given for _, given in own), Fraction(0)), weights[node.node.code]
        if (node.rules or node.children) and node.combine is None and added != weight:
            figures = {"sum": Figure(added, "分"), "weight": Figure(weight, "分")}
            place = evolve(project.origin.place if project.origin else NOWHERE, item=project.name)
            yield Finding("weights.block-differs", "warning", place, figures, {"block": node.node.name})


def _divided(node: NodePlan) -> Iterator[NodePlan]:
    """The nodes whose weight the set says: leaves, and those that each project divides by itself."""
    if node.node.split or not node.children:
        yield node
    else:
        yield from (part for child in node.children for part in _divided(child))


def _placed(indicator: Indicator, plan: Plan) -> Iterator[Fault]:
    accepting = [node for node in plan.nodes if node.node.accepts]
    node = plan.node(indicator.block)
    if node is None or not node.node.accepts:
        known = [node.node.code for node in accepting]
        yield _unknown("block", indicator, indicator.block, known, plan)
    elif indicator.category not in node.node.accepts:
        yield _unknown("category", indicator, indicator.category, node.node.accepts, plan, node)


def _unknown(
    what: str, indicator: Indicator, found: str, known: Sequence[str], plan: Plan, node: NodePlan | None = None
) -> Fault:
    arguments = {
        "name": indicator.name,
        what: found,
        "known": tuple(known),
        "near": nearest(found, known) or known[:1],
        "set": plan.indicator_set.address,
    }
    if node is not None:
        arguments["block"] = node.node.name
    return Fault(f"indicator.{what}-unknown", _place(indicator, what), arguments)


def _weight(indicator: Indicator, plan: Plan) -> Iterator[Fault]:
    whole = plan.indicator_set.full_marks
    if indicator.weight is None:
        yield Fault("indicator.weight-missing", _place(indicator), {"name": indicator.name})
    elif indicator.weight > whole:
        arguments = {"name": indicator.name, "found": str(indicator.weight), "whole": exact_text(Fraction(whole))}
        yield Fault("indicator.weight-too-large", _place(indicator), arguments)
    elif too_fine(indicator.weight, plan.indicator_set):
        places = plan.indicator_set.rounding["leaf"].places
        arguments = {"name": indicator.name, "found": str(indicator.weight), "places": str(places)}
        yield Fault("indicator.weight-places", _place(indicator), arguments)


def _counted(node: NodePlan, project: Project, weights: Weights) -> Iterable[tuple[str, Fraction]]:
    """What is added up under a node: its own weight where a rule combines what is below, else that of its parts."""
    if node.combine is not None or node.measure is not None:
        return [(node.node.name, weights[node.node.code])]
    if node.children:
        return [one for child in node.children for one in _counted(child, project, weights)]
    return _own(project, node)


def _own(project: Project, node: NodePlan) -> list[tuple[str, Fraction]]:
    own = (indicator for indicator in project.indicators if indicator.block == node.node.code)
    return [(indicator.name, Fraction(indicator.weight or 0)) for indicator in own]


def _place(indicator: Indicator, part: str = "weight") -> Place:
    return evolve(indicator.origin.at(part) if indicator.origin else NOWHERE, item=indicator.name)
