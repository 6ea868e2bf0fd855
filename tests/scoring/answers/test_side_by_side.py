"""The unit, the computation and each evaluator side by side, and why they differ."""

import json
from fractions import Fraction

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from perfkit.errors import Place
from perfkit.model import Adjustment, Funding, Origin, Policies, Review, Rounding, Stated, Target, Title
from perfkit.scoring.answers.side_by_side import side_by_side
from perfkit.testing import a_stated_project, evaluated
from scoring.small import a_rule, a_set, a_small_project, counted, judged, leaf, measure, scored

RULES = (
    a_rule("square", "min(actual / target, 1) * min(actual / target, 1)", requires="target > 0 and actual >= 0"),
    a_rule("inverse", "if(actual <= target, 1, target / actual)"),
    a_rule("pass", "if(actual >= target, 1, 0)"),
    a_rule("gift", "0.36", needs={"actual": "number"}),
    a_rule("halves", "if(actual >= target, 1, 0.5)"),
    a_rule("lenient", "max(judged, 0.75)", needs={"judged": "number"}),
    a_rule("given", "0.25"),
    a_rule("asking", "late / 10", needs={"late": "number"}),
    a_rule("of-days", "if(actual >= target - grace, 1, 0.4)", needs={"grace": "number 天"}),
    a_rule("nothing", "if(actual = target, 1, 0.1)"),
    a_rule("grade", gives=("好", "坏"), cases=(), share="好"),
)
TWO = Rounding(2)


def small(**changes):
    facts = {"rounding": {"leaf": TWO}, "rules": RULES, "labels": {"finance": Title("财政局", "treasury")}, **changes}
    return a_set(leaf("output", 60), leaf("benefit", 40), **facts)


def bridge(actual=90, stated=None, target=100, **changes):
    return counted("output", 60, actual, target, name="桥", stated_points=stated, **changes)


def served(stated=None, share=1, **changes):
    return judged("benefit", 40, share, name="受益", stated_points=stated, **changes)


def beside(*indicators, under=None, **facts):
    return side_by_side(scored(under or small(), *indicators, **facts))


def cause(row):
    return None if row.cause is None else row.cause.code


def lines(found, language="zh"):
    return list(found.worded(language))


def first(*arguments, **named):
    return beside(bridge(*arguments, **named), served()).rows[0]


@pytest.mark.parametrize(
    ("actual", "stated", "expected"),
    [
        (90, "54", None),
        (90, "54.00", None),
        (91, "55", "rounding"),  # 54.6
        (91, "54", "cut-off"),  # which the set does not do
        (91, "53", "unexplained"),
        ("90.5", "54.3", None),
        ("90.55", "54.3", "rounding"),  # 54.33
        ("90.55", "54.30", "unexplained"),  # printed with two places, so that two have to agree
        (90, "60.01", "beyond-weight"),
        (90, "60", "unexplained"),
        (60, "21.6", "rule"),  # the square of 0.6, of 60
        (60, "30", "rule"),
        (60, "0", "rule"),
        (60, "21.59", "unexplained"),
        (120, "60", None),
    ],
)
def test_the_cause_of_a_line(actual, stated, expected):
    """Each cause at its edge; nothing where the points are equal."""
    assert cause(first(actual, stated)) == expected


def test_another_rule_is_named_only_if_it_is_one_for_such_a_target():
    """Met it gives everything, far from it less: one that always gives 0.36 is not told."""
    assert [name.zh for name in first(60, "21.6").cause.names] == ["square"]
    assert [name.zh for name in first(60, "30").cause.names] == ["halves"]
    assert [name.zh for name in first(60, "0").cause.names] == ["pass"]


def test_a_rule_for_less_is_tried_where_less_is_better():
    """The cost was 150 of 100: in proportion nothing is lost, by the inverse a third."""
    under = small()
    found = beside(bridge(150, "40", Target.at_most(100)), served(), under=under).rows[0]
    assert (found.computed.exact, cause(found), [name.zh for name in found.cause.names]) == (60, "rule", ["inverse"])
    met = beside(bridge(0, "30", Target.at_most(0)), served(), under=small())
    assert cause(met.rows[0]) is None  # a ratio to nothing is not computed


