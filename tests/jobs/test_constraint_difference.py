"""What one set makes of the constraints of another, whether it extends it or not."""

import json

import pytest
from attrs import evolve

from perfkit.jobs import set_difference
from perfkit.model import Change, Constraint, Layer, Title
from scoring.small import a_case, a_set, branch, leaf

SET = a_set(branch("output", 60, leaf("quality", 40), leaf("cost", 20)), leaf("benefit", 40))


def a_constraint(holds, *, binding=True, code="shape"):
    return Constraint(code=code, title=Title("结构", "shape"), holds=holds, binding=binding)


def weighing(output, benefit, **changes):
    """Another set, of no chain, with these weights."""
    return evolve(
        a_set(branch("output", output, leaf("quality", output)), leaf("benefit", benefit)), id="other", **changes
    )


HALF = a_constraint("output >= 50% * full_marks")
BEFORE = evolve(SET, constraints=[HALF])


def one(after, before=BEFORE):
    (found,) = set_difference(before, after).constraints
    return found


@pytest.mark.parametrize(
    ("after", "kind", "verdict", "broken"),
    [
        (weighing(60, 40, constraints=[HALF]), "kept", "holds", False),
        (weighing(50, 50), "dropped", "holds", False),
        (weighing(49, 51), "dropped", "broken", True),
        (weighing(49, 51, constraints=[a_constraint("output >= 40")]), "loosened", "broken", True),
        (weighing(60, 40, constraints=[a_constraint("output >= 40")]), "loosened", "holds", False),
        (weighing(60, 40, constraints=[a_constraint("output >= 55")]), "tightened", "holds", False),
        (weighing(60, 40, constraints=[evolve(HALF, binding=False)]), "loosened", "holds", False),
        (weighing(60, 40, constraints=[a_constraint("output >= 50")]), "changed", "holds", False),
        (weighing(60, 40, constraints=[a_constraint("output > 50 or benefit > 50")]), "changed", "holds", False),
        (evolve(SET, indicators=[leaf("benefit", 100)]), "dropped", "no-node", False),
    ],
)
def test_each_constraint_is_held_against_the_other_set(after, kind, verdict, broken):
    """What became of it, and whether the weights of the second set satisfy it."""
    found = one(after)
    assert (found.kind, found.checks[0].verdict, found.broken) == (kind, verdict, broken)
    assert set_difference(BEFORE, after).broken == broken


def test_advice_that_binds_now_is_tightened_and_broken_advice_breaks_nothing():
    """Only what binds in the first set can be broken."""
    before = evolve(SET, constraints=[evolve(HALF, binding=False)])
    assert one(weighing(60, 40, constraints=[HALF]), before).kind == "tightened"
    assert not one(weighing(40, 60), before).broken


def test_a_constraint_of_the_second_set_alone_is_added():
    """With its own weights held against it."""
    found = one(weighing(60, 40, constraints=[a_constraint("benefit >= 50", binding=False, code="b")]), SET)
    assert (found.kind, found.checks[0].verdict, found.broken) == ("added", "broken", False)


def test_of_several_weights_those_are_told_that_fail():
    """The case, what it asks for and the figures, in both languages."""
    after = weighing(60, 40, weight_cases=[a_case("budget = 0", output=30, quality=30, benefit=70)])
    found = one(after)
    assert [check.verdict for check in found.checks] == ["holds", "broken"]
    lines = list(found.worded("zh"))
    assert lines[0] == "没有约束“结构”（shape，必须遵守）：output >= 50% * full_marks；按它看："
    assert len(lines) == 2
    assert "output 30、满分 100" in lines[1]
    assert "does not have the constraint “shape”" in next(found.worded("en"))


def test_a_renamed_node_is_told_once_and_its_constraint_is_kept():
    """Of a chain, as amendments rename: not one node gone and another come."""
    rename = Change("indicators.output", "rename", None, "products", "新名称", by="below@1")
    weight = Change("indicators.output.weight", "to", None, 70, "加重", by="below@1")
    products = evolve(branch("output", 70, leaf("quality", 50), leaf("cost", 20)), code="products")
    after = evolve(
        SET,
        id="below",
        indicators=[products, leaf("benefit", 30)],
        constraints=[a_constraint("products >= 50% * full_marks")],
        chain=("below@1", SET.address),
        changes=(weight, rename),
        layers=[Layer(address="below@1", file="b", changes=[weight, rename]), Layer(address=SET.address, file="a")],
    )
    found = set_difference(BEFORE, after)
    told = [(one.kind, one.key) for one in found.differences]
    assert told[:2] == [("renamed", "indicators.output"), ("changed", "indicators.products.weight")]
    assert found.differences[1].change == weight
    assert [(one.kind, one.checks[0].verdict) for one in found.constraints] == [("kept", "holds")]


def test_the_answer_is_plain_data():
    """Texts, lists and truths."""
    record = set_difference(BEFORE, weighing(49, 51)).record("zh")
    assert json.loads(json.dumps(record)) == record
    (found,) = record["constraints"]
    assert (record["broken"], found["kind"], found["after"]) == (True, "dropped", None)
    assert found["checks"][0]["weights"] == {"output": "49", "满分": "100"}
    assert found["checks"][0]["margin"] == "-1"
