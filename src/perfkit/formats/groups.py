"""``[[groups]]``: named selections of projects, each member naming exactly one."""

from __future__ import annotations

from perfkit.errors import Place, nearest, quoted
from perfkit.formats.indicators import read_indicators
from perfkit.formats.lending import Lender
from perfkit.formats.notes import Notes
from perfkit.formats.project import read_measures, read_problems
from perfkit.formats.texts import key_of_file, name_of
from perfkit.formats.written import WrittenGroup
from perfkit.model import Group, Portfolio, Project


def read_groups(written: tuple[WrittenGroup, ...], place: Place, notes: Notes, lender: Lender) -> tuple[Group, ...]:
    """The groups of the list at ``place``; their keys differ."""
    groups: list[Group] = []
    for at, one in enumerate(written, start=1):
        here = place.inside(at)
        if any(group.key == one.key for group in groups):
            notes.fault("group.key-twice", here.inside("key"), key=quoted(one.key))
        groups.append(_group(one, here, notes, lender))
    return tuple(groups)


def _group(written: WrittenGroup, place: Place, notes: Notes, lender: Lender) -> Group:
    if not written.members:
        notes.fault("group.empty", place.inside("members"), key=quoted(written.key))
    return Group(
        key=key_of_file(written.key, place.inside("key"), notes),
        name=name_of(written.name, place.inside("name"), notes),
        members=written.members,
        indicators=read_indicators(written.indicators, place.inside("indicators"), notes, lender),
        problems=read_problems(written.problems, place.inside("problems"), notes),
        measures=read_measures(written.measures, place.inside("measures"), notes),
        origin=notes.origin(place),
    )


def check_members(portfolio: Portfolio, notes: Notes) -> None:
    """Refuse members that name no project or several, and projects that are named twice."""
    for group in portfolio.groups:
        place = group.origin.place.inside("members") if group.origin else Place()
        seen: set[int] = set()
        for at, member in enumerate(group.members, start=1):
            project = the_project(portfolio, member, place.inside(at), notes)
            if project is not None and id(project) in seen:
                notes.fault("group.member-twice", place.inside(at), found=quoted(member))
            seen.add(id(project))


def the_project(portfolio: Portfolio, key: str, place: Place, notes: Notes) -> Project | None:
    """The one project that ``key`` names by code or name; none or several are refused."""
    found = portfolio.named(key)
    if len(found) == 1:
        return found[0]
    if found:
        rows = tuple(project.origin.place for project in found if project.origin)
        notes.fault("reference.several", place, found=quoted(key), count=len(found), places=rows)
    else:
        near = nearest(key, [name for project in portfolio.projects for name in (project.key, project.name)])
        notes.fault("reference.unknown", place, found=quoted(key), near=near or "—")
    return None
