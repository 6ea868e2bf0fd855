"""Indicator sets and rules as files: every key is read, amended by its code, and refused if of a wrong kind."""

import datetime
from decimal import Decimal

import pytest

from perfkit.errors import IndicatorSetError, InputError
from perfkit.formats import structure_set
from perfkit.formats.sets import read_rules, read_set
from perfkit.model import Adjustment, Basis, Case, Change, Policies, Title, WeightCase, Weighting
from perfkit.scoring.amend import amended

SET = """\
id = "cn.a"
edition = "1"
title = { zh = "甲" }
fiscal-years = { from = 2023 }
full-marks = 120
combine = "weakest"
grade-by = "by-count"

[needs]
finished = "truth"
misused = "money"
delay = "number 天"
state = ["finished", "running", "stopped"]
problems = { severity = ["轻", "重"], scope = "number" }

[assumes]
finished = true
misused = "2万元"
problems = [{ name = "1标段", severity = "轻", scope = "20%" }]

[policies]
zero-divisor = "not-applicable"
not-applicable = "weights"
final = ["finance", "computed"]

[weighting]
method = "ahp"
author = "县财政局"
date = 2023-11-02
consistency-ratio = "0.05"
note = "几何平均"
basis = [{ document = "甲财〔2023〕1号" }]

[weighting.comparisons]
output = [1, "1/3", 0.5]

[[grades]]
name = "优"
from = 0

[[indicators]]
code = "output"
name = "产出"
weight = 120
accepts = ["数量指标"]
combine = "lookup"
rules-for = { at-least = "ratio", range = "inside" }

[[weight-cases]]
code = "no-survey"
when = "not any(indicators, block = satisfaction)"
weights = { output = 70, benefit = "50" }
reason = "没有满意度指标"
basis = [{ document = "甲财〔2023〕1号" }]

[[adjustments]]
code = "misuse"
title = { zh = "挪用资金" }
at = "total"
when = "misused > 0"
points = "min(points, 59)"
limits = ["0", "59"]
grade = "差"
grounds = ["misused"]
basis = [{ document = "甲财〔2023〕1号" }]
"""

RULES = """\
[rules.by-count]
title = { zh = "按等级个数" }
needs = { children = { share = "number", grade = ["优", "良"] }, state = ["a", "b"], delay = "number 天" }
parameters = { least = "优" }
let = { best = "count(children, grade = 优)" }
requires = "delay >= 0"
gives = ["优", "良"]
limits = ["0", "120%"]
explain-when = "actual >= 130% * target"
cases = [{ when = "best > 1", share = "优" }]
otherwise = "absent"
"""


@pytest.fixture
def write(tmp_path):
    """A function that writes a text to a file and gives its path."""

    def writer(text):
        path = tmp_path / "a.toml"
        path.write_text(text, encoding="utf-8")
        return path

    return writer


def line_of(text, words):
    return next(number for number, line in enumerate(text.splitlines(), start=1) if words in line)


def refused(call, *arguments):
    """Code, key and line of each fault; each can be said in both languages."""
    with pytest.raises(InputError) as error:
        call(*arguments)
    assert all(fault.worded("zh") and fault.worded("en") for fault in error.value.faults)
    return [(fault.code, fault.place.key, fault.place.line) for fault in error.value.faults]


def test_every_key_of_a_set_is_read(write):
    """What changes weights and points, and what a set leaves to policies, as the model has them."""
    read = structure_set(read_set(write(SET), "a.toml").document, "a.toml")
    basis = (Basis("甲财〔2023〕1号"),)
    assert (read.full_marks, read.combine, read.grade_by) == (120, "weakest", "by-count")
    assert read.needs == {
        "finished": "truth",
        "misused": "money",
        "delay": "number 天",
        "state": ("finished", "running", "stopped"),
        "problems": {"severity": ("轻", "重"), "scope": "number"},
    }
    problem = {"name": "1标段", "severity": "轻", "scope": Decimal("0.20")}
    assert read.assumes == {"finished": True, "misused": Decimal(20_000), "problems": (problem,)}
    assert read.policies == Policies(
        zero_divisor="not-applicable", not_applicable="weights", final=("finance", "computed")
    )
    assert read.weighting == Weighting(
        method="ahp",
        author="县财政局",
        date=datetime.date(2023, 11, 2),
        consistency_ratio=Decimal("0.05"),
        comparisons={"output": (1, "1/3", Decimal("0.5"))},
        note="几何平均",
        basis=basis,
    )
    assert read.indicators[0].combine == "lookup"
    assert read.indicators[0].rules_for == {"at-least": "ratio", "range": "inside"}
    assert read.weight_cases == (
        WeightCase(
            code="no-survey",
            when="not any(indicators, block = satisfaction)",
            weights={"output": 70, "benefit": Decimal(50)},
            reason="没有满意度指标",
            basis=basis,
        ),
    )
    assert read.adjustments == (
        Adjustment(
            code="misuse",
            title=Title("挪用资金"),
            at="total",
            when="misused > 0",
            points="min(points, 59)",
            limits=("0", "59"),
            grade="差",
            grounds=("misused",),
            basis=basis,
        ),
    )


