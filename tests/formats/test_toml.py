"""TOML files: what is read, what is refused, and that nothing is read otherwise than it was written."""

import datetime
import decimal
import hashlib
import time
from decimal import Decimal

import pytest

from perfkit.errors import InputError
from perfkit.formats.toml import MOST_BYTES, parse_toml, read_toml


@pytest.fixture
def read(tmp_path):
    """A function that writes bytes or text to a file and reads it as TOML."""

    def reader(content):
        data = content if isinstance(content, bytes) else content.encode()
        (tmp_path / "project.toml").write_bytes(data)
        return read_toml(tmp_path / "project.toml", "project.toml")

    return reader


def faults(call, *arguments):
    """Code, line and key of each fault."""
    with pytest.raises(InputError) as caught:
        call(*arguments)
    for fault in caught.value.faults:
        assert fault.worded("zh")
        assert fault.worded("en")
    return [(fault.code, fault.place.line, fault.place.key) for fault in caught.value.faults]


def refused(text):
    """Code, line and key of each fault of a text."""
    return faults(parse_toml, text, "project.toml")


def test_values_are_read_exactly(read):
    """Numbers keep their digits, integers stay whole, dates are dates."""
    text = "a = 0.10\nb = 7000\nc = -1.50\nd = 2023-01-31\ne = true\nf = '95%'\ng = [0.1, 1]\n"
    document = read(text).document

    assert [str(document[key]) for key in "abc"] == ["0.10", "7000", "-1.50"]
    assert [type(document[key]) for key in "abc"] == [Decimal, int, Decimal]
    assert document["d"] == datetime.date(2023, 1, 31)
    assert (document["e"], document["f"], document["g"]) == (True, "95%", [Decimal("0.1"), 1])


def test_the_context_of_a_host_changes_no_digit():
    """Two digits of precision and every trap set: the number is the one that was written."""
    with decimal.localcontext(decimal.Context(prec=2, Emax=5, Emin=-5, traps=list(decimal.Context().traps))):
        assert str(parse_toml("a = 12345678.90123", "a").document["a"]) == "12345678.90123"
        assert refused("a = 1e5\nb = 1e999999999999999999999")[0][0] == "toml.out-of-range"


def test_the_digest_is_that_of_the_bytes(read):
    """A byte-order mark is part of the file."""
    for data in (b"a = 1\n", b"\xef\xbb\xbfa = 1\r\n"):
        assert read(data).digest == hashlib.sha256(data).hexdigest()


def test_places_have_lines(read):
    """Every key has its line; a missing key has the line of its table."""
    file = read('schema = 1\n[project]\nname = "x"\n[[a]]\nb.c = 1\n[[a]]\nl = [\n 1,\n {d = 2},\n]\n')

    for key, line in {
        "schema": 1,
        "project": 2,
        "project.name": 3,
        "project.year": 2,
        "a[1]": 4,
        "a[1].b.c": 5,
        "a[1].b": 5,
        "a[2].l[1]": 8,
        "a[2].l[2].d": 9,
        "a[2].x.y[3]": 6,
        "other": None,
        "": None,
    }.items():
        assert file.place(key).line == line, key
        assert (file.place(key).file, file.place(key).key) == ("project.toml", key)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "toml.empty"),
        (b"\xef\xbb\xbf", "toml.empty"),
        (b"  \n\r\n\t\n", "toml.blank"),
        (b"# one\n\n  # two", "toml.only-comments"),
    ],
)
def test_a_file_that_says_nothing_is_refused(read, data, code):
    """No bytes, only blanks, only comments."""
    assert faults(read, data) == [(code, 1, "")]


def test_the_number_of_comment_lines_is_said(read):
    """Who commented everything out sees that it was seen."""
    with pytest.raises(InputError) as caught:
        read("# one\n\n# two\n")
    assert caught.value.faults[0].arguments["comments"] == 2


@pytest.mark.parametrize(
    ("data", "codes"),
    [
        (b"\xef\xbb\xbfa = 1\n", ["text.bom"]),
        (b"a = 1\r\nb = 2\r\n", []),
        (b"b = 1\na = 1", []),
        (b"a = 1_000\n", ["toml.underscore"]),
        (b"a = [1, 2,]\n", []),
        (b"a = {x = 1,}\n", []),
        (b"a = {\n  x = 1, # c\n  y = 2\n}\n", []),
        (b'a = "1_000"\n', []),
        (b'a = "\\e\\x41"\n'.replace(b"\\e", b""), []),
        ("a = '👍𠮷'\n".encode(), []),
    ],
)
def test_what_is_unusual_and_harmless_is_accepted(read, data, codes):
    """TOML 1.1: a comma before a closing bracket and inline tables over several lines are fine."""
    file = read(data)

    assert [remark.code for remark in file.remarks] == codes
    assert "a" in file.document
    assert all(remark.worded("zh") and remark.worded("en") for remark in file.remarks)


