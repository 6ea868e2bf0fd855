"""Two evaluations side by side: who moves, and what each difference is due to."""

import json
from decimal import Decimal
from fractions import Fraction

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from perfkit.model import (
    TARGET_KINDS,
    Funding,
    GradeBand,
    GradeScale,
    Policies,
    Portfolio,
    Review,
    Rounding,
    Title,
)
from perfkit.scoring.answers.attribution import FACTORS
from perfkit.scoring.answers.compare import compare
from perfkit.scoring.rescoring import Scorer
from perfkit.testing import a_stated_project, evaluated
from sampling import sparse
from scoring.answers.orders import by_orders, subsets
from scoring.small import a_case, a_rule, a_set, a_small_project, counted, judged, leaf, measure, rebuilt

SQUARE = a_rule("square", "min(actual / target, 1) * min(actual / target, 1)", requires="target > 0 and actual >= 0")
RANKED = a_rule("ranked", "1 - 10% * count(peers, value > actual)", needs={"peers": {"value": "number"}})


def kinds(rule):
    return {kind: "judged" if kind == "judged" else rule for kind in TARGET_KINDS}


def small(output=60, rule="ratio", **changes):
    nodes = (leaf("output", output, rules_for=kinds(rule)), leaf("benefit", 100 - output))
    return a_set(*nodes, rules=[SQUARE, RANKED], **changes)


def a_card(weight=60, actual=50, share="1", **changes):
    return counted("output", weight, actual, name="桥", **changes), judged("benefit", 100 - weight, share, name="受益")


def pair_of(before, after):
    (pair,) = compare(before, after).pairs
    return pair


def parts_of(before, after):
    return {part.factors: part.points for part in pair_of(before, after).parts}


def lines(comparison, language="zh"):
    return list(comparison.worded(language))


def test_each_factor_has_its_average_share_of_the_difference():
    """All four change; every mixture is computed by hand from weights, actual, judgement and rule."""
    before = evaluated(a_small_project(*a_card()), under=small())
    after = evaluated(a_small_project(*a_card(50, 80, "0.6")), under=small(50, "square"))

    def by_hand(taken):
        weight = 50 if "weight" in taken else 60
        reached = Fraction(80 if "data" in taken else 50, 100)
        share = reached**2 if "rule" in taken else reached
        return weight * share + (100 - weight) * (Fraction(6, 10) if "judgement" in taken else 1)

    expected = by_orders({taken: by_hand(taken) for taken in subsets(FACTORS)}, FACTORS)
    assert parts_of(before, after) == expected
    assert pair_of(before, after).difference == by_hand(frozenset(FACTORS)) - by_hand(frozenset()) == -8


@pytest.mark.parametrize(
    ("under", "facts", "expected"),
    [
        ({}, {"actual": 80}, {"data": 18}),
        ({}, {"share": "0.5"}, {"judgement": -20}),
        ({"rule": "square"}, {}, {"rule": -15}),
        ({}, {"weight": 50}, {"weight": 5}),
        ({"output": 50}, {}, {}),
        ({"rule": "square"}, {"actual": 100}, {"data": Fraction(75, 2), "rule": Fraction(-15, 2)}),
        ({"policies": Policies(final=("finance", "computed"))}, {}, {}),
    ],
    ids=str,
)
def test_what_changed_alone_has_the_whole_difference(under, facts, expected):
    """By hand; a factor that is not named has nothing. Full marks under either rule: half of the way each."""
    before = evaluated(a_small_project(*a_card()), under=small())
    after = evaluated(a_small_project(*a_card(**facts)), under=small(**under))
    assert parts_of(before, after) == {(factor,): expected.get(factor, 0) for factor in FACTORS}


def test_points_of_a_reviewer_are_judgement_and_that_they_count_is_the_rule():
    """He gives 10 points instead of 30; half of the loss is his, half the set's that lets them count."""
    policy = small(policies=Policies(final=("finance", "computed")))
    seen = a_card(reviews=[Review("finance", 10)])
    before, after = (
        evaluated(a_small_project(*card), under=one) for card, one in ((a_card(), small()), (seen, policy))
    )
    assert parts_of(before, after) == {("data",): 0, ("judgement",): -10, ("weight",): 0, ("rule",): -10}


