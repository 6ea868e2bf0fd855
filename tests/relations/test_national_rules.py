"""What holds of the national rules whatever the figures are, without another calculation to compare with."""

from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from perfkit.formula import Absent, compile_rule
from scoring.families import COMPILED, NATIONAL

SATISFACTION = "steps-90-80-60"
TO_REACH = (
    "ratio",
    "ratio-negative-as-zero",
    "ratio-zero-target-met",
    "ratio-explain-130",
    "pass-line",
    "all-or-nothing",
    "steps-100-75-60",
)
RISING = (*TO_REACH, SATISFACTION)
DEDUCTIONS = ("deduct-full-steps", "deduct-begun-steps", "deduct-in-proportion")
INVERSE = ("inverse-ratio", "inverse-linear", "inverse-all-or-nothing")
EXACT = ("equal-all-or-nothing", "equal-in-proportion", "deduct-by-deviation")
TO_A_TARGET = (*TO_REACH, *INVERSE, *EXACT, "equal-as-at-least", "deduct-over-plan")
JUDGED = ("judged", "judged-all-or-nothing")
OF_FIGURES = (*TO_A_TARGET, *DEDUCTIONS, *JUDGED, SATISFACTION, "inverse-ratio-above-zero", "zero-anchored-linear")


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
    most = max(*pair, Fraction(1)) if rule == SATISFACTION else 1
    less, more = (share(rule, actual=actual / most, target=target) for actual in sorted(pair))
    assert less <= more


@pytest.mark.parametrize("rule", [*INVERSE, *DEDUCTIONS])
@given(pair=st.tuples(numbers, numbers), target=numbers)
def test_more_never_earns_more_where_less_is_better(rule, pair, target):
    """Monotone downwards."""
    less, more = (share(rule, actual=actual, target=target) for actual in sorted(pair))
    assert less >= more


@pytest.mark.parametrize("rule", TO_REACH)
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


@pytest.mark.parametrize("rule", TO_REACH)
@given(target=above_zero, more=numbers)
def test_beyond_the_target_nothing_is_added(rule, target, more):
    """The cap: whatever goes beyond the target earns what the target earns."""
    assert share(rule, actual=target + more, target=target) == share(rule, actual=target, target=target) == 1


@pytest.mark.parametrize("rule", OF_FIGURES)
@given(actual=signed, target=signed, judged=signed)
def test_no_rule_gives_less_than_nothing_or_more_than_all(rule, actual, target, judged):
    """The floor and the cap: with figures of any sign a share lies from 0 to 1, or the premise does not hold."""
    found = share(rule, actual=actual, target=target, judged=judged)
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


@pytest.mark.parametrize("rule", OF_FIGURES)
@given(actual=shares, target=above_zero, weights=st.tuples(above_zero, above_zero), baseline=numbers, upper=numbers)
def test_weight_and_what_a_rule_does_not_name_change_nothing(rule, actual, target, weights, baseline, upper):
    """The share is that of the weight, whatever it is; neither the baseline nor an upper target plays a part."""
    facts = {"actual": actual, "target": target, "judged": Fraction(1)}
    plain = COMPILED[rule].share(facts)
    assert all(COMPILED[rule].share({**facts, "weight": weight}) == plain for weight in weights)
    assert COMPILED[rule].share({**facts, "baseline": baseline, "upper": upper}) == plain


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


# Lists: elements, problems, checklists, peers, what is scored below a node

SEVERITIES = ("轻微", "一般", "严重")
GRADES = ("优", "良", "中", "差")


def elements(most=5):
    """Elements whose shares add up to 1, each met in part."""
    return st.lists(st.tuples(st.integers(1, 20), shares, st.booleans()), min_size=1, max_size=most).map(with_shares)


def with_shares(drawn):
    """The weights as shares of their sum."""
    whole = sum(weight for weight, _, _ in drawn)
    return [{"share": Fraction(weight, whole), "met": met, "gate": gate} for weight, met, gate in drawn]


@pytest.mark.parametrize("rule", ["elements", "elements-gated"])
@given(found=elements(), more=shares, data=st.data())
def test_an_element_met_further_never_earns_less(rule, found, more, data):
    """One element better, all others as they were."""
    at = data.draw(st.integers(0, len(found) - 1))
    better = [{**one, "met": max(one["met"], more)} if number == at else one for number, one in enumerate(found)]
    assert share(rule, elements=found) <= share(rule, elements=better)


@given(found=elements())
def test_a_gate_only_removes(found):
    """Either it changes nothing or it takes all."""
    assert share("elements-gated", elements=found) in (share("elements", elements=found), 0)


@pytest.mark.parametrize("rule", ["elements", "elements-gated"])
@given(found=elements(), data=st.data())
def test_an_element_in_two_halves_earns_the_same(rule, found, data):
    """The sum of weights: a share told apart into two that are met alike is the share it was."""
    at = data.draw(st.integers(0, len(found) - 1))
    half = {**found[at], "share": found[at]["share"] / 2}
    assert share(rule, elements=found) == share(rule, elements=[*found[:at], half, half, *found[at + 1 :]])