def test_an_underscore_is_taken_for_what_it_is(read):
    """1_000 is 1000, with a remark that says where and how it was read."""
    file = read("[funding]\nbudget = 1_000.5\n")
    (remark,) = file.remarks

    assert file.document["funding"]["budget"] == Decimal("1000.5")
    assert (remark.place.line, remark.place.column, remark.place.key) == (2, 10, "funding.budget")
    assert remark.arguments["write"] == "1000.5"


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ("a = 1\n".encode("utf-16"), ("text.utf16", 1, "")),
        ("a = 1\n".encode("utf-16-le"), ("text.utf16", 1, "")),
        ('a = 1\nb = "项'.encode() + b'\xe7\x9b"\n', ("text.broken", 2, "")),
        ('a = "项目名称"\n'.encode("gbk"), ("text.gbk", 1, "")),
        (b'a = 1\nb = "x\0y"\n', ("text.hidden", 2, "")),
        (b"a = 1 # ok\t\x07\n", ("text.hidden", 1, "")),
        (b"a = 1\rb = 2\r", ("text.lone-cr", 1, "")),
        ('a = "\u202e"\n'.encode(), ("text.disguise", 1, "")),
        (b"PK\x03\x04....xl/workbook.xml", ("text.workbook", None, "")),
        (b"x" * (MOST_BYTES + 1), ("file.too-large", None, "")),
        (b'{"a": 1}', ("toml.json", 1, "")),
        (b"project:\n  name: x\n", ("toml.yaml", 1, "")),
    ],
)
def test_what_is_no_toml_file_is_named(read, data, expected):
    """The file itself: encoding, unseen characters, other formats, size."""
    assert faults(read, data) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a = nan", ("toml.not-finite", 1, "a")),
        ("[x]\na = -inf", ("toml.not-finite", 2, "x.a")),
        ("a = [1, inf]", ("toml.not-finite", 1, "a[2]")),
        ("a = 1e1", ("toml.exponent", 1, "a")),
        ("a = 1.5E-3", ("toml.exponent", 1, "a")),
        ("a = 1e18", ("toml.exponent", 1, "a")),
        ("a = 1e19", ("toml.out-of-range", 1, "a")),
        ("a = 1e999999999", ("toml.out-of-range", 1, "a")),
        ("a = 1e-9_9", ("toml.out-of-range", 1, "a")),
        ("a = 0xff", ("toml.other-base", 1, "a")),
        ("a = 0b1", ("toml.other-base", 1, "a")),
        ("a = 0x" + "f" * 900_000, ("toml.other-base", 1, "a")),
        ("a = " + "1" * 41, ("toml.number-long", 1, "a")),
        ("a = 0." + "1" * 40, ("toml.number-long", 1, "a")),
        ("a = " + "1" * 10_000, ("toml.number-long", 1, "a")),
        ("[project]\ncode = 360722238888030005222", ("toml.code-as-number", 2, "project.code")),
        ("a = -1234567890123456789", ("toml.code-as-number", 1, "a")),
        ('"" = 1', ("toml.empty-key", 1, "")),
        ("[a.' ']", ("toml.empty-key", 1, "a. ")),
        ('"na\u200bme" = 1', ("toml.hidden-key", 1, "naU+200Bme")),
        ('"na\\u200Bme" = 1', ("toml.hidden-key", 1, "naU+200Bme")),
        ('"na\u3000me" = 1', ("toml.hidden-key", 1, "naU+3000me")),
        ('a = "\\u0000"', ("text.hidden", 1, "a")),
        ('[[p]]\nb = ["x", "\\u202E"]', ("text.disguise", 2, "p[1].b[2]")),
        ('"é" = 1\n"e\u0301" = 2', ("toml.twin-key", 2, "e\u0301")),
        ("k" * 201 + " = 1", ("toml.key-long", 1, "k" * 120 + "…")),
        (".".join("a" * 21) + " = 1", ("toml.key-parts", 1, ".".join("a" * 21))),
        ("a = " + "[" * 500 + "]" * 500, ("toml.too-deep", 1, "a" + "[1]" * 20)),
        ("a = " + "{a=" * 5000 + "1" + "}" * 5000, ("toml.too-deep", 1, ".".join("a" * 21))),
        ("\n".join(f"k{at} = 1" for at in range(20_000)), ("toml.too-many", 10_001, "")),
        ("a = [" + "1,\n" * 20_000 + "]", ("toml.too-many", 10_000, "")),
        ('"\\q" = 1', ("toml.backslash", 1, "\\q")),
        ("\n" * 200_000 + "a = 1", ("toml.too-many-words", 100_001, "")),
    ],
)
def test_what_toml_allows_and_a_file_of_facts_may_not_hold(text, expected):
    """Each limit has a code, the line, and the key where there is one."""
    assert refused(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "a = 1e18" + "x",
        "a = " + "1" * 40 + ".5年",
        "a = " + "9" * 5000 + "年",
        "a = 1e999999999999999999999年",
        "a = [1\n" + "b = " + "9" * 5000,
    ],
)
def test_harmful_numbers_in_broken_files_are_never_computed(text):
    """Where the text is no TOML either, the answer is still a fault and not an error of Python."""
    assert refused(text)


