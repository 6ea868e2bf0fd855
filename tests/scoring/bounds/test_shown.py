"""Possible points in words and as plain data, and what lies beside a gap."""

from fractions import Fraction

import pytest

from perfkit.formula import NumberSet
from perfkit.model import Figure, Rounding
from perfkit.scoring.bounds.shown import Bounds, hull, shown
from scoring.small import a_set, leaf

PLAIN = a_set(leaf("a", 100))
CENTS = a_set(leaf("a", 100), rounding={"leaf": Rounding(2), "total": Rounding(1)})


def bounds(*pieces, tight=True, under=PLAIN, name="leaf"):
    """Bounds of these pieces, a number being one that stands alone."""
    ends = (piece if isinstance(piece, tuple) else (piece, piece) for piece in pieces)
    points = NumberSet.joined((Fraction(low), Fraction(high)) for low, high in ends)
    return shown(points, under, name, tight=tight)


def points(value):
    return Figure(Fraction(value), "分")


@pytest.mark.parametrize(
    ("found", "zh", "en"),
    [
        (bounds(0, 5, 8, 10), "0、5、8、10 分", "0, 5, 8, 10 points"),
        (bounds(7), "7 分", "7 points"),
        (bounds((6, 10)), "6 到 10 分", "6 to 10 points"),
        (bounds(0, (6, 10)), "0 分，或 6 到 10 分", "0 points, or 6 to 10 points"),
        (bounds((0, "2.5"), (6, 10)), "0 到 2.5 分，或 6 到 10 分", "0 to 2.5 points, or 6 to 10 points"),
        (bounds("0.5", (6, 10), under=CENTS), "0.5 分，或 6 到 10 分", "0.5 points, or 6 to 10 points"),
        (bounds(*range(12)), "、".join(map(str, range(12))) + " 分", ", ".join(map(str, range(12))) + " points"),
        (
            bounds(*range(13)),
            "0 到 12 分，其间有 12 段得不到",
            "0 to 12 points, with 12 gaps between them that cannot be reached",
        ),
    ],
)
def test_possible_points_in_words(found, zh, en):
    """A few are listed, stretches have two ends, and of very many the ends and the number of gaps are said."""
    assert (found.words("zh"), found.words("en")) == (zh, en)


@pytest.mark.parametrize(
    ("value", "held", "beside"),
    [
        ("-1", False, None),
        ("0", True, None),
        ("0.01", False, (0, 5)),
        ("5", True, None),
        ("5.5", False, (5, 6)),
        ("6", True, None),
        ("8", True, None),
        ("10", True, None),
        ("10.01", False, None),
    ],
)
def test_what_lies_in_a_gap_has_a_neighbour_on_each_side(value, held, beside):
    """Zero, five, and six to ten: outside of all there is no gap to lie in."""
    found = bounds(0, 5, (6, 10))
    neighbours = found.beside(points(value))

    assert found.hold(points(value)) is held
    assert (neighbours and tuple(end.exact for end in neighbours)) == beside


def test_possible_points_in_a_sentence():
    """The points, and whether both ends can occur."""
    assert list(bounds(0, 5).worded()) == ["可能的得分：0、5 分（两端都能达到）"]
    assert list(bounds(0, (6, 10), tight=False).worded("en")) == [
        "Possible points: 0 points, or 6 to 10 points (the ends may not occur)"
    ]


def test_ends_and_plain_data_follow_from_the_pieces():
    """Texts with the places of points, low and high as ever."""
    found = bounds(0, (6, 10), tight=False, under=CENTS)

    assert (found.low.exact, found.high.exact, found.tight) == (0, 10, False)
    assert found.record() == {
        "low": "0.00",
        "high": "10.00",
        "pieces": [["0.00", "0.00"], ["6.00", "10.00"]],
        "tight": False,
    }


def test_points_are_rounded_by_their_name():
    """A total to a tenth: between two tenths is nothing; without a rounding of its own, leaf places show it."""
    found = bounds("0.04", ("6.26", "6.34"), under=CENTS, name="total")
    block = bounds("0.045", under=CENTS, name="block")

    assert [(low.exact, high.exact) for low, high in found.pieces] == [(0, 0), *[(Fraction("6.3"),) * 2]]
    assert (block.low.exact, block.low.digits) == (Fraction("0.045"), "0.05")


def test_what_holds_one_way_or_another_is_in_either():
    """Joined pieces; tight where all have the same ends and are tight themselves."""
    one, other, same = bounds(0, 10), bounds((2, 5), tight=True), bounds(0, 3, 10)

    assert hull([one]) is one
    assert [(low.exact, high.exact) for low, high in hull([one, other]).pieces] == [(0, 0), (2, 5), (10, 10)]
    assert not hull([one, other]).tight
    assert hull([one, same]).tight
    assert not hull([one, bounds(0, 3, 10, tight=False)]).tight
    assert not hull([bounds(0, 9), one]).tight
    assert hull([bounds((0, 5)), bounds((3, 8))]) == Bounds((((points(0)), points(8)),), tight=False)
