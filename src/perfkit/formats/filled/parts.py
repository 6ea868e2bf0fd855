"""Lines of money that only divide the line above them: 一般公共预算 below 财政拨款, where both stand in one block."""

from __future__ import annotations

from collections.abc import Sequence

from perfkit.formats.filled.money import TOTAL, FilledLine
from perfkit.formats.filled.sums import number
from perfkit.formats.filled.words import shown_words
from perfkit.formats.notes import Notes
from perfkit.model import Exact

MOST_LINES = 30
"""More lines than any form has: they are not tried against one another."""


def without_parts(lines: Sequence[FilledLine], notes: Notes) -> tuple[FilledLine, ...]:
    """The total and its sources; lines that add up to the source above them are left out, which is told.

    A form says nowhere how deep a line stands. So none is left out unless the sources then add up to the total, in
    every column, and did not before.
    """
    total = next((line for line in lines if line.source == TOTAL), None)
    sources = [line for line in lines if line is not total]
    if total is None or len(sources) > MOST_LINES or _add_up(sources, total):
        return tuple(lines)
    parts: list[FilledLine] = []
    at = 0
    while at < len(sources):
        own = next(
            (end for end in range(at + 2, len(sources) + 1) if _add_up(sources[at + 1 : end], sources[at])), at + 1
        )
        parts += sources[at + 1 : own]
        at = own
    if not parts or not _add_up([line for line in sources if line not in parts], total):
        return tuple(lines)
    names = shown_words(line.source for line in parts)
    notes.remark("form.money-parts", parts[0].label.place, "info", lines=names)
    return tuple(line for line in lines if line not in parts)


def _add_up(lines: Sequence[FilledLine], whole: FilledLine) -> bool:
    """Whether lines add up to another, in every column in which that has a figure."""
    stages = [stage for stage, said in whole.amounts.items() if number(said.text) is not None]
    return bool(lines) and bool(stages) and all(_sum(lines, stage) == _of(whole, stage) for stage in stages)


def _sum(lines: Sequence[FilledLine], stage: str) -> Exact:
    return sum((_of(line, stage) for line in lines), Exact(0))


def _of(line: FilledLine, stage: str) -> Exact:
    found = number(line.amounts[stage].text) if stage in line.amounts else None
    return Exact(0) if found is None else Exact(found)
