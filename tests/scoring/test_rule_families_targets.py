"""Rules that hold an actual against a target: worked numbers, both sides of each boundary, and how each moves."""

from fractions import Fraction

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from perfkit.errors import IndicatorSetError
from perfkit.model import Funding, Target
from perfkit.scoring import prove
from perfkit.testing import a_card, a_project, evaluated
from scoring.families import COMPILED, MISSING, NATIONAL, REFUSED, points, share

AT_LEAST = [
    ("ratio", 100, "80", "8.00"),
    ("ratio", 100, "60", "6.00"),
    ("ratio", 100, "59", "5.90"),
    ("ratio", 100, "130", "10.00"),
    ("ratio", 100, "100", "10.00"),
    ("ratio", 100, "99.99", "10.00"),  # 9.999
    ("ratio", 100, "99.94", "9.99"),  # 9.994
    ("ratio", 100, "0", "0.00"),
    ("ratio", 0, "0", REFUSED),
    ("ratio", 100, "-1", REFUSED),
    ("ratio-negative-as-zero", 100, "-1", "0.00"),
    ("ratio-negative-as-zero", 100, "0", "0.00"),
    ("ratio-negative-as-zero", 100, "80", "8.00"),
    ("ratio-negative-as-zero", 100, "130", "10.00"),
    ("ratio-negative-as-zero", 0, "1", REFUSED),
    ("ratio-zero-target-met", 0, "0", "10.00"),
    ("ratio-zero-target-met", 0, "5", "10.00"),
    ("ratio-zero-target-met", 0, "-1", REFUSED),
    ("ratio-zero-target-met", 100, "80", "8.00"),
    ("ratio-zero-target-met", 100, "130", "10.00"),
    ("ratio-zero-target-exact", 0, "0", "10.00"),
    ("ratio-zero-target-exact", 0, "0.01", "0.00"),
    ("ratio-zero-target-exact", 0, "-1", REFUSED),
    ("ratio-zero-target-exact", 100, "80", "8.00"),
    ("ratio-zero-target-exact", 100, "130", "10.00"),
    ("pass-line", 100, "80", "5.00"),
    ("pass-line", 100, "60", "0.00"),
    ("pass-line", 100, "59.99", "0.00"),
    ("pass-line", 100, "59", "0.00"),
    ("pass-line", 100, "60.1", "0.03"),  # 10 × 0.1 ÷ 40 = 0.025, a tie
    ("pass-line", 100, "99.99", "10.00"),  # 9.9975
    ("pass-line", 100, "100", "10.00"),
    ("pass-line", 100, "130", "10.00"),
    ("pass-line", 100, "0", "0.00"),
    ("pass-line", 0, "5", REFUSED),
    ("pass-line", 100, "-1", REFUSED),
    ("all-or-nothing", 100, "100", "10.00"),
    ("all-or-nothing", 100, "130", "10.00"),
    ("all-or-nothing", 100, "99.99", "0.00"),
    ("all-or-nothing", 100, "60", "0.00"),
    ("all-or-nothing", 100, "0", "0.00"),
    ("all-or-nothing", 0, "0", "10.00"),
    ("all-or-nothing", 0, "-1", "0.00"),
    ("steps-100-75-60", 200, "200", "10.00"),
    ("steps-100-75-60", 200, "300", "10.00"),
    ("steps-100-75-60", 200, "199.99", "7.50"),
    ("steps-100-75-60", 200, "150", "7.50"),
    ("steps-100-75-60", 200, "149.99", "6.00"),
    ("steps-100-75-60", 200, "120", "6.00"),
    ("steps-100-75-60", 200, "119.99", "0.00"),
    ("steps-100-75-60", 200, "0", "0.00"),
    ("steps-100-75-60", 0, "5", REFUSED),
    ("ratio-explain-130", 100, "80", "8.00"),
    ("ratio-explain-130", 100, "130", "10.00"),
    ("ratio-explain-130", 0, "0", "10.00"),
    ("ratio-explain-130", 0, "40", "10.00"),
    ("ratio-explain-130", 100, "-1", REFUSED),
]

