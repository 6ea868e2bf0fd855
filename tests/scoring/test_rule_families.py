"""The rules that come with the library: worked numbers, boundaries, and how each moves with the actual."""

from fractions import Fraction

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from perfkit.errors import IndicatorSetError
from perfkit.model import Funding, Target
from perfkit.scoring import prove
from perfkit.scoring.planning import make_plan
from perfkit.testing import a_card, a_project, evaluated, national_set

NATIONAL = national_set()
COMPILED = {name: plan.compiled for name, plan in make_plan(NATIONAL).rules.items()}


def line(target, **given):
    """The line of one indicator of 10 points; rule, actual and judged as given."""
    first, *others = a_card(target=target, weight=10, **given)
    rest = evolve(a_card()[0], name="路", weight=40)
    return evaluated(a_project(indicators=[first, rest, *others]), under=NATIONAL).projects[0].lines[1]


def points(found):
    """Points as printed; the code of the reason where there are none."""
    return found.absent.code if found.points is None else found.points.digits


def share(rule, **facts):
    """What the rule alone gives."""
    return COMPILED[rule].share({name: Fraction(value) for name, value in facts.items()})


def swapped(**changes):
    """The national set whose execution rate is scored as these changes say."""
    leaves = [evolve(leaf, **changes) if leaf.code == "execution" else leaf for leaf in NATIONAL.indicators]
    return evolve(NATIONAL, indicators=leaves)


def executed(under, money, **facts):
    """The line of the execution rate of a project with this money and these facts."""
    return evaluated(a_project(funding=money, facts=facts), under=under).projects[0].lines[0]


NO_SCORE = "formula.requires"

AT_LEAST = [
    ("pass-line", 100, "80", "5.00"),
    ("pass-line", 100, "60", "0.00"),
    ("pass-line", 100, "59.99", "0.00"),
    ("pass-line", 100, "59", "0.00"),
    ("pass-line", 100, "60.1", "0.03"),  # 10 × 0.1 ÷ 40 = 0.025, a tie
    ("pass-line", 100, "99.99", "10.00"),  # 9.9975
    ("pass-line", 100, "100", "10.00"),
    ("pass-line", 100, "130", "10.00"),
    ("pass-line", 100, "0", "0.00"),
    ("pass-line", 0, "5", NO_SCORE),
    ("pass-line", 100, "-1", NO_SCORE),
    ("all-or-nothing", 100, "100", "10.00"),
    ("all-or-nothing", 100, "130", "10.00"),
    ("all-or-nothing", 100, "99.99", "0.00"),
    ("all-or-nothing", 100, "60", "0.00"),
    ("all-or-nothing", 100, "0", "0.00"),
    ("all-or-nothing", 0, "0", "10.00"),
    ("all-or-nothing", 0, "-1", "0.00"),
]

AT_MOST = [
    ("inverse-ratio", 50, "50", "10.00"),
    ("inverse-ratio", 50, "60", "8.33"),
    ("inverse-ratio", 50, "100", "5.00"),
    ("inverse-ratio", 50, "0", "10.00"),
    ("inverse-ratio", 0, "0", "10.00"),
    ("inverse-ratio", 0, "1", "0.00"),
    ("inverse-linear", 50, "50", "10.00"),
    ("inverse-linear", 50, "50.01", "10.00"),  # 9.998
    ("inverse-linear", 50, "60", "8.00"),
    ("inverse-linear", 50, "99.9", "0.02"),
    ("inverse-linear", 50, "100", "0.00"),
    ("inverse-linear", 50, "500", "0.00"),
    ("inverse-linear", 50, "0", "10.00"),
    ("inverse-linear", 0, "0", "10.00"),
    ("inverse-linear", 0, "1", "0.00"),
    ("inverse-linear", 50, "-1", NO_SCORE),
    ("inverse-all-or-nothing", 50, "50", "10.00"),
    ("inverse-all-or-nothing", 50, "50.01", "0.00"),
    ("inverse-all-or-nothing", 50, "60", "0.00"),
    ("inverse-all-or-nothing", 50, "100", "0.00"),
    ("inverse-all-or-nothing", 50, "0", "10.00"),
    ("inverse-all-or-nothing", 0, "0", "10.00"),
    ("inverse-all-or-nothing", 0, "1", "0.00"),
]

EQUAL = [
    ("equal-all-or-nothing", 80, "80", "10.00"),
    ("equal-all-or-nothing", 80, "80.00", "10.00"),
    ("equal-all-or-nothing", 80, "79.99", "0.00"),
    ("equal-all-or-nothing", 80, "80.01", "0.00"),
    ("equal-all-or-nothing", 0, "0", "10.00"),
]

NUMBERS = [
    *((rule, Target.at_least(target), actual, wanted) for rule, target, actual, wanted in AT_LEAST),
    *((rule, Target.at_most(target), actual, wanted) for rule, target, actual, wanted in AT_MOST),
    *((rule, Target.equal(target), actual, wanted) for rule, target, actual, wanted in EQUAL),
]


