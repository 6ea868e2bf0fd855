"""``perfkit formula``: a rule tried from the shell, what it prints, and what it says to every slip."""

import json
import os
import subprocess
import sys

import pytest

from perfkit.cli.main import run
from perfkit.cli.pointer import pointed
from perfkit.cli.table import cells

RATIO = "min(actual / target, 1)"
VALUES = ("actual=77", "target=80", "weight=10")
SET = ("--set", "cn.mof.self-evaluation@2020")


def tried(capsys, *words):
    """Exit status, output and error stream of one call."""
    status = run(["formula", *words])
    said = capsys.readouterr()
    return status, said.out, said.err


def as_json(capsys, *words):
    """The object that a call prints for a program."""
    status, out, _ = tried(capsys, *words, "--format", "json")
    assert status == 0
    return json.loads(out)


def codes(capsys, *words):
    """Exit status and the codes of the faults, as a program gets them."""
    status, out, _ = tried(capsys, *words, "--format", "json")
    return status, [fault["code"] for fault in json.loads(out)["faults"]]


def test_the_real_command_line_prints_share_points_and_words():
    """77 of 80 earns 10 × 77 ÷ 80 = 9.625, half up 9.63; nothing goes to the error stream."""
    command = [sys.executable, "-m", "perfkit", "formula", RATIO, *VALUES]
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, encoding="utf-8", env={**os.environ, "PYTHONUTF8": "1"}
    )
    lines = done.stdout.splitlines()

    assert (done.returncode, done.stderr) == (0, "")
    assert lines[:3] == [
        "得分比例：77/80（96.25%）",
        "得分：9.63（分值 10）",
        "得分 = 10 × min(77 ÷ 80, 1) = 9.625，按四舍五入取 9.63",
    ]


def test_it_speaks_english(capsys):
    """Every line in English when that is asked for."""
    _, out, _ = tried(capsys, RATIO, *VALUES, "--language", "en")

    assert out.splitlines()[:3] == [
        "share: 77/80 (96.25%)",
        "points: 9.63 of 10",
        "points = 10 × min(77 ÷ 80, 1) = 9.625, rounded half up to 9.63",
    ]


def test_a_program_gets_four_keys(capsys):
    """One JSON object with the share as a fraction, the points as text, the words and the spreadsheet formula."""
    found = as_json(capsys, RATIO, *VALUES)

    assert list(found) == ["share", "points", "words", "excel"]
    assert (found["share"], found["points"]) == ("77/80", "9.63")
    assert found["words"] == "得分 = 10 × min(77 ÷ 80, 1) = 9.625，按四舍五入取 9.63"
    assert found["excel"] == "=ROUND(1000*77/80,0)/100"


def test_without_a_weight_points_are_out_of_100(capsys):
    """1 of 3 is 33.33 of 100, and the output says where the 100 comes from."""
    _, out, _ = tried(capsys, RATIO, "actual=1", "target=3")

    assert "得分：33.33（没有给分值 weight，按 100 分计）" in out
    assert out.startswith("得分比例：1/3（33.3333…%）")


@pytest.mark.parametrize(
    ("options", "points"),
    [
        ((), "9.63"),  # 9.625
        (("--mode", "down"), "9.62"),
        (("--mode", "half-even"), "9.62"),
        (("--places", "1"), "9.6"),
        (("--places", "0"), "10"),
        (("--places", "0", "--mode", "down"), "9"),
        (("--places", "3"), "9.625"),
        (("--places=3",), "9.625"),
    ],
)
def test_points_are_rounded_as_asked(capsys, options, points):
    """Half up to two places unless places or mode are said, before or behind the formula."""
    assert as_json(capsys, RATIO, *VALUES, *options)["points"] == points
    assert as_json(capsys, *options, RATIO, *VALUES)["points"] == points


