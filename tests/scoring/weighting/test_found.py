"""Weights that a method found: as points, in words, as plain data; and equal ones."""

import json
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfkit.errors import InputError
from perfkit.scoring.weighting import Consistency, MethodWeights, ahp, entropy, equal

ROADS = {"产出": [1, 2, 3], "效益": ["1/2", 1, 2], "满意度": ["1/3", "1/2", 1]}


def test_equal_weights():
    """A third each, to twelve places; the points that are left over go to the first."""
    found = equal(["甲", "乙", "丙"])

    assert found == MethodWeights(method="equal", weights=dict.fromkeys("甲乙丙", Fraction(333333333333, 10**12)))
    assert found.points() == {"甲": 34, "乙": 33, "丙": 33}


@pytest.mark.parametrize("names", [[], ["a", "a"]])
def test_equal_weights_of_nothing_or_of_one_name_twice_are_refused(names):
    """There is no whole to share, or a share would be lost."""
    with pytest.raises(InputError) as refusal:
        equal(names)
    assert refusal.value.code == "weighting.names"


@given(
    st.lists(st.integers(0, 10**12), min_size=1, max_size=12).filter(any),
    st.integers(1, 2000),
    st.integers(0, 3),
)
def test_points_add_up_and_none_is_off_by_a_unit(parts, whole, places):
    """Whatever the weights: the whole is kept, the places too, and each is within a unit of its exact share."""
    found = MethodWeights(method="equal", weights={str(at): Fraction(one, 10**12) for at, one in enumerate(parts)})
    points = found.points(whole, places)

    assert sum(points.values()) == whole
    for part, one in zip(parts, points.values(), strict=True):
        assert -int(one.as_tuple().exponent) == places
        assert abs(Fraction(one) - Fraction(part * whole, sum(parts))) < Fraction(1, 10**places)


def test_points_by_hand():
    """The cube roots of 6, 1 and 1/6 in proportion: 48.57, 26.73, 14.71 of 90; .73 and .71 are given the units left."""
    assert ahp(ROADS).points(90) == {"产出": 48, "效益": 27, "满意度": 15}
    assert ahp(ROADS).points("90", 1) == {"产出": Decimal("48.6"), "效益": Decimal("26.7"), "满意度": Decimal("14.7")}


def test_in_words():
    """The method, what each weighs, and whether the comparisons hold together, in both languages."""
    assert list(ahp(ROADS).worded("zh")) == [
        "权重的确定方法：层次分析法",
        "产出：0.5396…",
        "效益：0.2969…",
        "满意度：0.1634…",
        "一致性检验通过：3 阶，λmax 3.0092…，CI 0.0046…，RI 0.58，CR 0.0079…，不大于 0.1",
    ]
    assert list(entropy({"a": [0, 1], "b": [1, 0]}).worded("en")) == ["Weights by entropy", "a: 0.5", "b: 0.5"]


def test_a_contradiction_in_words():
    """The verdict says what to do."""
    circle = ahp({"a": [1, 2, "1/2"], "b": ["1/2", 1, 2], "c": [2, "1/2", 1]})

    assert list(circle.worded("en"))[-1] == (
        "The comparisons contradict each other: 3 of them, λmax 3.5, CI 0.25, RI 0.58, CR 0.4310…, which is above 0.1; "
        "they should be made again"
    )


def test_the_ratio_of_one_tenth_holds():
    """The limit belongs to what holds; the next decimal does not."""
    keys = {"size": 3, "largest": Fraction(3), "index": Fraction(0), "random": Fraction("0.58")}

    assert Consistency(ratio=Fraction("0.1"), **keys).holds
    assert not Consistency(ratio=Fraction("0.100000000001"), **keys).holds


def test_as_plain_data():
    """Numbers are texts with their places; only comparisons have a consistency."""
    assert json.loads(json.dumps(ahp({"a": [1, 4], "b": ["1/4", 1]}).record())) == {
        "method": "ahp",
        "weights": {"a": "0.800000000000", "b": "0.200000000000"},
        "consistency": {"size": "2", "lambda_max": "2", "ci": "0", "ri": "0", "cr": "0", "holds": True},
    }
    assert equal(["a"]).record() == {"method": "equal", "weights": {"a": "1.000000000000"}, "consistency": None}
