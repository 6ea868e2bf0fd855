"""Projects and sets put together from two sides: each factor is all of what it says, and nothing else."""

from decimal import Decimal

import pytest
from attrs import evolve

from perfkit.errors import Place
from perfkit.model import Adjustment, Funding, FundingLine, Indicator, Origin, Policies, Review, Stated, Target, Title
from perfkit.scoring.answers.attribution import FACTORS
from perfkit.scoring.answers.mixing import differing, differing_of_sets, mixed_project, mixed_set
from scoring.small import a_case, a_rule, a_set, a_small_project, branch, judged, leaf

SMALL = a_set(leaf("output", 60), leaf("benefit", 40))

BEFORE = Indicator(
    "output", "指标", "桥", weight=60, target=Target.at_least(10), actual=5, judged="0.5", rule="ratio", baseline=1,
    facts={"late": 1, "raters": [{"share": "0.5"}], "level": "达成"}, reviews=[Review("finance", 20)],
)  # fmt: skip
AFTER = Indicator(
    "output", "指标", "桥", weight=50, target=Target.at_least(20), actual=7, judged="0.7", rule="judged", baseline=2,
    facts={"late": 2, "raters": [{"share": "0.7"}], "level": "未达成"}, reviews=[Review("finance", 30)],
    applicable=False, reached="七座",
)  # fmt: skip
JUDGED = {"raters": ({"share": Decimal("0.7")},), "level": "未达成"}
OLD_FACTS = {name: fact for name, fact in BEFORE.facts.items() if name != "late"}
INDICATOR_MIXTURES = {
    "data": evolve(
        AFTER, judged="0.5", reviews=BEFORE.reviews, facts={"late": 2, **OLD_FACTS}, weight=60, rule="ratio"
    ),
    "judgement": evolve(BEFORE, judged="0.7", reviews=AFTER.reviews, facts={"late": 1, **JUDGED}),
    "weight": evolve(BEFORE, weight=50),
    "rule": evolve(BEFORE, rule="judged"),
}


@pytest.mark.parametrize("factor", FACTORS)
def test_a_factor_takes_its_fields_of_an_indicator_and_no_others(factor):
    """With every field different on both sides."""
    mixed = mixed_project(a_small_project(BEFORE), a_small_project(AFTER), frozenset({factor}))
    assert mixed.indicators == (INDICATOR_MIXTURES[factor],)


@pytest.mark.parametrize("factor", FACTORS)
def test_a_factor_takes_its_fields_of_a_project_and_no_others(factor):
    """Money and declared facts are data; stated totals, reviews and raters are judgement."""
    before = a_small_project(
        facts={"late": 1, "raters": [{"share": 1}]}, funding=Funding(budget=1), reviews=[Review("finance", 1)],
        stated=Stated(points=1),
    )  # fmt: skip
    after = a_small_project(
        facts={"late": 2, "raters": [{"share": 0}]}, funding=Funding(budget=2), reviews=[Review("finance", 2)],
        stated=Stated(points=2), name="乙",
    )  # fmt: skip
    expected = {
        "data": evolve(
            after,
            facts={"late": 2, "raters": before.facts["raters"]},
            reviews=before.reviews,
            stated=before.stated,
        ),
        "judgement": evolve(
            before,
            facts={"late": 1, "raters": after.facts["raters"]},
            reviews=after.reviews,
            stated=after.stated,
        ),
    }
    assert mixed_project(before, after, frozenset({factor})) == expected.get(factor, before)


def test_everything_taken_is_the_other_project_and_nothing_the_first():
    """The ends of the mixtures are the two sides themselves."""
    before, after = a_small_project(BEFORE, name="甲"), a_small_project(AFTER, name="乙")
    assert mixed_project(before, after, frozenset(FACTORS)) == after
    assert mixed_project(before, after, frozenset()) == before


def test_indicators_are_recognised_by_block_category_and_name_and_the_second_of_a_name_apart():
    """Order, width and blanks do not matter; what only one side has keeps all that is its own."""
    before = a_small_project(judged("output", 10, name="路 一"), judged("output", 20, name="桥"),
                             judged("output", 30, name="桥"), judged("benefit", 40, name="桥"))  # fmt: skip
    after = a_small_project(judged("output", 1, name="桥"), judged("benefit", 2, name="桥"),
                            judged("output", 3, name="桥"),
                            judged("output", 4, name="路一"), judged("output", 5, name="闸"),
                            evolve(judged("output", 6, name="桥"), category="其他"))  # fmt: skip
    mixed = mixed_project(before, after, frozenset({"weight"}))
    assert [one.weight for one in mixed.indicators] == [4, 1, 3, 2]
    other = mixed_project(before, after, frozenset({"data"}))
    assert [one.weight for one in other.indicators] == [20, 40, 30, 10, 5, 6]


def test_the_weights_of_a_set_are_those_of_all_its_nodes_its_cases_and_its_full_marks():
    """Everything else, its address too, is of the other set."""
    weights = a_set(branch("output", 70, leaf("a", 30), leaf("b", 40)), leaf("benefit", 30), id="w",
                    needs={"plain": "truth"}, assumes={"plain": False},
                    weight_cases=[a_case("plain", output=70)])  # fmt: skip
    rules = a_set(leaf("benefit", 50, accepts=["其他"]), branch("output", 50, leaf("b", 25), leaf("a", 25)), id="r")
    mixed = mixed_set(weights, rules)
    assert [(node.code, node.weight) for node in mixed.indicators] == [("benefit", 30), ("output", 70)]
    assert [(node.code, node.weight) for node in mixed.indicators[1].children] == [("b", 40), ("a", 30)]
    assert mixed.indicators[0].accepts == ("其他",)
    assert (mixed.id, mixed.weight_cases) == ("r", weights.weight_cases)
    assert (mixed.needs, mixed.assumes) == ({"plain": "truth"}, {"plain": False})


