"""Comparisons of numbers brought to one form: a sum of terms without its constant, against a constant.

``a <= b`` and ``b >= a`` have the form a - b and the constant 0; ``rate < 60%`` and ``executed / budget >= 1``, where
rate is executed / budget, have one form and two constants.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import TypeAlias

from attrs import frozen

from perfkit.formula.language.printed import printed
from perfkit.formula.language.tree import Arithmetic, Comparison, Expr, Name, Negative, Number, Relation, Sign

Term: TypeAlias = tuple[tuple[str, int], ...]
"""A product of powers: names, and parts that are taken as they stand, each with its exponent."""

Terms: TypeAlias = Mapping[Term, Fraction]
"""A sum: the factor of each term; ``()`` is the constant."""

Form: TypeAlias = tuple[tuple[Term, Fraction], ...]
"""A sum without constant, of which the first factor is 1."""

MOST_TERMS = 30
HIGHEST_POWER = 12
MOST_BITS = 512
LONGEST_PART = 1_000
"""A sum beyond these is taken as it stands: its form equals none but its own."""

TURNED: Mapping[Relation, Relation] = {"=": "=", "<>": "<>", "<": ">", "<=": ">=", ">": "<", ">=": "<="}
"""Each relation as it reads from the other side."""

COMPARED: Mapping[Relation, Callable[[Fraction, Fraction], bool]] = {
    "=": operator.eq,
    "<>": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
"""What each relation asks of two numbers."""


@frozen
class Cut:
    """A comparison in its form: the form stands in the relation to the constant.

    Attributes:
        form: empty where the comparison is one of constants.
        turned: whether the form grows where the left side of the comparison falls.
    """

    form: Form
    relation: Relation
    constant: Fraction
    turned: bool

    @property
    def holds(self) -> bool:
        """What a comparison of constants says."""
        return COMPARED[self.relation](Fraction(0), self.constant)


def cut(comparison: Comparison, let: Mapping[str, Terms]) -> Cut:
    """The form of a comparison of numbers; names in ``let`` count as what they stand for."""
    left, right = terms(comparison.left, let), terms(comparison.right, let)
    both = _small(_sum(left, right, Fraction(-1)))
    if both is None:
        both = _sum(_as_it_stands(comparison.left), _as_it_stands(comparison.right), Fraction(-1))
    form = sorted((term, factor) for term, factor in both.items() if term)
    constant = -both.get((), Fraction(0))
    if not form:
        return Cut((), comparison.relation, constant, turned=False)
    first = form[0][1]
    relation = comparison.relation if first > 0 else TURNED[comparison.relation]
    return Cut(tuple((term, factor / first) for term, factor in form), relation, constant / first, turned=first < 0)


def terms(expr: Expr, let: Mapping[str, Terms]) -> Terms:
    """A number as a sum of terms.

    Two numbers with the same terms are equal wherever both have a value; ``a / a`` is 1 though it has none for 0.
    """
    found = _small(_terms(expr, let))
    return _as_it_stands(expr) if found is None else found


def _as_it_stands(expr: Expr) -> Terms:
    return {((printed(expr), 1),): Fraction(1)}


def _terms(expr: Expr, let: Mapping[str, Terms]) -> Terms | None:
    match expr:
        case Number():
            return {(): expr.value} if expr.value else {}
        case Name() if expr.name in let:
            return let[expr.name]
        case Negative():
            return _sum({}, terms(expr.operand, let), Fraction(-1))
        case Arithmetic():
            return _joined(expr.sign, terms(expr.left, let), terms(expr.right, let))
        case _:
            return None


def _joined(sign: Sign, left: Terms, right: Terms) -> Terms | None:
    if sign in "+-":
        return _sum(left, right, Fraction(1 if sign == "+" else -1))
    factor = right if sign == "*" else _inverse(right)
    return None if factor is None else _product(left, factor)


def _sum(left: Terms, right: Terms, factor: Fraction) -> Terms:
    found = dict(left)
    for term, times in right.items():
        found[term] = found.get(term, Fraction(0)) + times * factor
    return {term: times for term, times in found.items() if times}


def _product(left: Terms, right: Terms) -> Terms | None:
    if len(left) * len(right) > MOST_TERMS:
        return None
    found: Terms = {}
    for term, factor in left.items():
        found = _sum(found, {_powers(term, other): times for other, times in right.items()}, factor)
    return found


def _powers(left: Term, right: Term) -> Term:
    powers = dict(left)
    for part, power in right:
        powers[part] = powers.get(part, 0) + power
    return tuple(sorted((part, power) for part, power in powers.items() if power))


def _inverse(divisor: Terms) -> Terms | None:
    """One over a sum: each factor of a single term the other way up, a longer sum as a part of its own."""
    if len(divisor) == 1:
        ((term, factor),) = divisor.items()
        return {tuple((part, -power) for part, power in term): 1 / factor}
    if not divisor:
        return None
    form = sorted(divisor.items())
    first = form[0][1]
    part = " + ".join(f"{factor / first} {term}" for term, factor in form)
    return {((part, -1),): 1 / first} if len(part) <= LONGEST_PART else None


def _small(found: Terms | None) -> Terms | None:
    """The terms, if they are few and short enough to go on with."""
    if found is None or len(found) > MOST_TERMS:
        return None
    bits = (max(factor.numerator.bit_length(), factor.denominator.bit_length()) for factor in found.values())
    powers = (sum(abs(power) for _, power in term) for term in found)
    return found if max(bits, default=0) <= MOST_BITS and max(powers, default=0) <= HIGHEST_POWER else None
