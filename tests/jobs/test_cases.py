"""Worked examples held against what comes out: every difference with expected, computed, exact and place."""

import json

import pytest

from perfkit.formats import case_paths
from perfkit.jobs import run_case_at, run_cases
from perfkit.testing import a_folder_plugin, make_kit
from testing.county import CASE, EXPECTED, county

TWICE = CASE.replace('name = "受益"', 'name = "修桥"')


def result(tmp_path, expected=EXPECTED, text=CASE, **others):
    """What comes of the case of the county."""
    plugin = a_folder_plugin(tmp_path / "county", county(cases__bridge=text + expected, **others))
    return run_case_at(make_kit(plugin).host, plugin / "cases" / "bridge.toml")


@pytest.mark.parametrize(
    "expected",
    [
        'points = "85.33"\n',
        "points = 85.330\n",
        'grade = "良"\n',
        "absent = false\n",
        'findings = ["grade.differs"]\n',
        'lines = { "修桥" = "32", output = 32, execution = "3.33", "output[1]" = "32.00", " 修 桥 " = 32 }\n',
    ],
)
def test_what_comes_out_as_printed_passes(tmp_path, expected):
    """10 × 100 ÷ 300 is printed 3.33; lines are named by their name, their code or that of a node."""
    found = result(tmp_path, expected, CASE.replace("[expect]", '[stated]\npoints = 91\ngrade = "差"\n\n[expect]'))

    assert found.passed, list(found.worded("en"))
    assert list(found.worded("en")) == ["passed: 一座桥少修两成，路灯修好"]


@pytest.mark.parametrize(
    ("expected", "code", "said"),
    [
        ('points = "85.34"\n', "case.points", "the total comes out as 85.33; the case says 85.34"),
        ('grade = "优"\n', "case.grade", "the grade comes out as 良; the case says “优”"),
        ("absent = true\n", "case.absent", "the total comes out as 85.33; the case says that no total comes out"),
        (
            'findings = ["score.impossible"]\n',
            "case.finding",
            "score.impossible is not among the findings, which are: ",
        ),
        ('lines = { "修桥" = "30" }\n', "case.line", "“修桥” comes out as 32.00; the case says 30"),
        ('lines = { benefit = "30.01" }\n', "case.line", "“benefit” comes out as 30.00; the case says 30.01"),
        ('lines = { outputs = "30" }\n', "case.line-unknown", "did you mean output"),
        ('verdicts = { "修桥" = "红" }\n', "case.verdict", "“修桥” is given no grade; the case says “红”"),
        ('verdicts = { output = "红" }\n', "case.verdict", "“output” is given no grade; the case says “红”"),
        ('follows = ["cut"]\n', "case.follows", "the outcomes that hold: nothing; the case says: cut"),
    ],
)
def test_a_difference_says_what_was_expected_and_what_came_out(tmp_path, expected, code, said):
    """With the file, line and key of the case, and the command that shows how it came about."""
    found = result(tmp_path, expected)
    (difference,) = found.differences
    words = difference.worded("en")

    assert (difference.code, found.passed) == (code, False)
    assert words.startswith(f"county/cases/bridge.toml, line {CASE.count(chr(10)) + 1}, expect.")
    assert said in words
    if code not in ("case.line-unknown",):
        command = "check" if code == "case.finding" else "explain"
        assert f"perfkit {command} " in words
        assert words.partition("perfkit ")[2].split()[1:] == [
            str(found.case.path),
            *(["桥"] if command == "explain" else []),
            "--plugins",
            str(found.case.path.parents[1]),
            f"[{code}]",
        ]


def test_the_exact_figure_is_told_where_the_printed_one_hides_it(tmp_path):
    """A mean of 85.33 and two others is printed with two places."""
    folder = {
        "cases/three/portfolio.toml": 'schema = 1\nindicator-set = "cn.test.county@2024"\n[portfolio]\nyear = 2024\n'
        'unit = "甲局"\n[tables.scores]\nfile = "s.csv"\n',
        "cases/three/s.csv": "name,points\n甲,91\n乙,85\n丙,84\n",
        "cases/three/expect.toml": 'title = "三个"\n[expect]\nmean = "86.66"\nprojects = { "甲" = { points = 90 } }\n',
    }
    plugin = a_folder_plugin(tmp_path / "county", county() | folder)
    found = run_case_at(make_kit(plugin).host, plugin / "cases" / "three")

    assert [fault.found("en") for fault in found.differences] == [
        "the mean comes out as 86.67 (exactly 260/3)",
        "the total comes out as 91",
    ]
    assert "perfkit evaluate " in found.differences[0].worded("en")
    assert found.differences[1].place.key == "expect.projects.甲.points"


def test_findings_of_one_project_in_a_portfolio_are_its_own(tmp_path):
    """That of the other project does not count for it."""
    rows = "name,points,grade\n甲,91,差\n乙,85,良\n"
    own = 'findings = ["grade.differs"]'
    expect = f'title = "两个"\n[expect]\n{own}\nprojects = {{ "甲" = {{ {own} }}, "乙" = {{ {own} }} }}\n'
    folder = {
        "cases/two/portfolio.toml": 'schema = 1\nindicator-set = "cn.test.county@2024"\n[portfolio]\nyear = 2024\n'
        'unit = "甲局"\n[tables.scores]\nfile = "s.csv"\n',
        "cases/two/s.csv": rows,
        "cases/two/expect.toml": expect,
    }
    plugin = a_folder_plugin(tmp_path / "county", county() | folder)
    found = run_case_at(make_kit(plugin).host, plugin / "cases" / "two")

    assert [fault.place.key for fault in found.differences] == ["expect.projects.乙.findings[1]"]


