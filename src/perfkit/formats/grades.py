"""Grades from best to worst, where a target says which one is good enough: 良及以上, ≥良好, 不低于合格."""

from __future__ import annotations

import re

_LADDER = (
    ("优", "优秀"),
    ("良", "良好"),
    ("中", "中等"),
    ("合格", "及格", "达标"),
    ("差", "不合格", "不及格", "不达标"),
)
_RANKS = {word: rank for rank, words in enumerate(_LADDER) for word in words}
_LEVEL = re.compile("(?:等次|等级|档次?|[级等])$")
_IN_FRONT = re.compile(r"(?:≥|>\s*=|不低于|不得低于|至少为?|达到)\s*(.{1,6}?)(?:及?以上)?")
_BEHIND = re.compile("(.{1,6}?)(?:及|或|及其)?以上")


def least_grade(text: str) -> int | None:
    """The rank of the grade that is good enough, the best being 0; None where a text says no such thing."""
    found = _IN_FRONT.fullmatch(text) or _BEHIND.fullmatch(text)
    return grade(found[1]) if found else None


def grade(text: str) -> int | None:
    """The rank of a grade; None for all other words."""
    return _RANKS.get(text, _RANKS.get(_LEVEL.sub("", text)))