@pytest.mark.parametrize(
    ("target", "actual", "stated", "names"),
    [
        (Target.equal(100), 60, "21.6", ["square"]),
        (Target.between(100, 200), 60, "30", ["halves"]),
        (Target.at_least(100, "个"), 60, "21.6", ["square"]),
    ],
)
def test_rules_are_tried_for_every_kind_of_target(target, actual, stated, names):
    """Equal, a range, and with a unit."""
    found = beside(bridge(actual, stated, target), served()).rows[0]
    assert [] if found.cause is None else [name.zh for name in found.cause.names] == names


def test_rules_for_nothing_are_tried_where_nothing_is_best():
    """None was promised, 60 came: far from nothing is much, and the rule that then gives less is one for it."""
    row = beside(bridge(60, "6", Target.equal(0), rule="pass"), served()).rows[0]
    assert (row.computed.exact, [name.zh for name in row.cause.names]) == (60, ["nothing"])


def test_a_rule_with_a_unit_is_tried_for_that_unit_alone():
    """One that asks how many days of grace there were is none for a number of roads."""
    names = []
    for unit in ("天", "条"):
        row = beside(bridge(60, "24", Target.at_least(100, unit), facts={"grace": 5}), served()).rows[0]
        names.append([name.zh for name in row.cause.names])
    assert names == [["of-days"], []]


def test_judged_indicators_are_held_against_rules_that_ask_for_no_number():
    """A rule that gives at least 75 % of a judgement, and one that gives a quarter whatever is judged."""
    rows = [beside(bridge(100), served(stated, "0.5")).rows[1] for stated in ("30", "10", "0")]
    assert [[name.zh for name in row.cause.names] for row in rows] == [["lenient"], ["given"], []]
    assert [cause(row) for row in rows] == ["rule", "rule", "unexplained"]


def test_a_rule_whose_facts_are_given_is_tried_with_them():
    """The declared fact of the indicator is what the rule asks for."""
    row = beside(bridge(100), served("12", "0.5", facts={"late": 3})).rows[1]
    assert [name.zh for name in row.cause.names] == ["asking"]


def test_points_of_the_weight_before_weight_moved():
    """10 of the weight of 50 moved to the bridge, and the unit counted with its own 40."""
    under = small(policies=Policies(not_applicable="move"), rounding={"leaf": TWO, "weight": TWO})
    parts = (
        counted("output", 40, 90, name="桥", stated_points="36"),
        counted("output", 20, None, name="路", applicable=False, reason="没有安排"),
        served(),
    )
    row = beside(*parts, under=under).rows[0]
    assert (cause(row), row.cause.figures["own"].exact, row.cause.figures["weight"].exact) == ("own-weight", 40, 60)
    assert row.cause.worded("zh") == "是按原来的分值 40 计的；不适用指标的分值移入后是 60"
    other = beside(evolve(parts[0], stated_points=35), *parts[1:], under=under).rows[0]
    assert cause(other) == "unexplained"


FINAL = small(policies=Policies(final=("finance", "computed")))


def test_points_that_count_after_a_review_may_be_what_is_stated():
    """The unit prints what the treasury gave; where the computed points count that is no cause."""
    seen = bridge(90, "50", reviews=[Review("finance", 50, "抽查")])
    assert cause(beside(seen, served(), under=FINAL).rows[0]) == "final"
    assert cause(beside(seen, served()).rows[0]) == "unexplained"


