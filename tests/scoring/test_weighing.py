"""Which weights hold for a project, and where the weight goes of what does not apply."""

from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfkit.errors import IndicatorSetError
from perfkit.model import Funding, FundingLine, Policies, Project, Rounding, Stated
from perfkit.scoring.weighing import moved
from perfkit.testing import evaluated
from scoring.small import a_case, a_set, codes, ends, judged, leaf, measure, scored, total, weights

SPENT = Funding(budget=100, executed=50)

NO_SATISFACTION = a_case("not any(indicators, block = satisfaction)", benefit=40, satisfaction=0)
NO_FISCAL_MONEY = a_case("not fiscal", execution=0, cost=20)
EARLY = a_case("stage = early", output=70, benefit=10)

NODES = (
    measure("execution", 10),
    leaf("cost", 10),
    leaf("output", 40),
    leaf("benefit", 30),
    leaf("satisfaction", 10),
)
NEEDS = {"fiscal": "truth", "stage": ("late", "early")}


def card(**given):
    """One indicator for each block that is named, all fully met."""
    return [judged(block, weight) for block, weight in given.items()]


def under(*cases, **changes):
    return a_set(*NODES, needs=NEEDS, weight_cases=cases, **changes)


def test_without_a_satisfaction_block_its_points_go_to_benefit():
    """101号: benefit may take the 10 points of satisfaction; then 40 for benefit is no remark, and 30 is one."""
    taken = scored(under(NO_SATISFACTION), *card(cost=10, output=40, benefit=40), funding=SPENT)
    plain = scored(under(), *card(cost=10, output=40, benefit=40), funding=SPENT)

    assert (taken.weight_case, total(taken), codes(taken)) == (NO_SATISFACTION, 95, [])
    assert (plain.weight_case, total(plain)) == (None, 95)
    assert codes(plain) == ["weights.block-differs"] * 2


def test_with_a_satisfaction_block_the_set_s_own_weights_hold():
    """One indicator under satisfaction is enough for the condition not to hold."""
    found = scored(under(NO_SATISFACTION), *card(cost=10, output=40, benefit=30, satisfaction=10), funding=SPENT)

    assert (found.weight_case, total(found), codes(found)) == (None, 95, [])


def test_without_fiscal_money_execution_weighs_nothing_and_cost_ten_more():
    """The line of the execution rate is not asked at all, whatever the rate, and not even without any money."""
    blocks = card(cost=20, output=40, benefit=30, satisfaction=10)
    poor = scored(under(NO_FISCAL_MONEY), *blocks, funding=SPENT, facts={"fiscal": False})
    none = scored(under(NO_FISCAL_MONEY), *blocks, facts={"fiscal": False})

    assert (total(poor), total(none)) == (100, 100)
    assert [line.code for line in poor.lines] == ["cost[1]", "output[1]", "benefit[1]", "satisfaction[1]"]
    assert [node.weight.exact for node in poor.nodes] == [0, 20, 40, 30, 10]


@pytest.mark.parametrize(("stage", "own", "points"), [("late", (40, 30), 95), ("early", (70, 10), 95)])
def test_weights_by_stage(stage, own, points):
    """A stage is a word among those the set declares; each has its own weights."""
    found = scored(
        a_set(
            *(measure("execution", 10), leaf("cost", 10), leaf("output", 40), leaf("benefit", 40)),
            needs=NEEDS,
            weight_cases=[EARLY, a_case("stage = late")],
        ),
        *card(cost=10, output=own[0], benefit=80 - own[0]),
        funding=SPENT,
        facts={"stage": stage},
    )

    assert (total(found), found.weight_case.when) == (points, f"stage = {stage}")


def test_of_several_cases_the_first_that_holds_counts():
    """Both conditions hold; the weights of the second are not used."""
    first = a_case("fiscal", output=50, benefit=20)
    second = a_case("not any(indicators, block = satisfaction)", benefit=40, satisfaction=0)
    blocks = card(cost=10, output=50, benefit=20, satisfaction=10)
    found = scored(under(first, second), *blocks, funding=SPENT, facts={"fiscal": True})
    other = scored(under(second, first), *card(cost=10, output=40, benefit=40), funding=SPENT, facts={"fiscal": True})

    assert (found.weight_case, other.weight_case) == (first, second)
    assert (codes(found), codes(other)) == ([], [])


