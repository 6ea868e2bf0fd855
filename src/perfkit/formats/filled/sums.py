"""Weights that stand in the names of levels, and sums that a form prints beside what they add up."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from attrs import evolve

from perfkit.errors import InputError
from perfkit.formats.figures import figure
from perfkit.formats.filled.scene import Said, Scene
from perfkit.formats.filled.table import FilledRow, FilledTable, grade_of
from perfkit.formats.filled.words import level_of, points_in
from perfkit.formats.notes import Notes
from perfkit.model import Exact, TableKey, exact_text, plain


def row_weight(table: FilledTable, row: FilledRow) -> Said:
    """The points of an indicator: in its column, behind its name, or those of a level that has this indicator only."""
    own = row.of("weight")
    if not own.is_nothing:
        return own
    for key in ("name", "category", "block"):
        said = row.of(key)
        offered = points_in(said.text) if key == "name" else level_of(said.text)[1]
        alone = key == "name" or len([one for one in table.indicators if one.of(key).place == said.place]) == 1
        if offered is not None and alone:
            return Said(plain(offered), said.place)
    return own


def with_total(scene: Scene, table: FilledTable, *, weighed: bool) -> FilledTable:
    """The table with the 合计 that closes it as its total, where no row is called 总分.

    It is a sum like others if it adds up the rows above it alone, while the points for spending stand in the block of
    money, which ``weighed`` tells, or further sums stand before it.
    """
    last = table.sums[-1] if table.sums else None
    if table.total is not None or last is None or last.row < max((one.row for one in table.indicators), default=0):
        return table
    before = max((one.row for one in table.sums[:-1]), default=0)
    weights = [number(row_weight(table, one).text) for one in table.indicators if one.row > before]
    printed = number(last.of("weight").text)
    adds_up = printed is not None and None not in weights and Exact(printed) == _total(weights)
    if (adds_up and (weighed or before)) or _is_part(scene, table, last):
        return table
    return evolve(table, sums=table.sums[:-1], total=last, grade=grade_of(scene, table.head, last))


def _is_part(scene: Scene, table: FilledTable, row: FilledRow) -> bool:
    """Whether a sum calls itself one of a part: 小计."""
    return any("小计" in cell.text for column, cell in scene.grid.own(row.row) if column <= table.head.columns["name"])


def _total(numbers: Iterable[Decimal | None]) -> Exact:
    return sum((Exact(one) for one in numbers if one is not None), Exact(0))


def check_sums(table: FilledTable, notes: Notes) -> None:
    """Sums of weights and points that the form prints: where they differ from their rows, that is remarked.

    They take no part in the score, which rests on the rows.
    """
    _blocks(table, notes)
    start = 0
    for row in table.sums:
        rows = [one for one in table.indicators if start < one.row < row.row]
        start = row.row
        for key in ("weight", "points"):
            _one(row, key, rows, notes)


def _one(row: FilledRow, key: TableKey, rows: Sequence[FilledRow], notes: Notes) -> None:
    said, parts = row.of(key), [number(one.of(key).text) for one in rows]
    printed = number(said.text)
    known = [part for part in parts if part is not None]
    if printed is None or not known or len(known) < len(parts):
        return
    total = _total(known)
    if total != Exact(printed):
        notes.remark("form.sum", said.place, printed=said.text, computed=exact_text(total))


def _blocks(table: FilledTable, notes: Notes) -> None:
    """The points in the name of a first level beside the weights below it."""
    blocks: dict[Said, list[FilledRow]] = {}
    for row in table.indicators:
        if row.of("block"):
            blocks.setdefault(row.of("block"), []).append(row)
    for said, rows in blocks.items():
        offered, weights = level_of(said.text)[1], [number(row_weight(table, row).text) for row in rows]
        known = [weight for weight in weights if weight is not None]
        total = _total(known)
        if offered is not None and known and len(known) == len(weights) and total != Exact(offered):
            notes.remark("form.block-weight", said.place, printed=plain(offered), computed=exact_text(total))


def number(text: str) -> Decimal | None:
    """The plain number in a cell; None for anything else."""
    try:
        found = figure(text) if text.strip() else None
    except InputError:
        return None
    return found.value if found is not None and not found.bound and found.unit in ("", "分") else None
