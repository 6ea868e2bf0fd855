"""What lines, leaves and nodes can have, worked by hand."""

from decimal import Decimal
from fractions import Fraction

import pytest
from attrs import evolve

from perfkit.model import Adjustment, Funding, Policies, Review, Rounding, Stated, Title
from perfkit.scoring.answers.attainable import attainable
from perfkit.testing import evaluated
from scoring.small import a_case, a_rule, a_set, a_small_project, branch, counted, judged, leaf, measure, rebuilt

STEPS = a_rule("stepped", "steps(actual, 90%, 1, 80%, 0.8, 60%, 0.5, 0)")
KEPT = a_rule("kept", "clamp(actual, 20%, 80%)", limits=["20%", "80%"])
STAGE = a_rule("stage", "if(stage = 完成, 1, if(stage = 在建, 0.3, 0))", needs={"stage": ["完成", "在建", "停工"]})
BY_STATE = a_rule(
    "by-state",
    "if(finished, 1, min(executed / budget, 0.5))",
    needs={"finished": "truth", "executed": "money", "budget": "money"},
)
MEAN = a_rule("mean", "mean(children, share)", needs={"children": {"share": "number"}})
WORST = a_rule("worst", "if(least(children, points) < 5, 0.2, 1)", needs={"children": {"points": "number"}})
BY_CODE = a_rule("by-code", "if(a < 50%, 0, c)", needs={"a": "number", "c": "number"})
RULES = (STEPS, KEPT, STAGE, BY_STATE, MEAN, WORST, BY_CODE)
FULL = Funding(budget=100, executed=100)


def possible(under, *indicators, code="total", **facts):
    """The pieces, written plain, and whether they are tight."""
    found = attainable(evaluated(a_small_project(*indicators, **{"funding": FULL, **facts}), under=under), "甲", code)
    pieces = [(low.exact, high.exact) for low, high in found.pieces]
    return [low if low == high else (low, high) for low, high in pieces], found.tight


def stepped(block, weight, actual=None, name=""):
    return counted(block, weight, actual, target=1, name=name, rule="stepped")


ONE = a_set(measure("execution", 10), leaf("a", 60), leaf("c", 30), rules=RULES)


def test_steps_give_points_that_stand_alone_and_their_sums():
    """Ten points by steps: 0, 5, 8 or 10; two such lines: every sum, 70 beside them."""
    rest = [judged("a", 40), judged("c", 30, "0")]
    one = [stepped("a", 10), judged("a", 10, "0", "余"), *rest]
    two = [stepped("a", 10), stepped("a", 10, name="乙"), *rest]

    assert possible(ONE, *one) == ([50, 55, 58, 60], True)
    assert possible(ONE, *two) == ([50, 55, 58, 60, 63, 65, 66, 68, 70], True)
    assert possible(ONE, *two, code="a") == ([40, 45, 48, 50, 53, 55, 56, 58, 60], True)
    assert possible(ONE, *two, code="a[2]") == ([0, 5, 8, 10], True)
    assert possible(ONE, *two, code="a[3]") == ([40], True)
    assert possible(ONE, *two, code="c") == ([0], True)
    assert possible(ONE, *two, code="execution") == ([10], True)


def test_labels_and_mixtures():
    """Finished, running or stopped: 10, 3 or nothing; with a line in proportion they are stretches."""
    line = counted("a", 10, 1, rule="stage")
    rest = [judged("a", 48, 0), judged("c", 30, 0)]

    assert possible(ONE, line, judged("a", 2, 0, "余"), *rest) == ([10, 13, 20], False)
    assert possible(ONE, line, judged("a", 2, None, "余"), *rest) == ([(10, 12), (13, 15), (20, 22)], False)
    finished = evolve(line, facts={"stage": "完成"})
    assert possible(ONE, finished, judged("a", 2, None, "余"), *rest) == ([(20, 22)], True)


@pytest.mark.parametrize(("stage", "expected"), [("停工", [3]), ("在建", [(0, 10)]), (None, [(0, 10)])])
def test_what_an_indicator_says_besides_narrows_what_it_can_earn(stage, expected):
    """Its stage is known, its actual is not: a stopped one earns three tenths, any other by how much was done."""
    staged = a_rule("staged", "if(stage = 停工, 0.3, min(actual / target, 1))", needs={"stage": ["在建", "停工"]})
    under = rebuilt(ONE, rules={**ONE.rules, "staged": staged})
    facts = {} if stage is None else {"stage": stage}
    line = counted("a", 10, None, rule="staged", facts=facts)

    assert possible(under, judged("a", 50), line, judged("c", 30), code="a[2]")[0] == expected


