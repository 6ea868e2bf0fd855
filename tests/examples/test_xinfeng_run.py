"""The main job on the real case, through the real command line: every figure and finding that must come out."""

import json
import shutil
import subprocess
import sys
from fractions import Fraction
from pathlib import Path

import pytest
import tomli

EXAMPLE = Path(__file__).parents[2] / "examples" / "xinfeng-2023"
EXPECTED = tomli.loads((EXAMPLE / "expected" / "figures.toml").read_text("utf-8"))
NATIONAL = "cn.mof.self-evaluation@2020"


def perfkit(*arguments, expect=0):
    """Run the command line in a child process and give back what it printed."""
    command = [sys.executable, "-m", "perfkit", *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert expect == done.returncode, done.stderr
    assert "Traceback" not in done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def evaluation():
    """What ``perfkit evaluate`` says under the county's set."""
    return json.loads(perfkit("evaluate", EXAMPLE, "--format", "json"))


@pytest.fixture(scope="module")
def findings():
    """What ``perfkit check`` finds; errors make its exit status 1."""
    return json.loads(perfkit("check", EXAMPLE, "--format", "json", expect=1))["findings"]


def of_code(findings, code):
    return [finding for finding in findings if finding["code"] == code]


def test_counts_mean_grade_and_sums(evaluation):
    """33 scored, 31 funded, 43 entries; 3239/33 and 优; the three exact sums."""
    portfolio = evaluation["portfolio"]

    assert {key: str(EXPECTED["counts"][key]) for key in ("scored", "funded", "entries")} == portfolio["count"]
    assert {key: EXPECTED["mean"][key] for key in ("exact", "shown")} == portfolio["mean"]
    assert EXPECTED["mean"]["grade"] == portfolio["grade"]
    for stage, amount in EXPECTED["sums"].items():
        assert {"amount", "unit"} == set(portfolio["funding"][stage])
        assert Fraction(amount) * 10000 == Fraction(portfolio["funding"][stage]["amount"])


def test_rates_equal_the_printed_ones_digit_for_digit(evaluation):
    """All 31 rates, truncated without trailing zeros as the county's table prints them."""
    rates = [project["execution_rate"] for project in evaluation["projects"] if project["execution_rate"] is not None]

    assert sorted(EXPECTED["rates"]["execution"]) == sorted(rates)


def test_every_rate_stands_beside_its_own_row(evaluation):
    """Each rate belongs to the project whose amounts give it."""
    for project in evaluation["projects"]:
        if project["execution_rate"] is not None:
            initial, executed = (Fraction(project["funding"][stage]["amount"]) for stage in ("initial", "executed"))
            cut = executed / initial * 100
            assert 0 <= cut - Fraction(project["execution_rate"]) < Fraction(1, 100)


def test_states_keep_stated_and_unscored_apart(evaluation):
    """33 projects are stated, 10 rows of money are unscored, and no points are invented."""
    states = [project["state"] for project in evaluation["projects"]]

    assert (states.count("stated"), states.count("unscored")) == (33, 10)
    assert {None} == {project["points"] for project in evaluation["projects"]}


def test_the_group_is_computed_from_its_rows(evaluation):
    """Five rows: 185834 and 41235.2514 万元, 22.19 % as the text rounds."""
    group = evaluation["portfolio"]["groups"][0]
    expected = EXPECTED["group"]["incentives"]

    assert Fraction(expected["budget"]) * 10000 == Fraction(group["funding"]["initial"]["amount"])
    assert Fraction(expected["executed"]) * 10000 == Fraction(group["funding"]["executed"]["amount"])
    assert expected["execution"] == group["execution_rate"]


def test_exactly_the_impossible_scores_are_found(findings):
    """Ten of the 21 joined projects, each with its upper bound; no other row raises the alarm."""
    found = {
        finding["where"].split("，")[-1].split()[0]: finding["figures"]["high"]["shown"]
        for finding in of_code(findings, "score.impossible")
    }

    assert {entry["code"]: entry["high"] for entry in EXPECTED["impossible"]} == found
    for finding in of_code(findings, "score.impossible"):
        assert finding["severity"] == "error"
        for part in ("cn.jx.xinfeng.self-evaluation@2023", "规则 ratio", "财预〔2020〕10号 第十六条", "条文已核对"):
            assert part in finding["message"]


@pytest.mark.parametrize(
    ("code", "figures"),
    [
        ("coverage.count-differs", {"stated": "33", "funded": "31", "scored": "33"}),
        ("coverage.not-funded", {"count": "11"}),
        ("coverage.not-scored", {"count": "7"}),
        ("coverage.name-ambiguous", {"count": "3"}),
        ("total.other-column", {"stated": "75692.63", "computed": "270965.0585"}),
        ("group.other-stage", {"stated": "41235.25", "other_sum": "41235.2514"}),
        ("group.lacks-rows", {"stated": "39567.38", "computed": "41235.2514", "lacking": "1667.8723"}),
        ("group.rate-other-denominator", {"stated": "95.96", "computed": "22.19"}),
    ],
)
def test_findings_of_the_report_s_own_contradictions(findings, code, figures):
    """Each contradiction is found once, with its figures, a place and the way to mend it."""
    (finding,) = of_code(findings, code)

    assert figures == {name: finding["figures"][name]["shown"] for name in figures}
    assert finding["where"]
    assert finding["hint"]


def test_no_other_kind_of_finding_is_raised(findings):
    """What is right stays without a finding: the codes are these and no more."""
    assert {code: len(of_code(findings, code)) for code in {finding["code"] for finding in findings}} == {
        "coverage.count-differs": 1,
        "coverage.not-funded": 1,
        "coverage.not-scored": 1,
        "coverage.name-ambiguous": 1,
        "total.other-column": 1,
        "funding.approved-differs": 2,
        "funding.digit-lost": 1,
        "score.impossible": 10,
        "group.other-stage": 1,
        "group.lacks-rows": 1,
        "group.rate-other-denominator": 1,
    }


def test_the_national_set_gives_the_national_digits():
    """Half up with two places, and nine rows told apart only by the rounding."""
    arguments = ("--format", "json", "--set", NATIONAL)
    rates = [
        project["execution_rate"]
        for project in json.loads(perfkit("evaluate", EXAMPLE, *arguments))["projects"]
        if project["execution_rate"] is not None
    ]
    found = json.loads(perfkit("check", EXAMPLE, *arguments, expect=1))["findings"]

    assert {"50.66", "48.17", "22.00", "100.00"} <= set(rates)
    assert len(of_code(found, "rate.other-rounding")) == 9


def test_explain_puts_one_project_into_words():
    """Rate, points, bound and verdict with rule, document and origin."""
    text = perfkit("explain", EXAMPLE, "360722238888030005223")

    for part in (
        "2199.77 万元",
        "funding.csv，数据第 3 行（表格第 4 行）",
        "21.9977%",
        "截断",
        "21.99%",
        "92.20",
        "不可能",
        "原文已核对",
    ):
        assert part in text


@pytest.fixture(scope="module")
def build(tmp_path_factory):
    """The documents of one run, in a folder that did not exist before."""
    folder = tmp_path_factory.mktemp("run") / "build"
    summary = perfkit("report", EXAMPLE, "--out", folder)
    assert "98.15" in summary
    return folder


def test_a_report_is_complete_and_verified(build):
    """Report, results and manifest are there, and ``verify`` confirms them."""
    assert {"report.html", "report.docx", "evaluation.json", "manifest.json"} == {p.name for p in build.iterdir()}
    perfkit("verify", build)


def test_verify_names_what_was_changed(build, tmp_path):
    """One changed byte, one missing and one added file are each named."""
    copy = shutil.copytree(build, tmp_path / "copy")
    (copy / "report.html").write_text((copy / "report.html").read_text("utf-8").replace("评价", "平价", 1), "utf-8")
    (copy / "report.docx").unlink()
    (copy / "extra.txt").write_text("x", "utf-8")
    said = perfkit("verify", copy, expect=1)

    for name in ("report.html", "report.docx", "extra.txt"):
        assert name in said
    assert "evaluation.json" not in said


def test_the_same_input_gives_the_same_bytes(build, tmp_path):
    """A second run under another hash seed, time zone and locale writes the same files."""
    import os

    environment = {**os.environ, "PYTHONHASHSEED": "7", "TZ": "Asia/Shanghai", "LC_ALL": "C.UTF-8"}
    command = [sys.executable, "-m", "perfkit", "report", str(EXAMPLE), "--out", str(tmp_path / "again")]
    subprocess.run(command, env=environment, capture_output=True, check=True)

    for path in build.iterdir():
        assert path.read_bytes() == (tmp_path / "again" / path.name).read_bytes(), path.name


def test_a_changed_amount_moves_figures_and_findings(tmp_path):
    """The clerk pays out what was missing: the rate, the sum and the finding follow."""
    copy = shutil.copytree(EXAMPLE, tmp_path / "changed")
    table = copy / "funding.csv"
    before = table.read_text("utf-8")
    assert "2199.77" in before
    table.write_text(before.replace("2199.77", "10000"), "utf-8")
    evaluation = json.loads(perfkit("evaluate", copy, "--format", "json"))
    ppp = next(p for p in evaluation["projects"] if p["code"] == "360722238888030005223")
    found = evaluation["findings"]

    assert ppp["execution_rate"] == "100"
    assert len(of_code(found, "score.impossible")) == 9
    assert [f["code"] for f in found if f["code"].startswith("rate.")] == ["rate.differs"]


def test_without_the_county_s_plugin_the_run_stops_and_names_it(tmp_path):
    """With no set of that name installed nothing is written, and the message says what is missing."""
    code = (
        "import importlib.metadata as m, runpy, sys; m.entry_points = lambda **k: ();"
        f"sys.argv = ['perfkit', 'report', {str(EXAMPLE)!r}, '--out', {str(tmp_path / 'build')!r}];"
        "runpy.run_module('perfkit', run_name='__main__')"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)

    assert done.returncode == 1
    assert "cn.jx.xinfeng.self-evaluation@2023" in done.stderr
    assert "[set.not-installed]" in done.stderr
    assert not (tmp_path / "build").exists()
