"""What a reader calls the names in the formulas of a set."""

import pytest

from perfkit.model import Title
from perfkit.scoring.terms import facts_behind, names_in, node_terms, spelled, spelled_case
from scoring.small import a_set, branch, leaf

SET = a_set(
    branch("main", 60, leaf("late-part", 60)),
    leaf("benefit", 40),
    needs={"late_days": "number", "state": ("已完成", "未完成"), "misused": "truth"},
    measures={"half": "executed / 2"},
    labels={
        "late_days": Title("逾期天数", "days late"),
        "state": Title("项目状态", "state"),
        "half": Title("一半", "half"),
    },
)


@pytest.mark.parametrize(
    ("text", "chinese", "english"),
    [
        ("late_days > 3", "逾期天数 > 3", "days late > 3"),
        ("state = 未完成", "项目状态 = 未完成", "state = 未完成"),
        ("half + 1", "一半 + 1", "half + 1"),
    ],
)
def test_a_formula_is_spelled_with_the_names_of_the_set(text, chinese, english):
    """Facts with units, words of labels and measures are all known to a formula of the set."""
    assert (spelled(text, SET, "zh"), spelled(text, SET, "en")) == (chinese, english)


def test_the_condition_of_a_weight_case_may_ask_for_indicators():
    """The list and its block are named in words, and the node by its name."""
    assert spelled_case("any(indicators, block = late_part)", SET, "zh") != spelled_case(
        "any(indicators, block = benefit)", SET, "zh"
    )


@pytest.mark.parametrize(
    ("text", "names"), [("executed / budget", {"executed", "budget"}), ("half * late_days", {"half", "late_days"})]
)
def test_the_names_in_a_measure_are_those_that_it_asks_for(text, names):
    """Amounts, measures above it and facts."""
    assert names_in(text, SET) == names


def test_nodes_below_nodes_have_terms_too():
    """By the code as formulas write it."""
    assert node_terms(SET.indicators) == {
        "main": Title("main"),
        "late_part": Title("late-part"),
        "benefit": Title("benefit"),
    }


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("executed / budget", ["budget", "executed"]),
        ("half * late_days", ["executed", "late_days"]),
        ("half + executed", ["executed", "executed"]),
    ],
)
def test_what_stands_behind_a_formula_are_facts_and_amounts(text, names):
    """A measure stands for what it follows from itself."""
    assert list(facts_behind(text, SET)) == names
