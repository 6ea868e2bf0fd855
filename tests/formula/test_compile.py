"""A rule from its texts: all faults at once, each with its key and character."""

import pytest

from perfkit.errors import FormulaError, Place
from perfkit.formula import compile_rule, formula_name


def faults(**rule):
    """Code (without the common part), key and character of each fault."""
    with pytest.raises(FormulaError) as caught:
        compile_rule(**rule)
    return [
        (fault.code.removeprefix("formula."), fault.place.key, fault.place.character) for fault in caught.value.faults
    ]


def test_all_faults_of_a_rule_are_told_at_once():
    """Every formula is read, whatever is wrong with the others; a broken name causes no second fault."""
    found = faults(
        needs={"finished": "truth", "min": "number", "target": "truth"},
        parameters={"line": "60%%", "cost": "actual"},
        let={"rate": "actual / trget", "late": "rate > line"},
        requires="target",
        cases=[("rate < 1", "finished"), ("late", "1 +"), ("gdp > 2", "1")],
        otherwise="rate +",
        place=Place(file="rules.toml", key="rules.mine"),
    )
    assert found == [
        ("name-reserved", "rules.mine.needs.min", None),
        ("need-kind", "rules.mine.needs.target", None),
        ("percent", "rules.mine.parameters.line", 4),
        ("only-numbers", "rules.mine.parameters.cost", 1),
        ("misspelt-name", "rules.mine.let.rate", 10),
        ("gives-number", "rules.mine.requires", 1),
        ("gives-truth", "rules.mine.cases[1].share", 1),
        ("nothing-behind", "rules.mine.cases[2].share", 4),
        ("unknown-name", "rules.mine.cases[3].when", 1),
        ("nothing-behind", "rules.mine.otherwise", 7),
    ]


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ({}, [("no-share", "share", None)]),
        ({"let": {"a": "1"}}, [("no-share", "share", None)]),
        ({"share": " "}, [("empty", "share", 1)]),
        ({"share": "1", "otherwise": "0"}, [("lone-otherwise", "otherwise", None)]),
        ({"otherwise": "0"}, [("lone-otherwise", "otherwise", None), ("no-share", "share", None)]),
        ({"cases": [("actual > 1", "1")]}, [("no-otherwise", "otherwise", None)]),
        ({"cases": [("actual > 1", "1")], "share": "1", "otherwise": "0"}, [("two-shares", "share", None)]),
        ({"share": "absent"}, [("unknown-name", "share", 1)]),
        ({"share": "actual > 1"}, [("gives-truth", "share", 1)]),
        ({"cases": [("1", "1")], "otherwise": "absent"}, [("gives-number", "cases[1].when", 1)]),
        ({"parameters": {"a": "1 > 0"}, "share": "a"}, [("gives-truth", "parameters.a", 1)]),
        ({"parameters": {"a": "1", "b": "a"}, "share": "a"}, [("only-numbers", "parameters.b", 1)]),
        ({"parameters": {"a": "1 / 0"}, "share": "a"}, [("zero-divisor", "parameters.a", 3)]),
        ({"parameters": {"a": "0"}, "share": "1 / a"}, [("zero-divisor", "share", 3)]),
    ],
)
def test_a_rule_says_one_way_to_its_share(rule, expected):
    """Share or cases with otherwise, each of the right kind, parameters fixed."""
    assert faults(**rule) == expected


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ({"needs": {"and": "truth"}}, [("name-reserved", "needs.and", None)]),
        ({"needs": {"absent": "truth"}}, [("name-reserved", "needs.absent", None)]),
        ({"let": {"if": "1"}}, [("name-reserved", "let.if", None)]),
        ({"needs": {"2a": "number"}}, [("name-invalid", "needs.2a", None)]),
        ({"needs": {"a b": "number"}}, [("name-invalid", "needs.a b", None)]),
        ({"needs": {"": "number"}}, [("name-invalid", "needs.", None)]),
        ({"needs": {"指标１": "number"}}, [("name-invalid", "needs.指标１", None)]),
        ({"parameters": {"a.b": "1"}}, [("name-invalid", "parameters.a.b", None)]),
        ({"needs": {"x" * 65: "number"}}, [("name-invalid", f"needs.{'x' * 65}", None)]),
        ({"parameters": {"actual": "1"}}, [("name-twice", "parameters.actual", None)]),
        ({"let": {"weight": "1"}}, [("name-twice", "let.weight", None)]),
        ({"needs": {"a": "number"}, "let": {"a": "1"}}, [("name-twice", "let.a", None)]),
        ({"parameters": {"a": "1"}, "let": {"a": "1"}}, [("name-twice", "let.a", None)]),
        ({"needs": {"a-b": "number", "a_b": "number"}}, [("name-twice", "needs.a_b", None)]),
        ({"needs": {"actual": "truth"}}, [("need-kind", "needs.actual", None)]),
        ({"let": {"a": "b", "b": "1"}}, [("let-later", "let.a", 1)]),
        ({"let": {"a": "1 + a"}}, [("let-later", "let.a", 5)]),
        ({"let": {"a": "bb + zz", "b": "1"}}, [("unknown-name", "let.a", 1), ("unknown-name", "let.a", 6)]),
        ({"let": {"a": ""}}, [("empty", "let.a", 1)]),
    ],
)
def test_names_are_fit_and_used_once(rule, expected):
    """Names of facts, parameters and values can be written in a formula, differ, and are defined before their use."""
    assert faults(**rule, share="1") == expected


def test_built_in_names_may_be_declared_as_numbers():
    """A rule may list target and actual under needs, as the national rules do."""
    rule = compile_rule(needs={"target": "number", "actual": "money"}, share="min(actual / target, 1)")
    assert rule.facts == {"actual", "target"}


def test_keys_with_hyphens_are_names_with_underscores():
    """A minus sign subtracts, so a key ``late-days`` is ``late_days`` in formulas and in the facts."""
    assert formula_name("late-days") == "late_days"
    rule = compile_rule(
        needs={"late-days": "number"},
        parameters={"per-day": "1%"},
        let={"cut-off": "late_days"},
        share="cut_off * per_day",
    )
    assert rule.facts == {"late_days"}


def test_otherwise_may_be_absent_or_a_formula():
    """``absent``, with or without blanks, leaves no share; a formula is one."""
    assert compile_rule(cases=[("actual > 1", "1")], otherwise=" absent ").tree.otherwise is None
    assert compile_rule(cases=[("actual > 1", "1")], otherwise="0").tree.otherwise is not None
