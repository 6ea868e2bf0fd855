"""The proof that an indicator set is sound, before anything is scored by it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from perfkit.errors import Fault, IndicatorSetError, Place, nearest
from perfkit.formula import formula_name
from perfkit.model import COMPUTED, STAGES, Exact, IndicatorSet, RoundingName, SetIndicator, exact_text
from perfkit.scoring.assumed import misassumed
from perfkit.scoring.constraints import misshapen
from perfkit.scoring.dated import misdated
from perfkit.scoring.how_weighed import unfounded
from perfkit.scoring.plan import CHILDREN, TOTAL, VERDICTS, NodePlan, Plan, RulePlan
from perfkit.scoring.planning import make_plan, place_of
from perfkit.scoring.probing import can_score
from perfkit.scoring.set_names import misnamed

BELOW = frozenset((CHILDREN, "weight"))
"""What a rule that combines is given besides the facts of the project and the shares by code."""


def prove(indicator_set: IndicatorSet) -> None:
    """Refuse, with all faults at once, a set whose weights, codes, grades, rules or formulas do not hold together."""
    place = place_of(indicator_set)
    faults = [
        *_all_weights(indicator_set, place),
        *_codes(indicator_set, place),
        *_nodes(indicator_set.indicators, indicator_set, place.inside("indicators")),
        *_grades(indicator_set, place.inside("grades")),
        *_years(indicator_set, place.inside("fiscal-years")),
        *_policies(indicator_set, place.inside("policies")),
        *_evidence(indicator_set, place.inside("evidence")),
        *unfounded(indicator_set, place.inside("weighting")),
        *misnamed(indicator_set, place),
        *misshapen(indicator_set, place),
        *misassumed(indicator_set, place.inside("assumes")),
        *misdated(indicator_set, place),
    ]
    try:
        plan = make_plan(indicator_set, proving=True)
    except IndicatorSetError as error:
        faults.extend(error.faults)
    else:
        faults.extend(_fitting(plan, place.inside("indicators")))
        faults.extend(_combining(plan, place))
    if faults:
        raise IndicatorSetError(faults)


def _nodes(nodes: Iterable[SetIndicator], indicator_set: IndicatorSet, place: Place) -> Iterator[Fault]:
    """Each node has a weight that points can reach exactly, and either scores or has children."""
    for node in nodes:
        here = place.inside(node.code)
        if node.weight == 0 and indicator_set.gives_points and not _has_case(node.code, indicator_set):
            yield Fault("set.weight-not-positive", here.inside("weight"), {"code": node.code, "found": node.weight})
        yield from _weight(node, node.weight, indicator_set, here.inside("weight"))
        if node.children and (node.accepts or node.measure):
            yield Fault("set.node-children", here, {"code": node.code})
        yield from _nodes(node.children, indicator_set, here)


def _weight(node: SetIndicator, weight: Decimal, indicator_set: IndicatorSet, place: Place) -> Iterator[Fault]:
    """A weight is not below zero, and points can reach it exactly, as those of an indicator and as those of a block."""
    if weight < 0:
        yield Fault("set.weight-not-positive", place, {"code": node.code, "found": weight})
    names: tuple[RoundingName, ...] = ("leaf",) if node.measure else ("leaf", "block")
    places = [indicator_set.rounding[name].places for name in names if too_fine(weight, indicator_set, name)]
    if places:
        yield Fault("set.weight-places", place, {"code": node.code, "found": weight, "places": min(places)})


def _has_case(code: str, indicator_set: IndicatorSet) -> bool:
    """Whether some condition gives the node a weight; one that never has any is a mistake."""
    return any(case.weights.get(code) for case in indicator_set.weight_cases)


def too_fine(weight: Decimal, indicator_set: IndicatorSet, name: RoundingName = "leaf") -> bool:
    """Whether full marks could not be given exactly: rounding them would give more or less than the weight."""
    rounding = indicator_set.rounded(name)
    return rounding is not None and Fraction(rounding.round(Fraction(weight))) != Fraction(weight)


def _years(indicator_set: IndicatorSet, place: Place) -> Iterator[Fault]:
    first, last = indicator_set.first_year, indicator_set.last_year
    if last is not None and last < first:
        yield Fault("set.years", place, {"first": first, "last": last})


def _policies(indicator_set: IndicatorSet, place: Place) -> Iterator[Fault]:
    """Evaluators stand once in the order; weights that move end up where points can reach them."""
    policies, leaf, moved = indicator_set.policies, indicator_set.rounded("leaf"), indicator_set.rounded("weight")
    if COMPUTED not in policies.final or len(set(policies.final)) < len(policies.final):
        yield Fault("set.final", place.inside("final"), {"found": policies.final, "computed": COMPUTED})
    if policies.not_applicable in ("move", "weights") and leaf and (not moved or moved.places > leaf.places):
        arguments = {"policy": policies.not_applicable, "places": leaf.places}
        yield Fault("set.weight-rounding", place.inside("not-applicable"), arguments)


def _evidence(indicator_set: IndicatorSet, place: Place) -> Iterator[Fault]:
    """Shares of evidence are shares, and what is strong enough for one verdict is enough for the next below."""
    strong, fair = indicator_set.evidence.strong, indicator_set.evidence.fair
    for key, share in (("strong", strong), ("fair", fair)):
        if not 0 <= share <= 1:
            yield Fault("set.evidence-share", place.inside(key), {"key": key, "found": exact_text(Fraction(share))})
    if fair > strong:
        arguments = {"fair": exact_text(Fraction(fair)), "strong": exact_text(Fraction(strong))}
        yield Fault("set.evidence-order", place.inside("fair"), arguments)


def _fitting(plan: Plan, place: Place) -> Iterator[Fault]:
    """A rule on a measure asks only for what a measure has, and can give a score at all."""
    for node in plan.nodes:
        if node.rule is None:
            continue
        names = tuple(sorted(node.rule.compiled.facts & {"judged", "baseline", "upper", CHILDREN}))
        arguments = {"code": node.node.code, "rule": node.rule.rule.name, "names": names}
        if names:
            yield Fault("set.rule-does-not-fit", place.inside(node.node.code), arguments)
        elif not node.rule.compiled.fits(node.node.unit):
            wanted = {"wanted": node.rule.compiled.unit, "unit": node.node.unit}
            yield Fault("set.unit-does-not-fit", place.inside(node.node.code).inside("unit"), {**arguments, **wanted})
        elif node.rule.compiled.facts <= {"actual", "target", "weight"} and not can_score(node):
            yield Fault("set.never-scores", place.inside(node.node.code), arguments)


def _combining(plan: Plan, place: Place) -> Iterator[Fault]:
    """A rule that combines asks only for what stands below, and for facts the set declares."""
    known = BELOW | {*STAGES, *plan.indicator_set.needs, *(measure.name for measure in plan.measures)}
    for node in (node for root in plan.roots for node in root.walk()):
        if node.combine is not None:
            here = place.inside("indicators").inside(node.node.code).inside("combine")
            yield from _unknown_below(node.combine, node.node.code, known | _codes_of(node.children), here)
    for key, rule in (("combine", plan.combine), ("grade-by", plan.grade_by)):
        if rule is not None:
            more = {VERDICTS} if rule is plan.grade_by else set()
            given = known - BELOW if plan.gives_no_points else known | _codes_of(plan.roots)
            yield from _unknown_below(rule, key, given | more, place.inside(key))
    if plan.grade_by is not None and plan.grade_by.compiled.tree.gives is None:
        yield Fault("set.grade-by", place.inside("grade-by"), {"rule": plan.grade_by.rule.name})


def _codes_of(nodes: Iterable[NodePlan]) -> set[str]:
    return {formula_name(node.node.code) for node in nodes}


def _unknown_below(rule: RulePlan, code: str, known: Iterable[str], place: Place) -> Iterator[Fault]:
    names = tuple(sorted(rule.compiled.facts - frozenset(known)))
    if names:
        yield Fault("set.combine-does-not-fit", place, {"code": code, "rule": rule.rule.name, "names": names})


def _all_weights(indicator_set: IndicatorSet, place: Place) -> Iterator[Fault]:
    """The weights hold together as they stand, and under every condition that changes them."""
    nodes = {node.code: node for node in indicator_set.nodes()}
    own = {code: Fraction(node.weight) for code, node in nodes.items()}
    yield from _weights_under(own, indicator_set, place.inside("indicators"))
    if too_fine(indicator_set.full_marks, indicator_set, "total"):
        arguments = {"found": indicator_set.full_marks, "places": indicator_set.rounding["total"].places}
        yield Fault("set.weight-places", place.inside("full-marks"), {"code": TOTAL, **arguments})
    for at, case in enumerate(indicator_set.weight_cases, start=1):
        here = place.inside("weight-cases").inside(at).inside("weights")
        for code, weight in case.weights.items():
            if code in nodes:
                yield from _weight(nodes[code], weight, indicator_set, here.inside(code))
            else:
                names = {"code": code, "near": nearest(code, tuple(own)), "known": tuple(own)}
                yield Fault("set.case-code", here.inside(code), names)
        changed = {code: Fraction(weight) for code, weight in case.weights.items()}
        yield from _weights_under({**own, **changed}, indicator_set, here)


def _weights_under(weights: Mapping[str, Fraction], indicator_set: IndicatorSet, place: Place) -> Iterator[Fault]:
    if not indicator_set.combine:
        whole = Fraction(indicator_set.full_marks)
        yield from _siblings(indicator_set.indicators, indicator_set.title.zh, whole, weights, place)
        return
    for node in indicator_set.indicators:
        yield from _inside(node, weights, place)


def _siblings(
    nodes: Sequence[SetIndicator], parent: str, whole: Exact, weights: Mapping[str, Fraction], place: Place
) -> Iterator[Fault]:
    """The weights of siblings add up to the weight of their parent, at every level where points are added up."""
    added = sum((weights[node.code] for node in nodes), Fraction(0))
    if added != whole:
        arguments = {"node": parent, "sum": exact_text(added), "whole": exact_text(whole)}
        yield Fault("set.weights", place, arguments)
    for node in nodes:
        yield from _inside(node, weights, place)


def _inside(node: SetIndicator, weights: Mapping[str, Fraction], place: Place) -> Iterator[Fault]:
    here = place.inside(node.code)
    if node.children and not node.combine:
        yield from _siblings(node.children, node.name, weights[node.code], weights, here)
    else:
        for child in node.children:
            yield from _inside(child, weights, here)


def _codes(indicator_set: IndicatorSet, place: Place) -> Iterator[Fault]:
    """Codes by which amendments name entries are unique in their list; those of nodes in the whole tree."""
    lists = {
        "indicators": [node.code for node in indicator_set.nodes()],
        "weight-cases": [case.code for case in indicator_set.weight_cases],
        "adjustments": [adjustment.code for adjustment in indicator_set.adjustments],
        "outcomes": [outcome.code for outcome in indicator_set.outcomes],
        "deadlines": [deadline.code for deadline in indicator_set.deadlines],
        "constraints": [constraint.code for constraint in indicator_set.constraints],
    }
    for key, codes in lists.items():
        for code, count in Counter(codes).items():
            if count > 1:
                yield Fault("set.code-twice", place.inside(key).inside(code), {"code": code})
    if TOTAL in lists["indicators"]:
        yield Fault("set.code-total", place.inside("indicators").inside(TOTAL), {"code": TOTAL})


def _grades(indicator_set: IndicatorSet, place: Place) -> Iterator[Fault]:
    """Lower bounds fall strictly and end at zero, so that every total has exactly one grade."""
    bands = indicator_set.grades.bands
    for above, band in pairwise(bands):
        if band.lowest >= above.lowest:
            arguments = {"name": band.name, "from": band.lowest, "before": above.name, "above": above.lowest}
            yield Fault("set.grades-order", place.inside(band.name), arguments)
    for name, count in Counter(band.name for band in bands).items():
        if count > 1:
            yield Fault("set.grade-twice", place.inside(name), {"name": name})
    if not bands and not indicator_set.gives_points:
        return
    if not bands:
        yield Fault("set.no-grades", place)
    elif bands[-1].lowest != 0:
        yield Fault("set.grades-lowest", place.inside(bands[-1].name), {"from": bands[-1].lowest})
