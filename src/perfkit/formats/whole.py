"""The whole that a portfolio says of itself: unit, cover, problems and measures, put around its projects."""

from __future__ import annotations

from collections.abc import Mapping

from perfkit.errors import Place
from perfkit.formats.cover import read_cover
from perfkit.formats.notes import Notes
from perfkit.formats.project import read_measures, read_problems
from perfkit.formats.texts import line_of, name_of, persons
from perfkit.formats.written import PortfolioFile, WrittenUnit
from perfkit.model import Group, Portfolio, Project, Unit


def portfolio_of(
    written: PortfolioFile,
    year: int,
    projects: tuple[Project, ...],
    groups: tuple[Group, ...],
    narrative: Mapping[str, str],
    place: Place,
    notes: Notes,
) -> Portfolio:
    """The portfolio that a file describes, with projects and groups that were read from it or beside it."""
    return Portfolio(
        unit=unit_of(written.portfolio, place.inside("portfolio"), notes),
        year=year,
        projects=projects,
        indicator_set=written.indicator_set,
        groups=groups,
        cover=None if written.cover is None else read_cover(written.cover, place.inside("cover"), notes),
        narrative=narrative,
        problems=read_problems(written.problems, place.inside("problems"), notes),
        measures=read_measures(written.measures, place.inside("measures"), notes),
        plugins=written.plugins,
        personal=persons(written.personal, place.inside("personal"), notes),
        origin=notes.origin(place),
    )


def unit_of(written: WrittenUnit, place: Place, notes: Notes) -> Unit:
    """Who reports; head counts are not below zero."""
    for name, count in written.staffing.items():
        if count < 0:
            notes.fault("portfolio.staffing", place.inside("staffing").inside(name), found=count)
    return Unit(
        name_of(written.unit, place.inside("unit"), notes),
        line_of(written.short, place.inside("short"), notes),
        line_of(written.department, place.inside("department"), notes),
        written.staffing,
    )
