"""One figure as a clerk writes it: sign of comparison, number, unit; anything that is not one figure is refused."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from decimal import Decimal
from typing import Literal, TypeAlias

from attrs import frozen

from perfkit.errors import Fault, InputError, quoted
from perfkit.formats.numerals import chinese, digits, folded
from perfkit.model import number

Bound: TypeAlias = Literal["", "at-least", "at-most", "equal"]


@frozen
class WrittenFigure:
    """What a text says.

    Attributes:
        value: the exact number, with the digits it was written with; None where the text holds no number at all.
        unit: as written after the number.
        bound, strict: the comparison it was written with, if any.
        remarks: codes of what was read otherwise than it was written.
    """

    value: Decimal | None
    unit: str = ""
    bound: Bound = ""
    strict: bool = False
    remarks: tuple[str, ...] = ()


_BEFORE: tuple[tuple[str, Bound, bool], ...] = (
    (r">=|≥|不低于|不少于|不小于|不得低于|不得少于|至少|大于等于|大于或等于|达到", "at-least", False),
    (r"<=|≤|不高于|不超过|不大于|不多于|不得超过|不得高于|至多|小于等于|小于或等于", "at-most", False),
    (r">|大于|超过|高于|多于", "at-least", True),
    (r"<|小于|低于|少于", "at-most", True),
    (r"=|等于", "equal", False),
)
_AFTER: tuple[tuple[str, Bound], ...] = (
    (r"[(]含[)]以上|及以上|或以上|以上", "at-least"),
    (r"[(]含[)]以下|及以下|或以下|以下|以内|之内", "at-most"),
)

_EXCEL_ERROR = re.compile(r"#(REF|DIV/0|VALUE|NAME|N/A|NUM|NULL|SPILL|CALC)[!?]?", re.IGNORECASE)
_NOT_A_NUMBER = re.compile(r"[+-]?(s?nan[0-9]*|inf|infinity)", re.IGNORECASE)
_NOTHING = frozenset({"", "无", "没有", "暂无", "-", "--", "/", "\\", "空", "N/A", "n/a"})
_ELSEWHERE = re.compile(r"(详?见|参见)附件.*|同上|见上|略")
_VAGUE = re.compile(
    r"约|左右|上下|大致|大概|将近|接近|近(?=[0-9一二三四五六七八九十百千万])|[0-9十百千万亿]余|[0-9十百千万亿][多几]|几[个项十百]"
)
_VAGUE_WORDS = re.compile(
    r"若干.?|多[项个次人户件家]|一批|数[十百千万].*|近[十百千万].*|[一二三四五六七八九]成[一二三四五六七八九半]?"
)
_SAMPLE = re.compile(r"[xX×Ｘ]{2,}|示例|样例")
_RANGE = re.compile(r"[0-9%](\s*[^\s0-9%]{0,3}\s*)[-~～至到]+\s*[0-9]")
_SLASH = re.compile(r"[0-9]\s*/\s*[0-9]")
_DATE = re.compile(r"[0-9]{2,4}年[0-9]{1,2}月|[0-9]{1,2}月[0-9]{1,2}日|[0-9]{4}[-/.][0-9]{1,2}[-/.][0-9]{1,2}")
_BOOKKEEPING = re.compile(r"[(][0-9.,]+[)].*|[0-9.,]+-|[△▲].*")
_PLAIN = re.compile(r"[0-9]+(\.[0-9]+)?", re.ASCII)
_DIGITS = re.compile(r"[+-]?[0-9](?:[0-9.,_ ]*[0-9])?\.?(?:[eE][+-]?[0-9]+)?")
_UNIT = re.compile(r"[^\s0-9,.;:!?=<>≥≤#~+_，。；：、！？“”\"'(){}\[\]|]{0,12}")
_NO_UNIT = re.compile(r"人民币.*|[eE][+-]?")
_BANKERS = re.compile(r"[壹贰叁肆伍陆柒捌玖拾佰仟]{2,}")
_PERCENT_WORDS = "百分之"
_COUNTED = re.compile(
    r"([零〇一二三四五六七八九十百千两]+)(个|项|人|人次|次|家|户|件|份|台|套|座|条|处|场|期|篇|天|日|%)?"
)


def figure(written: str) -> WrittenFigure:
    """The one figure in ``written``; ``value`` is None if it is a description in words.

    Raises:
        InputError: with a code ``value.…`` (or one of :func:`perfkit.model.number`) for whatever is neither.
    """
    if _PLAIN.fullmatch(written):  # most cells of a table; none of the decisions below concerns them
        return WrittenFigure(number(written))
    clean = folded(written)
    text, remarks = clean.text, list(clean.remarks)
    _refuse(text, written)
    text, before, strict = _cut_before(text)
    text, after = _cut_after(text)
    if before and after:
        if before != after:
            raise InputError(Fault("value.contradiction", arguments={"found": quoted(written)}))
        remarks.append("value.bound-twice")
    if text.startswith(_PERCENT_WORDS):
        text, remarks = text.removeprefix(_PERCENT_WORDS) + "%", [*remarks, "value.words"]
    value, unit, more = _number_and_unit(text, written)
    if value is None and (before or after):
        raise InputError(Fault("value.unreadable", arguments={"found": quoted(written)}))
    return WrittenFigure(value, unit, before or after, strict, tuple(dict.fromkeys([*remarks, *more])))


def _refuse(text: str, written: str) -> None:
    """Raise for texts that stand for no figure, for several, or for one that nobody can know."""
    compact = text.replace(" ", "")
    code = next((code for code, refused in _REFUSED if refused(compact)), "")
    if not code:
        code = "value.slash" if _SLASH.search(text) else "value.range" if _RANGE.search(text) else ""
    if code:
        raise InputError(Fault(code, arguments={"found": quoted(written)}))


def _is_vague(text: str) -> bool:
    return bool(_VAGUE_WORDS.fullmatch(text) or (_has_number(text) and _VAGUE.search(text)))


def _has_number(text: str) -> bool:
    return any(c.isdigit() or c in "十百千万亿" for c in text)


_REFUSED: tuple[tuple[str, Callable[[str], object]], ...] = (
    ("value.excel-error", _EXCEL_ERROR.search),
    ("value.nothing", _NOTHING.__contains__),
    ("value.elsewhere", _ELSEWHERE.fullmatch),
    ("value.not-a-number", _NOT_A_NUMBER.fullmatch),
    ("value.sample", _SAMPLE.search),
    ("value.vague", _is_vague),
    ("value.date", _DATE.search),
    ("value.bookkeeping", _BOOKKEEPING.fullmatch),
    ("value.percent-word", re.compile("百分比").search),
    ("value.bankers-digits", _BANKERS.search),
)
"""What a text without blanks is refused for, the plainest reason first."""


def _cut_before(text: str) -> tuple[str, Bound, bool]:
    text = re.sub(r"^控制在\s*(?=.*(以内|以下|之内)$)", "", text)
    for pattern, bound, strict in _BEFORE:
        if found := re.match(rf"({pattern})\s*(?=[0-9.+\-零〇一二三四五六七八九十百千两])", text):
            return text[found.end() :], bound, strict
        if text.startswith(_PERCENT_WORDS):
            break
        if found := re.match(rf"({pattern})\s*(?={_PERCENT_WORDS})", text):
            return text[found.end() :], bound, strict
    return text, "", False


def _cut_after(text: str) -> tuple[str, Bound]:
    for pattern, bound in _AFTER:
        if found := re.search(rf"(?<=[^\s])\s*({pattern})$", text):
            return text[: found.start()], bound
    return text, ""


def _number_and_unit(text: str, written: str) -> tuple[Decimal | None, str, tuple[str, ...]]:
    """Number, unit and remarks; the number is None where the text holds no digit of any kind."""
    if found := _COUNTED.fullmatch(text):
        value = chinese(found[1])
        return value, found[2] or "", ("value.words",)
    if found := _DIGITS.match(text):
        unit = text[found.end() :].strip()
        if not _UNIT.fullmatch(unit) or _NO_UNIT.fullmatch(unit):
            raise InputError(Fault("value.unreadable", arguments={"found": quoted(written)}))
        value, remarks = digits(found[0].strip())
        return value, unit, remarks
    spelt = any(c in "0123456789≥≤<>=" or unicodedata.decomposition(c).startswith("<fraction>") for c in text)
    if spelt or not any(c.isalpha() for c in text):
        raise InputError(Fault("value.unreadable", arguments={"found": quoted(written)}))
    return None, "", ()
