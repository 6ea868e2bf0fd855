"""One amount ten thousand times all others of its row: 元 in place of 万元."""

import pytest

from perfkit.formats.notes import Notes
from perfkit.formats.rows import read_funding_rows


@pytest.mark.parametrize(
    ("row", "places"),
    [
        ("1,1,4999", []),
        ("1,1,5000", ["executed"]),
        ("1,1,20000", ["executed"]),
        ("1,1,20001", []),
        ("2000,20000000,1999.77", ["budget"]),
        ("1,10000,10000", []),
        ("10000,10000,1", []),
        ("0,0,10000", []),
        (",,10000", []),
    ],
)
def test_an_amount_of_another_scale_is_refused(row, places):
    """Only one that is off every other amount of its row, and only upwards: little may be spent of a large budget."""
    notes = Notes()
    read_funding_rows(f"name,initial,budget,executed\n甲,{row}\n", "funding.csv", "万元", 2023, notes)
    assert [(fault.code, fault.place.key) for fault in notes.faults] == [("table.scale", place) for place in places]


def test_a_slip_that_its_unit_tells_is_told_once():
    """Where the unit is written in the cell, the fault that names it is enough."""
    notes = Notes()
    read_funding_rows("name,budget,executed\n甲,14654,14654元\n", "funding.csv", "万元", 2023, notes)
    assert [fault.code for fault in notes.faults] == ["funding.slip"]
