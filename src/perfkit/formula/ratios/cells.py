"""Values as the exact reading takes them: a number is a pair of integers, which needs no common divisor on the way.

A pair ``(n, d)`` stands for n/d with d above 0. Pairs are not reduced while a formula is computed, because looking for
common divisors at every step costs more than the longer integers do.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import gcd
from typing import TypeAlias, Union

from perfkit.formula.absent import Absent, AbsentError, Value, kind_found

Pair: TypeAlias = tuple[int, int]

Cell: TypeAlias = Union[Pair, bool, str, "list[dict[str, Cell]]", Absent, None]
"""A number, a truth, a label, a list of records, why there is none, or nothing."""

MOST_BITS = 4_096
"""Numerators and denominators beyond this (some 1 200 digits) come from repeated products, not from a budget."""

MOST_RECORDS = 100_000
"""A longer list is no list of a budget; what a list word does with each record is bounded, and so is the whole."""


def cells(facts: Mapping[str, Value]) -> dict[str, Cell]:
    """Facts as a formula takes them."""
    return {name: cell(name, value) for name, value in facts.items()}


def cell(name: str, value: object) -> Cell:
    """One fact; what no formula can take becomes the reason why."""
    match value:
        case bool() | str() | Absent() | None:
            return value
        case Fraction():
            return pair(value)
        case Sequence():
            return _records(name, value)
        case _:
            return Absent("wrong-kind", {"name": name, "kind": kind_found(value)})


def pair(value: Fraction) -> Cell:
    """A ratio as a pair; absent if it is too large for any budget."""
    top, bottom = value.numerator, value.denominator
    if top.bit_length() > MOST_BITS or bottom.bit_length() > MOST_BITS:
        return Absent("too-large")
    return top, bottom


def _records(name: str, records: Sequence[object]) -> Cell:
    if len(records) > MOST_RECORDS:
        return Absent("list-too-long", {"name": name, "most": MOST_RECORDS})
    if not all(isinstance(record, Mapping) for record in records):
        return Absent("wrong-kind", {"name": name, "kind": kind_found([])})
    return [cells(record) for record in records if isinstance(record, Mapping)]


def reduced(top: int, bottom: int) -> Pair:
    """The pair without common divisors; no value if it is still too large."""
    divisor = gcd(top, bottom)
    top, bottom = top // divisor, bottom // divisor
    if top.bit_length() > MOST_BITS or bottom.bit_length() > MOST_BITS:
        raise AbsentError(Absent("too-large"))
    return top, bottom
