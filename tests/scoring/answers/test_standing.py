"""How a portfolio stands as a whole."""

import json
from fractions import Fraction
from pathlib import Path

import pytest

from perfkit.kit import Kit
from perfkit.model import Funding, Group, Policies, Review, Rounding, Title
from perfkit.scoring.answers.standing import standing
from perfkit.testing import evaluated
from scoring.small import a_set, a_small_project, judged, leaf, measure

XINFENG = Path(__file__).parents[3] / "examples" / "xinfeng-2023"

NODES = (measure("execution", 20), leaf("output", 80))
KEYS = {
    "rounding": {"mean": Rounding(2), "rate-in-text": Rounding(1)},
    "measures": {"execution_rate": "executed / budget"},
    "labels": {"budget": Title("全年预算数", "budget of the year"), "initial": Title("年初预算数", "initial budget")},
}
UNDER = a_set(*NODES, **KEYS)


def a_project(name, share, budget=100, executed=100, **facts):
    money = Funding(budget=budget, executed=executed)
    return a_small_project(judged("output", 80, share), name=name, funding=money, **facts)


PROJECTS = (
    a_project("甲", 1),
    a_project("乙", "0.5", 300, 150, unit="水站"),
    a_project("丙", 1, unit="水站"),
    a_project("丁", None, 400, 1),
)


def of(*projects, under=UNDER, stage="budget", **facts):
    return standing(evaluated(*projects, under=under, **facts), stage)


def test_a_small_portfolio_by_hand():
    """Totals 100, 50, 100 and an absent one; execution 351 of 900 over all four, whatever is scored."""
    found = of(*PROJECTS)

    assert (found.means.simple.exact * 3, found.means.weighted.exact) == (250, 70)
    assert [(one.result.project.name, one.rank) for one in found.ranks] == [("丙", 1), ("甲", 1), ("乙", 3)]
    assert (found.whole.kind, found.whole.scored, found.whole.median.exact) == ("all", 3, 100)
    assert [(one.kind, one.name) for one in found.peers] == [("unit", "水站")]
    assert [one.share * 100 for one in found.nodes] == [pytest.approx(250 / 3), pytest.approx(250 / 3)]
    assert [one.code for one in found.categories] == ["output"]
    assert (found.at_full_marks, found.distinct) == (2, 2)
    assert (found.execution_rate.digits, found.executed_by) == ("39.0", 4)


def test_the_stage_weighs_all_means():
    """By what was executed 甲 and 丙 weigh 100 each and 乙 150."""
    found = of(*PROJECTS, stage="executed")

    assert found.means.weighted.exact == found.whole.weighted.exact == Fraction(27500, 350)
    assert found.peers[0].weighted.exact == 70


def test_only_entries_with_every_amount_of_the_rate_are_executed():
    """No row of money, or no budget in it: such an entry is in no sum."""
    unknown = a_small_project(judged("output", 80), name="戊", funding=Funding(executed=50))
    found = of(*PROJECTS, unknown, a_small_project(name="己"))

    assert (found.execution_rate.digits, found.executed_by) == ("39.0", 4)


@pytest.mark.parametrize(
    ("under", "projects"), [(UNDER, ()), (UNDER, [a_small_project()]), (a_set(leaf("output", 100)), PROJECTS)]
)
def test_without_a_rate_nothing_is_said_about_it(under, projects):
    """No entry, none with money, and a set without such a measure."""
    found = of(*projects, under=under)

    assert (found.execution_rate, found.executed_by) == (None, 0)
    assert not [line for line in found.worded("en") if "spent" in line]


