"""Comparisons as people write them: ≥ and its kin in front of a number, 以上 and its kin behind it."""

from __future__ import annotations

import re
from typing import Literal, TypeAlias

from attrs import evolve, frozen

Bound: TypeAlias = Literal["", "at-least", "at-most", "equal"]

NUMBER_AHEAD = r"(?=[0-9.+\-±半零〇一二三四五六七八九十百千两壹贰叁肆伍陆柒捌玖])"

_LEAD = "(?:应|须|需|要|必须|原则上|力争|确保|保证|努力)?(?:控制在|控制|保持在|保持|维持在)?"
_NOT = "(?:不得|不应|不能|不可|不宜|不会|不|并未|未|没有)"
_OR = r"(?:或|或者|及|和|、|/|\()?"
_PLAN = "(?:(?:年初|年度|批复|总|项目)?(?:预算|概算|计划|合同)(?:数|额|价|金额|总额)?的?)?"
"""控制在预算100万元以内 names what the number is, between the comparison and the number."""

_WORDS: tuple[tuple[str, Bound, bool], ...] = (
    (r"≥\s*=?|>\s*或?=|=\s*>", "at-least", False),
    (rf"{_LEAD}{_NOT}(?:低|少|小|下|短)于", "at-least", False),
    (rf"(?:大于|高于|多于|超过){_OR}等于\)?|等于{_OR}(?:大于|高于|多于)", "at-least", False),
    (r"(?:至少|最少|最低|不下)为?|(?:应|须|需|要|力争|确保|保证|努力)?达到?(?:了|或超过)?", "at-least", False),
    ("(?:提高|提升|上升|增长|增加|扩大|延长|增|升)(?:到|至)", "at-least", False),
    ("(?:下降|降低|减少|缩短|压减|压降|缩减|回落|降)(?:到|至)", "at-most", False),
    (r"≤\s*=?|<\s*或?=|=\s*<", "at-most", False),
    (rf"{_LEAD}{_NOT}(?:(?:高|大|多|长|晚)于|超过|超出|突破|超){_PLAN}", "at-most", False),
    (rf"(?:小于|低于|少于){_OR}等于\)?|等于{_OR}(?:小于|低于|少于)", "at-most", False),
    (rf"(?:至多|最多|最高|上限|控制)(?:为|在)?{_PLAN}", "at-most", False),
    (r"(?:尚|还)?(?:未能?|没有?)达到?(?:了|或超过)?", "at-most", True),
    (r">|大于|高于|多于|超过|超出|突破|优于|逾|超", "at-least", True),
    (r"<|小于|低于|少于|短于|不足|不到|不满", "at-most", True),
    (r"==?|等于|恰好为?|正好为?", "equal", False),
)
_BEFORE: tuple[tuple[re.Pattern[str], Bound, bool], ...] = tuple(
    (re.compile(rf"(?:{words})\s*:?\s*"), bound, strict) for words, bound, strict in _WORDS
)
ANY_BEFORE = re.compile(rf"(?:{'|'.join(words for words, _, _ in _WORDS)})\s*{NUMBER_AHEAD}")
"""A comparison somewhere in a text, with a number behind it."""

_INCLUDED = r"(?:\(含[^()]{0,8}\))?"
_ENDS: tuple[tuple[str, Bound, bool], ...] = (
    (r"\(不含(?:本数)?\)以上|以上\(不含(?:本数)?\)", "at-least", True),
    (r"\(不含(?:本数)?\)以下|以下\(不含(?:本数)?\)", "at-most", True),
    (rf"{_INCLUDED}(?:及|或|和|及其)?以上{_INCLUDED}", "at-least", False),
    (rf"{_INCLUDED}(?:及|或|和|及其)?(?:以下|以内|之内|之下|以里){_INCLUDED}|封顶|为限", "at-most", False),
    (r"(?<=[天日月年时周钟h])内", "at-most", False),
)
_IN_FRONT = "[≥≤><=]{1,2}|不(?:低于|少于|小于|高于|多于|大于|超过)|至少|最多|(?:大于|小于)等于"
_SIGN_IN_BRACKETS = re.compile(
    rf"[(\[【]\s*(?:(?P<front>{_IN_FRONT})|(?P<counts>含)|(?P<behind>及?以上|及?以下|以内|之内|约|左右|上下))\s*[)\]】]"
)
_WHOLE_IN_BRACKETS = re.compile(r"[(\[【]\s*([≥≤><][^()\[\]【】]*)[)\]】]")
_EDGE = re.compile(r"\((不)?含(?:本数|等于|[0-9.]+[%‰]?[^()0-9]{0,4})?\)$")
"""Whether the number itself counts: (含), (含95%), (不含3天)."""
_AFTER = tuple((re.compile(rf"\s*(?:{words})$"), bound, strict) for words, bound, strict in _ENDS)
_TRIES = 3


@frozen
class Compared:
    """A text without its comparisons.

    Attributes:
        text: what is left.
        bound, strict: what they say.
        twice: said more than once, to the same effect.
        opposed: said twice, to opposite effects.
    """

    text: str
    bound: Bound = ""
    strict: bool = False
    twice: bool = False
    opposed: bool = False


def freed(text: str) -> str:
    """A text with its comparison freed of brackets: （≥）95%, 【≥95%】, 不低于（含）90%, 95%（以上）, 95%（≥）."""
    if whole := _WHOLE_IN_BRACKETS.fullmatch(text):
        return whole[1].strip()
    hit = _SIGN_IN_BRACKETS.search(text)
    if hit is None:
        return text
    before, behind = text[: hit.start()].rstrip(), text[hit.end() :].lstrip()
    if hit["counts"]:  # behind the number it says whether that counts, in front of it nothing that the words do not say
        return before + behind if re.match("[0-9]", behind) else text
    sign = hit["front"] or hit["behind"]
    return sign + before + behind if hit["front"] and not behind else before + sign + behind


def compared(text: str) -> Compared:
    """The comparisons in front of the number and behind it cut off."""
    edge = _EDGE.search(text)
    if edge is None:
        return _compared(text)
    cut = _compared(text[: edge.start()].rstrip())
    return evolve(cut, strict=bool(edge[1])) if cut.bound not in ("", "equal") else _compared(text)


def _compared(text: str) -> Compared:
    found: list[tuple[Bound, bool]] = []
    limited = re.match(r"控制在\s*", text)
    for _ in range(_TRIES):
        hit = _first(text)
        if hit is None or not _goes_on(text, hit.end):
            break
        text = text[hit.end :]
        found.append((hit.bound, hit.strict))
    for pattern, bound, strict in _AFTER:
        if (match := pattern.search(text)) and match.start():
            text = text[: match.start()]
            found.append((bound, strict))
            break
    if limited and len(found) > 1:
        found.pop(0)  # 控制在 says what the word behind the number says
    bounds = {bound for bound, _ in found}
    if not found:
        return Compared(text)
    return Compared(text, found[0][0], any(strict for _, strict in found), len(found) > 1, len(bounds) > 1)


@frozen
class _Hit:
    """A comparison at the beginning of a text, and where it ends."""

    end: int
    bound: Bound
    strict: bool


def _first(text: str) -> _Hit | None:
    for pattern, bound, strict in _BEFORE:
        if match := pattern.match(text):
            return _Hit(match.end(), bound, strict)
    return None


def _goes_on(text: str, at: int) -> bool:
    """Whether a number or one more comparison with a number begins at ``at``."""
    return bool(re.compile(NUMBER_AHEAD).match(text, at) or ANY_BEFORE.match(text, at))
