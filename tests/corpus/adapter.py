"""Printed cells to numbers, as a person reads them: sign of comparison, number, unit; or what else the cell is.

A reader of its own for these tests, so that the proof of scoring does not lean on the readers of the program.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from typing import Literal, TypeAlias

from attrs import frozen

from perfkit.model import Target, TargetKind, shifted

CellKind: TypeAlias = Literal["number", "nothing", "date", "range", "words"]

_FOLD = str.maketrans({"≧": "≥", "⩾": "≥", "≦": "≤", "⩽": "≤", "═": "=", "－": "-", "—": "-", "–": "-", "﹪": "%"})
_NOTHING = frozenset({"", "-", "--", "/", "无", "空"})
_BEFORE: tuple[tuple[str, TargetKind, bool], ...] = (
    (r">=|≥|不低于|不少于|不小于|不得低于|不得少于|至少|大于等于|大于或等于|达到", "at-least", False),
    (r"<=|≤|不高于|不超过|不大于|不多于|不得超过|不得高于|至多|小于等于|小于或等于|控制在", "at-most", False),
    (r">|大于|超过|高于|多于", "at-least", True),
    (r"<|小于|低于|少于", "at-most", True),
    (r"=|等于", "equal", False),
)
_AFTER: tuple[tuple[str, TargetKind], ...] = (
    (r"(\(含\))?(及|或)?以上", "at-least"),
    (r"(\(含\))?(及|或)?以下|以内|之内", "at-most"),
)
_DATE = re.compile(r"\d{4}年|\d月|\d日|(?<!\d)\d{4}[-./]\d{1,2}[-./]\d{1,2}(?!\d)")
_NUMBER = r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_RANGE = re.compile(rf"{_NUMBER}\D{{0,3}}[-~至到]\D{{0,2}}{_NUMBER}\D*")
_FIGURE = re.compile(rf"({_NUMBER})([%‰]|[^\d,;。!?%‰]{{0,8}}[23]?)")
_DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_STEPS = {"十": 10, "百": 100, "千": 1000}
_SPELT = re.compile(r"(百分之)?([零〇一二三四五六七八九十百千两]+)([个项人次家户件份台套座条处场期篇天%]?)")

SCALES: dict[str, tuple[str, int]] = {
    "%": ("rate", -2),
    "‰": ("rate", -3),
    "元": ("money", 0),
    "千元": ("money", 3),
    "万元": ("money", 4),
    "亿元": ("money", 8),
}
"""Units that turn into one another: what they measure, and the power of ten. All others are counting words."""


@frozen
class Cell:
    """What a cell says; ``value``, ``unit``, ``bound`` and ``strict`` only where it is a number."""

    kind: CellKind
    value: Decimal = Decimal(0)
    unit: str = ""
    bound: TargetKind | None = None
    strict: bool = False


def cell(printed: str) -> Cell:
    """The cell that was printed."""
    text = re.sub(r"\s", "", unicodedata.normalize("NFKC", printed.translate(_FOLD)))
    if text in _NOTHING:
        return Cell("nothing")
    if _DATE.search(text):
        return Cell("date")
    if _RANGE.fullmatch(text):
        return Cell("range")
    bound, strict = None, False
    for pattern, kind, is_strict in _BEFORE:
        if found := re.match(rf"(?:{pattern})(?=[+\-\d百一二三四五六七八九十两])", text):
            text, bound, strict = text[found.end() :], kind, is_strict
            break
    for pattern, kind in _AFTER:
        if found := re.search(rf"(?:{pattern})$", text):
            text, bound = text[: found.start()], bound or kind
    if found := _FIGURE.fullmatch(text):
        return Cell("number", Decimal(found[1].replace(",", "")), found[2], bound, strict)
    if found := _SPELT.fullmatch(text):
        return Cell("number", spelt(found[2]), "%" if found[1] else found[3], bound, strict)
    return Cell("words")


def spelt(text: str) -> Decimal:
    """The number below ten thousand that Chinese numerals spell: 九十五, 一百零八, 两千."""
    value, digit = 0, None
    for character in text:
        if character in _STEPS:
            value, digit = value + (1 if digit is None else digit) * _STEPS[character], None
        else:
            digit = _DIGITS[character]
    return Decimal(value + (digit or 0))


def as_target(promised: Cell, *, less_is_better: bool = False) -> Target:
    """The target of a number. One without a sign is to be met: falling short of it costs, exceeding it does not.

    Nothing lies below a bare 0, so that it is a limit. ``less_is_better`` is for another number whose sign is not
    printed and whose name says that it is a harm.
    """
    kind = promised.bound or ("at-most" if less_is_better or promised.value == 0 else "equal")
    return Target(kind, promised.value, promised.unit, strict=promised.strict)


def in_unit_of(promised: Cell, reached: Cell) -> Decimal | None:
    """The number reached, in the unit of the promise; None where the two measure different things."""
    if reached.unit in ("", promised.unit):
        return reached.value
    wanted, given = (SCALES.get(unit, ("count", 0)) for unit in (promised.unit, reached.unit))
    return shifted(reached.value, given[1] - wanted[1]) if wanted[0] == given[0] else None


def number_in(printed: str) -> Decimal | None:
    """Weight, points or a percentage without regard to its sign; None where the cell holds no number."""
    read = cell(printed)
    return read.value if read.kind == "number" else None


def percent_in(printed: str) -> Decimal | None:
    """A rate in percent: 31.00%, 25, or 0.958 for 95.8 %; None where the cell holds no number."""
    value = number_in(printed)
    return shifted(value, 2) if value is not None and 0 < value < 1 and "." in printed and "%" not in printed else value


def yuan_in(printed: str) -> Decimal | None:
    """An amount in 元, where the cell says no unit as 万元; None where the cell holds no number."""
    read = cell(printed)
    unit = {"": "万元", "万": "万元", "亿": "亿元"}.get(read.unit, read.unit)
    return shifted(read.value, SCALES[unit][1]) if read.kind == "number" else None
