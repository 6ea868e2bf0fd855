"""Workbooks of Excel 97 to 2003, proved by their records: sheets that are there, cells inside the form, no password.

The stream of a workbook is a row of records, each with its kind and length ([MS-XLS]). A reader goes to the places
that the list of sheets names and fills every row up to the widest: both are bounded here.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from attrs import define, field

from perfkit.errors import Fault, InputError, Place
from perfkit.files.compound import open_compound, read_stream
from perfkit.files.sheet_part import MOST_CELLS, MOST_ROWS

MOST_RECORDS = 1_000_000
MOST_SHEETS = 255
MOST_AREA = 4_000_000
"""Rows times columns of one sheet, which a reader fills up."""

_BEGIN, _END, _PASSWORD, _SHEET, _MERGED, _LINK = 0x809, 0x0A, 0x2F, 0x85, 0xE5, 0x1B8
_SEVERAL = {0xBD: 6, 0xBE: 2}
"""Records of several cells, and the bytes of each."""

_CELLS = frozenset((0x06, 0xD6, 0xFD, 0x201, 0x203, 0x204, 0x205, 0x206, 0x27E, 0x406, *_SEVERAL))
_CHART = 0x20
_WHOLE = 0x05


def gate_workbook_97(content: bytes, file: str) -> tuple[Fault, ...]:
    """What should be told of a workbook that passed: that it holds macros.

    Raises:
        InputError: ``office.old-broken``, ``office.encrypted``, ``office.embedded``, ``office.too-many-cells``,
            ``office.too-many-rows``, ``office.range-outside``.
    """
    here = Place(file=file)
    compound = open_compound(content, file)
    stream = read_stream(compound, file, "Workbook", "Book")
    if stream is None:
        raise InputError(Fault("office.old-broken", here))
    _Walk(here).over(stream)
    if any(entry.name.startswith("MBD") for entry in compound.entries):
        raise InputError(Fault("office.embedded", here))
    return (Fault("office.macros", here),) if compound.has("_VBA_PROJECT_CUR") else ()


@define
class _Walk:
    """The walk over the records of a workbook."""

    place: Place
    depth: int = 0
    sheets: list[int] = field(factory=list)
    begun: set[int] = field(factory=set)
    cells: int = 0
    rows: int = 0
    columns: int = 0

    def over(self, stream: bytes) -> None:
        for at, kind, length in self._records(stream):
            if kind in _CELLS:
                self._cell(kind, stream[at + 4 : at + 8], length)
            elif kind == _BEGIN:
                self._begin(at, struct.unpack_from("<H", stream, at + 6)[0] if length >= 4 else _WHOLE)
            elif kind == _END:
                self.depth -= 1
            else:
                self._other(kind, stream[at + 4 : at + 4 + length])
        if not self.sheets or len(self.sheets) > MOST_SHEETS or len(set(self.sheets)) < len(self.sheets):
            raise self._broken()
        if self.depth or not self.begun.issuperset(self.sheets):
            raise self._broken()

    def _records(self, stream: bytes) -> Iterator[tuple[int, int, int]]:
        """Place, kind and length of each record up to the end of the last sheet; behind it there may be padding."""
        at, whole = 0, len(stream)
        for _ in range(MOST_RECORDS):
            if at + 4 > whole or (at and not self.depth and not stream[at : at + 2].strip(b"\0")):
                return
            kind, length = struct.unpack_from("<HH", stream, at)
            if at + 4 + length > whole or (not self.depth and kind != _BEGIN) or (kind in _CELLS and length < 6):
                raise self._broken()
            yield at, kind, length
            at += 4 + length
        raise InputError(Fault("office.too-many-cells", self.place, {"most": MOST_CELLS}))

    def _begin(self, at: int, kind: int) -> None:
        """Sheets lie one behind another; only a chart may lie inside one, and is passed over."""
        self.depth += 1
        if self.depth > 2 or (self.depth == 2 and kind != _CHART):
            raise self._broken()
        if self.depth == 1:
            self.begun.add(at)
            self.rows = self.columns = 0

    def _other(self, kind: int, data: bytes) -> None:
        if kind == _PASSWORD:
            raise InputError(Fault("office.encrypted", self.place))
        try:
            if kind == _SHEET:
                self.sheets += struct.unpack_from("<I", data)
            elif kind == _MERGED:
                for at in range(*struct.unpack_from("<H", data)):
                    self._range(*struct.unpack_from("<HHHH", data, 2 + 8 * at))
            elif kind == _LINK:
                self._range(*struct.unpack_from("<HHHH", data))
        except struct.error:
            raise self._broken() from None

    def _cell(self, kind: int, head: bytes, length: int) -> None:
        """A record of one cell, or of several that lie beside each other."""
        if self.depth != 1:
            return
        row, column = struct.unpack("<HH", head)
        count = max((length - 6) // _SEVERAL[kind], 1) if kind in _SEVERAL else 1
        self._reach(row + 1, column + count)
        self._take(count)

    def _range(self, first: int, last: int, left: int, right: int) -> None:
        if first > last or left > right:
            raise self._broken()
        if last >= MOST_ROWS or right > 255:
            found = f"R{first + 1}C{left + 1}:R{last + 1}C{right + 1}"
            arguments = {"found": found, "rows": MOST_ROWS, "columns": 256}
            raise InputError(Fault("office.range-outside", self.place, arguments))
        self._take((last - first + 1) * (right - left + 1))

    def _reach(self, row: int, column: int) -> None:
        self.rows, self.columns = max(self.rows, row), max(self.columns, column)
        if row > MOST_ROWS:
            raise InputError(Fault("office.too-many-rows", self.place, {"row": row, "most": MOST_ROWS}))
        if column > 256:
            raise self._broken()
        if self.rows * self.columns > MOST_AREA:
            raise InputError(Fault("office.too-many-cells", self.place, {"most": MOST_CELLS}))

    def _take(self, count: int) -> None:
        self.cells += count
        if self.cells > MOST_CELLS:
            raise InputError(Fault("office.too-many-cells", self.place, {"most": MOST_CELLS}))

    def _broken(self) -> InputError:
        return InputError(Fault("office.old-broken", self.place))
