"""Digits as people write them: full-width, with thousands commas, in Chinese; and the ones nobody should guess at.

Texts are folded first (:func:`folded`), then the digits of one figure are read (:func:`digits`, :func:`chinese`). The
decisions follow one rule: what has one meaning is accepted, with a remark if it was not written plainly; what could
mean two things is refused.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

from attrs import frozen

from perfkit.errors import Fault, InputError, quoted
from perfkit.model import number

ZERO_WIDTH = re.compile("[\u200b-\u200d\u2060\ufeff\u00ad]")
"""Characters that take no room: they come along when text is copied from web pages and office programs."""

_BLANK = re.compile(r"[\s\u3000]+")

_SIGNS = str.maketrans(
    {"≧": "≥", "⩾": "≥", "≦": "≤", "⩽": "≤", "＞": ">", "＜": "<", "＝": "=", "－": "-", "—": "-", "–": "-"}
)
"""Comparison signs and dashes; official forms print the full-width ones, so that folding them needs no remark."""

_WIDE = str.maketrans(
    {chr(0xFF10 + digit): str(digit) for digit in range(10)}
    | {"％": "%", "﹪": "%", "．": ".", "，": ",", "＋": "+", "−": "-", "（": "(", "）": ")", "／": "/", "～": "~"}
)

_THOUSANDS = re.compile(r"[+-]?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?")

_CHINESE_DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_CHINESE_STEPS = {"十": 10, "百": 100, "千": 1000}


@frozen
class Folded:
    """A text ready for reading, and what was done to it (codes of remarks)."""

    text: str
    remarks: tuple[str, ...] = ()


def folded(written: str) -> Folded:
    """``written`` with full-width digits and signs folded, hidden characters and outer blanks removed.

    Raises:
        InputError: ``value.foreign-digit`` for digits of other scripts, which look like one figure and may be another.
    """
    remarks: list[str] = []
    visible = ZERO_WIDTH.sub("", written)
    text = _BLANK.sub(" ", visible).strip()
    if visible != written or text != visible.strip(" "):
        remarks.append("value.blanks")
    narrow = text.translate(_WIDE)
    if narrow != text:
        remarks.append("value.wide")
    for character in narrow:
        if not character.isascii() and unicodedata.category(character) == "Nd":
            found = {"found": quoted(written), "character": f"U+{ord(character):04X}"}
            raise InputError(Fault("value.foreign-digit", arguments=found | {"digit": unicodedata.digit(character)}))
    return Folded(narrow.translate(_SIGNS), tuple(remarks))


def digits(text: str) -> tuple[Decimal, tuple[str, ...]]:
    """The number that ASCII digits with one optional sign, point and thousands commas spell, and remarks on it.

    Raises:
        InputError: ``value.comma``, ``value.underscore``, ``value.blank-inside``, ``value.exponent``, or a code of
            :func:`perfkit.model.number`.
    """
    for sign, code in (("_", "value.underscore"), (" ", "value.blank-inside")):
        if sign in text:
            raise InputError(Fault(code, arguments={"found": quoted(text), "plain": text.replace(sign, "")}))
    if re.fullmatch(r"[+-]?[0-9.]+[eE][+-]?[0-9]+", text):
        raise InputError(Fault("value.exponent", arguments={"found": quoted(text)}))
    text = text.removesuffix(".")
    if "," not in text:
        return number(text), ()
    if not _THOUSANDS.fullmatch(text):
        raise InputError(Fault("value.comma", arguments={"found": quoted(text), "plain": text.replace(",", "")}))
    return number(text.replace(",", "")), ("value.thousands",)


def chinese(text: str) -> Decimal | None:
    """The whole number below ten thousand that Chinese numerals spell, such as 一百零五; None for other texts."""
    value, digit = 0, None
    for character in text:
        if character in _CHINESE_DIGITS:
            if digit:
                return None
            digit = _CHINESE_DIGITS[character]
        elif character in _CHINESE_STEPS:
            value += (1 if digit is None else digit) * _CHINESE_STEPS[character]
            digit = None
        else:
            return None
    return Decimal(value + (digit or 0)) if text else None