AT_MOST = [
    ("inverse-ratio", 50, "50", "10.00"),
    ("inverse-ratio", 50, "60", "8.33"),
    ("inverse-ratio", 50, "100", "5.00"),
    ("inverse-ratio", 50, "0", "10.00"),
    ("inverse-ratio", 0, "0", "10.00"),
    ("inverse-ratio", 0, "1", "0.00"),
    ("inverse-ratio", 50, "-1", REFUSED),
    ("inverse-ratio-above-zero", 50, "50", "10.00"),
    ("inverse-ratio-above-zero", 50, "60", "8.33"),
    ("inverse-ratio-above-zero", 50, "49", "10.00"),
    ("inverse-ratio-above-zero", 50, "0", REFUSED),
    ("inverse-ratio-above-zero", 0, "0", REFUSED),
    ("inverse-ratio-above-zero", 0, "1", REFUSED),
    ("inverse-linear", 50, "50", "10.00"),
    ("inverse-linear", 50, "50.01", "10.00"),  # 9.998
    ("inverse-linear", 50, "60", "8.00"),
    ("inverse-linear", 50, "99.9", "0.02"),
    ("inverse-linear", 50, "100", "0.00"),
    ("inverse-linear", 50, "500", "0.00"),
    ("inverse-linear", 50, "0", "10.00"),
    ("inverse-linear", 0, "0", "10.00"),
    ("inverse-linear", 0, "1", "0.00"),
    ("inverse-linear", 50, "-1", REFUSED),
    ("inverse-all-or-nothing", 50, "50", "10.00"),
    ("inverse-all-or-nothing", 50, "50.01", "0.00"),
    ("inverse-all-or-nothing", 50, "60", "0.00"),
    ("inverse-all-or-nothing", 50, "100", "0.00"),
    ("inverse-all-or-nothing", 50, "0", "10.00"),
    ("inverse-all-or-nothing", 0, "0", "10.00"),
    ("inverse-all-or-nothing", 0, "1", "0.00"),
    ("deduct-over-plan", 50, "50", "10.00"),
    ("deduct-over-plan", 50, "0", "10.00"),
    ("deduct-over-plan", 50, "51.99", "10.00"),
    ("deduct-over-plan", 50, "52", "9.00"),  # 4 % over the plan
    ("deduct-over-plan", 50, "53.99", "9.00"),
    ("deduct-over-plan", 50, "54", "8.00"),
    ("deduct-over-plan", 50, "70", "0.00"),
    ("deduct-over-plan", 50, "69.99", "1.00"),
    ("deduct-over-plan", 50, "200", "0.00"),
    ("deduct-over-plan", 0, "1", REFUSED),
]

EQUAL = [
    ("equal-all-or-nothing", 80, "80", "10.00"),
    ("equal-all-or-nothing", 80, "80.00", "10.00"),
    ("equal-all-or-nothing", 80, "79.99", "0.00"),
    ("equal-all-or-nothing", 80, "80.01", "0.00"),
    ("equal-all-or-nothing", 0, "0", "10.00"),
    ("equal-as-at-least", 80, "80", "10.00"),
    ("equal-as-at-least", 80, "60", "7.50"),
    ("equal-as-at-least", 80, "100", "10.00"),
    ("equal-as-at-least", 80, "-1", "0.00"),
    ("equal-as-at-least", 0, "0", "10.00"),
    ("equal-as-at-least", 0, "-1", "10.00"),
    ("equal-as-at-least", 0, "1", "0.00"),
    ("equal-as-at-least", -1, "1", REFUSED),
    ("equal-in-proportion", 80, "80", "10.00"),
    ("equal-in-proportion", 80, "60", "7.50"),
    ("equal-in-proportion", 80, "100", "7.50"),
    ("equal-in-proportion", 80, "0", "0.00"),
    ("equal-in-proportion", 80, "160", "0.00"),
    ("equal-in-proportion", 80, "240", "0.00"),
    ("equal-in-proportion", 0, "0", REFUSED),
    ("deduct-by-deviation", 100, "100", "10.00"),
    ("deduct-by-deviation", 100, "102.99", "10.00"),
    ("deduct-by-deviation", 100, "103", "9.33"),
    ("deduct-by-deviation", 100, "97", "9.33"),
    ("deduct-by-deviation", 100, "97.01", "10.00"),
    ("deduct-by-deviation", 100, "94", "8.67"),
    ("deduct-by-deviation", 100, "145", "0.00"),
    ("deduct-by-deviation", 100, "55.01", "0.67"),
    ("deduct-by-deviation", 100, "0", "0.00"),
    ("deduct-by-deviation", 0, "1", REFUSED),
]


