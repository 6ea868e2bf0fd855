"""CSV tables: columns found by name, every row checked for its shape, all faults of a file at once."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from attrs import evolve, field, frozen

from perfkit.errors import Place, nearest, quoted
from perfkit.formats.json_slips import is_artefact
from perfkit.formats.notes import Notes
from perfkit.formats.table_slips import folded, is_sum, is_total, no_row
from perfkit.formats.table_text import LONGEST_CELL, records_of
from perfkit.model import MONEY_PLACES

_DECIMAL = re.compile(r"[+-]?[0-9]{1,20}\.[0-9]{1,20}", re.ASCII)
_INDEX = re.compile(r"unnamed:[0-9]+")
"""What a program calls a column without a name when it writes a table out: the numbers of its own rows."""


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
        total: whether it holds the sums of all rows before it.
    """

    number: int
    cells: Mapping[str, str]
    place: Place
    total: bool = False

    def at(self, key: str) -> Place:
        """The place of one cell."""
        return self.place.inside(key)


@frozen
class _Head:
    """Where each known column stands; ``known`` are all names that one may have."""

    keys: Mapping[int, str]
    width: int
    known: Mapping[str, str]
    nameless: frozenset[int] = field(factory=frozenset)


def read_table(text: str, file: str, columns: Sequence[Column], notes: Notes, unit: str = "") -> tuple[Row, ...]:
    """The rows of a CSV text; ``unit`` is the one that the amounts of the table have.

    Rows without any text are skipped; a row that stands twice is used once, and rows of sums in part (小计) are left
    out, with remarks. Rows of totals (合计) are given as such. Faults and remarks go to ``notes``, each with its row.
    """
    place = Place(file=file)
    records = records_of(text, place, notes)
    head = _head(records[0], columns, unit, place, notes) if records else None
    if head is None:
        return ()
    rows: list[Row] = []
    seen: dict[tuple[str, ...], int] = {}
    for number, record in enumerate(records[1:], start=1):
        row = _row(number, record, head, place, notes)
        if row is None:
            continue
        first = seen.setdefault(tuple(row.cells.values()), number) if "code" in row.cells else number
        if first != number:
            notes.remark("table.row-twice", row.place, first=first, line=first + 1)
        else:
            rows.append(row)
    own = [row for row in rows if not row.total]
    if not own and not notes.faults:
        notes.fault("table.no-rows", place)
    if own:
        _filled(records[0], head, columns, own, place, notes)
    return tuple(rows)


def _filled(
    names: list[str], head: _Head, columns: Sequence[Column], rows: Sequence[Row], place: Place, notes: Notes
) -> None:
    """Remark on columns with a name and nothing below it: nobody can know whether the figures were forgotten."""
    wanted = {column.key for column in columns if column.filled}.difference(*(row.cells for row in rows))
    for at, key in head.keys.items():
        if key in wanted:
            notes.remark("table.column-empty", place, column=quoted(names[at].strip()))


def _head(record: list[str], columns: Sequence[Column], unit: str, place: Place, notes: Notes) -> _Head | None:
    """The columns by position; None after a fault, for then no row could be read rightly."""
    before = len(notes.faults)
    known = {folded(name): column.key for column in columns for name in (column.key, *column.names)}
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
    return _Head(keys, len(record), known, nameless) if before == len(notes.faults) else None


def _unknown(cell: str, name: str, known: Mapping[str, str], place: Place, notes: Notes) -> None:
    """A column that is not known: refused if it is probably a misspelt one, else left aside with a remark."""
    if not name:
        return
    if name.startswith(("=", "#")):
        notes.fault("table.column-unreadable", place, column=quoted(cell))
    elif _INDEX.fullmatch(name):
        notes.remark("table.column-ignored", place, column=quoted(cell))
    elif near := nearest(name, known):
        notes.fault("table.column-misspelt", place, column=quoted(cell), near=near)
    else:
        notes.remark("table.column-ignored", place, column=quoted(cell))


def _name_and_unit(cell: str) -> tuple[str, str]:
    """The name of a column without the unit of money that may stand behind it in brackets."""
    name = folded(cell)
    stem, bracket, unit = name.removesuffix(")").rpartition("(")
    return (stem, unit) if bracket and name.endswith(")") and unit in MONEY_PLACES else (name, "")


def _row(number: int, record: list[str], head: _Head, place: Place, notes: Notes) -> Row | None:
    """The row, or None for blank rows, sums in part and what is no row."""
    here = evolve(place, row=number)
    cells = [cell.strip() for cell in record]
    if not any(cells):
        return None
    if any(len(cell) > LONGEST_CELL for cell in cells):
        notes.fault("table.cell-too-long", here, most=LONGEST_CELL)
        return None
    if (slip := no_row(cells, head.width, head.known, head.keys)) is not None:
        notes.fault(slip[0], here, **slip[1])
        return None
    if any(cells[at] for at in head.nameless):
        notes.fault("table.column-nameless", here, at=min(at for at in head.nameless if cells[at]) + 1)
        return None
    named = {key: cells[at] for at, key in head.keys.items() if cells[at]}
    if is_sum(list(named.values())):
        notes.remark("table.total-row", here, "info")
        return Row(number, named, here, total=True) if is_total(named.values()) else None
    for key, cell in named.items():
        if _DECIMAL.fullmatch(cell) and is_artefact(cell):
            notes.remark("table.float-artefact", here.inside(key), found=quoted(cell))
    return Row(number, named, here)
