"""Text with separators (.csv, .txt, and what web systems call .xls) as a sheet: every cell a text, rows with lines."""

from __future__ import annotations

import csv
import io
import re

from attrs import evolve

from perfkit.errors import Fault, InputError, Place, quoted
from perfkit.files import decode
from perfkit.formats.json_slips import is_artefact
from perfkit.formats.sheets.cell import Sheet
from perfkit.formats.sheets.gathered import LONGEST_TEXT, Gathered
from perfkit.formats.table_text import DECLARED, LIMIT

_SEPARATORS = (",", "\t", ";")
_HEAD_LINES = 50
_DECIMAL = re.compile(r"([+-]?[0-9]{1,20}\.[0-9]{1,20})%?", re.ASCII)


def sheets_of(data: bytes, gathered: Gathered) -> tuple[Sheet, ...]:
    """The one sheet of a text; raises :class:`InputError` for another encoding and for quotes that do not close."""
    read = decode(data, gathered.file, table=True)
    gathered.remarks.extend(read.remarks)
    gathered.begin("")
    declared = DECLARED.match(read.text)
    start = declared.end() if declared else 0
    separator = declared["separator"] if declared else _separator(read.text)
    if separator != "," and gathered.file.casefold().endswith(".csv"):  # tabs are what the other names promise
        gathered.remark("table.separator", gathered.place(), found="TAB" if separator == "\t" else separator)
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
                    _tell_noise(text.strip(), row, column, gathered)
    except csv.Error as error:
        place = Place(file=gathered.file, line=line)
        if str(error).startswith(LIMIT):
            raise InputError(Fault("table.cell-too-long", place, {"most": LONGEST_TEXT})) from error
        raise InputError(Fault("table.quotes", place)) from error
    for told in (gathered.faults, gathered.remarks):
        told[:] = [_with_line(fault, lines) for fault in told]
    return (Sheet(name="", cells=gathered.cells, lines=lines),)


def _separator(text: str) -> str:
    """What stands in the most lines; a comma where that does not decide."""
    lines = text.splitlines()[:_HEAD_LINES]
    return max(_SEPARATORS, key=lambda sign: sum(sign in line for line in lines))


def _tell_noise(text: str, row: int, column: int, gathered: Gathered) -> None:
    """The remark on a number such as 0.30000000000000004, which is read as it stands: a text has no digits to spare."""
    if (found := _DECIMAL.fullmatch(text)) and is_artefact(found[1]):
        gathered.remark("table.float-artefact", gathered.place(row, column), found=quoted(text))


def _with_line(fault: Fault, lines: dict[int, int]) -> Fault:
    """The fault of a cell with the line of its row."""
    row = int(fault.place.cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ") or 0)
    return evolve(fault, place=evolve(fault.place, line=lines.get(row)))
