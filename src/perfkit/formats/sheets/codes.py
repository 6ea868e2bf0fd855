"""Codes of number formats, such as ``#,##0.00;-0``, taken apart into sections and signs."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import Literal, TypeAlias, cast

from attrs import frozen

GENERAL = "General"
LONGEST_CODE = 255

Sign: TypeAlias = Literal[
    "literal", "slash", "digit", "point", "comma", "percent", "text", "date", "elapsed", "half", "general"
]
"""``date``: a run of y, m, d, h, s or a; ``elapsed``: hours, minutes or seconds in all; ``half``: 上午/下午."""

_SIGNS = re.compile(
    r'"(?P<quoted>[^"]*)"?'
    r"|[\\!](?P<escaped>.)"
    r"|_(?P<width>.)|\*(?P<fill>.)"
    r"|\[(?P<bracket>[^\]]*)\]"
    r"|(?P<half>AM/PM|A/P|上午/下午)"
    r"|(?P<general>General|G/通用格式)"
    r"|(?P<other>E[+-]|g+|b+)"
    r"|(?P<date>y+|m+|d+|h+|s+|a{3,4}|e+)"
    r"|(?P<digit>[0#?])|(?P<point>\.)|(?P<comma>,)|(?P<percent>%)|(?P<text>@)|(?P<slash>/)"
    r"|(?P<literal>.)",
    re.IGNORECASE | re.DOTALL,
)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?[0-9]+(?:\.[0-9]+)?)", re.ASCII)
_ELAPSED = re.compile(r"h+|m+|s+", re.IGNORECASE)
_PASSED_OVER = re.compile(
    r"black|blue|cyan|green|magenta|red|white|yellow|color ?[0-9]+"
    r"|黑色|蓝色|蓝绿色|绿色|洋红色|红色|白色|黄色|颜色 ?[0-9]+",
    re.IGNORECASE,
)
_DATE_LETTERS = frozenset("yde")

BUILT_IN: dict[int, str] = {
    **dict(enumerate((GENERAL, "0", "0.00", "#,##0", "#,##0.00"))),
    **dict(enumerate(("$#,##0;-$#,##0", "$#,##0;-$#,##0", "$#,##0.00;-$#,##0.00", "$#,##0.00;-$#,##0.00"), 5)),
    **dict(enumerate(("0%", "0.00%", "0.00E+00", "# ?/?", "# ??/??"), 9)),
    **dict(enumerate(("yyyy/m/d", "d-mmm-yy", "d-mmm", "mmm-yy"), 14)),
    **dict(enumerate(("h:mm AM/PM", "h:mm:ss AM/PM", "h:mm", "h:mm:ss", "yyyy/m/d h:mm"), 18)),
    **dict(enumerate(('yyyy"年"m"月"', 'm"月"d"日"', 'm"月"d"日"', "m-d-yy"), 27)),
    **dict(enumerate(('yyyy"年"m"月"d"日"', 'h"时"mm"分"', 'h"时"mm"分"ss"秒"'), 31)),
    **dict(enumerate(('上午/下午h"时"mm"分"', '上午/下午h"时"mm"分"ss"秒"', 'yyyy"年"m"月"'), 34)),
    **dict(enumerate(("#,##0;-#,##0", "#,##0;-#,##0", "#,##0.00;-#,##0.00", "#,##0.00;-#,##0.00"), 37)),
    **dict(enumerate(("#,##0;-#,##0", "#,##0;-#,##0", "#,##0.00;-#,##0.00", "#,##0.00;-#,##0.00"), 41)),
    **dict(enumerate(("mm:ss", "[h]:mm:ss", "mm:ss.0", "##0.0E+0", "@"), 45)),
    **dict(enumerate(('yyyy"年"m"月"', 'm"月"d"日"', 'yyyy"年"m"月"', 'm"月"d"日"'), 50)),
    **dict(enumerate(('m"月"d"日"', '上午/下午h"时"mm"分"', '上午/下午h"时"mm"分"ss"秒"'), 54)),
    **dict(enumerate(('yyyy"年"m"月"', 'm"月"d"日"'), 57)),
}
"""Formats that files name by their number alone, as Chinese Excel and WPS show them (ISO/IEC 29500-1, 18.8.30)."""


@frozen
class Token:
    """One sign of a code; ``text`` is what it prints, or the letters of a date."""

    sign: Sign
    text: str


@frozen
class Section:
    """One section of a code.

    Attributes:
        tokens: its signs.
        condition: what selects it, as sign and number; None where its position does.
        known: False where it holds what is not understood, such as fractions and numerals of other scripts.
    """

    tokens: tuple[Token, ...]
    condition: tuple[str, Decimal] | None = None
    known: bool = True

    def has(self, *signs: Sign) -> bool:
        return any(token.sign in signs for token in self.tokens)


@lru_cache(maxsize=256)
def sections(code: str) -> tuple[Section, ...]:
    """The sections of a code, at most four; a code that is too long has none."""
    if len(code) > LONGEST_CODE:
        return ()
    found: list[Section] = []
    tokens: list[Token] = []
    condition: tuple[str, Decimal] | None = None
    known = True
    for match in _SIGNS.finditer(code + ";"):
        kind, text = match.lastgroup or "", match[match.lastgroup or 0]
        if kind == "literal" and text == ";":
            found.append(Section(tuple(tokens), condition, known))
            tokens, condition, known = [], None, True
        elif kind == "bracket":
            at = _CONDITION.fullmatch(text)
            condition = (at[1], Decimal(at[2])) if at else condition
            token = None if at else _bracket(text)
            known = known and (at is not None or token is not None)
            tokens += [token] if token is not None else []
        else:
            token = _token(kind, text)
            known = known and token is not None
            tokens += [token] if token is not None else []
    return tuple(found) if len(found) <= 4 else ()


def _token(kind: str, text: str) -> Token | None:
    """The sign, or None for one that is not understood."""
    if kind in ("quoted", "escaped", "literal"):
        return Token("literal", text)
    if kind == "width":
        return Token("literal", " ")
    if kind == "fill":
        return Token("literal", "")
    if kind == "other":
        return None
    return Token(cast("Sign", kind), text.lower() if kind == "date" else text)


def _bracket(text: str) -> Token | None:
    """``[红色]`` and ``[$-804]`` print nothing, ``[$¥-804]`` its sign, ``[h]`` the hours in all."""
    if _ELAPSED.fullmatch(text):
        return Token("elapsed", text[0].lower())
    if text.startswith("$"):
        return Token("literal", text[1:].partition("-")[0])
    return Token("literal", "") if _PASSED_OVER.fullmatch(text) else None


def kind_of(code: str) -> Literal["number", "date", "time"]:
    """What a number with such a format is seen as: the first section decides."""
    first = next(iter(sections(code)), None)
    if first is None or (first.has("digit", "general") and not first.has("date", "elapsed")):
        return "number"
    letters = {token.text[0] for token in first.tokens if token.sign == "date"}
    if letters & (_DATE_LETTERS | {"a"}) or (letters == {"m"} and not first.has("elapsed")):
        return "date"
    return "time" if letters or first.has("elapsed") else "number"


def select(code: str, number: Decimal) -> tuple[Section, bool] | None:
    """The section by which a number is shown, and whether a minus is put before it; None where that is not known."""
    found = [section for section in sections(code) if not section.has("text") or len(sections(code)) == 1][:3]
    if not found:
        return None
    if any(section.condition for section in found):
        for section in found:
            if section.condition is None or _holds(number, *section.condition):
                return (section, False) if number >= 0 else None
        return None
    if number < 0 and len(found) > 1:
        return found[1], False
    if number == 0 and len(found) > 2:
        return found[2], False
    return found[0], number < 0


def _holds(number: Decimal, sign: str, bound: Decimal) -> bool:
    return {
        "<": number < bound,
        "<=": number <= bound,
        ">": number > bound,
        ">=": number >= bound,
        "=": number == bound,
        "<>": number != bound,
    }[sign]