@given(found=elements())
def test_elements_earn_between_the_worst_and_the_best_of_them(found):
    """A mean by shares lies within what it is made of."""
    parts = [one["met"] for one in found]
    assert min(parts) <= share("elements", elements=found) <= max(parts)


@given(met=st.lists(st.booleans(), min_size=1, max_size=12))
def test_a_checklist_and_what_it_lacks_make_the_whole(met):
    """What is met and what is not add up to 1, whatever their order."""
    one, other = ([{"met": held is wanted} for held in met] for wanted in (True, False))
    assert share("checklist", elements=one) + share("checklist", elements=other) == 1


problems = st.lists(st.fixed_dictionaries({"severity": st.sampled_from(SEVERITIES), "scope": shares}), max_size=5)


@given(found=problems, more=problems)
def test_more_problems_never_earn_more(found, more):
    """No problem has a good side."""
    assert share("deduct-problems", problems=[*found, *more]) <= share("deduct-problems", problems=found)


@given(found=problems.filter(bool), data=st.data())
def test_a_graver_or_wider_problem_never_earns_more(found, data):
    """One problem worse, all others as they were."""
    at = data.draw(st.integers(0, len(found) - 1))
    graver = data.draw(st.sampled_from(SEVERITIES[SEVERITIES.index(found[at]["severity"]) :]))
    worse = {"severity": graver, "scope": max(found[at]["scope"], data.draw(shares))}
    after = [*found[:at], worse, *found[at + 1 :]]
    assert share("deduct-problems", problems=after) <= share("deduct-problems", problems=found)


@given(cost=st.lists(st.tuples(st.sampled_from(["项目公司", "实施机构", "其他"]), shares), max_size=5))
def test_only_the_party_at_fault_pays(cost):
    """What the company did not do costs it nothing; together the two never pay for the same deviation twice."""
    found = [{"party": party, "cost": part} for party, part in cost]
    company, agency = (share(f"deduct-faults-of-{party}", deviations=found) for party in ("company", "agency"))
    others = [one for one in found if one["party"] != "实施机构"]
    assert company == share("deduct-faults-of-company", deviations=others)
    assert (1 - company) + (1 - agency) <= sum(part for _, part in cost)


peers = st.lists(numbers, min_size=1, max_size=8).map(lambda values: [{"value": value} for value in values])


@pytest.mark.parametrize(("rule", "sign"), [("rank-highest-first", 1), ("rank-lowest-first", -1)])
@given(pair=st.tuples(numbers, numbers), others=peers)
def test_a_better_place_never_earns_less(rule, sign, pair, others):
    """Among the same peers the better figure stands no lower."""
    low, high = (share(rule, actual=actual, peers=others) for actual in sorted(pair, key=lambda actual: sign * actual))
    assert low <= high


@pytest.mark.parametrize("rule", ["rank-highest-first", "rank-lowest-first", "share-of-best"])
@given(others=peers, factor=above_zero)
def test_ranks_and_the_best_have_no_unit(rule, others, factor):
    """All figures times the same number leave places and parts of the best."""
    scaled = [{"value": one["value"] * factor} for one in others]
    found = [share(rule, actual=values[0]["value"], peers=values) for values in (others, scaled)]
    assert found[0] == found[1]


children = st.lists(st.tuples(shares, st.integers(1, 9).map(Fraction)), min_size=1, max_size=6).map(
    lambda drawn: [{"share": part, "weight": weight} for part, weight in drawn]
)


@pytest.mark.parametrize("rule", ["mean-of-children", "weighted-mean-of-children", "weakest-of-children"])
@given(found=children, more=shares, data=st.data())
def test_a_better_child_never_lowers_its_node(rule, found, more, data):
    """However the shares below are joined."""
    at = data.draw(st.integers(0, len(found) - 1))
    better = [{**one, "share": max(one["share"], more)} if number == at else one for number, one in enumerate(found)]
    assert share(rule, children=found) <= share(rule, children=better)


@given(found=children, factor=above_zero)
def test_weights_of_children_count_by_their_parts(found, factor):
    """All weights times the same number change nothing; equal weights are the plain mean."""
    scaled = [{**one, "weight": one["weight"] * factor} for one in found]
    equal = [{**one, "weight": factor} for one in found]
    assert share("weighted-mean-of-children", children=found) == share("weighted-mean-of-children", children=scaled)
    assert share("weighted-mean-of-children", children=equal) == share("mean-of-children", children=found)


@pytest.mark.parametrize("rule", ["counting-grade", "worst-grade"])
@given(grades=st.lists(st.sampled_from(GRADES), min_size=8, max_size=8), data=st.data())
def test_a_better_item_never_has_a_worse_grade(rule, grades, data):
    """Grades that count other grades rise with each of them."""
    at = data.draw(st.integers(0, 7))
    better = [*grades[:at], data.draw(st.sampled_from(GRADES[: GRADES.index(grades[at]) + 1])), *grades[at + 1 :]]
    before, after = (
        COMPILED[rule].label({"items": [{"grade": grade} for grade in given_grades]})
        for given_grades in (grades, better)
    )
    assert GRADES.index(after) <= GRADES.index(before)