@pytest.mark.parametrize(
    ("formula", "values", "share"),
    [
        (RATIO, ("actual=95%", "target=100%"), "19/20"),
        (RATIO, ("actual=95", "target=100%"), "19/20"),  # in the unit of the target, as on the forms
        (RATIO, ("actual=1900", "target=2000万元"), "19/20"),
        (RATIO, ("actual=1900万", "target=20000000元"), "19/20"),
        (RATIO, ("actual=19座", "target=≥20座"), "19/20"),
        (RATIO, ("actual＝19", "target = 20"), "19/20"),
        ("min(executed / budget, 1)", ("executed=7423.495万元", "budget=14654万元"), "1484699/2930800"),
        ("if(完成, 1, 0.5)", ("完成=是",), "1"),
        ("if(完成, 1, 0.5)", ("完成=否",), "1/2"),
        ("if(finished, 1, 0.5)", ("finished=FALSE",), "1/2"),
        ("1 - 10% * late_days", ("late-days=3",), "7/10"),
        ("-actual + 1", ("actual=0.25",), "3/4"),
        ("weight / 100", ("weight=25分",), "1/4"),
        ("clamp((actual - baseline) / (target - baseline), 0, 1)", ("actual=70", "baseline=60", "target=80%"), "1/2"),
        ("0.1+0.2", (), "3/10"),
    ],
)
def test_values_are_read_as_on_the_forms(capsys, formula, values, share):
    """Percentages, money in its unit, truths in both languages, names with a hyphen, a minus in front."""
    assert as_json(capsys, formula, *values)["share"] == share


def test_words_show_values_with_their_unit(capsys):
    """The figures stand in the worked line as they were given."""
    words = as_json(capsys, RATIO, "actual=1900", "target=2000万元", "weight=10")["words"]

    assert words == "得分 = 10 × min(1900万元 ÷ 2000万元, 1) = 9.50"


def test_a_value_that_is_not_written_plainly_is_remarked(capsys):
    """Full-width digits are read, and that is said beside the result."""
    status, out, err = tried(capsys, RATIO, "actual=７７", "target=80", "weight=10")

    assert (status, "9.63" in out) == (0, True)
    assert "[value.wide]" in err


