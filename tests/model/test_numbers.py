"""Exact numbers: what comes in, what is refused, how they are rounded."""

import decimal
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfkit.errors import InputError
from perfkit.model import MODES, Rounding, exact_text, number, plain, shifted, trimmed
from perfkit.model.numbers import places_of

fractions = st.fractions(min_value=-(10**6), max_value=10**6, max_denominator=10**4)


@pytest.mark.parametrize(
    ("given_", "code"),
    [
        (0.5, "number.float"),
        (True, "number.kind"),
        (None, "number.kind"),
        ("٣", "number.unreadable"),
        ("1_000", "number.unreadable"),
        ("1e5", "number.unreadable"),
        ("", "number.unreadable"),
        ("NaN", "number.unreadable"),
        (Decimal("NaN"), "number.not-finite"),
        (Decimal("Infinity"), "number.not-finite"),
        (Decimal("1E+999999999"), "number.out-of-range"),
        (Decimal("1E-999999"), "number.out-of-range"),
        (10**18, "number.out-of-range"),
        ("1" * 41, "number.too-long"),
    ],
)
def test_numbers_that_are_not_exact_or_not_sane_are_refused(given_, code):
    """Every kind of wrong number has its own code, and none is guessed."""
    with pytest.raises(InputError) as caught:
        number(given_)

    assert code == caught.value.code


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**9), max_value=10**9, places=6))
def test_a_number_keeps_the_digits_it_was_written_with(value):
    """Reading what was printed gives the same digits, trailing zeros included."""
    assert value.as_tuple() == number(plain(value)).as_tuple() or not value


def test_a_hostile_decimal_context_changes_nothing():
    """A host that computes with two digits and traps inexact results gets the same numbers."""
    with decimal.localcontext(decimal.Context(prec=2, rounding=decimal.ROUND_UP, traps=[decimal.Inexact])):
        assert Decimal("804.12859") == number("804.12859")
        assert plain(shifted(number("804.12859"), 4)) == "8041285.9"
        assert Rounding(2).text(Fraction(7423495 * 100, 14654000)) == "50.66"


@pytest.mark.parametrize(
    ("mode", "expected"),
    [
        ("half-up", ["0.13", "0.12", "-0.13", "0.13"]),
        ("half-down", ["0.12", "0.12", "-0.12", "0.13"]),
        ("half-even", ["0.12", "0.12", "-0.12", "0.13"]),
        ("up", ["0.13", "0.13", "-0.13", "0.13"]),
        ("down", ["0.12", "0.12", "-0.12", "0.12"]),
        ("ceiling", ["0.13", "0.13", "-0.12", "0.13"]),
        ("floor", ["0.12", "0.12", "-0.13", "0.12"]),
    ],
)
def test_each_mode_at_and_beside_a_tie(mode, expected):
    """A tie, a value below it, a negative tie and a value above it, under every mode."""
    values = [Fraction(125, 1000), Fraction(1249, 10000), Fraction(-125, 1000), Fraction(1251, 10000)]

    assert expected == [str(Rounding(2, mode).round(value)) for value in values]


@given(fractions, st.integers(0, 6), st.sampled_from(MODES))
def test_rounding_moves_by_less_than_one_unit_of_the_last_place(value, places, mode):
    """The rounded figure has exactly the places asked for and lies within one unit of the value; halves within half."""
    rounded = Rounding(places, mode).round(value)
    distance = abs(Fraction(rounded) - value)

    assert -places == rounded.as_tuple().exponent
    assert distance < Fraction(1, 10**places)
    assert not mode.startswith("half") or distance <= Fraction(1, 2 * 10**places)


@given(fractions, fractions, st.integers(0, 4), st.sampled_from(MODES))
def test_rounding_keeps_the_order(one, other, places, mode):
    """A larger value never rounds to a smaller figure, which is what makes bounds sound."""
    rounding = Rounding(places, mode)
    low, high = sorted((one, other))

    assert rounding.round(low) <= rounding.round(high)


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**6), max_value=10**6, places=5))
def test_half_up_agrees_with_the_decimal_module(value):
    """Our integer arithmetic and the standard library's decimal arithmetic are two ways to one figure."""
    expected = value.quantize(Decimal("0.01"), rounding=decimal.ROUND_HALF_UP)

    assert expected == Rounding(2).round(Fraction(value))


@pytest.mark.parametrize(("places", "mode"), [(13, "half-up"), (-1, "half-up"), (2, "half_up"), (True, "half-up")])
def test_a_rounding_that_does_not_exist_is_refused(places, mode):
    """Places and modes are checked when the policy is made, not when it is used."""
    with pytest.raises(InputError):
        Rounding(places, mode)


@given(fractions)
def test_exact_text_loses_nothing(value):
    """The exact text of a value reads back as the value."""
    text = exact_text(value)
    numerator, _, denominator = text.partition("/")

    assert value == (Fraction(int(numerator), int(denominator)) if denominator else Fraction(text))


@pytest.mark.parametrize(("text", "expected"), [("100.00", "100"), ("3.70", "3.7"), ("0.60", "0.6"), ("100", "100")])
def test_trimmed_drops_zeros_after_the_point_only(text, expected):
    """100 stays 100 and never becomes 1."""
    assert expected == trimmed(Decimal(text))


@pytest.mark.parametrize(("text", "places"), [("0.50", 2), ("7", 0), ("7E+2", 0), ("-1.250", 3), ("0", 0), ("1E-3", 3)])
def test_the_places_of_a_decimal_are_those_that_are_written(text, places):
    """Zeros count where they are written; a number of hundreds has none, not minus two."""
    assert places_of(Decimal(text)) == places
