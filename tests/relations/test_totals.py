"""What holds of the totals of projects whatever their figures are: order, weights, grades, and what is missing."""

from decimal import Decimal
from fractions import Fraction

from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from perfkit.model import Funding, Indicator, Target
from perfkit.testing import a_project, evaluated, national_set

NATIONAL = national_set()
GRADES = [band.name for band in NATIONAL.grades.bands]
LEAVES = (("output", "数量指标", 50), ("benefit", "社会效益指标", 30), ("satisfaction", "服务对象满意度指标", 10))

actuals = st.integers(0, 1300).map(lambda tenths: Decimal(tenths) / 10)
spent = st.integers(0, 1000).map(lambda tenths: Decimal(tenths) / 10)


@st.composite
def cards(draw):
    """Indicators that fill the national set, each leaf split into some with whole weights."""
    found = []
    for code, category, weight in LEAVES:
        cuts = sorted(draw(st.sets(st.integers(1, weight - 1), max_size=3)))
        for at, (low, high) in enumerate(zip([0, *cuts], [*cuts, weight], strict=True)):
            target = Target.at_least(100, "%") if code == "satisfaction" else Target.at_least(100, "个")
            actual = min(draw(actuals), Decimal(100)) if code == "satisfaction" else draw(actuals)
            found.append(Indicator(code, category, f"{code} {at}", weight=high - low, target=target, actual=actual))
    return tuple(found)


def scored(indicators, executed):
    """The result of one project with these indicators, of whose budget of 100 so much was spent."""
    project = a_project(indicators=indicators, funding=Funding(budget=100, executed=executed))
    return evaluated(project, under=NATIONAL).projects[0]


def points_by_name(result):
    """The points of each line."""
    return {line.name: line.points.exact for line in result.lines}


@given(cards(), spent, st.randoms(use_true_random=False))
def test_the_order_of_the_indicators_changes_no_points(indicators, executed, random):
    """Shuffled lines have their own points each, and the same total and grade."""
    shuffled = list(indicators)
    random.shuffle(shuffled)
    one, other = scored(indicators, executed), scored(tuple(shuffled), executed)
    assert points_by_name(one) == points_by_name(other)
    assert (one.points.exact, one.grade) == (other.points.exact, other.grade)


@given(cards(), spent)
def test_the_total_is_the_sum_of_the_points_and_the_weights_are_a_hundred(indicators, executed):
    """Nothing is added and nothing is lost; no line has more than its weight or less than nothing."""
    result = scored(indicators, executed)
    assert result.points.exact == sum(line.points.exact for line in result.lines)
    assert sum(line.weight.exact for line in result.lines) == 100
    assert all(0 <= line.points.exact <= line.weight.exact for line in result.lines)


@given(cards())
def test_all_on_target_is_a_hundred_and_nothing_done_is_nothing(indicators):
    """However the weights are split."""
    full = scored(tuple(evolve(one, actual=Decimal(100)) for one in indicators), 100)
    empty = scored(tuple(evolve(one, actual=Decimal(0)) for one in indicators), 0)
    assert (full.points.exact, full.grade) == (100, GRADES[0])
    assert (empty.points.exact, empty.grade) == (0, GRADES[-1])


@given(cards(), spent, st.data())
def test_more_done_never_lowers_the_total_or_the_grade(indicators, executed, data):
    """One indicator more, all others as they were."""
    at = data.draw(st.integers(0, len(indicators) - 1))
    most = Decimal(100) if indicators[at].block == "satisfaction" else Decimal(150)
    more = data.draw(st.decimals(indicators[at].actual, max(most, indicators[at].actual), places=1))
    better = (*indicators[:at], evolve(indicators[at], actual=more), *indicators[at + 1 :])
    before, after = scored(indicators, executed), scored(better, executed)
    assert before.points.exact <= after.points.exact
    assert GRADES.index(after.grade) <= GRADES.index(before.grade)


@given(st.tuples(*[st.integers(0, 10_000).map(lambda hundredths: Fraction(hundredths, 100))] * 2))
def test_a_higher_total_never_has_a_worse_grade(totals):
    """The bands rise with the total, and every total from 0 has one."""
    low, high = (NATIONAL.grades.grade(total) for total in sorted(totals))
    assert GRADES.index(high) <= GRADES.index(low)


@given(cards(), spent, st.data())
def test_without_one_figure_the_total_lies_between_its_bounds(indicators, executed, data):
    """An indicator without an actual leaves no total, and the bounds hold whatever the figure would have been."""
    at = data.draw(st.integers(0, len(indicators) - 1))
    gone = scored((*indicators[:at], evolve(indicators[at], actual=None), *indicators[at + 1 :]), executed)
    whole = scored(indicators, executed)
    assert gone.points is None
    assert gone.bounds.low.exact <= whole.points.exact <= gone.bounds.high.exact
    assert gone.bounds.high.exact - gone.bounds.low.exact <= Fraction(indicators[at].weight)


@given(cards(), spent, st.integers(2, 10**6))
def test_money_in_another_scale_changes_no_rate(indicators, executed, factor):
    """Budget and spending times the same number leave the execution rate and its points."""
    one = scored(indicators, executed)
    project = a_project(indicators=indicators, funding=Funding(budget=100 * factor, executed=executed * factor))
    other = evaluated(project, under=NATIONAL).projects[0]
    assert points_by_name(one) == points_by_name(other)