@pytest.mark.parametrize(
    ("places", "expected"),
    [(0, [0, 1, 2, 3]), (1, [(0, 3)]), (None, [(0, 3)])],
)
def test_few_rounded_points_stand_alone(places, expected):
    """Three points in whole numbers are four; in tenths they are taken as a stretch."""
    rounding = {} if places is None else {"leaf": Rounding(places)}
    under = rebuilt(ONE, rounding=rounding)

    assert possible(under, judged("a", 3, None), judged("a", 57, 0), judged("c", 30, 0), code="a") == (expected, True)


@pytest.mark.parametrize(
    ("funding", "expected"),
    [
        (Funding(budget=100, executed=0), ([(0, 5)], False)),
        (Funding(budget=100), ([(0, 5), 10], False)),
        (Funding(executed=50), ([(0, 5), 10], False)),
        (Funding(budget=100, executed=20), ([2, 10], False)),
        (None, ([(0, 5), 10], False)),
    ],
)
def test_what_is_known_of_the_money_bounds_a_rule_that_asks_for_the_state(funding, expected):
    """Not known whether it is finished: all points, or half of them at most, by the amounts that are given."""
    under = a_set(measure("execution", 10, rule="by-state"), leaf("a", 90), rules=RULES, needs={"finished": "truth"})
    if funding is not None and funding.executed == 0:
        expected = ([0, 10], False)

    assert possible(under, judged("a", 90), funding=funding, code="execution") == expected


@pytest.mark.parametrize(
    ("funding", "pieces"),
    [
        (Funding(budget=100), [0, 5, 8, 10]),
        (Funding(budget=100, received=70), [0, 5]),
        (Funding(received=70), [0, 5, 8, 10]),
        (Funding(budget=1000, received=70), [0]),
    ],
)
def test_an_unknown_amount_is_never_below_zero(funding, pieces):
    """What is spent is unknown, or what came in is a part of it: received less spent, as a share of the budget."""
    left = "(received - executed) / budget" if funding.received else "executed / budget"
    under = a_set(measure("execution", 10, left, rule="stepped"), leaf("a", 90), rules=RULES)

    assert possible(under, judged("a", 90), funding=funding, code="execution")[0] == pieces


def test_a_measure_over_a_measure_is_bounded_by_what_is_known_of_both():
    """The rate is not known, its double neither; nothing below zero comes of them."""
    kept = a_rule("above", "if(actual < 0, 1, 0.5)")
    under = a_set(
        measure("execution", 10, "2 * spent", rule="above"),
        leaf("a", 90),
        rules=[kept],
        measures={"spent": "executed / budget"},
    )

    assert possible(under, judged("a", 90), funding=Funding(budget=10), code="execution") == ([5], True)


@pytest.mark.parametrize(
    ("zero_divisor", "not_applicable", "funding", "expected"),
    [
        ("absent", "absent", Funding(executed=5), [(2, 8)]),
        ("zero", "absent", Funding(executed=5), [0, (2, 8)]),
        ("full", "absent", Funding(executed=5), [(2, 8), 10]),
        ("not-applicable", "absent", Funding(executed=5), [(2, 8)]),
        ("not-applicable", "full", Funding(executed=5), [(2, 8), 10]),
        ("not-applicable", "move", Funding(executed=5), [(2, 8)]),
        ("not-applicable", "total", Funding(executed=5), [(0, 10)]),
        ("not-applicable", "weights", Funding(executed=5), [(0, 10)]),
        ("zero", "absent", Funding(budget=10), [(2, 8)]),
        ("full", "absent", Funding(budget=10), [(2, 8)]),
        ("not-applicable", "total", Funding(budget=10), [(2, 8)]),
    ],
)
def test_a_divisor_that_may_be_zero_adds_what_the_policy_gives(zero_divisor, not_applicable, funding, expected):
    """Two to eight points by the rule; with no budget nothing, all, or no line at all, as the set says."""
    policies = Policies(zero_divisor=zero_divisor, not_applicable=not_applicable)
    under = a_set(measure("execution", 10, rule="kept"), leaf("a", 90), rules=RULES, policies=policies)

    assert possible(under, judged("a", 90, "0.5"), funding=funding, code="execution")[0] == expected


