"""Faults of the population itself: codes used twice, projects of another year, groups that name nobody."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from fractions import Fraction

from attrs import evolve

from perfkit.errors import NOWHERE, Place
from perfkit.model import Figure, Finding, Group, Origin, Portfolio


def population_faults(portfolio: Portfolio) -> tuple[Finding, ...]:
    """What a program may hand in though a file would be refused for it; nothing is guessed, everything is scored."""
    return (*_codes(portfolio), *_years(portfolio), *_groups(portfolio))


def _place(origin: Origin | None, item: str) -> Place:
    return evolve(origin.place if origin else NOWHERE, item=item)


def _codes(portfolio: Portfolio) -> Iterator[Finding]:
    counts = Counter(project.code for project in portfolio.projects if project.code is not None)
    for code, count in counts.items():
        if count > 1:
            yield Finding("population.code-twice", "error", Place(item=code), {"count": Figure(Fraction(count))})


def _years(portfolio: Portfolio) -> Iterator[Finding]:
    for project in portfolio.projects:
        if project.year is not None and project.year != portfolio.year:
            names = {"found": str(project.year), "expected": str(portfolio.year)}
            yield Finding("population.other-year", "warning", _place(project.origin, project.name), names=names)


def _groups(portfolio: Portfolio) -> Iterator[Finding]:
    for group in portfolio.groups:
        yield from _members(group, portfolio)


def _members(group: Group, portfolio: Portfolio) -> Iterator[Finding]:
    """Each member names exactly one project, and none is named twice: its money would count twice."""
    seen: set[int] = set()
    for member in group.members:
        found = portfolio.named(member)
        figures = {"count": Figure(Fraction(len(found)))}
        if len(found) != 1:
            yield Finding("population.member", "error", _place(group.origin, group.name), figures, {"member": member})
        elif id(found[0]) in seen:
            yield Finding("population.member-twice", "error", _place(group.origin, group.name), {}, {"member": member})
        seen.update(id(project) for project in found)
