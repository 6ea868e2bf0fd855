"""What one cell is: a figure, a range, a period of days, nothing, or words; refused where it is two things at once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Literal, TypeAlias

from attrs import evolve, frozen

from perfkit.errors import InputError
from perfkit.formats.claims import claim
from perfkit.formats.comparisons import ANY_BEFORE, Bound, compared, freed
from perfkit.formats.grades import least_grade
from perfkit.formats.labels import bare_name, counts, is_deed, is_label, names_a_number
from perfkit.formats.numerals import ZERO_WIDTH, folded
from perfkit.formats.periods import Period, period
from perfkit.formats.quantities import (
    LONGEST,
    NOTHING,
    WrittenFigure,
    is_dash,
    refusal,
    refuse_unknowable,
    scanned,
)
from perfkit.model import Exact, exact_text

CellKind: TypeAlias = Literal["figure", "range", "date", "empty", "words"]


@frozen
class Cell:
    """A cell that was read.

    Attributes:
        kind: what it is.
        text: as it was typed, without hidden characters and outer blanks.
        value, upper: the number; both ends of a range.
        unit: as it was typed behind the number.
        bound, strict: the comparison it was written with.
        period: of a date.
        words: what is said in words, without 定性 in front.
        label: words in front that name what is counted: 投诉率 in 投诉率≤5%.
        remarks: codes of what was read otherwise than it was written.
    """

    kind: CellKind
    text: str
    value: Decimal | None = None
    upper: Decimal | None = None
    unit: str = ""
    bound: Bound = ""
    strict: bool = False
    period: Period | None = None
    words: str = ""
    label: str = ""
    remarks: tuple[str, ...] = ()


NOT_APPLICABLE = frozenset({"不适用", "n/a"})

_EMPTY = NOTHING | {"不适用", "不涉及", "未涉及", "未填", "未填写", "待填", "无此项", "无指标值"}
_NATURE = re.compile(
    r"(?:定[量性](?:指标)?|正向|反向)\s*[:,;|]?\s*(?=\S)|(?:指标值|目标值|完成值|实际完成值|年度指标值)\s*[:=]\s*"
)
_QUOTES = "'\"‘’“”`"
_TAIL = re.compile(r"[。;,、!.\s]+$")
_ASIDE = re.compile(
    r"\((?:含|含本数|(?!不?含(?:本数)?\))[^()0-9]{1,12}|(?:其中|其余|另|含|包含|包括|超额)[^()]{1,20}|(?<![%‰]\()[^()0-9]{0,6}[0-9.]+%)\)$|[,;](?:其中|含|包括)[^()]{1,30}$"
)
_ROUND_SUM = re.compile("(?<=元)(?:整|人民币)$")
_NUMBERED = re.compile(r"^(?:[0-9]{1,2}[.、)]|\([0-9]{1,2}\)|[①-⑳])(?=[^0-9])")
_ABOVE = re.compile("以上(?=[0-9])")
"""Between the ends of 90%以上95%以下."""
_INTERVAL = re.compile(r"[\[【]([^,~]{1,16})[,~-]([^,~]{1,16})[\]】]")
_SCHOOL_YEAR = re.compile("(?:(?:19|20)[0-9]{2}[-~至])?(?:19|20)[0-9]{2}(?:学年|年[春夏秋冬]季|年.{0,3}学期).{0,6}")
"""A time that every school has its own days for."""
_COMMA = re.compile("[,;、 ]")
_IN_BRACKETS = re.compile(r"([^()]{1,20})\(([^()]{1,20})\)")
_SPELT = re.compile("[一二三四五六七八九十百千两]")
_DONE = re.compile(
    r"(?:已|均已|全部|已全部|均)?(?:完成|达成|达标|到位|完工|竣工|建成|办结|落实|执行|实现|覆盖|发放|兑现|拨付|合格|通过|满意|整改|处置|归档|入库|参保)(?:率|到位)?$"
)
_PER = re.compile(
    r"(?:平均)?((?:每(?:个)?(?:半年|季度|学期|学年|公里|平方米|[人户村镇乡县次年月周天日亩季条处所家班校吨套台件生名位床例份头只株棵座间辆项期场]))+)(?:次?均)?"
    r"|((?:一(?:个)?(?:季度|学期|学年|[年月周天日])|半年))(?=[0-9一二三四五六七八九十两])"
)
_RANGE_SIGN = re.compile(r"-{1,2}|~{1,2}|至|到|和|与")
_RANGE_LEAD = re.compile(r"(?:在|介于|控制在|保持在|维持在|达到|=)")
_RANGE_END = re.compile(r"(?:之间|区间|范围内?|不等|区间内|以内)$")
_PLUS_MINUS = re.compile(r"(.{0,24}?)(?:±|\+/-|\+-)(.{1,24})")
_BETWEEN = re.compile(r"(.{1,16}?)(<=|≤|<)[A-Za-z一-鿿]{1,8}(<=|≤|<)(.{1,16})")
_CLAUSES = re.compile(r"[;、,，/\n和及且并]+")
_UNIT_THEN_DIGIT = re.compile(r"(?<=[^0-9.,\s:/\-~至到≥≤><=+])\s*(?=[≥≤><=]?[0-9])")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}年度?(?:内|全年)?(?=\D)")
"""In front of a name: 2023年新建3座."""


def cell(written: str, *, as_date: bool = False) -> Cell:
    """What a cell is.

    Args:
        written: as it was typed.
        as_date: whether a date is expected, so that 2023.6 is one.

    Raises:
        InputError: with a code ``value.…`` for what nobody can know, or what is two things at once.
    """
    clean = folded(written)
    typed = ZERO_WIDTH.sub("", written).strip()
    text = clean.text
    if text in _EMPTY or is_dash(text) or text.casefold() in NOT_APPLICABLE:
        return Cell("empty", typed)
    if len(text) > LONGEST:
        return _long(text, typed, written)
    text = text.strip(_QUOTES).strip() if text[0] in _QUOTES else text
    refuse_unknowable(text, written)
    bare = _NATURE.sub("", text, count=1) if _NATURE.match(text) else text
    said = _measured(freed(bare), typed, written, as_date=as_date)
    if said is None:
        blanks = tuple(code for code in clean.remarks if code == "value.blanks")
        said = _in_words(bare, typed, written)
        words = _NATURE.sub("", typed, count=1) if bare != text else typed
        return evolve(said, words=words, remarks=(*blanks, *said.remarks))
    return evolve(said, remarks=tuple(dict.fromkeys([*clean.remarks, *said.remarks])))


def _measured(text: str, typed: str, written: str, *, as_date: bool) -> Cell | None:
    """A figure, range or date; None where the text is none of them."""
    if _SCHOOL_YEAR.fullmatch(text):
        return None
    for tried, remark in _shapes(text):
        dated = period(tried.replace(" ", ""), written, loose=as_date)
        if dated is not None:
            return Cell("date", typed, bound=dated.bound, period=dated.period, remarks=(*dated.remarks, *remark))
        said = _ranged(tried, typed, written) or _figure(tried, typed, written) or _labelled(tried, typed, written)
        if said is not None:
            return evolve(said, remarks=(*said.remarks, *remark))
    return None


def _shapes(text: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The text, and what is left of it without what stands behind a figure and adds nothing to it."""
    yield text, ()
    if (figure := _beside_a_claim(text)) is not None:
        yield figure, ("value.done-word",)
    for pattern, code in (
        (_TAIL, "value.punctuation"),
        (_ROUND_SUM, "value.aside"),
        (_ASIDE, "value.aside"),
        (_DONE, "value.done-word"),
    ):
        shorter = pattern.sub("", text)
        if shorter != text and shorter:
            text = shorter
            yield text, (code,)


