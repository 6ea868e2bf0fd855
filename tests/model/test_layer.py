"""A layer of a set: which of its lines says a key of the finished set, and which layer does not."""

import pytest

from perfkit.model import Change, Layer

BASE = Layer(
    address="a@1",
    file="a.toml",
    document={
        "rounding": {"leaf": {"places": 2}},
        "indicators": [
            {"code": "output", "weight": 50, "children": [{"code": "quality", "weight": 20}]},
            {"code": "benefit", "weight": 30},
        ],
        "grades": [{"name": "优", "from": 90}],
    },
    lines={
        "rounding": 1,
        "rounding.leaf": 2,
        "rounding.leaf.places": 2,
        "indicators[1].weight": 5,
        "indicators[1].children[1].weight": 8,
        "indicators[2].weight": 11,
        "grades[1].from": 14,
    },
)

CHANGES = (
    Change("indicators.output.weight", "to", None, 40, "一"),
    Change("indicators.output.weight", "to", None, 45, "二"),
    Change("indicators.growth", "add", None, {"code": "growth", "weight": 5, "children": [{"code": "x"}]}, "三"),
    Change("indicators.benefit", "remove", None, None, "四"),
    Change("rounding.leaf", "to", None, {"places": 1}, "五"),
    Change("grades.优.from", "to", None, 85, "六"),
)
AMENDMENT = Layer(
    address="b@1",
    file="b.toml",
    changes=CHANGES,
    document={"title": {"zh": "乙"}},
    lines={
        "title.zh": 2,
        "change[1]": 10,
        "change[2]": 20,
        "change[2].to": 22,
        "change[3]": 30,
        "change[3].add.weight": 33,
        "change[5]": 50,
        "change[6].to": 62,
    },
)


def said(layer, key):
    """File, line, key and change of what the layer says; None for nothing."""
    found = layer.says(key.split("."))
    if found is None:
        return None
    assert found.place.file == layer.file
    return found.place.line, found.place.key, found.change and CHANGES.index(found.change) + 1


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("rounding.leaf.places", (2, "rounding.leaf.places", None)),
        ("indicators.output.weight", (5, "indicators.output.weight", None)),
        ("indicators.output.children.quality.weight", (8, "indicators.output.children.quality.weight", None)),
        ("indicators.benefit.weight", (11, "indicators.benefit.weight", None)),
        ("grades.优.from", (14, "grades.优.from", None)),
        ("indicators.output.rule", None),
        ("indicators.growth.weight", None),
        ("policies.missing", None),
    ],
)
def test_a_base_says_what_is_written_in_it_and_nothing_else(key, expected):
    """A key has its own line, by the codes on the way to it; what is left out is not said here."""
    assert said(BASE, key) == expected


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("title.zh", (2, "title.zh", None)),
        ("indicators.output.weight", (22, "change[2].to", 2)),
        ("indicators.output.name", None),
        ("indicators.growth", (30, "change[3].add", 3)),
        ("indicators.growth.weight", (33, "change[3].add.weight", 3)),
        ("indicators.growth.children.x.code", (30, "change[3].add.children[1].code", 3)),
        ("indicators.growth.rule", None),
        ("indicators.benefit.weight", None),
        ("indicators.benefit", None),
        ("rounding.leaf.places", (50, "change[5].to.places", 5)),
        ("rounding.leaf.mode", None),
        ("grades.优.from", (62, "change[6].to", 6)),
        ("indicators", None),
    ],
)
def test_an_amendment_says_what_its_last_change_of_the_key_gives(key, expected):
    """The change that gives the value itself or all around it; none that only removes, or stands beside it."""
    assert said(AMENDMENT, key) == expected


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("rounding.leaf.mode", True),
        ("indicators.benefit.weight", True),
        ("indicators.output.weight", True),
        ("indicators.output", False),
        ("grades.优", False),
        ("title.zh", False),
    ],
)
def test_an_amendment_takes_the_place_of_what_stood_there_before(key, expected):
    """Whether or not it says the key anew: layers below are not asked for what was replaced or removed around it."""
    assert AMENDMENT.replaces(key.split(".")) is expected


def test_a_change_hides_those_before_it_in_the_same_amendment():
    """A part that was set and then replaced with all around it is said by nobody."""
    changes = (
        Change("rounding.leaf.mode", "to", None, "up", ""),
        Change("rounding.leaf", "to", None, {"places": 1}, ""),
    )
    layer = Layer(address="b@1", file="b.toml", changes=changes)

    assert layer.says(("rounding", "leaf", "mode")) is None
    assert layer.says(("rounding", "leaf", "places")).change is changes[1]


def test_a_single_change_is_asked_too():
    """The first of a file is no exception."""
    layer = Layer(address="b@1", file="b.toml", changes=CHANGES[:1], lines={"change[1]": 10})

    assert layer.says(("indicators", "output", "weight")).place.line == 10
    assert layer.replaces(("indicators", "output", "weight"))


def test_the_line_is_unknown_where_the_file_has_none():
    """As in a set that a program wrote; the key is known all the same."""
    bare = Layer(address="a@1", file="a.toml", document={"combine": "weakest"})

    assert said(bare, "combine") == (None, "combine", None)
