"""Adjustments: a bonus, a penalty, a veto or a cap with its ground, where a condition of the set holds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction

from attrs import evolve

from perfkit.errors import Fault, Place
from perfkit.formula import Absent, Facts
from perfkit.model import Figure, Finding, Project
from perfkit.scoring.plan import AdjustmentPlan
from perfkit.scoring.result import Adjusted, NodeResult


def adjusted(
    node: NodeResult, plans: Iterable[AdjustmentPlan], facts: Facts, grounds: Mapping[str, str], place: Place
) -> NodeResult:
    """The node after its adjustments, in their order; absent where one of them cannot be decided.

    A missing fact is not taken for one that does not hold: a set that wants it so says so under ``assumes``.
    """
    for plan in plans:
        if node.points is not None:
            node = _one(node, node.points, plan, facts, grounds, place)
    return node


def _one(
    node: NodeResult, points: Figure, plan: AdjustmentPlan, facts: Facts, grounds: Mapping[str, str], place: Place
) -> NodeResult:
    holds = plan.when(facts)
    if isinstance(holds, Absent):
        return evolve(node, points=None, share=None, absent=_undecided(plan, holds, place))
    if not holds:
        return node
    after = points.exact if plan.points is None else plan.points({**facts, "points": points.exact})
    if isinstance(after, Absent):
        return evolve(node, points=None, share=None, absent=_undecided(plan, after, place))
    low, high = plan.limits or (Fraction(0), node.weight.exact)
    figure = Figure(after if plan.points is None else min(max(after, low), high), "分", points.rounding)
    recorded = tuple(grounds[name] for name in plan.adjustment.grounds if grounds.get(name))
    record = Adjusted(adjustment=plan.adjustment, before=points, after=figure, grounds=recorded)
    share = Figure(figure.exact / node.weight.exact, "%") if node.weight.exact else None
    return evolve(node, points=figure, share=share, adjusted=(*node.adjusted, record))


def _undecided(plan: AdjustmentPlan, absent: Absent, place: Place) -> Fault:
    if absent.reason != "missing":
        return absent.fault(place)
    return Fault("adjustment.undecided", place, {"title": plan.adjustment.title, "fact": str(absent.arguments["name"])})


def without_ground(taken: Iterable[Adjusted], project: Project, place: Place) -> Iterator[Finding]:
    """Adjustments that took effect though the ground they ask for is not recorded."""
    for one in taken:
        for name in one.adjustment.grounds:
            if not project.grounds.get(name):
                title = one.adjustment.title
                yield Finding("adjustment.no-ground", "warning", place, names={"title": title, "fact": name})
