"""One project as plain data: its total, its lines, the tree above them, and what its set says beyond rules."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from perfkit.model import (
    Basis,
    Evidence,
    Fact,
    Figure,
    IndicatorSet,
    Review,
    TargetChange,
    WeightCase,
    exact_text,
    plain,
)
from perfkit.scoring.explain_facts import assumed
from perfkit.scoring.explain_nodes import combining_rule, node_words
from perfkit.scoring.terms import spelled, spelled_case
from perfkit.wording import Language

if TYPE_CHECKING:
    from perfkit.scoring.result import Adjusted, NodeResult, ProjectResult, ScoreLine


def digits(figure: Figure | None) -> str | None:
    """A figure as printed; null for none."""
    return None if figure is None else figure.digits


def ratio(figure: Figure) -> str:
    """An exact value as a ratio, as in 3239/33; whole numbers stay whole."""
    return str(figure.exact)


def project_record(result: ProjectResult, language: Language) -> dict[str, Any]:
    """The result of one project."""
    project, indicator_set = result.project, result.indicator_set
    return {
        "code": project.code,
        "name": project.name,
        "state": result.state,
        "points": digits(result.points),
        "stated_points": digits(result.stated_points),
        "reviews": _reviews(project.reviews),
        "final_points": digits(result.final_points),
        "final_by": result.final_by or None,
        "grade": result.grade or None,
        "stated_grade": result.stated_grade or None,
        "funding": {} if project.funding is None else _amounts(result),
        "execution_rate": digits(result.execution_rate),
        "receipt_rate": digits(result.receipt_rate),
        "bounds": None if result.bounds is None else result.bounds.record(),
        "evidence": {name: evidence_record(own) for name, own in project.evidence.items()},
        "assumed": {name: _fact(fact) for name, fact in assumed(result).items()},
        "weight_case": _weight_case(result.weight_case, indicator_set, language),
        "lines": [_line(line, language) for line in result.lines],
        "nodes": [_node(node, indicator_set, language) for node in result.nodes],
        "combine": indicator_set.combine or None,
        "words": node_words(result.whole, language),
        "adjusted": [_adjusted(one, indicator_set, language) for one in result.adjusted],
    }


def _amounts(result: ProjectResult) -> dict[str, dict[str, str]]:
    funding = result.project.funding
    given = {} if funding is None else funding.amounts()
    return {stage: {"amount": format(amount, "f"), "unit": "元"} for stage, amount in given.items()}


def _fact(fact: Fact) -> Any:
    """A truth stays one; numbers and words are texts; records are tables of them."""
    if isinstance(fact, tuple):
        return [{name: _fact(value) for name, value in one.items()} for one in fact]
    return plain(fact) if isinstance(fact, Decimal) else fact


def _weight_case(case: WeightCase | None, indicator_set: IndicatorSet, language: Language) -> dict[str, Any] | None:
    if case is None:
        return None
    return {
        "code": case.code,
        "when": spelled_case(case.when, indicator_set, language),
        "weights": {code: exact_text(Fraction(weight)) for code, weight in case.weights.items()},
        "reason": case.reason,
        "basis": _basis(case.basis),
    }


def _basis(basis: Iterable[Basis]) -> list[dict[str, Any]]:
    return [{"document": one.document, "clause": one.clause, "verified": one.verified} for one in basis]


def evidence_record(evidence: Iterable[Evidence]) -> list[dict[str, str | None]]:
    """What proves a value; null for what is not said."""
    return [
        {
            "kind": one.kind,
            "document": one.document,
            "page": one.page or None,
            "sha256": one.sha256 or None,
            "note": one.note or None,
        }
        for one in evidence
    ]


def _reviews(reviews: Iterable[Review]) -> list[dict[str, str]]:
    return [{"by": one.by, "points": plain(one.points), "reason": one.reason} for one in reviews]


def target_change_record(change: TargetChange) -> dict[str, str | None]:
    """A target that took the place of another one; null for what is not said."""
    return {
        "on": change.on.isoformat(),
        "was": str(change.was),
        "target": str(change.target),
        "reason": change.reason or None,
        "document": change.document or None,
    }


def _line(line: ScoreLine, language: Language) -> dict[str, Any]:
    return {
        "code": line.code,
        "block": line.block,
        "category": line.category,
        "name": line.name,
        "weight": line.weight.digits,
        "own_weight": digits(line.own_weight),
        "target": line.target,
        "target_changes": [target_change_record(change) for change in line.changes],
        "actual": line.actual,
        "applicable": line.applicable,
        "reason": line.reason,
        "must_explain": line.must_explain,
        "rule": line.rule.name if line.rule else None,
        "policy": line.policy or None,
        "verdict": line.verdict or None,
        "share": None if line.share is None else ratio(line.share),
        "points": digits(line.points),
        "stated_points": digits(line.stated_points),
        "reviews": _reviews(line.reviews),
        "final_points": digits(line.final),
        "final_by": line.final_by or None,
        "evidence": evidence_record(line.evidence),
        "words": line.words(language),
        "absent": None if line.absent is None else line.absent.worded(language),
    }


def _node(node: NodeResult, indicator_set: IndicatorSet, language: Language) -> dict[str, Any]:
    rule = combining_rule(node.code, indicator_set)
    return {
        "code": node.code,
        "name": node.name,
        "weight": node.weight.digits,
        "combine": None if rule is None else rule.name,
        "share": None if node.share is None else ratio(node.share),
        "points": digits(node.points),
        "words": node_words(node, language),
        "absent": None if node.absent is None else node.absent.worded(language),
        "adjusted": [_adjusted(one, indicator_set, language) for one in node.adjusted],
        "lines": [line.code for line in node.lines],
        "nodes": [_node(child, indicator_set, language) for child in node.children],
    }


def _adjusted(one: Adjusted, indicator_set: IndicatorSet, language: Language) -> dict[str, Any]:
    return {
        "code": one.adjustment.code,
        "title": one.adjustment.title.worded(language),
        "when": spelled(one.adjustment.when, indicator_set, language),
        "before": exact_text(one.before.exact),
        "after": exact_text(one.after.exact),
        "grade": one.adjustment.grade or None,
        "grounds": list(one.grounds),
        "basis": _basis(one.adjustment.basis),
    }
