"""Units of figures: money scales and percent are factors, every other unit is a name."""

from __future__ import annotations

from fractions import Fraction

MONEY_PLACES: dict[str, int] = {"元": 0, "千元": 3, "万元": 4, "亿元": 8}
"""Power of ten by which an amount in the unit exceeds the same amount in 元, in which all money is held."""


def is_money(unit: str) -> bool:
    """Whether the unit is a scale of money."""
    return unit in MONEY_PLACES


def factor(unit: str) -> Fraction:
    """What one of the unit is worth in the base in which figures are held: 元 for money, 1 for rates and counts."""
    if unit in MONEY_PLACES:
        return Fraction(10 ** MONEY_PLACES[unit])
    return {"%": Fraction(1, 100), "‰": Fraction(1, 1000)}.get(unit, Fraction(1))
