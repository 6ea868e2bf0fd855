"""CRITIC weights: what an indicator says that the others do not."""

import decimal
from fractions import Fraction

import mpmath
import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from pymcdm.weights import critic_weights

from perfkit.errors import InputError
from perfkit.scoring.weighting import critic
from scoring.weighting.test_entropy import matrix, tables


def weights(table, **options):
    return list(critic(table, **options).weights.values())


@given(tables(least=-1000), st.sets(st.sampled_from("01234")))
def test_weights_are_those_of_an_established_library(table, costs):
    """Floating point over the columns scaled to 0..1, those of which less is better turned round."""
    costs &= set(table)
    turned = {name: [-one for one in column] if name in costs else column for name, column in table.items()}
    correlations = np.corrcoef(matrix(turned), rowvar=False)
    assume(correlations.min() < 1 - 1e-4)  # columns almost in step: floating point has no digits left

    assert [float(one) for one in weights(table, less_is_better=costs)] == pytest.approx(
        critic_weights(matrix(turned)), abs=1e-9
    )


def test_every_digit_is_that_of_a_reckoning_to_fifty():
    """Another calculation with fifty digits rounds to the same twelve places."""
    table = {"a": [1, 2, 3, 4], "b": [4, 3, 9, 1], "c": [5, 5, 6, 7]}
    with mpmath.workdps(50):
        scaled = [
            [mpmath.mpf(x - min(column)) / (max(column) - min(column)) for x in column] for column in table.values()
        ]
        means = [mpmath.fsum(column) / 4 for column in scaled]
        apart = [[x - mean for x in column] for column, mean in zip(scaled, means, strict=True)]
        deviation = [mpmath.sqrt(mpmath.fdot(column, column) / 4) for column in apart]
        carried = [
            deviation[j]
            * mpmath.fsum(1 - mpmath.fdot(apart[j], apart[k]) / (4 * deviation[j] * deviation[k]) for k in range(3))
            for j in range(3)
        ]
        expected = [mpmath.nint(one / mpmath.fsum(carried) * 10**12) for one in carried]

    assert [weight * 10**12 for weight in weights(table)] == [int(one) for one in expected]


def test_an_indicator_that_says_what_another_says_weighs_less():
    """a and b are in step, c is at odds with both: c's conflict is 2 + 2, that of a and b 0 + 2; all spread alike."""
    table = {"a": [0, 1], "b": [3, 5], "c": [1, 0]}

    assert weights(table) == [Fraction(1, 4), Fraction(1, 4), Fraction(1, 2)]


def test_turning_a_column_round_turns_its_conflict_round():
    """With less of c better it is in step with a and b, and b in its place at odds."""
    table = {"a": [0, 1], "b": [3, 5], "c": [1, 0]}

    assert weights(table, less_is_better=["b", "c"]) == [Fraction(1, 4), Fraction(1, 2), Fraction(1, 4)]


def test_columns_without_correlation_weigh_as_they_spread():
    """0 0 1 1 and 0 1 0 1 are not correlated at all, and spread alike."""
    assert weights({"a": [0, 0, 1, 1], "b": [0, 1, 0, 1]}) == [Fraction(1, 2)] * 2


@pytest.mark.parametrize("third", [[10, 20, 40], ["1/3", "2/3", "4/3"]])
def test_columns_exactly_in_step_are_refused(third):
    """All of them in proportion: nothing tells one from another, and nothing is divided by zero."""
    with pytest.raises(InputError) as refusal:
        critic({"a": [1, 2, 4], "b": [2, 4, 8], "c": third})

    assert [fault.code for fault in refusal.value.faults] == ["weighting.in-step"]
    assert refusal.value.faults[0].arguments["names"] == ("a", "b", "c")


def test_a_table_without_any_difference_is_refused_as_for_entropy():
    """The same door for both methods."""
    with pytest.raises(InputError) as refusal:
        critic({"a": [1, 1], "b": [1, 2]}, less_is_better=["d"])

    assert [fault.code for fault in refusal.value.faults] == ["weighting.no-variance", "weighting.name-unknown"]


def test_a_host_s_context_changes_nothing():
    """Three digits of precision and traps outside leave every digit as it is."""
    table = {"a": ["1.25", "2", "3"], "b": ["4", "3", "9.5"]}
    plain = critic(table)
    with decimal.localcontext(decimal.Context(prec=3, traps=[decimal.Inexact, decimal.Rounded])):
        assert critic(table) == plain
    assert plain.method == "critic"
    assert plain.consistency is None
