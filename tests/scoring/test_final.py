"""Whose points count: 复核 beside what is computed, by the order that the set says."""

from decimal import Decimal
from fractions import Fraction

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from perfkit.model import Adjustment, Policies, Project, Review, Rounding, Stated, Title
from perfkit.testing import evaluated
from scoring.small import a_rule, a_set, a_small_project, codes, counted, ends, judged, leaf, rebuilt, scored, total

SET = a_set(leaf("output", 60), leaf("benefit", 40))


def under(*final, **changes):
    return rebuilt(SET, policies=Policies(final=final), **changes)


def review(by, points, reason="实地核查"):
    return Review(by, points, reason)


FINANCE, UNIT = review("finance", 40), review("department", 50)


@pytest.mark.parametrize(
    ("order", "reviews", "by", "points"),
    [
        (("computed",), (FINANCE, UNIT), "computed", 54),
        (("computed", "finance"), (FINANCE,), "computed", 54),
        (("finance", "computed"), (FINANCE, UNIT), "finance", 40),
        (("finance", "department", "computed"), (UNIT,), "department", 50),
        (("finance", "department", "computed"), (UNIT, FINANCE), "finance", 40),
        (("finance", "department", "computed"), (), "computed", 54),
        (("finance", "computed"), (UNIT,), "computed", 54),
        (("finance", "computed"), (review("finance", 0),), "finance", 0),
        (("finance", "computed"), (review("finance", 60),), "finance", 60),
        (("finance", "computed"), (review("finance", "59.999"),), "finance", Fraction("59.999")),
    ],
)
def test_the_points_of_a_line_are_those_of_the_first_who_gave_any(order, reviews, by, points):
    """What is computed stays beside them, and the total adds up what counts."""
    found = scored(under(*order), judged("output", 60, "0.9", reviews=reviews), judged("benefit", 40))
    line = found.lines[0]

    assert (line.final_by, line.final.exact, line.points.exact, line.share.exact) == (by, points, 54, Fraction(9, 10))
    assert line.reviews == reviews
    assert total(found) == points + 40
    assert ends(found) == (points + 40, points + 40, True)


def test_given_points_are_never_rounded():
    """An evaluator's 59.999 stays what was given, where points are rounded to two places."""
    given_ = judged("output", 60, "0.9", reviews=[review("finance", "59.999")])
    found = scored(under("finance", "computed", rounding={"leaf": Rounding(2)}), given_, judged("benefit", 40))

    assert total(found) == Fraction("99.999")


@pytest.mark.parametrize("points", ["60.01", 61, 1000])
def test_more_points_than_the_weight_are_refused(points):
    """No total follows, neither from the wrong points nor from the computed ones that should not count."""
    found = scored(
        under("finance", "computed"), judged("output", 60, reviews=[review("finance", points)]), judged("benefit", 40)
    )

    assert (found.state, codes(found), found.lines[0].points.exact) == ("absent", ["review.too-much"], 60)
    assert ends(found)[:2] == (40, 100)


def test_more_points_than_the_weight_do_no_harm_where_they_do_not_count():
    """A wrong review that the set does not ask for changes nothing."""
    found = scored(under("computed"), judged("output", 60, reviews=[review("finance", 61)]), judged("benefit", 40))

    assert total(found) == 100


def test_two_different_points_of_one_evaluator_count_for_nothing():
    """Of a line and of a project alike: which of the two is meant is not the library's choice."""
    card = (judged("output", 60), judged("benefit", 40))

    def of_a_line(*points):
        given_ = judged("output", 60, "0.9", reviews=[review("finance", one) for one in points])
        return scored(under("finance", "computed"), given_, judged("benefit", 40))

    def of_a_project(*points):
        return scored(under("finance", "computed"), *card, reviews=[review("finance", one) for one in points])

    for found in (of_a_line, of_a_project):
        assert (found(50, 51).state, codes(found(50, 51))) == ("absent", ["review.two-points"])
        assert found(50, 50).state == "computed"
    assert total(of_a_line(50, "50.0")) == 90