def test_evaluators_stand_beside_each_other_with_their_reasons():
    """Two of them, one of whom counts, one without a reason; the differences are from the computed points."""
    reviews = [Review("department", 54), Review("finance", "50.5", "抽查三处有两处漏水")]
    found = beside(bridge(91, "55", reviews=reviews), served(), under=FINAL)
    row = found.rows[0]
    assert [(one.by, one.points.exact, one.difference, one.counts) for one in row.given] == [
        ("department", 54, Fraction(-6, 10), False),
        ("finance", Fraction(101, 2), Fraction(-41, 10), True),
    ]
    assert (row.difference, row.final.exact, row.final_by) == (Fraction(4, 10), Fraction(101, 2), "finance")
    assert lines(found) == [
        "桥（分值 60）：填报 55；计算 54.60；department 54；财政局 50.5；以财政局的为准",
        "  填报比计算 +0.4：只是取舍不同，按填报的位数取舍后相同",
        "  department比计算 −0.6：没有写明理由",
        "  财政局比计算 −4.1：理由是“抽查三处有两处漏水”",
        "受益（分值 40）：计算 40.00",
        "总分（分值 100）：计算 90.50",
    ]
    assert lines(found, "en") == [
        "桥 (weight 60): stated 55; computed 54.60; department 54; treasury 50.5; what counts: treasury",
        "  the unit, +0.4 to the computed points: rounding alone: equal at the places that are stated",
        "  department, −0.6 to the computed points: no reason is given",
        "  treasury, −4.1 to the computed points: the reason given is “抽查三处有两处漏水”",
        "受益 (weight 40): computed 40.00",
        "Total (weight 100): computed 90.50",
    ]
    assert found.differing == (row,)


def test_what_counts_is_said_only_where_there_is_a_choice():
    """The computed points count though the treasury gave others; of a line that has none nothing counts."""
    reviewed = bridge(90, reviews=[Review("finance", 54)])
    assert lines(beside(reviewed, served()))[0] == "桥（分值 60）：计算 54.00；财政局 54；以计算的为准"
    absent = beside(bridge(None, "50", reviews=[Review("finance", 54)]), served())
    assert lines(absent)[0] == "桥（分值 60）：填报 50；没有算出得分；财政局 54"
    assert lines(absent, "en")[0] == "桥 (weight 60): stated 50; not computed; treasury 54"
    assert (absent.rows[0].difference, absent.rows[0].cause, absent.rows[0].given[0].difference) == (None, None, None)
    assert absent.differing == ()


def test_the_total_is_a_row_of_its_own():
    """With what the unit, the computation and a reviewer of the whole say."""
    reviews = [Review("finance", "88.5", "现场评价")]
    total = beside(bridge(90, "54"), served("40"), under=FINAL, stated=Stated(points="94"), reviews=reviews).total
    assert (total.code, total.name, total.weight.exact) == ("total", "", 100)
    assert (total.stated.exact, total.computed.exact, total.difference, total.cause) == (94, 94, 0, None)
    assert [(one.points.exact, one.difference, one.counts) for one in total.given] == [
        (Fraction(177, 2), Fraction(-11, 2), True)
    ]
    assert (total.final.exact, total.final_by) == (Fraction(177, 2), "finance")


TOTALS = {
    "equal": (("54", "40"), "94", None),
    "rounding": (("54.6", "40"), "95", "rounding", 91),
    "cut-off": (("54", "40"), "94", "cut-off", 91),
    "the lines differ, and add up": (("60", "40"), "100", "lines"),
    "the lines agree, and do not add up": (("54", "40"), "95", "sum"),
    "the lines differ, and do not add up": (("60", "40"), "95", "sum"),
    "a line is not stated": ((None, "40"), "95", "unexplained"),
    "no line is stated": ((None, None), "95", "unexplained"),
}


@pytest.mark.parametrize("row", TOTALS.values(), ids=list(TOTALS))
def test_the_cause_of_a_total(row):
    """From the lines that the unit printed."""
    (output, benefit), stated, expected, *actual = row
    found = beside(bridge(*(actual or [90]), output), served(benefit), stated=Stated(points=stated))
    assert cause(found.total) == expected


MEASURED = a_set(measure("execution", 10), leaf("output", 50), leaf("benefit", 40), rules=RULES)


