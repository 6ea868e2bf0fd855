"""A statutory table: rows of cells that may span rows and columns, the same for every kind of document."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Literal, TypeAlias

from attrs import field, frozen

from perfkit.errors import Fault, ReportError

Align: TypeAlias = Literal["left", "center", "right"]


@frozen
class Cell:
    """One cell. ``rows`` and ``columns`` say how many of each it covers; ``head`` marks a cell of the table head."""

    text: str = ""
    rows: int = 1
    columns: int = 1
    align: Align = "center"
    head: bool = False


def _rows(value: Iterable[Iterable[Cell]]) -> tuple[tuple[Cell, ...], ...]:
    return tuple(tuple(row) for row in value)


def _widths(value: Iterable[Any]) -> tuple[int, ...]:
    return tuple(value)


@frozen
class Grid:
    """A table.

    Attributes:
        name: by which a document refers to it.
        widths: relative width of each column; their number is the number of columns.
        rows: each row holds the cells that *begin* in it.
        head: how many rows repeat on each page.
        caption: printed above; note: printed below.
    """

    name: str
    widths: tuple[int, ...] = field(converter=_widths)
    rows: tuple[tuple[Cell, ...], ...] = field(converter=_rows)
    head: int = 1
    caption: str = ""
    note: str = ""

    def placed(self) -> Sequence[Sequence[tuple[int, Cell]]]:
        """For each row the cells that begin in it with the column (from 0) where they begin.

        Refuses (``grid.uncovered``) a table in which a place is covered twice or not at all.
        """
        covered: set[tuple[int, int]] = set()
        placed: list[list[tuple[int, Cell]]] = []
        for index, row in enumerate(self.rows):
            placed.append([])
            column = 0
            for cell in row:
                while (index, column) in covered:
                    column += 1
                spots = {(index + r, column + c) for r in range(cell.rows) for c in range(cell.columns)}
                if spots & covered:
                    raise self._broken(index)
                covered |= spots
                placed[-1].append((column, cell))
                column += cell.columns
        if covered != {(r, c) for r in range(len(self.rows)) for c in range(len(self.widths))}:
            raise self._broken(len(self.rows) - 1)
        return placed

    def _broken(self, row: int) -> ReportError:
        return ReportError(Fault("grid.uncovered", arguments={"name": self.name, "row": row + 1}))
