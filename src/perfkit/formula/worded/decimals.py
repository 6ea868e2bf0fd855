"""Ratios written as decimals, without the decimal context of the host."""

from __future__ import annotations

from fractions import Fraction

from perfkit.formula.language.tree import Number

LONGEST = 22
"""A number typed in a formula has at most 20 places; as a percentage, or with a percent sign, two more or less."""


def decimal_text(value: Fraction) -> str:
    """``value`` as a decimal if its digits end within 22 places, else as a ratio such as 77/80."""
    scaled = abs(value) * 10**LONGEST
    if scaled.denominator != 1:
        return f"{value.numerator}/{value.denominator}"
    digits = str(scaled.numerator).rjust(LONGEST + 1, "0")
    text = f"{digits[:-LONGEST]}.{digits[-LONGEST:]}".rstrip("0").rstrip(".")
    return f"-{text}" if value < 0 else text


def percent_text(share: Fraction) -> str:
    """``share`` as a percentage; 0, and a ratio whose digits do not end, as they are."""
    text = decimal_text(share)
    return text if not share or "/" in text else f"{decimal_text(share * 100)}%"


def as_percent(number: Number) -> str:
    """A share as people say it: 0.8 is 80% and 1 is 100%; 0, a typed percentage and what is above 1 stay as typed."""
    return number.text if number.text.endswith("%") or not 0 < number.value <= 1 else percent_text(number.value)


def cut_text(value: Fraction, places: int = 6) -> str:
    """A value of 0 or above for readers, such as ``0.951009…``: cut after some places."""
    digits = str(value * 10**places // 1).rjust(places + 1, "0")
    return f"{digits[:-places]}.{digits[-places:]}…"
