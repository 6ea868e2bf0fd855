"""CSV tables: columns found by name, every row checked for its shape, all faults of a file at once."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence

from attrs import evolve, field, frozen

from perfkit.errors import Place, nearest, quoted
from perfkit.formats.notes import Notes
from perfkit.model import MONEY_PLACES

MOST_ROWS = 200_000
LONGEST_CELL = 20_000

_UNIT_BEHIND = re.compile(r"(.*)\((.*)\)")
_TOTALS = frozenset({"合计", "总计", "小计"})


@frozen
class Column:
    """A column.

    Attributes:
        key: its key in English; names: those it goes by on paper.
        needed: whether a table must have it.
        filled: whether it is odd that it stands there with nothing in any row.
    """

    key: str
    names: tuple[str, ...]
    needed: bool = False
    filled: bool = False


@frozen
class Row:
    """A row of a table.

    Attributes:
        number: from 1, the head not counted, blank rows counted, as a spreadsheet shows it.
        cells: text by column key; a cell with nothing in it is left out.
        place: file and row.
    """

    number: int
    cells: Mapping[str, str]
    place: Place

    def at(self, key: str) -> Place:
        """The place of one cell."""
        return self.place.inside(key)


@frozen
class _Head:
    """Where each known column stands; ``others`` are positions that are not read."""

    keys: Mapping[int, str]
    width: int
    nameless: frozenset[int] = field(factory=frozenset)


def read_table(text: str, file: str, columns: Sequence[Column], notes: Notes, unit: str = "") -> tuple[Row, ...]:
    """The rows of a CSV text; ``unit`` is the one that the amounts of the table have.

    Rows without any text are skipped; rows of sums (合计) are left out with a remark. Faults and remarks go to
    ``notes``, each with its row.
    """
    place = Place(file=file)
    records = list(_records(text, place, notes))
    if not records:
        if not any(fault.place.file == file for fault in notes.faults):
            notes.fault("table.empty", place)
        return ()
    head = _head(records[0], columns, unit, place, notes)
    rows = [
        row
        for number, record in enumerate(records[1:], start=1)
        if head is not None and (row := _row(number, record, head, place, notes)) is not None
    ]
    if head is not None and not rows and not notes.faults:
        notes.fault("table.no-rows", place)
    if head is not None and rows:
        _filled(records[0], head, columns, rows, place, notes)
    return tuple(rows)


def _filled(
    names: list[str], head: _Head, columns: Sequence[Column], rows: Sequence[Row], place: Place, notes: Notes
) -> None:
    """Remark on columns with a name and nothing below it: nobody can know whether the figures were forgotten."""
    wanted = {column.key for column in columns if column.filled}.difference(*(row.cells for row in rows))
    for at, key in head.keys.items():
        if key in wanted:
            notes.remark("table.column-empty", place, column=quoted(names[at].strip()))


def _records(text: str, place: Place, notes: Notes) -> Iterator[list[str]]:
    """The cells of each record; ends at the first fault of quoting, after which nothing can be trusted."""
    start = text.lstrip("\r\n")
    first_line = start.partition("\n")[0]
    separator = max(",;\t", key=first_line.count)
    if separator != ",":
        notes.remark("table.separator", place, found="TAB" if separator == "\t" else separator)
    reader = csv.reader(io.StringIO(start, newline=""), delimiter=separator, strict=True)
    count = 0
    try:
        for record in reader:
            if count > MOST_ROWS:
                notes.fault("table.too-many-rows", place, most=MOST_ROWS)
                return
            yield record
            count += 1
    except csv.Error:
        notes.fault("table.quotes", evolve(place, line=reader.line_num))


def _head(record: list[str], columns: Sequence[Column], unit: str, place: Place, notes: Notes) -> _Head | None:
    """The columns by position; None after a fault, for then no row could be read rightly."""
    before = len(notes.faults)
    known = {_folded(name): column.key for column in columns for name in (column.key, *column.names)}
    keys: dict[int, str] = {}
    for at, cell in enumerate(record):
        name, behind = _name_and_unit(cell)
        key = known.get(name)
        if key is None:
            _unknown(cell, name, known, place, notes)
        elif key in keys.values():
            notes.fault("table.column-twice", place, column=quoted(cell))
        elif behind and unit and behind != unit:
            notes.fault("table.column-unit", place, column=quoted(cell), found=behind, unit=unit)
        else:
            keys[at] = key
    missing = [column for column in columns if column.needed and column.key not in keys.values()]
    if missing and before == len(notes.faults):
        names = "、".join(f"{column.key}（{column.names[0]}）" for column in missing)
        notes.fault("table.column-missing", place, columns=names, found=quoted(" ".join(record), 120))
    nameless = frozenset(at for at, cell in enumerate(record) if not cell.strip())
    return _Head(keys, len(record), nameless) if before == len(notes.faults) else None


def _unknown(cell: str, name: str, known: Mapping[str, str], place: Place, notes: Notes) -> None:
    """A column that is not known: refused if it is probably a misspelt one, else left aside with a remark."""
    if not name:
        return
    if near := nearest(name, known):
        notes.fault("table.column-misspelt", place, column=quoted(cell), near=near)
    else:
        notes.remark("table.column-ignored", place, column=quoted(cell))


def _name_and_unit(cell: str) -> tuple[str, str]:
    """The name of a column without the unit of money that may stand behind it in brackets."""
    name = _folded(cell)
    found = _UNIT_BEHIND.fullmatch(name)
    return (found[1], found[2]) if found and found[2] in MONEY_PLACES else (name, "")


def _folded(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


def _row(number: int, record: list[str], head: _Head, place: Place, notes: Notes) -> Row | None:
    """The row, or None for blank rows, rows of sums and rows of a wrong shape."""
    here = evolve(place, row=number)
    cells = [cell.strip() for cell in record]
    if not any(cells):
        return None
    if len(cells) != head.width:
        notes.fault("table.fields", here, count=len(cells), expected=head.width)
        return None
    if any(cells[at] for at in head.nameless):
        notes.fault("table.column-nameless", here, at=min(at for at in head.nameless if cells[at]) + 1)
        return None
    if any(len(cell) > LONGEST_CELL for cell in cells):
        notes.fault("table.cell-too-long", here, most=LONGEST_CELL)
        return None
    named = {key: cells[at] for at, key in head.keys.items() if cells[at]}
    if any(_folded(text) in _TOTALS for text in named.values()):
        notes.remark("table.total-row", here, "info")
        return None
    return Row(number, named, here)
