"""Arithmetic of sets of numbers: worked tables, and every operation against its members."""

from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfkit.formula import ANY_NUMBER, NumberSet

WITHOUT = NumberSet()


def a_set(*pieces):
    """A set of numbers and stretches, written ``3`` or ``(1, 2)``; None for an end that is none."""
    ends = (piece if isinstance(piece, tuple) else (piece, piece) for piece in pieces)
    return NumberSet.joined(tuple(None if end is None else Fraction(end) for end in piece) for piece in ends)


def written(found):
    """The same the other way round."""
    return [low if low == high and low is not None else (low, high) for low, high in found.pieces]


@pytest.mark.parametrize(
    ("pieces", "expected"),
    [
        ([3, 1, 2], [1, 2, 3]),
        ([1, 1], [1]),
        ([(0, 2), (2, 3)], [(0, 3)]),
        ([(0, 5), (1, 2), 4], [(0, 5)]),
        ([(2, None), (None, 0), 1], [(None, 0), 1, (2, None)]),
        ([(None, 3), (1, None)], [(None, None)]),
        ([(0, None), (3, 4), 7], [(0, None)]),
        ([], []),
    ],
)
def test_pieces_are_sorted_and_do_not_touch(pieces, expected):
    """What overlaps or touches is one piece; an end that is none is before and behind everything."""
    assert written(a_set(*pieces)) == expected


@pytest.mark.parametrize(
    ("operation", "left", "right", "expected"),
    [
        ("+", [0, 5], [0, 10], [0, 5, 10, 15]),
        ("+", [0, (2, 3)], [(10, 11)], [(10, 11), (12, 14)]),
        ("+", [(0, None)], [1], [(1, None)]),
        ("+", [(None, 0)], [(1, 2)], [(None, 2)]),
        ("-", [10], [0, (2, 4)], [(6, 8), 10]),
        ("-", [0], [(1, None)], [(None, -1)]),
        ("*", [(-2, 3)], [(-5, 7)], [(-15, 21)]),
        ("*", [0], [(None, None)], [0]),
        ("*", [(0, 1)], [(None, None)], [(None, None)]),
        ("*", [(2, None)], [(3, 4)], [(6, None)]),
        ("*", [(2, None)], [-1], [(None, -2)]),
        ("*", [(None, -2)], [(None, -3)], [(6, None)]),
        ("*", [(None, 2)], [(3, 4)], [(None, 8)]),
        ("*", [(0, None)], [(0, None)], [(0, None)]),
        ("/", [6], [2, 3], [2, 3]),
        ("/", [6], [0, 2], [3]),
        ("/", [6], [0], []),
        ("/", [1], [(2, 4)], [(Fraction(1, 4), Fraction(1, 2))]),
        ("/", [1], [(-4, -2)], [(Fraction(-1, 2), Fraction(-1, 4))]),
        ("/", [1], [(0, 4)], [(Fraction(1, 4), None)]),
        ("/", [1], [(-4, 0)], [(None, Fraction(-1, 4))]),
        ("/", [1], [(-4, 2)], [(None, Fraction(-1, 4)), (Fraction(1, 2), None)]),
        ("/", [1], [(4, None)], [(0, Fraction(1, 4))]),
        ("/", [1], [(None, -4)], [(Fraction(-1, 4), 0)]),
        ("/", [0], [(0, None)], [0]),
        ("/", [1], [(None, None)], [(None, None)]),
        ("least", [1, 8], [5], [1, 5]),
        ("least", [(0, None)], [(2, 3)], [(0, 3)]),
        ("least", [4], [(None, 2)], [(None, 2)]),
        ("greatest", [1, 8], [5], [5, 8]),
        ("greatest", [(None, 3)], [(1, 2)], [(1, 3)]),
        ("greatest", [0], [(1, None)], [(1, None)]),
        ("&", [0, (2, 6)], [(5, 9)], [(5, 6)]),
        ("&", [0, 5], [5, 7], [5]),
        ("&", [(None, 3)], [(3, None)], [3]),
        ("|", [1], [(2, 3)], [1, (2, 3)]),
    ],
)
def test_operations_on_sets(operation, left, right, expected):
    """Worked by hand: all that a member of each can give, and nothing else."""
    names = {"+": "__add__", "-": "__sub__", "*": "__mul__", "/": "__truediv__", "&": "__and__", "|": "__or__"}
    operate = getattr(NumberSet, names.get(operation, operation))

    assert written(operate(a_set(*left), a_set(*right))) == expected


@pytest.mark.parametrize("operation", ["__add__", "__sub__", "__mul__", "__truediv__", "__and__", "least", "greatest"])
def test_nothing_comes_of_nothing(operation):
    """Where one side has no value, neither has the whole; only beside another set it changes nothing."""
    operate = getattr(NumberSet, operation)

    assert operate(WITHOUT, ANY_NUMBER) == operate(ANY_NUMBER, WITHOUT) == operate(WITHOUT, WITHOUT) == WITHOUT
    assert a_set(1) | WITHOUT == WITHOUT | a_set(1) == a_set(1)
    assert not WITHOUT
    assert a_set(0)


