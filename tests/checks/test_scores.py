"""Printed totals between two stretches of possible ones."""

import pytest
from attrs import evolve

from perfkit.checks import check
from perfkit.model import Basis, Funding, Stated, number, stated_figure
from perfkit.testing import evaluated
from scoring.small import a_rule, a_set, a_small_project, counted, judged, leaf, measure

TEXT = Basis(document="文件", clause="一", verified=True)
RULE = a_rule("stepped", "steps(actual, 90%, 1, 80%, 0.8, 60%, 0.5, 0)")


def a_county(*, verified=True):
    """A set whose rules were compared with their text, or not all of them."""
    plain = a_set(measure("execution", 10), leaf("a", 90), rules=[RULE])
    rules = {name: evolve(rule, basis=[TEXT]) for name, rule in plain.rules.items()}
    rules["stepped"] = evolve(RULE, basis=[evolve(TEXT, verified=verified)])
    return evolve(plain, rules=rules)


def found(points, *, verified=True):
    """What the checks find: 10 points by steps are open, the other 90 are known."""
    stated = Stated(points=stated_figure(number(points), "分"))
    card = [counted("a", 10, None, target=1, rule="stepped"), judged("a", 80)]
    money = Funding(budget=100, executed=100)
    project = a_small_project(*card, funding=money, stated=stated)
    return [
        one for one in check(evaluated(project, under=a_county(verified=verified))) if one.code.startswith("score.")
    ]


@pytest.mark.parametrize(
    ("points", "expected"),
    [
        ("90", []),
        ("90.01", ["score.between"]),
        ("94.99", ["score.between"]),
        ("95", []),
        ("96", ["score.between"]),
        ("98", []),
        ("99", ["score.between"]),
        ("100", []),
    ],
)
def test_a_total_between_two_possible_ones_is_found(points, expected):
    """Ninety and 0, 5, 8 or 10: nothing between them can be."""
    assert [finding.code for finding in found(points)] == expected


def test_the_points_next_to_it_are_said():
    """With the set and its rules, in both languages; an error only where every rule was compared with its text."""
    [certain], [doubtful] = found("96"), found("96", verified=False)

    assert (certain.code, certain.severity) == ("score.between", "error")
    assert (doubtful.code, doubtful.severity) == ("score.between-unverified", "warning")
    assert certain.names["rules"] == ("ratio", "stepped", "judged")
    assert [certain.figures[name].exact for name in ("stated", "below", "above")] == [96, 95, 98]
    for finding in (certain, doubtful):
        assert "95 分 及以下或 98 分 及以上" in finding.worded("zh")
        assert "95 points or less, or 98 points or more" in finding.worded("en")
    assert "条文已核对" in certain.worded("zh")
    assert "条文未全部核对" in doubtful.worded("zh")


def test_the_explanation_says_what_lies_beside_it():
    """The possible totals are listed, and the stated one is said to lie between two of them."""
    stated = Stated(points=stated_figure(number("96"), "分"))
    card = [counted("a", 10, None, target=1, rule="stepped"), judged("a", 80)]
    project = a_small_project(*card, funding=Funding(budget=100, executed=100), stated=stated)
    result = evaluated(project, under=a_county()).projects[0]

    assert "可能的总分：90、95、98、100 分（两端都能达到）" in result.explain("zh")
    assert "填报总分 96 分在 95 分和 98 分之间，其间的得分都不可能：这个得分不可能发生" in result.explain("zh")
    assert "The stated total 96 points lies between 95 points and 98 points" in result.explain("en")
    outside = evolve(result, stated_points=stated_figure(number("89"), "分"))
    assert "填报总分 89 分不在可能的范围内" in outside.explain("zh")
    assert [low for low, _ in result.bounds.record()["pieces"]] == ["90", "95", "98", "100"]


def test_the_measure_that_bounds_a_total_is_named_with_its_own_value():
    """A set need not know an execution rate: what is told is the first measure that was scored, and what it came to."""
    share = measure("on-time", 10, "executed / initial", rule="whole")
    under = evolve(a_set(share, leaf("a", 90), rules=[a_rule("whole", "min(actual, 1)")]), measures={})
    money = Funding(initial=100, executed=50)
    project = a_small_project(funding=money, stated=Stated(points=stated_figure(number("96"), "分")))

    (finding,) = [one for one in check(evaluated(project, under=under)) if one.code.startswith("score.")]

    assert "on-time 50%" in finding.message("en")
    assert "rate" not in finding.figures
