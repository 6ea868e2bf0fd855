"""When a printed figure agrees with a computed one: at the precision it was printed with, rounded or cut."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from perfkit.model import Figure, FundingStage, Mode, Rounding, factor


def agrees(stated: Figure, exact: Fraction) -> bool:
    """Whether ``exact`` (in the base of the stated unit) prints as ``stated``, rounded half up or cut off."""
    return prints_as(stated, exact, "half-up") or prints_as(stated, exact, "down")


def prints_as(stated: Figure, exact: Fraction, mode: Mode) -> bool:
    """Whether ``exact`` prints as ``stated`` under one way of rounding, with the places that ``stated`` shows."""
    places = 0 if stated.rounding is None else stated.rounding.places
    return Rounding(places, mode).round(exact / factor(stated.unit)) == stated.shown


def in_unit_of(stated: Figure, figure: Figure) -> Figure:
    """An amount in the unit in which the unit stated it, so that the two can be read side by side."""
    return Figure(figure.exact, stated.unit)


def matching_stages(stated: Figure, sums: Mapping[FundingStage, Figure]) -> tuple[FundingStage, ...]:
    """The stages whose sum prints as the stated figure."""
    return tuple(stage for stage, figure in sums.items() if agrees(stated, figure.exact))
