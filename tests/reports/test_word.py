"""The Word file holds what the document holds, in the layout of GB/T 9704."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest
from attrs import evolve
from docx.shared import Mm, Pt
from lxml import etree

from perfkit.errors import ReportError
from perfkit.model import Cell, Grid, Heading, Paragraph, Run
from perfkit.reports import Lookup, to_word
from perfkit.reports.word_blocks import body, used_styles
from perfkit.reports.word_lint import refuse_dangers
from perfkit.reports.word_tables import cells, shares, table
from perfkit.reports.word_xml import bookmark, tag


@pytest.fixture
def template(lookup) -> bytes:
    return lookup.read("report.docx", 2**21)[1]


@pytest.fixture
def content(document, lookup) -> bytes:
    return to_word(document, lookup)


@pytest.fixture
def word(content):
    return docx.Document(io.BytesIO(content))


def changed(content: bytes, part: str, change) -> bytes:
    """The package with one part changed or added."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(buffer, "w") as new:
        parts = {name: old.read(name) for name in old.namelist()}
        parts[part] = change(parts.get(part, b""))
        for name, data in parts.items():
            new.writestr(name, data)
    return buffer.getvalue()


def county(content: bytes, lookup: Lookup, folder) -> Lookup:
    (folder / "report.docx").write_bytes(content)
    return Lookup([("county", folder), *lookup.chain])


def test_tables_agree_with_the_grids_cell_by_cell(document, word):
    """Each grid is a Word table of the same rows and texts."""
    grids = [block for block in document.blocks if isinstance(block, Grid)]
    assert [cells(found._tbl) for found in word.tables] == [
        [[cell.text.replace("\n", "") for cell in row] for row in grid.rows] for grid in grids
    ]


def test_texts_follow_in_order(document, word):
    """Headings and paragraphs appear one after the other with the texts of the document."""
    waiting = iter(paragraph.text for paragraph in word.paragraphs)
    for block in document.blocks:
        if isinstance(block, Heading):
            assert block.number + block.text in waiting
        elif isinstance(block, Paragraph):
            assert block.marker + block.text in waiting


def test_same_input_same_bytes(document, lookup, content):
    """Two renderings are equal byte by byte, dates and archive included."""
    assert to_word(document, lookup) == content


def test_contents_point_at_headings(document, word):
    """Each page number of the contents is a field on a bookmark that stands at its heading."""
    body = word.element.body
    marks = [mark.get(tag("name")) for mark in body.iter(tag("bookmarkStart"))]
    codes = [code.text.split()[1] for code in body.iter(tag("instrText")) if "PAGEREF" in (code.text or "")]
    assert codes == [bookmark(heading.anchor) for heading in document.headings if heading.level <= 3]
    assert set(codes) <= set(marks)
    assert len(set(marks)) == len(marks)
    ids = [mark.get(tag("id")) for mark in body.iter(tag("bookmarkStart"))]
    assert len(set(ids)) == len(ids)


def test_the_cover_has_its_boxes_and_notes(word):
    """Ticked and open boxes stand before their options; a lost tick has its note."""
    texts = [paragraph.text for paragraph in word.paragraphs]
    assert "评价类型：☐实施过程评价　☑完成结果评价　" in texts
    assert "注：组织方式：来源没有保留勾选" in texts


def test_head_rows_repeat_and_rows_stay_whole(word):
    """Each table repeats its head, keeps rows whole, and has fixed widths in its grid that add up to the text area."""
    for found in word.tables:
        rows = list(found._tbl.iter(tag("tr")))
        assert [row.find(f"{tag('trPr')}/{tag('tblHeader')}") is not None for row in rows] == [
            index == 0 for index in range(len(rows))
        ]
        assert all(row.find(f"{tag('trPr')}/{tag('cantSplit')}") is not None for row in rows)
        assert sum(int(column.get(tag("w"))) for column in found._tbl.iter(tag("gridCol"))) == 8848
        assert found._tbl.find(f"{tag('tblPr')}/{tag('tblLayout')}").get(tag("type")) == "fixed"


def kept(paragraph) -> bool:
    return paragraph.find(f"{tag('pPr')}/{tag('keepNext')}") is not None


