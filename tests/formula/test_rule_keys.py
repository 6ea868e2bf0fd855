"""Limits of a share, reasons asked for, and logarithms and roots in rules."""

from fractions import Fraction

import pytest

from perfkit.errors import FormulaError
from perfkit.formula import Absent, Records, compile_rule, exact, parse

SCOPE = {"a": "number", "b": "number", "children": Records({"value": "number"})}


def facts(**given):
    """Facts from numbers as text; what is no text stays."""
    return {name: Fraction(value) if isinstance(value, str) else value for name, value in given.items()}


def value(text, **given):
    """What the formula gives."""
    return exact(parse(text, SCOPE))(facts(**given))


def outside(told, low, high):
    """The reason of a share outside its limits."""
    return Absent("share-outside", {"value": told, "low": low, "high": high})


@pytest.mark.parametrize(
    ("limits", "actual", "share"),
    [
        ([], "1", 1),
        ([], "0", 0),
        ([], "1.0001", outside("1.0001", "0", "1")),
        ([], "-1/3", outside("-1/3", "0", "1")),
        (["0", "120%"], "1.2", Fraction(6, 5)),
        (["0", "120%"], "1.20001", outside("1.20001", "0", "1.2")),
        (["0", "1.2"], "-0.00001", outside("-0.00001", "0", "1.2")),
        (["-1", "0"], "-1", -1),
        (["-1", "0"], "0", 0),
        (["-1", "0"], "0.1", outside("0.1", "-1", "0")),
        (["-1", "0"], "-2", outside("-2", "-1", "0")),
        (["-1/3", "2/3"], "-1/3", Fraction(-1, 3)),
        (["-1/3", "2/3"], "2/3", Fraction(2, 3)),
        (["-1/3", "2/3"], "0.67", outside("0.67", "-1/3", "2/3")),
        (["20%", "80%"], "0.2", Fraction(1, 5)),
        (["20%", "80%"], "0.19", outside("0.19", "0.2", "0.8")),
    ],
)
def test_a_share_lies_within_the_limits_of_its_rule(limits, actual, share):
    """Both ends belong to them; beyond them there is no share, and the reason tells both."""
    rule = compile_rule(needs={"a": "number"}, share="a", limits=limits)
    assert rule.share(facts(a=actual)) == share
    working = rule.work(facts(a=actual))
    assert (working if isinstance(working, Absent) else working.share) == share


@pytest.mark.parametrize("text", ["1.2", "0 - 0.1", "6 / 5"])
def test_a_constant_share_outside_the_limits_is_seen_too(text):
    """A row that always gives too much never gives it."""
    rule = compile_rule(cases=[("actual > 1", text)], otherwise="0")
    assert rule.share(facts(actual="2")).reason == "share-outside"
    assert rule.share(facts(actual="1")) == 0
    wide = compile_rule(cases=[("actual > 1", text)], otherwise="0", limits=["-1", "2"])
    assert wide.share(facts(actual="2")) == value(text)


@pytest.mark.parametrize(
    ("limits", "code"),
    [
        (["0"], "limits-pair"),
        (["0", "1", "2"], "limits-pair"),
        (["1", "0"], "limits-pair"),
        (["1", "1"], "limits-pair"),
        (["0", "a"], "only-numbers"),
        (["0", "actual"], "only-numbers"),
        (["0", "1 > 0"], "gives-truth"),
        (["0", ""], "empty"),
        (["0", "1 +"], "nothing-behind"),
        (["0", "1 / 0"], "zero-divisor"),
    ],
)
def test_limits_are_two_fixed_numbers_the_lower_first(limits, code):
    """Anything else is told at the key, each formula at its place."""
    with pytest.raises(FormulaError) as caught:
        compile_rule(needs={"a": "number"}, share="a", limits=limits)
    assert caught.value.code == f"formula.{code}"
    assert all(fault.place.key.startswith("limits") for fault in caught.value.faults)


EXPLAINED = {
    "needs": {"a": "number", "b": "number", "children": {"value": "number"}},
    "let": {"rate": "a / b"},
    "share": "min(rate, 1)",
}


@pytest.mark.parametrize(
    ("when", "given", "asked"),
    [
        ("rate >= 130%", {"a": "13", "b": "10"}, True),
        ("rate >= 130%", {"a": "12.99", "b": "10"}, False),
        ("rate >= 130%", {"a": "13", "b": "0"}, False),
        ("rate >= 130%", {"a": "13"}, False),
        ("any(children, value > 1)", {"children": [{"value": Fraction(2)}]}, True),
        ("any(children, value > 1)", {"children": []}, False),
        ("any(children, value > 1)", {"children": [{}]}, False),
    ],
)
def test_a_reason_is_asked_for_only_where_it_is_sure(when, given, asked):
    """What cannot be computed asks for nothing; ``let`` values may be used; the share is as it would be without."""
    rule, plain = compile_rule(**EXPLAINED, explain_when=when), compile_rule(**EXPLAINED)
    assert rule.must_explain(facts(**given)) is asked
    assert rule.share(facts(**given)) == plain.share(facts(**given))
    assert plain.must_explain(facts(**given)) is False


