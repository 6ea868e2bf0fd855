"""What all workbooks have in common: names of sheets, texts, exact numbers, the same bytes."""

from __future__ import annotations

import io
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfkit.errors import ReportError
from perfkit.reports.workbook import MOST_TEXT, cell_text, is_exact, sheet_name, workbook_bytes, write_text


@pytest.mark.parametrize(
    ("name", "taken", "shown"),
    [
        ("道路", (), "道路"),
        ("a/b:c[1]*?\\", (), "a_b_c_1____"),
        ("'引号'", (), "引号"),
        ("  ", (), "_"),
        ("History", (), "History (2)"),
        ("表", ("表", "表 (2)"), "表 (3)"),
        ("长" * 40, (), "长" * 31),
        ("𠮷" * 40, (), "𠮷" * 15),
        ("长" * 40, ("长" * 31,), "长" * 27 + " (2)"),
    ],
)
def test_a_name_of_a_sheet_is_one_that_excel_takes(name, taken, shown):
    """Forbidden signs, quotes, length and names that are taken or reserved: each gives a name that can be used."""
    assert sheet_name(name, taken) == shown


@given(st.lists(st.text(max_size=60), min_size=1, max_size=6))
def test_names_of_sheets_are_such_as_excel_takes(texts):
    """31 characters at most, none that is refused, no apostrophe at an end, no two alike in any case of letters."""
    names: list[str] = []
    for text in texts:
        names.append(sheet_name(text, names))

    assert all(0 < len(name.encode("utf-16-le")) // 2 <= 31 for name in names)
    assert not any(set(name) & set("[]:*?/\\") or name != name.strip("' ") or not name.isprintable() for name in names)
    assert len({name.casefold() for name in names}) == len(names)


@pytest.mark.parametrize(
    ("value", "exact"), [("0.98", True), ("1" * 15, True), ("1" * 16, False), ("1e20", True), ("-1.50", True)]
)
def test_a_number_is_exact_up_to_15_digits(value, exact):
    """A spreadsheet keeps 15 digits: a number with one more must not be written as a number."""
    assert is_exact(Decimal(value)) is exact


def test_a_text_is_kept_whole_or_refused():
    """Line ends become those of a spreadsheet; a control character and one character too many are refused."""
    assert cell_text("a\r\nb\rc") == "a\nb\nc"
    assert cell_text("字" * MOST_TEXT) == "字" * MOST_TEXT
    for text, code in (("字" * (MOST_TEXT + 1), "workbook.too-long"), ("a\x07", "report.character")):
        with pytest.raises(ReportError) as refused:
            cell_text(text)
        assert refused.value.code == code


def test_texts_stay_texts_and_bytes_stay_the_same():
    """What looks like a formula, an address or a number is written as the text it is; twice gives the same bytes."""
    texts = [
        "=1+1",
        "@SUM(A1)",
        "+1",
        "-1",
        "https://example.org",
        "360722230000000000001",
        "'quoted",
        "<r>1</r>",
        "_x0041_",
    ]

    def build(workbook):
        sheet = workbook.add_worksheet("表")
        for row, text in enumerate(texts):
            write_text(workbook, sheet, (row, 0), text, workbook.add_format())

    content = workbook_bytes(build, "题")
    assert content == workbook_bytes(build, "题")
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    cells = [sheet.cell(row, 1) for row in range(1, len(texts) + 1)]
    assert {cell.data_type for cell in cells} == {"s"}
    assert [cell.value for cell in cells] == texts
