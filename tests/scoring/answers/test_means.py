"""The simple and the money-weighted mean side by side, with the entries reconciled."""

from fractions import Fraction

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from perfkit.model import Funding, Policies, Project, Rounding
from perfkit.scoring.answers.means import means
from perfkit.testing import a_stated_project, evaluated
from scoring.small import a_set, leaf

UNROUNDED = a_set(leaf("output", 100))
ROUNDED = evolve(UNROUNDED, rounding={"mean": Rounding(1)}, policies=Policies(missing_budget="initial"))


def named(name, points=None, **amounts):
    """A project of this name with a stated total, with money, with both or with neither."""
    money = Funding(**amounts) if amounts else None
    known = None if points is None else a_stated_project(points).stated
    return Project(name=name, funding=money, stated=known)


def of(*projects, under=UNROUNDED, **options):
    return means(evaluated(*projects, under=under), **options)


def exact(figure):
    return None if figure is None else figure.exact


FOUR = (named("甲", 100, budget=100), named("乙", 80, budget=300), named("丙", 60), named("丁", budget=50), named("戊"))


def test_both_means_by_hand():
    """(100 + 80 + 60) ÷ 3 over three totals; (100·100 + 80·300) ÷ 400 over the two with money; 90 simply over these."""
    found = of(*FOUR)

    assert (exact(found.simple), exact(found.weighted), exact(found.simple_of_both)) == (80, 85, 90)
    assert (found.stage, found.money.exact, found.money.unit) == ("budget", 400, "元")


def test_every_entry_is_counted_once_and_named_where_it_misses_something():
    """Five entries: two with both, one with each alone, one with neither."""
    found = of(*FOUR)

    lists = (found.both, found.score_only, found.money_only, found.neither)
    assert [[one.project.name for one in part] for part in lists] == [["甲", "乙"], ["丙"], ["丁"], ["戊"]]
    assert found.counts == {
        "entries": 5, "scored": 3, "funded": 3, "both": 2, "score_only": 1, "money_only": 1, "neither": 1,
    }  # fmt: skip


def test_the_weights_are_the_amounts_of_the_stage_that_is_asked_for():
    """By what was executed another mean comes out; who has no such amount is without money."""
    projects = (
        named("甲", 100, budget=100, executed=30),
        named("乙", 80, budget=300, executed=10),
        named("丙", 60, budget=1),
    )
    found = of(*projects, stage="executed")

    assert (exact(found.weighted), found.money.exact, found.counts["score_only"]) == (95, 40, 1)


@pytest.mark.parametrize(
    "projects", [(), (named("甲"),), (named("甲", 90),), (named("甲", budget=9),), (named("甲", 90, budget=0),)]
)
def test_without_any_money_behind_a_total_there_is_no_weighted_mean(projects):
    """Nothing at all, no total, no money, nobody with both, and amounts that add up to nothing."""
    found = of(*projects)

    assert found.weighted is None
    assert [line for line in found.worded("zh") if "加权" in line] == [
        "没有按budget加权的平均：没有既有得分又有budget的项目，或budget合计为 0"
    ]


def test_a_missing_budget_is_that_of_the_stage_that_stands_in():
    """The set lets the initial amount stand in: it weighs, and it is said how often; by other stages nothing is."""
    projects = (named("甲", 100, initial=100), named("乙", 80, initial=1, budget=300), named("丙", 60))

    assert exact(of(*projects, under=ROUNDED).weighted) == 85
    assert of(*projects, under=ROUNDED).stood_in[0] == 1
    assert of(*projects[1:], under=ROUNDED).stood_in is None
    assert of(*projects, under=ROUNDED, stage="initial").stood_in is None
    assert of(*projects).counts["funded"] == 1


totals = st.integers(0, 100)
amounts = st.integers(1, 10**12)


@given(st.lists(totals, min_size=1, max_size=6), amounts)
def test_with_equal_amounts_both_means_are_the_same(points, amount):
    """Whatever the totals are, weights that are all alike change nothing."""
    found = of(*(named(str(at), one, budget=amount) for at, one in enumerate(points)))

    assert found.weighted == found.simple == found.simple_of_both


entries = st.lists(st.tuples(st.none() | totals, st.none() | st.integers(0, 9)), max_size=6)


@given(entries, st.randoms(use_true_random=False))
def test_the_order_of_projects_changes_no_figure_and_counts_add_up(given_, random):
    """Shuffled entries give the same means and counts; each entry is in one list."""
    projects = [
        named(str(at), points, **({} if money is None else {"budget": money}))
        for at, (points, money) in enumerate(given_)
    ]
    found = of(*projects)
    random.shuffle(projects)
    again = of(*projects)

    assert (again.simple, again.weighted, again.simple_of_both) == (found.simple, found.weighted, found.simple_of_both)
    assert again.counts == found.counts
    assert found.counts["entries"] == len(given_)
    assert found.counts["scored"] == sum(points is not None for points, _ in given_)
    assert found.counts["funded"] == sum(money is not None for _, money in given_)
    assert found.weighted is None or 0 <= found.weighted.exact <= 100


def test_in_words():
    """Every figure with what lies behind it, and who is in one of the means only, with the code if there is one."""
    projects = (*FOUR[:2], evolve(FOUR[2], code="7" * 21), named("丁", initial=50), named("戊"))
    found = of(*projects, under=ROUNDED)

    assert list(found.worded("en")) == [
        "Simple mean 80.0 points: 3 projects with a total, each of the same weight",
        "Mean weighted by budget 85.0 points: 2 projects with a total and budget, 0.04 万元 in all; "
        "their simple mean is 90.0 points",
        "budget: 1 entries give none; the set lets initial stand in",
        "5 entries = 2 with a total and budget + 1 with a total only + 1 with budget only + 1 with neither",
        "1 with a total and no budget: 丙 (777777777777777777777)",
        "1 with budget and no total: 丁",
    ]
    assert list(of(*FOUR[:2]).worded("zh")) == [
        "简单平均 90 分：有得分的 2 个项目，每个一样重",
        "按budget加权平均 85 分：既有得分又有budget的 2 个项目，合计 0.04 万元；这 2 个项目的简单平均是 90 分",
        "共 2 条 = 得分和budget都有的 2 + 只有得分的 0 + 只有budget的 0 + 两样都没有的 0",
    ]


def test_as_plain_data():
    """Exact ratios beside what is shown; numbers are texts; projects by code or name."""
    found = of(*FOUR, named("己", "59.5", initial=700), under=ROUNDED).record()

    assert found == {
        "stage": "budget",
        "simple": {"exact": "599/8", "shown": "74.9"},
        "weighted": {"exact": "1513/22", "shown": "68.8"},
        "simple_of_both": {"exact": "479/6", "shown": "79.8"},
        "money": {"amount": "1100", "unit": "元"},
        "count": {"entries": "6", "scored": "4", "funded": "4", "both": "3",
                  "score_only": "1", "money_only": "1", "neither": "1"},
        "stood_in": "1",
        "score_only": ["丙"],
        "money_only": ["丁"],
    }  # fmt: skip
    assert of(FOUR[3]).record()["weighted"] is None
    assert of(FOUR[0]).record()["stood_in"] == "0"


def test_a_mean_that_the_set_does_not_round_is_readable():
    """A third more than 90 ends in an ellipsis in words, and is a ratio in the record."""
    found = of(named("甲", 90), named("乙", 90), named("丙", 91))

    assert next(found.worded("zh")).startswith("简单平均 90.3333… 分：")
    assert found.simple.exact == Fraction(271, 3)
