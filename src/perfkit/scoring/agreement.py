"""When a printed figure agrees with a computed one: at the precision it was printed with."""

from __future__ import annotations

from fractions import Fraction

from perfkit.model import Figure, Mode, Rounding, factor
from perfkit.model.numbers import places_of


def agrees(stated: Figure, exact: Fraction) -> bool:
    """Whether ``exact`` (in the base of the stated unit) prints as ``stated``, rounded half up or cut off.

    For amounts and rates, which units cut off as often as they round them.
    """
    return prints_as(stated, exact, "half-up") or prints_as(stated, exact, "down")


def agrees_as_rounded(stated: Figure, computed: Figure) -> bool:
    """Whether a total or mean prints as ``stated``, rounded half up or as the set rounds it."""
    mode: Mode = computed.rounding.mode if computed.rounding else "half-up"
    return prints_as(stated, computed.exact, "half-up") or prints_as(stated, computed.exact, mode)


def prints_as(stated: Figure, exact: Fraction, mode: Mode) -> bool:
    """Whether ``exact`` prints as ``stated`` under one way of rounding, with the places that ``stated`` shows.

    A figure that is not rounded shows all its places; one whose digits never end is printed as nothing but itself.
    """
    shown = stated.shown
    if shown is None:
        return exact == stated.exact
    places = stated.rounding.places if stated.rounding else places_of(shown)
    return Rounding(places, mode).round(exact / factor(stated.unit)) == shown
