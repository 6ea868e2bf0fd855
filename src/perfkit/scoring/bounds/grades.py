"""Which grades were possible: of the points that were, or by the rule of the set that gives them."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise
from typing import cast

from perfkit.formula import NumberSet, possible
from perfkit.model import IndicatorSet
from perfkit.scoring.bounds.shown import Bounds
from perfkit.scoring.bounds.tree import Bounding
from perfkit.scoring.plan import TOTAL, VERDICTS


def possible_grades(bounding: Bounding, total: Bounds) -> Iterator[str]:
    """The grades of one project, in no order: what an adjustment gives goes before the others, the last one first."""
    plan = bounding.plan
    giving = [one for one in plan.adjustments_at(TOTAL) if one.adjustment.grade]
    for adjustment in reversed(giving):
        holds = cast("frozenset[bool]", possible(adjustment.condition, bounding.facts))
        if True in holds or not holds:
            yield adjustment.adjustment.grade
        if holds == {True}:
            return
    if plan.grade_by is None:
        yield from scale_grades(total, plan.indicator_set)
    elif VERDICTS in plan.grade_by.compiled.facts:
        yield from plan.grade_by.rule.gives  # which words the lines may get is not followed up: each is possible
    else:
        weight = Fraction(plan.indicator_set.full_marks)
        facts = {**bounding.facts, **bounding.below(), "weight": weight}
        yield from plan.grade_by.compiled.possible_labels(facts)


def scale_grades(total: Bounds, indicator_set: IndicatorSet) -> Iterator[str]:
    """The bands of the scale that possible totals lie in; exact, or as they are shown, as the set says."""
    points = NumberSet.joined((low.exact, high.exact) for low, high in total.pieces)
    if indicator_set.policies.grade_of == "rounded":
        rounding = total.low.rounding
        points = points if rounding is None else points.image(lambda exact: Fraction(rounding.round(exact)))
    bands = indicator_set.grades.bands
    if points.at_least(Fraction(bands[0].lowest)):
        yield bands[0].name
    for above, band in pairwise(bands):
        within = points.at_least(Fraction(band.lowest)).at_most(Fraction(above.lowest))
        if within.without(Fraction(above.lowest)):
            yield band.name
