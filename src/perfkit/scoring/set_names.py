"""What a set calls its nodes, grades and entries: codes that a path can hold, and names that can be printed."""

from __future__ import annotations

from collections.abc import Iterator

from perfkit.errors import Fault, Place, quoted
from perfkit.model import IndicatorSet
from perfkit.scoring.plan import TOTAL


def misnamed(indicator_set: IndicatorSet, place: Place) -> Iterator[Fault]:
    """A fault for each code that no path could name, each name that would print blank, and a grade beyond reach."""
    if not indicator_set.indicators:
        yield Fault("set.no-indicators", place.inside("indicators"))
    for node in indicator_set.nodes():
        here = place.inside("indicators").inside(node.code)
        if not node.code or any(character.isspace() or character == "." for character in node.code):
            yield Fault("set.code-unusable", here, {"code": quoted(node.code), "name": quoted(node.name)})
        yield from _blank(node.name, here.inside("name"))
    for band in indicator_set.grades.bands:
        yield from _blank(band.name, place.inside("grades").inside(band.name).inside("name"))
    for label, title in indicator_set.labels.items():
        yield from _blank(title.zh, place.inside("labels").inside(label))
    for table in ("adjustments", "constraints"):
        for entry in getattr(indicator_set, table):
            yield from _blank(entry.title.zh, place.inside(table).inside(entry.code).inside("title"))
    yield from _beyond(indicator_set, place.inside("grades"))


def _blank(name: str, place: Place) -> Iterator[Fault]:
    if not name.strip():
        yield Fault("set.name-empty", place)


def _beyond(indicator_set: IndicatorSet, place: Place) -> Iterator[Fault]:
    """A grade that begins above the full marks is never given, unless something may carry the total beyond them."""
    if indicator_set.combine or indicator_set.grade_by:
        return
    if any(adjustment.at == TOTAL for adjustment in indicator_set.adjustments):
        return
    for band in indicator_set.grades.bands:
        if band.lowest > indicator_set.full_marks:
            arguments = {"name": band.name, "from": band.lowest, "most": indicator_set.full_marks}
            yield Fault("set.grade-beyond", place.inside(band.name), arguments)