def test_other_indicators_bring_their_own_weights():
    """With another list of indicators the old weights do not add up: data and weight are joined, and it is said."""
    before = evaluated(a_small_project(*a_card()), under=small())
    others = (counted("output", 20, 50, name="桥"), counted("output", 40, 100, name="路"), a_card()[1])
    after = evaluated(a_small_project(*others), under=small(rule="square"))
    shares = {
        ("data", "weight"): 25,
        ("judgement",): 0,
        ("rule",): -10,
    }  # 70, 90 with the facts, 55 with the rule, 85 with both
    assert parts_of(before, after) == shares
    assert "  数据和分值分不开：只换其中一样，打不出总分" in lines(compare(before, after))
    assert "  data and weight cannot be told apart: with only one of them exchanged there is no total" in lines(
        compare(before, after), "en"
    )


def test_weights_of_other_nodes_cannot_be_told_from_the_rules():
    """The second set has a leaf more, which the project leaves empty: the sets do not mix."""
    before = evaluated(a_small_project(*a_card()), under=small())
    wider = a_set(leaf("output", 60, rules_for=kinds("square")), leaf("benefit", 30), leaf("more", 10), rules=[SQUARE])
    after = evaluated(a_small_project(*a_card(actual=100)), under=wider)
    assert parts_of(before, after) == {
        ("data",): Fraction(75, 2),
        ("judgement",): 0,
        ("weight", "rule"): Fraction(-15, 2),
    }


def test_a_condition_that_the_other_set_cannot_read_joins_weights_and_rules():
    """It asks for something that is a number in one set and a truth in the other."""
    card = (*a_card(),)
    truth = small(
        needs={"plain": "truth"}, assumes={"plain": True}, weight_cases=[a_case("plain", output=50, benefit=50)]
    )
    count = small(rule="square", needs={"plain": "number"}, assumes={"plain": 1})
    before, after = (evaluated(a_small_project(*card), under=one) for one in (truth, count))
    assert parts_of(before, after) == {("data",): 0, ("judgement",): 0, ("weight", "rule"): -15}


def test_where_blocks_have_other_names_nothing_can_be_told_apart():
    """The same project hung under other codes, with a judged share that also changed."""
    other = a_set(leaf("yield", 60), leaf("effect", 40))
    moved = (counted("yield", 60, 100, name="桥"), judged("effect", 40, "0.5", name="受益"))
    before, after = (
        evaluated(a_small_project(*a_card()), under=small()),
        evaluated(a_small_project(*moved), under=other),
    )
    assert parts_of(before, after) == {("data", "weight", "rule"): 10, ("judgement",): 0}


def test_what_another_project_reached_moves_the_rank_of_this_one():
    """Its own facts are the same; that the other fell behind is a difference of data."""

    def evaluation(actual):
        first, other = (a_small_project(*a_card(actual=one), name=name) for one, name in ((50, "甲"), (actual, "乙")))
        return evaluated(first, other, under=small(rule="ranked"))

    ahead, behind = evaluation(80), evaluation(20)
    pair = compare(ahead, behind).pairs[0]
    assert (pair.difference, {part.factors[0]: part.points for part in pair.parts}) == (
        6, {"data": 6, "judgement": 0, "weight": 0, "rule": 0}
    )  # fmt: skip


def test_nothing_to_share_out_where_a_total_is_missing():
    """Before nobody had judged: the pair has no difference and no parts, and is counted as such."""
    before = evaluated(a_small_project(*a_card(share=None)), under=small())
    after = evaluated(a_small_project(*a_card()), under=small())
    comparison = compare(before, after)
    (pair,) = comparison.pairs
    assert (pair.difference, pair.parts, pair.rank_before, pair.rank_after) == (None, (), None, 1)
    assert comparison.incomparable == (pair,)
    assert (comparison.up, comparison.down, comparison.same, comparison.regraded) == ((), (), (), ())
    assert lines(comparison)[-2:] == ["甲：没有总分 → 70 分，等级“中”", "  受益：没有得分 → 40"]
    assert lines(compare(after, before), "en")[-2:] == ["甲: 70 points, grade 中 → no total", "  受益: 40 → no points"]


