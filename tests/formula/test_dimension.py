"""Dimensions: units multiplied, divided, joined, rooted and worded."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfkit.formula.units.dimension import (
    INDICATOR,
    MONEY,
    PLAIN,
    POINTS,
    RATE,
    RATIO,
    UNKNOWN,
    Dimension,
    indicator_unit_fits,
    joined,
    rooted,
    unit_of,
)
from perfkit.model import MONEY_PLACES

DAYS, MONTHS, PEOPLE = unit_of("天"), unit_of("月"), unit_of("人")

firm = st.dictionaries(st.sampled_from(["元", "天", "人", "?"]), st.integers(-3, 3).filter(bool)).map(
    lambda powers: Dimension(tuple(sorted(powers.items())))
)
definite = firm.map(lambda dimension: dimension.bound(RATIO))
any_dimension = (
    firm | st.sampled_from([PLAIN, RATE, UNKNOWN]) | firm.map(lambda d: d * PLAIN) | firm.map(lambda d: d / RATE)
)


@pytest.mark.parametrize(
    ("text", "zh", "en"),
    [
        ("个", "个", "个"),
        ("万元", "元", "元"),
        (" 元 ", "元", "元"),
        ("%", "%", "%"),
        ("％", "%", "%"),
        ("‰", "%", "%"),
        ("倍", "%", "%"),
        ("百分点", "百分点", "百分点"),
        ("元/人·月", "元 ÷ (人 × 月)", "元 ÷ (人 × 月)"),
        ("元／(人·月)", "元 ÷ (人 × 月)", "元 ÷ (人 × 月)"),
        ("元/人/月", "元 ÷ (人 × 月)", "元 ÷ (人 × 月)"),
        ("万元/公里", "万元 ÷ 公里", "万元 ÷ 公里"),
        ("%/年", "% ÷ 年", "% ÷ 年"),
    ],
)
def test_a_unit_is_read_and_worded(text, zh, en):
    """Scales of money are 元 and rates are ratios, but not inside a compound unit, where figures stay as written."""
    assert (unit_of(text).worded("zh"), unit_of(text).worded("en")) == (zh, en)


@pytest.mark.parametrize(
    ("dimension", "words"),
    [
        (RATIO, "%"),
        (MONEY / MONEY, "%"),
        (MONEY / unit_of("个"), "元 ÷ 个"),
        (RATIO / DAYS, "1 ÷ 天"),
        (DAYS * DAYS, "天²"),
        (MONEY * MONEY * MONEY / (DAYS * DAYS), "元³ ÷ 天²"),
        (INDICATOR / MONEY, "指标的单位 ÷ 元"),
        (INDICATOR.bound(MONEY) * DAYS, "元 × 天"),
    ],
)
def test_a_product_is_worded(dimension, words):
    """Exponents are raised figures, and several units below the line stand in brackets."""
    assert dimension.worded("zh") == words


def test_the_unit_of_the_indicator_is_worded_in_both_languages():
    """It has no name of its own."""
    assert INDICATOR.worded("en") == "the unit of the indicator"


def test_an_empty_unit_says_nothing():
    """No unit is not a ratio."""
    assert unit_of("") == unit_of("  ") == UNKNOWN


@pytest.mark.parametrize("unit", MONEY_PLACES)
def test_every_scale_of_money_is_money(unit):
    """The formula room knows the same scales as the figures."""
    assert unit_of(unit) == MONEY


@pytest.mark.parametrize(
    ("left", "right", "common", "indicator"),
    [
        (MONEY, MONEY, MONEY, None),
        (MONEY, DAYS, None, None),
        (MONEY, PLAIN, MONEY, None),
        (MONEY, UNKNOWN, MONEY, None),
        (PLAIN, UNKNOWN, UNKNOWN, None),
        (PLAIN, PLAIN, PLAIN, None),
        (PLAIN, RATE, RATE, None),
        (MONEY, RATE, None, None),
        (MONEY, RATIO, None, None),
        (RATE, RATIO, RATIO, None),
        (RATE, RATE, RATE, None),
        (INDICATOR, INDICATOR, INDICATOR, None),
        (INDICATOR, PLAIN, INDICATOR, None),
        (INDICATOR, DAYS, DAYS, DAYS),
        (INDICATOR, RATE, RATIO, RATIO),
        (INDICATOR / DAYS, MONEY, MONEY, MONEY * DAYS),
        (RATIO / INDICATOR, DAYS, DAYS, RATIO / DAYS),
        (INDICATOR * INDICATOR, MONEY * MONEY, MONEY * MONEY, MONEY),
        (INDICATOR * INDICATOR, MONEY, None, None),
        (INDICATOR * INDICATOR, INDICATOR, RATIO, RATIO),
        (INDICATOR * DAYS, INDICATOR * MONEY, None, None),
    ],
)
def test_two_sides_are_joined(left, right, common, indicator):
    """A typed number and an unknown fit anything; the unit of the indicator is what makes both sides equal."""
    for both in (joined(left, right), joined(right, left)):
        assert both.dimension == common
        assert both.indicator == indicator


@pytest.mark.parametrize(
    ("left", "right", "fits"),
    [
        (RATE * DAYS, DAYS, True),
        (RATE * DAYS, RATE, True),
        (RATE * DAYS, RATIO, True),
        (RATE * DAYS, MONEY, False),
        (RATE * DAYS, DAYS * DAYS, False),
        (MONEY * MONTHS / PLAIN, MONEY, True),
        (MONEY * MONTHS / PLAIN, DAYS, False),
        (MONEY * MONTHS, MONEY, False),
        (PLAIN / DAYS, RATIO, True),
        (PLAIN / DAYS, DAYS, False),
        (PLAIN / (DAYS * DAYS), RATIO / DAYS, True),
        (PLAIN / DAYS, RATIO / (DAYS * DAYS), False),
        (PLAIN * DAYS, PLAIN * PEOPLE, True),
        (PLAIN * MONEY, RATE, False),
        (MONEY * RATE, RATE, False),
        (MONEY / PLAIN, RATE, True),
        (MONEY / RATE, MONEY, True),
        (MONEY / RATE, RATE, False),
        (DAYS / RATE, RATE, False),
        (DAYS / RATE * PLAIN, RATE, False),
        (RATE * DAYS / RATE, RATE, False),
        (RATIO * PLAIN, DAYS, False),
        (RATE * RATE, DAYS, False),
        (PLAIN * RATE, DAYS, False),
        (PLAIN * PLAIN, DAYS, True),
        (PLAIN / RATE, DAYS, False),
        (UNKNOWN * DAYS, MONEY, True),
        (DAYS / UNKNOWN, MONEY, True),
        (UNKNOWN / RATE, MONEY, True),
    ],
)
def test_a_typed_number_may_carry_a_unit_of_its_own(left, right, fits):
    """10% for each 天 is a rate; an amount times a number stays an amount; what is divided by 1% counts steps of it."""
    assert (joined(left, right).dimension is not None) is fits
    assert (joined(right, left).dimension is not None) is fits


@pytest.mark.parametrize(
    ("left", "right", "indicator"),
    [
        (RATE * INDICATOR, RATIO, None),
        (RATE * INDICATOR, INDICATOR, None),
        (INDICATOR / PLAIN, RATIO, None),
        (INDICATOR / RATE, RATIO, RATIO),
        (PLAIN * (INDICATOR / RATE), RATIO, RATIO),
        (RATE * INDICATOR, DAYS, DAYS),
        (INDICATOR, RATE * DAYS, DAYS),
        (INDICATOR * INDICATOR * PLAIN, DAYS, None),
    ],
)
def test_a_typed_number_leaves_the_unit_of_the_indicator_open(left, right, indicator):
    """A share of 5% for each of the indicator's own units binds nothing; a count beside it does."""
    both = joined(left, right)
    assert both.dimension is not None
    assert both.indicator == indicator


