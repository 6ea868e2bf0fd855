"""Days, months, quarters and years as deadlines are written: 2023年12月底前, 1-12月, 2023.6.30, 第三季度."""

from __future__ import annotations

import calendar
import re

from attrs import frozen

from perfkit.formats.comparisons import Bound
from perfkit.formats.numerals import CHINESE_DIGITS, chinese
from perfkit.formats.quantities import refusal

MONTHS = 12
LEAP = 2024
"""Any year with a 29th of February, where no year is written."""


@frozen(order=True)
class Day:
    """A day, a month or a year; None where it is not written."""

    year: int | None
    month: int | None = None
    day: int | None = None

    def __str__(self) -> str:
        """As ISO 8601 and XML Schema write it: 2023-12-31, 2023-12, 2023, and without a year --12-31 and --12."""
        year = "-" if self.year is None else f"{self.year:04d}"
        rest = [f"{part:02d}" for part in (self.month, self.day) if part is not None]
        return "-".join([year, *rest])


@frozen
class Period:
    """From the first day to the last; a single day, month or year has itself at both ends."""

    first: Day
    last: Day

    @property
    def year(self) -> int | None:
        return self.first.year if self.first.year is not None else self.last.year

    def days(self, year: int) -> tuple[tuple[int, int, int], tuple[int, int, int]]:
        """First and last day, with ``year`` where none is written."""
        last_year, last_month = self.last.year or self.first.year or year, self.last.month or MONTHS
        start = (self.first.year or year, self.first.month or 1, self.first.day or 1)
        return start, (last_year, last_month, self.last.day or calendar.monthrange(last_year, last_month)[1])


@frozen
class WrittenPeriod:
    """A period with the comparison it was written with, and what is to be told about it."""

    period: Period
    bound: Bound = ""
    remarks: tuple[str, ...] = ()


_LABEL = re.compile(r"[^0-9:]{0,16}?(?:时间|日期|期限|时限|节点)(?:为|是|在|于|:)?")
_LATEST = re.compile(r"(?:不晚于|不迟于|最迟|最晚|应?不超过|不得晚于|不得迟于|≤|<|截止到?|截至)(?:于|在|为)?")
_EARLIEST = re.compile("(?:≥|>|不早于|自)")
_LEAD = re.compile(r"(?:=|(?:延期|推迟|延长|延)(?:至|到)|已?于|已?在|至|到|预计|计划|定于|约定|按期于)")
_DONE = re.compile(
    r"(?:全部|全面|基本|按时|按期|如期|提前|顺利|已)*(?:完成|完工|竣工|验收|交付|到位|支付|拨付|发放|投入使用|建成|办结|投用|结束|完毕|实施)"
    r"(?:验收|完毕|拨付|支付|发放|建设|全部|任务|工作)?[。.]?"
)
_BEFORE = re.compile(r"(?:\(含\)|以|之)?(?:前|内|止)(?:\(含\))?|24[时点](?:以|之)?前|\(前\)")
_FROM = re.compile(r"(?:起|开始|以后|之后|后)")
_SPELT_YEAR = re.compile(r"[一二][〇零○Oo0一二三四五六七八九]{3}(?=年)")
_ROUND = str.maketrans("○Oo0", "〇〇〇〇")
"""What is typed for 〇, which few keyboards have."""
_SPELT = re.compile(r"[一二三四五六七八九十]{1,3}(?=(?:[-~至到][一二三四五六七八九十]{1,3})?(?:月|日|季度))")
_THIS_YEAR = re.compile(r"(?:当|本|今)(?=年[底末初中])|(?:当年|本年度?|今年|年度)(?=[0-9第前上下Q])")

