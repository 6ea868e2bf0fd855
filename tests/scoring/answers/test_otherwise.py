"""A set with some of its keys otherwise."""

import pytest
from attrs import evolve

from perfkit.errors import IndicatorSetError
from perfkit.model import Policies, Rounding
from perfkit.scoring.answers.otherwise import otherwise
from scoring.small import a_set, branch, leaf, measure

SET = a_set(
    branch("main", 60, leaf("output", 60)),
    measure("execution", 40),
    measures={"rate": "executed / budget"},
    rounding={"leaf": Rounding(2)},
)


@pytest.mark.parametrize(
    ("key", "value", "rounding"),
    [
        ("rounding.leaf.mode", "down", {"leaf": Rounding(2, "down")}),
        ("rounding.leaf.places", "0", {"leaf": Rounding(0)}),
        ("rounding.leaf.places", "12", {"leaf": Rounding(12)}),
        ("rounding.leaf", "none", {}),
        ("rounding.total.places", "1", {"leaf": Rounding(2), "total": Rounding(1)}),
        ("rounding.total.mode", "up", {"leaf": Rounding(2), "total": Rounding(2, "up")}),
        ("rounding.total", "none", {"leaf": Rounding(2)}),
    ],
)
def test_roundings_can_be_otherwise(key, value, rounding):
    """A mode, the places, none at all; a figure that was not rounded begins with two places, half up."""
    assert otherwise(SET, {key: value}) == evolve(SET, rounding=rounding)


@pytest.mark.parametrize(
    ("key", "value", "policies"),
    [
        ("policies.grade-of", "rounded", Policies(grade_of="rounded")),
        ("policies.missing-budget", "initial", Policies(missing_budget="initial")),
        ("policies.missing-budget", "", Policies()),
        ("policies.not-applicable", "move", Policies(not_applicable="move")),
    ],
)
def test_policies_can_be_otherwise(key, value, policies):
    """Each by its name as amendments write it, with one of its words."""
    assert otherwise(SET, {key: value}).policies == policies


def test_measures_and_nodes_can_be_otherwise():
    """The text of a formula, and the rule of a node wherever it stands in the tree; all else stays."""
    found = otherwise(
        SET,
        {
            "measures.rate": "executed / initial",
            "indicators.execution.rule": "judged",
            "indicators.output.combine": "x",
        },
    )
    assert found.measures == {"rate": "executed / initial"}
    assert (found.node("execution").rule, found.node("output").combine) == ("judged", "x")
    assert found.node("execution").measure == SET.node("execution").measure
    assert evolve(found, measures=SET.measures, indicators=SET.indicators) == SET


def test_several_keys_add_up_and_none_changes_nothing():
    """In their order."""
    found = otherwise(SET, {"rounding.total.places": "0", "rounding.total.mode": "down"})
    assert found.rounding["total"] == Rounding(0, "down")
    assert otherwise(SET, {}) is SET


@pytest.mark.parametrize(
    ("key", "near"),
    [
        ("rounding.leef.mode", "rounding.leaf.mode"),
        ("rounding.leaf.zeros", "rounding.leaf.mode"),
        ("policies.grade", "policies.grade-of"),
        ("policies.final", ""),  # an order of names, no single word
        ("measures.rates", "measures.rate"),
        ("indicators.excution.rule", "indicators.execution.rule"),
        ("indicators.execution.weight", "indicators.execution.rule"),
        ("grades", ""),
    ],
)
def test_an_unknown_key_is_refused_with_the_nearest(key, near):
    """What cannot be otherwise this way is named, with what can."""
    with pytest.raises(IndicatorSetError) as caught:
        otherwise(SET, {key: "1"})
    fault = caught.value.faults[0]
    assert (fault.code, fault.place.key) == ("otherwise.key-unknown", key)
    if near:
        assert fault.arguments["near"].split(".")[0] == near.split(".")[0]


@pytest.mark.parametrize(
    ("key", "value", "known"),
    [
        ("rounding.leaf.mode", "half", "half-up"),
        ("rounding.leaf.places", "13", "12"),
        ("rounding.leaf.places", "-1", "0"),
        ("rounding.leaf", "2", "none"),
        ("policies.grade-of", "round", "rounded"),
    ],
)
def test_a_value_that_a_key_cannot_have_is_refused_with_those_it_can(key, value, known):
    """The words are listed in both languages."""
    with pytest.raises(IndicatorSetError) as caught:
        otherwise(SET, {key: value})
    assert caught.value.code == "otherwise.value"
    assert known in caught.value.faults[0].worded("zh")
    assert known in caught.value.faults[0].worded("en")


def test_all_faults_are_told_at_once():
    """Two wrong keys are two faults."""
    with pytest.raises(IndicatorSetError) as caught:
        otherwise(SET, {"grades": "1", "policies.grade-of": "round"})
    assert [fault.code for fault in caught.value.faults] == ["otherwise.key-unknown", "otherwise.value"]
