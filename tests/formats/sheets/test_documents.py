"""Tables of Word documents and web pages: where cells lie, and what of them is text."""

import contextlib
import io
import time

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from formats.sheets.books import FILES
from hostile.good_form import good_form, good_values
from perfkit.errors import InputError
from perfkit.files import cell_name
from perfkit.formats.sheets.opened import read_book

PAGE = "<html><body>{}</body></html>"


def saved(document):
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def word(*, rows=2, columns=2):
    document = docx.Document()
    return document, document.add_table(rows, columns)


def texts(sheet):
    return {cell_name(*at): one.text for at, one in sheet.cells.items()}


def page(tables, name="表.xls", *, encoding="utf-8"):
    return read_book(PAGE.format(tables).encode(encoding), name)


def shown_form():
    """The texts of the good form as another program prints them."""
    form = read_book(good_form(), "自评表.xlsx").sheets[0]
    return {cell_name(*at): one.shown for at, one in form.cells.items()}, {str(span) for span in form.spans}


@pytest.mark.parametrize("name", ["form.docx", "form.html"])
def test_the_form_has_the_same_cells_and_spans_as_the_workbook(name):
    """What LibreOffice prints of the form into a document or a page lies in the same cells."""
    sheet = read_book((FILES / name).read_bytes(), name).sheets[0]

    assert texts(sheet).keys() == good_values().keys()
    assert (texts(sheet), {str(span) for span in sheet.spans}) == shown_form()


def test_merged_cells_of_a_document_are_spans():
    """Cells merged by python-docx across, down and both take the places they took there."""
    document, table = word(rows=4, columns=4)
    for row in range(4):
        for column in range(4):
            table.cell(row, column).text = f"{row}{column}"
    for first, last in (((0, 0), (0, 1)), ((1, 0), (3, 0)), ((1, 2), (2, 3))):
        merged = table.cell(*first).merge(table.cell(*last))
        merged.text = "合"
    sheet = read_book(saved(document), "表.docx").sheets[0]

    assert {str(span) for span in sheet.spans} == {"A1:B1", "A2:A4", "C2:D3"}
    assert texts(sheet) == {"A1": "合", "C1": "02", "D1": "03"} | {
        "A2": "合", "B2": "11", "C2": "合", "B3": "21", "B4": "31", "C4": "32", "D4": "33"
    }  # fmt: skip


def test_lines_of_a_cell_are_lines():
    """Paragraphs and breaks both begin a line; a tab is a tab."""
    document, table = word()
    table.cell(0, 0).text = "一\n二"
    table.cell(0, 0).add_paragraph("三")

    assert texts(read_book(saved(document), "表.docx").sheets[0]) == {"A1": "一\n二\n三"}


def test_what_is_deleted_hidden_or_a_prompt_is_no_text():
    """Deleted and hidden text, and the prompt of an empty control, are not what somebody wrote; inserted text is."""
    document, table = word()
    paragraph = table.cell(0, 0).paragraphs[0]._p
    for xml in (
        "<w:r><w:t>95</w:t></w:r>",
        '<w:del w:id="1" w:author="a"><w:r><w:delText>90</w:delText></w:r></w:del>',
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>80</w:t></w:r>",
        '<w:ins w:id="2" w:author="a"><w:r><w:t>%</w:t></w:r></w:ins>',
        "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:r><w:t>单击填写</w:t></w:r></w:sdtContent></w:sdt>",
    ):
        paragraph.append(parse_xml(xml.replace(">", f" {nsdecls('w')}>", 1)))

    assert texts(read_book(saved(document), "表.docx").sheets[0]) == {"A1": "95%"}


def test_struck_text_of_a_document_is_noticed():
    """90 struck out beside 95 is noticed; a cell that is struck out as a whole is told from it."""
    document, table = word()
    table.cell(0, 0).paragraphs[0].add_run("90").font.strike = True
    table.cell(0, 0).paragraphs[0].add_run("95")
    table.cell(0, 1).paragraphs[0].add_run("90").font.strike = True
    cells = read_book(saved(document), "表.docx").sheets[0].cells

    assert [(one.text, one.struck, one.crossed) for one in cells.values()] == [
        ("9095", True, False),
        ("90", False, True),
    ]


