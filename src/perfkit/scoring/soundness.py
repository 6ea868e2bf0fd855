"""The proof that an indicator set is sound, before anything is scored by it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from perfkit.errors import Fault, IndicatorSetError, Place
from perfkit.model import Exact, IndicatorSet, SetIndicator, exact_text
from perfkit.scoring.bounds import can_score
from perfkit.scoring.plan import Plan, make_plan

WHOLE = 100
"""Points that the weights of a set add up to."""


def prove(indicator_set: IndicatorSet) -> None:
    """Refuse, with all faults at once, a set whose weights, codes, grades, rules or formulas do not hold together."""
    place = indicator_set.origin.place if indicator_set.origin else Place(file=indicator_set.address)
    faults = [
        *_weights(indicator_set.indicators, indicator_set.title.zh, Fraction(WHOLE), place.inside("indicators")),
        *_codes(indicator_set, place.inside("indicators")),
        *_nodes(indicator_set.indicators, indicator_set, place.inside("indicators")),
        *_grades(indicator_set, place.inside("grades")),
        *_years(indicator_set, place.inside("fiscal-years")),
    ]
    try:
        plan = make_plan(indicator_set)
    except IndicatorSetError as error:
        faults.extend(error.faults)
    else:
        faults.extend(_fitting(plan, place.inside("indicators")))
    if faults:
        raise IndicatorSetError(faults)


def _nodes(nodes: Iterable[SetIndicator], indicator_set: IndicatorSet, place: Place) -> Iterator[Fault]:
    """Each node has a weight that points can reach exactly, and either scores or has children."""
    for node in nodes:
        here = place.inside(node.code)
        if node.weight <= 0:
            yield Fault("set.weight-not-positive", here.inside("weight"), {"code": node.code, "found": node.weight})
        if too_fine(node.weight, indicator_set):
            places = indicator_set.rounding["leaf"].places
            arguments = {"code": node.code, "found": node.weight, "places": places}
            yield Fault("set.weight-places", here.inside("weight"), arguments)
        if node.children and (node.accepts or node.measure):
            yield Fault("set.node-children", here, {"code": node.code})
        yield from _nodes(node.children, indicator_set, here)


def too_fine(weight: Decimal, indicator_set: IndicatorSet) -> bool:
    """Whether full marks could not be given exactly: rounding them would give more or less than the weight."""
    rounding = indicator_set.rounded("leaf")
    return rounding is not None and Fraction(rounding.round(Fraction(weight))) != Fraction(weight)


def _years(indicator_set: IndicatorSet, place: Place) -> Iterator[Fault]:
    first, last = indicator_set.first_year, indicator_set.last_year
    if last is not None and last < first:
        yield Fault("set.years", place, {"first": first, "last": last})


def _fitting(plan: Plan, place: Place) -> Iterator[Fault]:
    """A rule on a measure asks only for what a measure has, and can give a score at all."""
    for node in plan.nodes:
        if node.rule is None:
            continue
        names = tuple(sorted(node.rule.compiled.facts & {"judged", "baseline"}))
        arguments = {"code": node.node.code, "rule": node.rule.rule.name, "names": names}
        if names:
            yield Fault("set.rule-does-not-fit", place.inside(node.node.code), arguments)
        elif node.rule.compiled.facts <= {"actual", "target", "weight"} and not can_score(node):
            yield Fault("set.never-scores", place.inside(node.node.code), arguments)


def _weights(nodes: Sequence[SetIndicator], parent: str, whole: Exact, place: Place) -> Iterator[Fault]:
    """The weights of siblings add up to the weight of their parent, at every level."""
    added = sum((Fraction(node.weight) for node in nodes), Fraction(0))
    if added != whole:
        arguments = {"node": parent, "sum": exact_text(added), "whole": exact_text(whole)}
        yield Fault("set.weights", place, arguments)
    for node in nodes:
        if node.children:
            yield from _weights(node.children, node.name, Fraction(node.weight), place.inside(node.code))


def _codes(indicator_set: IndicatorSet, place: Place) -> Iterator[Fault]:
    for code, count in Counter(_all_codes(indicator_set.indicators)).items():
        if count > 1:
            yield Fault("set.code-twice", place.inside(code), {"code": code})


def _all_codes(nodes: Iterable[SetIndicator]) -> Iterator[str]:
    for node in nodes:
        yield node.code
        yield from _all_codes(node.children)


def _grades(indicator_set: IndicatorSet, place: Place) -> Iterator[Fault]:
    """Lower bounds fall strictly and end at zero, so that every total has exactly one grade."""
    bands = indicator_set.grades.bands
    for above, band in pairwise(bands):
        if band.lowest >= above.lowest:
            arguments = {"name": band.name, "from": band.lowest, "above": above.lowest}
            yield Fault("set.grades-order", place.inside(band.name), arguments)
    for name, count in Counter(band.name for band in bands).items():
        if count > 1:
            yield Fault("set.grade-twice", place.inside(name), {"name": name})
    if not bands:
        yield Fault("set.no-grades", place)
    elif bands[-1].lowest != 0:
        yield Fault("set.grades-lowest", place.inside(bands[-1].name), {"from": bands[-1].lowest})
