"""What the commands print: a summary of a portfolio, and findings as text or SARIF."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from importlib.metadata import version
from typing import Any

from perfkit.model import SEVERITIES, Figure, Finding, exact_text
from perfkit.scoring import Evaluation
from perfkit.wording import Language, say, table


def summary(evaluation: Evaluation, findings: Sequence[Finding], language: Language) -> str:
    """Unit, counts, mean, grade, money and how many findings, a line each."""
    return "\n".join(_summary(evaluation, findings, language))


def _summary(evaluation: Evaluation, findings: Sequence[Finding], language: Language) -> Iterator[str]:
    portfolio, indicator_set = evaluation.portfolio, evaluation.indicator_set
    yield say("summary.title", language, unit=portfolio.unit.name, year=portfolio.year, set=indicator_set.address)
    yield say(
        "summary.count",
        language,
        entries=len(evaluation.projects),
        scored=len(evaluation.scored),
        funded=len(evaluation.funded),
    )
    if evaluation.mean is not None:
        exact = exact_text(evaluation.mean.exact)
        yield say("summary.mean", language, mean=evaluation.mean.digits, exact=exact, grade=evaluation.grade)
    reviewed = Counter(result.final_by for result in evaluation.projects if result.by_other)
    for by, count in reviewed.items():
        yield say("summary.reviewed", language, count=count, by=indicator_set.label(by))
    for stage, amount in evaluation.funding.items():
        label = indicator_set.label(stage).worded(language)
        yield say("summary.amount", language, label=label, amount=Figure(amount.exact, "万元"))
    counts = Counter(finding.severity for finding in findings)
    yield say("summary.findings", language, **{severity: counts[severity] for severity in SEVERITIES})


def findings_text(findings: Sequence[Finding], language: Language) -> str:
    """Findings as a clerk reads them: the gravest first, each with the way to mend it; or that there are none."""
    if not findings:
        return say("check.clean", language)
    lines = [
        f"{say(f'severity.{finding.severity}', language)} {finding.worded(language)}"
        for severity in SEVERITIES
        for finding in findings
        if finding.severity == severity
    ]
    counts = Counter(finding.severity for finding in findings)
    return "\n".join(
        [*lines, say("summary.findings", language, **{severity: counts[severity] for severity in SEVERITIES})]
    )


def sarif(findings: Iterable[Finding], language: Language) -> dict[str, Any]:
    """Findings in SARIF 2.1.0, the format that code scanners exchange."""
    found = list(findings)
    levels = {"error": "error", "warning": "warning", "info": "note"}
    return {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "perfkit",
                        "version": version("perfkit"),
                        "rules": [_rule(code, language) for code in sorted({finding.code for finding in found})],
                    }
                },
                "results": [
                    {
                        "ruleId": finding.code,
                        "level": levels[finding.severity],
                        "message": {"text": finding.worded(language)},
                        "locations": [_location(finding)] if finding.place.file else [],
                    }
                    for finding in found
                ],
            }
        ],
    }


def _rule(code: str, language: Language) -> dict[str, Any]:
    """A code with its sentence, the names of its fields in place of figures."""
    sentence = table().get(code, {}).get("found", {}).get(language, code).replace("{{", "{").replace("}}", "}")
    return {"id": code, "shortDescription": {"text": sentence}}


def _location(finding: Finding) -> dict[str, Any]:
    place = finding.place
    location: dict[str, Any] = {"artifactLocation": {"uri": place.file}}
    line = place.line if place.line is not None else None if place.row is None else place.row + 1
    if line is not None:
        location["region"] = {"startLine": line}
    return {"physicalLocation": location}
