"""Structuring: strict in every type, all faults at once, each at its key path."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Literal

import pytest
from attrs import field, frozen
from hypothesis import given
from hypothesis import strategies as st

from perfkit.errors import InputError
from perfkit.formats.convert import Written, structure
from perfkit.formats.notes import Notes
from perfkit.model import GradeBand, SetIndicator


@frozen
class Inner:
    weight: Decimal
    block_name: str
    target: Written | None = None
    children: tuple[Inner, ...] = ()


@frozen
class Outer:
    schema: int
    inner: tuple[Inner, ...] = ()
    facts: Mapping[str, bool | Written] = field(factory=dict)
    mode: Literal["half-up", "down"] = "down"
    day: datetime.date | None = None
    deadline: datetime.date | str | None = None
    lowest: int = field(default=0, metadata={"key": "from"})
    anything: Any = None
    either: Written | Inner | None = None


def refused(document: Mapping[str, Any], kind: type = Outer) -> list[tuple[str, str]]:
    """Code and key of each fault, each of which can be said in both languages."""
    with pytest.raises(InputError) as error:
        structure(document, kind, "f.toml")
    for fault in error.value.faults:
        assert fault.place.file == "f.toml"
        assert fault.worded("zh")
        assert fault.worded("en")
    return [(fault.code, fault.place.key) for fault in error.value.faults]


def test_a_sound_document_becomes_its_object():
    """Keys in kebab case and given names, nested lists, free tables and choices all find their fields."""
    document = {
        "schema": 1,
        "inner": [{"weight": Decimal("1.50"), "block-name": "b", "children": [{"weight": 2, "block-name": "c"}]}],
        "facts": {"finished": True, "区域": "5项", "n": 3},
        "mode": "half-up",
        "day": datetime.date(2023, 1, 2),
        "deadline": "2023年1月2日",
        "from": 5,
        "anything": {"a": [1]},
        "either": {"weight": "3", "block-name": "d"},
    }
    child = Inner(Decimal(2), "c")
    assert structure(document, Outer) == Outer(
        1,
        (Inner(Decimal("1.50"), "b", None, (child,)),),
        {"finished": True, "区域": "5项", "n": 3},
        "half-up",
        datetime.date(2023, 1, 2),
        "2023年1月2日",
        5,
        {"a": [1]},
        Inner(Decimal(3), "d"),
    )


@pytest.mark.parametrize(
    ("key", "value", "code"),
    [
        ("schema", "1", "input.not-whole"),
        ("schema", True, "input.not-whole"),
        ("schema", Decimal("1.0"), "input.not-whole"),
        ("schema", 1.0, "input.not-whole"),
        ("inner", {"weight": 1}, "input.not-list"),
        ("inner", "ab", "input.not-list"),
        ("inner", 5, "input.not-list"),
        ("facts", [1], "input.not-table"),
        ("facts", "x", "input.not-table"),
        ("mode", "half_up", "input.not-choice"),
        ("mode", 1, "input.not-choice"),
        ("mode", ["down"], "input.not-choice"),
        ("day", "2023-01-01", "input.not-date"),
        ("day", datetime.datetime(2023, 1, 1, tzinfo=datetime.UTC), "input.not-date"),
        ("deadline", datetime.datetime(2023, 1, 1, tzinfo=datetime.UTC), "input.not-date"),
        ("deadline", 2023, "input.not-date"),
        ("either", True, "input.not-number"),
        ("either", 0.5, "input.not-number"),
        ("either", [1], "input.not-number"),
        ("either", Decimal("NaN"), "number.not-finite"),
    ],
)
def test_nothing_is_coerced(key, value, code):
    """A value of another type is refused at its key; above all a truth value is no number and a moment no day."""
    assert refused({"schema": 1, key: value}) == [(code, "from" if key == "lowest" else key)]


@pytest.mark.parametrize(
    ("value", "code"),
    [
        (True, "input.not-number"),
        (0.1, "input.not-number"),
        (None, "input.not-number"),
        ([1], "input.not-number"),
        ("1e5", "number.unreadable"),
        ("٣", "number.unreadable"),
        (Decimal("Infinity"), "number.not-finite"),
        (10**18, "number.out-of-range"),
    ],
)
def test_exact_numbers_only(value, code):
    """Numbers come in by the one grammar for numbers; floats, infinities and other scripts never do."""
    assert refused({"weight": value, "block-name": "b"}, Inner) == [(code, "weight")]


def test_all_faults_come_at_once():
    """One run names every fault in the document: wrong types, unknown keys, missing keys, at every depth."""
    document = {
        "schema": True,
        "inner": [
            {"weight": 1, "block-name": 3, "wieght": 2},
            3,
            {"target": [1], "children": [{"weight": Decimal("inf"), "block-name": "x"}]},
        ],
        "facts": {"ok": 1, "bad": []},
        "modes": "down",
        "nothing like it": 1,
    }
    assert refused(document) == [
        ("input.not-whole", "schema"),
        ("input.not-text", "inner[1].block-name"),
        ("input.misspelt-key", "inner[1].wieght"),
        ("input.not-table", "inner[2]"),
        ("input.missing-keys", "inner[3]"),
        ("input.not-number", "inner[3].target"),
        ("number.not-finite", "inner[3].children[1].weight"),
        ("input.not-fact", "facts.bad"),
        ("input.misspelt-key", "modes"),
        ("input.unknown-key", "nothing like it"),
    ]


def test_missing_keys_are_listed_together():
    """A table that lacks several keys gives one fault with all their names as they are written."""
    with pytest.raises(InputError) as error:
        structure({"inner": [{}]}, Outer)
    first, second = error.value.faults
    assert (first.code, first.arguments["keys"]) == ("input.missing-keys-root", "schema")
    assert (second.code, second.arguments["keys"]) == ("input.missing-keys", "weight, block-name")


def test_a_misspelt_key_names_the_near_one():
    """The fault of an unknown key carries the key that was probably meant, also across upper and lower case."""
    with pytest.raises(InputError) as error:
        structure({"schema": 1, "Schema": 1, "fact": {}}, Outer)
    assert {fault.arguments["key"]: fault.arguments["near"] for fault in error.value.faults} == {
        "Schema": "schema",
        "fact": "facts",
    }


def test_keys_of_ones_own_are_left_aside_with_a_remark():
    """Keys that start with x- take no part, at any depth, and each is remarked."""
    notes = Notes()
    document = {"schema": 1, "x-note": 1, "inner": [{"weight": 1, "block-name": "b", "x-y": {"z": 1}}]}
    assert structure(document, Outer, "f.toml", notes) == Outer(1, (Inner(Decimal(1), "b"),))
    assert [(remark.code, remark.place.key) for remark in notes.remarks] == [
        ("input.extension", "x-note"),
        ("input.extension", "inner[1].x-y"),
    ]


def test_classes_of_the_model_are_structured_too():
    """Sets are read into the model itself; what its classes refuse comes at the place of the table."""
    node = {"code": "a", "name": "甲", "weight": "60", "children": [{"code": "b", "name": "乙", "weight": 40}]}
    read = structure(node, SetIndicator)
    assert read.children[0].weight == 40
    assert structure({"name": "优", "from": 90}, GradeBand).lowest == 90


def test_a_mistake_of_ours_is_not_blamed_on_the_input():
    """An error that no input can cause passes through as it is."""

    @frozen
    class Broken:
        name: str

        def __attrs_post_init__(self) -> None:
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        structure({"name": "x"}, Broken)


def test_more_faults_than_anybody_reads_are_counted():
    """A document with hundreds of faults lists a hundred and says how many are left."""
    with pytest.raises(InputError) as error:
        structure({"schema": 1, "inner": [1] * 150}, Outer, "f.toml")
    *shown, last = error.value.faults
    assert len(shown) == 100
    assert (last.code, last.arguments["count"]) == ("input.more", 50)


json_like = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | st.dates(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(st.sampled_from(["schema", "inner", "facts", "mode", "day", "from", "either"]), json_like))
def test_any_document_is_structured_or_refused(document):
    """No document makes anything but an object of the class or faults that can be said."""
    try:
        read = structure(document, Outer)
    except InputError as error:
        said = error.worded("zh"), error.worded("en")
    else:
        said = (repr(read),)
    assert all(said)
