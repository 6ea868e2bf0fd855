"""Effective weights: what each line weighs of full marks."""

from fractions import Fraction

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from perfkit.model import Adjustment, Basis, Funding, Policies, Rounding, Title, WeightCase
from perfkit.scoring.answers.effective import effective_weights
from perfkit.testing import a_project, a_stated_project, evaluated
from scoring.small import a_rule, a_set, branch, judged, leaf, measure, scored

SPENT = Funding(budget=100, executed=100)
CHILDREN = {"children": {"weight": "number", "points": "number", "share": "number"}}
WEAKEST = a_rule("weakest", "least(children, share)", needs=CHILDREN)
MEAN = a_rule("mean", "mean(children, share)", needs=CHILDREN)
BY_WEIGHT = a_rule("by-weight", "sum(children, points) / sum(children, weight)", needs=CHILDREN)
ROOT = a_rule("root", "root(product(children, share), 2, 6)", needs=CHILDREN)
LATE = a_rule(
    "late", "sum(children, points) / sum(children, weight) * if(late, 0.5, 1)", needs={**CHILDREN, "late": "truth"}
)
RULES = (WEAKEST, MEAN, BY_WEIGHT, ROOT, LATE)

NODES = (measure("execution", 10), leaf("output", 50), leaf("benefit", 30), leaf("satisfaction", 10))


def lines(found):
    return {one.code: one.effective for one in found.lines}


def whys(weights):
    return {one.code: one.why for one in weights if one.why}


def card(**given_):
    """One indicator for each block that is named, all fully met."""
    return [judged(block, weight) for block, weight in given_.items()]


def of(under, *indicators, **facts):
    return effective_weights(scored(under, *indicators, **{"funding": SPENT, **facts}))


def test_where_points_are_added_a_line_weighs_what_its_form_says():
    """Nothing moved, nothing combined: the printed weights are the effective ones, and add up to full marks."""
    found = of(a_set(*NODES), judged("output", 20), judged("output", 30), *card(benefit=30, satisfaction=10))

    assert lines(found) == {"execution": 10, "output[1]": 20, "output[2]": 30, "benefit[1]": 30, "satisfaction[1]": 10}
    assert [(one.code, one.printed, one.effective) for one in found.nodes] == [
        ("execution", 10, 10), ("output", 50, 50), ("benefit", 30, 30), ("satisfaction", 10, 10),
    ]  # fmt: skip
    assert (whys(found.lines), whys(found.nodes), found.added, found.nominal) == ({}, {}, 100, False)


def test_full_marks_need_not_be_a_hundred():
    """A form of 50 points shares out 50."""
    found = of(a_set(leaf("output", 30), leaf("benefit", 20), full_marks=50), *card(output=30, benefit=20))

    assert (lines(found), found.full_marks, found.nominal) == ({"output[1]": 30, "benefit[1]": 20}, 50, False)


NO_SATISFACTION = WeightCase(
    code="no-satisfaction",
    when="not any(indicators, block = satisfaction)",
    weights={"benefit": 40, "satisfaction": 0},
    reason="没有服务对象",
    basis=[Basis("财预〔2021〕101号", "附件2", verified=False)],
)


def test_without_a_satisfaction_block_its_ten_points_are_those_of_benefit():
    """The reallocation is data of the set: benefit weighs 40, the words say by which condition and document."""
    found = of(a_set(*NODES, weight_cases=[NO_SATISFACTION]), *card(output=50, benefit=40))

    assert lines(found) == {"execution": 10, "output[1]": 50, "benefit[1]": 40}
    assert [(one.code, one.printed, one.effective, one.why) for one in found.nodes if one.why] == [
        ("benefit", 30, 40, ("case",)),
        ("satisfaction", 10, 0, ("case",)),
    ]
    assert list(found.worded("zh")) == [
        "实际分值：3 行分担满分 100 分",
        "所用分值：benefit 40、satisfaction 0；条件：指标中没有 一级指标 = satisfaction 的；"
        "理由：没有服务对象（财预〔2021〕101号 附件2，原文未核对）",
        "节点 benefit：印的分值 30 分，实际 40 分；按上述条件取用另一套分值",
        "节点 satisfaction：印的分值 10 分，实际 0 分；按上述条件取用另一套分值",
        "execution：10 分",
        "output50：50 分",
        "benefit40：40 分",
    ]


