"""A workbook before it is written: sheets of rows of cells, each with what it holds and how it looks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Literal, TypeAlias

from attrs import define, evolve, field, frozen

from perfkit.model import terminating

MOST_DIGITS = 15
"""Decimals with so many significant digits come back from a double as they were; no workbook holds more."""

Role: TypeAlias = Literal[
    "title", "head", "section", "plain", "small", "input", "fixed", "formula", "value", "sum", "sum-value", "link"
]
"""input: to be changed; fixed: an input that the set says; formula: a live score; value: a score that is none; sum,
sum-value: the same of blocks and totals."""


@frozen
class Look:
    """How a cell looks: its role, its number format (empty for text), its place in the column."""

    role: Role = "plain"
    number: str = ""
    align: Literal["left", "center", "right"] = "left"


@frozen
class BookCell:
    """A cell.

    Attributes:
        value: what it holds, or what its formula gives; None for nothing.
        formula: ``=`` included; empty for none.
        note: a remark that opens at the cell.
        choices: the words that may be chosen in it.
        link: name of the sheet that it leads to.
        key: what it is, for whoever looks for it: a kind and a code.
    """

    value: str | Decimal | None = None
    look: Look = Look()
    formula: str = ""
    note: str = ""
    choices: tuple[str, ...] = ()
    link: str = ""
    key: tuple[str, ...] = ()


@frozen
class Row:
    """A row: cells by column, and the columns from and to which one of them stretches."""

    cells: Mapping[str, BookCell]
    look: Look = Look()
    height: int = 0
    stretched: tuple[tuple[str, str], ...] = ()


@define
class Page:
    """A sheet in the making.

    Attributes:
        name: of the sheet; columns: their widths in characters, by letter; head: the number of the row of heads.
    """

    name: str
    columns: Mapping[str, int]
    head: int = 0
    rows: list[Row] = field(factory=list)

    @property
    def next_row(self) -> int:
        """The number of the row that is added next; the first is 1."""
        return len(self.rows) + 1

    def add(self, row: Row) -> int:
        """The number of the row."""
        self.rows.append(row)
        return len(self.rows)

    def put(self, number: int, column: str, cell: BookCell) -> None:
        """A cell into a row that is there already."""
        row = self.rows[number - 1]
        self.rows[number - 1] = evolve(row, cells={**row.cells, column: cell})

    def cells(self) -> Iterator[tuple[str, BookCell]]:
        """Every cell with its address, row by row."""
        for number, row in enumerate(self.rows, start=1):
            yield from ((f"{column}{number}", row.cells[column]) for column in self.columns if column in row.cells)

    def find(self, *key: str) -> str | None:
        """The address of the cell with this key."""
        return next((address for address, cell in self.cells() if cell.key == key), None)


ROW = 16
"""The height of one line of text, in points."""


def lines_of(value: object, width: int) -> int:
    """How many lines a text takes in a column; a Chinese character is two wide."""
    wide = sum(2 if ord(sign) > 0x2E7F else 1 for sign in value) if isinstance(value, str) else 0
    return max(1, -(-wide // (width - 1)))


def held(value: Fraction, shift: int = 0) -> Decimal | None:
    """The decimal that a cell holds for a value in units of 10^shift; None where no double gives its digits back."""
    decimal = terminating(value / Fraction(10) ** shift)
    if decimal is None:
        return None
    digits = "".join(map(str, decimal.as_tuple().digits)).strip("0")
    return decimal if len(digits) <= MOST_DIGITS else None


def decimals(value: Fraction) -> int:
    """How many places a value has whose digits end."""
    decimal = terminating(value)
    return 0 if decimal is None else max(0, -int(decimal.as_tuple().exponent))