def line(target, **given):
    """The line of one indicator of 10 points; rule, actual and judged as given."""
    first, *others = a_card(target=target, weight=10, **given)
    rest = evolve(a_card()[0], name="路", weight=40)
    return evaluated(a_project(indicators=[first, rest, *others]), under=NATIONAL).projects[0].lines[1]


def printed(found):
    """Points as printed; the reason where there are none."""
    return found.absent.code.removeprefix("formula.") if found.points is None else found.points.digits


@pytest.mark.parametrize(("rule", "target", "actual", "wanted"), [*AT_LEAST, *AT_MOST, *EQUAL])
def test_worked_numbers_of_quantitative_rules(rule, target, actual, wanted):
    """Each rule at its worked numbers and on both sides of each boundary, of 10 points."""
    assert points(rule, 10, target=target, actual=actual) == wanted


RANGES = [
    ("range-all-or-nothing", "40", "60", "50", "10.00"),
    ("range-all-or-nothing", "40", "60", "40", "10.00"),
    ("range-all-or-nothing", "40", "60", "60", "10.00"),
    ("range-all-or-nothing", "40", "60", "39.99", "0.00"),
    ("range-all-or-nothing", "40", "60", "60.01", "0.00"),
    ("range-all-or-nothing", "-2", "2", "-2", "10.00"),
    ("range-ratio", "40", "60", "40", "10.00"),
    ("range-ratio", "40", "60", "60", "10.00"),
    ("range-ratio", "40", "60", "30", "7.50"),
    ("range-ratio", "40", "60", "75", "8.00"),
    ("range-ratio", "40", "60", "0", "0.00"),
    ("range-ratio", "0", "0", "0", "10.00"),
    ("range-ratio", "0", "0", "1", "0.00"),
    ("range-ratio", "40", "60", "-1", REFUSED),
    ("range-linear", "40", "60", "40", "10.00"),
    ("range-linear", "40", "60", "60", "10.00"),
    ("range-linear", "40", "60", "30", "7.50"),
    ("range-linear", "40", "60", "75", "7.50"),
    ("range-linear", "40", "60", "119.4", "0.10"),
    ("range-linear", "40", "60", "120", "0.00"),
    ("range-linear", "40", "60", "500", "0.00"),
    ("range-linear", "0", "0", "0", "10.00"),
    ("range-linear", "0", "0", "1", "0.00"),
    ("range-linear", "-2", "2", "1", REFUSED),
]


@pytest.mark.parametrize(("rule", "low", "high", "actual", "wanted"), RANGES)
def test_ranges_hold_both_of_their_ends(rule, low, high, actual, wanted):
    """All from the lower end to the upper one, both included; outside as each rule says."""
    assert points(rule, 10, target=low, upper=high, actual=actual) == wanted


def test_a_range_reaches_its_rule_with_both_ends():
    """As a project is scored: 75 % beside a range of 40 % to 60 %."""
    assert printed(line(Target.between(40, 60, "%"), rule="range-ratio", actual=75)) == "8.00"