_YEAR = r"(?:(?P<year>(?:19|20)[0-9]{2})年?度?|(?P<short>[0-9]{2})年)"
_PART = r"(?P<part>底|末|初|中|上旬|中旬|下旬)?"
_FORMS = tuple(
    re.compile(form)
    for form in (
        rf"{_YEAR}(?P<month>[0-9]{{1,2}})月(?P<day>[0-9]{{1,2}})[日号]?",
        r"(?P<month>[0-9]{1,2})月(?P<day>[0-9]{1,2})[日号]?",
        r"(?P<year>(?:19|20)[0-9]{2})(?P<sign>[-./])(?P<month>[0-9]{1,2})(?P=sign)(?P<day>[0-9]{1,2})日?",
        rf"(?:{_YEAR})?(?P<month>[0-9]{{1,2}})月份?{_PART}",
        r"(?P<year>(?:19|20)[0-9]{2})[-/](?P<month>[0-9]{1,2})",
        rf"(?:{_YEAR})?(?:第?(?P<quarter>[1-4])季度?|Q(?P<q>[1-4])|(?P<three>前三季度))(?P<part>底|末)?",
        rf"(?:{_YEAR})?(?P<half>[上下])半年(?P<part>底|末)?",
        r"(?P<year>(?:19|20)[0-9]{2})年度?(?P<part>底|末|初|中)?",
        r"(?P<short>[0-9]{2})年(?P<part>底|末)",
        r"年(?P<part>底|末|初|中)",
        rf"(?:{_YEAR})?(?P<whole>全年)",
    )
)
_LOOSE = tuple(
    re.compile(form)
    for form in (
        r"(?P<year>(?:19|20)[0-9]{2})\.(?P<month>[0-9]{1,2})",
        r"(?P<month>[0-9]{1,2})[./](?P<day>[0-9]{1,2})日?",
        r"(?P<year>(?:19|20)[0-9]{2})(?P<month>[01][0-9])(?P<day>[0-3][0-9])",
        r"(?P<year>(?:19|20)[0-9]{2})",
    )
)
"""Forms that are numbers unless something else says that they are dates."""

_DOTTED = re.compile(r"(?:19|20)[0-9]{2}\.[0-9]{1,2}\.[0-9]{1,2}|(?:19|20)[0-9]{2}\.(?:0[1-9]|1[0-2])")
"""The first end of a period that makes a date of the other: 2023.1.1-12.31, 2023.01-2023.12."""

_NUMBER_LIKE = re.compile(r"(?:19|20)[0-9]{2}(?:\.(?:0[1-9]|1[0-2])|(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01]))")
_UNKNOWN_ORDER = re.compile(r"[0-9]{1,2}([./-])[0-9]{1,2}\1(?:[0-9]{1,2}|(?:19|20)[0-9]{2})[前底]?")
_TO = re.compile(r"-{1,2}|~|至|到")
_QUARTERS = {"上旬": (1, 10), "中旬": (11, 20), "下旬": (21, None)}


def period(text: str, written: str, *, loose: bool = False) -> WrittenPeriod | None:
    """The period in a folded text without blanks; None where there is none.

    Args:
        text: folded.
        written: as it was typed, for messages.
        loose: whether something else says that it is a date, so that 2023.6 and 6.30 are read as dates too.

    Raises:
        InputError: ``value.date-order`` where nobody knows which part is the month, ``date.impossible`` for no day.
    """
    if _UNKNOWN_ORDER.fullmatch(text):
        raise refusal("value.date-order", written)
    if not any(sign in text for sign in "年月日季Q-./") and not loose:
        return None
    core, bound, remarks = _core(text)
    is_before = bound == "at-most" and text.removesuffix("(含)").endswith("前")
    core = _THIS_YEAR.sub("", _in_digits(core, remarks))
    found = _one_or_two(core, written, loose=loose or is_before, remarks=remarks)
    return None if found is None else WrittenPeriod(found, bound, ("value.date-text", *remarks))


def is_dotted_month(text: str) -> bool:
    """Whether a number is written as a month or a day is: 2023.12, 20231231. With a unit it would be a number."""
    return bool(_NUMBER_LIKE.fullmatch(text.strip()))


def _core(text: str) -> tuple[str, Bound, list[str]]:
    """The period itself, what stands around it as a comparison, and remarks."""
    remarks: list[str] = []
    bound: Bound = ""
    if (label := _LABEL.match(text)) and label.end() < len(text):
        text = text[label.end() :]
    if latest := _LATEST.match(text):
        text, bound = text[latest.end() :], "at-most"
    elif earliest := _EARLIEST.match(text):
        text, bound = text[earliest.end() :], "at-least"
    if lead := _LEAD.match(text):
        text = text[lead.end() :]
    if (done := _ending(_DONE, text)) is not None:
        text = done
    if (before := _ending(_BEFORE, text)) is not None:
        if not before.endswith(("底", "末")):
            remarks.append("value.before-included")
        text, bound = before, "at-most"
    elif (since := _ending(_FROM, text)) is not None:
        text, bound = since, "at-least"
    return text, bound, remarks


