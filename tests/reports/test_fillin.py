"""Forms to be filled in: what a clerk finds in the workbook, and that it can be read back."""

from __future__ import annotations

import io
import subprocess
import sys
import tempfile
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from attrs import evolve
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from perfkit import Kit
from perfkit.errors import InputError, ReportError
from perfkit.formats import case_paths
from perfkit.model import Funding, FundingLine, Indicator, Portfolio, Project, Rounding, Target
from perfkit.plugins.discovery import STANDARDS
from perfkit.testing.strategies import projects
from reports.book_office import OFFICE, recalculated
from reports.carried import carried

ROOT = Path(__file__).parents[2]
PLUGINS = sorted(path.parent for path in (ROOT / "plugins").glob("*/perfkit.toml"))
NATIONAL = "cn.mof.self-evaluation@2020"
OTHERS = ("cn.mof.core-self-evaluation@2021", "cn.mof.common-framework.project@2013")
SHEET, FURTHER = "项目支出绩效自评表", "补充信息"


@pytest.fixture(scope="module")
def kit():
    return Kit(installed=False)


@pytest.fixture(scope="module")
def blank(kit, tmp_path_factory):
    return opened(kit.form(NATIONAL, to=tmp_path_factory.mktemp("blank")).files[0])


def opened(path):
    return openpyxl.load_workbook(path)


def judged(name):
    return Indicator("benefit", "社会效益指标", name, target=Target.judged("改善"), reached="改善")


def project(**more):
    """A project with a number, a share and a judgement, half filled in."""
    indicators = [
        Indicator("output", "数量指标", "新建道路", weight=20, target=Target.at_least(10, "公里"), actual=8),
        Indicator("output", "质量指标", "验收合格率", weight=30, target=Target.at_least(95, "%")),
        Indicator(
            "benefit", "社会效益指标", "出行条件", weight=30, target=Target.judged("改善"), reached="改善", judged=1
        ),
        Indicator(
            "satisfaction", "服务对象满意度指标", "满意度", weight=10, target=Target.at_least(90, "%"), actual="92.5"
        ),
    ]
    known = {"name": "道路", "code": "360722230000000000001", "unit": "交通局", "year": 2023, "indicators": indicators}
    funding = Funding(
        budget=1000000, executed=800000, lines=[FundingLine("当年财政拨款", budget=1000000, executed=800000)]
    )
    return Project(**{**known, "funding": funding, **more})


def portfolio(*found):
    return Portfolio(unit="交通局", year=2023, projects=found)


def of(kit, one, to):
    return opened(kit.form(NATIONAL, portfolio(one), to=to, overwrite=True).files[0])


def cells(sheet):
    return {cell.coordinate: cell for row in sheet.iter_rows() for cell in row if cell.value is not None}


def find(sheet, text):
    return next(cell for cell in cells(sheet).values() if cell.value == text)


def rule_at(sheet, address):
    return next(one for one in sheet.data_validations.dataValidation if address in one.sqref)


def test_a_blank_form_has_the_parts_of_the_annex(blank):
    """Title, labels, money, goals, every category with three rows, and the total of 100."""
    said = [cell.value for cell in cells(blank[SHEET]).values()]
    for text in (
        "项目名称",
        "主管部门",
        "项目资金（万元）",
        "其中：当年财政拨款",
        "预期目标",
        "产出指标\n（50分）",
        "总分",
    ):
        assert text in said
    categories = {
        str(span): blank[SHEET].cell(span.min_row, span.min_col).value for span in blank[SHEET].merged_cells.ranges
    }
    assert {"数量指标", "可持续影响指标", "服务对象满意度指标"} <= set(categories.values())
    assert [span for span, text in categories.items() if text == "数量指标"] == ["C13:C15"]


