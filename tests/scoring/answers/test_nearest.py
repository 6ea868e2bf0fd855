"""The nearest whole number for which something holds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfkit.scoring.answers.nearest import MOST_LOOKS, GaveUp, nearest_holding


def searched(holding, near, far, blur=0, looks=MOST_LOOKS):
    """The search over a set of numbers; ``blur`` makes the look at a stretch see further than it should."""
    return nearest_holding(
        near,
        far,
        lambda at: at in holding,
        lambda low, high: any(low - blur <= one <= high + blur for one in holding),
        looks,
    )


@given(st.sets(st.integers(-60, 60)), st.integers(-60, 60), st.integers(-60, 60), st.integers(0, 5))
def test_the_first_number_on_the_way_is_found(holding, near, far, blur):
    """As looking at every number finds it, in both directions, however carelessly stretches are looked at."""
    way = range(near, far + 1) if far >= near else range(near, far - 1, -1)
    assert searched(holding, near, far, blur, looks=10**4) == next((at for at in way if at in holding), None)


@pytest.mark.parametrize("far", [10**15, -(10**15)])
def test_a_far_number_is_found_in_few_looks(far):
    """Halving a million milliards takes about fifty steps each way."""
    assert searched({far // 3}, 0, far, looks=120) == far // 3


def test_a_stretch_in_which_nothing_holds_takes_one_look():
    """It is left out as a whole."""
    assert searched(set(), 0, 10**12, looks=1) is None


@pytest.mark.parametrize(("looks", "found"), [(7, 7), (6, GaveUp)])
def test_a_search_gives_up_after_its_looks(looks, found):
    """0-7, 0-3, 4-7, 4-5, 6-7, 6 and 7 are seven looks."""
    if found is GaveUp:
        with pytest.raises(GaveUp):
            searched({7}, 0, 7, looks=looks)
    else:
        assert searched({7}, 0, 7, looks=looks) == found
