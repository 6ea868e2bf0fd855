"""Target and actual of a row of a form, as a file of facts would say them.

A form is less strict than a file of facts: operator, value and unit may stand in three columns, a target may have no
sign, and a deadline or words with figures may be promised. What was assumed is remarked, at the cell.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from attrs import evolve, frozen

from perfkit.errors import InputError, Place, quoted
from perfkit.formats.accepted import actual_fact, target_fact
from perfkit.formats.filled.scene import Said
from perfkit.formats.filled.words import folded, is_nothing
from perfkit.formats.measures import unit as taken_apart
from perfkit.formats.met import TIMES
from perfkit.formats.notes import INFORMATIVE, Notes, Read
from perfkit.formats.readings import ReadActual, ReadTarget, ReadValue
from perfkit.formats.values import read_actual, read_target
from perfkit.model import Target, plain

_SIGNS = {
    sign: shown
    for shown, signs in (
        ("≥", "≥ ≧ ⩾ >= => 大于等于 大于或等于 不低于 不少于 不小于 正向 正向指标"),
        ("≤", "≤ ≦ ⩽ <= =< 小于等于 小于或等于 不高于 不超过 不多于 不大于 反向 反向指标"),
        (">", "> 大于 高于 超过"),
        ("<", "< 小于 低于"),
        ("=", "= == ═ 等于"),
    )
    for sign in signs.split()
}
_JUDGED = frozenset({"定性", "定性指标"})
_ORDINARY = frozenset({"value.unit-from-form"})


@frozen
class PromisedCell:
    """The target of a row.

    Attributes:
        written: as a file of facts would have it; None where none can be read, which was noted.
        read: what the value reader made of it, for the actual.
    """

    written: str | dict[str, Any] | None
    read: ReadTarget | None = None


@frozen
class TargetParts:
    """The cells in which a target is written; a form may have one or three, and a head that says percent."""

    operator: Said
    value: Said
    unit: str
    name: str

    @property
    def sign(self) -> str:
        """The comparison of the column of operators; empty for none."""
        return _SIGNS.get(folded(self.operator.text), "")

    @property
    def is_judged(self) -> bool:
        """Whether the column of operators says that the target is one in words."""
        return folded(self.operator.text) in _JUDGED

    @property
    def text(self) -> str:
        """Sign and value, as they stand beside one another."""
        typed = self.value.text.strip()
        return typed if not self.sign or typed.startswith(self.sign) else f"{self.sign}{typed}"

    def read(self) -> ReadTarget:
        """What the value reader makes of them; words, if the column of operators says so."""
        if not self.is_judged:
            return read_target(self.text, unit=self.unit or None, name=self.name)
        typed = self.value.text.strip()
        words = typed if is_nothing(self.unit) or typed.endswith(self.unit) else f"{typed}{self.unit}"
        return ReadTarget(text=words, kind="words", words=words)


def read_promise(parts: TargetParts, actual: Said, notes: Notes) -> PromisedCell:
    """The target of a row; ``actual`` tells what is meant where nothing else can."""
    place = parts.value.place
    if parts.value.is_nothing:
        notes.fault("form.no-target", place, name=quoted(parts.name))
        return PromisedCell(None)
    read = parts.read()
    if read.fault is not None:
        notes.faults.append(evolve(read.fault, place=place))
        return PromisedCell(None)
    if read.kind in ("words", "date"):
        remark_on(read, place, notes)
        return PromisedCell({"judged": read.words or parts.text}, read)
    if read.kind == "range":
        remark_on(read, place, notes)
        ends = [plain(end) for end in (read.value, read.upper) if end is not None]
        return PromisedCell({"range": ends, "unit": read.unit}, read)
    if read.op is None:
        return _without_sign(read, actual, place, notes)
    return PromisedCell(_typed_or_plain(parts, read, place, notes), read)


def _typed_or_plain(parts: TargetParts, read: ReadTarget, place: Place, notes: Notes) -> str:
    """The text as typed, if that says it all; else what was read, with its sign and unit."""
    try:
        alone: Read[Target] | None = target_fact(parts.text)
    except InputError:
        alone = None
    if alone is not None and (alone.value.value, alone.value.unit) == (read.value, read.unit):
        return parts.text
    remark_on(read, place, notes)
    return read.shown


def _without_sign(read: ReadTarget, actual: Said, place: Place, notes: Notes) -> PromisedCell:
    """A number without a sign: to be reached, as the regulation scores it.

    Of money and time nobody knows whether more or less is better: only where the same figure was reached does it not
    matter.
    """
    number = "" if read.value is None else plain(read.value)
    apart = taken_apart(read.unit)
    if apart.measure != "money" and apart.base not in TIMES:
        remark_on(read, place, notes)
        notes.remark("value.no-sign-at-least", place, found=quoted(read.text), read=f"≥{read.shown}")
        return PromisedCell({"at-least": number, "unit": read.unit}, read)
    reached = read_actual(actual.text, read) if actual else None
    if reached is not None and reached.in_target == read.value:
        remark_on(read, place, notes)
        notes.remark("form.no-sign-equal", place, found=quoted(read.text))
        return PromisedCell({"equal": number, "unit": read.unit}, read)
    notes.fault("value.no-sign", place, found=quoted(read.text), number=f"{number}{read.unit}")
    return PromisedCell(None)


def read_reached(said: Said, promise: PromisedCell, notes: Notes) -> str:
    """The actual of a row as a file of facts would have it; empty for none."""
    target = promise.read
    if not said or target is None:
        return ""
    if target.kind == "words":
        return "" if said.is_nothing and folded(said.text) != "无" else said.text
    if sum(bool(re.search("[0-9]", line)) for line in said.text.splitlines()) > 1:
        notes.fault("form.two-lines", said.place, found=quoted(said.text))
        return ""
    return _date(said, target, notes) if target.kind == "date" else _figure(said, target, promise, notes)


def _figure(said: Said, target: ReadTarget, promise: PromisedCell, notes: Notes) -> str:
    """The number reached, in the unit of the target; what is none is refused by whoever reads facts."""
    read = read_actual(said.text, target)
    if read.in_target is None or read.mismatch is not None or _says_it_all(said.text, read, promise):
        return said.text
    remark_on(read, said.place, notes)
    return f"{plain(read.in_target)}{target.unit}"


def _date(said: Said, target: ReadTarget, notes: Notes) -> str:
    """The day of completion, in words as a judged target has it; what nobody can read as one is refused."""
    if said.is_nothing:
        return ""
    read = read_actual(said.text, target)
    if (fault := read.fault or read.mismatch) is not None:
        notes.faults.append(evolve(fault, place=said.place))
    else:
        remark_on(read, said.place, notes)
    return said.text


def _says_it_all(text: str, read: ReadActual, promise: PromisedCell) -> bool:
    """Whether the text alone gives the number, beside the target as it is handed on."""
    written = promise.written
    if not isinstance(written, str):
        return not read.remarks or set(read.remarks) <= _ORDINARY
    try:
        return actual_fact(text, target_fact(written).value).value == read.in_target
    except InputError:
        return False


def remark_on(read: ReadValue, place: Place, notes: Notes) -> None:
    """The remarks of a value that is handed on otherwise than it was typed."""
    for one in read.notes:
        if one.code not in _ORDINARY and one.severity != "refused":
            about: dict[str, object] = dict(one.fault.arguments)
            notes.remark(one.code, place, "info" if one.code in INFORMATIVE else "warning", **about)


def all_shares(texts: Iterable[str]) -> tuple[list[int], list[int]]:
    """Positions of texts that are percentages, and of those that are other numbers."""
    shares: list[int] = []
    others: list[int] = []
    for at, text in enumerate(texts):
        if text and not is_nothing(text):
            (shares if folded(text).endswith("%") else others).append(at)
    return shares, others
