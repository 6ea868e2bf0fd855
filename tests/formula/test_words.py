"""The reading in words, in Chinese and English."""

import pytest

from perfkit.formula import factor, parse, prose, words

SCOPE = {
    **dict.fromkeys(("actual", "target", "baseline", "weight", "executed", "budget", "a", "b"), "number"),
    "finished": "truth",
    "approved": "truth",
}
TERMS = {"executed": "执行数", "budget": "预算数", "finished": "项目已完成", "approved": "已批复"}


@pytest.mark.parametrize(
    ("text", "zh", "en"),
    [
        ("actual / target", "完成值 ÷ 指标值", "actual ÷ target"),
        ("baseline - weight", "基期值 - 分值", "baseline - weight"),
        ("executed / budget", "执行数 ÷ 预算数", "executed ÷ budget"),
        ("min(actual / target, 1)", "min(完成值 ÷ 指标值, 1)", "min(actual ÷ target, 1)"),
        ("2 * (a + b)", "2 × (a + b)", "2 × (a + b)"),
        ("a - (b - 1)", "a - (b - 1)", "a - (b - 1)"),
        ("-(a + 0.50)", "-(a + 0.50)", "-(a + 0.50)"),
        ("actual >= 95%", "完成值 ≥ 95%", "actual ≥ 95%"),
        ("a <= 1", "a ≤ 1", "a ≤ 1"),
        ("a <> 0", "a ≠ 0", "a ≠ 0"),
        ("a = 0", "a = 0", "a = 0"),
        ("a < 0", "a < 0", "a < 0"),
        ("a > 0", "a > 0", "a > 0"),
        ("finished and approved", "项目已完成且已批复", "finished and approved"),
        ("finished and a < 60%", "项目已完成且 a < 60%", "finished and a < 60%"),
        ("a < 60% or finished", "a < 60% 或项目已完成", "a < 60% or finished"),
        ("not finished", "项目未完成", "not finished"),
        ("not (finished or a = 1)", "并非 (项目已完成或 a = 1)", "not (finished or a = 1)"),
        ("clamp(a, 0, 1)", "min(max(a, 0), 1)", "min(max(a, 0), 1)"),
        ("round(a / b, 2)", "四舍五入(a ÷ b, 2)", "round(a ÷ b, 2)"),
        ("floor(a) + ceil(b)", "向下取整(a) + 向上取整(b)", "floor(a) + ceil(b)"),
        ("abs(a - b)", "绝对值(a - b)", "abs(a - b)"),
        ("max(a, b)", "max(a, b)", "max(a, b)"),
        (
            "if(actual = 0, 1, min(target / actual, 1))",
            "若完成值 = 0 则为 1，否则为 min(指标值 ÷ 完成值, 1)",
            "1 if actual = 0, otherwise min(target ÷ actual, 1)",
        ),
        (
            "2 * if(finished, budget, executed)",
            "2 × (若项目已完成则为预算数，否则为执行数)",
            "2 × (budget if finished, otherwise executed)",
        ),
        (
            "steps(actual, 90%, 1, 80%, 0.8, 60%, 0.5, 0)",
            "完成值达到 90% 得 100%，达到 80% 得 80%，达到 60% 得 50%，其余得 0",
            "actual of at least 90% earns 100%, at least 80% earns 80%, at least 60% earns 50%, anything less earns 0",
        ),
        (
            "steps(a, 10, 50, 5, 1, 0)",
            "a 达到 10 得 50，达到 5 得 1，其余得 0",
            "a of at least 10 earns 50, at least 5 earns 1, anything less earns 0",
        ),
        (
            "steps(a, 10, 1.5, 5, 1, 0)",
            "a 达到 10 得 1.5，达到 5 得 1，其余得 0",
            "a of at least 10 earns 1.5, at least 5 earns 1, anything less earns 0",
        ),
        ("steps(a, 1, b, 0)", "a 达到 1 得 b，其余得 0", "a of at least 1 earns b, anything less earns 0"),
        (
            "1 - steps(a, 1, 33.3%, 0.125)",
            "1 - (a 达到 1 得 33.3%，其余得 12.5%)",
            "1 - (a of at least 1 earns 33.3%, anything less earns 12.5%)",
        ),
    ],
)
def test_formulas_read_as_on_paper(text, zh, en):
    """Signs of paper, terms for names, numbers as typed, blanks only where Chinese needs them."""
    tree = parse(text, SCOPE)
    assert words(tree, "zh", TERMS) == zh
    assert words(tree, "en") == en


