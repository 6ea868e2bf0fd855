"""The nodes of a trace, up to the total and its grade."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise
from typing import Any

from perfkit.model import Figure, GradeBand
from perfkit.scoring.answers.node_sources import NodeSources, rounding_of
from perfkit.scoring.answers.trace_lines import reviews
from perfkit.scoring.answers.trace_values import number, reason, rounding_step, sources
from perfkit.scoring.answers.trace_working import decided, ruled, worked
from perfkit.scoring.explain_nodes import combining_rule, node_words
from perfkit.scoring.result import Adjusted, NodeResult, ProjectResult
from perfkit.scoring.terms import spelled
from perfkit.wording import Language


def node(result: ProjectResult, one: NodeResult, language: Language) -> dict[str, Any]:
    """A node with all below it: its parts, how they became one, what was adjusted, and the rounding."""
    return {
        "name": one.name,
        **_whole(result, one, language),
        "absent": reason(one.absent, language),
        "nodes": [node(result, child, language) for child in one.children],
    }


def total(result: ProjectResult, language: Language) -> dict[str, Any]:
    """The total, over the nodes, and whose total counts."""
    return {
        **_whole(result, result.whole, language),
        "stated_points": number(result.stated_points),
        "reviews": reviews(result.project.reviews),
        "final_points": number(result.final_points),
        "final_by": result.final_by or None,
    }


def _whole(result: ProjectResult, one: NodeResult, language: Language) -> dict[str, Any]:
    indicator_set, name = result.indicator_set, rounding_of(one, result)
    rule = combining_rule(one.code, indicator_set)
    exact = _exact(one)
    behind = NodeSources(result, one)
    return {
        "code": one.code,
        "weight": number(one.weight),
        "parts": [
            {"code": code, "weight": number(weight), "points": number(points)} for code, weight, points in _counted(one)
        ],
        "rule": ruled(rule, rule.parameters if rule is not None else {}, language),
        "working": worked(one.derivation),
        "worked": number(exact),
        "adjusted": [_adjusted(taken, result, language) for taken in one.adjusted],
        "rounding": None if one.points is None else rounding_step(indicator_set.rounded(name), name),
        "points": number(one.points),
        "words": node_words(one, language),
        "sources": sources((*behind.weight(), *behind.points()), language),
    }


def _counted(one: NodeResult) -> Iterator[tuple[str, Figure, Figure | None]]:
    """Code, weight and points of everything directly below that counts."""
    yield from ((line.code, line.weight, line.final) for line in one.lines if not line.waived)
    yield from ((child.code, child.weight, child.points) for child in one.children)


def _exact(one: NodeResult) -> Fraction | None:
    """The points before adjustments and rounding; None where there are none. A node without weight has none to give."""
    if one.points is None:
        return None
    if one.adjusted:
        return one.adjusted[0].before.exact
    if one.derivation is not None:
        return one.derivation.share * one.weight.exact
    counted = [(weight, points) for _, weight, points in _counted(one) if points is not None]
    whole = sum((weight.exact for weight, _ in counted), Fraction(0))
    return sum((points.exact for _, points in counted), Fraction(0)) / whole * one.weight.exact if whole else whole


def _adjusted(one: Adjusted, result: ProjectResult, language: Language) -> dict[str, Any]:
    adjustment = one.adjustment
    return {
        "code": adjustment.code,
        "title": adjustment.title.worded(language),
        "when": adjustment.when,
        "words": spelled(adjustment.when, result.indicator_set, language),
        "formula": adjustment.points or None,
        "before": number(one.before),
        "after": number(one.after),
        "grade": adjustment.grade or None,
        "grounds": list(one.grounds),
    }


def grade(result: ProjectResult, language: Language) -> dict[str, Any]:
    """The grade, by whom it was given, and where the points lie on the scale."""
    bands = result.indicator_set.grades.bands
    by = _graded_by(result)
    band = next((one for one in bands if by == "scale" and one.name == result.grade), None)
    above = next((higher for higher, one in pairwise(bands) if one is band), None)
    return {
        "name": result.grade or None,
        "by": by,
        "points": number(_graded(result.final_points, result)),
        "band": _band(band),
        "above": _band(above),
        "working": None if result.graded is None else decided(result.graded),
        "stated": result.stated_grade or None,
        "sources": sources(NodeSources(result, result.whole).grade(), language),
    }


def _graded_by(result: ProjectResult) -> str | None:
    if not result.grade:
        return None
    if result.nodes and any(one.adjustment.grade for one in result.adjusted):
        return "adjustment"
    return "scale" if result.graded is None else "rule"


def _graded(points: Figure | None, result: ProjectResult) -> Fraction | None:
    """The total as it is held against the scale: exact, or as printed, as the set says."""
    if points is None:
        return None
    shown = points.shown if result.indicator_set.policies.grade_of == "rounded" else None
    return points.exact if shown is None else Fraction(shown)


def _band(band: GradeBand | None) -> dict[str, str] | None:
    return None if band is None else {"name": band.name, "from": str(number(Fraction(band.lowest)))}
