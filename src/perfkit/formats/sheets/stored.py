"""From what a file stores to what a cell holds: numbers of 15 digits, serial days, and the formats that make dates."""

from __future__ import annotations

import datetime
import re
from decimal import Decimal

from perfkit.formats.sheets.cell import SheetCell
from perfkit.formats.sheets.codes import GENERAL, kind_of
from perfkit.formats.sheets.shown import iso, shown, shown_moment
from perfkit.model import plain, shifted
from perfkit.model.numbers import fixed

DIGITS = 15
"""Significant digits that office programs keep of a number; what stands behind them is noise of binary fractions."""

LARGEST_POWER = 40
"""Numbers of 10^40 and beyond, or below 10^-40, are refused: no form holds them, and their digits fill pages."""

_NUMBER = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?", re.ASCII)
LONGEST_NUMBER = 60

_DAY = 24 * 60 * 60
_LAST_DAY = 2_958_465
"""31 December 9999."""


def decimal_of(text: str) -> Decimal | None:
    """The number that a file stores as this text; None for what is no number, or one that no form holds."""
    text = text.strip()
    if len(text) > LONGEST_NUMBER or not _NUMBER.fullmatch(text):
        return None
    value = Decimal(text)
    return value if not value or abs(value.adjusted()) < LARGEST_POWER else None


def fifteen(value: Decimal) -> Decimal:
    """The number in at most 15 significant digits, rounded half up, without zeros at its end."""
    sign, digits, exponent = value.as_tuple()
    number, power = int("".join(map(str, digits))), int(exponent)
    surplus = len(str(number)) - DIGITS
    if surplus > 0:
        number, power = (number + 5 * 10 ** (surplus - 1)) // 10**surplus, power + surplus
    while number and number % 10 == 0 and power < 0:
        number, power = number // 10, power + 1
    if power > 0 or not number:
        number, power = number * 10 ** max(power, 0), 0
    return fixed(-number if sign else number, -power)


def number_cell(stored: Decimal, code: str, *, mac: bool) -> SheetCell:
    """The cell of a number with a format: a number, or the date or time that it is shown as.

    ``mac`` counts days from 1904, as workbooks from old Macintosh programs do.
    """
    value = fifteen(stored)
    code = "" if code == GENERAL else code
    kind = kind_of(code) if code else "number"
    if kind != "number":
        return _moment(value, code, mac=mac, timed=kind == "time")
    return SheetCell(
        kind="number",
        text=plain(value),
        shown=shown(value, code),
        number=value,
        format=code,
        stored="" if value == stored else plain(stored),
        lossy=value.adjusted() >= DIGITS,
    )


def _moment(serial: Decimal, code: str, *, mac: bool, timed: bool) -> SheetCell:
    days, seconds = _split(serial)
    if serial >= 0 and (timed or (days == 0 and seconds)):
        seconds += days * _DAY
        return SheetCell(kind="time", text=iso(None, seconds), shown=shown_moment(None, seconds, code), format=code)
    day = _day(days, mac=mac) if serial >= 0 else None
    if day is None:
        never = "1900-02-29" if days == 60 and not mac else plain(serial)
        return SheetCell(kind="date", text=never, shown=never, format=code)
    return moment_cell(day, seconds, code)


def moment_cell(day: datetime.date, seconds: int, code: str) -> SheetCell:
    """The cell of a day, with the seconds since its midnight."""
    return SheetCell(kind="date", text=iso(day, seconds), shown=shown_moment(day, seconds, code), day=day, format=code)


def _split(serial: Decimal) -> tuple[int, int]:
    """Whole days, and the seconds of the day, rounded to the nearest."""
    _, digits, exponent = shifted(serial, 0).as_tuple()
    number, power = int("".join(map(str, digits))), -int(exponent)
    seconds: int = (2 * number * _DAY + 10**power) // (2 * 10**power)
    return seconds // _DAY, seconds % _DAY


def _day(days: int, *, mac: bool) -> datetime.date | None:
    """The day of a serial number. Office programs count a 29 February 1900, which never was, and a day 0 before it."""
    if mac:
        return datetime.date(1904, 1, 1) + datetime.timedelta(days) if days <= _LAST_DAY - 1462 else None
    if days in (0, 60) or days > _LAST_DAY:
        return None
    return datetime.date(1899, 12, 31 if days < 60 else 30) + datetime.timedelta(days)