def test_in_words():
    """Means and counts, the whole, what the totals do not tell, peers, and what stands out."""
    under = a_set(measure("execution", 20), leaf("output", 50), leaf("benefit", 30), **KEYS)
    first = a_small_project(
        judged("output", 50, 1), judged("benefit", 30, "0.5"), name="甲", funding=PROJECTS[0].funding
    )
    found = of(first, a_small_project(name="乙"), under=under, groups=[Group(key="g", name="组", members=["乙"])])

    assert list(found.worded("zh")) == [
        "简单平均 85.00 分：有得分的 1 个项目，每个一样重",
        "按全年预算数加权平均 85.00 分：既有得分又有全年预算数的 1 个项目，合计 0.01 万元；"
        "这 1 个项目的简单平均是 85.00 分",
        "共 2 条 = 得分和全年预算数都有的 1 + 只有得分的 0 + 只有全年预算数的 0 + 两样都没有的 1",
        "全部项目：2 个，有得分的 1 个，简单平均 85.00 分，按金额加权 85.00 分；"
        "最低 85.00 分，中位 85.00 分，最高 85.00 分",
        "1 个得分里满分的有 0 个，不同的得分有 1 种",
        "平均 85.00 分，而有资金可算的 1 条合计执行率是 100.0%",
        "分组“组”：1 个，都没有得分",
        "得分率最高，得到分值的 100%：execution（1 个项目）、output（1 个项目）",
        "得分率最低，得到分值的 50%：benefit（1 个项目）",
        "得分率最高，得到分值的 100%：output · 指标（1 个项目）",
        "得分率最低，得到分值的 50%：benefit · 指标（1 个项目）",
    ]
    english = list(found.worded("en"))
    assert english[4:6] == [
        "Of 1 totals 0 are full marks; there are 1 different totals",
        "The mean is 85.00 points; the 1 entries with money have spent 100.0% together",
    ]
    assert english[7] == "Strongest, 100% of the weight reached: execution (1 projects), output (1 projects)"
    assert english[-1] == "Weakest, 50% of the weight reached: benefit · 指标 (1 projects)"


def test_an_empty_portfolio_has_words_too():
    """Nothing is divided by zero where there is nothing."""
    assert list(of().worded("zh")) == [
        "没有按全年预算数加权的平均：没有既有得分又有全年预算数的项目，或全年预算数合计为 0",
        "共 0 条 = 得分和全年预算数都有的 0 + 只有得分的 0 + 只有全年预算数的 0 + 两样都没有的 0",
        "全部项目：0 个，都没有得分",
    ]


def test_as_plain_data():
    """Everything in one document for JSON, without a number that is none of text."""
    found = json.loads(json.dumps(of(*PROJECTS).record()))

    assert list(found) == [
        "means", "ranks", "whole", "peers", "nodes", "categories",
        "at_full_marks", "distinct", "execution_rate", "executed_by",
    ]  # fmt: skip
    assert [found[key] for key in list(found)[6:]] == ["2", "2", "39.0", "4"]
    assert [len(found[key]) for key in ("ranks", "peers", "nodes", "categories")] == [3, 1, 2, 1]
    assert (found["means"]["count"]["both"], found["whole"]["kind"]) == ("3", "all")


def test_points_beyond_full_marks_are_at_the_ceiling():
    """A total that an evaluator gave just at full marks counts, one below does not."""
    under = a_set(*NODES, policies=Policies(final=("finance", "computed")), **KEYS)
    given = [a_project("甲", 1, reviews=[Review("finance", points, "现场")]) for points in ("100", "99.99")]

    assert of(*given, under=under).at_full_marks == 1


def test_xinfeng():
    """The published portfolio: 33 totals, 31 rows of money, 21 with both; 27.93 % spent beside a mean of 98.15.

    All totals are stated and all amounts are initial ones, so that the weighted mean follows from the facts alone.
    """
    kit = Kit()
    facts = kit.read(XINFENG)
    found = standing(kit.evaluate(facts))
    pairs = [
        (Fraction(one.funding.initial), one.stated.points.exact)
        for one in facts.projects
        if one.funding and one.stated and one.stated.points
    ]
    assert found.means.weighted.exact * sum(money for money, _ in pairs) == sum(a * b for a, b in pairs)

    assert [found.means.counts[key] for key in ("entries", "scored", "funded", "both")] == [43, 33, 31, 21]
    assert (found.means.simple.digits, found.means.weighted.digits, found.means.simple_of_both.digits) == (
        "98.15", "96.78", "97.57",
    )  # fmt: skip
    assert (found.at_full_marks, found.distinct) == (21, 4)
    assert (found.execution_rate.digits, found.executed_by) == ("27.93", 31)
    assert found.execution_rate.exact * 2709650585 == 756926296
    assert (found.peers[0].name, found.peers[0].mean.digits, found.peers[0].weighted.digits) == (
        "惠企政策兑现（产业发展引导资金）", "96.50", "96.42",
    )  # fmt: skip
