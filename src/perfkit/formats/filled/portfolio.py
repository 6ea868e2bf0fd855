"""Files of forms as a portfolio: one file with one project or several, or a folder of them."""

from __future__ import annotations

from collections.abc import Sequence

from perfkit.errors import Place, quoted
from perfkit.formats.filled.book import projects_of
from perfkit.formats.folder import Folder
from perfkit.formats.texts import year_of
from perfkit.model import Layout, Portfolio, Project, Unit, comparable


def read_forms(folder: Folder, name: str, layouts: Sequence[Layout]) -> tuple[Project, ...]:
    """The projects in a file of forms inside the folder; its faults are noted."""
    before = len(folder.books)
    path = folder.notes.attempt(Place(file=name), folder.path, name)
    projects = () if path is None else tuple(projects_of(path, name, layouts, folder.notes, folder.books))
    for book in folder.books[before:]:
        folder.digests[name] = book.digest
    return projects


def portfolio_of_forms(folder: Folder, names: Sequence[str], layouts: Sequence[Layout]) -> Portfolio | None:
    """The projects of these files under the one unit and year that their forms name; None after it was noted why not.

    Neither is guessed: a form that says none is refused, and so are forms that differ.
    """
    projects = tuple(project for name in names for project in read_forms(folder, name, layouts))
    for project in projects:
        _says_whose(project, folder)
    if not projects or any(not project.unit or project.year is None for project in projects):
        return None
    first = projects[0]
    for project in projects[1:]:
        _like_first(first, project, folder)
    _once(projects, folder)
    departments = {project.department for project in projects}
    return Portfolio(
        unit=Unit(first.unit, department=first.department if len(departments) == 1 else ""),
        year=first.year if first.year is not None else 0,
        projects=projects,
        indicator_set=_set_of(folder),
        origin=folder.notes.origin(Place(file=names[0])),
    )


def _set_of(folder: Folder) -> str:
    """The address that the forms name, if they name one and the same."""
    named = {book.indicator_set for book in folder.books} - {""}
    return named.pop() if len(named) == 1 else ""


def _place(project: Project, key: str) -> Place:
    place = project.origin.place if project.origin is not None else Place()
    return place.inside("project").inside(key)


def _says_whose(project: Project, folder: Folder) -> None:
    if project.year is None:
        _no_year(_place(project, "year"), folder)
    else:
        year_of(project.year, _place(project, "year"), folder.notes)
    if not project.unit:
        folder.notes.fault("form.no-unit", _place(project, "unit"))


def _no_year(place: Place, folder: Folder) -> None:
    """That a form says no year, unless it was told already that what it says is none."""
    faults = [one.place for one in folder.notes.faults if one.code == "form.year-unreadable"]
    if not any((one.file, one.sheet) == (place.file, place.sheet) for one in faults):
        folder.notes.fault("form.no-year", place)


def _like_first(first: Project, project: Project, folder: Folder) -> None:
    where = _where(first)
    if comparable(project.unit) != comparable(first.unit):
        about = {"found": quoted(project.unit), "unit": quoted(first.unit), "first": where}
        folder.notes.fault("form.other-unit", _place(project, "unit"), **about)
    if project.year != first.year:
        about = {"found": str(project.year), "year": str(first.year), "first": where}
        folder.notes.fault("form.other-year", _place(project, "year"), **about)


def _once(projects: Sequence[Project], folder: Folder) -> None:
    """Two forms for one project are refused: by code, else by name where neither has a code."""
    seen: dict[str, Project] = {}
    for project in projects:
        first = seen.setdefault(project.code or comparable(project.name), project)
        if first is not project and _where(first) != _where(project):  # in one file it was told already
            place = _place(project, "code" if project.code else "name")
            folder.notes.fault("form.twice-in-folder", place, name=quoted(project.name), first=_where(first))


def _where(project: Project) -> str:
    return project.origin.place.file if project.origin is not None else project.name
