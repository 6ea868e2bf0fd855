"""Whether an actual meets its target: the numbers held against one another, and what was assumed for it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from typing import TypeAlias

from attrs import frozen

from perfkit.errors import Fault, quoted
from perfkit.formats.claims import in_time
from perfkit.formats.grades import grade, least_grade
from perfkit.formats.measures import unit as taken_apart
from perfkit.formats.notes import INFORMATIVE
from perfkit.formats.periods import LEAP
from perfkit.formats.readings import FIGURES, Operator, ReadActual, ReadTarget, ValueNote
from perfkit.model import Exact

Met: TypeAlias = bool | None


@frozen
class Verdict:
    """``met``: True, False, or None where that cannot be said; with what was assumed."""

    met: Met
    notes: tuple[ValueNote, ...] = ()


_HOLDS: dict[Operator, Callable[[Exact, Exact], bool]] = {
    "≥": lambda actual, target: actual >= target,
    ">": lambda actual, target: actual > target,
    "≤": lambda actual, target: actual <= target,
    "<": lambda actual, target: actual < target,
    "=": lambda actual, target: actual == target,
}
TIMES = frozenset({"天", "月", "年", "小时", "分钟", "工作日", "个工作日", "周", "秒"})
_EVENTS = frozenset({"次", "场", "期", "批", "人次", "份", "篇", "条"})
_A_YEAR = {"天": 365, "周": 52, "月": 12, "季": 4, "学期": 2, "半年": 2}
_YES_NO = {"是": True, "√": True, "✓": True, "✔": True, "否": False, "×": False, "✗": False, "✘": False}


def met(target: ReadTarget, actual: ReadActual) -> Verdict:
    """Whether the actual meets the target.

    A target without a sign is at least reached, as the regulation scores it; but for money and time, where nobody
    knows whether more or less is better, only the same number meets it. Words are compared only where they claim
    completion, answer yes or no, or are those of the target; an evaluator judges all others.
    """
    if "refused" in (target.kind, actual.kind) or "empty" in (target.kind, actual.kind) or actual.mismatch:
        return Verdict(None)
    if target.kind == "date":
        return _dates(target, actual) if actual.kind == "date" else _deadline(target, actual)
    if target.kind in (*FIGURES, "range"):
        return _numbers(target, actual)
    return _words(target, actual)


def _numbers(target: ReadTarget, actual: ReadActual) -> Verdict:
    if actual.exact is None or target.value is None:
        return Verdict(None)
    reached, promised = actual.exact, Exact(target.value)
    if target.upper is not None:
        return Verdict(promised <= reached <= Exact(target.upper))
    if reached == promised and target.op not in (">", "<"):
        return Verdict(True)
    if target.op in (None, "≥") and "value.per-left-out" in actual.remarks and _may_be_of_a_year(target, reached):
        return Verdict(None)
    if target.op is not None:
        return Verdict(_HOLDS[target.op](reached, promised))
    return _without_sign(target, more=reached > promised)


def _without_sign(target: ReadTarget, *, more: bool) -> Verdict:
    parts = taken_apart(target.unit)
    if parts.measure == "money" or parts.base in TIMES:
        return Verdict(None, (_note("value.no-sign-unknown", target),))
    return Verdict(more, (_note("value.no-sign-at-least", target),))


def _may_be_of_a_year(target: ReadTarget, reached: Exact) -> bool:
    """Whether 10次 beside 1次/月 may be the sum of a year, which is too little."""
    event, _, per = taken_apart(target.unit).base.partition("/")
    often = _A_YEAR.get(per, 0) if event in _EVENTS else 0
    return target.value is not None and Exact(target.value) < reached < often * Exact(target.value)


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
    elif target.op is None and target.period.first != target.period.last:
        holds = _sure(first <= start and end <= last, end < first or start > last)
    else:
        holds = _sure(end <= last, start > last)
    if target.op is None and target.period.first == target.period.last:
        assumed = (*assumed, _note("value.deadline", target))
    return Verdict(holds, assumed)


def _deadline(target: ReadTarget, actual: ReadActual) -> Verdict:
    """Words beside a day: 按时完成 and 达成预期指标 say that it was kept; 已完成 does not say when."""
    claimed = (_note("value.claimed", actual),)
    if actual.claim in ("missed", "partly"):
        return Verdict(False, claimed)
    return Verdict(True, claimed) if in_time(actual.words) else Verdict(None, (_note("value.for-evaluator", target),))


def _sure(holds: bool, fails: bool) -> Met:
    return True if holds else False if fails else None


def _words(target: ReadTarget, actual: ReadActual) -> Verdict:
    promised, reached = _compact(target.words), _compact(actual.words)
    if target.kind != "words" or actual.kind != "words":
        return Verdict(None, (_note("value.for-evaluator", target),))
    if (plainly := _answered(promised, reached)) is not None:
        return Verdict(plainly)
    if promised and re.fullmatch(rf"{_DONE}{re.escape(promised)}", reached):
        return Verdict(True, (_note("value.same-words", actual),))
    if promised and reached in (f"不{promised}", f"未{promised}", re.sub("^有", "无", promised)):
        return Verdict(False, (_note("value.claimed", actual),))
    if actual.claim is None or "/" in promised:
        return Verdict(None, (_note("value.for-evaluator", target),))
    return Verdict(actual.claim == "reached", (_note("value.claimed", actual),))


def _answered(promised: str, reached: str) -> Met:
    """Where words leave nothing to judge: yes or no, and a grade beside the least that is good enough."""
    if promised in _YES_NO and reached in _YES_NO:
        return _YES_NO[promised] == _YES_NO[reached]
    least, rank = least_grade(promised), grade(reached)
    return None if least is None or rank is None else rank <= least


_DONE = "(?:均|全部|已经?|得到|达到|实现)*"
"""In front of the target's own words: 已建成投用."""


def _compact(words: str) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", words)).rstrip("。;,.")


def _note(code: str, of: ReadTarget | ReadActual) -> ValueNote:
    fault = Fault(code, arguments={"found": quoted(of.text), "read": of.shown})
    return ValueNote(fault, "info" if code in INFORMATIVE else "warning")
