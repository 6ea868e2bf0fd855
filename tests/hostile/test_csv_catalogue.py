"""Every CSV row of the catalogue: the right verdict, code and cell, by the readers of a folder and by its check."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
import tomli

from hostile import csv_form_rows
from hostile.csv_rows import GOOD, RATES, ROWS, SCORES, Row, folder
from hostile.csv_verdicts import VERDICTS
from hostile.proving import LONGEST, assert_explained
from perfkit import Kit
from perfkit.errors import InputError, Place
from perfkit.formats import read_portfolio

DEVIATIONS = tomli.loads((Path(__file__).parent / "csv_deviations.toml").read_text(encoding="utf-8"))

CONTROL = Row("CONTROL", "A", folder(GOOD, scores=SCORES, rates=RATES))


def test_every_row_of_the_catalogue_is_tested_or_explained():
    """No row is forgotten, none stands twice, and a verdict that differs from the catalogue's has its reason."""
    for rows in (ROWS, csv_form_rows.ROWS):
        assert len(rows) == len({row.id for row in rows})
    everything = (*ROWS, *csv_form_rows.ROWS)
    assert_explained(((row.id, row.verdict) for row in everything), VERDICTS, DEVIATIONS)


def assert_place(place: Place, row: Row) -> None:
    assert (place.file, place.row, place.line) == (row.file, row.row, row.line)
    if row.key:
        assert place.key == row.key


@pytest.mark.parametrize("row", [CONTROL, *ROWS], ids=lambda row: row.id)
def test_reader(row: Row, tmp_path: Path):
    """The reader refuses, remarks or accepts as the row says, at the cell it says, with these codes and no others."""
    path = row.build(tmp_path)
    before = time.process_time()
    if row.verdict == "E" and not row.checked:
        with pytest.raises(InputError) as refused:
            read_portfolio(path)
        said = refused.value.faults
        assert all(fault.found("zh") and fault.found("en") for fault in said)
    else:
        said = read_portfolio(path).portfolio.remarks
        assert bool(said) == (row.verdict == "W" and not row.checked)
    assert time.process_time() - before < LONGEST
    assert {one.code for one in said} == set(row.codes)
    if row.codes:
        assert_place(next(one.place for one in said if one.code == row.codes[0]), row)
    assert all(one.worded("zh") and one.worded("en") for one in said)


@pytest.mark.parametrize("row", [row for row in ROWS if row.checked], ids=lambda row: row.id)
def test_check(row: Row, tmp_path: Path):
    """What only the check of the whole can know, it tells: an error for what is refused, a warning for the others."""
    kit = Kit()
    found = kit.check(kit.evaluate(kit.read(row.build(tmp_path))))
    severities = {finding.severity for finding in found if finding.code in row.checked}
    assert severities == {"error" if row.verdict == "E" else "warning"}
    assert "error" not in {finding.severity for finding in found} or row.verdict == "E"


QUICK = ("CONTROL", "CSV-093", "CSV-112", "CSV-114", "CSV-121")
FORMS = [
    pytest.param(row, id=row.id, marks=[] if row.id in QUICK else pytest.mark.slow)
    for row in (csv_form_rows.CONTROL, *csv_form_rows.ROWS)
]


@pytest.fixture(scope="module")
def kit() -> Kit:
    return Kit(installed=False)


@pytest.mark.parametrize("row", FORMS)
def test_form(row: Row, kit: Kit, tmp_path: Path):
    """A form that was saved as CSV gets the verdict of the row, at its cell, with this code and no other."""
    chosen = "cn.mof.self-evaluation@2020"
    try:
        evaluation = kit.evaluate(kit.read(row.build(tmp_path), indicator_set=chosen), indicator_set=chosen)
        said = kit.check(evaluation)
        wrong = any(one.severity == "error" for one in said)
        verdict = "E" if wrong else "W" if said else "A"
    except InputError as refused:
        verdict, said = "E", refused.faults
    assert (verdict, {one.code for one in said}) == (row.verdict, {*row.codes, *row.checked})
    if row.codes:
        assert (row.key, row.file) in [(one.place.cell, one.place.file) for one in said]
