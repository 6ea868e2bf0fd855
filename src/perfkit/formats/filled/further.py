"""补充信息: the second sheet of a form that perfkit wrote, with facts for which the form has no place.

It is known by its heads. Each row says in its last column which key of a project file its value is for, so that nothing
need be known of the set here. ``indicator.…`` is a key of the indicator that the first column names; ``blocks.CODE``
gives the printed name of a block, with an empty code for rows that the set works out itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from attrs import field, frozen

from perfkit.errors import Place, quoted
from perfkit.formats.filled.grid import Grid
from perfkit.formats.filled.values import text_of_cell
from perfkit.formats.filled.words import Lexicon, folded, is_nothing
from perfkit.formats.notes import Notes
from perfkit.formats.sheets import Book, Sheet
from perfkit.model import TEXTS, is_money

HEADS = ("对象", "事实", "值", "单位", "说明", "代码")
BETWEEN = " · "
OF_INDICATOR, OF_BLOCK, SET = "indicator.", "blocks.", "indicator-set"
NO_RECORDS = "没有"
"""Said of a list, at ``[0]``, that is known to be empty."""

_TRUTHS: Mapping[str, bool] = {"是": True, "否": False}
_STEP = re.compile(r"([^.\[\]]+)(?:\[([0-9]{1,4})\])?")
_KEY = re.compile(r"[A-Za-z][A-Za-z0-9_.\[\]-]*")


@frozen
class Entry:
    """A row that says something: what it is about, the key, the value and its cell."""

    subject: str
    key: str
    value: str | bool
    place: Place


@frozen
class Further:
    """The sheet.

    Attributes:
        sheet: its name; entries: what it says, in order.
        indicator_set: the address of the set that the form is for.
        blocks: codes by the printed names of blocks.
    """

    sheet: str
    entries: tuple[Entry, ...]
    indicator_set: str
    blocks: Mapping[str, str] = field(factory=dict)

    @property
    def lexicon(self) -> Lexicon[str]:
        """The codes of blocks by their names, however they are written."""
        return Lexicon.of((code, [name]) for name, code in self.blocks.items())


def further_of(book: Book, notes: Notes) -> Further | None:
    """The sheet in a book; None for a book that perfkit did not write."""
    for sheet in book.sheets:
        grid = Grid(sheet)
        top = next((row for row in range(1, grid.rows + 1) if _is_head(grid, row)), None)
        if top is not None:
            return _read(book, sheet, grid, top, notes)
    return None


def _is_head(grid: Grid, row: int) -> bool:
    return all(folded(grid.text(row, column)) == word for column, word in enumerate(HEADS, start=1))


def _read(book: Book, sheet: Sheet, grid: Grid, top: int, notes: Notes) -> Further:
    entries = tuple(_entries(book, sheet, grid, top, notes))
    address = next((str(one.value) for one in entries if one.key == SET), "")
    blocks = {str(one.value): one.key.removeprefix(OF_BLOCK) for one in entries if one.key.startswith(OF_BLOCK)}
    return Further(sheet.name, entries, address, blocks)


def _entries(book: Book, sheet: Sheet, grid: Grid, top: int, notes: Notes) -> Iterator[Entry]:
    for row in range(top + 1, grid.rows + 1):
        subject, unit, key = (grid.text(row, column).strip() for column in (1, 4, 6))
        place = book.place(sheet, row, 3)
        if not key:
            continue
        if not _KEY.fullmatch(key):
            notes.fault("further.key", book.place(sheet, row, 6), found=quoted(key))
            continue
        text = text_of_cell(grid.cell(row, 3), place, notes, wanted="code" if key == "project.code" else "any")
        if text is None or is_nothing(text):
            continue
        last = key.rpartition(".")[2]
        is_fact = ("facts." in key) and last not in TEXTS
        if is_fact and folded(text) in _TRUTHS:
            yield Entry(subject, key, _TRUTHS[folded(text)], place)
        else:
            yield Entry(subject, key, text + unit if is_money(unit) and _is_number(text) else text, place)


def _is_number(text: str) -> bool:
    return re.fullmatch(r"-?[0-9.]+", text, re.ASCII) is not None


def put_further(further: Further, document: dict[str, Any], places: dict[str, Place], notes: Notes) -> None:
    """What the sheet says, put into the document of a form that was read."""
    subjects = _subjects(further, document)
    for one in further.entries:
        if one.key == SET or one.key.startswith(OF_BLOCK):
            continue
        if not one.key.startswith(OF_INDICATOR):
            _put(document, places, "", one.key, one)
            continue
        path = subjects.get(folded(one.subject))
        if path is None:
            notes.fault("further.subject", one.place, found=quoted(one.subject))
            continue
        number = int(path[len("indicators[") : -1])
        written = document["indicators"][number - 1]
        _put(written, places, f"{path}.", one.key.removeprefix(OF_INDICATOR), one)
    _tidy(document)


def _subjects(further: Further, document: Mapping[str, Any]) -> dict[str, str]:
    """The path of each indicator by the name under which the sheet speaks of it."""
    names = {code: name for name, code in further.blocks.items()}
    return {
        folded(BETWEEN.join((names.get(one["block"], one["block"]), one.get("category", ""), one["name"]))): (
            f"indicators[{number}]"
        )
        for number, one in enumerate(document.get("indicators", ()), start=1)
    }


def _put(table: dict[str, Any], places: dict[str, Place], path: str, key: str, entry: Entry) -> None:
    """A value at a key such as ``facts.elements[2].met``; tables and lists on the way are made."""
    steps = _STEP.findall(key)
    for name, number in steps[:-1]:
        path += name
        places.setdefault(path, entry.place)
        if not number:
            table = table.setdefault(name, {})
        else:
            records = table.setdefault(name, {})
            table = records.setdefault(int(number), {})
            path += f"[{len(records)}]"
            places.setdefault(path, entry.place)
        path += "."
    last, number = steps[-1]
    if number == "0":
        if entry.value == NO_RECORDS:
            table[last] = {}
        return
    table[last] = int(str(entry.value)) if key == "project.year" and str(entry.value).isdigit() else entry.value
    places[path + last] = entry.place


def _tidy(document: dict[str, Any]) -> None:
    """Lists that were put together by number become lists; a period with one day alone is none."""
    for table in (document, *document.get("indicators", ())):
        facts = table.get("facts", {})
        for name, value in facts.items():
            if isinstance(value, dict):
                facts[name] = tuple(value.values())
    if set(document["project"].get("period", {"start", "end"})) != {"start", "end"}:
        del document["project"]["period"]
