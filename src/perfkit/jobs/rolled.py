"""The answer to what a new fiscal year means for a set."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from attrs import field, frozen

from perfkit.errors import Fault, Place
from perfkit.jobs.set_difference import SetDifference
from perfkit.model import Basis, Change
from perfkit.model.kinds import as_tuple
from perfkit.wording import Language, say


@frozen(kw_only=True)
class LayerYear:
    """One file of the chain: its years, whether it holds in the year asked for, and another edition that does."""

    address: str
    first: int
    last: int | None
    holds: bool
    newer: str = ""

    def worded(self, language: Language) -> str:
        """One line."""
        code = "holds" if self.holds else "holds-not"
        text = say(f"rollover.{code}", language, address=self.address, first=self.first, last=self.last or "…")
        return text + (say("rollover.newer", language, newer=self.newer) if self.newer else "")


@frozen(kw_only=True)
class ChangeStanding:
    """One change of the set on its base in the new year; ``fault`` says why it no longer fits."""

    change: Change
    place: Place
    fault: Fault | None = None


@frozen(kw_only=True)
class Rollover:
    """What a fiscal year changes and breaks for a set.

    Attributes:
        address: of the set; year: asked for; next: the address of its next edition.
        exists: another edition of the set that says it holds in that year; holds: whether the set holds as it is.
        layers: the files of its chain, its own first; stale: those of the new chain that do not hold in that year.
        base_before, base_after: address of what it extends now and in that year; empty for a set of its own.
        changes: the set's own, in order.
        brings: what the newer base brings into the set; None where the base stays.
        faults: what the proof finds in the set on the newer base, all changes that can be made being made.
        unverified: documents of the set that nobody has compared with the published text.
        ends: whether the set says a last year; dated_title: whether its title names its edition.
        written: the file of the next edition, where it was written.
    """

    address: str
    year: int
    next: str
    exists: str
    holds: bool
    layers: tuple[LayerYear, ...] = field(converter=as_tuple)
    stale: tuple[str, ...] = field(converter=as_tuple)
    base_before: str
    base_after: str
    changes: tuple[ChangeStanding, ...] = field(converter=as_tuple)
    brings: SetDifference | None
    faults: tuple[Fault, ...]
    unverified: tuple[Basis, ...]
    ends: bool
    dated_title: bool
    written: Path | None = None

    @property
    def misfits(self) -> tuple[ChangeStanding, ...]:
        """The changes that no longer fit."""
        return tuple(one for one in self.changes if one.fault is not None)

    @property
    def breaks(self) -> bool:
        """Whether something has to be mended: a change, the whole, a binding constraint, a layer without an edition."""
        broken = self.brings is not None and self.brings.broken
        return bool(self.misfits or self.faults or self.stale or broken)

    def worded(self, language: Language) -> Iterator[str]:
        """The chain, the changes, what the base brings, what breaks, and what is left to do."""
        yield say("rollover.head", language, address=self.address, year=self.year)
        yield from ("  " + layer.worded(language) for layer in self.layers)
        yield from self._verdict(language)
        if self.base_after != self.base_before:
            yield say("rollover.base", language, before=self.base_before, after=self.base_after)
        if self.changes:
            fitting = len(self.changes) - len(self.misfits)
            yield say("rollover.changes", language, fitting=fitting, count=len(self.changes))
            yield from ("  ! " + one.fault.worded(language) for one in self.misfits if one.fault is not None)
        if self.brings is not None:
            yield from self.brings.worded(language)
        yield from ("  ! " + fault.worded(language) for fault in self.faults)
        if self.written is not None:
            yield say("rollover.written", language, file=self.written)
        left = list(self._left(language))
        if left:
            yield say("rollover.left", language)
            yield from (f"  {number}. {line}" for number, line in enumerate(left, start=1))

    def _verdict(self, language: Language) -> Iterator[str]:
        if self.exists:
            yield say("rollover.exists", language, exists=self.exists, year=self.year)
        elif self.holds:
            yield say("rollover.nothing", language, address=self.address, year=self.year)
        else:
            yield say("rollover.next", language, next=self.next)
        yield from ("  ! " + say("rollover.stale", language, address=one, year=self.year) for one in self.stale)

    def _left(self, language: Language) -> Iterator[str]:
        """What a person has to do or to look at."""
        rolling = not (self.holds or self.exists)
        todo: list[tuple[bool, str, dict[str, object]]] = [
            (bool(self.stale), "stale", {"stale": self.stale}),
            (bool(self.misfits), "misfits", {"count": len(self.misfits)}),
            (bool(self.faults), "faults", {"count": len(self.faults)}),
            (rolling and self.written is None, "write", {"next": self.next}),
            (rolling, "basis", {"year": self.year}),
            (rolling and self.dated_title, "title", {"address": self.address}),
            (rolling and self.ends, "ends", {}),
            (bool(self.unverified), "unverified", {"documents": tuple(str(one) for one in self.unverified)}),
        ]
        return (say(f"rollover.todo-{code}", language, **arguments) for due, code, arguments in todo if due)

    def record(self, language: Language) -> dict[str, Any]:
        """The answer as plain data."""
        return {
            "set": self.address,
            "year": self.year,
            "next": self.next,
            "exists": self.exists or None,
            "holds": self.holds,
            "breaks": self.breaks,
            "layers": [
                {"address": it.address, "from": it.first, "to": it.last, "holds": it.holds, "newer": it.newer or None}
                for it in self.layers
            ],
            "stale": list(self.stale),
            "base": {"before": self.base_before or None, "after": self.base_after or None},
            "changes": [
                {
                    "at": one.change.at,
                    "where": one.place.worded(language),
                    "fits": one.fault is None,
                    "code": None if one.fault is None else one.fault.code,
                    "why": None if one.fault is None else one.fault.worded(language),
                }
                for one in self.changes
            ],
            "brings": None if self.brings is None else self.brings.record(language),
            "faults": [fault.worded(language) for fault in self.faults],
            "unverified": [str(one) for one in self.unverified],
            "written": None if self.written is None else str(self.written),
            "left": list(self._left(language)),
        }