def test_findings_name_the_evaluator_as_the_set_does():
    """The set's name of who gave the points, not the key by which its files know him."""
    named = under("finance", "computed", labels={"finance": Title("财政部门", "finance office")})
    given_ = [judged("output", 60, "0.9", reviews=[Review("finance", points)]) for points in (50, 70)]
    found = [scored(named, one, judged("benefit", 40)).findings[0] for one in given_]

    assert found[0].message("zh") == "“output60”由财政部门评定 50 分，计算为 54 分，没有写明理由"
    assert found[1].message("en") == "finance office gave “output60” 70 points, more than its weight 60"


@pytest.mark.parametrize(
    ("points", "reason", "asked"), [(50, "", True), (54, "", False), (50, "实地核查", False), (54, "x", False)]
)
def test_other_points_than_the_computed_ones_want_a_reason(points, reason, asked):
    """Without one the points count all the same, with a warning."""
    given_ = judged("output", 60, "0.9", reviews=[review("finance", points, reason)])
    found = scored(under("finance", "computed"), given_, judged("benefit", 40))

    assert total(found) == points + 40
    assert codes(found) == (["review.no-reason"] if asked else [])


def test_points_may_be_given_where_none_can_be_computed():
    """An indicator that nobody judged: the finding stays, and the points that were given make the total."""
    given_ = judged("output", 60, None, reviews=[review("finance", 30, "")])
    known = scored(under("finance", "computed"), given_, judged("benefit", 40))
    open_ = scored(under("computed", "finance"), given_, judged("benefit", 40))
    unknown = scored(under("computed"), given_, judged("benefit", 40))

    assert (known.state, total(known), codes(known)) == ("computed", 70, ["indicator.judgement-missing"])
    assert (total(open_), unknown.state) == (70, "absent")


@pytest.mark.parametrize("policy", ["move", "weights", "total", "full"])
def test_points_for_what_does_not_apply_contradict_it(policy):
    """Its weight went elsewhere, and yet an evaluator gave points: no total; where it has full points there is one."""
    policies = Policies(final=("computed", "finance"), not_applicable=policy)
    out = judged("output", 30, None, applicable=False, reviews=[review("finance", 7)])
    card = (out, judged("output", 30, name="乙"), judged("benefit", 40))
    found = scored(rebuilt(SET, policies=policies), *card)
    unasked = scored(rebuilt(SET, policies=evolve(policies, final=["computed"])), *card)

    assert total(found) == (100 if policy == "full" else ["review.not-applicable"])
    assert total(unasked) == 100


@pytest.mark.parametrize(
    ("order", "points", "grade"),
    [(("computed",), 94, "优"), (("finance", "computed"), 79, "中"), (("computed", "finance"), 94, "优")],
)
def test_the_total_of_an_evaluator_counts_for_the_project(order, points, grade):
    """The computed total stays beside it; the grade is that of the one that counts."""
    card = (judged("output", 60, "0.9"), judged("benefit", 40))
    found = scored(under(*order), *card, reviews=[review("finance", 79)])

    assert (found.state, total(found)) == ("computed", 94)
    assert (found.final_by, found.final_points.exact, found.grade) == (order[0], points, grade)


def test_the_mean_is_that_of_the_totals_that_count():
    """94 computed, 79 by finance instead of 100, 60 stated, and one that cannot be scored: a mean of three."""
    set_ = under("finance", "computed")
    projects = [
        a_small_project(judged("output", 60, "0.9"), judged("benefit", 40)),
        a_small_project(judged("output", 60), judged("benefit", 40), name="乙", reviews=[review("finance", 79)]),
        Project(name="丙", stated=Stated(points=60)),
        a_small_project(judged("output", 60, None), judged("benefit", 40), name="丁"),
    ]
    found = evaluated(*projects, under=set_)

    assert found.mean.exact == Fraction(94 + 79 + 60, 3)
    assert [result.project.name for result in found.scored] == ["甲", "乙", "丙"]


