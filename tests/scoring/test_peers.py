"""Points by rank and by what others reach: the same value in every project of the portfolio."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfkit.model import Funding, Policies, Rounding, Stated, Target
from perfkit.scoring.peers import peers_of
from perfkit.scoring.planning import make_plan
from perfkit.testing import evaluated
from scoring.small import a_rule, a_set, a_small_project, codes, counted, judged, leaf, measure

PEERS = {"peers": {"value": "number"}}
RANKED = a_rule(
    "ranked", "max(60 - 3 * count(peers, value > actual), 0) / 60", needs=PEERS
)  # the first 60 points, the second 57 …
AGAINST_MEAN = a_rule("against-mean", "min(actual / mean(peers, value), 1)", needs=PEERS)
BEST = a_rule("best", "if(all(peers, value <= actual), 1, 0)", needs=PEERS)
SET = a_set(leaf("a", 60), leaf("b", 40), rules=[RANKED, AGAINST_MEAN, BEST])


def project(name, actual, rule="ranked", **changes):
    """A project with one ranked indicator of 60 points and 40 that are met."""
    ranked = counted("a", 60, actual, name="产值", rule=rule, **changes)
    return a_small_project(ranked, judged("b", 40), name=name)


def points(*projects, under=SET):
    """Points of the first line of each; the codes of the findings where there are none."""
    return [
        codes(result) if result.lines[0].points is None else result.lines[0].points.exact
        for result in evaluated(*projects, under=under).projects
    ]


def test_the_first_has_60_points_and_the_second_57():
    """Three less for each that is better."""
    assert points(*(project(name, actual) for name, actual in zip("甲乙丙丁", (30, 70, 50, 10), strict=True))) == [
        54,
        60,
        57,
        51,
    ]


@pytest.mark.parametrize(
    ("actuals", "expected"),
    [
        ((70, 70, 50), [60, 60, 54]),  # two firsts, no second
        ((70, 50, 50), [60, 57, 57]),
        ((50, 50, 50), [60, 60, 60]),
        ((50,), [60]),
        ((0, 0), [60, 60]),
    ],
)
def test_equal_values_have_equal_points(actuals, expected):
    """A tie shares the better place, and the places behind it are counted."""
    assert points(*(project(str(at), actual) for at, actual in enumerate(actuals))) == expected


def test_nobody_falls_below_nothing():
    """The twenty-first of 22 has no points left, and so has the last."""
    assert points(*(project(str(at), at) for at in range(22)))[:3] == [0, 0, 3]


def test_a_project_without_a_value_is_no_peer():
    """It is absent itself, and nobody is ranked against it; the mean is that of those that have a value."""
    assert points(project("甲", 30), project("乙", None), project("丙", 10)) == [
        60,
        ["indicator.actual-missing"],
        57,
    ]

    rule = "against-mean"
    assert points(project("甲", 30, rule), project("乙", None, rule), project("丙", 10, rule))[2] == 30


def test_what_does_not_apply_is_no_peer():
    """A value that stands beside 不适用 is not held against others."""
    idle = a_small_project(judged("a", 60), counted("b", 40, 90, name="产值", applicable=False), name="乙")
    out = project("丙", 90, applicable=False)

    assert points(project("甲", 30), idle, out)[0] == 60


def test_peers_are_the_same_indicator_by_block_category_and_name():
    """The names are compared as they are read: width and blanks do not count. Another indicator is no peer."""
    same = a_small_project(counted("a", 60, 90, name="产 值", rule="ranked"), judged("b", 40), name="乙")
    other_name = a_small_project(counted("a", 60, 90, name="产量", rule="ranked"), judged("b", 40), name="乙")
    other_block = a_small_project(judged("a", 60), counted("b", 40, 90, name="产值"), name="乙")

    assert points(project("甲", 30), same) == [57, 60]
    assert points(project("甲", 30), other_name) == [60, 60]
    assert points(project("甲", 30), other_block)[0] == 60


def test_values_are_compared_in_their_base():
    """One unit reports 3 万元, the other 20000 元."""
    units = [
        project(name, value, target=Target.at_least(1, unit))
        for name, value, unit in (("甲", 3, "万元"), ("乙", 20000, "元"))
    ]

    assert points(*units) == [60, 57]


def test_a_measure_of_the_set_may_be_ranked():
    """The execution rates of all projects, those that are only stated included; one without a budget is no peer."""
    under = a_set(measure("execution", 60, rule="ranked"), leaf("b", 40), rules=[RANKED])
    rows = [(90, 100), (5, 10), (0, 0), (7, 10)]
    projects = [
        a_small_project(judged("b", 40), name=str(at), funding=Funding(executed=executed, budget=budget))
        for at, (executed, budget) in enumerate(rows)
    ]
    stated = a_small_project(name="填报", funding=Funding(executed=8, budget=10), stated=Stated(points=90))
    without = points(*projects, under=under)
    with_stated = points(*projects, stated, under=under)

    assert without == [60, 54, ["measure.zero"], 57]
    assert with_stated == [60, 51, ["measure.zero"], 54, 57]


def test_rates_are_ranked_as_they_are_scored():
    """Both print 89.99 %: where the printed rate is scored they are equal, exactly the second is better."""
    rows = [("甲", "0.899901"), ("乙", "0.899909"), ("丙", "0.5")]
    projects = [
        a_small_project(judged("b", 40), name=name, funding=Funding(executed=rate, budget=1)) for name, rate in rows
    ]
    for policy, expected in (("exact", [57, 60, 54]), ("rounded", [60, 60, 54])):
        under = a_set(
            measure("execution", 60, rule="ranked"),
            leaf("b", 40),
            rules=[RANKED],
            rounding={"rate": Rounding(2)},
            policies=Policies(scored_rate=policy),
        )
        assert points(*projects, under=under) == expected


def test_a_rule_of_a_measure_is_best_of_its_own_peers():
    """A rate that is rounded down is no worse than itself."""
    under = a_set(
        measure("execution", 60, rule="best"),
        leaf("b", 40),
        rules=[BEST],
        rounding={"rate": Rounding(0, "down")},
        policies=Policies(scored_rate="rounded"),
    )
    alone = a_small_project(judged("b", 40), funding=Funding(executed="0.899", budget=1))

    assert points(alone, under=under) == [60]


def test_no_population_is_made_where_no_rule_asks():
    """The national sets have no such rule, and pay nothing for those that do."""
    plain = make_plan(a_set(leaf("a", 100)))

    assert peers_of([(project("甲", 30), {})], plain).values == {}
    assert peers_of([(project("甲", 30, "ratio"), {})], make_plan(SET)).values == {}
    assert peers_of([(project("甲", 30), {})], make_plan(SET)).values != {}


def test_a_rule_that_asks_for_no_peers_finds_none_among_its_facts():
    """Beside ranked indicators there are plain ones, which are scored alone."""
    assert points(project("甲", 30, "ratio"), project("乙", 70, "ratio")) == [18, 42]


@given(st.lists(st.none() | st.integers(0, 9), min_size=1, max_size=7), st.randoms(use_true_random=False))
def test_ranks_against_sorting(actuals, random):
    """The place of each is one more than how many are better, in whatever order the projects come."""
    order = list(range(len(actuals)))
    random.shuffle(order)
    found = points(*(project(str(at), actuals[at]) for at in order))
    better = sorted((actual for actual in actuals if actual is not None), reverse=True)
    for at, got in zip(order, found, strict=True):
        if actuals[at] is None:
            assert got == ["indicator.actual-missing"]
        else:
            assert got == max(Fraction(60 - 3 * better.index(actuals[at])), 0)
