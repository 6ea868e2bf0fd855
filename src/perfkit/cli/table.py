"""The projects of an evaluation as a table of plain text, as wide as the terminal."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence

from perfkit.model import Figure
from perfkit.scoring import Evaluation, ProjectResult
from perfkit.wording import Language, say

COLUMNS = ("code", "name", "rate", "points", "final", "stated", "possible", "grade")
LEFT = ("code", "name", "grade")
"""Columns of words; numbers stand at the right."""

GAP = "  "
NARROWEST = 8
"""Cells that a name keeps on a narrow terminal; what does not fit then is cut at the end of the line."""


def projects_table(evaluation: Evaluation, language: Language, width: int | None) -> str:
    """A line for each project: what was computed, what the unit stated, and the totals that were possible.

    Where totals of evaluators count, the total that counts has a column of its own. ``width`` is that of the terminal
    in cells, of which a Chinese character takes two; None cuts nothing.
    """
    reviewed = any(result.by_other for result in evaluation.projects)
    columns = [column for column in COLUMNS if reviewed or column != "final"]
    rows = [{column: say(f"table.{column}", language) for column in columns}, *map(_row, evaluation.projects)]
    widths = {column: max(cells(row[column]) for row in rows) for column in columns}
    if width is not None:
        over = sum(widths.values()) + len(GAP) * (len(widths) - 1) - width
        widths["name"] = max(min(widths["name"], NARROWEST), widths["name"] - max(over, 0))
    lines = [_line(row, widths) for row in rows]
    return "\n".join(line if width is None else cut(line, width) for line in lines)


def cells(text: str) -> int:
    """How many cells of a terminal a text takes."""
    return sum(_cells(character) for character in text)


def _cells(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def aligned(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Rows of words as lines, each column as wide as its longest cell."""
    widths = [max(map(cells, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        yield GAP.join(text + " " * (width - cells(text)) for text, width in zip(row, widths, strict=True)).rstrip()


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


def _row(result: ProjectResult) -> dict[str, str]:
    bounds = result.bounds
    return {
        "code": result.project.code or "",
        "name": result.project.name,
        "rate": "" if result.execution_rate is None else str(result.execution_rate),
        "points": _digits(result.points),
        "final": _digits(result.final_points),
        "stated": _digits(result.stated_points),
        "possible": "" if bounds is None else f"{bounds.low.digits}–{bounds.high.digits}",
        "grade": result.grade,
    }


def _digits(figure: Figure | None) -> str:
    return "" if figure is None else figure.digits


def _line(row: Mapping[str, str], widths: Mapping[str, int]) -> str:
    parts = []
    for column, width in widths.items():
        shown = cut(row[column], width)
        blanks = " " * (width - cells(shown))
        parts.append(shown + blanks if column in LEFT else blanks + shown)
    return GAP.join(parts).rstrip()
