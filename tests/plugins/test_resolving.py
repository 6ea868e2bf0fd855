"""Faults that are found once a chain is resolved lie in the file and line that says what is wrong."""

import pytest

from perfkit.errors import IndicatorSetError
from perfkit.plugins import PluginHost

MANIFEST = 'id = "cn.a"\nversion = "1"\ntitle = { zh = "甲县" }\n'
AMENDMENT = """\
id = "cn.a.self-evaluation"
edition = "2024"
title = { zh = "甲县自评" }
extends = "cn.mof.self-evaluation@2020"
fiscal-years = { from = 2024 }
basis = [{ document = "甲县通知" }]
"""
FIRST = len(AMENDMENT.splitlines()) + 1


def faults(tmp_path, *changes, rules=None):
    """Code, file and line of what is wrong with an amendment of these changes (path and action, three lines each)."""
    text = AMENDMENT + "".join(f'[[change]]\nat = "{at}"\n{action}\nreason = "x"\n' for at, action in changes)
    files = {"perfkit.toml": MANIFEST, "amendments/one.toml": text} | ({"rules/own.toml": rules} if rules else {})
    for name, content in files.items():
        path = tmp_path / "county" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    with pytest.raises(IndicatorSetError) as caught:
        PluginHost.build([tmp_path / "county"], installed=False).indicator_set("cn.a.self-evaluation@2024")
    return [(fault.code, fault.place.file, fault.place.line) for fault in caught.value.faults]


@pytest.mark.parametrize(
    ("at", "action", "code"),
    [
        ("indicators.exection.weight", "to = 9", "amendment.path-unknown"),
        ("indicators.execution.weight", "was = 11\nto = 9", "amendment.was-differs"),
        ("indicators.execution.weight", "add = 9", "amendment.already-there"),
        ("indicators.execution.weight", "to = 9", "set.weights"),
        ("indicators.execution.rule", 'to = "ratios"', "set.rule-unknown"),
        ("indicators.output.rules-for.at-least", 'to = "ratios"', "set.rule-unknown"),
        ("indicators.execution.measure", 'to = "execution_rat"', "formula.misspelt-name"),
        ("measures.receipt_rate", 'to = "received /"', "formula.nothing-behind"),
        ("grades.差", "remove = true", "set.grades-lowest"),
        ("rounding.rate.mode", 'to = "halfup"', "input.not-choice"),
        ("weighting", 'add = { method = "ahp", author = "", date = 2023-11-02 }', "set.weighting-author"),
        (
            "weighting",
            'add = { method = "ahp", author = "x", date = 2023-11-02, comparisons = { output = [1, 1] } }',
            "weighting.not-square",
        ),
        ("indicators.execution.weight", "to = true", "input.not-number"),
    ],
)
def test_a_fault_of_an_amendment_lies_at_its_change(tmp_path, at, action, code):
    """The second change is the wrong one, whatever finds it: the change itself, its value, or the proof of the set."""
    right = ("indicators.execution.name", 'to = "执行率"')

    assert faults(tmp_path, right, (at, action)) == [(code, "county/amendments/one.toml", FIRST + 4)]


def test_a_fault_of_a_rule_lies_at_its_formula(tmp_path):
    """Rules are compiled when a set is resolved; the line is that of the formula, not of the rule."""
    rules = '[rules.own]\ntitle = { zh = "a" }\nshare = "actual /"\n'

    assert faults(tmp_path, ("indicators.execution.rule", 'to = "own"'), rules=rules) == [
        ("formula.nothing-behind", "county/rules/own.toml", 3)
    ]


def test_a_rule_that_shadows_another_lies_at_its_heading(tmp_path):
    """The name stands in the heading."""
    rules = '\n[rules.ratio]\ntitle = { zh = "a" }\nshare = "actual / target"\n'

    assert faults(tmp_path, rules=rules) == [("rule.shadows", "county/rules/own.toml", 2)]