@pytest.mark.parametrize(
    ("stated", "expected", "rest"),
    [
        ("95", None, None),
        ("98", "lines", 5),
        ("103", "measures", 10),
        ("93", "measures", 0),
        ("103.1", "sum", None),
        ("92.9", "sum", None),
    ],
)
def test_what_is_left_of_a_total_is_for_the_measures_of_the_set(stated, expected, rest):
    """The lines are stated as 53 and 40, the execution rate earns 5 of 10: from 93 to 103 the rest may be its own."""
    parts = (counted("output", 50, 100, name="桥", stated_points="53"), served("40"))
    money = Funding(budget=2, executed=1)
    total = beside(*parts, under=MEASURED, stated=Stated(points=stated), funding=money).total
    assert cause(total) == expected
    if expected == "measures":
        assert total.cause.figures["rest"].exact == rest
        assert [name.zh for name in total.cause.names] == ["execution"]
    if expected in ("measures", "sum"):
        assert (total.cause.figures["sum"].exact, total.cause.figures["earned"].exact) == (93, 5)


def test_a_line_that_does_not_apply_need_not_be_stated():
    """The sum of the others is told to be wrong all the same."""
    under = small(policies=Policies(not_applicable="move"), rounding={"leaf": TWO, "weight": TWO})
    unused = counted("output", 20, None, name="路", applicable=False, reason="没有安排")
    parts = (counted("output", 40, 90, name="桥", stated_points="54"), unused, served("40"))
    assert cause(beside(*parts, under=under, stated=Stated(points="95")).total) == "sum"
    zero = (parts[0], evolve(unused, stated_points=0), parts[2])
    assert cause(beside(*zero, under=under, stated=Stated(points="95")).total) == "sum"


def test_the_total_before_an_adjustment():
    """A veto brings it to 59, and the unit prints what it was; another total is not explained, for no sum holds."""
    veto = Adjustment(
        code="veto", title=Title("一票否决", "veto"), at="total", when="misused", points="min(points, 59)"
    )
    under = small(adjustments=[veto], needs={"misused": "truth"}, assumes={"misused": True})
    parts = (bridge(90, "54"), served("40"))
    found = beside(*parts, under=under, stated=Stated(points="94")).total
    assert (cause(found), found.cause.worded("zh")) == ("adjustment", "是调整以前的总分：一票否决")
    assert found.cause.worded("en") == "the total before it was adjusted: veto"
    assert cause(beside(*parts, under=under, stated=Stated(points="95")).total) == "unexplained"


def test_a_total_that_counts_after_a_review_may_be_what_is_stated():
    """The unit prints the treasury's total."""
    reviews = [Review("finance", 88, "现场评价")]
    parts = (bridge(90, "54"), served("40"))
    assert cause(beside(*parts, under=FINAL, stated=Stated(points="88"), reviews=reviews).total) == "final"
    assert cause(beside(*parts, stated=Stated(points="88"), reviews=reviews).total) == "sum"


def test_a_project_that_is_only_stated_has_a_total_and_no_cause():
    """There is nothing computed to differ from."""
    (result,) = evaluated(a_stated_project("95.0"), under=small()).projects
    found = side_by_side(result)
    assert lines(found) == ["总分（分值 100）：填报 95.0；没有算出得分"]
    assert (found.total.difference, found.total.cause) == (None, None)


def test_the_second_indicator_of_a_block_is_its_own():
    """What is stated comes from the indicator of the line, with its places and origin."""
    origin = Origin(Place("form.toml"))
    parts = (counted("output", 20, 90, name="桥", stated_points="18.0"),
             counted("output", 40, 90, name="路", stated_points="36.00", origin=origin), served())  # fmt: skip
    rows = beside(*parts).rows
    assert [None if row.stated is None else row.stated.digits for row in rows] == ["18.0", "36.00", None, None]
    assert rows[1].stated.origin == origin


