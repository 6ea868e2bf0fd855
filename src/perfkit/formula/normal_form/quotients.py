"""Arithmetic of the fractions of a normal form; every denominator is known to be above 0, and stays so."""

from __future__ import annotations

from fractions import Fraction
from math import gcd, lcm

from perfkit.formula.normal_form.guarded import Quotient
from perfkit.formula.normal_form.polynomial import Monomial, Polynomial, joined
from perfkit.formula.normal_form.signs import ABOVE, Known


def number(value: Fraction) -> Quotient:
    """A fraction without variables."""
    return Quotient(Polynomial.constant(value.numerator), Polynomial.constant(value.denominator))


def reduced(numerator: Polynomial, denominator: Polynomial, known: Known) -> Quotient:
    """The fraction without common integers, and without common variables whose sign is known."""
    shared = joined(numerator.common, denominator.common, min) if numerator.terms else denominator.common
    common, flip = known.common(shared)
    content = flip * gcd(numerator.content, denominator.content)
    return Quotient(numerator.over(content, common), denominator.over(content, common))


def plus(left: Quotient, right: Quotient, known: Known) -> Quotient:
    """The sum, over a common denominator as small as is cheap to find."""
    one, other = _over_common(left, right, known)
    return reduced(one.numerator + other.numerator, one.denominator, known)


def minus(left: Quotient, right: Quotient, known: Known) -> Quotient:
    """The difference."""
    return plus(left, negative(right), known)


def negative(quotient: Quotient) -> Quotient:
    """The fraction with the other sign."""
    return Quotient(-quotient.numerator, quotient.denominator)


def product(left: Quotient, right: Quotient, known: Known) -> Quotient:
    """The product."""
    return reduced(left.numerator * right.numerator, left.denominator * right.denominator, known)


def ratio(left: Quotient, right: Quotient, sign: int, known: Known) -> Quotient:
    """The quotient where the divisor has this sign, 1 or -1."""
    turned = Quotient(right.denominator.times(sign), right.numerator.times(sign))
    return product(left, turned, known)


def _over_common(left: Quotient, right: Quotient, known: Known) -> tuple[Quotient, Quotient]:
    one, other = _parts(left.denominator), _parts(right.denominator)
    if one[2] == other[2]:
        integer, monomial = lcm(one[0], other[0]), joined(one[1], other[1], max)
        denominator = one[2].times(integer, monomial)
        if known.of(denominator) == ABOVE:
            sides = ((left, one), (right, other))
            above = [_raised(side, parts, integer, monomial) for side, parts in sides]
            return Quotient(above[0], denominator), Quotient(above[1], denominator)
    denominator = left.denominator * right.denominator
    return (
        Quotient(left.numerator * right.denominator, denominator),
        Quotient(right.numerator * left.denominator, denominator),
    )


_Parts = tuple[int, Monomial, Polynomial]


def _parts(polynomial: Polynomial) -> _Parts:
    """Its greatest integer, its greatest monomial, and what is left of it."""
    content, common = polynomial.content, polynomial.common
    return content, common, polynomial.over(content, common)


def _raised(quotient: Quotient, parts: _Parts, integer: int, monomial: Monomial) -> Polynomial:
    """The numerator once the denominator has this integer and this monomial."""
    return quotient.numerator.times(integer // parts[0], joined(monomial, parts[1], int.__sub__))
