"""Bounds are sound: whatever the unknown turns out to be, the total lies inside."""

from decimal import Decimal
from fractions import Fraction
from itertools import islice, pairwise, product

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from perfkit.model import (
    MODES,
    Adjustment,
    Funding,
    Indicator,
    Policies,
    Project,
    Review,
    Rounding,
    Stated,
    Target,
    Title,
)
from perfkit.model.numbers import fixed
from perfkit.testing import evaluated, national_set
from sampling import sparse
from scoring.small import (
    a_rule,
    a_set,
    a_small_project,
    branch,
    counted,
    ends,
    judged,
    leaf,
    measure,
    reachable,
    rebuilt,
    scored,
    total,
)

NATIONAL = national_set()
BLOCKS = {"output": "数量指标", "benefit": "社会效益指标", "satisfaction": "服务对象满意度指标"}


@st.composite
def weights(draw, whole, places):
    """Positive weights with so many places that add up to the whole."""
    parts = whole * 10**places
    cuts = draw(st.lists(st.integers(1, parts - 1), max_size=4, unique=True))
    ends = [0, *sorted(cuts), parts]
    return [fixed(end - start, places) for start, end in pairwise(ends)]


@st.composite
def indicators(draw, block, whole, places):
    """A block of indicators of every kind, reached or missed."""
    made = []
    for at, weight in enumerate(draw(weights(whole, places))):
        kind = draw(st.sampled_from(["at-least", "at-most", "equal", "judged"]))
        value, actual = draw(st.integers(1, 10)), draw(st.integers(0, 20))
        target = Target.judged("好") if kind == "judged" else Target(kind, value)
        judged = Decimal(draw(st.integers(0, 100))) / 100
        reached = {"judged": judged} if kind == "judged" else {"actual": actual}
        made.append(Indicator(block, BLOCKS[block], f"{block} {at}", weight=weight, target=target, **reached))
    return made


@given(st.data(), st.sampled_from(MODES), st.integers(0, 2), st.integers(0, 200), st.booleans())
@sparse
def test_no_completion_leaves_the_bounds_of_what_was_known(data, mode, places, executed, rate_known):
    """Any split of the blocks, any kind of target, any rounding of points: the total lies within the earlier bounds."""
    under = evolve(NATIONAL, rounding={**NATIONAL.rounding, "leaf": Rounding(places, mode)})
    money = Funding(budget=100, executed=executed)
    card = [
        indicator
        for node in under.indicators
        if node.accepts
        for indicator in data.draw(indicators(node.code, int(node.weight), places))
    ]
    before = evaluated(Project(name="甲", funding=money if rate_known else None), under=under).projects[0]
    after = evaluated(Project(name="甲", funding=money, indicators=card), under=under).projects[0]

    assert after.state == "computed"
    assert before.bounds.hold(after.points)
    assert after.bounds.low.exact == after.bounds.high.exact == after.points.exact


@given(st.integers(0, 100))
def test_both_ends_of_tight_bounds_really_occur(executed):
    """Nothing reached gives the low end, everything reached the high end."""
    money = Funding(budget=100, executed=executed)
    before = evaluated(Project(name="甲", funding=money), under=NATIONAL).projects[0].bounds

    def total(actual):
        card = [
            Indicator(
                node.code, BLOCKS[node.code], node.name, weight=node.weight, target=Target.at_least(1), actual=actual
            )
            for node in NATIONAL.indicators
            if node.accepts
        ]
        return evaluated(Project(name="甲", funding=money, indicators=card), under=NATIONAL).projects[0].points.exact

    assert before.tight
    assert (before.low.exact, before.high.exact) == (total(0), total(1))


# Sets of one's own: everything that scoring can do, completed in all ways over small domains.

BONUS = a_rule("bonus", "min(actual / target, 120%)", limits=["0", "120%"])
MALUS = a_rule("malus", "judged - 25%", needs={"judged": "number"}, limits=["-25%", "75%"])
MEAN = a_rule("mean", "mean(children, share)", needs={"children": {"share": "number"}})
WEAKEST = a_rule("weakest", "least(children, share)", needs={"children": {"share": "number"}})
RULES = (BONUS, MALUS, MEAN, WEAKEST)

roundings = st.none() | st.builds(Rounding, st.integers(0, 2), st.sampled_from(MODES))
FORMULAS = ("0", "points - 7", "points + 9", "points / 3", "min(points, 20)", "points - late_days", "max(points, 5)")
NEEDS = {"misused": "truth", "praised": "truth", "late_days": "number"}


