"""The records of a CSV text: which separator it has, and where its quotes stop making sense."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from itertools import islice

from attrs import evolve

from perfkit.errors import Place
from perfkit.formats.notes import Notes
from perfkit.formats.numerals import ZERO_WIDTH

MOST_ROWS = 200_000
LONGEST_CELL = 20_000
MOST_SIGNS = 30_000
"""Separators of one line: more than the columns of any table and the commas of its longest cell."""

_SEPARATORS = ",;\t"
_UNFIT = ("，", "；", "|", "、")
"""Signs that separate columns where somebody typed the table; a program would not read them."""

DECLARED = re.compile(r'\s*"?sep=(?P<separator>[,;\t|])"?[ \t]*\r?\n?', re.IGNORECASE)
"""The line with which Excel is told the separator; Excel does not show it as a row."""

_BLANK_LINES = re.compile(r"\s*[\r\n]")
_GAP = re.compile(r"\S {2,}\S")
_LINE_END = re.compile(r"\r\n|\r|\n")
LIMIT = "field larger than field limit"
"""How the library for such texts begins to say that a cell is longer than it takes."""


def records_of(text: str, place: Place, notes: Notes) -> list[list[str]]:
    """The cells of each record, the head first, up to the first fault after which nothing can be trusted.

    None at all where the text is no table, or too long a one.
    """
    if not ZERO_WIDTH.sub("", text).strip():
        notes.fault("table.empty", place)
        return []
    declared = DECLARED.match(text)
    start = text[declared.end() :] if declared else text
    if blank := _BLANK_LINES.match(start):
        start = start[blank.end() :]
    separator = declared["separator"] if declared else _separator(start, place, notes)
    if separator is None:
        return []
    if separator != ",":
        notes.remark("table.separator", place, found="TAB" if separator == "\t" else separator)
    longest = max(line.count(separator) for line in start.splitlines())
    if longest > MOST_SIGNS:
        notes.fault("table.too-many-columns", place, found=longest, most=MOST_SIGNS)
        return []
    before = len(_LINE_END.findall(text[: len(text) - len(start)]))
    records = list(_read(start, separator, before, place, notes))
    if len(records) > MOST_ROWS + 1:
        notes.fault("table.too-many-rows", place, most=MOST_ROWS)
        return []
    return records


def _separator(text: str, place: Place, notes: Notes) -> str | None:
    """The separator of the head; None after a fault, where columns are told apart by something else."""
    head = text.splitlines()[0]
    separator = max(_SEPARATORS, key=head.count)
    if separator in head:
        return separator
    for sign in _UNFIT:
        if sign in head:
            notes.fault("table.separator-unfit", place, found=sign)
            return None
    if _GAP.search(head.strip()):
        notes.fault("table.no-separator", place)
        return None
    return separator


def _read(text: str, separator: str, before: int, place: Place, notes: Notes) -> Iterator[list[str]]:
    """The records of a text that ``before`` lines stand above; faults are told at the line where a record begins."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    count, line = 0, before + 1
    try:
        for record in islice(reader, MOST_ROWS + 2):
            yield record
            count, line = count + 1, before + reader.line_num + 1
    except csv.Error as error:
        if str(error).startswith(LIMIT):
            notes.fault("table.cell-too-long", evolve(place, row=count or None), most=LONGEST_CELL)
        else:
            notes.fault("table.quotes", evolve(place, line=line))
