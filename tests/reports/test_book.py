"""The working paper as a workbook: what its cells hold, what stays text, and the same bytes for the same facts."""

from __future__ import annotations

import datetime
import io
import subprocess
import sys
import zipfile
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import openpyxl
import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from perfkit.errors import ReportError
from perfkit.model import Funding, Indicator, Policies, Review, Stage, Target
from perfkit.reports import Mask, to_book
from perfkit.reports.book import book as books
from perfkit.reports.book.book import pages_of
from perfkit.reports.book.cells import held
from perfkit.testing import a_card, a_project, a_stated_project, evaluated
from reports.book_sets import adjustment, bent

FORM = Path(__file__).parents[2] / "examples" / "one-project" / "form.toml"
CODE = "360722238888030005222"
TRICKY = [
    "=1+1",
    "@SUM(A1)",
    "+1",
    "-1",
    "=cmd|' /C calc'!A0",
    "<r><t>x</t></r>",
    "http://a.b",
    "1E5",
    "0012",
    "_x0041_",
]


def opened(evaluation, language="zh"):
    """The book as openpyxl reads it: formulas, and cached values."""
    data = to_book(evaluation, language)
    return [openpyxl.load_workbook(io.BytesIO(data), data_only=values) for values in (False, True)]


def where(evaluation, *key):
    """Sheet and address of the cell of the first project with this key."""
    page = pages_of(evaluation, "zh")[1]
    return page.name, page.find(*key)


@pytest.fixture(scope="module")
def evaluation():
    """One project with points of its own, and one of which only the total is known."""
    card = [evolve(a_card()[0], actual=Decimal(77), target=Target.at_least(80, "项")), *a_card()[1:]]
    project = a_project(code=CODE, funding=Funding(budget="41235.25", executed="40000"), indicators=card)
    return evaluated(project, a_stated_project(95))


def test_every_score_is_a_formula_with_our_result_as_its_value(evaluation):
    """Lines, blocks, total and grade: a formula, and beside it what perfkit computed."""
    formulas, values = opened(evaluation)
    page = pages_of(evaluation, "zh")[1]
    scores = {cell.key: (address, cell) for address, cell in page.cells() if cell.key[:1] in (("points",), ("grade",))}
    result = evaluation.projects[0]

    assert {("points", line.code) for line in result.lines} <= scores.keys()
    for address, cell in scores.values():
        assert str(formulas[page.name][address].value).startswith("=")
        assert values[page.name][address].value == (cell.value if isinstance(cell.value, str) else float(cell.value))
    assert values[page.name][scores["points", "total"][0]].value == float(result.points.exact)
    assert values[page.name][scores["grade",][0]].value == result.grade


def test_the_summary_refers_to_the_sheets_and_counts_what_is_live(evaluation):
    """Total and grade of the first project follow its sheet; a stated total is an input with a grade over it."""
    formulas, values = opened(evaluation)
    summary = pages_of(evaluation, "zh")[0]
    at = {
        key: summary.find(*key) for key in [("total", "1"), ("grade", "1"), ("total", "2"), ("grade", "2"), ("mean",)]
    }
    sheet = formulas["汇总"]

    assert sheet[at["total", "1"]].value.startswith("='1 甲'!I")
    assert sheet[at["total", "2"]].value == 95
    assert not sheet[at["total", "2"]].protection.locked
    assert '"优"' in sheet[at["grade", "2"]].value
    assert values["汇总"][at["grade", "2"]].value == "优"
    mean = evaluation.mean
    assert values["汇总"][at["mean",]].value == float(mean.shown)
    page = pages_of(evaluation, "zh")[1]
    live = sum(bool(cell.formula) for _, cell in page.cells() if cell.key[:1] == ("points",))
    assert f"公式 {live} 个，数值 0 个" in sheet["A2"].value


def test_a_code_of_21_digits_is_text(evaluation):
    """In the summary and on the sheet."""
    formulas, _ = opened(evaluation)
    summary = pages_of(evaluation, "zh")[0]
    cells = [
        formulas["汇总"][summary.find("code", "1")],
        formulas["1 甲"][where(evaluation, "identity", "code")[1]],
    ]

    assert [(cell.value, cell.data_type) for cell in cells] == [(CODE, "s")] * 2


