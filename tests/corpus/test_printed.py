"""The published forms, written as workbooks, CSV files and Word tables, are read back to the figures they print."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from decimal import Decimal

import pytest

from corpus.adapter import cell, number_in, yuan_in
from corpus.forms import FOLDER, forms, stored
from corpus.printed import csv_file, printed, word, workbook
from perfkit.formats.filled.document import form_file
from perfkit.formats.filled.form import FilledForm, fitting, read_form_sheet
from perfkit.formats.filled.form_file import UNNAMED
from perfkit.formats.notes import Notes
from perfkit.formats.sheets.opened import read_book
from perfkit.kit import Kit
from perfkit.model import Layout, TableKey

FORMS = sorted(path.stem for path in FOLDER.glob("*.toml"))
QUICK = ("yn-yongde-yingyang-2022", "hb-shangwu-fuwumaoyi-2020", "sc-zhongjiang-shuibiaochi-2022")
COLUMNS: tuple[TableKey, ...] = ("block", "name", "target", "actual", "weight", "points")
STAGES = ("initial", "budget", "executed")
WRITERS: Mapping[str, Callable[[str], bytes]] = {
    "xlsx": lambda form: workbook({form: printed(form, extra_rows=3)}),
    "csv": lambda form: csv_file(printed(form)),
    "docx": lambda form: word(printed(form)),
}


@pytest.fixture(scope="module")
def layouts() -> tuple[Layout, ...]:
    return Kit(installed=False).host.layouts()


def filled(form: str, kind: str, layouts: tuple[Layout, ...]) -> FilledForm:
    """The form, read from a file of this kind."""
    book = read_book(WRITERS[kind](form), f"{form}.{kind}")
    fits = fitting(book, book.sheets[0], layouts)
    assert fits is not None
    return read_form_sheet(book, book.sheets[0], fits, Notes())


def without_number(name: str) -> str:
    """The name of an indicator without what the form counts it by."""
    return name.partition(":")[2] if name.startswith("指标") and ":" in name[:6] else name.removeprefix("指标")


def assert_as_printed(form: str, kind: str, layouts: tuple[Layout, ...]) -> None:
    """Every figure of the form, as a text and as the corpus reads it."""
    found, facts = filled(form, kind, layouts), stored(form)
    assert found.table is not None
    rows = [[row.of(key).text for key in COLUMNS] for row in found.table.indicators]
    expected = [list(row) for row in facts.get("rows", [])]
    assert [[row[0], *row[2:]] for row in rows] == [[row[0], *row[2:]] for row in expected]
    assert all(one[1] and two[1].endswith(one[1]) for one, two in zip(rows, expected, strict=True))
    money = found.money.lines if found.money is not None else ()
    lines = [[line.label.text, *(line.amounts[key].text for key in STAGES)] for line in money]
    assert lines == [list(line[:4]) for line in facts.get("funding", [])]
    amounts = [[yuan_in(line.amounts[key].text) for key in STAGES] for line in money]
    assert amounts == [[line.initial, line.budget, line.executed] for line in forms()[form].lines]
    assert [(line.weight.text, line.rate.text, line.points.text) for line in money] == [
        tuple(line[4:]) for line in facts.get("funding", [])
    ]
    assert found.table.total is not None
    assert found.table.total.of("points").text == facts.get("total", "")
    assert found.table.grade.text == facts.get("grade", "")


def handed_on(written: object) -> tuple[Decimal | None, str]:
    """Number and unit of a target as a file of facts would have it, by the corpus's own reader."""
    if isinstance(written, Mapping):
        value = next((written[kind] for kind in ("at-least", "at-most", "equal") if kind in written), None)
        return (None, "") if value is None else (Decimal(value), written["unit"])
    read = cell(str(written))
    return (read.value, read.unit) if read.kind == "number" else (None, "")


@pytest.mark.parametrize("form", QUICK)
@pytest.mark.parametrize("kind", WRITERS)
def test_a_published_form_is_read_back_as_it_was_printed(form, kind, layouts):
    """Targets, actuals, weights, points, amounts and totals: text for text, and as figures."""
    assert_as_printed(form, kind, layouts)


@pytest.mark.slow
@pytest.mark.parametrize("kind", WRITERS)
def test_every_published_form_is_read_back_as_it_was_printed(kind, layouts):
    """All 60, in the three kinds of file."""
    for form in FORMS:
        assert_as_printed(form, kind, layouts)


@pytest.mark.slow
def test_what_is_handed_on_are_the_figures_the_corpus_reads(layouts):
    """Targets, weights and points of every row that can be handed on; what a form leaves open is told at its cell."""
    told, compared = Counter[str](), 0
    for form in FORMS:
        notes, known = Notes(), forms()[form].rows
        written = form_file(filled(form, "csv", layouts), notes).document.get("indicators", ())
        told.update(fault.code for fault in notes.faults)
        assert all(fault.place.cell for fault in notes.faults if fault.code != "form.no-indicators")
        assert len(written) == len(known)
        for row, one in zip(known, written, strict=True):
            if row.promised.kind == "number" and one["target"] != {"judged": UNNAMED}:
                assert handed_on(one["target"]) == (row.promised.value, row.promised.unit), (form, row.number)
                compared += 1
            for figure, key in ((row.weight, "weight"), (row.points, "points")):
                assert key not in one or number_in(one[key]) == figure, (form, row.number, key)

    assert compared > 150
    assert set(told) == {"form.no-target", "form.block-unknown", "form.no-indicators", "value.no-sign"}


@pytest.mark.slow
def test_all_published_forms_in_one_workbook_are_so_many_forms(layouts):
    """A workbook with a sheet for each form is read sheet by sheet."""
    book = read_book(workbook({form: printed(form) for form in FORMS}), "all.xlsx")

    found = [fitting(book, sheet, layouts) for sheet in book.sheets]

    assert len(found) == 60
    assert all(one is not None for one in found)
