"""What is known of each name while a formula is read for what it can give."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import TypeAlias, Union, cast

from attrs import field, frozen

from perfkit.formula.absent import Absent, Value
from perfkit.formula.language.kinds import Labels, NodeKind
from perfkit.formula.possible.numbers import ANY_NUMBER, NO_NUMBER, NumberSet

Truths: TypeAlias = frozenset[bool]
Words: TypeAlias = frozenset[str]
Possible: TypeAlias = NumberSet | Truths | Words
"""What a formula can give; an empty set where it gives nothing, whatever the facts turn out to be."""

PartFact: TypeAlias = Union[Value, NumberSet, Truths, Words, "Sequence[Mapping[str, PartFact]]"]
"""A fact that is known, or what it may be; nothing, or a value that is missing, may be anything of its kind."""

PartFacts: TypeAlias = Mapping[str, PartFact]

EITHER: Truths = frozenset((True, False))
NEITHER: Truths = frozenset()

MOST_APART = 256
"""So many records, lists inside lists multiplied, are looked at one by one; more are taken for any records."""


@frozen(eq=False)
class Scene:
    """The facts as they may be, in one branch of a formula.

    Attributes:
        facts: by name, those of a record in front of those outside; lists: those outside, for list words.
        apart: how many records may still be looked at one by one.
        seen, turned: what was found in this scene before, by the node; a node is read once in each scene, however
            often formulas come back to it.
    """

    facts: PartFacts
    lists: PartFacts
    apart: int = MOST_APART
    seen: dict[int, Possible] = field(factory=dict)
    turned: dict[tuple[int, bool], Scene | None] = field(factory=dict)

    def given(self, name: str, kind: NodeKind) -> Possible:
        """What a name may be; nothing, where it is known and is not of its kind."""
        fact = self.facts.get(name)
        if isinstance(kind, Labels):
            return _words(fact, kind)
        return _truths(fact) if kind == "truth" else _numbers(fact)

    def where(self, name: str, values: Possible) -> Scene | None:
        """The same where a name is one of these; None if it cannot be."""
        if not values:
            return None
        return self if self.facts.get(name) == values else self.naming(name, values)

    def naming(self, name: str, values: Possible) -> Scene:
        """The same with one name more, such as a ``let`` value, which may have no value at all."""
        return Scene({**self.facts, name: values}, self.lists, self.apart)

    def inside(self, record: PartFacts, fields: frozenset[str], records: int) -> Scene:
        """The scene of one of so many records: its fields hide the same names outside."""
        return Scene({**self.facts, **{name: record.get(name) for name in fields}}, self.lists, self.apart // records)

    def records(self, name: str) -> Sequence[PartFacts] | None:
        """The records of a list that can be looked at one by one; None for those that may be any."""
        found = self.lists.get(name)
        if not isinstance(found, Sequence) or len(found) > self.apart:
            return None
        records = [record for record in found if isinstance(record, Mapping)]
        return records if len(records) == len(found) else None


def either(base: Scene, one: Scene | None, other: Scene | None) -> Scene | None:
    """A scene that holds whichever of two holds, both made from ``base``."""
    if one is None or other is None or one is other:
        return other if one is None else one
    found = base
    for name, fact in one.facts.items():
        last = other.facts.get(name)
        if fact is not base.facts.get(name) and last is not base.facts.get(name):
            found = found.where(name, _joined(fact, last)) or found
    return found


def _joined(one: PartFact, other: PartFact) -> Possible:
    """Both sets; where a name was narrowed in both scenes, it is a set of one kind in both."""
    if isinstance(one, NumberSet) and isinstance(other, NumberSet):
        return one | other
    if isinstance(one, frozenset) and isinstance(other, frozenset):
        return cast("Truths", one | other)
    raise AssertionError("a name is of one kind")


def _numbers(fact: PartFact) -> NumberSet:
    match fact:
        case Fraction():
            return NumberSet.of(fact)
        case NumberSet():
            return fact
        case _:
            return ANY_NUMBER if _is_open(fact) else NO_NUMBER


def _truths(fact: PartFact) -> Truths:
    if isinstance(fact, bool):
        return frozenset((fact,))
    return EITHER if _is_open(fact) else cast("Truths", fact) if isinstance(fact, frozenset) else NEITHER


def _words(fact: PartFact, labels: Labels) -> Words:
    """The options that a label may be; another word has no rank, and a formula with it no value."""
    options = frozenset(labels.options)
    if isinstance(fact, str):
        return options & {fact}
    return options if _is_open(fact) else options & cast("Words", fact) if isinstance(fact, frozenset) else frozenset()


def _is_open(fact: PartFact) -> bool:
    """Whether the fact may still be anything: it is missing, or could not be computed because another one is."""
    return fact is None or (isinstance(fact, Absent) and fact.reason in ("missing", "withheld"))
