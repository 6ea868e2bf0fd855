"""Lines of targets and actuals, as they stand in forms, read one by one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from attrs import frozen

from perfkit.errors import Fault, quoted
from perfkit.formats import ReadActual, ReadTarget, ValueNote, Verdict, met, read_actual, read_target
from perfkit.wording import Language

MOST_BYTES = 64 * 1024
"""Longest line: no form has a cell of that length."""

MOST_FIELDS = 4


@frozen
class ReadPair:
    """One line: a target, its actual, whether it is met, and remarks on the line itself."""

    target: ReadTarget
    actual: ReadActual
    verdict: Verdict
    line: tuple[ValueNote, ...] = ()

    @property
    def refused(self) -> bool:
        """Whether somebody has to mend the line."""
        return any(note.severity == "refused" for _, note in self.notes)

    @property
    def notes(self) -> tuple[tuple[str, ValueNote], ...]:
        """All notes, each with what it is about: ``line``, ``target``, ``actual`` or ``met``."""
        about = {"line": self.line, "target": self.target.notes, "actual": self.actual.notes, "met": self.verdict.notes}
        return tuple((name, note) for name, notes in about.items() for note in notes)

    def worded(self, language: Language) -> Iterator[str]:
        """One line for each note."""
        yield from (note.worded(language) for _, note in self.notes)

    def record(self, language: Language) -> dict[str, Any]:
        """As plain data."""
        return {
            "target": self.target.record(),
            "actual": self.actual.record(),
            "met": self.verdict.met,
            "notes": [{"about": about, **note.record(language)} for about, note in self.notes],
        }


def read_pairs(lines: Iterable[str | bytes]) -> Iterator[ReadPair]:
    """A pair for each line, as lines come; nothing is kept of those before."""
    for number, line in enumerate(lines):
        yield read_pair(line, first=number == 0)


def read_pair(line: str | bytes, *, first: bool = False) -> ReadPair:
    """The pair on one line; ``first`` lets a byte-order mark stand before it."""
    if len(line) > MOST_BYTES:
        return _refused(Fault("values.too-long", arguments={"most": MOST_BYTES}))
    text, remarks = _decoded(line) if isinstance(line, bytes) else (line, ())
    if text is None:
        return _refused(Fault("values.bytes"))
    text = text.removesuffix("\n").removesuffix("\r")
    fields = (text.removeprefix("\ufeff") if first else text).split("\t")
    if len(fields) > MOST_FIELDS:
        return _refused(Fault("values.fields", arguments={"count": len(fields)}))
    unit, name = (*(field.strip() for field in fields[2:]), "", "")[:2]
    target = read_target(fields[0], unit=unit or None, name=name)
    if len(fields) == 1 and text.strip():
        fault = Fault("values.no-tab", arguments={"found": quoted(text)})
        return ReadPair(target, ReadActual(text="", kind="refused", fault=fault), Verdict(None), remarks)
    actual = read_actual(fields[1] if len(fields) > 1 else "", target)
    return ReadPair(target, actual, met(target, actual), remarks)


def _decoded(line: bytes) -> tuple[str | None, tuple[ValueNote, ...]]:
    """The text of a line; None where it is none."""
    try:
        return line.decode("utf-8"), ()
    except UnicodeDecodeError:
        pass
    try:
        return line.decode("gb18030"), (ValueNote(Fault("values.gb18030"), "warning"),)
    except UnicodeDecodeError:
        return None, ()


def _refused(fault: Fault) -> ReadPair:
    """A line of which nothing can be read."""
    target, actual = ReadTarget(text="", kind="refused"), ReadActual(text="", kind="refused")
    return ReadPair(target, actual, Verdict(None), (ValueNote(fault, "refused"),))
