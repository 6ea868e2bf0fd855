"""What one cell is: a figure, a range, a period of days, nothing, or words; refused where it is two things at once."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Literal, TypeAlias

from attrs import evolve, frozen

from perfkit.errors import InputError
from perfkit.formats.comparisons import ANY_BEFORE, Bound, freed
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
from perfkit.formats.ranges import CLAUSES, ranged
from perfkit.formats.shapes import shapes

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
_NUMBERED = re.compile(r"^(?:[0-9]{1,2}[.、)]|\([0-9]{1,2}\)|[①-⑳])(?=[^0-9])")
_SCHOOL_YEAR = re.compile("(?:(?:19|20)[0-9]{2}[-~至])?(?:19|20)[0-9]{2}(?:学年|年[春夏秋冬]季|年.{0,3}学期).{0,6}")
"""A time that every school has its own days for."""
_SPELT = re.compile("[一二三四五六七八九十百千两]")
_PER = re.compile(
    r"(?:平均)?((?:每(?:个)?(?:半年|季度|学期|学年|公里|平方米|[人户村镇乡县次年月周天日亩季条处所家班校吨套台件生名位床例份头只株棵座间辆项期场]))+)(?:次?均)?"
    r"|((?:一(?:个)?(?:季度|学期|学年|[年月周天日])|半年))(?=[0-9一二三四五六七八九十两])"
)
_PRICE = re.compile(r"(.+元)\((每[^()]+)\)")
"""500元（每人每天）; 4次（每季度） may be four in all."""
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
    for tried, remark in shapes(text):
        dated = period(tried.replace(" ", ""), written, loose=as_date)
        if dated is not None:
            return Cell("date", typed, bound=dated.bound, period=dated.period, remarks=(*dated.remarks, *remark))
        said = _range(tried, typed, written) or _figure(tried, typed, written) or _labelled(tried, typed, written)
        if said is not None:
            return evolve(said, remarks=(*said.remarks, *remark))
    return None


def _figure(text: str, typed: str, written: str) -> Cell | None:
    said = scanned(text, written)
    if said is not None and said.value is not None:
        return _of_figure(said, typed)
    price = _PRICE.fullmatch(text)
    if price and (found := _PER.fullmatch(price[2])):
        return _each(found, price[1], typed, written)
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


def _range(text: str, typed: str, written: str) -> Cell | None:
    said = ranged(text, written)
    return None if said is None else Cell("range", typed, said.low, said.high, said.unit, remarks=said.remarks)


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
        said = _range(text[start:], typed, written) or _figure(text[start:], typed, written)
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
    for pattern in (CLAUSES, re.compile(r"\s+"), _UNIT_THEN_DIGIT):
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
