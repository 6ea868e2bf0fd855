"""Opening a file of sheets, whatever it is, by what its bytes are."""

import csv
import hashlib
import io
import random
import re
import sys
import zipfile

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from formats.sheets.books import FILES, SOFFICE, converted, kinds
from hostile.good_form import good_form, good_workbook, saved
from perfkit.errors import InputError
from perfkit.files import cell_name
from perfkit.formats.sheets.opened import MOST_PLAIN, read_book

CSV = "项目支出绩效自评表,,\n项目名称,园区基础设施建设,\n得分,95%,\n"
CODES = "csv:Text - txt - csv (StarCalc):44,34,76"
"""What makes LibreOffice write commas, double quotes and UTF-8."""

WORDS = st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "S"]), min_size=1, max_size=8)


def codes(data, name):
    with pytest.raises(InputError) as refused:
        read_book(data, name)
    return [fault.code for fault in refused.value.faults]


def texts(data, name):
    return {cell_name(*at): one.text for at, one in read_book(data, name).sheets[0].cells.items()}


@pytest.mark.parametrize(
    ("data", "name", "kind", "remarks"),
    [
        (good_form(), "自评表.xlsx", "xlsx", []),
        (good_form(), "自评表.xls", "xlsx", ["office.other-name"]),
        ((FILES / "form.xls").read_bytes(), "自评表.xls", "xls", []),
        ((FILES / "form.docx").read_bytes(), "自评表.docx", "docx", []),
        ((FILES / "form.html").read_bytes(), "自评表.html", "html", []),
        ((FILES / "form.html").read_bytes(), "自评表.xls", "html", ["sheet.fake-xls"]),
        (CSV.encode(), "自评表.csv", "csv", []),
        (CSV.replace(",", "\t").encode(), "自评表.xls", "csv", ["sheet.fake-xls"]),
        (CSV.encode("gb18030"), "自评表.CSV", "csv", ["text.gb18030"]),
        (b"\xef\xbb\xbf" + CSV.encode(), "自评表", "csv", ["text.bom"]),
    ],
)
def test_a_file_is_what_its_bytes_are(data, name, kind, remarks):
    """The kind is that of the content; a name that says otherwise is remarked where office programs accept it too."""
    book = read_book(data, name)

    assert (book.file, book.kind, [one.code for one in book.remarks]) == (name, kind, remarks)
    assert book.digest == hashlib.sha256(data).hexdigest()
    assert "项目支出绩效自评表" in [one.text for one in book.sheets[0].cells.values()]


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (b"", "自评表.xlsx", "office.empty"),
        (CSV.encode(), "自评表.xlsx", "office.text"),
        ((FILES / "form.html").read_bytes(), "自评表.xlsx", "office.html"),
        ((FILES / "form.docx").read_bytes(), "自评表.xlsx", "office.word-as-workbook"),
        ((FILES / "form.xls").read_bytes(), "自评表.et", "office.et"),
        ((FILES / "form.xls").read_bytes(), "自评表.xlsx", "office.xls"),
        (b"%PDF-1.7", "自评表.pdf", "office.pdf"),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n\r\n", "自评表.xls", "office.html"),
        (good_form()[:3000], "自评表.xlsx", "office.cut-short"),
    ],
)
def test_what_is_not_read_is_named(data, name, code):
    """Other kinds of file are refused with a code of their own, which says how to mend it."""
    assert codes(data, name) == [code]


def test_a_file_without_anything_in_its_tables_says_so():
    """An empty document, a page of prose and a text of separators hold no table."""
    document = io.BytesIO()
    docx.Document().save(document)

    assert codes(document.getvalue(), "表.docx") == ["sheet.nothing"]
    assert codes(b"<html><p>95%</p></html>", "page.html") == ["sheet.nothing"]
    assert codes(b",,\n,,\n", "a.csv") == ["sheet.nothing"]


