"""From lines to the total: added up, rounded, or combined by a rule, node by node."""

from decimal import Decimal
from fractions import Fraction
from math import isqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfkit.model import Case, Funding, Policies, Review, Rounding
from scoring.small import a_case, a_rule, a_set, branch, codes, counted, judged, leaf, measure, scored, total

CHILDREN = {"children": {"weight": "number", "points": "number", "share": "number"}}


def combining(name, share="", **keys):
    """A rule over what stands below."""
    return a_rule(name, share, **{**keys, "needs": {**CHILDREN, **keys.get("needs", {})}})


MEAN = combining("mean", "mean(children, share)")
WEIGHTED = combining("weighted", "sum(children, weight * share) / sum(children, weight)")
GEOMETRIC = combining("geometric", "root(product(children, share), count(children), 6)")
WEAKEST = combining("weakest", "least(children, share)")
POINTS = combining("points", "sum(children, points) / weight")
TABLE = combining(
    "table",
    needs={"process": "number", "result": "number"},
    cases=[
        Case("process >= 80% and result >= 80%", "100%"),
        Case("process >= 60% or result >= 60%", "60%"),
    ],
    otherwise="0",
)
FINANCE_FIRST = Policies(final=("finance", "computed"))
RULES = (MEAN, WEIGHTED, GEOMETRIC, WEAKEST, POINTS)


def nodes(result):
    """Points of every node by its code."""
    return {node.code: node.points and node.points.exact for root in result.nodes for node in root.walk()}


def of(result, code):
    """The node with this code."""
    return next(node for root in result.nodes for node in root.walk() if node.code == code)


def test_points_are_added_up_level_by_level():
    """Two levels under one root, a measure beside: each node has the sum of what is below, and its share."""
    under = a_set(
        branch("result", 90, branch("inner", 50, leaf("output", 30), leaf("quality", 20)), leaf("benefit", 40)),
        measure("execution", 10),
    )
    card = (judged("output", 30, "0.5"), judged("quality", 20), judged("benefit", 25, "0.2"), judged("benefit", 15))
    found = scored(under, *card, funding=Funding(budget=3, executed=1))

    assert nodes(found) == {
        "result": 55,
        "inner": 35,
        "output": 15,
        "quality": 20,
        "benefit": 20,
        "execution": Fraction(10, 3),
    }
    assert total(found) == 55 + Fraction(10, 3)
    assert [of(found, code).share.exact for code in ("result", "inner", "execution")] == [
        Fraction(55, 90),
        Fraction(35, 50),
        Fraction(1, 3),
    ]


@pytest.mark.parametrize(
    ("rounding", "expected"),
    [
        ({}, Fraction(200, 3)),
        ({"leaf": Rounding(2)}, Fraction("66.67")),  # 16.67 twice and 33.33
        ({"block": Rounding(0)}, 66),  # 33.33 twice are 33 each
        ({"leaf": Rounding(1), "block": Rounding(0)}, 66),  # 16.7 twice are 33.4, and 33.3
        ({"total": Rounding(1)}, Fraction("66.7")),
        ({"leaf": Rounding(2), "total": Rounding(0)}, 67),
    ],
)
def test_each_rounding_stands_where_the_set_names_it(rounding, expected):
    """Two thirds of a hundred, in two indicators of 25 points and one of 50: lines, blocks or the whole are rounded."""
    under = a_set(leaf("a", 50), leaf("b", 50), rounding=rounding)
    card = (counted("a", 25, 2, 3, "甲"), counted("a", 25, 2, 3, "乙"), counted("b", 50, 2, 3))

    assert total(scored(under, *card)) == expected


