"""``ln`` and ``root``: the correctly rounded decimal, reckoned in integers alone.

The result is the decimal with so many places that lies nearest to the true value; a tie, which only an exact root can
be, goes away from zero. The same arguments give the same digits on every machine and under every host.
"""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache
from math import isqrt

_GUARD = 32
"""Bits beyond the places that are asked for, so that for money and rates a second try is needed once in a million."""


def ln(value: Fraction, places: int) -> Fraction | None:
    """The natural logarithm of ``value`` to ``places`` decimals, 0 to 30; None for zero and below, where there is none.

    The working precision doubles until both ends of the interval of error round to the same decimal. That comes to an
    end: the logarithm of a ratio other than 1 is irrational, hence never half-way between two decimals.
    """
    if value <= 0:
        return None
    if value == 1:
        return Fraction(0)
    scale: int = 10**places
    bits = 4 * places + _GUARD
    while True:
        near, error = _ln_near(value.numerator, value.denominator, bits)
        low, high = (((end * scale << 1) + (1 << bits)) >> (bits + 1) for end in (near - error, near + error))
        if low == high:
            return Fraction(low, scale)
        bits *= 2


def root(value: Fraction, degree: int, places: int) -> Fraction | None:
    """The root of ``value`` of the degree, 1 to 20, to ``places`` decimals, 0 to 30; None for a negative value.

    A negative value has no root even where the degree is odd: no quantity that is scored has a geometric mean then.
    """
    if value < 0:
        return None
    scale: int = 10**places
    halves = _whole_root(value.numerator * (2 * scale) ** degree // value.denominator, degree)
    return Fraction((halves + 1) // 2, scale)


def _ln_near(above: int, below: int, bits: int) -> tuple[int, int]:
    """The logarithm of ``above / below`` in units of ``2**-bits``, and how many units it may be off.

    ``above / below`` is ``2**power`` times a mantissa in 1..2. A few square roots bring the mantissa close to 1, where
    the series is short. Its root is off by less than 3 units, the ratio of the series by less than 4, each of its
    terms by less than 3, and there are fewer than ``bits / 5``: together less than ``bits``, and so is ln 2.
    """
    power = above.bit_length() - below.bit_length()
    if above << max(-power, 0) < below << max(power, 0):
        power -= 1
    shift = bits - power
    mantissa = (above << max(shift, 0)) // (below << max(-shift, 0))
    roots = 2 + isqrt(bits) // 4
    for _ in range(roots):
        mantissa = isqrt(mantissa << bits)
    one = 1 << bits
    near = (_area(((mantissa - one) << bits) // (mantissa + one), bits) << (roots + 1)) + power * _ln_2(bits)
    return near, bits * ((2 << roots) + abs(power))


def _area(ratio: int, bits: int) -> int:
    """The inverse hyperbolic tangent of a small ``ratio``, both in units of ``2**-bits``.

    x + x³/3 + x⁵/5 and so on.
    """
    square = ratio * ratio >> bits
    total, odd = 0, 1
    while ratio:
        total += ratio // odd
        ratio = ratio * square >> bits
        odd += 2
    return total


@lru_cache(maxsize=32)
def _ln_2(bits: int) -> int:
    """The logarithm of 2 in units of ``2**-bits``: twice the inverse hyperbolic tangent of 1/3."""
    power, total, odd = (2 << bits) // 3, 0, 1
    while power:
        total += power // odd
        power //= 9
        odd += 2
    return total


def _whole_root(value: int, degree: int) -> int:
    """The greatest integer whose power is at most ``value``: Newton's way down from above.

    The start is the root of the leading half of the digits, found in the same manner, so that a step or two remain.
    """
    if degree == 2 or not value:
        return isqrt(value)
    half = value.bit_length() // (2 * degree)
    near = (_whole_root(value >> degree * half, degree) + 1) << half if half else 4
    while True:
        lower = ((degree - 1) * near + value // near ** (degree - 1)) // degree
        if lower >= near:
            return near
        near = lower
