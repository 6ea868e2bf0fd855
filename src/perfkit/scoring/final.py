"""Whose points count: those that are computed, or those that an evaluator gave beside them 复核."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction

from attrs import evolve

from perfkit.errors import Fault, Place
from perfkit.model import COMPUTED, Figure, Finding, IndicatorSet, Review
from perfkit.scoring.asking import place_of_line
from perfkit.scoring.result import ScoreLine


def final(computed: Figure | None, reviews: Iterable[Review], indicator_set: IndicatorSet) -> tuple[str, Figure | None]:
    """Whose points count, and the points: the first in the set's order who gave any, and the first that he gave."""
    given: dict[str, Figure] = {}
    for review in reviews:
        given.setdefault(review.by, Figure(Fraction(review.points), "分", None, review.origin))
    for by in indicator_set.policies.final:
        points = computed if by == COMPUTED else given.get(by)
        if points is not None:
            return by, points
    return "", None


def with_final(line: ScoreLine, most: Fraction, indicator_set: IndicatorSet) -> ScoreLine:
    """The line with the points that count; absent where an evaluator gave more than can be had, or what does not apply.

    A line without points that is not absent is one whose weight went elsewhere.
    """
    by, points = final(line.points, line.reviews, indicator_set)
    if points is None or by == COMPUTED:
        return evolve(line, final=points, final_by=by)
    place = place_of_line(line)
    if line.points is None and line.absent is None:
        arguments = {"name": line.name, "by": by, "found": points.digits}
        return evolve(line, absent=Fault("review.not-applicable", place, arguments))
    if points.exact > most:
        return evolve(line, absent=too_much(line.name, by, points, most, place))
    return evolve(line, final=points, final_by=by)


def too_much(name: str, by: str, points: Figure, most: Fraction, place: Place) -> Fault:
    """That somebody gave more points than can be had."""
    weight = Figure(most, "分")
    return Fault("review.too-much", place, {"name": name, "by": by, "found": points.digits, "weight": weight.digits})


def unexplained(reviews: Iterable[Review], computed: Figure | None, name: str, place: Place) -> Iterator[Finding]:
    """Points that differ from the computed ones, without a reason."""
    for review in reviews:
        if not review.reason and computed is not None and Fraction(review.points) != computed.exact:
            figures = {"points": Figure(Fraction(review.points), "分"), "computed": computed}
            yield Finding("review.no-reason", "warning", place, figures, {"name": name, "by": review.by})
