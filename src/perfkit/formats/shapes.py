"""What stands around a figure and adds nothing to it: 5个（果园）, 100%完成, 36人，其中女性12人, 5个，已完成."""

from __future__ import annotations

import re
from collections.abc import Iterator

from perfkit.formats.claims import claim

_TAIL = re.compile(r"[。;,、!.\s]+$")
_ASIDE = re.compile(
    r"\((?:含|含本数|(?!不?含(?:本数)?\))[^()0-9]{1,12}|(?:其中|其余|另|每|含|包含|包括|超额)[^()]{1,20}|(?<![%‰]\()[^()0-9]{0,6}[0-9.]+%)\)$|[,;](?:其中|含|包括)[^()]{1,30}$"
)
_ROUND_SUM = re.compile("(?<=元)(?:整|人民币)$")
_COMMA = re.compile("[,;、 ]")
_IN_BRACKETS = re.compile(r"([^()]{1,20})\(([^()]{1,20})\)")
_DONE = re.compile(
    r"(?:已|均已|全部|已全部|均)?(?:完成|达成|达标|到位|完工|竣工|建成|办结|落实|执行|实现|覆盖|发放|兑现|拨付|合格|通过|满意|整改|处置|归档|入库|参保|及时|准确|有效|正常)(?:率|到位)?$"
    r"|(?<=内)(?:到达|到场|响应|回复|答复|反馈|支付|处理|解决|修复|恢复|抢修|办理|审核|审批|受理|送达|公示|公开|结案|化解)(?:现场|完毕|到位|结果)?$"
)


def shapes(text: str) -> Iterator[tuple[str, tuple[str, ...]]]:
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
