"""What an office program makes of the Word file: lines, characters, page numbers, repeated heads."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from perfkit.model import Cell, Cover, Document, Grid, Heading, Paragraph, Run
from perfkit.reports import to_word

OFFICE, READER = shutil.which("soffice"), shutil.which("pdftotext")

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(OFFICE is None, reason="LibreOffice (soffice) is not installed: layout cannot be measured"),
    pytest.mark.skipif(READER is None, reason="poppler (pdftotext) is not installed: pages cannot be read"),
]

TEXT = "预算绩效管理要求花钱必问效无效必问责"


STAND_INS = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><include ignore_missing="yes">/etc/fonts/fonts.conf</include>
<cachedir>{cache}</cachedir>{aliases}</fontconfig>
"""
ALIAS = '<alias binding="same"><family>{}</family><prefer><family>{}</family></prefer></alias>'


def chinese_font() -> str:
    """The name of an installed Chinese font that stands in for the official ones, or nothing."""
    if not (listing := shutil.which("fc-match")):
        return ""
    command = [listing, "-f", "%{family[0]}|%{lang}", "Noto Serif CJK SC:lang=zh-cn"]
    family, _, languages = subprocess.run(command, capture_output=True, text=True, check=True).stdout.partition("|")
    return family if "zh-cn" in languages else ""


@pytest.fixture(scope="module")
def pages(tmp_path_factory) -> list[list[str]]:
    """The lines of each page of a long report, as the office program lays it out."""
    if not (font := chinese_font()):
        pytest.skip("no Chinese font is installed: lines cannot be counted")
    from importlib.resources import files

    from perfkit.reports import Lookup

    blocks: list = []
    for part in range(1, 4):
        blocks.append(Heading(1, f"{part}、", f"第{part}部分情况", f"s{part}"))
        blocks.append(Heading(2, "（一）", f"第{part}部分之一", f"s{part}-1"))
        blocks.append(Paragraph([Run(TEXT * 80)]))
    rows = [[Cell("项目编码", head=True), Cell("名称", head=True)]]
    rows += [[Cell(f"36072223888803{row:07}"), Cell(TEXT)] for row in range(120)]
    blocks.append(Grid("t", [3, 7], rows, caption="一览表"))
    blocks.append(Heading(1, "", "附件：末", "a1"))
    document = Document(title="绩效自评报告", cover=Cover("绩效自评报告", [("单位", "某局")], "2024 年"), blocks=blocks)
    folder = tmp_path_factory.mktemp("office")
    source = folder / "r.docx"
    lookup = Lookup([("cn.mof", Path(str(files("perfkit.standards"))) / "templates")])
    source.write_bytes(to_word(document, lookup))
    names = ("仿宋_GB2312", "楷体_GB2312", "黑体", "宋体", "方正小标宋简体")
    aliases = "".join(ALIAS.format(name, font) for name in names)
    (folder / "fonts.conf").write_text(STAND_INS.format(cache=folder / "cache", aliases=aliases), encoding="utf-8")
    subprocess.run(
        [OFFICE, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--norestore", "--convert-to", "pdf",
         "--outdir", folder, source],
        check=True, capture_output=True, timeout=180, env={**os.environ, "FONTCONFIG_FILE": str(folder / "fonts.conf")},
    )  # fmt: skip
    command = [READER, "-layout", folder / "r.pdf", "-"]
    text = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    found = [[re.sub(r"\s", "", line) for line in page.split("\n")] for page in text.split("\f")]
    return [[line for line in page if line] for page in found if any(page)]


def body(pages: list[list[str]]) -> list[list[str]]:
    return [page for page in pages if any(re.fullmatch(r"—\d+—", line) for line in page)]


def full(pages: list[list[str]]) -> list[list[str]]:
    """Pages of running text alone, without their page number."""
    texts = [[line for line in page if not re.fullmatch(r"—\d+—", line)] for page in body(pages)]
    return [page for page in texts if all(set(line) <= set(TEXT) for line in page)]


def test_a_full_page_has_22_lines_of_28_characters(pages):
    """The grid of the standard: 22 lines a page, 28 characters a line."""
    assert full(pages), pages
    for page in full(pages):
        assert len(page) == 22
        assert {len(line) for line in page} == {28}


def test_cover_and_contents_have_no_page_number_and_the_text_starts_at_one(pages):
    """Pages are counted from the first page of text."""
    numbers = [next((int(line.strip("—")) for line in page if re.fullmatch(r"—\d+—", line)), None) for page in pages]
    assert numbers[:2] == [None, None]
    assert numbers[2:] == list(range(1, len(numbers) - 1))


def test_the_page_numbers_of_the_contents_are_right(pages):
    """Each entry of the contents gives the page on which its heading stands."""
    entries = dict(re.findall(r"(\S+?)\.{3,}(\d+)", "\n".join(pages[1])))
    titles = ["1、第1部分情况", "（一）第1部分之一", "3、第3部分情况", "附件：末"]
    for title in titles:
        where = [number for number, page in enumerate(body(pages), start=1) if title in page]
        assert int(entries[title]) in where, (title, entries)
    assert entries["附件：末"] != "1"


def test_the_head_of_a_table_is_on_every_page_and_codes_stay_whole(pages):
    """A table over several pages repeats its head; no 21-digit code is cut across lines."""
    tables = [page for page in body(pages) if any("3607222388880" in line for line in page)]
    assert len(tables) >= 3
    for page in tables:
        assert sum("项目编码" in line for line in page) == 1
    assert len(re.findall(r"36072223888803\d{7}", "\n".join(line for page in tables for line in page))) == 120
