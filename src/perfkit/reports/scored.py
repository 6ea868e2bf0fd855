"""What counts beside what was computed: weights in use, points of evaluators, adjustments, as templates see them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import TYPE_CHECKING

from perfkit.model import Figure, IndicatorSet, Review
from perfkit.reports.context import AdjustedView, LabelledView, ReviewView
from perfkit.reports.figures import figure_view
from perfkit.scoring.phrases import evaluator
from perfkit.wording import Language, say

if TYPE_CHECKING:
    from perfkit.scoring import ProjectResult, ScoreLine
    from perfkit.scoring.result import Adjusted


def weighed(line: ScoreLine, language: Language) -> LabelledView:
    """The weight that is in use; where it is not the indicator's own, it says why."""
    code = "report.not-scored" if line.waived else "" if line.own_weight is None else "report.weight-moved"
    remark = say(code, language) if code else ""
    return LabelledView(label=say("report.label.weight", language), figure=figure_view(line.weight), remark=remark)


def final_view(line: ScoreLine, indicator_set: IndicatorSet, language: Language) -> LabelledView | None:
    """The points that count; where an evaluator gave them, it says who."""
    if line.final is None:
        return None
    by = evaluator(line.final_by, indicator_set, language)
    remark = say("report.points-by", language, by=by) if line.by_other else ""
    return LabelledView(label=say("report.label.points", language), figure=figure_view(line.final), remark=remark)


def review_views(reviews: Iterable[Review], indicator_set: IndicatorSet, language: Language) -> tuple[ReviewView, ...]:
    """The points that others gave."""
    return tuple(
        ReviewView(
            by=evaluator(one.by, indicator_set, language),
            points=figure_view(Figure(Fraction(one.points), "分")),
            reason=one.reason,
        )
        for one in reviews
    )


def adjusted_views(result: ProjectResult, language: Language) -> tuple[AdjustedView, ...]:
    """The adjustments that took effect, those of nodes first, each with the name of what it changed."""
    return tuple(adjusted_view(one, place, language) for place, one in in_effect(result, language))


def adjusted_view(one: Adjusted, place: str, language: Language) -> AdjustedView:
    """An adjustment that took effect, with the name of what it changed."""
    return AdjustedView(
        title=one.adjustment.title.worded(language),
        place=place,
        before=figure_view(one.before),
        after=figure_view(one.after),
        change=figure_view(changed_by(one)),
        grade=one.adjustment.grade,
        grounds=one.grounds,
        basis=tuple(map(str, one.adjustment.basis)),
    )


def changed_by(one: Adjusted) -> Figure:
    """By how many points an adjustment raised or, negative, lowered what it changed."""
    return Figure(one.after.exact - one.before.exact, "分", one.after.rounding)


def in_effect(result: ProjectResult, language: Language) -> Iterator[tuple[str, Adjusted]]:
    """Each adjustment that took effect, with the name of what it changed; those of nodes first."""
    for node in (node for root in result.nodes for node in root.walk()):
        yield from ((node.name, one) for one in node.adjusted)
    yield from ((say("report.label.total", language), one) for one in result.adjusted)
