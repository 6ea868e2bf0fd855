"""From bytes to text: encodings told apart, foreign files named, unseen characters located."""

import io
import random
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfkit.errors import InputError
from perfkit.files.text import decode

LINES = "编码,项目名称,预算\n1,园区基础设施建设,7000\n2,征地拆迁及报批专项资金,2000\n"


def faults(data, *, table=False):
    """Code, line and column of each fault."""
    with pytest.raises(InputError) as caught:
        decode(data, "a", table=table)
    return [(fault.code, fault.place.line, fault.place.column) for fault in caught.value.faults]


def codes(text):
    """The codes of what was remarked."""
    return [remark.code for remark in text.remarks]


def test_utf8_is_read_as_it_stands():
    """No character and no line end is touched."""
    text = decode((LINES + "\r\n\t𠮷").encode(), "a")

    assert (text.text, text.encoding, text.remarks) == (LINES + "\r\n\t𠮷", "utf-8", ())


def test_a_byte_order_mark_is_left_out_with_a_remark():
    """Only the first one: a second is a character that stands in the text."""
    assert ((text := decode(b"\xef\xbb\xbfa", "a")).text, codes(text)) == ("a", ["text.bom"])
    assert decode(b"\xef\xbb\xbf\xef\xbb\xbfa", "a").text == "\ufeffa"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
@pytest.mark.parametrize("text", ['name = "项目"\n', LINES, "名称\t得分\r\n道路建设\t95\r\n"])
def test_utf16_is_recognised_with_and_without_mark(encoding, text):
    """Notepad's "Unicode" is named, in line 1."""
    assert faults(text.encode(encoding)) == [("text.utf16", 1, None)]
    assert faults(text.encode(encoding), table=True) == [("text.utf16", 1, None)]


def test_a_broken_character_is_located():
    """A cut character has line, column (in characters) and the word around it."""
    data = 'a = 1\nname = "园区'.encode() + b"\xe5\x9b" + '建设"\n'.encode()

    assert faults(data) == [("text.broken", 2, 11)]
    with pytest.raises(InputError, match="园区�建设"):
        decode(data, "a")


def test_all_broken_lines_are_reported():
    """Two slips need one run."""
    data = ("名称\n" * 5 + "园区?\n" + "名称\n" * 5 + "??\n").encode().replace(b"?", b"\xff")

    assert faults(data) == [("text.broken", 6, 3), ("text.broken", 12, 1)]


@pytest.mark.parametrize("encoding", ["gbk", "gb18030"])
def test_gbk_is_read_in_tables_and_refused_elsewhere(encoding):
    """Excel in China saves CSV so; a TOML file has to be UTF-8."""
    text = decode(LINES.encode(encoding), "a", table=True)

    assert (text.text, text.encoding, codes(text)) == (LINES, "gb18030", ["text.gb18030"])
    assert faults(LINES.encode(encoding)) == [("text.gbk", 1, None)]


def test_big5_is_not_taken_for_gbk():
    """Traditional Chinese in Big5 is nearly always valid GB18030, as rubbish."""
    data = "編碼,項目名稱,預算\n1,園區基礎設施建設,7000\n2,徵地拆遷及報批專項資金,2000\n".encode("big5")

    assert faults(data, table=True) == [("text.encoding", 1, None)]


def test_latin1_is_neither():
    """Bytes that fit no encoding are not guessed."""
    assert faults("a,b\ncafé,1\n".encode("latin-1"), table=True) == [("text.encoding", 2, None)]


@pytest.mark.parametrize("first", ["utf-8", "gbk"])
def test_two_files_joined_are_refused_where_the_encoding_changes(first):
    """Half UTF-8, half GBK: the line of the seam."""
    second = "gbk" if first == "utf-8" else "utf-8"
    data = (LINES * 4).encode(first) + (LINES * 4).encode(second)

    assert faults(data, table=True) == [("text.mixed", 13, None)]


def test_a_seam_in_a_mostly_good_file_is_no_slip():
    """Twelve lines of GBK behind thirty of UTF-8 are not twelve broken words."""
    data = (LINES * 10).encode() + (LINES * 4).encode("gbk")

    assert faults(data, table=True) == [("text.mixed", 31, None)]