# Whole portfolios


def three(*actuals, under=None, **changes):
    cards = [(name, a_card(actual=actual)) for name, actual in zip("甲乙丙", actuals, strict=False)]
    return evaluated(*(a_small_project(*card, name=name) for name, card in cards), under=under or small(), **changes)


def test_the_whole_in_words():
    """Up, down and unchanged, the mean, the sum of all parts, grades and places; the unchanged one is only counted."""
    assert lines(compare(three(50, 80, 100), three(90, 80, 50, year=2024))) == [
        "比较：单位 2023 年，small@1 → 单位 2024 年，small@1",
        "3 个项目两边都有：上升 1 个，下降 1 个，不变 1 个，没有可比的总分 0 个；等级变化 2 个",
        "平均分 86 → 84（−2）；等级“良”不变",
        "各项目升降合计 −6，其中数据 −6",
        "甲：70 → 94（+24）；等级“中”→“优”；名次 3 → 1；其中数据 +24",
        "  桥：得分 30 → 54（+24）",
        "丙：100 → 70（−30）；等级“优”→“中”；名次 1 → 3；其中数据 −30",
        "  桥：得分 60 → 30（−30）",
    ]


def test_the_whole_in_english():
    """The same sentences, and the factors joined by commas."""
    comparison = compare(three(50, 80), three(100, 80, under=small(rule="square"), year=2024))
    assert lines(comparison, "en") == [
        "Compared: 单位 2023, small@1 → 单位 2024, small@1",
        "Projects on both sides: 2; up 1, down 1, unchanged 0, without two totals 0; grade changed 2",
        "Mean 79 → 89.2 (+10.2); grade 中 → 良",
        "All differences add up to +20.4: data +37.5, rule −17.1",
        "甲: 70 → 100 (+30); grade 中 → 优; place 2 → 1; due to data +37.5, rule −7.5",
        "  桥: points 30 → 60 (+30)",
        "乙: 88 → 78.4 (−9.6); grade 良 → 中; place 1 → 2; due to rule −9.6",
        "  桥: points 48 → 38.4 (−9.6)",
    ]


def test_projects_of_one_side_are_listed_with_what_they_had():
    """A new one and one that is gone; they are in no pair."""
    before = evaluated(a_small_project(*a_card()), a_small_project(name="乙"), under=small())
    after = evaluated(a_small_project(*a_card()), a_small_project(*a_card(), name="丙"), under=small())
    comparison = compare(before, after)
    assert [len(some) for some in (comparison.pairs, comparison.only_before, comparison.only_after)] == [1, 1, 1]
    assert lines(comparison)[-2:] == ["乙：只在前一次评价中（没有总分）", "丙：只在后一次评价中（70 分，等级“中”）"]
    assert lines(comparison, "en")[-2:] == [
        "乙: only in the first evaluation (no total)",
        "丙: only in the second evaluation (70 points, grade 中)",
    ]


def test_indicators_of_one_side_are_told_below_their_project():
    """One that is new and one that is gone, and one whose points are the same is not told."""
    before = evaluated(a_small_project(*a_card()), under=small())
    after = evaluated(a_small_project(counted("output", 60, 50, name="路"), a_card()[1]), under=small())
    (pair,) = compare(before, after).pairs
    assert [(move.name, move.before is None, move.after is None) for move in pair.lines] == [
        ("路", True, False),
        ("桥", False, True),
    ]
    assert [move.difference for move in pair.lines] == [None, None]
    assert lines(compare(before, after))[-3:] == [
        "甲：总分不变，70；等级“中”不变",
        "  路：前一次没有这个指标，这次 30",
        "  桥：前一次 30，这次没有这个指标",
    ]
    assert lines(compare(before, after), "en")[-3:] == [
        "甲: the total stays 70; grade 中 unchanged",
        "  路: not there before, 30 now",
        "  桥: 30 before, not there now",
    ]


def test_a_scale_alone_changes_grades():
    """The total is the same; nothing is due to anything, and the grade is told."""
    strict = rebuilt(small(), grades=GradeScale([GradeBand("合格", 75), GradeBand("不合格", 0)]))
    comparison = compare(three(50), three(50, under=strict))
    assert comparison.regraded == comparison.same == comparison.pairs
    assert lines(comparison)[-1] == "甲：总分不变，70；等级“中”→“不合格”"


