"""What holds of the national rules whatever the figures are, without another calculation to compare with."""

from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from perfkit.formula import Absent, compile_rule
from perfkit.scoring.planning import make_plan
from perfkit.testing import national_set

NATIONAL = national_set()
COMPILED = {name: plan.compiled for name, plan in make_plan(NATIONAL).rules.items()}

RISING = ("ratio", "pass-line", "all-or-nothing", "steps-90-80-60")
DEDUCTIONS = ("deduct-full-steps", "deduct-begun-steps", "deduct-in-proportion")
INVERSE = ("inverse-ratio", "inverse-linear", "inverse-all-or-nothing")
TO_A_TARGET = ("ratio", "pass-line", "all-or-nothing", *INVERSE, "equal-all-or-nothing")


def ratios(most, parts):
    """Ratios from 0 to ``most`` with one denominator; the round ones come up often."""
    return st.integers(0, most * parts).map(lambda number: Fraction(number, parts))


numbers = ratios(5, 1) | ratios(5, 20) | ratios(5, 700) | ratios(10**9, 10_000)
above_zero = numbers.map(lambda number: number or Fraction(1, 3))
signed = st.builds(lambda number, below: -number if below else number, numbers, st.booleans())
shares = ratios(1, 20) | ratios(1, 7_000)


def share(rule, **facts):
    """What a national rule gives."""
    return COMPILED[rule].share(facts)


def with_parameters(name, **parameters):
    """A national rule with other numbers for its parameters."""
    rule = NATIONAL.rules[name]
    cases = [(case.when, case.share) for case in rule.cases]
    return compile_rule(
        needs=rule.needs,
        parameters={
            **rule.parameters,
            **{key: f"{value.numerator} / {value.denominator}" for key, value in parameters.items()},
        },
        let=rule.let,
        requires=rule.requires,
        share=rule.share,
        cases=cases,
        otherwise=rule.otherwise,
    )


@pytest.mark.parametrize("rule", RISING)
@given(pair=st.tuples(numbers, numbers), target=above_zero)
def test_more_never_earns_less_where_more_is_better(rule, pair, target):
    """Monotone upwards; a satisfaction is at most the whole."""
    most = max(*pair, Fraction(1)) if rule == "steps-90-80-60" else 1
    less, more = (share(rule, actual=actual / most, target=target) for actual in sorted(pair))
    assert less <= more


@pytest.mark.parametrize("rule", [*INVERSE, *DEDUCTIONS])
@given(pair=st.tuples(numbers, numbers), target=numbers)
def test_more_never_earns_more_where_less_is_better(rule, pair, target):
    """Monotone downwards."""
    less, more = (share(rule, actual=actual, target=target) for actual in sorted(pair))
    assert less >= more


@pytest.mark.parametrize("rule", ["ratio", "pass-line", "all-or-nothing"])
@given(actual=numbers, pair=st.tuples(above_zero, above_zero))
def test_a_higher_target_never_earns_more(rule, actual, pair):
    """Whoever promised more has done a smaller part of it."""
    low, high = (share(rule, actual=actual, target=target) for target in sorted(pair))
    assert low >= high


@pytest.mark.parametrize("rule", [*INVERSE, *DEDUCTIONS])
@given(actual=numbers, pair=st.tuples(numbers, numbers))
def test_a_higher_limit_never_earns_less(rule, actual, pair):
    """Whoever may use more stays below more easily."""
    low, high = (share(rule, actual=actual, target=target) for target in sorted(pair))
    assert low <= high


@pytest.mark.parametrize("rule", TO_A_TARGET)
@given(actual=numbers, target=above_zero, factor=above_zero)
def test_the_unit_of_measurement_changes_nothing(rule, actual, target, factor):
    """In 元 or 万元, in 公里 or 米: target and actual in the same unit give the same share."""
    assert share(rule, actual=actual, target=target) == share(rule, actual=actual * factor, target=target * factor)


