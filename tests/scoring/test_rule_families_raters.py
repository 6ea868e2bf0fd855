"""Rules that make one mark of those of several raters."""

from fractions import Fraction
from statistics import median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.families import REFUSED, share

MARKS = [
    ("raters-mean", ["0.8", "0.9", "0.4"], Fraction("0.7")),
    ("raters-mean", ["1", "0", "0"], Fraction(1, 3)),
    ("raters-mean", ["0.8"], Fraction("0.8")),
    ("raters-mean", ["1.01"], REFUSED),
    ("raters-mean", ["-0.01"], REFUSED),
    ("raters-mean", [], REFUSED),
    ("raters-trimmed", ["0.8", "0.9", "0.4"], Fraction("0.8")),
    ("raters-trimmed", ["0.8", "0.9", "0.4", "0.5"], Fraction("0.65")),
    ("raters-trimmed", ["0.9", "0.9", "0.9"], Fraction("0.9")),
    ("raters-trimmed", ["0", "0", "1", "1", "1"], Fraction(2, 3)),
    ("raters-trimmed", ["0.8", "0.9"], REFUSED),
    ("raters-trimmed", ["0.8", "0.9", "1.1"], REFUSED),
    ("raters-trimmed", ["0.8", "0.9", "-0.1"], REFUSED),
    ("raters-least", ["0.8", "0.9", "0.4"], Fraction("0.4")),
    ("raters-least", ["0.8"], Fraction("0.8")),
    ("raters-least", ["1.01", "1"], REFUSED),
    ("raters-least", ["0.5", "-0.01"], REFUSED),
    ("raters-least", [], REFUSED),
]

marks = st.lists(st.fractions(0, 1, max_denominator=100), min_size=3, max_size=9)


def sheets(given_marks):
    return [{"share": one} for one in given_marks]


@pytest.mark.parametrize(("rule", "given_marks", "wanted"), MARKS)
def test_what_the_rules_make_of_marks(rule, given_marks, wanted):
    """By hand; too few raters and marks outside 0 to 1 are refused."""
    assert share(rule, raters=sheets(given_marks)) == wanted


@given(marks)
def test_the_trimmed_mean_leaves_out_one_highest_and_one_lowest(given_marks):
    """Against the sorted marks; of three and four raters it is the median."""
    kept = sorted(given_marks)[1:-1]
    found = share("raters-trimmed", raters=sheets(given_marks))
    assert found == sum(kept, Fraction(0)) / len(kept)
    if len(given_marks) <= 4:
        assert found == median(given_marks)


@given(marks)
def test_no_combination_leaves_the_range_of_the_marks(given_marks):
    """The least is the lowest, the others lie between."""
    least, trimmed, mean = (
        share(f"raters-{name}", raters=sheets(given_marks)) for name in ("least", "trimmed", "mean")
    )
    assert least == min(given_marks)
    assert all(least <= one <= max(given_marks) for one in (trimmed, mean))
