"""A sheet to be filled in, as it is planned: cells with what stands in them, before any library writes them."""

from __future__ import annotations

import unicodedata
from decimal import Decimal
from typing import Literal, TypeAlias

from attrs import define, field, frozen

Style: TypeAlias = Literal["title", "subtitle", "label", "head", "text", "centre", "number", "note", "quiet"]
"""title, subtitle: above the form; label, head: printed words; text: of a person, from the left; centre: a short text
or figure in the middle; number: an amount, from the right; note: below the form; quiet: small and grey."""

LINE_POINTS = 14
"""Height of a line in points; the type has 10.5."""

PADDING = 6

LOWEST, HIGHEST = 24, 400
"""Heights of a row in points; Excel has none above 409."""


@frozen(kw_only=True)
class FormCell:
    """A cell, or a merged range. Rows and columns count from 1.

    Attributes:
        top, left, bottom, right: where it stands.
        style: see :data:`Style`.
        value: a text or a number; None for nothing. A text is never a formula.
        formula: of ours, with ``=``; then ``value`` is its result, as we worked it out.
        format: code of the number format.
        open: whether it is for the user to fill in.
        choices: what may be chosen; strict: whether nothing else may be typed.
        most: the highest number that may be typed, or the cell that holds it; empty for no limit. The lowest is 0.
        limit_words: what is said to who types another number.
        note: comment that explains the cell.
    """

    top: int
    left: int
    bottom: int
    right: int
    style: Style
    value: str | Decimal | None = None
    formula: str = ""
    format: str = ""
    open: bool = False
    choices: tuple[str, ...] = ()
    strict: bool = True
    most: str = ""
    limit_words: str = ""
    note: str = ""


@define
class SheetPlan:
    """A sheet in the making.

    Attributes:
        name: of the sheet; widths: of its columns, in digits.
        cells: what stands in it; heights: of rows, in points, where they are settled.
        row: the next free row.
        repeated: first and last row of the head that every page repeats; 0 for none.
        hidden: columns that are not shown.
    """

    name: str
    widths: tuple[int, ...]
    cells: list[FormCell] = field(factory=list)
    heights: dict[int, int] = field(factory=dict)
    row: int = 1
    repeated: tuple[int, int] = (0, 0)
    hidden: tuple[int, ...] = ()

    @property
    def columns(self) -> int:
        """How many columns it has."""
        return len(self.widths)

    def put(self, left: int, right: int, style: Style, value: str | Decimal | None = None, **more: object) -> None:
        """A cell from column ``left`` to ``right`` in the present row, or down to ``bottom``."""
        bottom = more.pop("bottom", self.row)
        cell = FormCell(top=self.row, left=left, bottom=bottom, right=right, style=style, value=value, **more)  # type: ignore[arg-type] # attrs checks the names
        self.cells.append(cell)

    def next(self, *, least: int = LOWEST) -> int:
        """Close the present row: its height follows from its texts. The number of the next one."""
        here = [cell for cell in self.cells if cell.top == cell.bottom == self.row]
        needed = [self.text_points(cell) for cell in here]
        self.heights[self.row] = min(max([least, *needed]), HIGHEST)
        self.row += 1
        return self.row

    def text_points(self, cell: FormCell) -> int:
        """The height that the text of a cell takes in the width it has."""
        if not isinstance(cell.value, str) or cell.formula or cell.style in ("title", "subtitle"):
            return LOWEST
        room = max(sum(self.widths[cell.left - 1 : cell.right]) - 1, 2)
        return sum(-(-max(width(line), 1) // room) for line in cell.value.split("\n")) * LINE_POINTS + PADDING


def width(text: str) -> int:
    """The width of a text in digits: a Chinese character takes two."""
    return sum(2 if unicodedata.east_asian_width(character) in "WFA" else 1 for character in text)
