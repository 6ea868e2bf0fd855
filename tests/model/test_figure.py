"""Figures: exact inside, shown by a policy."""

from decimal import Decimal
from fractions import Fraction

import pytest

from perfkit.model import Figure, Rounding, number, stated_figure, total


def test_a_figure_shows_its_rounding_and_keeps_its_value():
    """The mean of the county: 98.15 on paper, 3239/33 inside."""
    figure = Figure(Fraction(3239, 33), "分", Rounding(2))

    assert Decimal("98.15") == figure.shown
    assert repr(figure) == "Figure(98.15分, exact 3239/33, half-up 2)"


@pytest.mark.parametrize(
    ("figure", "digits", "text"),
    [
        (Figure(Fraction(1, 2), "%", Rounding(2)), "50.00", "50.00%"),
        (Figure(Fraction(219977, 1000000), "%", Rounding(2, "down", trailing_zeros=False)), "21.99", "21.99%"),
        (Figure(Fraction(1), "%", Rounding(2, "down", trailing_zeros=False)), "100", "100%"),
        (Figure(Fraction(8041285900, 1000), "万元"), "804.12859", "804.12859 万元"),
        (Figure(Fraction(1, 3), "分"), "1/3", "1/3 分"),
    ],
)
def test_units_scale_what_is_shown(figure, digits, text):
    """Percent and money are shown in their unit; what never ends is shown as a fraction."""
    assert digits == figure.digits
    assert text == str(figure)


@pytest.mark.parametrize("printed", ["41235.25", "98", "100.00", "3.70", "0.6"])
def test_a_stated_figure_prints_as_it_was_printed(printed):
    """The places of a stated figure are its precision, zeros included."""
    assert printed == stated_figure(number(printed), "万元").digits


def test_sums_are_exact_in_any_order():
    """Twenty tenths are two."""
    assert Fraction(2) == total([Decimal("0.1")] * 20).exact