def test_what_conditions_of_weights_ask_for_does_not_replace_what_the_rules_know():
    """The set that gives the rules keeps its own facts and measures, before those that come with the weights."""
    asked = {"needs": {"x": "truth", "y": "truth"}, "assumes": {"x": True, "y": True},
             "measures": {"m": "executed", "n": "executed"}}  # fmt: skip
    own = {"needs": {"x": "number"}, "assumes": {"x": 1}, "measures": {"n": "received"}}
    mixed = mixed_set(a_set(leaf("output", 100), **asked), a_set(leaf("output", 100), **own))
    assert mixed.needs == {"x": "number", "y": "truth"}
    assert mixed.assumes == {"x": Decimal(1), "y": True}
    assert list(mixed.measures.items()) == [("n", "received"), ("m", "executed")]


@pytest.mark.parametrize(
    "nodes",
    [
        [leaf("output", 60), leaf("other", 40)],
        [leaf("output", 100)],
        [leaf("output", 60), leaf("benefit", 30), leaf("other", 10)],
        [leaf("output", 60), branch("benefit", 40, leaf("a", 40))],
    ],
)
def test_sets_with_other_nodes_do_not_mix(nodes):
    """Another code, one less, one more, or a node with children where the other has none."""
    assert mixed_set(SMALL, a_set(*nodes)) is None
    assert mixed_set(a_set(*nodes), SMALL) is None


SAME = a_small_project(
    BEFORE, funding=Funding(budget=1, lines=[FundingLine("财政", budget=1)]), stated=Stated(points=1)
)
ELSEWHERE = Origin(Place("another.toml"))
CHANGED = {
    "nothing": ({}, set()),
    "where it was read": (
        {"origin": ELSEWHERE,
         "funding": evolve(SAME.funding, origin=ELSEWHERE, lines=[evolve(SAME.funding.lines[0], origin=ELSEWHERE)]),
         "indicators": [evolve(BEFORE, origin=ELSEWHERE, reviews=[evolve(BEFORE.reviews[0], origin=ELSEWHERE)])],
         "name": "乙", "code": "A", "goal": "目标"}, set()),
    "an amount": ({"funding": evolve(SAME.funding, budget=2)}, {"data"}),
    "an amount of a source": ({"funding": evolve(SAME.funding, lines=[FundingLine("财政", budget=2)])}, {"data"}),
    "a source": ({"funding": evolve(SAME.funding, lines=[FundingLine("其他", budget=1)])}, {"data"}),
    "no money": ({"funding": None}, {"data"}),
    "a fact": ({"facts": {"late": 1}}, {"data"}),
    "a review": ({"reviews": [Review("finance", 3)]}, {"judgement"}),
    "the stated total": ({"stated": Stated(points=2)}, {"judgement"}),
    "no stated total": ({"stated": None}, {"judgement"}),
    "an indicator in every field": ({"indicators": [AFTER]}, {"data", "judgement", "weight", "rule"}),
}  # fmt: skip


@pytest.mark.parametrize(("changes", "factors"), CHANGED.values(), ids=list(CHANGED))
def test_the_factors_that_differ_between_two_projects(changes, factors):
    """What scoring does not look at is no difference."""
    assert differing(SAME, evolve(SAME, **changes), (SMALL, SMALL)) == factors


SETS = {
    "names": ({"id": "x", "edition": "2", "title": Title("二"), "first_year": 2021, "last_year": 2030, "digest": "d",
               "labels": {"budget": Title("预算")}, "chain": ["x@2"], "plugins": ["p"]}, []),
    "the weight of a node": ({"indicators": [leaf("output", 50), leaf("benefit", 50)]}, ["weight"]),
    "the weight of a node below": (
        {"indicators": [leaf("output", 60), branch("benefit", 40, leaf("c", 40))]}, ["weight", "rule"]),
    "full marks": ({"indicators": [leaf("output", 60), leaf("benefit", 60)], "full_marks": 120}, ["weight"]),
    "weight cases": ({"weight_cases": [a_case("any(indicators, block = output)", output=40, benefit=60)]}, ["weight"]),
    "policies": ({"policies": Policies(missing="zero")}, ["rule"]),
    "a parameter below": ({"indicators": [leaf("output", 60), leaf("benefit", 40, accepts=["其他"])]}, ["rule"]),
    "adjustments": (
        {"adjustments": [Adjustment(code="a", title=Title("a"), at="total", when="executed > 1", points="0")]},
        ["rule"]),
    "rules": ({"rules": {**SMALL.rules, "new": a_rule("new", "1")}}, ["rule"]),
}  # fmt: skip


@pytest.mark.parametrize(("changes", "factors"), SETS.values(), ids=list(SETS))
def test_the_factors_that_differ_between_two_sets(changes, factors):
    """The names of a set change nothing; weights are told apart from everything else."""
    assert list(differing_of_sets(SMALL, evolve(SMALL, **changes))) == factors


def test_projects_that_are_the_same_differ_by_what_their_sets_differ():
    """The factors of the sets come beside those of the projects."""
    other = evolve(SMALL, policies=Policies(missing="zero"))
    assert differing(SAME, evolve(SAME, funding=None), (SMALL, other)) == {"data", "rule"}


def test_weights_below_are_seen():
    """Two sets whose trees differ only in the weights of inner leaves."""
    one = a_set(branch("output", 100, leaf("a", 30), leaf("b", 70)))
    other = a_set(branch("output", 100, leaf("a", 40), leaf("b", 60)))
    assert list(differing_of_sets(one, other)) == ["weight"]
