"""Whether an actual meets its target: the numbers held against one another, and what was assumed for it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from decimal import Decimal
from typing import TypeAlias

from attrs import frozen

from perfkit.errors import Fault, quoted
from perfkit.formats.measures import unit as taken_apart
from perfkit.formats.notes import INFORMATIVE
from perfkit.formats.periods import LEAP
from perfkit.formats.readings import FIGURES, Operator, ReadActual, ReadTarget, ValueNote

Met: TypeAlias = bool | None


@frozen
class Verdict:
    """``met``: True, False, or None where that cannot be said; with what was assumed."""

    met: Met
    notes: tuple[ValueNote, ...] = ()


_HOLDS: dict[Operator, Callable[[Decimal, Decimal], bool]] = {
    "≥": lambda actual, target: actual >= target,
    ">": lambda actual, target: actual > target,
    "≤": lambda actual, target: actual <= target,
    "<": lambda actual, target: actual < target,
    "=": lambda actual, target: actual == target,
}
TIMES = frozenset({"天", "月", "年", "小时", "分钟", "工作日", "个工作日", "周", "秒"})
_YES_NO = {"是": True, "√": True, "✓": True, "✔": True, "否": False, "×": False, "✗": False, "✘": False}


def met(target: ReadTarget, actual: ReadActual) -> Verdict:
    """Whether the actual meets the target.

    A target without a sign is at least reached, as the regulation scores it; but for money and time, where nobody
    knows whether more or less is better, only the same number meets it. Words are compared only where they claim
    completion, answer yes or no, or are those of the target; an evaluator judges all others.
    """
    if "refused" in (target.kind, actual.kind) or "empty" in (target.kind, actual.kind) or actual.mismatch:
        return Verdict(None)
    if target.kind == "date" and actual.kind == "date":
        return _dates(target, actual)
    if target.kind in (*FIGURES, "range"):
        return _numbers(target, actual)
    return _words(target, actual)


def _numbers(target: ReadTarget, actual: ReadActual) -> Verdict:
    if actual.in_target is None or target.value is None:
        return Verdict(None)
    if target.upper is not None:
        return Verdict(target.value <= actual.in_target <= target.upper)
    if target.op is not None:
        return Verdict(_HOLDS[target.op](actual.in_target, target.value))
    if actual.in_target == target.value:
        return Verdict(True)
    parts = taken_apart(target.unit)
    if parts.measure == "money" or parts.base in TIMES:
        return Verdict(None, (_note("value.no-sign-unknown", target),))
    return Verdict(actual.in_target > target.value, (_note("value.no-sign-at-least", target),))


def _dates(target: ReadTarget, actual: ReadActual) -> Verdict:
    """By their days: met where the whole actual lies in time, missed where no day of it does."""
    if target.period is None or actual.period is None:
        return Verdict(None)
    year = target.period.year or actual.period.year or LEAP
    first, last = target.period.days(year)
    start, end = actual.period.days(year)
    assumed = (
        (_note("value.same-year", actual),) if (target.period.year is None) != (actual.period.year is None) else ()
    )
    if target.op == "≥":
        holds = _sure(start >= first, end < first)
    elif target.period.first != target.period.last:
        holds = _sure(first <= start and end <= last, end < first or start > last)
    else:
        holds = _sure(end <= last, start > last)
    if target.op is None and target.period.first == target.period.last:
        assumed = (*assumed, _note("value.deadline", target))
    return Verdict(holds, assumed)


def _sure(holds: bool, fails: bool) -> Met:
    return True if holds else False if fails else None


def _words(target: ReadTarget, actual: ReadActual) -> Verdict:
    promised, reached = _compact(target.words), _compact(actual.words)
    if target.kind != "words" or actual.kind != "words":
        return Verdict(None, (_note("value.for-evaluator", target),))
    if promised in _YES_NO and reached in _YES_NO:
        return Verdict(_YES_NO[promised] == _YES_NO[reached])
    if promised == reached:
        return Verdict(True, (_note("value.same-words", actual),))
    if promised and reached in (f"不{promised}", f"未{promised}"):
        return Verdict(False, (_note("value.claimed", actual),))
    if actual.claim is None or "/" in promised:
        return Verdict(None, (_note("value.for-evaluator", target),))
    return Verdict(actual.claim == "reached", (_note("value.claimed", actual),))


def _compact(words: str) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", words)).rstrip("。;,.")


def _note(code: str, of: ReadTarget | ReadActual) -> ValueNote:
    fault = Fault(code, arguments={"found": quoted(of.text), "read": of.shown})
    return ValueNote(fault, "info" if code in INFORMATIVE else "warning")
