"""A group of projects in words: members, sums, rates, and what the unit states beside them."""

import pytest
from attrs import evolve

from perfkit.model import Funding, Group, Policies, Portfolio, Review, Rounding, Stated, Title, number, stated_figure
from perfkit.scoring import evaluate
from perfkit.scoring.explain_group import explain_group
from scoring.small import a_set, a_small_project, judged, leaf, rebuilt

SET = a_set(
    leaf("output", 100),
    measures={"execution_rate": "executed / budget", "receipt_rate": "received / budget"},
    rounding={"rate-in-text": Rounding(2)},
    labels={
        "budget": Title("全年预算数", "budget"),
        "executed": Title("全年执行数", "executed"),
        "received": Title("到位数", "received"),
        "execution_rate": Title("预算执行率", "execution rate"),
        "receipt_rate": Title("资金到位率", "receipt rate"),
    },
)


def told(*projects, language="zh", under=SET, **facts):
    """The explanation of the group of these projects, line by line."""
    group = Group(key="roads", name="道路", members=[one.name for one in projects], **facts)
    evaluation = evaluate(Portfolio(unit="单位", year=2023, projects=projects, groups=[group]), under)
    return explain_group(evaluation.groups[0], under, language).splitlines()


def project(name, share=1, code=None, **amounts):
    """A project that earns this share, in a group with others; its amounts in 元."""
    funding = Funding(**amounts) if amounts else None
    return a_small_project(judged("output", 100, share), name=name, code=code, funding=funding)


def printed(text):
    """A figure as a unit prints it."""
    value, unit = text.split()
    return stated_figure(number(value), unit)


ROAD = project("县道", code="01", budget=30000, executed=10000)
BRIDGE = project("桥梁", "0.5", budget=40000, executed=20000, received=40000)


def test_a_group_is_told_line_by_line():
    """30 000 of 70 000 is 42.857…%, from the sums and not from the members' 33.33 % and 50 %."""
    assert told(ROAD, BRIDGE) == [
        "道路（roads）",
        "指标体系：小 small@1",
        "成员 2 个：",
        "  县道（01）：100 分",
        "  桥梁：50 分",
        "全年预算数合计：7 万元",
        "到位数：没有合计，因为这些成员没有给出：县道",
        "全年执行数合计：3 万元",
        "预算执行率 = 全年执行数 ÷ 全年预算数 = 42.8571…%，即 42.86%（四舍五入）",
    ]


def test_a_group_is_told_in_english():
    """The same figures under the set's English names."""
    lines = told(ROAD, BRIDGE, language="en")

    assert lines[0] == "道路 (roads)"
    assert lines[3:5] == ["  县道 (01): 100 points", "  桥梁: 50 points"]
    assert lines[6] == "received: no sum, because these members give none: 县道"
    assert lines[8].startswith("execution rate = executed ÷ budget = 42.8571…%, that is 42.86%")


def test_nothing_is_told_of_money_that_nobody_gives():
    """Members without amounts: neither sums nor rates, and no line that names nobody."""
    assert told(project("甲"), project("乙"))[5:] == []


def test_a_member_without_a_total_says_so():
    """Nobody judged it."""
    assert told(project("甲", None))[3] == "  甲：没有总分"


def test_a_member_shows_the_points_that_count():
    """Where the treasury gave other points, those and not the computed ones."""
    under = rebuilt(SET, policies=Policies(final=("finance", "computed")))
    seen = evolve(BRIDGE, reviews=[Review("finance", 70, "现场核查")])

    assert told(ROAD, seen, under=under)[4] == "  桥梁：70 分"


@pytest.mark.parametrize(
    ("stated", "last"),
    [
        (Stated(grade="良"), "预算执行率"),
        (Stated(points=88), "单位填报的得分：88 分"),
        (Stated(points=88, grade="良"), "单位填报的得分：88 分（良）"),
    ],
)
def test_points_that_the_unit_states_come_last(stated, last):
    """With the grade beside them; a grade alone is no points."""
    assert told(ROAD, BRIDGE, stated=stated)[-1].startswith(last)


def test_sums_and_rates_that_the_unit_states_stand_beside_ours():
    """Behind a sum, behind a sum that cannot be had, and alone where no member gives the stage."""
    stated = Stated(
        amounts={"budget": printed("7 万元"), "received": printed("6 万元"), "initial": printed("5 万元")},
        rates={"execution": printed("43 %"), "receipt": printed("90 %")},
    )
    lines = told(ROAD, BRIDGE, stated=stated)

    assert lines[5:] == [
        "initial：算不出；单位填报 5 万元",
        "全年预算数合计：7 万元；单位填报 7 万元",
        "到位数：没有合计，因为这些成员没有给出：县道；单位填报 6 万元",
        "全年执行数合计：3 万元",
        "预算执行率 = 全年执行数 ÷ 全年预算数 = 42.8571…%，即 42.86%（四舍五入）；单位填报 43%",
        "资金到位率：算不出；单位填报 90%",
    ]
