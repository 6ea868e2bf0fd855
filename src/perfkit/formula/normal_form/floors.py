"""The auxiliary integers of a normal form: each is the floor of a quotient, and has a name of its own."""

from __future__ import annotations

from fractions import Fraction

from attrs import define, field

from perfkit.formula.normal_form import quotients
from perfkit.formula.normal_form.guarded import Quotient
from perfkit.formula.normal_form.polynomial import SCALE, Polynomial, TooLargeError
from perfkit.formula.normal_form.signs import NOT_BELOW
from perfkit.formula.normal_form.ways import End, Explorer, Path, Ways

MOST_FLOORS = 8
DEEPEST_FLOORS = 3
"""What is known of a floor is asked twice of its quotient, so the work doubles with each floor inside another."""


@define
class Floors:
    """Gives the floors of quotients their names.

    Attributes:
        named: the quotients by name; each uses only names before its own.
    """

    named: dict[str, Quotient] = field(factory=dict)

    def floor(self, quotient: Quotient) -> Quotient:
        """The greatest integer that is not above the quotient; the same name for the same quotient."""
        if quotient.number is not None:
            return quotients.number(Fraction(quotient.number.__floor__()))
        if quotient.denominator.number == 1:
            return quotient
        name = next((name for name, known in self.named.items() if known == quotient), f"{SCALE}{len(self.named) + 1}")
        self.named[name] = quotient
        if len(self.named) > MOST_FLOORS or self._depth(quotient) > DEEPEST_FLOORS:
            raise TooLargeError
        return Quotient(Polynomial.variable(name), Polynomial.constant(1))

    def _depth(self, quotient: Quotient) -> int:
        return 1 + max((self._depth(self.named[name]) for name in quotient.names if name in self.named), default=0)

    def ceil(self, quotient: Quotient) -> Quotient:
        """The least integer that is not below the quotient."""
        return quotients.negative(self.floor(quotients.negative(quotient)))

    def rounded(self, explorer: Explorer, path: Path, value: Quotient, scale: int) -> Ways[Quotient]:
        """The nearest multiple of 1/``scale``, away from 0 at a tie."""

        def nearest(on: Path, sign: int) -> Ways[Quotient]:
            doubled = value.numerator.times(2 * scale * sign) + value.denominator
            units = self.floor(quotients.reduced(doubled, value.denominator.times(2), on.known))
            return End(on, quotients.reduced(units.numerator.times(sign), units.denominator.times(scale), on.known))

        return explorer.decide(path, value.numerator, NOT_BELOW, lambda on: nearest(on, 1), lambda on: nearest(on, -1))
