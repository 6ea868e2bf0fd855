"""The 评价要点 and problems behind a line: what was found, what proves it, and what each of them is worth."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from typing import TypeAlias

from attrs import frozen

from perfkit.formula import Value
from perfkit.model import SUPPLIED, Figure, Indicator
from perfkit.scoring.derivation import Derivation
from perfkit.scoring.facts import named_facts

Entry: TypeAlias = dict[str, Value]
Entries: TypeAlias = tuple[Entry, ...]
Shares: TypeAlias = list[Fraction] | None

MET = "met"
"""The field that says whether, or how far, an element is met."""


@frozen(kw_only=True)
class Element:
    """One 评价要点, or one problem that was found.

    Attributes:
        name: of the element; fact: what was found; evidence: what proves it; remark: why, or how, it is deducted. All
            as they were written, empty where nothing was.
        met: how far it is met, from 0 to 1; None for a problem.
        unproved: whether it is written that nothing proves it.
        available: the points it can earn; None where the rule does not take its elements one by one, and for a problem.
        points: those it earned; deduction: those it lost. None where nobody can say how much is its own.
    """

    name: str
    fact: str = ""
    evidence: str = ""
    remark: str = ""
    met: Fraction | None = None
    unproved: bool = False
    available: Figure | None = None
    points: Figure | None = None
    deduction: Figure | None = None


def elements_of(derivation: Derivation | None, indicator: Indicator | None) -> tuple[Element, ...]:
    """The elements and problems of a line in the order in which they were written.

    Without a derivation, as where the list is not complete, they are those of the indicator, and nobody knows what
    each is worth. Other lists, such as the sheets of raters or a survey, have none.
    """
    if derivation is None:
        given = {} if indicator is None else named_facts(indicator.facts)
        return tuple(element for found in _lists(given.values()) for element in _unweighed(found))
    asked = {name: derivation.facts.get(name) for name in sorted(derivation.rule.facts) if name not in SUPPLIED}
    return tuple(
        element
        for name, value in asked.items()
        for found in _lists([value])
        for element in _weighed(found, name, derivation)
    )


def _lists(values: Iterable[Value | None]) -> Iterator[Entries]:
    yield from (tuple(dict(entry) for entry in value) for value in values if isinstance(value, tuple))


def _unweighed(entries: Entries) -> Iterator[Element]:
    yield from (_element(entry) for entry in entries if _met(entry) is not None)


def _weighed(entries: Entries, name: str, derivation: Derivation) -> Iterator[Element]:
    """The elements of one list; none of a list of which nothing is met and nothing deducted."""
    listed = bool(entries) and all(_met(entry) is not None for entry in entries)
    available, lost = _marked(entries, name, derivation) if listed else (None, _deducted(entries, name, derivation))
    if not listed and lost is None:
        return
    weight = derivation.weight.exact
    for at, entry in enumerate(entries):
        had = None if available is None else available[at] * weight
        less = None if lost is None else lost[at] * weight
        earned = None if had is None or less is None else had - less
        yield _element(entry, _points(had), _points(earned), _points(less))


def _points(exact: Fraction | None) -> Figure | None:
    return None if exact is None else Figure(exact, "分")


def _marked(entries: Entries, name: str, derivation: Derivation) -> tuple[Shares, Shares]:
    """What each element can earn and what it lost, where these add up to what all of them can earn and lost.

    Each is asked of the rule: met and not met, the others as they are. What it can earn has to be the same where none
    of the others is met: where one decides over the others, as a gate does, nobody can say what is whose.
    """
    best = [_share(_with(entries, at, full=True), name, derivation) for at in range(len(entries))]
    worst = [_share(_with(entries, at, full=False), name, derivation) for at in range(len(entries))]
    every = tuple({**entry, MET: _level(entry, full=True)} for entry in entries)
    none = tuple({**entry, MET: _level(entry, full=False)} for entry in entries)
    whole, nothing = _share(every, name, derivation), _share(none, name, derivation)
    alone = [_share(_with(none, at, full=True), name, derivation) for at in range(len(entries))]
    now, had = derivation.share, _less(best, worst, whole, nothing)
    apart = had == _less(alone, [nothing] * len(alone), whole, nothing)
    return had if apart else None, _less(best, [now] * len(best), whole, now)


def _deducted(entries: Entries, name: str, derivation: Derivation) -> Shares:
    """What each problem cost: the share without it, less that with it, where these add up to what all of them cost."""
    without = [_share((*entries[:at], *entries[at + 1 :]), name, derivation) for at in range(len(entries))]
    now = derivation.share
    return _less(without, [now] * len(without), _share((), name, derivation), now)


def _less(
    high: Sequence[Fraction | None], low: Sequence[Fraction | None], whole: Fraction | None, rest: Fraction | None
) -> Shares:
    """Each difference, if there are all and they add up to that of the whole."""
    found = [above - below for above, below in zip(high, low, strict=True) if above is not None and below is not None]
    if whole is None or rest is None or len(found) < len(high) or sum(found, Fraction(0)) != whole - rest:
        return None
    return found


def _share(entries: Entries, name: str, derivation: Derivation) -> Fraction | None:
    found = derivation.rule.share({**derivation.facts, name: entries})
    return found if isinstance(found, Fraction) else None


def _with(entries: Entries, at: int, *, full: bool) -> Entries:
    return (*entries[:at], {**entries[at], MET: _level(entries[at], full=full)}, *entries[at + 1 :])


def _level(entry: Entry, *, full: bool) -> bool | Fraction:
    return full if isinstance(entry[MET], bool) else Fraction(full)


def _met(entry: Entry) -> Fraction | None:
    met = entry.get(MET)
    return Fraction(met) if isinstance(met, (bool, Fraction)) else None


def _element(
    entry: Entry, available: Figure | None = None, points: Figure | None = None, deduction: Figure | None = None
) -> Element:
    return Element(
        name=_text(entry, "name", "title"),
        fact=_text(entry, "fact", "text", "note"),
        evidence=_text(entry, "evidence"),
        remark=_text(entry, "deduction", "reason", "cause"),
        met=_met(entry),
        unproved=entry.get("evidence") is False,
        available=available,
        points=points,
        deduction=deduction,
    )


def _text(entry: Entry, *fields: str) -> str:
    """The first of these fields that holds a text."""
    return next((value for field in fields if isinstance(value := entry.get(field), str) and value), "")
