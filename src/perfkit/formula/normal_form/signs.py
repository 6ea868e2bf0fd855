"""What is known of the signs of polynomials on one way through a formula.

Cheap and sound, not complete: a sign is told from the signs of the terms, or from one tested polynomial of which it is
a multiple plus such a rest. What would need two tests at once stays open, and a case that cannot happen may be kept.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from itertools import product
from typing import TypeAlias

from attrs import field, frozen

from perfkit.formula.normal_form.guarded import Quotient
from perfkit.formula.normal_form.polynomial import ONE, SCALE, Monomial, Polynomial

Signs: TypeAlias = frozenset[int]
"""The signs a number may have: any of -1, 0 and 1."""

ANY: Signs = frozenset({-1, 0, 1})
ABOVE: Signs = frozenset({1})
BELOW: Signs = frozenset({-1})
NOT_BELOW: Signs = frozenset({0, 1})
NOT_ABOVE: Signs = frozenset({-1, 0})
ZERO: Signs = frozenset({0})


@frozen
class Known:
    """Signs that were tested, and what follows from them.

    Attributes:
        floors: the quotient whose floor each auxiliary variable is.
    """

    floors: Mapping[str, Quotient]
    _tested: Mapping[Polynomial, Signs] = field(factory=dict)
    _found: dict[Polynomial, Signs] = field(init=False, factory=dict, eq=False, repr=False)

    def plain(self, polynomial: Polynomial) -> tuple[Polynomial, int]:
        """A polynomial of the same sign without factors of known sign, and 1; with the opposite sign, and -1."""
        if not polynomial.terms:
            return polynomial, 1
        away, flip = self.common(polynomial.common)
        found = polynomial.over(polynomial.content, away)
        return (found, flip) if found.terms[0][1] > 0 else (-found, -flip)

    def common(self, monomial: Monomial) -> tuple[Monomial, int]:
        """The part of a monomial whose sign is known not to be 0, and that sign."""
        signs = [(name, power, self._variable(name)) for name, power in monomial]
        away = tuple((name, power) for name, power, sign in signs if sign in (ABOVE, BELOW))
        below = sum(power for _, power, sign in signs if sign == BELOW)
        return away, -1 if below % 2 else 1

    def of(self, polynomial: Polynomial) -> Signs:
        """The signs which the polynomial may have."""
        if polynomial not in self._found:
            self._found[polynomial] = ANY  # for who asks on the way, so that no question goes round
            plain, flip = self.plain(polynomial)
            found = self._direct(plain) & self._of_floor(plain)
            for tested, signs in self._tested.items():
                found &= self._beyond(plain, tested, signs)
            self._found[polynomial] = _times(found, frozenset({flip}))
        return self._found[polynomial]

    def told(self, polynomial: Polynomial, signs: Signs) -> Known:
        """What is known once the polynomial has one of these signs."""
        plain, flip = self.plain(polynomial)
        signs = _times(signs, frozenset({flip})) & self._tested.get(plain, ANY)
        return Known(self.floors, {**self._tested, plain: signs})

    def _direct(self, polynomial: Polynomial) -> Signs:
        """What was tested, and what follows from the sign of each term."""
        plain, flip = self.plain(polynomial)
        found = ZERO
        for monomial, c in plain.terms:
            found = _plus(found, _times(self._monomial(monomial), frozenset({_sign(c)})))
        return _times(found & self._tested.get(plain, ANY), frozenset({flip}))

    def _beyond(self, polynomial: Polynomial, tested: Polynomial, signs: Signs) -> Signs:
        """What follows where the polynomial is a multiple of a tested one plus a rest."""
        coefficients = dict(polynomial.terms)
        found = ANY
        for monomial, c in tested.terms:
            d = coefficients.get(monomial, 0) * _sign(c)
            if d and any(name != SCALE for name, _ in monomial):
                rest = polynomial.times(abs(c)) - tested.times(d)
                found &= _plus(_times(signs, frozenset({_sign(d)})), self._direct(rest))
        return found

    def _monomial(self, monomial: Monomial) -> Signs:
        found = ABOVE
        for name, power in monomial:
            signs = self._variable(name)
            found = _times(found, signs if power % 2 else frozenset(sign * sign for sign in signs))
        return found

    def _variable(self, name: str) -> Signs:
        if name == SCALE:
            return ABOVE
        variable = Polynomial.variable(name)
        return self._tested.get(variable, ANY) & self._of_floor(variable)

    def _of_floor(self, polynomial: Polynomial) -> Signs:
        """The sign of c·k + d, where k is the floor of a quotient."""
        (monomial, c), *rest = polynomial.terms or ((ONE, 0),)
        name = monomial[0][0] if monomial else ""
        if monomial != ((name, 1),) or name not in self.floors or any(beside != ONE for beside, _ in rest):
            return ANY
        offset = Fraction(-sum(d for _, d in rest), c)
        signs = self._floor_beside(self.floors[name], offset)
        return _times(signs, frozenset({_sign(c)}))

    def _floor_beside(self, quotient: Quotient, offset: Fraction) -> Signs:
        """The sign of the floor of a quotient less an offset: it is at least an integer just where the quotient is."""
        least, above = offset.__ceil__(), offset.__floor__() + 1
        to_least = self.of(quotient.numerator - quotient.denominator.times(least))
        to_above = self.of(quotient.numerator - quotient.denominator.times(above))
        if to_above <= NOT_BELOW:
            return ABOVE
        if to_least <= BELOW:
            return BELOW
        at_least = (NOT_BELOW if offset == least else ABOVE) if to_least <= NOT_BELOW else ANY
        return at_least & (NOT_ABOVE if to_above <= BELOW else ANY)


def _sign(value: int) -> int:
    return (value > 0) - (value < 0)


def _times(left: Signs, right: Signs) -> Signs:
    return frozenset(a * b for a, b in product(left, right))


def _plus(left: Signs, right: Signs) -> Signs:
    """The signs of a sum."""
    found: set[int] = set()
    for a, b in product(left, right):
        found |= ANY if a * b < 0 else {a or b}
    return frozenset(found)