def test_every_key_of_a_rule_is_read(write):
    """Labels, lists and units in its needs, and what it gives, limits and asks to be explained."""
    rule = read_rules(write(RULES), "a.toml", "cn.a", "1").rules["by-count"]
    assert rule.needs == {
        "children": {"share": "number", "grade": ("优", "良")},
        "state": ("a", "b"),
        "delay": "number 天",
    }
    assert (rule.parameters, rule.let) == ({"least": "优"}, {"best": "count(children, grade = 优)"})
    assert (rule.gives, rule.limits) == (("优", "良"), ("0", "120%"))
    assert (rule.requires, rule.explain_when) == ("delay >= 0", "actual >= 130% * target")
    assert (rule.cases, rule.otherwise) == ((Case("best > 1", "优"),), "absent")


@pytest.mark.parametrize(
    ("at", "value", "found"),
    [
        ("full-marks", 100, lambda one: one.full_marks),
        ("combine", "sum", lambda one: one.combine),
        ("grade-by", "other", lambda one: one.grade_by),
        ("needs.finished", "number", lambda one: one.needs["finished"]),
        ("needs.problems.scope", "money", lambda one: one.needs["problems"]["scope"]),
        ("assumes.finished", False, lambda one: one.assumes["finished"]),
        ("policies.zero-divisor", "zero", lambda one: one.policies.zero_divisor),
        ("policies.not-applicable", "move", lambda one: one.policies.not_applicable),
        ("indicators.output.combine", "mean", lambda one: one.indicators[0].combine),
        ("weighting.author", "县人大", lambda one: one.weighting.author),
        ("weighting.comparisons.output", ("1", "2", "3"), lambda one: one.weighting.comparisons["output"]),
        ("weight-cases.no-survey.weights.output", 60, lambda one: one.weight_cases[0].weights["output"]),
        ("weight-cases.no-survey.when", "finished", lambda one: one.weight_cases[0].when),
        ("adjustments.misuse.points", "0", lambda one: one.adjustments[0].points),
        ("adjustments.misuse.title.zh", "挤占资金", lambda one: one.adjustments[0].title.zh),
    ],
)
def test_each_key_is_amended_by_codes(write, at, value, found):
    """A county changes any of them without counting entries, and the line of its change is known."""
    base = read_set(write(SET), "a.toml")
    change = Change(at, "to", None, value, "x")
    assert found(structure_set(amended(base.document, [change]), "a.toml")) == value
    assert base.line(at, base.document) is not None


def test_entries_are_added_before_others_and_removed():
    """The first weight case that holds counts, so that a county's own has to come first."""
    base = {"weight-cases": [{"code": "a", "when": "x", "weights": {}}], "adjustments": [{"code": "b"}]}
    new = {"code": "c", "when": "y", "weights": {}}
    changes = [
        Change("weight-cases.c", "add", None, new, "x", before="a"),
        Change("adjustments.b", "remove", None, None, "x"),
    ]
    assert amended(base, changes) == {"weight-cases": [new, *base["weight-cases"]], "adjustments": []}


@pytest.mark.parametrize(
    ("at", "value", "code", "key"),
    [
        ("weight-cases.no-survey.weights.output", True, "input.not-number", "weight-cases[1].weights.output"),
        ("assumes.finished", {}, "input.not-fact", "assumes.finished"),
        ("assumes.misused", "约2", "value.vague", "assumes.misused"),
    ],
)
def test_an_amendment_may_spoil_a_set(write, at, value, code, key):
    """What it puts in is of the same strict kinds."""
    base = read_set(write(SET), "a.toml")
    with pytest.raises(IndicatorSetError) as error:
        structure_set(amended(base.document, [Change(at, "to", None, value, "x")]), "a.toml")
    (fault,) = error.value.faults
    assert (fault.code, fault.place.key) == (code, key)


