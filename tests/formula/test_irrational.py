"""``ln`` and ``root`` against mpmath, which reckons with binary fractions of any length, and against printed tables."""

from decimal import Decimal, localcontext
from fractions import Fraction

import mpmath
import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfkit.formula.ratios.irrational import ln, root

LARGEST = 2**4096 - 1

money = st.fractions(Fraction(1, 100), 10**12, max_denominator=100)
ratios = st.builds(Fraction, st.integers(1, 10**30), st.integers(1, 10**30))
hostile = st.builds(Fraction, st.integers(1, LARGEST), st.integers(1, LARGEST))
values = money | ratios | hostile
places = st.integers(0, 30)
degrees = st.integers(1, 20)


def decimal(value, at):
    """What mpmath's ``value`` is as a decimal: nearest, ties up; ``value`` must be no tie that is inexact."""
    return Fraction(int(mpmath.floor(value * 10**at + mpmath.mpf(1) / 2)), 10**at)


def ratio(value):
    """The ratio in mpmath's present precision."""
    return mpmath.mpf(value.numerator) / value.denominator


def log_of(value, at, bits=400):
    """The logarithm by mpmath."""
    with mpmath.workprec(bits):
        return decimal(mpmath.log(ratio(value)), at)


def below_tie(tie, largest):
    """The ratio of numbers up to ``largest`` that lies next to the number whose logarithm is ``tie``."""
    with mpmath.workprec(20_000):
        power = mpmath.exp(mpmath.mpf(tie.numerator) / tie.denominator)
        return Fraction(int(mpmath.floor(power * mpmath.mpf(2) ** 19_000)), 2**19_000).limit_denominator(largest)


@pytest.mark.parametrize(
    ("value", "at", "digits"),
    [
        ("2", 30, "0.693147180559945309417232121458"),
        ("10", 30, "2.302585092994045684017991454684"),
        ("10", 29, "2.30258509299404568401799145468"),
        ("10", 3, "2.303"),
        ("10", 0, "2"),
        ("1/2", 30, "-0.693147180559945309417232121458"),
        ("1/2", 0, "-1"),
        ("3", 20, "1.09861228866810969140"),
        ("100", 20, "4.60517018598809136804"),
        ("1", 30, "0"),
        ("1.0000000000000000000000000000005", 30, "0"),
        ("1.0000000000000000000000000000006", 30, "0.000000000000000000000000000001"),
        ("0.9999999999999999999999999999996", 30, "0"),
        ("0.9999999999999999999999999999995", 30, "-0.000000000000000000000000000001"),
    ],
)
def test_logarithms_are_those_of_the_tables(value, at, digits):
    """Digits that are printed in every table, and 1 with its neighbours: ln(1 + x) is below x, ln(1 - x) below -x."""
    assert ln(Fraction(value), at) == Fraction(digits)


@pytest.mark.parametrize(
    ("value", "degree", "at", "digits"),
    [
        ("2", 2, 30, "1.414213562373095048801688724210"),
        ("2", 3, 30, "1.259921049894873164767210607278"),
        ("3", 2, 5, "1.73205"),
        ("1/2", 2, 10, "0.7071067812"),
        ("0", 3, 30, "0"),
        ("1", 20, 30, "1"),
        ("27", 3, 0, "3"),
        ("8/27", 3, 4, "0.6667"),
        ("2", 20, 3, "1.035"),
        ("7/3", 1, 2, "2.33"),
    ],
)
def test_roots_are_those_of_the_tables(value, degree, at, digits):
    """Square and cube roots that are printed in every table, perfect powers, and degree 1, which only rounds."""
    assert root(Fraction(value), degree, at) == Fraction(digits)


@pytest.mark.parametrize(
    ("value", "degree", "at", "digits"),
    [
        ("2.25", 2, 0, "2"),
        ("2.249999999999999999999999999999", 2, 0, "1"),
        ("6.25", 2, 0, "3"),
        ("0.015625", 3, 1, "0.3"),
        ("0.0000000001", 10, 0, "0"),
        ("0.015625", 6, 0, "1"),
        ("0.125", 1, 2, "0.13"),
        ("0.135", 1, 2, "0.14"),
    ],
)
def test_an_exact_root_half_way_goes_away_from_zero(value, degree, at, digits):
    """1.5 becomes 2 and 2.5 becomes 3, whatever the degree; just below half-way it goes down."""
    assert root(Fraction(value), degree, at) == Fraction(digits)


@pytest.mark.parametrize("value", ["0", "-1", "-1/1000000"])
def test_what_has_no_logarithm_has_no_value(value):
    """Zero and below."""
    assert ln(Fraction(value), 3) is None


