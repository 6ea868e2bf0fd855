"""Rules over many: grades by counting, ranks among peers, and what a node makes of what is scored below it."""

from fractions import Fraction
from itertools import combinations_with_replacement
from math import prod

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.families import REFUSED, label, points, share

GRADES = "优良中差"

COUNTED = [
    ("优优优优优优良良", "优"),
    ("优优优优优优优优", "优"),
    ("优优优优优优良中", "良"),
    ("优优优优优良良良", "良"),
    ("良良良良良良良中", "良"),
    ("良良良良良良中中", "良"),
    ("优优优优优优良差", "中"),
    ("良良良良良中中中", "中"),
    ("中中中中中中差差", "中"),
    ("优优优优优差差差", "差"),
    ("差差差差差差差差", "差"),
    ("优优优优优优良", REFUSED),
    ("优优优优优优良良良", REFUSED),
    ("", REFUSED),
]

SHARE_OF_GRADE = {"优": "90%", "良": "80%", "中": "60%", "差": "59.99%"}
"""The lowest share of each grade, and one just below 中."""


@pytest.mark.parametrize(("grades", "wanted"), COUNTED)
def test_the_grade_follows_from_counting_eight_items(grades, wanted):
    """At least six of eight, tested from the best grade down; the shares of eight parts count like their grades."""
    items = [{"grade": grade} for grade in grades]
    children = [{"share": SHARE_OF_GRADE[grade]} for grade in grades]

    assert label("counting-grade", items=items) == wanted
    assert label("counting-grade-of-shares", children=children) == wanted


@pytest.mark.parametrize(
    ("share_below", "wanted"),
    [("90%", "优"), ("89.995%", "良"), ("80%", "良"), ("79.995%", "中"), ("60%", "中"), ("59.99%", "差")],
)
def test_a_share_at_the_lower_end_of_a_band_belongs_to_it(share_below, wanted):
    """Eight parts alike."""
    assert label("counting-grade-of-shares", children=[{"share": share_below}] * 8) == wanted


def counted_by_hand(grades):
    """The rule again, over numbers of items: how many are at least so good, and how bad the worst is."""
    good = [sum(GRADES.index(one) <= at for one in grades) for at in range(4)]
    worst = max(GRADES.index(one) for one in grades)
    if good[0] >= 6 and worst <= 1:
        return "优"
    if good[1] >= 6 and worst <= 2:
        return "良"
    return "中" if good[2] >= 6 else "差"


def test_all_165_ways_to_grade_eight_items():
    """Each mixture of grades gives what counting by hand gives, and a better item never makes the whole worse."""
    mixtures = list(combinations_with_replacement(GRADES, 8))
    found = {mixture: label("counting-grade", items=[{"grade": one} for one in mixture]) for mixture in mixtures}

    assert len(found) == 165
    assert found == {mixture: counted_by_hand(mixture) for mixture in mixtures}
    for mixture, grade in found.items():
        for at in range(8):
            better = GRADES[max(GRADES.index(mixture[at]) - 1, 0)]
            other = tuple(sorted((*mixture[:at], better, *mixture[at + 1 :]), key=GRADES.index))
            assert GRADES.index(found[other]) <= GRADES.index(grade)


@pytest.mark.parametrize(
    ("grades", "wanted"),
    [("优良", "良"), ("优优", "优"), ("差优", "差"), ("中良优", "中"), ("良", "良"), ("", REFUSED)],
)
def test_of_two_ticks_the_worse_one_counts(grades, wanted):
    """One item of the review table has two ticks; the worse of them is its grade."""
    assert label("worst-grade", items=[{"grade": grade} for grade in grades]) == wanted


def peers(*values):
    return [{"value": value} for value in values]


RANKED = [
    ("95", [95, 90, 90, 80, 10], "60.00", "48.00"),
    ("90", [95, 90, 90, 80, 10], "57.00", "54.00"),  # two of the same value share the place
    ("80", [95, 90, 90, 80, 10], "51.00", "57.00"),
    ("10", [95, 90, 90, 80, 10], "48.00", "60.00"),
    ("7", [7], "60.00", "60.00"),
    ("-3", [-3, -5], "60.00", "57.00"),
]


@pytest.mark.parametrize(("actual", "values", "highest", "lowest"), RANKED)
def test_the_first_gets_60_the_second_57(actual, values, highest, lowest):
    """Each place costs a twentieth; equal values share the better place, and the next one is left out."""
    found = [points(f"rank-{order}-first", 60, actual=actual, peers=peers(*values)) for order in ("highest", "lowest")]

    assert found == [highest, lowest]


