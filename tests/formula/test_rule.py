"""Compiled rules: the rules of the regulations at their boundaries, the reasons for no score, the derivations."""

from fractions import Fraction

import pytest

from perfkit.formula import Absent, compile_rule

RATIO = {"requires": "target > 0", "share": "min(actual / target, 1)"}
INVERSE = {"share": "if(actual = 0, 1, min(target / actual, 1))"}
PASS_LINE = {"parameters": {"line": "60%"}, "share": "clamp((actual / target - line) / (1 - line), 0, 1)"}
SATISFACTION = {"share": "steps(actual, 90%, 1, 80%, 0.8, 60%, 0.5, 0)"}
EXECUTION = {
    "needs": {"finished": "truth", "executed": "money", "budget": "money"},
    "let": {"rate": "executed / budget"},
    "cases": [
        ("finished and executed <= budget", "1"),
        ("rate < 60%", "0"),
        ("rate < 80%", "0.5"),
        ("rate < 100%", "0.7"),
    ],
    "otherwise": "absent",
}
DEDUCT = {
    "parameters": {"per": "1%", "cost": "0.1"},
    "let": {"excess": "max(0, actual - target)"},
    "share": "max(0, 1 - cost * floor(excess / per))",
}


def facts(**given):
    """Facts from numbers as text; truths stay."""
    return {name: value if isinstance(value, bool) else Fraction(value) for name, value in given.items()}


@pytest.mark.parametrize(
    ("rule", "given", "share"),
    [
        (RATIO, {"actual": 77, "target": 80}, "77/80"),
        (RATIO, {"actual": 80, "target": 80}, 1),
        (RATIO, {"actual": 81, "target": 80}, 1),
        (RATIO, {"actual": 0, "target": 80}, 0),
        (INVERSE, {"actual": 0, "target": 3}, 1),
        (INVERSE, {"actual": 3, "target": 3}, 1),
        (INVERSE, {"actual": 4, "target": 3}, "3/4"),
        (INVERSE, {"actual": 2, "target": 0}, 0),
        (PASS_LINE, {"actual": 60, "target": 100}, 0),
        (PASS_LINE, {"actual": "59.99", "target": 100}, 0),
        (PASS_LINE, {"actual": 80, "target": 100}, "1/2"),
        (PASS_LINE, {"actual": 100, "target": 100}, 1),
        (PASS_LINE, {"actual": 130, "target": 100}, 1),
        (SATISFACTION, {"actual": "0.9"}, 1),
        (SATISFACTION, {"actual": "0.8999"}, "0.8"),
        (SATISFACTION, {"actual": "0.8"}, "0.8"),
        (SATISFACTION, {"actual": "0.6"}, "0.5"),
        (SATISFACTION, {"actual": "0.5999"}, 0),
        (EXECUTION, {"finished": True, "executed": 10, "budget": 10}, 1),
        (EXECUTION, {"finished": True, "executed": 1, "budget": 10}, 1),
        (EXECUTION, {"finished": True, "executed": 0, "budget": 0}, 1),
        (EXECUTION, {"finished": False, "executed": "5.99", "budget": 10}, 0),
        (EXECUTION, {"finished": False, "executed": 6, "budget": 10}, "0.5"),
        (EXECUTION, {"finished": False, "executed": 8, "budget": 10}, "0.7"),
        (EXECUTION, {"finished": False, "executed": "9.99", "budget": 10}, "0.7"),
        (DEDUCT, {"actual": "2%", "target": "2%"}, 1),
        (DEDUCT, {"actual": "2.99%", "target": "2%"}, 1),
        (DEDUCT, {"actual": "3%", "target": "2%"}, "0.9"),
        (DEDUCT, {"actual": "5.3%", "target": "2%"}, "0.7"),
        (DEDUCT, {"actual": "50%", "target": "2%"}, 0),
        (DEDUCT, {"actual": "1%", "target": "2%"}, 1),
    ],
)
def test_rules_of_the_regulations(rule, given, share):
    """Each rule gives the exact share on and beside its boundaries; ``share`` and ``work`` agree."""
    numbers = {
        name: Fraction(value[:-1]) / 100 if isinstance(value, str) and value.endswith("%") else value
        for name, value in given.items()
    }
    compiled = compile_rule(**rule)
    assert compiled.share(facts(**numbers)) == Fraction(share)
    assert compiled.work(facts(**numbers)).share == Fraction(share)