@pytest.mark.parametrize(
    ("actual", "wanted"),
    [
        ("100", "10.00"),
        ("95", "10.00"),
        ("90", "10.00"),
        ("90.00", "10.00"),
        ("89.995", "8.00"),
        ("89.99", "8.00"),
        ("80", "8.00"),
        ("79.99", "5.00"),
        ("60", "5.00"),
        ("59.99", "0.00"),
        ("0", "0.00"),
        ("100.01", REFUSED),
        ("-1", REFUSED),
    ],
)
def test_satisfaction_earns_by_step_whatever_the_target(actual, wanted):
    """The lower end of each step belongs to it; the step follows from the satisfaction, not from the target."""
    for target in (Target.at_least(90, "%"), Target.at_least(98, "%")):
        assert printed(line(target, rule="steps-90-80-60", actual=actual)) == wanted


def test_a_satisfaction_without_its_percent_sign_scores_nothing_at_all():
    """92 without a unit would be 9200 per cent: no score is better than full marks."""
    assert printed(line(Target.at_least(90), rule="steps-90-80-60", actual=92)) == REFUSED


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
    found = [printed(line(Target.at_most(100, "%"), rule=rule, actual=actual)) for rule in rules]

    assert found == [full, begun, exact]


@pytest.mark.parametrize(("actual", "wanted"), [("0", "10.00"), ("-3", "10.00"), ("1", "9.00"), ("2.5", "8.00")])
def test_a_change_that_should_not_grow_is_held_against_zero(actual, wanted):
    """三公经费变动率 ≤ 0: nothing is divided by the target, so that zero is a target like any other."""
    assert printed(line(Target.at_most(0, "%"), rule="deduct-full-steps", actual=actual)) == wanted


ANCHORED = [
    ("100", "100", "10.00", "10.00"),
    ("100", "80", "10.00", "10.00"),
    ("100", "0", "10.00", "10.00"),
    ("100", "100.01", "10.00", "0.00"),  # 9.999
    ("100", "104", "9.60", "0.00"),
    ("100", "150", "5.00", "0.00"),
    ("100", "200", "0.00", "0.00"),
    ("100", "300", "0.00", "0.00"),
]


@pytest.mark.parametrize(("planned", "spent", "linear", "passed"), ANCHORED)
def test_rates_anchored_at_zero_give_all_to_who_keeps_the_plan(planned, spent, linear, passed):
    """成本节约率 is 0 exactly on the plan: that earns all, and only what goes beyond the plan costs."""
    rate = (Fraction(planned) - Fraction(spent)) / Fraction(planned)
    found = [points(f"zero-anchored-{name}", 10, actual=rate) for name in ("linear", "pass")]

    assert found == [linear, passed]


def test_more_than_all_cannot_be_saved():
    """A rate above 100 % is no saving but a slip, such as days taken for a rate."""
    assert [share(f"zero-anchored-{name}", actual="101%") for name in ("linear", "pass")] == [REFUSED, REFUSED]


IMPROVEMENTS = [
    ("40", "80", "40", "0.00"),
    ("40", "80", "60", "5.00"),
    ("40", "80", "80", "10.00"),
    ("40", "80", "100", "10.00"),
    ("40", "80", "30", "0.00"),
    ("50", "20", "50", "0.00"),
    ("50", "20", "35", "5.00"),
    ("50", "20", "20", "10.00"),
    ("50", "20", "10", "10.00"),
    ("50", "20", "60", "0.00"),
    ("0", "30", "10", "3.33"),
    ("40", "40", "40", REFUSED),
]


@pytest.mark.parametrize(("baseline", "target", "actual", "wanted"), IMPROVEMENTS)
def test_improvement_counts_the_way_from_the_baseline(baseline, target, actual, wanted):
    """Upwards or downwards, the share is the part of the way that was gone; going back earns nothing."""
    assert points("improvement", 10, baseline=baseline, target=target, actual=actual) == wanted


def test_improvement_is_asked_from_the_baseline_of_the_indicator():
    """The value before the work is a fact like the one after it: without it there is no score."""
    found = [line(Target.at_least(80, "%"), rule="improvement", actual=60, **own) for own in ({"baseline": 40}, {})]

    assert [printed(one) for one in found] == ["5.00", MISSING]


