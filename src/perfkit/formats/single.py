"""One project file that is a portfolio of its own."""

from __future__ import annotations

from perfkit.errors import Place
from perfkit.formats.evidence import check_evidence
from perfkit.formats.folder import Folder
from perfkit.formats.lending import Lender, LibraryFor
from perfkit.formats.project import read_project
from perfkit.formats.texts import persons
from perfkit.formats.written import ProjectFile
from perfkit.model import Portfolio, Unit


def read_single(folder: Folder, name: str, library_for: LibraryFor) -> Portfolio | None:
    """The project file ``name`` as a portfolio of one."""
    written = folder.document(name, ProjectFile)
    if written is None:
        return None
    if written.title and written.expect is None:
        folder.notes.fault("case.expects-nothing", Place(file=name, key="title"))
    return portfolio_of_one(written, name, folder, library_for)


def portfolio_of_one(written: ProjectFile, name: str, folder: Folder, library_for: LibraryFor) -> Portfolio | None:
    """The project of the file ``name`` as a portfolio of its own; None after it was noted why not."""
    place, notes = Place(file=name), folder.notes
    lender = Lender(lambda: library_for(written.indicator_set, written.plugins), notes)
    project = read_project(written, place, notes, lender, alone=True)
    if project is None or project.year is None or not project.unit:
        return None
    unit = Unit(project.unit, department=project.department)
    portfolio = Portfolio(
        unit=unit,
        year=project.year,
        projects=(project,),
        indicator_set=written.indicator_set,
        plugins=written.plugins,
        personal=persons(written.personal, place.inside("personal"), notes),
        origin=notes.origin(place),
    )
    check_evidence(portfolio, notes)
    return portfolio
