"""Rows of heads: the row whose cells are words of the columns of a layout, wherever in the sheet it stands."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from attrs import field, frozen

from perfkit.errors import nearest
from perfkit.formats.filled.grid import Grid
from perfkit.formats.filled.words import Lexicon, bare, is_percent

Key = str

_COUNTED = frozenset(("序号", "编号"))
NO_WORDS: Lexicon[bool] = Lexicon()
_LEVELS: Mapping[int, tuple[Key, ...]] = {2: ("block", "name"), 3: ("block", "category", "name")}


@frozen
class Head:
    """A row of heads.

    Attributes:
        top, bottom: its first and last row: a head may have two.
        columns: column by what it holds.
        twice: what two columns claim to hold, with both.
        strange: heads that say nothing known, by column.
        percent: what is in percent, by its head.
    """

    top: int
    bottom: int
    columns: Mapping[Key, int]
    twice: Mapping[Key, tuple[int, int]] = field(factory=dict)
    strange: Mapping[int, str] = field(factory=dict)
    percent: frozenset[Key] = frozenset()

    @property
    def unread(self) -> dict[int, str]:
        """The heads that say nothing known, but for numbers of rows, and amounts that stand beside their heads."""
        found = {at: bare(text) for at, text in self.strange.items()}
        return {at: words for at, words in found.items() if words not in _COUNTED and not words[0].isdigit()}

    @property
    def first(self) -> int:
        """The leftmost of its columns."""
        return min(self.columns.values())


def find_head(
    grid: Grid,
    lexicon: Lexicon[Key],
    needed: Collection[Key],
    *,
    over: Lexicon[bool] = NO_WORDS,
    fewest: int = 2,
    start: int = 1,
) -> Head | None:
    """The first row from ``start`` that has all of ``needed`` and ``fewest`` heads in all; None for none.

    ``over`` are the words of the table itself, which may stand above columns of levels without heads of their own.
    """
    for row in range(start, grid.rows + 1):
        head = _head(grid, lexicon, row, over)
        if head is not None and len(head.columns) >= fewest and all(key in head.columns for key in needed):
            return head
    return None


def _head(grid: Grid, lexicon: Lexicon[Key], row: int, over: Lexicon[bool]) -> Head | None:
    """The heads in a row, with those of the row below where that only divides them further."""
    own = _with_levels(grid, row, _keys(grid, lexicon, row), over)
    if not own:
        return None
    below = _keys(grid, lexicon, row + 1) if _divides(grid, lexicon, row) else {}
    bottom = row + 1 if below else max(grid.span(row, column).bottom for column in own)
    keys = {**_from_above(grid, lexicon, row), **own}
    keys = {**{at: key for at, key in keys.items() if not _divided(grid, row, at, below)}, **below}
    columns: dict[Key, int] = {}
    twice: dict[Key, tuple[int, int]] = {}
    for column, key in sorted(_without_levels(keys).items()):
        first = columns.setdefault(key, column)
        if first != column and grid.anchor(row, first) != grid.anchor(row, column):
            twice.setdefault(key, (first, column))
    strange = {
        column: cell.text
        for column, cell in grid.own(row)
        if column not in own and bare(cell.text) and column > min(columns.values())
        if not _divided(grid, row, column, below)
    }
    percent = frozenset(
        key for key, at in columns.items() if any(is_percent(grid.text(one, at)) for one in range(row, bottom + 1))
    )
    return Head(row, bottom, columns, twice, strange, percent)


def _with_levels(grid: Grid, row: int, keys: Mapping[int, Key], over: Lexicon[bool]) -> dict[int, Key]:
    """The heads with those of the levels where one head stands above all of them: 绩效指标 over three columns."""
    if "target" in keys.values() and "block" not in keys.values():
        for column, cell in grid.own(row):
            levels = _LEVELS.get(_width(grid, row, column), ())
            if levels and (keys.get(column) == "name" or over.meant(cell.text)):
                return {**keys, **dict(enumerate(levels, start=column))}
    return dict(keys)


def _width(grid: Grid, row: int, column: int) -> int:
    """How many columns a head stands above: those it spans, or with the blanks behind it where nothing is merged."""
    last = grid.span(row, column).right
    if last > column:
        return last - column + 1
    return next((at for at, _ in grid.own(row) if at > column), column + 1) - column


def _without_levels(keys: Mapping[int, Key]) -> dict[int, Key]:
    """The heads without weights of levels: those left of the names, where others stand right of them."""
    name = next((column for column, key in keys.items() if key == "name"), 0)
    if not any(key == "weight" and column > name for column, key in keys.items()):
        return dict(keys)
    return {column: key for column, key in keys.items() if key != "weight" or column > name}


def _keys(grid: Grid, lexicon: Lexicon[Key], row: int) -> dict[int, Key]:
    return {column: key for column, cell in grid.own(row) if (key := lexicon.meant(cell.text)) is not None}


def _from_above(grid: Grid, lexicon: Lexicon[Key], row: int) -> dict[int, Key]:
    """The heads that are merged from above into a row, or stand above a blank in it where nothing can be merged."""
    above = _keys(grid, lexicon, row - 1)
    merged = {
        column: key
        for column, cell in grid.seen(row)
        if grid.anchor(row, column)[0] < row and (key := lexicon.meant(cell.text)) is not None
    }
    blank = {column: key for column, key in above.items() if len(above) > 1 and grid.cell(row, column) is None}
    return {**blank, **merged}


def _divides(grid: Grid, lexicon: Lexicon[Key], row: int) -> bool:
    """Whether the row below is a second row of heads: all that begins in it is a head, and it has some.

    A single head above it that spans nothing is none of them, but a word of the block above, such as 实际完成情况.
    """
    cells = [cell for _, cell in grid.own(row + 1)]
    own = _keys(grid, lexicon, row)
    several = len(own) > 1 or any(grid.span(row, at).right > at for at in own)
    return several and bool(cells) and all(lexicon.meant(cell.text) is not None for cell in cells)


def _divided(grid: Grid, row: int, column: int, below: Mapping[int, Key]) -> bool:
    """Whether a head spans others in the row below."""
    span = grid.span(row, column)
    return any(span.left <= at <= span.right for at in below)


def is_sideways(grid: Grid, lexicon: Lexicon[Key], fewest: int = 4) -> bool:
    """Whether the heads stand below one another in a column."""
    by_column: dict[int, set[Key]] = {}
    for (_, column), cell in grid.sheet.cells.items():
        if (key := lexicon.meant(cell.text)) is not None:
            by_column.setdefault(column, set()).add(key)
    return any(len(keys) >= fewest for keys in by_column.values())


def near_head(head: Head, words: Collection[str]) -> tuple[int, str]:
    """The strange head that is nearly one of ``words``, and its column; 0 for none."""
    for column, text in head.strange.items():
        if nearest(bare(text), [bare(word) for word in words]):
            return column, text
    return 0, ""