@pytest.mark.parametrize(
    "text",
    [
        "a = 123456789012345678",
        "a = " + "0." + "1" * 39,
        "k" * 200 + " = 1",
        ".".join("a" * 20) + " = 1",
        "a = " + "[" * 19 + "]" * 19,
        "\n".join(f"k{at} = 1" for at in range(10_000)),
        '"é" = 1\n[b]\n"e\u0301" = 2',
        'a = "\\t\\n"',
        'a = "nan"\nnan = 1\ninf.x = "1e5"\n"1e999" = "0xff"',
    ],
)
def test_the_limits_themselves_are_allowed(text):
    """One less than too much is enough."""
    assert parse_toml(text, "a").document


def test_all_unwelcome_values_come_at_once_in_the_order_of_the_file():
    """Nobody mends a file eight times."""
    text = "[p]\ncode = 360722238888030005222\nrate = nan\nx = 1e3\n'' = 1\nn = \"\\u0007\"\n"

    assert [(code, line) for code, line, _ in refused(text)] == [
        ("toml.code-as-number", 2),
        ("toml.not-finite", 3),
        ("toml.exponent", 4),
        ("toml.empty-key", 5),
        ("text.hidden", 6),
    ]


def test_the_hint_of_an_exponent_is_the_number_in_full():
    """1e1 is 10."""
    for text, write in (("1e1", "10"), ("1.50e3", "1500"), ("-2E-3", "-0.002"), ("1_0e1", "100")):
        with pytest.raises(InputError) as caught:
            parse_toml(f"a = {text}", "a")
        assert caught.value.faults[0].arguments["write"] == write


HEAVY = {
    "lists": "a = " + "[" * 490_000,
    "inline tables": "a = " + "{a=" * 330_000,
    "growing keys": "\n".join(".".join("k" * at) + ".v = 1" for at in range(1, 900)),
    "one long key": ".".join("a" * 400_000) + " = 1",
    "equals signs": "=" * 999_999,
    "commas": "a = " + "1," * 490_000,
    "open text": 'a = """' + "x\n" * 490_000,
    "quotes": "'\"" * 490_000,
    "backslashes": 'a = "' + "\\" * 990_000,
    "same slip": "a = “x”\n" * 90_000,
    "one word": "a = " + "+" * 990_000,
}


@pytest.mark.parametrize("text", HEAVY.values(), ids=HEAVY.keys())
def test_no_megabyte_takes_long(text):
    """The heaviest texts of one megabyte end in a fault within seconds, without RecursionError or MemoryError."""
    before = time.monotonic()

    assert refused(text)
    assert time.monotonic() - before < 5


def test_many_slips_in_a_long_text_are_told_in_a_second():
    """Each slip is looked for in the whole text: the more tokens it has, the fewer slips are told."""
    few, many = ("\n".join(f'k{at} = "' for at in range(20)) + "\n" + "#\n" * lines for lines in (10, 40_000))
    counts = []
    before = time.process_time()
    for text in (few, many):
        with pytest.raises(InputError) as refused:
            parse_toml(text, "project.toml")
        counts.append(len(refused.value.faults))

    assert counts[0] == 20
    assert 1 < counts[1] < 10
    assert time.process_time() - before < 1


@pytest.mark.parametrize(
    "line", ["a" + ".a" * 1200, "a" + " . a" * 1200, "a." * 1200 + '"= 1', 'x = "\na' + ".a" * 1200]
)
def test_a_thousand_words_and_dots_that_are_no_key_are_refused(line):
    """The library for TOML gives up on them before it sees that no value follows; they are told at their line."""
    with pytest.raises(InputError) as refused:
        parse_toml(f"a = 1\n{line}\n", "project.toml")

    fault = refused.value.faults[-1]
    assert fault.code == "toml.key-parts"
    assert fault.place.line == 2 + line.count("\n")
