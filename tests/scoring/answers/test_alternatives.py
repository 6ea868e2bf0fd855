"""What might have been otherwise: a standard list for any set, and points moved between indicators."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfkit.model import Policies, Rounding, Title
from perfkit.scoring.answers.alternatives import Alternative, standard_alternatives, under_sets
from scoring.small import a_set, counted, judged, leaf, measure, rebuilt, scored

SET = a_set(leaf("output", 60), leaf("benefit", 40), rounding={"leaf": Rounding(2), "rate": Rounding(2)})


def titles(result, language="zh"):
    return [one.title.worded(language) for one in standard_alternatives(result)]


def test_the_standard_list_is_told_in_words():
    """Rounding, what is graded, and a point of weight where a block has several indicators."""
    result = scored(SET, judged("output", 40, name="甲"), judged("output", 20, name="乙"), judged("benefit", 40))
    assert titles(result) == [
        "得分改按截断取舍",
        "得分不取舍",
        "得分取 1 位小数",
        "总分四舍五入到 0 位小数",
        "按取舍后的总分评等级",
        "按印出的比率计分",
        "“甲”多占 1 分",
        "“甲”少占 1 分",
        "“乙”多占 1 分",
        "“乙”少占 1 分",
    ]
    assert titles(result, "en")[0] == "points cut off"
    moved = [dict(one.weights) for one in standard_alternatives(result) if one.weights]
    assert moved == [{"output[1]": 1}, {"output[1]": -1}, {"output[2]": 1}, {"output[2]": -1}]


@pytest.mark.parametrize(
    ("changes", "has", "has_not"),
    [
        ({"rounding": {"leaf": Rounding(2, "down")}}, "得分改按四舍五入取舍", "得分改按截断取舍"),
        ({"rounding": {"leaf": Rounding(1)}}, "得分取 2 位小数", "得分取 1 位小数"),
        ({"rounding": {}}, "得分取 2 位小数", "得分不取舍"),
        ({"rounding": {"total": Rounding(0)}}, "得分取 1 位小数", "总分四舍五入到 0 位小数"),
        ({"rounding": {"total": Rounding(1)}}, "总分四舍五入到 0 位小数", "按印出的比率计分"),
        ({"policies": Policies(grade_of="rounded")}, "按未取舍的总分评等级", "按取舍后的总分评等级"),
        ({"policies": Policies(scored_rate="rounded")}, "按未取舍的比率计分", "按印出的比率计分"),
    ],
)
def test_what_a_set_does_already_is_no_alternative(changes, has, has_not):
    """It is asked the other way round."""
    found = titles(scored(rebuilt(SET, **changes), judged("output", 60), judged("benefit", 40)))
    assert has in found
    assert has_not not in found


def test_other_budgets_are_tried_for_the_measures_that_are_scored():
    """The execution rate over the two other budgets; the receipt rate earns no points and is left alone."""
    under = a_set(
        leaf("output", 90),
        measure("execution", 10, "execution_rate"),
        measures={"execution_rate": "executed / budget", "receipt_rate": "received / budget"},
        labels={"execution_rate": Title("执行率"), "initial": Title("年初数"), "approved": Title("批复数")},
    )
    found = standard_alternatives(scored(under, judged("output", 90)))
    assert [(one.title.zh, one.keys) for one in found if "分母" in one.title.zh] == [
        ("执行率改以年初数为分母", {"measures.execution_rate": "executed / initial"}),
        ("执行率改以批复数为分母", {"measures.execution_rate": "executed / approved"}),
    ]


def test_a_formula_that_a_node_has_of_its_own_is_tried_too():
    """It has no name among the measures and is changed where it stands."""
    under = a_set(leaf("output", 90), measure("execution", 10, "executed / approved"))
    found = standard_alternatives(scored(under, judged("output", 90)))
    assert [one.keys for one in found if "分母" in one.title.zh] == [
        {"indicators.execution.measure": "executed / budget"},
        {"indicators.execution.measure": "executed / initial"},
    ]


@pytest.mark.parametrize("formula", ["executed / received", "weight_of / budget", "executed / (budget + initial)"])
def test_a_measure_that_is_no_amount_over_a_budget_has_no_other_denominator(formula):
    """Only what divides one amount by one budget can be divided by another."""
    needs = {"weight_of": "number"}
    under = a_set(leaf("output", 90), measure("execution", 10, "rate"), measures={"rate": formula}, needs=needs)
    assert not any("分母" in title for title in titles(scored(under, judged("output", 90))))


@pytest.mark.parametrize(
    ("weights", "expected"),
    [
        ((60,), []),  # nobody to take points from
        ((59, 1), ["“甲”少占 1 分", "“乙”多占 1 分"]),  # all of 乙 would go, and less than one is none
        (("58.5", "1.5"), ["“甲”多占 1 分", "“甲”少占 1 分", "“乙”多占 1 分", "“乙”少占 1 分"]),
        ((60, 0), []),
    ],
)
def test_a_point_moves_only_where_both_sides_keep_some(weights, expected):
    """An indicator neither loses all it has nor takes all from the others."""
    own = [judged("output", weight, name=name) for weight, name in zip(weights, "甲乙", strict=False)]
    assert [title for title in titles(scored(SET, *own, judged("benefit", 40))) if "占" in title] == expected


@pytest.mark.parametrize(
    ("weights", "points", "expected"),
    [
        (("40", "20"), 1, ["41", "19"]),
        (("40", "20"), -1, ["39", "21"]),
        (("20", "20", "20"), 1, ["21", "20", "19"]),  # 19.5 each: the earlier of two equals keeps the remainder
        (("20.0", "20.0", "20.0"), 1, ["21.0", "19.5", "19.5"]),
        (("20", "30", "10"), 1, ["21", "29", "10"]),  # 29.25 and 9.75
    ],
)
def test_points_move_in_proportion_at_the_places_of_the_block(weights, points, expected):
    """By largest remainder, so that the block keeps its sum."""
    own = [judged("output", weight, name=f"{at}") for at, weight in enumerate(weights)]
    result = scored(SET, judged("benefit", 40), *own)
    found = Alternative(title=Title("x"), weights={"output[1]": Fraction(points)}).project_for(result)
    assert [str(one.weight) for one in found.indicators] == ["40", *expected]


@given(st.lists(st.integers(2, 40), min_size=2, max_size=5), st.data())
def test_moving_points_keeps_the_sum_of_the_block(weights, data):
    """Whoever gets one more; nobody falls below nothing, and the other blocks stay."""
    own = [judged("output", weight, name=f"{at}") for at, weight in enumerate(weights)]
    result = scored(SET, *own, judged("benefit", 40))
    at = data.draw(st.integers(1, len(weights)))
    one = Alternative(title=Title("x"), weights={f"output[{at}]": Fraction(1)})
    found = [indicator.weight for indicator in one.project_for(result).indicators]
    assert sum(found) == sum(weights) + 40
    assert found[at - 1] == weights[at - 1] + 1
    assert all(weight >= 0 for weight in found)
    assert found[-1] == Decimal(40)


def test_an_indicator_whose_weight_moved_is_asked_with_the_weight_it_was_written_with():
    """The one that does not apply is left out; the other two share its points and are moved by what they had."""
    under = rebuilt(SET, policies=Policies(not_applicable="move"), rounding={})
    own = [judged("output", 20, name=name) for name in "甲乙"]
    away = judged("output", 20, None, name="丙", applicable=False, reason="未安排")
    found = titles(scored(under, *own, away, judged("benefit", 40)))
    assert [title for title in found if "占" in title] == [
        "“甲”多占 1 分",
        "“甲”少占 1 分",
        "“乙”多占 1 分",
        "“乙”少占 1 分",
    ]


def test_other_sets_are_named_by_their_address():
    """Each is asked in place of the one in use."""
    (one,) = under_sets(SET)
    assert (one.title.zh, one.title.en) == ("改用指标体系 small@1", "under the set small@1")
    assert one.set_for(rebuilt(SET, rounding={})) is SET


def test_keys_change_the_set_in_use_or_the_one_that_is_named():
    """The same keys on top of either."""
    one = Alternative(title=Title("x"), keys={"rounding.leaf.places": "0"})
    other = Alternative(title=Title("x"), keys={"rounding.leaf.places": "0"}, indicator_set=rebuilt(SET, id="other"))
    assert one.set_for(SET).rounding["leaf"] == Rounding(0)
    assert (other.set_for(SET).id, other.set_for(SET).rounding["leaf"]) == ("other", Rounding(0))


def test_a_project_without_moved_points_is_the_same():
    """Nothing is copied where nothing is otherwise."""
    result = scored(SET, judged("output", 60), counted("benefit", 40, 10))
    assert Alternative(title=Title("x")).project_for(result) is result.project
