"""Facts to points: exact, with every state kept apart."""

import decimal
from fractions import Fraction

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from perfkit.errors import IndicatorSetError, InputError
from perfkit.model import (
    Case,
    Funding,
    Group,
    Policies,
    Portfolio,
    Project,
    Rounding,
    Rule,
    Stated,
    Target,
    Title,
    shifted,
)
from perfkit.scoring import evaluate
from perfkit.testing import a_card, a_project, a_stated_project, evaluated, national_set

NATIONAL = national_set()


def result(of, under=NATIONAL):
    """The result of one project."""
    return evaluated(of, under=under).projects[0]


amounts = st.decimals(min_value=1, max_value=10**6, places=4, allow_nan=False, allow_infinity=False)


def test_a_project_that_meets_everything_scores_a_hundred():
    """Full marks come out exactly, with the best grade."""
    found = result(a_project())

    assert (found.state, found.points.digits, found.grade) == ("computed", "100.00", "优")


@pytest.mark.parametrize(
    ("target", "actual", "points"),
    [
        (Target.at_least(80), "77", "48.13"),  # 50 × 77/80 = 48.125, a tie
        (Target.at_least(80), "100", "50.00"),
        (Target.at_least(80), "0", "0.00"),
        (Target.equal(80), "40", "25.00"),
        (Target.at_most(50), "50", "50.00"),
        (Target.at_most(50), "60", "41.67"),
        (Target.at_most(50), "100", "25.00"),
        (Target.at_most(50), "0", "50.00"),
        (Target.at_most(0), "0", "50.00"),
        (Target.at_most(0), "1", "0.00"),
    ],
)
def test_points_of_quantitative_indicators(target, actual, points):
    """The worked numbers of the proportional rule and of its inverse, each rounded once, half up."""
    found = result(a_project(indicators=a_card(target=target, actual=actual)))

    assert points == found.lines[1].points.digits


@pytest.mark.parametrize(
    ("executed", "budget", "points", "rate"),
    [
        ("7423.495", "14654", "5.07", "50.66"),
        ("419.1655", "500", "8.38", "83.83"),
        ("79", "80", "9.88", "98.75"),
        ("1268.72", "1172.55", "10.00", "108.20"),
        ("0", "5", "0.00", "0.00"),
    ],
)
def test_points_of_budget_execution(executed, budget, points, rate):
    """The execution rate earns in proportion, capped at its weight; the rate itself is printed as it is."""
    found = result(a_project(funding=Funding(budget=budget, executed=executed)))

    assert (points, rate) == (found.lines[0].points.digits, found.execution_rate.digits)


def test_points_are_rounded_once_from_the_exact_share():
    """A third of fifty is 16.67, and the share stays a third."""
    found = result(a_project(indicators=a_card(target=Target.at_least(3), actual=1)))

    assert Fraction(1, 3) == found.lines[1].share.exact
    assert Fraction("16.67") == found.lines[1].points.exact


def test_a_line_tells_how_it_came_about_in_both_languages():
    """The derivation names weight, formula with figures, exact value, rounding and points."""
    line = result(a_project(indicators=a_card(actual=77))).lines[1]

    assert line.words("zh") == "得分 = 50 × min(77座 ÷ 80座, 1) = 48.125，按四舍五入取 48.13"
    assert line.words("en") == "points = 50 × min(77座 ÷ 80座, 1) = 48.125, rounded half up to 48.13"


def test_a_stated_total_is_carried_and_nothing_is_invented():
    """Without indicators there are no points of ours; the unit's total has its grade and its bounds."""
    found = result(a_stated_project("97", budget=100, executed=50))

    assert (found.state, found.points, found.grade) == ("stated", None, "优")
    assert found.final_points.digits == "97"
    assert (found.bounds.low.digits, found.bounds.high.digits, found.bounds.tight) == ("5.00", "95.00", True)


