"""Rows of totals in a table of money: they must be the sums of the rows above, as exactly as they were printed."""

import pytest

from perfkit.formats.notes import Notes
from perfkit.formats.rows import read_funding_rows


def told(rows: str, unit: str = "万元") -> list[tuple[str, int | None, str, object]]:
    notes = Notes()
    read_funding_rows(f"name,initial,executed\n{rows}", "funding.csv", unit, 2023, notes)
    return [(fault.code, fault.place.row, fault.place.key, fault.arguments.get("sum")) for fault in notes.faults]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ("甲,1,2\n乙,3,4.5\n合计,4,6.5\n", []),
        ("甲,1,2\n乙,3,4.5\n总 计,4,6.4\n", [("table.total-differs", 3, "executed", "6.5")]),
        ("甲,1,2\n乙,3,4.5\n合计,5,6\n", [("table.total-differs", 3, "initial", "4")]),  # 6 is 6.5, cut
        ("甲,1,2\n乙,3,4.5\n合计,4,7\n", []),  # 7 is 6.5, rounded
        ("甲,1,2\n乙,3,4.5\n合计,4,8\n", [("table.total-differs", 3, "executed", "6.5")]),
        ("甲,1,2\n乙,3,4.5\n合计,4,7.5\n", [("table.total-differs", 3, "executed", "6.5")]),
        ("甲,1,2\n乙,3,4.5\n合计,—,\n", []),
        ("甲,1,2\n乙,3,4.5\n合计,40000元,0.00065亿元\n", []),
        ("甲,1,2\n乙,3,4.5\n合计,39999元,6.5\n", [("table.total-differs", 3, "initial", "4")]),
        ("甲,1,2\n合计,1,2\n乙,3,4\n合计,3,4\n合计,4,6\n", []),  # of a part, and of all
        ("甲,1,2\n小计,9,9\n乙,3,4\n合计,4,6\n", []),
        ("甲,1,\n乙,3,\n合计,4,5\n", []),
        ("甲,1,约2\n乙,3,4\n合计,9,9\n", [("value.vague", 1, "executed", None)]),
    ],
)
def test_totals_are_the_sums_of_the_rows(rows, expected):
    """A total is refused if it is not the sum of the rows, or of those behind the last total, to its own places."""
    assert told(rows) == expected


def test_totals_of_every_unit():
    """In a table in 元 the sum is told in 元, and one 元 is enough to differ."""
    assert told("甲,1,2\n乙,3,4\n合计,4,7\n", "元") == [("table.total-differs", 3, "executed", "6")]