def test_weight_that_may_move_leaves_only_the_ends():
    """Steps for the measure, half of the rest: 45 to 55, for without a budget it is 50; no gap is claimed."""
    policies = Policies(zero_divisor="not-applicable", not_applicable="total")
    under = a_set(measure("execution", 10, rule="stepped"), leaf("a", 90), rules=RULES, policies=policies)
    card = judged("a", 90, "0.5")
    none = evaluated(a_small_project(card, funding=Funding(budget=0, executed=0)), under=under).projects[0]

    assert none.points.exact == 50
    assert possible(under, card, funding=Funding(executed=5)) == ([(45, 55)], False)
    assert possible(under, card, funding=Funding(budget=5)) == ([45, 50, 53, 55], True)
    assert possible(under, card, funding=Funding(executed=5), code="a") == ([(0, 45)], False)
    shared = rebuilt(
        under,
        policies=evolve(policies, not_applicable="weights"),
        rounding={"leaf": Rounding(1), "weight": Rounding(1)},
    )
    more = evaluated(a_small_project(card, funding=Funding(budget=0, executed=0)), under=shared).projects[0]
    assert more.nodes[1].points.exact == 50
    grown = (Fraction("-0.2"), Fraction("50.2"))
    assert possible(shared, card, funding=Funding(executed=5), code="a") == ([grown], False)
    assert possible(shared, card, funding=Funding(executed=5), code="execution") == ([(0, 10)], False)


def test_other_reasons_than_missing_facts_leave_the_limits_of_the_rule():
    """A target of zero, a unit that does not fit: what will be mended is not known, so all that the rule may give."""
    rest = [judged("a", 50), judged("c", 30)]
    for line in (counted("a", 10, 5, 0), counted("a", 10, -1), counted("a", 10, 1, rule="stage", facts={"stage": "?"})):
        assert possible(ONE, line, *rest, code="a[1]") == ([(0, 10)], False)


def test_points_that_somebody_gave_are_possible_beside_those_of_the_rule():
    """Finance gave 7 of 10, which count until the actual is known; refused ones may be mended to any."""
    given = evolve(stepped("a", 10), reviews=[Review("finance", 7, "复核")])
    twice = evolve(given, reviews=[Review("finance", 7, "复核"), Review("finance", 6, "复核")])
    rest = [judged("a", 50), judged("c", 30)]
    later = rebuilt(ONE, policies=Policies(final=("computed", "finance")))
    first = rebuilt(ONE, policies=Policies(final=("finance", "computed")))

    assert possible(later, given, *rest, code="a[1]") == ([0, 5, 7, 8, 10], False)
    assert possible(first, given, *rest, code="a[1]") == ([7], True)
    assert possible(first, twice, *rest, code="a[1]") == ([(0, 10)], False)


@pytest.mark.parametrize(
    ("combine", "card", "expected"),
    [
        ("mean", [judged("a", 30, "0.5", "甲"), stepped("a", 30)], [15, 30, 39, 45]),
        ("mean", [judged("a", 30, "0.5", "甲"), judged("a", 30, None, "乙")], [(15, 45)]),
        ("worst", [judged("a", 30, "0.5", "甲"), judged("a", 30, "0.1", "乙")], [12]),
        ("worst", [judged("a", 30, "0.1", "甲"), stepped("a", 30)], [12]),
        ("worst", [judged("a", 30, "0.5", "甲"), stepped("a", 30)], [12, 60]),
    ],
)
def test_a_rule_that_combines_makes_of_sets_what_it_can(combine, card, expected):
    """The share and the points of each part are sets; the mean of them, or whether the least of them is enough."""
    under = rebuilt(ONE, indicators=[measure("execution", 10), leaf("a", 60, combine=combine), leaf("c", 30)])

    assert possible(under, *card, judged("c", 30, None), code="a")[0] == expected


