"""The block of money: its unit, its total and its sources, in one line or in many."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from attrs import frozen

from perfkit.errors import Place, quoted
from perfkit.formats.filled.heads import Head, find_head
from perfkit.formats.filled.labels import above
from perfkit.formats.filled.scene import Said, Scene
from perfkit.formats.filled.words import Lexicon, among, bare, folded, money_unit_of
from perfkit.model import STAGES, FundingBlock

TOTAL = ""
PART = "小计"
"""Beside the name of a source, above the parts of it."""


@frozen
class FilledLine:
    """One line of money.

    Attributes:
        source: where it comes from; empty for the total of the year.
        label: as the form prints it.
        amounts: by stage; beside them weight, rate and points as they are printed.
    """

    source: str
    label: Said
    amounts: Mapping[str, Said]
    weight: Said
    rate: Said
    points: Said


@frozen
class FilledMoney:
    """The block of money; ``unit`` is empty, at the place of the block, where the form says none."""

    unit: Said
    lines: tuple[FilledLine, ...]
    top: int
    bottom: int


def columns_of(block: FundingBlock) -> Lexicon[str]:
    """The words of its columns."""
    return Lexicon.of((column.key, column.words) for column in block.columns)


def money_heads(scene: Scene, before: int) -> list[Head]:
    """The rows of heads of money above the table of indicators, from above.

    A list of tasks with an amount each may have such heads, too.
    """
    block = scene.layout.funding
    found: list[Head] = []
    head = None if block is None else find_head(scene.grid, columns_of(block), (), fewest=2)
    while block is not None and head is not None and head.top < before:
        if any(stage in head.columns for stage in STAGES):
            found.append(head)
        head = find_head(scene.grid, columns_of(block), (), fewest=2, start=head.bottom + 1)
    return found


def money_head(scene: Scene, before: int) -> Head | None:
    """The heads of the block of money: of several rows the first that has the most; None for none."""
    return max(money_heads(scene, before), key=lambda head: len(head.columns), default=None)


def read_money(scene: Scene, head: Head, before: int) -> FilledMoney:
    """The lines below the heads, up to the row ``before`` that begins another block."""
    block = scene.layout.funding
    if block is None:
        raise RuntimeError("a layout without a block of money has no heads of it")
    columns = columns_of(block)
    for key, (one, other) in head.twice.items():
        scene.fault(
            "form.column-twice",
            scene.place(head.top, other),
            column=folded(scene.grid.text(head.top, other)),
            first=scene.grid.name(head.top, one),
            key=key,
        )
    if _is_beside(scene, head, columns):
        beside = tuple(_lines_beside(scene, block, head, before))
        last = beside[-1][0]
        return FilledMoney(_unit(scene, block, head, head.top), tuple(line for _, line in beside), head.top, last)
    lines = tuple(_lines(scene, block, head, before))
    bottom = max((line[0] for line in lines), default=head.bottom)
    return FilledMoney(_unit(scene, block, head, bottom), _whole([line[1] for line in lines]), head.top, bottom)


def _is_beside(scene: Scene, head: Head, columns: Lexicon[str]) -> bool:
    """Whether the amounts stand beside their heads, in the same row."""
    stages = [at for key, at in head.columns.items() if key in STAGES]
    beside = [next(iter(scene.grid.right_of(head.top, at)), 0) for at in stages]
    return all(
        (text := folded(scene.grid.text(head.top, at))) and text[0].isdigit() and columns.meant(text) is None
        for at in beside
    )


def _lines_beside(scene: Scene, block: FundingBlock, head: Head, before: int) -> Iterator[tuple[int, FilledLine]]:
    """The total in the row of the heads, then the sources below it: each stage has a label with its amount beside."""
    yield head.top, _line(scene, head, head.top, TOTAL, scene.said(head.top, 1), beside=True)
    rows: Lexicon[str] = Lexicon.of((row.source, row.words) for row in block.rows)
    stages = [at for key, at in head.columns.items() if key in STAGES]
    for row in range(head.top + 1, before):
        labels = {bare(among(folded(scene.grid.text(row, at)))) for at in stages}
        source = labels.pop()
        if labels or not source or any(scene.grid.anchor(row, at) != (row, at) for at in stages):
            return
        meant = rows.meant(source)
        label = scene.said(row, stages[0])
        yield row, _line(scene, head, row, source if meant is None else meant, label, beside=True)


def _lines(scene: Scene, block: FundingBlock, head: Head, before: int) -> Iterator[tuple[int, FilledLine]]:
    rows: Lexicon[str] = Lexicon.of((row.source, row.words) for row in block.rows)
    blocks: Lexicon[bool] = Lexicon.of([(True, block.words)])
    first = min(at for key, at in head.columns.items() if key in STAGES)
    for row in range(head.bottom + 1, before):
        names = [(at, cell) for at, cell in scene.grid.seen(row) if at < first and bare(cell.text)]
        if names and scene.grid.span(row, names[-1][0]).right >= first:
            _tell_sentence(scene, row)
            continue
        own = [one for one in names if scene.grid.anchor(row, one[0])[0] > head.bottom or not blocks.meant(one[1].text)]
        stages = [scene.said(row, head.columns.get(stage), "number") for stage in STAGES]
        if not own and not any(stages):
            continue
        if own and not any(stages) and rows.meant(own[-1][1].text) is None:
            return
        named = [one for one in own if bare(one[1].text) != PART] or own  # 小计 is the sum of the source before it
        label = scene.said(row, named[-1][0]) if named else Said("", scene.place(row, first))
        meant = rows.meant(label.text)
        source = bare(among(folded(label.text))) or bare(label.text) if meant is None else meant
        yield row, _line(scene, head, row, source, label)


def _tell_sentence(scene: Scene, row: int) -> None:
    """A row whose label reaches over the amounts has none; figures in its words, 基本支出：80, are told of."""
    for column, cell in scene.grid.own(row):
        if any(sign.isdigit() for sign in cell.text):
            scene.notes.remark("form.money-sentence", scene.place(row, column), found=quoted(cell.text))


def _line(scene: Scene, head: Head, row: int, source: str, label: Said, *, beside: bool = False) -> FilledLine:
    def said(key: str) -> Said:
        at = head.columns.get(key)
        if at is not None and beside:
            at = next(iter(scene.grid.right_of(row, at)), None)
        return scene.said(row, at, "number")

    amounts: dict[str, Said] = {stage: said(stage) for stage in STAGES if stage in head.columns}
    return FilledLine(source, label, amounts, said("weight"), said("rate"), said("points"))


def _whole(lines: list[FilledLine]) -> tuple[FilledLine, ...]:
    """The lines with one total: a single line is the total, of several that call themselves so the first."""
    if len(lines) == 1:
        one = lines[0]
        return (FilledLine(TOTAL, one.label, one.amounts, one.weight, one.rate, one.points),)
    seen, found = False, []
    for line in lines:
        source = bare(line.label.text) if line.source == TOTAL and seen else line.source
        seen = seen or line.source == TOTAL
        found.append(FilledLine(source, line.label, line.amounts, line.weight, line.rate, line.points))
    return tuple(found)


def _unit(scene: Scene, block: FundingBlock, head: Head, bottom: int) -> Said:
    """The unit in the heads or the label of the block, else anywhere above, else that of the layout; never guessed."""
    near: dict[str, Place] = {}
    for row in range(head.top, bottom + 1):
        for column, cell in scene.grid.seen(row):
            if cell.kind == "text" and (row <= head.bottom or column < head.first):
                near.setdefault(money_unit_of(cell.text), scene.place(row, column))
    near.pop("", None)
    if not near:
        over = [(unit, said.place) for said in above(scene, head.top) if (unit := money_unit_of(said.text))]
        near = dict(over[-1:])
    if len(near) > 1:
        scene.fault("form.money-units", [*near.values()][1], units="、".join(near))
    if near:
        unit, place = next(iter(near.items()))
        return Said(unit, place)
    return Said(block.unit, scene.place(head.top, head.first))
