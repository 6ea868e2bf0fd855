"""A whole form: the layout that fits a sheet, and everything the sheet says with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from attrs import frozen

from perfkit.formats.filled.goals import FilledGoals, read_goals
from perfkit.formats.filled.grid import Grid
from perfkit.formats.filled.heads import Head, find_head, is_sideways
from perfkit.formats.filled.labels import NAME, labels_above, read_labels, title_of, year_of_form
from perfkit.formats.filled.money import FilledMoney, money_head, money_heads, read_money
from perfkit.formats.filled.scene import Said, Scene
from perfkit.formats.filled.sums import with_total
from perfkit.formats.filled.table import FEWEST, FilledTable, check_head, columns_of, read_table, tell_unread
from perfkit.formats.filled.words import Lexicon
from perfkit.formats.notes import Notes
from perfkit.formats.sheets import Book, Sheet
from perfkit.model import IndicatorTable, Layout

TITLED = 3
"""How many heads a title is worth where several layouts fit."""


@frozen
class Fitting:
    """A layout that fits a sheet, with the heads by which it was found, and how well it fits."""

    layout: Layout
    head: Head
    score: tuple[int, int]


@frozen
class FilledForm:
    """What a filled-in form says, each value with its place.

    Attributes:
        scene: the sheet and the layout it was read with.
        title, year: of the form; labels: values by the key of their label.
        money, goals, table: its blocks.
    """

    scene: Scene
    title: Said
    year: Said
    labels: Mapping[str, Said]
    money: FilledMoney | None
    goals: FilledGoals
    table: FilledTable | None


def fitting(book: Book, sheet: Sheet, layouts: Iterable[Layout]) -> Fitting | None:
    """The layout that fits a sheet best, the first of several that fit as well; None where none does."""
    best: Fitting | None = None
    for layout in layouts:
        if layout.table is None:
            continue
        scene = Scene(book, sheet, layout, Notes())
        head = table_head(scene.grid, layout.table)
        if head is None:
            continue
        money = money_head(scene, head.top)
        long, _ = title_of(scene, head.top)
        heads = len(head.columns) + (len(money.columns) if money else 0) + _blocks(scene.grid, layout.table, head)
        heads += labels_above(scene, head.top) - _lacking(layout.table, head)
        found = Fitting(layout, head, (heads + (TITLED if long else 0), long))
        if best is None or found.score > best.score:
            best = found
    return best


def table_head(grid: Grid, table: IndicatorTable, start: int = 1) -> Head | None:
    """The heads of the table of indicators, which name an indicator or its level."""
    lexicon, over = columns_of(table), Lexicon.of([(True, table.words)])
    found = find_head(grid, lexicon, ("name",), over=over, fewest=FEWEST, start=start)
    return found or find_head(grid, lexicon, ("block", "target"), fewest=FEWEST, start=start)


def _lacking(table: IndicatorTable, head: Head) -> int:
    return sum(column.key not in head.columns for column in table.columns if column.key in ("target", "actual"))


def _blocks(grid: Grid, table: IndicatorTable, head: Head) -> int:
    """How many of the first levels stand below the heads."""
    lexicon: Lexicon[str] = Lexicon.of((block.code, block.words) for block in table.blocks)
    at = head.columns.get("block")
    rows = range(head.bottom + 1, grid.rows + 1)
    return len({lexicon.meant(grid.text(row, at)) for row in rows} - {None}) if at is not None else 0


def is_form_sideways(sheet: Sheet, layouts: Iterable[Layout]) -> bool:
    """Whether the heads of some layout stand below one another."""
    grid = Grid(sheet)
    return any(layout.table is not None and is_sideways(grid, columns_of(layout.table)) for layout in layouts)


def read_form_sheet(book: Book, sheet: Sheet, found: Fitting, notes: Notes, *, ours: bool = False) -> FilledForm:
    """Everything the sheet says with the layout that fits it; faults and remarks are noted.

    That values came from formulas is told, but of a form of ours.
    """
    layout, head = found.layout, found.head
    scene = Scene(book, sheet, layout, notes, ours)
    if layout.table is None:
        raise RuntimeError("a layout without a table fits no sheet")
    top = head.top
    funds = money_head(scene, top)
    goals = read_goals(scene, 1 if funds is None else funds.bottom + 1, top)
    if not goals.rows and funds is not None:
        goals = read_goals(scene, 1, funds.top)
    limit = goals.rows[0] if goals.rows and funds and goals.rows[0] > funds.top else top
    money = None if funds is None else read_money(scene, funds, limit)
    if funds is not None:
        tell_unread(scene, funds)
    table = read_table(scene, layout.table, head) if check_head(scene, layout.table, head) else None
    if table is not None:
        table = with_total(scene, table, weighed=money is not None and any(line.weight for line in money.lines))
    inside = set(goals.rows) | set(range(top, (table.bottom if table else scene.grid.rows) + 1))
    inside |= set(range(money.top, money.bottom + 1)) if money else set()
    inside |= {row for one in money_heads(scene, top) for row in range(one.top, one.bottom + 1)}
    labels, rows = read_labels(scene, inside)
    _one_name(scene, rows)
    _, title = title_of(scene, top)
    year = year_of_form(scene, labels, title, top)
    if not ours:
        _tell_formulas(scene)
    return FilledForm(scene, title, year, labels, money, goals, table)


def _one_name(scene: Scene, rows: Mapping[str, list[int]]) -> None:
    """Two forms in one sheet, one below the other, are refused: nobody knows where the first ends."""
    names = list(dict.fromkeys(rows.get(NAME, [])))
    known = any(
        fault.code == "form.two-in-sheet" and fault.place.sheet == scene.sheet.name for fault in scene.notes.faults
    )
    if len(names) > 1 and not known:
        scene.fault("form.two-in-sheet", scene.place(names[1], next(scene.grid.own(names[1]))[0]), row=names[1])


SHOWN = 8


def _tell_formulas(scene: Scene) -> None:
    """Values that came from formulas, as they were calculated last; told once for a sheet."""
    cells = [place.cell or f"{place.row}" for place in dict.fromkeys(scene.formulas)]
    if cells:
        shown = "、".join(cells[:SHOWN]) + ("…" if len(cells) > SHOWN else "")
        scene.notes.remark("form.formulas", scene.formulas[0], "info", cells=shown, count=len(cells))