def test_a_case_before_the_one_that_holds_must_be_decided():
    """An earlier condition whose fact is missing leaves open which weights hold: no total, and the fact is named."""
    found = scored(under(NO_FISCAL_MONEY, NO_SATISFACTION), *card(cost=10, output=40, benefit=40), funding=SPENT)

    assert (found.state, found.points, codes(found)) == ("absent", None, ["weights.undecided"])
    assert "fiscal" in found.findings[0].message("zh")


def test_an_undecided_case_behind_the_one_that_holds_does_no_harm():
    """What stands behind the first case that holds is never asked."""
    found = scored(under(NO_SATISFACTION, NO_FISCAL_MONEY), *card(cost=10, output=40, benefit=40), funding=SPENT)

    assert total(found) == 95


def test_a_condition_that_fails_for_another_reason_than_a_missing_fact_tells_that_reason():
    """A word that is none of the stages is named as such, not said to be missing."""
    early = a_case("stage = early", output=60, benefit=10)
    blocks = card(cost=10, output=40, benefit=30, satisfaction=10)
    found = scored(under(early), *blocks, funding=SPENT, facts={"stage": "soon"})

    assert codes(found) == ["formula.unknown-label"]
    assert "soon" in found.findings[0].message("en")


def test_a_block_that_the_set_does_not_know_is_named_and_not_the_condition_over_it():
    """An indicator under a wrong block makes conditions over blocks undecidable; the block is what is wrong."""
    found = scored(under(NO_SATISFACTION), *card(cost=10, output=40, benefits=40), funding=SPENT)

    assert codes(found) == ["indicator.block-unknown"]


def test_a_stated_project_is_bounded_by_every_case_that_may_hold():
    """Without indicators nobody knows whether there is a satisfaction block: 50 % of execution may weigh 10 or 0."""
    no_output = a_case("not any(indicators, block = output)", execution=0, cost=20, output=40)
    with_output = a_case("any(indicators, block = output)", execution=0, cost=20)
    stated = {"funding": SPENT, "stated": Stated(points=98)}

    assert ends(scored(under(), **stated)) == (5, 95, True)
    for case in (no_output, with_output):
        low, high, _ = ends(scored(under(case), **stated))
        assert (low, high) == (0, 100)
    assert scored(under(no_output), **stated).weight_case is None
    decided = a_case("fiscal", execution=0, cost=20)
    assert scored(under(decided), **stated, facts={"fiscal": True}).weight_case == decided


def test_a_stated_project_is_bounded_though_a_fact_of_a_condition_is_missing():
    """Execution weighs 10 or 0: five points are sure only in the first case, ninety-five the most."""
    low, high, tight = ends(scored(under(NO_FISCAL_MONEY), funding=SPENT, stated=Stated(points=98)))

    assert (low, high, tight) == (0, 100, False)


def test_conditions_may_count_and_weigh_indicators():
    """The list ``indicators`` has the block and the weight of each."""
    many = a_case("sum(indicators, if(block = output, weight, 0)) > 40", output=70, benefit=0)
    found = scored(under(many), *card(cost=10, output=70, satisfaction=10), funding=SPENT)

    assert (found.weight_case, total(found)) == (many, 95)


@pytest.mark.parametrize(
    ("case", "code"),
    [
        (a_case("fiscal", benefit=41), "set.weights"),
        (a_case("fiscal", benefit=29), "set.weights"),
        (a_case("fiscal", benefits=30), "set.case-code"),
        (a_case("fiscal", benefit=-30, output=100), "set.weight-not-positive"),
        (a_case("benefit"), "formula.unknown-name"),
        (a_case("1 + 1"), "formula.gives-number"),
        (a_case("any(indicators, block = benefits)"), "formula.misspelt-name"),
        (a_case("any(indicators, category = benefit)"), "formula.unknown-name"),
        (a_case("fiscal", benefit=Decimal("30.001"), output=Decimal("39.999")), "set.weight-places"),
    ],
)
def test_the_loader_proves_every_case(case, code):
    """Sums, codes, signs, places and conditions are refused when the set is loaded, each at its own case."""
    with pytest.raises(IndicatorSetError) as caught:
        under(a_case("not fiscal"), case, rounding={"leaf": Rounding(2)})

    assert [fault.code for fault in caught.value.faults if fault.code == code]
    assert all(fault.place.key.startswith("weight-cases[2]") for fault in caught.value.faults)