@pytest.mark.parametrize(
    ("formula", "values", "code"),
    [
        ("actual / target", ("actual=1", "target=0"), "formula.division-by-zero"),
        ("actual / target", ("actual=4", "target=3"), "formula.share-outside"),
        ("1 - actual", ("actual=4",), "formula.share-outside"),
        ("ln(actual, 3)", ("actual=0",), "formula.domain"),
    ],
)
def test_no_share_is_1_and_says_why(capsys, formula, values, code):
    """A rule that gives nothing for these values prints no points, but the reason."""
    status, out, err = tried(capsys, formula, *values)

    assert (status, out) == (1, "")
    assert f"[{code}]" in err
    assert codes(capsys, formula, *values) == (1, [code])


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(
    ("words", "found", "named"),
    [
        (("actual / target", "actual=1"), ["tried.no-value"], "target=77"),
        ((RATIO,), ["tried.no-value", "tried.no-value"], "actual"),
        ((RATIO, "acutal=77", "target=80"), ["tried.unused"], "actual"),
        ((RATIO, *VALUES, "fund=3"), ["tried.unused"], "fund"),
        ((RATIO, *VALUES, "actual=78"), ["tried.twice"], "actual"),
        ((RATIO, "actual=77", "target=8,0"), ["value.comma"], "8,0"),
        ((RATIO, "actual=多", "target=80"), ["tried.no-number"], "多"),
        ((RATIO, "actual=是", "target=80"), ["tried.no-number"], "是"),
        ((RATIO, "actual=是", "target=甲"), ["tried.no-number", "tried.no-number"], "甲"),
        ((RATIO, "actual=NaN", "target=80"), ["value.not-a-number"], "NaN"),
        ((RATIO, "actual=1", "target=100%"), ["value.share-or-percent"], "1"),
        ((RATIO, "actual=77%", "target=80座"), ["value.other-unit"], "座"),
        ((RATIO, "actual=≥77", "x=≥1"), ["tried.no-number", "tried.no-number"], "≥1"),
        ((RATIO, "actual=77", "target=80", "weight=0"), ["tried.weight"], "0"),
        ((RATIO, "actual", "=", "77"), ["tried.no-pair", "tried.no-pair", "tried.no-pair"], "77"),
        (("actual", "/", "target", "actual=77"), ["tried.no-pair", "tried.no-pair"], "/"),
        (("1", "and=2"), ["formula.name-reserved"], "and"),
        (("1", "2x=2"), ["formula.name-invalid"], "2x"),
        (("1", "\udcff=2"), ["tried.no-pair"], "U+DCFF"),
        (("sum(elements, met)",), ["tried.list"], "elements"),
        (("min(actual / targt, 1)", "actual=1", "target=2"), ["tried.no-value"], "target"),
        (("如果(actual > 1, 1, 0", "actual=1"), ["formula.write-instead", "formula.unclosed"], "if"),
        (("actual = 5", "actual=1"), ["formula.gives-truth"], "actual = 5"),
        (("",), ["formula.empty"], "min"),
        ((*SET, "--rule", "steps-by-state", "actual=1"), ["tried.no-value"] * 3, "finished"),
        ((*SET, "--rule", "pass-line", "actual=1", "target=2", "line=1"), ["tried.unused"], "line"),
        ((*SET, "--rule", "steps-by-state", "finished=3"), ["tried.truth-needed"], "3"),
        (("--rule", "ratio", "actual=1"), ["tried.option-alone"], "--set"),
        ((*SET, RATIO, *VALUES), ["tried.option-alone"], "--rule"),
        ((RATIO, *VALUES, "--plugins", "x"), ["tried.option-alone"], "--rule"),
        ((), ["cli.argument-missing"], "FORMULA"),
        ((RATIO, *VALUES, "--places", "13"), ["cli.choice-unknown"], "13"),
        ((RATIO, *VALUES, "--mode", "halfup"), ["cli.choice-unknown"], "half-up"),
        ((RATIO, *VALUES, "--plces", "1"), ["cli.option-unknown"], "--places"),
        ((RATIO, *VALUES, "--places"), ["cli.option-value"], "--places"),
    ],
    ids=str,
)
def test_a_wrong_call_is_2_in_our_words(capsys, language, words, found, named):
    """Formula, values and options: every fault at once, with its code, what was typed or meant, and no traceback."""
    status, out, err = tried(capsys, "--language", language, *words)

    assert (status, out) == (2, "")
    assert named in err
    assert [line.partition("[")[2] for line in err.splitlines() if line.endswith("]")] == [f"{code}]" for code in found]
    if "--places" not in words[-1:]:
        assert codes(capsys, *words) == (2, found)


@pytest.mark.parametrize(
    ("rule", "values", "share", "points"),
    [
        ("pass-line", ("actual=80", "target=100", "weight=10"), "1/2", "5.00"),
        ("ratio", ("actual=77", "target=80", "weight=10"), "77/80", "9.63"),
        ("steps-by-state", ("actual=80%", "finished=否", "executed=80万元", "budget=1000000"), "7/10", "70.00"),
    ],
)
def test_a_rule_of_a_set_is_tried_by_its_name(capsys, rule, values, share, points):
    """The rule that applies in a set, with the facts it asks for."""
    found = as_json(capsys, *SET, "--rule", rule, *values)

    assert (found["share"], found["points"]) == (share, points)


COUNTY = {
    "perfkit.toml": 'id = "cn.test"\nversion = "1"\ntitle = { zh = "试", en = "test" }\n',
    "rules/one.toml": """\
[rules.by-stage]
title = { zh = "按阶段", en = "by stage" }
needs = { finished = "truth" }
share = "if(finished, actual / target, 0)"
explain-when = "actual < target"
""",
    "amendments/one.toml": """\
id = "cn.test.local"
edition = "1"
title = { zh = "试", en = "test" }
fiscal-years = { from = 2020 }
extends = "cn.mof.self-evaluation@2020"
[[change]]
at = "rounding.leaf"
was = { places = 2, mode = "half-up" }
to = { places = 1, mode = "down" }
reason = "试"
""",
}


