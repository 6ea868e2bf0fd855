"""One scored indicator in words: its derivation, weight that moved, and the points that others gave."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import TYPE_CHECKING

from perfkit.model import Figure, IndicatorSet, Review, TargetChange, readable
from perfkit.scoring.phrases import bracketed, evaluator, joined, named_rule
from perfkit.wording import Language, say

if TYPE_CHECKING:
    from perfkit.scoring.result import ScoreLine


def line_words(line: ScoreLine, language: Language) -> str:
    """How the points of a line came about: by its rule, by a policy of the set, or not at all, as it does not apply."""
    if line.derivation is not None:
        return line.derivation.worded(language)
    if line.policy == "none":
        judged = say("line.only-judged", language, actual=line.actual or "—", target=line.target or "—")
        return judged if line.applicable else _why(line, language)
    if line.policy:
        points = "" if line.points is None else line.points.digits
        return say(f"line.policy-{line.policy}", language, reason=_why(line, language), points=points)
    if not line.waived:
        return ""
    moved = "" if line.own_weight is None else say("line.moved-away", language, weight=line.own_weight.digits)
    return joined([say("line.waived", language, reason=_why(line, language)), moved], language)


def _why(line: ScoreLine, language: Language) -> str:
    """Why the rule was not asked: the indicator does not apply, or something that the rule needs is not there."""
    of_set = "[" not in line.code
    if not line.applicable:
        reason = say("line.zero-divisor", language) if of_set else line.reason
        return say("line.not-applicable", language) + bracketed(reason, language)
    if not of_set:
        return say("line.no-actual", language)
    return say("line.no-measure" if line.policy == "zero" else "line.zero-divisor", language)


def explain_line(line: ScoreLine, indicator_set: IndicatorSet, language: Language) -> Iterator[str]:
    """A line for the indicator, and below it what has to be known besides."""
    where = " · ".join(dict.fromkeys(part for part in (line.block, line.category, line.name) if part))
    origin = bracketed(line.origin.worded(language) if line.origin else "", language)
    if line.absent is not None:
        yield say("explain.line-absent", language, where=where, reason=line.absent.worded(language))
    elif line.derivation is None:
        yield say("explain.line-unasked", language, where=where, words=line.words(language), origin=origin)
    else:
        yield say(
            "explain.line",
            language,
            where=where,
            derivation=line.words(language),
            rule=named_rule(line.rule, language),
            origin=origin,
        )
    yield from (f"  {remark}" for remark in line_remarks(line, indicator_set, language))
    if line.stated_points is not None and line.points is not None and line.stated_points.exact != line.points.exact:
        yield "  " + say("explain.line-stated", language, stated=line.stated_points.worded(language))


def line_remarks(line: ScoreLine, indicator_set: IndicatorSet, language: Language) -> Iterator[str]:
    """What is told about a line besides: adjustments of its target, its verdict, weight that moved, others' points."""
    for change in line.changes:
        yield target_change_words(change, language)
    if line.judged is not None:
        yield say("explain.verdict", language, verdict=line.verdict, because=line.judged.because(language))
    if line.own_weight is not None and not line.waived:
        weights = {"weight": readable(line.weight.exact), "own": readable(line.own_weight.exact)}
        yield say("explain.weight-moved", language, **weights)
    yield from explain_reviews(line.reviews, line.final_by, indicator_set, language)


def target_change_words(change: TargetChange, language: Language) -> str:
    """A target that took the place of another one: which, when, by which document, and why."""
    parts = [
        say("explain.target-changed", language, was=change.was, on=change.on.isoformat(), target=change.target),
        say("explain.reason", language, reason=change.reason) if change.reason else "",
    ]
    return joined(parts, language) + bracketed(change.document, language)


def explain_reviews(
    reviews: Iterable[Review], final_by: str, indicator_set: IndicatorSet, language: Language
) -> Iterator[str]:
    """The points that others gave, each with the reason, and whose count."""
    for review in reviews:
        parts = [
            Figure(Fraction(review.points), "分").worded(language),
            say("explain.reason", language, reason=review.reason) if review.reason else "",
            _counting(review.by, final_by, indicator_set, language),
        ]
        by = evaluator(review.by, indicator_set, language)
        yield say("explain.review", language, by=by, said=joined(parts, language))


def _counting(by: str, final_by: str, indicator_set: IndicatorSet, language: Language) -> str:
    if by == final_by:
        return say("explain.review-counts", language)
    if not final_by:
        return ""
    return say("explain.other-counts", language, by=evaluator(final_by, indicator_set, language))