def test_a_table_stays_with_what_leads_up_to_it():
    """A short paragraph before a table, the head and, where a note follows, the last row keep with what comes next."""
    rows = [[Cell("头", head=True)], *([Cell(str(number))] for number in range(9))]
    made = body([Paragraph([Run("列表如下：")]), Grid("t", [1], rows, caption="表", note="注")], 8848)
    lead, _, found, _ = made
    assert kept(lead)
    assert [kept(row.find(f"{tag('tc')}/{tag('p')}")) for row in found.iter(tag("tr"))] == [
        True, False, False, False, False, False, False, True, True, True,
    ]  # fmt: skip
    plain = body([Paragraph([Run("长" * 113)]), Grid("t", [1], rows)], 8848)
    assert not kept(plain[0])
    assert not kept([row.find(f"{tag('tc')}/{tag('p')}") for row in plain[1].iter(tag("tr"))][-1])
    assert not kept(body([Paragraph([Run("甲")]), Paragraph([Run("乙")])], 8848)[0])


def test_merged_cells_keep_their_place():
    """Cells over rows and columns become vMerge and gridSpan, and every row still covers all columns."""
    grid = Grid("t", [1, 1, 2], [
        [Cell("甲", rows=2, head=True), Cell("乙", columns=2, head=True)],
        [Cell("丙"), Cell("丁", rows=2)],
        [Cell("戊", columns=2)],
    ])  # fmt: skip
    made = next(piece for piece in table(grid, 4000) if piece.tag == tag("tbl"))
    shape = [
        [
            (
                int(cell.find(f"{tag('tcPr')}/{tag('tcW')}").get(tag("w"))),
                getattr(cell.find(f"{tag('tcPr')}/{tag('vMerge')}"), "attrib", {}).get(tag("val")),
            )
            for cell in row.iter(tag("tc"))
        ]
        for row in made.iter(tag("tr"))
    ]
    assert shape == [
        [(1000, "restart"), (3000, None)],
        [(1000, "continue"), (1000, None), (2000, "restart")],
        [(2000, None), (2000, "continue")],
    ]
    assert cells(made) == [["甲", "乙"], ["", "丙", "丁"], ["戊", ""]]


def test_shares_add_up():
    """Widths in proportion leave no twentieth of a point over."""
    assert sum(shares([1, 1, 1], 8848)) == 8848
    assert shares([1, 3], 100) == [25, 75]


def test_the_template_carries_gb_t_9704(template):
    """Paper, margins, 22 lines, 28 characters, fonts, sizes, indents, page numbers and language are the standard's."""
    word = docx.Document(io.BytesIO(template))
    front, text = word.sections
    for section in (front, text):
        assert abs(section.page_width - Mm(210)) < Mm(0.1)
        assert abs(section.page_height - Mm(297)) < Mm(0.1)
        margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
        assert [round(margin / Mm(1)) for margin in margins] == [37, 35, 28, 26]
        lines = section._sectPr.find(tag("docGrid"))
        assert (lines.get(tag("type")), lines.get(tag("linePitch"))) == ("lines", "579")
        height = section.page_height - section.top_margin - section.bottom_margin
        assert height // Pt(28.95) == 22
        width = section.page_width - section.left_margin - section.right_margin
        assert width // Pt(16 - 0.25) == 28
    styles = {style.style_id: style for style in word.styles}

    def look(name):
        properties = styles[name].element.find(tag("rPr"))
        fonts = properties.find(tag("rFonts")).get(tag("eastAsia"))
        return fonts, int(properties.find(tag("sz")).get(tag("val"))) / 2

    assert look("Normal") == ("仿宋_GB2312", 16)
    assert look("Title") == ("方正小标宋简体", 22)
    assert [look(f"Heading{level}") for level in (1, 2, 3, 4)] == [
        ("黑体", 16), ("楷体_GB2312", 16), ("仿宋_GB2312", 16), ("仿宋_GB2312", 16),
    ]  # fmt: skip
    for level in (1, 2, 3, 4):
        fonts = styles[f"Heading{level}"].element.find(f"{tag('rPr')}/{tag('rFonts')}")
        assert len({fonts.get(tag(kind)) for kind in ("ascii", "hAnsi", "eastAsia")}) == 1
    height = Pt(637) - Pt(34 + 15)
    for level in (1, 2, 3):
        spacing = styles[f"TOC{level}"].element.find(f"{tag('pPr')}/{tag('spacing')}")
        assert spacing.get(tag("lineRule")) == "exact"
        assert height // Pt(int(spacing.get(tag("line"))) / 20) >= 33
    assert look("TableText") == ("仿宋_GB2312", 10.5)
    assert look("Footer") == ("宋体", 14)
    assert styles["Normal"].element.find(f"{tag('rPr')}/{tag('spacing')}").get(tag("val")) == "-5"
    assert styles["BodyText"].element.find(f"{tag('pPr')}/{tag('ind')}").get(tag("firstLineChars")) == "200"
    lang = word.styles.element.find(f".//{tag('rPrDefault')}//{tag('lang')}")
    assert (lang.get(tag("val")), lang.get(tag("eastAsia"))) == ("zh-CN", "zh-CN")
    assert word.settings.odd_and_even_pages_header_footer
    assert front.footer.is_linked_to_previous
    assert text._sectPr.find(tag("pgNumType")).get(tag("start")) == "1"
    assert text.footer.paragraphs[0].text.strip().startswith("—")
    assert [footer.paragraphs[0].paragraph_format.element.find(f"{tag('pPr')}/{tag('jc')}").get(tag("val"))
            for footer in (text.footer, text.even_page_footer)] == ["right", "left"]  # fmt: skip


