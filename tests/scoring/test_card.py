"""The inner loop: many lines settled at once, with and without what explains them."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfkit.formula import Absent, compile_rule
from perfkit.model import MODES, Rounding
from perfkit.scoring.card import Card, Entry

SHARE = compile_rule(needs={"part": "number"}, share="part", limits=["-2", "2"])
GUARDED = compile_rule(share="actual / target", requires="target > 0")


TIES = ("0.0005", "-0.0005", "0.0015", "0.0025")


def entry(share, weight=10, rule=SHARE):
    return Entry(rule, {"part": Fraction(share)}, Fraction(weight))


def plainly(value, places, mode):
    """The value in last places, rounded by its distance to the two whole numbers around it."""
    scaled = Fraction(value) * 10**places
    below = scaled.numerator // scaled.denominator
    if scaled == below:
        return below
    above, rest = below + 1, scaled - below
    away = above if scaled > 0 else below
    inner = below if scaled > 0 else above
    nearest = below if rest < Fraction(1, 2) else above
    tie = rest == Fraction(1, 2)
    even = below if below % 2 == 0 else above
    return {
        "floor": below,
        "ceiling": above,
        "up": away,
        "down": inner,
        "half-up": away if tie else nearest,
        "half-down": inner if tie else nearest,
        "half-even": even if tie else nearest,
    }[mode]


@pytest.mark.parametrize("mode", MODES)
@given(
    st.lists(
        st.fractions(-2, 2, max_denominator=400) | st.sampled_from(["0.0005", "-0.0005", "0.0015", "0.0025"]),
        max_size=5,
    ),
    st.fractions(min_value=0, max_value=100, max_denominator=8),
    st.integers(0, 4),
)
def test_points_as_whole_numbers_and_as_figures_are_the_same(mode, shares, weight, places):
    """Both ways through a card give the points that plain rounding gives, above and below zero, at ties and beside."""
    rounding = Rounding(places, mode)
    card = Card(tuple(entry(share, weight) for share in shares), rounding)
    scored, wanted = card.score(), [plainly(Fraction(share) * weight, places, mode) for share in shares]

    assert card.units(rounding) == wanted
    assert [scored.line(at).points.exact * 10**places for at in range(len(shares))] == wanted
    assert [scored.line(at).share for at in range(len(shares))] == [Fraction(share) for share in shares]


@pytest.mark.parametrize("mode", MODES)
def test_an_absent_line_stands_at_its_place_and_spoils_no_other(mode):
    """A rule whose condition does not hold, a share beyond the limits, a missing fact: each has its reason."""
    lines = (
        entry("0.5"),
        Entry(GUARDED, {"actual": Fraction(1), "target": Fraction(0)}, Fraction(10)),
        entry(3),
        Entry(SHARE, {}, Fraction(10)),
        entry("0.25"),
    )
    card = Card(lines, Rounding(0, mode))
    scored = card.score()
    found = card.units(Rounding(0, mode))

    assert [one.reason if isinstance(one, Absent) else one for one in found] == [
        5,
        "requires",
        "share-outside",
        "missing",
        plainly("2.5", 0, mode),
    ]
    assert [isinstance(scored.line(at), Absent) for at in range(5)] == [False, True, True, True, False]
    assert scored.line(1) == found[1]


def test_without_a_rounding_points_are_exact():
    """A third of ten points."""
    points = Card((entry(Fraction(1, 3)),), None).score().line(0).points

    assert (points.exact, points.rounding) == (Fraction(10, 3), None)


def test_a_card_may_be_scored_again_and_is_never_changed():
    """The same card, the same lines, in whatever order they are looked at; an empty card has none."""
    card = Card((entry("0.1"), entry("0.2")), Rounding(2))
    first, second = card.score(), card.score()

    assert [second.line(at).points for at in (1, 0)] == [first.line(at).points for at in (1, 0)]
    assert Card((), Rounding(2)).units(Rounding(2)) == []


def test_a_line_asks_only_for_what_its_rule_takes():
    """Facts that no formula names may be of any kind, and of any size."""
    facts = {"part": Fraction(1, 2), "other": [{"share": None}] * 3, "huge": Fraction(10**4000)}
    found = Card((Entry(SHARE, facts, Fraction(10)),), None).score().line(0)

    assert found.points.exact == 5