@pytest.mark.parametrize("degree", [1, 2, 3, 20])
def test_a_negative_value_has_no_root(degree):
    """Not even of an odd degree."""
    assert root(Fraction(-8), degree, 3) is None


@given(values, places)
def test_logarithms_agree_with_mpmath(value, at):
    """From one fen to 1 200 digits above and below the line."""
    assert ln(value, at) == log_of(value, at)


@given(values | st.just(Fraction(0)), degrees, places)
def test_roots_agree_with_whole_powers(value, degree, at):
    """Half a unit below the decimal is not above the true root, and half a unit above it is."""
    found, half = root(value, degree, at), Fraction(1, 2 * 10**at)
    assert max(found - half, 0) ** degree <= value < (found + half) ** degree


@given(values, degrees, places)
def test_roots_agree_with_mpmath(value, degree, at):
    """The same by a reckoning that knows no integers, unless the root is exact."""
    with mpmath.workprec(5_000):
        power = mpmath.root(ratio(value), degree) * 2 * 10**at
        near_tie = abs(power - mpmath.nint(power)) < mpmath.mpf(2) ** -300
        assert near_tie or root(value, degree, at) == decimal(power / 2 / 10**at, at)


@pytest.mark.parametrize("largest", [10**6, 10**20, 10**100, LARGEST])
@pytest.mark.parametrize(
    "tie", ["1/2", "-1/2", "3/2", "0.125", "-2.345", "0.00005", "700.5", "11.00000000000000000005"]
)
def test_a_logarithm_next_to_half_way_goes_to_its_own_side(tie, largest):
    """The ratios that come nearest to half-way, with up to 8 000 binary digits of 4999… or 5000…, agree with mpmath."""
    middle = Fraction(tie)
    at = max(-(Decimal(tie).as_tuple().exponent) - 1, 0) if "/" not in tie else 0
    value = below_tie(middle, largest)
    assert ln(value, at) == log_of(value, at, bits=20_000)


@pytest.mark.parametrize("exponent", [1, 10, 64, 100, 101, 1000, 4095])
@pytest.mark.parametrize("at", [0, 7, 30])
def test_a_logarithm_next_to_1_agrees_with_mpmath(exponent, at):
    """1 and a power of a half above or below it."""
    for value in (1 + Fraction(1, 2**exponent), 1 - Fraction(1, 2**exponent), Fraction(2**exponent, 2**exponent - 1)):
        assert ln(value, at) == log_of(value, at, bits=10_000)


@pytest.mark.parametrize("value", [Fraction(LARGEST), Fraction(1, LARGEST), Fraction(LARGEST, 3), Fraction(7, LARGEST)])
def test_the_largest_values_agree_with_mpmath(value):
    """4 096 bits above or below the line."""
    assert ln(value, 30) == log_of(value, 30)
    assert ln(value, 0) == log_of(value, 0)


@given(st.builds(Fraction, st.integers(0, 2**200), st.integers(1, 10**6)), degrees, st.integers(6, 30))
def test_the_root_of_a_power_is_the_number(value, degree, at):
    """A number with few enough places comes back; any other comes back rounded."""
    assert root(value**degree, degree, at) == root(value, 1, at)


@given(values, values, places)
def test_the_greater_value_has_no_smaller_logarithm(first, second, at):
    """Rounding keeps the order."""
    low, high = sorted((first, second))
    assert ln(low, at) <= ln(high, at)


@given(values, values, degrees, places)
def test_the_greater_value_has_no_smaller_root(first, second, degree, at):
    """Rounding keeps the order."""
    low, high = sorted((first, second))
    assert root(low, degree, at) <= root(high, degree, at)


@given(values, values, places)
def test_the_logarithm_of_a_product_is_the_sum(first, second, at):
    """Up to the three roundings: one unit and a half of the last place."""
    apart = abs(ln(first * second, at) - ln(first, at) - ln(second, at))
    assert apart <= Fraction(3, 2 * 10**at)


@given(values, places)
def test_the_logarithm_of_the_reciprocal_has_the_other_sign(value, at):
    """Rounding is the same on both sides of zero, and the sign tells the side of 1."""
    assert ln(1 / value, at) == -ln(value, at)
    assert ln(value, at) * (value - 1) >= 0


def test_a_host_with_a_context_of_its_own_changes_no_digit():
    """Neither the decimal context nor the precision of mpmath is looked at."""
    asked = [Fraction(7**power, 100) for power in range(1, 30)]
    before = [(ln(value, 20), root(value, 3, 20)) for value in asked]
    with localcontext() as context, mpmath.workprec(10):
        context.prec = 2
        assert [(ln(value, 20), root(value, 3, 20)) for value in asked] == before
