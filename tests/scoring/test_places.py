"""What places ask of the language: weight that each project divides, ＜ told from ≤, the reason of a measure."""

import pytest

from perfkit.model import TARGET_KINDS, Funding, Target
from scoring.small import a_rule, a_set, branch, codes, counted, judged, leaf, measure, scored, total

DIVIDED = a_set(
    measure("execution", 10),
    branch("performance", 90, leaf("output", 50), leaf("benefit", 40), split="project"),
)
SPENT = Funding(budget=100, executed=100)


@pytest.mark.parametrize(
    ("weights", "points", "found"),
    [
        ({"output": 50, "benefit": 40}, 100, []),
        ({"output": 60, "benefit": 30}, 100, []),
        ({"output": 90}, 100, []),
        ({"benefit": 90}, 100, []),
        ({"output": 60, "benefit": 29}, None, ["weights.sum-differs"]),
    ],
)
def test_a_project_divides_the_weight_of_a_node_as_it_needs(weights, points, found):
    """Any division of the 90 points is right, and one that does not add up to them is not scored."""
    result = scored(DIVIDED, *(judged(block, weight) for block, weight in weights.items()), funding=SPENT)

    assert (result.points and total(result), codes(result)) == (points, found)


def test_what_is_divided_keeps_its_sum_beside_other_nodes():
    """Ten points of another node that went to the divided one are remarked on at both, and not at its parts."""
    nodes = (leaf("output", 60), branch("effect", 40, leaf("benefit", 30), leaf("satisfaction", 10), split="project"))
    found = scored(a_set(*nodes), judged("output", 50), judged("benefit", 25), judged("satisfaction", 25))

    names = [str(finding.names["block"]) for finding in found.findings]
    assert (total(found), names) == (100, ["output", "effect"])


STRICT = {"at-most": "inverse", "less-than": "below"}
RULES = (a_rule("inverse", "if(actual <= target, 1, target / actual)"), a_rule("below", "if(actual < target, 1, 0)"))
TOLD_APART = a_set(
    leaf("output", 100, rules_for={**dict.fromkeys(TARGET_KINDS, "ratio"), "judged": "judged", **STRICT}), rules=RULES
)


@pytest.mark.parametrize(
    ("strict", "actual", "points"),
    [(False, 50, 100), (False, 100, 50), (True, 49, 100), (True, 50, 0), (True, 100, 0)],
)
def test_a_set_may_score_less_than_by_a_rule_of_its_own(strict, actual, points):
    """＜50 goes by `less-than`, ≤50 by `at-most`; nobody asks then whether the sign was meant."""
    found = scored(TOLD_APART, counted("output", 100, actual, Target.at_most(50, strict=strict)))

    assert (total(found), codes(found)) == (points, [])


def test_without_such_a_rule_both_signs_are_scored_alike():
    """＞80 takes the rule of ≥80 where the set does not tell them apart."""
    found = [scored(TOLD_APART, counted("output", 100, 60, Target.at_least(80, strict=one))) for one in (True, False)]

    assert [total(one) for one in found] == [75, 75]


NINETY = a_rule("ninety", "min(actual, 1)", explain_when="actual < 90%")
EXPLAINED = a_set(measure("execution", 10, rule="ninety"), leaf("output", 90), rules=[NINETY])


@pytest.mark.parametrize(
    ("executed", "reasons", "found"),
    [
        (90, {}, []),
        (89, {}, ["indicator.reason-needed"]),
        (89, {"execution": "招标节约"}, []),
        (89, {"output": "招标节约"}, ["indicator.reason-needed", "reason.nothing-measured"]),
    ],
)
def test_a_deviation_of_the_execution_rate_is_explained_by_its_code(executed, reasons, found):
    """The reason stands under the code of what the set measures; one under another code explains nothing."""
    spent = Funding(budget=100, executed=executed)
    result = scored(EXPLAINED, judged("output", 90), funding=spent, reasons=reasons)

    assert codes(result) == found
    assert result.lines[0].reason == reasons.get("execution", "")
