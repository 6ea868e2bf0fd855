"""Which rows and files speak of one project: by code, or by a name that is unique on both sides. Nothing is guessed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from attrs import evolve

from perfkit.errors import NOWHERE, Place
from perfkit.formats.notes import Notes
from perfkit.model import STAGES, Figure, Funding, Project, Stated, comparable, plain


def joined(first: Sequence[Project], second: Sequence[Project], notes: Notes) -> tuple[Project, ...]:
    """The projects of both sides: those of ``first`` in their order, completed, then what is left of ``second``.

    Two entries are one project if they have one code, or if neither contradicts by its code and the name (compared
    without blanks and width) stands exactly once on each side. What both say must agree, else it is refused.
    """
    partner = _partners(first, second)
    taken = set(partner.values())
    whole = [
        project if at not in partner else _merged(project, second[partner[at]], notes)
        for at, project in enumerate(first)
    ]
    return (*whole, *(project for at, project in enumerate(second) if at not in taken))


def _partners(first: Sequence[Project], second: Sequence[Project]) -> Mapping[int, int]:
    """Positions in ``second`` by position in ``first``: by code before name."""
    by_code = {project.code: at for at, project in enumerate(second) if project.code is not None}
    partner = {at: by_code.pop(project.code) for at, project in enumerate(first) if project.code in by_code}
    names = Counter(comparable(project.name) for project in first)
    others = Counter(comparable(project.name) for project in second)
    by_name = {comparable(project.name): at for at, project in enumerate(second)}
    taken = set(partner.values())
    for at, project in enumerate(first):
        name = comparable(project.name)
        if at in partner or names[name] != 1 or others[name] != 1 or by_name[name] in taken:
            continue
        if project.code is None or second[by_name[name]].code is None:
            partner[at] = by_name[name]
    return partner


def _merged(first: Project, second: Project, notes: Notes) -> Project:
    """One project of two entries; the row of money says how the name is printed, else the first."""
    place = second.origin.place if second.origin else NOWHERE
    name = second.name if second.funding is not None and first.funding is None else first.name
    if first.name != second.name:
        notes.remark("join.name-writing", place, "info", first=first.name, second=second.name, name=name)
    return evolve(
        first,
        name=name,
        code=first.code or second.code,
        year=first.year or second.year,
        unit=first.unit or second.unit,
        department=first.department or second.department,
        period=first.period or second.period,
        goal=first.goal or second.goal,
        result=first.result or second.result,
        funding=_merged_funding(first.funding, second.funding, place, notes),
        stated=merged_stated(first.stated, second.stated, place, notes),
        indicators=first.indicators or second.indicators,
        facts={**second.facts, **first.facts},
        grounds={**second.grounds, **first.grounds},
        evidence={**second.evidence, **first.evidence},
        reviews=(*first.reviews, *second.reviews),
        narrative={**second.narrative, **first.narrative},
        problems=(*first.problems, *second.problems),
        measures=(*first.measures, *second.measures),
        events={**second.events, **first.events},
        chosen={**second.chosen, **first.chosen},
    )


def _merged_funding(first: Funding | None, second: Funding | None, place: Place, notes: Notes) -> Funding | None:
    if first is None or second is None:
        return first or second
    amounts = {**second.amounts(), **first.amounts()}
    for stage in STAGES:
        one, other = first.amount(stage), second.amount(stage)
        if one is not None and other is not None and one != other:
            notes.fault("join.amount", place.inside(stage), stage=stage, first=plain(one), second=plain(other))
    return Funding(**amounts, lines=first.lines or second.lines, origin=first.origin)


def merged_stated(first: Stated | None, second: Stated | None, place: Place, notes: Notes) -> Stated | None:
    """What two sources say that the unit printed; where both speak they must say the same."""
    if first is None or second is None:
        return first or second
    if first.points is not None and second.points is not None and first.points.exact != second.points.exact:
        notes.fault("join.points", place, first=first.points.digits, second=second.points.digits)
    if first.grade and second.grade and first.grade != second.grade:
        notes.fault("join.grade", place, first=first.grade, second=second.grade)
    printed: Mapping[str, tuple[Mapping[Any, Figure], Mapping[Any, Figure]]] = {
        "amounts": (first.amounts, second.amounts),
        "rates": (first.rates, second.rates),
    }
    for table, (one, other) in printed.items():
        for key in one.keys() & other.keys():
            if one[key].exact != other[key].exact:
                here = place.inside(table).inside(str(key))
                notes.fault("join.stated", here, name=str(key), first=str(one[key]), second=str(other[key]))
    return Stated(
        points=first.points or second.points,
        grade=first.grade or second.grade,
        count=second.count if first.count is None else first.count,
        amounts={**second.amounts, **first.amounts},
        rates={**second.rates, **first.rates},
        origin=first.origin or second.origin,
        origins={**second.origins, **first.origins},
    )