@pytest.mark.parametrize(
    ("rule", "given", "absent"),
    [
        (RATIO, {"actual": 1, "target": 0}, Absent("requires", {"requires": "target > 0"})),
        (RATIO, {"target": 1}, Absent("missing", {"name": "actual"})),
        (RATIO, {"actual": 1}, Absent("missing", {"name": "target"})),
        ({"share": "actual / target"}, {"actual": 1, "target": 0}, Absent("division-by-zero", {"divisor": "target"})),
        (
            {"share": "actual / target"},
            {"actual": 33, "target": 20},
            Absent("share-outside", {"value": "1.65", "low": "0", "high": "1"}),
        ),
        (
            {"share": "actual / target"},
            {"actual": 4, "target": 3},
            Absent("share-outside", {"value": "4/3", "low": "0", "high": "1"}),
        ),
        ({"share": "1 - actual"}, {"actual": 4}, Absent("share-outside", {"value": "-3", "low": "0", "high": "1"})),
        (EXECUTION, {"finished": False, "executed": 10, "budget": 10}, Absent("no-case")),
        (EXECUTION, {"finished": True, "executed": 11, "budget": 10}, Absent("no-case")),
        (
            EXECUTION,
            {"finished": False, "executed": 0, "budget": 0},
            Absent("division-by-zero", {"divisor": "budget"}),
        ),
        (EXECUTION, {"executed": 1, "budget": 1}, Absent("missing", {"name": "finished"})),
        (EXECUTION, {"finished": True, "budget": 1}, Absent("missing", {"name": "executed"})),
    ],
)
def test_no_score_has_its_reason(rule, given, absent):
    """A rule without a value never gives 0 or 1 but says why; ``share`` and ``work`` agree."""
    compiled = compile_rule(**rule)
    assert compiled.share(facts(**given)) == absent
    assert compiled.work(facts(**given)) == absent


def test_an_absent_share_is_a_fault_ready_to_be_worded():
    """The reason becomes a coded sentence in both languages."""
    absent = compile_rule(**RATIO).share(facts(actual=1, target=0))
    assert absent.fault().code == "formula.requires"
    assert "target > 0" in absent.fault().worded("zh")
    assert "target > 0" in absent.fault().worded("en")


@pytest.mark.parametrize(
    ("share", "taken"), [("1", True), ("1.0000000001", False), ("0", True), ("-0.0000000001", False)]
)
def test_a_share_lies_between_nothing_and_all(share, taken):
    """0 and 1 are shares; what lies outside by any amount is not."""
    given = compile_rule(share="actual").share(facts(actual=share))
    assert (
        (given == Fraction(share))
        if taken
        else given == Absent("share-outside", {"value": share, "low": "0", "high": "1"})
    )


def test_let_values_build_on_each_other_and_are_asked_for_only_when_used():
    """A broken intermediate value spoils the score only where it counts."""
    rule = compile_rule(
        needs={"a": "number"},
        let={"inverse": "1 / a", "double": "inverse * 2", "big": "double > 1"},
        cases=[("a = 0", "0.5"), ("big", "1")],
        otherwise="double",
    )
    assert rule.share(facts(a=0)) == Fraction(1, 2)
    assert rule.share(facts(a=1)) == 1
    assert rule.share(facts(a=8)) == Fraction(1, 4)
    assert rule.work(facts(a=8)).let == {"inverse": Fraction(1, 8), "double": Fraction(1, 4), "big": False}
    assert rule.work(facts(a=0)).let["big"] == Absent("division-by-zero", {"divisor": "a"})


def test_runaway_products_over_let_values_are_stopped():
    """Values that square one another thirty times give no value instead of filling the memory."""
    let = {"v0": "actual * actual"} | {f"v{n}": f"v{n - 1} * v{n - 1}" for n in range(1, 30)}
    assert compile_rule(let=let, share="v29").share(facts(actual="1.0001")) == Absent("too-large")