def _beside_a_claim(text: str) -> str | None:
    """5个 of 5个，已完成, of 超额完成，5个 and of 超额完成（5个）."""
    if (bracketed := _IN_BRACKETS.fullmatch(text)) and claim(bracketed[1]):
        return bracketed[2]
    for sign in _COMMA.finditer(text):
        one, other = text[: sign.start()].strip(), text[sign.end() :].strip()
        if claim(other):
            return one
        if claim(one):
            return other
    return None


def _figure(text: str, typed: str, written: str) -> Cell | None:
    said = scanned(text, written)
    if said is not None and said.value is not None:
        return _of_figure(said, typed)
    found = _PER.match(text)
    return _each(found, text[found.end() :].strip(), typed, written) if found else None


def _each(per: re.Match[str], rest: str, typed: str, written: str) -> Cell | None:
    """The figure behind 每户 or 一年, with the name that may stand between: 每亩补贴60元."""
    each = scanned(rest, written)
    said = _of_figure(each, typed) if each and each.value is not None else _labelled(rest, typed, written)
    if said is None or said.kind != "figure" or said.unit in ("%", "‰"):
        return None
    parts = [part.removeprefix("个") for part in (per[1] or per[2].removeprefix("一")).split("每") if part]
    return evolve(said, unit="/".join([said.unit, "·".join(parts)]), remarks=(*said.remarks, "value.per"))


