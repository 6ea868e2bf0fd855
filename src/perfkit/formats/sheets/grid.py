"""A table whose cells say how many rows and columns they take (HTML, Word): where each of them comes to lie."""

from __future__ import annotations

from attrs import define, field

from perfkit.errors import Fault, InputError
from perfkit.formats.sheets.cell import SheetCell, Span
from perfkit.formats.sheets.gathered import MOST_COLUMNS, MOST_ROWS, Gathered

MOST_PLACES = 1_000_000
"""Columns taken by all cells of a table, so that wide cells cost no more than many."""


@define
class Grid:
    """A table while it is read.

    Attributes:
        row: the row that is read; column: the last column that was taken in it.
        open: of each column the rows that a cell above still takes.
        places: columns taken so far.
    """

    row: int = 0
    column: int = 0
    cells: dict[tuple[int, int], SheetCell] = field(factory=dict)
    spans: list[Span] = field(factory=list)
    open: dict[int, int] = field(factory=dict)
    places: int = 0
    hidden: set[int] = field(factory=set)

    def next_row(self) -> None:
        """Another row begins."""
        if self.row:
            self.open = {column: rows - 1 for column, rows in self.open.items() if rows > 1}
        self.row, self.column = self.row + 1, 0

    def place(self, rows: int, columns: int, gathered: Gathered) -> tuple[int, int]:
        """Where the next cell of so many rows and columns lies; raises :class:`InputError` beyond all bounds."""
        self.row = self.row or 1
        left = self.column + 1
        while left in self.open:
            left += 1
        self.column = left + columns - 1
        self.places += columns
        too_large = rows > MOST_ROWS or self.column > MOST_COLUMNS or self.row > MOST_ROWS
        if too_large or self.places > MOST_PLACES:
            raise InputError(
                Fault("sheet.far", gathered.place(), {"rows": MOST_ROWS, "columns": MOST_COLUMNS}),
            )
        self.open.update(dict.fromkeys(range(left, self.column + 1), rows))
        if rows > 1 or columns > 1:
            self.spans.append(Span(self.row, left, self.row + rows - 1, self.column))
        return self.row, left

    def finish(self) -> tuple[Span, ...]:
        """The spans, none of which reaches below the last row."""
        return tuple(
            Span(span.top, span.left, min(span.bottom, self.row), span.right)
            for span in self.spans
            if span.right > span.left or min(span.bottom, self.row) > span.top
        )