@pytest.mark.parametrize(
    ("moved", "label"), [(Decimal(0), "产出指标\n（50分）"), (10, "产出指标\n（40分）"), (1, "产出指标\n（50分）")]
)
def test_a_block_is_printed_with_what_its_rows_weigh(kit, tmp_path, moved, label):
    """Ten points moved to another block: both say so. While weights do not add up, those of the set are printed."""
    known = project()
    output, *rest, last = known.indicators
    more = moved if moved == 10 else 0
    weighed = (evolve(output, weight=output.weight - moved), *rest, evolve(last, weight=last.weight + more))
    sheet = of(kit, evolve(known, indicators=weighed), tmp_path)[SHEET]
    assert find(sheet, label)
    assert find(sheet, f"满意度指标\n（{10 + more}分）")


def test_labels_are_locked_and_what_is_to_be_filled_in_is_not(blank):
    """The sheets are protected without a password; labels are locked, inputs unlocked and tinted."""
    sheet = blank[SHEET]
    assert sheet.protection.sheet
    assert not sheet.protection.password
    assert find(sheet, "项目名称").protection.locked
    name = sheet.cell(find(sheet, "项目名称").row, 3)
    assert not name.protection.locked
    assert name.fill.fgColor.rgb == "FFFFFAE6"
    assert name.number_format == "@"


def test_it_prints_on_one_page_with_its_head(blank):
    """A4, upright, one page, no grid lines, the head of the table on every page, nothing outside."""
    sheet = blank[SHEET]
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "portrait")
    assert {sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight} <= {None, 1}  # one page is what is not said
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert not sheet.views.sheetView[0].showGridLines
    assert sheet.print_title_rows == "$12:$12"
    assert sheet.print_area.endswith(f"$I${sheet.max_row}")


def test_points_of_a_blank_row_stay_within_the_weight_beside_them(blank):
    """The limit of the points is the cell of the weight, that of the weight the points of the block."""
    sheet = blank[SHEET]
    points, weight = rule_at(sheet, "H13"), rule_at(sheet, "G13")
    assert (points.type, points.formula1, points.formula2) == ("decimal", "0", "$G13")
    assert (weight.formula1, weight.formula2) == ("0", "50")
    assert "分值" in points.error
    assert "按完成比例" in sheet["H13"].comment.text


def test_what_was_promised_stands_fast_and_points_are_worked_out(kit, tmp_path):
    """Targets as promised and locked; a live formula with our result; its limit; the rule in words beside it."""
    sheet = of(kit, project(), tmp_path)[SHEET]
    row = find(sheet, "新建道路").row
    assert (sheet.cell(row, 5).value, sheet.cell(row, 5).protection.locked) == ("≥10公里", True)
    assert (sheet.cell(row, 6).value, sheet.cell(row, 6).number_format) == (8, 'General"公里"')
    points = sheet.cell(row, 8)
    assert points.value.startswith("=IFERROR(")
    assert not points.protection.locked
    assert rule_at(sheet, points.coordinate).formula2 == "20"
    assert "得分范围：0～20 分" in points.comment.text
    shown = openpyxl.load_workbook(tmp_path / "道路.xlsx", data_only=True)[SHEET]
    assert shown.cell(row, 8).value == 16
    assert shown.cell(row + 1, 8).value is None
    assert shown["H6"].value == 0.8
    assert shown["I6"].value == 8


def test_codes_stay_text_and_judgements_have_levels(kit, tmp_path):
    """21 digits are text; a judged indicator proposes the levels of the regulation and takes other words too."""
    book = of(kit, project(), tmp_path)
    code = next(row for row in book[FURTHER].iter_rows() if row[5].value == "project.code")[2]
    assert (code.value, code.data_type, code.number_format) == ("360722230000000000001", "s", "@")
    sheet = book[SHEET]
    levels = rule_at(sheet, sheet.cell(find(sheet, "出行条件").row, 6).coordinate)
    assert levels.formula1.strip('"').split(",")[0] == "达成年度指标"
    assert not levels.showErrorMessage


TRICKY = ["=1+1", "@SUM(A1)", "+1", "-2+3", "'quoted", "<r>1</r>", "{=1}", '=HYPERLINK("http://x","y")', "a\nb"]