SAID = {
    "beyond-weight": ((90, "61"), "超出了分值 60", "more than the weight of 60"),
    "rule": (
        (60, "21.6"),
        "换用另一条规则可以得出这个分：square（只是可能）",
        "another rule of the set would give these points: square (a possibility, no more)",
    ),
    "cut-off": (
        (91, "54"),
        "截去后面的小数、不四舍五入，可以得出这个分（只是可能）",
        "cutting off the places instead of rounding would give these points (a possibility, no more)",
    ),
    "unexplained": ((90, "50"), "没有找到原因", "no cause was found"),
}


@pytest.mark.parametrize("code", SAID)
def test_the_causes_of_lines_in_words(code):
    """In both languages."""
    arguments, chinese, english = SAID[code]
    found = first(*arguments).cause
    assert (found.code, found.worded("zh"), found.worded("en")) == (code, chinese, english)


def test_the_causes_of_totals_in_words():
    """In both languages."""
    money = Funding(budget=2, executed=1)
    parts = (counted("output", 50, 100, name="桥", stated_points="53"), served("40"))
    rest, wrong, kept = (
        beside(*parts, under=MEASURED, stated=Stated(points=stated), funding=money).total.cause
        for stated in ("100", "90", "98")
    )
    assert rest.worded("zh") == "填报的各行合计 93，余下的 7 分只能是execution的得分，计算为 5"
    assert rest.worded("en") == "the stated lines add up to 93; the 7 left can only be for execution, which earns 5"
    assert wrong.worded("zh") == "填报的总分不是各行之和：各行合计 93，加上体系自己的指标 5"
    assert wrong.worded("en") == (
        "the stated total is not the sum of its lines: they add up to 93, and the measures of the set earn 5"
    )
    assert kept.worded("zh") == "差在各行：填报的各行加起来就是填报的总分"
    assert kept.worded("en") == "the lines differ: those that are stated add up to the stated total"


def test_the_record_is_plain_data():
    """Numbers are texts, null is what is not there; JSON takes it as it is."""
    reviews = [Review("finance", "50.5", "抽查"), Review("department", 54)]
    found = beside(bridge(91, "55", reviews=reviews), served(), under=FINAL, code="A", stated=Stated(points="95"))
    record = json.loads(json.dumps(found.record("en"), ensure_ascii=False))
    assert record.pop("words") == lines(found, "en")
    assert record == {
        "code": "A",
        "name": "甲",
        "rows": [
            {"code": "output[1]", "name": "桥", "weight": "60", "stated": "55", "computed": "54.60",
             "given": [
                 {"by": "finance", "points": "50.5", "difference": "-4.1", "reason": "抽查", "counts": True},
                 {"by": "department", "points": "54", "difference": "-0.6", "reason": None, "counts": False}],
             "final": "50.5", "final_by": "finance", "difference": "0.4",
             "cause": {"code": "rounding", "words": "rounding alone: equal at the places that are stated"}},
            {"code": "benefit[1]", "name": "受益", "weight": "40", "stated": None, "computed": "40.00", "given": [],
             "final": "40.00", "final_by": "computed", "difference": None, "cause": None},
            {"code": "total", "name": None, "weight": "100", "stated": "95", "computed": "90.50", "given": [],
             "final": "90.50", "final_by": "computed", "difference": "4.5",
             "cause": {"code": "unexplained", "words": "no cause was found"}},
        ],
    }  # fmt: skip


@given(st.integers(0, 100), st.integers(0, 60), st.integers(0, 100))
def test_whatever_is_stated_there_is_a_cause_exactly_where_there_is_a_difference(actual, stated, whole):
    """For lines and totals alike."""
    found = beside(bridge(actual, stated), served("40"), stated=Stated(points=whole), under=FINAL)
    for row in found.rows:
        assert (row.cause is None) == (not row.difference)
        assert row.difference == row.stated.exact - row.computed.exact


def test_a_small_project_is_what_is_compared():
    """The result is kept, untouched."""
    result = scored(small(), bridge(), served())
    assert side_by_side(result).result is result
    assert result.project == a_small_project(bridge(), served())