def test_a_side_without_a_grade_is_not_regraded():
    """Below the lowest band there is no grade to change; a stroke stands for it."""
    narrow = evolve(small(), grades=GradeScale([GradeBand("优", 90)]))
    comparison = compare(three(50), three(50, under=narrow))
    assert comparison.regraded == ()
    assert lines(comparison)[-1] == "甲：总分不变，70；等级“中”→“-”"
    assert lines(compare(three(50, under=narrow), three(80, under=narrow)))[-2] == "甲：70 → 88（+18）；其中数据 +18"
    before, after = three(50, under=narrow), evaluated(a_small_project(name="甲"), under=narrow)
    assert lines(compare(before, after))[2] == "甲：70 分，等级“-” → 没有总分"


def test_equal_totals_share_a_place():
    """Two at the top are both first, and the next is third."""
    comparison = compare(three(100, 100, 50), three(50, 50, 100))
    assert [(pair.rank_before, pair.rank_after) for pair in comparison.pairs] == [(1, 2), (1, 2), (3, 1)]


def test_the_place_is_that_among_all_totals_of_an_evaluation():
    """A project without a partner counts, one without a total does not."""
    after = evaluated(
        *(a_small_project(*a_card(actual=actual), name=name) for name, actual in (("新", 100), ("甲", 50))),
        a_small_project(name="空"),
        under=small(),
    )
    (pair,) = compare(three(50), after).pairs
    assert (pair.rank_before, pair.rank_after) == (1, 2)


def test_the_order_of_projects_changes_no_parts():
    """The second portfolio is turned round, and mixtures are scored for data and rule: each project keeps its own."""
    cards = {name: a_card(actual=actual) for name, actual in (("丙", 90), ("乙", 70), ("甲", 51))}
    turned = (a_small_project(*card, name=name) for name, card in cards.items())
    comparison = compare(three(50, 80, 100), evaluated(*turned, under=small(rule="square")))
    found = {pair.before.project.name: pair for pair in comparison.pairs}

    def by_hand(old, new):
        worths = {frozenset(): 60 * old, frozenset({"data"}): 60 * new}
        worths |= {frozenset({"rule"}): 60 * old**2, frozenset({"data", "rule"}): 60 * new**2}
        return by_orders(worths, ("data", "rule"))

    for name, old, new in (("甲", 50, 51), ("乙", 80, 70), ("丙", 100, 90)):
        parts = {part.factors: part.points for part in found[name].parts if part.points}
        assert parts == by_hand(Fraction(old, 100), Fraction(new, 100))


def test_a_rank_looks_at_the_mixed_peers():
    """Turned round, and by rank: what the others reached is mixed as well; the parts of one are those of the other."""
    cards = {"乙": a_card(actual=70), "甲": a_card(actual=90, share="0.5")}
    turned = (a_small_project(*card, name=name) for name, card in cards.items())
    before, after = three(50, 80, under=small(rule="ranked")), evaluated(*turned, under=small(rule="ranked"))
    parts = [{part.factors[0]: part.points for part in pair.parts} for pair in compare(before, after).pairs]
    assert parts == [
        {"data": 6, "judgement": -20, "weight": 0, "rule": 0},
        {"data": -6, "judgement": 0, "weight": 0, "rule": 0},
    ]


def test_less_than_a_point_is_a_difference():
    """Half a point up, half a point down, nothing: each is counted where it belongs."""
    found = compare(three(50, 50, 50), three("50.5", "49.5", 50))
    names = [[pair.before.project.name for pair in some] for some in (found.up, found.down, found.same)]
    assert names == [["甲"], ["乙"], ["丙"]]


FORMULA = {
    "measures": {"execution_rate": "executed / budget"},
    "labels": {"execution_rate": Title("执行率", "execution")},
}