@pytest.mark.parametrize("text", TRICKY)
def test_no_text_becomes_a_formula(kit, tmp_path, text):
    """Names, goals and reasons that look like formulas, markup or arrays are written and read back as they are."""
    indicators = [evolve(one, reason=text) for one in project().indicators]
    known = project(goal=text, indicators=indicators)
    file = kit.form(NATIONAL, portfolio(known), to=tmp_path).files[0]
    texts = [cell for cell in cells(opened(file)[SHEET]).values() if cell.value == text]
    assert len(texts) == 1 + len(indicators)
    assert {cell.data_type for cell in texts} == {"s"}
    assert kit.read(file).projects[0].goal == text


def test_what_no_cell_can_hold_is_refused(kit, tmp_path):
    """A control character and one character more than a cell holds: refused, and no file is left."""
    for text, code in (("字" * 32_768, "workbook.too-long"), ("a\x0b", "report.character")):
        with pytest.raises(ReportError) as refused:
            kit.form(NATIONAL, portfolio(project(goal=text)), to=tmp_path)
        assert refused.value.code == code
    assert not list(tmp_path.iterdir())


def test_a_form_that_somebody_filled_in_is_not_lost(kit, tmp_path):
    """The same form may be written again; one that was changed is refused, and replaced only with ``overwrite``."""
    file = kit.form(NATIONAL, to=tmp_path).files[0]
    before = file.read_bytes()
    assert kit.form(NATIONAL, to=tmp_path).files == (file,)
    file.write_bytes(before + b"changed")
    with pytest.raises(ReportError) as refused:
        kit.form(NATIONAL, to=tmp_path)
    assert refused.value.code == "fillin.exists"
    kit.form(NATIONAL, to=tmp_path, overwrite=True)
    assert file.read_bytes() == before


def test_each_project_has_a_workbook_of_its_own(kit, tmp_path):
    """Two projects are two files; one file for both is refused, and so is a layout that is not there."""
    two = portfolio(project(), project(name="桥梁/一期", code=None))
    assert [file.name for file in kit.form(NATIONAL, two, to=tmp_path).files] == ["道路.xlsx", "桥梁_一期.xlsx"]
    with pytest.raises(InputError) as refused:
        kit.form(NATIONAL, two, to=tmp_path / "a.xlsx")
    assert refused.value.code == "fillin.one-file"
    with pytest.raises(InputError) as refused:
        kit.form(NATIONAL, layout="three", to=tmp_path)
    assert "three-columns" in str(refused.value)


def test_an_indicator_without_a_place_is_refused(kit, tmp_path):
    """An indicator under a node that the set does not have would be left out silently: it is refused by its name."""
    stranger = evolve(project().indicators[0], block="outputs")
    with pytest.raises(InputError) as refused:
        kit.form(NATIONAL, portfolio(project(indicators=[stranger])), to=tmp_path)
    assert refused.value.code == "fillin.block-unknown"
    assert "output" in str(refused.value)


@pytest.mark.slow
def test_same_facts_same_bytes(tmp_path):
    """Two processes with other hashes of texts write the same bytes."""
    source = ROOT / "examples/one-project/form.toml"
    found = set()
    for seed in ("1", "2"):
        to = tmp_path / seed
        run = [sys.executable, "-m", "perfkit", "form", NATIONAL, str(source), "--to", str(to)]
        subprocess.run(
            run, check=True, capture_output=True, env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(sys.path)}
        )
        found.add(next(to.iterdir()).read_bytes())
    assert len(found) == 1


def test_a_form_read_back_gives_the_same_facts(kit, tmp_path):
    """The part-filled form of a project is that project again, under the set that the form names."""
    known = project(reasons={"execution": "跨年"}, goal="目标\n二", result="完成", period=None)
    back = kit.read(kit.form(NATIONAL, portfolio(known), to=tmp_path).files[0])
    assert carried(back.projects[0], "交通局", 2023) == carried(known)
    assert back.indicator_set == NATIONAL
    assert kit.evaluate(back).projects[0].stated_points is None


