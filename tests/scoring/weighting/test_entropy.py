"""Entropy weights: what an indicator tells the objects apart by."""

import decimal
from fractions import Fraction

import mpmath
import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from pymcdm.weights import entropy_weights
from scipy.stats import entropy as shannon

from perfkit.errors import InputError
from perfkit.scoring.weighting import entropy

NO_DIFFERENCE = ("weighting.no-variance", "c")


@st.composite
def tables(draw, least=1):
    """Two to five columns of the same length, each with some difference."""
    rows = draw(st.integers(2, 8))
    numbers = st.lists(st.integers(least, 1000), min_size=rows, max_size=rows)
    columns = draw(st.lists(numbers.filter(lambda column: len(set(column)) > 1), min_size=2, max_size=5))
    return {str(at): column for at, column in enumerate(columns)}


def matrix(table):
    return np.array(list(table.values()), dtype=float).T


def refused(table, **options):
    """The faults of a table: code and place."""
    with pytest.raises(InputError) as refusal:
        entropy(table, **options)
    return [(fault.code, fault.place.key) for fault in refusal.value.faults]


def weights(table, **options):
    return list(entropy(table, **options).weights.values())


@given(tables())
def test_by_share_the_weights_are_those_of_an_established_library(table):
    """Values above zero, each as a part of its column's sum, in floating point; to nine places.

    Where hardly anything differs floating point has no such places: one column differs by its half at least.
    """
    assume(any(max(column) >= 2 * min(column) for column in table.values()))
    assert [float(one) for one in weights(table, scale="share")] == pytest.approx(
        entropy_weights(matrix(table)), abs=1e-9
    )


@given(tables(least=-1000), st.sets(st.sampled_from("01234")))
def test_by_range_the_weights_are_those_of_shannon_s_entropy(table, costs):
    """Columns scaled to 0..1 towards the better, the entropy of each by an established library, zeros included."""
    costs &= set(table)
    scaled = matrix(table)
    scaled = (scaled - scaled.min(axis=0)) / (scaled.max(axis=0) - scaled.min(axis=0))
    better = [1 - column if name in costs else column for name, column in zip(table, scaled.T, strict=True)]
    order = np.array([1 - shannon(column, base=len(column)) for column in better])

    assert [float(one) for one in weights(table, less_is_better=costs)] == pytest.approx(order / order.sum(), abs=1e-9)


def test_every_digit_is_that_of_a_reckoning_to_fifty():
    """Another calculation with fifty digits rounds to the same twelve places."""
    table = {"a": [1, 2, 3, 4], "b": [4, 3, 9, 1], "c": [5, 5, 6, 7]}
    with mpmath.workdps(50):
        order = []
        for column in table.values():
            parts = [mpmath.mpf(value - min(column)) / (sum(column) - 4 * min(column)) for value in column]
            order.append(1 + mpmath.fsum(p * mpmath.log(p) for p in parts if p) / mpmath.log(4))
        expected = [mpmath.nint(one / mpmath.fsum(order) * 10**12) for one in order]

    assert [weight * 10**12 for weight in weights(table)] == [int(one) for one in expected]


def test_two_objects_by_hand():
    """Of two values scaled to 0 and 1 the entropy is none: all such indicators weigh the same."""
    assert weights({"a": [1, 2], "b": [7, 3], "c": ["0.5", "1/3"]}) == [Fraction(333333333333, 10**12)] * 3


def test_the_direction_counts_by_range_only():
    """Towards the greater 0, 1, 4 stay; towards the less they are 4, 3, 0: 1 - e is 0.5445 and 0.3784."""
    table = {"a": [0, 1, 4], "b": [0, 1, 4]}

    assert weights(table) == [Fraction(1, 2)] * 2
    assert float(weights(table, less_is_better=["b"])[1]) == pytest.approx(0.41, abs=5e-6)
    assert weights(table, less_is_better=["b"], scale="share") == [Fraction(1, 2)] * 2


def test_a_difference_in_the_last_of_many_digits_is_not_lost():
    """Two columns of one and a half units of the twentieth digit: the weights stay 4 to 9, the squares of 2 and 3."""
    one = "1.0000000000000000000"
    table = {"a": [one, "1.0000000000000000002"], "b": [one, "1.0000000000000000003"]}

    assert weights(table, scale="share") == [Fraction(307692307692, 10**12), Fraction(692307692308, 10**12)]


def test_a_host_s_context_changes_nothing():
    """Three digits of precision and traps outside leave every digit as it is."""
    table = {"a": ["1.25", "2", "3"], "b": ["4", "3", "9.5"]}
    plain = entropy(table)
    with decimal.localcontext(decimal.Context(prec=3, traps=[decimal.Inexact, decimal.Rounded])):
        assert entropy(table) == plain
    assert plain.method == "entropy"
    assert plain.consistency is None


@pytest.mark.parametrize(
    ("table", "options", "faults"),
    [
        ({}, {}, [("weighting.one-column", "")]),
        ({"a": [1, 2]}, {}, [("weighting.one-column", "")]),
        ({"a": [1], "b": [2]}, {}, [("weighting.one-row", "a"), ("weighting.one-row", "b")]),
        ({"a": [], "b": []}, {}, [("weighting.one-row", "a"), ("weighting.one-row", "b")]),
        ({"a": [1, 2], "b": [1, 2, 3], "c": [5, 5]}, {}, [("weighting.rows-differ", "b"), NO_DIFFERENCE]),
        ({"a": [1, 2], "b": [1, "x"]}, {}, [("number.unreadable", "b[2]")]),
        ({"a": [1, 2], "b": [1, 2]}, {"less_is_better": ["c"]}, [("weighting.name-unknown", "")]),
        ({"a": [1, -2], "b": [0, 2]}, {"scale": "share"}, [("weighting.negative", "a[2]")]),
    ],
)  # fmt: skip
def test_tables_that_tell_nothing_are_refused(table, options, faults):
    """Too few columns or rows, other lengths, no difference, no number, an unknown name, a share below zero."""
    assert refused(table, **options) == faults


def test_values_below_zero_have_a_range():
    """A growth rate may be below zero: what counts is how far it is above the worst."""
    assert weights({"a": [-1, 0, 3], "b": [0, 1, 4]}) == [Fraction(1, 2)] * 2