def test_a_total_may_ask_for_the_share_of_a_node_by_its_code():
    """Below half of a nothing, else the share of c: 16.5 points, rounded to 17 of 30, are 56.7 of a hundred."""
    under = rebuilt(ONE, combine="by-code", rounding={"leaf": Rounding(0), "block": Rounding(0), "total": Rounding(1)})

    assert possible(under, judged("a", 60, None), judged("c", 30, "0.55")) == ([0, Fraction("56.7")], False)
    assert possible(under, judged("a", 60, 1), stepped("c", 30)) == ([0, 50, 80, 100], False)
    assert possible(under, judged("a", 60, 0), stepped("c", 30)) == ([0], True)


def test_an_adjusted_node_gives_the_rule_above_it_the_share_of_its_points():
    """Thirty of sixty points whatever its open line earns: the mean of all, half and all."""
    fixed = Adjustment(code="x", title=Title("x"), at="a", when="misused", points="30")
    under = rebuilt(ONE, combine="mean", needs={"misused": "truth"}, adjustments=[fixed])
    card = [judged("a", 60, None), judged("c", 30)]

    assert possible(under, *card, facts={"misused": True})[0] == [Fraction(250, 3)]


def test_blocks_and_totals_are_rounded_as_scoring_rounds_them():
    """5 and 8 of 10 in thirds of a branch: rounded once at the leaf, once at the branch, once at the total."""
    third = a_rule("third", "steps(actual, 1, 1 / 3, 1 / 6)")
    under = a_set(branch("b", 100, leaf("a", 100)), rules=[third], rounding={"leaf": Rounding(2), "block": Rounding(1)})
    line = counted("a", 100, None, rule="third")

    assert possible(under, line, code="a[1]")[0] == [Fraction("16.67"), Fraction("33.33")]
    assert possible(under, line, code="b")[0] == [Fraction("16.7"), Fraction("33.3")]
    assert possible(rebuilt(under, rounding={"total": Rounding(0)}), line)[0] == [17, 33]


def test_a_measure_is_rounded_as_a_leaf_and_a_leaf_of_indicators_as_a_block():
    """A third or a sixth of ten points: to a tenth at a line and at a measure, to a whole point at a block."""
    third = a_rule("third", "steps(actual, 1, 1 / 3, 1 / 6)")
    rounding = {"leaf": Rounding(1), "block": Rounding(0)}
    under = a_set(measure("execution", 10, rule="third"), leaf("a", 90), rules=[third], rounding=rounding)
    card = [counted("a", 10, None, rule="third"), judged("a", 80, 0)]
    tenths = [Fraction("1.7"), Fraction("3.3")]

    assert possible(under, *card, funding=Funding(budget=5), code="execution")[0] == tenths
    assert possible(under, *card, code="a[1]")[0] == tenths
    assert possible(under, *card, code="a")[0] == [2, 3]


def test_two_measures_that_are_open_may_hang_together():
    """What is spent and what is left are not both everything: the ends of one are reached, of both perhaps not."""
    rest = measure("left", 20, "1 - executed / budget")
    under = a_set(branch("money", 30, measure("spent", 10), rest), leaf("a", 70))
    known = Funding(budget=10, executed=10)

    assert possible(under, judged("a", 70), funding=Funding(budget=10), code="money") == ([(0, 30)], False)
    assert possible(under, judged("a", 70), funding=Funding(budget=10), code="spent") == ([(0, 10)], True)
    assert possible(under, judged("a", 70), funding=Funding(budget=10), code="a") == ([70], True)
    assert possible(under, judged("a", 70), funding=known, code="money") == ([10], True)


@pytest.mark.parametrize(
    ("points", "when", "facts", "expected"),
    [
        ("points - 7", "misused", {"misused": True}, ([0, 1, 3], False)),
        ("points - 7", "misused", {}, ([0, 1, 3, 5, 8, 10], False)),
        ("points - 7", "misused", {"misused": False}, ([0, 5, 8, 10], True)),
        ("points - 7", "misused and late_days > 3", {"late_days": 2}, ([0, 5, 8, 10], True)),
        ("points - 7", "misused or late_days > 3", {"late_days": 4}, ([0, 1, 3], False)),
        ("min(points, late_days)", "misused", {"misused": True, "late_days": 6}, ([0, 5, 6], False)),
        ("9", "misused", {"misused": True}, ([9], True)),
        ("9 / late_days", "misused", {"misused": True, "late_days": 0}, ([(0, 10)], False)),
        ("9 / late_days", "misused", {"late_days": 0}, ([(0, 10)], False)),
        ("9", "1 / late_days > 0", {"late_days": 0}, ([0, 5, 8, 9, 10], False)),
    ],
)
def test_an_adjustment_makes_of_sets_what_it_can(points, when, facts, expected):
    """Where it cannot hold nothing changes, where it must all points change, else both are possible."""
    under = a_set(
        leaf("a", 10),
        leaf("c", 90),
        rules=RULES,
        needs={"misused": "truth", "late_days": "number"},
        adjustments=[Adjustment(code="x", title=Title("x"), at="a", when=when, points=points)],
    )

    assert possible(under, stepped("a", 10), judged("c", 90), facts=facts, code="a") == expected


