"""The proof of an indicator set: whatever would make scores wrong or impossible is a fault when the set is loaded."""

import pytest
from attrs import evolve

from perfkit.errors import IndicatorSetError
from perfkit.model import TARGET_KINDS, EvidenceScale, GradeBand, GradeScale, Policies, Rounding, Rule, Target, Title
from perfkit.scoring import prove
from perfkit.testing import a_card, a_project, evaluated, national_set
from scoring.small import a_set, leaf

NATIONAL = national_set()
KINDS = dict.fromkeys(TARGET_KINDS, "ratio")
RULES = {
    **NATIONAL.rules,
    "never": Rule(name="never", title=Title("从不"), requires="actual > 2 * target", share="1"),
    "odd": Rule(name="odd", title=Title("奇"), needs={"odd": "truth"}, share="if(odd, 1, 0)"),
    "counting": Rule(name="counting", title=Title("计数"), gives=["优", "差"], share="优"),
    "asking": Rule(
        name="asking", title=Title("问"), gives=["优", "差"], needs={"odd": "truth"}, share="if(odd, 优, 差)"
    ),
}


def with_node(of, /, **changes):
    """The national set with one node changed."""
    nodes = [evolve(node, **changes) if node.code == of else node for node in NATIONAL.indicators]
    return evolve(NATIONAL, indicators=nodes, rules=RULES)


def graded(*bands):
    return evolve(NATIONAL, grades=GradeScale([GradeBand(name, lowest) for name, lowest in bands]))


@pytest.mark.parametrize(
    ("unsound", "code"),
    [
        (with_node("execution", weight=9), "set.weights"),
        (evolve(NATIONAL, evidence=EvidenceScale({}, "1.1")), "set.evidence-share"),
        (evolve(NATIONAL, evidence=EvidenceScale({}, "1", "-0.1")), "set.evidence-share"),
        (evolve(NATIONAL, evidence=EvidenceScale({}, "0.7", "0.71")), "set.evidence-order"),
        (with_node("execution", weight=-10), "set.weight-not-positive"),
        (with_node("execution", weight="10.001"), "set.weight-places"),
        (with_node("execution", code="output"), "set.code-twice"),
        (with_node("execution", rule="ratios"), "set.rule-unknown"),
        (with_node("execution", rule="judged"), "set.rule-does-not-fit"),
        (with_node("execution", rule="never"), "set.never-scores"),
        (with_node("execution", target="0%"), "set.never-scores"),
        (with_node("execution", measure=""), "set.node-empty"),
        (with_node("execution", parameters={"line": "1"}), "set.parameter-unknown"),
        (with_node("output", measure="execution_rate"), "set.node-both"),
        (with_node("output", rule="ratio"), "set.node-ignores"),
        (with_node("output", parameters={"line": "70%"}), "set.node-ignores"),
        (with_node("output", split="project"), "set.node-ignores"),
        (with_node("output", parameters_for={"at-least": {"line": "70%"}}), "set.parameter-unknown"),
        (with_node("output", parameters_for={"range": {"line": "70%"}}), "set.kind-missing"),
        (with_node("execution", parameters_for={"at-least": {"line": "70%"}}), "set.node-ignores"),
        (with_node("execution", rules_for={"at-least": "ratio"}), "set.node-ignores"),
        (with_node("output", rules_for={"at-least": "ratio"}), "set.kind-missing"),
        (with_node("output", children=[NATIONAL.indicators[0]]), "set.node-children"),
        (graded(("优", 90), ("良", 95), ("差", 0)), "set.grades-order"),
        (graded(("优", 90), ("良", 90), ("差", 0)), "set.grades-order"),
        (graded(("优", 90), ("良", 10)), "set.grades-lowest"),
        (graded(("优", 90), ("优", 0)), "set.grade-twice"),
        (graded(), "set.no-grades"),
        (evolve(NATIONAL, last_year=2019), "set.years"),
        (evolve(NATIONAL, measures={"budget": "executed"}), "set.measure-name"),
        (evolve(NATIONAL, measures={"my-rate": "executed / budget"}), "set.measure-name"),
        (evolve(NATIONAL, measures={"a": "b / budget", "b": "executed"}), "formula.unknown-name"),
        (evolve(NATIONAL, measures={"execution_rate": "executed >= budget"}), "formula.gives-truth"),
        (evolve(NATIONAL, rounding={"leaf": Rounding(0)}, indicators=with_node("execution", weight="9.5").indicators),
         "set.weight-places"),
        (with_node("execution", weight=0), "set.weight-not-positive"),
        (with_node("output", code="total"), "set.code-total"),
        (with_node("output", rules_for={**KINDS, "range": "counting"}), "set.rule-gives-grade"),
        (with_node("execution", rule="counting"), "set.rule-gives-grade"),
        (with_node("output", combine="counting"), "set.rule-gives-grade"),
        (with_node("output", combine="none"), "set.rule-unknown"),
        (with_node("output", combine="judged"), "set.combine-does-not-fit"),
        (with_node("output", combine="odd"), "set.combine-does-not-fit"),
        (evolve(NATIONAL, rules=RULES, combine="counting"), "set.rule-gives-grade"),
        (evolve(NATIONAL, rules=RULES, combine="judged"), "set.combine-does-not-fit"),
        (evolve(NATIONAL, rules=RULES, grade_by="never"), "set.grade-by"),
        (evolve(NATIONAL, rules=RULES, grade_by="asking"), "set.combine-does-not-fit"),
        (evolve(NATIONAL, policies=Policies(final=[])), "set.final"),
        (evolve(NATIONAL, policies=Policies(final=["finance"])), "set.final"),
        (evolve(NATIONAL, policies=Policies(final=["computed", "computed"])), "set.final"),
        *((evolve(NATIONAL, policies=Policies(not_applicable=policy), rounding=rounding), "set.weight-rounding")
          for policy in ("move", "weights")
          for rounding in ({"leaf": Rounding(2)}, {"leaf": Rounding(1), "weight": Rounding(2)})),
        (evolve(NATIONAL, full_marks=99), "set.weights"),
        (evolve(with_node("execution", weight="9.5"), full_marks="99.5", rounding={"total": Rounding(0)}),
         "set.weight-places"),
        (evolve(with_node("output", weight="50.5"), full_marks="100.5", rounding={"block": Rounding(0)}),
         "set.weight-places"),
        (evolve(NATIONAL, needs={"late-days": "number"}), "set.need"),
        (evolve(NATIONAL, needs={"actual": "number"}), "set.need"),
        (evolve(NATIONAL, needs={"days": "nummer"}), "set.need"),
        (evolve(NATIONAL, needs={"days": []}), "set.need"),
    ],
)  # fmt: skip
def test_an_unsound_set_is_refused(unsound, code):
    """Each kind of unsoundness has its own code, and it is among the faults."""
    with pytest.raises(IndicatorSetError) as caught:
        prove(unsound)

    assert code in [fault.code for fault in caught.value.faults]
    assert caught.value.worded("zh")
    assert caught.value.worded("en")