def test_a_lost_style_is_named(document, lookup, template, tmp_path):
    """A clerk who deletes a style is told which one, before anything is written."""
    broken = changed(template, "word/styles.xml", lambda data: data.replace(b'"TableText"', b'"Other"'))
    with pytest.raises(ReportError) as caught:
        to_word(document, county(broken, lookup, tmp_path))
    assert [(fault.code, fault.arguments["style"]) for fault in caught.value.faults] == [
        ("report.word-style", "TableText")
    ]
    assert "TableText" in used_styles()


def test_a_lost_or_doubled_placeholder_is_named(document, lookup, template, tmp_path):
    """{{ body }} must stand in its own paragraph, once."""
    broken = changed(template, "word/document.xml", lambda data: data.replace(b"{{ body }}", "{{ body }}甲".encode()))
    with pytest.raises(ReportError) as caught:
        to_word(document, county(broken, lookup, tmp_path))
    assert (caught.value.code, caught.value.faults[0].arguments["count"]) == ("report.word-place", 0)


def test_a_clerks_change_is_kept(document, lookup, template, tmp_path):
    """A county's own template changes the paper and adds a line with a placeholder in the text."""
    own = changed(
        template,
        "word/document.xml",
        lambda data: data.replace(b"{{ body }}", b"{{ body }}").replace(
            "{{ 文件.页尾 }}".encode(), "县局：{{ 文件.标题 }}".encode()
        ),
    )
    word = docx.Document(io.BytesIO(to_word(document, county(own, lookup, tmp_path))))
    assert word.paragraphs[-1].text == f"县局：{document.title}"


def test_a_template_of_word_runs_in_the_sandbox(document, lookup, template, tmp_path):
    """A placeholder that reaches for Python is refused in the text and in the properties."""
    attack = b"{{ cycler.__init__.__globals__.os.popen('id').read() }}"
    for part, sign in (
        ("word/document.xml", "{{ 文件.页尾 }}".encode()),
        ("word/footer1.xml", "— ".encode()),
    ):
        with pytest.raises(ReportError) as caught:
            to_word(document, county(changed(template, part, lambda d, s=sign: d.replace(s, attack)), lookup, tmp_path))
        assert (caught.value.code, caught.value.faults[0].place.file) == ("report.unknown-name", "county:report.docx")
    title = b"<dc:title>" + attack + b"</dc:title><dc:language>"
    own = changed(template, "docProps/core.xml", lambda data: data.replace(b"<dc:language>", title))
    with pytest.raises(ReportError):
        to_word(document, county(own, lookup, tmp_path))


