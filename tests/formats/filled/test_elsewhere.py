"""Forms as other places print them: the same facts come out, whatever the blocks look like and wherever they stand."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook

from perfkit.errors import InputError
from perfkit.kit import Kit
from perfkit.model import Portfolio, Project

TOP = "2023年度项目支出绩效自评表\n项目名称,道路\n实施单位,某局\n"
MONEY = "项目资金（万元）,,年初预算数,全年预算数,全年执行数\n,年度资金总额,100,100,90\n"
HEAD = "一级指标,二级指标,三级指标,年度指标值,实际完成值,分值,得分\n"
ROWS = "产出指标,数量指标,里程,≥5公里,6公里,50,50\n效益指标,社会效益指标,人口,≥9人,9人,30,30\n"


@pytest.fixture(scope="module")
def kit() -> Kit:
    return Kit(installed=False)


def read(kit: Kit, folder: Path, text: str) -> Portfolio:
    """The form in a CSV file."""
    (folder / "表.csv").write_text(text, encoding="utf-8")
    return kit.read(folder / "表.csv")


def project(kit: Kit, folder: Path, text: str) -> Project:
    """The one project of a CSV file."""
    (found,) = read(kit, folder, text).projects
    return found


def told(found: Portfolio) -> list[tuple[str, str]]:
    """Codes and cells of what is remarked, but for targets without a sign."""
    return [(one.code, one.place.cell) for one in found.remarks if not one.code.startswith("value.no-sign")]


def refused(kit: Kit, folder: Path, text: str) -> list[tuple[str, str]]:
    """Codes and cells of what a CSV file is refused for."""
    with pytest.raises(InputError) as caught:
        read(kit, folder, text)
    return [(fault.code, fault.place.cell) for fault in caught.value.faults]


BESIDE = (
    "预算执行情况（万元）,预算数：,185,执行数：,180\n,其中：财政拨款,185,其中：财政拨款,180\n,其他资金,0,其他资金,0\n"
)
TASKS = "年度主要任务,任务名称,预算金额（万元）,执行金额（万元）\n,普查,80,78\n"
PARTS = (
    "项目资金（万元）,,,年初预算数,全年预算数,全年执行数\n,年度资金总额,,500,520,515\n"
    ",其中：1.财政拨款,小计,480,500,495\n,,一般公共预算,380,400,395\n,,政府性基金,100,100,100\n"
    ",2.其他资金,,20,20,20\n"
)
OWN_UNITS = (
    "项目资金,,年初预算数,全年预算数,全年执行数\n,年度资金总额,35万元,35万元,34万元\n,财政拨款,350000元,35万元,34万元\n"
)


@pytest.mark.parametrize(
    ("block", "whole", "lines"),
    [
        (BESIDE, (None, 1_850_000, 1_800_000), [("当年财政拨款", 1_800_000), ("其他资金", 0)]),
        (TASKS + MONEY, (1_000_000, 1_000_000, 900_000), []),
        (
            PARTS,
            (5_000_000, 5_200_000, 5_150_000),
            [("当年财政拨款", 4_950_000), ("其他资金", 200_000)],
        ),
        (OWN_UNITS, (350_000, 350_000, 340_000), [("当年财政拨款", 340_000)]),
    ],
)
def test_money_is_found_in_every_shape_of_its_block(kit, tmp_path, block, whole, lines):
    """Sources beside the heads; tasks with amounts above it; a source over its parts; a unit behind every amount."""
    found = project(kit, tmp_path, TOP + block + HEAD + ROWS).funding

    assert found is not None
    assert (found.initial, found.budget, found.executed) == whole
    assert [(line.source, line.executed) for line in found.lines] == lines


@pytest.mark.parametrize(
    ("lines", "kept"),
    [
        (["甲,60,60,60", "乙,40,40,40"], "甲乙"),
        (["甲,60,60,60", "子,50,50,50", "丑,10,10,10", "乙,40,40,40"], "甲乙"),
        (["甲,60,60,60", "子,50,50,50", "丑,10,10,9", "乙,40,40,40"], "甲子丑乙"),
        (["甲,60,60,60", "子,50,50,50", "丑,10,10,10", "乙,41,40,40"], "甲子丑乙"),
        (["甲,50,50,50", "子,50,50,50"], "甲子"),
    ],
)
def test_lines_that_divide_a_source_are_no_sources(kit, tmp_path, lines, kept):
    """Only where every column adds up without them and did not with them: nothing else says how deep a line stands."""
    money = MONEY.replace("100,100,90", "100,100,100") + "".join(f",{line}\n" for line in lines)
    found = read(kit, tmp_path, TOP + money + HEAD + ROWS)

    assert found.projects[0].funding is not None
    assert "".join(line.source for line in found.projects[0].funding.lines) == kept
    assert [code for code, _ in told(found)] == (["form.money-parts"] if len(kept) < len(lines) else [])


def test_amounts_in_the_words_of_a_label_are_told(kit, tmp_path):
    """Hunan prints sources by income and by use side by side: which column 基本支出：980.5 is for nobody knows."""
    book = Workbook()
    sheet = book.worksheets[0]
    text = TOP.replace("项目支出绩效自评表", "部门整体支出绩效自评表").replace(
        "项目名称,道路\n实施单位", "预算部门名称"
    )
    for row in (text + MONEY).splitlines():
        sheet.append([int(cell) if cell.isdigit() else cell for cell in row.split(",")])
    sheet.append(["", "其中：一般公共预算：1820.5", None, None, "其中：基本支出：980.5"])
    sheet.merge_cells("B5:D5")
    for row in (HEAD + ROWS).splitlines():
        sheet.append(row.split(","))
    data = BytesIO()
    book.save(data)
    (tmp_path / "表.xlsx").write_bytes(data.getvalue())
    found = kit.read(tmp_path / "表.xlsx")

    assert (found.unit.name, found.projects[0].name) == ("某局", "某局")
    assert found.projects[0].funding is not None
    assert (found.projects[0].funding.executed, found.projects[0].funding.lines) == (900_000, ())
    assert told(found) == [("form.money-sentence", "B5"), ("form.money-sentence", "E5")]


@pytest.mark.parametrize(
    "block",
    [
        "年度绩效目标,,年度绩效目标完成情况\n修路,,修好了\n",
        "三、目标完成情况,年度预期目标,具体完成情况\n,修路,修好了\n",
        "总体目标完成情况,总体目标,全年实际完成情况\n,修路,修好了\n",
        "当年绩效目标,年初绩效目标,全年（调整）绩效目标,全年目标实际完成情况\n,铺路,修路,修好了\n",
        "年度总体目标,修路,实际完成情况,修好了\n",
    ],
)
def test_what_was_reached_stands_right_of_what_was_expected(kit, tmp_path, block):
    """A label that reads like one of the heads is not taken for it, and a label may be itself the head."""
    found = project(kit, tmp_path, TOP + MONEY + block + HEAD + ROWS)

    assert (found.goal, found.result) == ("修路", "修好了")


@pytest.mark.parametrize(
    ("head", "row", "target", "actual"),
    [
        (
            "一级指标,二级指标,三级指标,运算符号,指标值,度量单位,全年完成值,分值",
            "履职效能,工作,天数,<=,30,天,28,50",
            "≤30天",
            28,
        ),
        (
            ",,,年度指标值,,,全年实际完成值,\n一级指标,二级指标,三级指标,指标方向,指标值,计量单位,,分值",
            "产出指标,数量指标,面积,反向,6.5,平方公里,6,50",
            "≤6.5平方公里",
            6,
        ),
        (
            "一级指标,二级指标,三级指标,计量单位,指标性质,年初指标值,调整指标值,全年完成值,分值",
            "产出指标,数量指标,整治,口,≥,30,28,29,50",
            "≥28口",
            29,
        ),
        ("指标类别,指标内容,目标值,完成值,标准分,自评分", "产出指标,里程,≥1.8公里,2公里,50,50", "≥1.8公里", 2),
        (
            "序号,指标名称,年度指标值,实际完成值,分值",
            "一,产出指标（50分）,,,\n1,面积,≥600平方米,650平方米,50",
            "≥600平方米",
            650,
        ),
    ],
)
def test_the_table_of_indicators_is_found_by_its_heads(kit, tmp_path, head, row, target, actual):
    """Operators of a department; heads in two rows; adjusted targets; points of levels; levels as rows."""
    text = TOP if "履职" not in row else TOP.replace("项目支出绩效自评表", "部门整体支出绩效自评表") + "部门名称,某局\n"
    (found,) = project(kit, tmp_path, f"{text}{head}\n{row}\n").indicators

    assert (str(found.target), found.actual, found.weight) == (target, actual, 50)
    assert found.block in ("output", "effectiveness")


def test_an_adjusted_target_left_blank_changes_nothing(kit, tmp_path):
    """The target of the start of the year holds, at its own cell."""
    head = "一级指标,三级指标,年初指标值,调整指标值,全年完成值,分值\n"
    (found,) = project(kit, tmp_path, f"{TOP}{head}产出指标,整治,≥30口,—,29口,50\n").indicators

    assert str(found.target) == "≥30口"
    assert found.origin is not None
    assert found.origin.at("target").cell == "C5"


@pytest.mark.parametrize(
    ("sums", "points", "remarks"),
    [
        ("合计,,,,,90,85\n", "85", []),
        ("合计,,,,,80,80\n", "80", []),
        ("小计,,,,,80,80\n", None, []),
        ("小计,,,,,90,80\n", None, [("form.sum", "F9")]),
        ("小计,,,,,80,80\n合计,,,,,100,95\n", "95", []),
        ("自评总得分：96分,,,自评等级：优,,,\n", "96", []),
        ("合计,,,,,80,80\n自评得分,88,,自评等级,良,,\n", "88", []),
        ("总评,,,,,100,95\n", "95", []),
    ],
)
def test_the_sum_that_closes_the_table_is_what_the_unit_states(kit, tmp_path, sums, points, remarks):
    """Many forms call their total 合计, or write it in one cell; 小计 never is the total."""
    found = read(kit, tmp_path, TOP + MONEY.replace("万元）,", "元）,") + HEAD + ROWS.replace("公里", "千米") + sums)
    stated = found.projects[0].stated

    assert (str(stated.points.exact) if stated and stated.points else None) == points
    assert told(found) == remarks


def test_a_sum_of_the_rows_is_no_total_where_spending_has_points_of_its_own(kit, tmp_path):
    """10 points stand in the block of money, and 合计 adds up the 80 of the rows: the whole is said nowhere."""
    money = MONEY.replace("全年执行数\n", "全年执行数,分值\n").replace("100,90\n", "100,90,10\n")
    found = project(kit, tmp_path, TOP + money + HEAD + ROWS + "合计,,,,,80,80\n")

    assert found.stated is None


def test_a_total_may_stand_above_its_rows(kit, tmp_path):
    """The rows below it are read all the same."""
    found = project(kit, tmp_path, TOP + HEAD + "总分,,,,,100,99\n" + ROWS)

    assert [one.name for one in found.indicators] == ["里程", "人口"]
    assert found.stated is not None
    assert found.stated.points is not None
    assert found.stated.points.exact == 99


def test_a_row_for_the_execution_is_no_indicator_and_is_told(kit, tmp_path):
    """The set works it out from the money; below a level of the form it would be an indicator like others."""
    found = read(kit, tmp_path, TOP + MONEY + HEAD + "预算执行率,预算执行率,预算执行率,100%,90%,10,9\n" + ROWS)

    assert [one.name for one in found.projects[0].indicators] == ["里程", "人口"]
    assert told(found) == [("form.row-measured", "A7")]


def test_rows_of_dots_are_rows_that_nobody_filled_in(kit, tmp_path):
    """…… and —— stand for nothing, however many of them."""
    unused = "产出指标,数量指标,……,,,,\n产出指标,质量指标,——,————,......,,\n"

    assert len(project(kit, tmp_path, TOP + HEAD + unused + ROWS).indicators) == 2


@pytest.mark.parametrize(
    ("top", "unit", "remarks"),
    [
        ("填报单位（盖章）：某局　　　填报日期：2024年2月28日　　单位：万元\n项目名称,道路\n", "某局", []),
        ("填报单位：某局 填报日期：2024年2月28日\n项目名称：道路\n", "某局", []),
        ("项目单位：某局    2024年2月28日\n项目名称,道路\n", "某局", []),
        ("单位名称,某厅\n项目名称,道路\n项目实施单位,某局\n", "某局", [("form.label-again", "B2")]),
        ("实施单位,某局\n项目名称,道路\n填报单位,某厅\n", "某局", [("form.label-again", "B4")]),
        ("用款单位,某局\n项目名称,道路\n自评总分（分）,96\n", "某局", []),
    ],
)
def test_the_unit_is_what_its_label_says_and_no_more(kit, tmp_path, top, unit, remarks):
    """Several labels may stand in one cell; of two labels for the unit the more exact one counts, and both are told."""
    found = read(kit, tmp_path, "2023年度项目支出绩效自评表\n" + top + HEAD + ROWS)

    assert (found.unit.name, found.projects[0].name, told(found)) == (unit, "道路", remarks)


@pytest.mark.parametrize(
    ("title", "remarks"),
    [
        ("2023年度市级财政项目支出绩效自评价表", []),
        ("二〇二三年度项目支出绩效自评表", ["form.year-words"]),
        ("项目支出绩效自评表\n二○二三年", ["form.year-words"]),
        ("项目支出绩效自评表\n填报日期：2月　　　2023年度　　单位：万元", []),
    ],
)
def test_the_year_is_found_in_titles_that_no_layout_knows(kit, tmp_path, title, remarks):
    """In a line that ends in 表, in words, and in a line with other things."""
    found = read(kit, tmp_path, TOP.replace("2023年度项目支出绩效自评表", title) + HEAD + ROWS)

    assert (found.year, [code for code, _ in told(found)]) == (2023, remarks)


@pytest.mark.parametrize("year", ["（23年度）", "（2022-2023年度）"])
def test_what_was_meant_as_a_year_is_shown(kit, tmp_path, year):
    """Told once, at its cell; nobody picks one of two years."""
    text = TOP.replace("2023年度项目支出绩效自评表", f"项目支出绩效自评表\n{year}")

    assert refused(kit, tmp_path, text + HEAD + ROWS) == [("form.year-unreadable", "A2")]


def test_the_unit_of_money_is_no_unit_that_does_anything(kit, tmp_path):
    """单位：万元 stands above many forms of departments, whose own label may be 单位（盖章）."""
    text = "2023年度部门整体支出绩效自评表\n单位：万元\n单位（盖章）：某局\n"

    assert read(kit, tmp_path, text + HEAD + ROWS).unit.name == "某局"


@pytest.mark.parametrize(
    ("block", "written", "read_as"),
    [
        ("产出指标", "产出数量", "数量指标"),
        ("产出指标", "质量", "质量指标"),
        ("效益指标", "社会效益（10分）", "社会效益指标"),
        ("满意度指标", "满意度指标", "服务对象满意度指标"),
        ("产出指标", "路上指标", "路上指标"),
        ("效益指标", "效益", "效益"),
    ],
)
def test_second_levels_are_called_as_in_the_set(kit, tmp_path, block, written, read_as):
    """Where only words differ that say nothing, and what was read otherwise is told; without a set every name stays."""
    (tmp_path / "表.csv").write_text(f"{TOP}{HEAD}{block},{written},里程,≥5公里,6公里,50,50\n", encoding="utf-8")
    found = kit.read(tmp_path / "表.csv", indicator_set="cn.mof.self-evaluation@2020")
    assert found.projects[0].indicators[0].category == read_as
    assert told(found) == ([("form.category-read", "B5")] if read_as != written else [])
    assert kit.read(tmp_path / "表.csv").projects[0].indicators[0].category == written.partition("（")[0]


def test_columns_that_nobody_knows_are_told(kit, tmp_path):
    """偏差率 and 复核得分 are not read; numbers of rows are nothing to speak of."""
    head = "序号,一级指标,三级指标,年度指标值,实际完成值,偏差率,分值,复核得分\n"
    found = read(kit, tmp_path, f"{TOP}{head}1,产出指标,里程,≥5公里,6公里,20%,50,49\n")

    assert told(found) == [("form.columns-not-read", "F4")]
    assert "偏差率、复核得分" in found.remarks[-1].worded("zh")


def test_columns_of_money_that_nobody_knows_are_told(kit, tmp_path):
    """批复数 is known, 下达数 may be the budget or what was received: it is named, not guessed."""
    found = read(kit, tmp_path, f"{TOP}项目资金（万元）,批复数,下达数,全年执行数\n总额,40,36,35\n{HEAD}{ROWS}")
    funding = found.projects[0].funding

    assert funding is not None
    assert (funding.approved, funding.budget, funding.executed) == (400_000, None, 350_000)
    assert told(found) == [("form.columns-not-read", "C4")]


def test_a_form_that_nobody_filled_in_is_passed_over_beside_others(kit, tmp_path):
    """A sample form in the workbook; alone it is refused for what it lacks."""
    book = Workbook()
    for name, text in (
        ("道路", TOP + HEAD + ROWS),
        ("表样", TOP.replace("道路", "").replace("某局", "") + HEAD + "产出指标,数量指标,指标1：,,,,\n"),
    ):
        sheet = book.create_sheet(name)
        for row in text.splitlines():
            sheet.append(row.split(","))
    del book["Sheet"]
    data = BytesIO()
    book.save(data)
    (tmp_path / "表.xlsx").write_bytes(data.getvalue())
    found = kit.read(tmp_path / "表.xlsx")

    assert [one.name for one in found.projects] == ["道路"]
    assert [(one.code, one.place.sheet) for one in found.remarks] == [("form.blank-not-read", "表样")]
    assert [code for code, _ in refused(kit, tmp_path, text)] == ["form.no-name", "form.no-unit"]


@pytest.mark.parametrize("head", ["绩效指标,,", "指标名称,,"])
def test_levels_without_heads_of_their_own(kit, tmp_path, head):
    """One head stands above the columns of all three levels, with blanks behind it."""
    (first, second) = project(
        kit, tmp_path, TOP + MONEY + HEAD.replace("一级指标,二级指标,三级指标", head) + ROWS
    ).indicators
    assert [(one.block, one.category, one.name) for one in (first, second)] == [
        ("output", "数量指标", "里程"),
        ("benefit", "社会效益指标", "人口"),
    ]


@pytest.mark.parametrize("levels", [2, 3])
def test_levels_below_one_merged_head(kit, tmp_path, levels):
    """The head is merged above the columns, beside the label of the table; two of them are first level and name."""
    book = Workbook()
    sheet = book.active
    for line in (TOP + MONEY).splitlines():
        sheet.append(line.split(","))
    top = sheet.max_row + 1
    for line in (HEAD.replace("一级指标,二级指标,三级指标", "绩效指标,,") + ROWS).splitlines():
        parts = line.split(",")
        sheet.append([parts[0], *parts[1 if levels == 3 else 2 :]])
    sheet.merge_cells(start_row=top, end_row=top, start_column=1, end_column=levels)
    book.save(tmp_path / "表.xlsx")
    (found,) = kit.read(tmp_path / "表.xlsx").projects
    assert [(one.block, one.name, one.weight) for one in found.indicators] == [
        ("output", "里程", 50),
        ("benefit", "人口", 30),
    ]
