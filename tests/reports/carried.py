"""What a form carries of a project, so that two projects can be held against each other."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from perfkit.formula import formula_name
from perfkit.model import Funding, Indicator, Project


def carried(project: Project, unit: str = "", year: int | None = None) -> dict[str, Any]:
    """Everything that is written into a form and read back from it, by key.

    Not carried: evidence, reviews, problems, measures, events, choices, texts of the report, the history of targets,
    where an indicator was taken from, lines of stages without a column, the words of a number, and zeros at its end.
    """
    found: dict[str, Any] = {
        "name": project.name,
        "code": project.code,
        "year": project.year or year,
        "unit": project.unit or unit,
        "goal": project.goal,
        "result": project.result,
        "period": project.period,
        "reasons": {name: text for name, text in project.reasons.items() if text},
        "grounds": {name: text for name, text in project.grounds.items() if text},
        "facts": _facts(project.facts),
        "funding": _funding(project.funding),
    }
    if project.stated is not None:
        points = project.stated.points
        found |= {"points": None if points is None else points.exact, "grade": project.stated.grade}
    for one in _in_order(project.indicators):
        found |= {f"{one.block}/{one.category}/{one.name}/{key}": value for key, value in _indicator(one)}
    return {key: value for key, value in found.items() if value not in (None, "", {}, ())}


def _in_order(indicators: tuple[Indicator, ...]) -> list[Indicator]:
    return sorted(indicators, key=lambda one: (one.block, one.category, one.name))


def _funding(funding: Funding | None) -> dict[str, Any]:
    if funding is None:
        return {}
    lines = {line.source: line.amounts() for line in funding.lines if line.amounts()}
    return {**funding.amounts(), **lines}


def _facts(facts: Any) -> dict[str, Any]:
    return {formula_name(name): fact for name, fact in facts.items()}


def _indicator(one: Indicator) -> Iterator[tuple[str, Any]]:
    target = one.target
    numeric = target is not None and target.value is not None
    yield "weight", one.weight
    yield "target", None if target is None else (target.kind, target.value, target.upper, target.unit, target.strict)
    yield "promised", None if target is None or numeric else target.text
    yield "actual", one.actual
    yield "reached", "" if numeric else one.reached
    yield "judged", one.judged
    yield "reason", one.reason
    yield "rule", one.rule
    yield "points", one.stated_points
    yield "baseline", one.baseline if numeric else None
    yield "facts", _facts(one.facts)
    yield "applicable", one.applicable or None
