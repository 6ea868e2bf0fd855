"""From a filled-in form to what a project file would say, and the cell of every key of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from attrs import evolve, field, frozen

from perfkit.errors import InputError, Place, nearest, quoted
from perfkit.formats.figures import figure
from perfkit.formats.filled.form import FilledForm
from perfkit.formats.filled.further import Further, put_further
from perfkit.formats.filled.money import TOTAL, FilledLine, FilledMoney
from perfkit.formats.filled.scene import NOTHING_SAID, Said, Scene
from perfkit.formats.filled.sums import check_sums, number, row_weight
from perfkit.formats.filled.table import FilledRow, FilledTable
from perfkit.formats.filled.targets import PromisedCell, TargetParts, all_shares, read_promise, read_reached
from perfkit.formats.filled.words import Lexicon, bare, folded, is_nothing, shown_words, without_points
from perfkit.formats.notes import Notes
from perfkit.formats.texts import day_of
from perfkit.formats.values import read_actual
from perfkit.formats.written import SCHEMA
from perfkit.model import TableKey, plain, shifted

LEVELS: tuple[TableKey, ...] = ("block", "category", "name")
"""Where the name of a node of the set may stand: some sets score second levels or single lines."""

REVIEW = "review"
"""Who gave the points of a column 复核分, as sets with a review call it."""

UNNAMED = "（未填）"
"""What stands for a name or a target that is missing, once that was noted."""


@frozen
class FormFile:
    """What one form says, as the file of a project would: values by key, and the place of every key.

    Attributes:
        name: the file; sheet: the sheet in it.
        document: as :class:`~perfkit.formats.written.ProjectFile` describes it.
        places: of keys, such as ``indicators[3].target``; of the sheet under the empty key.
        layout: the name of the layout it was read with.
        year, unit: of the project, where the form says them.
    """

    name: str
    sheet: str
    layout: str
    document: dict[str, Any]
    places: Mapping[str, Place] = field(repr=False)
    year: int | None = None
    unit: str = ""

    @property
    def place(self) -> Place:
        """The sheet."""
        return Place(file=self.name, sheet=self.sheet)

    def parts(self, place: Place) -> tuple[tuple[str, Place], ...]:
        """The places of what stands inside the thing at ``place``: key and place of each."""
        inner = f"{place.key}." if place.key else ""
        return tuple(
            (key.removeprefix(inner), at)
            for key, at in self.places.items()
            if key.startswith(inner)
            and key
            and "." not in key.removeprefix(inner)
            and "[" not in key.removeprefix(inner)
        )

    def located(self, place: Place) -> Place:
        """``place`` with the cell of its key, or of the nearest key around it; the key stays."""
        if place.cell or place.line is not None or (place.file, place.sheet) != (self.name, self.sheet):
            return place
        key = place.key
        while key not in self.places:
            key = key[: max(key.rfind("."), key.rfind("["), 0)]
        return evolve(self.places[key], key=place.key, item=place.item)


def form_file(form: FilledForm, notes: Notes, further: Further | None = None) -> FormFile:
    """The form as a file of facts; what cannot be handed on is noted at its cell.

    ``further`` is the second sheet of a form that perfkit wrote: there a formula for points states nothing.
    """
    writer = _Writer(form, notes, further)
    return writer.file()


@frozen
class _Writer:
    form: FilledForm
    notes: Notes
    further: Further | None = None
    document: dict[str, Any] = field(factory=dict)
    places: dict[str, Place] = field(factory=dict)

    @property
    def _scene(self) -> Scene:
        return self.form.scene

    def file(self) -> FormFile:
        scene, form = self._scene, self.form
        self.places[""] = scene.place()
        self.document["schema"] = SCHEMA
        year = self._year()
        identity = self._identity(year)
        if form.money is not None:
            self._funding(form.money)
        if form.table is not None:
            self._indicators(form.table)
            check_sums(form.table, self.notes)
        self._stated()
        self._facts()
        if self.further is not None:
            put_further(self.further, self.document, self.places, self.notes)
            year = identity.get("year", year)
        unit = str(identity.get("unit", ""))
        return FormFile(
            scene.book.file, scene.sheet.name, scene.layout.name, self.document, self.places, year=year, unit=unit
        )

    def _put(self, table: dict[str, Any], path: str, key: str, said: Said, text: object = None) -> None:
        """A value with its place, if something is said."""
        value = said.text if text is None else text
        if value not in ("", None):
            table[key] = value
        self.places[f"{path}.{key}" if path else key] = said.place

    def _typed(self, said: Said) -> Said:
        """What a person typed: in a form of ours, what a formula shows is no statement of the unit."""
        return Said("", said.place) if self.further is not None and said.place in self._scene.formulas else said

    def _identity(self, year: int | None) -> dict[str, Any]:
        labels = self.form.labels
        identity: dict[str, Any] = {}
        self.document["project"] = identity
        name = self._name()
        self.places["project"] = name.place
        self._put(identity, "project", "name", name)
        for key in ("unit", "year"):  # where it is missing, it is looked for there
            self.places[f"project.{key}"] = self._looked_for(key)
        if year is not None:
            self._put(identity, "project", "year", self.form.year, year)
        goals = {"goal": self.form.goals.goal, "result": self.form.goals.result}
        for key in ("code", "unit", "department", *goals):
            said = goals.get(key) or labels.get(f"project.{key}", NOTHING_SAID)
            if not said.is_nothing:
                self._put(identity, "project", key, said)
        self._period(identity)
        return identity

    def _name(self) -> Said:
        """The name of the project; of a department that of its unit. One that is missing is noted."""
        labels, layout = self.form.labels, self._scene.layout
        name = labels.get("project.name", NOTHING_SAID)
        if layout.kind == "department" and name.is_nothing:
            name = labels.get("project.unit", NOTHING_SAID)
        if not name.is_nothing:
            return name
        place = labels["project.name"].place if "project.name" in labels else self._scene.place()
        words = next((one.words for one in layout.labels if one.key == "project.name"), ("项目名称",))
        if not any(fault.place == place for fault in self.notes.faults):
            self.notes.fault("form.no-name", place, words=shown_words(words[:3]))
        return Said(UNNAMED, place)

    def _looked_for(self, key: str) -> Place:
        """The cell beside a label, or that of the title."""
        said = self.form.labels.get(f"project.{key}")
        return said.place if said is not None else self.form.year.place if key == "year" else self._scene.place()

    def _period(self, identity: dict[str, Any]) -> None:
        ends = {key: self.form.labels.get(f"project.period.{key}") for key in ("start", "end")}
        given = {key: said for key, said in ends.items() if said and not said.is_nothing}
        if len(given) == len(ends):
            period: dict[str, Any] = {}
            identity["period"] = period
            for key, said in given.items():
                self._put(period, "project.period", key, said)
            self.places["project.period"] = given["start"].place

    def _year(self) -> int | None:
        said = self.form.year
        if not said:
            return None
        if not re.fullmatch("[0-9]{4}", said.text):
            self.notes.fault("form.year-unreadable", said.place, found=quoted(said.text))
            return None
        return int(said.text)

    def _funding(self, money: FilledMoney) -> None:
        amounts = [said for line in money.lines for said in line.amounts.values() if not said.is_nothing]
        if not amounts:
            return
        self.places["funding"] = money.lines[0].label.place
        if not money.unit:
            self.notes.fault("form.no-money-unit", money.unit.place)
            return
        funding: dict[str, Any] = {}
        self.document["funding"] = funding
        self._put(funding, "funding", "unit", money.unit)
        lines: list[dict[str, Any]] = []
        for line in money.lines:
            if line.source == TOTAL:
                self._amounts(funding, "funding", line)
                self.places["funding"] = line.label.place
                self._rate(line)
            elif any(not said.is_nothing for said in line.amounts.values()):
                path = f"funding.lines[{len(lines) + 1}]"
                self.places[path] = line.label.place
                written: dict[str, Any] = {"source": line.source}
                self._amounts(written, path, line)
                lines.append(written)
        if lines:
            funding["lines"] = lines

    def _amounts(self, table: dict[str, Any], path: str, line: FilledLine) -> None:
        for stage, said in line.amounts.items():
            self._put(table, path, stage, said, "" if said.is_nothing else said.text)

    def _rate(self, line: FilledLine) -> None:
        """The printed rate: in percent, or as a share between 0 and 1."""
        said = self._typed(line.rate)
        if said.is_nothing:
            return
        try:
            found = figure(said.text)
        except InputError:
            found = None
        if found is None or found.value is None or found.bound or found.unit not in ("", "%"):
            self.notes.remark("form.rate-unreadable", said.place, found=quoted(said.text))
            return
        rate, place = plain(found.value), said.place
        if not found.unit and found.value == 1:
            self.notes.remark("form.rate-unreadable", place, found=quoted(said.text))
            return
        if not found.unit and 0 < found.value < 1:
            rate = plain(shifted(found.value, 2))
            self.notes.remark("form.rate-share", place, found=quoted(said.text), read=f"{rate}%")
        stated = self.document.setdefault("stated", {})
        stated["rates"] = {"execution": f"{rate}%"}
        self.places["stated.rates.execution"] = place
        self.places.setdefault("stated", place)

    def _stated(self) -> None:
        table, labels = self.form.table, self.form.labels
        total = table.total if table is not None else None
        points = self._typed(total.of("points")) if total is not None else Said()
        grade = labels.get("stated.grade") or self._typed(table.grade if table is not None else Said())
        stated: dict[str, Any] = self.document.get("stated", {})
        for key, said in (("points", points or labels.get("stated.points", Said())), ("grade", grade)):
            if said and not said.is_nothing:
                self._put(stated, "stated", key, said)
                self.places.setdefault("stated", said.place)
        if stated:
            self.document["stated"] = stated

    def _facts(self) -> None:
        """Facts that a layout has labels for: a number stays one, 是 and 否 are truths."""
        facts: dict[str, Any] = {}
        for key, said in self.form.labels.items():
            if key.startswith("facts.") and said and not said.is_nothing:
                name = key.removeprefix("facts.")
                truth = {"是": True, "√": True, "否": False, "×": False}.get(said.text.strip())
                self._put(facts, "facts", name, said, said.text if truth is None else truth)
        if facts:
            self.document["facts"] = facts

    def _indicators(self, table: FilledTable) -> None:
        layout = self._scene.layout.table
        blocks: Lexicon[str] = Lexicon.of((one.code, one.words) for one in layout.blocks) if layout else Lexicon()
        if self.further is not None:
            blocks |= self.further.lexicon
        found: list[dict[str, Any]] = []
        weights = _weights(table, self.notes)
        for row, weight in zip(table.indicators, weights, strict=True):
            path = f"indicators[{len(found) + 1}]"
            written = self._indicator(table, row, weight, path, blocks)
            if written is not None:
                found.append(written)
        if found:
            self.document["indicators"] = found
        elif not self.notes.faults and self.further is None:
            self.notes.fault("form.no-indicators", self._scene.place(table.head.top, table.head.first))

    def _indicator(
        self, table: FilledTable, row: FilledRow, weight: Said, path: str, blocks: Lexicon[str]
    ) -> dict[str, Any] | None:
        name, block = row.of("name"), row.of("block")
        code = next((code for key in LEVELS if (code := blocks.meant(row.of(key).text)) is not None), None)
        if code == "":
            return None  # a measure of the set, which it works out itself
        if code is None:
            near, place = nearest(bare(block.text), list(blocks)), block.place if block else name.place
            table_of = self._scene.layout.table
            known = tuple(one.words[0] for one in table_of.blocks) if table_of else ()
            about = {"found": quoted(block.text) or "—", "near": near, "name": quoted(name.text), "known": known}
            self.notes.fault("form.block-unknown", place, **about)
            code = "unknown"
        written: dict[str, Any] = {}
        self.places[path] = name.place
        self._put(written, path, "block", block, code)
        category = row.of("category").text if self.further is not None else _category(row)
        self._put(written, path, "category", row.of("category"), category)
        self._put(written, path, "name", name, without_points(name.text) if weight.place == name.place else None)
        self._put(written, path, "weight", weight)
        unit = _unit(table, row)
        parts = TargetParts(row.of("operator"), row.of("target"), unit, name.text)
        promise = read_promise(parts, row.of("actual"), self.notes)
        self._put(written, path, "target", row.of("target"), promise.written or {"judged": UNNAMED})
        self._put(written, path, "actual", row.of("actual"), read_reached(row.of("actual"), promise, self.notes))
        points, reason = self._typed(row.of("points")), row.of("reason")
        self._put(written, path, "points", points, "" if points.is_nothing else points.text)
        self._put(written, path, "reason", reason, _reason(row))
        if (review := row.of("review")) and not review.is_nothing:
            written["reviews"] = [{"by": REVIEW, "points": review.text}]
            self.places[f"{path}.reviews[1]"] = review.place
        self._after_start(promise, row.of("actual"))
        if promise.read is not None and promise.read.kind in ("words", "date"):
            self._judged(written, path, weight, points, row.of("actual"))
        return written

    def _after_start(self, promise: PromisedCell, actual: Said) -> None:
        """A day of completion does not lie before the start of the project, where the form says both."""
        start = self.document["project"].get("period", {}).get("start")
        if start is None or promise.read is None or promise.read.kind != "date" or not actual:
            return
        began, reached = day_of(start, actual.place, Notes()), read_actual(actual.text, promise.read).period
        if began is not None and reached is not None and reached.year is not None:
            _, last = reached.days(reached.year)
            if last < (began.year, began.month, began.day):
                self.notes.fault("form.before-start", actual.place, found=quoted(actual.text), start=str(began))

    def _judged(self, written: dict[str, Any], path: str, weight: Said, points: Said, actual: Said) -> None:
        """The share that the evaluator gave: for a target in words, the points in the form are that judgement."""
        given, whole = number(points.text), number(weight.text)
        if given is None or whole is None or not 0 <= given <= whole or not whole:
            return
        if folded(actual.text) in ("不适用", "n/a"):
            return
        written["judged"] = f"{plain(given)}/{plain(whole)}"
        self.places[f"{path}.judged"] = points.place


def _category(row: FilledRow) -> str:
    text = row.of("category").text
    return "" if is_nothing(text) else bare(text) or text


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