def test_with_a_satisfaction_block_the_weights_are_the_set_s_own():
    """The condition does not hold, and nothing is said about it."""
    found = of(a_set(*NODES, weight_cases=[NO_SATISFACTION]), *card(output=50, benefit=30, satisfaction=10))

    assert lines(found)["satisfaction[1]"] == 10
    assert len(list(found.worded("zh"))) == 5


@pytest.mark.parametrize(
    ("policy", "expected", "nodes"),
    [
        ("move", (10, 0, 50, 30, 10), (50, 50)),
        ("weights", ("12.5", 0, 37.5, 37.5, 12.5), ("37.5", 50)),
        ("total", ("12.5", 0, 37.5, 37.5, 12.5), ("37.5", 50)),
    ],
)
def test_weight_of_what_does_not_apply_goes_where_the_set_says(policy, expected, nodes):
    """20 of output do not apply: inside the block 30 become 50; over all, or scaled, each counts a quarter more."""
    unused = judged("output", 20, None, applicable=False, reason="没有")
    found = of(
        a_set(*NODES, policies=Policies(not_applicable=policy)),
        unused, judged("output", 30), *card(benefit=30, satisfaction=10),
    )  # fmt: skip

    assert list(lines(found).values()) == [Fraction(str(one)) for one in expected]
    assert (found.nodes[1].effective, found.nodes[1].printed) == tuple(map(Fraction, nodes))
    assert (found.added, found.nominal) == (100, False)
    shifted = {
        "move": {"output[1]": ("waived",), "output[2]": ("moved",)},
        "weights": dict.fromkeys(["execution", "output[2]", "benefit[1]", "satisfaction[1]"], ("moved",)),
        "total": dict.fromkeys(["execution", "output[2]", "benefit[1]", "satisfaction[1]"], ("scaled",)),
    }
    assert whys(found.lines) == {"output[1]": ("waived",), **shifted[policy]}
    assert whys(found.nodes).get("output") == {"weights": ("moved",), "total": ("moved", "scaled")}.get(policy)
    assert [one.printed for one in found.lines] == [10, 20, 30, 30, 10]


def test_blocks_that_the_project_fills_otherwise():
    """Output 40 and benefit 40 in place of 50 and 30: what the project wrote is what weighs."""
    found = of(a_set(*NODES), *card(output=40, benefit=40, satisfaction=10))

    assert whys(found.nodes) == {"output": ("project",), "benefit": ("project",)}
    assert [one.effective for one in found.nodes] == [10, 40, 40, 10]
    assert (whys(found.lines), found.added) == ({}, 100)


def combined(rule, **changes):
    """Half of the points lie below a rule: 30 and 20."""
    parts = (leaf("quantity", 30), leaf("quality", 20))
    return a_set(measure("execution", 50), branch("output", 50, *parts, combine=rule), rules=RULES, **changes)


@pytest.mark.parametrize(
    ("rule", "expected", "nominal"),
    [("by-weight", (30, 20), False), ("mean", (25, 25), False), ("weakest", (50, 50), True), ("root", (50, 50), True)],
)
def test_a_rule_gives_its_parts_what_is_lost_without_them(rule, expected, nominal):
    """A weighted sum gives the printed weights, the mean halves; the weakest and a root take all and do not add up."""
    found = of(combined(rule), *card(quantity=30, quality=20))

    assert tuple(lines(found).values()) == (50, *expected)
    assert tuple(one.effective for one in found.nodes) == (50, 50, *expected)
    assert found.nominal is nominal
    differs = {} if rule == "by-weight" else dict.fromkeys(["quantity[1]", "quality[1]"], ("combined",))
    assert whys(found.lines) == differs
    assert [[one.name for one in line.rules] for line in found.lines[1:]] == ([[rule]] * 2 if differs else [[], []])


