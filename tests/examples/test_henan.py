"""Henan, and Zhengzhou on top of it: of the shape that their notes ask for, and true to the bands of their forms."""

import datetime
import re
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from attrs import evolve

from perfkit.errors import IndicatorSetError
from perfkit.formula import Absent
from perfkit.model import Funding, Indicator, Portfolio, Project, Stage, Target
from perfkit.scoring import prove
from perfkit.scoring.rulebook import compiled
from perfkit.testing import make_kit
from perfkit.testing.relations import assert_relations

PLUGINS = Path(__file__).parents[2] / "plugins"
HENAN, ZHENGZHOU = PLUGINS / "henan", PLUGINS / "zhengzhou"
CITY, REVIEW = "cn.ha.zhengzhou.evaluation@2020", "cn.ha.zhengzhou.target-review@2020"


def kit():
    """A kit with both plugins and no other."""
    return make_kit(HENAN, ZHENGZHOU)


@pytest.mark.slow
@pytest.mark.parametrize(
    "address",
    ["cn.ha.self-evaluation@2020", "cn.ha.bond.self-evaluation@2021", "cn.ha.evaluation@2020", CITY, REVIEW],
)
def test_their_points_obey_the_relations(address):
    """Whatever a project is: points stay within, better is never less, order does not matter, replay is the same."""
    assert_relations(kit().indicator_set(address), examples=5)


def reweighed(**weights):
    """The evaluation of Zhengzhou with other weights of the first level, proved again."""
    whole = kit().indicator_set(CITY)
    nodes = [evolve(node, weight=weights.get(node.code, node.weight)) for node in whole.indicators]
    made = evolve(whole, indicators=nodes)
    prove(made)
    return made


@pytest.mark.parametrize(
    "weights",
    [{}, {"decision": 20, "process": 20}, {"output": 40, "benefit": 20}, {"decision": 16, "process": 24}],
)
def test_weights_of_the_shape_are_accepted(weights):
    """15, 25, 35, 25 are right; an end in neither 0 nor 5 is unusual and no more."""
    assert sum(node.weight for node in reweighed(**weights).indicators) == 100


@pytest.mark.parametrize(
    ("weights", "names"),
    [
        ({"decision": 10, "benefit": 30}, {"each-fifteen"}),
        ({"decision": 20, "output": 30}, {"outputs-carry"}),
        ({"decision": Decimal("15.5"), "process": Decimal("24.5")}, {"whole-points"}),
    ],
)
def test_weights_of_another_shape_are_refused(weights, names):
    """A first level of 10, output and effect of 55 %, and halves of points break the notes under the form."""
    with pytest.raises(IndicatorSetError) as caught:
        reweighed(**weights)
    assert {fault.arguments["code"] for fault in caught.value.faults} == names


@pytest.fixture(scope="module")
def given():
    """The share that a sub-point earns, or Absent where the points are outside the band of its grade."""
    rule = kit().indicator_set(REVIEW).rules["zz-sub-point"]
    ready = compiled(rule, rule.parameters)

    def share(points, weight, level):
        found = ready.settle({"given": points, "weight": Fraction(weight), "level": level})
        return found if isinstance(found, Absent) else Fraction(found[0], found[1])

    return share


@pytest.mark.parametrize(
    ("weight", "lowest", "highest"), [(5, "4.0", "4.4"), (7, "5.6", "6.2"), (8, "6.4", "7.1"), (15, "12.0", "13.3")]
)
def test_the_band_of_a_good_sub_point(given, weight, lowest, highest):
    """80 to 89 % of the points, in steps of a tenth."""
    low, high, step = Fraction(lowest), Fraction(highest), Fraction(1, 10)
    inside = [given(points, weight, "良") for points in (low, high)]
    outside = [given(points, weight, "良") for points in (low - step, high + step)]
    assert inside == [low / weight, high / weight]
    assert all(isinstance(one, Absent) for one in outside)


@pytest.mark.parametrize(("weight", "gaps"), [(5, []), (15, ["8.9", "11.9", "13.4"])])
def test_points_that_belong_to_no_grade(given, weight, gaps):
    """Of the tenths of 15 three fall between two bands, of those of 5 none does."""
    tenths = [Fraction(tenth, 10) for tenth in range(weight * 10 + 1)]
    homeless = [one for one in tenths if all(isinstance(given(one, weight, level), Absent) for level in "优良中差")]
    assert homeless == [Fraction(gap) for gap in gaps]


def test_elements_that_are_not_the_whole_are_refused():
    """Shares of 40, 50 and 50 %, as one line of the form is printed, make no points."""
    elements = [{"share": share, "met": Decimal(1)} for share in (Decimal("0.4"), Decimal("0.5"), Decimal("0.5"))]
    odd = Indicator(
        "decision",
        "绩效目标",
        "绩效指标明确性",
        weight=100,
        target=Target.judged("明确"),
        rule="ha-elements",
        facts={"elements": tuple(elements)},
    )
    project = Project(name="绿化", funding=Funding(budget=1, received=1, executed=1), indicators=[odd])
    portfolio = Portfolio(unit="城管局", year=2023, projects=[project])
    result = kit().evaluate(portfolio, indicator_set=CITY).projects[0]
    assert (result.points, [finding.code for finding in result.findings][:1]) == (None, ["formula.requires"])


OUTLINES = {
    "monitoring": [
        "绩效监控组织实施情况", "预算执行情况及趋势", "绩效目标完成情况及趋势", "存在的问题及原因",
        "下一步改进措施和工作建议", "其他需要说明的问题",
    ],
    "ex-ante": ["评估对象", "评估方式和方法", "评估内容与结论", "评估的相关建议", "其他需要说明的问题", "附件"],
    "evaluation": ["概述", "评价工作简述", "绩效评价分析", "评价结论", "主要经验及做法", "存在的问题和建议"],
}  # fmt: skip


@pytest.mark.parametrize(
    ("stage", "case"),
    [("monitoring", "monitoring"), ("ex-ante", "ex-ante-2020"), ("evaluation", "whole")],
)
def test_the_report_of_a_stage_in_zhengzhou_follows_its_outline(tmp_path, stage, case):
    """Monitoring and assessment as in Henan, evaluation by its own annex; each part in order, whatever the case."""
    both = kit()
    portfolio = both.read(ZHENGZHOU / "cases" / f"{case}.toml")
    day = datetime.date(portfolio.year, 9, 30)
    portfolio = evolve(portfolio, stage=Stage(name=stage, key=stage, on=day, by="finance"))
    both.report(both.evaluate(portfolio), tmp_path / "build", formats="html")
    text = (tmp_path / "build" / "report.html").read_text("utf-8")
    headings = [found.partition("、")[2] for found in re.findall(r'<h2 id="s[0-9-]+">(.*?)</h2>', text)]
    assert headings[: len(OUTLINES[stage])] == OUTLINES[stage]