@pytest.mark.parametrize(("rule", "target", "actual", "wanted"), NUMBERS, ids=str)
def test_worked_numbers_of_quantitative_rules(rule, target, actual, wanted):
    """Each rule at its worked numbers and on both sides of each boundary, of 10 points."""
    assert points(line(target, rule=rule, actual=actual)) == wanted


@pytest.mark.parametrize(
    ("actual", "wanted"),
    [
        ("100", "10.00"),
        ("95", "10.00"),
        ("90", "10.00"),
        ("89.99", "8.00"),
        ("80", "8.00"),
        ("79.99", "5.00"),
        ("60", "5.00"),
        ("59.99", "0.00"),
        ("0", "0.00"),
        ("100.01", NO_SCORE),
        ("-1", NO_SCORE),
    ],
)
def test_satisfaction_earns_by_step_whatever_the_target(actual, wanted):
    """The lower end of each step belongs to it; the step follows from the satisfaction, not from the target."""
    for target in (Target.at_least(90, "%"), Target.at_least(98, "%")):
        assert points(line(target, rule="steps-90-80-60", actual=actual)) == wanted


def test_a_satisfaction_without_its_percent_sign_scores_nothing_at_all():
    """92 without a unit would be 9200 per cent: no score is better than full marks."""
    assert points(line(Target.at_least(90), rule="steps-90-80-60", actual=92)) == NO_SCORE


@pytest.mark.parametrize(("judged", "wanted"), [("1", "10.00"), ("0", "0.00"), ("0.5", NO_SCORE), ("0.99", NO_SCORE)])
def test_yes_or_no_knows_nothing_between(judged, wanted):
    """A judgement between met and not met is refused instead of rounded."""
    found = line(Target.judged("建成"), rule="judged-all-or-nothing", actual=None, judged=judged)

    assert points(found) == wanted


DEDUCTIONS = [
    ("100", "10.00", "10.00", "10.00"),
    ("0", "10.00", "10.00", "10.00"),
    ("-5", "10.00", "10.00", "10.00"),
    ("100.01", "10.00", "9.00", "9.99"),
    ("100.5", "10.00", "9.00", "9.50"),
    ("100.99", "10.00", "9.00", "9.01"),
    ("101", "9.00", "9.00", "9.00"),
    ("101.01", "9.00", "8.00", "8.99"),
    ("103", "7.00", "7.00", "7.00"),
    ("109.99", "1.00", "0.00", "0.01"),
    ("110", "0.00", "0.00", "0.00"),
    ("200", "0.00", "0.00", "0.00"),
]


@pytest.mark.parametrize(("actual", "full", "begun", "exact"), DEDUCTIONS)
def test_deductions_by_the_step(actual, full, begun, exact):
    """A tenth of the points for each percentage point above 100 %: by full steps, by steps begun, in proportion."""
    rules = ("deduct-full-steps", "deduct-begun-steps", "deduct-in-proportion")
    found = [points(line(Target.at_most(100, "%"), rule=rule, actual=actual)) for rule in rules]

    assert found == [full, begun, exact]


@pytest.mark.parametrize(("actual", "wanted"), [("0", "10.00"), ("-3", "10.00"), ("1", "9.00"), ("2.5", "8.00")])
def test_a_change_that_should_not_grow_is_held_against_zero(actual, wanted):
    """三公经费变动率 ≤ 0: nothing is divided by the target, so that zero is a target like any other."""
    assert points(line(Target.at_most(0, "%"), rule="deduct-full-steps", actual=actual)) == wanted


BY_STATE = [
    ("7423.495", "14654", True, "10.00"),  # 50.6585 %
    ("7423.495", "14654", False, "0.00"),
    ("419.1655", "500", True, "10.00"),  # 83.8331 %
    ("419.1655", "500", False, "7.00"),
    ("79", "80", True, "10.00"),
    ("79", "80", False, "7.00"),
    ("0", "100", True, "10.00"),
    ("0", "100", False, "0.00"),
    ("59.9999", "100", False, "0.00"),
    ("60", "100", False, "5.00"),
    ("79.9999", "100", False, "5.00"),
    ("80", "100", False, "7.00"),
    ("99.9999", "100", False, "7.00"),
    ("100", "100", True, "10.00"),
    ("100", "100", False, "formula.no-case"),
    ("1268.72", "1172.55", True, "formula.no-case"),
    ("1268.72", "1172.55", False, "formula.no-case"),
    ("5", "0", True, "measure.zero"),
]


@pytest.mark.parametrize(("spent", "budget", "finished", "wanted"), BY_STATE)
def test_execution_by_the_state_of_the_project(spent, budget, finished, wanted):
    """Exactly the cases the guide names score; over budget, and all spent but unfinished, are left to a local rule."""
    money = Funding(budget=budget, executed=spent)
    found = executed(swapped(rule="steps-by-state"), money, finished=finished)

    assert points(found) == wanted