def test_no_text_of_the_facts_becomes_a_formula_or_a_number():
    """Names that look like formulas, links, numbers or markup are what they were, as texts, in one book."""
    first = a_card()[0]
    projects = [
        a_project(name=text, code=text, indicators=[evolve(first, name=text, reached=text), *a_card()[1:]])
        for text in TRICKY
    ]
    formulas, _ = opened(evaluated(*projects))
    cells = [cell for sheet in formulas for row in sheet.iter_rows() for cell in row]

    for text in TRICKY:
        escaped = text.replace("_x", "_x005F_x")  # which Excel reads as what it was
        found = [cell for cell in cells if cell.value in (text, escaped)]
        assert len(found) >= 5, text
        assert {cell.data_type for cell in found} == {"s"}
    assert not any("calc" in cell.value for cell in cells if cell.data_type == "f" and "5 =cmd" not in cell.value)


def test_the_same_facts_give_the_same_bytes(evaluation):
    """Twice the same book; its day is that of the stage, never the clock's."""
    assert to_book(evaluation, "zh") == to_book(evaluation, "zh")
    stage = Stage(key="self-evaluation", name="self-evaluation", on=datetime.date(2024, 1, 20))
    staged = evolve(evaluation, portfolio=evolve(evaluation.portfolio, stage=stage))
    for one, day in [(evaluation, "2000-01-01"), (staged, "2024-01-20")]:
        with zipfile.ZipFile(io.BytesIO(to_book(one, "zh"))) as archive:
            assert archive.read("docProps/core.xml").decode().count(f"{day}T00:00:00Z") == 2


@pytest.mark.slow
def test_inputs_may_be_changed_and_nothing_else():
    """Protected sheets without a password: facts, targets, actuals and weights are open, scores and texts locked."""
    evaluation = bent()
    formulas, _ = opened(evaluation)
    name = pages_of(evaluation, "zh")[1].name
    open_keys = [("actual", "a[1]"), ("target", "a[1]"), ("judged", "b[1]"), ("weight", "a[1]"), ("amount", "executed")]
    locked_keys = [("points", "a[1]"), ("weight", "execution"), ("points", "total"), ("grade",), ("identity", "code")]
    sheet = formulas[name]

    assert sheet.protection.sheet
    assert not sheet.protection.password
    assert [sheet[where(evaluation, *key)[1]].protection.locked for key in open_keys] == [False] * 5
    assert [sheet[where(evaluation, *key)[1]].protection.locked for key in locked_keys] == [True] * 5


def test_a_sheet_prints_on_a_page_across_with_its_head_repeated(evaluation):
    """A4 across, one page wide, the heads frozen on the screen and repeated on paper."""
    formulas, _ = opened(evaluation)
    page, sheet = pages_of(evaluation, "zh")[1], formulas["1 甲"]

    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.print_title_rows == f"${page.head}:${page.head}"
    assert sheet.freeze_panes == f"A{page.head + 1}"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("bending", "code", "said"),
    [
        ({"reviews": [], "card": None, "rounding": {}}, "execution", "没有能与系统逐位一致的表格公式"),
        ({"amounts": Funding(budget=0, executed=0), "policies": {"zero_divisor": "full"}}, "execution", "记满分"),
        ({"amounts": Funding(executed=5), "policies": {"missing": "zero"}}, "execution", "记 0 分"),
        ({"amounts": Funding(executed=5)}, "execution", "没有得分"),
    ],
)
def test_a_score_without_a_formula_says_why(bending, code, said):
    """The value stands with a comment and a remark beside it."""
    policies = {"policies": Policies(**bending["policies"])} if "policies" in bending else {}
    evaluation = bent(**{**bending, **policies})
    formulas, _ = opened(evaluation)
    name, address = where(evaluation, "points", code)

    assert said in formulas[name][address].comment.text
    assert said in formulas[name][f"K{address[1:]}"].value


@pytest.mark.slow
def test_the_points_of_an_evaluator_are_an_input():
    """What counts by a review may be changed; the computed points are told beside it."""
    card = bent().projects[0].project.indicators
    reviewed = (evolve(card[0], reviews=[Review("finance", "30")]), *card[1:])
    evaluation = bent(card=reviewed, policies=Policies(final=("finance", "computed")))
    formulas, _ = opened(evaluation)
    name, address = where(evaluation, "points", "a[1]")

    assert formulas[name][address].value == 30
    assert not formulas[name][address].protection.locked
    assert "38.5" in formulas[name][f"K{address[1:]}"].value


@pytest.mark.slow
def test_more_digits_than_a_double_holds_are_a_text_and_their_score_a_value():
    """An actual with 17 digits stands there as it was given, and no formula counts with it."""
    card = bent().projects[0].project.indicators
    fine = (evolve(card[0], actual=Decimal("77.123456789012345")), *card[1:])
    evaluation = bent(card=fine)
    formulas, _ = opened(evaluation)
    name, address = where(evaluation, "actual", "a[1]")

    assert (formulas[name][address].value, formulas[name][address].data_type) == ("77.123456789012345", "s")
    assert [cell.look.role for _, cell in pages_of(evaluation, "zh")[1].cells() if cell.key == ("points", "a[1]")] == [
        "value"
    ]


