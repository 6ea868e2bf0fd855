"""A planned sheet written with XlsxWriter: looks, locks, drop-downs, limits, comments, and how it prints."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from attrs import define, field

from perfkit.files import cell_name
from perfkit.reports.fillin.cells import LINE_POINTS, FormCell, SheetPlan, Style, width
from perfkit.reports.workbook import cell_text, write_text
from perfkit.wording import say

TINT = "#FFFAE6"
"""Of cells to fill in: so light that it prints as white."""

A4 = 9
PAGE_WIDTH, PAGE_HEIGHT = 510, 745
"""Points of an upright A4 sheet inside its margins."""

QUARTER_POINTS = 21
"""Quarters of a point for each digit that a column is wide."""

WIDEST_UPRIGHT = 160
"""Digits of a sheet that is still printed upright."""

MOST_LIST = 255
"""Characters of a list of choices that stands in the validation itself."""

MOST_MESSAGE = 255

_SONG, _FANG = "宋体", "仿宋_GB2312"
_WRAPPED: Mapping[str, object] = {"font_size": 10.5, "border": 1, "text_wrap": True}

_STYLES: Mapping[Style, Mapping[str, object]] = {
    "title": {"font_name": "方正小标宋简体", "font_size": 18, "align": "center"},
    "subtitle": {"font_name": _FANG, "font_size": 12, "align": "center"},
    "label": {**_WRAPPED, "font_name": _SONG, "align": "center"},
    "head": {**_WRAPPED, "font_name": "黑体", "align": "center"},
    "text": {**_WRAPPED, "font_name": _FANG, "align": "left", "indent": 1},
    "centre": {**_WRAPPED, "font_name": _FANG, "align": "center"},
    "number": {"font_name": _FANG, "font_size": 10.5, "border": 1, "align": "right", "indent": 1},
    "note": {"font_name": _SONG, "font_size": 9, "align": "left", "text_wrap": True},
    "quiet": {"font_name": _SONG, "font_size": 8, "font_color": "#808080", "align": "left", "border": 1},
}
_ALLOWED = {"format_columns": True, "format_rows": True, "select_locked_cells": True, "select_unlocked_cells": True}
_COMMENT = {"author": "", "font_name": "宋体", "font_size": 9, "width": 320, "start_col": 1, "visible": False}
_COMMENT_DIGITS = 48
_FORMULA_SIGNS = ("=", "+", "-", "@")


def write_sheet(workbook: Any, plan: SheetPlan) -> None:
    """Add the sheet to a workbook."""
    writing = _Writing(workbook, workbook.add_worksheet(plan.name), plan)
    for column, digits in enumerate(plan.widths):
        writing.sheet.set_column(column, column, digits)
    for row, points in plan.heights.items():
        writing.sheet.set_row(row - 1, points)
    for cell in plan.cells:
        writing.write(cell)
    writing.guard()
    writing.lay_out()


@define
class _Writing:
    """One sheet being written.

    Attributes:
        formats: the formats made so far; lists: how many lists of choices stand in hidden columns.
    """

    workbook: Any
    sheet: Any
    plan: SheetPlan
    formats: dict[tuple[object, ...], Any] = field(factory=dict)
    lists: int = 0

    def write(self, cell: FormCell) -> None:
        """One cell with its look, its lock, its limits and its comment."""
        look, at = self._look(cell), (cell.top - 1, cell.left - 1)
        if (cell.top, cell.left) != (cell.bottom, cell.right):
            self.sheet.merge_range(*at, cell.bottom - 1, cell.right - 1, "", look)
        if cell.formula:
            self.sheet.write_formula(*at, cell.formula, look, "" if cell.value is None else cell.value)
        elif isinstance(cell.value, Decimal):
            self.sheet.write_number(*at, cell.value, look)
        elif cell.value:
            write_text(self.workbook, self.sheet, at, cell.value, look)
        else:
            self.sheet.write_blank(*at, None, look)
        if cell.choices:
            self._choices(cell)
        elif cell.most:
            self._limit(cell)
        if cell.note:
            lines = sum(-(-max(width(line), 1) // _COMMENT_DIGITS) for line in cell.note.split("\n"))
            self.sheet.write_comment(*at, cell_text(cell.note), {**_COMMENT, "height": (lines + 1) * LINE_POINTS + 8})

    def _look(self, cell: FormCell) -> Any:
        """The format of a cell; a text that looks like a formula stays one that is edited as text."""
        quoted = isinstance(cell.value, str) and not cell.formula and cell.value.startswith(_FORMULA_SIGNS)
        key = (cell.style, cell.format, cell.open, quoted)
        if key not in self.formats:
            look = self.workbook.add_format({**_STYLES[cell.style], "valign": "vcenter"})
            if cell.format:
                look.set_num_format(cell.format)
            if cell.open:
                look.set_locked(False)
                look.set_bg_color(TINT)
            if quoted:
                look.set_quote_prefix()
            self.formats[key] = look
        return self.formats[key]

    def _choices(self, cell: FormCell) -> None:
        """A drop-down; what does not fit into the validation stands in a hidden column beside the form."""
        source: object = list(cell.choices)
        if len(",".join(cell.choices)) > MOST_LIST or any("," in choice for choice in cell.choices):
            self.lists += 1
            column = self.plan.columns + self.lists
            for row, choice in enumerate(cell.choices):
                self.sheet.write_string(row, column, cell_text(choice))
            self.sheet.set_column(column, column, None, None, {"hidden": True})
            letters = cell_name(1, column + 1)[:-1]
            source = f"=${letters}$1:${letters}${len(cell.choices)}"
        message = say("fillin.choose", "zh", options=cell.choices)
        self._validate(cell, {"validate": "list", "source": source, "show_error": cell.strict}, message)

    def _limit(self, cell: FormCell) -> None:
        most = cell.most if cell.most[0].isdigit() else f"=${cell.most}"
        self._validate(
            cell, {"validate": "decimal", "criteria": "between", "minimum": 0, "maximum": most}, cell.limit_words
        )

    def _validate(self, cell: FormCell, rule: dict[str, object], message: str) -> None:
        title = say("fillin.check", "zh")
        shown = message if len(message) <= MOST_MESSAGE else f"{message[: MOST_MESSAGE - 1]}…"
        self.sheet.data_validation(
            cell.top - 1,
            cell.left - 1,
            cell.top - 1,
            cell.left - 1,
            {**rule, "error_title": title, "error_message": shown},
        )

    def guard(self) -> None:
        """Lock everything that is not to be filled in; without a password, so that anybody may unlock it."""
        self.sheet.protect("", _ALLOWED)
        first = next((cell for cell in self.plan.cells if cell.open), None)
        if first is not None:
            self.sheet.set_selection(first.top - 1, first.left - 1, first.top - 1, first.left - 1)

    def lay_out(self) -> None:
        """How the sheet prints: on one A4 page where that stays readable, else on pages that repeat the head."""
        sheet, plan = self.sheet, self.plan
        wide, last = sum(plan.widths), plan.row - 1
        landscape = wide > WIDEST_UPRIGHT
        across, down = (PAGE_HEIGHT, PAGE_WIDTH) if landscape else (PAGE_WIDTH, PAGE_HEIGHT)
        high = sum(plan.heights.values())
        fits = 2 * high * across <= 3 * down * max(wide * QUARTER_POINTS // 4, across)
        sheet.set_paper(A4)
        if landscape:
            sheet.set_landscape()
        sheet.set_margins(left=0.55, right=0.55, top=0.6, bottom=0.6)
        sheet.center_horizontally()
        sheet.fit_to_pages(1, 1 if fits else 0)
        if not fits:
            sheet.set_footer(f"&C{say('fillin.page', 'zh')}")
        if plan.repeated[0]:
            sheet.repeat_rows(plan.repeated[0] - 1, plan.repeated[1] - 1)
        sheet.print_area(0, 0, last - 1, plan.columns - 1)
        sheet.hide_gridlines(2)