def test_every_faulty_case_is_named():
    """Two cases whose sums are wrong are two faults, each with its sum."""
    wrong = [a_case("fiscal", benefit=weight) for weight in (31, 32)]
    with pytest.raises(IndicatorSetError) as caught:
        under(*wrong)

    assert [fault.arguments["sum"] for fault in caught.value.faults] == ["101", "102"]


@pytest.mark.parametrize(
    ("weights", "unused", "places", "expected"),
    [
        ((10, 20, 30), (0,), None, (0, 24, 36)),
        ((10, 10, 10), (0,), None, (0, 15, 15)),
        ((20, 10, 10, 10), (0,), 0, (0, 17, 17, 16)),  # 50 ÷ 3 three times: two units over, the earlier ones take them
        ((10, 1, 1, 1, 1, 1, 1, 1), (0,), 0, (0, 3, 3, 3, 2, 2, 2, 2)),  # 17 ÷ 7 = 2.43: three units over
        ((10, 20, 30, 40), (0,), 0, (0, 22, 33, 45)),  # 22.2, 33.3, 44.4: the unit goes to the one that lost .4
        ((10, 20, 30, 40), (0,), 1, (0, 22.2, 33.3, 44.5)),  # .02, .03, .04
        ((10, 20, 30, 40), (0,), 2, (0, 22.22, 33.33, 44.45)),
        ((10, 45, 45), (0,), 0, (0, 50, 50)),
        ((5, 45, 50), (0,), 0, (0, 47, 53)),  # 47.37, 52.63
        ((1, 33, 33, 33), (0,), 1, (0, 33.4, 33.3, 33.3)),
        ((10, 20, 30), (0, 2), None, (0, 60, 0)),
        ((2.5, 2.5, 5), (0,), 0, (0, 3, 7)),  # 3.33, 6.67
        ((2.5, 3), (0,), 0, (0, 5.5)),  # a whole with more places than the weights shall have is kept all the same
        ((1.2, 1.2, 1.2), (0,), 0, (0, 2, 1.6)),  # 1.8 each: the unit to the first, the .6 that is left to the next
        ((10, 0, 20), (0,), 0, (0, 0, 30)),
        ((10, 20), (), None, (10, 20)),
    ],
)  # fmt: skip
def test_worked_cases_of_the_largest_remainder(weights, unused, places, expected):
    """Floors first, then one unit each to those that lost most, the earlier of two equals; the sum is kept."""
    given_ = [Fraction(str(weight)) for weight in weights]
    found = moved(given_, unused, None if places is None else Rounding(places))

    assert found == [Fraction(str(weight)) for weight in expected]
    assert sum(found) == sum(given_)


@pytest.mark.parametrize("places", [None, 0, 2])
@pytest.mark.parametrize("unused", [(0, 1), (0, 1, 2)])
def test_nothing_left_to_move_to(unused, places):
    """Where every weight is unused, or what is left weighs nothing, there is no answer."""
    assert (
        moved([Fraction(10), Fraction(20), Fraction(0)], unused, None if places is None else Rounding(places)) is None
    )


some_weights = st.lists(st.fractions(min_value=0, max_value=100, max_denominator=40), min_size=1, max_size=8)