@settings(max_examples=40)
@given(st.fractions(), st.integers(-3, 8))
def test_what_a_cell_holds_comes_back_from_a_double(value, shift):
    """Either the decimal, which its double gives back, or nothing."""
    decimal = held(value, shift)
    if decimal is not None:
        assert Fraction(Decimal(repr(float(decimal)))) * Fraction(10) ** shift == value


@pytest.mark.slow
def test_a_text_that_no_cell_holds_is_refused(evaluation):
    """32 767 characters are the most; a control character is no text; both are told at once."""
    project = evaluation.projects[0].project
    long = evolve(project, name="长" * 32_768, unit="\x07")

    with pytest.raises(ReportError) as caught:
        to_book(evaluated(long), "zh")

    assert {fault.code for fault in caught.value.faults} == {"workbook.too-long", "report.character"}


def test_more_projects_than_a_book_holds_are_refused(evaluation, monkeypatch):
    """The number and the most are told; projects without points of their own are not counted."""
    monkeypatch.setattr(books, "MOST_SHEETS", 0)

    with pytest.raises(ReportError) as caught:
        to_book(evaluation, "zh")

    (fault,) = caught.value.faults
    assert (fault.code, fault.arguments["count"]) == ("report.book-too-many", 1)
    assert to_book(evaluated(a_stated_project(95)), "zh")


@pytest.mark.slow
def test_what_is_personal_is_covered(evaluation):
    """In cells and in the names of sheets."""
    project = evolve(evaluation.projects[0].project, name="王小明专项", unit="联系人：王小明")
    data = to_book(evaluated(project), "zh", Mask(["王小明"]))
    book = openpyxl.load_workbook(io.BytesIO(data))

    assert book.sheetnames[1].startswith("1 王")
    assert not any("王小明" in str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row)


def test_the_words_are_those_of_the_language(evaluation):
    """An English book has no Chinese heads."""
    formulas, _ = opened(evaluation, "en")

    assert formulas.sheetnames[0] == "Summary"
    assert formulas["Summary"]["E4"].value == "Total"


def test_without_the_library_the_extra_is_named(evaluation, monkeypatch):
    """XlsxWriter is loaded when a book is written, not before."""
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    monkeypatch.delitem(sys.modules, "perfkit.reports.book.write", raising=False)
    monkeypatch.delitem(sys.modules, "perfkit.reports.book.book", raising=False)

    with pytest.raises(ReportError) as caught:
        to_book(evaluation, "zh")

    assert caught.value.faults[0].arguments["extra"] == "excel"


@pytest.mark.slow
def test_a_truth_is_said_in_words_and_chosen_from_a_list():
    """Its cell holds 是 or 否 and offers both."""
    vetoed = bent(adjustment("total", "misused", grade="差"))
    formulas, _ = opened(vetoed)
    name, address = where(vetoed, "fact", "", "misused")
    rules = [rule for rule in formulas[name].data_validations.dataValidation if address in str(rule.sqref)]

    assert formulas[name][address].value == "否"
    assert [rule.formula1 for rule in rules] == ['"是,否"']


@pytest.mark.slow
def test_an_indicator_in_percent_is_shown_in_percent():
    """95 with the unit % beside it, not 0.95."""
    card = bent().projects[0].project.indicators
    rate = Indicator("a", "指标", "率", weight=40, target=Target.at_least(95, "%"), actual=Decimal("93.1"))
    evaluation = bent(card=(rate, *card[1:]))
    formulas, values = opened(evaluation)
    name, address = where(evaluation, "actual", "a[1]")

    assert formulas[name][address].value == 93.1
    assert formulas[name][f"G{address[1:]}"].value == "%"
    assert values[name][where(evaluation, "points", "a[1]")[1]].value == 39.2


@pytest.mark.slow
def test_the_bytes_do_not_depend_on_the_hash_seed(tmp_path):
    """Under other hash seeds, in other processes."""
    for seed in ("0", "1"):
        command = [
            sys.executable,
            "-m",
            "perfkit",
            "report",
            str(FORM),
            "--format",
            "excel",
            "--out",
            str(tmp_path / seed),
        ]
        subprocess.run(
            command, env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(sys.path)}, check=True, capture_output=True
        )
    first, second = ((tmp_path / seed / "working-paper.xlsx").read_bytes() for seed in ("0", "1"))
    assert first == second
