"""Records of a table that are no rows: heads again, notes, headings, rows in one cell."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from perfkit.errors import quoted

_WRAPPED = re.compile(r"“[^”]*”|‘[^’]*’|'[^']*'|「[^」]*」")
_DOUBLED = re.compile(r'"[^"]+"')
_HEADING = re.compile(r"[（(]?[一二三四五六七八九十]{1,3}(?:[)）]|[、.．])")
"""How a heading is numbered: 一、 or （二）."""
_HEADING_FROM = 3
"""Columns from which on a numbered name without anything beside it is a heading."""
_INSIDE = re.compile(r"[,;\t]")

_TOTALS = frozenset({"合计", "总计"})
_SUMS = _TOTALS | {"小计"}

Slip = tuple[str, dict[str, Any]]
"""A code with its fields."""


def folded(text: str) -> str:
    """A name without blanks, width and capital letters."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


def no_row(cells: list[str], width: int, known: Mapping[str, str], keys: Mapping[int, str]) -> Slip | None:
    """Why a record is no row; None for a row. ``known`` are all names of columns, ``keys`` those that are there."""
    return next(_slips(cells, width, known, keys), None)


def _slips(cells: list[str], width: int, known: Mapping[str, str], keys: Mapping[int, str]) -> Iterator[Slip]:
    filled = {at: cell for at, cell in enumerate(cells) if cell}
    if sum(folded(cell) in known for cell in filled.values()) > 1:
        yield "table.head-again", {}
    if len(cells) == 1 < width and len(_INSIDE.findall(cells[0])) >= width - 1:
        yield "table.row-one-cell", {}
    if len(filled) == 1 < width and _is_note(*filled.items(), width=width, keys=keys):
        yield "table.not-a-row", {"found": quoted("".join(cells))}
    if doubled := next(filter(_DOUBLED.fullmatch, cells), ""):
        yield "table.quotes-twice", {"found": quoted(doubled)}
    wrapped = [cell for cell in cells if _WRAPPED.fullmatch(cell)]
    if len(wrapped) > 1:
        yield "table.other-quotes", {"found": quoted(wrapped[0])}
    if len(cells) != width:
        yield "table.fields", {"count": len(cells), "expected": width}


def _is_note(entry: tuple[int, str], *, width: int, keys: Mapping[int, str]) -> bool:
    """Whether the only words of a record are a note or a heading, and neither a name nor a number."""
    at, cell = entry
    if width >= _HEADING_FROM and _HEADING.match(cell):
        return True
    return keys.get(at) != "name" and not cell.isdigit() and not is_sum((cell,))


def is_sum(cells: Iterable[str]) -> bool:
    """Whether the row holds sums of others."""
    return any(folded(cell) in _SUMS for cell in cells)


def is_total(cells: Iterable[str]) -> bool:
    """Whether the sums are those of the whole table."""
    return any(folded(cell) in _TOTALS for cell in cells)
