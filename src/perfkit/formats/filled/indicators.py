"""The indicators of a filled-in form: each row with its block, target, actual, weight, points and reason."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from perfkit.errors import nearest, quoted
from perfkit.formats.filled.form_file import UNNAMED
from perfkit.formats.filled.putting import Putting
from perfkit.formats.filled.scene import Said
from perfkit.formats.filled.sums import number, row_weight
from perfkit.formats.filled.table import FilledRow, FilledTable
from perfkit.formats.filled.targets import PromisedCell, TargetParts, all_shares, read_promise, read_reached
from perfkit.formats.filled.words import Lexicon, bare, folded, is_nothing, level_of, without_points
from perfkit.formats.notes import Notes
from perfkit.formats.texts import day_of
from perfkit.formats.values import read_actual
from perfkit.model import TableKey, plain

LEVELS: tuple[TableKey, ...] = ("block", "category", "name")
"""Where the name of a node of the set may stand: some sets score second levels or single lines."""

SATISFACTION = "满意度"

REVIEW = "review"
"""Who gave the points of a column 复核分, as sets with a review call it."""


def put_indicators(putting: Putting, table: FilledTable) -> None:
    """Every row of the table; a form without any is refused, unless perfkit wrote it."""
    layout = putting.scene.layout.table
    blocks: Lexicon[str] = Lexicon.of((one.code, one.words) for one in layout.blocks) if layout else Lexicon()
    if putting.further is not None:
        blocks |= putting.further.lexicon
    found: list[dict[str, Any]] = []
    weights = _weights(table, putting.notes)
    for row, weight in zip(table.indicators, weights, strict=True):
        path = f"indicators[{len(found) + 1}]"
        written = _indicator(putting, table, row, weight, path, blocks)
        if written is not None:
            found.append(written)
    if found:
        putting.document["indicators"] = found
    elif not putting.notes.faults and putting.further is None:
        putting.notes.fault("form.no-indicators", putting.scene.place(table.head.top, table.head.first))


def _indicator(
    putting: Putting, table: FilledTable, row: FilledRow, weight: Said, path: str, blocks: Lexicon[str]
) -> dict[str, Any] | None:
    """One row as an indicator of a project file; None for a measure, which the set works out itself."""
    name, block = row.of("name"), row.of("block")
    code = next((code for key in LEVELS if (code := _code(row.of(key), blocks)) is not None), None)
    if code == "" or (code is None and _is_measured(putting, row)):
        return None
    if code is None:
        near, place = nearest(bare(block.text), list(blocks)), block.place if block else name.place
        table_of = putting.scene.layout.table
        known = tuple(one.words[0] for one in table_of.blocks) if table_of else ()
        about = {"found": quoted(block.text) or "—", "near": near, "name": quoted(name.text), "known": known}
        putting.notes.fault("form.block-unknown", place, **about)
        code = "unknown"
    written: dict[str, Any] = {}
    putting.places[path] = name.place
    putting.put(written, path, "block", block, code)
    category = row.of("category").text if putting.further is not None else _category(putting, row, code)
    putting.put(written, path, "category", row.of("category"), category)
    putting.put(written, path, "name", name, without_points(name.text) if weight.place == name.place else None)
    putting.put(written, path, "weight", weight)
    unit = _unit(table, row)
    parts = TargetParts(row.of("operator"), row.of("target"), unit, name.text)
    promise = read_promise(parts, row.of("actual"), putting.notes)
    putting.put(written, path, "target", row.of("target"), promise.written or {"judged": UNNAMED})
    putting.put(written, path, "actual", row.of("actual"), read_reached(row.of("actual"), promise, putting.notes))
    points, reason = putting.typed(row.of("points")), row.of("reason")
    putting.put(written, path, "points", points, "" if points.is_nothing else points.text)
    putting.put(written, path, "reason", reason, _reason(row))
    if (review := row.of("review")) and not review.is_nothing:
        written["reviews"] = [{"by": REVIEW, "points": review.text}]
        putting.places[f"{path}.reviews[1]"] = review.place
    _after_start(putting, promise, row.of("actual"))
    if promise.read is not None and promise.read.kind in ("words", "date"):
        _judged(putting, written, path, weight, points, row.of("actual"))
    return written


def _code(said: Said, blocks: Lexicon[str]) -> str | None:
    """The code of the node that a level names, with or without points beside the name."""
    code = blocks.meant(said.text)
    return blocks.meant(level_of(said.text)[0]) if code is None else code


def _is_measured(putting: Putting, row: FilledRow) -> bool:
    """Whether a row is for a measure such as 预算执行率, which is told: its points come from the money."""
    table = putting.scene.layout.table
    measured: Lexicon[bool] = Lexicon.of([(True, table.measured)] if table else [])
    said = row.of("block") or row.of("name")
    if not measured.meant(level_of(said.text)[0]):
        return False
    putting.notes.remark("form.row-measured", said.place, "info", name=quoted(row.of("name").text), row=row.row)
    return True


def _after_start(putting: Putting, promise: PromisedCell, actual: Said) -> None:
    """A day of completion does not lie before the start of the project, where the form says both."""
    start = putting.document["project"].get("period", {}).get("start")
    if start is None or promise.read is None or promise.read.kind != "date" or not actual:
        return
    began, reached = day_of(start, actual.place, Notes()), read_actual(actual.text, promise.read).period
    if began is not None and reached is not None and reached.year is not None:
        _, last = reached.days(reached.year)
        if last < (began.year, began.month, began.day):
            putting.notes.fault("form.before-start", actual.place, found=quoted(actual.text), start=str(began))


def _judged(putting: Putting, written: dict[str, Any], path: str, weight: Said, points: Said, actual: Said) -> None:
    """The share that the evaluator gave: for a target in words, the points in the form are that judgement."""
    given, whole = number(points.text), number(weight.text)
    if given is None or whole is None or not 0 <= given <= whole or not whole:
        return
    if folded(actual.text) in ("不适用", "n/a"):
        return
    written["judged"] = f"{plain(given)}/{plain(whole)}"
    putting.places[f"{path}.judged"] = points.place


def _category(putting: Putting, row: FilledRow, code: str) -> str:
    """The second level; one that the form calls nearly as the set, such as 社会效益 for 社会效益指标, by its name."""
    said = row.of("category")
    if said.is_nothing:
        return ""
    text = bare(level_of(said.text)[0]) or said.text
    known = putting.scene.layout.accepted.get(code, ())
    same = [name for name in known if _is_like(text, name)]
    if len(same) != 1 or text in known:
        return text
    if not any(one.place == said.place and one.code == "form.category-read" for one in putting.notes.remarks):
        putting.notes.remark("form.category-read", said.place, "info", found=quoted(text), read=same[0])
    return same[0]


def _is_like(one: str, other: str) -> bool:
    """Whether two names of second levels differ only in what says nothing: 产出数量, 数量指标; all of 满意度 is one."""
    return (SATISFACTION in one and SATISFACTION in other) or _core(one) == _core(other)


def _core(name: str) -> str:
    return bare(name).removesuffix("指标").removeprefix("产出")


def _reason(row: FilledRow) -> str:
    """The reason; where the form has none, the note of an indicator that does not apply."""
    said = row.of("reason")
    if said.is_nothing and folded(row.of("actual").text) in ("不适用", "n/a"):
        said = row.of("note")
    return "" if said.is_nothing else said.text


def _unit(table: FilledTable, row: FilledRow) -> str:
    """The unit beside the target, else percent where the head of the column says so."""
    own = row.of("unit")
    if own and not own.is_nothing:
        return own.text.strip()
    return "%" if "target" in table.head.percent or "actual" in table.head.percent else ""


def _weights(table: FilledTable, notes: Notes) -> Iterable[Said]:
    """The weight of each row; a column of percentages is one of points, but not both in one."""
    weights = [row_weight(table, row) for row in table.indicators]
    shares, others = all_shares(weight.text for weight in weights)
    if shares and others:
        one, other = weights[shares[0]], weights[others[0]]
        other_cell = other.place.cell or str(other.place.line)
        notes.fault("form.weight-mixed", one.place, found=one.text, other=other.text, cell=other_cell)
    elif shares:
        notes.remark("form.weight-percent", weights[shares[0]].place)
    if shares:
        return [Said(weight.text.replace("%", "").replace("％", ""), weight.place) for weight in weights]
    return [Said("" if is_nothing(weight.text) else weight.text, weight.place) for weight in weights]