@st.composite
def adjustments(draw):
    """One to three, at any place, with limits of their own or none."""
    return [
        Adjustment(
            code=str(at),
            title=Title(str(at)),
            at=draw(st.sampled_from(["execution", "a", "result", "c", "total"])),
            when=draw(st.sampled_from(["misused", "praised", "misused and not praised"])),
            points=draw(st.sampled_from(FORMULAS)),
            limits=draw(st.sampled_from([(), ("-5", "30"), ("0", "120")])),
        )
        for at in range(draw(st.integers(0, 3)))
    ]


@st.composite
def sets(draw):
    """A measure of 10 points, a branch of two leaves with 60, a leaf with 30; points added or combined."""
    at_a, at_result, at_all = (draw(st.sampled_from(["", "", "", "mean", "weakest"])) for _ in "ab.")
    result = branch("result", 60, leaf("a", 40, combine=at_a), leaf("b", 20), combine=at_result)
    rounding = {name: draw(roundings) for name in ("leaf", "block", "total", "weight")}
    return a_set(
        measure("execution", 10),
        result,
        leaf("c", 30),
        rules=RULES,
        needs=NEEDS,
        combine=at_all,
        rounding=reachable(rounding),
        adjustments=draw(adjustments()),
        policies=Policies(
            not_applicable=draw(st.sampled_from(["full", "move", "weights", "total"])),
            zero_divisor=draw(st.sampled_from(["zero", "full", "not-applicable"])),
            final=draw(st.permutations(["computed", "finance"])),
        ),
    )