def test_tables_bear_their_title_or_their_number_and_what_stands_around_them():
    """A title for readers of screens names a table, else its number does; paragraphs above and below go with it."""
    document = docx.Document()
    document.add_paragraph("项目支出绩效自评表")
    document.add_paragraph("（2023年度）")
    document.add_table(1, 1).cell(0, 0).text = "甲"
    document.add_paragraph("填报人：张三")
    second = document.add_table(1, 1)
    second.cell(0, 0).text = "乙"
    second._tbl.tblPr.append(parse_xml(f'<w:tblCaption {nsdecls("w")} w:val="附表"/>'))
    sheets = read_book(saved(document), "表.docx").sheets

    assert [one.name for one in sheets] == ["1", "附表"]
    assert [(one.above, one.below) for one in sheets] == [
        (("项目支出绩效自评表", "（2023年度）"), ("填报人：张三",)),
        (("填报人：张三",), ()),
    ]


def test_a_table_inside_a_table_is_a_sheet_of_its_own():
    """The text of the inner table is not text of the cell around it."""
    document, table = word()
    table.cell(0, 0).text = "外"
    table.cell(0, 0).add_table(1, 1).cell(0, 0).text = "内"

    assert [texts(one) for one in read_book(saved(document), "表.docx").sheets] == [{"A1": "外"}, {"A1": "内"}]


def test_cells_of_a_page_lie_beside_the_rows_that_others_take():
    """rowspan and colspan push cells to the right, as browsers do."""
    table = "<table><tr><td rowspan=2>a<td colspan='2'>b<tr><td>c<td rowspan=\"9\">d<tr><td>e</table>"
    sheet = page(table).sheets[0]

    assert texts(sheet) == {"A1": "a", "B1": "b", "B2": "c", "C2": "d", "A3": "e"}
    assert {str(span) for span in sheet.spans} == {"A1:A2", "B1:C1", "C2:C3"}


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("&#57;5&nbsp;&lt;x&gt;", "95\xa0<x>"),
        ("一<br>二<p>三</p>", "一\n二\n三"),
        ("  一 \n 二  ", "一 二"),
        ("<b>9</b>5<!-- 90 --><script>'</td>'</script>", "95"),
        ("5 < 6", "5 < 6"),
    ],
)
def test_text_of_a_page_is_what_a_browser_shows(cell, text):
    """Entities are characters, breaks are lines, runs of blanks are one; remarks and programs are nothing."""
    assert texts(page(f"<table><tr><td>{cell}</td><td>末</td></tr></table>").sheets[0]) == {"A1": text, "B1": "末"}


@pytest.mark.parametrize(("declared", "encoding"), [("gb2312", "gb18030"), ("utf-8", "utf-8"), ("utf-8", "gb18030")])
def test_the_encoding_of_a_page_is_the_one_that_fits(declared, encoding):
    """The declared encoding is taken unless the bytes are none of it."""
    table = f'<meta charset="{declared}"><table><tr><td>项目支出绩效自评表</td></tr></table>'

    assert texts(page(table, encoding=encoding).sheets[0]) == {"A1": "项目支出绩效自评表"}


def test_rows_that_a_page_does_not_show_are_hidden():
    """A row with display:none is data, and hidden."""
    sheet = page('<table><tr style="display: none"><td>1</td></tr><tr><td>2</td></tr></table>').sheets[0]

    assert (texts(sheet), sheet.hidden_rows) == ({"A1": "1", "A2": "2"}, {1})


@pytest.mark.parametrize(
    "table",
    [
        "<table><tr><td colspan=999999999>1",
        "<table><tr><td rowspan=999999999>1",
        "<table>" + "<tr><td colspan=512>" * 3000,
        "<table>" * 60 + "<tr><td>1",
        "<table><tr>" + "<td>1" * 600,
    ],
)
def test_pages_that_ask_for_more_than_a_form_holds_are_refused(table):
    """Spans, tables in tables and rows without end cost no more than their text."""
    with pytest.raises(InputError) as refused:
        page(table)

    assert refused.value.code in ("sheet.far", "sheet.damaged")


BROKEN = ("<!--", "<a ", "<td '", "</", "<![CDATA[", "<script>", "&", "<table>", "&#x", '<a b="')


@pytest.mark.parametrize("piece", BROKEN)
def test_broken_pages_take_no_longer_than_their_length(piece):
    """A megabyte of what is never closed is read, or refused, in less than three seconds."""
    began = time.perf_counter()
    with contextlib.suppress(InputError):
        page("<table><tr><td>1</td></tr></table>" + piece * (1_000_000 // len(piece)))

    assert time.perf_counter() - began < 3