def test_rates_that_print_otherwise_are_told_and_trailing_zeros_are_not():
    """One is cut off, the other rounded; 50 and 50.00 are one rate."""
    nodes = (measure("execution", 10, "execution_rate"), leaf("output", 90))
    cut, up = (
        a_set(*nodes, rounding={"rate": one}, **FORMULA)
        for one in (Rounding(1, "down"), Rounding(2, trailing_zeros=False))
    )
    for executed, shown in ((2, ("66.6%", "66.67%")), (1.5, None)):
        facts = {"funding": Funding(budget=3, executed=str(executed)), "name": "甲"}
        comparison = compare(
            *(evaluated(a_small_project(judged("output", 90), **facts), under=one) for one in (cut, up))
        )
        (pair,) = comparison.pairs
        told = [(move.name, str(move.before), str(move.after)) for move in pair.rates]
        assert told == ([] if shown is None else [("execution_rate", *shown)])
        assert pair.moves == (shown is not None)
        if shown is not None:
            assert lines(comparison)[-1] == "  执行率：66.6% → 66.67%"
            assert pair.lines == ()


def test_a_rate_that_only_one_side_knows():
    """Before there was no money; the line of the measure is told by its code, whatever it is called."""
    nodes = (measure("execution", 10, "execution_rate"), leaf("output", 90))
    one, other = a_set(*nodes, **FORMULA), a_set(evolve(nodes[0], name="执行"), nodes[1], **FORMULA)
    before = evaluated(a_small_project(judged("output", 90)), under=one)
    after = evaluated(a_small_project(judged("output", 90), funding=Funding(budget=2, executed=1)), under=other)
    assert lines(compare(before, after))[2:] == [
        "甲：没有总分 → 95 分，等级“优”",
        "  执行率：算不出 → 50%",
        "  执行：没有得分 → 5",
    ]
    assert lines(compare(before, after), "en")[-2] == "  execution: not known → 50%"


def test_a_stated_total_does_not_follow_from_rules():
    """It stays under any set; what was possible, and the one line that is known, move."""
    nodes = (measure("execution", 10, "execution_rate"), leaf("output", 90))
    measured = a_set(*nodes, **FORMULA)
    halved = a_set(evolve(nodes[0], rule="square"), nodes[1], rules=[SQUARE], **FORMULA)
    stated = a_stated_project(95, budget=2, executed=1)
    comparison = compare(*(evaluated(stated, under=one) for one in (measured, halved)))
    assert {part.points for part in comparison.parts} == {0}
    assert lines(comparison)[-3:] == [
        "乙：总分不变，95，是单位填报的，不由规则得出；等级“优”不变",
        "  可能的总分：5 到 95 → 2.5 到 92.5",
        "  execution：得分 5 → 2.5（−2.5）",
    ]
    assert lines(comparison, "en")[-3:-1] == [
        "乙: the total stays 95: it is stated by the unit and follows from no rule; grade 优 unchanged",
        "  possible totals: 5 to 95 → 2.5 to 92.5",
    ]
    (pair,) = comparison.pairs
    assert pair.moves


def test_two_stated_totals_differ_by_judgement():
    """What the unit gives itself is no data and no rule."""
    before, after = (evaluated(a_stated_project(points), under=small()) for points in (95, 90))
    assert parts_of(before, after) == {("data",): 0, ("judgement",): -5, ("weight",): 0, ("rule",): 0}


def test_without_any_total_on_either_side():
    """Nothing moves, and it is not told; where a rate moves, that neither has a total is."""
    empty = evaluated(a_small_project(), under=small())
    assert lines(compare(empty, empty)) == [
        "比较：单位 2023 年，small@1 → 单位 2023 年，small@1",
        "1 个项目两边都有：上升 0 个，下降 0 个，不变 0 个，没有可比的总分 1 个；等级变化 0 个",
    ]
    under = a_set(measure("execution", 10, "execution_rate"), leaf("output", 90), **FORMULA)
    sides = [evaluated(a_small_project(funding=Funding(budget=4, executed=n)), under=under) for n in (1, 2)]
    assert lines(compare(*sides))[2] == "甲：两边都没有总分"
    assert lines(compare(*sides), "en")[2] == "甲: no total on either side"


def test_the_short_name_of_a_unit_is_used_where_there_is_one():
    """As in running text."""
    unit = Portfolio(unit="单位", year=2023).unit
    before = three(50, unit=evolve(unit, short="简称"))
    assert lines(compare(before, three(50)))[0] == "比较：简称 2023 年，small@1 → 单位 2023 年，small@1"


