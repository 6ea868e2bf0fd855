"""What a project is scored from: its amounts, its facts, and the measures that follow from them."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Any

from perfkit.formula import Facts, formula_name
from perfkit.model import Fact, Figure
from perfkit.scoring.answers.sources import FactSources
from perfkit.scoring.answers.trace_values import sources, valued
from perfkit.scoring.explain_facts import assumed
from perfkit.scoring.facts import MONEY_SHOWN_IN, as_value
from perfkit.scoring.result import ProjectResult
from perfkit.scoring.terms import names_in, spelled
from perfkit.wording import Language


def facts(result: ProjectResult, language: Language) -> Iterator[dict[str, Any]]:
    """Amounts in 元, facts of the project, and those that the set assumes of it."""
    funding = result.project.funding
    for stage, amount in (funding.amounts() if funding is not None else {}).items():
        shown = str(Figure(Fraction(amount), MONEY_SHOWN_IN))
        yield {**_fact(result, stage, amount, language), "unit": "元", "shown": shown}
    for name, fact in result.project.facts.items():
        yield _fact(result, name, fact, language)
    for name, fact in assumed(result).items():
        yield {**_fact(result, name, fact, language), "assumed": True}


def _fact(result: ProjectResult, name: str, fact: Fact, language: Language) -> dict[str, Any]:
    declared = result.indicator_set.needs.get(name, "")
    unit = declared.partition(" ")[2] if isinstance(declared, str) else ""
    found = FactSources(result.project, result.indicator_set).named(formula_name(name))
    return {
        "name": formula_name(name),
        "title": result.indicator_set.label(name).worded(language),
        **valued(as_value(fact)),
        "unit": ("元" if declared == "money" else unit) if isinstance(fact, Decimal) else "",
        "shown": None,
        "assumed": False,
        "ground": result.project.grounds.get(name),
        "sources": sources(found, language),
    }


def measures(result: ProjectResult, known: Facts, language: Language) -> Iterator[dict[str, Any]]:
    """The measures of the set over these facts, such as 预算执行率, each with its formula and what it asks for."""
    indicator_set = result.indicator_set
    for name, formula in indicator_set.measures.items():
        found = FactSources(result.project, indicator_set).named(name)
        yield {
            "name": name,
            "title": indicator_set.label(name).worded(language),
            "formula": formula,
            "words": spelled(formula, indicator_set, language),
            "asked": sorted(names_in(formula, indicator_set)),
            **valued(known.get(name)),
            "sources": sources(found, language),
        }
