"""File names made of project names."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfkit.files.names import MOST_BYTES, safe_name, safe_names


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("园区基础设施建设", "园区基础设施建设"),
        ("../../etc/passwd", "_.._etc_passwd"),
        ("CON", "_CON"),
        ("con.x", "_con.x"),
        ("LPT9 .txt", "_LPT9 .txt"),
        ("COM¹", "_COM¹"),
        ("CONSOLE", "CONSOLE"),
        ('a<b>c:d"e|f?g*h\\i', "a_b_c_d_e_f_g_h_i"),
        ("  a \u3000 b\t\n", "a b"),
        ("a\u200bb\u202ec\ufeff", "abc"),
        ("a\x01b\ue000c\ud800d", "a_b_c_d"),
        ("...", "_"),
        ("", "_"),
        (".hidden.", "hidden"),
        ("e\u0301", "é"),
        ("𠮷野", "𠮷野"),
    ],
)
def test_names_become_harmless_and_stay_readable(name, expected):
    """One row for each rule."""
    assert expected == safe_name(name)


def test_the_suffix_is_kept():
    """A reserved name is mended before its suffix."""
    assert safe_name("CON", ".docx") == "_CON.docx"


def test_long_names_are_cut_at_a_character_and_stay_apart():
    """Two names with one beginning differ by the digits of their codes."""
    first, second = (safe_name("项目" * 100, ".docx", code) for code in ("1", "2"))

    assert first != second
    assert first.startswith("项目项目")
    assert first.endswith(".docx")
    assert MOST_BYTES - 3 < len(first.encode()) <= MOST_BYTES


def test_names_that_look_alike_get_their_codes():
    """ＰＰＰ and ppp are one name to some systems."""
    names = safe_names([("PPP 项目", "11"), ("ＰＰＰ 项目", "12"), ("道路", "13")], ".html")

    assert names == ("PPP 项目-11.html", "ＰＰＰ 项目-12.html", "道路.html")


@given(st.text(max_size=200))
def test_every_name_is_safe_and_safe_again(name):
    """Bounded, printable, NFC, never reserved; making it safe twice changes nothing."""
    safe = safe_name(name)

    assert safe == safe_name(safe)
    assert 0 < len(safe.encode()) <= MOST_BYTES
    assert unicodedata.is_normalized("NFC", safe)
    assert not set(safe) & set('<>:"/\\|?*\0')
    assert safe == safe.strip(". ")
    assert not any(unicodedata.category(c).startswith("C") for c in safe)