FAR_BEYOND = [
    (100, "100", False),
    (100, "129.99", False),
    (100, "130", True),
    (100, "500", True),
    (0, "0", False),
    (0, "29.99", False),
    (0, "30", True),
]


@pytest.mark.parametrize(("target", "actual", "asked"), FAR_BEYOND)
def test_a_reason_is_due_from_130_per_cent_on(target, actual, asked):
    """The points stay full, and the unit is asked why; of a target of 0 the bound is 30."""
    found = line(Target.at_least(target), rule="ratio-explain-130", actual=actual)

    assert (printed(found), found.must_explain) == ("10.00", asked)


DEVIATING = [
    (Target.at_least(100), "ratio-explain-deviation", "100", "10.00", False),
    (Target.at_least(100), "ratio-explain-deviation", "101", "10.00", True),
    (Target.at_least(100), "ratio-explain-deviation", "99", "9.90", True),
    (Target.at_most(50), "inverse-ratio-explain-deviation", "50", "10.00", False),
    (Target.at_most(50), "inverse-ratio-explain-deviation", "49", "10.00", True),
    (Target.at_most(50), "inverse-ratio-explain-deviation", "60", "8.33", True),
]


@pytest.mark.parametrize(("target", "rule", "actual", "points", "asked"), DEVIATING)
def test_a_reason_may_be_due_for_every_deviation(target, rule, actual, points, asked):
    """Either way, and the points are those of the rule that does not ask."""
    found = line(target, rule=rule, actual=actual)

    assert (printed(found), found.must_explain) == (points, asked)


TRIMMED = [
    ("100", "10.00", "10.00"),
    ("129.99", "10.00", "10.00"),
    ("130", "9.00", "10.00"),
    ("149.99", "9.00", "10.00"),
    ("150", "8.00", "10.00"),
    ("199.99", "8.00", "10.00"),
    ("200", "7.00", "10.00"),
    ("1000", "7.00", "10.00"),
    ("80", "8.00", "8.00"),
]


@pytest.mark.parametrize(("actual", "too_low", "for_another_cause"), TRIMMED)
def test_over_fulfilment_is_trimmed_only_for_the_recorded_cause(actual, too_low, for_another_cause):
    """A target that was set too low costs points by band; any other cause costs none, however far beyond."""
    found = [
        points("ratio-trim-if-too-low", 10, target=100, actual=actual, target_too_low=low) for low in (True, False)
    ]

    assert found == [too_low, for_another_cause]


def test_over_fulfilment_without_a_recorded_cause_waits_for_one():
    """From 130 % on nobody guesses the cause; below it none is asked for."""
    assert share("ratio-trim-if-too-low", target=100, actual=130) == MISSING
    assert share("ratio-trim-if-too-low", target=100, actual="129.99") == 1
    assert COMPILED["ratio-trim-if-too-low"].must_explain({"target": Fraction(100), "actual": Fraction(130)})


def swapped(**changes):
    """The national set whose execution rate is scored as these changes say."""
    leaves = [evolve(leaf, **changes) if leaf.code == "execution" else leaf for leaf in NATIONAL.indicators]
    return evolve(NATIONAL, indicators=leaves)


def test_a_set_may_put_its_own_number_for_a_parameter():
    """With the pass line at 50 %, a rate of 80 % earns three fifths instead of one half."""
    project = a_project(funding=Funding(budget=100, executed=80))
    found = [
        evaluated(project, under=swapped(rule="pass-line", parameters=own)).projects[0].lines[0]
        for own in ({}, {"line": "50%"})
    ]

    assert [printed(one) for one in found] == ["5.00", "6.00"]


def test_a_pass_line_at_the_target_is_refused():
    """Nothing lies between a line of 100 % and the target: the set is refused before anything is scored."""
    with pytest.raises(IndicatorSetError) as caught:
        prove(swapped(rule="pass-line", parameters={"line": "100%"}))

    assert caught.value.code == "formula.zero-divisor"