def _of_figure(said: WrittenFigure, typed: str) -> Cell:
    return Cell("figure", typed, said.value, unit=said.unit, bound=said.bound, strict=said.strict, remarks=said.remarks)


def _ranged(text: str, typed: str, written: str) -> Cell | None:
    """90%-95%, 80～90分, 100±5, ≥90%且≤95%, 90%≤x≤95%."""
    cut = compared(text)
    if (found := _PLUS_MINUS.fullmatch(cut.text)) and cut.bound in ("", "equal", "at-most"):
        if cut.strict:
            raise refusal("value.range-open", written)
        return _plus_minus(found[1], found[2], typed, written)
    if found := _BETWEEN.fullmatch(text):
        ends = _bare(found[1], written), _bare(found[4], written)
        return _from_to(*ends, typed, written, is_open="<" in (found[2], found[3]))
    if found := _INTERVAL.fullmatch(text):
        return _from_to(_bare(found[1], written), _bare(found[2], written), typed, written, is_open=False)
    trimmed = _RANGE_END.sub("", text)
    lead = _RANGE_LEAD.match(trimmed)
    body = trimmed[lead.end() :] if lead else trimmed
    for sign in _RANGE_SIGN.finditer(body):
        left, right = body[: sign.start()].strip(), body[sign.end() :].strip()
        if not left or not right or (sign[0] in "和与" and trimmed == text):
            continue
        low, high = _bare(left, written), _bare(right, written)
        if low is not None and high is not None:
            plain_hyphen = sign[0] == "-" and not low.unit and not high.unit
            return _from_to(low, high, typed, written, is_open=False, in_doubt=plain_hyphen)
    return _two_bounds(text, typed, written)


def _two_bounds(text: str, typed: str, written: str) -> Cell | None:
    """≥90%且≤95%, 大于等于3小于等于5."""
    parts = [part for part in _CLAUSES.split(text) if part]
    starts = [found.start() for found in ANY_BEFORE.finditer(text)]
    if len(parts) == 1 and (above := _ABOVE.search(text)):
        parts = [text[: above.end()], text[above.end() :]]
    if len(parts) == 1 and len(starts) == 2 and not starts[0]:
        parts = [text[: starts[1]], text[starts[1] :]]
    if len(parts) != 2 or any(not compared(part).bound for part in parts):
        return None
    ends = [scanned(part.strip(), written) for part in parts]
    low = next((end for end in ends if end is not None and end.bound == "at-least"), None)
    high = next((end for end in ends if end is not None and end.bound == "at-most"), None)
    if low is None or high is None:
        return None
    return _from_to(low, high, typed, written, is_open=low.strict or high.strict)


def _bare(text: str, written: str) -> WrittenFigure | None:
    """A figure without a comparison, for an end of a range."""
    try:
        said = scanned(text, written)
    except InputError:
        return None
    return said if said is not None and said.value is not None and not said.bound else None


def _from_to(
    low: WrittenFigure | None,
    high: WrittenFigure | None,
    typed: str,
    written: str,
    *,
    is_open: bool,
    in_doubt: bool = False,
) -> Cell | None:
    if low is None or high is None or low.value is None or high.value is None:
        return None
    if low.unit and high.unit and low.unit != high.unit:
        raise refusal("value.range-units", written)
    if is_open:
        raise refusal("value.range-open", written)
    if low.value > high.value:
        raise refusal("value.range-order", written)
    if in_doubt and _may_be_a_day(low.value, high.value):
        raise refusal("value.range", written)
    remarks = tuple(code for code in (*low.remarks, *high.remarks) if code != "value.bound-twice")
    return Cell("range", typed, low.value, high.value, high.unit or low.unit, remarks=remarks)


def _may_be_a_day(low: Decimal, high: Decimal) -> bool:
    """Whether 5-6 may be the fifth of June or the sixth of May."""
    return max(low, high) <= 31 and min(low, high) <= 12


