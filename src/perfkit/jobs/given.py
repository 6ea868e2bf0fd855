"""Values by which a rule is tried, read as people write them in forms: ``95%``, ``2000万元``, ``是``."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import TypeAlias

from attrs import field, frozen

from perfkit.errors import NOWHERE, InputError, Place, quoted
from perfkit.formats.accepted import actual_fact
from perfkit.formats.notes import Notes, Read
from perfkit.formats.scalars import SHORT_MONEY, read_number, refused, written_figure
from perfkit.formula import Kind, Labels, Records, Value, formula_name
from perfkit.model import Figure, Finding, NumberLike, Target, factor

Written: TypeAlias = NumberLike | bool
"""A value as a caller writes it."""

WEIGHT = "weight"
TARGET = "target"
AS_TARGET = ("upper", "actual", "baseline")
"""What stands in the unit of the target."""

TRUTHS: Mapping[str, bool] = {"是": True, "true": True, "否": False, "false": False}


@frozen
class GivenValues:
    """The values by the name formulas use.

    Attributes:
        values: exact, in the base of their unit: 元 for money, a share of 1 for percentages.
        shown: each number as a reader sees it, ``95%``.
        remarks: what was read otherwise than it was written.
    """

    values: Mapping[str, Value]
    shown: Mapping[str, str]
    remarks: tuple[Finding, ...]

    @property
    def kinds(self) -> dict[str, str]:
        """What each name stands for, where nobody had said it before."""
        return {name: "truth" if isinstance(value, bool) else "number" for name, value in self.values.items()}

    @property
    def weight(self) -> Fraction | None:
        """The points that can be had, if they were given."""
        weight = self.values.get(WEIGHT)
        return weight if isinstance(weight, Fraction) else None


def given_values(written: Mapping[str, Written], kinds: Mapping[str, Kind]) -> GivenValues:
    """The values, as they are written in forms: an actual without a unit is in that of the target.

    Args:
        written: by name; ``late-days`` is ``late_days``.
        kinds: of the names whose kind is known; any other is a truth if it is written as one, else a number.

    Raises:
        InputError: with every value that cannot be read, each at its name.
    """
    reading = _Reading({formula_name(name): value for name, value in written.items()}, kinds)
    for name in reading.written:
        reading.read(name)
    reading.notes.close()
    return GivenValues(reading.values, reading.shown, tuple(reading.notes.remarks))


@frozen
class _Reading:
    """One reading, which goes on after a fault."""

    written: Mapping[str, Written]
    kinds: Mapping[str, Kind]
    notes: Notes = field(factory=Notes)
    values: dict[str, Value] = field(factory=dict)
    shown: dict[str, str] = field(factory=dict)

    def read(self, name: str) -> None:
        """Read one value and keep it, or note why it cannot be read."""
        value, kind = self.written[name], self.kinds.get(name)
        truth = value if isinstance(value, bool) else TRUTHS.get(str(value).strip().casefold())
        if isinstance(kind, Records):
            self.notes.fault("tried.list", NOWHERE, found=name)
        elif isinstance(kind, Labels):
            self._label(name, str(value).strip(), kind)
        elif kind == "truth" or (kind is None and truth is not None):
            self._truth(name, truth)
        else:
            self._number(name, str(value).lower() if isinstance(value, bool) else value)

    def _truth(self, name: str, truth: bool | None) -> None:
        if truth is None:
            self.notes.fault("tried.truth-needed", Place(key=quoted(name)), found=quoted(str(self.written[name])))
        else:
            self.values[name] = truth

    def _label(self, name: str, word: str, labels: Labels) -> None:
        if word in labels.options:
            self.values[name] = word
        else:
            self.notes.fault("formula.unknown-label", Place(key=name), found=quoted(word), known=labels.options)

    def _number(self, name: str, value: NumberLike) -> None:
        figure = self.notes.read(Place(key=quoted(name)), self._reader(name), value)
        if figure is not None:
            self.values[name] = figure.exact
            self.shown[name] = figure.digits + figure.unit

    def _reader(self, name: str) -> Callable[[NumberLike], Read[Figure]]:
        if name == WEIGHT:
            return _weight
        if name == TARGET:
            return _promised
        target = self._target() if name in AS_TARGET else None
        return _figure if target is None else lambda value: _reached(value, target)

    def _target(self) -> Target | None:
        """The target, for the values that stand in its unit; None if there is none, or none that can be read."""
        try:
            said = written_figure(self.written[TARGET]) if TARGET in self.written else None
        except InputError:
            return None
        if said is None or said.value is None:
            return None
        return Target(said.bound or "at-least", said.value, SHORT_MONEY.get(said.unit, said.unit))


def _figure(written: NumberLike, *, bounded: bool = False) -> Read[Figure]:
    """A number in the unit that stands behind it."""
    said = written_figure(written)
    if said.value is None or (said.bound and not bounded):
        raise refused("tried.no-number", written)
    unit = SHORT_MONEY.get(said.unit, said.unit)
    return Read(Figure(Fraction(said.value) * factor(unit), unit), said.remarks)


def _promised(written: NumberLike) -> Read[Figure]:
    """A target, which may be copied from a form with its sign: ``≥95%``."""
    return _figure(written, bounded=True)


def _reached(written: NumberLike, target: Target) -> Read[Figure]:
    if written_figure(written).value is None:
        raise refused("tried.no-number", written)
    read = actual_fact(written, target)
    return Read(Figure(Fraction(read.value) * factor(target.unit), target.unit), read.remarks, read.said)


def _weight(written: NumberLike) -> Read[Figure]:
    read = read_number(written)
    if read.value <= 0:
        raise refused("tried.weight", written)
    return Read(Figure(Fraction(read.value), "分"), read.remarks)
