"""What formulas and rules can give, worked by hand."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from perfkit.formula import Absent, NumberSet, Records, compile_rule, exact, parse, possible
from perfkit.formula.language.kinds import Labels
from perfkit.scoring.planning import make_plan
from perfkit.testing import national_set

GRADES = Labels(("优", "良", "差"))
SCOPE = {
    **dict.fromkeys("abx", "number"),
    "p": "truth",
    "q": "truth",
    "g": GRADES,
    "rows": Records({"x": "number", "p": "truth"}),
}


def between(low, high):
    """A stretch of numbers."""
    return NumberSet.between(*(None if end is None else Fraction(end) for end in (low, high)))


def numbers(*values):
    return NumberSet.of(*map(Fraction, values))


def reads(text, /, **facts):
    """What a formula can give; numbers are written plain."""
    given_ = {
        name: Fraction(fact) if type(fact) in (int, str) and name != "g" else fact for name, fact in facts.items()
    }
    return possible(parse(text, SCOPE), given_)


UP = between(0, None)


@pytest.mark.parametrize(
    ("text", "facts", "expected"),
    [
        ("3 + 50%", {}, numbers("3.5")),
        ("-x", {"x": between(1, 2)}, between(-2, -1)),
        ("a - b", {"a": 5, "b": between(0, 2)}, between(3, 5)),
        ("a / b", {"a": 6, "b": numbers(0, 2, 3)}, numbers(2, 3)),
        ("a / b", {"a": 6, "b": 0}, NumberSet()),
        ("min(a, 1)", {"a": UP}, between(0, 1)),
        ("max(a, 1)", {"a": UP}, between(1, None)),
        ("max(a, b, 3)", {"a": numbers(1, 5), "b": 2}, numbers(3, 5)),
        ("min(a, b, 3)", {"a": numbers(1, 5), "b": 4}, numbers(1, 3)),
        ("abs(a)", {"a": between(-3, 1)}, between(0, 3)),
        ("clamp(a, 20%, 80%)", {}, between("0.2", "0.8")),
        ("clamp(a, 0, b)", {"a": 7, "b": numbers(5, 9)}, numbers(5, 7)),
        ("floor(a)", {"a": between("0.5", "2.5")}, numbers(0, 1, 2)),
        ("ceil(a)", {"a": between("0.5", "2.5")}, numbers(1, 2, 3)),
        ("floor(a)", {"a": between("-0.5", "0.5")}, numbers(-1, 0)),
        ("round(a, 0)", {"a": between("0.5", "2.4")}, numbers(1, 2)),
        ("round(a, 0)", {"a": "-2.5"}, numbers(-3)),
        ("round(a, 0)", {"a": 0}, numbers(0)),
        ("round(a, 1)", {"a": between("0.14", "0.25")}, numbers("0.1", "0.2", "0.3")),
        ("ln(a, 2)", {"a": between(1, None)}, between(0, None)),
        ("ln(a, 2)", {"a": UP}, between(None, None)),
        ("ln(a, 2)", {"a": between(None, 10)}, between(None, "2.30")),
        ("ln(a, 2)", {"a": numbers(0, 1)}, numbers(0)),
        ("ln(a, 2)", {"a": -1}, NumberSet()),
        ("root(a, 2, 1)", {"a": numbers(-4, 4, 9)}, numbers(2, 3)),
        ("root(a, b, 0)", {"a": 64, "b": numbers(2, 3, "2.5", 21)}, numbers(8, 4)),
        ("root(a, 2, 1)", {}, UP),
        ("steps(a, 90%, 1, 80%, 0.8, 60%, 0.5, 0)", {}, numbers(0, "0.5", "0.8", 1)),
        ("steps(a, 90%, 1, 80%, 0.8, 60%, 0.5, 0)", {"a": between("0.7", "0.85")}, numbers("0.5", "0.8")),
        ("steps(a, 90%, 1, 80%, 0.8, 60%, 0.5, 0)", {"a": "0.8"}, numbers("0.8")),
        ("steps(a, 90%, 1, 80%, a, 60%, 0.5, 0)", {"a": UP}, numbers(0, "0.5", 1) | between("0.8", "0.9")),
        ("steps(a + b, 2, a, 1)", {"a": between(0, 5), "b": 0}, between(0, 5)),
        ("steps(a, 2, 1, 0)", {"a": NumberSet()}, NumberSet()),
        ("if(a = 0, 1, min(b / a, 1))", {"a": UP, "b": 3}, between(0, 1)),
        ("if(a = 0, 1, 2)", {"a": 0}, numbers(1)),
        ("if(a = 0, 1, 2)", {"a": numbers(1, 2)}, numbers(2)),
        ("if(a < 5, a, 9)", {"a": between(0, 10)}, between(0, 5) | numbers(9)),
        ("if(a >= 5, a, 0)", {"a": between(0, 10)}, between(5, 10) | numbers(0)),
        ("if(5 > a, a, 9)", {"a": between(0, 10)}, between(0, 5) | numbers(9)),
        ("if(a > 5, a, 0)", {"a": numbers(0, 5, 6)}, numbers(0, 6)),
        ("if(a <= 5, a, 9)", {"a": numbers(0, 5, 6)}, numbers(0, 5, 9)),
        ("if(a < 5, a, 9)", {"a": numbers(0, 5, 6)}, numbers(0, 9)),
        ("if(a <> 5, a, 9)", {"a": numbers(0, 5, 6)}, numbers(0, 6, 9)),
        ("if(a <> b, a, 9)", {"a": numbers(0, 5), "b": numbers(0, 5)}, numbers(0, 5, 9)),
        ("if(a = b, a, 9)", {"a": numbers(0, 5), "b": numbers(5, 7)}, numbers(5, 9)),
        ("if(a > 2 and a < 4, a, 9)", {"a": between(0, 10)}, between(2, 4) | numbers(9)),
        ("if(a < 2 or a > 4, 9, a)", {"a": between(0, 10)}, between(2, 4) | numbers(9)),
        ("if(a < 2 or a > 4, a, 9)", {"a": between(0, 10)}, between(0, 2) | between(4, 10) | numbers(9)),
        ("if(not (a < 2), a, 9)", {"a": between(0, 10)}, between(2, 10)),
        ("if(p, if(p, 1, 2), if(p, 3, 4))", {}, numbers(1, 4)),
        ("if(p and q, 1, if(p, 2, 3))", {}, numbers(1, 2, 3)),
        ("if(p and q, 1, if(p, 2, 3))", {"q": True}, numbers(1, 3)),
        ("if(a > 0 and 6 / a > 2, 1, 0)", {"a": numbers(0, 6)}, numbers(0)),
        ("if(a > 3, 1, 0)", {"a": Absent("division-by-zero")}, NumberSet()),
        ("a", {"a": Absent("missing")}, between(None, None)),
        ("a", {"a": True}, NumberSet()),
        ("if(g >= 良, 1, 0)", {"g": "差"}, numbers(0)),
        ("if(g >= 良, if(g = 优, 1, 0.8), 0)", {}, numbers(0, "0.8", 1)),
        ("if(g >= 良, if(g = 差, 7, 1), 0)", {}, numbers(0, 1)),
        ("if(g < 优, if(g > 差, 2, 3), 4)", {"g": frozenset(("优", "良"))}, numbers(2, 4)),
        ("if(g = 优, 1, 0)", {"g": "甲"}, NumberSet()),
        ("if(g <> 优, 1, 0)", {"g": Absent("requires")}, NumberSet()),
    ],
)
def test_what_a_formula_can_give(text, facts, expected):
    """Worked by hand, with facts that are known, within bounds, one of a few, or not known."""
    assert reads(text, **facts) == expected


@pytest.mark.parametrize(
    ("text", "facts", "expected"),
    [
        ("a < b", {"a": between(0, 2), "b": between(2, 3)}, {True, False}),
        ("a < b", {"a": between(0, 1), "b": between(2, 3)}, {True}),
        ("a < b", {"a": between(3, 4), "b": between(2, 3)}, {False}),
        ("a <= b", {"a": between(3, 4), "b": between(2, 3)}, {True, False}),
        ("a > b", {"a": 3, "b": between(3, None)}, {False}),
        ("a >= b", {"a": 3, "b": between(3, None)}, {True, False}),
        ("a = b", {"a": 1, "b": 1}, {True}),
        ("a = b", {"a": numbers(1, 2), "b": numbers(3, 4)}, {False}),
        ("a = b", {"a": numbers(1, 2), "b": 2}, {True, False}),
        ("a <> b", {"a": 1, "b": 1}, {False}),
        ("p and q", {"p": False}, {False}),
        ("p and q", {"p": True}, {True, False}),
        ("p or q", {"p": True}, {True}),
        ("p or q", {"q": False}, {True, False}),
        ("not p", {"p": True}, {False}),
        ("p", {"p": frozenset({True})}, {True}),
        ("p", {"p": 1}, set()),
        ("if(a > 0, p, q)", {"a": 1, "p": True, "q": False}, {True}),
        ("if(a > 0, p, q)", {"p": True, "q": False}, {True, False}),
        ("p and a > 0", {"p": True, "a": NumberSet()}, set()),
        ("p and a > 0", {"a": NumberSet()}, {False}),
    ],
)
def test_whether_a_condition_can_hold_and_can_fail(text, facts, expected):
    """Closed stretches may meet at their ends; what decides alone needs no other side."""
    assert reads(text, **facts) == expected


def row(x=None, p=None):
    """A record; None for what is not known of it."""
    return {"x": Fraction(x) if type(x) is int else x, "p": p}


@pytest.mark.parametrize(
    ("text", "rows", "expected"),
    [
        ("count(rows)", [row(), row()], numbers(2)),
        ("count(rows, p)", [row(p=True), row(), row(p=False)], numbers(1, 2)),
        ("all(rows, p)", [row(p=True), row()], {True, False}),
        ("all(rows, p)", [row(p=True), row(p=False), row()], {False}),
        ("all(rows, p)", [row(p=True)], {True}),
        ("all(rows, p)", [], {True}),
        ("any(rows, p)", [row(p=False), row()], {True, False}),
        ("any(rows, p)", [row(p=True), row()], {True}),
        ("any(rows, p)", [row(p=False)], {False}),
        ("any(rows, p)", [], {False}),
        ("sum(rows, x)", [row(1), row(numbers(0, 5))], numbers(1, 6)),
        ("sum(rows, x)", [], numbers(0)),
        ("mean(rows, x)", [row(1), row(between(0, 1))], between("0.5", 1)),
        ("mean(rows, x)", [], NumberSet()),
        ("least(rows, x)", [row(3), row(between(1, 5))], between(1, 3)),
        ("least(rows, x)", [], NumberSet()),
        ("product(rows, x)", [row(2), row(numbers(0, 3))], numbers(0, 6)),
        ("product(rows, x)", [], numbers(1)),
        ("sum(rows, a / x)", [row(0), row(1)], NumberSet()),
        ("count(rows, x > 0)", [row(NumberSet())], NumberSet()),
        ("any(rows, x > 0)", [row(NumberSet())], set()),
        ("count(rows, a > x)", [row(1), row(3)], numbers(1)),
        ("sum(rows, count(rows, p))", [row(p=True), row()], numbers(2, 3, 4)),
        ("count(rows)", None, UP),
        ("count(rows)", [row(), Fraction(1)], UP),
        ("count(rows)", True, UP),
        ("count(rows, p)", None, UP),
        ("all(rows, p)", None, {True, False}),
        ("all(rows, x >= 0 or x < 0)", None, {True, False}),
        ("all(rows, 1 > 0)", None, {True}),
        ("any(rows, 1 < 0)", None, {False}),
        ("any(rows, 1 > 0)", None, {True, False}),
        ("sum(rows, x)", None, between(None, None)),
        ("sum(rows, abs(x))", None, UP),
        ("sum(rows, -abs(x))", None, between(None, 0)),
        ("mean(rows, clamp(x, 0, 1))", None, between(0, 1)),
        ("mean(rows, if(p, 0, 1))", None, between(0, 1)),
        ("least(rows, clamp(x, 2, 3))", None, between(2, 3)),
        ("product(rows, clamp(x, 0, 1))", None, between(0, 1)),
        ("product(rows, abs(x))", None, UP),
        ("product(rows, x)", None, between(None, None)),
    ],
)
def test_what_a_list_word_can_give(text, rows, expected):
    """Records whose fields are sets, no records, and a list of which nothing is known."""
    assert reads(text, rows=rows, a=2) == expected


def test_very_many_records_are_any_records():
    """One by one they would take too long; what is said of any records holds for them too."""
    rows = [row(1)] * 256

    assert reads("sum(rows, abs(x))", rows=rows) == numbers(256)
    assert reads("sum(rows, abs(x))", rows=[*rows, row(1)]) == UP
    assert reads("sum(rows, count(rows, p))", rows=[row(p=True)] * 17) == UP
    assert reads("sum(rows, count(rows, p))", rows=[row(p=True)] * 16) == numbers(16 * 16)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("+".join(["a"] * 190), between(0, 190)),
        (" or ".join(["p"] * 100 + ["a < 2"] * 10), {True}),
        (" and ".join(["p"] * 100 + ["a > 2"] * 10), {False}),
        (f"if({' or '.join(['a < 3', 'p'] * 40)}, a, 7)", between(0, 1)),
        ("not " * 38 + "a < 2", {True}),
        ("-" * 39 + "a", between(-1, 0)),
    ],
)
def test_long_formulas_are_read_part_by_part(text, expected):
    """As long and as deep as formulas may be: no part is read again and again, nor the stack of calls exhausted."""
    assert reads(text, a=between(0, 1)) == expected


def test_what_holds_either_way_is_known_of_names_nobody_spoke_of():
    """Where one side narrows a name and the other another, neither is known; where both narrow one, its parts are."""
    assert reads("if(p or a > 3, a, 0)") == between(None, None)
    assert reads("if(a > 3 or p, a, 0)", p=False) == between(3, None) | numbers(0)
    assert reads("if(a > 3 or a < 1, a, 0)") == between(None, 1) | between(3, None)
    assert reads("if(p and q or not p and not q, if(p, 1, 2), 3)") == numbers(1, 2, 3)


STATE = {"finished": "truth", "executed": "money", "budget": "money"}
EXECUTION = compile_rule(
    needs=STATE,
    let={"rate": "executed / budget"},
    cases=[
        ("finished and executed <= budget", "1"),
        ("rate < 60%", "0"),
        ("rate < 80%", "0.5"),
        ("rate < 100%", "rate - 0.1"),
    ],
    otherwise="absent",
)
RATIO = compile_rule(requires="target > 0 and actual >= 0", share="min(actual / target, 1)")


@pytest.mark.parametrize(
    ("rule", "facts", "expected"),
    [
        (RATIO, {}, between(0, 1)),
        (RATIO, {"target": 10}, between(0, 1)),
        (RATIO, {"target": 0}, NumberSet()),
        (RATIO, {"target": 10, "actual": between(4, 5)}, between("0.4", "0.5")),
        (RATIO, {"target": 10, "actual": between(-3, -1)}, NumberSet()),
        (EXECUTION, {}, numbers(0, "0.5", 1) | between("0.7", "0.9")),
        (EXECUTION, {"finished": True, "executed": 5, "budget": between(6, 9)}, numbers(1)),
        (EXECUTION, {"finished": False, "executed": 5, "budget": 5}, NumberSet()),
        (EXECUTION, {"finished": False, "executed": 7, "budget": 10}, numbers("0.5")),
        (compile_rule(share="actual", limits=["-50%", "120%"]), {}, between("-0.5", "1.2")),
        (compile_rule(share="actual"), {"actual": numbers(-1, "0.5", 7)}, numbers("0.5")),
        (compile_rule(let={"a": "1 / actual"}, share="if(actual = 0, 1, a)"), {"actual": 0}, numbers(1)),
        (
            compile_rule(requires="actual >= 2", let={"u": "1 / actual"}, share="u"),
            {"actual": UP},
            between(0, "0.5"),
        ),
        (
            compile_rule(requires="u <= 50% and actual >= 0", let={"u": "actual / 2"}, share="u"),
            {},
            between(0, "0.5"),
        ),
        (compile_rule(requires="actual > 0", let={"u": "actual / 2"}, share="u"), {"actual": 0}, NumberSet()),
    ],
)
def test_what_a_rule_can_give(rule, facts, expected):
    """Rows that cannot be the first to hold are left out; what is required narrows facts and what is made of them."""
    given_ = {name: Fraction(fact) if type(fact) is int else fact for name, fact in facts.items()}

    assert rule.possible_shares(given_) == expected


def test_which_labels_a_rule_can_give():
    """By rows: a project that is late is never the best; without its facts it may be anything; a share is no label."""
    rule = compile_rule(
        needs={"late": "truth"},
        cases=[("not late and actual >= 90%", "优"), ("actual >= 60%", "良")],
        otherwise="差",
        gives=["优", "良", "差"],
    )

    assert rule.possible_labels({}) == {"优", "良", "差"}
    assert rule.possible_labels({"late": True}) == {"良", "差"}
    assert rule.possible_labels({"late": False, "actual": Fraction(1)}) == {"优"}
    assert RATIO.possible_labels({}) == frozenset()
    assert rule.possible_shares({}) == NumberSet()


ONCE = (
    "a * 2 - 7",
    "3 - abs(a - 1)",
    "min(max(a, 2), 5) / 4",
    "clamp(a / 3, 0, 1)",
    "floor(a / 2)",
    "ceil(a / 2) * -1",
    "round(a / 3, 1)",
    "steps(a, 4, 1, 2, 0.5, 0)",
    "1 / max(a, 1)",
    "if(p, a, 10 - b)",
)


@given(st.sampled_from(ONCE), st.lists(st.integers(-6, 8), min_size=1, max_size=4))
@settings(max_examples=200)
def test_where_each_fact_stands_once_both_ends_are_reached(text, values):
    """Nothing is given away: the least and the greatest that is possible really come out."""
    domain = [Fraction(value) for value in values]
    tree = parse(text, SCOPE)
    found = possible(tree, {"a": NumberSet.of(*domain), "b": NumberSet.of(*domain)})
    compute = exact(tree)
    given_ = [compute({"a": a, "b": b, "p": p}) for a in domain for b in domain for p in (True, False)]

    assert (found.low, found.high) == (min(given_), max(given_))
    assert all(map(found.holds, given_))


VALUES = [Fraction(at, 4) for at in range(9)]


@pytest.mark.parametrize("name", sorted(national_set().rules))
def test_no_rule_of_the_standards_gives_what_is_not_possible(name):
    """Each rule with an actual that is not known, or between zero and twice the target."""
    rule = make_plan(national_set()).rules[name].compiled
    base = {"target": Fraction(1), "weight": Fraction(10), "judged": Fraction(1, 2), "baseline": Fraction(1, 2)}
    found = rule.possible_shares(base)
    within = rule.possible_shares({**base, "actual": between(0, 2)})
    for actual in VALUES:
        for finished in (True, False):
            for executed in VALUES:
                more = {"finished": finished, "executed": executed, "budget": Fraction(1)}
                share = rule.share({**base, **more, "actual": actual}) if rule.tree.gives is None else Absent("no-case")
                assert isinstance(share, Absent) or (found.holds(share) and within.holds(share))
    low, high = rule.tree.limits
    assert not found or (low <= found.low and found.high <= high)
