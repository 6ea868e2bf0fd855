"""A number with its comparison and unit in a folded text: in digits, in Chinese, with 万 and 千 inside."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal

from attrs import evolve, frozen

from perfkit.errors import Fault, InputError, quoted
from perfkit.formats.comparisons import Bound, compared
from perfkit.formats.measures import COUNTED, is_unit, steps
from perfkit.formats.numerals import BANKERS, chinese, digits
from perfkit.model import number, plain, shifted

LONGEST = 200
"""Characters that a cell with a figure can have; what is longer is a description."""


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


_EXCEL_ERROR = re.compile(r"#(REF|DIV/0|VALUE|NAME|N/A|NUM|NULL|SPILL|CALC)[!?]?", re.IGNORECASE)
_NOT_A_NUMBER = re.compile(r"[+-]?(s?nan[0-9]*|inf|infinity)", re.IGNORECASE)
NOTHING = frozenset({"", "无", "没有", "暂无", "空", "空白", "无数据", "N/A", "n/a", "NA", "/", "//", "\\", "*"})
_ELSEWHERE = re.compile(r"(?:详?见|参见)附[件表].*|同上|见上|见下|略|详?见(?:附注|备注|说明|报告).*")
_VAGUE = re.compile(
    r"约|左右|上下|大致|大概|将近|接近|近(?=[0-9一二三四五六七八九十百千万])|(?<=[0-9十百千万亿])[多余几来](?![0-9])|许$"
)
_VAGUE_WORDS = re.compile(
    r"若干.{0,3}|多[项个次人户件家]|一批|[几数][十百千万].{0,4}|[几数][项个次人户件家名场期]|[上近成][十百千万].{0,4}"
)
_TENTHS = re.compile(r"[一二三四五六七八九]成[一二三四五六七八九半]?")
_TENTHS_IN_DIGITS = re.compile(r"[0-9.]{1,4}成[0-9半]?")
_PARTS = re.compile(r"[一二三四五六七八九十]{1,3}分之[一二三四五六七八九十]{1,3}")
_SAMPLE = re.compile(r"[xX×Ｘ]{2,}|示例|样例")
_SLASH = re.compile(r"[0-9]\s*/\s*(?!10万)[0-9]")
_OF_MANY = re.compile(r"([0-9.,]+)\s*([^\W\d_]{0,2})/(?:10|十)万(人|活产)?")
"""12/10万: a rate of which the health services have many; no fraction, no range and no day."""
_BOOKKEEPING = re.compile(r"[(][0-9.,]+[)].{0,8}|[0-9.,]+-|[△▲].*")
_DIGITS = re.compile(r"[+-]?[0-9](?:[0-9.,_ ]*[0-9])?\.?(?:[eE][+-]?[0-9]+)?")
_YEAR = re.compile("(?:19|20)[0-9]{2}")
_CHINESE = re.compile(r"[零〇一二三四五六七八九十百千万亿两]+(?:点[零〇一二三四五六七八九]+)?")
_SPLIT_SCALE = re.compile(r"([0-9]+)(亿|万|千)([0-9]+)(万|千|百)?(?![0-9.,])")
_HALF = re.compile(r"半(个?[年月天日]|小时|个小时|倍|个工作日)")
_AND_HALF = re.compile(r"([0-9]+|[一二三四五六七八九十两]+)(年|天|倍|个)半(月|小时|工作日)?")
_HOURS = re.compile(r"([0-9]{1,3})个?小时([0-5]?[0-9])分钟?")
_BANKERS = re.compile(r"[壹贰叁肆伍陆柒捌玖拾佰仟]")
_BANKERS_NUMBER = re.compile(r"[壹贰叁肆伍陆柒捌玖拾佰仟零万亿]+")
_SHARE_WORDS = re.compile(r"(百|千)分之(?=[0-9零〇一二三四五六七八九十百两])")
_JOINED = re.compile(r"/\(([^()]{1,10})\)$")
_IN_BRACKETS = re.compile(r"\(([^()]{1,6})\)")
_WHOLE = frozenset({"百分百", "百分之百"})
_SLIP = re.compile(r"[+-]?(?=[0-9OolI|.,]*[OolI|])(?=[OolI|.,]*[0-9])[0-9OolI|][0-9OolI|.,]*(?![A-Za-z])")
_NOTHING_BUT_O = re.compile(r"[oO]{1,3}(?:%|‰|[个起次例件人项家])?")
_MEND = str.maketrans("OolI|", "00111")


def refusal(code: str, written: str, **arguments: object) -> InputError:
    """The error that refuses what was written."""
    return InputError(Fault(code, arguments={"found": quoted(written), **arguments}))


def refuse_unknowable(text: str, written: str) -> None:
    """Raise for texts that stand for no figure, or for one that nobody can know, whatever is asked of them."""
    compact = text.replace(" ", "")
    if len(compact) > LONGEST:
        return
    code = next((code for code, refused in _REFUSED if refused(compact)), "")
    if code:
        raise refusal(code, written)
    if slip := _SLIP.match(compact.lstrip("≥≤><=+-")):
        raise refusal("value.letter-digit", written, letters=slip[0], plain=slip[0].translate(_MEND))
    if _NOTHING_BUT_O.fullmatch(compact):
        raise refusal("value.letter-digit", written, letters=compact, plain=re.sub("[oO]", "0", compact))


_REFUSED: tuple[tuple[str, Callable[[str], object]], ...] = (
    ("value.excel-error", _EXCEL_ERROR.search),
    ("value.nothing", NOTHING.__contains__),
    ("value.elsewhere", _ELSEWHERE.fullmatch),
    ("value.not-a-number", _NOT_A_NUMBER.fullmatch),
    ("value.sample", _SAMPLE.search),
    ("value.vague", _VAGUE_WORDS.fullmatch),
    ("value.bookkeeping", _BOOKKEEPING.fullmatch),
    ("value.percent-word", re.compile("^[^一-鿿]*百分比").search),
)
"""What a text without blanks is refused for, the plainest reason first."""


def is_dash(text: str) -> bool:
    """Whether nothing but dashes or dots stands there, as where a cell is left empty on purpose."""
    return bool(text) and not text.strip("-. ~")


def scanned(text: str, written: str) -> WrittenFigure | None:
    """The figure that a folded text is; None where it is none.

    Raises:
        InputError: for a figure that nobody can know exactly, or that contradicts itself.
    """
    if len(text) > LONGEST:
        return None
    cut = compared(text)
    body = cut.text.strip()
    if not body:
        return None
    if (rough := _VAGUE.sub("", body)) != body and _bare(rough, written) is not None:
        raise refusal("value.vague", written)
    said = _bare(body, written)
    if said is None:
        return None
    if cut.opposed:
        raise refusal("value.contradiction", written)
    twice = ("value.bound-twice",) if cut.twice else ()
    return evolve(said, bound=cut.bound, strict=cut.strict, remarks=(*twice, *said.remarks))


def _bare(text: str, written: str) -> WrittenFigure | None:
    """Number and unit without any comparison."""
    if text in _WHOLE:
        return WrittenFigure(Decimal(100), "%", remarks=("value.words",))
    if share := _SHARE_WORDS.match(text):
        said = _bare(text[share.end() :], written)
        if said is None or said.unit or said.value is None:
            return None
        return WrittenFigure(said.value, "%" if share[1] == "百" else "‰", remarks=("value.words",))
    if rate := _OF_MANY.fullmatch(text):
        value, remarks = digits(rate[1])
        return WrittenFigure(value, f"{rate[2]}/10万", remarks=remarks)
    if _TENTHS_IN_DIGITS.fullmatch(text):
        raise refusal("value.colloquial", written)
    if _SLASH.search(text):
        raise refusal("value.slash", written)
    for reader in (_with_digits, _split_scale, _halves, _in_chinese, _in_bankers):
        if (said := reader(text, written)) is not None:
            return said
    return None


def _with_digits(text: str, written: str) -> WrittenFigure | None:
    found = _DIGITS.match(text)
    if not found:
        return None
    rest = text[found.end() :].strip()
    rest = _JOINED.sub(r"/\1", rest)
    bracketed = _IN_BRACKETS.fullmatch(rest)
    power, unit = steps((bracketed[1] if bracketed else rest).replace(" ", ""))
    if not is_unit(unit):
        return None
    if unit.startswith("年") and _YEAR.fullmatch(found[0]):
        return None  # 完成2023年任务
    value, remarks = digits(found[0].strip())
    if power:
        value, remarks = number(plain(shifted(value, power))), (*remarks, "value.words")
    return WrittenFigure(value, unit, remarks=remarks)


def _split_scale(text: str, written: str) -> WrittenFigure | None:
    """5万8千 and 1亿2000万: the parts added up. 1万2 may be 12000 or 10002."""
    found = _SPLIT_SCALE.match(text)
    if not found or not is_unit(text[found.end() :]):
        return None
    power = {"亿": 8, "万": 4, "千": 3}[found[2]]
    below = {"万": 4, "千": 3, "百": 2}.get(found[4] or "", 0)
    if len(found[3]) + below > power or below >= power or (not below and len(found[3]) != power):
        raise refusal("value.colloquial", written)
    value = int(number(found[1])) * 10**power + int(number(found[3])) * 10**below
    return WrittenFigure(number(value), text[found.end() :], remarks=("value.words",))


def _halves(text: str, written: str) -> WrittenFigure | None:
    """半年, 一年半, 2个半月, 1小时30分钟."""
    if found := _HOURS.fullmatch(text):
        return WrittenFigure(number(str(int(found[1]) * 60 + int(found[2]))), "分钟", remarks=("value.words",))
    if found := _HALF.fullmatch(text):
        return WrittenFigure(Decimal("0.5"), found[1], remarks=("value.words",))
    if found := _AND_HALF.fullmatch(text):
        whole = chinese(found[1]) or number(found[1])
        return WrittenFigure(number(f"{whole:f}.5"), found[2] + (found[3] or ""), remarks=("value.words",))
    return None


def _in_chinese(text: str, written: str) -> WrittenFigure | None:
    if _TENTHS.fullmatch(text) or _PARTS.fullmatch(text):
        raise refusal("value.colloquial", written)
    found = _CHINESE.match(text)
    if not found or text == "一起" or not COUNTED.fullmatch(text[found.end() :]):
        return None
    value = chinese(found[0])
    return None if value is None else WrittenFigure(value, text[found.end() :], remarks=("value.words",))


def _in_bankers(text: str, written: str) -> WrittenFigure | None:
    if not _BANKERS.match(text):
        return None
    found = _BANKERS_NUMBER.match(text)
    value = chinese(found[0].translate(BANKERS)) if found else None
    if found and value is not None:
        rest = text[found.end() :]
        raise refusal("value.bankers-digits", written, plain=plain(value) + ("元" if rest.startswith("元") else ""))
    return None
