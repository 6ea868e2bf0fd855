"""JSON: the same as Python's reader where that is strict enough, exact numbers, lines of keys, slips told apart."""

import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfkit.errors import InputError
from perfkit.formats.json_outline import MOST_DEPTH, outline_of
from perfkit.formats.json_slips import is_artefact
from perfkit.formats.json_text import MOST_LINE_CHARACTERS, parse_json, parse_json_lines

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
NUMBERS = st.integers(-(10**20), 10**20) | st.decimals(-1000, 1000, places=3)
VALUES = st.recursive(
    st.none() | st.booleans() | NUMBERS | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text("abé键", max_size=4), inner, max_size=4),
    max_leaves=12,
)
PIECES = st.sampled_from(
    [*'{}[]:,"\\ \n\t0123456789.-+eE/#*', "，", "“", "”", "'", "null", "true", "NaN", "\\ud800", "//"]
)


OURS = {"json.no-character", "json.out-of-range", "json.key-twice", "json.number-long"}
"""What Python would read: halves of characters, numbers without bounds, keys that only look alike."""


def written(value):
    """A value as JSON, decimals with all their digits."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(key)}:\n{written(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(written, value)) + " ]"
    return str(value) if isinstance(value, Decimal) else json.dumps(value)


def strict(text):
    """What Python's reader makes of a text when it is told to refuse constants and keys that stand twice."""

    def pairs(found):
        if len(dict(found)) != len(found):
            raise ValueError
        return dict(found)

    def constant(_):
        raise ValueError

    return json.loads(text, parse_float=Decimal, parse_constant=constant, object_pairs_hook=pairs)


def codes(text):
    with pytest.raises(InputError) as refused:
        parse_json(text, "a.json")
    return [fault.code for fault in refused.value.faults]


@given(VALUES)
def test_what_is_json_is_read_as_it_was_written(value):
    """Every value comes back with its kind and all its digits."""
    found = parse_json(written(value)).document

    assert found == value
    assert written(found) == written(value)


@given(VALUES.map(written), st.integers(0, 60), st.lists(PIECES, max_size=3), st.integers(0, 3))
def test_what_is_no_json_is_refused_and_nothing_else(text, at, pieces, cut):
    """Of texts that were tampered with, exactly those are accepted which a strict reader of Python accepts."""
    text = text[:at] + "".join(pieces) + text[at + cut :]
    try:
        wanted = strict(text)
    except (ValueError, RecursionError, ArithmeticError):
        assert codes(text)
        return
    found = outline_of(text, "")
    assert {fault.code for fault in found.faults} <= OURS
    assert found.faults or parse_json(text).document == wanted


def test_every_key_and_entry_has_its_line():
    """The lines are those in which keys, and entries of lists, begin."""
    text = '{\n"a": [\n1,\n{"b": 2,\n"c": "\\u4e2d"}],\n"d\\u00e9": {}}'

    assert parse_json(text).lines == {"a": 2, "a[1]": 3, "a[2]": 4, "a[2].b": 4, "a[2].c": 5, "dé": 6}


def test_several_slips_are_told_at_once():
    """What leaves no doubt is passed over, so that the next slip shows in the same run, each in its line."""
    with pytest.raises(InputError) as refused:
        parse_json('{\n\'a\': True,\n"b": 95%，\nc: 2023-12-31,\n// e\n"a": 01,}')

    assert [(fault.code, fault.place.line) for fault in refused.value.faults] == [
        ("json.single-quotes", 2),
        ("json.truth-word", 2),
        ("json.bare-figure", 3),
        ("json.other-sign", 3),
        ("json.bare-key", 4),
        ("json.bare-date", 4),
        ("json.comment", 5),
        ("json.key-twice", 6),
        ("json.number-form", 6),
        ("json.comma-extra", 6),
    ]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("{}x", "json.more"),
        ("{} {}", "json.more"),
        ("{}\n{}", "json.lines"),
        ('{\n"a": 1}\n{}', "json.more"),
        (",", "json.start"),
        ("{[1]}", "json.key-needed"),
        ('{"a": 1: 2}', "json.colon-extra"),
        ("{1: 2}", "json.bare-key"),
        ("[1 2]", "json.comma-missing"),
        ('{"a": 14,654}', "json.thousands"),
        ('{"a": 14, 654: 1}', "json.bare-key"),
        ('["\\ud83d"]', "json.no-character"),
        ('["\\ude00"]', "json.no-character"),
        ('["\\ud83dx\\ude00"]', "json.no-character"),
        ("[1e19]", "json.out-of-range"),
        ("[-]", "json.bare-text"),
        ("[+5]", "json.number-form"),
        ("for(;;);[1]", "json.before"),
    ],
)
def test_slips_beside_the_catalogue(text, code):
    """Each is named for what it is."""
    assert codes(text) == [code]


@pytest.mark.parametrize("brackets", ["[]", "{}"])
def test_depth_has_an_edge(brackets):
    """Twenty levels are read, one more is refused."""
    opening = '{"a":' if brackets == "{}" else "["
    inner = "1" if brackets == "{}" else ""

    assert parse_json(opening * MOST_DEPTH + inner + brackets[1] * MOST_DEPTH)
    assert codes(opening * (MOST_DEPTH + 1) + inner + brackets[1] * (MOST_DEPTH + 1)) == ["json.too-deep"]


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("0.30000000000000004", True),
        ("0.1499999999999999944", True),
        ("1234.5600000000001", True),
        ("0.3", False),
        ("0.1234567890123456", False),
        ("14654.000000000000000", False),
        ("300000000000000004", False),
    ],
)
def test_noise_of_floating_point_is_told_from_digits(word, expected):
    """A number is noise if one step of its sixteenth digit is all that keeps it from being a short one."""
    assert is_artefact(word) == expected


def test_a_line_of_json_lines_stops_no_other():
    """Each line is read by itself, in its line; empty ones and the marks of Windows do no harm."""
    found = list(parse_json_lines('{"a": 1}\r\n\n{"a" 2}\nnull\n[0.30000000000000004]', "x.jsonl"))

    assert [line.document for line in found] == [{"a": 1}, None, None, None, [Decimal("0.30000000000000004")]]
    assert [line.place.line for line in found] == [1, 2, 3, 4, 5]
    assert [line.is_empty for line in found] == [False, True, False, False, False]
    assert [line.error and line.error.code for line in found] == [None, None, "json.colon-missing", None, None]
    assert found[2].error.faults[0].place.line == 3
    assert [(remark.code, remark.place.line) for line in found for remark in line.remarks] == [
        ("json.line-empty", 2),
        ("json.float-artefact", 5),
    ]


def test_a_line_has_an_end():
    """A line longer than any project is refused, and the next one is read."""
    found = list(parse_json_lines('"' + "x" * MOST_LINE_CHARACTERS + '"\n1'))

    assert found[0].error.code == "json.line-long"
    assert found[1].document == 1
