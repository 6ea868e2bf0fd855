"""Forms and rows become tables: every amount exactly as the facts hold it, in the unit of its column."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from perfkit.errors import NOWHERE, Fault, ReportError
from perfkit.model import Cell, Column, Figure, Form, Grid, is_money, plain
from perfkit.reports.context import FactView, FigureView, LabelledView
from perfkit.reports.figures import in_unit
from perfkit.reports.filters import date_text
from perfkit.reports.vocabulary import RenderingError, View, follow
from perfkit.reports.widths import fitted
from perfkit.wording import Language, say

ABSENT = "—"
"""Printed where nothing was given: a cell is never blank."""

_UNIT = re.compile(r"(?<=\w\w\w)([（(][^（）()]*[）)])$")
_NUMBER = ("number", "序号")


def grid(form: Form, rows: Sequence[View], name: str = "", *, language: Language = "zh") -> Grid:
    """The table that ``form`` makes of ``rows``; :class:`ReportError` names every column whose value is unknown."""
    _known(form, rows)
    head = [Cell(_label(column.label.worded(language)), head=True) for column in form.columns]
    body = [
        [Cell(_text(number, row, column, language), align=column.align) for column in form.columns]
        for number, row in enumerate(rows, start=1)
    ]
    if (total := form.total.worded(language)) and rows:
        body.append(_total(form, rows, total))
    return Grid(
        name=name or form.name,
        widths=fitted([column.width for column in form.columns], head, body),
        rows=[head, *body],
        caption=form.caption.worded(language),
        note=_note(form, rows, language),
    )


def _note(form: Form, rows: Sequence[View], language: Language) -> str:
    """The note of the form, and what the amounts in it remark on themselves: of all rows, or of how many."""
    remarks = [remark for column in form.columns for row in rows if (remark := _remark(row, column))]
    notes = [form.note.worded(language)] if form.note.zh else []
    for remark in dict.fromkeys(remarks):
        count = remarks.count(remark)
        whole = count == len(rows)
        notes.append(say("report.note" if whole else "report.note-some", language, remark=remark, count=count))
    return "\n".join(notes)


def _remark(row: View, column: Column) -> str:
    """What a fact in a cell, or the view that holds the value of a cell, says about it."""
    if column.value in _NUMBER:
        return ""
    holder = follow(row, column.value.rpartition(".")[0]) if "." in column.value else None
    one = holder if isinstance(holder, (LabelledView, FactView)) else follow(row, column.value)
    return one.remark if isinstance(one, (LabelledView, FactView)) else ""


def _label(label: str) -> str:
    """A label with its unit on a line of its own: 年初预算数（万元）."""
    return _UNIT.sub(r"\n\1", label)


def _known(form: Form, rows: Sequence[View]) -> None:
    place = form.origin.place if form.origin is not None else NOWHERE
    faults = []
    for number, column in enumerate(form.columns, start=1):
        if column.value in _NUMBER or not rows:
            continue
        try:
            for row in rows:
                follow(row, column.value)
        except RenderingError as error:
            arguments = {**error.faults[0].arguments, "form": form.name, "column": number}
            faults.append(Fault("report.form-value", place.inside("columns").inside(number).inside("value"), arguments))
    if faults:
        raise ReportError(faults)


def _text(number: int, row: View, column: Column, language: Language) -> str:
    if column.value in _NUMBER:
        return str(number)
    value = _value(row, column)
    if isinstance(value, FigureView):
        return (in_unit(value, column.unit) if column.unit and is_money(value.unit) else value).digits
    text = _worded(value, language)
    if text is None:
        raise ReportError(Fault("report.form-unprintable", arguments={"label": column.label, "name": column.value}))
    return text or ABSENT


def _worded(value: object, language: Language) -> str | None:
    """A plain value as a cell prints it, empty where there is nothing; None for what no cell can hold."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return say("report.true" if value else "report.false", language)
    if isinstance(value, datetime.date):
        return date_text(value, language)
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, tuple) and all(isinstance(one, str) for one in value):
        return say("report.between", language).join(value)
    return str(value) if isinstance(value, (str, int)) else None


def _value(row: View, column: Column) -> Any:
    """What is printed; of a fact its figure, so that money stands in the unit of the column, or its word."""
    value = follow(row, column.value)
    return (value.figure or value.text) if isinstance(value, FactView) else value


def _total(form: Form, rows: Sequence[View], label: str) -> list[Cell]:
    """The last row: exact sums of the money columns over the rows that give the amount; other columns stay open."""
    sums = [_sum(rows, column) for column in form.columns]
    lead = next((index for index, value in enumerate(sums) if value is not None), len(sums))
    cells = [Cell(label, columns=lead)] if lead else []
    return cells + [
        Cell(value or ABSENT, align=column.align)
        for value, column in zip(sums[lead:], form.columns[lead:], strict=True)
    ]


def _sum(rows: Sequence[View], column: Column) -> str | None:
    if column.value in _NUMBER:
        return None
    values = [_value(row, column) for row in rows]
    amounts = [value for value in values if isinstance(value, FigureView) and is_money(value.unit)]
    if not amounts:
        return ABSENT if column.unit else None
    exact = sum((amount.figure.exact for amount in amounts), Fraction(0))
    return Figure(exact, column.unit or amounts[0].unit).digits
