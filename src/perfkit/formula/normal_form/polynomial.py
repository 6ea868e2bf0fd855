"""Polynomials with integer coefficients over integer variables: numerators, denominators and tests of a normal form."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from math import gcd, prod
from typing import TypeAlias

from attrs import field, frozen

SCALE = "#"
"""The variable that is the common scale of all facts; always above 0. No formula can call a name so."""

MOST_TERMS = 24
HIGHEST_DEGREE = 12
MOST_BITS = 1_024
"""Larger polynomials are no normal form that anyone could read, and refusing them keeps all work short."""

Monomial: TypeAlias = tuple[tuple[str, int], ...]
"""Variables with their powers, by name and the scale last; the empty one is 1."""

ONE: Monomial = ()


class TooLargeError(Exception):
    """A polynomial grew out of bounds; never leaves ``perfkit.formula``."""


def joined(left: Monomial, right: Monomial, power: Callable[[int, int], int]) -> Monomial:
    """The monomial whose powers follow from those of two others: with ``max`` the least common multiple."""
    one, other = dict(left), dict(right)
    powers = {name: power(one.get(name, 0), other.get(name, 0)) for name in {**one, **other}}
    return tuple(sorted(((name, n) for name, n in powers.items() if n), key=_by_name))


def _by_name(variable: tuple[str, int]) -> tuple[bool, str]:
    return variable[0] == SCALE, variable[0]


def _in_order(term: tuple[Monomial, int]) -> tuple[int, list[tuple[bool, str, int]]]:
    """The highest degree first, then by name."""
    monomial, _ = term
    return -sum(n for _, n in monomial), [(*_by_name((name, n)), -n) for name, n in monomial]


def _settled(terms: Mapping[Monomial, int]) -> tuple[tuple[Monomial, int], ...]:
    kept = tuple(sorted(((monomial, c) for monomial, c in terms.items() if c), key=_in_order))
    if (
        len(kept) > MOST_TERMS
        or any(c.bit_length() > MOST_BITS for _, c in kept)
        or any(sum(n for _, n in monomial) > HIGHEST_DEGREE for monomial, _ in kept)
    ):
        raise TooLargeError
    return kept


@frozen(cache_hash=True)
class Polynomial:
    """A sum of monomials times integers.

    Attributes:
        terms: monomials with their coefficients, none of them 0, in one order: equal polynomials have equal terms.

    Raises:
        TooLargeError: with too many terms, too high powers or too long coefficients.
    """

    terms: tuple[tuple[Monomial, int], ...] = field(converter=_settled)

    @classmethod
    def constant(cls, value: int) -> Polynomial:
        return cls({ONE: value})

    @classmethod
    def variable(cls, name: str) -> Polynomial:
        return cls({((name, 1),): 1})

    @property
    def degree(self) -> int:
        return max((sum(n for _, n in monomial) for monomial, _ in self.terms), default=0)

    @property
    def names(self) -> frozenset[str]:
        return frozenset(name for monomial, _ in self.terms for name, _ in monomial)

    @property
    def number(self) -> int | None:
        """The value of a polynomial without variables."""
        if not self.terms:
            return 0
        return self.terms[0][1] if self.terms[0][0] == ONE else None

    @property
    def is_variable(self) -> bool:
        """Whether it is one variable and nothing else."""
        return [(c, [n for _, n in monomial]) for monomial, c in self.terms] == [(1, [1])]

    @property
    def content(self) -> int:
        """The greatest integer that divides all coefficients; 0 for the polynomial 0."""
        return gcd(*(c for _, c in self.terms))

    @property
    def common(self) -> Monomial:
        """The greatest monomial that divides all terms."""
        found: Monomial | None = None
        for monomial, _ in self.terms:
            found = monomial if found is None else joined(found, monomial, min)
        return found or ONE

    def __neg__(self) -> Polynomial:
        return self.times(-1)

    def __add__(self, other: Polynomial) -> Polynomial:
        return Polynomial(_summed([*self.terms, *other.terms]))

    def __sub__(self, other: Polynomial) -> Polynomial:
        return self + -other

    def __mul__(self, other: Polynomial) -> Polynomial:
        pairs = ((left, right) for left in self.terms for right in other.terms)
        return Polynomial(_summed((joined(m, n, int.__add__), c * d) for (m, c), (n, d) in pairs))

    def times(self, factor: int, monomial: Monomial = ONE) -> Polynomial:
        """The product with an integer and a monomial."""
        return Polynomial({joined(m, monomial, int.__add__): c * factor for m, c in self.terms})

    def over(self, divisor: int, monomial: Monomial = ONE) -> Polynomial:
        """The quotient by an integer and a monomial that divide all terms."""
        return Polynomial({joined(m, monomial, int.__sub__): c // divisor for m, c in self.terms})

    def value(self, values: Mapping[str, int]) -> int:
        """The value where every variable has one."""
        return sum(c * prod(values[name] ** n for name, n in monomial) for monomial, c in self.terms)

    def put(self, values: Mapping[str, int]) -> Polynomial:
        """The polynomial in the other variables, where some have a value."""
        return Polynomial(_summed(_put(term, values) for term in self.terms))


def _put(term: tuple[Monomial, int], values: Mapping[str, int]) -> tuple[Monomial, int]:
    monomial, c = term
    rest = tuple((name, n) for name, n in monomial if name not in values)
    return rest, c * prod(values[name] ** n for name, n in monomial if name in values)


def _summed(terms: Iterable[tuple[Monomial, int]]) -> Mapping[Monomial, int]:
    total: dict[Monomial, int] = {}
    for monomial, c in terms:
        total[monomial] = total.get(monomial, 0) + c
    return total