def test_without_indicators_and_total_a_project_is_unscored():
    """A row of money alone has a rate and no points."""
    found = result(Project(name="丙", funding=Funding(initial=100, executed=40)))

    assert (
        found.state,
        found.final_points,
        found.grade,
        found.execution_rate.digits,
    ) == ("unscored", None, "", "40.00")


def test_targets_without_weights_are_promises_and_not_a_score_card():
    """A stated project may list what it promised; it stays stated and has no findings."""
    promised = [evolve(indicator, weight=None, actual=None) for indicator in a_card()]
    found = result(evolve(a_stated_project("97", budget=100, executed=100), indicators=promised))

    assert (found.state, found.findings) == ("stated", ())


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"actual": None}, "indicator.actual-missing"),
        ({"target": None}, "indicator.target-missing"),
        ({"target": Target.judged("好")}, "indicator.judgement-missing"),
        ({"target": Target.at_least(0)}, "formula.requires"),
        ({"actual": -1}, "formula.requires"),
        ({"weight": None}, "indicator.weight-missing"),
        ({"weight": 51}, "weights.sum-differs"),
        ({"weight": 101}, "indicator.weight-too-large"),
        ({"block": "outputs"}, "indicator.block-unknown"),
        ({"category": "数量指标一"}, "indicator.category-unknown"),
        ({"rule": "ratios"}, "indicator.rule-unknown"),
    ],
)
def test_a_project_that_cannot_be_scored_is_absent_and_says_why(changes, code):
    """No total is guessed: the project is absent with a finding, and another project is still scored."""
    bad = a_project(name="坏", indicators=a_card(**changes))
    found = evaluated(bad, a_project(name="好"))

    assert [one.state for one in found.projects] == ["absent", "computed"]
    assert code in [finding.code for finding in found.projects[0].findings]
    assert (found.projects[0].final_points, found.projects[0].grade) == (None, "")
    assert found.mean.digits == "100.00"


@pytest.mark.parametrize("money", [None, Funding(budget=0, executed=0), Funding(budget=100)])
def test_without_a_rate_there_is_no_total(money):
    """No money, no budget or nothing said about spending: the execution line is absent, never zero or full."""
    found = result(a_project(funding=money))

    assert (found.state, found.lines[0].points) == ("absent", None)
    assert found.lines[0].absent is not None


def test_the_set_may_let_a_missing_value_score_nothing():
    """What a missing actual scores is a policy of the set."""
    lenient = evolve(NATIONAL, policies=Policies(missing="zero"))
    found = result(a_project(indicators=a_card(actual=None)), under=lenient)

    assert (found.state, found.points.digits) == ("computed", "50.00")


def test_the_set_says_whether_the_rounded_rate_is_scored():
    """21.9977 % of 10 points is 2.20; a set that scores the rate it prints, cut to 21 %, gives 2.10."""
    funding = Funding(budget="10000", executed="2199.77")
    cut = evolve(
        NATIONAL,
        rounding={**NATIONAL.rounding, "rate": Rounding(0, "down")},
        policies=Policies(scored_rate="rounded"),
    )

    assert result(a_project(funding=funding)).lines[0].points.digits == "2.20"
    assert result(a_project(funding=funding), under=cut).lines[0].points.digits == "2.10"


@pytest.mark.parametrize(
    ("total", "grade"),
    [
        ("100", "优"),
        ("90", "优"),
        ("89.995", "良"),
        ("80", "良"),
        ("79.99", "中"),
        ("60", "中"),
        ("59.99", "差"),
        ("0", "差"),
    ],
)
def test_grades_include_their_lower_bound_and_leave_no_gap(total, grade):
    """Every boundary of the scale has exactly one grade."""
    assert grade == result(a_stated_project(total)).grade