def test_a_rule_knows_the_facts_it_may_ask_for():
    """Its own intermediate values and parameters are not among them."""
    assert compile_rule(**RATIO).facts == {"actual", "target"}
    assert compile_rule(**EXECUTION).facts == {"finished", "executed", "budget"}
    assert compile_rule(**DEDUCT).facts == {"actual", "target"}
    assert compile_rule(requires="weight > 0", share="1").facts == {"weight"}
    assert compile_rule(share="1").requires is None


def test_a_rule_can_be_shared_and_repeated():
    """Using a compiled rule leaves no trace in it or in the facts."""
    rule, given = compile_rule(**DEDUCT), facts(actual="0.053", target="0.02")
    before = dict(given)
    assert [rule.share(given) for _ in range(3)] == [Fraction(7, 10)] * 3
    assert given == before


@pytest.mark.parametrize(
    ("rule", "shown", "zh", "en"),
    [
        (
            RATIO,
            {},
            "前提：指标值 > 0。得分比例：完成值 ÷ 指标值，最多为 1。",
            "Required: target > 0. Share of the weight: actual ÷ target, but at most 1.",
        ),
        (
            PASS_LINE,
            {},
            "得分比例：(完成值 ÷ 指标值 - 60%) ÷ (1 - 60%)，最少为 0，最多为 1。",
            "Share of the weight: (actual ÷ target - 60%) ÷ (1 - 60%), but at least 0 and at most 1.",
        ),
        (
            EXECUTION,
            {"finished": "项目已完成", "executed": "执行数", "budget": "预算数", "rate": "执行率"},
            "依次取第一个成立的情形：（1）项目已完成且执行数 ≤ 预算数，得 100%；（2）执行率 < 60%，得 0；"
            "（3）执行率 < 80%，得 50%；（4）执行率 < 100%，得 70%；其余不评分"
            "（即：执行数 > 预算数且执行率 ≥ 100%；项目未完成且执行率 ≥ 100%）。其中：执行率 = 执行数 ÷ 预算数。",
            None,
        ),
        (
            EXECUTION,
            {},
            None,
            "The first case that holds: (1) finished and executed ≤ budget: 100%; (2) rate < 60%: 0; "
            "(3) rate < 80%: 50%; (4) rate < 100%: 70%; in all other cases there is no score "
            "(that is: executed > budget and rate ≥ 100%; not finished and rate ≥ 100%). "
            "Here rate = executed ÷ budget.",
        ),
        (
            {"let": {"a": "actual - 1", "b": "a * 2"}, "cases": [("b = 0", "a")], "otherwise": "min(b, 1)"},
            {},
            "依次取第一个成立的情形：（1）b = 0，得 a；其余得 b，最多为 1。其中：a = 完成值 - 1；b = a × 2。",
            "The first case that holds: (1) b = 0: a; in all other cases b, but at most 1. "
            "Here a = actual - 1; b = a × 2.",
        ),
    ],
)
def test_a_rule_reads_as_sentences(rule, shown, zh, en):
    """Premise, share or table, and intermediate values are told in both languages."""
    compiled = compile_rule(**rule)
    if zh is not None:
        assert compiled.words("zh", shown) == zh
    if en is not None:
        assert compiled.words("en", shown) == en