def test_the_record_is_plain_data():
    """Every number is a text, thirds are fractions, what is not known is null; JSON takes it as it is."""
    before = evaluated(a_small_project(*a_card(), code="A"), a_small_project(name="乙"), under=small())
    third = (counted("output", 60, 1, 3, name="桥"), a_card()[1])
    after = evaluated(a_small_project(*third, code="A"), a_small_project(name="丙"), under=small(rule="square", id="b"))
    record = json.loads(json.dumps(compare(before, after).record("en"), ensure_ascii=False))
    words = record.pop("words")
    assert words == lines(compare(before, after), "en")
    parts = [
        {"factors": ["data"], "points": "-55/6"},
        {"factors": ["judgement"], "points": "0"},
        {"factors": ["weight"], "points": "0"},
        {"factors": ["rule"], "points": "-85/6"},
    ]
    empty = {"code": None, "state": "unscored", "points": None, "final_by": None, "grade": None}
    assert record == {
        "before": {"unit": "单位", "year": "2023", "indicator_set": "small@1", "digest": "", "mean": "70",
                   "grade": "中"},
        "after": {"unit": "单位", "year": "2023", "indicator_set": "b@1", "digest": "", "mean": "140/3", "grade": "差"},
        "mean_difference": "-70/3",
        "count": {"paired": "1", "up": "0", "down": "1", "same": "0", "incomparable": "0", "regraded": "1"},
        "parts": parts,
        "pairs": [
            {
                "before": {"code": "A", "name": "甲", "state": "computed", "points": "70", "final_by": "computed",
                           "grade": "中", "bounds": {"low": "70", "high": "70"}, "rank": "1"},
                "after": {"code": "A", "name": "甲", "state": "computed", "points": "140/3", "final_by": "computed",
                          "grade": "差", "bounds": {"low": "140/3", "high": "140/3"}, "rank": "1"},
                "difference": "-70/3",
                "parts": parts,
                "rates": {},
                "lines": [{"name": "桥", "before": {"code": "output[1]", "points": "30"},
                           "after": {"code": "output[1]", "points": "20/3"}, "difference": "-70/3"}],
            }
        ],
        "only_before": [{**empty, "name": "乙", "bounds": {"low": "0", "high": "100"}}],
        "only_after": [{**empty, "name": "丙", "bounds": {"low": "0", "high": "100"}}],
    }  # fmt: skip


def test_the_record_tells_what_is_not_known():
    """No total, no place, a line of one side only, a rate that cannot be computed."""
    under = a_set(measure("execution", 10, "execution_rate"), leaf("output", 90), **FORMULA)
    before = evaluated(a_small_project(judged("output", 90, name="桥")), under=under)
    money = Funding(budget=2, executed=1)
    after = evaluated(a_small_project(judged("output", 90, name="路"), funding=money), under=under)
    (pair,) = compare(before, after).record()["pairs"]
    assert (pair["before"]["rank"], pair["difference"], pair["parts"]) == (None, None, [])
    assert pair["rates"] == {"execution_rate": {"before": None, "after": "50"}}
    assert pair["lines"] == [
        {"name": "execution", "before": {"code": "execution", "points": None},
         "after": {"code": "execution", "points": "5"}, "difference": None},
        {"name": "路", "before": None, "after": {"code": "output[1]", "points": "90"}, "difference": None},
        {"name": "桥", "before": {"code": "output[1]", "points": "90"}, "after": None, "difference": None},
    ]  # fmt: skip
    unscored = compare(*(evaluated(a_small_project(), under=under) for _ in range(2))).record()
    assert (unscored["before"]["mean"], unscored["before"]["grade"], unscored["mean_difference"]) == (None, None, None)


def test_a_comparison_shows_its_pairs_and_not_the_whole_evaluations():
    """In a console."""
    assert repr(compare(three(50), three(50))).startswith("Comparison(pairs=(ProjectPair(before=ProjectResult(甲")


# Relations


