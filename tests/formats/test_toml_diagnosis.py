"""Every slip of writing that is known: its code and its place, alone and in the middle of a good file."""

import random

import pytest
import tomli
from hypothesis import given
from hypothesis import strategies as st

from perfkit.errors import InputError
from perfkit.formats.toml import parse_toml
from perfkit.formats.toml_diagnosis import DETECTORS

GOOD = """\
schema = 1
[project]
title = '道路 "一期"'
period = { start = 2023-01-01, end = 2023-12-31 }
goal = \"\"\"
建成 "五" 项
\"\"\"
[funding]
unit = "万元"
initial = 7000.50  # 年初
[[indicators]]
weight = 10
options = [
  "甲",  # 一
  "乙",
]
[[indicators]]
weight = 20
"""

SLIPS = [
    # quotes and characters
    ("name = “项目”", "curly-quotes", 8),
    ('name = "项目”', "curly-quotes", 11),
    ("name = ‘项目’", "curly-quotes", 8),
    ('name = "x', "quote-open", 8),
    ("name = 'x", "quote-open", 8),
    ('"name = 1', "quote-open", 1),
    ("name = 'it''s'", "quote-inside", 11),
    ('name = "the "new" road"', "quote-inside", 13),
    ('path = "C:\\data\\x"', "backslash", 11),
    ('path = "C:\\Users\\x"', "backslash", 11),
    ('name = "\\uD800"', "no-character", 9),
    ('name ＝ "x"', "full-width-equals", 6),
    ('name\u3000= "x"', "odd-blank", 5),
    ("\u00a0name = 1", "odd-blank", 1),
    ("name = １２", "full-width", 8),
    ("name = [1，2]", "full-width", 9),
    ("name = true，", "full-width", 8),
    ('na\u200bme = "x"', "hidden-key", 3),
    # keys
    ('名称 = "x"', "bare-key", 1),
    ('my name = "x"', "bare-key", 1),
    ("a/b = 1", "bare-key", 1),
    ("a. = 1", "bare-key", 1),
    ('name : "x"', "colon", 6),
    ('name: "x"', "colon", 5),
    ('name："x"', "colon", 5),
    ('name "x"', "equals-missing", 1),
    ("name", "equals-missing", 1),
    ('= "x"', "key-missing", 1),
    ('name == "x"', "equals-twice", 7),
    ("name =", "value-missing", 6),
    ("name = # later", "value-missing", 6),
    ("// note", "comment-sign", 1),
    ("; note", "comment-sign", 1),
    ("name = 1 // note", "comment-sign", 10),
    # values
    ("name = 项目", "bare-text", 8),
    ("name = 7000万元", "bare-text", 8),
    ("name = ≥5项", "bare-text", 8),
    ("name = >=5", "bare-text", 8),
    ("name = 1e5x", "bare-text", 8),
    ("name = yes", "yes-no", 8),
    ("name = No", "yes-no", 8),
    ("name = 是", "yes-no", 8),
    ("name = True", "true-case", 8),
    ("name = null", "null", 8),
    ("name = 无", "null", 8),
    ("name = —", "null", 8),
    ("name = NaN", "not-finite", 8),
    ("name = 14,654", "thousands", 8),
    ("name = 1,234,567.5 # 元", "thousands", 8),
    ("name = 14，654", "thousands", 8),
    ("name = {a = 14,654, b = 2}", "thousands", 13),
    ("name = 95%", "percent", 8),
    ("name = 95％", "percent", 8),
    ("name = [95%, 3]", "percent", 9),
    ("name = {a = 95%, b = 2}", "percent", 13),
    ("name = 014654", "leading-zero", 8),
    ("name = .5", "point", 8),
    ("name = -5.", "point", 8),
    ("name = 1__000", "underscores", 8),
    ("name = 1000_", "underscores", 8),
    ("name = +-5", "signs", 8),
    ("name = 2023-2-9", "date", 8),
    ("name = 2023/12/31", "date", 8),
    ("name = 2023.12.31", "date", 8),
    ("name = 2023年12月31日", "date", 8),
    ("name = {a = 2023-2-9}", "date", 13),
    ("name = 2023-02-30", "no-such-day", 8),
    ("name = 2023-13-01", "no-such-day", 8),
    # shape
    ("name = 1,", "comma-at-end", 9),
    ('name = "x",', "comma-at-end", 11),
    ("name = true;", "comma-at-end", 12),
    ("name = 1 other = 2", "one-per-line", 10),
    ('name = "x" "y"', "one-per-line", 12),
    ("name = [1 2]", "comma-missing", 11),
    ('name = ["x" "y"]', "comma-missing", 13),
    ("name = [1,, 2]", "sign-extra", 11),
    ("name = [1]]", "sign-extra", 11),
    ("]", "sign-extra", 1),
    ("weight = 1\nweight = 2", "key-twice", 1),
    ("name = {x = 1, x = 2}", "key-twice", 16),
    ("name = {x = 1}\nname.y = 2", "table-closed", 1),
    ("name = 1\nname.y = 2", "already-value", 1),
    ("name.y = 1\nname = 2", "already-table", 1),
]

