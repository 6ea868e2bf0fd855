"""When a printed figure agrees with a computed one."""

from decimal import Decimal
from fractions import Fraction

import pytest

from perfkit.model import Figure, Rounding, stated_figure
from perfkit.scoring import agrees, agrees_as_rounded
from perfkit.scoring.agreement import prints_as


def printed(text, unit="分"):
    return stated_figure(Decimal(text), unit)


@pytest.mark.parametrize(
    ("stated", "exact", "agreed"),
    [
        (printed("98"), "98.4", True),
        (printed("98"), "98.5", True),  # cut off
        (printed("99"), "98.5", True),  # rounded half up
        (printed("98"), "99", False),
        (printed("98.4"), "98.35", True),
        (printed("98.4"), "98.34", False),
        (printed("98.40"), "98.399", True),
        (printed("98.40"), "98.394", False),
        (printed("12.35", "万元"), "123456", True),  # 12.3456 万元
        (printed("12.34", "万元"), "123456", True),
        (printed("12.36", "万元"), "123456", False),
        (printed("85.7", "%"), Fraction(6, 7), True),
        (printed("85.8", "%"), Fraction(6, 7), False),
    ],
)
def test_a_figure_agrees_at_the_places_it_was_printed_with(stated, exact, agreed):
    """Rounded half up or cut off, in the unit in which it was printed."""
    assert agrees(stated, Fraction(exact)) == agreed


@pytest.mark.parametrize(("mode", "agreed"), [("half-up", False), ("down", True), ("half-even", False), ("up", False)])
def test_a_total_agrees_as_the_set_rounds_it_or_half_up(mode, agreed):
    """98.47 cut off to one place is 98.4; no other way of rounding makes that of it, and 98.5 is half up for all."""
    computed = Figure(Fraction("98.47"), "分", Rounding(2, mode))
    assert agrees_as_rounded(printed("98.4"), computed) == agreed
    assert agrees_as_rounded(printed("98.5"), computed)


def test_a_total_that_nothing_rounds_agrees_half_up():
    """A set that rounds no total leaves half up alone."""
    computed = Figure(Fraction("98.47"), "分")
    assert agrees_as_rounded(printed("98.5"), computed)
    assert not agrees_as_rounded(printed("98.4"), computed)


@pytest.mark.parametrize(
    ("stated", "exact", "same"),
    [("98.5", "98.5", True), ("98.5", "98.46", True), ("98.5", "98.4", False), ("98", "98.4", True)],
)
def test_a_figure_without_rounding_shows_all_its_places(stated, exact, same):
    """98.5 that a program states has one place, and agrees with itself."""
    assert prints_as(Figure(Fraction(stated), "分"), Fraction(exact), "half-up") == same


def test_a_figure_whose_digits_never_end_agrees_with_itself_alone():
    """A third is no decimal of any number of places."""
    third = Figure(Fraction(1, 3), "分")
    assert prints_as(third, Fraction(1, 3), "half-up")
    assert not prints_as(third, Fraction("0.333"), "half-up")
