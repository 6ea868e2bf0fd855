"""From a filled-in form to what a project file would say, and the cell of every key of it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from attrs import frozen

from perfkit.errors import InputError, Place, quoted
from perfkit.formats.figures import figure
from perfkit.formats.filled.form import FilledForm
from perfkit.formats.filled.form_file import UNNAMED, FormFile
from perfkit.formats.filled.further import Further, put_further
from perfkit.formats.filled.indicators import put_indicators
from perfkit.formats.filled.money import TOTAL, FilledLine, FilledMoney
from perfkit.formats.filled.parts import without_parts
from perfkit.formats.filled.putting import Putting
from perfkit.formats.filled.scene import NOTHING_SAID, Said
from perfkit.formats.filled.sums import check_sums, number
from perfkit.formats.filled.words import folded, shown_words
from perfkit.formats.notes import Notes
from perfkit.formats.written import SCHEMA
from perfkit.model import MONEY_PLACES, plain, shifted

_UNITS = sorted(MONEY_PLACES, key=len, reverse=True)


def form_file(form: FilledForm, notes: Notes, further: Further | None = None) -> FormFile:
    """The form as a file of facts; what cannot be handed on is noted at its cell.

    ``further`` is the second sheet of a form that perfkit wrote: there a formula for points states nothing.
    """
    return _Writer(form, notes, further).file()


@frozen
class _Writer(Putting):
    """Identity, money, what is stated, and facts."""

    def file(self) -> FormFile:
        scene, form = self.scene, self.form
        self.places[""] = scene.place()
        self.document["schema"] = SCHEMA
        year = self._year()
        identity = self._identity(year)
        if form.money is not None:
            self._funding(form.money)
        if form.table is not None:
            put_indicators(self, form.table)
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

    def _identity(self, year: int | None) -> dict[str, Any]:
        labels = self.form.labels
        identity: dict[str, Any] = {}
        self.document["project"] = identity
        name = self._name()
        self.places["project"] = name.place
        self.put(identity, "project", "name", name)
        for key in ("unit", "year"):  # where it is missing, it is looked for there
            self.places[f"project.{key}"] = self._looked_for(key)
        if year is not None:
            self.put(identity, "project", "year", self.form.year, year)
        goals = {"goal": self.form.goals.goal, "result": self.form.goals.result}
        for key in ("code", "unit", "department", *goals):
            said = goals.get(key) or labels.get(f"project.{key}", NOTHING_SAID)
            if key == "unit" and said.is_nothing and self.scene.layout.kind == "department":
                said = name  # a department that is named once
            if not said.is_nothing:
                self.put(identity, "project", key, said)
        self._period(identity)
        return identity

    def _name(self) -> Said:
        """The name of the project; of a department that of its unit. One that is missing is noted."""
        labels, layout = self.form.labels, self.scene.layout
        name = labels.get("project.name", NOTHING_SAID)
        if layout.kind == "department" and name.is_nothing:
            name = labels.get("project.unit", NOTHING_SAID)
        if not name.is_nothing:
            return name
        place = labels["project.name"].place if "project.name" in labels else self.scene.place()
        words = next((one.words for one in layout.labels if one.key == "project.name"), ("项目名称",))
        if not any(fault.place == place for fault in self.notes.faults):
            self.notes.fault("form.no-name", place, words=shown_words(words[:3]))
        return Said(UNNAMED, place)

    def _looked_for(self, key: str) -> Place:
        """The cell beside a label, or that of the title."""
        said = self.form.labels.get(f"project.{key}")
        return said.place if said is not None else self.form.year.place if key == "year" else self.scene.place()

    def _period(self, identity: dict[str, Any]) -> None:
        ends = {key: self.form.labels.get(f"project.period.{key}") for key in ("start", "end")}
        given = {key: said for key, said in ends.items() if said and not said.is_nothing}
        if len(given) == len(ends):
            period: dict[str, Any] = {}
            identity["period"] = period
            for key, said in given.items():
                self.put(period, "project.period", key, said)
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
        unit = money.unit or _unit_beside(amounts)
        if not unit:
            self.notes.fault("form.no-money-unit", money.unit.place)
            return
        funding: dict[str, Any] = {}
        self.document["funding"] = funding
        self.put(funding, "funding", "unit", unit)
        lines: list[dict[str, Any]] = []
        for line in without_parts(money.lines, self.notes):
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
            self.put(table, path, stage, said, "" if said.is_nothing else said.text)

    def _rate(self, line: FilledLine) -> None:
        """The printed rate: in percent, or as a share between 0 and 1."""
        said = self.typed(line.rate)
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
        points = self.typed(total.of("points")) if total is not None else Said()
        labelled = labels.get("stated.points", Said())
        if number(labelled.text) is not None:  # 自评得分 says it by name, while the last row may be a 合计
            points = labelled
        grade = labels.get("stated.grade") or self.typed(table.grade if table is not None else Said())
        stated: dict[str, Any] = self.document.get("stated", {})
        for key, said in (("points", points or labelled), ("grade", grade)):
            if said and not said.is_nothing:
                self.put(stated, "stated", key, said)
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
                self.put(facts, "facts", name, said, said.text if truth is None else truth)
        if facts:
            self.document["facts"] = facts


def _unit_beside(amounts: Iterable[Said]) -> Said:
    """The unit of the first amount, where every amount has its own beside it."""
    units = [Said(next((unit for unit in _UNITS if folded(one.text).endswith(unit)), ""), one.place) for one in amounts]
    return units[0] if all(units) else Said("", units[0].place)
