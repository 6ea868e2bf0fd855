"""Cells, sheets and books: what a file holds, before anybody asks what it means."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Literal, TypeAlias

from attrs import field, frozen

from perfkit.errors import Fault, Place
from perfkit.files import cell_name

CellKind: TypeAlias = Literal["text", "number", "truth", "date", "time", "error"]
"""What a cell holds. A number with a format of dates is a date, as a person sees it."""


_LINK = re.compile(r"\[[^\[\]]+\](?:[\w.]*!|[^'\[\]]*'!)")
"""A workbook in brackets before a sheet, as in ``[1]预算!A1`` and ``'C:\\[预算.xlsx]Sheet1'!A1``."""


@frozen(kw_only=True)
class SheetCell:
    """One cell that holds something.

    Attributes:
        kind: see :data:`CellKind`.
        text: as typed; of a number its exact digits, of an error its sign (``#REF!``), of a formula its stored value.
        shown: as a person sees it: ``95.00%`` for 0.95 with such a format; otherwise the text.
        number: of a number, exactly as stored, in at most 15 significant digits; None otherwise.
        day: of a date; None for a date that never was, such as 29 February 1900.
        format: the code of the number format, such as ``0.00%``; empty for plain numbers and texts.
        formula: the formula whose stored value this is; empty for none.
        calculated: False for a formula without a stored value.
        struck: whether some of the text, but not all of it, is struck out; crossed: whether all of it is.
        comment: of the cell.
        stored: the digits that the file holds, where the number was rounded to 15 of them; empty otherwise.
        lossy: whether the number is so long (10^15 and beyond) that its last digits may be lost: a code, not a figure.
    """

    kind: CellKind
    text: str
    shown: str
    number: Decimal | None = None
    day: datetime.date | None = None
    format: str = ""
    formula: str = ""
    calculated: bool = True
    struck: bool = False
    crossed: bool = False
    comment: str = ""
    stored: str = ""
    lossy: bool = False

    @property
    def linked(self) -> bool:
        """Whether the formula takes its value from another workbook."""
        return _LINK.search(self.formula) is not None


@frozen
class Span:
    """A merged range, from its first to its last row and column, all counted from 1 and inside it."""

    top: int
    left: int
    bottom: int
    right: int

    def __contains__(self, cell: tuple[int, int]) -> bool:
        return self.top <= cell[0] <= self.bottom and self.left <= cell[1] <= self.right

    def __str__(self) -> str:
        return f"{cell_name(self.top, self.left)}:{cell_name(self.bottom, self.right)}"


@frozen(kw_only=True)
class Sheet:
    """One sheet, or one table of a text document.

    Attributes:
        name: as it is called; empty where a file has only one and gives it no name.
        cells: what stands in it by row and column, from 1; of a merged range only its first cell. Empty cells are left
            out.
        spans: its merged ranges.
        hidden_rows, filtered_rows, hidden_columns: rows hidden by hand, rows hidden by a filter, columns.
        comments: of cells that hold nothing else, by row and column.
        controls: cells over which a check box or a list to choose from lies, by row and column.
        hidden: whether the sheet itself is hidden.
        lines: of a text file, the line in which each row begins.
        above, below: what is written above and below the table of a text document, by paragraphs.
    """

    name: str
    cells: Mapping[tuple[int, int], SheetCell]
    spans: tuple[Span, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    filtered_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    comments: Mapping[tuple[int, int], str] = field(factory=dict)
    controls: frozenset[tuple[int, int]] = frozenset()
    hidden: bool = False
    lines: Mapping[int, int] = field(factory=dict)
    above: tuple[str, ...] = ()
    below: tuple[str, ...] = ()


@frozen(kw_only=True)
class Book:
    """A file of sheets.

    Attributes:
        file: its name as messages show it.
        kind: ``xlsx``, ``xls``, ``docx``, ``csv`` or ``html``.
        digest: SHA-256 of its bytes.
        sheets: in their order; sheets that are hidden so that no menu shows them are left out and remarked.
        remarks: what was accepted and should be known.
    """

    file: str
    kind: str
    digest: str
    sheets: tuple[Sheet, ...]
    remarks: tuple[Fault, ...] = ()

    def place(self, sheet: Sheet, row: int | None = None, column: int | None = None) -> Place:
        """The place of a sheet, or of a cell in it; in a CSV file with its line."""
        cell = "" if row is None or column is None else cell_name(row, column)
        return Place(file=self.file, sheet=sheet.name, cell=cell, line=sheet.lines.get(row or 0))
