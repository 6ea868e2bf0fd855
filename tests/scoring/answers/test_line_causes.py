"""The class of cause behind a line that lost points: by what its measure or its rule asks for, and who gave points."""

import pytest
from attrs import evolve

from perfkit.model import Funding, FundingLine, Policies, Review, Target
from perfkit.scoring import lost_points
from perfkit.scoring.answers.line_causes import measured_from
from scoring.small import a_rule, a_set, counted, judged, leaf, measure, scored

LEVELS = ("好", "差")
RULES = (
    a_rule("of-number", "days / 10", needs={"days": "number"}),
    a_rule("of-truth", "if(done, 1, 0.5)", needs={"done": "truth"}),
    a_rule("of-level", "if(level = 好, 1, 0.5)", needs={"level": LEVELS}),
    a_rule("level-and-actual", "if(level = 好, 1, min(actual / target, 1))", needs={"level": LEVELS}),
    a_rule("blend", "0.5 * judged + 0.5 * min(actual / target, 1)", needs={"judged": "number"}),
    a_rule("ranked", "max(1 - 0.5 * count(peers, value >= actual), 0)", needs={"peers": {"value": "number"}}),
    a_rule("of-money", "min(executed / budget, 1)", needs={"executed": "money", "budget": "money"}),
    a_rule("checklist", "count(elements, met) / count(elements)", needs={"elements": {"met": "truth"}}),
    a_rule("elements", "sum(elements, share * met)", needs={"elements": {"share": "number", "met": "number"}}),
)
ONE = a_set(leaf("a", 100), rules=RULES, policies=Policies(missing="zero", final=("finance", "computed")))
SPENT = Funding(budget=100, executed=80)


def cause(result):
    """The class of the only entry."""
    (entry,) = lost_points(result).entries
    return entry.cause


def by_rule(rule, **changes):
    """The class of an indicator that this rule scored."""
    facts = {"target": Target.at_least(10), "actual": 5, **changes}
    return cause(scored(ONE, evolve(counted("a", 100, 5), rule=rule, **facts), funding=SPENT))


@pytest.mark.parametrize(
    ("rule", "changes", "expected"),
    [
        ("", {}, "target"),
        ("of-number", {"facts": {"days": 5}}, "target"),
        ("of-truth", {"facts": {"done": False}}, "judgement"),
        ("of-level", {"facts": {"level": "差"}}, "judgement"),
        ("level-and-actual", {"facts": {"level": "差"}}, "target"),
        ("ranked", {}, "target"),
        ("of-money", {}, "money"),
        ("checklist", {"facts": {"elements": [{"met": True}, {"met": False}]}}, "judgement"),
        ("", {"actual": None}, "missing"),
    ],
)
def test_what_the_rule_asks_for_tells_the_class(rule, changes, expected):
    """An actual is held against its target; words, truths and lists were judged; amounts are money."""
    assert by_rule(rule, **changes) == expected


def test_a_judged_share_is_a_judgement():
    """Also where half of it is a number that missed its target; a judgement that is not there is missing."""
    blend = evolve(judged("a", 100, "0.5"), rule="blend", target=Target.at_least(10), actual=5)
    assert cause(scored(ONE, judged("a", 100, "0.5"))) == "judgement"
    assert cause(scored(ONE, blend)) == "judgement"
    assert cause(scored(ONE, judged("a", 100, None))) == "missing"


@pytest.mark.parametrize(
    ("unmet", "expected"),
    [
        ([{"met": False, "evidence": False}], "missing"),
        ([{"met": False, "evidence": False}, {"met": False, "evidence": False}], "missing"),
        ([{"met": False, "evidence": False}, {"met": False}], "judgement"),
        ([{"met": False, "evidence": True}], "judgement"),
        ([{"met": False}], "judgement"),
    ],
)
def test_elements_that_nothing_proves_are_missing_evidence(unmet, expected):
    """Where all that is unmet says so itself; one that is unmet for another reason makes it a judgement."""
    records = [{"met": True, "evidence": True}, {"met": True}, *unmet]
    assert by_rule("checklist", facts={"elements": records}) == expected


@pytest.mark.parametrize(
    ("met", "expected"), [("0", "missing"), ("0.5", "missing"), ("1", "judgement"), ("1.0", "judgement")]
)
def test_an_element_that_is_partly_met_is_unmet_for_the_rest(met, expected):
    """One of half the weight is met 0, half or wholly and has no evidence; the other is half met."""
    other = {"share": "0.5", "met": "0.5", "evidence": met not in ("0", "0.5")}
    assert by_rule("elements", facts={"elements": [{"share": "0.5", "met": met, "evidence": False}, other]}) == (
        expected
    )


