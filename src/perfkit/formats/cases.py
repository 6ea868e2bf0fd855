"""Worked examples: the facts of a project or a portfolio, and what must come out of them, in ``cases/`` of a plugin."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Literal, TypeAlias

from attrs import evolve, field, frozen

from perfkit.errors import Fault, InputError, Place
from perfkit.files import is_editor_lock
from perfkit.formats.complaints import missing_keys
from perfkit.formats.convert import Written
from perfkit.formats.folder import Folder
from perfkit.formats.groups import the_project
from perfkit.formats.lending import LibraryFor, no_library
from perfkit.formats.portfolio import PORTFOLIO, read_portfolio
from perfkit.formats.scalars import read_amount, read_number
from perfkit.formats.single import portfolio_of_one
from perfkit.formats.texts import day_of, name_of
from perfkit.formats.written import ExpectFile, ProjectFile, WrittenExpected, WrittenWhole
from perfkit.model import Portfolio, Project

CASES = "cases"
EXPECT = "expect.toml"

What: TypeAlias = Literal[
    "points", "mean", "grade", "absent", "finding", "line", "verdict", "actual", "follows", "cut-from", "cut-to", "due"
]
"""points: the total of a project; mean: of a portfolio; grade: of either; absent: whether there is no total; finding: a
code that must be among the findings; line: the points of one indicator or node; verdict: the word one indicator is
given; actual: what was reached, as shown; follows: the codes of all outcomes that hold; cut-from, cut-to: the least and
the most that an outcome takes, in 元; due: the last day of a deadline."""


@frozen(kw_only=True)
class Expected:
    """One thing that must come out.

    Attributes:
        what: see :data:`What`.
        value: the number, grade, truth, word, code, codes or day.
        place: where the case says it.
        project: whose it is; None for the portfolio as a whole.
        line: name of the indicator, code of the line or code of the node, where ``what`` is ``line``, ``verdict`` or
            ``actual``; the code of an outcome or a deadline for what is said of one.
    """

    what: What
    value: Decimal | str | bool | tuple[str, ...] | datetime.date
    place: Place
    project: Project | None = None
    line: str = ""


@frozen(kw_only=True)
class WorkedCase:
    """A worked example.

    Attributes:
        title: in plain words; the name of the test.
        name: its file or folder as shown in messages, such as ``my-county/cases/road.toml``.
        path: where it lies.
        portfolio: its facts; a single project is a portfolio of one.
        expected: what must come out, in the order of the file.
    """

    title: str
    name: str
    path: Path = field(eq=False)
    portfolio: Portfolio
    expected: tuple[Expected, ...]


def case_paths(plugin: Path) -> tuple[Path, ...]:
    """The cases of the plugin in a folder, by name: TOML files, and folders with a portfolio or an ``expect.toml``."""
    cases = plugin / CASES
    entries = sorted(cases.iterdir()) if cases.is_dir() else []
    return tuple(entry for entry in entries if _is_case(entry))


def unread_in_cases(plugin: Path) -> Iterator[str]:
    """Names in ``cases/`` that look like cases and are none: no TOML file, and no folder with facts in it.

    Folders without any TOML file hold what cases name as evidence.
    """
    cases = plugin / CASES
    for entry in sorted(cases.iterdir()) if cases.is_dir() else ():
        own = entry.name.startswith((".", "x-")) or is_editor_lock(entry.name) or entry.suffix in (".md", ".txt")
        if not own and not _is_case(entry) and (entry.is_file() or any(entry.glob("*.toml"))):
            yield entry.name


def _is_case(entry: Path) -> bool:
    if entry.name.startswith((".", "x-")) or is_editor_lock(entry.name) or entry.is_symlink():
        return False
    if entry.is_dir():
        return (entry / PORTFOLIO).is_file() or (entry / EXPECT).is_file()
    return entry.suffix == ".toml"


def case_title(path: Path) -> str:
    """The title of a case, by which a test is named; the name of its file where it cannot be read."""
    try:
        folder = Folder(path if path.is_dir() else path.parent)
        name = EXPECT if path.is_dir() else path.name
        written = folder.document(name, ExpectFile) if path.is_dir() else folder.document(name, ProjectFile)
    except OSError:
        return path.stem
    return written.title.strip() if written is not None and written.title.strip() else path.stem


def read_case(path: Path, library_for: LibraryFor = no_library) -> WorkedCase:
    """The case in a TOML file, or in a folder with ``portfolio.toml`` and ``expect.toml``.

    Raises:
        InputError: with the faults of its facts, told like those of any project, and with ``case.…`` for what it
            expects; files are named from the plugin's folder on.
    """
    above = path.parents[1].name if path.parent.name == CASES else ""
    prefix = f"{above}/{CASES}/" if above else ""
    if path.is_dir():
        prefix += f"{path.name}/"
    try:
        return _folder(path, prefix, library_for) if path.is_dir() else _file(path, prefix, library_for)
    except InputError as error:
        raise InputError(_from_plugin(fault, prefix) for fault in error.faults) from None


def _from_plugin(fault: Fault, prefix: str) -> Fault:
    """A fault with its file as seen from the folder of the plugin."""
    if not fault.place.file:
        return fault
    return evolve(fault, place=evolve(fault.place, file=prefix + fault.place.file))


def _file(path: Path, prefix: str, library_for: LibraryFor) -> WorkedCase:
    folder, name = Folder(path.parent), path.name
    written = folder.document(name, ProjectFile)
    portfolio = None
    expected: tuple[Expected, ...] = ()
    if written is not None:
        place = Place(file=name)
        lacking = [key for key, value in (("title", written.title), ("expect", written.expect)) if not value]
        if lacking:
            folder.notes.faults.append(missing_keys(lacking, place))
        portfolio = portfolio_of_one(written, name, folder, library_for)
        if written.expect is not None and portfolio is not None:
            found = _of_project(written.expect, portfolio.projects[0], place.inside("expect"), folder)
            expected = _some(found, place.inside("expect"), folder)
        if written.title:
            name_of(written.title, place.inside("title"), folder.notes)
    settled = folder.notes.settled(portfolio)
    return _case(written.title if written else "", path, settled, expected, prefix + name)


def _folder(path: Path, prefix: str, library_for: LibraryFor) -> WorkedCase:
    folder = Folder(path)
    written = None
    if (path / EXPECT).is_file():
        written = folder.document(EXPECT, ExpectFile)
    else:
        folder.notes.fault("case.no-expect", Place(file=EXPECT))
    portfolio = folder.notes.attempt(Place(file=PORTFOLIO), _facts, path, library_for)
    expected: tuple[Expected, ...] = ()
    if written is not None and portfolio is not None:
        place = Place(file=EXPECT)
        name_of(written.title, place.inside("title"), folder.notes)
        found = _of_whole(written.expect, portfolio, place.inside("expect"), folder)
        expected = _some(found, place.inside("expect"), folder)
    settled = folder.notes.settled(portfolio)
    return _case(written.title if written else "", path, settled, expected, prefix.rstrip("/"), EXPECT)


def _facts(path: Path, library_for: LibraryFor) -> Portfolio:
    read = read_portfolio(path, library_for)
    return evolve(read.portfolio, sources=read.files)


def _case(
    title: str, path: Path, portfolio: Portfolio, expected: tuple[Expected, ...], name: str, inner: str = ""
) -> WorkedCase:
    """The case, its places named from the plugin on and its plugin folders from where it stands."""
    file = f"{name}/{inner}" if inner else name
    beside = path if path.is_dir() else path.parent
    return WorkedCase(
        title=title.strip(),
        name=name,
        path=path,
        portfolio=evolve(portfolio, plugins=tuple(str(beside / folder) for folder in portfolio.plugins)),
        expected=tuple(evolve(one, place=evolve(one.place, file=file)) for one in expected),
    )


def _some(found: Iterable[Expected], place: Place, folder: Folder) -> tuple[Expected, ...]:
    """What a case expects; one that expects nothing proves nothing."""
    before, expected = len(folder.notes.faults), tuple(found)
    if not expected and len(folder.notes.faults) == before:
        folder.notes.fault("case.expects-nothing", place)
    return tuple(evolve(one, place=folder.located(one.place)) for one in expected)


def _of_project(written: WrittenExpected, project: Project, place: Place, folder: Folder) -> Iterator[Expected]:
    if written.absent and (written.points is not None or written.grade):
        folder.notes.fault("case.absent-and-points", place.inside("absent"))
    yield from _number("points", written.points, place, folder, project)
    if written.grade is not None:
        yield Expected(what="grade", value=written.grade.strip(), place=place.inside("grade"), project=project)
    if written.absent is not None:
        yield Expected(what="absent", value=written.absent, place=place.inside("absent"), project=project)
    yield from _codes(written.findings, place.inside("findings"), project)
    for line, points in written.lines.items():
        here = place.inside("lines")
        for one in _number("line", points, here, folder, project, key=line):
            yield evolve(one, line=line)
    for line, word in written.verdicts.items():
        here = place.inside("verdicts").inside(line)
        yield Expected(what="verdict", value=word.strip(), place=here, project=project, line=line)
    if written.follows is not None:
        yield Expected(what="follows", value=written.follows, place=place.inside("follows"), project=project)
    for line, word in written.actuals.items():
        here = place.inside("actuals").inside(line)
        yield Expected(what="actual", value=word.strip(), place=here, project=project, line=line)
    yield from _of_use(written, project, place, folder)


def _of_use(written: WrittenExpected, project: Project, place: Place, folder: Folder) -> Iterator[Expected]:
    """How much an outcome takes, and by when something has to be done."""
    for code, ends in written.cuts.items():
        here = place.inside("cuts").inside(code)
        if len(ends) != len(_CUT_ENDS):
            folder.notes.fault("case.cut-ends", here, outcome=code, count=len(ends))
        for what, amount in zip(_CUT_ENDS, ends, strict=False):
            money = folder.notes.read(here, read_amount, amount, "元")
            if money is not None:
                yield Expected(what=what, value=money, place=here, project=project, line=code)
    for code, written_day in written.due.items():
        here = place.inside("due").inside(code)
        day = day_of(written_day, here, folder.notes)
        if day is not None:
            yield Expected(what="due", value=day, place=here, project=project, line=code)


_CUT_ENDS: tuple[What, What] = ("cut-from", "cut-to")


def _of_whole(written: WrittenWhole, portfolio: Portfolio, place: Place, folder: Folder) -> Iterator[Expected]:
    yield from _number("mean", written.mean, place, folder)
    if written.grade is not None:
        yield Expected(what="grade", value=written.grade.strip(), place=place.inside("grade"))
    yield from _codes(written.findings, place.inside("findings"), None)
    for key, own in written.projects.items():
        here = place.inside("projects").inside(key)
        project = the_project(portfolio, key, here, folder.notes)
        if project is not None:
            yield from _some(_of_project(own, project, here, folder), here, folder)


def _number(
    what: What, written: Written | None, place: Place, folder: Folder, project: Project | None = None, key: str = ""
) -> Iterator[Expected]:
    here = place.inside(key or what)
    value = folder.notes.read(here, read_number, written)
    if value is not None:
        yield Expected(what=what, value=value, place=here, project=project)


def _codes(codes: tuple[str, ...], place: Place, project: Project | None) -> Iterator[Expected]:
    for at, code in enumerate(codes, start=1):
        yield Expected(what="finding", value=code, place=place.inside(at), project=project)