@st.composite
def cards(draw):
    """Indicators of whole weights under each leaf, judged or counted, by any rule, reviewed or not, some not known."""
    made = []
    for block, parts in (("a", (15, 25)), ("b", (20,)), ("c", (10, 20))):
        for weight in parts:
            applicable = draw(st.sampled_from([True, True, True, False]))
            reviewed = draw(st.sampled_from([False, False, False, True]))
            changes = {
                "applicable": applicable,
                "reviews": [Review("finance", weight // 2, "复核")] if reviewed else [],
            }
            if draw(st.booleans()):
                share = draw(st.sampled_from([None, "0", "0.3", "1"]))
                made.append(judged(block, weight, share, rule=draw(st.sampled_from(["", "malus"])), **changes))
            else:
                actual = draw(st.sampled_from([None, 0, 70, 100, 150]))
                made.append(counted(block, weight, actual, rule=draw(st.sampled_from(["", "bonus"])), **changes))
    return made


def completed(indicator):
    """Every way in which an indicator may turn out."""
    if indicator.target.kind == "judged" and indicator.judged is None:
        return [evolve(indicator, judged=share) for share in (0, "0.5", 1)]
    if indicator.target.kind != "judged" and indicator.actual is None:
        return [evolve(indicator, actual=actual) for actual in (0, 50, 100, 300)]
    return [indicator]


def completions(project):
    """Every completion of a project over small domains."""
    money = [project.funding] if project.funding else [Funding(budget=100, executed=spent) for spent in (0, 50, 100)]
    facts = [
        dict(zip(NEEDS, values, strict=True))
        for values in product(*([project.facts[n]] if n in project.facts else d for n, d in DOMAINS.items()))
    ]
    cards_ = [completed(one) if one.applicable else [one] for one in project.indicators]
    for at, (funding, known, *card) in enumerate(product(money, facts, *cards_)):
        yield evolve(project, name=str(at), funding=funding, facts=known, indicators=card)


DOMAINS = {"misused": (False, True), "praised": (False, True), "late_days": (0, 8)}
MOST = 200


@given(sets(), cards(), st.dictionaries(st.sampled_from(["misused", "praised"]), st.booleans()), st.booleans())
@sparse
def test_no_completion_of_anything_leaves_the_bounds(under, card, facts, spent):
    """Limits, reviews, moved weights, adjustments, combined nodes, roundings: what was possible is never excluded.

    Where bounds are said to be tight, both ends come out; of a project in which nothing is open they are its total.
    """
    money = Funding(budget=100, executed=60) if spent else None
    partial = a_small_project(*card, funding=money, facts={**facts, "late_days": 8})
    before = evaluated(partial, under=under).projects[0]
    found = evaluated(*islice(completions(partial), MOST), under=under).projects
    totals = {result.points.exact for result in found if result.points is not None}
    low, high, tight = ends(before)

    assert all(before.bounds.hold(result.points) for result in found if result.points is not None)
    assert not tight or len(found) == MOST or {low, high} <= totals
    for result in found:
        if result.points is not None and all(line.absent is None for line in result.lines):
            assert ends(result) == (result.points.exact, result.points.exact, True)


BLOCKS_OF_SMALL = {"a": 40, "b": 20, "c": 30}


@st.composite
def whole_cards(draw):
    """Indicators that fill each leaf, one to three of tenths of points each, all known."""
    made = []
    for block, weight in BLOCKS_OF_SMALL.items():
        cuts = sorted(draw(st.sets(st.integers(1, weight * 10 - 1), max_size=2)))
        for start, end in pairwise([0, *cuts, weight * 10]):
            part, name = fixed(end - start, 1), f"{block}{start}"
            if draw(st.booleans()):
                share, rule = draw(st.sampled_from([0, 1])), draw(st.sampled_from(["", "malus"]))
                made.append(judged(block, part, share, name, rule=rule))
            else:
                actual, rule = draw(st.sampled_from([0, 110, 150])), draw(st.sampled_from(["", "bonus"]))
                made.append(counted(block, part, actual, name=name, rule=rule))
    return made


@given(sets(), st.booleans(), st.data())
@sparse
def test_no_card_leaves_the_bounds_of_a_project_without_one(under, misused, data):
    """Whatever indicators a stated project turns out to have, by whatever rule, under the weights of the set."""
    facts = {"misused": misused, "praised": False, "late_days": 8}
    money = Funding(budget=100, executed=60)
    before = scored(under, funding=money, facts=facts, stated=Stated(points=1))
    cards_ = [data.draw(whole_cards()) for _ in range(20)]
    found = [scored(under, *card, funding=money, facts=facts) for card in cards_]

    assert all(before.bounds.hold(result.points) for result in found if result.points is not None)


PLAIN = a_set(measure("execution", 10), leaf("a", 60), leaf("c", 30), needs=NEEDS)
SPENT = Funding(budget=100, executed=50)


def unknown(**facts):
    """A project of which only the execution rate is known: 5 of 10 points."""
    return {"funding": SPENT, "stated": Stated(points=1), "facts": facts}


def adjusted(at, when, points, limits=()):
    """The plain set with one adjustment."""
    return rebuilt(
        PLAIN, adjustments=[Adjustment(code="x", title=Title("x"), at=at, when=when, points=points, limits=limits)]
    )


@pytest.mark.parametrize(
    ("at", "points", "limits", "facts", "expected"),
    [
        ("total", "points - 7", (), {"misused": False}, (5, 95, True)),
        ("total", "points - 7", (), {"misused": True}, (0, 88, False)),
        ("total", "points - 7", (), {}, (0, 95, False)),
        ("total", "59", (), {"misused": True}, (59, 59, True)),
        ("total", "59", (), {}, (5, 95, False)),
        ("total", "59", ("20", "70"), {}, (5, 95, False)),
        ("total", "points", ("20", "70"), {"misused": True}, (20, 70, False)),
        ("total", "points + 50", ("0", "120"), {}, (5, 120, False)),
        ("execution", "0", (), {"misused": True}, (0, 90, True)),
        ("execution", "points + 2", (), {"misused": True}, (7, 97, True)),
        ("execution", "points + 2", (), {}, (5, 97, False)),
        ("execution", "points + late_days", (), {"misused": True}, (0, 100, False)),
        ("a", "0", (), {"misused": True}, (5, 35, True)),
        ("a", "points / 2", (), {"misused": True}, (5, 65, False)),
    ],
)
def test_worked_bounds_of_adjustments(at, points, limits, facts, expected):
    """Known not to hold: nothing changes. Known to hold: what its formula makes of the points; else either."""
    assert ends(scored(adjusted(at, "misused", points, limits), **unknown(**facts))) == expected


def test_limits_of_any_rule_that_an_indicator_may_name_widen_what_is_unknown():
    """Ninety points at 120 % and at −25 %, beside five that are known. A rule that combines, or grades, is none."""
    grading = a_rule("grading", "优", gives=["优", "差"])
    wide = a_rule("wide", "sum(children, share)", needs={"children": {"share": "number"}}, limits=["0", "9"])
    rules = {rule.name: rule for rule in (grading, wide)}

    assert ends(scored(rebuilt(PLAIN, rules={**PLAIN.rules, **rules}), **unknown())) == (5, 95, True)
    rules |= {"bonus": BONUS, "malus": MALUS}
    low, high, tight = ends(scored(rebuilt(PLAIN, rules={**PLAIN.rules, **rules}), **unknown()))
    assert (low, high, tight) == (5 - Fraction(90, 4), 5 + 108, True)


def test_rounded_lines_may_add_up_to_more_than_the_limit_of_a_block():
    """Three points at 120 % are 3.6, as a whole number 4: ninety of them in threes are 120, not 108."""
    under = rebuilt(PLAIN, rules={**PLAIN.rules, "bonus": BONUS}, rounding={"leaf": Rounding(0)})
    threes = [counted("a", 3, 120, name=str(at), rule="bonus") for at in range(20)]
    threes += [counted("c", 3, 120, name=str(at), rule="bonus") for at in range(10)]
    low, high, _ = ends(scored(under, **unknown()))

    assert total(scored(under, *threes, funding=SPENT)) == 125 == high
    assert low == 5


@pytest.mark.parametrize(
    ("rounding", "target", "tight"),
    [({}, 50, False), ({"leaf": Rounding(2)}, 50, True), ({}, 0, True), ({"leaf": Rounding(2)}, 0, True)],
)
def test_whether_a_line_can_earn_nothing_depends_on_its_target(rounding, target, tight):
    """Target over actual never falls to nothing, unless the target is nothing or points are rounded."""
    inverse = a_rule("inverse", "if(actual <= target, 1, target / actual)", requires="target >= 0 and actual >= 0")
    under = rebuilt(PLAIN, rules={**PLAIN.rules, "inverse": inverse}, rounding=rounding)
    line = counted("a", 60, None, Target.at_most(target), rule="inverse")

    assert ends(scored(under, line, judged("c", 30), funding=SPENT)) == (35, 95, tight)


def test_what_cannot_be_scored_whatever_is_reached_is_not_tight():
    """A target of zero under a rule that wants more: the bounds are sound, and nobody says that they are reached."""
    found = scored(PLAIN, counted("a", 60, None, 0), judged("c", 30), funding=SPENT)

    assert ends(found) == (35, 95, False)


def test_two_unknown_measures_may_hang_together():
    """What is spent and what is left cannot both be everything: bounds of one unknown measure are tight, of two not."""
    left = measure("left", 10, "1 - executed / budget")
    one = a_set(measure("execution", 10), leaf("a", 90))
    two = a_set(measure("execution", 10), left, leaf("a", 80))

    assert ends(scored(one, stated=Stated(points=1))) == (0, 100, True)
    assert ends(scored(two, stated=Stated(points=1))) == (0, 100, False)
    assert ends(scored(two, **unknown()))[2]


def test_points_that_were_given_bound_the_total_by_the_order_of_the_set():
    """An indicator that nobody judged yet, and 30 points that finance gave it: finance's count, or only until then."""
    given_ = judged("a", 60, None, reviews=[Review("finance", 30)])

    def found(*final):
        return ends(scored(rebuilt(PLAIN, policies=Policies(final=final)), given_, judged("c", 30), funding=SPENT))

    assert found("finance", "computed") == (65, 65, True)
    assert found("computed", "finance") == (35, 95, False)
    assert found("computed") == (35, 95, True)


@pytest.mark.parametrize(
    ("policy", "expected"), [("absent", (80, 100, True)), ("zero", (80, 80, True)), ("full", (100, 100, True))]
)
def test_a_policy_decides_what_is_possible(policy, expected):
    """Twenty points that nobody judged are open, unless what is missing scores nothing; what is waived is known."""
    if policy == "full":
        under = rebuilt(PLAIN, policies=Policies(not_applicable="full"))
        line = judged("a", 20, None, applicable=False)
    else:
        under = rebuilt(PLAIN, policies=Policies(missing=policy))
        line = judged("a", 20, None)
    found = scored(under, line, judged("a", 40), judged("c", 30), funding=Funding(budget=1, executed=1))

    assert ends(found) == expected


def test_a_combined_node_is_open_while_anything_below_it_is():
    """Half of one part and anything of the other are 15 to 45 of 60, with 40 beside them; once both are known it is."""
    under = a_set(leaf("a", 60, combine="mean"), leaf("c", 40), rules=RULES)
    card = [judged("a", 1, "0.5", "甲"), judged("a", 1, None, "乙")]
    open_ = scored(under, *card, judged("c", 40))
    known = scored(under, card[0], judged("a", 1, 1, "乙"), judged("c", 40, None))

    assert ends(open_) == (55, 85, False)
    assert ends(known) == (45, 85, True)


def test_an_unknown_measure_stays_within_the_limits_of_its_rule():
    """Never less than a fifth and never more than four fifths of its 10 points."""
    kept = a_rule("kept", "clamp(actual, 20%, 80%)", limits=["20%", "80%"])
    under = a_set(measure("execution", 10, rule="kept"), leaf("a", 90), rules=[kept])

    assert ends(scored(under, judged("a", 90))) == (92, 98, True)
    assert ends(scored(under, stated=Stated(points=1))) == (2, 98, True)


def test_limits_of_very_many_places_are_bounded_a_little_wider():
    """One part in 3001 above everything, in hundredths of points: the bounds hold, at most a thousandth wider."""
    odd = a_rule("odd", "actual", limits=["0", "1 + 1 / 3001"])
    under = rebuilt(PLAIN, rules={**PLAIN.rules, "odd": odd}, rounding={"leaf": Rounding(2)})
    low, high, tight = ends(scored(under, **unknown()))

    assert (low, tight) == (5, False)
    assert 95 + Fraction(90, 3001) < high <= 95 + Fraction(90, 1000) + Fraction(90, 3001)
