"""What a project is scored from, in words: money and rates, what the set assumes of it, the weights that hold."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from attrs import evolve

from perfkit.formula import formula_name
from perfkit.model import Fact, Figure, IndicatorSet, readable, trimmed
from perfkit.scoring.derivation import rounding_words
from perfkit.scoring.facts import MONEY_SHOWN_IN
from perfkit.scoring.phrases import bracketed, changed, documents, joined
from perfkit.scoring.terms import labels_of, names_in, spelled, spelled_case
from perfkit.wording import Language, say

if TYPE_CHECKING:
    from perfkit.scoring.result import ProjectResult


def explain_money(result: ProjectResult, language: Language) -> Iterator[str]:
    """Every amount with its origin, and the rates that follow."""
    funding = result.project.funding
    if funding is None:
        yield say("explain.no-funding", language)
    else:
        for stage, amount in funding.amounts().items():
            from_where = (
                evolve(funding.origin, place=funding.origin.at(stage)).worded(language) if funding.origin else ""
            )
            yield say(
                "explain.amount",
                language,
                stage=result.indicator_set.label(stage).worded(language),
                amount=Figure(Fraction(amount), MONEY_SHOWN_IN),
                origin=bracketed(from_where, language),
            )
    yield from _rate(result, "execution_rate", result.execution_rate, language)
    yield from _rate(result, "receipt_rate", result.receipt_rate, language)


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
        formula=spelled(formula, result.indicator_set, language),
        rate=rate,
        exact=readable(rate.scaled),
        rounding=rounding_words(rate.rounding, language),
        places=rate.rounding.places if rate.rounding else 0,
        changed=_stand_in(result, formula, language) + changed(result.indicator_set, f"measures.{name}", language),
    )


def _stand_in(result: ProjectResult, formula: str, language: Language) -> str:
    """That another stage stands in for a missing 全年预算数, where the rate rests on it."""
    stand_in, funding = result.indicator_set.policies.missing_budget, result.project.funding
    missing = funding is not None and funding.budget is None
    if not (stand_in and missing and "budget" in names_in(formula, result.indicator_set)):
        return ""
    label = result.indicator_set.label
    return say(
        "explain.stand-in", language, missing=label("budget").worded(language), taken=label(stand_in).worded(language)
    )


def explain_given(result: ProjectResult, language: Language) -> Iterator[str]:
    """The facts that plugins gave, each with the plugin, its version and the line of the hook."""
    for name, origin in result.project.fact_origins.items():
        value = fact_value(name, result.project.facts[name], result.indicator_set, language)
        where = origin.worded(language)
        yield say("explain.given", language, fact=fact_title(name, result, language), value=value, where=where)


def explain_grounds(result: ProjectResult, language: Language) -> Iterator[str]:
    """The facts that people decided, each with its ground."""
    project = result.project
    for name in result.indicator_set.grounds:
        if name in project.facts:
            value = fact_value(name, project.facts[name], result.indicator_set, language)
            ground = project.grounds.get(name, "")
            because = say("explain.decided-ground", language, ground=ground) if ground else ""
            yield say("explain.decided", language, fact=fact_title(name, result, language), value=value, ground=because)


def fact_title(name: str, result: ProjectResult, language: Language) -> str:
    """The printed name of a fact, or its own."""
    labels = labels_of(result.indicator_set)
    return labels[formula_name(name)].worded(language) if formula_name(name) in labels else name


def explain_assumed(result: ProjectResult, language: Language) -> Iterator[str]:
    """The facts that the project does not state, and that the set takes to be so."""
    taken = assumed(result)
    if taken:
        said = [
            say(
                "explain.assumed-fact",
                language,
                fact=fact_title(name, result, language),
                value=fact_value(name, fact, result.indicator_set, language),
            )
            for name, fact in taken.items()
        ]
        yield say("explain.assumed", language, facts=said)


def assumed(result: ProjectResult) -> dict[str, Fact]:
    """The facts of the set that hold because nobody gives one of that name, or should have."""
    stated = {formula_name(name) for name in (*result.project.facts, *result.project.withheld)}
    return {name: fact for name, fact in result.indicator_set.assumes.items() if formula_name(name) not in stated}


def fact_value(name: str, fact: Fact, indicator_set: IndicatorSet, language: Language) -> str:
    """A fact as a reader sees it: money in 万元, a number with the unit that the set declares."""
    if isinstance(fact, bool):
        return say("explain.true" if fact else "explain.false", language)
    if isinstance(fact, tuple):
        return say("explain.records", language, count=len(fact))
    if isinstance(fact, str):
        return fact
    return _number(fact, str(indicator_set.needs.get(name, "")))


def _number(number: Decimal, kind: str) -> str:
    if kind == "money":
        return str(Figure(Fraction(number), MONEY_SHOWN_IN))
    return f"{trimmed(number)} {kind.partition(' ')[2]}".rstrip()


def explain_weights(result: ProjectResult, language: Language) -> Iterator[str]:
    """The condition under which other weights than the set's own hold, and which."""
    case = result.weight_case
    if case is None:
        return
    nodes = [(result.indicator_set.node(code), weight) for code, weight in case.weights.items()]
    weights = tuple(
        say("explain.case-weight", language, name=node.name, weight=readable(Fraction(weight)))
        for node, weight in nodes
        if node is not None
    )
    parts = [
        say("explain.weights", language, weights=weights),
        say("explain.when", language, condition=spelled_case(case.when, result.indicator_set, language)),
        say("explain.reason", language, reason=case.reason) if case.reason else "",
    ]
    yield joined(parts, language) + documents(case.basis, language)
