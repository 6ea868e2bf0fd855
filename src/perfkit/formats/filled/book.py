"""The forms in one file: each sheet of a workbook that is one, the tables of a Word file, a CSV file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TypeAlias

from attrs import evolve, field, frozen

from perfkit.errors import Place, quoted
from perfkit.files import read_bytes
from perfkit.formats.convert import structure
from perfkit.formats.filled.document import form_file
from perfkit.formats.filled.form import fitting, is_form_sideways, read_form_sheet
from perfkit.formats.filled.form_file import UNNAMED, FormFile
from perfkit.formats.filled.further import further_of
from perfkit.formats.filled.words import shown_words
from perfkit.formats.lending import Lender, Shelf
from perfkit.formats.notes import Notes
from perfkit.formats.project import read_project
from perfkit.formats.sheets import Book, Sheet
from perfkit.formats.written import ProjectFile
from perfkit.model import Finding, Layout, Project, comparable

SUFFIXES = (".xlsx", ".xls", ".xlsm", ".csv", ".docx")
"""Files that may be forms; whether they are is seen in them, not in their names."""

MOST_BYTES = 20_000_000

LayoutsFor: TypeAlias = Callable[[str, tuple[str, ...]], Sequence[Layout]]
"""The layouts for the set and the plugin folders that a file of facts names; both may be empty."""


def no_layouts(address: str, plugins: tuple[str, ...]) -> Sequence[Layout]:
    """What a reader has that nobody gave layouts."""
    return ()


def is_form_file(name: str) -> bool:
    """Whether a file may be a form, by its name."""
    return name.casefold().endswith(SUFFIXES)


@frozen
class FormBook:
    """The forms of one file, for the places of their keys; with the set they are for, where the file says it."""

    name: str
    digest: str
    files: tuple[FormFile, ...] = ()
    indicator_set: str = ""

    def located(self, place: Place) -> Place:
        """``place`` with its cell."""
        for file in self.files:
            place = file.located(place)
        return place

    def parts(self, place: Place) -> tuple[tuple[str, Place], ...]:
        """The places of what stands inside the thing at ``place``, by key."""
        return next(
            (file.parts(place) for file in self.files if file.place == Place(place.file, sheet=place.sheet)), ()
        )


def forms_of(book: Book, layouts: Sequence[Layout], notes: Notes) -> FormBook:
    """Every form in a book; a sheet that is none is passed over beside one that is, and refused alone."""
    read: list[tuple[FormFile, Notes]] = []
    other: list[Sheet] = []
    notes.remarks.extend(Finding.of(remark, "warning") for remark in book.remarks)
    further = further_of(book, notes)
    for sheet in book.sheets:
        if further is not None and sheet.name == further.sheet:
            continue
        fits = fitting(book, sheet, layouts)
        if fits is None:
            other += [sheet] if sheet.cells else []
            continue
        apart = evolve(notes, faults=[], remarks=[])
        form = read_form_sheet(book, sheet, fits, apart, ours=further is not None)
        read.append((form_file(form, apart, further), apart))
    found = _filled_in(read, notes)
    _tell_others(book, other, layouts, notes, alone=not found)
    _refuse_twice(found, notes)
    return FormBook(book.file, book.digest, tuple(found), further.indicator_set if further is not None else "")


def _filled_in(read: Sequence[tuple[FormFile, Notes]], notes: Notes) -> list[FormFile]:
    """The forms with what was noted of each; one that nobody filled in is passed over beside others."""
    blank = [file for file, _ in read if file.is_blank]
    if len(blank) == len(read):
        blank = []
    for file, apart in read:
        if file in blank:
            notes.remark("form.blank-not-read", file.place, sheet=quoted(file.sheet))
        else:
            notes.faults.extend(apart.faults)
            notes.remarks.extend(apart.remarks)
    return [file for file, _ in read if file not in blank]


def _tell_others(book: Book, other: list[Sheet], layouts: Sequence[Layout], notes: Notes, *, alone: bool) -> None:
    if not alone:
        for sheet in other:
            notes.remark("form.sheet-not-read", book.place(sheet), "info", sheet=quoted(sheet.name))
        return
    sideways = next((sheet for sheet in other if is_form_sideways(sheet, layouts)), None)
    if sideways is not None:
        notes.fault("form.sideways", book.place(sideways))
        return
    titles = list(dict.fromkeys(layout.titles[0] for layout in layouts if layout.titles))
    sheets = shown_words([quoted(sheet.name) for sheet in book.sheets if sheet.name]) or "—"
    notes.fault("form.none", Place(file=book.file), sheets=sheets, titles=shown_words(titles[:6]))


def _refuse_twice(files: Iterable[FormFile], notes: Notes) -> None:
    """Two sheets for one project: nobody can know which of them holds."""
    seen: dict[tuple[str, str], FormFile] = {}
    for file in files:
        identity = file.document["project"]
        key = (str(identity.get("code", "")), comparable(str(identity["name"])))
        first = seen.setdefault(key, file)
        if first is not file and identity["name"] != UNNAMED:
            place = file.places["project"]
            notes.fault("form.twice", place, name=quoted(str(identity["name"])), first=first.sheet)


@frozen
class ReadForms:
    """The projects in one file of forms.

    Attributes:
        name: the file; digest: SHA-256 of its bytes.
        projects: with year and unit where the forms say them.
        remarks: what was accepted and should be known.
    """

    name: str
    digest: str
    projects: tuple[Project, ...]
    remarks: tuple[Finding, ...] = field(default=())


def read_form_file(path: Path, name: str, layouts: Sequence[Layout]) -> ReadForms:
    """The projects in the file of forms at ``path``, which messages call ``name``. Nothing else is looked at.

    Raises:
        InputError: with all faults of the file, each with sheet and cell.
    """
    books: list[FormBook] = []
    notes = Notes(locate=lambda place: located(books, place), within=lambda place: parts(books, place))
    projects = tuple(projects_of(path, name, layouts, notes, books))
    notes.close()
    return ReadForms(name, books[0].digest, projects, tuple(notes.remarks))


def located(books: Iterable[FormBook], place: Place) -> Place:
    """A place with its cell, if it lies in one of the books."""
    for book in books:
        if book.name == place.file:
            return book.located(place)
    return place


def parts(books: Iterable[FormBook], place: Place) -> tuple[tuple[str, Place], ...]:
    """The places inside the thing at ``place``, if it lies in one of the books."""
    return next((book.parts(place) for book in books if book.name == place.file), ())


def projects_of(
    path: Path, name: str, layouts: Sequence[Layout], notes: Notes, books: list[FormBook]
) -> Iterator[Project]:
    """The projects of a file, its forms added to ``books``; faults are noted."""
    book = notes.attempt(Place(file=name), _opened, path, name)
    if book is None:
        return
    forms = forms_of(book, layouts, notes)
    books.append(forms)
    lender = Lender(Shelf, notes)
    for file in forms.files:
        written = structure(file.document, ProjectFile, name, notes)
        project = read_project(written, file.place, notes, lender, alone=False)
        if project is not None:
            yield project


def _opened(path: Path, name: str) -> Book:
    from perfkit.formats.sheets.opened import read_book

    return read_book(read_bytes(path, MOST_BYTES, name), name)
