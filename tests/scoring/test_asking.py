"""What a line asks of its rule: denominators as data, divisors of zero, missing values, rates that are rounded."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfkit.model import Funding, FundingLine, Group, Policies, Project, Rounding, Target, Title
from perfkit.testing import evaluated
from scoring.small import a_rule, a_set, codes, counted, judged, leaf, measure, rebuilt, scored, total

SOURCES = ("当年财政拨款", "上年结转资金", "其他资金")
LINES = {"lines": {"source": SOURCES, "budget": "money", "executed": "money"}}

MONEY = Funding(
    initial=200,
    budget=100,
    received=80,
    executed=40,
    lines=[
        FundingLine("当年财政拨款", budget=60, executed=30),
        FundingLine("上年结转资金", budget=10, executed=1),
        FundingLine("其他资金", budget=30, executed=9),
    ],
)

FISCAL = "sum(lines, if(source = 当年财政拨款, {0}, 0))"
CARRIED = "sum(lines, if(source = 其他资金, 0, {0}))"


def by(formula, **changes):
    """A set whose execution rate is this formula; the other 90 points are judged."""
    return a_set(measure("execution", 10, "rate"), leaf("output", 90), measures={"rate": formula}, **changes)


def line(under, **facts):
    """The line of the execution rate."""
    return scored(under, judged("output", 90), **facts).lines[0]


@pytest.mark.parametrize(
    ("formula", "points"),
    [
        ("executed / initial", 2),
        ("executed / budget", 4),
        ("executed / received", 5),
        ("executed / (initial - budget)", 4),
        (f"{FISCAL.format('executed')} / {FISCAL.format('budget')}", 5),  # 30 of 60
        (f"{CARRIED.format('executed')} / {CARRIED.format('budget')}", Fraction(310, 70)),  # 31 of 70, of 10 points
        ("sum(lines, executed) / sum(lines, budget)", 4),
        ("executed / max(budget, received, initial)", 2),
    ],
)
def test_the_denominator_of_the_execution_rate_is_data(formula, points):
    """Initial, adjusted or received money, or lines chosen by their source: each is a formula of the set."""
    assert line(by(formula, needs=LINES), funding=MONEY).points.exact == points


def test_a_chosen_line_without_its_amount_is_missing_and_not_zero():
    """The line of fiscal money does not say what was spent; a line that is not chosen may say nothing."""
    under = by(f"{FISCAL.format('executed')} / budget", needs=LINES)
    silent = Funding(budget=100, lines=[FundingLine("当年财政拨款", budget=60), FundingLine("其他资金", executed=9)])
    other = Funding(budget=100, lines=[FundingLine("当年财政拨款", executed=60), FundingLine("其他资金")])

    assert codes(scored(under, judged("output", 90), funding=silent)) == ["measure.missing"]
    assert line(under, funding=other).points.exact == 6


def test_a_source_that_the_set_does_not_know_is_named():
    """A line of 债券资金 is none of the declared sources: no rate, and the finding has both."""
    under = by(f"{FISCAL.format('executed')} / budget", needs=LINES)
    money = Funding(budget=100, lines=[FundingLine("债券资金", executed=9)])
    found = scored(under, judged("output", 90), funding=money)

    assert codes(found) == ["formula.unknown-label"]
    assert "债券资金" in found.findings[0].message("zh")
    assert found.findings[0].names["known"] == SOURCES


def test_a_group_is_measured_over_the_lines_of_all_its_members():
    """30 of 60 and 10 of 140 fiscal money are together 40 of 200; a member without lines leaves the rate open."""
    under = rebuilt(
        by("executed / budget", needs={**LINES, "factor": "number"}, assumes={"factor": 1}),
        measures={"execution_rate": f"factor * {FISCAL.format('executed')} / {FISCAL.format('budget')}"},
        indicators=[measure("execution", 10, "execution_rate"), leaf("output", 90)],
    )
    one = Project(name="甲", funding=MONEY)
    two = Project(name="乙", funding=Funding(lines=[FundingLine("当年财政拨款", budget=140, executed=10)]))
    bare = Project(name="丙", funding=Funding(budget=9, executed=9))
    groups = [Group(key="g", name="组", members=["甲", "乙"]), Group(key="h", name="组", members=["甲", "丙"])]
    found = evaluated(one, two, bare, under=under, groups=groups)

    assert found.groups[0].execution_rate.exact == Fraction(1, 5)
    assert found.groups[1].execution_rate is None


@pytest.mark.parametrize("spent", [0, 5])
@pytest.mark.parametrize(
    ("policy", "expected"),
    [("absent", ["measure.zero"]), ("zero", 90), ("full", 100), ("not-applicable", 100)],
)
def test_a_budget_of_zero_scores_what_the_set_says(policy, spent, expected):
    """Absent with a finding, nothing, all, or nothing to be scored: whether money was spent or not."""
    under = by("executed / budget", policies=Policies(zero_divisor=policy, not_applicable="total"))
    found = scored(under, judged("output", 90), funding=Funding(budget=0, executed=spent))

    assert total(found) == expected
    assert found.lines[0].policy == (policy if policy in ("zero", "full") else "")


def test_the_amount_that_is_zero_is_named_as_on_the_form():
    """The finding says 全年预算数, not the name of the formula."""
    under = by("executed / budget", labels={"budget": Title("全年预算数", "budget of the year")})
    found = scored(under, judged("output", 90), funding=Funding(budget=0, executed=1))

    assert "全年预算数为 0" in found.findings[0].message("zh")
    assert "budget of the year is 0" in found.findings[0].message("en")


@pytest.mark.parametrize("formula", ["rate", "rate * 1", "min(rate, 1)", "if(rate > 1, 1, rate)", "better"])
@pytest.mark.parametrize(
    ("money", "code"), [(Funding(budget=0, executed=1), "measure.zero"), (Funding(budget=9), "measure.missing")]
)
def test_a_measure_of_a_measure_is_absent_for_the_same_reason(formula, money, code):
    """Whatever is made of a rate that could not be computed has the reason of the rate, and its policy."""
    nodes = (measure("execution", 10, formula), leaf("output", 90))
    under = a_set(*nodes, measures={"rate": "executed / budget", "better": "rate + 5%"})
    lenient = rebuilt(under, policies=Policies(zero_divisor="full", missing="zero"))
    found, let = (scored(one, judged("output", 90), funding=money) for one in (under, lenient))

    assert codes(found) == [code]
    assert total(let) == (100 if code == "measure.zero" else 90)


def test_a_rule_that_does_not_ask_for_the_rate_scores_without_it():
    """A finished project earns all though its budget was zero; an unfinished one needs its rate."""
    state = a_rule("state", "if(finished, 1, min(actual, 1))", needs={"finished": "truth"})
    project_only = a_rule("only", "if(finished, 1, 0)", needs={"finished": "truth"})
    nothing = Funding(budget=0, executed=0)

    def points(rule):
        nodes = (measure("execution", 10, rule=rule.name), leaf("output", 90))
        return total(
            scored(a_set(*nodes, rules=[rule]), judged("output", 90), funding=nothing, facts={"finished": True})
        )

    assert points(project_only) == 100
    assert points(state) == ["measure.zero"]


@pytest.mark.parametrize(("policy", "expected"), [("absent", "measure.missing"), ("zero", 90)])
@pytest.mark.parametrize("money", [None, Funding(), Funding(budget=100), Funding(executed=50)])
def test_a_missing_amount_scores_what_the_set_says(policy, expected, money):
    """Without money, budget or spending there is no rate: no total, or nothing for it, as the set says."""
    found = scored(by("executed / budget", policies=Policies(missing=policy)), judged("output", 90), funding=money)

    assert total(found) == (expected if policy == "zero" else [expected])


@pytest.mark.parametrize(
    ("indicator", "code"),
    [
        (counted("output", 90, None), "indicator.actual-missing"),
        (judged("output", 90, None), "indicator.judgement-missing"),
        (judged("output", 90, None, rule="ratio"), "indicator.target-missing"),
        (counted("output", 90, 1, Target.judged("好"), rule="ratio"), "indicator.target-missing"),
    ],
)
def test_only_a_missing_actual_may_score_nothing(indicator, code):
    """What was not reached or not judged yet may count as nothing; without a target there is nothing to be held."""
    money = Funding(budget=1, executed=1)
    strict = scored(by("executed / budget"), indicator, funding=money)
    lenient = scored(by("executed / budget", policies=Policies(missing="zero")), indicator, funding=money)

    assert codes(strict) == [code]
    assert total(lenient) == ([code] if code == "indicator.target-missing" else 10)


def test_facts_of_an_indicator_hide_those_of_its_project():
    """Both say how many days it was late; the rule takes the indicator's."""
    late = a_rule("late", "1 - late_days / 10", needs={"late-days": "number"})
    under = a_set(leaf("output", 100), rules=[late])
    card = [
        judged("output", 50, rule="late", facts={"late-days": 2}),
        judged("output", 50, rule="late", name="乙"),
    ]

    assert total(scored(under, *card, facts={"late-days": 4})) == 40 + 30