@pytest.mark.parametrize(
    ("given", "computed", "expected"), [(40, 5, "judgement"), (50, 5, "target"), (60, 5, "judgement")]
)
def test_points_of_an_evaluator_are_a_judgement_where_they_differ(given, computed, expected):
    """Half of a target earns 50: whoever gives just these, judged nothing else."""
    assert by_rule("", actual=computed, reviews=[Review("finance", given)]) == expected


def test_points_of_an_evaluator_without_computed_ones_are_a_judgement():
    """Nobody knows what the rule would have given."""
    under = evolve(ONE, policies=Policies(final=("finance", "computed")))
    assert cause(scored(under, counted("a", 100, None, reviews=[Review("finance", 40)]))) == "judgement"


MONEY = {
    "executed / budget": "money",
    "rate": "money",
    "sum(lines, executed) / 100": "money",
    "1 - late / 20": "target",
}
LINES = {"late": "number", "lines": {"source": ("财政", "其他"), "executed": "money"}}


@pytest.mark.parametrize(("formula", "expected"), MONEY.items())
def test_a_measure_of_stages_or_lines_of_money_is_one_of_money(formula, expected):
    """Also through another measure; one of other facts missed its target."""
    measures = {"inner": "executed / budget", "rate": "inner"}
    under = a_set(leaf("a", 90), measure("m", 10, formula), needs=LINES, measures=measures)
    spent = Funding(budget=100, executed=80, lines=[FundingLine("财政", executed=80)])
    assert cause(scored(under, judged("a", 90), funding=spent, facts={"late": 4})) == expected


def test_a_measure_follows_from_stages_and_facts_and_an_indicator_from_none():
    """Measures inside it are taken apart; each name once."""
    under = a_set(
        leaf("a", 90),
        measure("m", 10, "rate * executed / (budget + late)"),
        needs={"late": "number"},
        measures={"rate": "executed / budget"},
    )
    result = scored(under, judged("a", 90), funding=SPENT, facts={"late": 4})
    first, second = result.lines

    assert [measured_from(one, under) for one in (first, second)] == [(), ("budget", "executed", "late")]


@pytest.mark.parametrize(
    ("funding", "expected"),
    [
        (Funding(budget=0, executed=5), "money"),
        (Funding(budget=10), "missing"),
        (Funding(executed=5), "missing"),
        (Funding(initial=0, executed=5), "money"),
        (None, "missing"),
    ],
)
def test_a_rate_without_points_is_missing_an_amount_or_has_a_budget_of_nothing(funding, expected):
    """Both score nothing by policies of the set; an amount that another stage stands in for is there."""
    policies = Policies(missing="zero", zero_divisor="zero", missing_budget="initial")
    under = a_set(leaf("a", 90), measure("m", 10), policies=policies)

    assert cause(scored(under, judged("a", 90), funding=funding)) == expected


@pytest.mark.parametrize(
    ("formula", "facts", "funding", "expected"),
    [
        ("late / 10", {}, None, "missing"),
        ("1 / late", {"late": 0}, None, "target"),
        ("executed / late", {}, SPENT, "missing"),
        ("executed / late", {"late": 0}, SPENT, "money"),
        ("1 / sum(lines, executed)", {}, None, "missing"),
        ("1 / sum(lines, executed)", {}, SPENT, "money"),
    ],
)
def test_facts_and_lines_of_a_measure_may_be_missing_or_zero(formula, facts, funding, expected):
    """What is there and gives a divisor of zero is not missing: a fact of zero, money without any line."""
    policies = Policies(missing="zero", zero_divisor="zero")
    under = a_set(leaf("a", 90), measure("m", 10, formula), needs=LINES, policies=policies)
    assert cause(scored(under, judged("a", 90), funding=funding, facts=facts)) == expected


def test_what_a_set_assumes_is_not_missing():
    """The divisor of zero is one that the set takes for granted."""
    policies = Policies(missing="zero", zero_divisor="zero")
    under = a_set(leaf("a", 90), measure("m", 10, "1 / late"), needs=LINES, assumes={"late": 0}, policies=policies)
    assert cause(scored(under, judged("a", 90))) == "target"