@pytest.mark.parametrize(
    ("text", "zh", "en"),
    [
        ("min(actual / target, 1)", "完成值 ÷ 指标值，最多为 1", "actual ÷ target, but at most 1"),
        ("min(1, a)", "a，最多为 1", "a, but at most 1"),
        ("max(0, 1 - a)", "1 - a，最少为 0", "1 - a, but at least 0"),
        ("max(a, 10%)", "a，最少为 10%", "a, but at least 10%"),
        ("min(a, b)", "min(a, b)", "min(a, b)"),
        ("min(a, b, 1)", "min(a, b, 1)", "min(a, b, 1)"),
        ("clamp(a / b, 0, 1)", "a ÷ b，最少为 0，最多为 1", "a ÷ b, but at least 0 and at most 1"),
        ("1 - min(a, 1)", "1 - min(a, 1)", "1 - min(a, 1)"),
        ("0.8", "80%", "80%"),
        ("1", "100%", "100%"),
        ("0", "0", "0"),
        ("80%", "80%", "80%"),
        ("2", "2", "2"),
        (
            "if(actual = 0, 1, min(target / actual, 1))",
            "若完成值 = 0 则为 1，否则为指标值 ÷ 完成值，最多为 1",
            "1 if actual = 0, otherwise target ÷ actual, but at most 1",
        ),
        (
            "max(0, steps(a, 1, 1, 0))",
            "(a 达到 1 得 100%，其余得 0)，最少为 0",
            "(a of at least 1 earns 100%, anything less earns 0), but at least 0",
        ),
    ],
)
def test_prose_says_limits_and_shares(text, zh, en):
    """At the top of a sentence limits are said and fixed shares become percentages; inside a formula they are not."""
    tree = parse(text, SCOPE)
    assert prose(tree, "zh", TERMS) == zh
    assert prose(tree, "en") == en


def test_figures_stand_in_the_place_of_names():
    """With figures the same formula is the worked line of a score."""
    tree = parse("min(actual / target, 1)", SCOPE)
    assert words(tree, "zh", {"actual": "77", "target": "80"}) == "min(77 ÷ 80, 1)"


def test_negative_figures_get_brackets_where_a_sign_stands_before_them():
    """A figure below zero reads like any other operand with a sign."""
    figures = {"a": "-5", "b": "3"}
    assert words(parse("b - a * b", SCOPE), "zh", figures) == "3 - -5 × 3"
    assert words(parse("-a", SCOPE), "zh", figures) == "-(-5)"


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("a", "a"),
        ("min(a, 1)", "min(a, 1)"),
        ("-a", "(-a)"),
        ("a / b", "(a ÷ b)"),
        ("a * b", "(a × b)"),
        ("1 - a", "(1 - a)"),
        ("steps(a, 1, 1, 0)", "(a 达到 1 得 100%，其余得 0)"),
    ],
)
def test_a_factor_has_brackets_where_it_needs_them(text, written):
    """What stands behind ``10 ×`` holds together."""
    assert factor(parse(text, SCOPE), "zh") == written


def test_terms_are_never_changed():
    """Blanks are set around a term, never inside it."""
    shown = {"a": "5G 基站 数量", "b": "PM2.5浓度"}
    assert words(parse("if(finished, a, b)", SCOPE), "zh", shown) == "若 finished 则为 5G 基站 数量，否则为 PM2.5浓度"
