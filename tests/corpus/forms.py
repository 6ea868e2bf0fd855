"""The printed forms as they are stored, with their cells read, and what each row can be compared by."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import tomli
from attrs import evolve, frozen

from corpus.adapter import Cell, cell, in_unit_of, number_in, yuan_in

FOLDER = Path(__file__).parent / "forms"


@frozen
class Row:
    """One indicator as printed; ``parts`` are the numbers of the rows that share its points."""

    number: int
    block: str
    name: str
    promised: Cell
    reached: Cell
    weight: Decimal | None
    points: Decimal | None
    parts: tuple[int, ...] = ()

    @property
    def kind(self) -> str:
        """``numeric``, ``parts``, or why no rule over numbers can score the row."""
        found = (self.promised.kind, self.reached.kind)
        if self.parts:
            return "parts"
        if "nothing" in found:
            return "no target" if found[0] == "nothing" else "no actual"
        if "date" in found or "range" in found:
            return "date" if "date" in found else "range"
        if found == ("number", "number"):
            return "numeric" if in_unit_of(self.promised, self.reached) is not None else "other unit"
        return "words for a number" if found[0] == "number" else "words"

    @property
    def marks(self) -> str:
        """Whether there are points to compare with: ``scored``, ``no weight`` or ``no points``."""
        if self.points is None:
            return "no points"
        return "no weight" if self.weight is None else "scored"


@frozen
class Line:
    """One line of the funding table: amounts in 元, and the rate and points as printed."""

    number: int
    initial: Decimal | None
    budget: Decimal | None
    executed: Decimal | None
    weight: Decimal | None
    rate: str
    points: Decimal | None


@frozen
class Form:
    """One published form. ``complete`` says that no row of it is missing."""

    id: str
    place: str
    year: int | None
    complete: bool
    total: Decimal | None
    grade: str
    lines: tuple[Line, ...]
    rows: tuple[Row, ...]

    @property
    def execution_weight(self) -> Decimal | None:
        """The points for the execution rate, as the first line of the funding table prints them."""
        return self.lines[0].weight if self.lines else None


@cache
def forms() -> Mapping[str, Form]:
    """All forms by their id."""
    return {path.stem: _form(path) for path in sorted(FOLDER.glob("*.toml"))}


def printed_cells(form: str) -> Iterable[str]:
    """The targets and actuals of a form, as printed."""
    return (text for row in stored(form).get("rows", []) for text in row[2:4])


def stored(form: str) -> Mapping[str, Any]:
    """The facts of a form, as they are written down."""
    return tomli.loads((FOLDER / f"{form}.toml").read_text(encoding="utf-8"))


def _form(path: Path) -> Form:
    facts = stored(path.stem)
    parts = {int(row): tuple(others) for row, others in facts.get("parts", {}).items()}
    rows = [_row(number, printed, parts.get(number, ())) for number, printed in enumerate(facts.get("rows", []), 1)]
    return Form(
        id=path.stem,
        place=facts.get("place", ""),
        year=facts.get("year"),
        complete=facts.get("complete", False),
        total=number_in(facts.get("total", "")),
        grade=facts.get("grade", ""),
        lines=tuple(_line(number, printed) for number, printed in enumerate(facts.get("funding", []), 1)),
        rows=tuple(_weighted_by_heading(rows)),
    )


def _row(number: int, printed: Sequence[str], parts: tuple[int, ...]) -> Row:
    block, name, target, actual, weight, points = printed
    return Row(number, block, name, cell(target), cell(actual), number_in(weight), number_in(points), parts)


def _line(number: int, printed: Sequence[str]) -> Line:
    _, initial, budget, executed, weight, rate, points = printed
    amounts = (yuan_in(initial), yuan_in(budget), yuan_in(executed))
    return Line(number, *amounts, number_in(weight), rate, number_in(points))


def _weighted_by_heading(rows: Iterable[Row]) -> Iterable[Row]:
    """Weights that are not printed but certain: points that add up to what the block's heading offers are all full."""
    blocks: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        blocks[row.block].append(row)
    for block, own in blocks.items():
        offered = re.search(r"\((\d+)分\)", block)
        points = [row.points for row in own if row.points is not None and row.weight is None]
        full = offered is not None and len(points) == len(own) and sum(points) == int(offered[1])
        yield from (evolve(row, weight=row.points) if full else row for row in own)
