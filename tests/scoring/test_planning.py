"""A set made ready: what every formula may ask for, and every fault at its own key."""

from fractions import Fraction

import pytest

from perfkit.errors import FormulaError, IndicatorSetError
from perfkit.model import Adjustment, Case, Funding, IndicatorSet, Title
from perfkit.scoring.planning import make_plan
from scoring.small import RULES, a_case, a_rule, a_set, branch, grades, judged, leaf, measure, scored, total


def unproved(*nodes, rules=(), **changes):
    """A set as a file may say it, not looked at by anybody."""
    keys = {"id": "small", "edition": "1", "title": Title("小"), "first_year": 2020, "grades": grades(), **changes}
    return IndicatorSet(indicators=nodes, rules={**RULES, **{rule.name: rule for rule in rules}}, **keys)


def veto(at, when, **keys):
    return Adjustment(code="veto", title=Title("一票否决"), at=at, when=when, **keys)


def faults(indicator_set, **how):
    """Code and key of everything that refuses the set."""
    with pytest.raises(IndicatorSetError) as caught:
        make_plan(indicator_set, **how)
    return [(fault.code, fault.place.key) for fault in caught.value.faults]


def test_every_fault_of_every_formula_is_told_at_once_and_where_it_stands():
    """Measures, leaves, rules, combinations, conditions, adjustments: one look is enough to mend them all."""
    broken = unproved(
        measure("execution", 10, "executed / buget", target="x"),
        branch("both", 60, leaf("a", 30, combine="judgd"), leaf("b", 30), combine="labels"),
        leaf("c", 30, rules_for={"judged": "jugded"}),
        rules=[a_rule("labels", "优", gives=["优", "差"]), a_rule("faulty", "min(actual / target")],
        needs={"odd": "truht"},
        measures={"rate": "executed +", "even": "rate * 2"},
        weight_cases=[a_case("any(indicators, block = d)")],
        adjustments=[
            Adjustment(
                code="veto", title=Title("x"), at="d", when="even", points="pints", limits=["1", "0"], grade="差"
            )
        ],
        combine="mean",
        grade_by="grades",
    )

    assert set(faults(broken, proving=True)) == {
        ("set.need", "needs.odd"),
        ("formula.nothing-behind", "measures.rate"),
        ("formula.unclosed", "faulty.share"),
        ("formula.misspelt-name", "indicators.execution.measure"),
        ("formula.only-numbers", "indicators.execution.target"),
        ("set.rule-unknown", "indicators.a.combine"),
        ("set.rule-gives-grade", "indicators.both.combine"),
        ("set.rule-unknown", "indicators.c.rules-for.judged"),
        ("set.kind-missing", "indicators.c.rules-for"),
        ("set.rule-unknown", "combine"),
        ("set.rule-unknown", "grade-by"),
        ("formula.unknown-name", "weight-cases[1].when"),
        ("set.adjustment-at", "adjustments.veto.at"),
        ("set.adjustment-grade", "adjustments.veto.grade"),
        ("formula.gives-number", "adjustments.veto.when"),
        ("formula.misspelt-name", "adjustments.veto.points"),
        ("formula.limits-pair", "adjustments.veto.limits"),
    }


def test_a_rule_that_nothing_uses_is_compiled_only_to_be_proved():
    """A faulty rule in the book of a set is told by the proof, and otherwise by whoever asks for it."""
    faulty = unproved(leaf("a", 100), rules=[a_rule("faulty", "min(actual / target")])

    assert faults(faulty, proving=True) == [("formula.unclosed", "faulty.share")]
    with pytest.raises(FormulaError):
        make_plan(faulty).rules["faulty"]


def test_a_faulty_rule_that_is_used_everywhere_is_told_once():
    """Four kinds of targets, two leaves, one rule."""
    node = leaf("a", 50, rules_for=dict.fromkeys(("at-least", "at-most", "equal", "judged"), "faulty"))
    faulty = unproved(node, leaf("b", 50, combine="faulty"), rules=[a_rule("faulty", "min(actual / target")])

    assert faults(faulty) == [("formula.unclosed", "faulty.share")]


