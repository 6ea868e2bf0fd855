"""The indicator library 指标库: what projects take by its code, so that one thing has one name and unit."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Literal, TypeAlias, get_args

from attrs import define, field, frozen

from perfkit.errors import nearest
from perfkit.model.evidence import EvidenceKind
from perfkit.model.kinds import as_tuple
from perfkit.model.names import comparable
from perfkit.model.origin import Basis, Origin
from perfkit.model.title import Title
from perfkit.model.units import is_money

LibraryBlock: TypeAlias = Literal["decision", "process", "cost", "output", "benefit", "satisfaction"]
"""决策 (投入), 过程, 成本, 产出, 效益, 满意度: the first level to which a category belongs, whatever a set calls it."""

Direction: TypeAlias = Literal["at-least", "at-most", "equal", "judged"]
"""指标性质: the more the better 正向, the less the better 反向, exactly as promised, described in words 定性."""

ValueSource: TypeAlias = Literal[
    "statistics-office", "authority-survey", "yearbook", "department-statistics", "department-records",
    "department-judgement", "questionnaire", "media", "other",
]  # fmt: skip
"""数据来源, the nine kinds of 财预〔2021〕101号 三（五）."""

DIRECTIONS: tuple[Direction, ...] = get_args(Direction)
LIBRARY_BLOCKS: tuple[LibraryBlock, ...] = get_args(LibraryBlock)
VALUE_SOURCES: tuple[ValueSource, ...] = get_args(ValueSource)

_AROUND = re.compile(r"^(?:[★☆*]|指标[0-9]+[:.、]|[0-9]+[:.、](?![0-9])|其中[:、]?)+|\([≥≤＝=][^()]*\)$")
"""What forms print around a name: a star, ``指标1：``, 其中, a bound with its unit in brackets."""


def printed_name(name: str) -> str:
    """The form under which an indicator's name is looked up: comparable, without what forms print around it."""
    text = comparable(name)
    return _AROUND.sub("", text) or text


@frozen(kw_only=True)
class Term:
    """A word of the library by which indicators are found: a sector 领域 or an expenditure type 支出类型.

    Attributes:
        code: what indicators refer to; name: in both languages; aliases: further words for it.
    """

    code: str
    name: Title
    aliases: tuple[str, ...] = field(default=(), converter=as_tuple)

    @property
    def words(self) -> tuple[str, ...]:
        """Everything it may be asked for by."""
        return tuple(word for word in (self.code, self.name.zh, self.name.en, *self.aliases) if word)


@frozen(kw_only=True)
class Category(Term):
    """A second-level name 二级指标, with the block it belongs to; ``aliases`` are what forms and sets call it too."""

    block: LibraryBlock

    def accepted(self, names: Iterable[str]) -> str:
        """The first of ``names`` that means this category; empty if none does."""
        own = {comparable(name) for name in (self.name.zh, *self.aliases)}
        return next((name for name in names if comparable(name) in own), "")


