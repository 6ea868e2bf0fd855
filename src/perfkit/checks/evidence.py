"""Evidence that proves nothing, because the value it names is not there; decisions of people without their ground."""

from __future__ import annotations

from collections.abc import Iterator

from perfkit.checks.places import place_of
from perfkit.errors import nearest
from perfkit.formula import formula_name
from perfkit.model import Finding, Named
from perfkit.scoring import Evaluation, ProjectResult


def evidence(evaluation: Evaluation) -> Iterator[Finding]:
    """Findings about evidence: ``evidence.*``, and about grounds: ``fact.no-ground``."""
    for result in evaluation.projects:
        yield from _without_value(result)
        yield from _without_ground(result)


def _without_ground(result: ProjectResult) -> Iterator[Finding]:
    """Facts that the set wants a ground for, stated without one."""
    project = result.project
    for name in result.indicator_set.grounds:
        if name in project.facts and not project.grounds.get(name):
            about: dict[str, Named] = {"fact": result.indicator_set.label(name), "name": name}
            yield Finding("fact.no-ground", "warning", place_of(project.origin, project.name), names=about)


def _without_value(result: ProjectResult) -> Iterator[Finding]:
    """A fact, an amount that is given, or a measure of the set; whatever else is named was misspelt or left behind."""
    project = result.project
    amounts = () if project.funding is None else tuple(project.funding.amounts())
    known = (*project.facts, *amounts, *result.indicator_set.measures)
    names = {formula_name(name) for name in known}
    for name, own in project.evidence.items():
        if own and formula_name(name) not in names:
            near = nearest(name, known)
            about: dict[str, Named] = {"project": project.name, "name": name, "known": known, "near": near}
            yield Finding("evidence.no-value", "error", place_of(own[0].origin, project.name), names=about)
