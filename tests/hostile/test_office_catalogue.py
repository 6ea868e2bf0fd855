"""Every row about workbooks as files: the gate's verdict, code and place, at once and in little memory."""

from __future__ import annotations

import io
import time
import tracemalloc
from pathlib import Path

import docx
import openpyxl
import pytest
import tomli
import xlrd

from hostile.office_files import begin, book, compound, document, number, record, records, rows
from hostile.office_rows import CONTAINER, FILE, MORE, OLD, ROWS, SHEET, SIZE, Row
from hostile.office_verdicts import VERDICTS
from hostile.proving import assert_explained
from perfkit.errors import Fault, InputError
from perfkit.files import Gated, gate, office_kind

DEVIATIONS = tomli.loads((Path(__file__).parent / "office_deviations.toml").read_text(encoding="utf-8"))
LONGEST = 1.0
"""Seconds of the processor."""

MOST_MEMORY = 20_000_000


def test_every_row_of_the_catalogue_is_tested_or_explained():
    """No row is forgotten, none stands twice, and a verdict that differs from the catalogue's has its reason."""
    assert len(ROWS) == len({row.id for row in ROWS})
    assert_explained(((row.id, row.verdict) for row in ROWS), VERDICTS, DEVIATIONS)


def asked(content: bytes, name: str) -> tuple[str, tuple[Fault, ...]]:
    """The verdict of the gate with what it says."""
    try:
        gated = gate(content, name)
    except InputError as error:
        return "E", error.faults
    return ("W" if gated.remarks else "A"), gated.remarks


@pytest.mark.parametrize("row", [*ROWS, *MORE], ids=lambda row: row.id)
def test_gate(row: Row):
    """The gate refuses, remarks or accepts as the row says, with its codes, at its place."""
    content = row.build()
    before = time.process_time()
    verdict, said = asked(content, row.name)
    assert time.process_time() - before < LONGEST
    assert verdict == row.verdict
    assert {fault.code for fault in said} == set(row.codes)
    for fault in said:
        assert fault.place.file == row.name
        assert fault.worded("zh").startswith(row.name)
        assert fault.worded("en").endswith(f"[{fault.code}]")
    if row.codes:
        first = next(fault for fault in said if fault.code == row.codes[0])
        assert (first.place.key, first.place.cell) == (row.part, row.cell)
        if row.part == SHEET and not row.codes[0].startswith(("office.part", "office.outside")):
            assert first.place.sheet == "绩效指标"


@pytest.mark.slow
@pytest.mark.parametrize("row", [row for row in (*CONTAINER, *SIZE) if row.verdict == "E"], ids=lambda row: row.id)
def test_little_memory(row: Row):
    """Refusing a hostile file takes no memory to speak of, whatever it would expand to."""
    content = row.build()
    tracemalloc.start()
    try:
        asked(content, row.name)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < MOST_MEMORY


def test_all_faults_at_once():
    """A file with three things wrong in different parts is told of all of them, each with its part."""
    held = {
        "xl/vbaProject.bin": b"x",
        "xl/embeddings/a.docx": b"x",
        "xl/styles.xml": b"<styleSheet>",
        SHEET: b"<worksheet><row r='1'><c r='A1'/><c r='A1'/><c r='B1'/><c r='B1'/></row></worksheet>",
    }
    verdict, said = asked(book(held=held), FILE)
    assert verdict == "E"
    assert [(fault.code, fault.place.key, fault.place.cell) for fault in said] == [
        ("office.cell-twice", SHEET, "A1"),
        ("office.cell-twice", SHEET, "B1"),
        ("office.not-well-formed", "xl/styles.xml", ""),
        ("office.macro-part", "xl/vbaProject.bin", ""),
        ("office.embedded", "xl/embeddings/a.docx", ""),
    ]


def test_what_passes_can_be_read():
    """The good files that the rows spoil are real: the readers of workbooks and documents open them."""
    assert openpyxl.load_workbook(io.BytesIO(book())).active["A5"].value == 5
    assert xlrd.open_workbook(file_contents=OLD).sheet_by_index(0).cell_value(3, 2) == 1
    assert len(docx.Document(io.BytesIO(document())).paragraphs) == 1
    assert gate(book(), FILE) == Gated("xlsx")
    assert gate(OLD, "自评表.xls") == Gated("xls")


