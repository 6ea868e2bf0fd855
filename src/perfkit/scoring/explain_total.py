"""The total of a project in words: how it came about, whose total counts, and what the unit stated."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from perfkit.scoring.explain_line import explain_reviews
from perfkit.scoring.explain_nodes import explain_changes, explain_node, node_words
from perfkit.scoring.phrases import evaluator, named_rule
from perfkit.wording import Language, say

if TYPE_CHECKING:
    from perfkit.model import Figure
    from perfkit.scoring.bounds.shown import Bounds
    from perfkit.scoring.result import ProjectResult


def explain_total(result: ProjectResult, language: Language) -> Iterator[str]:
    """From the nodes to the grade."""
    yield from explain_whole(result, language, rules=True)
    if result.points is not None and result.by_other:
        yield say("explain.computed-total", language, points=result.points.worded(language))
    elif result.points is not None:
        yield say("explain.total", language, points=result.points.worded(language), grade=result.grade)
    yield from explain_judged(result, language)
    yield from _possible(result, language)
    yield from _stated(result, language)


def explain_whole(result: ProjectResult, language: Language, *, rules: bool = False) -> Iterator[str]:
    """How the total is made of the nodes where it is not just their sum, and its adjustments."""
    whole = result.whole
    if node_words(whole, language):
        yield explain_node(whole, result.indicator_set, language)
        if rules and whole.derivation is not None:
            yield "  " + whole.derivation.ruled(language)
    yield from explain_changes(whole, result.indicator_set, language)


def explain_judged(result: ProjectResult, language: Language) -> Iterator[str]:
    """The rule that gives the grade, where it is not the scale; and the totals of others, where there are any."""
    if result.graded is not None:
        rule = named_rule(result.indicator_set.rules[result.indicator_set.grade_by], language)
        because = result.graded.because(language)
        yield say("explain.graded-by", language, grade=result.grade, because=because, rule=rule)
    elif result.grade and result.points is None and result.indicator_set.policies.points == "none":
        rule = named_rule(result.indicator_set.rules[result.indicator_set.grade_by], language)
        yield say("explain.graded-whatever", language, grade=result.grade, rule=rule)

    yield from explain_reviews(result.project.reviews, result.final_by, result.indicator_set, language)
    points = result.final_points
    if points is not None and result.by_other:
        by = evaluator(result.final_by, result.indicator_set, language)
        yield say("explain.final-total", language, by=by, points=points.worded(language), grade=result.grade)


def _possible(result: ProjectResult, language: Language) -> Iterator[str]:
    if result.bounds is None or result.state == "computed":
        return
    tight = say("explain.tight" if result.bounds.tight else "explain.not-tight", language)
    if len(result.bounds.pieces) > 1:
        yield say("bounds.totals", language, points=result.bounds.words(language), tight=tight)
        return
    low, high = result.bounds.low.worded(language), result.bounds.high.worded(language)
    yield say("explain.bounds", language, low=low, high=high, tight=tight)


def _stated(result: ProjectResult, language: Language) -> Iterator[str]:
    stated = result.stated_points
    if stated is None:
        return
    grade = result.stated_grade or result.indicator_set.grades.grade(stated.exact)
    yield say("explain.stated-total", language, points=stated.worded(language), grade=grade)
    if result.bounds is not None and result.state != "computed" and not result.bounds.hold(stated):
        yield _impossible(result.bounds, stated, language)


def _impossible(bounds: Bounds, stated: Figure, language: Language) -> str:
    gap = bounds.beside(stated)
    if gap is None:
        return say("explain.impossible", language, points=stated.worded(language))
    below, above = (end.worded(language) for end in gap)
    return say("bounds.between", language, points=stated.worded(language), below=below, above=above)
