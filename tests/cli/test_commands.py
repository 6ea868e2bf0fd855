"""The command line: exit statuses, both languages, nothing half done, never a traceback."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow  # each runs the program in a process of its own; tests beside it call it in place

EXAMPLES = Path(__file__).parents[2] / "examples"
FORM = EXAMPLES / "one-project" / "form.toml"

CLEAN = """
schema = 1
indicator-set = "cn.mof.self-evaluation@2020"
[project]
name = "桥梁"
year = 2023
unit = "交通局"
[funding]
unit = "万元"
budget = 100
executed = 100
[[indicators]]
block = "output"
category = "数量指标"
name = "桥"
weight = 50
target = "≥5座"
actual = 5
[[indicators]]
block = "benefit"
category = "社会效益指标"
name = "受益人口"
weight = 30
target = "≥100人"
actual = 100
[[indicators]]
block = "satisfaction"
category = "服务对象满意度指标"
name = "满意度"
weight = 10
target = "≥90%"
actual = "95%"
"""


def run(*arguments, **environment):
    """One call of the real command line."""
    command = [sys.executable, "-m", "perfkit", *map(str, arguments)]
    return subprocess.run(
        command,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, **environment},
        stdin=subprocess.DEVNULL,
    )


@pytest.fixture
def clean(tmp_path):
    """A project file without any fault."""
    path = tmp_path / "桥梁.toml"
    path.write_text(CLEAN, encoding="utf-8")
    return path


def test_check_is_0_on_a_clean_file(clean):
    """Nothing found, said so, exit status 0."""
    done = run("check", clean)

    assert (done.returncode, done.stdout, done.stderr) == (0, "没有发现问题\n", "")


def test_check_is_1_only_for_errors(clean):
    """Warnings alone leave the status at 0; one error makes it 1."""
    assert run("check", FORM).returncode == 0
    clean.write_text(CLEAN.replace("executed = 100", "executed = 120\nreceived = 110"), encoding="utf-8")

    assert run("check", clean).returncode == 1


@pytest.mark.parametrize(
    "arguments", [("chek", FORM), ("check",), ("check", FORM, "--formt", "json"), ("evaluate", FORM, "--format", "xml")]
)
def test_a_wrong_call_is_2(arguments):
    """A misspelt command, a missing argument, an unknown option, a wrong choice."""
    done = run(*arguments)

    assert done.returncode == 2
    assert "Traceback" not in done.stderr


def test_refused_input_is_1_with_all_faults_and_nothing_written(tmp_path):
    """Two slips in one file are both named, in the language asked for, and no folder is made."""
    path = tmp_path / "x.toml"
    path.write_text(
        CLEAN.replace("weight = 50", "wieght = 50").replace("year = 2023", 'year = "2023"'), encoding="utf-8"
    )
    chinese = run("report", path, "--out", tmp_path / "build")
    english = run("report", path, "--out", tmp_path / "build", "--language", "en")

    assert (chinese.returncode, english.returncode) == (1, 1)
    for done in (chinese, english):
        assert "wieght" in done.stderr
        assert "project.year" in done.stderr
        assert done.stdout == ""
    assert "did you mean weight" in english.stderr
    assert not (tmp_path / "build").exists()


def test_refusals_are_json_where_json_was_asked_for(tmp_path):
    """A program that reads our output gets the faults as data."""
    done = run("evaluate", tmp_path / "missing.toml", "--format", "json")

    assert done.returncode == 1
    assert [fault["code"] for fault in json.loads(done.stdout)["faults"]] == ["file.missing"]


def test_the_set_is_named_on_the_command_line_before_the_portfolio_s(clean):
    """``--set`` wins; a set that is not installed stops the run."""
    done = run("evaluate", clean, "--set", "cn.mof.self-evaluation@1999")

    assert done.returncode == 1
    assert "[set.edition-missing]" in done.stderr


def test_without_any_set_the_candidates_are_listed(clean):
    """Which set applies is always said by somebody."""
    clean.write_text(CLEAN.replace('indicator-set = "cn.mof.self-evaluation@2020"\n', ""), encoding="utf-8")
    done = run("evaluate", clean)

    assert done.returncode == 1
    assert "cn.mof.self-evaluation@2020" in done.stderr
    assert "[set.unsaid]" in done.stderr


def test_a_plugin_folder_named_on_the_command_line_must_be_sound(clean, tmp_path):
    """A folder that is asked for by name and cannot be used stops the run, unlike a package that is just installed."""
    (tmp_path / "county").mkdir()
    done = run("evaluate", clean, "--plugins", tmp_path / "county")

    assert done.returncode == 1
    assert "[plugin.no-manifest]" in done.stderr


def test_the_file_portfolio_toml_stands_for_its_folder(tmp_path):
    """Who drags the file onto the command means the folder it lies in."""
    by_file = run("evaluate", EXAMPLES / "xinfeng-2023" / "portfolio.toml", "--format", "json")

    assert json.loads(by_file.stdout)["portfolio"]["count"]["entries"] == "43"


@pytest.mark.parametrize("command", ["report", "check", "verify"])
def test_a_name_that_nothing_can_bear_is_refused_in_our_words(command):
    """A path that is too long is no mistake of the program."""
    done = run(command, "长" * 200)

    assert done.returncode == 1
    assert "[file.bad-name]" in done.stdout + done.stderr


def test_documents_are_not_written_among_facts(tmp_path):
    """A folder of facts is no place for a report."""
    folder = shutil.copytree(EXAMPLES / "xinfeng-2023", tmp_path / "facts")
    done = run("report", folder, "--out", folder)

    assert done.returncode == 1
    assert "[report.place-facts]" in done.stderr
    assert not (folder / "report.html").exists()


def test_a_name_that_is_nearly_right_is_remarked(tmp_path):
    """``state.toml`` is not read, and the check says what was probably meant."""
    folder = shutil.copytree(EXAMPLES / "xinfeng-2023", tmp_path / "facts")
    (folder / "stated.toml").rename(folder / "state.toml")
    found = json.loads(run("check", folder, "--format", "json").stdout)["findings"]

    assert "stated.toml" in next(one["hint"] for one in found if one["code"] == "portfolio.misnamed")


def test_sarif_names_rule_level_and_line():
    """Findings can be read by the tools that read code scanners."""
    found = json.loads(run("check", FORM, "--format", "sarif").stdout)["runs"][0]["results"]

    assert {"line.points-differ", "weights.block-differs", "score.total-differs"} == {one["ruleId"] for one in found}
    assert 43 in [one["locations"][0]["physicalLocation"].get("region", {}).get("startLine") for one in found]


def test_explain_speaks_english_when_asked():
    """The derivation of every line in English."""
    done = run("explain", FORM, "义务教育营养改善计划专项资金", "--language", "en")

    assert done.returncode == 0
    assert "points = 10 × min(98% ÷ 100%, 1) = 9.80" in done.stdout


def test_explain_of_an_unknown_project_proposes_the_near_one():
    """A slip in the name is answered with the name that was meant."""
    done = run("explain", FORM, "义务教育营养改善专项资金")

    assert done.returncode == 1
    assert "义务教育营养改善计划专项资金" in done.stderr


def test_evaluate_prints_a_summary_or_json():
    """The summary for a person, the record for a program."""
    assert "99.80" in run("evaluate", FORM).stdout
    assert json.loads(run("evaluate", FORM, "--format", "json").stdout)["projects"][0]["points"] == "99.80"


def test_an_ascii_terminal_is_no_reason_to_fail(clean):
    """Under the C locale the output is still UTF-8 and whole."""
    done = run("check", clean, LC_ALL="C", LANG="C")

    assert (done.returncode, done.stdout) == (0, "没有发现问题\n")


def test_a_reader_that_goes_away_is_no_error():
    """``| head`` closes our output; that is not worth a word."""
    command = f"{sys.executable} -m perfkit evaluate {EXAMPLES / 'xinfeng-2023'} --format json | head -c 10"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)

    assert "Traceback" not in done.stderr
    assert "[internal]" not in done.stderr


@pytest.mark.parametrize("arguments", [("--help",), ("report", "--help"), ("--version",)])
def test_help_and_version(arguments):
    """Each command says what it does, in both languages."""
    done = run(*arguments)

    assert done.returncode == 0
    assert done.stdout


def test_evaluate_prints_a_line_for_each_project_before_the_summary():
    """The table comes first, then the counts."""
    lines = run("evaluate", FORM).stdout.splitlines()

    assert lines[0].split() == ["编码", "名称", "执行率", "得分", "填报", "可能", "等级"]
    assert "99.80" in lines[1]
    assert "2022 年度" in lines[3]


def test_sarif_rules_say_what_they_find():
    """Each rule carries its sentence with the names of its fields, in the language asked for."""
    rules = json.loads(run("check", FORM, "--format", "sarif", "--language", "en").stdout)["runs"][0]["tool"]["driver"][
        "rules"
    ]
    by_id = {rule["id"]: rule["shortDescription"]["text"] for rule in rules}

    assert set(by_id) == {"line.points-differ", "weights.block-differs", "score.total-differs"}
    assert all("{" in text for text in by_id.values())
    assert not any(character > "\u2e80" for text in by_id.values() for character in text)


def test_the_language_may_be_said_before_the_command():
    """``perfkit --language en verify`` is ``perfkit verify --language en``; the one after the command wins."""
    before = run("--language", "en", "evaluate", FORM).stdout

    assert "mean 99.80" in before
    assert before == run("evaluate", FORM, "--language", "en").stdout
    assert "平均分" in run("--language", "en", "evaluate", FORM, "--language", "zh").stdout


def test_a_document_changed_by_hand_is_replaced_only_by_force(clean, tmp_path):
    """The refusal names the file and ``--force``; with it the report is written anew."""
    out = tmp_path / "build"
    assert run("report", clean, "--out", out).returncode == 0
    page = out / "report.html"
    before = page.read_bytes()
    page.write_bytes(before + b"<!-- x -->")
    refused = run("report", clean, "--out", out)

    assert (refused.returncode, refused.stdout) == (1, "")
    assert "report.html" in refused.stderr
    assert "--force" in refused.stderr
    assert page.read_bytes() == before + b"<!-- x -->"
    assert run("report", clean, "--out", out, "--force").returncode == 0
    assert page.read_bytes() == before


def test_a_place_for_the_report_that_cannot_be_made_is_no_mistake_of_ours(clean):
    """A file in the way of ``--out`` is said in our words."""
    done = run("report", clean, "--out", clean / "build")

    assert done.returncode == 1
    assert "[report.place-file]" in done.stderr


def test_sections_without_text_are_named_on_the_error_stream(clean, tmp_path):
    """One line, so that nobody hands in a report with gaps unknowingly."""
    done = run("report", clean, "--out", tmp_path / "build")
    (line,) = [line for line in done.stderr.splitlines() if line.startswith("以下各节单位未提供文字：")]

    assert "purpose" in line
    assert done.returncode == 0
