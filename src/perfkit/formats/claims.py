"""Words of completion: what a unit claims about itself, where it gives no figure. Words of quality claim nothing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from perfkit.formats.readings import Claim

_LONGEST = 40
"""Characters of a text that says nothing else."""

_AIM = "(?:年度|预期|既定|全部|绩效|预定|全年|本年)*(?:指标|目标|任务|计划|要求|效果|效益)?(?:值)?"
_MISSED = re.compile(
    rf"(?:因[\u4e00-\u9fff]{{1,10}})?(?:未|没有|没|无法|不能|尚未|还未|未能)(?:按期|按时|及时|如期|按计划|全部)?(?:完成|达成|达到|实现|达标|开展|实施|启动|执行|落实){_AIM}"
    rf"(?:且?效果较差)?|不达标|不合格|否|×|✗|✘|未达预期.{{0,4}}|未开始"
)
_PARTLY = re.compile(
    rf"(?:部分|基本未|大部分|未全部|未完全|正在|陆续)(?:完成|达成|达到|实现|实施|落实|推进){_AIM}(?:并具有一定效果)?|(?:推进|进行|实施|建设|完善)中|进行中"
)
_REACHED = re.compile(
    rf"(?:已|均|已经|全部|全面|完全|按时|按期|及时|提前|按计划|按进度|按要求|如期|超额|圆满|顺利|较好|足额|年度|100%)*"
    rf"(?:完成|达成|达到|实现|达标|达|落实){_AIM}|(?:均|全部)?(?:达标|合格)|到位|已到位|是|√|✓|✔"
)

_TIMELY = re.compile("按时|按期|及时|提前|如期|按计划|按进度|指标|目标")


def claim(text: str) -> Claim | None:
    """``reached``, ``partly`` or ``missed`` where words say only that; None for all others."""
    words = _bare(text)
    for pattern, said in _PATTERNS:
        if pattern.fullmatch(words):
            return said
    return None


def in_time(text: str) -> bool:
    """Whether words claim that a day was kept: they name the time or the aim."""
    words = _bare(text)
    return bool(_REACHED.fullmatch(words) and _TIMELY.search(words))


def _bare(text: str) -> str:
    """The words without brackets and punctuation around them; empty for a description."""
    return text.strip(" 。,，;；!！.()（）") if len(text) <= _LONGEST else ""


_PATTERNS: tuple[tuple[re.Pattern[str], Claim], ...] = (
    (_MISSED, "missed"),
    (_PARTLY, "partly"),
    (_REACHED, "reached"),
)