def test_a_rank_far_down_earns_nothing_and_never_less():
    """The twenty-first of a twentieth each has lost all."""
    values = list(range(30))
    found = [share("rank-highest-first", actual=value, peers=peers(*values)) for value in reversed(values)]

    assert found == [max(1 - Fraction(place, 20), 0) for place in range(30)]


BEST = [
    ("80", [80, 100, 50], "8.00"),
    ("100", [80, 100, 50], "10.00"),
    ("0", [0, 100], "0.00"),
    ("0", [0, 0], REFUSED),
    ("-1", [-1, 100], REFUSED),
    ("5", [], "empty-list"),
]


@pytest.mark.parametrize(("actual", "values", "wanted"), BEST)
def test_the_best_of_the_peers_is_the_mark(actual, values, wanted):
    """标杆管理法: in proportion to the highest value of all."""
    assert points("share-of-best", 10, actual=actual, peers=peers(*values)) == wanted


def children(*shares, weights=None):
    """What is scored below: shares, with weights of 10 unless others are given."""
    weights = weights or [10] * len(shares)
    return [
        {"weight": weight, "share": one, "points": Fraction(weight) * Fraction(one)}
        for weight, one in zip(weights, shares, strict=True)
    ]


BELOW = [
    ("mean-of-children", ["0.5", "0.9"], None, Fraction("0.7")),
    ("mean-of-children", ["0.5", "0.9"], [30, 10], Fraction("0.7")),
    ("mean-of-children", ["1", "0", "0"], None, Fraction(1, 3)),
    ("mean-of-children", [], None, "empty-list"),
    ("weighted-mean-of-children", ["0.5", "0.9"], [30, 10], Fraction("0.6")),
    ("weighted-mean-of-children", ["0.5", "0.9"], [1, 1], Fraction("0.7")),
    ("weighted-mean-of-children", ["0.5", "0.9"], [0, 10], Fraction("0.9")),
    ("weighted-mean-of-children", ["0.5"], [0], REFUSED),
    ("weighted-mean-of-children", [], None, REFUSED),
    ("geometric-mean-of-children", ["0.4", "0.5", "0.625"], None, Fraction("0.5")),
    ("geometric-mean-of-children", ["0.25", "1"], None, Fraction("0.5")),
    ("geometric-mean-of-children", ["0", "1"], None, Fraction(0)),
    ("geometric-mean-of-children", ["0.7"], None, Fraction("0.7")),
    ("geometric-mean-of-children", [], None, REFUSED),
    ("weakest-of-children", ["0.5", "0.9", "0.4"], None, Fraction("0.4")),
    ("weakest-of-children", ["1"], None, Fraction(1)),
    ("weakest-of-children", [], None, "empty-list"),
]


@pytest.mark.parametrize(("rule", "shares", "weights", "wanted"), BELOW)
def test_a_node_combines_what_is_scored_below_it(rule, shares, weights, wanted):
    """Mean, weighted mean, geometric mean, weakest link."""
    assert share(rule, children=children(*shares, weights=weights)) == wanted


some_shares = st.lists(st.fractions(min_value=0, max_value=1, max_denominator=100), min_size=1, max_size=9)


@given(shares=some_shares)
def test_the_geometric_mean_is_the_root_to_twenty_places(shares):
    """The product lies between the powers of half a last place less and half a last place more."""
    found, half = share("geometric-mean-of-children", children=children(*shares)), Fraction(1, 2 * 10**20)

    assert max(found - half, 0) ** len(shares) <= prod(shares) <= (found + half) ** len(shares)
    assert (found * 10**20).denominator == 1


@given(shares=some_shares)
def test_the_weakest_link_is_below_the_geometric_mean_and_that_below_the_mean(shares):
    """As for all numbers from 0 to 1, to the last of 20 places."""
    least, geometric, mean = (
        share(f"{name}-of-children", children=children(*shares)) for name in ("weakest", "geometric-mean", "mean")
    )
    last_place = Fraction(1, 10**20)

    assert least <= geometric + last_place
    assert geometric <= mean + last_place
    assert (least == mean) == (len(set(shares)) == 1)


LOOKED_UP = [
    ("80%", "80%", "100.00"),
    ("100%", "80%", "100.00"),
    ("79.99%", "80%", "80.00"),
    ("80%", "79.99%", "80.00"),
    ("60%", "80%", "80.00"),
    ("80%", "60%", "80.00"),
    ("79.99%", "79.99%", "60.00"),
    ("60%", "60%", "60.00"),
    ("59.99%", "100%", "0.00"),
    ("100%", "59.99%", "0.00"),
]


@pytest.mark.parametrize(("output", "benefit", "wanted"), LOOKED_UP)
def test_a_table_over_two_blocks(output, benefit, wanted):
    """The share follows from the shares of two nodes by their codes; lower ends are included."""
    assert points("lookup-output-benefit", 100, output=output, benefit=benefit) == wanted
