"""Bounds are sound: whatever the unknown turns out to be, the total lies inside."""

from decimal import Decimal
from itertools import pairwise

from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from perfkit.model import MODES, Funding, Indicator, Project, Rounding, Target
from perfkit.model.numbers import fixed
from perfkit.testing import evaluated, national_set

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
@settings(max_examples=150)
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
