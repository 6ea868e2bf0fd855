"""A figure: an exact number together with the way it is shown."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from attrs import field, frozen

from perfkit.model.kinds import of_kind
from perfkit.model.numbers import Exact, Rounding, exact_text, places_of, terminating, trimmed
from perfkit.model.origin import Origin
from perfkit.model.units import factor
from perfkit.wording import Language


@frozen
class Figure:
    """数: an exact ratio of integers, its unit, the rounding that makes the decimal it is shown as, and its origin.

    Attributes:
        exact: the value in the base of its unit: 元 for money, a share of 1 for ``%`` and ``‰``, else as counted.
        unit: ``元``, ``万元``, ``%``, ``分`` or any other name; only the first kinds scale what is shown.
        rounding: None shows the value exactly.
        origin: where the value was read, if it was read.
    """

    exact: Exact = field(validator=of_kind(Exact))
    unit: str = field(default="", validator=of_kind(str))
    rounding: Rounding | None = None
    origin: Origin | None = None

    @property
    def scaled(self) -> Exact:
        """The exact value in its unit: 0.5 with unit ``%`` is 50."""
        return self.exact / factor(self.unit)

    @property
    def shown(self) -> Decimal | None:
        """The decimal in its unit after rounding; None where there is no rounding and the digits never end."""
        return terminating(self.scaled) if self.rounding is None else self.rounding.round(self.scaled)

    @property
    def digits(self) -> str:
        """The figure as printed, without its unit."""
        return exact_text(self.scaled) if self.rounding is None else self.rounding.text(self.scaled)

    def __str__(self) -> str:
        return f"{self.digits}{self.unit}" if self.unit in ("%", "‰") else f"{self.digits} {self.unit}".rstrip()

    def worded(self, language: Language) -> str:
        """The figure with its unit in words: points are 分 in Chinese; money keeps the unit of the forms."""
        if language == "en" and self.unit == "分":
            return f"{self.digits} points"
        return str(self)

    def __repr__(self) -> str:
        parts = [self.digits + self.unit, f"exact {exact_text(self.scaled)}"]
        if self.rounding is not None:
            parts.append(str(self.rounding))
        return f"Figure({', '.join(parts)})"


def stated_figure(value: Decimal, unit: str = "", origin: Origin | None = None) -> Figure:
    """A figure that was printed somewhere as ``value``; its own places are its precision. ``value`` is in ``unit``."""
    places = places_of(value)
    zeros = trimmed(value) == format(value, "f")
    return Figure(Exact(value) * factor(unit), unit, Rounding(places, trailing_zeros=not zeros or places == 0), origin)


def total(values: Iterable[Decimal]) -> Figure:
    """The exact sum of amounts in 元, as a figure in 元."""
    return Figure(sum((Exact(value) for value in values), Exact(0)), "元")
