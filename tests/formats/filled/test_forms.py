"""Forms in the layouts people use: every way of writing a target, a weight, money and a unit gives the same facts."""

from __future__ import annotations

import pickle
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from hostile.good_form import first, good_form, good_workbook, saved
from perfkit.errors import InputError
from perfkit.formats import read_form_file
from perfkit.kit import Kit
from perfkit.model import Indicator, Portfolio, Target

SET = "cn.mof.self-evaluation@2020"

TOP = """\
项目支出绩效自评表
（2023年度）
项目名称,道路,,,,
实施单位,某局,,,,
项目资金（万元）,,,年初预算数,全年预算数,全年执行数
,年度资金总额：,,100,100,90
"""
HEAD = "绩效指标,一级指标,二级指标,三级指标,年度指标值,实际完成值,分值,得分\n"
ROW = ",产出指标,数量指标,新建道路,{target},{actual},{weight},{points}\n"


@pytest.fixture(scope="module")
def kit() -> Kit:
    return Kit(installed=False)


def read(kit: Kit, folder: Path, text: str, name: str = "表.csv") -> Portfolio:
    """The form in a CSV file."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return kit.read(path)


def indicator(kit: Kit, folder: Path, head: str, row: str) -> Indicator:
    """The one indicator of a form with this row below these heads."""
    return read(kit, folder, TOP + head + row).projects[0].indicators[0]


def codes(kit: Kit, path: Path) -> list[tuple[str, str]]:
    """Codes and cells of what a form is refused for."""
    with pytest.raises(InputError) as caught:
        kit.read(path)
    assert all(fault.worded("zh") and fault.worded("en") for fault in caught.value.faults)
    return [(fault.code, fault.place.cell) for fault in caught.value.faults]


def refused(kit: Kit, folder: Path, text: str) -> list[tuple[str, str]]:
    """The same of a CSV file."""
    (folder / "表.csv").write_text(text, encoding="utf-8")
    return codes(kit, folder / "表.csv")


THREE = "一级指标,二级指标,三级指标,指标性质,指标值,度量单位,实际完成值,分值,得分\n"
SPLIT = (
    ",,,年度指标值,,,实际完成值,分值,得分\n一级指标,二级指标,三级指标,指标性质,指标值,度量单位,实际完成值,分值,得分\n"
)
NAMED = "一级指标,二级指标,三级指标,年度指标值,实际完成值,得分\n"
PERCENT = "一级指标,二级指标,三级指标,指标值（%）,完成值(%),分值,得分\n"


@pytest.mark.parametrize(
    ("head", "row", "target", "actual", "weight"),
    [
        (HEAD, ROW.format(target="≥95%", actual="96%", weight=50, points=50), "≥95%", "96", "50"),
        (HEAD, ROW.format(target="不低于95%", actual="0.96", weight="50分", points=""), "≥95%", "96", "50"),
        (HEAD, ROW.format(target="95%", actual="96%", weight=50, points=""), "≥95%", "96", "50"),
        (THREE, "产出指标,质量指标,合格率,≥,95,%,96,50,50\n", "≥95%", "96", "50"),
        (THREE, "产出指标,质量指标,合格率,>=,0.95,%,0.96,50,50\n", "≥95%", "96", "50"),
        (THREE, "产出指标,成本指标,单价,≤,30,万元,28,50,50\n", "≤30万元", "28", "50"),
        (THREE, "产出指标,数量指标,道路,＝,5,公里,5公里,50,50\n", "＝5公里", "5", "50"),
        (SPLIT, "产出指标,数量指标,道路,大于等于,5,公里,5,50,50\n", "≥5公里", "5", "50"),
        (PERCENT, "产出指标,质量指标,合格率,≥95,96,50,50\n", "≥95%", "96", "50"),
        (NAMED, "产出指标(50分),质量指标,合格率,≥95%,96%,50\n", "≥95%", "96", "50"),
        (NAMED, "产出指标,质量指标（50分）,合格率,≥95%,96%,50\n", "≥95%", "96", "50"),
        (NAMED, "产出指标,质量指标,合格率（50分）,≥95%,96%,50\n", "≥95%", "96", "50"),
        (HEAD, ROW.format(target="5公里", actual="5公里", weight=50, points=""), "≥5公里", "5", "50"),
        (HEAD, ",产出指标,时效指标,工期,12个月,12个月,50,50\n", "＝12个月", "12", "50"),
        (HEAD, ",产出指标,成本指标,单位成本,30万元,28万元,50,50\n", "≤30万元", "28", "50"),
    ],
)
def test_a_target_is_the_same_however_the_form_divides_it(kit, tmp_path, head, row, target, actual, weight):
    """One column or three, a percent in the head, the weight in the name of a level or of the indicator."""
    found = indicator(kit, tmp_path, head, row)

    assert found.target is not None
    assert str(Target(found.target.kind, found.target.value, found.target.unit)) == target
    assert (found.actual, found.weight) == (Decimal(actual), Decimal(weight))


def test_a_target_of_time_without_a_sign_is_refused_where_it_matters(kit, tmp_path):
    """Nobody knows whether 11 of 12 months is better or worse."""
    row = ",产出指标,时效指标,工期,12个月,11个月,50,50\n"
    assert refused(kit, tmp_path, TOP + HEAD + row) == [("value.no-sign", "E8")]


@pytest.mark.parametrize(
    ("target", "actual", "points", "judged"),
    [
        ("效果明显", "明显", "7", Fraction(7, 9)),
        ("效果明显", "明显", "4.5", Decimal("0.5")),
        ("效果明显", "明显", "", None),
        ("2023年12月底前", "2023年11月", "9", Decimal(1)),
        ("完成3个村的道路建设并通过验收", "已建成", "9", Decimal(1)),
    ],
)
def test_the_points_of_a_target_in_words_are_the_share_that_was_judged(kit, tmp_path, target, actual, points, judged):
    """Exactly, though the digits of seven ninths never end; where no points stand nothing was judged."""
    found = indicator(kit, tmp_path, HEAD, ROW.format(target=target, actual=actual, weight=9, points=points))

    assert (found.judged, found.reached) == (judged, actual)
    assert found.target is not None
    assert found.target.text == target


def test_a_share_without_end_gives_the_points_that_were_printed(kit, tmp_path):
    """7 of 15 points come out as 7, not as 6.99."""
    (tmp_path / "表.xlsx").write_bytes(good_form(H17=7))
    result = kit.evaluate(kit.read(tmp_path / "表.xlsx"), indicator_set=SET).projects[0]
    line = next(line for line in result.lines if line.name == "管护机制")
    assert line.share is not None
    assert (line.share.exact, line.points and line.points.exact) == (Fraction(7, 15), 7)
    assert "15 × 7/15 = 7.00" in result.explain("zh")


@pytest.mark.parametrize(
    ("block", "executed"),
    [
        ("项目资金（万元）,,,年初预算数,全年预算数,全年执行数\n,年度资金总额：,,100,100,90\n", 900_000),
        ("项目资金,,,年初预算数（元）,全年预算数（元）,全年执行数（元）\n,总额,,100,100,90\n", 90),
        (",,,,,单位：元\n项目资金,,,年初预算数,全年预算数,全年执行数\n,资金总额,,100,100,90\n", 90),
        ("预算执行情况(万元),预算数,100,执行数,90,执行率,90%\n", 900_000),
        ("项目资金（万元）,,,年初预算数,全年预算数,全年执行数\n,合计,,1亿元,1亿元,5000\n", 50_000_000),
    ],
)
def test_money_is_read_in_the_unit_that_the_form_names(kit, tmp_path, block, executed):
    """Behind the label, in the heads, above the table, beside the amount; in rows or beside one another."""
    text = TOP.partition("项目资金")[0] + block + HEAD + ROW.format(target="≥5项", actual=6, weight=50, points="")
    funding = read(kit, tmp_path, text).projects[0].funding

    assert funding is not None
    assert funding.executed == executed


def test_money_without_a_unit_is_refused(kit, tmp_path):
    """It is never guessed."""
    text = TOP.replace("（万元）", "") + HEAD + ROW.format(target="≥5项", actual=6, weight=50, points="")
    assert refused(kit, tmp_path, text) == [("form.no-money-unit", "D5")]


def test_sources_of_money_keep_their_names_and_the_total_is_none_of_them(kit, tmp_path):
    """Those of the layout and any other; a line without amounts is no source."""
    more = ",其中：当年财政拨款,,60,60,50\n,乡村振兴衔接资金,,40,40,40\n,上年结转资金,,—,—,—\n"
    text = TOP + more + HEAD + ROW.format(target="≥5项", actual=6, weight=50, points="")
    funding = read(kit, tmp_path, text).projects[0].funding

    assert funding is not None
    assert [line.source for line in funding.lines] == ["当年财政拨款", "乡村振兴衔接资金"]
    assert (funding.budget, [line.executed for line in funding.lines]) == (1_000_000, [500_000, 400_000])


def test_sums_are_held_against_their_rows_and_are_no_indicators(kit, tmp_path):
    """A sum that differs is remarked at its cell, and so is a level whose name says other points."""
    rows = ROW.format(target="≥5项", actual=6, weight=30, points=30).replace("产出指标", "产出指标(50分)")
    text = TOP + HEAD + rows + ",,,小计,,,40,30\n"
    found = read(kit, tmp_path, text)

    assert len(found.projects[0].indicators) == 1
    remarks = [(one.code, one.place.cell) for one in found.remarks]
    assert remarks == [("form.block-weight", "B8"), ("form.sum", "G9")]


def test_unused_rows_notes_and_signatures_are_passed_over(kit, tmp_path):
    """A row of the form that nobody filled in, sentences below it, names of those who signed."""
    row = ROW.format(target="≥5项", actual=6, weight=50, points=50)
    unused = ",,质量指标,/,/,/,/,/\n,,时效指标,指标1：,,,,\n"
    below = f"{unused}总分,,,,,,100,98\n说明：以上由单位填报。\n项目负责人：张,,,,,,,\n"
    project = read(kit, tmp_path, TOP + HEAD + row + below).projects[0]

    assert [one.name for one in project.indicators] == ["新建道路"]
    assert project.stated is not None
    assert project.stated.points is not None
    assert project.stated.points.exact == 98


def test_a_department_names_itself(kit, tmp_path):
    """The form of a whole department has no project name, and blocks of its own."""
    text = (
        "2023年度部门整体支出绩效自评表\n部门（单位）名称,某局,,,,,\n填报单位,某局,,,,,\n"
        + TOP.partition("某局,,,,\n")[2]
        + HEAD
        + ROW.format(target="≥5项", actual=6, weight=50, points="").replace("产出指标", "履职效能")
    )
    found = read(kit, tmp_path, text).projects[0]

    assert (found.name, found.indicators[0].block) == ("某局", "effectiveness")


def test_first_levels_of_the_set_in_use_are_known_without_a_layout(kit, tmp_path):
    """A set says itself what its nodes are called."""
    path = tmp_path / "表.csv"
    path.write_text(
        TOP + HEAD + ROW.format(target="≥5项", actual=6, weight=50, points="").replace("产出指标", "运行成本"), "utf-8"
    )

    assert codes(kit, path) == [("form.block-unknown", "B8")]
    found = kit.read(path, indicator_set="cn.mof.department-self-evaluation@2018")
    assert found.projects[0].indicators[0].block == "running-cost"


def two_projects() -> bytes:
    """A workbook with a form for each of two projects, and a sheet that is none."""
    book = good_workbook(coded=False)
    second = book.copy_worksheet(first(book))
    second.title, second["B3"] = "二", "园区绿化"
    book.create_sheet("目录")["A1"] = "目录"
    return saved(book)


def test_a_workbook_may_hold_several_projects(kit, tmp_path):
    """Each sheet is a project, each value has its sheet and cell; what is no form is told."""
    (tmp_path / "表.xlsx").write_bytes(two_projects())
    found = kit.read(tmp_path / "表.xlsx")

    assert [project.name for project in found.projects] == ["园区基础设施建设", "园区绿化"]
    origin = found.projects[1].indicators[1].origin
    assert origin is not None
    assert (origin.place.sheet, origin.at("actual").cell, origin.at("points").cell) == ("二", "F14", "H14")
    assert [(one.code, one.severity) for one in found.remarks] == [("form.sheet-not-read", "info")]


def test_a_folder_of_workbooks_is_a_portfolio(kit, tmp_path):
    """Of one unit and one year, without any file beside them."""
    (tmp_path / "b.xlsx").write_bytes(two_projects())
    (tmp_path / "a.xlsx").write_bytes(good_form(B3="园区厂房", G3="360722238888030005183"))
    found = kit.read(tmp_path)

    assert (found.unit.name, found.year, len(found.projects)) == ("高新区管委会", 2023, 3)
    assert set(found.sources) == {"a.xlsx", "b.xlsx"}


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"F4": "城管局", "B3": "乙", "G3": None}, ("form.other-unit", "F4")),
        ({"A2": "（2022年度）", "B3": "乙", "G3": None}, ("form.other-year", "A2")),
        ({"G3": None}, None),
        ({"A2": None, "B3": "乙", "G3": None}, ("form.no-year", "A1")),
        ({"F4": None, "B3": "乙", "G3": None}, ("form.no-unit", "F4")),
    ],
)
def test_forms_in_a_folder_must_be_of_one_unit_and_one_year(kit, tmp_path, cells, expected):
    """Neither is guessed; equal names with one code are left to the check of names."""
    (tmp_path / "a.xlsx").write_bytes(good_form())
    (tmp_path / "b.xlsx").write_bytes(good_form(**cells))

    if expected is None:
        assert len(kit.read(tmp_path).projects) == 2
    else:
        assert codes(kit, tmp_path) == [expected]


def test_forms_stand_beside_project_files_in_a_portfolio(kit, tmp_path):
    """Year and unit are those of the portfolio; a fault has its file, sheet and cell."""
    (tmp_path / "projects").mkdir()
    head = f'schema = 1\nindicator-set = "{SET}"\n[portfolio]\nyear = 2023\nunit = "高新区管委会"\n'
    (tmp_path / "portfolio.toml").write_text(head, encoding="utf-8")
    (tmp_path / "projects" / "a.xlsx").write_bytes(good_form(A2=None, F4=None))
    result = kit.evaluate(kit.read(tmp_path)).projects[0]

    assert result.points is not None
    assert result.points.digits == "100.00"
    (tmp_path / "projects" / "a.xlsx").write_bytes(good_form(F14="约95%"))
    with pytest.raises(InputError) as caught:
        kit.read(tmp_path)
    place = caught.value.faults[0].place
    assert (place.file, place.sheet, place.cell) == ("projects/a.xlsx", "自评表", "F14")


def test_a_file_of_forms_is_read_by_itself_in_another_process(kit, tmp_path):
    """What is needed and what is given can be sent to and fro."""
    (tmp_path / "表.xlsx").write_bytes(two_projects())
    layouts = pickle.loads(pickle.dumps(kit.host.layouts()))  # noqa: S301 (our own bytes)
    found = read_form_file(tmp_path / "表.xlsx", "sub/表.xlsx", layouts)

    assert pickle.loads(pickle.dumps(found)) == found  # noqa: S301 (our own bytes)
    assert [(project.unit, project.year) for project in found.projects] == [("高新区管委会", 2023)] * 2
    assert found.projects[0].origin is not None
    assert found.projects[0].origin.place.file == "sub/表.xlsx"
