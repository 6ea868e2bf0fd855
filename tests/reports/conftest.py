"""A small evaluation made by hand from the classes, and the national templates and forms."""

from __future__ import annotations

from fractions import Fraction
from importlib.resources import files
from pathlib import Path

import pytest

from perfkit.errors import Place
from perfkit.formats.forms import read_form
from perfkit.model import (
    Basis,
    Choice,
    Cover,
    Figure,
    Finding,
    Form,
    Funding,
    GradeBand,
    GradeScale,
    Group,
    Indicator,
    IndicatorSet,
    Measure,
    Policies,
    Portfolio,
    Problem,
    Project,
    Rounding,
    SetIndicator,
    Stated,
    Target,
    Title,
    Unit,
)
from perfkit.reports import Lookup, render_document
from perfkit.scoring.result import Evaluation, GroupResult, ProjectResult

STANDARDS = Path(str(files("perfkit.standards")))


def form(name: str, folder: Path = STANDARDS / "forms") -> Form:
    """A form as its TOML lays it out."""
    return read_form(folder / f"{name}.toml", f"{name}.toml")


def percent(numerator: int, denominator: int) -> Figure:
    """A rate as a set with truncation to two places shows it."""
    return Figure(Fraction(numerator, denominator), "%", Rounding(2, "down", trailing_zeros=False))


PROFILE = """核定编制 {{ unit.staffing['编制'] }} 名，平均分 {{ 平均分.文中 }}。

1. 修路。
2. 养路。

# 职责

**管路。**
"""
PROMISE = Indicator("output", "数量指标", "道路条数", target=Target.at_least(5, "条"), actual=6)
NAMES = ["*a* # |b|", "道路 <新建> & 改造", "公园一期"]


@pytest.fixture
def evaluation() -> Evaluation:
    """Three projects with awkward names, one group, texts with placeholders, and stated figures that differ."""
    projects = [
        Project(
            name=name,
            code=f"36072223888803000518{number}",
            funding=Funding(initial=20000 * number, executed=12345 * number),
            indicators=[PROMISE] if number == 1 else [],
            problems=[Problem("资金到位慢", "下半年才到位。")] if number == 1 else [],
            measures=[Measure("提前申报", "一季度完成申报。", owner="财务科")] if number == 1 else [],
            narrative={"cost": "成本见资金表，项目编码 {{ 项目.编码 }}。"} if number == 1 else {},
        )
        for number, name in enumerate(NAMES, start=1)
    ]
    group = Group(
        key="roads",
        name="道路类项目",
        members=[projects[0].key, projects[1].key],
        stated=Stated(
            amounts={"received": Figure(Fraction(30000), "万元", Rounding(0))},
            rates={"execution": Figure(Fraction(9596, 10000), "%", Rounding(2))},
        ),
        narrative={"output": "建成道路若干。"},
    )
    portfolio = Portfolio(
        unit=Unit("某县交通局", "交通局", "某县人民政府", {"编制": 50}),
        year=2023,
        projects=projects,
        groups=[group],
        cover=Cover(
            "2023 年度某县交通局绩效自评报告",
            [("项目单位", "某县交通局"), Choice("评价类型", ["实施过程评价", "完成结果评价"], ["完成结果评价"]),
             Choice("组织方式", ["财政部门", "主管部门"], [], "来源没有保留勾选")],
            "2024 年 5 月",
        ),
        narrative={"unit-profile": PROFILE},
    )  # fmt: skip
    used = IndicatorSet(
        id="cn.test",
        edition="1",
        title=Title("测试体系", "Test set"),
        first_year=2020,
        basis=[Basis("财预〔2020〕10号")],
        rounding={"rate": Rounding(2, "down", trailing_zeros=False), "mean-in-text": Rounding(0)},
        grades=GradeScale([GradeBand("优", 90), GradeBand("良", 80), GradeBand("差", 0)]),
        indicators=[
            SetIndicator(code="execution", name="预算执行率", weight=10),
            SetIndicator(code="output", name="产出指标", weight=90),
        ],
        policies=Policies(missing_budget="initial"),
        digest="ab" * 32,
    )  # fmt: skip
    results = [
        ProjectResult(
            project=project,
            indicator_set=used,
            state="stated",
            stated_points=Figure(Fraction(95 + number), rounding=Rounding(0)),
            grade="优",
            execution_rate=percent(12345, 20000),
        )
        for number, project in enumerate(projects)
    ]
    sums = {"initial": Figure(Fraction(60000), "元"), "executed": Figure(Fraction(37035), "元")}
    return Evaluation(
        portfolio=portfolio,
        indicator_set=used,
        projects=results,
        groups=[GroupResult(group=group, members=results[:2], funding=sums, execution_rate=percent(37035, 60000))],
        mean=Figure(Fraction(2881, 30), "分", Rounding(2)),
        grade="优",
        funding={"initial": Figure(Fraction(120000), "元"), "executed": Figure(Fraction(74070), "元")},
    )


@pytest.fixture
def findings() -> list[Finding]:
    return [
        Finding("report.link-unknown", "error", Place(file="funding.csv", row=3), names={"target": "甲|乙"}),
        Finding("report.link-unknown", "info", names={"target": "不列出"}),
    ]


@pytest.fixture
def forms() -> dict[str, Form]:
    return {name: form(name) for name in ("funding", "scores", "targets", "points", "findings", "impossible")}


@pytest.fixture
def lookup() -> Lookup:
    return Lookup([("cn.mof", STANDARDS / "templates")])


@pytest.fixture
def document(evaluation, findings, forms, lookup):
    return render_document(evaluation, findings, lookup, forms, program="0.1.0")