@pytest.mark.parametrize(
    ("dimension", "degree", "root", "indicator"),
    [
        (MONEY * MONEY, 2, MONEY, None),
        (RATIO / (DAYS * DAYS * DAYS), 3, RATIO / DAYS, None),
        (MONEY, 1, MONEY, None),
        (RATIO, 3, RATIO, None),
        (PLAIN, 3, PLAIN, None),
        (UNKNOWN, 3, UNKNOWN, None),
        (RATIO, None, RATIO, None),
        (MONEY, 2, None, None),
        (MONEY * MONEY * DAYS, 2, None, None),
        (MONEY, None, UNKNOWN, None),
        (INDICATOR, 2, RATIO, RATIO),
        (INDICATOR * INDICATOR, 2, INDICATOR, None),
        (INDICATOR * MONEY, 2, UNKNOWN, None),
        (PLAIN * DAYS, 2, UNKNOWN, None),
        (PLAIN * INDICATOR, 2, UNKNOWN, None),
        (INDICATOR / RATE, 2, RATIO, RATIO),
    ],
)
def test_a_root_halves_exponents(dimension, degree, root, indicator):
    """The root of an amount is nothing, unless the degree is counted or the indicator may yet be a rate."""
    found = rooted(dimension, degree)
    assert (found.dimension, found.indicator) == (root, indicator)


@pytest.mark.parametrize(
    ("required", "unit", "fits"),
    [
        (None, "个", True),
        (RATIO, "%", True),
        (RATIO, "‰", True),
        (RATIO, "个", False),
        (RATIO, "分", False),
        (RATIO, "", True),
        (MONEY, "万元", True),
        (MONEY, "%", False),
        (DAYS, "天", True),
        (DAYS, "个", False),
        (POINTS, "分", True),
        (UNKNOWN, "个", True),
    ],
)
def test_the_unit_of_an_indicator_fits_a_rule_or_not(required, unit, fits):
    """A rule of percentages does not score a count; an indicator without a unit is not judged."""
    assert indicator_unit_fits(required, unit) is fits


@given(any_dimension, any_dimension)
def test_products_and_joins_know_no_order(left, right):
    """Both sides are treated alike."""
    assert left * right == right * left
    assert (joined(left, right).dimension is None) is (joined(right, left).dimension is None)
    assert joined(left, right).indicator == joined(right, left).indicator


@given(firm, firm, firm)
def test_division_undoes_multiplication(first, second, third):
    """Units are a group, and grouping does not matter."""
    assert first * second / second == first
    assert first / second == first * (RATIO / second)
    assert first * (second * third) == (first * second) * third


@given(firm, firm)
def test_the_unit_found_for_the_indicator_makes_both_sides_equal(left, right):
    """What is bound is a solution; where sides differ and nothing is bound, they clash."""
    both = joined(left, right)
    if both.indicator is not None:
        assert left.bound(both.indicator) == right.bound(both.indicator) == both.dimension
    elif left != right:
        assert both.dimension is None


@given(definite, st.integers(1, 20))
def test_a_root_undoes_a_power(dimension, degree):
    """Any degree of the language."""
    power = RATIO
    for _ in range(degree):
        power *= dimension
    assert rooted(power, degree).dimension == dimension
