"""Ratios as decimals."""

from fractions import Fraction

import pytest

from perfkit.formula.language.tree import Number
from perfkit.formula.worded.decimals import as_percent, decimal_text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("0", "0"),
        ("5", "5"),
        ("100", "100"),
        ("-3", "-3"),
        ("0.05", "0.05"),
        ("-1.65", "-1.65"),
        ("1234.5", "1234.5"),
        ("1/3", "1/3"),
        ("-7/6", "-7/6"),
        ("0.0000000000000000000001", "0.0000000000000000000001"),
        ("1/100000000000000000000000", "1/100000000000000000000000"),
    ],
)
def test_a_ratio_is_a_decimal_where_its_digits_end(value, text):
    """22 places are written, anything longer stays a ratio."""
    assert decimal_text(Fraction(value)) == text


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("1", "100%"),
        ("0.8", "80%"),
        ("0.125", "12.5%"),
        ("0.001", "0.1%"),
        ("0", "0"),
        ("60%", "60%"),
        ("2", "2"),
        ("0.0", "0.0"),
    ],
)
def test_a_share_is_said_as_a_percentage(typed, said):
    """Shares above 0 and up to 1 become percentages; the rest stays as typed."""
    assert as_percent(Number(typed)) == said
