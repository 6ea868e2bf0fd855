"""Amendments: changes by codes, never by positions, and never against what the base says."""

import pytest

from perfkit.errors import IndicatorSetError
from perfkit.model import Change
from perfkit.scoring import amended

BASE = {
    "rounding": {"rate": {"places": 2, "mode": "half-up"}},
    "grades": [{"name": "优", "from": 90}, {"name": "良", "from": 80}],
    "indicators": [{"code": "execution", "weight": 10}, {"code": "output", "weight": 50, "accepts": ["数量指标"]}],
}


def change(at, action, value=None, was=None):
    return Change(at, action, was, value, "because")


def test_each_action_changes_just_what_it_names_and_leaves_the_base_alone():
    """Replace, add and remove work on tables, on lists by code, and on lists of plain names."""
    before = repr(BASE)
    document = amended(
        BASE,
        [
            change("rounding.rate.mode", "to", "down", was="half-up"),
            change("rounding.rate.trailing-zeros", "add", False),
            change("grades.优.from", "to", 85, was=90),
            change("indicators.output.accepts.成本指标", "add", "成本指标"),
            change("indicators.execution", "remove"),
            change("indicators.satisfaction", "add", {"code": "satisfaction", "weight": 10}),
        ],
    )

    assert document["rounding"]["rate"] == {"places": 2, "mode": "down", "trailing-zeros": False}
    assert document["grades"][0]["from"] == 85
    assert [node["code"] for node in document["indicators"]] == ["output", "satisfaction"]
    assert document["indicators"][0]["accepts"] == ["数量指标", "成本指标"]
    assert before == repr(BASE)


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        (change("rounding.rate.mode", "to", "down", was="half-even"), "amendment.was-differs"),
        (change("rounding.rat.mode", "to", "down"), "amendment.path-unknown"),
        (change("rounding.rate.mod", "to", "down"), "amendment.path-unknown"),
        (change("indicators.0.weight", "to", 9), "amendment.path-unknown"),
        (change("rounding.rate.mode.deeper", "to", 9), "amendment.path-unknown"),
        (change("rounding.rate", "add", {}), "amendment.already-there"),
        (change("indicators.output", "add", {}), "amendment.already-there"),
        (change("grades.中", "remove"), "amendment.path-unknown"),
    ],
)
def test_a_change_that_does_not_fit_the_base_is_refused(wrong, code):
    """A base that moved on is noticed when the set is loaded, not when a score looks odd."""
    with pytest.raises(IndicatorSetError) as caught:
        amended(BASE, [wrong])

    assert [code] == [fault.code for fault in caught.value.faults]
    assert caught.value.faults[0].place.key == "change[1]"


def test_all_wrong_changes_are_named_at_once_with_the_near_match():
    """Two slips, two faults, and the second proposes what was meant."""
    with pytest.raises(IndicatorSetError) as caught:
        amended(BASE, [change("roundin.rate", "remove"), change("indicators.outputs.weight", "to", 1)])

    assert [fault.arguments["near"] for fault in caught.value.faults] == ["rounding", "output"]


def test_an_entry_can_be_added_before_another():
    """A fifth grade goes where it belongs; without ``before`` it goes to the end."""
    best = Change("grades.特优", "add", None, {"name": "特优", "from": 95}, "five grades", before="优")
    names = [grade["name"] for grade in amended(BASE, [best])["grades"]]

    assert names == ["特优", "优", "良"]


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        (
            Change("grades.特优", "add", None, {"name": "特优", "from": 95}, "x", before="优良"),
            "amendment.before-unknown",
        ),
        (Change("grades.乙", "add", None, {"name": "极差", "from": 0}, "x"), "amendment.name-differs"),
    ],
)
def test_an_added_entry_must_fit_its_path_and_its_place(wrong, code):
    """A name that differs from the path, or a neighbour that is not there, is refused."""
    with pytest.raises(IndicatorSetError) as caught:
        amended(BASE, [wrong])

    assert caught.value.code == code


def test_a_path_may_name_an_entry_by_its_printed_name():
    """A county officer writes what stands on the form."""
    base = {"indicators": [{"code": "execution", "name": "预算执行率", "weight": 10}]}

    assert amended(base, [change("indicators.预算执行率.weight", "to", 20)])["indicators"][0]["weight"] == 20


@pytest.mark.parametrize(
    ("change", "names"),
    [
        (Change("grades.良", "remove", None, None, "两档"), ["优", "差"]),
        (Change("grades.良", "to", None, {"name": "合格", "from": 60}, "改名"), ["优", "合格", "差"]),
        (Change("grades.优", "remove", None, None, "没有优"), ["良", "差"]),
        (Change("grades.差", "to", None, {"name": "不合格", "from": 0}, "改名"), ["优", "良", "不合格"]),
    ],
)
def test_an_entry_of_a_list_goes_or_is_replaced_and_its_neighbours_stay(change, names):
    """At either end and in the middle, exactly the entry that is named changes."""
    base = {"grades": [{"name": "优", "from": 90}, {"name": "良", "from": 80}, {"name": "差", "from": 0}]}

    assert [grade["name"] for grade in amended(base, [change])["grades"]] == names