@pytest.mark.parametrize("rule", DEDUCTIONS)
@given(actual=numbers, target=numbers, by=numbers)
def test_a_deduction_rests_on_the_excess_alone(rule, actual, target, by):
    """Limit and actual moved by the same amount leave the same excess, and the same share."""
    assert share(rule, actual=actual, target=target) == share(rule, actual=actual + by, target=target + by)


@pytest.mark.parametrize("rule", DEDUCTIONS)
@given(
    actual=numbers,
    target=numbers,
    pair=st.tuples(shares, shares),
)
def test_a_dearer_step_never_earns_more(rule, actual, target, pair):
    """A county that takes more for each step gives no more than one that takes less."""
    cheap, dear = (
        with_parameters(rule, cost=cost).share({"actual": actual, "target": target}) for cost in sorted(pair)
    )
    assert cheap >= dear


@pytest.mark.parametrize("rule", DEDUCTIONS)
@given(actual=numbers, target=numbers, per=above_zero, times=st.integers(2, 9))
def test_a_step_in_another_unit_is_the_same_step(rule, actual, target, per, times):
    """The step, the limit and the actual times the same number give the same share."""
    one, other = (with_parameters(rule, per=per * factor) for factor in (1, times))
    facts = {"actual": actual, "target": target}
    assert one.share(facts) == other.share({name: value * times for name, value in facts.items()})


@pytest.mark.parametrize("rule", ["ratio", "pass-line", "all-or-nothing"])
@given(target=above_zero, more=numbers)
def test_beyond_the_target_nothing_is_added(rule, target, more):
    """The cap: whatever goes beyond the target earns what the target earns."""
    assert share(rule, actual=target + more, target=target) == share(rule, actual=target, target=target) == 1


OF_ONE_INDICATOR = {"actual", "target", "upper", "baseline", "weight", "judged"}


@pytest.mark.parametrize("rule", sorted(name for name, rule in COMPILED.items() if rule.facts <= OF_ONE_INDICATOR))
@given(actual=signed, target=signed, judged=signed)
def test_no_rule_gives_less_than_nothing_or_more_than_all(rule, actual, target, judged):
    """The floor and the cap: with figures of any sign a share lies from 0 to 1, or the premise does not hold."""
    found = share(
        rule, actual=actual, target=target, judged=judged, upper=target + 1, baseline=judged, weight=Fraction(9)
    )
    assert found.reason == "requires" if isinstance(found, Absent) else 0 <= found <= 1


@pytest.mark.parametrize("rule", [*TO_A_TARGET, *DEDUCTIONS])
@given(target=above_zero)
def test_on_target_earns_all(rule, target):
    """Exactly what was promised is full marks under every rule that looks at a target."""
    assert share(rule, actual=target, target=target) == 1


@pytest.mark.parametrize("rule", RISING)
@given(target=above_zero)
def test_nothing_earns_nothing_where_more_is_better(rule, target):
    """No output, no points."""
    assert share(rule, actual=Fraction(0), target=target) == 0


@pytest.mark.parametrize("rule", [*INVERSE, *DEDUCTIONS])
@given(target=numbers)
def test_nothing_earns_all_where_less_is_better(rule, target):
    """No complaint, no accident, nothing spent: full marks, also where the limit itself is 0."""
    assert share(rule, actual=Fraction(0), target=target) == 1


@given(first=numbers, second=numbers)
def test_equality_is_symmetric(first, second):
    """Target and actual may change places under the rule for exact targets."""
    one = share("equal-all-or-nothing", actual=first, target=second)
    assert one == share("equal-all-or-nothing", actual=second, target=first) == (first == second)


@given(first=above_zero, second=above_zero)
def test_the_inverse_ratio_is_the_ratio_with_its_sides_changed(first, second):
    """Target over actual is actual over target of the other."""
    assert share("inverse-ratio", actual=first, target=second) == share("ratio", actual=second, target=first)