def county(folder):
    """The words that name the rule of a county whose set cuts points to one place."""
    for name, text in COUNTY.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return "--plugins", str(folder), "--set", "cn.test.local@1", "--rule", "by-stage"


@pytest.mark.parametrize(
    ("options", "points"), [((), "9.6"), (("--places", "2"), "9.68"), (("--mode", "up"), "9.7"), (("--places=0",), "9")]
)
def test_a_rule_is_rounded_as_its_set_says(capsys, tmp_path, options, points):
    """10 × 92 ÷ 95 = 9.684…: the set cuts to one place; what is said on the command line comes before it."""
    found = as_json(capsys, *county(tmp_path), "actual=92", "target=95", "finished=是", "weight=10", *options)

    assert found["points"] == points


def test_a_rule_that_asks_for_a_reason_says_so(capsys, tmp_path):
    """One more line for a person, where its condition holds."""
    _, short, _ = tried(capsys, *county(tmp_path), "actual=92", "target=95", "finished=是", "--language", "en")
    _, whole, _ = tried(capsys, *county(tmp_path), "actual=95", "target=95", "finished=是", "--language", "en")

    assert "the rule asks for a reason" in short.splitlines()
    assert "the rule asks for a reason" not in whole.splitlines()


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ((*SET, "--rule", "pas-line"), "set.rule-unknown"),
        (("--set", "cn.mof.self-evaluation@1999", "--rule", "ratio"), "set.edition-missing"),
        (("--plugins", "no-such-folder", *SET, "--rule", "ratio"), "plugin.no-folder"),
    ],
)
def test_a_set_or_rule_that_is_not_there_is_refused_as_by_the_other_commands(capsys, words, code):
    """Exit status 1 and the code, with the near match where there is one."""
    assert codes(capsys, *words) == (1, [code])


@pytest.mark.parametrize(
    ("formula", "character", "lines"),
    [
        ("actual /", 9, ["  actual /", "          ^"]),
        ("实际值。", 4, ["  实际值。", "        ^"]),
        ("（实际值）/ 0", 6, ["  （实际值）/ 0", "            ^"]),
        ("a\tb", 3, ["  a b", "    ^"]),
        ("a\u3000b", 3, ["  a  b", "     ^"]),
        ("a\n\0b", 4, ["  a??b", "     ^"]),
    ],
)
def test_the_caret_stands_under_its_character(formula, character, lines):
    """A Chinese character takes two cells; what cannot be seen is shown as one question mark for each character."""
    assert pointed(formula, character, 80).splitlines() == lines


@pytest.mark.parametrize("width", [10, 20, 40, 80])
@pytest.mark.parametrize("letter", ["x", "数"])
def test_a_long_formula_is_shown_around_its_character(width, letter):
    """Neither line is wider than the terminal, and the caret stands under the character at any place."""
    wide = 1 if letter == "x" else 2
    for at in range(1, 202):
        formula = letter * (at - 1) + "!" + letter * (200 - at)
        shown, caret = pointed(formula, at, width).splitlines()
        before = shown.partition("!")[0]

        assert sum(wide if one == letter else 1 for one in before) == caret.index("^")
        assert sum(wide if one == letter else 1 for one in shown) < width


def test_a_wrong_formula_is_shown_with_a_caret(capsys):
    """Formula, caret, message: three lines for each fault, on the error stream."""
    _, out, err = tried(capsys, "min(actual / targt, 1)", "actual=1", "target=2")
    lines = err.splitlines()

    assert out == ""
    assert lines[:2] == ["  min(actual / targt, 1)", "               ^"]
    assert lines[2].startswith("第 14 个字符：")
    assert len(lines) == 3


def test_the_help_explains_formula_values_and_exit_status(capsys):
    """In both languages, on lines that fit a terminal of 80 columns."""
    run(["formula", "--help"])
    out = capsys.readouterr().out

    assert all(name in out for name in ("FORMULA  ", "NAME=VALUE  ", "退出码", "exit status"))
    assert [line for line in out.splitlines() if cells(line) > 80] == []