@given(some_weights, st.sets(st.integers(0, 7)), st.none() | st.integers(0, 3))
def test_moving_weight_keeps_the_sum_and_the_order(weights, unused, places):
    """The sum is always the whole; nothing unused keeps weight; none is off by a unit; a greater one stays greater."""
    found = moved(weights, unused, None if places is None else Rounding(places))
    kept = [Fraction(0) if at in unused else weight for at, weight in enumerate(weights)]
    if not sum(kept):
        assert found is None
        return
    exact = [weight * sum(weights) / sum(kept) for weight in kept]

    assert sum(found) == sum(weights)
    assert all(weight == 0 for at, weight in enumerate(found) if at in unused)
    assert all(abs(one - other) < Fraction(1, 10 ** (places or 0)) for one, other in zip(found, exact, strict=True))
    if places is None:
        assert found == exact
    ranked = sorted(zip(exact, found, strict=True))
    assert all(low[1] <= high[1] for low, high in pairwise(ranked) if low[0] < high[0])


def moving(policy, places=None, **changes):
    """A set of two blocks and a measure under which weight moves as the policy says."""
    rounding = {} if places is None else {"weight": Rounding(places)}
    nodes = (measure("execution", 10), leaf("output", 60), leaf("benefit", 30))
    return a_set(*nodes, rounding=rounding, policies=Policies(not_applicable=policy, **changes))


def waived(block, weight, name="不适用"):
    """An indicator that does not apply."""
    return judged(block, weight, None, name, applicable=False, reason="未开展")


BLOCKS = (waived("output", 20), judged("output", 30, 0, "丙"), judged("output", 10, 1, "丁"), judged("benefit", 30, 1))


@pytest.mark.parametrize(
    ("policy", "expected"),
    [
        ("full", 5 + 20 + 0 + 10 + 30),
        ("move", 5 + 15 + 30),  # 60 points to 30 : 10
        ("weights", Fraction(100, 80) * (5 + 10 + 30)),
        ("total", Fraction(100, 80) * (5 + 10 + 30)),
        ("absent", ["indicator.not-applicable-weight"]),
    ],
)
def test_what_becomes_of_an_indicator_that_does_not_apply(policy, expected):
    """Full points, its weight moved inside the block or over all, the total scaled up, or no total at all."""
    assert total(scored(moving(policy), *BLOCKS, funding=SPENT)) == expected


@pytest.mark.parametrize(
    ("policy", "places", "expected"),
    [
        ("move", None, (10, 0, 45, 15, 30)),
        ("move", 0, (10, 0, 45, 15, 30)),
        ("weights", None, ("12.5", 0, "37.5", "12.5", "37.5")),
        ("weights", 0, (13, 0, 38, 12, 37)),  # four halves and two units: the earlier ones take them
        ("weights", 1, ("12.5", 0, "37.5", "12.5", "37.5")),
        ("total", 0, (10, 20, 30, 10, 30)),
        ("full", 0, (10, 20, 30, 10, 30)),
    ],
)
def test_the_weights_of_the_lines(policy, places, expected):
    """Each line has the weight it is scored with, and remembers its own where that moved."""
    found = scored(moving(policy, places), *BLOCKS, funding=SPENT)
    own = dict(zip(weights(found), (10, 20, 30, 10, 30), strict=True))

    assert list(weights(found).values()) == [Fraction(weight) for weight in expected]
    for line in found.lines:
        assert (line.own_weight is None) == (line.weight.exact == own[line.code])
        assert line.own_weight is None or line.own_weight.exact == own[line.code]
        assert line.applicable == (line.code != "output[1]")


def test_a_block_in_which_everything_applies_keeps_its_weights():
    """Where weight moves inside blocks, a block with nothing to move is not rounded, and may weigh nothing."""
    under_ = a_set(
        leaf("output", 60),
        leaf("benefit", 40),
        rounding={"weight": Rounding(0)},
        policies=Policies(not_applicable="move"),
    )
    blocks = (waived("output", 20), judged("output", 40), judged("benefit", "37.5"), judged("benefit", "2.5"))
    empty = (waived("output", 20), judged("output", 80), judged("benefit", 0, name="零"))

    assert list(weights(scored(under_, *blocks)).values()) == [0, 60, Fraction("37.5"), Fraction("2.5")]
    assert total(scored(under_, *empty)) == 100


