"""Plain text comes out of templates as it was typed."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from perfkit.errors import ReportError
from perfkit.model import Heading, Paragraph
from perfkit.reports import Lookup
from perfkit.reports.environment import Sandbox
from perfkit.reports.escape import markdown, printable, xml
from perfkit.reports.markdown import blocks
from perfkit.reports.vocabulary import RenderingError


def fits(text: str) -> bool:
    try:
        printable(text)
    except RenderingError:
        return False
    return bool(text)


SIGNS = st.text(alphabet="*_#|<>&`~[](){}!\\-+.=1 　\n\t\"'甲。a，:/@$%^", min_size=1, max_size=30)
TEXTS = SIGNS | st.text(min_size=1, max_size=40).filter(fits)


def paragraph(source: str, **context: str):
    text = Sandbox(Lookup([]), markdown).render_text(source, "t.md", context)
    return blocks(text, pytest.fail)


@given(TEXTS)
def test_a_value_alone_is_printed_as_typed(value):
    """Whatever a value holds, a paragraph made of it has exactly that text: no sign in it means anything."""
    found = paragraph("{{ value }}", value=value)
    assert [type(block) for block in found] == [Paragraph]
    assert found[0].text == re.sub(r"\r\n?", "\n", value)
    assert not any(run.strong or run.emphasis or run.link for run in found[0].runs)


@given(TEXTS)
def test_a_value_between_words_is_printed_as_typed(value):
    """The same holds where the value stands inside a sentence, a list item and bold text."""
    expected = re.sub(r"\r\n?", "\n", value)
    assert paragraph("前{{ value }}后", value=value)[0].text == f"前{expected}后"
    assert paragraph("- 前{{ value }}后", value=value)[0].text == f"前{expected}后"
    assert paragraph("**前{{ value }}后**", value=value)[0].text == f"前{expected}后"


@given(TEXTS.filter(lambda text: "\n" not in text and "\r" not in text))
def test_a_value_in_a_heading_is_printed_as_typed(value):
    """A project's name in a heading neither ends it nor takes its number away."""
    (heading,) = paragraph("# 甲{{ value }}乙", value=value)
    assert isinstance(heading, Heading)
    assert (heading.text, heading.number) == (f"甲{value}乙", "一、")


def test_a_heading_made_of_marks_keeps_its_number():
    """Only the template's own {-} takes a number away, not a name that ends so."""
    (heading,) = paragraph("# {{ value }}", value="项目 {-}")
    assert (heading.number, heading.text) == ("一、", "项目 {-}")
    assert paragraph("# 附件 {-}")[0].number == ""


@given(TEXTS)
def test_xml_escaping_is_read_back_as_typed(value):
    """An XML reader gets the text back, in an element and in an attribute; braces survive the Word template engine."""
    text = value.replace("\r\n", "\n").replace("\r", "\n")
    assert etree.fromstring(f"<a>{xml(text)}</a>").text == text
    assert "{" not in xml(text)
    flat = re.sub(r"\s", "", text)
    assert etree.fromstring(f'<a b="{xml(flat)}"/>').get("b") == flat


@pytest.mark.parametrize("character", ["\x00", "\x02", "\x0b", "\x1b", "\x7f", "\x85", "\ud800", "￾", "\U0001ffff"])
def test_characters_no_document_can_carry_are_refused(character):
    """Controls, half characters and noncharacters are named instead of being dropped in silence."""
    with pytest.raises(ReportError, match=f"U\\+{ord(character):04X}") as caught:
        paragraph("一\n{{ value }}", value=f"甲{character}")
    assert caught.value.faults[0].place.line == 2


def test_joining_escapes_the_plain_parts_only():
    """``~`` and join put markup and plain text together without losing the one or trusting the other."""
    source = "{% set bold %}**粗**{% endset %}{{ bold ~ value }}、{{ [bold, value]|join('*') }}"
    (found,) = paragraph(source, value="*a*")
    assert found.text == "粗*a*、粗**a*"
    assert [run.text for run in found.runs if run.strong] == ["粗", "粗"]
