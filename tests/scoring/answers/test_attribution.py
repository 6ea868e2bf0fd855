"""What a difference is due to: exact, of no order, and joined only where it has to be."""

from fractions import Fraction
from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfkit.scoring.answers.attribution import FACTORS, Part, attribution
from scoring.answers.orders import by_orders, subsets


def points(parts):
    return {part.factors: part.points for part in parts}


worth_tables = st.lists(st.fractions(0, 100, max_denominator=60), min_size=16, max_size=16).map(
    lambda totals: dict(zip(subsets(FACTORS), totals, strict=True))
)


def test_two_factors_share_what_they_do_only_together():
    """Data alone adds 1, the rule alone 2, both 5: the 2 beyond are halved, worked out by hand."""
    worths = {frozenset(): 10, frozenset({"data"}): 11, frozenset({"rule"}): 12, frozenset({"data", "rule"}): 15}
    parts = attribution(lambda taken: Fraction(worths[taken]), {"rule", "data"})
    assert parts == (
        Part(("data",), Fraction(2)),
        Part(("judgement",), Fraction(0)),
        Part(("weight",), Fraction(0)),
        Part(("rule",), Fraction(3)),
    )


@given(worth_tables)
def test_the_shares_are_the_average_over_all_orders(worths):
    """Against the definition by the 24 orders, for any totals."""
    assert points(attribution(worths.get, FACTORS)) == by_orders(worths, FACTORS)


@given(worth_tables, st.sets(st.sampled_from(FACTORS)))
def test_the_shares_add_up_and_what_does_not_differ_has_none(worths, differing):
    """Whichever factors differ, the parts cover all four once and add up to the whole difference."""
    parts = attribution(worths.get, differing)
    assert sum(part.points for part in parts) == worths[frozenset(differing)] - worths[frozenset()]
    assert [part.factors for part in parts] == [(factor,) for factor in FACTORS]
    assert all(part.points == 0 for part in parts if part.factors[0] not in differing)


@given(worth_tables, st.sampled_from(FACTORS))
def test_a_factor_that_changes_nothing_has_nothing(worths, idle):
    """It differs, but no total depends on it."""
    parts = attribution(lambda taken: worths[taken - {idle}], FACTORS)
    assert points(parts)[(idle,)] == 0


@given(worth_tables)
def test_exchanging_the_sides_changes_every_sign(worths):
    """What one side has before, the other has after."""
    there = attribution(worths.get, FACTORS)
    back = attribution(lambda taken: worths[frozenset(FACTORS) - taken], FACTORS)
    assert [(part.factors, -part.points) for part in there] == [(part.factors, part.points) for part in back]


def divisions(items):
    """Every way to divide the items into groups."""
    if not items:
        return [[]]
    first, rest = items[0], items[1:]
    found = []
    for division in divisions(rest):
        found.append([(first,), *division])
        found += [[(first, *group) if group == chosen else group for group in division] for chosen in division]
    return found


@pytest.mark.parametrize("groups", divisions(FACTORS), ids=str)
def test_factors_are_joined_where_mixtures_have_no_total(groups):
    """Only what leaves each group whole has a total: then these groups are the parts, for each of the 15 divisions."""
    whole = {frozenset(chain.from_iterable(some)) for some in subsets(groups)}
    parts = attribution(lambda taken: Fraction(len(taken)) if taken in whole else None, FACTORS)
    assert points(parts) == {group: Fraction(len(group)) for group in groups}
    assert [part.joined for part in parts] == [len(part.factors) > 1 for part in parts]


def test_weight_and_rule_are_joined_before_data_and_judgement():
    """Where either would do: the mixtures that break the pairs are those that take half of both."""
    missing = {frozenset({"data", "weight"})}
    parts = attribution(lambda taken: None if taken in missing else Fraction(len(taken)), FACTORS)
    assert [part.factors for part in parts] == [("data",), ("judgement",), ("weight", "rule")]


def test_only_factors_that_differ_are_joined():
    """Data and the rule cannot be told apart; weight, that does not differ, is named by itself."""
    known = {frozenset(): 1, frozenset({"data", "rule"}): 4}
    parts = attribution(lambda taken: None if taken not in known else Fraction(known[taken]), {"data", "rule"})
    assert points(parts) == {("data", "rule"): 3, ("judgement",): 0, ("weight",): 0}


def test_two_unknown_totals_are_a_mistake_of_the_caller():
    """Nothing can be shared out where the totals of the sides themselves are not known."""
    with pytest.raises(AssertionError, match="totals of both sides"):
        attribution(lambda _: None, FACTORS)
