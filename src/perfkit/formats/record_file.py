"""JSON files of facts: one project, a list of projects, a whole portfolio, or JSON Lines with a project on each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from attrs import evolve, frozen

from perfkit.errors import Place
from perfkit.formats.complaints import literal
from perfkit.formats.evidence import check_evidence
from perfkit.formats.folder import Folder
from perfkit.formats.gather import with_tables
from perfkit.formats.groups import check_members, read_groups
from perfkit.formats.json_text import Line, read_json, read_json_lines
from perfkit.formats.lending import Lender, LibraryFor
from perfkit.formats.parsed_file import ParsedFile
from perfkit.formats.record import read_written
from perfkit.formats.records import Batch, Refuse
from perfkit.formats.single import portfolio_of_one
from perfkit.formats.texts import year_of
from perfkit.formats.whole import portfolio_of
from perfkit.formats.written import PortfolioFile, ProjectFile
from perfkit.model import Portfolio

JSON, JSON_LINES = ".json", ".jsonl"

KEYS_OF_A_PORTFOLIO = frozenset({"portfolio", "projects"})
"""Keys by which the record of a portfolio is told from that of a project."""


UNKNOWN = frozenset({"record.disagree", "library.unknown-code", "library.no-set"})
"""Faults that are not told where the portfolio itself cannot be read."""


@frozen(kw_only=True)
class PortfolioRecord(PortfolioFile):
    """What a portfolio says of itself; ``projects`` is known as a key here, and its records are read one by one."""

    projects: Any = None


def is_record_file(name: str) -> bool:
    """Whether a file is read here, by the end of its name."""
    return name.casefold().endswith((JSON, JSON_LINES))


def read_record_file(folder: Folder, name: str, library_for: LibraryFor, refuse: Refuse | None) -> Portfolio | None:
    """The facts in the JSON file ``name``; ``refuse`` is told the faults of single records, which are left out."""
    batch = Batch(folder.notes, library_for, refuse)
    if name.casefold().endswith(JSON_LINES):
        found = folder.notes.attempt(Place(file=name), read_json_lines, folder.path(name), name)
        if found is None:
            return None
        folder.digests[name] = found[0]
        batch.read(_records(found[1], folder))
        return batch.portfolio(Place(file=name))
    file = folder.notes.attempt(Place(file=name), read_json, folder.path(name), name)
    if file is None:
        return None
    folder.keep(file)
    return _of_document(file, folder, batch)


def _records(lines: Iterator[Line], folder: Folder) -> Iterator[tuple[Place, Any]]:
    """What each line says, its remarks kept; one that is empty is no record."""
    for line in lines:
        folder.told(line.remarks)
        if not line.is_empty:
            yield line.place, line.error or line.document


def _of_document(file: ParsedFile, folder: Folder, batch: Batch) -> Portfolio | None:
    place, document = Place(file=file.name), file.document
    if isinstance(document, list):
        batch.read((place.inside(at), record) for at, record in enumerate(document, start=1))
        return batch.portfolio(place)
    if isinstance(document, dict) and document.keys() & KEYS_OF_A_PORTFOLIO:
        return _portfolio(document, place, folder, batch)
    written = read_written(document, ProjectFile, place, folder.notes)
    return None if written is None else portfolio_of_one(written, file.name, folder, batch.library_for)


def _portfolio(document: dict[str, Any], place: Place, folder: Folder, batch: Batch) -> Portfolio | None:
    """The portfolio of one record: what it says of itself, around the projects of its list."""
    notes, here = folder.notes, place.inside("projects")
    projects = document.get("projects")
    projects = [] if projects is None else projects
    rest = {key: value for key, value in document.items() if key != "projects"}
    head = read_written(rest, PortfolioRecord, place, notes)
    if not isinstance(projects, list):
        notes.fault("input.not-list", here, found=literal(projects))
        return None
    if head is None:
        _look_at(projects, document, here, batch)
        return None
    year = year_of(head.portfolio.year, place.inside("portfolio").inside("year"), notes)
    own = evolve(batch, year=year, indicator_set=head.indicator_set, plugins=head.plugins, members=True)
    own.read(_members(projects, document, here))
    lender = Lender(lambda: batch.library_for(head.indicator_set, head.plugins), notes)
    groups = read_groups(head.groups, place.inside("groups"), notes, lender)
    unread = bool(notes.faults)
    members = with_tables(head.tables, year, tuple(own.projects), place, folder)
    portfolio = portfolio_of(head, year, members, groups, {}, place, notes)
    portfolio = evolve(portfolio, personal=dict.fromkeys((*portfolio.personal, *own.personal)))
    if not unread:
        check_members(portfolio, notes)
        check_evidence(portfolio, notes)
    return portfolio


def _members(projects: list[Any], document: Mapping[str, Any], place: Place) -> Iterator[tuple[Place, Any]]:
    """The records of a list; each may leave the version of the format to the portfolio."""
    said = {"schema": document["schema"]} if "schema" in document else {}
    for at, record in enumerate(projects, start=1):
        yield place.inside(at), said | record if isinstance(record, dict) else record


def _look_at(projects: list[Any], document: Mapping[str, Any], place: Place, batch: Batch) -> None:
    """Note what is wrong with projects of which nobody knows the year and the set, but not what follows from that."""
    before = len(batch.notes.faults)
    evolve(batch, refuse=None, indicator_set="", plugins=(), members=True).read(_members(projects, document, place))
    found = batch.notes.faults[before:]
    batch.notes.faults[before:] = [fault for fault in found if fault.code not in UNKNOWN]
