"""Layouts of forms as they are written in TOML; the name of a layout is the stem of its file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from attrs import frozen

from perfkit.errors import Fault, InputError, Place, nearest, quoted
from perfkit.formats.convert import structure
from perfkit.formats.filled.words import folded
from perfkit.formats.notes import Notes
from perfkit.formats.toml import read_toml
from perfkit.model import (
    MONEY_PLACES,
    FormKind,
    FundingBlock,
    GoalBlock,
    IndicatorTable,
    Layout,
    LayoutLabel,
    Origin,
)

LABEL_KEYS = (
    "project.name",
    "project.code",
    "project.year",
    "project.unit",
    "project.department",
    "project.goal",
    "project.result",
    "project.period.start",
    "project.period.end",
    "stated.points",
    "stated.grade",
)
"""What a label may stand for; besides, ``facts.NAME``, and nothing for a value that is passed over."""

_FACT = re.compile(r"facts\.[A-Za-z0-9_-]+")
_CODE = re.compile(r"[A-Za-z0-9_-]+")


@frozen(kw_only=True)
class _Layout:
    """A layout as it is written."""

    kind: FormKind | None = None
    extends: str = ""
    sets: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    labels: tuple[LayoutLabel, ...] = ()
    funding: FundingBlock | None = None
    goals: GoalBlock | None = None
    table: IndicatorTable | None = None
    total: tuple[str, ...] = ()
    sums: tuple[str, ...] = ()
    tail: tuple[LayoutLabel, ...] = ()
    notes: tuple[str, ...] = ()


def read_layout(path: Path, name: str) -> Layout:
    """The layout in one file.

    Raises:
        InputError: with all faults of the file: of its writing, and of words by which a part could not be found.
    """
    file = read_toml(path, name)
    if "name" in file.document:
        raise InputError(Fault("layout.name-given", file.place("name"), {"stem": path.stem}))
    notes = Notes(locate=file.located)
    written = structure(file.document, _Layout, name, notes)
    layout = Layout(
        name=path.stem,
        kind=written.kind,
        extends=written.extends,
        sets=written.sets,
        titles=written.titles,
        labels=written.labels,
        funding=written.funding,
        goals=written.goals,
        table=written.table,
        total=written.total,
        sums=written.sums,
        tail=written.tail,
        notes=written.notes,
        origin=Origin(Place(file=name)),
    )
    notes.faults.extend(unsound(layout, Place(file=name)))
    notes.close()
    return layout


def unsound(layout: Layout, place: Place) -> Iterator[Fault]:
    """Everything by which a form of this layout could not be read, or its parts not be told apart."""
    if not layout.extends:
        yield from _lacking(layout, place)
    for key, labels in (("labels", layout.labels), ("tail", layout.tail)):
        yield from _labels(labels, place.inside(key))
    everywhere = [("labels", at, one.words) for at, one in enumerate(layout.labels, 1)]
    everywhere += [("tail", at, one.words) for at, one in enumerate(layout.tail, 1)]
    yield from _twice(((place.inside(part).inside(at), words) for part, at, words in everywhere))
    if layout.funding is not None:
        yield from _funding(layout.funding, place.inside("funding"))
    if layout.table is not None:
        yield from _table(layout.table, place.inside("table"))


def _lacking(layout: Layout, place: Place) -> Iterator[Fault]:
    """What a layout needs that has it from no other one."""
    if not layout.titles:
        yield Fault("layout.no-words", place.inside("titles"))
    blocks = {"funding": layout.funding, "goals": layout.goals, "table": layout.table}
    for name, block in blocks.items():
        if block is not None and not block.words:
            yield Fault("layout.no-words", place.inside(name).inside("words"))
    if layout.table is None:
        yield Fault("layout.no-table", place)
        return
    keys = {column.key for column in layout.table.columns}
    if missing := tuple(key for key in ("block", "name", "target") if key not in keys):
        yield Fault("layout.columns-missing", place.inside("table").inside("columns"), {"keys": " ".join(missing)})
    if not layout.table.blocks:
        yield Fault("layout.no-blocks", place.inside("table"))


def _labels(labels: Iterable[LayoutLabel], place: Place) -> Iterator[Fault]:
    for at, label in enumerate(labels, start=1):
        here = place.inside(at)
        if label.key and label.key not in LABEL_KEYS and not _FACT.fullmatch(label.key):
            known = (*LABEL_KEYS, "facts.…")
            arguments = {"found": quoted(label.key), "known": " ".join(known), "near": nearest(label.key, LABEL_KEYS)}
            yield Fault("layout.key-unknown", here.inside("key"), arguments)


def _funding(block: FundingBlock, place: Place) -> Iterator[Fault]:
    yield from _keys_once((place.inside("columns").inside(at), one.key) for at, one in enumerate(block.columns, 1))
    yield from _twice((place.inside("columns").inside(at), one.words) for at, one in enumerate(block.columns, 1))
    yield from _twice((place.inside("rows").inside(at), one.words) for at, one in enumerate(block.rows, 1))
    if block.unit and block.unit not in MONEY_PLACES:
        near = nearest(block.unit, MONEY_PLACES) or "万元"
        arguments = {"found": quoted(block.unit), "units": " ".join(MONEY_PLACES), "near": near}
        yield Fault("funding.unit", place.inside("unit"), arguments)


def _table(table: IndicatorTable, place: Place) -> Iterator[Fault]:
    columns, blocks = place.inside("columns"), place.inside("blocks")
    yield from _keys_once((columns.inside(at), one.key) for at, one in enumerate(table.columns, 1))
    yield from _twice((columns.inside(at), one.words) for at, one in enumerate(table.columns, 1))
    for at, block in enumerate(table.blocks, start=1):
        if not _CODE.fullmatch(block.code):
            yield Fault("key.characters", blocks.inside(at).inside("code"), {"found": quoted(block.code)})
    yield from _twice((blocks.inside(at), one.words) for at, one in enumerate(table.blocks, 1))


def _keys_once(keys: Iterable[tuple[Place, str]]) -> Iterator[Fault]:
    seen: dict[str, Place] = {}
    for place, key in keys:
        first = seen.setdefault(key, place)
        if first != place:
            yield Fault("layout.key-twice", place.inside("key"), {"key": key, "first": first.key})


def _twice(parts: Iterable[tuple[Place, Iterable[str]]]) -> Iterator[Fault]:
    """Words that two parts share, and parts without any: nobody could tell which one is meant."""
    seen: dict[str, Place] = {}
    for place, words in parts:
        here, found = place.inside("words"), [folded(word) for word in words]
        if not found or not all(found):
            yield Fault("layout.no-words", here)
        for word in dict.fromkeys(found):
            first = seen.setdefault(word, place)
            if first != place:
                yield Fault("layout.word-twice", here, {"word": quoted(word), "first": first.key})