GRADE_EDGES = [
    ("89.995", "exact", None, "良", "89.995"),
    ("89.995", "exact", Rounding(2), "优", "90.00"),
    ("89.995", "rounded", Rounding(2), "优", "90.00"),
    ("89.9949", "rounded", Rounding(2), "良", "89.99"),
    ("89.995", "exact", Rounding(2, "down"), "良", "89.99"),
    ("90", "exact", None, "优", "90"),
    ("79.995", "exact", None, "中", "79.995"),
    ("80", "exact", None, "良", "80"),
    ("59.99", "exact", None, "差", "59.99"),
    ("59.995", "exact", Rounding(2), "中", "60.00"),
    ("60", "exact", None, "中", "60"),
    ("0", "exact", None, "差", "0"),
]


@pytest.mark.parametrize(("points", "policy", "rounding", "grade", "shown"), GRADE_EDGES)
def test_grades_before_and_after_rounding(points, policy, rounding, grade, shown):
    """Bounds included below; a total that the set rounds is that decimal from there on, also for its grade."""
    under = a_set(
        leaf("output", 100),
        rounding={} if rounding is None else {"total": rounding},
        policies=Policies(grade_of=policy),
    )
    found = scored(under, judged("output", 100, Decimal(points) / 100))

    assert (found.grade, found.points.digits) == (grade, shown)


@pytest.mark.parametrize(("policy", "grade"), [("exact", "良"), ("rounded", "优")])
def test_a_total_that_is_only_shown_with_two_places_is_graded_as_the_set_says(policy, grade):
    """Points of lines have two places, the total is not rounded: the mean of two exact shares makes 89.995 of it."""
    under = a_set(
        leaf("output", 100, combine="mean"),
        rules=[MEAN],
        rounding={"leaf": Rounding(2)},
        policies=Policies(grade_of=policy),
    )
    shown = scored(under, judged("output", 50, "0.89995", "甲"), judged("output", 50, "0.89995", "乙"))

    assert (shown.points.exact, shown.points.digits, shown.grade) == (Fraction("89.995"), "90.00", grade)


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        (MEAN, Fraction(6, 10)),  # (0.4 + 0.8) ÷ 2
        (WEIGHTED, Fraction(5, 10)),  # (30 × 0.4 + 10 × 0.8) ÷ 40
        (GEOMETRIC, Fraction(isqrt(32 * 10**10), 10**6)),  # √0.32 = 0.565685…
        (WEAKEST, Fraction(4, 10)),
        (POINTS, Fraction(20, 60)),
    ],
)
@pytest.mark.parametrize("shape", ["lines", "children"])
def test_a_node_of_sixty_points_combines_what_is_below(rule, expected, shape):
    """Lines of 30 and 10 points, or nodes of those weights, with the shares 0.4 and 0.8."""
    if shape == "lines":
        node = leaf("output", 60, combine=rule.name)
        card = (judged("output", 30, "0.4"), judged("output", 10, "0.8"))
    else:
        node = branch("output", 60, leaf("a", 30), leaf("b", 10), combine=rule.name)
        card = (judged("a", 30, "0.4"), judged("b", 10, "0.8"))
    found = scored(a_set(node, leaf("benefit", 40), rules=RULES), *card, judged("benefit", 40, "0.5"))

    assert of(found, "output").share.exact == expected
    assert total(found) == 60 * expected + 20


@pytest.mark.parametrize(
    ("process", "result", "share"),
    [
        ("0.8", "0.8", 1),
        ("0.8", "0.799", Fraction(6, 10)),
        ("0.59", "0.6", Fraction(6, 10)),
        ("1", "0", Fraction(6, 10)),
        ("0.59", "0.59", 0),
    ],
)
def test_a_lookup_table_over_the_shares_of_named_children(process, result, share):
    """Children are asked for by their codes."""
    node = branch("both", 60, leaf("process", 30), leaf("result", 30), combine="table")
    card = (judged("process", 30, process), judged("result", 30, result), judged("benefit", 40))

    assert total(scored(a_set(node, leaf("benefit", 40), rules=[TABLE]), *card)) == 60 * share + 40