@pytest.mark.parametrize(
    ("rule", "given", "shown", "line", "because"),
    [
        (RATIO, {"actual": 77, "target": 80}, {"actual": "77", "target": "80"}, "min(77 ÷ 80, 1)", ()),
        (INVERSE, {"actual": 4, "target": 3}, {"actual": "4", "target": "3"}, "min(3 ÷ 4, 1)", ("4 ≠ 0",)),
        (INVERSE, {"actual": 0, "target": 3}, {"actual": "0", "target": "3"}, "1", ("0 = 0",)),
        (SATISFACTION, {"actual": "0.95"}, {"actual": "95%"}, "1", ("95% ≥ 90%",)),
        (SATISFACTION, {"actual": "0.8"}, {"actual": "80%"}, "0.8", ("80% ≥ 80% 且 80% < 90%",)),
        (SATISFACTION, {"actual": "0.85"}, {"actual": "85%"}, "0.8", ("85% ≥ 80% 且 85% < 90%",)),
        (SATISFACTION, {"actual": "0.1"}, {"actual": "10%"}, "0", ("10% < 60%",)),
        (
            EXECUTION,
            {"finished": True, "executed": 70, "budget": 100},
            {"finished": "项目已完成", "executed": "70", "budget": "100"},
            "1",
            ("项目已完成且 70 ≤ 100",),
        ),
        (
            EXECUTION,
            {"finished": False, "executed": 72, "budget": 100},
            {"executed": "72", "budget": "100"},
            "0.5",
            ("72 ÷ 100 < 80%",),
        ),
        (
            EXECUTION,
            {"finished": False, "executed": 72, "budget": 100},
            {"executed": "72", "budget": "100", "rate": "72%"},
            "0.5",
            ("72% < 80%",),
        ),
        (
            DEDUCT,
            {"actual": "0.053", "target": "0.02"},
            {"actual": "5.3%", "target": "2%"},
            "max(0, 1 - 0.1 × 向下取整(max(0, 5.3% - 2%) ÷ 1%))",
            (),
        ),
        (
            {"cases": [("actual > 9", "1")], "otherwise": "1 - actual / target"},
            {"actual": 4, "target": 5},
            {"actual": "4", "target": "5"},
            "1 - 4 ÷ 5",
            ("以上各种情形都不成立",),
        ),
        (
            {"needs": {"p": "truth", "q": "truth"}, "share": "if(p and q, 1, if(not p, -(-actual), 0.5))"},
            {"p": False, "q": True, "actual": "0.25"},
            {"p": "甲", "q": "乙", "actual": "0.25"},
            "-(-0.25)",
            ("并非 (甲且乙)", "并非甲"),
        ),
        (
            {"needs": {"p": "truth"}, "share": "if(not p, 1, 0)"},
            {"p": True},
            {"p": "甲"},
            "0",
            ("甲",),
        ),
        (
            {"let": {"s": "steps(actual, 1, 0.5, 0.25)"}, "share": "s * min(s, 1)"},
            {"actual": 2},
            {"actual": "2"},
            "0.5 × min(0.5, 1)",
            ("2 ≥ 1",),
        ),
    ],
)
def test_a_share_tells_how_it_came_about(rule, given, shown, line, because):
    """The worked line holds only what was taken, with figures; the grounds say why it was taken."""
    working = compile_rule(**rule).work(facts(**given))
    assert working.words("zh", shown) == line
    assert working.because("zh", shown) == because


@pytest.mark.parametrize(
    ("relation", "opposite"), [("=", "≠"), ("<>", "="), ("<", "≥"), (">=", "<"), (">", "≤"), ("<=", ">")]
)
def test_a_condition_that_fails_is_told_by_its_opposite(relation, opposite):
    """The ground of the second branch is the comparison that holds."""
    rule = compile_rule(share=f"if(actual {relation} 5, 1, 0)")
    values = {True: {}, False: {}}
    for actual in (4, 5, 6):
        working = rule.work(facts(actual=actual))
        values[working.share == 1][actual] = working.because("en", {"actual": str(actual)})
    assert values[False]
    assert all(because == (f"{actual} {opposite} 5",) for actual, because in values[False].items())


def test_the_row_that_gave_the_share_is_known():
    """Rows count from 1; 0 is the rest, or a rule without rows."""
    rule = compile_rule(cases=[("actual > 2", "1"), ("actual > 1", "0.5")], otherwise="0")
    assert [rule.work(facts(actual=actual)).case for actual in (3, 2, 1)] == [1, 2, 0]
    assert compile_rule(share="1").work({}).case == 0


def test_the_factor_of_a_score_has_its_brackets():
    """What is multiplied by the weight holds together."""
    working = compile_rule(share="1 - actual / target").work(facts(actual=1, target=5))
    assert working.factor("zh", {"actual": "1", "target": "5"}) == "(1 - 1 ÷ 5)"


def test_values_built_on_values_do_not_grow_without_bounds_in_words():
    """A chain that doubles twenty times is told by names once it gets long."""
    let = {"v0": "actual / 1000000000"} | {f"v{n}": f"v{n - 1} + v{n - 1}" for n in range(1, 20)}
    line = compile_rule(let=let, share="v19").work(facts(actual=1)).words("zh", {"actual": "1"})
    assert len(line) < 1000
    assert "v" in line
