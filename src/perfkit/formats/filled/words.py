"""The words of a form as they are compared: without blanks, width, numbering, and what stands in brackets."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import lru_cache
from typing import TypeVar

from perfkit.formats.numerals import ZERO_WIDTH
from perfkit.model import MONEY_PLACES

T = TypeVar("T")

LONGEST = 200
"""Characters that any label, head or name with points may have; what is longer is a text and taken as it is."""

_BRACKETS = re.compile(r"\(([^()]*)\)")
_NUMBERING = re.compile(r"^(?:[一二三四五六七八九十]+、|[0-9]+(?:[.、](?![0-9]))|[①-⑳❶-❿])+")
_ENDS = ":;,。.、*★※-—"
_AMONG = re.compile(r"^其中(?::|(?=.))|^#")
_POINTS = re.compile(r"\(?([0-9]+(?:\.[0-9]+)?)分\)?$|\(([0-9]+(?:\.[0-9]+)?)\)$")
_POINTS_AT_END = re.compile(r"\s*[(（]\s*[0-9０-９.．]+\s*分?\s*[)）]\s*$")
_LEVEL = re.compile(r"([^0-9()]+)\(?(?:(?:权重|分值):?)?([0-9]+(?:\.[0-9]+)?)(分|%)?\)?")
_UNITS = "|".join(sorted(MONEY_PLACES, key=len, reverse=True))
_UNIT = re.compile(rf"单位[:为是]?(?:人民币)?({_UNITS})(?![/每])|\((?:人民币)?({_UNITS})\)")
_NUMBERED = re.compile(r"^指标[0-9一二三四五六七八九十]*[:.、]")
NOTHING = frozenset({"", "无"})
_STROKES = "/\\-—–…*._·"
"""What people put where they have nothing to say."""


def folded(text: str) -> str:
    """The text in one width, without blanks, line breaks and what cannot be seen."""
    return _folded_label(text) if len(text) <= LONGEST else _folded(text)


def _folded(text: str) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", ZERO_WIDTH.sub("", text))).casefold()


_folded_label = lru_cache(maxsize=16_384)(_folded)
"""The cells of a sheet are compared with the words of every layout, over and over."""


def bare(text: str) -> str:
    """The words alone: ``年度指标值 （A）：`` is 年度指标值, ``产出指标(50分)`` is 产出指标."""
    text = folded(text)
    while len(text) <= LONGEST and (shorter := _BRACKETS.sub("", text)) != text:
        text = shorter
    return _NUMBERING.sub("", text).strip(_ENDS)


def is_nothing(text: str) -> bool:
    """Whether a cell says nothing: blank, dashes, strokes, dots, 无."""
    return folded(text).strip(_STROKES) in NOTHING


def money_unit_of(text: str) -> str:
    """The unit of money that a label says in brackets or after 单位; empty for none."""
    found = _UNIT.search(folded(text))
    return next(unit for unit in found.groups() if unit) if found else ""


def is_percent(text: str) -> bool:
    """Whether a head says that its column is in percent."""
    return any(inside in ("%", "百分比", "单位:%") for inside in _BRACKETS.findall(folded(text)))


def points_in(text: str) -> Decimal | None:
    """The points that a name bears at its end: ``产出指标(50分)``; None for none."""
    words = folded(text)
    found = _POINTS.search(words) if len(words) <= LONGEST else None
    return Decimal(next(number for number in found.groups() if number)) if found else None


def without_points(text: str) -> str:
    """A name without the points it bears at its end."""
    return _POINTS_AT_END.sub("", text) if len(text) <= LONGEST else text


def level_of(text: str) -> tuple[str, Decimal | None]:
    """The name of a level and the points beside it: ``产出指标 50``, ``产出指标（权重50）``; a share is no points."""
    found = _LEVEL.fullmatch(folded(text))
    if found is None:
        return text, points_in(text)
    return found[1], None if found[3] == "%" else Decimal(found[2])


def among(text: str) -> str:
    """A label without the 其中 before it."""
    return _AMONG.sub("", text)


def named(text: str) -> str:
    """The name of an indicator without the number that the form prints before it: ``指标1：新建道路``."""
    line = text.strip()
    found = _NUMBERED.match(unicodedata.normalize("NFKC", line))
    return line[found.end() :].strip() if found else line


class Lexicon(dict[str, T]):
    """What words stand for, found however they are written."""

    @classmethod
    def of(cls, entries: Iterable[tuple[T, Iterable[str]]]) -> Lexicon[T]:
        """Each thing with its words; the first thing that has a word keeps it."""
        found: Lexicon[T] = cls()
        listed = [(thing, list(words)) for thing, words in entries]
        for form in (folded, bare):
            for thing, words in listed:
                for word in words:
                    found.setdefault(form(word), thing)
        return found

    def meant(self, text: str) -> T | None:
        """What a text stands for; None for nothing."""
        for form in (folded, bare, lambda text: bare(among(folded(text)))):
            if (word := form(text)) and word in self:
                return self[word]
        return None


def shown_words(words: Mapping[str, object] | Iterable[str]) -> str:
    """Words as a message lists them."""
    return "、".join(words)
