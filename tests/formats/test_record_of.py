"""The record of a project: fit for JSON, without a number that could become a float, and read back as it was."""

import datetime
import json
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import attrs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from perfkit.formats import read_portfolio
from perfkit.model import (
    Chosen,
    Evidence,
    Funding,
    FundingLine,
    Indicator,
    Measure,
    Origin,
    Problem,
    Project,
    Review,
    Stated,
    Target,
    TargetChange,
    stated_figure,
)
from perfkit.testing import national_set
from perfkit.testing.strategies import projects
from sampling import EXAMPLES as EXAMPLES_OF_A_RELATION

ROOT = Path(__file__).parents[2]
EXAMPLES = [
    ROOT / "examples/xinfeng-2023",
    ROOT / "examples/one-project/form.toml",
    *sorted(path for path in ROOT.glob("plugins/*/cases/*.toml") if "from = " not in path.read_text("utf-8")),
]

LEFT_OUT = {"origin", "origins", "narrative", "fact_origins", "withheld", "taken"}
"""What no project file says."""


def bare(value):
    """What is said, without where it stood."""
    if attrs.has(type(value)):
        fields = {one.name: getattr(value, one.name) for one in attrs.fields(type(value)) if one.name not in LEFT_OUT}
        return type(value).__name__, {name: bare(one) for name, one in fields.items()}
    if isinstance(value, (list, tuple)):
        return [bare(one) for one in value]
    return {key: bare(one) for key, one in value.items()} if isinstance(value, dict) else value


def again(project):
    """The project after a journey through JSON, read by a program that makes floats of numbers with a point."""
    return Project.from_dict(json.loads(json.dumps(project.to_dict(), ensure_ascii=False)))


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: f"{path.parent.parent.name}-{path.stem}")
def test_every_example_comes_back(path):
    """Each project that a file can say is the same after its record was read."""
    for project in read_portfolio(path).portfolio.projects:
        assert bare(again(project)) == bare(project)


def as_printed(project):
    """The project whose actuals are also printed as its record writes them, where nothing else was printed."""
    records = project.to_dict().get("indicators", [])
    printed = [
        attrs.evolve(one, reached=one.reached or record.get("actual", ""))
        for one, record in zip(project.indicators, records, strict=True)
    ]
    return attrs.evolve(project, indicators=printed)


def can_be_said(project):
    """Whether a form could say it: nobody is more than satisfied, and words have no number to start from."""
    return not any(
        (one.target.value is None and one.baseline is not None)
        or (one.target.unit == "%" and "满意" in one.category and one.actual > 100)
        for one in project.indicators
    )


@given(projects(national_set()).filter(can_be_said))
@settings(max_examples=max(10, EXAMPLES_OF_A_RELATION // 5), suppress_health_check=[HealthCheck.too_slow])
def test_projects_come_back(project):
    """So is any project that fits the national set."""
    assert bare(again(project)) == bare(as_printed(project))


MORE = Target("at-least", 5, "公里", "＞5公里", strict=True)

WHOLE = Project(
    name="道路",
    code="360722238888030005182",
    year=2023,
    unit="交通局",
    department="县政府",
    period=(datetime.date(2023, 1, 1), datetime.date(2023, 12, 31)),
    goal="修路",
    result="修好",
    funding=Funding(
        budget="146545000.10", executed=0, lines=(FundingLine("上级", budget="146545000.10"), FundingLine("其他"))
    ),
    indicators=(
        Indicator(
            "output", "数量指标", "里程", 20, Target("at-least", 5, "公里", "＞5公里", strict=True), "5.50", baseline=3
        ),
        Indicator(
            "output", "成本指标", "成本", "9.5", Target.at_most("0.5", "%"), "0.4", rule="ratio", stated_points=9
        ),
        Indicator("output", "质量指标", "区间", 10, Target.between(90, 95, "%"), reason="未满", reached="无"),
        Indicator("benefit", "可持续影响指标", "机制", 10, Target.judged("健全"), judged="0.85", reached="较健全"),
        Indicator("benefit", "可持续影响指标", "队伍", 9, Target.judged("稳定"), judged=Fraction(1, 2), reached="稳"),
        Indicator(
            "benefit",
            "社会效益指标",
            "人口",
            10,
            Target.equal(100, "人"),
            100,
            facts={"elements": [{"share": Decimal("0.5"), "met": True, "name": "甲"}]},
            reviews=(Review("finance", "8.5", "核减"),),
            evidence=(Evidence("voucher", "验收单", "3", "a" * 64, "已核"),),
            changes=(
                TargetChange(datetime.date(2023, 6, 1), Target.equal(100, "人"), Target.equal(120, "人"), "调减", "文"),
            ),
        ),
        Indicator(
            "satisfaction",
            "满意度",
            "企业",
            10,
            Target.at_least(90, "%"),
            applicable=False,
            reached="不适用",
            reason="无",
        ),
    ),
    facts={"finished": True, "late-days": Decimal(3), "share": Decimal("0.955"), "grade": "优"},
    reasons={"execution": "结余"},
    grounds={"finished": "验收单"},
    evidence={"budget": (Evidence("official", "批复"),)},
    stated=Stated(
        points=stated_figure(Decimal("98.50"), "分"),
        grade="优",
        count=1,
        amounts={
            "budget": stated_figure(Decimal("14654.50"), "万元"),
            "executed": stated_figure(Decimal("0.00"), "元"),
        },
        rates={"execution": stated_figure(Decimal("50.60"), "%")},
    ),
    reviews=(Review("department", 95),),
    problems=(Problem("慢", "拖延", "人少", "办公室", datetime.date(2024, 1, 31)),),
    measures=(Measure("增人", "招聘", "人事", datetime.date(2024, 3, 1), "已完成"),),
    events={"feedback": datetime.date(2024, 2, 1)},
    chosen={"cut": Chosen("0.15", "从轻")},
)


def test_everything_that_a_project_may_hold_comes_back():
    """Each field of project, money and indicator is said, with the digits it had."""
    assert bare(again(WHOLE)) == bare(as_printed(WHOLE))


def test_no_number_of_a_record_is_a_number():
    """Only counts and years are; a reader of JSON can round nothing else."""
    text = json.dumps(WHOLE.to_dict())
    found = []
    json.loads(text, parse_float=found.append, parse_int=found.append)

    assert sorted(found) == ["1", "1", "2023"]


@given(st.sampled_from(["", "≥6公里", "不少于5公里", "5", "看着办"]))
def test_the_words_of_a_form_are_kept_where_they_say_the_same(text):
    """A target says itself in the words of its form, unless these would be read as another target."""
    target = Target("at-least", 5, "公里", text)
    found = again(Project(name="甲", indicators=(Indicator("output", "数量指标", "里程", target=target),)))

    assert found.indicators[0].target == (target if text == "不少于5公里" else Target.at_least(5, "公里"))


def test_where_it_was_read_is_not_said():
    """A record is about the project, not about a file."""
    assert "origin" not in json.dumps(Project(name="甲", origin=Origin()).to_dict())
