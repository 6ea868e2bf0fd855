"""The lines of a project: their share, their points after the leaf rounding, and what asks for a reason."""

from fractions import Fraction

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from perfkit.errors import Place
from perfkit.model import MODES, Funding, Origin, Policies, Rounding, Stated
from scoring.small import a_rule, a_set, codes, counted, half_up, judged, leaf, measure, rebuilt, scored, total

PLAIN = a_set(leaf("output", 100))


@pytest.mark.parametrize(
    ("rounding", "points"),
    [
        (None, Fraction(1925, 200)),
        (Rounding(2), "9.63"),
        (Rounding(2, "half-even"), "9.62"),
        (Rounding(2, "half-down"), "9.62"),
        (Rounding(2, "down"), "9.62"),
        (Rounding(2, "up"), "9.63"),
        (Rounding(2, "floor"), "9.62"),
        (Rounding(2, "ceiling"), "9.63"),
        (Rounding(1), "9.6"),
        (Rounding(0), "10"),
        (Rounding(3), "9.625"),
    ],
)
def test_points_after_the_leaf_rounding(rounding, points):
    """77 of 80 of 10 points are 9.625: a tie at two places; the share stays exact under every rounding."""
    under = rebuilt(PLAIN, rounding={} if rounding is None else {"leaf": rounding})
    line = scored(under, counted("output", 10, 77, 80), judged("output", 90)).lines[0]

    assert (line.share.exact, line.points.exact) == (Fraction(77, 80), Fraction(points))


@given(st.integers(1, 100), st.integers(0, 300), st.integers(1, 200), st.integers(0, 3))
def test_rounded_points_against_another_way_of_rounding(weight, actual, target, places):
    """The points are the nearest decimal to share × weight, ties away from zero; the total is their sum."""
    under = rebuilt(PLAIN, rounding={"leaf": Rounding(places)})
    found = scored(under, counted("output", weight, actual, target), judged("output", 100 - weight, name="乙"))
    points = half_up(min(Fraction(actual, target), 1) * weight, places)

    assert found.lines[0].points.exact == points
    assert found.points.exact == points + 100 - weight


@given(st.lists(st.integers(0, 100), min_size=4, max_size=4), st.sampled_from(MODES), st.integers(0, 2))
def test_full_marks_stay_full_and_nothing_stays_nothing(actuals, mode, places):
    """No way of rounding gives more than the weight, or less than nothing, or changes either end."""
    under = rebuilt(PLAIN, rounding={"leaf": Rounding(places, mode)})
    found = scored(under, *(counted("output", 25, actual, 99, str(at)) for at, actual in enumerate(actuals)))

    for line, actual in zip(found.lines, actuals, strict=True):
        assert 0 <= line.points.exact <= 25
        assert (actual < 99) or line.points.exact == 25
        assert actual or line.points.exact == 0


def test_lines_stand_in_the_order_of_the_set_and_then_of_the_unit():
    """However the unit mixed its blocks; codes count within a block."""
    under = a_set(leaf("output", 60), measure("execution", 10), leaf("benefit", 30))
    mixed = (judged("benefit", 30), judged("output", 20), judged("output", 40))
    found = scored(under, *mixed, funding=Funding(budget=1, executed=1))

    assert [line.code for line in found.lines] == ["output[1]", "output[2]", "execution", "benefit[1]"]
    assert [line.name for line in found.lines] == ["output20", "output40", "execution", "benefit30"]


def test_one_line_that_fails_spoils_no_other_line():
    """A share outside its limits, a divisor of zero, a missing fact: each is absent for its own reason."""
    rules = [
        a_rule("over", "actual / target"),
        a_rule("zero", "1 / (actual - target)"),
        a_rule("fact", "if(done, 1, 0)", needs={"done": "truth"}),
    ]
    under = a_set(leaf("output", 100), rules=rules)
    card = [counted("output", 20, 100, 80, rule.name, rule=rule.name) for rule in rules]
    card[1] = counted("output", 20, 80, 80, "zero", rule="zero")
    found = scored(under, *card, judged("output", 40, "0.5"))

    assert codes(found) == ["formula.share-outside", "formula.division-by-zero", "formula.missing"]
    assert [line.points is None for line in found.lines] == [True, True, True, False]
    assert (found.state, found.points, found.grade) == ("absent", None, "")


