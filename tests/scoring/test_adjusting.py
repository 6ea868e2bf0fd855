"""Bonus, penalty, veto and cap: where, how much, in which order, on what ground."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfkit.errors import IndicatorSetError
from perfkit.model import Adjustment, Funding, Policies, Review, Rounding, Title
from scoring.small import a_rule, a_set, branch, codes, judged, leaf, measure, scored, total

NEEDS = {"misused": "truth", "praised": "truth", "late_days": "number", "audit": ("clean", "remarks", "refused")}
SPENT = Funding(budget=100, executed=80)


def adjustment(at, when, points="", code="", **keys):
    code = code or f"{at}-{when}"
    return Adjustment(code=code, title=Title(code), at=at, when=when, points=points, **keys)


def under(*adjustments, **keys):
    """A measure of 10 points, a branch of two leaves with 60, a leaf with 30."""
    nodes = (measure("execution", 10), branch("result", 60, leaf("a", 40), leaf("b", 20)), leaf("c", 30))
    return a_set(*nodes, **{"needs": NEEDS, "adjustments": adjustments, **keys})


CARD = (judged("a", 40, "0.5"), judged("b", 20, "0.5"), judged("c", 30, "0.9"))
PLAIN = 8 + 20 + 10 + 27


def result(*adjustments, set_keys=(), reviews=(), **facts):
    """One project that earns 8, 30 and 27, with these facts."""
    return scored(under(*adjustments, **dict(set_keys)), *CARD, funding=SPENT, facts=facts, reviews=reviews)


@pytest.mark.parametrize(
    ("at", "points", "expected"),
    [
        ("execution", "0", PLAIN - 8),  # veto of an indicator that is a measure
        ("execution", "points - 1", PLAIN - 1),
        ("execution", "points + 1", PLAIN + 1),
        ("execution", "points + 5", PLAIN + 2),  # no more than its 10
        ("a", "0", PLAIN - 20),
        ("a", "points / 2", PLAIN - 10),
        ("a", "min(points, 24)", PLAIN),
        ("result", "0", PLAIN - 30),  # veto of a block
        ("result", "min(points, 24)", PLAIN - 6),
        ("result", "points + 100", PLAIN + 30),
        ("result", "points - 100", PLAIN - 30),
        ("total", "0", 0),
        ("total", "points - 2", PLAIN - 2),
        ("total", "points - 2 * late_days", PLAIN - 6),
        ("total", "min(points, 59)", 59),  # cap
        ("total", "max(points, 60)", PLAIN),
        ("total", "points + 40", 100),
        ("total", "points - 99", 0),
        ("total", "points * 0.9", Fraction(585, 10)),
    ],
)
def test_worked_adjustments_of_each_scope(at, points, expected):
    """Of 65 points: an indicator, a block or the total is changed, within nothing and its weight."""
    assert total(result(adjustment(at, "misused", points), misused=True, late_days=3)) == expected


def test_an_adjustment_that_does_not_hold_changes_nothing():
    """Neither points nor records."""
    found = result(adjustment("total", "misused", "0"), misused=False)

    assert (total(found), found.adjusted, codes(found)) == (PLAIN, (), [])


@pytest.mark.parametrize(
    ("limits", "points", "expected"),
    [
        (("0", "110"), "points + 50", 110),
        (("-10", "100"), "points - 80", -10),
        (("-10", "100"), "points - 70", PLAIN - 70),
        (("50", "100"), "0", 50),
        (("50%", "60"), "0", Fraction(1, 2)),
    ],
)
def test_limits_of_its_own(limits, points, expected):
    """A set may let the total go above full marks, below nothing, or not below a floor."""
    assert total(result(adjustment("total", "misused", points, limits=limits), misused=True)) == expected


def test_several_apply_in_their_order():
    """Two points off and then a cap, or a cap and then two points off."""
    less, cap = adjustment("total", "misused", "points - 10"), adjustment("total", "praised", "min(points, 60)")
    facts = {"misused": True, "praised": True}

    assert total(result(less, cap, **facts)) == PLAIN - 10
    assert total(result(cap, less, **facts)) == 50
    assert [one.adjustment.code for one in result(cap, less, **facts).adjusted] == [cap.code, less.code]


def test_each_record_has_the_points_before_and_after():
    """Also of a node, where it stands; what a limit cut off is told as it was cut."""
    found = result(
        adjustment("result", "misused", "points - 100"),
        adjustment("total", "misused", "points - 5"),
        adjustment("total", "misused", "points * 2", "twice"),
        misused=True,
    )
    records = [*found.nodes[1].adjusted, *found.adjusted]

    assert [(one.before.exact, one.after.exact) for one in records] == [(30, 0), (35, 30), (30, 60)]
    assert found.nodes[1].share.exact == 0
    assert total(found) == 60


def test_an_adjusted_measure_leaves_its_line_as_it_was():
    """The line tells what the rate earned; the node, what is left of it."""
    found = result(adjustment("execution", "misused", "0"), misused=True)

    assert (found.lines[0].points.exact, found.nodes[0].points.exact) == (8, 0)


@pytest.mark.parametrize(
    ("name", "places", "expected"),
    [
        ("block", 0, 8 + 11 + 27),
        ("total", 0, 46),
        ("leaf", 0, Fraction(455, 10)),
    ],
)
def test_adjusted_points_are_rounded_once_by_the_name_of_their_node(name, places, expected):
    """35 % of 30 points are 10.5: a block of whole points has 11 of them, a whole total 46 of 45.5."""
    found = result(
        adjustment("result", "misused", "points * 35%"), set_keys={"rounding": {name: Rounding(places)}}, misused=True
    )

    assert total(found) == expected


def test_an_adjusted_measure_is_rounded_like_a_leaf():
    """A third of 8 points, with two places."""
    found = result(
        adjustment("execution", "misused", "points / 3"), set_keys={"rounding": {"leaf": Rounding(2)}}, misused=True
    )

    assert found.nodes[0].points.exact == Fraction("2.67")
    assert total(found) == Fraction("59.67")


@pytest.mark.parametrize("at", ["execution", "a", "result", "total"])
def test_an_adjustment_that_cannot_be_decided_leaves_no_total(at):
    """A missing fact is not taken for one that does not hold; it is told once, with the fact and the adjustment."""
    found = result(adjustment(at, "misused", "0", "滥用资金"))

    assert (found.state, found.grade, codes(found)) == ("absent", "", ["adjustment.undecided"])
    assert found.findings[0].names["fact"] == "misused"
    assert "滥用资金" in found.findings[0].message("zh")


def test_points_that_cannot_be_computed_leave_no_total():
    """The condition holds, how many days it was late is not known; where it does not hold nobody asks."""
    late = adjustment("total", "misused", "points - late_days")

    assert codes(result(late, misused=True)) == ["adjustment.undecided"]
    assert total(result(late, misused=False)) == PLAIN


def test_another_reason_than_a_missing_fact_is_told_as_it_is():
    """A word that the set does not know, a division by zero."""
    assert codes(result(adjustment("total", "audit < clean", "0"), audit="unread")) == ["formula.unknown-label"]
    divided = adjustment("total", "misused", "points / late_days")
    assert codes(result(divided, misused=True, late_days=0)) == ["formula.division-by-zero"]


def test_a_node_below_which_something_is_absent_is_not_adjusted():
    """Only the absent line is told, not what could not be adjusted because of it."""
    card = (judged("a", 40, None), *CARD[1:])
    found = scored(under(adjustment("result", "misused", "0")), *card, funding=SPENT, facts={"misused": True})

    assert codes(found) == ["indicator.judgement-missing"]


def test_what_the_set_assumes_holds_where_the_project_says_nothing():
    """No misuse unless it is stated: a silent project is scored, and one that states it is adjusted."""
    veto, assumes = adjustment("total", "misused", "0"), {"assumes": {"misused": False}}

    assert total(result(veto, set_keys=assumes)) == PLAIN
    assert total(result(veto, set_keys=assumes, misused=True)) == 0


@pytest.mark.parametrize(
    ("when", "expected"), [("audit <= remarks", 59), ("audit = refused", 59), ("audit = clean", PLAIN)]
)
def test_conditions_over_labels(when, expected):
    """Best first: a refused audit is no better than one with remarks."""
    assert total(result(adjustment("total", when, "min(points, 59)"), audit="refused")) == expected


@pytest.mark.parametrize(
    ("grounds", "expected"),
    [
        ({}, ["adjustment.no-ground"]),
        ({"misused": ""}, ["adjustment.no-ground"]),
        ({"misused": "审计报告〔2023〕5号"}, []),
    ],
)
def test_a_ground_is_recorded_or_missed(grounds, expected):
    """The points change either way; without its ground there is a warning that names it."""
    veto = adjustment("total", "misused", "min(points, 59)", grounds=["misused"])
    found = scored(under(veto), *CARD, funding=SPENT, facts={"misused": True}, grounds=grounds)

    assert (total(found), codes(found)) == (59, expected)
    assert found.adjusted[0].grounds == tuple(ground for ground in grounds.values() if ground)
    assert [finding.severity for finding in found.findings] == ["warning"] * len(expected)


def test_a_ground_is_not_asked_for_what_did_not_happen():
    """A veto that does not hold wants no document."""
    veto = adjustment("a", "misused", "0", grounds=["misused"])

    assert codes(scored(under(veto), *CARD, funding=SPENT, facts={"misused": False})) == []


@pytest.mark.parametrize("grade", ["差", "中", "结果未显现"])
def test_an_adjustment_may_give_a_grade_whatever_the_points_are(grade):
    """Also one that is none of the bands: results not demonstrated."""
    found = result(adjustment("total", "misused", grade=grade), misused=True)

    assert (total(found), found.grade) == (PLAIN, grade)
    assert [(one.before, one.after) for one in found.adjusted] == [(found.points, found.points)]


def test_the_last_grade_that_is_given_counts():
    """Of two that hold; points of an adjustment without a grade do not change it back."""
    bad, worse = (adjustment("total", "misused", grade=grade, code=grade) for grade in ("中", "差"))
    found = result(bad, worse, adjustment("total", "misused", "points + 30", "plus"), misused=True)

    assert (found.grade, total(found)) == ("差", PLAIN + 30)


def test_points_and_grade_may_be_given_together():
    """A veto of points and grade in one."""
    found = result(adjustment("total", "misused", "0", grade="差"), misused=True)

    assert (total(found), found.grade) == (0, "差")


def test_without_an_override_the_grade_is_that_of_the_adjusted_total():
    """65 points are 中; with 30 more they are 优, with 10 less 差."""
    for points, grade in (("points", "中"), ("points + 30", "优"), ("points - 10", "差")):
        assert result(adjustment("total", "misused", points), misused=True).grade == grade


def test_the_grade_of_an_adjustment_stands_beside_an_evaluator_s_total():
    """The total of finance counts; that the project was vetoed stays."""
    found = result(
        adjustment("total", "misused", grade="差"),
        set_keys={"policies": Policies(final=("finance", "computed"))},
        reviews=[Review("finance", 95, "复核")],
        misused=True,
    )

    assert (found.final_points.exact, found.grade) == (95, "差")


def test_a_block_into_which_weight_moved_is_adjusted_within_its_new_weight():
    """40 of 60 points of the block do not apply and go to all others; 27 + 12 points of c are not cut off at 30."""
    set_ = under(adjustment("c", "misused", "points - 1"), policies=Policies(not_applicable="weights"))
    card = (judged("a", 40, None, applicable=False), judged("b", 20), judged("c", 30))
    found = scored(set_, *card, funding=Funding(budget=1, executed=1), facts={"misused": True})

    assert total(found) == 99
    assert found.nodes[2].points.exact == Fraction(30 * 100, 60) - 1


def test_a_combined_node_is_adjusted_too():
    """The weakest of two halves is 30 points; five of them are taken away."""
    weakest = a_rule("weakest", "least(children, share)", needs={"children": {"share": "number"}})
    nodes = (branch("result", 70, leaf("a", 40), leaf("b", 30), combine="weakest"), leaf("c", 30))
    set_ = a_set(*nodes, needs=NEEDS, rules=[weakest], adjustments=[adjustment("result", "misused", "points - 5")])
    found = scored(set_, judged("a", 40, "0.5"), judged("b", 30), judged("c", 30), facts={"misused": True})

    assert total(found) == 30 + 30


def test_an_undecided_child_is_not_combined_as_if_nothing_had_happened():
    """Neither its points nor its share stand for what is not known."""
    weakest = a_rule("weakest", "least(children, share)", needs={"children": {"share": "number"}})
    nodes = (branch("result", 70, leaf("a", 40), leaf("b", 30), combine="weakest"), leaf("c", 30))
    set_ = a_set(*nodes, needs=NEEDS, rules=[weakest], adjustments=[adjustment("a", "misused", "0")])
    found = scored(set_, judged("a", 40), judged("b", 30), judged("c", 30))

    assert (found.state, codes(found)) == ("absent", ["adjustment.undecided"])


def test_an_adjusted_child_is_combined_with_the_share_that_is_left_to_it():
    """30 of 40 points are three quarters: the weaker of it and a child that is met."""
    weakest = a_rule("weakest", "least(children, share)", needs={"children": {"share": "number"}})
    nodes = (branch("result", 70, leaf("a", 40), leaf("b", 30), combine="weakest"), leaf("c", 30))
    set_ = a_set(*nodes, needs=NEEDS, rules=[weakest], adjustments=[adjustment("a", "misused", "points - 10")])
    found = scored(set_, judged("a", 40), judged("b", 30), judged("c", 30), facts={"misused": True})

    assert found.nodes[0].children[0].share.exact == Fraction(3, 4)
    assert total(found) == 70 * Fraction(3, 4) + 30


@pytest.mark.parametrize(("at", "item"), [("a", "甲 · a"), ("total", "甲")])
def test_what_is_undecided_is_told_at_its_node_and_of_the_total_at_the_project(at, item):
    """A reader of the finding knows where to look."""
    assert result(adjustment(at, "misused", "0")).findings[0].place.item == item


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        (adjustment("outputs", "misused", "0"), "set.adjustment-at"),
        (adjustment("total", "misused"), "set.adjustment-empty"),
        (adjustment("total", "misuse", "0"), "formula.misspelt-name"),
        (adjustment("total", "1", "0"), "formula.gives-number"),
        (adjustment("total", "misused", "misused"), "formula.gives-truth"),
        (adjustment("total", "misused", "share"), "formula.unknown-name"),
        (adjustment("total", "misused", "0", limits=["0"]), "formula.limits-pair"),
        (adjustment("total", "misused", "0", limits=["9", "1"]), "formula.limits-pair"),
        (adjustment("total", "misused", "0", limits=["0", "late_days"]), "formula.only-numbers"),
        (adjustment("a", "misused", grade="差"), "set.adjustment-grade"),
        (adjustment("a", "misused", "0", grade="差"), "set.adjustment-grade"),
    ],
)
def test_an_adjustment_that_means_nothing_is_refused(wrong, code):
    """Unknown places and names, nothing to do, limits that are none, a grade where there is none to give."""
    with pytest.raises(IndicatorSetError) as caught:
        under(wrong)

    assert {fault.code for fault in caught.value.faults} == {code}
    assert all(fault.place.key.startswith("adjustments.") for fault in caught.value.faults)


def test_two_adjustments_have_two_codes():
    """Amendments could not tell them apart."""
    with pytest.raises(IndicatorSetError) as caught:
        under(*(adjustment("total", "misused", points, "veto") for points in ("0", "1")))

    assert [fault.code for fault in caught.value.faults] == ["set.code-twice"]


@given(
    st.lists(st.tuples(st.sampled_from(["misused", "praised"]), st.sampled_from(["-7", "+9", "cap", "0"])), max_size=4),
    st.booleans(),
    st.booleans(),
)
def test_adjustments_of_the_total_against_plain_arithmetic(rows, misused, praised):
    """Any of them in any order: each that holds is applied to what the ones before left, within 0 and 100."""
    formulas = {"-7": "points - 7", "+9": "points + 9", "cap": "min(points, 60)", "0": "0"}
    made = [adjustment("total", when, formulas[what], str(at)) for at, (when, what) in enumerate(rows)]
    points = Fraction(PLAIN)
    for when, what in rows:
        if misused if when == "misused" else praised:
            points = {"-7": points - 7, "+9": points + 9, "cap": min(points, 60), "0": 0}[what]
            points = min(max(points, 0), 100)

    assert total(result(*made, misused=misused, praised=praised)) == points
