"""Old workbooks, as LibreOffice saves them."""

import struct

import pytest

from formats.sheets.books import FILES, KINDS
from hostile.good_form import SHEET, good_values
from perfkit.errors import InputError
from perfkit.files import cell_name
from perfkit.formats.sheets.opened import read_book

KINDS_97 = (FILES / "kinds.xls").read_bytes()


def test_the_form_reads_as_the_workbook_it_was_made_of():
    """The form that LibreOffice saved as .xls has the cells of the one it was given, under the same sheet name."""
    book = read_book((FILES / "form.xls").read_bytes(), "自评表.xls")

    assert (book.kind, book.sheets[0].name) == ("xls", SHEET)
    assert {cell_name(*at): one.text for at, one in book.sheets[0].cells.items()} == {
        at: str(value) for at, value in good_values().items()
    }


def test_every_kind_of_cell_is_what_it_is():
    """Texts, numbers, dates, times, truths and errors with what is shown of each; the formula has its value."""
    found = read_book(KINDS_97, "种类.xls").sheets[0].cells
    same = {cell_name(*at): (one.kind, one.text, one.shown) for at, one in found.items()}

    assert same.pop("A12")[:2] == KINDS["A12"][:2]  # LibreOffice shows the scaled amount in its own way
    assert same == {at: one for at, one in KINDS.items() if at != "A12"}


def test_what_lies_around_the_values_is_read_too():
    """Merged ranges, hidden rows and columns, comments with and without a value, text that is struck out."""
    sheet = read_book(KINDS_97, "种类.xls").sheets[0]

    assert [str(span) for span in sheet.spans] == ["B3:C4"]
    assert (sheet.hidden_rows, sheet.hidden_columns) == ({13}, {4})
    assert (sheet.comments, sheet.cells[2, 1].comment) == ({(9, 3): "待补"}, "万元")
    assert [at for at, one in sheet.cells.items() if one.struck] == [(15, 1)]
    assert [at for at, one in sheet.cells.items() if one.crossed] == [(16, 1)]


def test_a_sheet_that_no_menu_shows_is_left_out():
    """The state of a sheet is a byte of its record: 2 is very hidden."""
    name = "深藏".encode("utf-16-le")
    at = KINDS_97.index(name) - 4  # grbit of two bytes, length, kind of text, name
    data = KINDS_97[:at] + struct.pack("<H", 2) + KINDS_97[at + 2 :]
    book = read_book(data, "种类.xls")

    assert [(one.name, one.hidden) for one in book.sheets] == [("种类", False), ("隐藏", True)]
    assert ("sheet.very-hidden", "深藏") in [(one.code, one.place.sheet) for one in book.remarks]


@pytest.mark.parametrize("bits", [0x7FF0000000000000, 0x7FF8000000000000, 0x0000000000000001, 0x7FEFFFFFFFFFFFFF])
def test_numbers_that_no_form_holds_are_refused_with_their_cell(bits):
    """Infinity, no number, the smallest and the largest binary number in place of a date with a time."""
    record = b"\x03\x02\x0e\x00"  # a cell with a binary number: row, column, style, and the eight bytes of it
    at = KINDS_97.index(record + struct.pack("<H", 5)) + len(record) + 6
    with pytest.raises(InputError) as refused:
        read_book(KINDS_97[:at] + struct.pack("<Q", bits) + KINDS_97[at + 8 :], "种类.xls")

    assert [(fault.code, fault.place.cell) for fault in refused.value.faults] == [("sheet.number", "A6")]
