"""Weights from pairwise comparisons, and how consistent those are."""

import decimal
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pymcdm.weights.subjective import AHP

from perfkit.errors import InputError
from perfkit.scoring.weighting import RANDOM_INDEX, ahp
from perfkit.scoring.weighting.ahp import Comparisons

HALVES = {"甲": ["1", "2"], "乙": ["1/2", "1"]}

JUDGEMENTS = [Fraction(1, n) for n in range(9, 1, -1)] + [Fraction(n) for n in range(1, 10)]


def reciprocal(above):
    """The square of comparisons with these above the diagonal, row by row, by the names 0, 1, 2 …"""
    size = next(n for n in range(1, 16) if n * (n - 1) // 2 == len(above))
    given_ = iter(above)
    upper = {(row, column): next(given_) for row in range(size) for column in range(row + 1, size)}
    cells = upper | {(column, row): 1 / value for (row, column), value in upper.items()}
    return {str(row): [cells.get((row, column), Fraction(1)) for column in range(size)] for row in range(size)}


@st.composite
def comparisons(draw, least=1, most=7):
    """Comparisons on Saaty's scale that may contradict each other as they like."""
    size = draw(st.integers(least, most))
    pairs = size * (size - 1) // 2
    return reciprocal(draw(st.lists(st.sampled_from(JUDGEMENTS), min_size=pairs, max_size=pairs)))


def matrix(rows):
    return np.array([[float(value) for value in row] for row in rows.values()])


def refused(rows):
    """The faults of comparisons: code and place."""
    with pytest.raises(InputError) as refusal:
        ahp(rows)
    return [(fault.code, fault.place.key) for fault in refusal.value.faults]


@given(comparisons())
def test_weights_are_those_of_an_established_library(rows):
    """The principal eigenvector by floating-point eigenvalues, to ten places."""
    library = AHP(matrix=matrix(rows))
    found = ahp(rows)

    assert [float(weight) for weight in found.weights.values()] == pytest.approx(library(), abs=1e-10)


@given(comparisons(least=3))
def test_the_consistency_is_that_of_an_established_library(rows):
    """λmax by floating-point eigenvalues; the library divides by another random index, so that is undone first."""
    size, found = len(rows), ahp(rows).consistency
    index = AHP(matrix=matrix(rows)).get_cr() * AHP.RI_M[size - 1]

    assert float(found.index) == pytest.approx(index, abs=1e-9)
    assert float(found.largest) == pytest.approx(index * (size - 1) + size, abs=1e-9)
    assert float(found.ratio) == pytest.approx(index / float(RANDOM_INDEX[size - 1]), abs=1e-9)


@given(st.lists(st.integers(1, 9), min_size=1, max_size=15))
def test_comparisons_that_follow_from_weights_give_those_weights(weights):
    """Where each cell is the quotient of two weights nothing is contradicted, and each weight is its exact part."""
    rows = {str(at): [Fraction(one, other) for other in weights] for at, one in enumerate(weights)}
    found = ahp(rows)

    for one, weight in zip(weights, found.weights.values(), strict=True):
        assert abs(weight - Fraction(one, sum(weights))) <= Fraction(1, 2 * 10**12)
    assert (found.consistency.largest, found.consistency.index, found.consistency.ratio) == (len(weights), 0, 0)
    assert found.consistency.holds


def test_a_circle_of_three_by_hand():
    """a is 2 times b, b 2 times c, c 2 times a: all weigh the same, λmax = 1 + 2 + 1/2, CI 1/4, CR 0.25 ÷ 0.58."""
    found = ahp({"a": [1, 2, "1/2"], "b": ["1/2", 1, 2], "c": [2, "0.5", 1]})

    assert set(found.weights.values()) == {Fraction(333333333333, 10**12)}
    assert (found.consistency.largest, found.consistency.index) == (Fraction(7, 2), Fraction(1, 4))
    assert found.consistency.ratio == Fraction(431034482759, 10**12)
    assert not found.consistency.holds


def test_the_random_index_is_the_table_of_1980():
    """RI for 1 to 15 things, as Saaty printed it, with its dip at 12."""
    printed = "0 0 0.58 0.90 1.12 1.24 1.32 1.41 1.45 1.49 1.51 1.48 1.56 1.57 1.59"

    assert [Fraction(one) for one in printed.split()] == list(RANDOM_INDEX)
    assert ahp(reciprocal([Fraction(1)] * 105)).consistency.random == Fraction("1.59")


@pytest.mark.parametrize(("third", "holds"), [("2.764", True), ("2.765", False)])
def test_the_verdict_turns_at_one_tenth(third, holds):
    """Of three things λmax is 1 + q + 1/q with q³ the contradiction, here 2.764606 where the ratio is 0.1."""
    found = ahp({"a": [1, 1, 1 / Fraction(third)], "b": [1, 1, 1], "c": [third, 1, 1]}).consistency

    assert float(found.ratio) == pytest.approx(0.1, abs=1e-4)
    assert found.holds is holds


@pytest.mark.parametrize("size", [1, 2])
def test_one_thing_or_two_cannot_contradict_each_other(size):
    """No random index exists for them; the ratio is zero, not a division by zero."""
    found = ahp(HALVES if size == 2 else {"甲": [1]}).consistency

    assert (found.size, found.index, found.random, found.ratio, found.holds) == (size, 0, 0, 0, True)


def test_numbers_come_as_ratios_decimals_whole_numbers_and_texts():
    """All ways of writing one comparison give the same weights."""
    ways = [("4", "1/4"), (4, "0.25"), (Fraction(4), Decimal("0.25")), (" 4 ", " 1 / 4 ")]

    assert {tuple(ahp({"a": [1, four], "b": [quarter, 1]}).weights.values()) for four, quarter in ways} == {
        (Fraction("0.8"), Fraction("0.2"))
    }


def test_a_host_s_context_changes_nothing():
    """Three digits of precision and traps outside leave every digit as it is."""
    rows = {"a": [1, "3", "5"], "b": ["1/3", 1, "2"], "c": ["1/5", "0.5", 1]}
    plain = ahp(rows)
    with decimal.localcontext(decimal.Context(prec=3, traps=[decimal.Inexact, decimal.Rounded])):
        assert ahp(rows) == plain
    assert [str(Fraction(weight)) for weight in plain.weights.values()] == [
        "324164506911/500000000000",
        "229650794063/1000000000000",
        "24404038423/200000000000",
    ]


def test_the_ends_of_the_scale_are_allowed():
    """9 and 1/9 are on it; the weights are 9 to 1."""
    assert list(ahp({"a": [1, 9], "b": ["1/9", 1]}).weights.values()) == [Fraction("0.9"), Fraction("0.1")]


def test_every_wrong_cell_is_named_at_once():
    """Zero, below zero, off the scale at both ends, the diagonal, and a mirror image that is none."""
    rows = {
        "a": [2, "0", "10", 3, 1],
        "b": ["-1", 1, "1/10", 1, 1],
        "c": ["1/10", "10", 1, 1, 1],
        "d": ["0.333", 1, 1, "1/2", 1],
        "e": [1, 1, 1, 1, 1],
    }

    assert refused(rows) == [
        ("weighting.diagonal", "a[1]"),
        ("weighting.not-positive", "a[2]"),
        ("weighting.off-scale", "a[3]"),
        ("weighting.not-reciprocal", "a[4]"),
        ("weighting.not-positive", "b[1]"),
        ("weighting.off-scale", "b[3]"),
        ("weighting.off-scale", "c[1]"),
        ("weighting.off-scale", "c[2]"),
        ("weighting.diagonal", "d[4]"),
    ]


def test_what_a_wrong_cell_is_told():
    """Which two were compared, what was found both ways round, and what is needed."""
    with pytest.raises(InputError) as refusal:
        ahp({"a": [1, 3], "b": ["0.333", 1]})

    assert refusal.value.faults[0].worded("zh") == (
        "a[2]：“a”比“b”是 3，反过来写成了 0.333；反过来应为 1/3；除不尽的写成分数，如 1/3 [weighting.not-reciprocal]"
    )


def test_what_cannot_be_read_is_named_beside_what_is_wrong():
    """A float, a word and a division by zero; the rows that can be read are looked at all the same."""
    rows = {"a": [1, 0.5, "三"], "b": ["1/0", 1, 1], "c": [1, 1, 3]}

    assert refused(rows) == [
        ("number.float", "a[2]"),
        ("number.unreadable", "a[3]"),
        ("weighting.divided-by-zero", "b[1]"),
        ("weighting.diagonal", "c[3]"),
    ]


@pytest.mark.parametrize(
    ("rows", "faults"),
    [
        ({}, [("weighting.size", "")]),
        ({str(at): [1] * 16 for at in range(16)}, [("weighting.size", "")]),
        ({"a": [1], "b": [1, 1], "c": [1, 1, 1]}, [("weighting.not-square", "a"), ("weighting.not-square", "b")]),
    ],
)
def test_what_is_no_square(rows, faults):
    """None at all, more than there is a random index for, rows of another length."""
    assert refused(rows) == faults


@given(comparisons(least=2, most=5), st.integers(1, 6))
def test_a_vector_holds_the_eigenvector_between_its_ends(rows, digits):
    """Few digits give wide ends, and those of many digits lie inside; so do the eigenvalues."""
    matrix = Comparisons.of(list(rows.values()))
    wide, narrow = matrix.nearest(digits), matrix.nearest(15)

    assert wide.far <= Fraction(1, 10**digits)
    for (low, high), (inner_low, inner_high) in zip(wide.weights(), narrow.weights(), strict=True):
        assert low <= inner_low <= inner_high <= high
    assert wide.eigenvalue[0] <= narrow.eigenvalue[0] <= narrow.eigenvalue[1] <= wide.eigenvalue[1]


@given(comparisons(least=3, most=5))
def test_how_far_a_vector_can_be_is_birkhoff_s_factor_for_a_scale_to_nine(rows):
    """It draws together by (81 - 1) ÷ (81 + 1): what moves by d is at most d ÷ (1 - 80 ÷ 82) from where it ends."""
    near = Comparisons.of(list(rows.values())).nearest(1)
    low, high = near.eigenvalue

    assert near.far == (high / low - 1) / (1 - Fraction(80, 82))