def _ending(pattern: re.Pattern[str], text: str) -> str | None:
    """The text without an ending that fits; endings are short, so that only the last characters are tried."""
    for start in range(max(1, len(text) - 10), len(text)):
        if pattern.fullmatch(text, start):
            return text[:start]
    return None


def _in_digits(text: str, remarks: list[str]) -> str:
    spelt = _SPELT_YEAR.sub(
        lambda found: "".join(str(CHINESE_DIGITS[digit]) for digit in found[0].translate(_ROUND)), text
    )
    spelt = _SPELT.sub(lambda found: f"{value:f}" if (value := chinese(found[0])) is not None else found[0], spelt)
    if spelt != text and "季" not in text:
        remarks.append("value.words")
    return spelt


def _one_or_two(text: str, written: str, *, loose: bool, remarks: list[str]) -> Period | None:
    single = _single(text, written, loose=loose, remarks=remarks)
    if single is not None:
        return single
    for sign in _TO.finditer(text):
        left, right = text[: sign.start()], text[sign.end() :]
        dotted = loose or bool(_DOTTED.fullmatch(left))
        last = _single(right, written, loose=dotted, remarks=remarks)
        if last is None:
            continue
        alike = "季度" if right.endswith("季度") else "月" if last.last.month else "年"  # 1-12月, 2021-2023年
        first = _single(left, written, loose=dotted, remarks=remarks) or _single(
            left + alike, written, loose=loose, remarks=remarks
        )
        if first is None or (first.first.month is None) != (last.last.month is None):
            continue
        end = Day(last.last.year if last.last.year is not None else first.year, last.last.month, last.last.day)
        start, stop = Period(first.first, end).days(LEAP)
        if start > stop:
            raise refusal("value.range-order", written)
        return Period(first.first, end)
    return None


def _single(text: str, written: str, *, loose: bool, remarks: list[str]) -> Period | None:
    forms = (*_FORMS, *_LOOSE) if loose else _FORMS
    found = next((match for form in forms if (match := form.fullmatch(text))), None)
    if found is None:
        return None
    named = found.groupdict()
    year = int(named["year"]) if named.get("year") else None
    if named.get("short"):
        year = 2000 + int(named["short"])
        remarks.append("value.short-year")
    if named.get("month"):
        return _in_month(year, named, written, remarks)
    return _in_year(year, named, remarks)


def _in_month(year: int | None, named: dict[str, str | None], written: str, remarks: list[str]) -> Period:
    month, day, part = int(named["month"] or 0), named.get("day"), named.get("part")
    if not 1 <= month <= MONTHS:
        raise refusal("date.impossible", written)
    longest = calendar.monthrange(year or LEAP, month)[1]
    if day and not 1 <= int(day) <= longest:
        raise refusal("date.impossible", written)
    if day:
        return _at(Day(year, month, int(day)))
    if part in _QUARTERS:
        first, last = _QUARTERS[part]
        return Period(Day(year, month, first), Day(year, month, last or longest))
    if part in ("初", "中"):
        remarks.append("value.date-rough")
    return _at(_end_of(year, month) if part in ("底", "末") else Day(year, month))


def _in_year(year: int | None, named: dict[str, str | None], remarks: list[str]) -> Period:
    part = named.get("part")
    months = _months(named)
    if months is not None:
        first, last = months
        return _at(_end_of(year, last)) if part else Period(Day(year, first), Day(year, last))
    if part in ("底", "末"):
        return _at(_end_of(year, MONTHS))
    if part in ("初", "中"):
        remarks.append("value.date-rough")
        return _at(Day(year, 1 if part == "初" else MONTHS // 2))
    return _at(Day(year))


def _months(named: dict[str, str | None]) -> tuple[int, int] | None:
    """First and last month of a quarter, half or whole year."""
    if quarter := named.get("quarter") or named.get("q"):
        return 3 * int(quarter) - 2, 3 * int(quarter)
    if named.get("three"):
        return 1, 9
    if half := named.get("half"):
        return (1, 6) if half == "上" else (7, MONTHS)
    return (1, MONTHS) if named.get("whole") else None


def _at(day: Day) -> Period:
    return Period(day, day)


def _end_of(year: int | None, month: int) -> Day:
    """The last day of a month; of February without a year the month itself."""
    if year is None and month == 2:
        return Day(None, month)
    return Day(year, month, calendar.monthrange(year or LEAP, month)[1])