@pytest.mark.parametrize("piece", [b"\n", b",", b"<td>"])
def test_a_text_or_page_of_nothing_ends_soon(piece):
    """Ten megabytes are the most, and so much of nothing is no table."""
    most = b"<table>" + piece * (MOST_PLAIN // len(piece) - 2) if piece == b"<td>" else piece * MOST_PLAIN

    assert codes(most + piece * 3, "a.xls") == ["sheet.long-page"]
    assert codes(most[: MOST_PLAIN // 8], "a.xls") == ["sheet.far" if piece == b"<td>" else "sheet.nothing"]


def test_a_missing_library_is_named_with_its_extra(monkeypatch):
    """Without xlrd an old workbook is refused, and the message says what to install."""
    monkeypatch.setitem(sys.modules, "xlrd", None)
    monkeypatch.delitem(sys.modules, "perfkit.formats.sheets.xls", raising=False)
    with pytest.raises(InputError, match=re.escape("perfkit[excel]")):
        read_book((FILES / "form.xls").read_bytes(), "自评表.xls")


def test_rows_of_a_text_have_their_lines():
    """Where a cell holds a line break, rows and lines part ways: a place names both."""
    book = read_book('甲,"一\n二"\n乙,丙\n'.encode(), "自评表.csv")
    place = book.place(book.sheets[0], 2, 2)

    assert (place.cell, place.line) == ("B2", 3)
    assert str(place) == "自评表.csv，单元格 B2，第 3 行"


@pytest.mark.parametrize("sign", [",", "\t", ";"])
def test_the_separator_is_the_one_that_most_lines_have(sign):
    """A comma inside a text does not outweigh the tabs of all rows."""
    data = f"名称{sign}说明\n甲{sign}一\n乙{sign}二\n".encode()

    assert texts(data, "a.csv") == {"A1": "名称", "B1": "说明", "A2": "甲", "B2": "一", "A3": "乙", "B3": "二"}
    assert texts("名称\t说明\n甲\ta,b\n乙\t二\n".encode(), "a.xls")["B2"] == "a,b"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("名称,完成值\n甲,0.3\n", []),
        ("名称;完成值\n甲;0.3\n", [("table.separator", "", None)]),
        ("名称\t完成值\n甲\t0.3\n", [("table.separator", "", None)]),
        ("sep=;\n名称;完成值\n甲;0.3\n", [("table.separator", "", None)]),
        ('"名\n称",完成值\n甲,0.30000000000000004\n', [("table.float-artefact", "B2", 3)]),
        ("名称,完成值\n甲,97.60000000000001%\n", [("table.float-artefact", "B2", 2)]),
        ("名称,完成值\n甲,360722238888030000007\n", []),
        ("名称,完成值\n甲,0.3333333333333333\n", []),
    ],
)
def test_what_a_text_with_separators_is_told_for(text, told):
    """Another separator than the comma, and the noise of floating point, as in the CSV files of facts."""
    book = read_book(text.encode(), "a.csv")

    assert [(one.code, one.place.cell, one.place.line) for one in book.remarks] == told


def test_quotes_that_do_not_close_are_refused_with_their_line():
    """A stray quote would swallow all rows below it."""
    with pytest.raises(InputError) as refused:
        read_book('名称,得分\n甲,95\n"乙,96\n丙,97\n'.encode(), "a.csv")

    assert [(fault.code, fault.place.line) for fault in refused.value.faults] == [("table.quotes", 3)]


def test_a_text_that_is_too_long_names_its_cell_and_line():
    """A cell of a text file holds no more than one of a workbook."""
    with pytest.raises(InputError) as refused:
        read_book(f"名称\n{'长' * 32_768}\n".encode(), "a.csv")

    assert [(one.code, one.place.cell, one.place.line) for one in refused.value.faults] == [
        ("sheet.long-text", "A2", 2)
    ]


@settings(max_examples=8)
@given(st.lists(st.lists(WORDS, min_size=2, max_size=4), min_size=2, max_size=4))
def test_all_readers_agree_on_one_grid(grid):
    """The same texts, written as workbook, document, page and comma-separated text, are the same cells."""
    expected = {cell_name(row, column): text for row, line in enumerate(grid, 1) for column, text in enumerate(line, 1)}
    book = good_workbook()
    sheet = book.create_sheet("格", 0)
    document = docx.Document()
    table = document.add_table(len(grid), 4)
    for row, line in enumerate(grid, 1):
        for column, text in enumerate(line, 1):
            sheet.cell(row, column).value = text
            sheet.cell(row, column).data_type = "s"
            table.cell(row - 1, column - 1).text = text
    word, comma = io.BytesIO(), io.StringIO()
    document.save(word)
    csv.writer(comma, quoting=csv.QUOTE_ALL).writerows(grid)
    signs = {"&": "&amp;", "<": "&lt;"}
    cells = "".join(
        "<tr>" + "".join(f"<td>{re.sub('[&<]', lambda at: signs[at[0]], text)}</td>" for text in line) + "</tr>"
        for line in grid
    )

    assert texts(saved(book), "a.xlsx") == expected
    assert texts(word.getvalue(), "a.docx") == expected
    assert texts(f'<html><meta charset="utf-8"><table>{cells}</table></html>'.encode(), "a.html") == expected
    assert texts(b"\xef\xbb\xbf" + comma.getvalue().encode(), "a.csv") == expected


@pytest.mark.slow
@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
def test_what_libreoffice_makes_of_the_form_has_the_same_cells():
    """The form, saved as .xls, .xlsx, web page and comma-separated text, shows the same text in every cell."""
    form = good_form()
    shown = {cell_name(*at): one.shown for at, one in read_book(form, "a.xlsx").sheets[0].cells.items()}
    for to, name in (("xls", "a.xls"), ("xlsx", "a.xlsx"), ("html", "a.html"), (CODES, "a.csv")):
        found = read_book(converted(form, "xlsx", to), name).sheets[0]
        assert {cell_name(*at): one.shown for at, one in found.cells.items()} == shown
    assert codes(converted(form, "xlsx", "ods"), "a.ods") == ["office.ods"]


def _spoiled(data, chance):
    """The bytes with a few of them changed, cut or doubled; of an archive, those of one part."""
    if data.startswith(b"PK") and chance.random() < 0.85:
        written = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as new:
            target = chance.choice([name for name in old.namelist() if name.endswith((".xml", ".rels"))])
            for name in old.namelist():
                new.writestr(name, _spoiled_text(old.read(name), chance) if name == target else old.read(name))
        return written.getvalue()
    return _spoiled_bytes(data, chance)


def _spoiled_text(data, chance):
    values = list(re.finditer(rb'"[^"]*"', data))
    if not values or chance.random() < 0.5:
        return _spoiled_bytes(data, chance)
    value = chance.choice(values)
    new = chance.choice([b"", b"0", b"-1", b"99999", b"x", b"1.5", b"s", b"b", b"d", b"str", b"rId9", b"A1:XFD1048576"])
    return data[: value.start() + 1] + new + data[value.end() - 1 :]


def _spoiled_bytes(data, chance):
    found = bytearray(data)
    for _ in range(chance.choice([1, 2, 8])):
        at, size = chance.randrange(len(found) + 1), chance.randrange(1, 40)
        new = chance.choice(
            [b"", chance.randbytes(size), bytes(found[:size]), chance.choice([b"<", b'"', b"\0", b"\xff"])]
        )
        found[at : at + chance.choice([1, size])] = new
    return bytes(found)


@pytest.mark.parametrize("count", [80, pytest.param(10_000, marks=pytest.mark.slow)])
def test_spoiled_files_raise_nothing_but_our_error(count):
    """Real files of every kind with bytes changed, cut and doubled are read, or refused in words, and nothing else."""
    chance = random.Random(count)  # noqa: S311  # the same files every time
    whole = [(path.name, path.read_bytes()) for path in sorted(FILES.iterdir())]
    whole += [("自评表.xlsx", good_form()), ("种类.xlsx", kinds()), ("自评表.csv", CSV.encode())]
    refused = 0
    for _ in range(count):
        name, data = chance.choice(whole)
        try:
            read_book(_spoiled(data, chance), name)
        except InputError as error:
            refused += bool(error.worded("zh"))

    assert 0 < refused < count


def test_a_line_that_names_the_separator_is_no_row():
    """Excel does not show it either; lines of the file are counted with it."""
    book = read_book("sep=;\n甲,1;2\n乙;3\n".encode(), "form.csv")

    assert {place: cell.text for place, cell in book.sheets[0].cells.items()} == {
        (1, 1): "甲,1",
        (1, 2): "2",
        (2, 1): "乙",
        (2, 2): "3",
    }
    assert book.sheets[0].lines == {1: 2, 2: 3}


def test_a_cell_longer_than_any_program_holds_is_no_matter_of_quotes():
    """What the library for separated texts refuses for its length is told as too long, at its line."""
    with pytest.raises(InputError) as refused:
        read_book(("甲,1\n" + "路" * 200_000 + ",1\n").encode(), "form.csv")

    (fault,) = refused.value.faults
    assert (fault.code, fault.place.line) == ("table.cell-too-long", 2)
