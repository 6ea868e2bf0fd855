"""A rule as its author wrote it, and what it made of the facts it was asked with."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from perfkit.errors import FormulaError
from perfkit.formula import Absent, CompiledRule, Facts, Working, constant, parse
from perfkit.model import Rule
from perfkit.scoring.answers.trace_values import number, valued
from perfkit.scoring.derivation import Decision, Derivation
from perfkit.wording import Language


def ruled(rule: Rule | None, parameters: Mapping[str, str], language: Language) -> dict[str, Any] | None:
    """The formulas of a rule; ``parameters`` are those in force, the node's before the rule's own."""
    if rule is None:
        return None
    return {
        "name": rule.name,
        "title": rule.title.worded(language),
        "requires": rule.requires or None,
        "let": [{"name": name, "formula": text} for name, text in rule.let.items()],
        "cases": [{"when": case.when, "share": case.share} for case in rule.cases],
        "otherwise": rule.share or rule.otherwise,
        "limits": list(rule.limits) or ["0", "1"],
        "parameters": [{"name": name, "text": text, "value": _constant(text)} for name, text in parameters.items()],
    }


def _constant(text: str) -> str:
    """The exact value of a parameter, or the word it stands for."""
    try:
        value = constant(parse(text, {}))
    except FormulaError:
        return text
    return text if value is None else str(number(value))


def worked(derivation: Derivation | None) -> dict[str, Any] | None:
    """How a share came about: facts, intermediate values, and the row of the table that gave it."""
    if derivation is None:
        return None
    return _working(derivation.rule, derivation.facts, derivation.shown, derivation.working)


def decided(decision: Decision) -> dict[str, Any] | None:
    """The same for a label, such as a grade."""
    working = decision.rule.work(decision.facts)
    return None if isinstance(working, Absent) else _working(decision.rule, decision.facts, decision.shown, working)


def _working(rule: CompiledRule, facts: Facts, shown: Mapping[str, str], working: Working) -> dict[str, Any]:
    return {
        "asked": [{"name": name, **valued(facts.get(name)), "shown": shown.get(name)} for name in rule.arguments],
        "let": [{"name": name, **valued(value)} for name, value in working.let.items()],
        "row": str(working.case),
        "result": number(working.result) if isinstance(working.result, Fraction) else working.result,
    }