def test_a_name_that_two_indicators_have_is_refused_with_their_codes(tmp_path):
    """The codes tell them apart, and can be written in place of the name."""
    found = result(tmp_path / "a", 'lines = { "修桥" = "32" }\n', TWICE)
    (difference,) = found.differences

    assert difference.code == "case.line-several"
    assert difference.arguments["codes"] == ("output[1]", "benefit[1]")
    assert result(tmp_path / "b", 'lines = { "benefit[1]" = "30", "output[1]" = "32" }\n', TWICE).passed


def test_no_total_passes_where_none_is_expected_and_is_told_with_its_reason_elsewhere(tmp_path):
    """A missing actual leaves the project without a total."""
    text = CASE.replace('actual = "80米"\n', "")
    assert result(tmp_path / "a", "absent = true\n", text).passed

    found = result(tmp_path / "b", 'points = "85.33"\nlines = { "修桥" = 32 }\n', text)
    words = [fault.found("en") for fault in found.differences]
    assert [word.partition(",")[0] for word in words] == [
        "the total comes out as no points",
        "“修桥” comes out as no points",
    ]
    assert all("because: " in word for word in words)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (("cn.test.county@2024", "cn.test.county@2023"), "set.not-installed"),
        (("cn.test.county@2024", "cn.test.cuonty@2024"), "set.not-installed"),
        (('indicator-set = "cn.test.county@2024"\n', ""), "set.unsaid"),
        (("year = 2024", "year = 2019"), "set.wrong-year"),
        (('budget = "300"', 'budget = "x"'), "value.no-amount"),
    ],
)
def test_a_case_that_cannot_be_scored_says_why(tmp_path, change, code):
    """It has faults, no differences, and its file is named."""
    found = result(tmp_path, text=CASE.replace(*change))

    assert (found.passed, found.differences) == (False, ())
    assert found.faults[-1].code in (code, "set.edition-missing")
    assert found.faults[-1].place.file == "county/cases/bridge.toml"
    assert next(found.worded("zh")) == "不符：一座桥少修两成，路灯修好（county/cases/bridge.toml）"


def test_a_case_may_use_a_set_of_another_plugin_in_reach(tmp_path):
    """The national set is not the county's own."""
    text = CASE.replace("cn.test.county@2024", "cn.mof.self-evaluation@2020")
    assert result(tmp_path, "absent = false\n", text).passed


def test_cases_are_plain_data(tmp_path):
    """Each with its place, and what is wrong with it in words."""
    plugin = a_folder_plugin(tmp_path / "county", county(cases__wrong=CASE + 'points = "1"\n'))
    found = run_cases(make_kit(plugin).host, case_paths(plugin))
    records = [one.record("en") for one in found]

    assert json.loads(json.dumps(records)) == records
    assert [record["passed"] for record in records] == [True, False]
    (difference,) = records[1]["differences"]
    assert (difference["code"], difference["file"], difference["key"]) == (
        "case.points",
        "county/cases/wrong.toml",
        "expect.points",
    )


USE = """
[[change]]
at = "outcomes"
reason = "第九条"

[[change.add]]
code = "praise"
title = { zh = "表扬" }
when = "grade = 优"

[[change.add]]
code = "cut"
title = { zh = "核减" }
when = "grade = 良"
cut = { of = "budget", from = "10%", to = "30%" }

[[change]]
at = "deadlines"
reason = "第十条"

[[change.add]]
code = "mend"
title = { zh = "整改" }
done = "mended"
after = "told"
days = 60
"""


def following(tmp_path, expected):
    """What comes of the case of the county, which now says what follows from a grade."""
    files = county(cases__bridge=CASE.replace("[expect]", "[events]\ntold = 2024-03-01\n\n[expect]") + expected)
    name = next(one for one in files if one.startswith("amendments/"))
    plugin = a_folder_plugin(tmp_path / "county", {**files, name: files[name] + USE})
    return run_case_at(make_kit(plugin).host, plugin / "cases" / "bridge.toml")


def test_what_follows_can_be_expected(tmp_path):
    """85.33 is 良: of 300 元 30 to 90 are cut; sixty days after the first of March is the last of April."""
    cuts = 'cuts = { cut = ["30元", 90] }'
    found = following(tmp_path, f'follows = ["cut"]\n{cuts}\ndue = {{ mend = 2024-04-30 }}\n')
    assert found.passed, list(found.worded("en"))


@pytest.mark.parametrize(
    ("expected", "code", "said"),
    [
        ('cuts = { cut = ["30元", "80元"] }\n', "case.cut", "the case says 80 yuan"),
        ('cuts = { praise = ["1元", "1元"] }\n', "case.cut", "comes out as nothing"),
        ("due = { mend = 2024-05-01 }\n", "case.due", "due on 2024-04-30; the case says 2024-05-01"),
        ("due = { file = 2024-05-01 }\n", "case.due", "comes out as due on nothing"),
        ('actuals = { execution = "33%" }\n', "case.actual", "comes out as 33.33%; the case says 33%"),
    ],
)
def test_what_does_not_follow_is_told(tmp_path, expected, code, said):
    """Each difference says what came out, with the command that shows it."""
    found = following(tmp_path, expected)
    assert code in [one.code for one in found.differences]
    told = "\n".join(found.worded("en"))
    assert said in told
    assert ("--about use" in told) == (code != "case.actual")


def test_a_cut_has_two_ends(tmp_path):
    """One amount says nothing of the range."""
    found = following(tmp_path, 'cuts = { cut = ["30万元"] }\n')
    assert [fault.code for fault in found.faults] == ["case.cut-ends"]
