"""Names in front of a number in one cell: 投诉率≤5%, 完成率100%, 新建3座, 改造老旧小区12个."""

from __future__ import annotations

import re
import unicodedata

from perfkit.formats.harms import less_is_better
from perfkit.formats.measures import COUNTED
from perfkit.model import is_money

_LONGEST = 30
_JOINTS = re.compile(r"(?:为|是|在|达|共|至|到|:|=)+$")
_MEASURED = re.compile(
    r"(?:率|度|数|量|额|成本|费用|造价|预算|投入|支出|收入|增收|产值|比例|比重|占比|面积|里程|长度|高度|宽度|时长|时间|时限|人次|资金|金额|总投资|投资|pH值|控制在?|人民币|误差|增幅|增长|降幅|提高|提升|上升|增加|下降|降低|减少|压减|缩短|pH)$",
    re.IGNORECASE,
)
_DEEDS = re.compile(
    r"(?:已|实际|超额|共|累计|全年|共计|计划|预计|全部|本年|年度|合计|总计|其中)*(?:完成|新建|改建|建成|建设|修建|新增|购置|采购|培训|发放|补助|资助|举办|组织|开展|达到?|实现|种植|养殖"
    r"|参训|参加|覆盖|服务|受益|慰问|救助|检测|抽检|检查|巡查|印发|印制|制作|宣传|接待|办理|安装|维修|改造|硬化|投入|支付|拨付|为|共|计|约)?(?:了|为)?"
)
_OBJECT = re.compile("[\u4e00-\u9fff、]{1,14}")
"""Anything that is counted: 老旧小区, 采购电脑, 收到申请后."""
_ELSE = re.compile("[比较多少差缺剩余欠前名每未没非]|低于|高于|超|月$")
"""What makes of a number no count of the thing itself: a rank, a difference, a rest, a share for each."""
_DENIED = re.compile("(?:未能?|没有?|不|非|无法|难以|第)$")
"""At the end of a label: what follows is denied, or is the number of one thing and not how many there are."""


def bare_name(label: str) -> str:
    """The name without what joins it to the number: 投诉率 of 投诉率为."""
    return _JOINTS.sub("", label).strip()


def is_label(label: str, *, signed: bool) -> bool:
    """Whether the words in front of a number can be a name; 12345热线投诉率 can where a sign ends it.

    Args:
        label: the words.
        signed: whether ≥ or its kin stands behind them.
    """
    if len(label) > _LONGEST or _DENIED.search(label):
        return False
    words = signed or label.casefold() == "ph" or any(unicodedata.category(character) == "Lo" for character in label)
    return words and not re.search("[;。,，!?%]" if signed else "[0-9;。,，!?%]", label)


def names_a_number(name: str) -> bool:
    """Whether a name announces the number behind it, whatever its unit: 覆盖率, 完成, 投诉."""
    return bool(_MEASURED.search(name) or _DEEDS.fullmatch(name) or less_is_better(name))


def is_deed(name: str) -> bool:
    """Whether the words say only that something was done: 新建, 共完成."""
    return bool(name and _DEEDS.fullmatch(name))


def counts(name: str, unit: str) -> bool:
    """Whether name and unit say how many there are of a thing, or how much of it: 采购电脑, 台."""
    counted = unit in ("%", "‰") or is_money(unit) or bool(unit and COUNTED.fullmatch(unit))
    return counted and bool(_OBJECT.fullmatch(name)) and not _ELSE.search(name)
