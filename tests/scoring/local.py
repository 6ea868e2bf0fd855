"""A county's set that says all that a set can say, and projects that meet each state once."""

from __future__ import annotations

from typing import Any

from attrs import evolve

from perfkit.model import (
    Adjustment,
    Basis,
    Case,
    Funding,
    Indicator,
    IndicatorSet,
    Policies,
    Project,
    Review,
    Rounding,
    Rule,
    SetIndicator,
    Stated,
    Target,
    Title,
    WeightCase,
    number,
    stated_figure,
)
from perfkit.testing import national_set

DOCUMENT = (Basis("清财绩〔2023〕7号", "第六条", verified=True),)

WEAKEST = Rule(
    name="weakest",
    title=Title("按最弱一项", "by the weakest"),
    needs={"children": {"weight": "number", "points": "number", "share": "number"}},
    share="least(children, share)",
    basis=DOCUMENT,
)
THIRDS = Rule(
    name="thirds",
    title=Title("三部分折算", "thirds"),
    needs={"output": "number", "benefit": "number", "execution": "number"},
    share="(output + benefit + execution) / 3",
    basis=DOCUMENT,
)
BY_OUTPUT = Rule(
    name="by-output",
    title=Title("按产出定等级", "grade by output"),
    needs={"output": "number"},
    gives=("优", "良", "差"),
    cases=[Case("output >= 90%", "优"), Case("output >= 60%", "良")],
    otherwise="差",
    basis=DOCUMENT,
)


def local_set(**changes: Any) -> IndicatorSet:
    """Other weights without satisfaction, the weakest of two outputs, block rounding, a penalty, a veto, reviews."""
    national = national_set()
    kinds = national.indicators[1].rules_for
    quantity = SetIndicator(code="quantity", name="数量", weight=30, accepts=["数量指标"], rules_for=kinds)
    quality = SetIndicator(code="quality", name="质量", weight=20, accepts=["质量指标"], rules_for=kinds)
    output = SetIndicator(code="output", name="产出指标", weight=50, combine="weakest", children=[quantity, quality])
    facts = {
        "id": "cn.example.qinghe",
        "edition": "2023",
        "title": Title("清河县项目支出绩效自评", "Qinghe self-evaluation"),
        "basis": DOCUMENT,
        "needs": {"misused": "truth", "late": "number 天"},
        "assumes": {"misused": False, "late": number("0")},
        "labels": {**national.labels, "misused": Title("挪用资金", "funds misused"), "late": Title("逾期", "delay"),
                   "finance": Title("县财政局", "county treasury"), "department": Title("主管部门", "department")},
        "rules": {**national.rules, **{rule.name: rule for rule in (WEAKEST, THIRDS, BY_OUTPUT)}},
        "indicators": [national.indicators[0], output, *national.indicators[2:]],
        "rounding": {**national.rounding, "weight": Rounding(1), "block": Rounding(1), "total": Rounding(1)},
        "policies": Policies(missing="zero", zero_divisor="full", not_applicable="move", final=("finance", "computed")),
        "weight_cases": [WeightCase(code="no-survey", when="not any(indicators, block = satisfaction)",
                                    weights={"benefit": 40, "satisfaction": 0}, reason="没有服务对象", basis=DOCUMENT)],
        "adjustments": [
            Adjustment(code="late", title=Title("逾期扣分", "late"), at="output", when="late > 0",
                       points="points - late * 0.5", basis=DOCUMENT),
            Adjustment(code="veto", title=Title("一票否决", "veto"), at="total", when="misused",
                       points="min(points, 59)", grade="差", grounds=["misused"], basis=DOCUMENT),
        ],
    }  # fmt: skip
    return evolve(national, **{**facts, **changes})


def an_indicator(block: str, category: str, name: str, weight: object, **changes: Any) -> Indicator:
    """An indicator that is met."""
    facts = {"target": Target.at_least(80, "座"), "actual": 80}
    return Indicator(block, category, name, weight=weight, **{**facts, **changes})  # type: ignore[arg-type]  # tests bend any field


def outputs(**changes: Any) -> tuple[Indicator, ...]:
    """Three numbers and one quality; ``changes`` are those of the first number."""
    return (
        an_indicator("quantity", "数量指标", "桥", 14, **changes),
        an_indicator("quantity", "数量指标", "闸", 8),
        an_indicator("quantity", "数量指标", "涵", 8),
        an_indicator("quality", "质量指标", "合格", 20),
    )


BENEFIT = an_indicator("benefit", "社会效益指标", "受益", 30)
WIDER = an_indicator("benefit", "社会效益指标", "受益", 40)
SERVED = an_indicator("satisfaction", "服务对象满意度指标", "满意", 10)


def a_local_project(name: str, **changes: Any) -> Project:
    """A project that scores 100."""
    facts = {"funding": Funding(budget=100, executed=100), "indicators": (*outputs(), BENEFIT, SERVED)}
    return Project(name=name, **{**facts, **changes})


def projects() -> tuple[Project, ...]:
    """Each new state of a line, a node and a total."""
    unused = outputs(applicable=False, actual=None, reason="当年没有安排")
    seen = (Review("finance", number("25"), "抽查三处有两处漏水"), Review("department", number("28")))
    beyond = Review("finance", number(31), "超额完成")
    return (
        a_local_project("移入", indicators=(*unused, BENEFIT, SERVED)),
        a_local_project("复核", indicators=(*outputs(), evolve(BENEFIT, actual=77, reviews=seen), SERVED)),
        a_local_project("缺数", indicators=(*outputs(), evolve(BENEFIT, actual=None), SERVED)),
        a_local_project("无预算", funding=Funding(budget=0, executed=0)),
        a_local_project("无满意度", indicators=(*outputs(actual=44), evolve(WIDER, actual=77)), facts={"late": 3}),
        a_local_project("否决", facts={"misused": True}, grounds={"misused": "审计报告〔2024〕5号"}),
        a_local_project("无依据", facts={"misused": True}),
        a_local_project("总分复核", reviews=[Review("finance", number("88.5"), "现场评价")]),
        a_local_project("多给", indicators=(*outputs(), evolve(BENEFIT, reviews=[beyond]), SERVED)),
        Project(
            name="填报",
            stated=Stated(points=stated_figure(number("95"), "分")),
            reviews=[Review("finance", number(91), "现场评价")],
        ),
    )
