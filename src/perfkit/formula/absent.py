"""Why a formula gives no value."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Literal, TypeAlias

from attrs import field, frozen

from perfkit.errors import NOWHERE, Fault, Place

Reason: TypeAlias = Literal[
    "missing", "wrong-kind", "division-by-zero", "too-large", "requires", "no-case", "share-outside"
]
"""missing: a fact has no value; wrong-kind: it is no exact number or no truth; division-by-zero: without a guard;
too-large: repeated products grew out of bounds; requires: what the rule demands does not hold; no-case: no row of the
table holds and the rule says ``absent``; share-outside: the share is below 0 or above 1."""


@frozen
class Absent:
    """No value, and why: never 0, never 100 %."""

    reason: Reason
    arguments: Mapping[str, object] = field(factory=dict)

    def fault(self, place: Place = NOWHERE) -> Fault:
        """The reason as a fault, ready to be worded."""
        return Fault(f"formula.{self.reason}", place, self.arguments)


Value: TypeAlias = Fraction | bool | Absent | None
"""What a name may stand for when a formula is computed; None is a missing value."""

Facts: TypeAlias = Mapping[str, Value]


class AbsentError(Exception):
    """Carries an :class:`Absent` up from where it arose; never leaves ``perfkit.formula``."""

    def __init__(self, absent: Absent) -> None:
        super().__init__(absent)
        self.absent = absent