@pytest.mark.parametrize("data", ["泽赢".encode(), "平涨,1\n".encode(), "目模".encode("gbk")])
def test_a_short_text_that_fits_both_encodings_is_not_guessed(data):
    """Valid as UTF-8 and as everyday GBK."""
    assert faults(data, table=True) == [("text.doubt", None, None)]
    assert data.decode() == decode(data, "a").text, "where only UTF-8 is allowed there is no doubt"
    assert data.decode() == decode(b"\xef\xbb\xbf" + data, "a", table=True).text, "a mark settles it"


def test_the_chinese_of_a_short_table_is_mostly_not_in_doubt():
    """The rule must not refuse common short tables."""
    for head in ("编码,得分\n1,98\n", "项目,预算\na,1\n", "名称,年份\nb,2\n", "序号\n1\n"):
        assert head == decode(head.encode(), "a", table=True).text


def test_random_tables_come_back_from_either_encoding():
    """Of 2 000 random tables of 12 Chinese characters none is read in the wrong encoding."""
    everyday = [bytes([high, low]).decode("gb2312") for high in range(0xB0, 0xD7) for low in range(0xA1, 0xFA)]
    chance = random.Random(1)  # noqa: S311 - a fixed sample, not a secret
    for _ in range(1000):
        text = "".join(chance.choices(everyday, k=12)) + ",1\n"
        assert text == decode(text.encode("utf-8"), "a", table=True).text
        assert text == decode(text.encode("gb18030"), "a", table=True).text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\nb\0c", [("text.hidden", 2, 2)]),
        ("a\r\nbc\u0007", [("text.hidden", 2, 3)]),
        ("\x7f\x85\u2028\ufffe", [("text.hidden", 1, at) for at in (1, 2, 3, 4)]),
        ("名\u202e称", [("text.disguise", 1, 2)]),
        ("a\u2066\u200f", [("text.disguise", 1, 2), ("text.disguise", 1, 3)]),
        ("项目\ufffd", [("text.lost", 1, 3)]),
        ("a\rb\rc", [("text.lone-cr", 1, 2)]),
        ("a\r\nb\rc\0", [("text.hidden", 3, 2), ("text.lone-cr", 2, 2)]),
        ("a\x1a", [("text.hidden", 1, 2)]),
    ],
)
def test_unseen_characters_are_located(text, expected):
    """Line and column, CR, LF and CR LF all counted as line ends."""
    assert expected == faults(text.encode())


def test_tables_may_have_old_line_ends_and_a_ctrl_z():
    """Old Macs and DOS wrote them; the text says what it says."""
    text = decode("编码,项目名称\r1,园区基础设施\r\x1a".encode(), "a", table=True)

    assert (text.text, codes(text)) == ("编码,项目名称\r1,园区基础设施\r", ["text.end-mark"])
    assert faults(b"\x1aa", table=True) == [("text.hidden", 1, 1)]


def test_at_most_a_hundred_faults_are_listed():
    """Nobody reads more."""
    assert len(faults(b"\0x\n" * 200)) == 100


def office(part):
    """A zip archive with this part."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr(part, "x")
    return packed.getvalue()


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (office("xl/workbook.xml"), "text.workbook"),
        (office("word/document.xml"), "text.word"),
        (office("other"), "text.archive"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest", "text.old-office"),
        (b"%PDF-1.7", "text.pdf"),
        (b"{\\rtf1", "text.rtf"),
        (b"\x1f\x8b\x08", "text.archive"),
        (b" \n<!DOCTYPE html><html>", "text.web-page"),
        (b"\xef\xbb\xbf<TABLE border=1>", "text.web-page"),
        (b'<?xml version="1.0"?>', "text.web-page"),
    ],
)
def test_other_kinds_of_files_are_named(data, code):
    """A renamed workbook is called a workbook."""
    assert [(code, None, None)] == faults(data)
    assert [(code, None, None)] == faults(data, table=True)


@given(st.binary(max_size=200), st.booleans())
def test_any_bytes_end_in_text_or_in_a_fault(data, table):
    """No bytes raise anything but our own error, and text that is read can be written again."""
    refused = ()
    try:
        text = decode(data, "a", table=table)
    except InputError as error:
        refused = (error.worded("zh"), error.worded("en"))
    else:
        assert text.text in data.decode(text.encoding)
    assert all(refused)
