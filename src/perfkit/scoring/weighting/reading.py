"""What weights are found from: exact numbers, square comparisons and tables, refused with all faults at once."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import TypeAlias

from perfkit.errors import NOWHERE, Fault, InputError, Place, nearest
from perfkit.model import NumberLike, exact_text, number

ExactLike: TypeAlias = Fraction | NumberLike
"""A number as it may be handed in: a ratio, a decimal, a whole number, or a text such as 1/3."""

Columns: TypeAlias = Mapping[str, Sequence[Fraction]]
"""What each indicator says of the objects it was observed on, in one order."""

LARGEST = 9
"""The end of Saaty's scale: absolutely more important."""


def exact(value: ExactLike, place: Place = NOWHERE) -> Fraction:
    """The number that was handed in; of a text with a stroke the quotient."""
    if isinstance(value, Fraction):
        return value
    if isinstance(value, str) and "/" in value:
        top, _, bottom = value.partition("/")
        divisor = Fraction(number(bottom, place))
        if not divisor:
            raise InputError(Fault("weighting.divided-by-zero", place, {"found": value}))
        return Fraction(number(top, place)) / divisor
    return Fraction(number(value, place))


def read_rows(
    rows: Mapping[str, Sequence[ExactLike]], place: Place = NOWHERE
) -> tuple[dict[str, list[Fraction]], list[Fault]]:
    """Every number of every row, with what is wrong with them; one that cannot be read leaves its row out."""
    found: dict[str, list[Fraction]] = {}
    faults: list[Fault] = []
    for name, row in rows.items():
        numbers: list[Fraction] = []
        for at, value in enumerate(row, start=1):
            try:
                numbers.append(exact(value, place.inside(name).inside(at)))
            except InputError as error:
                faults += error.faults
        if len(numbers) == len(row):
            found[name] = numbers
    return found, faults


def read_comparisons(rows: Mapping[str, Sequence[ExactLike]], most: int, place: Place = NOWHERE) -> Columns:
    """Pairwise comparisons 判断矩阵, a row for each name, its columns in the same order."""
    if not 0 < len(rows) <= most:
        raise InputError(Fault("weighting.size", place, {"found": len(rows), "most": most}))
    names = tuple(rows)
    lengths = [
        Fault("weighting.not-square", place.inside(name), {"found": len(row), "wanted": len(names)})
        for name, row in rows.items()
        if len(row) != len(names)
    ]
    if lengths:
        raise InputError(lengths)
    found, faults = read_rows(rows, place)
    cells = {(one, other): value for one, row in found.items() for other, value in zip(names, row, strict=True)}
    faults += _misjudged(names, cells, place)
    if faults:
        raise InputError(faults)
    return found


def _misjudged(names: Sequence[str], cells: Mapping[tuple[str, str], Fraction], place: Place) -> Iterator[Fault]:
    """Cells that no comparison can hold: off the scale, not 1 on the diagonal, no reverse of their mirror image."""
    for (one, other), value in cells.items():
        here = place.inside(one).inside(names.index(other) + 1)
        arguments = {"one": one, "other": other, "found": exact_text(value), "largest": LARGEST}
        if value <= 0:
            yield Fault("weighting.not-positive", here, arguments)
        elif one == other:
            if value != 1:
                yield Fault("weighting.diagonal", here, arguments)
        elif not Fraction(1, LARGEST) <= value <= LARGEST:
            yield Fault("weighting.off-scale", here, arguments)
        elif names.index(one) < names.index(other) and value * (mirror := cells.get((other, one), 1 / value)) != 1:
            wanted = {"mirror": exact_text(mirror), "wanted": exact_text(1 / value)}
            yield Fault("weighting.not-reciprocal", here, {**arguments, **wanted})


def read_table(
    columns: Mapping[str, Sequence[ExactLike]], less_is_better: Collection[str] = (), place: Place = NOWHERE
) -> Columns:
    """A table of observations, a column for each indicator: two indicators, two objects, some difference in each."""
    if len(columns) < 2:
        raise InputError(Fault("weighting.one-column", place, {"found": len(columns)}))
    found, faults = read_rows(columns, place)
    rows = len(next(iter(columns.values())))
    for name, column in columns.items():
        if len(column) != rows:
            faults.append(Fault("weighting.rows-differ", place.inside(name), {"found": len(column), "wanted": rows}))
        elif rows < 2:
            faults.append(Fault("weighting.one-row", place.inside(name), {"name": name, "found": rows}))
        elif name in found and len(set(found[name])) == 1:
            faults.append(Fault("weighting.no-variance", place.inside(name), {"name": name, "found": column[0]}))
    for name in less_is_better:
        if name not in columns:
            near = nearest(name, columns)
            faults.append(Fault("weighting.name-unknown", place, {"name": name, "known": tuple(columns), "near": near}))
    if faults:
        raise InputError(faults)
    return found
