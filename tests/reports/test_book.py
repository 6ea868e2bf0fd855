"""The working paper as a workbook: live formulas with our results, texts that stay texts, the same bytes."""

import io
import subprocess
import sys
from pathlib import Path

import pytest
from openpyxl import load_workbook

from perfkit import Funding, Indicator, Kit, Portfolio, Project, Target

ROOT = Path(__file__).parents[2]
FORM = ROOT / "examples" / "one-project" / "form.toml"
SET = "cn.mof.self-evaluation@2020"
TRICKS = ("=1+1", "+1", "@SUM(A1)", "-2+3", "{=1}", "＝1+1", "http://a.cn", "'x")


def written(to, project, **changes):
    """The workbook of one project, with formulas and with their stored results."""
    kit = Kit(installed=False)
    evaluation = kit.evaluate(Portfolio(unit="单位", year=2023, projects=[project], **changes), indicator_set=SET)
    kit.report(evaluation, to, formats="excel")
    data = (to / "working-paper.xlsx").read_bytes()
    return [load_workbook(io.BytesIO(data), data_only=stored) for stored in (False, True)]


def road(name="路", reason=""):
    """A project with full weights; one indicator falls short by a fifth."""

    def one(block, category, weight, reached):
        return Indicator(
            block, category, f"{name}{category}", weight, Target.at_least(100, "项"), reached, reason=reason
        )

    return Project(
        name=name,
        code="360722238888030005182",
        funding=Funding(budget="1000000", executed="900000"),
        indicators=[
            one("output", "数量指标", 50, 80),
            one("benefit", "社会效益指标", 30, 100),
            one("satisfaction", "服务对象满意度指标", 10, 100),
        ],
    )


def cells(book):
    """Every cell that holds something, of all sheets."""
    return [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row if cell.value is not None]


def test_points_total_and_grade_are_formulas_with_our_results(tmp_path):
    """40 of 50 for the output, 9 of 10 for the execution; the stored results are those of scoring, worked by hand."""
    formulas, stored = written(tmp_path, road())
    live = {(cell.parent.title, cell.coordinate): cell.value for cell in cells(formulas) if cell.data_type == "f"}
    results = [stored[sheet][at].value for sheet, at in live]

    assert len(live) >= 6
    for expected in (40, 9, 30, 10, 89):
        assert expected in results, results
    assert "良" in results


@pytest.mark.parametrize("trick", TRICKS)
def test_no_text_of_the_facts_becomes_a_formula_or_a_link(tmp_path, trick):
    """Names and reasons stay the texts they are, in every cell they come to."""
    formulas, _ = written(tmp_path, road(trick, reason=trick))
    starting = [cell for cell in cells(formulas) if str(cell.value).startswith(trick)]

    assert starting
    assert all(cell.data_type != "f" for cell in starting)
    assert not [cell for cell in starting if cell.hyperlink and cell.hyperlink.target]  # only links inside the book


def test_a_code_keeps_its_digits(tmp_path):
    """As text, wherever it stands."""
    formulas, _ = written(tmp_path, road())
    codes = [cell for cell in cells(formulas) if "360722238888030005182" in str(cell.value)]
    assert codes
    assert all(cell.data_type == "s" for cell in codes)


def test_inputs_may_be_changed_and_formulas_are_locked(tmp_path):
    """The sheet is protected without a password; every formula is locked, and some input is open."""
    formulas, _ = written(tmp_path, road())
    sheet = formulas.worksheets[-1]
    assert sheet.protection.sheet
    assert all(cell.protection.locked for cell in cells(formulas) if cell.data_type == "f")
    assert [cell for cell in cells(formulas) if not cell.protection.locked]


@pytest.mark.slow
def test_the_same_facts_give_the_same_bytes(tmp_path):
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
