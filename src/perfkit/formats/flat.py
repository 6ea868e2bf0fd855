"""Records from rows: dotted columns become the tree of a project file, and rows of indicators find their project."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from attrs import define, evolve, field

from perfkit.errors import Place, likeliest, quoted
from perfkit.formats.complaints import literal
from perfkit.formats.notes import Notes
from perfkit.formats.records import Batch
from perfkit.formats.rows_in import Rows
from perfkit.formats.written import SCHEMA
from perfkit.model import Portfolio

PROJECTS, INDICATORS, OWNER = "projects", "indicators", "project"
"""How the two tables are called in places; the column by which an indicator names its project."""

_IN_A_ROW = re.compile(r"(?P<row>projects\[[0-9]+\])\.(?P<indicator>indicators\[[0-9]+\])?(?P<key>.*)")


def nested(row: Mapping[Any, Any], place: Place, notes: Notes) -> dict[Any, Any]:
    """The tree of a row: ``funding.budget`` is ``budget`` in ``funding``; what is None is not there."""
    found: dict[Any, Any] = {}
    for key, value in row.items():
        if value is None:
            continue
        *way, last = key.split(".") if isinstance(key, str) else [key]
        holder = found
        for step in way:
            inner = holder.setdefault(step, {})
            if not isinstance(inner, dict):
                break
            holder = inner
        else:
            if last not in holder:
                holder[last] = dict(value) if isinstance(value, Mapping) else value
                continue
        notes.fault("rows.key-conflict", place.inside(quoted(str(key))), key=quoted(str(key)))
    return found


@define
class FlatRows:
    """The rows of a table of projects, with those of a table of indicators, on their way to records.

    Attributes:
        projects: with dotted columns; indicators: with the keys of an indicator and ``project``, the code of theirs.
        notes: faults and remarks; they name the row and the column of the table.
    """

    projects: Rows
    indicators: Rows
    notes: Notes = field(init=False)
    _owned: dict[str, list[tuple[int, dict[Any, Any]]]] = field(factory=dict, init=False)
    _seen: set[str] = field(factory=set, init=False)
    _rows: dict[str, int] = field(factory=dict, init=False)

    @notes.default
    def _notes(self) -> Notes:
        return Notes(locate=self._located)

    def read(self, batch: Batch) -> Portfolio | None:
        """The portfolio of all rows; None after it was noted why there is none."""
        self.notes.attempt(Place(key=INDICATORS), self._gather)
        self.notes.attempt(Place(key=PROJECTS), batch.read, self._records())
        self._left_over()
        return batch.portfolio(Place())

    def _gather(self) -> None:
        """Keep the indicators by the project they name."""
        for at, row in enumerate(self.indicators, start=1):
            place = Place(key=INDICATORS).inside(at)
            if not isinstance(row, Mapping):
                self.notes.fault("record.no-mapping", place, found=quoted(type(row).__name__))
                continue
            record = nested(row, place, self.notes)
            owner = record.pop(OWNER, None)
            if owner is None:
                self.notes.fault("rows.project-unsaid", place)
            elif not isinstance(owner, str):
                self.notes.fault("input.not-text", place.inside(OWNER), found=literal(owner))
            else:
                self._owned.setdefault(owner, []).append((at, record))

    def _records(self) -> Iterator[tuple[Place, Any]]:
        for at, row in enumerate(self.projects, start=1):
            place = Place(key=PROJECTS).inside(at)
            if not isinstance(row, Mapping):
                yield place, row
                continue
            record = nested(row, place, self.notes)
            yield place, self._with_indicators({"schema": SCHEMA, **record}, place)

    def _with_indicators(self, record: dict[Any, Any], place: Place) -> dict[Any, Any]:
        identity = record.get(OWNER)
        key = (identity.get("code") or identity.get("name")) if isinstance(identity, dict) else None
        if not isinstance(key, str):
            return record
        self._seen.add(key)
        own = record.get(INDICATORS, [])
        if key not in self._owned or not isinstance(own, list):
            return record
        for number, (at, _) in enumerate(self._owned[key], start=len(own) + 1):
            self._rows[place.inside(INDICATORS).inside(number).key] = at
        return {**record, INDICATORS: [*own, *(one for _, one in self._owned[key])]}

    def _left_over(self) -> None:
        for owner, rows in self._owned.items():
            if owner not in self._seen:
                place = Place(key=INDICATORS).inside(rows[0][0]).inside(OWNER)
                self.notes.fault("rows.no-project", place, found=quoted(owner), known=likeliest(owner, self._seen))

    def _located(self, place: Place) -> Place:
        """The place in the table: the row of an indicator, and what the table calls the column."""
        found = _IN_A_ROW.fullmatch(place.key)
        if found is None:
            return place
        at = self._rows.get(f"{found['row']}.{found['indicator']}")
        if at is None:
            key = (found["indicator"] or "") + found["key"]
            return evolve(place, item=self.projects.column(key))
        own = found["key"].removeprefix(".")
        key = f"{INDICATORS}[{at}]" + found["key"]
        return evolve(place, key=key, item=self.indicators.column(own))
