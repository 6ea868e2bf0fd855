"""The table of indicators: its heads, and every row with what each column says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import get_args

from attrs import field, frozen

from perfkit.errors import quoted
from perfkit.formats.filled.heads import Head, near_head
from perfkit.formats.filled.labels import NAME, lexicon_of
from perfkit.formats.filled.scene import NOTHING_SAID, Said, Scene
from perfkit.formats.filled.words import Lexicon, bare, folded, is_nothing, level_of, named, shown_words
from perfkit.formats.sheets import SheetCell
from perfkit.formats.values import read_target
from perfkit.model import IndicatorTable, TableKey

COLUMNS: tuple[TableKey, ...] = get_args(TableKey)
NEEDED: tuple[TableKey, ...] = ("block", "name", "target", "actual", "weight")
"""Columns without which a form cannot be read, if its layout has them."""

VALUES: tuple[TableKey, ...] = ("operator", "target", "actual", "weight", "points")
_WANTED: Mapping[TableKey, str] = {"name": "name", "weight": "number", "points": "number", "review": "number"}
_BELOW = re.compile(r"^(?:说明|注|备注|填报?说明|填表说明|注意事项)[:1一.、]|^注$")
_SAMPLE = re.compile(r"示例|样例|\(例\)|^例[:.如]|^例如|x{3,}|×{3,}")
_ELSEWHERE = re.compile(r"同上|[详]?见(?:附件|报告|上|前|下)\S*")
FEWEST = 3
"""Heads by which a table is known."""


@frozen
class FilledRow:
    """One row of the table: what each column says; of a merged cell, what it says for all its rows."""

    row: int
    said: Mapping[TableKey, Said]

    def of(self, key: TableKey) -> Said:
        """What a column says; nothing for one the form lacks."""
        return self.said.get(key, NOTHING_SAID)


@frozen
class FilledTable:
    """The table.

    Attributes:
        head: its heads; indicators: the rows with indicators; sums: rows that add up others; total: that of the whole.
        bottom: its last row; grade: the word beside the total.
    """

    head: Head
    indicators: tuple[FilledRow, ...]
    sums: tuple[FilledRow, ...] = ()
    total: FilledRow | None = None
    bottom: int = 0
    grade: Said = NOTHING_SAID


def wanted_of(target: str) -> str:
    """What an actual has to be beside a target: a date, a number, or anything."""
    read = read_target(target)
    return "date" if read.kind == "date" else "number" if read.is_figure or read.kind == "range" else "any"


def columns_of(table: IndicatorTable) -> Lexicon[str]:
    """The words of its columns."""
    return Lexicon.of((column.key, column.words) for column in table.columns)


def check_head(scene: Scene, table: IndicatorTable, head: Head) -> bool:
    """Whether every column is there that must be, and none twice; faults are noted."""
    columns = {column.key: column for column in table.columns}
    fine = True
    for key, (one, other) in head.twice.items():
        place, first = scene.place(head.bottom, other), scene.grid.name(head.bottom, one)
        word = folded(scene.grid.text(head.bottom, other))
        scene.fault("form.column-twice", place, column=word, first=first, key=key)
        fine = False
    for key in NEEDED:
        weighed = scene.ours or _weighted_by_names(scene, head)  # in a form of ours a set without points has none
        if key not in columns or key in head.columns or (key == "weight" and weighed):
            continue
        if key == "block" and any(_sections(scene, table, head)):
            continue
        at, near = near_head(head, columns[key].words)
        place = scene.place(head.top, at or head.first)
        words = shown_words(columns[key].words[:4])
        scene.fault("form.column-missing", place, column=columns[key].words[0], near=near, words=words)
        fine = False
    if list(head.columns) != [column.key for column in table.columns if column.key in head.columns]:
        scene.notes.remark("form.column-order", scene.place(head.top, head.first), "info")
    tell_unread(scene, head)
    return fine


def tell_unread(scene: Scene, head: Head) -> None:
    """The columns that hold nothing known."""
    if unread := head.unread:
        place = scene.place(head.top, next(iter(unread)))
        scene.notes.remark("form.columns-not-read", place, "info", columns=shown_words(unread.values()))


def _sections(scene: Scene, table: IndicatorTable, head: Head) -> Iterator[int]:
    """The rows below the heads that name a first level and nothing else, where no column holds it."""
    if "block" in head.columns:
        return
    blocks: Lexicon[str] = Lexicon.of((block.code, block.words) for block in table.blocks)
    grid, name = scene.grid, head.columns["name"]
    values = [head.columns[key] for key in VALUES if key in head.columns]
    for row in range(head.bottom + 1, grid.rows + 1):
        alone = all(not grid.text(row, at) or grid.anchor(row, at) == grid.anchor(row, name) for at in values)
        if alone and blocks.meant(level_of(grid.text(row, name))[0]) is not None:
            yield row


def _weighted_by_names(scene: Scene, head: Head) -> bool:
    """Whether the points stand behind the names of indicators or levels: ``产出指标(50分)``."""
    at = [head.columns[key] for key in ("block", "category", "name") if key in head.columns]
    rows = range(head.bottom + 1, scene.grid.rows + 1)
    return any(level_of(scene.grid.text(row, column))[1] is not None for row in rows for column in at)


def read_table(scene: Scene, table: IndicatorTable, head: Head) -> FilledTable:
    """The rows below the heads, up to the total or to what stands below the table."""
    reader = _Rows(scene, table, head, frozenset(_sections(scene, table, head)))
    bottom = reader.read()
    reader.refuse_merged()
    reader.tell_hidden()
    return FilledTable(
        head, tuple(reader.indicators), tuple(reader.sums), reader.total, bottom, grade_of(scene, head, reader.total)
    )


@frozen
class _Rows:
    """One reading of the rows, from above."""

    scene: Scene
    table: IndicatorTable
    head: Head
    sections: frozenset[int]
    indicators: list[FilledRow] = field(factory=list)
    sums: list[FilledRow] = field(factory=list)
    totals: list[FilledRow] = field(factory=list)

    @property
    def total(self) -> FilledRow | None:
        return self.totals[0] if self.totals else None

    def read(self) -> int:
        """The last row of the table."""
        scene, grid = self.scene, self.scene.grid
        total: Lexicon[str] = Lexicon.of([("total", scene.layout.total), ("sum", scene.layout.sums)])
        labels, columns = lexicon_of(scene.layout), columns_of(self.table)
        filled: dict[TableKey, Said] = {}
        for row in range(self.head.bottom + 1, grid.rows + 1):
            own = list(grid.own(row))
            if not own:
                continue
            if self._again(row, labels, columns):
                return row - 1
            at, first = own[0]
            leading = at <= self.head.columns.get("name", at)
            meant = self._sum_in(own, total)
            if meant is not None:
                found = FilledRow(row, self._said(row, {}))
                (self.totals if meant == "total" else self.sums).append(found)
                if meant == "total" and self.indicators:  # some forms print it above their rows
                    return row
                continue
            if leading and (_BELOW.match(folded(first.text)) or _label_in(labels, first.text)):
                return row - 1
            if row in self.sections:
                filled["block"] = scene.said(row, self.head.columns["name"])
            else:
                self._row(row, filled)
        return grid.rows

    @property
    def _last_name(self) -> int:
        return max(self.head.columns[key] for key in ("block", "category", "name") if key in self.head.columns)

    def _sum_in(self, own: list[tuple[int, SheetCell]], total: Lexicon[str]) -> str | None:
        """Whether a name in the row is that of a sum or of the total."""
        for column, cell in own:
            if column > self._last_name:
                break
            if (meant := total.meant(cell.text)) is not None:
                return meant
            if bare(cell.text).endswith("小计"):
                return "sum"
        return None

    def _again(self, row: int, labels: Lexicon[str], columns: Lexicon[str]) -> bool:
        """Whether another form begins here, which is noted."""
        own = list(self.scene.grid.own(row))
        heads = {key for _, cell in own if (key := columns.meant(cell.text)) is not None}
        if (len(heads) >= FEWEST and "name" in heads) or any(labels.meant(cell.text) == NAME for _, cell in own[:1]):
            place = self.scene.place(row, own[0][0])
        else:
            return False
        self.scene.fault("form.two-in-sheet", place, row=row)
        return True

    def _said(self, row: int, filled: dict[TableKey, Said]) -> dict[TableKey, Said]:
        """What each column says in a row; levels that are left blank are those of the row above."""
        found: dict[TableKey, Said] = {}
        for key in COLUMNS:
            if (at := self.head.columns.get(key)) is not None:
                wanted = wanted_of(found["target"].text) if key == "actual" else _WANTED.get(key, "any")
                found[key] = self.scene.said(row, at, wanted)
            if key == "adjusted" and not found.get(key, NOTHING_SAID).is_nothing:
                found["target"] = found[key]
        for key in ("block", "category"):
            said = found.get(key, NOTHING_SAID)
            if said.text.strip() and filled.get(key, NOTHING_SAID).text != said.text:
                filled[key] = said
                if key == "block":
                    filled.pop("category", None)
        return {**found, **{key: filled[key] for key in ("block", "category") if key in filled}}

    def _row(self, row: int, filled: dict[TableKey, Said]) -> None:
        scene, grid, columns = self.scene, self.scene.grid, self.head.columns
        name_at, target_at = columns["name"], columns["target"]
        if grid.cell(row, name_at) is not None and grid.anchor(row, name_at) == grid.anchor(row, target_at):
            return  # a sentence across the table
        said = self._said(row, filled)
        found = FilledRow(row, said)
        name = named(found.of("name").text)
        values = [found.of(key) for key in ("target", "actual", "weight", "points")]
        says = [value for value in values if not value.is_nothing and folded(value.text) != "0"]
        if is_nothing(name) and not says:
            return
        place = found.of("name").place
        if is_nothing(name):
            if any(grid.anchor(row, columns[key])[0] == row for key in VALUES if key in columns and found.of(key)):
                scene.fault("form.name-missing", place, row=row)
            return
        if _ELSEWHERE.fullmatch(folded(name)):
            scene.fault("value.elsewhere", place, found=quoted(name))
            return
        if _SAMPLE.search(folded(name)):
            scene.fault("form.sample-row", place, found=name)
            return
        self.indicators.append(FilledRow(row, {**said, "name": Said(name, place)}))

    def refuse_merged(self) -> None:
        """One value that stands for several indicators; of points that is only told."""
        grid = self.scene.grid
        seen: dict[tuple[TableKey, int, int], FilledRow] = {}
        for key in VALUES:
            at = self.head.columns.get(key)
            for one in self.indicators if at is not None else ():
                span = grid.span(one.row, at or 0)
                first = seen.setdefault((key, span.top, span.left), one)
                if first is one or not one.of(key):
                    continue
                place = one.of(key).place
                names = {"cells": str(span), "first": first.of("name").text, "other": one.of("name").text}
                if key == "points":
                    self.scene.notes.remark("form.merged-points", place, "warning", **names)
                else:
                    self.scene.fault("form.merged-values", place, **names)

    def tell_hidden(self) -> None:
        """Rows that nobody sees and that count all the same."""
        sheet = self.scene.sheet
        for code, rows in (("form.rows-filtered", sheet.filtered_rows), ("form.rows-hidden", sheet.hidden_rows)):
            found = [one.row for one in self.indicators if one.row in rows]
            if found:
                place = self.scene.place(found[0], self.head.columns["name"])
                self.scene.notes.remark(code, place, rows=_ranges(found), count=len(found))


def _label_in(labels: Lexicon[str], text: str) -> bool:
    """Whether a text is a label, or begins with one before a colon: 自评等级：优."""
    before, colon, _ = folded(text).partition(":")
    return labels.meant(text) is not None or bool(colon and labels.meant(before) is not None)


def _ranges(rows: list[int]) -> str:
    """Rows as people list them: 9–20、25."""
    parts: list[list[int]] = []
    for row in rows:
        if parts and parts[-1][-1] == row - 1:
            parts[-1].append(row)
        else:
            parts.append([row])
    return "、".join(str(part[0]) if len(part) == 1 else f"{part[0]}–{part[-1]}" for part in parts)


_LONGEST_GRADE = 4


def grade_of(scene: Scene, head: Head, total: FilledRow | None) -> Said:
    """A word beside the total: the grade, where the form prints one there."""
    if total is None:
        return NOTHING_SAID
    return next(iter(_words_beside(scene, head, total.row)), NOTHING_SAID)


def _words_beside(scene: Scene, head: Head, row: int) -> Iterator[Said]:
    last = head.columns.get("points", head.columns.get("weight", 0))
    for column, cell in scene.grid.own(row):
        text = bare(cell.text)
        if column > last and 0 < len(text) <= _LONGEST_GRADE and text.isalpha() and not is_nothing(text):
            yield scene.said(row, column)