@pytest.mark.parametrize(
    ("when", "code"), [("a", "gives-number"), ("c > 1", "unknown-name"), ("a >", "nothing-behind")]
)
def test_what_asks_for_a_reason_is_a_condition(when, code):
    """A fault of it stands at its own key."""
    with pytest.raises(FormulaError) as caught:
        compile_rule(**EXPLAINED, explain_when=when)
    (fault,) = caught.value.faults
    assert (fault.code, fault.place.key) == (f"formula.{code}", "explain-when")


def test_a_rule_asks_for_the_facts_of_all_its_keys():
    """Those of ``requires``, of rows, of what asks for a reason, and lists, but not fields of records."""
    rule = compile_rule(
        needs={"a": "number", "b": "number", "l": {"x": "number"}, "m": {"y": "number"}},
        requires="b > 0",
        cases=[("count(l) > 0", "min(sum(l, x), 1)")],
        otherwise="0",
        explain_when="all(m, y > a)",
    )
    assert rule.facts == {"a", "b", "l", "m"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ln(a, 4)", "0.6931"),
        ("ln(a, 0)", "1"),
        ("ln(1, 30)", "0"),
        ("ln(1 / a, 4)", "-0.6931"),
        ("root(a, 2, 4)", "1.4142"),
        ("root(a, b, 2)", "1.26"),
        ("root(8, b, 0)", "2"),
        ("root(a, 1, 0)", "2"),
        ("root(0, 20, 3)", "0"),
        ("root(a * 4, 1 + 2, 0) + ln(1, 1)", "2"),
        ("root(product(children, value), count(children), 3)", "6"),
        ("root(product(children, value), count(children, value > 4), 1)", "36"),
        ("10000 * ln(a, 4)", "6931"),
    ],
)
def test_logarithms_and_roots_are_decimals_that_go_on_exactly(text, expected):
    """The result has so many places and is exact from there on; the degree may be counted."""
    children = [{"value": Fraction(4)}, {"value": Fraction(9)}]
    assert value(text, a="2", b="3", children=children) == Fraction(expected)


@pytest.mark.parametrize(
    ("text", "given", "function"),
    [
        ("ln(a, 2)", {"a": "0"}, "ln"),
        ("ln(a, 2)", {"a": "-0.0001"}, "ln"),
        ("ln(a - b, 30)", {"a": "1", "b": "1"}, "ln"),
        ("root(a, 2, 2)", {"a": "-1"}, "root"),
        ("root(a, 3, 2)", {"a": "-8"}, "root"),
        ("root(a, b, 2)", {"a": "8", "b": "0"}, "root"),
        ("root(a, b, 2)", {"a": "8", "b": "-1"}, "root"),
        ("root(a, b, 2)", {"a": "8", "b": "1.5"}, "root"),
        ("root(a, b, 2)", {"a": "8", "b": "21"}, "root"),
        ("root(1, count(children), 2)", {"children": []}, "root"),
        ("root(1, count(children), 2)", {"children": [{}] * 21}, "root"),
    ],
)
def test_what_has_no_logarithm_or_root_has_no_value(text, given, function):
    """Zero and less, and a degree that is not a whole number from 1 to 20."""
    assert value(text, **given) == Absent("domain", {"function": function})


def test_a_logarithm_is_looked_at_only_where_it_is_needed():
    """A guard keeps zero away."""
    assert value("if(a > 0, ln(a, 2), 0)", a="0") == 0
    assert value("a <= 0 or ln(a, 2) > 1", a="0") is True


@pytest.mark.parametrize(
    ("text", "code", "character"),
    [
        ("ln(a)", "argument-count", 1),
        ("ln(a, 31)", "places", 7),
        ("ln(a, -1)", "places", 7),
        ("ln(a, 1.5)", "places", 7),
        ("ln(a, b)", "places", 7),
        ("root(a, 2)", "argument-count", 1),
        ("root(a, 0, 2)", "degree", 9),
        ("root(a, 21, 2)", "degree", 9),
        ("root(a, 3 / 2, 2)", "degree", 9),
        ("root(a, 2, 31)", "places", 12),
        ("root(a > 1, 2, 3)", "number-needed", 6),
        ("ln(children, 2)", "list-bare", 4),
    ],
)
def test_places_and_typed_degrees_are_checked_when_read(text, code, character):
    """Places are fixed, 0 to 30; a degree that is typed must be a whole number from 1 to 20."""
    with pytest.raises(FormulaError) as caught:
        parse(text, SCOPE)
    assert [(fault.code, fault.place.character) for fault in caught.value.faults] == [(f"formula.{code}", character)]
