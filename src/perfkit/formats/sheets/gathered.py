"""The cells of one sheet while a reader gathers them: within limits, each once, and none that a merged range covers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from attrs import define, field

from perfkit.errors import Fault, InputError, Place, quoted
from perfkit.files import cell_name
from perfkit.formats.sheets.cell import SheetCell, Span
from perfkit.formats.sheets.codes import GENERAL
from perfkit.formats.sheets.stored import decimal_of, number_cell

MOST_ROWS = 50_000
MOST_COLUMNS = 512
MOST_CELLS = 200_000
"""Cells that hold something, of all sheets of a file; a form has some hundred."""
LONGEST_TEXT = 32_767
"""Characters that a cell of an office program can hold."""
MOST_FAULTS = 100
MOST_SPANS = 20_000


@define
class Gathered:
    """What was read of a file so far.

    Attributes:
        file: its name; faults, remarks: of all its sheets.
        sheet: the name of the sheet that is being read.
        cells: of this sheet.
        count: cells of the sheets before it.
    """

    file: str
    faults: list[Fault] = field(factory=list)
    remarks: list[Fault] = field(factory=list)
    sheet: str = ""
    cells: dict[tuple[int, int], SheetCell] = field(factory=dict)
    count: int = 0
    rounded: int = 0

    def begin(self, sheet: str) -> None:
        """Another sheet begins."""
        self.count += len(self.cells)
        self.sheet, self.cells, self.rounded = sheet, {}, 0

    def place(self, row: int | None = None, column: int | None = None) -> Place:
        cell = "" if row is None or column is None else cell_name(row, column)
        return Place(file=self.file, sheet=self.sheet, cell=cell)

    def fault(self, code: str, place: Place, **arguments: object) -> None:
        """Something that is wrong; the file is given up where there is too much of it."""
        self.faults.append(Fault(code, place, arguments))
        if len(self.faults) >= MOST_FAULTS:
            raise InputError(self.faults)

    def remark(self, code: str, place: Place, **arguments: object) -> None:
        self.remarks.append(Fault(code, place, arguments))

    def bounds(self, row: int, column: int) -> None:
        """Refuse a cell that lies where no form reaches; raises :class:`InputError`."""
        if not (1 <= row <= MOST_ROWS and 1 <= column <= MOST_COLUMNS):
            place = self.place(row, column) if row > 0 and 0 < column < 2**15 else self.place()
            raise InputError(Fault("sheet.far", place, {"rows": MOST_ROWS, "columns": MOST_COLUMNS}))
        if self.count + len(self.cells) >= MOST_CELLS:
            raise InputError(Fault("sheet.too-many-cells", self.place(), {"most": MOST_CELLS}))

    def put(self, row: int, column: int, cell: SheetCell | None) -> None:
        """A cell, unless it holds nothing."""
        self.bounds(row, column)
        if (row, column) in self.cells:
            self.fault("sheet.twice", self.place(row, column))
        elif cell is not None:
            self.cells[row, column] = cell
            self.rounded += bool(cell.stored and not cell.lossy)

    def odd(self, row: int, column: int, stored: str) -> None:
        """A value that cannot be what its file says it is, such as a number 1E+400."""
        self.fault("sheet.number", self.place(row, column), found=quoted(stored))

    def text(self, row: int, column: int, text: str, code: str = "") -> SheetCell | None:
        """The cell of a text, its lines ended in one way; None for one without anything to be seen."""
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        if len(text) > LONGEST_TEXT:
            self.fault("sheet.long-text", self.place(row, column), found=len(text), most=LONGEST_TEXT)
            return None
        code = "" if code == GENERAL else code
        return SheetCell(kind="text", text=text, shown=text, format=code) if text.strip() else None

    def number(self, row: int, column: int, stored: str, code: str, *, mac: bool) -> SheetCell | None:
        """The cell of a stored number; what is none, or too large or small for any form, is a fault."""
        value: Decimal | None = decimal_of(stored)
        if value is None:
            self.odd(row, column, stored)
            return None
        return number_cell(value, code, mac=mac)

    def span(self, span: Span) -> None:
        """Refuse a merged range that reaches where no form does; raises :class:`InputError`."""
        if not (1 <= span.top <= span.bottom <= MOST_ROWS and 1 <= span.left <= span.right <= MOST_COLUMNS):
            raise InputError(Fault("sheet.span", self.place(), {"span": str(span)}))

    def uncovered(self, spans: Iterable[Span]) -> Mapping[tuple[int, int], SheetCell]:
        """The cells that are to be seen: of a merged range only its first."""
        rest = dict(self.cells)
        for span in spans:
            first = rest.get((span.top, span.left))
            for at in _inside(span, rest):
                del rest[at]
            if first is not None:
                rest[span.top, span.left] = first
        return rest

    def finish(self) -> None:
        """The remark on numbers that were rounded, one for a sheet."""
        if self.rounded:
            at, cell = next((at, cell) for at, cell in self.cells.items() if cell.stored and not cell.lossy)
            self.remark("sheet.rounded", self.place(*at), stored=cell.stored, number=cell.text, count=self.rounded)


def _inside(span: Span, cells: Mapping[tuple[int, int], SheetCell]) -> list[tuple[int, int]]:
    """The cells inside the span, looked for in the smaller of the two."""
    area = (span.bottom - span.top + 1) * (span.right - span.left + 1)
    if area > len(cells):
        return [at for at in cells if at in span]
    return [
        (row, column)
        for row in range(span.top, span.bottom + 1)
        for column in range(span.left, span.right + 1)
        if (row, column) in cells
    ]
