"""What a cell says as a person sees it; from errors, truths and formulas never calculated no value is taken."""

from __future__ import annotations

import datetime
import re
from decimal import Decimal
from fractions import Fraction

from perfkit.errors import Place, quoted
from perfkit.formats.notes import Notes
from perfkit.formats.sheets import SheetCell
from perfkit.model import MONEY_PLACES, plain, shifted

_SCALED = re.compile(r"[0#?],+(?![0#?,])|!\.|\\\.[0#?]")
_QUOTED = re.compile(r'"([^"]*)"|\[\$([^\]-]*)[^\]]*\]')
_ERRORS = frozenset(
    ("#REF!", "#DIV/0!", "#N/A", "#VALUE!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!", "#GETTING_DATA", "#####")
)
LONGEST_CODE = 15
"""Digits that a spreadsheet keeps of a number."""

MOST_SHARE = 10
"""A percentage above 1000 % comes from typing 95 into a cell that was in percent already."""

FIRST_DAY = datetime.date(1899, 12, 30)
LAST_SERIAL = 1_000_000
LEAP_SERIAL = 60
"""29 February 1900, a day that only spreadsheets know."""


def text_of_cell(cell: SheetCell | None, place: Place, notes: Notes, *, wanted: str = "any") -> str | None:
    """The text as a person sees it; None for an empty cell, and after it was noted why nothing can be taken from it.

    ``wanted`` says what the cell is for: ``number``, ``name``, ``date`` or ``any``. A number keeps what its format says
    of it: 0.95 shown in percent is 95%.
    """
    if cell is None or _is_unusable(cell, place, notes):
        return None
    if cell.kind == "text":
        return cell.text if cell.text.strip() else None
    if cell.kind == "truth" and wanted != "any":
        notes.fault("form.truth", place, found=cell.text)
        return None
    if cell.kind in ("date", "time"):
        return _moment(cell, place, notes, wanted)
    if cell.kind == "number" and cell.number is not None:
        return _number(cell, cell.number, place, notes, wanted)
    return cell.shown


def _is_unusable(cell: SheetCell, place: Place, notes: Notes) -> bool:
    if not cell.calculated:
        notes.fault("form.not-calculated", place, formula=quoted(cell.formula))
    elif cell.linked:
        notes.fault("form.other-workbook", place, formula=quoted(cell.formula))
    elif cell.kind == "error" or cell.text.strip().upper() in _ERRORS:
        notes.fault("value.excel-error", place, found=quoted(cell.text.strip()))
    elif cell.struck or cell.crossed:
        notes.fault("form.struck", place, found=quoted(cell.text))
    else:
        return False
    return True


def _moment(cell: SheetCell, place: Place, notes: Notes, wanted: str) -> str | None:
    """A date; refused where a number or a name is wanted, for a spreadsheet makes dates of 3-4 and 5/6."""
    if cell.day is None:
        notes.fault("form.time" if cell.kind == "time" else "form.no-day", place, found=quoted(cell.shown))
        return None
    if wanted in ("number", "name"):
        notes.fault("form.date-for-number", place, found=cell.day.isoformat())
        return None
    return cell.day.isoformat()


def _number(cell: SheetCell, number: Decimal, place: Place, notes: Notes, wanted: str) -> str | None:
    match wanted:
        case "code":
            return _code(cell, number, place, notes)
        case "name":
            notes.fault("form.number-for-name", place, found=plain(number))
        case "date":
            _serial(number, place, notes)
        case _:
            return _figure(cell, number, place, notes)
    return None


def _figure(cell: SheetCell, number: Decimal, place: Place, notes: Notes) -> str | None:
    """A number with what its format says of it: percent, a unit of money behind it."""
    literal = "".join(inside for found in _QUOTED.findall(cell.format) for inside in found)
    code = _QUOTED.sub("", cell.format).partition(";")[0]
    if "%" in code:
        if not -MOST_SHARE < number < MOST_SHARE:
            notes.fault("form.percent-twice", place, found=cell.shown, meant=f"{plain(number)}%")
            return None
        return f"{plain(shifted(number, 2))}%"
    if _SCALED.search(code):
        notes.fault("form.scaled-format", place, shown=quoted(cell.shown), stored=plain(number))
        return None
    unit = next((unit for unit in sorted(MONEY_PLACES, key=len, reverse=True) if literal.strip() == unit), "")
    return plain(number) + unit


def _code(cell: SheetCell, number: Decimal, place: Place, notes: Notes) -> str | None:
    """A code that was typed as a number: of more than 15 digits the last are gone."""
    if cell.lossy or cell.stored or len(plain(number)) > LONGEST_CODE:
        notes.fault("form.code-number", place, found=quoted(cell.shown))
        return None
    return plain(number)


def _serial(number: Decimal, place: Place, notes: Notes) -> None:
    """Why a number is no date, with the date a spreadsheet would make of it."""
    exact = Fraction(number)
    whole = int(exact) if exact.denominator == 1 and exact < LAST_SERIAL else 0
    if whole > LEAP_SERIAL:
        meant = (FIRST_DAY + datetime.timedelta(days=whole)).isoformat()
        notes.fault("form.number-for-date", place, found=plain(number), meant=meant)
    else:
        notes.fault("date.unreadable", place, found=plain(number))
