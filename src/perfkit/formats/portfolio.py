"""A folder of facts, or one project file, read whole: the facts of a portfolio or all reasons why not."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path

from attrs import evolve, frozen

from perfkit.errors import Place, quoted
from perfkit.files import is_folder
from perfkit.formats.evidence import check_evidence
from perfkit.formats.filled.book import LayoutsFor, is_form_file, no_layouts
from perfkit.formats.filled.portfolio import portfolio_of_forms
from perfkit.formats.folder import Folder
from perfkit.formats.gather import gathered, read_project_files
from perfkit.formats.groups import check_members, read_groups
from perfkit.formats.lending import Lender, LibraryFor, no_library
from perfkit.formats.narrative import read_narrative, with_texts, with_texts_by_code
from perfkit.formats.record_file import is_record_file, read_record_file
from perfkit.formats.records import Refuse
from perfkit.formats.single import read_single
from perfkit.formats.stages import is_life, read_stage
from perfkit.formats.statements import with_statements
from perfkit.formats.texts import year_of
from perfkit.formats.whole import portfolio_of
from perfkit.formats.written import PortfolioFile
from perfkit.model import Portfolio

PORTFOLIO, STATED = "portfolio.toml", "stated.toml"

KNOWN = (PORTFOLIO, STATED, "projects", "narrative")
"""What is read from a portfolio folder by its name; tables are read by the names that portfolio.toml gives them."""

CONSEQUENCES = frozenset({"reference.unknown", "stated.row", "narrative.no-owner", "evidence.amount-missing"})
"""Faults that are not told while others are: the project they miss may stand in what could not be read."""

UNSURE = frozenset({"library.unknown-code", "library.no-set"})
"""Faults that are not told where nobody knows whose library is meant: portfolio.toml or the plugin cannot be read."""


@frozen
class ReadPortfolio:
    """What was read: the facts, and the SHA-256 of every file they came from, by name relative to the folder."""

    portfolio: Portfolio
    files: Mapping[str, str]


def read_portfolio(
    path: Path,
    library_for: LibraryFor = no_library,
    stage: str = "",
    layouts_for: LayoutsFor = no_layouts,
    refuse: Refuse | None = None,
) -> ReadPortfolio:
    """The portfolio in a folder with ``portfolio.toml``, or the project file ``path`` as a portfolio of one.

    A file of forms is a portfolio of the projects in it, and so is a folder that holds nothing but such files; forms
    are read with the layouts that ``layouts_for`` gives.

    Of a folder with ``project.toml``, the life of one project, the ``stage`` that is asked for by kind or key.
    Indicators that are taken from the library are filled in from that which ``library_for`` gives. A file of records,
    ``.json`` or ``.jsonl``, leaves out those at fault where ``refuse`` wants to be told of them.

    Raises:
        InputError: with the faults of all files at once; codes ``file.…``, ``text.…``, ``toml.…``, ``json.…`` and
            ``input.…`` for the files themselves, others for what they say.
    """
    if path.name == PORTFOLIO:
        path = path.parent  # who names the file means its folder
    if is_folder(path, path.name):
        folder = Folder(path)
        _misnamed(folder)
        portfolio = (
            read_stage(folder, stage, library_for) if is_life(folder) else _folder(folder, library_for, layouts_for)
        )
    elif is_form_file(path.name):
        folder = Folder(path.parent)
        portfolio = portfolio_of_forms(folder, [path.name], layouts_for("", ()))
    elif is_record_file(path.name):
        folder = Folder(path.parent)
        portfolio = read_record_file(folder, path.name, library_for, refuse)
    else:
        folder = Folder(path.parent)
        portfolio = read_single(folder, path.name, library_for)
    if stage and portfolio is not None and portfolio.stage is None:
        folder.notes.fault("stage.none-here", Place(file=path.name), stage=quoted(stage))
    read = folder.notes.settled(portfolio)
    return ReadPortfolio(evolve(read, remarks=tuple(folder.notes.remarks)), dict(sorted(folder.digests.items())))


def _misnamed(folder: Folder) -> None:
    """A remark on what nobody will read, though its name is nearly that of something that would be."""
    for name in folder.entries("."):
        near = get_close_matches(name, KNOWN, n=1, cutoff=0.8)
        if name not in KNOWN and near:
            folder.notes.remark("portfolio.misnamed", Place(file=name), name=quoted(name), near=near[0])


def _folder(folder: Folder, library_for: LibraryFor, layouts_for: LayoutsFor) -> Portfolio | None:
    if not (folder.root / PORTFOLIO).exists():
        entries = folder.entries(".")
        forms, found = ([one for one in entries if known(one)] for known in (is_form_file, _is_toml))
        if forms and not found:  # beside TOML files it is a portfolio that lacks its first file
            return portfolio_of_forms(folder, forms, layouts_for("", ()))
        where = Place(file=folder.root.resolve().name)
        folder.notes.fault("portfolio.no-file", where, file=PORTFOLIO, found=" ".join(found[:5]) or "—")
        return None
    written = folder.document(PORTFOLIO, PortfolioFile)
    lender = Lender(lambda: library_for(*_named(written)), folder.notes)
    files = read_project_files(folder, lender, lambda: layouts_for(*_named(written)))
    whole, parts = read_narrative(folder)
    if written is None:
        folder.notes.faults[:] = [fault for fault in folder.notes.faults if fault.code not in UNSURE]
        return None
    place, notes = Place(file=PORTFOLIO), folder.notes
    year = year_of(written.portfolio.year, place.inside("portfolio").inside("year"), notes)
    files, groups, rest = with_texts(files, read_groups(written.groups, place.inside("groups"), notes, lender), parts)
    projects = gathered(written.tables, year, tuple(files.values()), folder)
    portfolio = portfolio_of(written, year, projects, groups, whole, place, notes)
    unread = bool(notes.faults)
    portfolio = with_texts_by_code(portfolio, rest, notes)
    check_members(portfolio, notes)
    check_evidence(portfolio, notes)
    if (folder.root / STATED).exists():
        portfolio = with_statements(portfolio, STATED, folder)
    if unread:
        notes.faults[:] = [fault for fault in notes.faults if fault.code not in CONSEQUENCES]
    return portfolio


def _is_toml(name: str) -> bool:
    return name.endswith(".toml")


def _named(written: PortfolioFile | None) -> tuple[str, tuple[str, ...]]:
    """The set and the plugin folders that a portfolio names; nothing where it could not be read."""
    return ("", ()) if written is None else (written.indicator_set, written.plugins)
