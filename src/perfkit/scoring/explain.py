"""One project's figures in words: each with its rule, the document behind it and where it was read."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING

from perfkit.formula import parse, words
from perfkit.model import STAGES, Basis, Figure, IndicatorSet, Rule, readable
from perfkit.scoring.derivation import rounding_words
from perfkit.scoring.facts import MONEY_SHOWN_IN
from perfkit.wording import Language, say

if TYPE_CHECKING:
    from perfkit.scoring.result import ProjectResult, ScoreLine


def explain(result: ProjectResult, language: Language) -> str:
    """Everything there is to say about one result, a line for each figure."""
    return "\n".join(_lines(result, language))


def _lines(result: ProjectResult, language: Language) -> Iterator[str]:
    project = result.project
    yield project.name + bracketed(project.code or "", language)
    yield say("explain.set", language, title=result.indicator_set.title.worded(language), set=_set(result, language))
    yield say(f"explain.{result.state}", language)
    yield from _money(result, language)
    yield from _rate(result, "execution_rate", result.execution_rate, language)
    yield from _rate(result, "receipt_rate", result.receipt_rate, language)
    for line in result.lines:
        yield from _line(line, language)
    yield from _total(result, language)
    for finding in result.findings:
        yield "! " + finding.worded(language)


def bracketed(text: str, language: Language) -> str:
    """A remark in the brackets of its language; nothing for no remark."""
    brackets = "（{}）" if language == "zh" else " ({})"
    return brackets.format(text) if text else ""


def _set(result: ProjectResult, language: Language) -> str:
    documents = _documents(result.indicator_set.basis, language)
    return f"{result.indicator_set.address}{documents}"


def _documents(basis: tuple[Basis, ...], language: Language) -> str:
    """The documents behind a rule, each marked as verified or not."""
    said = [
        f"{document}{say('explain.verified' if document.verified else 'explain.unverified', language)}"
        for document in basis
    ]
    return bracketed(("；" if language == "zh" else "; ").join(said), language)


def _money(result: ProjectResult, language: Language) -> Iterator[str]:
    funding = result.project.funding
    if funding is None:
        yield say("explain.no-funding", language)
        return
    for stage, amount in funding.amounts().items():
        from_where = funding.origin.worded(language) if funding.origin else ""
        yield say(
            "explain.amount",
            language,
            stage=result.indicator_set.label(stage).worded(language),
            amount=Figure(Fraction(amount), MONEY_SHOWN_IN),
            origin=bracketed(from_where, language),
        )


def _rate(result: ProjectResult, name: str, rate: Figure | None, language: Language) -> Iterator[str]:
    """A rate with the formula it follows from, its exact value and its rounding."""
    formula = result.indicator_set.measures.get(name)
    if formula is None or rate is None:
        return
    label = result.indicator_set.label(name).worded(language)
    exactly = rate.rounding is None or rate.shown == rate.scaled
    key = "explain.rate" if exactly else "explain.rounded-rate"
    yield say(
        key,
        language,
        label=label,
        formula=_spelled(formula, result.indicator_set, language),
        rate=rate,
        exact=readable(rate.scaled),
        rounding=rounding_words(rate.rounding, language),
        places=rate.rounding.places if rate.rounding else 0,
        changed=_stand_in(result, formula, language) + _changed(result.indicator_set, f"measures.{name}", language),
    )


def _spelled(formula: str, indicator_set: IndicatorSet, language: Language) -> str:
    known = [*STAGES, *indicator_set.measures]
    labels = {name: indicator_set.label(name).worded(language) for name in known}
    return words(parse(formula, dict.fromkeys(known, "number")), language, labels)


def _stand_in(result: ProjectResult, formula: str, language: Language) -> str:
    """That another stage stands in for a missing 全年预算数, where the rate rests on it."""
    stand_in, funding = result.indicator_set.policies.missing_budget, result.project.funding
    if not stand_in or funding is None or funding.budget is not None or "budget" not in formula:
        return ""
    label = result.indicator_set.label
    return say(
        "explain.stand-in", language, missing=label("budget").worded(language), taken=label(stand_in).worded(language)
    )


def _changed(indicator_set: IndicatorSet, path: str, language: Language) -> str:
    """By which amendment a figure differs from the base, and why."""
    changes = [change for change in indicator_set.changes if change.at == path]
    return "".join(say("explain.changed", language, by=change.by, reason=change.reason) for change in changes)


def _line(line: ScoreLine, language: Language) -> Iterator[str]:
    where = " · ".join(dict.fromkeys(part for part in (line.block, line.category, line.name) if part))
    if line.absent is not None:
        yield say("explain.line-absent", language, where=where, reason=line.absent.worded(language))
        return
    origin = line.origin.worded(language) if line.origin else ""
    yield say(
        "explain.line",
        language,
        where=where,
        derivation=line.words(language),
        rule=_rule(line.rule, language),
        origin=bracketed(origin, language),
    )
    if line.stated_points is not None and line.points is not None and line.stated_points.exact != line.points.exact:
        yield "  " + say("explain.line-stated", language, stated=line.stated_points.worded(language))


def _rule(rule: Rule | None, language: Language) -> str:
    if rule is None:
        return ""
    return f"{rule.title.worded(language)} [{rule.name}]{_documents(rule.basis, language)}"


def _total(result: ProjectResult, language: Language) -> Iterator[str]:
    if result.points is not None:
        yield say("explain.total", language, points=result.points.worded(language), grade=result.grade)
    if result.bounds is not None and result.state != "computed":
        tight = say("explain.tight" if result.bounds.tight else "explain.not-tight", language)
        yield say(
            "explain.bounds",
            language,
            low=result.bounds.low.worded(language),
            high=result.bounds.high.worded(language),
            tight=tight,
        )
    if result.stated_points is not None:
        grade = result.stated_grade or result.grade
        yield say("explain.stated-total", language, points=result.stated_points.worded(language), grade=grade)
        impossible = result.bounds is not None and not result.bounds.hold(result.stated_points)
        if impossible and result.state != "computed":
            yield say("explain.impossible", language, points=result.stated_points.worded(language))
