"""What numbers count: products of units, how they join, and when they clash.

An indicator's ``target``, ``actual`` and ``baseline`` share one unit, which a rule does not know: it stands here as a
unit of its own, :data:`INDICATOR`, until a formula makes it definite.

A number typed beside ``*`` or ``/`` may carry a unit that nobody writes: in ``1 - 10% * days`` the 10% is for each 天,
in ``budget * months / 12`` the 12 are 月. Such a product is *scaled*: it fits what remains when some of its units are
struck out. Two readings are firm: an amount times a number is an amount, and what is divided by a typed percentage
(*stepped*, as in ``(actual - target) / 1%``) is counted in steps of a rate.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, TypeAlias

from attrs import evolve, frozen

from perfkit.wording import Language, say

Nature: TypeAlias = Literal["firm", "scaled", "stepped", "plain", "rate", "unknown"]
"""firm: counted in just these units; scaled and stepped: see above; plain: a typed number, which fits any unit; rate: a
typed percentage; unknown: nothing is known, and nothing can be wrong."""

_INDICATOR = "?"
_MONEY_UNITS = frozenset(("元", "千元", "万元", "亿元"))
_RATIO_UNITS = frozenset(("%", "‰", "倍"))
_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


@frozen
class Dimension:
    """The units of a number.

    Attributes:
        powers: each unit with its exponent, which is not 0, in the order of the names; none for a ratio.
        nature: how firmly that is known.
    """

    powers: tuple[tuple[str, int], ...] = ()
    nature: Nature = "firm"

    @property
    def typed(self) -> bool:
        """Whether it is that of numbers alone."""
        return self.nature in ("plain", "rate")

    def __mul__(self, other: Dimension) -> Dimension:
        if "unknown" in (self.nature, other.nature):
            return UNKNOWN
        if self.typed and other.typed:
            return RATE if RATE in (self, other) else PLAIN
        if self.typed:
            return other * self
        if other.typed:
            return self if self.powers == MONEY.powers else self._scaled()
        natures = (self.nature, other.nature)
        nature: Nature = "stepped" if "stepped" in natures else "scaled" if "scaled" in natures else "firm"
        return Dimension(_summed(self.powers, other.powers), nature)

    def __truediv__(self, other: Dimension) -> Dimension:
        if other.typed and not self.typed and self.nature != "unknown":
            return evolve(self, nature="stepped") if other == RATE else self._scaled()
        return self * evolve(other, powers=_times(other.powers, -1))

    def bound(self, unit: Dimension | None) -> Dimension:
        """The same with ``unit`` for that of the indicator; None leaves it open."""
        exponent = dict(self.powers).get(_INDICATOR, 0)
        if unit is None or not exponent:
            return self
        others = tuple((name, power) for name, power in self.powers if name != _INDICATOR)
        return evolve(self, powers=_summed(others, _times(unit.powers, exponent)))

    def worded(self, language: Language) -> str:
        """As messages say it: ``%``, ``个``, ``元 ÷ (人 × 月)``."""
        if not self.powers:
            return "%"
        above, below = ([_power(*at, language) for at in self.powers if (at[1] > 0) is side] for side in (True, False))
        text = " × ".join(above) or "1"
        if not below:
            return text
        return f"{text} ÷ {below[0]}" if len(below) == 1 else f"{text} ÷ ({' × '.join(below)})"

    def _scaled(self) -> Dimension:
        return self if self.nature == "stepped" else evolve(self, nature="scaled")


RATIO = Dimension()
"""Of rates, shares and quotients of like things; messages call it %."""
MONEY = Dimension((("元", 1),))
POINTS = Dimension((("分", 1),))
INDICATOR = Dimension(((_INDICATOR, 1),))
"""The unit of the indicator that is scored, as long as nothing makes it definite."""
PLAIN = Dimension(nature="plain")
RATE = Dimension(nature="rate")
UNKNOWN = Dimension(nature="unknown")


@frozen
class Joined:
    """What comes of two numbers that have to be of one unit.

    Attributes:
        dimension: what both are; None if they clash.
        indicator: the unit of the indicator, if that is determined here.
    """

    dimension: Dimension | None
    indicator: Dimension | None = None


CLASH = Joined(None)


def joined(left: Dimension, right: Dimension) -> Joined:
    """What is common to two sides of ``+ - = <`` and the like, or to two branches of an ``if``."""
    for adopting in (PLAIN, UNKNOWN):
        if adopting in (left, right):
            return Joined(right if left == adopting else left)
    if left == right:
        return Joined(left)
    if left.powers == right.powers:
        return Joined(Dimension(left.powers))
    if "scaled" in (left.nature, right.nature):
        return _struck_out(left, right)
    return _solved(left, right)


def rooted(dimension: Dimension, degree: int | None) -> Joined:
    """The unit of a root; ``degree`` is None where it is counted, not typed."""
    if not dimension.powers:
        return Joined(dimension)
    if degree is not None and all(power % degree == 0 for _, power in dimension.powers):
        return Joined(evolve(dimension, powers=tuple((name, power // degree) for name, power in dimension.powers)))
    if dimension.nature != "scaled" and dict(dimension.powers).keys() == {_INDICATOR}:
        return Joined(RATIO, RATIO)
    open_ended = degree is None or dimension.nature == "scaled" or _INDICATOR in dict(dimension.powers)
    return Joined(UNKNOWN) if open_ended else CLASH


def unit_of(unit: str) -> Dimension:
    """The dimension of a unit as facts bear it; an empty text says nothing.

    Money in any scale is 元, in which it is held. A unit such as 元/人·月 is a quotient; inside one, 万元 is not 元,
    for such a figure is held as it was written.
    """
    text = unit.strip().replace("％", "%").replace("／", "/")
    if not text:
        return UNKNOWN
    if text in _MONEY_UNITS:
        return MONEY
    if text in _RATIO_UNITS:
        return RATIO
    above, *below = (_single(part) for part in text.split("/"))
    for part in below:
        above = _summed(above, _times(part, -1))
    return Dimension(above)


def indicator_unit_fits(required: Dimension | None, unit: str) -> bool:
    """Whether an indicator counted in ``unit`` can be scored by a rule that requires the unit; None requires none."""
    return required is None or joined(required, unit_of(unit)).dimension is not None


def _single(part: str) -> tuple[tuple[str, int], ...]:
    """The units of a part of a compound unit, such as 人·月."""
    found: tuple[tuple[str, int], ...] = ()
    for name in part.strip(" ()（）").split("·"):
        found = _summed(found, ((name.strip(), 1),))
    return found


def _struck_out(left: Dimension, right: Dimension) -> Joined:
    """Two sides of which at least one is scaled: what is left of it when some of its units are struck out."""
    if left.nature == right.nature:
        return Joined(Dimension(_common(left.powers, right.powers), "scaled"))
    scaled, other = (left, right) if left.nature == "scaled" else (right, left)
    if _common(scaled.powers, other.powers) == other.powers:
        return Joined(other)
    solved = _solved(left, right)
    undecided = solved.dimension is None and _INDICATOR in dict(scaled.powers + other.powers)
    return Joined(UNKNOWN) if undecided else solved


def _solved(left: Dimension, right: Dimension) -> Joined:
    """The unit of the indicator that makes both sides equal, if there is one."""
    apart = dict(_summed(left.powers, _times(right.powers, -1)))
    exponent = apart.pop(_INDICATOR, 0)
    if not exponent or any(power % exponent for power in apart.values()):
        return CLASH
    unit = Dimension(tuple((name, -power // exponent) for name, power in apart.items()))
    return Joined(Dimension(left.bound(unit).powers), unit)


def _summed(left: tuple[tuple[str, int], ...], right: tuple[tuple[str, int], ...]) -> tuple[tuple[str, int], ...]:
    powers = dict(left)
    for name, power in right:
        powers[name] = powers.get(name, 0) + power
    return _settled(powers)


def _times(powers: tuple[tuple[str, int], ...], factor: int) -> tuple[tuple[str, int], ...]:
    return tuple((name, power * factor) for name, power in powers)


def _common(left: tuple[tuple[str, int], ...], right: tuple[tuple[str, int], ...]) -> tuple[tuple[str, int], ...]:
    """Of each unit the part that both have on the same side of the line."""
    others = dict(right)
    shared = {name: min(power, others.get(name, 0), key=abs) for name, power in left if power * others.get(name, 0) > 0}
    return _settled(shared)


def _settled(powers: Mapping[str, int]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted((name, power) for name, power in powers.items() if power))


def _power(name: str, power: int, language: Language) -> str:
    text = say("words.indicator-unit", language) if name == _INDICATOR else name
    return text if abs(power) == 1 else text + str(abs(power)).translate(_SUPERSCRIPTS)
