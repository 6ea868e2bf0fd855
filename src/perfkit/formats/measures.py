"""Units as people write them: which text behind a number is one, and what it measures."""

from __future__ import annotations

import re
import unicodedata
from typing import Literal, TypeAlias

from attrs import frozen

from perfkit.model import MONEY_PLACES

Measure: TypeAlias = Literal["number", "percent", "money"]

SCALES: dict[str, int] = {"": 0, "十": 1, "百": 2, "千": 3, "万": 4, "十万": 5, "百万": 6, "千万": 7, "亿": 8}
"""Power of ten of what may stand in front of a counting word."""

BARE_SCALES = frozenset({"千", "万", "亿"})
"""Scales that people write without 元 where money is meant."""

_RATES = {"%": -2, "‰": -3}
_SAME: dict[str, str] = {
    alias: unit
    for unit, aliases in {
        "平方米": "m2 米2 平米 平方 平",
        "平方公里": "km2 平方千米",
        "立方米": "m3 米3 立方 方",
        "公里": "千米 km",
        "米": "m",
        "厘米": "cm",
        "毫米": "mm",
        "公顷": "ha hm2",
        "吨": "t",
        "公斤": "千克 kg",
        "克": "g",
        "毫克": "mg",
        "微克": "μg ug",
        "升": "l",
        "毫升": "ml",
        "天": "日 日历天 日历日 个日历天 个日历日",
        "工作日": "个工作日",
        "周": "星期 个星期",
        "月": "个月",
        "季": "季度 个季度",
        "小时": "个小时 h",
        "分钟": "min",
        "秒": "s 秒钟",
        "毫秒": "ms",
        "百分点": "个百分点",
        "千瓦时": "度",
        "千瓦": "kw",
        "兆瓦": "mw",
        "千伏安": "kva",
        "兆帕": "mpa",
        "分贝": "db",
        "摄氏度": "°c",
        "人": "名 位",
        "人天": "人日",
        "场": "场次",
        "株": "棵",
        "台套": "台(套)",
        "10万": "十万 100000",
        "万": "1万 10000",
        "千": "1千 1000",
    }.items()
    for alias in aliases.split()
}
"""Other names of the same unit, as NFKC and small letters write them: ㎡ is m2, KM is km."""

_PERSONS = re.compile("(?<=^人)(?=[天日月年]$)")
"""In 元/人天, which is 元/人·天."""
_PERSON_DAY = re.compile("^人[·•⋅・*×.][天日]$")
_KILOWATT_HOUR = re.compile(r"kw[·•⋅・*×.-]?h")
"""Units whose names have a joint."""

_OTHER_MONEY = ("美元", "欧元", "港元", "日元", "英镑")

_COUNTED_TOO = re.compile(r"\([次个户人家件处所项套台只座场批条辆份名张组部间栋例起株]\)$")
"""A second counting word, as in 3家（次）."""

_OF_KILO = "克米瓦伏卡帕赫"
_STEPS = re.compile(f"[十百千]+(?![元分{_OF_KILO}])")
_TOKEN = re.compile(r"[^\W\d_]+[²³]?|[A-Za-z]{1,2}[23]|[万千]?[㎡℃°μ\u3380-\u33df]+[^\W\d_]*")
_JOINTS = re.compile(r"[/·•⋅・*×.、每]")
_PART = 6
_LONGEST = 14
_NOT_IN_UNITS = re.compile(
    "投入|覆盖|养护|完成|达到|达标|达成|提升|提高|改善|实现|受益|参加|参训|参与|到位|合格|通过|办结|建成|竣工|开展|保障|有效|正常|以|全|已|未|均|的|并"
    "|且|或|及|等(?!级)|后|前|内|左右|上下|满意|优|良|达|为|是|无|不|人民币|含|其中|余|多|许|几|之|比|中|将|约|率|整"
)
_WORDS_OF_UNITS = re.compile("[eE][+-]?|[oOlI]+|[wWkK]")

COUNTED = re.compile(
    "(?:个|项|人|人次|次|家|户|户次|件|份|台|套|座|条|处|场|场次|期|篇|天|日|年|周|名|位|种|批次|只|头|辆|艘|架|栋|幢|间|所|亩|万亩|吨|米|公里|平方米|元|千元|万元|亿元|公斤"
    "|册|笔|宗|例|起|课时|学时|小时|分钟|倍|棵|株|块|幅|盏|部|门|本|张|支|根|口|眼|尾|枚|袋|箱|桶|瓶|剂|针|卷|颗|段|组|轮|批|宗|人份|标段|公顷|立方米|千瓦时|千瓦|个月|个季度|个工作日|工作日|个百分点|百分点|个村|个点|个乡镇|个镇|个社区|个项目|个标段|名学生|名专家|%)?"
)
"""Units that may follow Chinese numerals, of which many other words begin with one (一般, 三公, 一致)."""


@frozen
class Unit:
    """A unit taken apart.

    Attributes:
        scale: power of ten in front of the base, 4 in 万人次.
        base: what is counted, by one name for units with several: 平方米 for ㎡; 元 for every scale of money.
        measure: what kind of figure it makes.
    """

    scale: int
    base: str
    measure: Measure


def unit(text: str) -> Unit:
    """The unit that ``text`` names; any word is one."""
    if text in _RATES:
        return Unit(_RATES[text], "%", "percent")
    spelt = _KILOWATT_HOUR.sub("千瓦时", unicodedata.normalize("NFKC", text).casefold())
    spelt = _PERSON_DAY.sub("人天", spelt)
    parts = [part for part in _JOINTS.split(_COUNTED_TOO.sub("", spelt)) if part]
    head = parts[0] if parts else ""
    scale, first = _scaled(head)
    per = sorted(_SAME.get(part, part) for joined in parts[1:] for part in _PERSONS.split(joined) if part)
    if "人" in per and "次" in per:
        per = sorted(["人次", *(part for part in per if part not in "人次")])
    base = "/".join([_SAME.get(first, first), *per])
    is_money = first == "元" or first in _OTHER_MONEY
    return Unit(SCALES[scale], base, "money" if is_money else "number")


def _scaled(head: str) -> tuple[str, str]:
    """Scale and base of the first part of a unit; the 千 of 千米 and 千瓦时 is part of their name."""
    if head in MONEY_PLACES:
        return head.removesuffix("元"), "元"
    for name in sorted(SCALES, key=len, reverse=True):
        rest = head.removeprefix(name)
        if rest not in ("", head) and not (name[-1] == "千" and rest[0] in _OF_KILO) and not rest.startswith("分"):
            return name, rest
    return "", head


def head(text: str) -> str:
    """The unit without what it is counted by: 元 of 元/人·月."""
    return _JOINTS.split(text, maxsplit=1)[0]


def is_unit(text: str) -> bool:
    """Whether ``text`` may stand behind a number as its unit: a word or a few joined, no sentence."""
    if not text or text in _RATES:
        return True
    if len(text) > _LONGEST or _NOT_IN_UNITS.search(text) or _WORDS_OF_UNITS.fullmatch(text):
        return False
    parts = _JOINTS.split(_COUNTED_TOO.sub("", text))
    return all(_TOKEN.fullmatch(part) and len(part) <= _PART for part in parts)


def steps(text: str) -> tuple[int, str]:
    """The power of ten of 十, 百, 千 in front of a unit, which multiply the number, and what is left: 3千人."""
    found = _STEPS.match(text)
    if not found or (found[0] == text and text in BARE_SCALES):
        return 0, text
    return sum(SCALES[step] for step in found[0]), text[found.end() :]
