"""Why a formula gives no value."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Literal, TypeAlias, Union

from attrs import field, frozen

from perfkit.errors import NOWHERE, Fault, Place
from perfkit.wording import Language, say

Reason: TypeAlias = Literal[
    "missing",
    "withheld",
    "wrong-kind",
    "unknown-label",
    "empty-list",
    "list-too-long",
    "list-too-often",
    "division-by-zero",
    "domain",
    "too-large",
    "requires",
    "no-case",
    "share-outside",
]
"""missing: a fact has no value; withheld: whoever should have given it could not; wrong-kind: it is not what the
formula needs; unknown-label: its word is none of those declared; empty-list: there is no mean and no least of nothing;
list-too-long: beyond any budget; list-too-often: a list inside another, with too many steps in all; division-by-zero:
without a guard; domain: a logarithm of 0 or less, a root of less than 0; too-large: repeated products grew out of
bounds; requires: what the rule demands does not hold; no-case: no row of the table holds and the rule says ``absent``;
share-outside: the share is outside the limits of the rule, 0 and 1 unless it says otherwise."""


@frozen
class Absent:
    """No value, and why: never 0, never 100 %."""

    reason: Reason
    arguments: Mapping[str, object] = field(factory=dict)

    def fault(self, place: Place = NOWHERE) -> Fault:
        """The reason as a fault, ready to be worded."""
        return Fault(f"formula.{self.reason}", place, self.arguments)


@frozen
class KindFound:
    """What a value turned out to be, said in the words of who wrote it."""

    name: Literal["truth", "text", "number", "list", "float", "other"]

    def worded(self, language: Language) -> str:
        return say(f"kind.{self.name}", language)


_KINDS: Mapping[type, KindFound] = {
    bool: KindFound("truth"),
    str: KindFound("text"),
    tuple: KindFound("number"),
    list: KindFound("list"),
    float: KindFound("float"),
}


def kind_found(value: object) -> KindFound:
    """The kind of a value as a formula takes it, in which a number is a pair."""
    return _KINDS.get(type(value), KindFound("other"))


Value: TypeAlias = Union[Fraction, bool, str, Absent, "Sequence[Mapping[str, Value]]", None]
"""What a name may stand for when a formula is computed: a number, a truth, the word of a label, a list of records; None
is a missing value."""

Facts: TypeAlias = Mapping[str, Value]


class AbsentError(Exception):
    """Carries an :class:`Absent` up from where it arose; never leaves ``perfkit.formula``."""

    def __init__(self, absent: Absent) -> None:
        super().__init__(absent)
        self.absent = absent
