"""Forms of places with columns, words or units of their own, read with the layout of their plugin."""

from __future__ import annotations

from pathlib import Path

import pytest

from perfkit.kit import Kit
from perfkit.model import Project

PLUGINS = Path(__file__).parents[3] / "plugins"
TOP = "项目支出绩效自评表\n（2022年度）\n项目名称,道路\n实施单位,某局\n"
NATIONAL = ",,,年初预算数,全年预算数,全年执行数\n"


@pytest.fixture(scope="module")
def kit() -> Kit:
    places = ("hubei", "guangshui", "yunnan", "sichuan", "henan", "suiyang")
    return Kit(folders=[PLUGINS / place for place in places], installed=False)


def read(kit: Kit, folder: Path, text: str, indicator_set: str) -> Project:
    path = folder / "表.csv"
    path.write_text(text, encoding="utf-8")
    return kit.read(path, indicator_set=indicator_set).projects[0]


def test_guangshui_reads_the_points_of_the_review_and_scores_second_levels(kit, tmp_path):
    """复核分 is what the review gave; 决策依据 and 数量指标 are nodes of the set themselves."""
    head = "一级指标,二级指标,三级指标,目标值,完成值,分值,自评分,复核分\n"
    rows = "项目决策,决策依据,决策依据,有计划,有,2,2,1\n项目绩效(85分),数量指标,里程,≥300公里,300公里,15,15,15\n"
    project = read(kit, tmp_path, TOP + head + rows, "cn.hb.guangshui.self-evaluation@2021")

    assert [one.block for one in project.indicators] == ["decision-basis", "quantity"]
    assert [(one.by, str(one.points)) for one in project.indicators[0].reviews] == [("review", "1")]
    place = project.indicators[0].reviews[0].origin
    assert place is not None
    assert place.place.cell == "H6"


@pytest.mark.parametrize(
    ("unit", "indicator_set", "executed"),
    [("", "cn.yn.self-evaluation@2022", 90), ("（万元）", "cn.yn.self-evaluation@2022", 900_000)],
)
def test_yunnan_counts_in_yuan_where_its_form_says_nothing_else(kit, tmp_path, unit, indicator_set, executed):
    """The layout says the unit that the printed form leaves out; a unit on the form comes first."""
    money = f"项目资金{unit}{NATIONAL},年度资金总额,,100,100,90\n"
    head = "一级指标,二级指标,三级指标,指标性质,指标值,度量单位,实际完成值,分值,得分\n"
    row = "产出指标,数量指标,人次,≧,735,人次,735,50,50\n总分,,,,,,,100,96,优\n"
    project = read(kit, tmp_path, TOP + money + head + row, indicator_set)

    assert project.funding is not None
    assert project.funding.executed == executed
    assert (str(project.indicators[0].target), project.stated and project.stated.grade) == ("≥735人次", "优")


def test_sichuan_reads_the_adjusted_budget_and_its_own_sources(kit, tmp_path):
    """调整后预算数 is the budget; 财政专户管理资金 is a source."""
    money = "预算执行情况（万元）,,,年初预算,调整后预算数,预算执行数\n,总额,,100,80,80\n,财政专户管理资金,,100,80,80\n"
    head = "一级指标,二级指标,三级指标,指标性质,指标值,度量单位,全年完成值,权重,得分\n"
    project = read(
        kit, tmp_path, TOP + money + head + "产出指标,数量指标,人次,≥,7,人次,7,90,90\n", "cn.sc.self-evaluation@2023"
    )

    assert project.funding is not None
    assert (project.funding.budget, project.funding.lines[0].source) == (800_000, "财政专户管理资金")


def test_henan_bonds_have_a_block_of_costs_and_no_points_for_spending(kit, tmp_path):
    """Cost stands beside output as a first level."""
    text = TOP.replace("项目支出绩效自评表", "政府专项债券项目绩效自评表")
    money = "项目资金（万元）,,,年度预算数,年度执行数\n,年度资金总额,,100,90\n,债券资金,,80,80\n"
    head = "一级指标,二级指标,三级指标,年度指标值,实际完成值,分值,得分\n"
    rows = "成本指标,经济成本指标,单价,≤30万元,28万元,20,20\n产出指标,数量指标,里程,≥5公里,5公里,40,40\n"
    project = read(kit, tmp_path, text + money + head + rows, "cn.ha.bond.self-evaluation@2021")

    assert [one.block for one in project.indicators] == ["cost", "output"]
    assert project.funding is not None
    assert [line.source for line in project.funding.lines] == ["债券资金"]


def test_suiyang_prints_only_the_initial_budget(kit, tmp_path):
    """年初预算数（A） and 全年执行数（B）; the department names itself."""
    top = "部门（单位）整体支出绩效自评表\n（2020年度）\n部门（单位）名称,某局\n填报单位,某局\n"
    money = "资金来源（万元）,,,年初预算数（A）,全年执行数（B）,分值（10分）,得分\n"
    money += ",年度资金总额,,100,108,10,10\n,基本支出,,60,60\n"
    head = "一级指标,二级指标,三级指标,年度指标值（A）,全年实际值（B）,分值,得分计算方法,得分,未完成原因分析\n"
    project = read(
        kit,
        tmp_path,
        top + money + head + "产出指标,数量指标,次数,≥5次,6次,50,B/A,50,\n",
        "cn.gz.suiyang.self-evaluation@2020",
    )

    assert project.funding is not None
    assert (project.name, project.funding.initial, project.funding.budget) == ("某局", 1_000_000, None)
    assert str(project.indicators[0].stated_points) == "50"
