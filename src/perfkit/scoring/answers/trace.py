"""A trace: everything from the cells of the unit to the grade, as plain data in a versioned format.

The shape is ``docs/reference/trace.schema.json``. A reader recomputes every line and every total from it, without
perfkit: the points of a line are its weight times its share, rounded as said; those of a node follow from its parts.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from importlib.metadata import version
from typing import Any

from perfkit.formula import Facts
from perfkit.model import Basis, Finding, IndicatorSet, WeightCase
from perfkit.scoring.answers.trace_facts import facts, measures
from perfkit.scoring.answers.trace_lines import line
from perfkit.scoring.answers.trace_nodes import grade, node, total
from perfkit.scoring.answers.trace_values import number
from perfkit.scoring.plan import Plan
from perfkit.scoring.planning import make_plan
from perfkit.scoring.rescoring import known_of
from perfkit.scoring.result import Evaluation, ProjectResult
from perfkit.scoring.terms import spelled_case
from perfkit.wording import Language

FORMAT, VERSION = "perfkit-trace", "1"
"""The name of the format, and its version: a new one where a reader of the old would go wrong."""


def trace(evaluation: Evaluation, key: str | None = None, language: Language = "zh") -> dict[str, Any]:
    """The trace of an evaluation, or of its project ``key`` (code or name) alone; the language changes words only.

    Refuses a key that names no single project with :class:`~perfkit.errors.InputError`.
    """
    results = evaluation.projects if key is None else (evaluation[key],)
    plan = make_plan(evaluation.indicator_set)
    return {
        "format": FORMAT,
        "version": VERSION,
        "perfkit": version("perfkit"),
        "language": language,
        "unit": evaluation.portfolio.unit.name,
        "year": str(evaluation.portfolio.year),
        "indicator_set": _set(evaluation.indicator_set, language),
        "projects": [_project(result, plan, language) for result in results],
    }


def _set(indicator_set: IndicatorSet, language: Language) -> dict[str, Any]:
    return {
        "address": indicator_set.address,
        "title": indicator_set.title.worded(language),
        "digest": indicator_set.digest or None,
        "full_marks": number(Fraction(indicator_set.full_marks)),
        "documents": _documents(indicator_set.basis),
        "layers": [
            {
                "address": layer.address,
                "plugin": layer.plugin,
                "version": layer.version,
                "file": layer.file,
                "documents": _documents(layer.basis),
            }
            for layer in indicator_set.layers
        ],
    }


def _project(result: ProjectResult, plan: Plan, language: Language) -> dict[str, Any]:
    project = result.project
    known: Facts = known_of(project, plan)
    return {
        "code": project.code,
        "name": project.name,
        "state": result.state,
        "origin": project.origin.worded(language) if project.origin else None,
        "facts": list(facts(result, language)),
        "measures": list(measures(result, known, language)),
        "weight_case": _case(result.weight_case, result.indicator_set, language),
        "lines": [line(result, one, language) for one in result.lines],
        "nodes": [node(result, one, language) for one in result.nodes],
        "total": total(result, language),
        "grade": grade(result, language),
        "bounds": _bounds(result),
        "findings": [_finding(one, language) for one in result.findings],
    }


def _case(case: WeightCase | None, indicator_set: IndicatorSet, language: Language) -> dict[str, Any] | None:
    """The condition under which other weights than the set's own hold."""
    if case is None:
        return None
    return {
        "code": case.code,
        "when": case.when,
        "words": spelled_case(case.when, indicator_set, language),
        "weights": [{"code": code, "weight": number(Fraction(weight))} for code, weight in case.weights.items()],
        "reason": case.reason,
        "documents": _documents(case.basis),
    }


def _bounds(result: ProjectResult) -> dict[str, Any] | None:
    bounds = result.bounds
    return None if bounds is None else {"low": number(bounds.low), "high": number(bounds.high), "tight": bounds.tight}


def _documents(basis: Iterable[Basis]) -> list[dict[str, Any]]:
    return [{"document": one.document, "clause": one.clause, "verified": one.verified} for one in basis]


def _finding(finding: Finding, language: Language) -> dict[str, str]:
    return {
        "code": finding.code,
        "severity": finding.severity,
        "where": finding.place.worded(language),
        "message": finding.message(language),
    }