def test_what_the_unit_stated_is_read_back_as_stated(kit, tmp_path):
    """Points typed by hand are the unit's; those that the form worked out itself are nobody's statement."""
    first, *others = project().indicators
    known = project(indicators=[evolve(first, stated_points="19.5"), *others])
    back = kit.read(kit.form(NATIONAL, portfolio(known), to=tmp_path).files[0]).projects[0]
    assert [one.stated_points for one in back.indicators] == [Decimal("19.5"), None, None, None]
    assert back.stated is None


@pytest.mark.parametrize("address", OTHERS)
def test_any_set_has_its_form(kit, tmp_path, address):
    """A set with facts of its own, and one of three levels: their forms name each block and ask for each fact."""
    indicator_set = kit.indicator_set(address)
    book = opened(kit.form(address, to=tmp_path / "x.xlsx").files[0])
    said = " ".join(str(cell.value) for cell in cells(book.worksheets[0]).values())
    assert all(root.name in said for root in indicator_set.indicators if not root.measure)
    keys = {row[5].value for row in book[FURTHER].iter_rows()}
    asked = set(indicator_set.needs) | ({"finished"} if "core" in address else set())
    assert {f"facts.{name}" for name in asked} <= keys


@pytest.mark.slow
def test_every_set_has_a_blank_form(tmp_path):
    """The national sets and those of every plugin here: each blank form is written, twice with the same bytes."""
    kit = Kit(folders=PLUGINS)
    for address in kit.host.addresses:
        file = kit.form(address, to=tmp_path / "x.xlsx", overwrite=True).files[0]
        first = file.read_bytes()
        kit.form(address, to=file)
        assert file.read_bytes() == first


WITHOUT_TARGET = {"roads-2021", "villages-2022", "breeding-2023", "shouxian-2023", "shouxian-execution"}
"""Their published forms leave targets of indicators out; a form to be filled in cannot."""


@pytest.mark.slow
def test_every_worked_example_comes_back_from_its_form():
    """Each case of the standards and of the plugins: facts, form, facts again; nothing differs."""
    kit = Kit(folders=PLUGINS)
    compared = 0
    for folder in (STANDARDS, *PLUGINS):
        for path in case_paths(folder):
            if path.suffix != ".toml" or path.stem in WITHOUT_TARGET:
                continue
            known = kit.read(path)
            if known.indicator_set not in kit.host.addresses:
                continue
            compared += _same(kit, known)
    assert compared > 150


def _same(kit, known):
    with tempfile.TemporaryDirectory() as folder:
        back = kit.read(kit.form(known.indicator_set, known, to=folder).files[0])
    expected = carried(known.projects[0], known.unit.name, known.year)
    assert carried(back.projects[0], back.unit.name, back.year) == expected
    return 1


@pytest.mark.slow
@pytest.mark.parametrize(
    "address", [NATIONAL, "cn.mof.core-self-evaluation@2021", "cn.mof.common-framework.project@2013"]
)
@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(data=st.data())
def test_any_project_comes_back_from_its_form(kit, address, data):
    """Projects of any kind that fit a set: what the form carries is what is read back."""
    drawn = data.draw(projects(kit.indicator_set(address)))
    known = evolve(drawn, unit="单位", indicators=[evolve(one, evidence=()) for one in drawn.indicators])
    assume(all(one.actual is None or one.actual <= 100 or "满意" not in one.name for one in known.indicators))
    held = Portfolio(unit="单位", year=known.year, projects=[known], indicator_set=address)
    _same(kit, held)


def test_the_bytes_hold_nothing_of_the_moment(kit, tmp_path):
    """No date but the fixed one stands in the properties."""
    properties = openpyxl.load_workbook(io.BytesIO(kit.form(NATIONAL, to=tmp_path).files[0].read_bytes())).properties
    assert properties.created.year == 2000


