"""The total of a project in words: whose it is, what was possible where there is none, what the unit stated."""

import pytest

from perfkit.model import Funding, Policies, Review, Stated, Title, number, stated_figure
from perfkit.scoring.explain_total import explain_total
from scoring.small import a_set, counted, judged, leaf, measure, rebuilt, scored

SET = a_set(leaf("output", 60), leaf("benefit", 40))
TWO_RATES = a_set(leaf("output", 80), measure("execution", 10), measure("receipt", 10, "received / budget"))
BY_BUREAU = rebuilt(
    SET, labels={"bureau": Title("财政局", "the bureau")}, policies=Policies(final=("bureau", "computed"))
)


def told(*indicators, under=SET, language="zh", **facts):
    """What is said of the total of one project, line by line."""
    return list(explain_total(scored(under, *indicators, **facts), language))


def printed(points, grade=""):
    """What a unit prints of its total."""
    return Stated(points=stated_figure(number(points), "分"), grade=grade)


ALL, HALF = judged("output", 60), judged("benefit", 40, "0.5")
UNKNOWN = judged("benefit", 40, None)


def test_a_computed_total_is_told_with_its_grade_and_without_what_was_possible():
    """60 + 20 = 80 is 良; bounds of a total that is known would only repeat it."""
    assert told(ALL, HALF) == ["总分 80 分，等级“良”"]
    assert told(ALL, HALF, language="en") == ["Total 80 points, grade 良"]


def test_where_a_figure_is_missing_the_totals_that_were_possible_are_told():
    """The output has its 60; nobody judged the benefit of 40, and either end can occur."""
    assert told(ALL, UNKNOWN) == ["可能的总分：60 分到 100 分（两端都能达到）"]
    assert told(ALL, UNKNOWN, language="en") == ["Possible totals: 60 points to 100 points (both ends can occur)"]


def test_ends_that_may_depend_on_each_other_are_said_to_be_safe_only():
    """Two rates of one unknown budget: no budget need give both of them all or nothing."""
    assert told(judged("output", 80), under=TWO_RATES, funding=Funding(executed=1, received=1)) == [
        "可能的总分：80 分到 100 分（两端不一定能达到）"
    ]


@pytest.mark.parametrize(("points", "possible"), [("59.99", False), ("60", True), ("100", True), ("100.5", False)])
def test_a_stated_total_is_called_impossible_only_outside_of_what_was_possible(points, possible):
    """60 and 100 are the ends themselves, and belong to what was possible."""
    lines = told(ALL, UNKNOWN, stated=printed(points))
    assert lines[2:] == ([] if possible else [f"填报总分 {points} 分不在可能的范围内：这个得分不可能发生"])


def test_a_stated_total_has_the_grade_that_the_unit_gave_it():
    """The unit calls 85 优, and is quoted; without a word of its own the scale of the set says 良."""
    assert told(stated=printed("85", "优")) == ["可能的总分：0 分到 100 分（两端都能达到）", "填报总分 85 分，等级“优”"]
    assert told(stated=printed("85"))[-1] == "填报总分 85 分，等级“良”"


def test_a_stated_total_beside_a_computed_one_is_told_without_a_verdict():
    """The checks say that 70 is not the 80 that was computed; what was possible is no longer the question."""
    assert told(ALL, HALF, stated=printed("70")) == ["总分 80 分，等级“良”", "填报总分 70 分，等级“中”"]


def test_a_total_of_others_is_told_beside_the_computed_one_and_carries_the_grade():
    """The bureau's 92 counts and is 优; the computed 80 stays, without a grade of its own."""
    bureau = Review("bureau", "92", "抽查")
    lines = told(ALL, HALF, under=BY_BUREAU, reviews=(bureau,))
    assert lines[0] == "计算的总分 80 分"
    assert lines[-1] == "总分以财政局评定的为准：92 分，等级“优”"
    assert told(ALL, HALF, under=BY_BUREAU) == ["总分 80 分，等级“良”"]


def test_a_total_of_others_where_none_was_computed_has_no_computed_one_beside_it():
    """Nobody judged the benefit; the bureau gives 75 all the same."""
    lines = told(ALL, UNKNOWN, under=BY_BUREAU, reviews=(Review("bureau", "75", "抽查"),))
    assert not any("计算的总分" in line for line in lines)
    assert any(line.endswith("75 分，等级“中”") for line in lines)


def test_counted_indicators_without_a_value_leave_their_weight_open():
    """A value of 50 in 100 earns 20 of 40; without a value anything from 0 to 40 was possible."""
    assert told(ALL, counted("benefit", 40, 50))[0].startswith("总分 80 分")
    assert told(ALL, counted("benefit", 40, None))[0].startswith("可能的总分：60 分到 100 分")
