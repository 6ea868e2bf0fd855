"""Values of a normal form that depend on which of several is the greater, or on the sign of one."""

from __future__ import annotations

from collections.abc import Sequence

from perfkit.formula.normal_form import quotients
from perfkit.formula.normal_form.guarded import NoValue, Quotient
from perfkit.formula.normal_form.signs import ABOVE, BELOW, NOT_ABOVE, NOT_BELOW, Signs
from perfkit.formula.normal_form.ways import End, Explorer, Gone, Path, Ways, then


def compared(explorer: Explorer, path: Path, left: Quotient, signs: Signs, right: Quotient) -> Ways[bool]:
    """Whether the sign of ``left`` - ``right`` is one of these."""
    difference = quotients.minus(left, right, path.known).numerator
    return explorer.decide(path, difference, signs, lambda on: End(on, True), lambda on: End(on, False))


def least(explorer: Explorer, path: Path, values: Sequence[Quotient]) -> Ways[Quotient]:
    """The least of them."""
    return _extreme(explorer, path, values, NOT_ABOVE)


def greatest(explorer: Explorer, path: Path, values: Sequence[Quotient]) -> Ways[Quotient]:
    """The greatest of them."""
    return _extreme(explorer, path, values, NOT_BELOW)


def clamped(explorer: Explorer, path: Path, values: Sequence[Quotient]) -> Ways[Quotient]:
    """``clamp(x, low, high)`` is ``min(max(x, low), high)``."""
    operand, low, high = values
    return then(greatest(explorer, path, (operand, low)), lambda on, raised: least(explorer, on, (raised, high)))


def magnitude(explorer: Explorer, path: Path, value: Quotient) -> Ways[Quotient]:
    """The value without its sign."""
    turned = quotients.negative(value)
    return explorer.decide(path, value.numerator, NOT_BELOW, lambda on: End(on, value), lambda on: End(on, turned))


def divided(explorer: Explorer, path: Path, left: Quotient, right: Quotient) -> Ways[Quotient]:
    """The quotient; there is none where the divisor is 0."""

    def by(sign: int, on: Path) -> Ways[Quotient]:
        return End(on, quotients.ratio(left, right, sign, on.known))

    def not_above(on: Path) -> Ways[Quotient]:
        zero = NoValue("division-by-zero")
        return explorer.decide(on, right.numerator, BELOW, lambda last: by(-1, last), lambda last: Gone(last, zero))

    return explorer.decide(path, right.numerator, ABOVE, lambda on: by(1, on), not_above)


def _extreme(explorer: Explorer, path: Path, values: Sequence[Quotient], signs: Signs) -> Ways[Quotient]:
    """Goes from the first to the last, keeping the one before while its difference from the next has such a sign."""
    first, *others = values
    if not others:
        return End(path, first)
    second, *rest = others
    return then(
        compared(explorer, path, first, signs, second),
        lambda on, kept: _extreme(explorer, on, (first if kept else second, *rest), signs),
    )
