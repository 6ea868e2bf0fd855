"""Whether the indicators of a project fit the tree of the set: blocks, categories and weights."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from attrs import evolve

from perfkit.errors import NOWHERE, Fault, Place, nearest
from perfkit.model import Figure, Finding, Indicator, Project, exact_text
from perfkit.scoring.plan import NodePlan, Plan
from perfkit.scoring.soundness import WHOLE, too_fine


def misfits(project: Project, plan: Plan) -> tuple[Fault, ...]:
    """What keeps the project from being scored at all."""
    faults = [fault for indicator in project.indicators for fault in _placed(indicator, plan)]
    faults += [fault for indicator in project.indicators for fault in _weight(indicator, plan)]
    return tuple(faults) or tuple(_sum(project, plan))


def remarks(project: Project, plan: Plan) -> Iterator[Finding]:
    """What is unusual about the weights but does not keep the project from being scored."""
    for indicator in project.indicators:
        if indicator.weight == 0:
            yield Finding("indicator.weight-zero", "warning", _place(indicator), names={"name": indicator.name})
        target = indicator.target
        if target is not None and target.strict and target.value == indicator.actual:
            names = {"name": indicator.name, "target": str(target)}
            yield Finding("indicator.strict-at-target", "warning", _place(indicator), names=names)
    for node in plan.nodes:
        if node.rules:
            own = [i.weight for i in project.indicators if i.block == node.node.code and i.weight is not None]
            added = sum(map(Fraction, own), Fraction(0))
            if added != Fraction(node.node.weight):
                figures = {"sum": Figure(added, "分"), "weight": Figure(Fraction(node.node.weight), "分")}
                place = evolve(project.origin.place if project.origin else NOWHERE, item=project.name)
                yield Finding("weights.block-differs", "warning", place, figures, {"block": node.node.name})


def _placed(indicator: Indicator, plan: Plan) -> Iterator[Fault]:
    accepting = [node for node in plan.nodes if node.rules]
    node = plan.node(indicator.block)
    if node is None or not node.rules:
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
    return Fault(f"indicator.{what}-unknown", _place(indicator), arguments)


def _weight(indicator: Indicator, plan: Plan) -> Iterator[Fault]:
    if indicator.weight is None:
        yield Fault("indicator.weight-missing", _place(indicator), {"name": indicator.name})
    elif indicator.weight > WHOLE:
        arguments = {"name": indicator.name, "found": str(indicator.weight), "whole": WHOLE}
        yield Fault("indicator.weight-too-large", _place(indicator), arguments)
    elif too_fine(indicator.weight, plan.indicator_set):
        places = plan.indicator_set.rounding["leaf"].places
        arguments = {"name": indicator.name, "found": str(indicator.weight), "places": places}
        yield Fault("indicator.weight-places", _place(indicator), arguments)


def _sum(project: Project, plan: Plan) -> Iterator[Fault]:
    """All weights, those of the set's own measures included, add up to the whole."""
    measured = [(node.node.name, Fraction(node.node.weight)) for node in plan.nodes if not node.rules]
    own = [(indicator.name, Fraction(indicator.weight or 0)) for indicator in project.indicators]
    added = sum((weight for _, weight in [*measured, *own]), Fraction(0))
    if added != WHOLE:
        names = tuple(f"{name} {exact_text(weight)}" for name, weight in [*measured, *own])
        place = evolve(project.origin.place if project.origin else NOWHERE, item=project.name)
        yield Fault("weights.sum-differs", place, {"sum": exact_text(added), "whole": WHOLE, "names": names})


def _place(indicator: Indicator) -> Place:
    return evolve(indicator.origin.place if indicator.origin else NOWHERE, item=indicator.name)
