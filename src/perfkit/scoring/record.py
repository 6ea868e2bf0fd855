"""An evaluation as plain data: numbers are texts, the shape is ``docs/reference/evaluation.schema.json``."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from perfkit.model import Figure, Finding, exact_text
from perfkit.wording import Language

if TYPE_CHECKING:
    from perfkit.scoring.result import Bounds, Evaluation, GroupResult, ProjectResult, ScoreLine


def record(evaluation: Evaluation, findings: Iterable[Finding], language: Language = "zh") -> dict[str, Any]:
    """The evaluation with its findings, ready for JSON."""
    portfolio = evaluation.portfolio
    return {
        "portfolio": {
            "unit": portfolio.unit.name,
            "year": str(portfolio.year),
            "indicator_set": {
                "address": evaluation.indicator_set.address,
                "digest": evaluation.indicator_set.digest,
                "chain": list(evaluation.indicator_set.chain),
            },
            "count": {
                "scored": str(len(evaluation.scored)),
                "funded": str(len(evaluation.funded)),
                "entries": str(len(evaluation.projects)),
            },
            "mean": _mean(evaluation.mean),
            "grade": evaluation.grade or None,
            "funding": _money(evaluation.funding),
            "groups": [_group(group) for group in evaluation.groups],
        },
        "projects": [_project(result, language) for result in evaluation.projects],
        "findings": [finding_record(finding, language) for finding in findings],
    }


def finding_record(finding: Finding, language: Language) -> dict[str, Any]:
    """A finding as plain data."""
    return {
        "code": finding.code,
        "severity": finding.severity,
        "where": finding.place.worded(language),
        "message": finding.message(language),
        "hint": finding.hint(language),
        "figures": {name: _figure(figure) for name, figure in finding.figures.items()},
    }


def _figure(figure: Figure) -> dict[str, str]:
    return {"shown": figure.digits, "exact": exact_text(figure.scaled), "unit": figure.unit}


def _mean(mean: Figure | None) -> dict[str, str] | None:
    return None if mean is None else {"exact": _ratio(mean), "shown": mean.digits}


def _ratio(figure: Figure) -> str:
    """An exact value as a ratio, as in 3239/33; whole numbers stay whole."""
    return str(figure.exact)


def _money(amounts: Any) -> dict[str, dict[str, str]]:
    return {stage: {"amount": exact_text(figure.exact), "unit": "元"} for stage, figure in amounts.items()}


def _digits(figure: Figure | None) -> str | None:
    return None if figure is None else figure.digits


def _bounds(bounds: Bounds | None) -> dict[str, Any] | None:
    return None if bounds is None else {"low": bounds.low.digits, "high": bounds.high.digits, "tight": bounds.tight}


def _group(result: GroupResult) -> dict[str, Any]:
    return {
        "key": result.group.key,
        "name": result.group.name,
        "members": [member.project.key for member in result.members],
        "funding": _money(result.funding),
        "execution_rate": _digits(result.execution_rate),
        "receipt_rate": _digits(result.receipt_rate),
    }


def _project(result: ProjectResult, language: Language) -> dict[str, Any]:
    project = result.project
    return {
        "code": project.code,
        "name": project.name,
        "state": result.state,
        "points": _digits(result.points),
        "stated_points": _digits(result.stated_points),
        "grade": result.grade or None,
        "stated_grade": result.stated_grade or None,
        "funding": {} if project.funding is None else _amounts(result),
        "execution_rate": _digits(result.execution_rate),
        "receipt_rate": _digits(result.receipt_rate),
        "bounds": _bounds(result.bounds),
        "lines": [_line(line, language) for line in result.lines],
    }


def _amounts(result: ProjectResult) -> dict[str, dict[str, str]]:
    funding = result.project.funding
    given = {} if funding is None else funding.amounts()
    return {stage: {"amount": format(amount, "f"), "unit": "元"} for stage, amount in given.items()}


def _line(line: ScoreLine, language: Language) -> dict[str, Any]:
    return {
        "code": line.code,
        "block": line.block,
        "category": line.category,
        "name": line.name,
        "weight": line.weight.digits,
        "target": line.target,
        "actual": line.actual,
        "rule": line.rule.name if line.rule else None,
        "share": None if line.share is None else str(line.share.exact),
        "points": _digits(line.points),
        "stated_points": _digits(line.stated_points),
        "words": line.words(language),
        "absent": None if line.absent is None else line.absent.worded(language),
    }