@given(actual=numbers, target=above_zero)
def test_exactly_one_of_the_two_directions_takes_from_what_is_off_target(actual, target):
    """Where more is better and where less is better all is earned together only on target."""
    up, down = (share(rule, actual=actual, target=target) for rule in ("all-or-nothing", "inverse-all-or-nothing"))
    assert max(up, down) == 1
    assert (up == down) == (share("equal-all-or-nothing", actual=actual, target=target) == 1)


@given(actual=numbers, target=above_zero)
def test_a_threshold_only_removes(actual, target):
    """A pass line earns at most what the plain ratio earns, and all or nothing at most what a pass line earns."""
    plain, lined, hard = (
        share(rule, actual=actual, target=target) for rule in ("ratio", "pass-line", "all-or-nothing")
    )
    assert hard <= lined <= plain


@given(actual=numbers, target=above_zero, pair=st.tuples(shares, shares))
def test_a_higher_pass_line_never_earns_more(actual, target, pair):
    """Each line removes what a lower one removes, and more."""
    assume(max(pair) < 1)
    low, high = (
        with_parameters("pass-line", line=line).share({"actual": actual, "target": target}) for line in sorted(pair)
    )
    assert low >= high


@given(actual=numbers, target=above_zero)
def test_the_inverse_rules_stand_in_their_order(actual, target):
    """All or nothing is the hardest, then the linear one; the ratio is the mildest: 2 - x is at most 1 / x."""
    hard, linear, ratio = (
        share(rule, actual=actual, target=target)
        for rule in ("inverse-all-or-nothing", "inverse-linear", "inverse-ratio")
    )
    assert hard <= linear <= ratio


PLAIN = {"actual", "target", "judged"}


@pytest.mark.parametrize("rule", sorted(name for name, rule in COMPILED.items() if rule.facts <= PLAIN))
@given(actual=shares, target=above_zero, weights=st.tuples(above_zero, above_zero), baseline=numbers, upper=numbers)
def test_weight_and_what_a_rule_does_not_name_change_nothing(rule, actual, target, weights, baseline, upper):
    """The share is that of the weight, whatever it is; neither the baseline nor an upper target plays a part."""
    facts = {"actual": actual, "target": target, "judged": Fraction(1)}
    found = COMPILED[rule].share({**facts, "baseline": baseline, "upper": upper})
    assert all(COMPILED[rule].share({**facts, "weight": weight}) == found for weight in weights)


@given(actual=shares, targets=st.tuples(numbers, numbers))
def test_satisfaction_is_one_of_four_steps_whatever_the_target(actual, targets):
    """The step follows from the satisfaction alone."""
    found = {share("steps-90-80-60", actual=actual, target=target) for target in targets}
    assert len(found) == 1
    assert found <= {Fraction(1), Fraction(4, 5), Fraction(1, 2), Fraction(0)}


spending = st.builds(
    lambda rate, budget: {"actual": rate, "executed": rate * budget, "budget": budget},
    ratios(2, 1) | ratios(2, 20) | ratios(2, 300),
    above_zero,
)


@given(spending)
def test_a_finished_project_never_earns_less_than_the_same_unfinished(facts):
    """As long as both have a score."""
    done, open_still = (share("steps-by-state", **facts, finished=finished) for finished in (True, False))
    assume(not isinstance(done, Absent) and not isinstance(open_still, Absent))
    assert done >= open_still


@given(spending, spending, st.booleans())
def test_more_spent_within_the_budget_never_earns_less(one, other, finished):
    """The table of the guide rises with the rate in either state."""
    low, high = (share("steps-by-state", **facts, finished=finished) for facts in sorted((one, other), key=rate_of))
    assume(not isinstance(low, Absent) and not isinstance(high, Absent))
    assert low <= high


def rate_of(facts):
    """The execution rate."""
    return facts["actual"]


@given(judged=st.tuples(shares, shares))
def test_a_better_judgement_earns_more(judged):
    """A judged share is the share; yes or no is one end or the other."""
    low, high = sorted(judged)
    assert (share("judged", judged=low) < share("judged", judged=high)) == (low < high)
    assert share("judged-all-or-nothing", judged=Fraction(round(low))) == round(low)
