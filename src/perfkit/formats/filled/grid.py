"""A sheet as a person reads it: a merged range is one cell wherever one looks into it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from attrs import define, field

from perfkit.files import cell_name
from perfkit.formats.sheets import Sheet, SheetCell, Span


@define(slots=False)
class Grid:
    """A view of one sheet; rows and columns count from 1."""

    sheet: Sheet
    _covered: dict[tuple[int, int], Span] = field(init=False)

    @_covered.default
    def _all_covered(self) -> dict[tuple[int, int], Span]:
        return {
            (row, column): span
            for span in self.sheet.spans
            for row in range(span.top, span.bottom + 1)
            for column in range(span.left, span.right + 1)
        }

    @cached_property
    def rows(self) -> int:
        """The last row that holds something."""
        return max((row for row, _ in self.sheet.cells), default=0)

    @cached_property
    def columns(self) -> int:
        """The last column that holds something."""
        return max((column for _, column in self.sheet.cells), default=0)

    @cached_property
    def _by_row(self) -> dict[int, list[int]]:
        found: dict[int, list[int]] = {}
        for row, column in sorted(self.sheet.cells):
            found.setdefault(row, []).append(column)
        return found

    def anchor(self, row: int, column: int) -> tuple[int, int]:
        """The cell in which what one sees at a place stands."""
        span = self._covered.get((row, column))
        return (row, column) if span is None else (span.top, span.left)

    def span(self, row: int, column: int) -> Span:
        """The range that a place belongs to: its own, where nothing is merged."""
        return self._covered.get((row, column), Span(row, column, row, column))

    def cell(self, row: int, column: int) -> SheetCell | None:
        """What one sees at a place."""
        return self.sheet.cells.get(self.anchor(row, column))

    def text(self, row: int, column: int) -> str:
        """The text that one sees at a place; empty for none."""
        found = self.cell(row, column)
        return "" if found is None else found.text

    def own(self, row: int) -> Iterator[tuple[int, SheetCell]]:
        """The cells that begin in a row, from the left."""
        for column in self._by_row.get(row, ()):
            yield column, self.sheet.cells[row, column]

    def seen(self, row: int) -> Iterator[tuple[int, SheetCell]]:
        """The cells one sees in a row, those merged from above included, each once, from the left."""
        before = (0, 0)
        for column in range(1, self.columns + 1):
            anchor = self.anchor(row, column)
            found = self.sheet.cells.get(anchor)
            if found is not None and anchor != before:
                yield column, found
            before = anchor

    def right_of(self, row: int, column: int) -> Iterator[int]:
        """The columns right of the cell at a place, each cell once."""
        at = self.span(row, column).right + 1
        while at <= self.columns:
            yield at
            at = self.span(row, at).right + 1

    def name(self, row: int, column: int) -> str:
        """The address of the cell one sees at a place."""
        return cell_name(*self.anchor(row, column))
