"""The cells of a sheet, proved by their addresses alone: all inside the form, each once, and not too many.

A reader makes room up to the farthest cell, and one cell for each place of a merged range: a file of five kilobytes
can ask for gigabytes. Only addresses are looked at here; what stands in the cells is the reader's.
"""

from __future__ import annotations

import re
from typing import Literal

from perfkit.errors import Fault, InputError, Place, quoted
from perfkit.files.cell_names import column_name
from perfkit.files.xml_parts import attributes_of

MOST_CELLS = 500_000
"""Cells of one workbook; each place of a merged range counts as one."""

MOST_ROWS = 50_000
MOST_COLUMNS = 512
MOST_FAULTS = 20

_CELL = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})", re.ASCII)


_COLUMNS = {column_name(column): column for column in range(1, MOST_COLUMNS + 1)}
"""Columns of a form by their letters."""


class Room:
    """How many cells the sheets of one workbook may still have."""

    def __init__(self) -> None:
        self.cells = MOST_CELLS

    def take(self, count: int, place: Place) -> None:
        self.cells -= count
        if self.cells < 0:
            raise InputError(Fault("office.too-many-cells", place, {"most": MOST_CELLS}))


class SheetPart:
    """What is told of the tags of one sheet.

    Attributes:
        faults: those after which the next cell can still be looked at.
        filled: the columns of each row that hold a cell, as bits; ``taken`` those of the row that is read.
    """

    def __init__(self, place: Place, room: Room) -> None:
        self.place, self.room = place, room
        self.faults: list[Fault] = []
        self.row = self.column = self.taken = 0
        self.number = ""
        self.filled: dict[int, int] = {}

    def started(self, tag: str, attributes: list[str]) -> None:
        if tag == "c":
            self._cell(attributes)
        elif tag == "row":
            self._row(attributes)
        elif tag in ("mergeCell", "hyperlink", "comment"):
            self._range(tag, attributes_of(attributes).get("ref", ""))

    def _row(self, attributes: list[str]) -> None:
        number = attributes_of(attributes).get("r", str(self.row + 1))
        if not re.fullmatch(r"[1-9][0-9]{0,9}", number, re.ASCII):
            raise InputError(Fault("office.row-number", self.place, {"found": quoted(number)}))
        self.filled[self.row] = self.taken
        if int(number) > MOST_ROWS and int(number) == self.row + 1:
            raise InputError(Fault("office.too-many-rows", self.place, {"row": number, "most": MOST_ROWS}))
        self.row, self.number, self.column = int(number), number, 0
        self.taken = self.filled.get(self.row, 0)

    def _cell(self, attributes: list[str]) -> None:
        usual = attributes and attributes[0] == "r"  # as every program writes it
        name = attributes[1] if usual else attributes_of(attributes).get("r", "")
        number = self.number
        column = _COLUMNS.get(name[: -len(number)]) if name.endswith(number) else None
        if column is None or self.row > MOST_ROWS:
            column = self._odd(name)
        self.column = column
        self.room.cells -= 1
        if self.room.cells < 0:
            self.room.take(0, self.place)
        if self.taken & (this := 1 << column):
            self._fault("office.cell-twice", f"{column_name(column)}{number}")
        self.taken |= this

    def _odd(self, name: str) -> int:
        """The column of a cell whose address is not simply letters and the number of its row."""
        column = self._spelt(name) if name else self.column + 1
        if not 0 < column <= MOST_COLUMNS or not 0 < self.row <= MOST_ROWS:
            limits = {"rows": MOST_ROWS, "columns": MOST_COLUMNS}
            raise InputError(Fault("office.cell-outside", self._at(name), limits))
        return column

    def _spelt(self, name: str) -> int:
        found = _CELL.fullmatch(name)
        if found is None or (self.number and found[2] != self.number):
            row = self.number or "—"
            raise InputError(Fault("office.cell-name", self._at(name), {"found": quoted(name), "row": row}))
        return _COLUMNS.get(found[1], 0)

    def _range(self, tag: str, written: str) -> None:
        """Merged cells, links and comments: a reader makes a cell for each place of theirs."""
        ends = [_CELL.fullmatch(end) for end in written.replace("$", "").split(":")]
        if not 0 < len(ends) <= 2 or not all(ends):
            raise InputError(Fault("office.range-name", self.place, {"found": quoted(written)}))
        rows = [int(end[2]) for end in ends if end]
        columns = [_COLUMNS.get(end[1], MOST_COLUMNS + 1) for end in ends if end]
        if max(rows) > MOST_ROWS or max(columns) > MOST_COLUMNS:
            limits = {"found": quoted(written), "rows": MOST_ROWS, "columns": MOST_COLUMNS}
            raise InputError(Fault("office.range-outside", self._at(written.partition(":")[0]), limits))
        if rows[0] > rows[-1] or columns[0] > columns[-1]:
            raise InputError(Fault("office.range-name", self.place, {"found": quoted(written)}))
        if tag != "comment":
            self.room.take((rows[-1] - rows[0] + 1) * (columns[-1] - columns[0] + 1), self.place)

    def _fault(self, code: Literal["office.cell-twice"], name: str) -> None:
        self.faults.append(Fault(code, self._at(name), {"cell": name}))
        if len(self.faults) >= MOST_FAULTS:
            raise InputError(self.faults.pop())

    def _at(self, name: str) -> Place:
        return Place(file=self.place.file, key=self.place.key, cell=quoted(name, 12))