LAST = [
    # what makes the rest of the file unreadable
    ("[place", "bracket-missing", 7),
    ("[[place", "bracket-missing", 8),
    ("[[place]", "second-bracket-missing", 9),
    ("[place]]", "second-bracket-missing", 1),
    ("[]", "table-name-missing", 1),
    ("[[ ]]", "table-name-missing", 1),
    ("[项目]", "bare-key", 2),
    ("[my table]", "bare-key", 2),
    ("［project］", "full-width", 1),
    ('[place] name = "x"', "one-per-line", 9),
    ("[place],", "comma-at-end", 8),
    ('name = """\nxx', "long-text-open", 8),
    ("name = '''xx", "long-text-open", 8),
    ("name = [1, 2", "list-open", 8),
    ("name = [1,", "list-open", 8),
    ('name = ["x",\n  "y"', "list-open", 8),
    ("name = {x = 1", "table-open", 8),
    ("name = {x = 1,", "table-open", 8),
    ("<<<<<<< HEAD", "merge-mark", 1),
    ("=======", "merge-mark", 1),
    (">>>>>>> branch", "merge-mark", 1),
    ("[a]\nx = 1\n[a]", "table-twice", 1),
    ("a.b = 1\n[a.b]", "already-value", 1),
    ("a = {b = 1}\n[a]", "table-closed", 1),
    ("a = []\n[[a]]", "table-closed", 1),
    ("[a]\n[[a]]", "already-table", 1),
    ("[[a]]\n[a]", "already-table", 1),
    ("\ufeff[place]", "text.hidden", 1),
    ("name = [1, # one", "list-open", 8),
    ("[a.b.c]\n[a]\nb.c.d = 1", "already-table", 1),
    ("a.b.c = 1\n[a.b]", "already-table", 1),
    ("''%=,", "syntax", 3),
    ("[1{]+", "syntax", 3),
]


def faults(text):
    """Code (without the common part), line and column of each fault."""
    with pytest.raises(InputError) as caught:
        parse_toml(text, "a.toml")
    for fault in caught.value.faults:
        assert fault.worded("zh")
        assert fault.worded("en")
    return [(f.code.removeprefix("toml."), f.place.line, f.place.column) for f in caught.value.faults]


def line_of_slip(slip, code):
    """Where the place of a slip of several lines is: at its end, but for what was opened and not closed."""
    return 1 if code.endswith("-open") else slip.count("\n") + 1


@pytest.mark.parametrize(("slip", "code", "column"), SLIPS)
def test_a_slip_is_named_and_located(slip, code, column):
    """At the end of a file without a last line end, where tomli often knows no place."""
    assert faults(slip) == [(code, line_of_slip(slip, code), column)]


