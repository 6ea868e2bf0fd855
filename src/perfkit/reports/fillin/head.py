"""What stands above the indicators: title, labels, goals; and the labels below them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from perfkit.model import GoalBlock, LayoutLabel
from perfkit.reports.fillin.blank import Blank
from perfkit.reports.fillin.cells import SheetPlan, Style
from perfkit.reports.fillin.columns import FormColumns
from perfkit.reports.fillin.making import Making
from perfkit.wording import say

GOAL_POINTS = 60
"""Height of the row of the goals while nothing stands in it."""

_TEXT_FORMAT = "@"


def put_title(sheet: SheetPlan, blank: Blank) -> None:
    """The title, and below it the year."""
    year = blank.value("project.year")
    sheet.put(1, sheet.columns, "title", blank.layout.titles[0])
    sheet.next(least=33)
    sheet.put(1, sheet.columns, "subtitle", say("fillin.year", "zh", year=year if year is not None else "      "))
    sheet.next()


def put_labels(making: Making, labels: Iterable[LayoutLabel]) -> None:
    """Labels with their values: two in a row, unless one takes a row for itself."""
    sheet, blank, columns = making.sheet, making.blank, making.columns
    for row in _rows([label for label in labels if label.printed]):
        ends = [(1, 2, sheet.columns)] if len(row) == 1 else [(1, 2, columns.half), _right(columns)]
        for label, (left, middle, right) in zip(row, ends, strict=True):
            sheet.put(left, middle, "label", label.words[0])
            choices = _choices(label.key, blank)
            value, style = blank.value(label.key) if label.key else None, _style(label.key)
            text = "" if label.key == "project.year" else _TEXT_FORMAT
            sheet.put(middle + 1, right, style, value, open=True, format=text, choices=choices)
        sheet.next()


def _rows(labels: list[LayoutLabel]) -> Iterator[list[LayoutLabel]]:
    """Labels by twos; what is wide stands alone, and so does one that is left over."""
    waiting: list[LayoutLabel] = []
    for label in labels:
        if label.wide:
            if waiting:
                yield waiting
            yield [label]
            waiting = []
        else:
            waiting.append(label)
            if len(waiting) == 2:
                yield waiting
                waiting = []
    if waiting:
        yield waiting


def _right(columns: FormColumns) -> tuple[int, int, int]:
    return columns.half + 1, columns.half + 1, columns.last


def _style(key: str) -> Style:
    return "text" if key in ("project.name", "project.goal", "project.result", "") else "centre"


def _choices(key: str, blank: Blank) -> tuple[str, ...]:
    return tuple(band.name for band in blank.indicator_set.grades.bands) if key == "stated.grade" else ()


def put_goals(making: Making, goals: GoalBlock) -> None:
    """What was expected, and what was reached."""
    sheet, half = making.sheet, making.columns.half
    halves = ((2, half), (half + 1, sheet.columns))
    sheet.put(1, 1, "head", goals.words[0], bottom=sheet.row + 1)
    for words, (left, right) in zip((goals.expected, goals.reached), halves, strict=True):
        sheet.put(left, right, "head", words[0])
    sheet.next()
    for key, (left, right) in zip(("project.goal", "project.result"), halves, strict=True):
        sheet.put(left, right, "text", making.blank.value(key), open=True)
    sheet.next(least=GOAL_POINTS)
