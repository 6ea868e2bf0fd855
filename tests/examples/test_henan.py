"""Henan, and Zhengzhou on top of it: of the shape that their notes ask for, and true to the bands of their forms."""

from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from attrs import evolve

from outlines import document, headings, staged, words
from perfkit.errors import IndicatorSetError
from perfkit.formula import Absent
from perfkit.model import Funding, Indicator, Portfolio, Project, Target
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
    ("henan/cases/ex-ante-part-said.toml", "ex-ante"): [
        "一、评估对象", "二、评估方式和方法", "三、评估内容与结论", "（一）项目的相关性", "（二）预期绩效的可实现性",
        "（三）实施方案的有效性", "（四）预期绩效的可持续性", "（五）资金投入的可行性及风险", "（六）总体结论",
        "四、相关建议", "五、其他需要说明的问题", "六、附件",
    ],
    ("henan/cases/monitoring.toml", "monitoring"): [
        "一、监控工作组织实施情况", "二、预算执行情况及趋势", "三、绩效目标完成情况及趋势", "四、存在的问题及原因",
        "五、下一步工作建议", "六、其他需要说明的问题",
    ],
    ("henan/cases/self-evaluation-short.toml", "self-evaluation"): [
        "一、项目支出基本情况", "二、绩效自评工作开展情况", "（一）自评的范围和程序", "（二）责任单位和参加人员",
        "三、绩效自评结果及分析", "（一）自评得分情况", "（二）绩效指标完成情况", "（三）预算执行情况",
        "（四）未完成和超额完成的指标及原因", "四、自评发现的问题及整改措施", "（一）发现的问题", "（二）整改措施",
        "五、绩效自评工作建议及预算安排建议", "六、其他需要说明的问题",
    ],
    ("henan/cases/bond-evaluation.toml", "evaluation"): [
        "一、概述", "（一）项目单位基本情况", "（二）项目基本情况", "（三）项目资金情况", "（四）项目绩效目标",
        "二、评价工作简述", "（一）基本情况", "（二）组织实施情况", "三、绩效评价分析", "（一）项目决策情况",
        "（二）项目管理情况", "（三）项目产出情况", "（四）项目效益情况", "（五）未完成绩效目标的原因",
        "四、评价结论", "五、主要经验及做法", "六、存在问题和建议", "（一）存在的问题", "（二）建议",
        "七、其他需要说明的问题",
    ],
    ("zhengzhou/cases/whole.toml", "evaluation"): [
        "一、概述", "（一）项目单位基本情况", "（二）项目基本情况", "（三）项目资金情况", "（四）项目绩效目标",
        "二、评价工作简述", "（一）基本情况", "（二）组织实施情况", "三、绩效评价分析", "（一）绩效目标分析",
        "（二）资金情况分析", "（三）组织情况分析", "（四）管理情况分析", "（五）产出和效果分析",
        "（六）未完成绩效目标的原因", "四、评价结论", "五、主要经验及做法", "六、存在问题和建议", "（一）存在的问题",
        "（二）建议", "（三）结果应用和期限",
    ],
}  # fmt: skip
"""附件1-12 of the assessment beforehand, the monitoring rules, 附件2 of 豫财效〔2020〕10号, 附件5 of the bonds, 附件5-2
of the city: the headings, before the annex with the findings."""


@pytest.mark.parametrize(("file", "stage"), OUTLINES)
def test_each_report_has_the_outline_of_its_document(file, stage):
    """Project evaluation in Henan has the national one; bonds and the city have their own."""
    used = kit()
    found = document(used, staged(used, PLUGINS / file, stage))
    assert headings(found)[:-1] == OUTLINES[file, stage]


def test_an_evaluation_of_henan_has_the_national_outline():
    """Its 附件 is that of 财预〔2020〕10号: seven parts; what an element lost is told."""
    used = kit()
    found = document(used, staged(used, HENAN / "cases" / "evaluation-equal.toml", "evaluation"))
    assert headings(found, 1)[3] == "四、绩效评价指标分析"
    assert "扣 5.00 分" in words(found)


def test_the_assessment_beforehand_tells_its_object_and_its_conclusion():
    """Kind and amount by their printed names; the conclusion by itself, not among the facts."""
    used = kit()
    told = words(document(used, staged(used, HENAN / "cases" / "ex-ante-part-said.toml", "ex-ante")))
    assert "评估对象：基本建设" in told
    assert "申请资金：900 万元" in told
    assert "结论：建议部分支持。" in told
    assert "专家组结论" not in told


ABOVE = {"monitoring": "monitoring", "ex-ante": "ex-ante-part-said"}
"""A case of Henan for each stage."""


@pytest.mark.parametrize(("case", "stage"), [("monitoring", "monitoring"), ("ex-ante-2020", "ex-ante")])
def test_zhengzhou_has_the_outlines_of_the_province(case, stage):
    """Its rules of monitoring and of the assessment of 2020 are those of Henan: the same parts."""
    used = kit()
    own, above = (folder / "cases" / f"{name}.toml" for folder, name in ((ZHENGZHOU, case), (HENAN, ABOVE[stage])))
    parts = [headings(document(used, staged(used, file, stage)), 1) for file in (own, above)]
    assert parts[0] == parts[1]
    assert len(parts[0]) == 7


def test_the_report_of_monitoring_tells_how_likely_the_targets_are():
    """Three of four rows have a word; the execution rate has none; what follows is told with its day."""
    used = kit()
    told = words(document(used, staged(used, HENAN / "cases" / "monitoring.toml", "monitoring")))
    assert "共监控 4 项，“完全不可能” 1 项，“确定能” 1 项，“有可能” 1 项，没有评定的 1 项。" in told
    assert "期限 2024-08-15" in told