def test_the_national_set_and_a_tree_with_deeper_levels_are_sound():
    """Children whose weights add up to their parent's are as good as a leaf."""
    output = next(node for node in NATIONAL.indicators if node.code == "output")
    halves = [evolve(output, code=f"output-{at}", weight=25) for at in (1, 2)]
    prove(NATIONAL)
    prove(with_node("output", accepts=[], rules_for={}, children=halves))


@pytest.mark.parametrize(
    ("policy", "rounding"),
    [
        ("weights", {"leaf": Rounding(2), "weight": Rounding(2)}),
        ("move", {"leaf": Rounding(2), "weight": Rounding(0)}),
        ("move", {}),
        ("total", {"leaf": Rounding(2)}),
        ("full", {"leaf": Rounding(2)}),
    ],
)
def test_weights_may_move_where_points_can_reach_them(policy, rounding):
    """Weights of no more places than points, points that are not rounded, or no weight that moves."""
    prove(evolve(NATIONAL, policies=Policies(not_applicable=policy), rounding=rounding))


def test_a_set_may_hold_in_a_single_year():
    """First and last year may be the same."""
    prove(evolve(NATIONAL, last_year=NATIONAL.first_year))


def test_a_set_gives_parameters_to_the_rules_of_indicators_that_projects_hang_in():
    """80 of 100 under a pass line of 70 % is a third of what can be had above it, not half as under 60 %."""
    rules = {**NATIONAL.indicators[1].rules_for, "at-least": "pass-line"}
    strict = with_node("output", rules_for=rules, parameters_for={"at-least": {"line": "70%"}})
    usual = with_node("output", rules_for=rules)
    card = a_card(target=Target.at_least(100, "座"), actual=80)
    points = [
        evaluated(a_project(indicators=card), under=under).projects[0].lines[1].points for under in (strict, usual)
    ]

    assert [one.digits for one in points] == ["16.67", "25.00"]


@pytest.mark.parametrize(("strong", "fair"), [("0", "0"), ("1", "1"), ("0.7", "0.7"), ("1", "0")])
def test_shares_of_evidence_may_be_all_or_nothing_or_the_same(strong, fair):
    """Both ends of 0 to 1 are shares, and the two need not differ."""
    prove(evolve(NATIONAL, evidence=EvidenceScale({}, strong, fair)))


def test_a_fault_of_evidence_is_told_at_its_key():
    """With what was found."""
    with pytest.raises(IndicatorSetError) as refused:
        prove(evolve(NATIONAL, evidence=EvidenceScale({}, "1.5", "1.75")))
    assert [(fault.place.key, dict(fault.arguments)) for fault in refused.value.faults] == [
        ("evidence.strong", {"key": "strong", "found": "1.5"}),
        ("evidence.fair", {"key": "fair", "found": "1.75"}),
        ("evidence.fair", {"fair": "1.75", "strong": "1.5"}),
    ]


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        ({"grades": GradeScale([GradeBand("甲", "100.01"), GradeBand("乙", 0)])}, ["set.grade-beyond"]),
        ({"grades": GradeScale([GradeBand("甲", 100), GradeBand("乙", 0)])}, []),
        ({"grades": GradeScale([GradeBand(" ", 90), GradeBand("乙", 0)])}, ["set.name-empty"]),
        ({"labels": {"executed": Title("")}}, ["set.name-empty"]),
        ({"indicators": ()}, ["set.no-indicators", "set.weights"]),
        ({"indicators": [leaf("out.put", 100)]}, ["set.code-unusable"]),
        ({"indicators": [leaf("out put", 100)]}, ["set.code-unusable"]),
        ({"indicators": [leaf("产出-1", 100)]}, []),
    ],
)
def test_what_a_set_calls_its_parts_can_be_used(changes, codes):
    """Codes that a path can hold, names that do not print blank, grades that a total can reach, and an indicator."""
    made = evolve(a_set(leaf("output", 100)), **changes)
    if not codes:
        prove(made)
        return
    with pytest.raises(IndicatorSetError) as caught:
        prove(made)
    assert sorted(fault.code for fault in caught.value.faults) == codes
