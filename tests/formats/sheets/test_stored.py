"""From what files store to numbers and days."""

import datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.utils.datetime import CALENDAR_MAC_1904, to_excel

from perfkit.formats.sheets.stored import decimal_of, fifteen, number_cell

DAY = "yyyy-mm-dd"


def cell(stored, code="General", *, mac=False):
    return number_cell(decimal_of(stored), code, mac=mac)


@pytest.mark.parametrize(
    ("stored", "text", "lossy"),
    [
        ("0.30000000000000004", "0.3", False),
        ("95.95499999999999", "95.955", False),
        ("0.1", "0.1", False),
        ("14654.0", "14654", False),
        ("1E3", "1000", False),
        ("-0", "0", False),
        ("-2.50", "-2.5", False),
        ("999999999999999", "999999999999999", False),
        ("999999999999999.6", "1000000000000000", True),
        ("1000000000000000", "1000000000000000", True),
        ("36072223888803000", "36072223888803000", True),
        ("3.6072223888803E+20", "360722238888030000000", True),
        ("360722238888030005182", "360722238888030000000", True),
        ("5.551115123125783e-17", "0.0000000000000000555111512312578", False),
    ],
)
def test_numbers_have_fifteen_digits(stored, text, lossy):
    """Noise of binary fractions is dropped; a number whose last digits may be lost says so."""
    found = cell(stored)

    assert (found.kind, found.text, found.lossy) == ("number", text, lossy)
    assert found.number == Decimal(text)
    assert bool(found.stored) == (decimal_of(stored) != Decimal(text))


@pytest.mark.parametrize(
    "stored",
    ["1E+400", "1e-320", "1E40", "1E-40", "inf", "nan", "NaN", "", "1_000", "０", "0x10", "1,5", "1" * 61, "1e"],
)
def test_what_no_form_holds_is_no_number(stored):
    """Infinities, numbers of pages of digits and other spellings are refused before anything is computed."""
    assert decimal_of(stored) is None


@given(st.floats(-1e15, 1e15, allow_nan=False))
def test_a_number_typed_with_fifteen_digits_comes_back(number):
    """What a person typed is what is read, although the file holds a binary fraction in 17 digits."""
    typed = f"{number:.15g}"
    stored = decimal_of(repr(float(typed)))
    if stored is not None:
        assert fifteen(stored) == Decimal(typed)


@given(st.dates(datetime.date(1900, 3, 1)), st.booleans())
def test_days_agree_with_openpyxl(day, mac):
    """Serial numbers are the days that openpyxl makes of them, in both calendars, from 1 March 1900 on."""
    if not mac:
        assert cell(str(to_excel(day)), DAY).day == day
    elif day.year >= 1904:
        assert cell(str(to_excel(day, CALENDAR_MAC_1904)), DAY, mac=True).day == day


@pytest.mark.parametrize(
    ("serial", "mac", "text", "day"),
    [
        ("1", False, "1900-01-01", datetime.date(1900, 1, 1)),
        ("59", False, "1900-02-28", datetime.date(1900, 2, 28)),
        ("60", False, "1900-02-29", None),
        ("61", False, "1900-03-01", datetime.date(1900, 3, 1)),
        ("2958465", False, "9999-12-31", datetime.date(9999, 12, 31)),
        ("2958466", False, "2958466", None),
        ("1e30", False, "1" + "0" * 30, None),
        ("-5", False, "-5", None),
        ("0", False, "0", None),
        ("0", True, "1904-01-01", datetime.date(1904, 1, 1)),
        ("60", True, "1904-03-01", datetime.date(1904, 3, 1)),
        ("2957003", True, "9999-12-31", datetime.date(9999, 12, 31)),
        ("2957004", True, "2957004", None),
        ("45291.354166666664", False, "2023-12-31 08:30", datetime.date(2023, 12, 31)),
        ("45290.999999999", False, "2023-12-31", datetime.date(2023, 12, 31)),
    ],
)
def test_days_at_the_edges(serial, mac, text, day):
    """The 29 February 1900 of office programs, days before the first and beyond the last have no day."""
    found = cell(serial, DAY, mac=mac)

    assert (found.kind, found.text, found.day) == ("date", text, day)


@pytest.mark.parametrize(
    ("serial", "code", "text", "seen"),
    [
        ("0.5", DAY, "12:00", "12:00"),
        ("0.5", "h:mm AM/PM", "12:00", "12:00 PM"),
        ("0.75", '上午/下午h"时"mm"分"', "18:00", "下午6时00分"),
        ("1.25", "[h]:mm", "30:00", "30:00"),
        ("0.0000115740740740741", "h:mm:ss", "00:00:01", "0:00:01"),
    ],
)
def test_times_are_times(serial, code, text, seen):
    """A time of day is no date, whatever its format."""
    found = cell(serial, code)

    assert (found.kind, found.text, found.shown, found.day) == ("time", text, seen, None)


@pytest.mark.parametrize(
    ("code", "seen"),
    [
        ("yyyy/m/d", "2023/3/4"),
        ('yyyy"年"m"月"d"日"', "2023年3月4日"),
        ('yyyy"年"m"月"', "2023年3月"),
        ('m"月"d"日"', "3月4日"),
        ("yy-mm-dd", "23-03-04"),
        ("d-mmm-yy", "4-Mar-23"),
        ("[$-804]aaaa", "星期六"),
        ("ddd", "Sat"),
        ("[$-411]ggge", "2023-03-04"),
    ],
)
def test_dates_are_seen_as_their_format_has_it(code, seen):
    """Chinese and plain formats are followed; one that is not understood shows the ISO date."""
    assert cell("44989", code).shown == seen