@pytest.mark.parametrize(("slip", "code", "column"), SLIPS)
def test_a_slip_in_a_good_file_is_one_fault(slip, code, column):
    """One slip, one fault, whatever stands around it."""
    text = GOOD.replace("[funding]\n", f"[funding]\n{slip}\n")

    assert faults(text) == [(code, 8 + line_of_slip(slip, code), column)]


@pytest.mark.parametrize(("slip", "code", "column"), [row for row in LAST if row[0][0] != "\ufeff"])
def test_a_slip_that_spoils_the_rest_is_named_at_the_end(slip, code, column):
    """Brackets and long texts left open, headers that clash."""
    assert faults(slip) == [(code, line_of_slip(slip, code), column)]


@pytest.mark.parametrize(("slip", "code", "column"), LAST)
def test_a_slip_that_spoils_the_rest_is_one_fault(slip, code, column):
    """What follows it is not blamed."""
    text = GOOD.replace("schema = 1\n", f"schema = 1\n{slip}\n")

    assert faults(text) == [(code, 1 + line_of_slip(slip, code), column)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('{"a": 1}', ("json", 1, 1)),
        ('\n [\n {"a": 1}]', ("json", 2, 2)),
        ("project:\n  name: x\n", ("yaml", 1, 8)),
        ("a: 1\nb: 2\n", ("yaml", 1, 2)),
        ("---\na: 1\n", ("yaml", 1, 1)),
        ("# head\n- a: 1\n- b: 2\n", ("yaml", 2, 4)),
    ],
)
def test_other_languages_are_recognised(text, expected):
    """A JSON or YAML file under the name of a TOML file."""
    assert faults(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a = [\n  1,\n  2\nb = 3\n", ("list-open", 1, 5)),
        ('a = [1,\n[project]\nname = "x"\n', ("list-open", 1, 5)),
        ('a = {x = 1,\n[project]\nname = "x"\n', ("table-open", 1, 5)),
        ('a = [\n  "x"\n  "y"\n]\n', ("comma-missing", 3, 3)),
        ("a = {\n  x = 1\n  y = 2\n}\nb = 1\n", ("comma-missing", 3, 3)),
        ("a = [95%,\n  1,\n]\n", ("percent", 1, 6)),
        ("a = [\n  1,\n  95%,\n]\n", ("percent", 3, 3)),
        ("a = [\n  { b = 项目 },\n]\n", ("bare-text", 2, 9)),
        ("a = {\n  x = 1\n  y = 2\nb = 1", ("table-open", 1, 5)),
        ('a = {\n  b "x"\n}\n', ("equals-missing", 2, 5)),
        ('a = """\n\\d\n"""\n', ("backslash", 2, 1)),
    ],
)
def test_slips_inside_brackets_of_several_lines(text, expected):
    """The opening bracket, or the line within."""
    assert faults(text) == [expected]


def test_several_slips_are_reported_in_one_run():
    """Nobody mends a file eight times."""
    text = 'a = 项目\nb = “x”\nc = 1\nd : 2\ne = 95%\nc = 3\n[f]\ng = yes\n"" = 1\n'

    assert faults(text) == [
        ("bare-text", 1, 5),
        ("curly-quotes", 2, 5),
        ("colon", 4, 3),
        ("percent", 5, 5),
        ("key-twice", 6, 1),
        ("yes-no", 8, 5),
    ]


def test_at_most_twenty_slips_are_reported():
    """And the work stays bounded."""
    assert len(faults("a = 项目\n" * 50)) == 20


def test_crlf_moves_no_place():
    """Line and column are those an editor shows."""
    assert faults(GOOD.replace("\n", "\r\n") + "名称 = 1\r\n") == [("bare-key", 19, 1)]