def test_a_set_of_full_marks_one_combines_its_roots():
    """Three dimensions without weights that add up, the geometric mean of which is the index."""
    dimensions = (leaf("health", 1), leaf("school", 1), leaf("income", 1))
    under = a_set(*dimensions, full_marks=1, rules=RULES, combine="geometric", rounding={"total": Rounding(3)})
    shares = (Fraction("0.9"), Fraction("0.6"), Fraction("0.4"))
    found = scored(
        under, *(judged(node.code, 1, str(float(share))) for node, share in zip(dimensions, shares, strict=True))
    )

    assert found.state == "computed"
    assert found.points.exact == Fraction(6, 10)  # ∛0.216
    assert found.points.digits == "0.600"


@pytest.mark.parametrize("rule", [MEAN, WEIGHTED])
def test_a_set_that_combines_weighs_its_roots_as_it_says(rule):
    """Roots of 20 and 10: a plain mean, and one by weight; the project's points stay out of it."""
    under = a_set(leaf("a", 20), leaf("b", 10), rules=RULES, combine=rule.name)
    found = scored(under, judged("a", 20, "0.9"), judged("b", 10, "0.3"))

    assert total(found) == 100 * (Fraction(6, 10) if rule is MEAN else Fraction(7, 10))


def test_a_combined_node_may_stand_in_a_combined_node():
    """The weakest of two means, in a total that is added up."""
    means = [branch(code, 30, leaf(f"{code}1", 1), leaf(f"{code}2", 2), combine="mean") for code in "ab"]
    under = a_set(branch("both", 60, *means, combine="weakest"), leaf("c", 40), rules=RULES)
    shares = {"a1": "0.2", "a2": "0.8", "b1": "0.3", "b2": "0.5"}
    card = [judged(code, int(code[1]), share) for code, share in shares.items()]
    found = scored(under, *card, judged("c", 40))

    assert nodes(found)["both"] == 60 * Fraction(4, 10)
    assert total(found) == 64


def test_a_combined_node_is_rounded_as_a_block():
    """Two thirds of 60 points are 40; of 50 points they are 33.33…, which the set rounds to 33."""
    thirds = combining("thirds", "sum(children, share) / 3")
    under = a_set(
        leaf("output", 50, combine="thirds"), leaf("benefit", 50), rules=[thirds], rounding={"block": Rounding(0)}
    )
    found = scored(under, judged("output", 1), judged("output", 2), judged("benefit", 50))

    assert (nodes(found)["output"], of(found, "output").share.exact) == (33, Fraction(2, 3))
    assert total(found) == 83


def test_what_a_rule_combines_is_exact_in_shares_and_rounded_in_points():
    """A third of ten points: a share of a third, and 3.33 points."""
    third = a_rule("third", "judged / 3", needs={"judged": "number"})
    by = {"share": Fraction(1, 3), "points": Fraction(333, 1000)}
    for field, expected in by.items():
        rule = combining("one", f"sum(children, {field}){' / 10' if field == 'points' else ''}")
        node = leaf("output", 100, combine="one")
        under = a_set(node, rules=[third, rule], rounding={"leaf": Rounding(2)})

        assert total(scored(under, judged("output", 10, rule="third"))) == 100 * expected


def test_an_absent_child_makes_its_parent_absent_and_is_told_once():
    """Sums and rules alike wait for what is below; the finding is that of the line alone."""
    added = a_set(branch("both", 60, leaf("a", 30), leaf("b", 30)), leaf("c", 40))
    combined = a_set(branch("both", 60, leaf("a", 30), leaf("b", 30), combine="mean"), leaf("c", 40), rules=RULES)
    for under in (added, combined):
        found = scored(under, judged("a", 30, None), judged("b", 30), judged("c", 40))

        assert (found.state, codes(found)) == ("absent", ["indicator.judgement-missing"])
        assert nodes(found) == {"both": None, "a": None, "b": 30, "c": 40}


def test_a_rule_that_does_not_ask_for_an_absent_child_gives_its_share():
    """A table over one of two children; the other is absent, which stays a finding."""
    one = a_rule("one", "process", needs={"process": "number"})
    node = branch("both", 60, leaf("process", 30), leaf("result", 30), combine="one")
    found = scored(
        a_set(node, leaf("c", 40), rules=[one]), judged("process", 30), judged("result", 30, None), judged("c", 40)
    )

    assert (found.state, total(found), codes(found)) == ("computed", 100, ["indicator.judgement-missing"])