@pytest.mark.parametrize(
    ("old", "new", "code", "key"),
    [
        ("full-marks = 120", 'full-marks = "many"', "number.unreadable", "full-marks"),
        ("full-marks = 120", "full-mark = 120", "input.misspelt-key", "full-mark"),
        ('combine = "weakest"', "combine = 1", "input.not-text", "combine"),
        ('grade-by = "by-count"', 'grade-by = ["by-count"]', "input.not-text", "grade-by"),
        ('finished = "truth"', "finished = true", "input.not-need", "needs.finished"),
        ('"finished", "running"', '1, "running"', "input.not-text", "needs.state[1]"),
        ("finished = true", "finished = { a = 1 }", "input.not-fact", "assumes.finished"),
        ('scope = "20%"', "scope = []", "input.not-fact", "assumes.problems[1].scope"),
        ('scope = "number"', 'scope = { a = "number" }', "input.not-need", "needs.problems.scope"),
        ('zero-divisor = "not-applicable"', 'zero-divisor = "none"', "input.not-choice", "policies.zero-divisor"),
        ("zero-divisor =", "zero-divisors =", "input.misspelt-key", "policies.zero-divisors"),
        ('not-applicable = "weights"', "not-applicable = true", "input.not-choice", "policies.not-applicable"),
        ('final = ["finance", "computed"]', 'final = "finance"', "input.not-list", "policies.final"),
        ('combine = "lookup"', "combine = true", "input.not-text", "indicators[1].combine"),
        ('method = "ahp"', 'method = "AHP"', "input.not-choice", "weighting.method"),
        ("date = 2023-11-02", 'date = "2023年11月"', "input.not-date", "weighting.date"),
        ('author = "县财政局"', 'authors = "县财政局"', "input.misspelt-key", "weighting.authors"),
        ('consistency-ratio = "0.05"', 'consistency-ratio = "小"', "number.unreadable", "weighting.consistency-ratio"),
        ('[1, "1/3", 0.5]', "[1, true, 0.5]", "input.not-number", "weighting.comparisons.output[2]"),
        ('range = "inside"', 'rang = "inside"', "input.not-choice", "indicators[1].rules-for.rang"),
        ("output = 70", "output = true", "input.not-number", "weight-cases[1].weights.output"),
        ('code = "no-survey"', 'name = "no-survey"', "input.missing-keys", "weight-cases[1]"),
        ("weights = {", "weight = {", "input.misspelt-key", "weight-cases[1].weight"),
        ('when = "misused > 0"', "when = true", "input.not-text", "adjustments[1].when"),
        ('at = "total"', "", "input.missing-keys", "adjustments[1]"),
        ('limits = ["0", "59"]', "limits = [0, 59]", "input.not-text", "adjustments[1].limits[1]"),
        ('grounds = ["misused"]', 'grounds = "misused"', "input.not-list", "adjustments[1].grounds"),
        ('title = { zh = "挪用资金" }', 'title = "挪用资金"', "input.not-table", "adjustments[1].title"),
        ('grade = "差"', 'grades = "差"', "input.misspelt-key", "adjustments[1].grades"),
    ],
)
def test_slips_in_a_set(write, old, new, code, key):
    """Each is refused at its key, with the line on which it stands or that of the table it lacks."""
    assert old in SET
    text = SET.replace(old, new, 1)
    found = refused(read_set, write(text), "a.toml")
    table = {"weight-cases[1]": "[[weight-cases]]", "adjustments[1]": "[[adjustments]]"}.get(key)
    assert (code, key, line_of(text, table) if table else line_of(text, new)) in found


@pytest.mark.parametrize(
    ("old", "new", "code", "key"),
    [
        ('gives = ["优", "良"]', 'gives = "优"', "input.not-list", "gives"),
        ('gives = ["优", "良"]', "gives = [1]", "input.not-text", "gives[1]"),
        ('limits = ["0", "120%"]', 'limits = ["0", 1.2]', "input.not-text", "limits[2]"),
        ("explain-when =", "explain_when =", "input.misspelt-key", "explain_when"),
        ('explain-when = "', 'explain-when = 1 # "', "input.not-text", "explain-when"),
        ('delay = "number 天"', "delay = 12", "input.not-need", "needs.delay"),
        ('state = ["a", "b"]', 'state = ["a", true]', "input.not-text", "needs.state[2]"),
        ('share = "number", grade', "share = 1, grade", "input.not-need", "needs.children.share"),
        ('least = "优"', "least = 60", "input.not-text", "parameters.least"),
    ],
)
def test_slips_in_a_rule(write, old, new, code, key):
    """Each is refused at its key and line, seen from the file."""
    assert old in RULES
    text = RULES.replace(old, new, 1)
    found = refused(read_rules, write(text), "a.toml", "cn.a", "1")
    assert found == [(code, f"rules.by-count.{key}", line_of(text, new))]