def test_a_measure_may_use_what_stands_above_it_and_facts_of_every_kind():
    """Money, numbers in units, truths, labels, lists; a measure below is not known yet."""
    needs = {
        "days": "number 天",
        "done": "truth",
        "stage": ["late", "early"],
        "sheets": {"points": "number", "valid": "truth"},
    }
    measures = {
        "mean_points": "mean(sheets, if(valid, points, 0))",
        "rate": "if(done and stage = early, mean_points / 10, executed / budget) - days / 100",
    }
    sheets = [{"points": 9, "valid": True}, {"points": 7, "valid": True}, {"points": 8, "valid": False}]
    facts = {"days": 2, "done": True, "stage": "early", "sheets": sheets}
    late = {name: measures[name] for name in ("rate", "mean_points")}

    under = a_set(measure("x", 90, "rate"), leaf("y", 10), needs=needs, measures=measures)

    assert total(scored(under, judged("y", 10), facts=facts)) == 90 * (Fraction(16, 30) - Fraction(2, 100)) + 10
    assert faults(unproved(measure("x", 100, "rate"), needs=needs, measures=late)) == [
        ("formula.unknown-name", "measures.rate")
    ]


def test_a_condition_calls_blocks_as_formulas_do():
    """A code with a hyphen is written with a low line, for a hyphen subtracts."""
    case = a_case("any(indicators, block = social_benefit)", **{"social-benefit": 60, "output": 40})
    under = a_set(leaf("output", 100), leaf("social-benefit", 0), weight_cases=[case])
    found = scored(under, judged("output", 40), judged("social-benefit", 60, "0.5"))

    assert (found.weight_case, total(found)) == (case, 70)


def test_parameters_of_a_leaf_replace_those_of_the_rule():
    """The same rule with a line of 60 % and of 50 %, at two measures."""
    lined = a_rule("lined", "clamp((actual - line) / (1 - line), 0, 1)", parameters={"line": "60%"})
    nodes = (measure("x", 50, "rate", rule="lined"), measure("y", 40, "rate", rule="lined", parameters={"line": "50%"}))
    under = a_set(*nodes, leaf("z", 10), rules=[lined], measures={"rate": "share_done"}, needs={"share_done": "number"})

    assert (
        total(scored(under, judged("z", 10), facts={"share_done": "0.8"}))
        == 50 * Fraction(1, 2) + 40 * Fraction(3, 5) + 10
    )


def test_the_plan_knows_its_leaves_and_what_a_rule_combines():
    """Leaves from top to bottom; those below a rule, at any depth, or all where the total is combined."""
    mean = a_rule("mean", "mean(children, share)", needs={"children": {"share": "number"}})
    nodes = (
        branch("x", 60, branch("y", 40, leaf("a", 30), leaf("b", 10)), leaf("c", 20), combine="mean"),
        leaf("d", 40),
    )
    added, combined = a_set(*nodes, rules=[mean]), a_set(*nodes, rules=[mean], combine="mean")

    assert [node.node.code for node in make_plan(added).nodes] == ["a", "b", "c", "d"]
    assert make_plan(added).combined == {"a", "b", "c"}
    assert make_plan(combined).combined == {"a", "b", "c", "d"}
    assert make_plan(added).node("y") is None


def test_a_table_of_decisions_may_stand_in_a_set_of_ones_own():
    """Cases from top to bottom, and what holds where none does."""
    table = a_rule(
        "table",
        needs={"state": ["done", "open"]},
        cases=[Case("state = done and actual >= 1", "1"), Case("state = done", "80%")],
        otherwise="actual / 2",
    )
    under = a_set(measure("x", 90, rule="table"), leaf("z", 10), rules=[table], needs={"state": ["done", "open"]})

    def points(state, spent):
        return total(scored(under, judged("z", 10), facts={"state": state}, funding=Funding(budget=10, executed=spent)))

    assert [points("done", 10), points("done", 9), points("open", 5)] == [100, 82, Fraction(65, 2)]
