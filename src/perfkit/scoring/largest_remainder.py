"""Shares made round so that they still add up: the largest remainder."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction


def largest_remainder(exact: Sequence[Fraction], whole: Fraction, unit: Fraction) -> list[Fraction]:
    """Multiples of the unit that add up to the whole; where the whole is none, one of them is none either."""
    found = [weight // unit * unit for weight in exact]
    over = whole - sum(found, Fraction(0))
    for at in sorted(range(len(exact)), key=lambda at: found[at] - exact[at]):
        more = min(unit, over)
        found[at] += more
        over -= more
    return found