def test_a_rounded_grade_is_said_by_the_set():
    """89.995 is 良 as it stands and 优 where the set grades the rounded total."""
    rounded = evolve(NATIONAL, policies=Policies(grade_of="rounded"))
    points = evolve(a_stated_project("89.995").stated.points, rounding=Rounding(2))
    of = Project(name="乙", stated=Stated(points=points))

    assert (result(of).grade, result(of, under=rounded).grade) == ("良", "优")


def test_a_set_is_refused_outside_its_years():
    """A set of 2020 does not score the year 2019."""
    with pytest.raises(IndicatorSetError) as caught:
        evaluated(a_project(), year=2019)

    assert caught.value.code == "set.wrong-year"


def test_a_refused_year_is_told_beside_the_years_of_the_set():
    """A set without a last year shows dots in its place, and one with a last year shows that."""
    ended = evolve(NATIONAL, last_year=NATIONAL.first_year)
    texts = []
    for under in (NATIONAL, ended):
        with pytest.raises(IndicatorSetError) as caught:
            evaluated(a_project(), year=2019, under=under)
        texts.append(str(caught.value))

    first = NATIONAL.first_year
    assert "…" in texts[0]
    assert "…" not in texts[1]
    assert texts[1].count(str(first)) == texts[0].count(str(first)) + 1


def test_the_mean_is_simple_and_exact():
    """21 × 100, 7 × 97, 2 × 95 and 3 × 90 have the mean 3239/33, graded exactly."""
    totals = ["100"] * 21 + ["97"] * 7 + ["95"] * 2 + ["90"] * 3
    found = evaluated(*[evolve(a_stated_project(total), name=str(at)) for at, total in enumerate(totals)])

    assert (Fraction(3239, 33), "98.15", "优") == (found.mean.exact, found.mean.digits, found.grade)


def test_a_result_is_asked_for_by_code_or_name():
    """An unknown or ambiguous name is refused with the near match."""
    found = evaluated(a_project(name="桥梁", code="1"), a_project(name="道路"), a_project(name="道路"))

    assert found["1"].project.name == "桥梁"
    with pytest.raises(InputError) as caught:
        found["道路"]
    assert caught.value.code == "project.ambiguous"
    with pytest.raises(InputError) as caught:
        found["道"]
    assert caught.value.code == "project.unknown"


@given(st.lists(st.integers(0, 200), min_size=2, max_size=2, unique=True))
def test_more_reached_never_scores_less(actuals):
    """Raising a positive indicator never lowers the total; raising a negative one never raises it."""
    low, high = sorted(actuals)

    def total(actual, target):
        return result(a_project(indicators=a_card(actual=actual, target=target))).points.exact

    assert total(low, Target.at_least(80)) <= total(high, Target.at_least(80))
    assert total(low, Target.at_most(80)) >= total(high, Target.at_most(80))


@given(amounts, amounts, st.integers(-3, 4))
def test_the_scale_of_money_changes_no_digit(executed, budget, places):
    """元 or 万元: rates and points depend on the ratio alone."""
    one = result(a_project(funding=Funding(budget=budget, executed=executed)))
    other = result(a_project(funding=Funding(budget=shifted(budget, places), executed=shifted(executed, places))))

    assert one.execution_rate == other.execution_rate
    assert one.points == other.points


@given(amounts, amounts, st.integers(0, 120))
def test_a_computed_total_lies_within_the_bounds_of_what_was_known_before(executed, budget, actual):
    """Bounds are sound: with the indicators unknown, no total that can come out lies outside them."""
    money = Funding(budget=budget, executed=executed)
    known = result(a_project(funding=money, indicators=a_card(actual=actual)))
    before = result(Project(name="甲", funding=money))

    assert before.bounds.hold(known.points)


@given(st.permutations(range(3)))
def test_the_order_of_indicators_changes_no_total(order):
    """Sums of exact figures do not depend on their order."""
    mixed = a_card(actual=77)

    assert (
        result(a_project(indicators=mixed)).points == result(a_project(indicators=[mixed[at] for at in order])).points
    )