RATES = [
    ("0.99995", Rounding(2), "100.00"),  # 99.995 % is a tie
    ("0.99995", Rounding(2, "down"), "99.99"),
    ("0.899949", Rounding(2), "89.99"),
    ("0.21997", Rounding(2), "22.00"),
    ("0.21997", Rounding(2, "down"), "21.99"),
    ("0.21997", Rounding(0), "22"),
    ("0.215", Rounding(0, "half-even"), "22"),
    ("0.225", Rounding(0, "half-even"), "22"),
    ("0.225", Rounding(0, "half-down"), "22"),
    ("0.2201", Rounding(0, "ceiling"), "23"),
]


@pytest.mark.parametrize(("rate", "rounding", "shown"), RATES)
@pytest.mark.parametrize("policy", ["exact", "rounded"])
def test_a_rate_is_scored_exactly_or_as_it_is_printed(rate, rounding, shown, policy):
    """Of 10 points: the exact rate, or the rate that is printed; it is printed the same either way."""
    under = by("executed / budget", rounding={"rate": rounding}, policies=Policies(scored_rate=policy))
    found = line(under, funding=Funding(budget=1, executed=rate))

    assert found.actual == f"{shown}%"
    assert found.points.exact == Fraction(rate if policy == "exact" else Fraction(shown) / 100) * 10


