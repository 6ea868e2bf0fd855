"""An evaluation as plain data: numbers are texts, the shape is ``docs/reference/evaluation.schema.json``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from perfkit.model import Figure, Finding, FundingStage, exact_text
from perfkit.scoring.how_weighed import weighed_record
from perfkit.scoring.record_project import digits, project_record, ratio
from perfkit.wording import Language

if TYPE_CHECKING:
    from perfkit.scoring.result import Evaluation, GroupResult


def record(evaluation: Evaluation, findings: Iterable[Finding], language: Language = "zh") -> dict[str, Any]:
    """The evaluation with its findings, ready for JSON."""
    portfolio = evaluation.portfolio
    return {
        "portfolio": {
            "unit": portfolio.unit.name,
            "year": str(portfolio.year),
            "indicator_set": {
                "address": evaluation.indicator_set.address,
                "full_marks": exact_text(Fraction(evaluation.indicator_set.full_marks)),
                "digest": evaluation.indicator_set.digest,
                "chain": list(evaluation.indicator_set.chain),
                "weighting": weighed_record(evaluation.indicator_set),
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
        "projects": [project_record(result, language) for result in evaluation.projects],
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
    return None if mean is None else {"exact": ratio(mean), "shown": mean.digits}


def _money(amounts: Mapping[FundingStage, Figure]) -> dict[str, dict[str, str]]:
    return {stage: {"amount": exact_text(figure.exact), "unit": "元"} for stage, figure in amounts.items()}


def _group(result: GroupResult) -> dict[str, Any]:
    return {
        "key": result.group.key,
        "name": result.group.name,
        "members": [member.project.key for member in result.members],
        "funding": _money(result.funding),
        "execution_rate": digits(result.execution_rate),
        "receipt_rate": digits(result.receipt_rate),
    }
