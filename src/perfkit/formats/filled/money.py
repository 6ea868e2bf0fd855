"""The block of money: its unit, its total and its sources, in one line or in many."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from attrs import frozen

from perfkit.errors import Place
from perfkit.formats.filled.heads import Head, find_head
from perfkit.formats.filled.labels import above
from perfkit.formats.filled.scene import Said, Scene
from perfkit.formats.filled.words import Lexicon, among, bare, folded, money_unit_of
from perfkit.model import STAGES, FundingBlock

TOTAL = ""


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


def money_head(scene: Scene, before: int) -> Head | None:
    """The row of its heads, above the table of indicators; None for none."""
    block = scene.layout.funding
    if block is None:
        return None
    head = find_head(scene.grid, columns_of(block), (), fewest=2)
    is_money = head is not None and any(stage in head.columns for stage in STAGES)
    return head if head is not None and is_money and head.top < before else None


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
        line = _line(scene, head, head.top, TOTAL, scene.said(head.top, 1), beside=True)
        return FilledMoney(_unit(scene, block, head, head.top), (line,), head.top, head.top)
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


def _lines(scene: Scene, block: FundingBlock, head: Head, before: int) -> Iterator[tuple[int, FilledLine]]:
    rows: Lexicon[str] = Lexicon.of((row.source, row.words) for row in block.rows)
    blocks: Lexicon[bool] = Lexicon.of([(True, block.words)])
    first = min(at for key, at in head.columns.items() if key in STAGES)
    for row in range(head.bottom + 1, before):
        names = [(at, cell) for at, cell in scene.grid.seen(row) if at < first and bare(cell.text)]
        own = [one for one in names if scene.grid.anchor(row, one[0])[0] > head.bottom or not blocks.meant(one[1].text)]
        stages = [scene.said(row, head.columns.get(stage), "number") for stage in STAGES]
        if not own and not any(stages):
            continue
        if own and not any(stages) and rows.meant(own[-1][1].text) is None:
            return
        label = scene.said(row, own[-1][0]) if own else Said("", scene.place(row, first))
        meant = rows.meant(label.text)
        source = among(bare(label.text)) or bare(label.text) if meant is None else meant
        yield row, _line(scene, head, row, source, label)


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
