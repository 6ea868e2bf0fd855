"""Widths of columns that keep every figure and code on one line, wherever the page has room for it."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from perfkit.model import Cell

PAGE = 84
"""How many half-width characters of table type go across the text area of a page (442 pt at 10.5 pt)."""

PADDING = 15
"""What the sides of a cell take, in tenths of a character."""

LONGEST_UNBROKEN = 24


def unbroken(text: str) -> bool:
    """Whether a cell holds one figure or code that must stay on one line."""
    signs = text.translate(dict.fromkeys(map(ord, ".-@_"), None))
    return 0 < len(text) <= LONGEST_UNBROKEN and text.isascii() and signs.isalnum()


def fitted(widths: Sequence[int], head: Sequence[Cell], body: Sequence[Sequence[Cell]]) -> list[int]:
    """The widths a form asks for, in tenths of a character, with room moved to the columns that need it.

    A column needs its longest figure or code, and its label where that fits too. Room comes from whichever column has
    most to spare; if the figures alone are wider than the page the widths stay as asked.
    """
    asked = [width * PAGE * 10 // sum(widths) for width in widths]
    figures = [_longest(body, column) for column in range(len(widths))]
    labels = [max(map(_width, cell.text.split("\n"))) for cell in head]
    for wanted in ([max(pair) for pair in zip(figures, labels, strict=True)], figures):
        needed = [width * 10 + PADDING for width in wanted]
        if sum(needed) <= sum(asked):
            return _moved(asked, needed)
    return asked


def _moved(widths: Sequence[int], needed: Sequence[int]) -> list[int]:
    made = list(widths)
    while any(have < need for have, need in zip(made, needed, strict=True)):
        spare = [have - need for have, need in zip(made, needed, strict=True)]
        short, donor = spare.index(min(spare)), spare.index(max(spare))
        moved = min(-spare[short], spare[donor])
        made[short] += moved
        made[donor] -= moved
    return made


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in ("W", "F", "A") else 1 for character in text)


def _longest(body: Sequence[Sequence[Cell]], column: int) -> int:
    found = 0
    for row in body:
        place = 0
        for cell in row:
            if place == column and cell.columns == 1 and unbroken(cell.text):
                found = max(found, len(cell.text))
            place += cell.columns
    return found
