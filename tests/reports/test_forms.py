"""Forms become tables whose figures are exactly those of the facts."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from perfkit.errors import ReportError
from perfkit.model import Cell, Column, Figure, Form
from perfkit.reports.context import FundingView, ProjectView
from perfkit.reports.figures import figure_view
from perfkit.reports.forms import ABSENT, grid
from perfkit.reports.widths import fitted


def project(name: str, amount: str | None, **more: object) -> ProjectView:
    money = None if amount is None else figure_view(Figure(Fraction(Decimal(amount)) * 10000, "万元"))
    return ProjectView(id="p1", name=name, year=2023, funding=FundingView(executed=money), **more)


COLUMNS = [
    Column(label="序号", value="number"),
    Column(label="名称", value="名称", align="left"),
    Column(label="执行数（万元）", value="funding.executed", unit="万元", align="right"),
    Column(label="执行数(元)", value="资金.执行", unit="元"),
    Column(label="编码", value="code"),
]
FORM = Form(name="t", rows="funded", columns=COLUMNS, total="合计", caption="表", note="注")


def texts(rows) -> list[list[str]]:
    return [[cell.text for cell in row] for row in rows]


def test_amounts_print_exactly_in_the_unit_of_the_form():
    """No digit is rounded away, absent amounts are dashes, the total is exact and spans the columns before it."""
    made = grid(FORM, [project("甲", "804.12859"), project("乙", "11188.5276"), project("丙", None)])
    assert texts(made.rows) == [
        ["序号", "名称", "执行数\n（万元）", "执行数\n(元)", "编码"],
        ["1", "甲", "804.12859", "8041285.9", ABSENT],
        ["2", "乙", "11188.5276", "111885276", ABSENT],
        ["3", "丙", ABSENT, ABSENT, ABSENT],
        ["合计", "11992.65619", "119926561.9", ABSENT],
    ]
    assert made.rows[-1][0].columns == 2
    assert [cell.align for cell in made.rows[1][:3]] == ["center", "left", "right"]
    assert (made.head, made.caption, made.note) == (1, "表", "注")
    made.placed()


def test_no_rows_is_a_head_alone():
    """A table without rows is its head, without a total of nothing."""
    assert len(grid(FORM, []).rows) == 1


def test_an_unknown_value_names_form_column_and_near_match():
    """Every wrong column of a form is told at once."""
    wrong = evolve(FORM, columns=[Column(label="甲", value="nmae"), Column(label="乙", value="funding.excuted")])
    with pytest.raises(ReportError) as caught:
        grid(wrong, [project("甲", "1")])
    assert [(fault.arguments["column"], fault.arguments["near"]) for fault in caught.value.faults] == [
        (1, "name"),
        (2, "executed"),
    ]


def test_a_whole_object_is_no_cell():
    """A column that names an object instead of a text is refused."""
    with pytest.raises(ReportError) as caught:
        grid(evolve(FORM, columns=[Column(label="资金", value="funding")]), [project("甲", "1")])
    assert caught.value.code == "report.form-unprintable"


def test_codes_get_the_room_they_need():
    """A 21-digit code fits its column although the form asked for less, and the widths still fill the page."""
    code = "360722238888030005182"
    made = fitted([10, 10, 80], [Cell("序"), Cell("编码"), Cell("名称")], [[Cell("1"), Cell(code), Cell("甲" * 60)]])
    assert made[1] >= 21 * 10
    assert sum(made) == sum(fitted([10, 10, 80], [Cell("")] * 3, []))


@given(st.lists(st.tuples(st.integers(1, 40), st.integers(1, 24)), min_size=1, max_size=8))
def test_fitting_keeps_the_sum_and_serves_every_column_if_there_is_room(columns):
    """Whatever is asked and needed: the sum stays, and if all figures fit the page each fits its column."""
    widths = [width for width, _ in columns]
    row = [Cell("1" * length) for _, length in columns]
    made = fitted(widths, [Cell("")] * len(columns), [row])
    assert sum(made) == sum(width * 840 // sum(widths) for width in widths)
    if sum(length * 10 + 15 for _, length in columns) <= sum(made):
        assert all(have >= length * 10 for have, (_, length) in zip(made, columns, strict=True))