@pytest.mark.slow
@pytest.mark.skipif(OFFICE is None, reason="LibreOffice (soffice) is not installed: formulas cannot be recalculated")
@pytest.mark.parametrize(
    ("total", "grade"), [(None, "良"), (Rounding(0), "优"), (Rounding(0, "floor"), "良"), (Rounding(1, "up"), "良")]
)
def test_what_is_typed_in_is_scored_by_the_form_as_by_perfkit(kit, tmp_path, total, grade):
    """A clerk fills in actuals and money: points, rate, total and grade of the form are those of the evaluation.

    The total of 89.74 is rounded as the set says, and graded as it is then.
    """
    used = kit.indicator_set(NATIONAL)
    used = evolve(used, rounding=used.rounding if total is None else {**used.rounding, "total": total})
    file = kit.form(used, portfolio(project()), to=tmp_path).files[0]
    book = openpyxl.load_workbook(file)
    sheet = book[SHEET]
    typed = {"新建道路": 7, "验收合格率": 0.9331, "满意度": 0.715}
    rows = {name: find(sheet, name).row for name in [*typed, "出行条件"]}
    for name, value in typed.items():
        sheet.cell(rows[name], 6).value = value
    sheet["F7"].value = 83.3333
    book.save(tmp_path / "filled.xlsx")
    shown = recalculated(tmp_path, [tmp_path / "filled.xlsx"])[0][SHEET]
    result = kit.evaluate(kit.read(tmp_path / "recalculated" / "filled.xlsx"), indicator_set=used).projects[0]
    assert result.grade == grade
    lines = {line.name: line.points.shown for line in result.lines}
    assert {name: Decimal(str(shown.cell(row, 8).value)) for name, row in rows.items()} == {
        name: lines[name] for name in rows
    }
    assert Decimal(str(shown["I6"].value)) == lines["预算执行率"]
    total = find(shown, "总分").row
    assert Decimal(str(shown.cell(total, 8).value)) == result.points.shown
    assert shown.cell(total, 9).value == f"等级：{result.grade}"


@pytest.mark.slow
@pytest.mark.skipif(OFFICE is None, reason="LibreOffice (soffice) is not installed: formulas cannot be recalculated")
def test_every_formula_shows_what_perfkit_put_beside_it(tmp_path):
    """The forms of the national cases, stripped of all results: a spreadsheet works out the same, cell by cell."""
    kit, forms = Kit(installed=False), {}
    paths = [path for path in case_paths(STANDARDS) if path.suffix == ".toml"]
    for number, path in enumerate(paths[::3]):
        known = kit.read(path)
        file = kit.form(known.indicator_set, known, to=tmp_path / f"{number}.xlsx").files[0]
        forms[file.name] = openpyxl.load_workbook(file, data_only=True)
        openpyxl.load_workbook(file).save(file)
    files = [tmp_path / name for name in forms]
    books = recalculated(tmp_path, files)
    formulas = 0
    for file, found in zip(files, books, strict=True):
        for written in openpyxl.load_workbook(file).worksheets:
            for address, cell in cells(written).items():
                if cell.data_type != "f":
                    continue
                formulas += 1
                expected, shown = forms[file.name][written.title][address].value, found[written.title][address].value
                assert (shown or None) == (expected or None), (file.name, address, cell.value)
    assert formulas > 250


@pytest.mark.parametrize(
    ("column", "value", "code"),
    [(6, "facts finished", "further.key"), (1, "产出指标 · 数量指标 · 别的", "further.subject")],
)
def test_a_changed_code_or_subject_of_the_second_sheet_is_refused(kit, tmp_path, column, value, code):
    """A code that is no key, and an indicator that the form does not have: refused with the cell."""
    file = kit.form(NATIONAL, portfolio(project()), to=tmp_path).files[0]
    book = openpyxl.load_workbook(file)
    row = find(book[FURTHER], "indicator.judged").row
    book[FURTHER].cell(row, column).value = value
    book.save(file)
    with pytest.raises(InputError) as refused:
        kit.read(file)
    assert code in {fault.code for fault in refused.value.faults}
    assert {fault.place.sheet for fault in refused.value.faults if fault.code == code} == {FURTHER}
