"""The proof that an indicator set is sound, before anything is scored by it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import pairwise

from perfkit.errors import Fault, IndicatorSetError, Place
from perfkit.model import Exact, IndicatorSet, SetIndicator, exact_text
from perfkit.scoring.plan import make_plan

WHOLE = 100
"""Points that the weights of a set add up to."""


def prove(indicator_set: IndicatorSet) -> None:
    """Refuse, with all faults at once, a set whose weights, codes, grades, rules or formulas do not hold together."""
    place = indicator_set.origin.place if indicator_set.origin else Place(file=indicator_set.address)
    faults = [
        *_weights(indicator_set.indicators, indicator_set.title.zh, Fraction(WHOLE), place.inside("indicators")),
        *_codes(indicator_set, place.inside("indicators")),
        *_grades(indicator_set, place.inside("grades")),
    ]
    try:
        make_plan(indicator_set)
    except IndicatorSetError as error:
        faults.extend(error.faults)
    if faults:
        raise IndicatorSetError(faults)


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
    if bands and bands[-1].lowest != 0:
        yield Fault("set.grades-lowest", place.inside(bands[-1].name), {"from": bands[-1].lowest})
