"""Exact numbers: how they come in, how they are rounded, how they are shown.

Nothing here depends on the decimal context of the host: values are taken apart into integers and put together again.
"""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction
from typing import Any, Literal, TypeAlias

from attrs import field, frozen

from perfkit.errors import NOWHERE, Fault, InputError, Place, quoted

Exact: TypeAlias = Fraction
"""A number carried exactly."""

NumberLike: TypeAlias = Decimal | int | str
"""What a caller may hand in as a number; ``float`` is refused because its digits are not the ones that were typed."""

Mode: TypeAlias = Literal["half-up", "half-even", "half-down", "up", "down", "ceiling", "floor"]

MODES: tuple[Mode, ...] = ("half-up", "half-even", "half-down", "up", "down", "ceiling", "floor")

LARGEST_EXPONENT = 18
"""A number of 10^18 元 or more is a mistake of the keyboard, and refusing it keeps all arithmetic small."""

MOST_DIGITS = 40

_NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?", re.ASCII)


def number(value: NumberLike, place: Place = NOWHERE) -> Decimal:
    """The exact decimal that was handed in, with the digits it was written with.

    Texts follow one grammar: an optional sign, ASCII digits, at most one point. Refused, each with its own code:
    ``float``, ``bool``, NaN and infinities, more than 40 digits, 10^18 and beyond.
    """
    if isinstance(value, bool) or not isinstance(value, (int, str, Decimal)):
        code = "number.float" if isinstance(value, float) else "number.kind"
        raise InputError(Fault(code, place, {"found": repr(value), "kind": type(value).__name__}))
    if isinstance(value, str):
        text = value.strip()
        if not _NUMBER.fullmatch(text):
            raise InputError(Fault("number.unreadable", place, {"found": quoted(value)}))
        if sum(c.isdigit() for c in text) > MOST_DIGITS:
            raise InputError(Fault("number.too-long", place, {"most": MOST_DIGITS}))
        value = Decimal(text)
    if isinstance(value, int):
        if abs(value) >= 10**LARGEST_EXPONENT:
            raise InputError(Fault("number.out-of-range", place, {"largest": LARGEST_EXPONENT}))
        return Decimal(value)
    if not value.is_finite():
        raise InputError(Fault("number.not-finite", place, {"found": str(value)}))
    if len(value.as_tuple().digits) > MOST_DIGITS:
        raise InputError(Fault("number.too-long", place, {"most": MOST_DIGITS}))
    exponent = int(value.as_tuple().exponent)
    if value.adjusted() >= LARGEST_EXPONENT or exponent < -MOST_DIGITS or exponent >= LARGEST_EXPONENT:
        raise InputError(Fault("number.out-of-range", place, {"largest": LARGEST_EXPONENT}))
    return value


def shifted(value: Decimal, places: int) -> Decimal:
    """``value`` × 10^places, exactly and with its significant digits kept (41235.25 万元 stays good to 100 元)."""
    sign, digits, exponent = value.as_tuple()
    return Decimal((sign, digits, int(exponent) + places))


def fixed(numerator: int, places: int) -> Decimal:
    """The decimal numerator / 10^places with exactly that many places."""
    sign = 1 if numerator < 0 else 0
    return Decimal((sign, tuple(int(d) for d in str(abs(numerator))), -places))


def places_of(value: Decimal) -> int:
    """How many places are written after the point: two in 0.50, none in 7 and in 7E+2."""
    return max(0, -int(value.as_tuple().exponent))


def plain(value: Decimal) -> str:
    """The decimal in ordinary notation, never with an exponent; negative zero is zero."""
    text = format(value, "f")
    return text[1:] if text.startswith("-") and not value else text


def trimmed(value: Decimal) -> str:
    """The decimal in ordinary notation without trailing zeros after the point: 3.70 is 3.7 and 100.00 is 100."""
    text = plain(value)
    return text.rstrip("0").rstrip(".") if "." in text else text


def terminating(value: Exact) -> Decimal | None:
    """The decimal that equals ``value``, or None if its digits never end (as for 1/3)."""
    denominator, places = value.denominator, 0
    twos = (denominator & -denominator).bit_length() - 1
    denominator >>= twos
    fives = 0
    while denominator % 5 == 0:
        denominator //= 5
        fives += 1
    if denominator != 1:
        return None
    places = max(twos, fives)
    return fixed(value.numerator * 10**places // value.denominator, places)


def exact_text(value: Exact) -> str:
    """``value`` written exactly: as a decimal where its digits end, else as a fraction such as 3239/33."""
    decimal = terminating(value)
    return f"{value.numerator}/{value.denominator}" if decimal is None else trimmed(decimal)


def readable(value: Exact, places: int = 4) -> str:
    """``value`` for a reader: exactly where its digits end soon, else cut after ``places`` with an ellipsis."""
    decimal = terminating(value)
    if decimal is not None and -int(decimal.as_tuple().exponent) <= places + 2:
        return trimmed(decimal)
    return plain(Rounding(places, "down").round(value)) + "…"


def _as_places(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= 12:
        raise InputError(Fault("rounding.places", arguments={"found": quoted(str(value))}))
    return value


@frozen
class Rounding:
    """A policy of an indicator set: how many places, which way, whether trailing zeros are printed.

    Attributes:
        places: digits after the point of the figure *as shown* (a rate of 50.65 % has two), 0 to 12.
        mode: ``half-up`` (四舍五入, away from zero at a tie), ``half-even``, ``half-down``, ``up`` (away from zero),
            ``down`` (截断, towards zero), ``ceiling``, ``floor``.
        trailing_zeros: False prints 100 and 3.7 where the places would give 100.00 and 3.70.
    """

    places: int = field(default=2, converter=_as_places)
    mode: Mode = "half-up"
    trailing_zeros: bool = True

    def __attrs_post_init__(self) -> None:
        if self.mode not in MODES:
            raise InputError(
                Fault("rounding.mode", arguments={"found": quoted(str(self.mode)), "modes": " ".join(MODES)})
            )

    def round(self, value: Exact) -> Decimal:
        """``value`` as the decimal this policy makes of it, with exactly ``places`` places."""
        return fixed(self.units(value.numerator, value.denominator), self.places)

    def units(self, numerator: int, denominator: int) -> int:
        """The same as a whole number of last places: 9.625 with two places is 963. The denominator is above 0."""
        scaled: int = numerator * 10**self.places
        if self.mode == "half-up" and scaled >= 0:
            return (2 * scaled + denominator) // (2 * denominator)
        quotient, remainder = divmod(abs(scaled), denominator)
        if remainder and self._away(2 * remainder - denominator, quotient, scaled < 0):
            quotient += 1
        return -quotient if scaled < 0 else quotient

    def _away(self, over_half: int, quotient: int, negative: bool) -> bool:
        """Whether a quotient with a remainder moves away from zero; ``over_half`` is the remainder less one half."""
        return {
            "half-up": over_half >= 0,
            "half-down": over_half > 0,
            "half-even": over_half > 0 or (over_half == 0 and quotient % 2 == 1),
            "up": True,
            "down": False,
            "ceiling": not negative,
            "floor": negative,
        }[self.mode]

    def text(self, value: Exact) -> str:
        """The rounded figure as it is printed."""
        rounded = self.round(value)
        return plain(rounded) if self.trailing_zeros else trimmed(rounded)

    def __str__(self) -> str:
        return f"{self.mode} {self.places}"
