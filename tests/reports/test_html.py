"""The page is one file without script that shows exactly what the document holds."""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from html.parser import HTMLParser
from pathlib import Path

import pytest

from perfkit.errors import ReportError
from perfkit.model import Grid
from perfkit.reports import Lookup, to_html


class Reader(HTMLParser):
    """Collects tables cell by cell, anchors, links and attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tables: list[list[list[str]]] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.tags: list[str] = []
        self.cell = False
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        found = dict(attrs)
        self.ids += [found["id"]] if "id" in found else []
        self.links += [found["href"]] if "href" in found else []
        if tag == "table":
            self.tables.append([])
        elif tag == "tr":
            self.tables[-1].append([])
        elif tag in ("td", "th"):
            self.tables[-1][-1].append("")
            self.cell = True
        elif tag == "br" and self.cell:
            self.tables[-1][-1][-1] += "\n"

    def handle_endtag(self, tag):
        self.cell = self.cell and tag not in ("td", "th")

    def handle_data(self, data):
        if self.cell:
            self.tables[-1][-1][-1] += data


@pytest.fixture
def text(document, lookup) -> str:
    return to_html(document, lookup)


def test_tables_agree_with_the_grids_cell_by_cell(document, text):
    """Each grid is a table of the same rows and texts."""
    grids = [block for block in document.blocks if isinstance(block, Grid)]
    assert Reader(text).tables == [[[cell.text for cell in row] for row in grid.rows] for grid in grids]


def test_contents_and_headings_meet(document, text):
    """Each link leads to one anchor of the page, and each heading of level 1 to 3 has its link."""
    reader = Reader(text)
    assert len(set(reader.ids)) == len(reader.ids)
    assert {link.removeprefix("#") for link in reader.links} <= set(reader.ids)
    assert [link.removeprefix("#") for link in reader.links] == [h.anchor for h in document.headings if h.level <= 3]


def test_the_policy_allows_the_style_and_nothing_else(text):
    """The hash in the policy is that of the style element; no script, style attribute or outside address is there."""
    style = re.search(r"<style>(.*?)</style>", text, re.DOTALL)[1]
    digest = b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert f"default-src &#39;none&#39;; style-src &#39;sha256-{digest}&#39;" in text.replace("'", "&#39;")
    assert not {"script", "link", "img", "iframe"} & set(Reader(text).tags)
    assert " style=" not in text
    assert "http://" not in text
    assert "https://" not in text


def test_boxes_are_ticked_as_the_cover_says(text):
    """A ticked option has its tick, the others do not, and a lost tick has its note at the foot."""
    assert re.findall(r"([☑☐])</span>([^<]+)</span>", text) == [
        ("☐", "实施过程评价"),
        ("☑", "完成结果评价"),
        ("☐", "财政部门"),
        ("☐", "主管部门"),
    ]
    assert "注：组织方式：来源没有保留勾选" in text


def test_it_can_be_read_by_everyone(text):
    """Language, table captions, head cells with scope and labelled regions are there."""
    assert '<html lang="zh-CN">' in text
    assert text.count("<caption>") == text.count("<table")
    assert text.count("<th ") == text.count('<th scope="col"')


def rules(text: str, media: str = "") -> dict[str, str]:
    """The declarations of the style sheet by selector; those for print with ``media``."""
    style = re.search(r"<style>(.*?)</style>", text, re.DOTALL)[1]
    screen, _, printed = style.partition("@media print {")
    return dict(re.findall(r"^ *([^@{}\n]+?) \{([^{}]*)\}", printed if media else screen, re.MULTILINE))


def test_headings_look_as_gb_t_9704_has_them(text):
    """Black titles on screen and on paper; level 3 (h4) is plain like the text; levels 1 and 2 have their own face."""
    screen, paper = rules(text), rules(text, "print")
    assert all("color" not in found.get(name, "") for found in (screen, paper) for name in (".cover-title", "h1"))
    assert "color" not in paper[".cover-title, h1"] + screen[".cover-title, h1"]
    assert "h4" not in screen
    assert "font-weight: 400" in screen["h2, h3, h4, h5"]
    assert ("SimHei" in screen["h2"], "KaiTi" in screen["h3"]) == (True, True)


def test_tables_stay_with_what_leads_up_to_them(text):
    """On paper the paragraph before a table, its caption and its head are not parted from the first row."""
    paper = rules(text, "print")
    assert "break-after: avoid" in paper["p:has(+ .scroll)"]
    assert "break-after: avoid" in paper["caption, thead"]
    assert "break-before: avoid" in paper["tbody tr:first-child"]
    assert re.search(r"</p>\s*<div class=\"scroll\"", text)


def test_same_input_same_page(document, lookup, text):
    """Two renderings are equal."""
    assert to_html(document, lookup) == text


@pytest.mark.parametrize(
    "danger",
    [
        "<script>x</script>",
        '<p onclick="x">',
        '<a href="https://example.com">x</a>',
        '<a href="javascript:x">x</a>',
        '<img src="x.png" alt="">',
        '<p style="color:red">x</p>',
        "<iframe></iframe>",
        '<form action="x"></form>',
        '<link rel="stylesheet" href="x.css">',
        '<base href="#">',
    ],
)
def test_a_page_template_cannot_bring_what_runs_or_fetches(document, lookup, tmp_path, danger):
    """A county's page template with a script, an event or an outside address is refused."""
    (tmp_path / "page.html.j2").write_text(f"<style>/* page.css */</style>{danger}")
    with pytest.raises(ReportError) as caught:
        to_html(document, Lookup([("county", Path(tmp_path)), *lookup.chain]))
    assert caught.value.code == "report.page-forbidden"


@pytest.mark.parametrize(
    "danger", ["@import 'x';", "p{background:url(x)}", "</style><b>", "p{x:expression(1)}", "\\40import"]
)
def test_a_style_sheet_cannot_fetch_or_break_out(document, lookup, tmp_path, danger):
    """Nor can its style sheet."""
    (tmp_path / "page.css").write_text("p{}\n" + danger)
    with pytest.raises(ReportError) as caught:
        to_html(document, Lookup([("county", Path(tmp_path)), *lookup.chain]))
    assert (caught.value.code, caught.value.faults[0].place.line) == ("report.page-forbidden", 2)
