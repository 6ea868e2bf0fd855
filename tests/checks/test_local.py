"""Checks under a set that moves weights, reviews points, adjusts totals and gives grades: silent for right data."""

import pytest
from attrs import evolve

from perfkit.checks import check
from perfkit.model import Policies, Project, Review, Rule, Stated, Title, number, stated_figure
from perfkit.testing import evaluated
from scoring.local import BENEFIT, SERVED, a_local_project, local_set, outputs, projects


def stated(points, grade=""):
    """What a unit prints about a whole project."""
    return Stated(points=stated_figure(number(points), "分"), grade=grade)


def codes(*of, under=None):
    """The codes of what is found about these projects."""
    return [finding.code for finding in check(evaluated(*of, under=under or local_set()))]


def named(name):
    """One of the county's projects."""
    return next(one for one in projects() if one.name == name)


def printing(project, name, points):
    """The project with the points that its unit printed beside one indicator."""
    changed = [evolve(one, stated_points=points) if one.name == name else one for one in project.indicators]
    return evolve(project, indicators=changed)


@pytest.mark.parametrize(
    ("project", "name", "points", "code"),
    [
        ("移入", "闸", 15, ""),  # 15 of the 8 it had: weight moved here
        ("移入", "闸", 16, "line.outside-weight"),
        ("移入", "桥", 0, ""),  # it does not apply
        ("移入", "桥", 14, "line.not-scored"),
        ("复核", "受益", "28.88", ""),  # as computed
        ("复核", "受益", 25, ""),  # as the treasury gave it, which counts
        ("复核", "受益", 28, "line.points-differ"),
        ("缺数", "受益", 0, ""),
        ("缺数", "受益", 30, "line.points-differ"),
    ],
)
def test_printed_points_of_a_line(project, name, points, code):
    """What was computed and what counts are both right; points of what is not scored, or beyond the weight, are not."""
    own = codes(named(project))

    assert codes(printing(named(project), name, points)) == [*own, *([code] if code else [])]


@pytest.mark.parametrize(("points", "code"), [("33", ""), ("34", "line.points-differ"), ("37", "line.outside-weight")])
def test_a_rule_may_give_more_than_the_weight(points, code):
    """With limits up to 120 %, 33 of 30 points are right, 34 are other points, and 37 cannot be."""
    more = Rule(name="more", title=Title("多得"), share="min(actual / target, 120%)", limits=["0", "120%"])
    under = local_set(rules={**local_set().rules, "more": more}, policies=Policies())
    indicator = evolve(BENEFIT, actual=88, rule="more", stated_points=points)
    whole = a_local_project("多得", indicators=(*outputs(), indicator, SERVED))

    assert codes(whole, under=under) == ([code] if code else [])


@pytest.mark.parametrize(
    ("project", "points", "grade", "found"),
    [
        ("总分复核", "88.5", "良", []),
        ("总分复核", "100", "优", []),
        ("总分复核", "90", "优", ["score.total-differs"]),
        ("否决", "59", "差", []),
        ("否决", "59", "中", ["grade.not-given"]),
        ("否决", "100", "优", ["score.total-differs", "grade.not-given"]),
        ("无满意度", "86.5", "良", []),
        ("填报", "95", "差", []),  # it may have been vetoed
        ("填报", "95", "良", ["grade.differs"]),
    ],
)
def test_printed_totals_and_grades(project, points, grade, found):
    """The computed total and the one that counts are right, and the grade that a veto gave; others are found."""
    assert codes(evolve(named(project), stated=stated(points, grade))) == found


def test_a_grade_by_a_rule_is_not_that_of_the_scale():
    """90.8 points are 优 by the scale and 良 by the rule of the set; of a total alone nothing is known."""
    under = local_set(combine="thirds", grade_by="by-output")
    project = named("无满意度")

    assert codes(evolve(project, stated=stated("90.8", "良")), under=under) == []
    assert codes(evolve(project, stated=stated("90.8", "优")), under=under) == ["grade.not-given"]
    assert codes(Project(name="只填报", stated=stated("95", "中")), under=under) == []


def test_a_total_given_by_an_evaluator_may_lie_outside_what_the_rules_allow():
    """A unit that prints the total which counts prints no impossible one; without the review it does."""
    money = a_local_project("丙").funding
    low = evolve(money, executed=0)
    given = [Review("finance", number("95"), "补正后评定")]
    project = Project(name="丙", funding=low, stated=stated("95"), reviews=given)

    assert codes(project) == []
    assert codes(evolve(project, reviews=[]), under=local_set(combine="", adjustments=[])) == ["score.impossible"]


def test_a_project_that_only_an_evaluator_scored_is_scored():
    """No row of scores is missing where the total of the treasury counts."""
    scored = evolve(a_local_project("甲"), code="1")
    reviewed = evolve(a_local_project("乙"), code="2", indicators=(), reviews=[Review("finance", number("90"), "核定")])

    assert codes(scored, reviewed) == []
    assert codes(scored, evolve(reviewed, reviews=[])) == ["coverage.not-scored"]


def test_the_projects_of_the_county_are_right():
    """Nothing is found about those with money but what they lack: a reason, a ground, points that fit the weight."""
    reason, ground, beyond = "review.no-reason", "adjustment.no-ground", "review.too-much"

    assert codes(*projects()[:-1]) == [reason, ground, beyond]
