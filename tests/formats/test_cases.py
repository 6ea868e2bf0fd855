"""Worked examples as they are written: what is read, and every fault with its file, line and key."""

from decimal import Decimal

import pytest

from perfkit.errors import InputError
from perfkit.formats import case_paths, case_title, read_case, read_portfolio, unread_in_cases
from perfkit.testing import a_folder_plugin
from testing.county import CASE, EXPECTED, county

FOLDER = {
    "cases/two/portfolio.toml": 'schema = 1\nindicator-set = "cn.test.county@2024"\n\n[portfolio]\nyear = 2024\n'
    'unit = "甲局"\n\n[tables.scores]\nfile = "scores.csv"\n',
    "cases/two/scores.csv": "code,name,points,grade\n360722238888030005222,甲,91,优\n"
    "360722238888030005223,乙,84.5,良\n",
    "cases/two/expect.toml": 'title = "两个项目"\n\n[expect]\nmean = "87.75"\ngrade = "良"\n'
    'projects = { "360722238888030005222" = { points = 91 }, "乙" = { grade = "良" } }\n',
}


def case(tmp_path, expected=EXPECTED, text=CASE):
    """The path of a case with this ``[expect]``."""
    return a_folder_plugin(tmp_path / "county", county(cases__bridge=text + expected)) / "cases" / "bridge.toml"


def faults(path):
    """What is wrong with a case."""
    with pytest.raises(InputError) as error:
        read_case(path)
    return error.value.faults


def test_a_case_is_a_project_with_a_title_and_what_it_expects(tmp_path):
    """Each thing that must come out has the place where the file says it, as seen from the plugin."""
    expected = 'points = "85.33 分"\ngrade = "良"\nfindings = ["rate.low"]\nlines = { "修桥" = 32, output = "32" }\n'
    read = read_case(case(tmp_path, expected))
    first = CASE.count("\n") + 1

    assert (read.title, read.name) == ("一座桥少修两成，路灯修好", "county/cases/bridge.toml")
    assert [project.name for project in read.portfolio.projects] == ["桥"]
    assert [(one.what, one.value, one.line) for one in read.expected] == [
        ("points", Decimal("85.33"), ""),
        ("grade", "良", ""),
        ("finding", "rate.low", ""),
        ("line", Decimal(32), "修桥"),
        ("line", Decimal(32), "output"),
    ]
    assert [one.place.line for one in read.expected] == [first, first + 1, first + 2, first + 3, first + 3]
    assert {one.place.file for one in read.expected} == {"county/cases/bridge.toml"}


def test_a_folder_with_a_portfolio_and_what_it_expects_is_a_case(tmp_path):
    """Projects are named by code or by name; its files are named from the plugin on."""
    plugin = a_folder_plugin(tmp_path / "county", county() | FOLDER)
    read = read_case(plugin / "cases" / "two")

    assert (read.title, read.name) == ("两个项目", "county/cases/two")
    assert [(one.what, one.value, one.project.name if one.project else None) for one in read.expected] == [
        ("mean", Decimal("87.75"), None),
        ("grade", "良", None),
        ("points", Decimal(91), "甲"),
        ("grade", "良", "乙"),
    ]
    assert read.expected[0].place.worded("en") == "county/cases/two/expect.toml, line 4, expect.mean"


@pytest.mark.parametrize(
    ("expected", "code", "key"),
    [
        ("", "case.expects-nothing", "expect"),
        ('point = "1"\n', "input.misspelt-key", "expect.point"),
        ('points = "很高"\n', "value.no-number", "expect.points"),
        ('points = "≥90"\n', "value.no-number", "expect.points"),
        ('lines = { "修桥" = "很好" }\n', "value.no-number", "expect.lines.修桥"),
        ("absent = 1\n", "input.not-truth", "expect.absent"),
        ('absent = true\npoints = "1"\n', "case.absent-and-points", "expect.absent"),
        ('absent = true\ngrade = "优"\n', "case.absent-and-points", "expect.absent"),
        ('findings = "x"\n', "input.not-list", "expect.findings"),
    ],
)
def test_what_is_expected_is_read_strictly(tmp_path, expected, code, key):
    """A case that expects nothing, or what cannot come out, is refused at its key."""
    found = faults(case(tmp_path, expected))

    assert [(fault.code, fault.place.key) for fault in found] == [(code, key)]
    assert found[0].place.file == "county/cases/bridge.toml"
    assert found[0].place.line