def test_a_hostile_decimal_context_changes_no_result():
    """A host that computes with two digits and traps everything inexact gets the same evaluation."""
    facts = a_project(funding=Funding(budget="14654", executed="7423.495"), indicators=a_card(actual=77))
    calm = evaluated(facts).to_dict()
    with decimal.localcontext(decimal.Context(prec=2, rounding=decimal.ROUND_UP, traps=[decimal.Inexact])):
        assert calm == evaluated(facts).to_dict()


def test_every_number_in_the_record_is_a_text():
    """JSON readers cannot lose a digit."""

    def numbers(value):
        if isinstance(value, dict):
            return [one for inner in value.values() for one in numbers(inner)]
        if isinstance(value, list):
            return [one for inner in value for one in numbers(inner)]
        return [value] if isinstance(value, (int, float)) and not isinstance(value, bool) else []

    assert numbers(evaluated(a_project(), a_stated_project("97", budget=3, executed=1)).to_dict()) == []


def test_a_notebook_shows_tables_with_everything_escaped():
    """A name that looks like markup is shown as typed."""
    found = evaluated(a_project(name="<script>alert(1)</script>"))

    assert "&lt;script&gt;" in found._repr_html_()
    assert "<script>" not in found._repr_html_() + found.projects[0]._repr_html_()


def test_explanations_name_rule_document_and_figures():
    """A person can follow every figure of a project."""
    text = result(a_project(funding=Funding(budget="14654", executed="7423.495"))).explain()

    for part in ("50.6584…%", "四舍五入", "5.07", "ratio", "财预〔2020〕10号 第十六条", "原文已核对", "总分"):
        assert part in text


def test_a_block_without_indicators_holds_nothing_once_the_card_is_whole():
    """No satisfaction block and ten points more for benefit: the bounds of the computed total are that total."""
    card = [evolve(indicator, weight=weight) for indicator, weight in zip(a_card()[:2], (50, 40), strict=True)]
    found = result(a_project(indicators=card))

    assert found.points.digits == "100.00"
    assert (found.bounds.low.digits, found.bounds.high.digits) == ("100.00", "100.00")


def test_an_absent_project_still_has_bounds():
    """With one actual missing, a total beyond what the known lines allow is impossible."""
    found = result(a_project(funding=Funding(budget=100, executed=0), indicators=a_card(actual=None)))

    assert found.state == "absent"
    assert (found.bounds.low.digits, found.bounds.high.digits) == ("40.00", "90.00")


@given(st.lists(st.integers(0, 100), min_size=3, max_size=3), st.sets(st.integers(0, 2)), amounts, amounts)
def test_bounds_hold_whatever_is_still_unknown(actuals, hidden, executed, budget):
    """Hide any of the actuals: the total that comes out with them lies within the bounds without them."""
    money = Funding(budget=budget, executed=executed)
    card = [evolve(one, actual=actual) for one, actual in zip(a_card(), actuals, strict=True)]
    partial = [evolve(one, actual=None) if at in hidden else one for at, one in enumerate(card)]
    known = result(a_project(funding=money, indicators=card))
    before = result(a_project(funding=money, indicators=partial))

    assert before.bounds.hold(known.points)


def test_weights_finer_than_points_are_refused():
    """Full marks of 33.333 points could not be given: three of them would add up to more or less than a hundred."""
    found = result(a_project(indicators=a_card(weight="33.333")))

    assert [finding.code for finding in found.findings] == ["indicator.weight-places"]


def test_targets_without_any_weight_and_total_are_unscored():
    """A form without points is no faulty score card; no total is invented and nothing is wrong."""
    found = result(a_project(indicators=[evolve(one, weight=None) for one in a_card()]))

    assert (found.state, found.findings) == ("unscored", ())