@pytest.mark.parametrize(
    ("stream", "code"),
    [
        (records(number(50_000, 0)), "office.too-many-rows"),
        (records(number(49_999, 0)), ""),
        (records(number(49_999, 0) + number(0, 90)), "office.too-many-cells"),
        (records(number(0, 300)), "office.old-broken"),
        (records(record(0xBD, bytes(6 + 6 * 250)) * 2001), "office.too-many-cells"),
        (records(record(0xE5, b"\1\0\0\0\xff\xff\0\0\xff\0")), "office.range-outside"),
        (records(record(0xE5, b"\1\0\0\0\1\0\0\0\3\0")), ""),
        (records(record(0xE5, b"\2\0\0\0\1\0\0\0\3\0")), "office.old-broken"),
        (records(record(0x2F, bytes(6))), "office.encrypted"),
        (records(number(0, 0), sheets=2), "office.old-broken"),
        (records(number(0, 0), offset=1), "office.old-broken"),
        (records(begin(0x20) + number(9, 9) + record(0x0A)), ""),
        (records(begin(0x10) + number(9, 9) + record(0x0A)), "office.old-broken"),
        (records(b"\x03\x02\xff\xff"), "office.old-broken"),
        (records(record(0x203, b"\0\0")), "office.old-broken"),
        (bytes(4096), "office.old-broken"),
    ],
)
def test_records_of_excel_97(stream: bytes, code: str):
    """A workbook of Excel 97 is refused for cells and ranges outside the form, and for sheets that share a place."""
    verdict, said = asked(compound({"Workbook": stream}), "自评表.xls")
    assert (verdict, [fault.code for fault in said]) == (("E", [code]) if code else ("A", []))


def sector_of(content: bytes, at: int, number_: int) -> bytes:
    """The file with four bytes at ``at`` exchanged."""
    return content[:at] + number_.to_bytes(4, "little") + content[at + 4 :]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (OLD[:3000], "office.old-broken"),
        (OLD[:400], "office.unknown"),
        (sector_of(OLD, 44, 99_999), "office.old-broken"),
        (sector_of(OLD, 48, 99_999), "office.old-broken"),
        (sector_of(OLD, 68, 3), ""),
        (sector_of(OLD, 72, 2**31), "office.old-broken"),
        (sector_of(OLD, 512 + 4, 1), "office.old-broken"),  # the directory goes round
        (sector_of(OLD, 512 + 8, 2), "office.old-broken"),  # the workbook goes round
        (sector_of(OLD, 1024 + 76, 0), "office.old-broken"),  # the root is its own child
        (sector_of(OLD, 1024 + 128 + 120, 2**31), "office.old-broken"),  # a stream of 2 GB
        (
            sector_of(sector_of(OLD, 1024 + 248, 100), 1024 + 120, 64),
            "office.old-broken",
        ),  # small streams in a small one
        (sector_of(OLD, 28, 0), "office.old-broken"),
        (compound({"WordDocument": bytes(4096)}), "office.doc"),
        (compound({"PowerPoint Document": bytes(4096)}), "office.ppt"),
        (compound({"Workbook": records(number(0, 0))}, storages=["MBD0001"]), "office.embedded"),
        (compound({"Workbook": records(number(0, 0))}, storages=["_VBA_PROJECT_CUR"]), "office.macros"),
    ],
)
def test_compound_files(content: bytes, code: str):
    """A compound file that is cut, goes round or speaks of more than it has is refused, and nobody waits for it."""
    _, said = asked(content, "自评表.xls")
    assert [fault.code for fault in said] == ([code] if code else [])


def test_a_cell_twice_has_its_limit():
    """A sheet full of the same cell tells of the first ones and stops."""
    _, said = asked(book("<row r='1'>" + "<c r='A1'/>" * 5000 + "</row>"), FILE)
    assert [fault.code for fault in said] == ["office.cell-twice"] * 20


@pytest.mark.parametrize(
    ("content", "name", "kind"),
    [
        (b"", "a.xlsx", "empty"),
        (book(), "a.docx", "xlsx"),
        (document(), "a.xlsx", "docx"),
        (OLD, "a.xls", "xls"),
        (OLD, "a.et", "et"),
        (OLD, "a.xlsx", "xls"),
        (b"<table>", "a.xls", "html"),
        (b"MIME-Version: 1.0\r\n", "a.xls", "html"),
        (b"a\tb\n", "a.xls", "text"),
        ("甲".encode("utf-16"), "a.xls", "text"),
        (b"%PDF-1.7", "a.xls", "pdf"),
        (b"\x00\x01\x02", "a.xls", "unknown"),
        (b"PK\x03\x04", "a.xlsx", "archive"),
    ],
)
def test_kind(content: bytes, name: str, kind: str):
    """The kind of a file follows from its bytes; the name tells only .et from .xls."""
    assert office_kind(content, name) == kind


def test_a_small_workbook_passes_quickly():
    """A form of 40 rows, the usual case, costs some milliseconds."""
    content, taken = book(rows(40)), []
    for _ in range(5):
        before = time.process_time()
        gate(content, FILE)
        taken.append(time.process_time() - before)
    assert min(taken) < 0.010
