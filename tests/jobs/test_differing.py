"""The first keys at which two results differ."""

import pytest

from perfkit.jobs.differing import differing


def told(expected, found):
    """Key, expected and found of each difference."""
    return [
        (fault.place.key, fault.arguments["expected"], fault.arguments["found"]) for fault in differing(expected, found)
    ]


@pytest.mark.parametrize(
    ("expected", "found", "differences"),
    [
        ({"a": "1"}, {"a": "1"}, []),
        ({"a": "1"}, {"a": "2"}, [("a", "1", "2")]),
        ({"a": "1"}, {}, [("a", "1", "—")]),
        ({}, {"a": "1"}, [("a", "—", "1")]),
        ({"a": None}, {"a": "1"}, [("a", "null", "1")]),
        ({"a": True}, {"a": 1}, [("a", "true", "1")]),
        ({"a": ["x", "y"]}, {"a": ["x", "z"]}, [("a[2]", "y", "z")]),
        ({"a": ["x"]}, {"a": ["x", "z"]}, [("a[2]", "—", "z")]),
        ({"a": ["x", {"b": "y"}]}, {"a": ["x"]}, [("a[2]", '{"b": "y"}', "—")]),
        ({"a": {"b": "1", "c": "2"}}, {"a": {"b": "0", "c": "3"}}, [("a.b", "1", "0"), ("a.c", "2", "3")]),
        ({"a": {"b": "1"}}, {"a": ["1"]}, [("a", '{"b": "1"}', '["1"]')]),
        ({"a": "得" * 80}, {"a": "1"}, [("a", "得" * 60 + "…", "1")]),
    ],
)
def test_each_difference_has_its_key_and_both_values(expected, found, differences):
    """Lists by position from 1; what only one side has is a dash on the other; long values are cut."""
    assert told(expected, found) == differences


@pytest.mark.parametrize(("count", "more"), [(9, False), (10, False), (11, True)])
def test_ten_differences_are_told_and_then_that_there_are_more(count, more):
    """A reader is not buried."""
    keys = [str(at) for at in range(count)]
    faults = list(differing(dict.fromkeys(keys, "1"), dict.fromkeys(keys, "2")))

    assert [fault.code for fault in faults] == ["replay.differs"] * min(count, 10) + ["replay.more"] * more
    assert not more or faults[-1].arguments == {"count": 10}