def test_declared_facts_reach_the_rules_of_measures():
    """The decision table over state and rate: a finished project within its budget earns all, whatever its rate."""
    table = Rule(
        name="execution-101",
        title=Title("项目状态与执行率"),
        needs={"finished": "truth", "executed": "money", "budget": "money"},
        let={"rate": "executed / budget"},
        cases=[Case("finished and executed <= budget", "1"), Case("rate < 60%", "0"), Case("rate < 80%", "0.5")],
        otherwise="absent",
    )
    leaves = [evolve(node, rule="execution-101") if node.code == "execution" else node for node in NATIONAL.indicators]
    under = evolve(NATIONAL, indicators=leaves, rules={**NATIONAL.rules, "execution-101": table})
    money = Funding(budget=100, executed=70)

    assert result(a_project(funding=money, facts={"finished": True}), under=under).lines[0].points.digits == "10.00"
    assert result(a_project(funding=money, facts={"finished": False}), under=under).lines[0].points.digits == "5.00"
    assert result(a_project(funding=money), under=under).state == "absent"


@pytest.mark.parametrize("name", ["executed", "budget", "target", "weight"])
def test_a_fact_cannot_take_the_name_of_money_or_of_a_target(name):
    """No record can overwrite its own money through a fact of the same name."""
    with pytest.raises(InputError) as caught:
        a_project(facts={name: 1})

    assert caught.value.code == "fact.reserved"


def test_a_group_takes_each_member_s_own_budget():
    """One member was adjusted, the other was not: the rate is of what each of them had, 150 of 200."""
    adjusted = Project(name="甲", funding=Funding(budget=100, initial=50, executed=100))
    plain = Project(name="乙", funding=Funding(initial=100, executed=50))
    found = evaluated(adjusted, plain, groups=[Group(key="g", name="组", members=["甲", "乙"])])

    assert found.groups[0].execution_rate.digits == "75.00"


@pytest.mark.parametrize(
    ("projects", "facts", "code"),
    [
        ([a_project(code="1"), a_project(code="1")], {}, "population.code-twice"),
        ([a_project(year=2022)], {}, "population.other-year"),
        ([a_project()], {"groups": [Group(key="g", name="组", members=["无"])]}, "population.member"),
        ([a_project()], {"groups": [Group(key="g", name="组", members=["甲", "甲"])]}, "population.member-twice"),
    ],
)
def test_faults_of_the_population_are_findings(projects, facts, code):
    """What a file would be refused for is said of a portfolio that a program built, and nothing is guessed."""
    assert [finding.code for finding in evaluated(*projects, **facts).findings] == [code]


def test_a_value_that_is_only_just_reached_does_not_pass_a_strict_target():
    """“More than 80” is not met by 80; the form should say which sign it means."""
    found = result(a_project(indicators=a_card(target=Target.at_least(80, "座", strict=True))))

    assert [finding.code for finding in found.findings] == ["indicator.strict-at-target"]


def test_a_baseline_reaches_the_rules():
    """A county may reward improvement: half of the way from the baseline to the target is half of the weight."""
    rule = Rule(
        name="improvement",
        title=Title("按改善程度"),
        requires="target > baseline",
        share="clamp((actual - baseline) / (target - baseline), 0, 1)",
    )
    under = evolve(NATIONAL, rules={**NATIONAL.rules, "improvement": rule})
    card = a_card(target=Target.at_least(90, "%"), actual=80, baseline=70, rule="improvement")

    assert result(a_project(indicators=card), under=under).lines[1].points.digits == "25.00"
    assert result(a_project(indicators=a_card(rule="improvement")), under=under).state == "absent"


def test_progress_is_told_after_each_project():
    """One of three, two of three, three of three."""
    told = []
    evaluate(
        Portfolio(unit="单位", year=2023, projects=[a_project()] * 3),
        NATIONAL,
        lambda done, of: told.append((done, of)),
    )
    assert told == [(1, 3), (2, 3), (3, 3)]