RISING = (
    "ratio",
    "ratio-negative-as-zero",
    "ratio-zero-target-met",
    "ratio-explain-130",
    "pass-line",
    "all-or-nothing",
    "steps-90-80-60",
    "steps-100-75-60",
    "equal-as-at-least",
)
FALLING = (
    "inverse-ratio",
    "inverse-ratio-above-zero",
    "inverse-linear",
    "inverse-all-or-nothing",
    "deduct-full-steps",
    "deduct-begun-steps",
    "deduct-in-proportion",
    "deduct-over-plan",
)
KNOW_A_UNIT = ("steps-90-80-60", "deduct-full-steps", "deduct-begun-steps", "deduct-in-proportion")
SCALED = (*sorted({*RISING, *FALLING} - {*KNOW_A_UNIT}), "equal-in-proportion", "deduct-by-deviation", "improvement")

quantities = st.fractions(min_value=0, max_value=5, max_denominator=1000)
above_zero = quantities.filter(bool)
parts = st.fractions(min_value=0, max_value=1, max_denominator=1000)


@pytest.mark.parametrize("rule", [*RISING, *FALLING])
@given(pair=st.tuples(parts.filter(bool), parts.filter(bool)), target=above_zero)
def test_shares_stay_within_the_weight_and_follow_the_direction(rule, pair, target):
    """More never earns less where more is better, never more where less is better, and never below nothing."""
    first, second = (share(rule, actual=actual, target=target) for actual in sorted(pair))

    assert 0 <= first <= 1
    assert 0 <= second <= 1
    assert first <= second if rule in RISING else first >= second


@pytest.mark.parametrize("rule", FALLING)
@given(actual=above_zero, target=above_zero)
def test_less_than_the_limit_always_earns_all(rule, actual, target):
    """Every rule of a limit gives all within it, none gives less than nothing, and one of them gives part beyond."""
    found = share(rule, actual=actual, target=target)

    assert found == 1 if actual <= target else 0 <= found <= 1


@pytest.mark.parametrize("rule", SCALED)
@given(actual=quantities, target=above_zero, baseline=quantities, factor=above_zero)
def test_the_unit_in_which_both_are_counted_changes_nothing(rule, actual, target, baseline, factor):
    """公里 or 米: a share is the same, and so is a refusal."""
    told = {"actual": actual, "target": target, "baseline": baseline}

    assert share(rule, **told) == share(rule, **{name: value * factor for name, value in told.items()})


@given(actual=quantities, target=quantities)
def test_the_three_deductions_stand_in_their_order(actual, target):
    """Steps begun cost at least as much as the exact excess, and that at least as much as full steps."""
    begun, exact, full = (
        share(f"deduct-{name}", actual=actual, target=target) for name in ("begun-steps", "in-proportion", "full-steps")
    )

    assert begun <= exact <= full


@given(actual=quantities, target=above_zero)
def test_a_pass_line_never_earns_more_than_plain_proportion(actual, target):
    """The line takes points away below the target and changes nothing from the target on."""
    plain, lined = (share(rule, actual=actual, target=target) for rule in ("ratio", "pass-line"))

    assert lined <= plain
    assert (lined == 1) == (actual >= target)


@given(actual=above_zero, target=above_zero)
def test_the_three_inverse_variants_stand_in_their_order(actual, target):
    """All or nothing is the hardest; the linear one takes at least as much as the ratio: 1 - x is below 1 / (1 + x)."""
    hard, linear, soft = (
        share(f"inverse-{name}", actual=actual, target=target) for name in ("all-or-nothing", "linear", "ratio")
    )

    assert hard <= linear <= soft


@given(low=above_zero, width=quantities, actual=above_zero)
def test_a_range_of_one_number_is_an_exact_target(low, width, actual):
    """And inside a range nothing is lost, whatever the rule."""
    assert share("range-all-or-nothing", target=low, upper=low, actual=actual) == share(
        "equal-all-or-nothing", target=low, actual=actual
    )
    for rule in ("range-all-or-nothing", "range-ratio", "range-linear"):
        found = share(rule, target=low, upper=low + width, actual=actual)
        assert (found == 1) == (low <= actual <= low + width)