def test_a_set_tells_its_ends_its_gaps_and_its_members():
    """Zero, and six to ten: one gap, and five is no member."""
    found = a_set(0, (6, 10))

    assert (found.low, found.high, found.only) == (0, 10, None)
    assert found.gaps == ((0, 6),)
    assert [found.holds(Fraction(one)) for one in (-1, 0, 5, 6, 8, 10, 11)] == [
        False,
        True,
        False,
        True,
        True,
        True,
        False,
    ]
    assert found.hull == a_set((0, 10))
    assert (a_set(7).only, a_set(7).hull, WITHOUT.only) == (7, a_set(7), None)
    assert ANY_NUMBER.holds(Fraction(-(10**9)))
    assert (ANY_NUMBER.low, ANY_NUMBER.high, ANY_NUMBER.only) == (None, None, None)


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (a_set(0, (6, 10)).at_least(Fraction(6)), [(6, 10)]),
        (a_set(0, (6, 10)).at_least(Fraction(7)), [(7, 10)]),
        (a_set(0, (6, 10)).at_most(Fraction(0)), [0]),
        (a_set(0, (6, 10)).at_most(Fraction(6)), [0, 6]),
        (a_set(0, 6).at_least(Fraction(1)), [6]),
        (a_set(0, 6).at_most(None), [0, 6]),
        (a_set(0, 6).at_least(None), [0, 6]),
        (a_set((None, 3), (5, None)).at_most(Fraction(4)), [(None, 3)]),
        (a_set((None, 3), (5, None)).at_least(Fraction(4)), [(5, None)]),
        (a_set(0, (6, 10)).without(Fraction(0)), [(6, 10)]),
        (a_set(0, (6, 10)).without(Fraction(6)), [0, (6, 10)]),
        (a_set((-3, 2)).magnitude(), [(0, 3)]),
        (a_set(-3, 2).magnitude(), [2, 3]),
        (a_set((None, -1)).magnitude(), [(1, None)]),
        (-a_set(1, (2, None)), [(None, -2), -1]),
        (a_set(1, (2, 3)).times(Fraction(-2)), [(-6, -4), -2]),
        (a_set((1, 2), 5).image(lambda one: one * one), [(1, 4), 25]),
        (a_set((None, 2)).image(lambda one: one + 1), [(None, 3)]),
        (a_set((Fraction(1, 2), Fraction(7, 2))).on_grid(lambda one: Fraction(int(one)), Fraction(1)), [0, 1, 2, 3]),
        (a_set((0, 15)).on_grid(lambda one: one, Fraction(1)), list(range(16))),
        (a_set((0, 16)).on_grid(lambda one: one, Fraction(1)), [(0, 16)]),
        (a_set((0, None)).on_grid(lambda one: one, Fraction(1)), [(0, None)]),
        (a_set((0, Fraction(8, 5))).on_grid(lambda one: one, Fraction(1, 10)), [(0, Fraction(8, 5))]),
        (a_set((0, 30)).on_grid(lambda one: one, Fraction(2)), list(range(0, 31, 2))),
    ],
)
def test_parts_and_images_of_sets(found, expected):
    """Cut at an end, without a number that stands alone, mirrored, and through functions; few steps stand alone."""
    assert written(found) == expected


def test_very_many_pieces_are_joined_over_the_smallest_gaps():
    """Of 65 numbers, most one apart and two a half, the halves close; where all gaps are equal, all do."""
    numbers = [Fraction(at) for at in range(64)]

    assert len(NumberSet.of(*numbers).pieces) == 64
    closed = NumberSet.of(*numbers, Fraction(5, 2))
    assert (Fraction(2), Fraction(3)) in closed.pieces
    assert len(closed.pieces) == 63
    assert NumberSet.of(*numbers, Fraction(64)).pieces == ((0, 64),)


def test_numbers_beyond_any_budget_are_without_end():
    """A product of more digits than any ratio may have is not carried on."""
    huge = NumberSet.of(Fraction(2**3000))

    assert huge * huge == NumberSet.between(None, None)
    assert (huge * NumberSet.between(Fraction(0), huge.high)).pieces == ((0, None),)
    assert (NumberSet.between(huge.high, None) * huge).pieces == ((None, None),)


ends = st.none() | st.integers(-4, 4).map(Fraction)
sets = st.lists(
    st.integers(-4, 4).map(lambda one: (Fraction(one), Fraction(one)))
    | st.tuples(ends, ends).filter(lambda piece: None in piece or piece[0] <= piece[1]),
    min_size=1,
    max_size=3,
).map(NumberSet.joined)
GRID = [Fraction(at, 2) for at in range(-12, 13)]


@given(sets, sets)
def test_whatever_two_members_give_is_a_member(left, right):
    """Sums, differences, products, quotients, the lesser and the greater of every two members, on a grid."""
    pairs = product(filter(left.holds, GRID), filter(right.holds, GRID))
    found = {
        name: getattr(NumberSet, name)(left, right) for name in ("__add__", "__sub__", "__mul__", "least", "greatest")
    }
    quotients = left / right
    for one, other in pairs:
        given_ = (one + other, one - other, one * other, min(one, other), max(one, other))
        assert all(result.holds(value) for result, value in zip(found.values(), given_, strict=True))
        assert not other or quotients.holds(one / other)
    for one in GRID:
        assert (left & right).holds(one) == (left.holds(one) and right.holds(one))
        assert (left | right).holds(one) == (left.holds(one) or right.holds(one))
        assert left.magnitude().holds(abs(one)) or not left.holds(one)