def test_only_rates_are_rounded_as_rates():
    """A measure in 元 per head is no rate: it is scored as it is, whatever the set does to rates."""
    node = measure("execution", 10, "executed / budget", unit="元", target="3")
    under = a_set(node, leaf("output", 90), rounding={"rate": Rounding(0)}, policies=Policies(scored_rate="rounded"))

    assert line(under, funding=Funding(budget=3, executed=5)).points.exact == Fraction(50, 9)


@given(st.integers(0, 2000), st.integers(1, 1000), st.integers(0, 3))
def test_a_rounded_rate_scores_what_its_printed_digits_say(executed, budget, places):
    """Points follow from the digits on paper: what a reader computes with a pocket calculator."""
    under = by("executed / budget", rounding={"rate": Rounding(places)}, policies=Policies(scored_rate="rounded"))
    found = line(under, funding=Funding(budget=budget, executed=executed))
    printed = Fraction(found.actual.rstrip("%")) / 100

    assert found.points.exact == min(printed, 1) * 10
    assert abs(printed - Fraction(executed, budget)) <= Fraction(1, 200 * 10**places)


def test_what_was_known_only_as_a_budget_of_the_year_stands_in():
    """The set lets the initial budget stand in for a missing 全年预算数, in rates and in rules alike."""
    inside = a_rule("inside", "if(executed <= budget, 1, 0)", needs={"executed": "money", "budget": "money"})
    nodes = (measure("execution", 10, rule="inside"), leaf("output", 90))
    under = a_set(*nodes, rules=[inside], policies=Policies(missing_budget="initial"))

    assert line(under, funding=Funding(initial=10, executed=10)).points.exact == 10
    assert line(under, funding=Funding(initial=10, executed=11)).points.exact == 0
    assert line(under, funding=Funding(initial=10, budget=9, executed=10)).points.exact == 0
