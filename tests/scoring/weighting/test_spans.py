"""Numbers enclosed between two ratios, rounded once it is sure to which decimal."""

from fractions import Fraction

import pytest

from perfkit.scoring.weighting.spans import decimals, shares


class Enclosure:
    """Spans around numbers, narrower by a power of ten for each digit; remembers how many were asked for."""

    def __init__(self, *numbers, low="0.3", high="0.3"):
        self.numbers = [Fraction(one) for one in numbers]
        self.ends = Fraction(low), Fraction(high)
        self.asked = []

    def __call__(self, digits):
        self.asked.append(digits)
        unit = Fraction(1, 10**digits)
        return [(one - self.ends[0] * unit, one + self.ends[1] * unit) for one in self.numbers]


@pytest.mark.parametrize(
    ("number", "nearest", "asked"),
    [
        ("1/3", "0.33", [10]),
        ("0.125000000001", "0.13", [10, 34]),  # 1e-12 above the tie at two places: ten digits cannot tell
        (Fraction(1, 8) + Fraction(1, 10**40), "0.13", [10, 34, 130]),
        (Fraction(1, 8) - Fraction(1, 10**300), "0.12", [10, 34, 130, 514]),
    ],
)
def test_digits_are_asked_for_until_both_ends_round_alike(number, nearest, asked):
    """Two places are wanted; 8, 32, 128 and 512 digits more, one try after the other."""
    enclosure = Enclosure(number)

    assert decimals(enclosure, 2) == (Fraction(nearest),)
    assert enclosure.asked == asked


def test_what_cannot_be_told_from_a_tie_goes_up():
    """An exact half of the last place never settles; after the last try it is a tie."""
    enclosure = Enclosure("0.125", "0.3")

    assert decimals(enclosure, 2) == (Fraction("0.13"), Fraction("0.3"))
    assert enclosure.asked == [10, 34, 130, 514]


def test_one_number_that_is_not_settled_asks_again_for_all():
    """The second number is near a tie, the first is not."""
    enclosure = Enclosure("1/3", "0.125000000001")

    assert decimals(enclosure, 2) == (Fraction("0.33"), Fraction("0.13"))
    assert enclosure.asked == [10, 34]


def test_shares_hold_every_sum_that_is_possible():
    """3 and 1, each off by 1/10 at most: from 2.9 of 4.2 to 3.1 of 3.8, and from 0.9 of 4.2 to 1.1 of 3.8."""
    assert shares([Fraction(3), Fraction(1)], Fraction(1, 10)) == [
        (Fraction(29, 42), Fraction(31, 38)),
        (Fraction(9, 42), Fraction(11, 38)),
    ]


def test_no_share_is_below_zero():
    """What may be off by more than it is, is nothing at least."""
    assert shares([Fraction(0), Fraction(1)], Fraction(1, 10))[0] == (0, Fraction(1, 8))


@pytest.mark.parametrize("amount", ["0.2", "0.1999"])
def test_amounts_that_may_be_nothing_at_all_say_nothing(amount):
    """A sum that is no greater than what it may be off by has no shares yet."""
    assert shares([Fraction(amount), Fraction(0)], Fraction(1, 10)) == [(0, 1), (0, 1)]