def test_the_faults_of_a_case_s_facts_are_told_like_those_of_a_project(tmp_path):
    """All at once, beside those of what it expects."""
    text = CASE.replace('target = "≥90%"', 'target = "90%"').replace('budget = "300"', 'budget = "许多"')
    found = faults(case(tmp_path, 'points = "x"\n', text))

    assert sorted(fault.code for fault in found) == ["value.no-amount", "value.no-number", "value.no-sign"]


@pytest.mark.parametrize("left_out", ["title", "expect"])
def test_title_and_expect_are_needed(tmp_path, left_out):
    """What is missing is named."""
    text = CASE.replace('title = "一座桥少修两成，路灯修好"\n', "") if left_out == "title" else CASE
    path = case(tmp_path, EXPECTED, text)
    if left_out == "expect":
        path.write_text(text.replace("[expect]\n", ""), encoding="utf-8")

    assert [(fault.code, fault.arguments["keys"]) for fault in faults(path)] == [("input.missing-keys-root", left_out)]


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("cases/two/expect.toml", None, "case.no-expect"),
        ("cases/two/portfolio.toml", None, "portfolio.no-file"),
        ("cases/two/expect.toml", 'title = "x"\n[expect.projects]\n"丙" = { points = 1 }\n', "reference.unknown"),
        ("cases/two/expect.toml", 'title = "x"\n[expect.projects]\n"甲" = { }\n', "case.expects-nothing"),
        ("cases/two/expect.toml", 'title = "x"\n[expect]\n', "case.expects-nothing"),
        ("cases/two/expect.toml", 'title = ""\n[expect]\nmean = 1\n', "name.empty"),
    ],
)
def test_a_folder_is_read_strictly(tmp_path, name, text, code):
    """A file that is missing, a project that is not there, and nothing expected are refused."""
    files = {key: value for key, value in {**county(), **FOLDER, name: text}.items() if value is not None}
    path = a_folder_plugin(tmp_path / "county", files) / "cases" / "two"

    assert code in [fault.code for fault in faults(path)]


def test_files_and_folders_are_cases_and_evidence_is_not(tmp_path):
    """By name; a folder of documents, hidden files and notes are left alone, and what looks like a case is told."""
    others = {f"cases/{name}": "x" for name in (".hidden.toml", "notes.md", "papers/a.pdf", "bridge.tml", "odd/a.toml")}
    plugin = a_folder_plugin(tmp_path / "county", county() | FOLDER | others)

    assert [path.name for path in case_paths(plugin)] == ["bridge.toml", "two"]
    assert list(unread_in_cases(plugin)) == ["bridge.tml", "odd"]
    assert case_paths(tmp_path) == ()


def test_a_test_is_named_by_the_title_and_else_by_the_file(tmp_path):
    """Also where the case cannot be read."""
    plugin = a_folder_plugin(tmp_path / "county", county(cases__broken="=") | FOLDER)

    assert [case_title(path) for path in case_paths(plugin)] == ["一座桥少修两成，路灯修好", "broken", "两个项目"]


def test_wherever_facts_are_read_a_case_is_a_project_file(tmp_path):
    """So that perfkit explain shows how its points come about; a title alone is no case and is refused."""
    path = case(tmp_path)
    assert read_portfolio(path).portfolio.projects[0].name == "桥"

    path.write_text(path.read_text(encoding="utf-8").partition("[expect]")[0], encoding="utf-8")
    with pytest.raises(InputError) as error:
        read_portfolio(path)
    assert [fault.code for fault in error.value.faults] == ["case.expects-nothing"]
