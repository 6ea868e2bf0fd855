"""The projects of an evaluation as a table of plain text, as wide as the terminal."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from perfkit.scoring import Evaluation, ProjectResult
from perfkit.wording import Language, say

COLUMNS = ("code", "name", "rate", "points", "stated", "possible", "grade")
LEFT = ("code", "name", "grade")
"""Columns of words; numbers stand at the right."""

GAP = "  "
NARROWEST = 8
"""Cells that a name keeps on a narrow terminal; what does not fit then is cut at the end of the line."""


def projects_table(evaluation: Evaluation, language: Language, width: int | None) -> str:
    """A line for each project: what was computed, what the unit stated, and the totals that were possible.

    ``width`` is that of the terminal in cells, of which a Chinese character takes two; None cuts nothing.
    """
    head = [say(f"table.{name}", language) for name in COLUMNS]
    rows = [head, *(_row(result) for result in evaluation.projects)]
    widths = [max(cells(row[at]) for row in rows) for at in range(len(COLUMNS))]
    if width is not None:
        over = sum(widths) + len(GAP) * (len(widths) - 1) - width
        name = COLUMNS.index("name")
        widths[name] = max(min(widths[name], NARROWEST), widths[name] - max(over, 0))
    lines = [_line(row, widths) for row in rows]
    return "\n".join(line if width is None else cut(line, width) for line in lines)


def cells(text: str) -> int:
    """How many cells of a terminal a text takes."""
    return sum(_cells(character) for character in text)


def _cells(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def cut(text: str, width: int) -> str:
    """``text``, or as much of it as fits, with an ellipsis."""
    if cells(text) <= width:
        return text
    kept, used = "", 1
    for character in text:
        used += _cells(character)
        if used > width:
            break
        kept += character
    return kept.rstrip() + "…"


def _row(result: ProjectResult) -> list[str]:
    bounds, points, stated = result.bounds, result.points, result.stated_points
    return [
        result.project.code or "",
        result.project.name,
        "" if result.execution_rate is None else str(result.execution_rate),
        "" if points is None else points.digits,
        "" if stated is None else stated.digits,
        "" if bounds is None else f"{bounds.low.digits}–{bounds.high.digits}",
        result.grade,
    ]


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    parts = []
    for column, text, width in zip(COLUMNS, row, widths, strict=True):
        shown = cut(text, width)
        blanks = " " * (width - cells(shown))
        parts.append(shown + blanks if column in LEFT else blanks + shown)
    return GAP.join(parts).rstrip()
