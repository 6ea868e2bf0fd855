"""The normal form: guarded cases, each one fraction of polynomials over scaled integers.

Every fact x is an integer X over one common scale S: 0.95 and 9.625 are 950 and 9625 over 1000. S is a variable of its
own, and is dropped wherever it cancels: ``min(actual / target, 1)`` compares ACTUAL with TARGET and gives ACTUAL/TARGET
or 1/1 whatever the scale. The cases are disjoint and one of them always holds, so their order does not matter; they are
kept as the tree of tests which they come from.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Literal, TypeAlias

from attrs import frozen

from perfkit.formula.absent import Reason
from perfkit.formula.normal_form.polynomial import SCALE, Polynomial

Relation: TypeAlias = Literal[">", ">=", "=", "<>"]

_OPPOSITES: Mapping[Relation, tuple[int, Relation]] = {
    ">": (-1, ">="),
    ">=": (-1, ">"),
    "=": (1, "<>"),
    "<>": (1, "="),
}


@frozen
class Sign:
    """Whether a polynomial stands in this relation to 0."""

    polynomial: Polynomial
    relation: Relation

    @property
    def opposite(self) -> Sign:
        factor, relation = _OPPOSITES[self.relation]
        return Sign(self.polynomial.times(factor), relation)

    def holds(self, value: int) -> bool:
        """Whether it holds for this value of the polynomial."""
        return {">": value > 0, ">=": value >= 0, "=": value == 0, "<>": value != 0}[self.relation]


@frozen
class Told:
    """Whether a truth is so, or is not so."""

    name: str
    so: bool = True

    @property
    def opposite(self) -> Told:
        return Told(self.name, not self.so)


Test: TypeAlias = Sign | Told


@frozen
class Quotient:
    """A fraction; wherever it is used its denominator is above 0."""

    numerator: Polynomial
    denominator: Polynomial

    @property
    def number(self) -> Fraction | None:
        """The value of a fraction without variables."""
        one, other = self.numerator.number, self.denominator.number
        return None if one is None or other is None else Fraction(one, other)

    @property
    def names(self) -> frozenset[str]:
        return self.numerator.names | self.denominator.names


@frozen
class NoValue:
    """What a case gives that has no value, and why."""

    reason: Reason


@frozen
class Split:
    """A test and what comes of it."""

    test: Test
    holds: Branch
    fails: Branch


Branch: TypeAlias = Split | Quotient | NoValue


@frozen
class Case:
    """One case: it holds if all guards hold, tested in their order.

    Attributes:
        floors: auxiliary integers, each the floor of a quotient; one may use those before it. The denominator of a
            quotient is above 0 once the guards hold that stand before its first use.
        value: the fraction, or why there is none.
    """

    guards: tuple[Test, ...]
    floors: tuple[tuple[str, Quotient], ...]
    value: Quotient | NoValue

    @property
    def names(self) -> frozenset[str]:
        """All variables and truths in it."""
        found = self.value.names if isinstance(self.value, Quotient) else frozenset[str]()
        found = found.union(*(quotient.names for _, quotient in self.floors))
        return found.union(
            *({guard.name} if isinstance(guard, Told) else guard.polynomial.names for guard in self.guards)
        )


@frozen
class Normal:
    """A formula or a rule in normal form.

    Attributes:
        tree: tests and what comes of them; each end is one case.
        floors: all auxiliary integers, in the order in which they may use one another.
        least: what no value is below; None if nothing is known.
    """

    tree: Branch
    floors: Mapping[str, Quotient]
    least: Fraction | None = None

    @property
    def cases(self) -> tuple[Case, ...]:
        """The disjoint cases, one of which always holds."""
        return tuple(Case(guards, self._used(guards, value), value) for guards, value in _ends(self.tree, ()))

    @property
    def facts(self) -> frozenset[str]:
        """The names of the facts that decide the value."""
        used: frozenset[str] = frozenset().union(*(case.names for case in self.cases))
        return used - {SCALE, *self.floors}

    def value(self, facts: Mapping[str, int], scale: int) -> Fraction | NoValue:
        """The value for scaled facts; truths are among them as ``True`` and ``False``."""
        values = Values({**facts, SCALE: scale}, self.floors)
        branch = self.tree
        while isinstance(branch, Split):
            branch = branch.holds if _passes(branch.test, values) else branch.fails
        if isinstance(branch, NoValue):
            return branch
        return Fraction(branch.numerator.value(values), branch.denominator.value(values))

    def _used(self, guards: tuple[Test, ...], value: Quotient | NoValue) -> tuple[tuple[str, Quotient], ...]:
        needed = set(Case(guards, (), value).names)
        for name, quotient in reversed(tuple(self.floors.items())):
            needed |= quotient.names if name in needed else set()
        return tuple((name, quotient) for name, quotient in self.floors.items() if name in needed)


class Values(dict[str, int]):
    """Facts, and the auxiliary integers as soon as they are asked for."""

    def __init__(self, facts: Mapping[str, int], floors: Mapping[str, Quotient]) -> None:
        super().__init__(facts)
        self._floors = floors

    def __missing__(self, name: str) -> int:
        quotient = self._floors[name]
        self[name] = quotient.numerator.value(self) // quotient.denominator.value(self)
        return self[name]


def _passes(test: Test, values: Values) -> bool:
    return values[test.name] == test.so if isinstance(test, Told) else test.holds(test.polynomial.value(values))


def _ends(branch: Branch, guards: tuple[Test, ...]) -> Iterator[tuple[tuple[Test, ...], Quotient | NoValue]]:
    if isinstance(branch, Split):
        yield from _ends(branch.holds, (*guards, branch.test))
        yield from _ends(branch.fails, (*guards, branch.test.opposite))
    else:
        yield guards, branch
