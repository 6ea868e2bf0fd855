"""The projects of a folder: rows of tables and project files, joined where they speak of one project."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from perfkit.errors import Place
from perfkit.formats.filled.book import is_form_file
from perfkit.formats.filled.portfolio import read_forms
from perfkit.formats.folder import Folder
from perfkit.formats.join import joined
from perfkit.formats.lending import Lender
from perfkit.formats.money import money_unit
from perfkit.formats.notes import Notes
from perfkit.formats.project import read_project
from perfkit.formats.rows import read_funding_rows, read_score_rows
from perfkit.formats.written import ProjectFile, WrittenTables
from perfkit.model import Layout, Project

PROJECTS = "projects"


def read_project_files(
    folder: Folder, lender: Lender, layouts: Callable[[], Sequence[Layout]]
) -> Mapping[str, Project]:
    """The projects of ``projects/*.toml`` and of the forms beside them, in the order of their names.

    By the stem of their file; of several projects in one workbook also by the sheet: ``forms/Sheet1``.
    """
    found: dict[str, Project] = {}
    for entry in folder.entries(PROJECTS):
        name = f"{PROJECTS}/{entry}"
        if is_form_file(entry):
            stem = entry.rpartition(".")[0]
            forms = read_forms(folder, name, layouts())
            found |= {_key(stem, one, alone=len(forms) == 1): one for one in forms}
            continue
        if not entry.endswith(".toml"):
            folder.notes.remark("folder.not-read", Place(file=name))
            continue
        written = folder.document(name, ProjectFile)
        if written is None:
            continue
        if written.indicator_set or written.plugins:
            key = "indicator-set" if written.indicator_set else "plugins"
            folder.notes.fault("project.belongs-to-portfolio", Place(file=name, key=key), key=key)
        project = read_project(written, Place(file=name), folder.notes, lender, alone=False)
        if project is not None:
            found[entry.removesuffix(".toml")] = project
    return found


def _key(stem: str, project: Project, *, alone: bool) -> str:
    sheet = project.origin.place.sheet if project.origin is not None else ""
    return stem if alone else f"{stem}/{sheet}"


def gathered(tables: WrittenTables, year: int, files: tuple[Project, ...], folder: Folder) -> tuple[Project, ...]:
    """All projects: those of the score table first, then the rows of money that no score belongs to, then the files."""
    notes = folder.notes
    for project in files:
        if project.year not in (None, year) and project.origin is not None:
            place = project.origin.place.inside("project").inside("year")
            notes.fault("project.other-year", place, found=project.year, year=year)
    _codes_once(files, notes)
    return with_tables(tables, year, files, Place(file="portfolio.toml"), folder)


def with_tables(
    tables: WrittenTables, year: int, files: tuple[Project, ...], place: Place, folder: Folder
) -> tuple[Project, ...]:
    """The same, once it is known that the projects ``files`` are of the year and have codes of their own."""
    notes, here = folder.notes, place.inside("tables")
    projects: tuple[Project, ...] = ()
    if tables.scores is not None:
        text = folder.named(tables.scores.file, here.inside("scores").inside("file"))
        projects = () if text is None else read_score_rows(text, tables.scores.file, notes)
    if tables.funding is not None:
        money = here.inside("funding")
        unit = money_unit(tables.funding.unit, money.inside("unit"), notes)
        text = folder.named(tables.funding.file, money.inside("file"))
        if text is not None and unit is not None:
            projects = joined(projects, read_funding_rows(text, tables.funding.file, unit, year, notes), notes)
    return joined(projects, files, notes)


def _codes_once(files: tuple[Project, ...], notes: Notes) -> None:
    """Two files with one code are refused: nobody can know which of them holds."""
    seen: dict[str, Place] = {}
    for project in files:
        if project.code is not None and project.origin is not None:
            place = project.origin.place
            first = seen.setdefault(project.code, place)
            if first.file != place.file:  # two sheets of one workbook were told already
                here = place.inside("project").inside("code")
                notes.fault("project.code-twice", here, found=project.code, first=first.file)