@pytest.mark.parametrize("whole", [False, True])
def test_a_rule_that_combines_names_the_fact_it_misses(whole):
    """A fact of the project that nobody gave: the project is absent and says which, once."""
    asks = combining("asks", "mean(children, share) * urgency", needs={"urgency": "number"})
    node = leaf("output", 100, combine="" if whole else "asks")
    under = a_set(node, rules=[asks], needs={"urgency": "number"}, combine="asks" if whole else "")
    found = scored(under, judged("output", 100))

    assert (found.state, codes(found)) == ("absent", ["formula.missing"])
    assert found.findings[0].names["name"] == "urgency"
    assert total(scored(under, judged("output", 100), facts={"urgency": "0.5"})) == 50


def test_a_share_beyond_the_limits_of_a_combining_rule_is_told_once():
    """A sum of shares above 1 is no share; the rule has to say what is the most."""
    over = combining("over", "sum(children, share)")
    found = scored(a_set(leaf("output", 100, combine="over"), rules=[over]), judged("output", 50), judged("output", 49))

    assert codes(found) == ["formula.share-outside"]


@pytest.mark.parametrize("share", ["0", "0.5", "1"])
def test_a_line_that_weighs_nothing_counts_for_nothing(share):
    """Neither in a mean nor as the weakest, and an evaluator's nothing for it breaks nothing."""
    for rule in (MEAN, WEAKEST, GEOMETRIC, WEIGHTED):
        under = a_set(
            leaf("output", 60, combine=rule.name),
            leaf("benefit", 40),
            rules=RULES,
            policies=Policies(final=("finance", "computed")),
        )
        empty = judged("output", 0, share, reviews=[Review("finance", 0)])
        found = scored(under, judged("output", 30, "0.25"), empty, judged("benefit", 40))

        assert total(found) == 15 + 40
        assert codes(found) == ["indicator.weight-zero"]


def test_a_node_without_weight_is_not_combined():
    """A case gives the second child nothing; the mean is that of the first."""
    node = branch("both", 60, leaf("a", 30), leaf("b", 30), combine="mean")
    case = a_case("not any(indicators, block = b)", b=0)
    under = a_set(node, leaf("c", 40), rules=RULES, weight_cases=[case])

    assert total(scored(under, judged("a", 30, "0.5"), judged("c", 40))) == 70


@pytest.mark.parametrize("where", ["node", "branch", "set"])
def test_a_block_that_is_combined_and_has_no_indicators_is_no_zero_and_no_gap(where):
    """Where points are added the sum of weights would tell; where a rule combines, the empty block is told."""
    if where == "node":
        under = a_set(leaf("a", 60, combine="mean"), leaf("b", 40), rules=RULES)
    elif where == "branch":
        under = a_set(branch("x", 60, leaf("a", 30), leaf("y", 30), combine="mean"), leaf("b", 40), rules=RULES)
    else:
        under = a_set(leaf("a", 60), leaf("b", 40), rules=RULES, combine="mean")
    found = scored(under, judged("b", 40), *([judged("y", 30)] if where == "branch" else []))

    assert (found.state, codes(found)) == ("absent", ["weights.block-empty"])
    assert found.findings[0].names["block"] == "a"


def waived(block, weight, name="不适用"):
    return judged(block, weight, None, name, applicable=False, reason="未开展")


@pytest.mark.parametrize("policy", ["move", "weights", "total"])
@pytest.mark.parametrize("rule", [MEAN, WEIGHTED, WEAKEST, GEOMETRIC, POINTS])
def test_what_does_not_apply_in_a_combined_node_leaves_the_node_its_weight(policy, rule):
    """The other indicator stands for it, inside the node: half of 60 points, beside 40 that are met."""
    under = a_set(
        leaf("output", 60, combine=rule.name),
        leaf("benefit", 40),
        rules=RULES,
        policies=Policies(not_applicable=policy),
    )
    found = scored(under, waived("output", 30), judged("output", 30, "0.5"), judged("benefit", 40))

    assert total(found) == 70


