"""Workbooks of Excel and WPS: what each kind of cell is read as, and the oddities of the programs that write them."""

import io
import zipfile

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Font
from openpyxl.utils import coordinate_to_tuple
from openpyxl.worksheet.table import Table

from formats.sheets.books import FILES, KINDS, kinds
from hostile.good_form import (
    PART,
    SHEET,
    cell_xml,
    edited,
    first,
    good_form,
    good_values,
    good_workbook,
    part_changed,
    saved,
)
from hostile.xls_cells import CELLS, cells_row
from perfkit.errors import InputError
from perfkit.files import cell_name
from perfkit.formats.sheets.opened import read_book

TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn", "Co"]), max_size=12)


def sheet(data, at=0):
    return read_book(data, "自评表.xlsx").sheets[at]


def cell(data, at):
    return sheet(data).cells.get(coordinate_to_tuple(at))


def codes(data):
    with pytest.raises(InputError) as refused:
        read_book(data, "自评表.xlsx")
    return [(fault.code, fault.place.sheet, fault.place.cell) for fault in refused.value.faults]


def stored(xml, at="F13", attributes=""):
    return cell_xml(at, f'<c r="{at}"{attributes}>{xml}</c>')


def sheet_xml(rows, before="", behind=""):
    """A workbook whose sheet has these rows, as another program would write them."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    text = f'<worksheet xmlns="{main}">{before}<sheetData>{rows}</sheetData>{behind}</worksheet>'
    return part_changed(saved(Workbook()), lambda _: text)


def by_xlsxwriter(grid):
    """A workbook as XlsxWriter makes it, with a table of shared texts."""
    written = io.BytesIO()
    with xlsxwriter.Workbook(written, {"in_memory": True}) as book:
        worksheet = book.add_worksheet("表")
        for row, values in enumerate(grid):
            for column, value in enumerate(values):
                worksheet.write(row, column, value)
    return written.getvalue()


def texts(data):
    return {cell_name(*at): found.text for at, found in sheet(data).cells.items()}


def test_a_form_reads_as_openpyxl_reads_it():
    """Every cell of the good form has the text of the value that openpyxl itself finds there; nothing is added."""
    assert texts(good_form()) == {at: str(value) for at, value in good_values().items()}


def test_the_merged_ranges_are_those_of_the_form():
    """Spans have the ranges that openpyxl lists, and cells below them are no cells."""
    spans = sheet(good_form()).spans

    assert {str(span) for span in spans} == {str(one) for one in first(good_workbook()).merged_cells.ranges}
    assert not any(at in span for span in spans for at in sheet(good_form()).cells if at != (span.top, span.left))


def test_every_kind_of_cell_is_what_it_is():
    """Texts, numbers, dates, times, truths and errors, with what is shown; a formula never calculated is empty."""
    found = sheet(kinds()).cells
    expected = KINDS | {"A11": ("text", "", "")}

    assert {cell_name(*at): (one.kind, one.text, one.shown) for at, one in found.items()} == expected
    assert [cell_name(*at) for at, one in found.items() if not one.calculated] == ["A11"]


@pytest.mark.parametrize("name", ["kinds-libreoffice.xlsx"])
def test_a_workbook_that_libreoffice_saved_reads_the_same(name):
    """What another program made of the same workbook has the same cells; it shows the scaled amount in its own way."""
    found = sheet((FILES / name).read_bytes()).cells
    same = {cell_name(*at): (one.kind, one.text, one.shown) for at, one in found.items()}

    assert same.pop("A12")[:2] == KINDS["A12"][:2]
    assert same == {at: one for at, one in KINDS.items() if at != "A12"}
    assert found[11, 1].formula == "=3+3"


def test_a_share_with_a_format_of_percent_is_seen_as_percent():
    """0.95 with 0.00% is shown as 95.00%, and its number is still 0.95."""
    found = cell(cells_row("XLS-098"), "F14")

    assert (found.shown, str(found.number), found.format) == ("95.00%", "0.95", "0.00%")


@pytest.mark.parametrize("row", ["XLS-069", "XLS-071", "XLS-072", "XLS-073", "XLS-074"])
def test_errors_are_errors(row):
    """An error of Excel is neither a text nor a number."""
    found = cell(cells_row(row), CELLS[row])

    assert (found.kind, found.text[0], found.number) == ("error", "#", None)


@pytest.mark.parametrize(
    ("row", "formula", "calculated", "linked"),
    [
        ("XLS-077", "=3+3", False, False),
        ("XLS-078", "=3+3", True, False),
        ("XLS-079", "=[预算.xlsx]Sheet1!A1", True, True),
        ("XLS-081", "=SUM(1*{1,2,3})", True, False),
    ],
)
def test_formulas_are_kept_beside_their_value(row, formula, calculated, linked):
    """A formula has its stored value, or says that it was never calculated; one into another workbook is told apart."""
    found = cell(cells_row(row), "F13")

    assert (found.formula, found.calculated, found.linked) == (formula, calculated, linked)
    assert found.text == ("6" if calculated else "")


@pytest.mark.parametrize(
    ("formula", "linked"),
    [
        ("[1]Sheet1!A1", True),
        ("SUM('C:\\年报\\[预算.xlsx]年 初'!A1:A3)", True),
        ("[1]!总额", True),
        ("表1[[#This Row],[金额]]", False),
        ("表1[金额]+'年 初'!A1", False),
        ("Sheet2!A1", False),
    ],
)
def test_links_are_told_from_names_of_columns(formula, linked):
    """Brackets name a workbook only before a sheet."""
    assert cell(stored(f"<f>{formula}</f><v>6</v>"), "F13").linked is linked


def test_a_formula_that_gives_an_empty_text_is_an_empty_cell():
    """=IF(…,"") with its stored empty text was calculated, and holds nothing."""
    assert cell(stored('<f>IF(1,"","")</f><v></v>', attributes=' t="str"'), "F13") is None


def test_shared_formulas_say_what_each_cell_computes():
    """The second cell of a shared formula has the formula with its own addresses."""
    rows = (
        '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><f t="shared" ref="B1:B2" si="0">A1*2</f><v>2</v></c></row>'
        '<row r="2"><c r="A2"><v>2</v></c><c r="B2"><f t="shared" si="0"/><v>4</v></c></row>'
    )

    assert cell(sheet_xml(rows), "B2").formula == "=A2*2"


@pytest.mark.parametrize(
    ("row", "struck", "text"), [("XLS-113", True, "9095"), ("XLS-112", False, "95"), ("XLS-114", False, "95\n96")]
)
def test_struck_text_is_noticed(row, struck, text):
    """Text that is struck out beside other text is noticed; bold text is not."""
    found = cell(cells_row(row), "F14")

    assert (found.struck, found.crossed, found.text) == (struck, False, text)


def test_a_cell_that_is_struck_out_as_a_whole_says_so():
    """Neither a number nor a text that is crossed out passes for one that counts."""

    def cross(worksheet):
        for at in ("F13", "F15"):
            worksheet[at].font = Font(strike=True)

    found = sheet(edited(cross)).cells

    assert [cell_name(*at) for at, one in found.items() if one.crossed] == ["F13", "F15"]
    assert not any(one.struck for one in found.values())


@pytest.mark.parametrize("row", ["XLS-109", "XLS-111"])
def test_numbers_that_no_form_holds_are_refused_with_their_cell(row):
    """1E+400 and 1e-320 are faults of their cell."""
    assert codes(cells_row(row)) == [("sheet.number", SHEET, "F13")]


def test_noise_behind_fifteen_digits_is_remarked_once():
    """0.30000000000000004 is read as 0.3, and the remark names cell and digits."""
    book = read_book(cells_row("XLS-108"), "自评表.xlsx")
    remark = next(one for one in book.remarks if one.code == "sheet.rounded")

    assert book.sheets[0].cells[13, 6].text == "0.3"
    assert (remark.place.cell, remark.arguments["stored"]) == ("F13", "0.30000000000000004")


@pytest.mark.parametrize("row", ["XLS-106", "XLS-107"])
def test_codes_typed_as_numbers_say_that_digits_are_lost(row):
    """A number of 10^15 and beyond is marked, whatever its last digits are."""
    assert cell(cells_row(row), CELLS[row]).lossy


def test_comments_and_controls_of_empty_cells_are_kept():
    """A comment on an empty cell, and a check box over it, are all there is to say about it."""
    assert sheet(cells_row("XLS-117")).comments == {(13, 6): "6"}
    assert sheet(cells_row("XLS-116")).controls == {(13, 6)}


def test_hidden_and_filtered_rows_are_told_apart():
    """Rows that a filter in use hides are filtered, those without height too; one outside is hidden by hand."""

    def hide(worksheet):
        worksheet.auto_filter.ref = "A12:I18"
        worksheet.auto_filter.add_filter_column(1, ["产出指标"])
        for row in (9, 14, 15):
            worksheet.row_dimensions[row].hidden = True

    found = sheet(part_changed(edited(hide), lambda text: text.replace('<row r="16"', '<row r="16" ht="0"')))

    assert (found.hidden_rows, found.filtered_rows) == ({9}, {14, 15, 16})
    assert (14, 6) in found.cells


def test_a_filter_that_is_not_in_use_hides_nothing():
    """Without a choice, a row hidden inside a filter was hidden by hand."""

    def hide(worksheet):
        worksheet.auto_filter.ref = "A12:I18"
        worksheet.row_dimensions[14].hidden = True

    assert sheet(edited(hide)).hidden_rows == {14}


def test_the_filter_of_a_table_counts():
    """A table inside a sheet has a filter of its own."""
    book = Workbook()
    worksheet = first(book)
    for row in (("名称", "得分"), ("甲", 1), ("乙", 2)):
        worksheet.append(row)
    table = Table(displayName="得分表", ref="A1:B3")
    table._initialise_columns()  # so that the filter has a column
    worksheet.add_table(table)
    worksheet.row_dimensions[3].hidden = True
    choice = '<filterColumn colId="0"><filters><filter val="甲"/></filters></filterColumn>'
    chosen = f'<autoFilter ref="A1:B3">{choice}</autoFilter>'
    data = part_changed(
        saved(book), lambda text: text.replace('<autoFilter ref="A1:B3"/>', chosen), "xl/tables/table1.xml"
    )

    assert (sheet(data).filtered_rows, sheet(data).hidden_rows) == ({3}, frozenset())


def test_sheets_that_no_menu_shows_are_left_out_with_a_remark():
    """A hidden sheet is read and marked; a very hidden one is named and left out."""
    book = read_book(kinds(), "种类.xlsx")

    assert [(one.name, one.hidden) for one in book.sheets] == [("种类", False), ("隐藏", True)]
    assert [(one.code, one.place.sheet) for one in book.remarks if one.code != "sheet.rounded"] == [
        ("sheet.very-hidden", "深藏")
    ]


def test_a_workbook_of_old_macintosh_programs_counts_days_from_1904():
    """The same serial number is another day there."""
    book = Workbook()
    first(book)["A1"], first(book)["A1"].number_format = 45291, "yyyy-mm-dd"
    data = part_changed(
        saved(book), lambda text: text.replace("<workbookPr", '<workbookPr date1904="1"', 1), "xl/workbook.xml"
    )

    assert cell(saved(book), "A1").text == "2023-12-31"
    assert cell(data, "A1").text == "2028-01-01"


def test_a_date_stored_as_text_is_a_date():
    """A cell of type d holds ISO 8601."""
    found = cell(stored("<v>2023-12-31T08:30:00</v>", attributes=' t="d"'), "F13")

    assert (found.kind, found.text) == ("date", "2023-12-31 08:30")


def test_chinese_formats_that_have_only_a_number_are_known():
    """WPS and Chinese Excel give 2023年12月31日 the format 31, and no code for it."""
    styles = '<xf numFmtId="31" fontId="0" fillId="0" borderId="0"/></cellXfs>'
    data = part_changed(saved(Workbook()), lambda text: text.replace("</cellXfs>", styles), "xl/styles.xml")
    data = part_changed(
        data,
        lambda text: text.replace("<sheetData>", '<sheetData><row><c r="A1" s="1"><v>45291</v></c></row>'),
    )

    assert cell(data, "A1").shown == "2023年12月31日"


def test_the_size_that_a_file_claims_is_not_trusted():
    """WPS leaves a stale size note behind: all rows are read."""
    rows = "".join(f'<row r="{at}"><c r="A{at}"><v>{at}</v></c></row>' for at in range(1, 51))

    assert len(sheet(sheet_xml(rows, before='<dimension ref="A1:A10"/>')).cells) == 50


def test_rows_out_of_order_are_sorted():
    """Rows in any order, each once, are the same sheet."""
    rows = '<row r="3"><c r="A3"><v>3</v></c></row><row r="1"><c r="A1"><v>1</v></c></row>'

    assert list(sheet(sheet_xml(rows)).cells) == [(1, 1), (3, 1)]


def test_cells_without_addresses_follow_each_other():
    """Addresses may be left out: cells then lie side by side."""
    rows = "<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>"

    assert texts(sheet_xml(rows)) == {"A1": "1", "B1": "2", "A2": "3"}


def test_texts_inside_the_sheet_need_no_table_of_texts():
    """Text written into its cell is read without a table of shared texts, its formatted parts joined."""
    rows = '<row r="1"><c r="A1" t="inlineStr"><is><r><t>项目</t></r><r><t>名称</t></r></is></c></row>'

    assert texts(sheet_xml(rows)) == {"A1": "项目名称"}


def test_readings_beside_a_text_are_no_part_of_it():
    """Phonetic runs, which Japanese programs and some of WPS write, are left out."""
    strings = (
        '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>完成</t>'
        '<rPh sb="0" eb="2"><t>かんせい</t></rPh><phoneticPr fontId="1"/></si></sst>'
    )
    data = part_changed(by_xlsxwriter([["完成"]]), lambda _: strings, "xl/sharedStrings.xml")

    assert texts(data) == {"A1": "完成"}


def test_escaped_characters_are_those_characters():
    """Office writes a carriage return as _x000D_."""
    rows = '<row r="1"><c r="A1" t="inlineStr"><is><t>上_x000D_\n下_x0041_</t></is></c></row>'

    assert texts(sheet_xml(rows)) == {"A1": "上\n下A"}


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="1"><c r="A1" t="s"><v>7</v></c></row>',
        '<row r="1"><c r="A1" t="s"><v>x</v></c></row>',
        '<row r="1"><c r="A1" s="x"><v>1</v></c></row>',
    ],
)
def test_references_into_nothing_are_a_damaged_file(rows):
    """A shared text that is not there is an error of ours that says how to mend it."""
    assert [code for code, _, _ in codes(sheet_xml(rows))] == ["sheet.damaged"]


@pytest.mark.parametrize(("kind", "value"), [("b", "7"), ("d", "2023-13-01"), ("n", "abc")])
def test_values_that_are_not_of_their_kind_are_refused_with_their_cell(kind, value):
    """A truth of 7, a month 13 and letters for a number name their cell."""
    assert codes(stored(f"<v>{value}</v>", attributes=f' t="{kind}"')) == [("sheet.number", SHEET, "F13")]


def test_a_style_that_the_file_does_not_explain_is_plain():
    """The number of a style that is not there does no harm."""
    assert cell(stored("<v>0.95</v>", attributes=' s="99"'), "F13").shown == "0.95"


def test_a_workbook_of_charts_only_holds_no_table():
    """A sheet that is a chart is passed over; nothing else is a fault that says so."""
    book = Workbook()
    book.create_chartsheet("图")
    first(book)["A1"] = "表"
    assert [one.name for one in read_book(saved(book), "a.xlsx").sheets] == ["Sheet"]

    first(book)["A1"] = None
    assert [code for code, _, _ in codes(saved(book))] == ["sheet.nothing"]


@given(st.lists(st.lists(TEXTS | st.integers(-(10**14), 10**14) | st.booleans(), max_size=5), min_size=1, max_size=5))
def test_any_grid_reads_as_openpyxl_reads_it(grid):
    """Whatever texts, numbers and truths are written, each cell has the value that openpyxl reads in the file."""
    book = Workbook()
    for row, values in enumerate(grid, 1):
        for column, value in enumerate(values, 1):
            one = first(book).cell(row, column, value)
            if isinstance(value, str):
                one.data_type = "s"  # never a formula
    data = saved(book)
    expected = {
        one.coordinate: {True: "TRUE", False: "FALSE"}.get(one.value, one.value)
        if one.data_type == "b"
        else str(one.value)
        for row in first(load_workbook(io.BytesIO(data))).iter_rows()
        for one in row
        if one.value is not None and str(one.value).strip()
    }
    if expected:
        assert {at: text.replace("\r", "\n") for at, text in texts(data).items()} == expected
    else:
        assert [code for code, _, _ in codes(data)] == ["sheet.nothing"]


def test_a_workbook_of_xlsxwriter_reads_as_it_was_written():
    """Shared texts, numbers, truths and a formula with the value that its writer stored."""
    data = by_xlsxwriter([["名称", "得分"], ["甲", 9.5], ["甲", True], [None, "=B2*2"]])

    assert texts(data) == {"A1": "名称", "B1": "得分", "A2": "甲", "B2": "9.5", "A3": "甲", "B3": "TRUE", "B4": "0"}
    assert cell(data, "B4").formula == "=B2*2"


def test_part_names_the_sheet_of_the_form():
    """The part that the tests spoil is the sheet they mean."""
    assert PART in zipfile.ZipFile(io.BytesIO(good_form())).namelist()
