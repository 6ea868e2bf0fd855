"""The ledger of lost points in words: what was lost in all, why each part was, and what cannot be said."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction

from perfkit.model import STAGES, Figure, Finding, Review, readable
from perfkit.scoring.answers.line_causes import is_money, measured_from, unmet_of
from perfkit.scoring.answers.loss import Loss
from perfkit.scoring.derivation import rounding_words
from perfkit.scoring.explain_nodes import combining_rule, explain_adjusted, node_words
from perfkit.scoring.facts import MONEY_SHOWN_IN
from perfkit.scoring.phrases import bracketed, evaluator, joined, named_rule
from perfkit.scoring.result import Adjusted, NodeResult, ProjectResult, ScoreLine
from perfkit.wording import Language, say


def ledger_words(
    result: ProjectResult,
    entries: Iterable[tuple[Loss, Figure | None]],
    unplaced: Figure | None,
    unknown: Iterable[Finding],
    language: Language,
) -> Iterator[str]:
    """The whole ledger, a sentence a line; each entry comes with its share of all that was lost."""
    known = Fraction(0)
    yield _in_all(result, language)
    for entry, share in entries:
        known += entry.lost.exact
        yield loss_words(entry, share, result, language)
    if unplaced is not None and unplaced.exact > 0:
        yield say("lost.unplaced", language, points=readable(unplaced.exact))
    elif unplaced is not None and unplaced.exact < 0:
        lost = readable(known + unplaced.exact)
        yield say("lost.contradicted", language, known=readable(known), lost=lost)
    for finding in unknown:
        yield say("lost.open", language, fault=finding.worded(language))


def _in_all(result: ProjectResult, language: Language) -> str:
    total, weight = result.final_points, Fraction(result.indicator_set.full_marks)
    if total is None:
        return joined([say("lost.no-total", language), _span(result, weight, language)], language)
    lost, points = weight - total.exact, {"weight": readable(weight), "points": total.digits}
    if lost < 0:
        said = say("lost.beyond", language, **points, more=readable(-lost))
    elif lost == 0:
        said = say("lost.nothing", language, **points)
    else:
        said = say("lost.all", language, **points, lost=readable(lost))
    if result.points is not None:
        return said
    if result.by_other:
        return say("lost.given", language, by=evaluator(result.final_by, result.indicator_set, language), said=said)
    return say("lost.stated", language, said=said)


def _span(result: ProjectResult, full: Fraction, language: Language) -> str:
    """How much may be lost, by the totals that were possible."""
    if result.bounds is None:
        return ""
    low, high = result.bounds.low, result.bounds.high
    return say(
        "lost.span",
        language,
        low=low.worded(language),
        high=high.worded(language),
        least=readable(full - high.exact),
        most=readable(full - low.exact),
    )


def loss_words(entry: Loss, share: Figure | None, result: ProjectResult, language: Language) -> str:
    """One entry: how much, of which class, why, and what would have earned full marks where the rule knows it."""
    cause = say(f"lost.{entry.cause}", language)
    if share is not None:
        cause = say(
            "lost.share", language, cause=cause, share=str(share) if share.rounding else f"{readable(share.scaled)}%"
        )
    reason = say("lost.reason", language, reason=entry.reason) if entry.reason else ""
    return say(
        "lost.gain" if entry.lost.exact < 0 else "lost.entry",
        language,
        name=entry.named(language),
        lost=readable(abs(entry.lost.exact)),
        cause=cause,
        because=joined([*_because(entry, result, language), reason], language),
    )


def _because(entry: Loss, result: ProjectResult, language: Language) -> Iterator[str]:
    match entry.source:
        case ScoreLine():
            yield from _line(entry, entry.source, result, language)
        case Review():
            yield _reviewed(entry.source, entry.before, result, language)
        case Adjusted():
            yield from explain_adjusted([entry.source], result.indicator_set, language)
        case NodeResult():
            yield from _node(entry, entry.source, result, language)


def _node(entry: Loss, node: NodeResult, result: ProjectResult, language: Language) -> Iterator[str]:
    before = Fraction(0) if entry.before is None else entry.before.exact
    figures = {"before": readable(before), "points": readable(entry.points.exact)}
    if entry.cause == "rounding":
        rounding = None if node.points is None else node.points.rounding
        yield say("lost.rounded", language, **figures, rounding=rounding_words(rounding, language))
        return
    rule = named_rule(combining_rule(entry.code, result.indicator_set), language)
    if rule:
        yield say("lost.combined", language, **figures)
    yield node_words(node, language)
    if rule:
        yield say("explain.combined-by", language, rule=rule)


def _line(entry: Loss, line: ScoreLine, result: ProjectResult, language: Language) -> Iterator[str]:
    if entry.cause == "judgement" and line.by_other and line.final != line.points:
        review = next(one for one in line.reviews if one.by == line.final_by)
        yield _reviewed(review, line.points, result, language)
    elif line.derivation is None:
        yield line.words(language)
    elif is_money(line, result.indicator_set) and measured_from(line, result.indicator_set):
        yield from money_words(line, result, language)
        if _full_at_target(line):
            yield say("lost.full-at", language, target=line.target)
    elif entry.cause == "target" and line.actual and line.target:
        yield say("lost.number", language, actual=line.actual, target=line.target)
        if _full_at_target(line):
            yield say("lost.full-at-target", language)
    elif line.derivation.rule.facts == {"judged"}:
        yield say("lost.judged", language, share=line.derivation.shown["judged"])
    else:
        yield line.words(language)
        if entry.cause == "missing":
            names = tuple(str(record.get("name", "—")) for record in unmet_of(line.derivation))
            yield say("lost.unproved", language, names=names)


def money_words(line: ScoreLine, result: ProjectResult, language: Language) -> Iterator[str]:
    """The amounts that the measure follows from, as given or as another stage stands in for them, and the measure."""
    indicator_set, funding = result.indicator_set, result.project.funding
    for stage in (stage for stage in STAGES if stage in measured_from(line, indicator_set)):
        amount = indicator_set.amount(funding, stage)
        if amount is not None:
            given = funding is not None and funding.amount(stage) is not None
            label = indicator_set.label(stage if given else indicator_set.policies.missing_budget)
            shown = Figure(Fraction(amount), MONEY_SHOWN_IN)
            yield say("lost.amount", language, stage=label.worded(language), amount=shown)
    if line.actual:
        yield say("lost.measured", language, name=line.name, actual=line.actual)


def _full_at_target(line: ScoreLine) -> bool:
    """Whether the rule, asked once more, gives full marks for the target."""
    derivation = line.derivation
    if derivation is None or not {"actual", "target"} <= derivation.rule.facts:
        return False
    return derivation.rule.share({**derivation.facts, "actual": derivation.facts["target"]}) == 1


def _reviewed(review: Review, computed: Figure | None, result: ProjectResult, language: Language) -> str:
    by = evaluator(review.by, result.indicator_set, language)
    points = Figure(Fraction(review.points)).digits
    known = "lost.review" if computed is not None else "lost.review-alone"
    digits = "" if computed is None else computed.digits
    return say(known, language, by=by, points=points, computed=digits) + bracketed(review.reason, language)