@pytest.mark.parametrize(("policy", "expected"), [("weights", 15 + 40), ("total", Fraction(100, 80) * (15 + 20))])
def test_what_does_not_apply_beside_a_combined_node_moves_past_it(policy, expected):
    """20 of 100 points go to the only others that are added up; or the total is scaled, the combined node with it."""
    under = a_set(
        leaf("output", 60, combine="mean"),
        leaf("benefit", 20),
        leaf("other", 20),
        rules=RULES,
        policies=Policies(not_applicable=policy),
    )
    lines = (judged("output", 1, "0.25"), judged("output", 2, "0.25"))
    found = scored(under, *lines, waived("benefit", 20), judged("other", 20))

    assert total(found) == expected
    assert of(found, "other").weight.exact == (40 if policy == "weights" else 20)


@pytest.mark.parametrize("policy", ["weights", "total"])
def test_a_node_has_the_weight_that_can_still_be_had_in_it(policy):
    """30 of 60 points do not apply: by the total 30 are left; over all weights the block has 100 × 30 ÷ 70 of them."""
    under = a_set(leaf("output", 60), leaf("benefit", 40), policies=Policies(not_applicable=policy))
    found = scored(under, waived("output", 30), judged("output", 30, "0.5"), judged("benefit", 40))
    scale = Fraction(100, 70) if policy == "weights" else 1

    assert [node.weight.exact for node in found.nodes] == [30 * scale, 40 * scale]
    assert [node.share.exact for node in found.nodes] == [Fraction(1, 2), 1]
    assert total(found) == Fraction(100, 70) * 55


def test_a_root_of_which_nothing_applies_is_not_combined():
    """The mean of what applies, whether the weight moves or the total is scaled."""
    for policy in ("weights", "total"):
        under = a_set(
            leaf("a", 60), leaf("b", 40), rules=RULES, combine="mean", policies=Policies(not_applicable=policy)
        )

        assert total(scored(under, judged("a", 60, "0.5"), waived("b", 40))) == 50


def test_a_block_has_the_points_of_its_indicators_though_the_set_says_less():
    """60 points under a block of 50 are a remark; all of them can be had, and the share is never above the whole."""
    found = scored(a_set(leaf("a", 50), leaf("b", 50)), judged("a", 60), judged("b", 40))

    assert [(node.weight.exact, node.points.exact, node.share.exact) for node in found.nodes] == [
        (60, 60, 1),
        (40, 40, 1),
    ]
    assert codes(found) == ["weights.block-differs"] * 2


def test_points_that_were_given_are_combined_by_their_share():
    """Finance gave 3 of 10 points, and 20 of 20 are computed: a mean of 65 %; nothing given is no share of one."""
    under = a_set(leaf("output", 60, combine="mean"), leaf("benefit", 40), rules=RULES, policies=FINANCE_FIRST)
    given_ = judged("output", 10, 1, reviews=[Review("finance", 3, "复核")])
    nothing = judged("output", 10, 1, reviews=[Review("finance", 0, "复核")])
    rest = (judged("output", 20), judged("benefit", 40))

    assert total(scored(under, given_, *rest)) == 60 * Fraction(65, 100) + 40
    assert total(scored(under, nothing, *rest)) == 60 * Fraction(1, 2) + 40


def test_a_combined_node_without_weight_earns_nothing():
    """A case takes the weight of the node away; without indicators it neither counts nor is missed."""
    case = a_case("not any(indicators, block = a)", a=0, b=100)
    under = a_set(leaf("a", 60, combine="mean"), leaf("b", 40), rules=RULES, weight_cases=[case])
    found = scored(under, judged("b", 100, "0.5"))

    assert (total(found), nodes(found)["a"]) == (50, 0)