@frozen(kw_only=True)
class LibraryIndicator:
    """One indicator of the library.

    Attributes:
        code: what projects take it by, such as ``road.length-built``; it never changes.
        name: as it should be printed.
        category: code of its second-level name.
        unit: in which target and actual are counted; empty where there is nothing to count.
        units: further units that mean the same thing, such as 米 beside 公里.
        direction: see :data:`Direction`.
        sectors, types: codes of the fields and of the expenditure types in which it is at home.
        source: where the actual comes from; documents: those in which it usually stands, such as 验收报告.
        evidence: the kind of document that proves it best.
        target: the usual target where one is standard, such as ``100%``; it is told and never filled in.
        definition: how it is counted, where the name does not say it.
        aliases: names under which forms print it.
        basis: the documents it rests on.
        replaces: ``PLUGIN:CODE`` of the indicator further up the chain that this one stands for; empty for none.
        origin: where it was read.
    """

    code: str
    name: Title
    category: str
    unit: str = ""
    units: tuple[str, ...] = field(default=(), converter=as_tuple)
    direction: Direction
    sectors: tuple[str, ...] = field(converter=as_tuple)
    types: tuple[str, ...] = field(converter=as_tuple)
    source: ValueSource
    documents: tuple[str, ...] = field(default=(), converter=as_tuple)
    evidence: EvidenceKind
    target: str = ""
    definition: Title | None = None
    aliases: tuple[str, ...] = field(default=(), converter=as_tuple)
    basis: tuple[Basis, ...] = field(default=(), converter=as_tuple)
    replaces: str = ""
    origin: Origin | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """Its names in any language and spelling."""
        return tuple(name for name in (self.name.zh, self.name.en, *self.aliases) if name)

    def counts_in(self, unit: str) -> bool:
        """Whether a figure in ``unit`` is one of this indicator; any scale of money counts money."""
        return unit in (self.unit, *self.units) or (is_money(unit) and is_money(self.unit))


@frozen
class Taken:
    """What an indicator of a project took from the library.

    Attributes:
        filled: the keys that the project left to it: ``block``, ``category``, ``name``, ``direction``, ``unit``.
    """

    indicator: LibraryIndicator
    filled: tuple[str, ...] = field(converter=as_tuple)


@define(slots=False)
class Library:
    """The indicators that a set may use, with the words they are found by; the nearest of each code."""

    indicators: Mapping[str, LibraryIndicator] = field(factory=dict)
    sectors: Mapping[str, Term] = field(factory=dict)
    types: Mapping[str, Term] = field(factory=dict)
    categories: Mapping[str, Category] = field(factory=dict)

    @cached_property
    def _by_name(self) -> dict[str, list[LibraryIndicator]]:
        found: dict[str, list[LibraryIndicator]] = {}
        for one in self.indicators.values():
            for name in dict.fromkeys(map(printed_name, one.names)):
                found.setdefault(name, []).append(one)
        return found

    def named(self, name: str) -> tuple[LibraryIndicator, ...]:
        """The indicators with this name or alias, as a form prints it; several where blocks share a name."""
        return tuple(self._by_name.get(printed_name(name), ()))

    def like(self, name: str, most: int = 5) -> tuple[LibraryIndicator, ...]:
        """The indicators whose names look most like ``name``, the likeliest first; by spelling, never by meaning."""
        from difflib import SequenceMatcher

        wanted = printed_name(name)
        matcher = SequenceMatcher(b=wanted, autojunk=False)
        best: dict[str, tuple[int, int]] = {}
        for known, entries in self._by_name.items():
            matcher.set_seq1(known)
            matched = 2 * sum(block.size for block in matcher.get_matching_blocks())
            for entry in entries:
                score = (matched, len(known) + len(wanted))
                best[entry.code] = max(best.get(entry.code, (0, 1)), score, key=_likeness)
        codes = sorted(best, key=lambda code: _likeness(best[code]), reverse=True)
        return tuple(self.indicators[code] for code in codes[:most] if 2 * best[code][0] >= best[code][1])

    def block(self, indicator: LibraryIndicator) -> LibraryBlock:
        """The block of an indicator, by its category."""
        return self.categories[indicator.category].block

    def near(self, code: str) -> str:
        """The code that was probably meant, or an empty text."""
        exact = self.named(code)
        return exact[0].code if exact else nearest(code, self.indicators)


def _likeness(score: tuple[int, int]) -> int:
    """Twice the characters that match of all characters, in millionths: whole, so that the order is exact enough."""
    matched, of = score
    return matched * 1_000_000 // of


def terms_of(word: str, terms: Mapping[str, Term]) -> Iterator[Term]:
    """The terms that ``word`` names by code, name or alias, in any spelling."""
    wanted = comparable(word)
    yield from (term for term in terms.values() if wanted in map(comparable, term.words))