def test_a_rule_is_asked_with_the_facts_of_the_project():
    """Where a fact halves what can be reached, half hangs on each line, and together they are less than full marks."""
    under = combined("late", needs={"late": "truth"})

    assert tuple(lines(of(under, *card(quantity=30, quality=20), facts={"late": True})).values()) == (50, 15, 10)
    assert tuple(lines(of(under, *card(quantity=30, quality=20), facts={"late": False})).values()) == (50, 30, 20)


def test_a_rule_that_cannot_be_asked_counts_by_printed_weights_and_says_so():
    """Nobody knows whether it was late: the project is absent, its weights are told all the same."""
    found = of(combined("late", needs={"late": "truth"}), *card(quantity=30, quality=20))

    assert tuple(lines(found).values()) == (50, 30, 20)
    assert (found.guessed, found.nominal, found.added) == (("output",), True, 100)
    assert list(found.worded("zh"))[:2] == [
        "实际分值：3 行分担满分 100 分",
        "汇总规则缺数、算不出的节点，下级按印的分值计：output",
    ]


def test_missing_points_do_not_hide_weights():
    """Nobody judged an indicator, the project is absent: what it weighs is known."""
    found = of(combined("mean"), judged("quantity", 30, None), judged("quality", 20))

    assert tuple(lines(found).values()) == (50, 25, 25)


def test_what_does_not_apply_below_a_rule_is_left_out_of_it():
    """Of 10 and 20 the first does not apply; the block keeps its 30, all on the second, half of 50 by the mean."""
    unused = judged("quantity", 10, None, applicable=False, reason="没有")
    under = combined("mean", policies=Policies(not_applicable="move"))
    found = of(under, unused, judged("quantity", 20), judged("quality", 20))

    assert tuple(lines(found).values()) == (50, 0, 25, 25)
    assert whys(found.lines)["quantity[2]"] == ("moved", "combined")


def test_a_rule_of_the_total_shares_out_full_marks():
    """The mean of two blocks of 70 and 30: half of full marks hangs on each."""
    under = a_set(leaf("output", 70), leaf("benefit", 30), combine="mean", rules=RULES)
    found = of(under, judged("output", 35), judged("output", 35, name="另"), judged("benefit", 30))

    assert tuple(lines(found).values()) == (25, 25, 50)
    assert [rule.name for rule in found.lines[0].rules] == ["mean"]


def test_without_a_score_card_nothing_weighs():
    """A stated total has no lines; nobody can say what its indicators weigh."""
    found = effective_weights(evaluated(a_stated_project(90), under=a_set(*NODES)).projects[0])

    assert (found.nodes, found.lines) == ((), ())
    assert list(found.worded("en")) == ["Without a score card nobody can say what each indicator weighs"]


def test_where_nothing_applies_nothing_weighs():
    """The only indicator does not apply: no share of anything, and nothing is divided by zero."""
    unused = judged("output", 100, None, applicable=False, reason="没有")
    found = of(a_set(leaf("output", 100), policies=Policies(not_applicable="total")), unused)

    assert lines(found) == {"output[1]": 0}
    assert list(found.worded("zh")) == ["没有一项指标适用，没有分值可占"]


def test_adjustments_and_rounding_play_no_role():
    """A veto and whole points change the total, not what a line weighs."""
    veto = Adjustment(code="veto", title=Title("否决"), at="total", when="bad", points="min(points, 59)")
    keys = {"needs": {"bad": "truth"}, "adjustments": [veto], "rounding": {"leaf": Rounding(0), "total": Rounding(0)}}
    found = of(a_set(*NODES, **keys), *card(output=50, benefit=30, satisfaction=10), facts={"bad": True})

    assert list(lines(found).values()) == [10, 50, 30, 10]


