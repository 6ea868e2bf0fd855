"""``from = "road.length-built"`` of an indicator: what a project leaves out is filled in from the indicator library."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeAlias

from attrs import define, evolve, field, frozen

from perfkit.errors import InputError, PerfkitError, Place, likeliest, nearest, quoted
from perfkit.formats.complaints import missing_keys
from perfkit.formats.convert import Written
from perfkit.formats.notes import Notes
from perfkit.formats.scalars import SHORT_MONEY, written_figure
from perfkit.formats.written import WrittenIndicator, WrittenTarget
from perfkit.model import (
    Direction,
    Indicator,
    IndicatorSet,
    Library,
    LibraryIndicator,
    Taken,
    Target,
    comparable,
    plain,
    shifted,
)

OPPOSITES = {"at-least": "at-most", "at-most": "at-least"}


@frozen
class Shelf:
    """The library that may be used, and the set under which it is; None where nobody has said which one."""

    library: Library = field(factory=Library)
    indicator_set: IndicatorSet | None = None


LibraryFor: TypeAlias = Callable[[str, tuple[str, ...]], Shelf]
"""The library for the set and the plugin folders that a file of facts names; both may be empty."""


def no_library(address: str, plugins: tuple[str, ...]) -> Shelf:
    """What a reader has that nobody gave a library."""
    return Shelf()


@define
class Lender:
    """What an indicator may leave out: the library, looked for at the first ``from``, and what was promised before.

    ``promised`` are the indicators of a project by their comparable names, for the files of its stages.
    """

    find: Callable[[], Shelf]
    notes: Notes
    promised: Mapping[str, Indicator] = field(factory=dict)
    _shelf: Shelf | None = field(default=None, init=False)
    _failed: bool = field(default=False, init=False)

    def shelf(self) -> Shelf | None:
        """The library; None where it cannot be had, which is said once."""
        if self._shelf is None and not self._failed:
            try:
                self._shelf = self.find()
            except PerfkitError as error:
                self._failed = True
                self.notes.faults.extend(error.faults)
        return self._shelf


@frozen
class Lent:
    """An indicator as the project wrote it, with what was filled in, and what it was taken from.

    The target may be missing only where it is that of ``promised``.
    """

    written: WrittenIndicator
    block: str
    category: str
    name: str
    target: Written | WrittenTarget | None
    taken: Taken | None = None
    promised: Indicator | None = None


def lent(written: WrittenIndicator, place: Place, lender: Lender) -> Lent | None:
    """An indicator made whole; None where it cannot be, which was noted."""
    if written.taken is not None:
        return _from_library(written, written.taken, place, lender)
    base = lender.promised.get(comparable(written.name or ""))
    if base is not None:
        block, category = written.block or base.block, written.category or base.category
        return Lent(written, block, category, base.name, written.target, promised=base)
    if lender.promised and written.name and written.block is None and written.target is None:
        near = nearest(written.name, [promise.name for promise in lender.promised.values()])
        lender.notes.fault("stage.indicator-unknown", place.inside("name"), name=quoted(written.name), near=near)
        return None
    if not _has_all(written, ("block", "name", "target"), place, lender.notes):
        return None
    return Lent(written, written.block or "", written.category, written.name or "", written.target)


def _from_library(written: WrittenIndicator, code: str, place: Place, lender: Lender) -> Lent | None:
    """An indicator of which the library says what the project leaves out; the target is always the project's own."""
    shelf = lender.shelf()
    entry = None if shelf is None else _entry(code, shelf.library, place.inside("from"), lender.notes)
    whole = _has_all(written, ("target",), place, lender.notes) if entry is not None else False
    if shelf is None or entry is None or not whole or written.target is None:
        return None
    at = _Shelved(shelf, entry, written).node(place, lender.notes)
    target = _with_direction(written.target, entry, place.inside("target"), lender.notes)
    if at is None or target is None:
        return None
    filled = [key for key in ("block", "category", "name") if not getattr(written, key)]
    filled += ["direction"] if target is not written.target else []
    return Lent(written, at[0], at[1], written.name or entry.name.zh, target, Taken(entry, filled))


