"""All families of checks in the order in which a reader meets what they look at."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from perfkit.checks.coverage import coverage
from perfkit.checks.evidence import evidence
from perfkit.checks.facts import facts
from perfkit.checks.funding import funding
from perfkit.checks.groups import groups
from perfkit.checks.lines import lines
from perfkit.checks.rates import rates
from perfkit.checks.scores import scores
from perfkit.checks.totals import totals
from perfkit.model import Finding
from perfkit.scoring import Evaluation

FAMILIES: tuple[Callable[[Evaluation], Iterable[Finding]], ...] = (
    coverage,
    totals,
    funding,
    rates,
    scores,
    lines,
    evidence,
    facts,
    groups,
)


def check(evaluation: Evaluation) -> tuple[Finding, ...]:
    """Every finding about a portfolio: what the reader remarked, what scoring could not do, what the checks found."""
    found: list[Finding] = [*evaluation.portfolio.remarks, *evaluation.findings]
    for result in evaluation.projects:
        found.extend(result.findings)
    for family in FAMILIES:
        found.extend(family(evaluation))
    return tuple(found)