def test_limits_let_a_line_earn_more_than_its_weight_or_less_than_nothing():
    """A rule with limits of −50 % and 120 % may give 24 of 20 points, or take 10 away."""
    bonus = a_rule("bonus", "clamp(actual / target, -50%, 120%)", limits=["-50%", "120%"])
    under = a_set(leaf("output", 100), rules=[bonus])

    def points(actual):
        return total(scored(under, counted("output", 20, actual, rule="bonus"), judged("output", 80, "0.5")))

    assert [points(actual) for actual in (150, 110, 50, -80)] == [64, 62, 50, 30]


GIVEN = "因天气原因"


@pytest.mark.parametrize(
    ("actual", "reason", "asked"),
    [(129, "", False), ("129.99", "", False), (130, "", True), (500, "", True), (130, GIVEN, False), (100, "", False)],
)
def test_too_much_reached_asks_for_a_reason_and_leaves_the_score(actual, reason, asked):
    """From 130 % of the target on a reason is demanded (Guangxi); the score is that of the rule, with it or without."""
    rule = a_rule("asking", "min(actual / target, 1)", explain_when="actual >= 130% * target")
    under = a_set(leaf("output", 100), rules=[rule])
    found = scored(under, counted("output", 100, actual, rule="asking", reason=reason))

    assert total(found) == 100
    assert codes(found) == (["indicator.reason-needed"] if asked else [])
    assert [finding.severity for finding in found.findings] == ["warning"] * asked
    assert found.lines[0].must_explain == asked


def test_a_reason_is_asked_for_by_let_values_and_never_by_what_is_missing():
    """The condition may use what the rule defines; where it cannot be decided nothing is asked."""
    rule = a_rule(
        "asking",
        "min(rate, 1)",
        let={"rate": "actual / target"},
        needs={"planned": "truth"},
        explain_when="rate > 130% and not planned",
    )
    under = a_set(leaf("output", 100), rules=[rule])

    def asked(**facts):
        return scored(under, counted("output", 100, 200, rule="asking", facts=facts)).lines[0].must_explain

    assert [asked(planned=False), asked(planned=True), asked()] == [True, False, False]


def test_a_policy_asks_for_no_reason():
    """A line that scores by a policy was not held against its rule."""
    rule = a_rule("asking", "min(actual / target, 1)", explain_when="target > 0")
    under = a_set(leaf("output", 100), rules=[rule], policies=Policies(missing="zero"))
    found = scored(under, counted("output", 100, None, rule="asking"))

    assert (total(found), codes(found), found.lines[0].policy) == (0, [], "zero")


def test_a_rule_that_gives_a_grade_cannot_score_an_indicator():
    """A project that names such a rule has no total and says why; it does not break the evaluation."""
    counting = a_rule("counting", "优", gives=["优", "差"])
    under = a_set(leaf("output", 100), rules=[counting])
    found = scored(under, judged("output", 100, rule="counting"))

    assert (found.state, codes(found)) == ("absent", ["indicator.rule-gives-grade"])


def test_a_measure_of_one_point_is_asked_and_has_the_origin_of_the_money():
    """Its line was read where the row of money stands; without money, where the project does."""
    under = a_set(measure("execution", 1), leaf("output", 99))
    here, there = Origin(Place(file="项目.toml")), Origin(Place(file="资金.csv"))
    money = Funding(budget=2, executed=1, origin=there)
    found = scored(under, judged("output", 99), funding=money, origin=here)
    bare = scored(under, judged("output", 99), origin=here)

    assert (found.lines[0].points.exact, found.lines[0].origin) == (Fraction(1, 2), there)
    assert (found.lines[0].target, found.lines[0].actual) == ("100%", "50%")
    assert bare.lines[0].origin == here


def test_promises_are_no_lines():
    """Targets without points beside a stated total: only what the set measures itself is a line."""
    under = a_set(measure("execution", 10), leaf("output", 90))
    promised = counted("output", None, None, name="承诺")
    found = scored(under, promised, funding=Funding(budget=2, executed=1), stated=Stated(points=90))

    assert [line.code for line in found.lines] == ["execution"]


def test_an_indicator_without_a_target_may_be_scored_by_a_rule_that_wants_none():
    """The evaluator's judgement is enough, where the indicator names the rule."""
    bare = evolve(judged("output", 100, "0.5", rule="judged"), target=None)

    assert total(scored(PLAIN, bare)) == 50
