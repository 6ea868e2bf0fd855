"""The branches of a normal form written in the notation that Excel and LibreOffice share, with their sizes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from math import gcd
from typing import TypeAlias

from attrs import define, field, frozen

from perfkit.formula.normal_form import quotients
from perfkit.formula.normal_form.guarded import Branch, Normal, NoValue, Quotient, Relation, Sign, Split, Told, Values
from perfkit.formula.normal_form.polynomial import SCALE, Monomial, Polynomial
from perfkit.formula.normal_form.signs import Known

NONE = "NA()"

_MIRRORED: Mapping[Relation, str] = {">": "<", ">=": "<=", "=": "=", "<>": "<>"}


class NoSheetError(Exception):
    """The formula cannot be written so that it is exact; never leaves ``perfkit.formula``."""


@frozen
class Choice:
    """An ``IF`` whose tests must all hold."""

    tests: tuple[str, ...]
    yes: Text
    no: Text

    def __str__(self) -> str:
        tests = self.tests[0] if len(self.tests) == 1 else f"AND({','.join(self.tests)})"
        return f"IF({tests},{self.yes},{self.no})"


Text: TypeAlias = str | Choice


@define
class SheetText:
    """Writes one normal form.

    Attributes:
        form: the normal form.
        spelled: how a fact is written that stands in a cell: an integer as text, or a truth.
        values: scaled facts and truths that are known, and the scale itself.
        ending: how the fraction at the end of a branch is written.
        used: facts in cells that were written.
        sizes: sums of absolute terms over facts in cells, one for each integer that the formula computes.
    """

    form: Normal
    spelled: Mapping[str, str]
    values: Mapping[str, int]
    ending: Callable[[SheetText, Quotient], str]
    used: set[str] = field(factory=set)
    sizes: list[Quotient] = field(factory=list)
    _nothing: Known = field(init=False, factory=lambda: Known({}))

    def branch(self, branch: Branch) -> Text:
        """The text of what comes of the tests; a test on known values is settled here."""
        if isinstance(branch, NoValue):
            return NONE
        if isinstance(branch, Quotient):
            return self.ending(self, branch)
        settled = self._settled(branch.test)
        if settled is not None:
            return self.branch(branch.holds if settled else branch.fails)
        test = self._test(branch.test)
        yes, no = self.branch(branch.holds), self.branch(branch.fails)
        if yes == no:
            return yes
        if isinstance(yes, Choice) and yes.no == no and self._joins(branch.holds):
            return Choice((test, *yes.tests), yes.yes, no)
        return Choice((test,), yes, no)

    def value(self, polynomial: Polynomial) -> int | None:
        """The value of a polynomial of known facts."""
        try:
            return polynomial.value(Values(self.values, self.form.floors))
        except KeyError:
            return None

    def lowest(self, quotient: Quotient) -> Quotient:
        """The fraction with the scale put in, and without common integers."""
        numerator, denominator = (self._in_scale(part) for part in (quotient.numerator, quotient.denominator))
        common = gcd(numerator.content, denominator.content)
        return Quotient(numerator.over(common), denominator.over(common))

    def fraction(self, quotient: Quotient) -> str:
        """``N/D`` of a fraction in lowest terms."""
        above, below = self.whole(quotient.numerator), self.whole(quotient.denominator)
        above = f"({above})" if len(quotient.numerator.terms) > 1 else above
        single = quotient.denominator.number is not None or quotient.denominator.is_variable
        return f"{above}/{below if single else f'({below})'}"

    def whole(self, polynomial: Polynomial) -> str:
        """The text of a polynomial, whose size is noted."""
        self.sizes.append(self.size(polynomial))
        return self._sum(polynomial)

    def size(self, polynomial: Polynomial) -> Quotient:
        """The sum of the absolute terms, at most; facts in cells stand in it for their absolute values."""
        total = quotients.number(Fraction(0))
        for monomial, c in polynomial.terms:
            product = quotients.number(Fraction(abs(c)))
            for name, power in monomial:
                for _ in range(power):
                    product = quotients.product(product, self._size_of(name), self._nothing)
            total = quotients.plus(total, product, self._nothing)
        return total

    def size_text(self, size: Polynomial) -> str:
        """The text of a sum of absolute terms."""
        return "+".join(self._product_size(monomial, c) for monomial, c in size.terms)

    def _settled(self, test: Sign | Told) -> bool | None:
        if isinstance(test, Told):
            return self.values[test.name] == test.so if test.name in self.values else None
        value = self.value(test.polynomial)
        return None if value is None else test.holds(value)

    def _test(self, test: Sign | Told) -> str:
        if isinstance(test, Told):
            return self._spell(test.name)
        polynomial = test.polynomial.put(self.values)
        polynomial = polynomial.over(polynomial.content)
        sides = [Polynomial({m: abs(c) for m, c in polynomial.terms if (c > 0) == above}) for above in (True, False)]
        left, right = (self.whole(side) for side in sides)
        if sides[0].number is None:
            return f"{left}{test.relation}{right}"
        return f"{right}{_MIRRORED[test.relation]}{left}"

    def _joins(self, branch: Branch) -> bool:
        """Whether a test may be looked at even where those before it fail: nothing in it divides by a variable."""
        if not isinstance(branch, Split) or isinstance(branch.test, Told):
            return True
        waiting, seen = set(branch.test.polynomial.names), set[str]()
        while waiting:
            name = waiting.pop()
            seen.add(name)
            if name in self.form.floors:
                quotient = self.form.floors[name]
                if self._in_scale(quotient.denominator).number is None:
                    return False
                waiting |= quotient.names - seen
        return True

    def _in_scale(self, polynomial: Polynomial) -> Polynomial:
        return polynomial.put({SCALE: self.values[SCALE]})

    def _sum(self, polynomial: Polynomial) -> str:
        """What is added first, then what is taken away."""
        if not polynomial.terms:
            return "0"
        terms = sorted(polynomial.terms, key=lambda term: term[1] < 0)
        texts = [self._product(monomial, c) for monomial, c in terms]
        return texts[0] + "".join(text if text.startswith("-") else f"+{text}" for text in texts[1:])

    def _product(self, monomial: Monomial, c: int) -> str:
        factors = [self._spell(name) for name, power in monomial for _ in range(power)]
        if factors and abs(c) == 1:
            return ("-" if c < 0 else "") + "*".join(factors)
        return "*".join([str(c), *factors])

    def _product_size(self, monomial: Monomial, c: int) -> str:
        return f"{c}*ABS({self._product(monomial, 1)})" if monomial else str(c)

    def _spell(self, name: str) -> str:
        if name in self.values:
            value = self.values[name]
            return str(value) if value >= 0 else f"({value})"
        if name in self.form.floors:
            return f"INT({self.fraction(self.lowest(self.form.floors[name]))})"
        if name not in self.spelled:
            raise NoSheetError
        self.used.add(name)
        return self.spelled[name]

    def _size_of(self, name: str) -> Quotient:
        value = self.value(Polynomial.variable(name))
        if value is not None:
            return quotients.number(Fraction(abs(value)))
        if name not in self.form.floors:
            return Quotient(Polynomial.variable(name), Polynomial.constant(1))
        quotient = self.lowest(self.form.floors[name])
        divisor = quotients.number(Fraction(1, quotient.denominator.number or 1))
        size = quotients.product(self.size(quotient.numerator), divisor, self._nothing)
        return quotients.plus(size, quotients.number(Fraction(1)), self._nothing)
