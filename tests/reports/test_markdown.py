"""Rendered Markdown becomes numbered blocks; what no official document holds is refused with its place."""

from __future__ import annotations

import pytest

from perfkit.errors import Fault, ReportError
from perfkit.model import Cell, Grid, Heading, Paragraph
from perfkit.reports import Lookup
from perfkit.reports.environment import Sandbox
from perfkit.reports.escape import markdown
from perfkit.reports.markdown import blocks
from perfkit.reports.numbering import chinese

GRID = Grid("t", [1], [[Cell("甲")]])


def grids(name: str) -> Grid:
    if name != "t p1":
        raise ReportError(Fault("report.grid-unknown", arguments={"name": name, "near": "t"}))
    return GRID


def made(source: str, name: str = "t.md") -> tuple:
    text = Sandbox(Lookup([]), markdown, marks=True).render_text(source, name, {"n": 1})
    return blocks(text, grids)


def test_headings_are_numbered_as_gb_t_9704_has_them():
    """一、（一）1.（1）, each level starting anew below the one above it, with anchors that follow."""
    found = made("# 甲\n## 乙\n### 丙\n#### 丁\n#### 戊\n### 己\n## 庚\n# 辛\n## 壬")
    assert [(h.number, h.text, h.anchor) for h in found] == [
        ("一、", "甲", "s1"),
        ("（一）", "乙", "s1-1"),
        ("1.", "丙", "s1-1-1"),
        ("（1）", "丁", "s1-1-1-1"),
        ("（2）", "戊", "s1-1-1-2"),
        ("2.", "己", "s1-1-2"),
        ("（二）", "庚", "s1-2"),
        ("二、", "辛", "s2"),
        ("（一）", "壬", "s2-1"),
    ]


NUMBERS = {
    1: "一", 9: "九", 10: "十", 11: "十一", 20: "二十", 99: "九十九", 100: "一百", 101: "一百零一", 110: "一百一十",
    111: "一百一十一", 400: "四百", 1000: "一千", 1001: "一千零一", 1010: "一千零一十", 9999: "九千九百九十九",
}  # fmt: skip


@pytest.mark.parametrize(("number", "words"), NUMBERS.items())
def test_chinese_numbers(number, words):
    """Headings beyond ten and beyond a hundred count on."""
    assert chinese(number) == words


def test_paragraphs_lists_quotes_and_tables():
    """Each construct becomes its block: dashes for bullets, （n） for numbers, small print for quotes."""
    found = made("一\n二\n\n- 甲\n- 乙\n\n1. 丙\n2. 丁\n\n> 注\n\n```{grid} t p{{ n }}\n```\n")
    texts = [(block.style, block.marker, block.text) for block in found if isinstance(block, Paragraph)]
    assert texts == [
        ("body", "", "一二"),
        ("item", "——", "甲"),
        ("item", "——", "乙"),
        ("item", "（1）", "丙"),
        ("item", "（2）", "丁"),
        ("note", "", "注"),
    ]
    assert found[-1] is GRID


def test_emphasis_needs_no_blanks_in_chinese():
    """Bold that ends in a full stop and touches the next word is bold, where the stock rule prints the stars."""
    (found,) = made("**标题。**正文*斜*文，2 * 3 * 4，snake_case_name")
    assert [(run.text, run.strong, run.emphasis) for run in found.runs] == [
        ("标题。", True, False),
        ("正文", False, False),
        ("斜", False, True),
        ("文，2 * 3 * 4，snake_case_name", False, False),
    ]


def test_links_lead_to_headings_of_the_document():
    """A link by a heading's text gets its anchor; one that leads nowhere is an error."""
    found = made("见[结论](#主要结论)。\n\n# 主要结论")
    assert [run.link for run in found[0].runs] == ["", "s1", ""]
    with pytest.raises(ReportError) as caught:
        made("见[结论](#没有)。")
    assert caught.value.code == "report.link-unknown"


FORBIDDEN = [
    "<b>粗</b>",
    "<script>x</script>",
    "<!-- x -->",
    "![图](x.png)",
    "[外](https://example.com)",
    "<https://example.com>",
    "[跑](javascript:x)",
    "`code`",
    "```python\nx\n```",
    "```{grid} t p1\n内容\n```",
    "```{grid} 别的\n```",
    "- 甲\n  - 乙",
    "---",
    "##### 五级",
    "> # 题",
    "- # 题",
]


@pytest.mark.parametrize("source", FORBIDDEN)
def test_everything_else_is_refused_with_template_and_line(source):
    """HTML, images, outside links, code, rules, nested lists and a fifth level name the template and line."""
    with pytest.raises(ReportError) as caught:
        made("{% if true %}\n一\n{% endif %}\n\n" + source)
    assert caught.value.faults[0].place.file == "t.md"
    assert caught.value.faults[0].place.line in (5, 6)


def test_all_faults_come_at_once():
    """Two mistakes are told in one go, each with its own line."""
    with pytest.raises(ReportError) as caught:
        made("`一`\n\n`二`")
    assert [fault.place.line for fault in caught.value.faults] == [1, 3]


def test_headings_of_the_units_texts_go_below_the_current_one():
    """A narrative's heading hangs under the heading it was asked for at, and too deep a one is refused."""
    name = "narrative/a.md"
    text = "\x02t:1\x03## 上\n\n" + f"\x02{name}:1\x03# 内\n\n\x02{name}:2\x03## 再内\n\n\x02t:3\x03## 下"
    found = [block for block in blocks(text, grids) if isinstance(block, Heading)]
    assert [(block.level, block.text) for block in found] == [(2, "上"), (3, "内"), (4, "再内"), (2, "下")]
    with pytest.raises(ReportError) as caught:
        blocks(text.replace("## 上", "### 上"), grids)
    assert (caught.value.code, caught.value.faults[0].place.file) == ("report.heading-level", name)


def test_a_heading_without_number():
    """{-} takes the number away and the count below starts anew."""
    found = made("# 甲\n## 乙\n# 附件 {-}\n## 丙\n# 丁")
    assert [block.number for block in found] == ["一、", "（一）", "", "（一）", "二、"]
    assert len({block.anchor for block in found}) == 5
