"""Records of projects, one or many, on their way into a portfolio: each is read as the file of a project is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Generic, TypeAlias, TypeVar

from attrs import Factory, define, evolve, field

from perfkit.errors import NOWHERE, Fault, InputError, PerfkitError, Place
from perfkit.formats.evidence import check_evidence
from perfkit.formats.lending import Lender, LibraryFor, Shelf, no_library
from perfkit.formats.notes import Notes
from perfkit.formats.project import read_project
from perfkit.formats.record import read_written
from perfkit.formats.texts import persons, year_of
from perfkit.formats.written import ProjectFile
from perfkit.model import Portfolio, Project, Unit

T = TypeVar("T")

MOST_RECORDS = 200_000
"""More projects than a province has."""

Refuse: TypeAlias = Callable[[Fault], None]
"""Is told each fault of a record, which is then left out."""


def project_of(record: Mapping[str, Any]) -> Project:
    """The project that a record describes: a mapping with exactly the keys of a project file.

    Year and unit may be left to the portfolio; the indicator set is that of the portfolio. A record on its own has no
    indicator library: one that takes indicators ``from`` it is read by a kit.

    Raises:
        InputError: with all faults at once, each at its key.
    """
    notes, place = Notes(), Place()
    written = read_written(record, ProjectFile, place, notes)
    if written is None:
        return notes.settled(None)
    _no_set(written, place, notes)
    project = read_project(written, place, notes, Lender(_no_library, notes), alone=False)
    return notes.settled(project)


def _no_set(written: ProjectFile, place: Place, notes: Notes) -> None:
    """Refuse a set and plugins where they are those of the portfolio."""
    for key, said in (("indicator-set", written.indicator_set), ("plugins", written.plugins)):
        if said:
            notes.fault("record.belongs-to-portfolio", place.inside(key), key=key)


def _no_library() -> Shelf:
    raise InputError(Fault("record.no-library"))


@define
class _Agreed(Generic[T]):
    """What records have to say alike, because it can only be one for a portfolio; with the record that said it first.

    What the portfolio says itself comes first and holds.
    """

    key: str
    value: T | None = None
    given: bool = field(default=Factory(lambda self: self.value is not None, takes_self=True))
    first: Place = NOWHERE

    def hears(self, said: T | None, place: Place, notes: Notes) -> None:
        """What one record says; another thing than the first one is refused."""
        if said is None or self.given:
            return
        if self.value is None:
            self.value, self.first = said, place
        elif said != self.value:
            arguments = {"key": self.key, "found": said, "first": self.value, "where": self.first}
            notes.fault("record.disagree", place, **arguments)


@define
class Batch:
    """Records that are read one after the other, and the portfolio they make.

    Attributes:
        notes: faults and remarks of all of them.
        library_for: the library for the set that a record names.
        refuse: is told the faults of a record, which is then left out; None refuses the whole.
        unit, year, indicator_set: of the portfolio; None takes what the records say, if they all say the same.
        plugins: folders of plugins that the portfolio names.
        members: whether the records stand in a portfolio, which alone says set and plugins.
    """

    notes: Notes = field(factory=Notes)
    library_for: LibraryFor = no_library
    refuse: Refuse | None = None
    unit: Unit | None = None
    year: int | None = None
    indicator_set: str | None = None
    plugins: tuple[str, ...] | None = None
    members: bool = False
    projects: list[Project] = field(factory=list, init=False)
    _codes: dict[str, Place] = field(factory=dict, init=False)
    _shelves: dict[tuple[str, tuple[str, ...]], Shelf | PerfkitError] = field(factory=dict, init=False)
    _agreed: tuple[_Agreed[Any], ...] = field(init=False)
    _count: int = field(default=0, init=False)
    _persons: dict[str, None] = field(factory=dict, init=False)

    @_agreed.default
    def _said(self) -> tuple[_Agreed[Any], ...]:
        return (
            _Agreed("project.unit", self.unit and self.unit.name),
            _Agreed("project.year", self.year),
            _Agreed("indicator-set", self.indicator_set),
            _Agreed("plugins", self.plugins),
        )

    def read(self, records: Iterable[tuple[Place, Any]]) -> None:
        """Read records, each at its place; one that could not even be parsed is its error."""
        for place, record in records:
            self._count += 1
            if self._count > MOST_RECORDS:
                self.notes.fault("record.too-many", place, most=MOST_RECORDS)
                return
            before = len(self.notes.faults)
            project = self._read(record, place)
            if len(self.notes.faults) > before:
                self._refused(before)
            elif project is not None:
                self.projects.append(project)

    def _refused(self, before: int) -> None:
        """Hand on the faults of the last record, if somebody wants them."""
        if self.refuse is None:
            return
        faults, self.notes.faults[before:] = self.notes.faults[before:], []
        for fault in faults:
            self.refuse(evolve(fault, place=self.notes.locate(fault.place)))

    def _read(self, record: Any, place: Place) -> Project | None:
        if isinstance(record, InputError):
            self.notes.faults.extend(record.faults)
            return None
        written = read_written(record, ProjectFile, place, self.notes)
        return None if written is None else self._take(written, place)

    def _take(self, written: ProjectFile, place: Place) -> Project | None:
        """The project of a record that was structured; None after it was noted why not."""
        notes, before = self.notes, len(self.notes.faults)
        if self.members:
            _no_set(written, place, notes)
        lender = Lender(lambda: self._shelf(written), notes)
        project = read_project(written, place, notes, lender, alone=False)
        if project is None or (self.refuse is not None and len(notes.faults) > before):
            return None  # what is left out has no say about the others
        said = (project.unit or None, project.year, written.indicator_set or None, written.plugins or None)
        for one, value in zip(self._agreed, said, strict=True):
            one.hears(value, _inside(place, one.key), notes)
        if self.year is not None and project.year not in (None, self.year):
            here = _inside(place, "project.year")
            notes.fault("project.other-year", here, found=project.year, year=self.year)
        self._code_once(project, place)
        self._persons |= dict.fromkeys(persons(written.personal, place.inside("personal"), notes))
        return project

    def _code_once(self, project: Project, place: Place) -> None:
        if project.code is None:
            return
        first = self._codes.setdefault(project.code, place)
        if first != place:
            here = _inside(place, "project.code")
            self.notes.fault("record.code-twice", here, found=project.code, first=self.notes.locate(first))

    def _shelf(self, written: ProjectFile) -> Shelf:
        """The library for the set of a record, looked for once."""
        wanted = (self.indicator_set or written.indicator_set, self.plugins or written.plugins)
        if wanted not in self._shelves:
            try:
                self._shelves[wanted] = self.library_for(*wanted)
            except PerfkitError as error:
                self._shelves[wanted] = error
        found = self._shelves[wanted]
        if isinstance(found, PerfkitError):
            raise found
        return found

    @property
    def personal(self) -> tuple[str, ...]:
        """Names of persons that records say, each once."""
        return tuple(self._persons)

    def portfolio(self, place: Place) -> Portfolio | None:
        """The portfolio of what was read; None after it was noted why there is none."""
        unit, year, address, plugins = (one.value for one in self._agreed)
        missing = [one.key for one in self._agreed[:2] if one.value is None]
        if missing and not self.notes.faults:
            self.notes.fault("record.unsaid" if self.projects else "record.none", place, keys=", ".join(missing))
        if self.notes.faults or unit is None or year is None:
            return None
        found = Portfolio(
            unit=self.unit or Unit(unit),
            year=year_of(year, place, self.notes),
            projects=self.projects,
            indicator_set=address or "",
            plugins=plugins or (),
            personal=self.personal,
            origin=self.notes.origin(place),
        )
        check_evidence(found, self.notes)
        return found


def _inside(place: Place, key: str) -> Place:
    for step in key.split("."):
        place = place.inside(step)
    return place


def read_batch(records: Iterable[Any], batch: Batch) -> Portfolio:
    """The portfolio of records that a program hands in, one after the other; places count them from 1.

    Raises:
        InputError: with the faults of all records at once, or where records do not agree about unit, year or set.
    """
    batch.read((Place().inside(at), record) for at, record in enumerate(records, start=1))
    found = batch.notes.settled(batch.portfolio(Place()))
    return evolve(found, remarks=tuple(batch.notes.remarks))
