"""What can be changed about a project, one thing at a time."""

from decimal import Decimal
from fractions import Fraction

import pytest

from perfkit.model import Funding, Policies, Review, Target, Title
from perfkit.scoring.answers.movable import choices, numbers, scored_amounts
from scoring.small import a_rule, a_set, counted, judged, leaf, measure, rebuilt, scored

SET = a_set(leaf("output", 60), leaf("benefit", 40))
ELEMENTS = a_rule("elements", "mean(elements, met)", needs={"elements": {"met": "number"}})
STATE = a_rule("state", "if(state = 优 and finished, 1, 0.5)", needs={"state": ("优", "良", "差"), "finished": "truth"})


WITHIN = a_rule("within", "if(actual >= target and actual <= upper, 1, 0)")
REACHED = a_rule("reached", "if(actual <= target, 1, 0)")
COUNTED = a_set(leaf("output", 60), leaf("benefit", 40), rules=[WITHIN, REACHED])


def only(actual, target=100):
    """The actual of a project's one counted indicator."""
    rule = "within" if isinstance(target, Target) and target.upper is not None else "reached"
    own = [judged("output", 60), counted("benefit", 40, actual, target=target, rule=rule)]
    return next(one for one in numbers(scored(COUNTED, *own)) if one.name == "actual")


@pytest.mark.parametrize(
    ("target", "actual", "places", "now", "high", "scale"),
    [
        (100, 80, 0, 80, 1000, 100),
        (100, "80.5", 1, 805, 10000, 1000),
        (Target.at_least("99.50", "%"), 80, 2, 8000, 99500, 9950),
        (Target.at_most(5, "天"), 20, 0, 20, 200, 5),
        (Target.equal(0, "次"), 3, 0, 3, 30, 3),
        (Target.at_most(0, "次"), 0, 0, 0, 10, 1),
        (Target.at_least(3), -2, 0, -2, 30, 3),
    ],
)
def test_an_actual_moves_in_the_last_place_that_is_written(target, actual, places, now, high, scale):
    """Up to ten times the greater of target and actual; a change is measured by the target."""
    one = only(actual, target)
    assert (one.code, one.name, one.places, one.now, one.high, one.scale) == (
        "benefit[1]",
        "actual",
        places,
        now,
        high,
        scale,
    )
    assert one.low == (0 if now >= 0 else -high)


def test_a_range_is_measured_by_its_upper_end():
    """From 20.5 to 40 there is one place and a scale of 40."""
    one = only(10, Target.between("20.5", 40))
    assert (one.places, one.scale, one.high) == (1, 400, 4000)


def test_a_number_is_shown_and_given_as_formulas_take_it():
    """80.5 % is a share of 0.805, and 805 last places."""
    one = only("80.5", Target.at_least(95, "%"))
    assert (one.value(805), one.shown(805), one.shown(810)) == (Fraction("0.805"), "80.5%", "81%")
    assert one.size(900) == Fraction(95, 950)
    assert one.title == Title("“benefit40”的完成值", "the actual of benefit40")


def test_the_project_is_made_anew_with_the_number():
    """The words that were printed for the old one go with it; the other indicators stay."""
    own = [judged("output", 60), counted("benefit", 40, 80, reached="约八十")]
    result = scored(SET, *own)
    (one,) = [number for number in numbers(result) if number.name == "actual"]
    changed = one.make(result.project, 95)
    assert (changed.indicators[1].actual, changed.indicators[1].reached) == (Decimal(95), "")
    assert changed.indicators[0] is result.project.indicators[0]


@pytest.mark.parametrize(
    ("share", "places", "now", "high"), [("0.8", 0, 80, 100), (1, 0, 100, 100), ("0.855", 1, 855, 1000)]
)
def test_a_judgement_moves_in_percent(share, places, now, high):
    """Whole ones, or as fine as it is written."""
    one = next(numbers(scored(SET, judged("output", 60, share), judged("benefit", 40, None))))
    assert (one.name, one.places, one.now, one.low, one.high, one.scale) == ("judged", places, now, 0, high, high)
    changed = one.make(scored(SET, judged("output", 60, share)).project, high - 1)
    assert changed.indicators[0].judged == Fraction(high - 1, high)


def test_codes_count_within_each_block():
    """As the lines of a result are numbered."""
    own = [judged("output", 30), judged("benefit", 40), judged("output", 30, name="另一")]
    assert [one.code for one in numbers(scored(SET, *own))] == ["output[1]", "benefit[1]", "output[2]"]


