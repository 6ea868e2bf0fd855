"""Amendments: changes by codes, never by positions, and never against what the base says."""

import pytest

from perfkit.errors import IndicatorSetError
from perfkit.model import Change
from perfkit.scoring import amended, attempted

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


@pytest.mark.parametrize(
    ("at", "value", "path", "expected"),
    [
        ("adjustments.late", {"code": "late"}, ("adjustments", 0, "code"), "late"),
        ("labels.late", "逾期", ("labels", "late"), "逾期"),
        ("indicators.execution.parameters.line", "60%", ("indicators", 0, "parameters", "line"), "60%"),
        ("indicators.execution.children.a", {"code": "a"}, ("indicators", 0, "children", 0, "code"), "a"),
        ("rounding.total", {"places": 0}, ("rounding", "total", "places"), 0),
    ],
)
def test_the_first_entry_brings_its_list_or_table_with_it(at, value, path, expected):
    """An author need not know whether the base has any adjustments, labels or parameters."""
    found = amended(BASE, [change(at, "add", value)])
    for step in path:
        found = found[step]
    assert found == expected


@pytest.mark.parametrize("at", ["labels.late.zh", "parameters.line", "indicators.parameters.a", "adjustment.late"])
def test_no_other_table_appears_by_itself(at):
    """A slip in a path is no new table."""
    with pytest.raises(IndicatorSetError) as caught:
        amended(BASE, [change(at, "add", "x")])
    assert caught.value.code == "amendment.path-unknown"


TREE = {
    "indicators": [
        {"code": "output", "name": "产出", "weight": 50, "children": [{"code": "quality", "weight": 50}]},
        {"code": "benefit", "weight": 50},
    ]
}


@pytest.mark.parametrize(
    ("at", "path"),
    [
        ("output.weight", "indicators.output.weight"),
        ("indicators.quality.weight", "indicators.output.children.quality.weight"),
        ("indicators.output.quality.weight", "indicators.output.children.quality.weight"),
        ("indicators.benefit.quality", "indicators.output.children.quality"),
    ],
)
def test_the_way_to_a_node_is_said(at, path):
    """Who leaves out what is around a node is told the whole path."""
    with pytest.raises(IndicatorSetError) as caught:
        amended(TREE, [change(at, "to", 1)])
    (fault,) = caught.value.faults
    assert (fault.code, fault.arguments["path"]) == ("amendment.path-elsewhere", path)
    assert amended(TREE, [change(path, "to", 1)])


def test_weights_that_add_up_at_the_end_are_changed_one_by_one():
    """Nothing is proved in between."""
    weights = {"execution": (10, 15), "output": (50, 45)}
    changes = [change(f"indicators.{code}.weight", "to", new, was=old) for code, (old, new) in weights.items()]
    assert [node["weight"] for node in amended(BASE, changes)["indicators"]] == [15, 45]


def test_what_an_earlier_change_added_can_be_changed_inside():
    """The new grade gets another bound."""
    add = Change("grades.特优", "add", None, {"name": "特优", "from": 95}, "x", before="优")
    assert amended(BASE, [add, change("grades.特优.from", "to", 96, was=95)])["grades"][0]["from"] == 96


@pytest.mark.parametrize(
    ("first", "second", "code"),
    [
        (change("rounding.rate.mode", "to", "down"), change("rounding.rate.mode", "to", "up"), "amendment.at-twice"),
        (change("rounding.leaf", "add", {}), change("rounding.leaf", "to", {}), "amendment.at-twice"),
        (change("rounding.rate.mode", "remove"), change("rounding.rate.mode", "add", "up"), None),
    ],
)
def test_a_key_is_set_once_in_an_amendment(first, second, code):
    """The second would silently undo the first; to take away and add again is another thing."""
    if code is None:
        assert amended(BASE, [first, second])["rounding"]["rate"]["mode"] == "up"
        return
    with pytest.raises(IndicatorSetError) as caught:
        amended(BASE, [first, second])
    (fault,) = caught.value.faults
    assert (fault.code, fault.place.key, fault.arguments["first"]) == (code, "change[2]", 1)


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        (change("rounding.leaf", "add", {}, was={"places": 2}), "amendment.was-of-added"),
        (Change("rounding.leaf", "add", None, {}, "x", before="rate"), "amendment.before-of-key"),
        (change("grades", "add", [{"name": "中", "from": 60}]), "amendment.list-there"),
        (change("rounding.rate.places", "to", 3, was=True), "amendment.was-differs"),
    ],
)
def test_what_a_change_says_in_vain_is_refused(wrong, code):
    """``was`` of what is new, ``before`` without an order, a whole list where one is, a truth for a number."""
    with pytest.raises(IndicatorSetError) as caught:
        amended(BASE, [wrong])
    assert [code] == [fault.code for fault in caught.value.faults]


def test_a_figure_is_the_same_as_a_text():
    """``was = "90"`` agrees with 90; a table agrees with the same table."""
    assert amended(BASE, [change("grades.优.from", "to", 85, was="90")])
    assert amended(BASE, [change("rounding.rate", "to", {}, was={"mode": "half-up", "places": 2})])


def test_each_change_is_told_by_itself_and_its_path_by_codes():
    """What rolls an amendment over sees which changes fit; forced, one whose ``was`` is old is made all the same."""
    base = {"indicators": [{"code": "execution", "name": "预算执行率", "weight": 10}]}
    changes = [
        change("indicators.预算执行率.weight", "to", 20, was=15),
        change("indicators.gone.weight", "to", 1),
        change("indicators.execution.name", "to", "执行率"),
    ]
    found, forced = attempted(base, changes), attempted(base, changes, forced=True)
    codes = ["amendment.was-differs", "amendment.path-unknown", None]
    for one in (found, forced):
        assert [applied.fault and applied.fault.code for applied in one.changes] == codes
        assert one.changes[0].change.at == "indicators.execution.weight"
        assert one.document["indicators"][0]["name"] == "执行率"
    assert (found.document["indicators"][0]["weight"], forced.document["indicators"][0]["weight"]) == (10, 20)


def test_a_key_that_the_base_leaves_open_is_added():
    """Who writes ``to`` is told to write ``add``; a slip in the key stays a slip."""
    for at, code in (
        ("rounding.rate.trailing-zeros", "amendment.not-said"),
        ("rounding.rate.place", "amendment.path-unknown"),
    ):
        with pytest.raises(IndicatorSetError) as caught:
            amended(BASE, [change(at, "to", 1)])
        assert caught.value.code == code
