"""Whose points count: those that are computed, or those that an evaluator gave beside them 复核."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

from attrs import evolve

from perfkit.errors import Fault, Place
from perfkit.model import COMPUTED, Figure, Finding, IndicatorSet, Named, Review, Title
from perfkit.scoring.asking import place_of_line
from perfkit.scoring.result import ScoreLine


def final(computed: Figure | None, reviews: Iterable[Review], indicator_set: IndicatorSet) -> tuple[str, Figure | None]:
    """Whose points count, and the points: the first in the set's order who gave any."""
    given: dict[str, Figure] = {}
    for review in reviews:
        given.setdefault(review.by, Figure(Fraction(review.points), "分", None, review.origin))
    for by in indicator_set.policies.final:
        points = computed if by == COMPUTED else given.get(by)
        if points is not None:
            return by, points
    return "", None


def with_final(line: ScoreLine, most: Fraction, indicator_set: IndicatorSet) -> ScoreLine:
    """The line with the points that count; absent where what an evaluator gave cannot count.

    A line without points that is not absent is one whose weight went elsewhere.
    """
    by, points = final(line.points, line.reviews, indicator_set)
    if points is None or by == COMPUTED:
        return evolve(line, final=points, final_by=by)
    place, who = place_of_line(line), indicator_set.label(by)
    if line.points is None and line.absent is None:
        arguments = {"name": line.name, "by": who, "found": points.digits}
        return evolve(line, absent=Fault("review.not-applicable", place, arguments))
    given = [review for review in line.reviews if review.by == by]
    fault = refused(given, who, most, line.name, place)
    return evolve(line, final=points, final_by=by) if fault is None else evolve(line, absent=fault)


def refused(given: Sequence[Review], who: Title, most: Fraction, name: str, place: Place) -> Fault | None:
    """Why the points that one evaluator gave cannot count: they are two different ones, or more than can be had."""
    points = [Figure(Fraction(review.points), "分").digits for review in given]
    if len(set(points)) > 1:
        return Fault("review.two-points", place, {"name": name, "by": who, "found": points})
    if given[0].points > most:
        weight = Figure(most, "分").digits
        return Fault("review.too-much", place, {"name": name, "by": who, "found": points[0], "weight": weight})
    return None


def unexplained(
    reviews: Iterable[Review], computed: Figure | None, name: str, place: Place, indicator_set: IndicatorSet
) -> Iterator[Finding]:
    """Points that differ from the computed ones, without a reason."""
    for review in reviews:
        if not review.reason and computed is not None and Fraction(review.points) != computed.exact:
            figures = {"points": Figure(Fraction(review.points), "分"), "computed": computed}
            names: dict[str, Named] = {"name": name, "by": indicator_set.label(review.by)}
            yield Finding("review.no-reason", "warning", place, figures, names)
