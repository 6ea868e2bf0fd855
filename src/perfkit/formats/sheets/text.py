"""Text with separators (.csv, .txt, and what web systems call .xls) as a sheet: every cell a text, rows with lines."""

from __future__ import annotations

import csv
import io

from attrs import evolve

from perfkit.errors import Fault, InputError, Place
from perfkit.files import decode
from perfkit.formats.sheets.cell import Sheet
from perfkit.formats.sheets.gathered import LONGEST_TEXT, Gathered
from perfkit.formats.table_text import DECLARED, LIMIT

_SEPARATORS = (",", "\t", ";")
_HEAD_LINES = 50


def sheets_of(data: bytes, gathered: Gathered) -> tuple[Sheet, ...]:
    """The one sheet of a text; raises :class:`InputError` for another encoding and for quotes that do not close."""
    read = decode(data, gathered.file, table=True)
    gathered.remarks.extend(read.remarks)
    gathered.begin("")
    declared = DECLARED.match(read.text)
    start = declared.end() if declared else 0
    separator = declared["separator"] if declared else _separator(read.text)
    reader = csv.reader(io.StringIO(read.text[start:], newline=""), delimiter=separator, strict=True)
    lines: dict[int, int] = {}
    before = 1 if declared else 0
    line = before + 1
    try:
        for row, record in enumerate(reader, 1):
            if any(record):
                lines[row] = line
            line = before + reader.line_num + 1
            for column, text in enumerate(record, 1):
                if text:
                    gathered.put(row, column, gathered.text(row, column, text))
    except csv.Error as error:
        place = Place(file=gathered.file, line=line)
        if str(error).startswith(LIMIT):
            raise InputError(Fault("table.cell-too-long", place, {"most": LONGEST_TEXT})) from error
        raise InputError(Fault("table.quotes", place)) from error
    gathered.faults[:] = [_with_line(fault, lines) for fault in gathered.faults]
    return (Sheet(name="", cells=gathered.cells, lines=lines),)


def _separator(text: str) -> str:
    """What stands in the most lines; a comma where that does not decide."""
    lines = text.splitlines()[:_HEAD_LINES]
    return max(_SEPARATORS, key=lambda sign: sum(sign in line for line in lines))


def _with_line(fault: Fault, lines: dict[int, int]) -> Fault:
    """The fault of a cell with the line of its row."""
    row = int(fault.place.cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ") or 0)
    return evolve(fault, place=evolve(fault.place, line=lines.get(row)))