def test_in_words_and_as_plain_data():
    """Printed beside effective, with the reasons in order and the rule by its title, in both languages."""
    unused = judged("quantity", 10, None, applicable=False, reason="没有", name="桥")
    under = combined("weakest", policies=Policies(not_applicable="move"))
    found = of(under, unused, judged("quantity", 20), judged("quality", 20))

    assert list(found.worded("en")) == [
        "Effective weights: a rule is no weighted sum, so that 4 lines come to 150 and not to 100 points; "
        "each says what would be lost if this line reached nothing and all others everything",
        "Node quantity: printed 30, effective 50 points; what is below is combined by: weakest",
        "Node quality: printed 20, effective 50 points; what is below is combined by: weakest",
        "execution: 50 points",
        "桥: printed 10, effective 0 points; it does not apply and weighs nothing",
        "quantity20: printed 20, effective 50 points; what does not apply (桥) changes the weights; "
        "what is below is combined by: weakest",
        "quality20: printed 20, effective 50 points; what is below is combined by: weakest",
    ]
    record = found.record()
    assert record["lines"][2] == {
        "code": "quantity[2]", "name": "quantity20", "printed": "20", "effective": "50",
        "why": ["moved", "combined"], "rules": ["weakest"],
    }  # fmt: skip
    assert {key: record[key] for key in ("full_marks", "added", "nominal", "guessed")} == {
        "full_marks": "100", "added": "150", "nominal": True, "guessed": [],
    }  # fmt: skip
    assert [node["code"] for node in record["nodes"]] == ["execution", "output", "quantity", "quality"]


def test_the_national_set():
    """A project that fills the national set: execution 10, output 50, benefit 30, satisfaction 10."""
    found = effective_weights(evaluated(a_project()).projects[0])

    assert list(lines(found).values()) == [10, 50, 30, 10]


shares_of_a_block = st.lists(st.integers(1, 9), min_size=1, max_size=3)


@given(
    st.tuples(shares_of_a_block, shares_of_a_block, shares_of_a_block),
    st.sets(st.integers(0, 8)),
    st.sampled_from(["move", "weights", "total"]),
)
def test_where_points_are_added_the_weights_add_up_to_full_marks(blocks, unused, policy):
    """Whatever does not apply and wherever its weight goes: lines share out full marks, and so do the roots.

    Only where nothing is left to take the weight are they fewer.
    """
    weights = [sum(block) for block in blocks]
    nodes = [leaf(code, weight) for code, weight in zip("abc", weights, strict=True)]
    under = a_set(*nodes, full_marks=sum(weights), policies=Policies(not_applicable=policy))
    flat = [(code, weight) for code, block in zip("abc", blocks, strict=True) for weight in block]
    indicators = [
        judged(code, weight, None if at in unused else 1, name=str(at), applicable=at not in unused)
        for at, (code, weight) in enumerate(flat)
    ]
    result = scored(under, *indicators)
    found = effective_weights(result)

    if result.points is not None:
        assert found.added == sum(node.effective for node in found.nodes) == sum(weights)
        assert not found.nominal


@given(
    st.sampled_from(["by-weight", "mean", "weakest", "root"]),
    st.sampled_from(["", "by-weight", "mean", "weakest"]),
    st.tuples(st.integers(1, 29), st.integers(1, 19)),
    st.sets(st.integers(0, 3), max_size=2),
    st.sampled_from(["move", "total"]),
)
def test_a_weight_is_what_a_full_project_loses_without_the_line(rule, top, first, unused, policy):
    """Scored again with one line at nothing and all others full, the project has that much less, by any rules."""
    parts = (leaf("quantity", 30), leaf("quality", 20, combine="mean"))
    under = a_set(
        measure("execution", 50), branch("output", 50, *parts, combine=rule),
        rules=RULES, combine=top, policies=Policies(not_applicable=policy),
    )  # fmt: skip
    weights = [("quantity", first[0]), ("quantity", 30 - first[0]), ("quality", first[1]), ("quality", 20 - first[1])]
    indicators = [
        judged(block, weight, None if at in unused else 1, name=str(at), applicable=at not in unused, reason="无")
        for at, (block, weight) in enumerate(weights)
    ]
    full = scored(under, *indicators, funding=SPENT)
    if full.points is None:
        return
    found = effective_weights(full)
    lost = [full.points.exact - scored(under, *indicators, funding=Funding(budget=100, executed=0)).points.exact]
    for at, one in enumerate(indicators):
        without = [*indicators[:at], one if at in unused else evolve(one, judged=0), *indicators[at + 1 :]]
        lost.append(full.points.exact - scored(under, *without, funding=SPENT).points.exact)

    assert [one.effective for one in found.lines] == lost