def test_xml_in_values_stays_text(document, lookup):
    """Names full of XML and template signs come out as typed, in paragraphs and on the cover."""
    nasty = "A&B <w:t> {{ x }} {% y %} {_{ ]]> \"'"
    found = evolve(
        document,
        title=nasty,
        blocks=[Paragraph([Run(nasty)]), Grid("t", [1], [[Cell(nasty)]])],
        cover=evolve(document.cover, lines=[("甲" + nasty, nasty)]),
    )
    word = docx.Document(io.BytesIO(to_word(found, lookup)))
    texts = [paragraph.text for paragraph in word.paragraphs]
    assert nasty in texts
    assert f"甲{nasty}：{nasty}" in texts
    assert word.tables[0].cell(0, 0).text == nasty
    assert word.core_properties.title == nasty


def test_characters_no_document_can_carry_are_refused(document, lookup):
    """A control character in a paragraph or a cell stops the rendering with a message."""
    for block in (Paragraph([Run("甲\x0b")]), Grid("t", [1], [[Cell("乙\x00")]]), Heading(1, "一、", "丙\x1b", "s1")):
        with pytest.raises(ReportError) as caught:
            to_word(evolve(document, blocks=[block]), lookup)
        assert caught.value.code == "report.character"


FIELD = '<w:p xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">{}</w:p></w:body>'
RUN = '<w:r><w:instrText xml:space="preserve">{}</w:instrText></w:r>'
RELATION = (
    '<Relationship Id="rId99" Type="http://x/{}" Target="https://example.com/x" TargetMode="External"/></Relationships>'
)

DANGERS = {
    "a DDE field": ("word/document.xml", "</w:body>", FIELD.format(RUN.format("DDEAUTO c:\\\\x"))),
    "a DDE field letter by letter": (
        "word/document.xml", "</w:body>", FIELD.format("".join(RUN.format(letter) for letter in " DDEAUTO ")),
    ),
    "a fetching field": ("word/document.xml", "</w:body>", FIELD.format(RUN.format(' INCLUDETEXT "http://x" '))),
    "a simple field": ("word/document.xml", "</w:body>", FIELD.format('<w:fldSimple w:instr=" INCLUDEPICTURE x "/>')),
    "a chunk": ("word/document.xml", "</w:body>", FIELD.format("").replace("</w:p>", "</w:p><w:altChunk xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'/>")),
    "an outside template": ("word/_rels/document.xml.rels", "</Relationships>", RELATION.format("attachedTemplate")),
    "an outside picture": ("word/_rels/document.xml.rels", "</Relationships>", RELATION.format("image")),
    "a macro": ("word/vbaProject.bin", "", "x"),
    "a control": ("word/activeX/activeX1.xml", "", "<x/>"),
    "an embedded object": ("word/embeddings/oleObject1.bin", "", "x"),
    "a document type": ("word/footnotes.xml", "", "<!DOCTYPE a [<!ENTITY b 'c'>]><a/>"),
    "too many tags": ("word/footnotes.xml", "", "<a>" + "{{ x }}" * 5001 + "</a>"),
    "broken XML": ("word/footnotes.xml", "", "<a>"),
}  # fmt: skip


@pytest.mark.parametrize("name", DANGERS)
def test_a_danger_in_a_template_is_found(template, name):
    """Fields that fetch, outside parts, macros, controls, objects, DTDs and floods of tags are refused by part."""
    part, sign, text = DANGERS[name]
    own = changed(template, part, lambda data: data.replace(sign.encode(), text.encode()) if sign else text.encode())
    with pytest.raises(ReportError) as caught:
        refuse_dangers(own, "x.docx")
    assert {(fault.code, fault.place.key) for fault in caught.value.faults} == {("report.word-danger", part)}


def test_a_clean_template_and_a_hyperlink_pass(template):
    """Page numbers and links are no danger."""
    refuse_dangers(template, "x.docx")
    link = RELATION.format("hyperlink")
    refuse_dangers(
        changed(template, "word/_rels/document.xml.rels", lambda d: d.replace(b"</Relationships>", link.encode())), "x"
    )


@pytest.mark.parametrize("content", [b"", b"no zip", b"PK\x03\x04"])
def test_what_is_no_word_file_is_told_so(content):
    """Rubbish is refused with a sentence, not with a traceback."""
    with pytest.raises(ReportError) as caught:
        refuse_dangers(content, "x.docx")
    assert caught.value.code == "report.word-unreadable"


def test_every_part_is_sound_xml(content):
    """Each part of the finished file parses without recovery."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        for name in package.namelist():
            if name.endswith((".xml", ".rels")):
                etree.fromstring(package.read(name))
