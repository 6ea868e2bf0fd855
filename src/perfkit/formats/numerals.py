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
    {"≧": "≥", "⩾": "≥", "≦": "≤", "⩽": "≤", "≮": "≥", "≯": "≤", "﹥": ">", "﹤": "<", "═": "=", "﹦": "=", "〓": "="}
    | dict.fromkeys("－—–―‐‑﹣─−", "-")
    | dict.fromkeys("〜∼", "~")
    | {"〉": ">", "〈": "<", "›": ">", "‹": "<"}
    | {"兩": "两", "萬": "万", "億": "亿", "圓": "元", "圆": "元", "﹢": "+", "﹪": "%", "…": "."}
)
"""Comparison signs, dashes and old forms; official forms print the full-width ones, so that folding needs no remark."""

_WIDE = str.maketrans({chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)})

_TOLD = frozenset("０１２３４５６７８９％﹪．，＋−（）／～")
"""Characters whose folding is told; forms print the others full-width as a matter of course."""

_THOUSANDS = re.compile(r"[+-]?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?")

CHINESE_DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_CHINESE_STEPS = {"千": 1000, "百": 100, "十": 10}
_CHINESE = re.compile("[零〇一二三四五六七八九十百千两万亿]+(?:点[零〇一二三四五六七八九]+)?")
_COLLOQUIAL = re.compile("[百千万亿][一二三四五六七八九]")

BANKERS = str.maketrans("壹贰叁肆伍陆柒捌玖拾佰仟", "一二三四五六七八九十百千")


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
    if any(character in _TOLD for character in text):
        remarks.append("value.wide")
    narrow = text.translate(_WIDE).translate(_SIGNS)
    for character in narrow:
        if not character.isascii() and unicodedata.category(character) == "Nd":
            found = {"found": quoted(written), "character": f"U+{ord(character):04X}"}
            raise InputError(Fault("value.foreign-digit", arguments=found | {"digit": unicodedata.digit(character)}))
    return Folded(narrow, tuple(remarks))


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
    """The number that Chinese numerals spell, such as 一百零五 or 九十五点五; None for other texts.

    Raises:
        InputError: ``value.colloquial`` for 一百二, which says 120 and reads like 102.
    """
    if not _CHINESE.fullmatch(text):
        return None
    if text in CHINESE_DIGITS:
        return Decimal(CHINESE_DIGITS[text])
    spelt, _, places = text.partition("点")
    whole = _whole(spelt)
    if whole is None:
        return None
    if _COLLOQUIAL.fullmatch(spelt[-2:]):
        raise InputError(Fault("value.colloquial", arguments={"found": quoted(text)}))
    decimals = "".join(str(CHINESE_DIGITS[digit]) for digit in places)
    return number(f"{whole}.{decimals}" if decimals else str(whole))


def _whole(text: str) -> int | None:
    """The whole number of sections of four digits, each with its 万 or 亿."""
    for step, worth in (("亿", 10**8), ("万", 10**4)):
        high, found, low = text.rpartition(step)
        if found:
            above, below = _whole(high), _whole(low) if low else 0
            return None if above is None or below is None or below >= worth else above * worth + below
    return _section(text)


def _section(text: str) -> int | None:
    """A number below ten thousand; steps fall from left to right, and only 十 may stand without a digit."""
    value, digit, last, zero = 0, 0, 10_000, False
    for character in text:
        if character in _CHINESE_STEPS:
            step = _CHINESE_STEPS[character]
            if step >= last or not (digit or (step == 10 and not value)):
                return None
            value, digit, last = value + (digit or 1) * step, 0, step
        elif digit:
            return None
        else:
            digit = CHINESE_DIGITS[character]
            zero = not digit
    return None if not text or (zero and value) else value + digit
