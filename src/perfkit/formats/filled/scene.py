"""One sheet being read with one layout: its cells as values with their places, each read once."""

from __future__ import annotations

from attrs import field, frozen

from perfkit.errors import NOWHERE, Fault, Place, quoted
from perfkit.formats.filled.grid import Grid
from perfkit.formats.filled.values import text_of_cell
from perfkit.formats.filled.words import is_nothing
from perfkit.formats.notes import Notes
from perfkit.formats.sheets import Book, Sheet
from perfkit.model import Layout


@frozen
class Said:
    """What a cell says, as a person sees it, and where it stands; empty for nothing."""

    text: str = ""
    place: Place = NOWHERE

    def __bool__(self) -> bool:
        return bool(self.text)

    @property
    def is_nothing(self) -> bool:
        """Whether nothing is said, in one of the ways in which people say so."""
        return is_nothing(self.text)


NOTHING_SAID = Said()


@frozen
class Scene:
    """The sheet of a book, seen with a layout.

    Attributes:
        ours: whether perfkit wrote the form, so that its comments are its own.
        formulas: places of formulas whose stored value was taken.
    """

    book: Book
    sheet: Sheet
    layout: Layout
    notes: Notes
    ours: bool = False
    grid: Grid = field(init=False)
    formulas: list[Place] = field(factory=list, init=False)
    _read: dict[tuple[int, int], Said] = field(factory=dict, init=False)

    @grid.default
    def _grid(self) -> Grid:
        return Grid(self.sheet)

    def place(self, row: int | None = None, column: int | None = None) -> Place:
        """The place of the cell that one sees there, or of the sheet."""
        if row is None or column is None:
            return self.book.place(self.sheet)
        return self.book.place(self.sheet, *self.grid.anchor(row, column))

    def said(self, row: int, column: int | None, wanted: str = "any") -> Said:
        """The value one sees at a place, what is wrong with it noted; ``column`` is None for one the form lacks."""
        if column is None:
            return NOTHING_SAID
        anchor = self.grid.anchor(row, column)
        if anchor not in self._read:
            self._read[anchor] = self._said(*anchor, wanted)
        return self._read[anchor]

    def _said(self, row: int, column: int, wanted: str) -> Said:
        place, cell = self.place(row, column), self.grid.cell(row, column)
        if self.ours and cell is not None and cell.formula and "%" in cell.format:
            return Said("", place)  # a rate that the form works out itself
        text = text_of_cell(cell, place, self.notes, wanted=wanted)
        if cell is None and (row, column) in self.sheet.controls:
            self.notes.remark("form.control", place)
        elif cell is None and not self.ours and (comment := self.sheet.comments.get((row, column))):
            self.notes.remark("form.comment-only", place, comment=quoted(comment))
        if text is not None and cell is not None and cell.formula:
            self.formulas.append(place)
        return Said("" if text is None else text, place)

    def fault(self, code: str, place: Place, **arguments: object) -> None:
        self.notes.faults.append(Fault(code, place, arguments))