@st.composite
def portfolios(draw):
    """One or two projects of some of three indicators, their weights adding up to 100, some rules of their own."""
    projects = []
    for name in "甲乙"[: draw(st.integers(1, 2))]:
        first = draw(st.integers(1, 98))
        second = draw(st.integers(1, 99 - first))
        rule = draw(st.sampled_from(["", "", "square", "ranked"]))
        found = [
            counted("output", first, draw(st.integers(0, 120)), name=draw(st.sampled_from("桥路")), rule=rule),
            judged("output", second, Decimal(draw(st.integers(0, 10))) / 10, name="质量"),
            counted("benefit", 100 - first - second, draw(st.integers(0, 120)), name="受益"),
        ]
        projects.append(a_small_project(*found, name=name))
    return projects


ROUNDINGS = ({}, {"leaf": Rounding(0)}, {"leaf": Rounding(2)})
under_sets = st.sampled_from(
    [
        small(output, rule, rounding=one)
        for output in (30, 60)
        for rule in ("ratio", "square", "ranked")
        for one in ROUNDINGS
    ]
)
evaluations = st.builds(lambda projects, under: evaluated(*projects, under=under), portfolios(), under_sets)


@sparse
@given(evaluations, evaluations)
def test_the_parts_add_up_exactly(before, after):
    """For each pair, every factor once; and over all pairs."""
    comparison = compare(before, after)
    for pair in comparison.pairs:
        assert sum(part.points for part in pair.parts) == pair.after.points.exact - pair.before.points.exact
        assert sorted(factor for part in pair.parts for factor in part.factors) == sorted(FACTORS)
    whole = sum(pair.difference for pair in comparison.pairs)
    assert sum(part.points for part in comparison.parts) == whole


@sparse
@given(evaluations, evaluations)
def test_exchanging_before_and_after_changes_every_sign(before, after):
    """Pairs, parts and lines are the same but for their signs."""
    there, back = compare(before, after), compare(after, before)
    partners = {pair.before.project.name: pair for pair in back.pairs}
    assert len(partners) == len(there.pairs)
    for pair in there.pairs:
        other = partners[pair.after.project.name]
        assert [(part.factors, -part.points) for part in other.parts] == [(p.factors, p.points) for p in pair.parts]
        assert {(move.name, move.difference) for move in pair.lines} == {
            (move.name, None if move.difference is None else -move.difference) for move in other.lines
        }
    assert (len(there.up), len(there.regraded)) == (len(back.down), len(back.regraded))


@sparse
@given(portfolios(), under_sets, under_sets)
def test_the_same_facts_under_two_sets_differ_by_rule_and_weight_alone(projects, one, other):
    """Data and judgement have nothing, whatever the sets."""
    for pair in compare(evaluated(*projects, under=one), evaluated(*projects, under=other)).pairs:
        parts = {part.factors: part.points for part in pair.parts}
        assert (parts[("data",)], parts[("judgement",)]) == (0, 0)


@sparse
@given(portfolios(), portfolios(), under_sets)
def test_other_facts_under_one_set_differ_by_no_rule_of_it(before, after, under):
    """Where no indicator names a rule of its own, the rule has nothing and is joined to nothing."""
    plain = [
        [evolve(one, indicators=[evolve(each, rule="") for each in one.indicators]) for one in projects]
        for projects in (before, after)
    ]
    for pair in compare(*(evaluated(*projects, under=under) for projects in plain)).pairs:
        assert {part.factors: part.points for part in pair.parts}[("rule",)] == 0


@sparse
@given(evaluations)
def test_an_evaluation_beside_itself_moves_nothing(evaluation):
    """No differences, no parts, no lines, and two sentences for the whole."""
    comparison = compare(evaluation, evaluation)
    assert len(comparison.same) == len(comparison.pairs) == len(evaluation.projects)
    assert not any(part.points for pair in comparison.pairs for part in pair.parts)
    assert not any(pair.moves for pair in comparison.pairs)
    assert len(lines(comparison)) == 3


def test_only_mixtures_that_differ_are_scored(monkeypatch):
    """The same facts under sets that differ in one factor need no mixture at all."""
    before, after = three(50), three(50, under=small(rule="square"))
    calls = []
    monkeypatch.setattr(Scorer, "score", lambda *_: calls.append(1))
    compare(before, after)
    assert calls == []
