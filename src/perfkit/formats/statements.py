"""``stated.toml``: what the unit's report prints about the whole, its groups and its projects."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import evolve

from perfkit.errors import Place, nearest, quoted
from perfkit.formats.folder import Folder
from perfkit.formats.groups import the_project
from perfkit.formats.join import merged_stated
from perfkit.formats.rows import PrintedRate, read_rate_rows
from perfkit.formats.stated import read_stated
from perfkit.formats.written import StatedFile
from perfkit.model import Group, Portfolio, Project, Stated, comparable


def with_statements(portfolio: Portfolio, name: str, folder: Folder) -> Portfolio:
    """The portfolio with everything stated in the file ``name``; a figure for nobody is refused."""
    written = folder.document(name, StatedFile)
    if written is None:
        return portfolio
    place, notes = Place(file=name), folder.notes
    stated: dict[int, Stated | None] = {}
    for key, table in written.projects.items():
        here = place.inside("projects").inside(key)
        project = the_project(portfolio, key, here, notes)
        if project is not None:
            before = stated.get(id(project), project.stated)
            stated[id(project)] = merged_stated(before, read_stated(table, here, notes), here, notes)
    if written.tables.rates is not None:
        file = written.tables.rates.file
        text = folder.named(file, place.inside("tables").inside("rates").inside("file"))
        by_row = _rows_of_money(portfolio)
        for rate in () if text is None else read_rate_rows(text, file, notes):
            project = _funded(by_row, rate, folder)
            if project is not None:
                before = stated.get(id(project), project.stated)
                printed = Stated(rates={"execution": rate.execution}, origin=notes.origin(rate.place))
                stated[id(project)] = merged_stated(before, printed, rate.place, notes)
    return evolve(
        portfolio,
        stated=read_stated(written.portfolio, place.inside("portfolio"), notes),
        groups=_groups(portfolio.groups, written, place.inside("groups"), folder),
        projects=tuple(_with(project, stated) for project in portfolio.projects),
    )


def _with(project: Project, stated: Mapping[int, Stated | None]) -> Project:
    return evolve(project, stated=stated[id(project)]) if id(project) in stated else project


def _rows_of_money(portfolio: Portfolio) -> Mapping[int | None, Project]:
    """The projects by the row of the funding table in which their money stands."""
    money = ((project, project.funding.origin) for project in portfolio.projects if project.funding)
    return {origin.place.row: project for project, origin in money if origin is not None and origin.place.row}


def _funded(by_row: Mapping[int | None, Project], rate: PrintedRate, folder: Folder) -> Project | None:
    """The project whose money stands in the row that a printed rate names; the names must agree."""
    project = by_row.get(rate.row)
    if project is None:
        folder.notes.fault("stated.row", rate.place.inside("row"), row=rate.row)
        return None
    if rate.name and comparable(rate.name) != comparable(project.name):
        found = {"found": quoted(rate.name), "name": quoted(project.name), "row": rate.row}
        folder.notes.fault("stated.row-name", rate.place.inside("name"), **found)
        return None
    return project


def _groups(groups: tuple[Group, ...], written: StatedFile, place: Place, folder: Folder) -> tuple[Group, ...]:
    stated = {key: read_stated(table, place.inside(key), folder.notes) for key, table in written.groups.items()}
    known = [group.key for group in groups]
    for key in stated:
        if key not in known:
            folder.notes.fault("stated.group", place.inside(key), found=quoted(key), near=nearest(key, known) or "—")
    return tuple(evolve(group, stated=stated.get(group.key)) for group in groups)