def test_what_cannot_change_the_points_is_left_out():
    """It does not apply, has no value, has the points of an evaluator, or a rule that asks for nothing."""
    under = rebuilt(
        SET,
        policies=Policies(not_applicable="move", final=("bureau", "computed")),
        rules={**SET.rules, "all": a_rule("all", "1")},
    )
    own = [
        judged("output", 20, name="不适用", applicable=False, reason="未安排"),
        judged("output", 20, name="复核", reviews=(Review("bureau", 10, "抽查"),)),
        counted("output", 20, 5, name="全给", rule="all"),
        counted("benefit", 40, None),
    ]
    assert list(numbers(scored(under, *own))) == []


RATES = a_set(
    leaf("output", 80),
    measure("execution", 10, "execution_rate"),
    measure("receipt", 10, "received / budget"),
    measures={"execution_rate": "executed / initial", "approval": "approved / budget"},
    labels={"executed": Title("执行数"), "received": Title("到位数")},
)


def test_amounts_are_those_from_which_points_follow():
    """Through a measure too; what is measured but not scored is left out."""
    assert scored_amounts(RATES) == ("initial", "budget", "received", "executed")
    assert scored_amounts(SET) == ()


def test_what_is_spent_moves_from_nothing_to_the_budget():
    """The budget and the initial one are planned, and do not move; an amount that is missing is no number."""
    funding = Funding(initial=100, budget="200.50", executed=50)
    found = [one for one in numbers(scored(RATES, judged("output", 80), funding=funding)) if one.code == ""]
    (one,) = found
    assert (one.name, one.places, one.now, one.low, one.high, one.scale) == ("executed", 2, 5000, 0, 20050, 20050)
    assert (one.title.zh, one.shown(5001), one.value(5001)) == ("执行数", "50.01 元", Fraction("50.01"))
    changed = one.make(scored(RATES, judged("output", 80), funding=funding).project, 5001)
    assert changed.funding == Funding(initial=100, budget="200.50", executed="50.01")


def test_more_than_the_budget_may_have_been_spent_already():
    """Then the amount itself is as far as it goes."""
    funding = Funding(initial=100, budget=100, executed=150, received=20)
    found = {one.name: one for one in numbers(scored(RATES, judged("output", 80), funding=funding))}
    assert (found["executed"].high, found["received"].high, found["executed"].scale) == (150, 100, 150)


def test_without_money_there_is_no_amount():
    """Nothing was given that could be otherwise."""
    assert [one.name for one in numbers(scored(RATES, judged("output", 80)))] == ["judged"]


def told(result):
    """Each choice with how it is and how else it may be."""
    return [(one.title.zh, one.now.zh, [(title.zh, size) for title, _, size in one.options]) for one in choices(result)]


def test_truths_and_labels_are_choices():
    """Those the project states and those the set assumes; a word without declared options and a number are none."""
    under = a_set(
        leaf("output", 100),
        rules=[STATE],
        needs={"misused": "truth", "late": "number"},
        assumes={"misused": False, "late": 0},
        labels={"misused": Title("挪用"), "state": Title("状态")},
    )
    facts = {"state": "良", "finished": True, "remark": "无"}
    result = scored(under, counted("output", 100, 1, rule="state"), facts=facts)
    assert told(result) == [
        ("挪用", "否", [("是", 1)]),
        ("状态", "良", [("优", 1), ("差", 1)]),
        ("finished", "是", [("否", 1)]),
    ]
    made = {title.zh: project for one in choices(result) for title, project, _ in one.options}
    assert made["差"].facts == {**facts, "state": "差"}
    assert made["是"].facts == {**facts, "misused": True}


def test_elements_can_be_met_or_not():
    """Each by its name, else by its number; what is met in full can only be lost."""
    elements = [{"name": "制度", "met": 1}, {"met": "0.5"}, {"name": "无分", "text": "略"}]
    under = a_set(leaf("output", 100), rules=[ELEMENTS])
    result = scored(under, counted("output", 100, 1, rule="elements", facts={"elements": elements[:2]}))
    assert told(result) == [
        ("“output100”的要点“制度”", "100%", [("0%", 1)]),
        ("“output100”的要点“2”", "50%", [("100%", Fraction(1, 2)), ("0%", Fraction(1, 2))]),
    ]
    changed = [project for one in choices(result) for _, project, _ in one.options]
    records = [project.indicators[0].facts["elements"] for project in changed]
    assert [[one["met"] for one in each] for each in records] == [[0, Decimal("0.5")], [1, 1], [1, 0]]


def test_lists_without_a_degree_are_no_elements():
    """Problems have a severity and are not met."""
    under = a_set(leaf("output", 100), rules=[ELEMENTS])
    problems = {"problems": [{"name": "挂账", "severity": 2}]}
    assert told(scored(under, counted("output", 100, 1, facts=problems))) == []
