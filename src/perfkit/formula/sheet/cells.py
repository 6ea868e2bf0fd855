"""Cells of a spreadsheet as formulas take them, and what a formula checks of them before it counts with them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from attrs import frozen

from perfkit.formula.normal_form.guarded import Quotient
from perfkit.formula.normal_form.polynomial import ONE
from perfkit.formula.sheet.text import NoSheetError, SheetText
from perfkit.formula.worded.decimals import decimal_text

LIMIT = 9 * 10**13
"""What every integer that a formula computes stays below: see :mod:`perfkit.formula.sheet.points`."""


@frozen
class SheetCell:
    """A cell, such as ``B2``, that holds a fact in a unit of its own.

    Attributes:
        text: the cell; for a truth any expression that is true or false.
        shift: the fact is what the cell holds times 10^shift: -2 for a percentage, 4 for 万元.
    """

    text: str
    shift: int = 0

    def integer(self, places: int) -> str:
        """The fact as an integer over 10^places; a product off by 2^-53 of itself is the integer once it is rounded."""
        power = places + self.shift
        return f"ROUND({self.text}*{10**power},0)" if power else f"ROUND({self.text},0)"

    def size(self) -> str:
        """The absolute value of the fact, to be held against a limit."""
        if self.shift < 0:
            return f"ABS({self.text})/{10**-self.shift}"
        return f"ABS({self.text})*{10**self.shift}" if self.shift else f"ABS({self.text})"


def cell_checks(cells: Sequence[SheetCell], places: int) -> Iterator[str]:
    """That all cells hold numbers, and none of them with more places than the facts may have."""
    if cells:
        yield f"COUNT({','.join(cell.text for cell in cells)})={len(cells)}"
    for cell in cells:
        yield f"ROUND({cell.text},{places + cell.shift})={cell.text}"


def size_checks(sheet: SheetText, cells: Sequence[SheetCell], places: int) -> Iterator[str]:
    """That every integer stays below the limit: the linear ones by the largest cell, the others one by one."""
    for size in dict.fromkeys(sheet.sizes):
        if size.numerator.degree > 1:
            yield f"{sheet.size_text(size.numerator)}<{_below(size)}"
    largest = _largest(sheet)
    if cells:
        most = decimal_text(Fraction(_in_two_digits(largest), 10**places))
        sizes = ",".join(cell.size() for cell in cells)
        yield f"{sizes if len(cells) == 1 else f'MAX({sizes})'}<{most}"


def sizes_hold(sheet: SheetText, facts: Mapping[str, Fraction], places: int) -> bool:
    """Whether these facts pass :func:`size_checks`, and have no more places than they may."""
    scaled = {name: abs(value) * 10**places for name, value in facts.items()}
    if any(value.denominator != 1 for value in scaled.values()):
        return False
    units = {name: int(value) for name, value in scaled.items()}
    if any(value >= _in_two_digits(_largest(sheet)) for value in units.values()):
        return False
    products = [size for size in dict.fromkeys(sheet.sizes) if size.numerator.degree > 1]
    return all(size.numerator.value(units) < _below(size) for size in products)


def _below(size: Quotient) -> int:
    return LIMIT * (size.denominator.number or 1)


def _largest(sheet: SheetText) -> int:
    """The largest integer that a fact may become so that what is linear in the facts stays below the limit."""
    largest = LIMIT
    for size in sheet.sizes:
        rest = _below(size) - sum(c for monomial, c in size.numerator.terms if monomial == ONE)
        if size.numerator.degree == 1:
            largest = min(largest, rest // sum(c for monomial, c in size.numerator.terms if monomial != ONE))
        elif not size.numerator.degree and rest <= 0:
            raise NoSheetError
    if largest < 1:
        raise NoSheetError
    return largest


def _in_two_digits(value: int) -> int:
    unit: int = 10 ** max(len(str(value)) - 2, 0)
    return value // unit * unit