@pytest.mark.parametrize("policy", ["move", "weights", "total"])
def test_where_nothing_is_left_that_applies_there_is_no_total(policy):
    """The only block whose every indicator does not apply: the weight has nowhere to go, and the project says so."""
    under_ = a_set(leaf("output", 100), policies=Policies(not_applicable=policy))
    found = scored(under_, waived("output", 60, "甲"), waived("output", 40, "乙"))

    assert (found.state, set(codes(found))) == ("absent", {"weights.nowhere-to"})


def test_a_whole_block_that_does_not_apply():
    """Inside its block there is nowhere to go; over all, and by the total, the others stand for it."""
    blocks = (judged("output", 60, "0.5"), waived("benefit", 30))

    assert codes(scored(moving("move"), *blocks, funding=SPENT)) == ["weights.nowhere-to"]
    for policy in ("weights", "total"):
        assert total(scored(moving(policy), *blocks, funding=SPENT)) == Fraction(100, 70) * (5 + 30)


@pytest.mark.parametrize(
    ("policy", "expected"),
    [
        ("absent", ["indicator.not-applicable-weight"]),
        ("full", 10 + 30 + 30),
        ("move", ["weights.nowhere-to"]),
        ("weights", Fraction(100, 90) * 60),
        ("total", Fraction(100, 90) * 60),
    ],
)
def test_a_measure_without_divisor_may_count_as_not_applicable(policy, expected):
    """A budget of 0: what becomes of the weight of the execution rate is what becomes of any that does not apply."""
    under_ = moving(policy, zero_divisor="not-applicable")
    found = scored(under_, judged("output", 60, "0.5"), judged("benefit", 30), funding=Funding(budget=0, executed=0))

    assert total(found) == expected
    assert not found.lines[0].applicable


@pytest.mark.parametrize("places", [0, 1, 2])
def test_weights_that_moved_can_be_reached_by_rounded_points(places):
    """Three times 33.33… could not be given in full with two places; three weights of at most two places can."""
    rounding = {"leaf": Rounding(2), "weight": Rounding(places)}
    under_ = a_set(leaf("output", 100), rounding=rounding, policies=Policies(not_applicable="move"))
    found = scored(under_, waived("output", 10), *(judged("output", 30, name=name) for name in "乙丙丁"))

    assert found.points.digits == "100.00"
    assert sum(weights(found).values()) == 100


@given(
    st.lists(st.tuples(st.integers(1, 40), st.booleans(), st.integers(0, 4)), min_size=1, max_size=6),
    st.sampled_from(["move", "weights", "total"]),
    st.none() | st.integers(0, 2),
)
def test_moved_totals_against_plain_arithmetic(rows, policy, places):
    """One block of 100: what applies stands for the whole, with and without rounded weights; the sum is the whole."""
    whole = sum(weight for weight, _, _ in rows)
    rows.append((200 - whole, False, 4)) if whole < 200 else None
    under_ = a_set(
        leaf("output", sum(weight for weight, _, _ in rows)),
        full_marks=sum(weight for weight, _, _ in rows),
        rounding={} if places is None else {"weight": Rounding(places)},
        policies=Policies(not_applicable=policy),
    )
    card_ = [
        waived("output", weight, str(at)) if out else judged("output", weight, Decimal(quarters) / 4, str(at))
        for at, (weight, out, quarters) in enumerate(rows)
    ]
    found = scored(under_, *card_)
    used = sum(weight for weight, out, _ in rows if not out)
    all_ = sum(weight for weight, _, _ in rows)
    plain = sum(Fraction(weight * quarters, 4) for weight, out, quarters in rows if not out)
    if places is None or policy == "total" or used == all_:
        assert total(found) == plain * all_ / used
    else:
        assert abs(total(found) - plain * all_ / used) < len(rows) * Fraction(1, 10**places)
    assert sum(weights(found).values()) == all_


def test_sources_of_money_do_not_matter_to_conditions_over_indicators():
    """A stated project with lines of money is weighed like any other."""
    money = Funding(budget=100, executed=50, lines=[FundingLine("其他资金", budget=100)])
    found = evaluated(Project(name="乙", funding=money, stated=Stated(points=60)), under=under(NO_SATISFACTION))

    assert ends(found.projects[0])[:2] == (5, 95)