@pytest.mark.parametrize(
    "project",
    [
        a_small_project(judged("output", 60, None), judged("benefit", 40)),
        a_small_project(judged("output", 60), judged("benefit", 30)),
        a_small_project(judged("output", 60), judged("benefits", 40)),
        Project(name="甲", stated=Stated(points=100)),
        Project(name="甲"),
    ],
)
def test_the_total_of_an_evaluator_has_its_grade_whatever_could_be_computed(project):
    """A line or a whole card that cannot be scored, a stated total, nothing at all: finance gave 85, and that is 良."""
    found = evaluated(evolve(project, reviews=[review("finance", 85)]), under=under("finance", "computed"))
    result = found.projects[0]

    assert (result.final_by, result.final_points.exact, result.grade) == ("finance", 85, "良")
    assert found.mean.exact == 85


@pytest.mark.parametrize("card", [(judged("output", 60), judged("benefit", 40)), ()])
def test_a_total_above_full_marks_is_refused(card):
    """120 points of 100 count for nothing, and neither does what was computed or stated in their place."""
    found = scored(under("finance", "computed"), *card, reviews=[review("finance", 120)], stated=Stated(points=70))

    assert (found.state, found.final_points, found.grade, codes(found)) == ("absent", None, "", ["review.too-much"])


@pytest.mark.parametrize(("points", "reason", "asked"), [(79, "", True), (94, "", False), (79, "x", False)])
def test_another_total_than_the_computed_one_wants_a_reason(points, reason, asked):
    """As for a line, a warning that names the evaluator and both totals."""
    card = (judged("output", 60, "0.9"), judged("benefit", 40))
    found = scored(under("finance", "computed"), *card, reviews=[review("finance", points, reason)])

    assert codes(found) == (["review.no-reason"] if asked else [])


@given(
    st.lists(st.none() | st.integers(0, 60), min_size=3, max_size=3),
    st.permutations(["computed", "a", "b", "c"]),
    st.integers(0, 4),
)
def test_the_order_of_the_set_decides_and_nothing_else(points, order, quarters):
    """Whatever is given by whom: the first of the order who gave points, in a line and in the total."""
    reviews = [review(by, one) for by, one in zip("abc", points, strict=True) if one is not None]
    card = (judged("output", 60, Decimal(quarters) / 4, reviews=reviews), judged("benefit", 40))
    given_ = {"computed": 15 * quarters, **{one.by: int(one.points) for one in reviews}}
    winner = next(by for by in order if by in given_)
    found = scored(under(*order), *card)

    assert (found.lines[0].final_by, total(found)) == (winner, given_[winner] + 40)


def test_points_may_be_given_up_to_what_the_rule_may_give():
    """A rule that gives 120 % of 60 points lets an evaluator give 72 of them, and no more."""
    bonus = a_rule("bonus", "min(actual / target, 120%)", limits=["0", "120%"])
    set_ = rebuilt(under("finance", "computed"), rules={**SET.rules, "bonus": bonus})

    def found(points):
        given_ = counted("output", 60, 100, rule="bonus", reviews=[review("finance", points)])
        return total(scored(set_, given_, judged("benefit", 40)))

    assert [found(72), found("72.01")] == [112, ["review.too-much"]]


@pytest.mark.parametrize(("limits", "most"), [((), 100), (("0", "110"), 110)])
def test_the_most_that_may_be_given_to_a_project(limits, most):
    """Full marks, or what an adjustment of the total may give beyond them."""
    veto = Adjustment(code="x", title=Title("x"), at="total", when="misused", points="0", limits=limits)
    set_ = under("finance", "computed", needs={"misused": "truth"}, assumes={"misused": False}, adjustments=[veto])

    def found(points):
        card = (judged("output", 60), judged("benefit", 40))
        return scored(set_, *card, reviews=[review("finance", points)])

    assert found(most).final_points.exact == most
    assert codes(found(most + 1)) == ["review.too-much"]
