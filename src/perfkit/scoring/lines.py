"""The score lines of a project: asked, weighed, settled in one go, with the points that count."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import count

from attrs import evolve

from perfkit.errors import Fault
from perfkit.formula import Absent, Facts
from perfkit.model import Figure, IndicatorSet, Project
from perfkit.scoring.asking import Asked, ask_indicator, ask_measure, place_of_line
from perfkit.scoring.card import Card, Entry
from perfkit.scoring.derivation import Derivation
from perfkit.scoring.final import with_final
from perfkit.scoring.peers import Peers
from perfkit.scoring.plan import Plan, Weights
from perfkit.scoring.result import ScoreLine
from perfkit.scoring.verdicts import with_verdict
from perfkit.scoring.weighing import moved


def score_lines(
    project: Project,
    known: Facts,
    plan: Plan,
    weights: Weights,
    peers: Peers,
    *,
    with_indicators: bool,
) -> tuple[ScoreLine, ...]:
    """Lines in the order of the set: its own measures, and the indicators under each leaf in the unit's order."""
    written = _asked(project, known, plan, weights, with_indicators=with_indicators)
    asked = _moved([peers.beside(one) for one in written], plan)
    entries = [_entry(one) for one in asked]
    card = Card(tuple(entry for entry in entries if entry is not None), plan.indicator_set.rounded("leaf"), plan.labels)
    scored, positions = card.score(), count()
    settled = [None if entry is None else scored.line(next(positions)) for entry in entries]
    lines = [
        with_verdict(_scored(one, line, plan.indicator_set), one, plan.labels)
        for one, line in zip(asked, settled, strict=True)
    ]
    return tuple(with_final(line, _most(one), plan.indicator_set) for line, one in zip(lines, asked, strict=True))


def _asked(project: Project, known: Facts, plan: Plan, weights: Weights, *, with_indicators: bool) -> Iterator[Asked]:
    for node in plan.nodes:
        weight = weights[node.node.code]
        counts = weight > 0 or plan.gives_no_points
        if node.measure is not None and counts and (with_indicators or project.funding is not None):
            origin = project.funding.origin if project.funding else project.origin
            asked = ask_measure(node, weight, known, plan, origin)
            yield evolve(asked, line=evolve(asked.line, reason=project.reasons.get(node.node.code, "")))
        elif node.measure is None and with_indicators:
            own = [indicator for indicator in project.indicators if indicator.block == node.node.code]
            for number, indicator in enumerate(own, start=1):
                yield ask_indicator(indicator, f"{node.node.code}[{number}]", node, known, plan)


def _moved(asked: Sequence[Asked], plan: Plan) -> list[Asked]:
    """The lines with the weight of those that do not apply moved, as the set says: inside a block, or over all.

    Where a rule combines what is below it, weight never leaves its block, so that the rule finds the weights of the
    set; a block of which nothing applies is then left out, where points are added it would leave a gap.
    """
    policy = plan.indicator_set.policies.not_applicable
    found = list(asked)
    if policy not in ("move", "weights", "total"):
        return found
    groups: dict[str, list[int]] = {}
    for at, one in enumerate(asked):
        block = _block(one)
        if policy != "total" or block in plan.combined:
            groups.setdefault(block if policy == "move" or block in plan.combined else "", []).append(at)
    for block, positions in groups.items():
        waived = [asked[at].outcome == "waived" for at in positions]
        if any(waived) and not (all(waived) and block in plan.combined):
            among = _shared([asked[at] for at in positions], plan.indicator_set)
            for at, one in zip(positions, among, strict=True):
                found[at] = one
    return found


def _block(asked: Asked) -> str:
    return asked.line.code.partition("[")[0]


def _shared(asked: Sequence[Asked], indicator_set: IndicatorSet) -> list[Asked]:
    unused = [at for at, one in enumerate(asked) if one.outcome == "waived"]
    weights = moved([one.line.weight.exact for one in asked], unused, indicator_set.rounded("weight"))
    if weights is None:
        faults = (Fault("weights.nowhere-to", place_of_line(one.line), {"name": one.line.name}) for one in asked)
        return [evolve(one, line=evolve(one.line, absent=fault)) for one, fault in zip(asked, faults, strict=True)]
    return [evolve(one, line=_weighing(one.line, weight)) for one, weight in zip(asked, weights, strict=True)]


def _weighing(line: ScoreLine, weight: Fraction) -> ScoreLine:
    if weight == line.weight.exact:
        return line
    return evolve(line, weight=Figure(weight, "分"), own_weight=line.weight)


def _entry(asked: Asked) -> Entry | None:
    """What is asked of the rule; None where nothing is."""
    if asked.rule is None or asked.outcome != "ask" or asked.line.absent is not None:
        return None
    weight = asked.line.weight.exact
    return Entry(asked.rule, {**asked.facts, "weight": weight}, weight, asked.shown)


def _scored(asked: Asked, settled: Derivation | Absent | None, indicator_set: IndicatorSet) -> ScoreLine:
    """The line with its share, the points after the set's leaf rounding, and what the words are made of."""
    line = asked.line
    if isinstance(settled, Absent):
        return evolve(line, absent=settled.fault(place_of_line(line, "actual")))
    if settled is not None:
        explain = not line.reason and settled.rule.must_explain(settled.facts)
        share = Figure(settled.share, "%")
        return evolve(line, share=share, points=settled.points, derivation=settled, must_explain=explain)
    if line.absent is not None or asked.outcome == "waived":
        return line
    if asked.outcome == "none":
        return evolve(line, policy="none")
    given = Fraction(1 if asked.outcome == "full" else 0)
    points = rounded_points(line.weight.exact * given, indicator_set)
    return evolve(line, share=Figure(given, "%"), points=points, policy=asked.outcome)


def _most(asked: Asked) -> Fraction:
    """The most points that can be had: the weight, or more where the rule says so."""
    return asked.line.weight.exact * max(1, asked.rule.tree.limits[1] if asked.rule is not None else 1)


def rounded_points(exact: Fraction, indicator_set: IndicatorSet) -> Figure:
    """Points after the leaf rounding: from there on they are a decimal with those places."""
    rounding = indicator_set.rounded("leaf")
    return Figure(exact if rounding is None else Fraction(rounding.round(exact)), "分", rounding)