def _plus_minus(middle: str, margin: str, typed: str, written: str) -> Cell | None:
    """100±5, or ±5% around nothing; also ≤±5%."""
    around, by = middle.strip(), _bare(margin.strip(), written)
    centre = _bare(around, written) if around else WrittenFigure(Decimal(0))
    if centre is None or centre.value is None or by is None or by.value is None:
        return None
    if centre.unit and by.unit and centre.unit != by.unit:
        raise refusal("value.range-units", written)
    low, high = (_sum(centre.value, by.value, sign) for sign in (-1, 1))
    return Cell("range", typed, low, high, by.unit or centre.unit, remarks=("value.plus-minus",))


def _sum(centre: Decimal, by: Decimal, sign: int) -> Decimal:
    """Centre ± by, under no context of decimals."""
    return Decimal(exact_text(Exact(centre) + sign * Exact(by)))


def _labelled(text: str, typed: str, written: str) -> Cell | None:
    """A name in front of the figure: 投诉率≤5%, 完成率100%, 新建3座. Anything else with a number is a sentence."""
    year = _YEAR.match(text)
    text = text[year.end() :] if year else text
    signed = ANY_BEFORE.search(text)
    first = re.search(r"[0-9]", text)
    starts = [(signed.start(), True)] if signed else []
    starts += [(first.start(), False)] if first and (not signed or first.start() < signed.start()) else []
    starts += [(spelt.start(), False)] if (spelt := _SPELT.search(text)) and not first and not signed else []
    for start, is_signed in starts:
        label = text[:start].strip()
        if not is_label(label, signed=is_signed and text[start] in "≥≤><="):
            continue
        said = _ranged(text[start:], typed, written) or _figure(text[start:], typed, written)
        if said is not None and _joined(label, said.unit, is_signed=is_signed, is_spelt=not first and not signed):
            return evolve(said, label=bare_name(label), remarks=(*said.remarks, "value.label"))
    return None


def _joined(label: str, unit: str, *, is_signed: bool, is_spelt: bool) -> bool:
    """Whether a label and the figure behind it belong together; numerals begin many words, so that they need a deed."""
    name = bare_name(label)
    if is_spelt:
        return bool(unit) and is_deed(name)
    return is_signed or label != name or names_a_number(name) or counts(name, unit)


def _in_words(text: str, typed: str, written: str) -> Cell:
    """Words for an evaluator; refused where several figures or half a figure stand there."""
    if _is_several(text, written):
        raise refusal("value.several", written)
    if re.match(r"[≥≤><=+\-±$¥￥€£½¼¾]", text) or not any(map(str.isalpha, text)):
        if text in _TICKS or least_grade(text) is not None:
            return Cell("words", typed)
        raise refusal("value.unreadable", written)
    if re.search("[0-9]", text):
        if len(re.findall("[\u4e00-\u9fff]", text)) < _FEWEST or _CURRENCY.search(text):
            raise refusal("value.unreadable", written)
        return Cell("words", typed, remarks=("value.figures-in-words",))
    return Cell("words", typed)


_FEWEST = 2
"""Chinese characters that make a sentence of a text with digits."""

_TICKS = frozenset("√✓✔×✗✘☑○●")
_CURRENCY = re.compile(r"^[0-9.,]+\s*人民币")


def _is_several(text: str, written: str) -> bool:
    """Whether the cell holds two figures or more, and nothing else: 3个；5条."""
    for pattern in (_CLAUSES, re.compile(r"\s+"), _UNIT_THEN_DIGIT):
        parts = [_NUMBERED.sub("", part.strip()) for part in pattern.split(text) if part.strip()]
        if pattern is _UNIT_THEN_DIGIT and len(parts) > 1 and not re.search("[0-9]", parts[0]):
            parts[:2] = [parts[0] + parts[1]]  # a name in front
        if 1 < len(parts) <= LONGEST and all(_is_figure(part, written) for part in parts):
            return True
    return False


def _is_figure(text: str, written: str) -> bool:
    try:
        return (_figure(text, text, written) or _labelled(text, text, written)) is not None
    except InputError:
        return False


def _long(text: str, typed: str, written: str) -> Cell:
    if not any(map(str.isalpha, text)):
        raise refusal("value.too-long", written, length=len(text), most=LONGEST)
    has_digit = any(map(str.isdigit, text))
    return Cell("words", typed, words=typed, remarks=("value.figures-in-words",) if has_digit else ())
