"""What turns one unit into another, exactly: scales (万元, 元), other sizes of one measure (公里, 米), other words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from perfkit.formats.measures import Unit, unit
from perfkit.model import Exact

_TEN = Exact(10)
_SIZES: tuple[Mapping[str, Exact], ...] = (
    {"毫米": 1 / _TEN**3, "厘米": 1 / _TEN**2, "分米": 1 / _TEN, "米": Exact(1), "公里": _TEN**3},
    {"平方米": Exact(1), "亩": Exact(10_000, 15), "公顷": _TEN**4, "平方公里": _TEN**6},
    {"毫升": 1 / _TEN**6, "升": 1 / _TEN**3, "立方米": Exact(1)},
    {"微克": 1 / _TEN**6, "毫克": 1 / _TEN**3, "克": Exact(1), "公斤": _TEN**3, "吨": _TEN**6},
    {
        "毫秒": 1 / _TEN**3,
        "秒": Exact(1),
        "分钟": Exact(60),
        "小时": Exact(3600),
        "天": Exact(86_400),
        "周": Exact(604_800),
    },
    {"瓦": 1 / _TEN**3, "千瓦": Exact(1), "兆瓦": _TEN**3},
    {"月": Exact(1), "季": Exact(3), "半年": Exact(6), "年": Exact(12)},
)
"""Sizes that are the same everywhere. A month is no number of days, and a 工作日 no day of the calendar."""

_EITHER = re.compile(r"(.+)\((.{1,2})\)|([台个件])/?(套)")
"""2台（套）, 2台/套: either word counts them."""

_COUNTERS = frozenset("个项座门名家条件份套台处所间栋幢辆艘架本册篇部块场期户张支根口眼枚盏批只头株")
_NO_NOUNS = re.compile("次|个?月|季度|小时|百分点|工作日|学[期年]|星期|周|年|套|点|等级|等次")
"""What makes another unit of a counting word: 户次, 个月."""


def ratio(given: str, wanted: str) -> Exact | None:
    """How many of ``wanted`` one of ``given`` is; None if they measure other things."""
    if given == wanted:
        return Exact(1)
    if not given or not wanted:
        return None
    pairs = ((unit(one), unit(other)) for other in _words(wanted) for one in _words(given))
    return next((found for one, other in pairs if (found := _between(one, other)) is not None), None)


def names_less(given: str, wanted: str) -> bool:
    """Whether one of two units leaves out the thing that the other counts: 座, 座桥."""
    short, long = sorted((given, wanted), key=len)
    noun = long.removeprefix(short)
    return short in _COUNTERS and noun not in ("", long) and noun.isalpha() and not _NO_NOUNS.match(noun)


def _words(text: str) -> Iterator[str]:
    yield text
    if found := _EITHER.fullmatch(text):
        words = [word for word in found.groups() if word]
        yield from (*words, "".join(words))


def _between(one: Unit, other: Unit) -> Exact | None:
    (first, kind), (second, same) = _size(one), _size(other)
    return first / second if kind == same else None


def _size(taken: Unit) -> tuple[Exact, tuple[str, ...]]:
    """The size of a unit, and what it measures: of 万元/公里 ten thousand by a thousand, and 元 by 米."""
    head, *per = taken.base.split("/")
    size, kind = _one(head)
    size *= _TEN**taken.scale
    kinds = []
    for part in per:
        by, what = _one(part)
        size /= by
        kinds.append(what)
    return size, (kind, *sorted(kinds))


def _one(name: str) -> tuple[Exact, str]:
    for sizes in _SIZES:
        if name in sizes:
            return sizes[name], next(iter(sizes))
    return Exact(1), name