@pytest.mark.parametrize(
    ("text", "line", "key"),
    [
        ("[a]\nb = 1\nb = 2", 2, "a.b"),
        ("[a]\n[b]\n[a]", 1, "a"),
        ("[[a]]\nx = 1\n[[a]]\nx = 1\nx = 2", 4, "a[2].x"),
        ("[a.b]\n[a]\nb = 1", 1, "a.b"),
    ],
)
def test_what_is_said_twice_names_the_line_of_the_first(text, line, key):
    """And the key by its whole path, lists counted from 1."""
    with pytest.raises(InputError) as caught:
        parse_toml(text, "a.toml")
    (fault,) = caught.value.faults

    assert (fault.arguments["line"], fault.place.key) == (line, key)


@pytest.mark.parametrize(
    ("text", "write"),
    [
        ("a = 2023-2-9", "2023-02-09"),
        ("a = 2023年12月31日", "2023-12-31"),
        ("a = 14,654.50", "14654.50"),
        ("a = .5", "0.5"),
        ("a = -5.", "-5"),
        ("a = +.5", "0.5"),
        ("a = 0095", "95"),
        ("a = -00.5", "-0.5"),
        ("a = 1__0_", "10"),
        ("a = +-5", "-5"),
        ("a = ++5", "5"),
        ("a = Yes", "true"),
        ("a = off", "false"),
        ("a = 否", "false"),
        ("a = TRUE", "true"),
        ("a = 95 %", '"95 %"'),
        ("a = 项目", '"项目"'),
        ("a = D:\\x", "'D:\\x'"),
    ],
)
def test_the_hint_is_itself_toml(text, write):
    """What the message says to write can be written."""
    with pytest.raises(InputError) as caught:
        parse_toml(text, "a.toml")
    (fault,) = caught.value.faults

    assert fault.arguments["write"] == write
    assert tomli.loads(f"a = {write}")


def test_every_detector_is_needed():
    """Each detector recognises at least one of the slips above that no earlier one takes."""
    unused = set(DETECTORS)
    texts = [row[0] for row in (*SLIPS, *LAST)] + ["{", "a: 1\nb: 2", "[funding]\n\ufeffname = 1"]
    for text in texts:
        taken = first_detector(text)
        unused.discard(taken)

    assert unused == set()


def first_detector(text):
    """The detector that names the first slip of ``text``."""
    from perfkit.formats.toml_diagnosis import scene_of
    from perfkit.formats.toml_source import Source

    with pytest.raises(tomli.TOMLDecodeError) as caught:
        tomli.loads(text)
    scene = scene_of(caught.value.msg, caught.value.pos, Source("a", text))
    return next((detector for detector in DETECTORS if detector(scene) is not None), None)


SIGNS = "=[]{}\"'\n,.#\\-+_ :;%a1“＝，\u3000\u200b"
PIECES = [*SIGNS, "[[", "]]", '"""', "'''", "项目", "9" * 50, "1e999"]


@given(st.lists(st.sampled_from(PIECES), max_size=25).map("".join))
def test_whatever_is_written_ends_in_a_document_or_in_faults_with_places(text):
    """Only our own error, each fault with line and column inside the text, and tomli's verdict stands."""
    try:
        parse_toml(text, "a.toml")
    except InputError as error:
        found = error.faults
    else:
        tomli.loads(text)
        return
    lines = text.split("\n")
    for fault in found:
        assert 1 <= fault.place.line <= len(lines)
        assert fault.place.column is None or 1 <= fault.place.column <= len(lines[fault.place.line - 1]) + 1
        assert fault.worded("zh")
        assert fault.worded("en")


def test_a_good_file_spoilt_at_random_is_never_a_traceback():
    """2 000 times one or two characters inserted or lost."""
    chance = random.Random(7)  # noqa: S311 - a fixed sample, not a secret
    for _ in range(2000):
        text = GOOD
        for _ in range(chance.randint(1, 2)):
            at = chance.randrange(len(text))
            text = text[:at] + chance.choice(PIECES) + text[at + chance.randint(0, 3) :]
        try:
            parse_toml(text, "a.toml")
        except InputError as error:
            assert all(fault.place.line for fault in error.faults), text  # noqa: PT017 - either end is allowed