def test_execution_by_state_asks_for_the_state():
    """Without the fact there is no score, and the finding names it."""
    found = executed(swapped(rule="steps-by-state"), Funding(budget=100, executed=70))

    assert found.points is None
    assert "finished" in found.absent.arguments["name"]


def test_a_set_may_put_its_own_number_for_a_parameter():
    """With the pass line at 50 %, a rate of 80 % earns three fifths instead of one half."""
    money = Funding(budget=100, executed=80)
    own = swapped(rule="pass-line", parameters={"line": "50%"})

    assert points(executed(swapped(rule="pass-line"), money)) == "5.00"
    assert points(executed(own, money)) == "6.00"


def test_a_pass_line_at_the_target_is_refused():
    """Nothing lies between a line of 100 % and the target: the set is refused before anything is scored."""
    with pytest.raises(IndicatorSetError) as caught:
        prove(swapped(rule="pass-line", parameters={"line": "100%"}))

    assert caught.value.code == "formula.zero-divisor"


RISING = ("ratio", "pass-line", "all-or-nothing", "steps-90-80-60")
FALLING = (
    "inverse-ratio",
    "inverse-linear",
    "inverse-all-or-nothing",
    "deduct-full-steps",
    "deduct-begun-steps",
    "deduct-in-proportion",
)

numbers = st.fractions(min_value=0, max_value=5, max_denominator=1000)
parts = st.fractions(min_value=0, max_value=1, max_denominator=1000)


@pytest.mark.parametrize("rule", [*RISING, *FALLING])
@given(pair=st.tuples(parts, parts), target=numbers.filter(bool))
def test_shares_stay_within_the_weight_and_follow_the_direction(rule, pair, target):
    """More never earns less where more is better, never more where less is better, and never below nothing."""
    first, second = (share(rule, actual=actual, target=target) for actual in sorted(pair))

    assert 0 <= first <= 1
    assert 0 <= second <= 1
    assert first <= second if rule in RISING else first >= second


@pytest.mark.parametrize("rule", FALLING)
@given(actual=numbers, target=numbers)
def test_less_than_the_limit_always_earns_all(rule, actual, target):
    """Every rule of a limit gives all within it, none gives less than nothing, and one of them gives part beyond."""
    found = share(rule, actual=actual, target=target)

    assert found == 1 if actual <= target else 0 <= found <= 1


@given(actual=numbers, target=numbers)
def test_the_three_deductions_stand_in_their_order(actual, target):
    """Steps begun cost at least as much as the exact excess, and that at least as much as full steps."""
    begun, exact, full = (
        share(f"deduct-{name}", actual=actual, target=target) for name in ("begun-steps", "in-proportion", "full-steps")
    )

    assert begun <= exact <= full


@given(actual=numbers, target=numbers.filter(bool))
def test_a_pass_line_never_earns_more_than_plain_proportion(actual, target):
    """The line takes points away below the target and changes nothing from the target on."""
    plain, lined = (share(rule, actual=actual, target=target) for rule in ("ratio", "pass-line"))

    assert lined <= plain
    assert (lined == 1) == (actual >= target)


@given(rate=st.fractions(min_value=0, max_value=2, max_denominator=1000), finished=st.booleans())
def test_the_execution_table_scores_exactly_the_named_cases(rate, finished):
    """A project scores if it is finished within its budget or unfinished below it, and in no other case."""
    facts = {"actual": rate, "executed": rate * 100, "budget": Fraction(100), "finished": finished}
    found = COMPILED["steps-by-state"].share(facts)

    if finished:
        assert (found == 1) if rate <= 1 else not isinstance(found, Fraction)
    else:
        assert (found in {0, Fraction(1, 2), Fraction(7, 10)}) if rate < 1 else not isinstance(found, Fraction)


@pytest.mark.parametrize("name", sorted(NATIONAL.rules))
def test_every_rule_has_titles_a_basis_and_words(name):
    """A reader finds its name, its document, whether anybody checked, and what it does, in both languages."""
    rule = NATIONAL.rules[name]
    said = {language: COMPILED[name].words(language, {}) for language in ("zh", "en")}

    assert rule.title.zh != rule.title.en
    assert rule.title.en
    assert rule.basis
    assert all(one.document and one.clause for one in rule.basis)
    assert all(one.verified or one.note for one in rule.basis)
    assert said["zh"].endswith("。")
    assert said["en"].endswith(".")
    assert "得分比例" in said["zh"] or "第一个成立的情形" in said["zh"]


@pytest.mark.parametrize("name", sorted(NATIONAL.rules))
def test_every_rule_declares_what_it_asks_for(name):
    """Whoever reads ``needs`` knows which facts to give: all of them are used, and nothing else is."""
    built_in = {"target", "actual", "baseline", "weight"}

    assert COMPILED[name].facts - built_in - set(NATIONAL.rules[name].let) == set(NATIONAL.rules[name].needs)