def test_an_adjustment_over_a_long_list_that_is_known_is_computed():
    """Three hundred problems, each known: too many to look at one by one as sets, not for the formula itself."""
    problems = [{"cost": Decimal("0.01")}] * 300
    adjustment = Adjustment(
        code="x", title=Title("x"), at="a", when="sum(problems, cost) > 2", points="points - sum(problems, cost)"
    )
    needs = {"problems": {"cost": "number"}}
    under = a_set(leaf("a", 10), leaf("c", 90), rules=RULES, needs=needs, adjustments=[adjustment])
    card = [judged("a", 10), judged("c", 90, None)]

    assert possible(under, *card, facts={"problems": problems}) == ([(7, 97)], True)
    assert possible(under, *card, facts={"problems": problems[:200]}) == ([(10, 100)], True)


def test_a_leaf_without_lines_may_hold_anything_and_weights_may_be_open():
    """A stated project: its measure is known, its leaves are not; under either weight that may hold."""
    case = a_case("urgent", execution=20, c=20)
    under = rebuilt(ONE, needs={"urgent": "truth"}, weight_cases=[case])
    known = {"stated": Stated(points=1), "funding": Funding(budget=100, executed=100)}

    assert possible(ONE, **known) == ([(10, 100)], True)
    assert possible(ONE, **known, code="a") == ([(0, 60)], True)
    assert possible(under, **known) == ([(10, 100)], False)
    assert possible(under, **known, code="execution") == ([10, 20], False)
    assert possible(under, **known, facts={"urgent": True}, code="execution") == ([20], True)


@pytest.mark.parametrize(
    ("rule", "policies", "expected"),
    [
        ("stepped", Policies(), ([0, 5, 8, 10], True)),
        ("kept", Policies(), ([(2, 8)], True)),
        ("kept", Policies(zero_divisor="zero"), ([0, (2, 8)], False)),
        ("kept", Policies(zero_divisor="full"), ([(2, 8), 10], False)),
        ("kept", Policies(zero_divisor="not-applicable", not_applicable="total"), ([(0, 10)], False)),
        ("kept", Policies(zero_divisor="not-applicable", not_applicable="move"), ([(2, 8)], True)),
        ("ratio", Policies(), ([(0, 10)], True)),
    ],
)
def test_a_measure_of_a_project_without_money_may_be_anything_its_rule_gives(rule, policies, expected):
    """Nothing but a total is known: the measure is neither spent nor budgeted, and may have no divisor."""
    under = a_set(measure("execution", 10, rule=rule), leaf("a", 90), rules=RULES, policies=policies)

    assert possible(under, stated=Stated(points=1), funding=None, code="execution") == expected


def test_a_case_in_which_a_measure_weighs_nothing_moves_nothing():
    """Under a weight of zero there is no measure that could be left out."""
    case = a_case("none", execution=0, c=40)
    policies = Policies(zero_divisor="not-applicable", not_applicable="total")
    under = rebuilt(ONE, needs={"none": "truth"}, weight_cases=[case], policies=policies)
    known = {"stated": Stated(points=1), "funding": None}

    assert possible(under, **known, facts={"none": True}) == ([(0, 100)], True)
    assert possible(under, **known, facts={"none": False}) == ([(0, 100)], False)


def test_a_line_of_an_unknown_kind_of_target_may_have_any_rule():
    """An indicator without a target: whatever rule it will have, its weight bounds it."""
    line = evolve(counted("a", 10, 5), target=None)

    assert possible(ONE, line, judged("a", 50), judged("c", 30), code="a[1]")[0] == [(0, 10)]
