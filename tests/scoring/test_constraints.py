"""Shape constraints: proved under the plain weights and under every weight case, in words with the weights found."""

import pytest
from attrs import evolve

from perfkit.errors import IndicatorSetError
from perfkit.model import Basis, Constraint, Title
from perfkit.scoring import checked, constraint_checks, prove, unmet
from scoring.small import a_case, a_set, branch, leaf, measure

SET = a_set(
    measure("execution", 10, "executed / budget"),
    branch("output", 60, leaf("quality", 30), leaf("on-time", 20), leaf("cost", 10)),
    leaf("benefit", 30),
)
DOCUMENT = Basis("甲办〔2023〕1号", "第二条", verified=True)


def a_constraint(holds, *, binding=True, code="shape"):
    return Constraint(code=code, title=Title("结构", "shape"), holds=holds, binding=binding, basis=[DOCUMENT])


def verdicts(holds, under=SET):
    """What is found under each table of weights."""
    return [one.verdict for one in checked(a_constraint(holds), under)]


@pytest.mark.parametrize(
    ("holds", "verdict"),
    [
        ("output + benefit >= 90% * full_marks", "holds"),
        ("output + benefit > 90% * full_marks", "broken"),
        ("output >= 60 and benefit <= 30", "holds"),
        ("output > 60 or not benefit > 30", "holds"),
        ("execution = 10", "holds"),
        ("all(output_children, weight <= 30)", "holds"),
        ("all(output_children, weight <= 29.9)", "broken"),
        ("on_time < cost", "broken"),
        ("count(nodes, level = 1 and weight > 0) >= 3", "holds"),
        ("count(nodes, level = 2) = 3", "holds"),
        ("count(nodes) = 6", "holds"),
        ("sum(nodes, if(level = 1, weight, 0)) = full_marks", "holds"),
        ("least(output_children, weight) >= 10", "holds"),
        ("execution / (output - 60) > 1", "undecided"),
        ("satisfaction >= 10", "no-node"),
        ("all(benefit_children, weight < 10)", "no-node"),
    ],
)
def test_what_a_constraint_may_ask(holds, verdict):
    """Sums, comparisons, truths, the children of a node, all nodes with their level."""
    assert verdicts(holds) == [verdict]


def test_each_weight_case_is_looked_at():
    """The plain weights hold; under the first case the share of output is too small."""
    cases = [a_case("budget = 0", execution=30, output=40, quality=20, cost=0), a_case("budget = 1", execution=10)]
    under = evolve(SET, weight_cases=cases)
    found = checked(a_constraint("output >= 50"), under)
    assert [(one.case.case_code, one.verdict, one.margin) for one in found] == [
        ("", "holds", 10),
        (cases[0].code, "broken", -10),
        (cases[1].code, "holds", 10),
    ]


@pytest.mark.parametrize(
    ("holds", "margin"), [("output > 50", 10), ("output <= 55", -5), ("output = 60", None), ("not output > 50", None)]
)
def test_the_margin_is_that_of_one_comparison(holds, margin):
    """What is left until it breaks; none where there is no order or more than one comparison."""
    assert [one.margin for one in checked(a_constraint(holds), SET)] == [margin]


@pytest.mark.parametrize(
    ("holds", "codes"),
    [
        ("output >= 60", []),
        ("output >= 61", ["set.constraint-broken"]),
        ("1 / (output - 60) > 0", ["set.constraint-undecided"]),
        ("outputs >= 60", ["formula.misspelt-name"]),
        ("output", ["formula.gives-number"]),
        ("output >=", ["formula.nothing-behind"]),
    ],
)
def test_a_set_that_does_not_satisfy_its_own_binding_constraint_is_unsound(holds, codes):
    """As is one whose constraint is no formula; advice that is not followed is no fault, a slip in it is."""
    for binding in (True, False):
        under = evolve(SET, constraints=[a_constraint(holds, binding=binding)])
        wanted = [code for code in codes if binding or code.startswith("formula.")]
        if not wanted:
            prove(under)
            continue
        with pytest.raises(IndicatorSetError) as caught:
            prove(under)
        assert [fault.code for fault in caught.value.faults] == wanted


def test_a_code_is_given_once():
    """Amendments would not know which is meant."""
    with pytest.raises(IndicatorSetError) as caught:
        prove(evolve(SET, constraints=[a_constraint("output > 1"), a_constraint("output > 2")]))
    assert [fault.code for fault in caught.value.faults] == ["set.code-twice"]


def test_a_broken_constraint_is_told_with_all_that_is_needed():
    """Its title and code, who set it, the document, what it asks, under which weights, and what was found."""
    under = evolve(SET, constraints=[a_constraint("output + benefit >= 95% * full_marks")])
    with pytest.raises(IndicatorSetError) as caught:
        prove(under)
    (fault,) = caught.value.faults
    assert fault.found("zh") == (
        "各节点的分值不满足约束“结构”（shape，small@1 规定（甲办〔2023〕1号 第二条，原文已核对））："
        "要求 output + benefit ≥ 95% × 满分，现为 output 60、benefit 30、满分 100"
    )
    assert "under the plain weights, the constraint “shape” (shape, set by small@1" in fault.found("en")


def test_advice_that_is_not_followed_can_be_asked_for():
    """For who tests a plugin: only what does not hold, with its words."""
    advice = [a_constraint("output >= 70", binding=False, code="a"), a_constraint("output >= 50", code="b")]
    under = evolve(SET, constraints=advice)
    assert [one.verdict for one in constraint_checks(under)] == ["broken", "holds"]
    (one,) = unmet(under)
    assert one.worded("zh").startswith("不满足“结构”（a）：要求 output ≥ 70，各节点的分值为 output 60")
    assert one.worded("en").startswith("breaks “shape” (a): it asks for output ≥ 70, under the plain weights")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_lists_are_told_with_the_nodes_in_them(language):
    """Whoever reads that a child is too heavy sees the children."""
    (one,) = checked(a_constraint("all(output_children, weight <= 29)"), SET)
    for part in ("quality 30", "on-time 20", "cost 10"):
        assert part in one.worded(language)