def test_a_dimension_of_weight_one_that_is_not_there_is_told():
    """No index from two of three dimensions."""
    under = a_set(*(leaf(code, 1) for code in "abc"), full_marks=1, rules=RULES, combine="geometric")

    assert codes(scored(under, judged("a", 1, "0.5"), judged("b", 1, "0.5"))) == ["weights.block-empty"]


COUNTING = a_rule(
    "counting",
    gives=["优", "良", "中", "差"],
    needs={**CHILDREN, "misused": "truth"},
    let={"good": "count(children, share >= 90%)"},
    cases=[
        Case("misused", "差"),
        Case("good = count(children)", "优"),
        Case("good >= 2 and all(children, share >= 60%)", "良"),
        Case("all(children, share >= 60%)", "中"),
    ],
    otherwise="差",
)


@pytest.mark.parametrize(
    ("shares", "misused", "grade"),
    [
        (("0.9", "0.9", "1"), False, "优"),
        (("0.9", "0.9", "0.6"), False, "良"),
        (("0.9", "0.9", "0.59"), False, "差"),
        (("0.9", "0.6", "0.6"), False, "中"),
        (("0.89", "0.89", "0.89"), False, "中"),
        (("1", "1", "1"), True, "差"),
    ],
)
def test_a_grade_may_count_how_many_blocks_reached_how_much(shares, misused, grade):
    """Whatever the points: the rule counts the roots, and asks a fact of the project."""
    under = a_set(
        leaf("a", 40), leaf("b", 30), leaf("c", 30), rules=[COUNTING], needs={"misused": "truth"}, grade_by="counting"
    )
    card = [judged(code, weight, share) for code, weight, share in zip("abc", (40, 30, 30), shares, strict=True)]
    found = scored(under, *card, facts={"misused": misused})

    assert (found.state, found.grade, codes(found)) == ("computed", grade, [])
    assert total(found) == sum(Fraction(share) * weight for share, weight in zip(shares, (40, 30, 30), strict=True))


def test_a_grade_that_cannot_be_counted_is_missing_and_the_total_stands():
    """The fact is not known: no grade, a finding, and the points are what they are."""
    under = a_set(leaf("a", 100), rules=[COUNTING], needs={"misused": "truth"}, grade_by="counting")
    found = scored(under, judged("a", 100))

    assert (found.state, total(found), found.grade, codes(found)) == ("computed", 100, "", ["formula.missing"])


def test_a_total_that_somebody_else_gave_is_graded_by_the_scale():
    """The rule counts what was computed, all of it full marks; the 50 that finance gave are below every better band."""
    policies = Policies(final=("finance", "computed"))
    under = a_set(leaf("a", 100), rules=[COUNTING], needs={"misused": "truth"}, grade_by="counting", policies=policies)
    found = scored(under, judged("a", 100), facts={"misused": False}, reviews=[Review("finance", 50, "抽查")])

    assert (total(found), found.final_points.exact, found.grade) == (100, 50, under.grades.grade(Fraction(50)))
    assert found.grade != scored(under, judged("a", 100), facts={"misused": False}).grade


@given(st.lists(st.tuples(st.integers(1, 30), st.integers(0, 100)), min_size=1, max_size=5))
def test_combined_shares_against_plain_arithmetic(rows):
    """Mean, weighted mean and weakest link of any lines, each by its own arithmetic."""
    card = [judged("output", weight, Decimal(share) / 100, str(at)) for at, (weight, share) in enumerate(rows)]
    shares = [Fraction(share, 100) for _, share in rows]
    by_weight = sum(weight * share for (weight, _), share in zip(rows, shares, strict=True))
    wanted = {
        "mean": sum(shares) / len(shares),
        "weighted": by_weight / sum(weight for weight, _ in rows),
        "weakest": min(shares),
    }
    for name, share in wanted.items():
        under = a_set(leaf("output", 60, combine=name), leaf("benefit", 40), rules=RULES)

        assert total(scored(under, *card, judged("benefit", 40, "0.5"))) == 60 * share + 20