def _entry(code: str, library: Library, place: Place, notes: Notes) -> LibraryIndicator | None:
    found = library.indicators.get(code)
    if found is None:
        known = likeliest(code, library.indicators)
        notes.fault("library.unknown-code", place, found=quoted(code), near=library.near(code), known=known)
    return found


def _has_all(written: WrittenIndicator, needed: tuple[str, ...], place: Place, notes: Notes) -> bool:
    """Whether nothing of what is needed is missing."""
    missing = [key for key in needed if getattr(written, key) is None]
    if missing:
        notes.faults.append(missing_keys(missing, place))
    return not missing


@frozen
class _Shelved:
    """One indicator of the library beside what the project says of it."""

    shelf: Shelf
    entry: LibraryIndicator
    written: WrittenIndicator

    def node(self, place: Place, notes: Notes) -> tuple[str, str] | None:
        """The node of the set that accepts the indicator, and the category as it spells it."""
        category = self.shelf.library.categories[self.entry.category]
        own, block = self.written.category, self.written.block
        if block is not None and own:
            return block, own
        if self.shelf.indicator_set is None:
            if block is not None:
                return block, category.name.zh
            notes.fault("library.no-set", place, indicator=self.entry.code)
            return None
        leaves = [leaf for leaf in self.shelf.indicator_set.leaves() if leaf.accepts]
        for leaf in (leaf for leaf in leaves if block in (None, leaf.code)):
            spelt = own if comparable(own) in map(comparable, leaf.accepts) else ""
            spelt = spelt if own else category.accepted(leaf.accepts)
            if spelt:
                return leaf.code, spelt
        if block is not None:
            return block, category.name.zh
        accepted = tuple(name for leaf in leaves for name in leaf.accepts)
        arguments = {"indicator": self.entry.code, "category": own or category.name.zh, "known": accepted}
        notes.fault("library.no-node", place, set=self.shelf.indicator_set.address, **arguments)
        return None


def _with_direction(
    written: Written | WrittenTarget, entry: LibraryIndicator, place: Place, notes: Notes
) -> Written | WrittenTarget | None:
    """A target without a sign, with the direction of the library; any other as it is."""
    if isinstance(written, WrittenTarget):
        return written
    try:
        said = written_figure(written)
    except InputError:
        return written  # the reader of targets says why
    if said.value is None or said.bound:
        return written
    if entry.direction == "judged":
        notes.fault("library.number-for-words", place, indicator=entry.code, found=quoted(str(written)))
        return None
    return _bare(written, said.unit, entry.direction)


def _bare(written: Written, unit: str, direction: Direction) -> WrittenTarget:
    match direction:
        case "at-least":
            return WrittenTarget(at_least=written, unit=unit)
        case "at-most":
            return WrittenTarget(at_most=written, unit=unit)
        case _:
            return WrittenTarget(equal=written, unit=unit)


def agreed(target: Target, taken: Taken, place: Place, notes: Notes) -> tuple[Target, Taken]:
    """The target with the unit of the library, if it has none; refused where it contradicts the library."""
    entry = taken.indicator
    arguments = {"indicator": entry.code, "name": entry.name.zh, "found": str(target), "unit": entry.unit}
    if OPPOSITES.get(target.kind) == entry.direction:
        notes.fault("library.direction", place, **arguments)
    if target.value is None or not entry.unit:
        return target, taken
    if not target.unit:
        if entry.unit == "%" and 0 < target.value <= 1:
            percent = plain(shifted(target.value, 2))
            notes.fault("value.share-or-percent", place, found=plain(target.value), percent=percent)
        return evolve(target, unit=entry.unit), evolve(taken, filled=(*taken.filled, "unit"))
    if not entry.counts_in(SHORT_MONEY.get(target.unit, target.unit)):
        units = tuple(dict.fromkeys((entry.unit, *entry.units)))
        notes.fault("library.unit", place, own=target.unit, units=units, **arguments)
    return target, taken
