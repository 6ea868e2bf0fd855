"""A set of cells told as a few conjunctions, each as wide as it can be."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import cached_property, reduce
from itertools import groupby
from operator import and_, or_
from typing import TypeAlias

from attrs import evolve, frozen

from perfkit.formula.language.kinds import Labels
from perfkit.formula.language.tree import Comparison, Expr, Junction, Not, Number, Option, Relation
from perfkit.formula.tables.forms import TURNED
from perfkit.formula.tables.space import Axis, Cells, Space

MOST_CONJUNCTIONS = 40
"""What takes more conjunctions is read by nobody."""

Conjunction: TypeAlias = tuple[Expr, ...]


def conjunctions(space: Space, wanted: Cells, free: Cells) -> tuple[Conjunction, ...] | None:
    """Conjunctions that together hold in all wanted cells and besides at most in free ones; None for too many."""
    axes, found, left = tuple(space.axes.values()), list[_Box](), wanted
    while left:
        if len(found) == MOST_CONJUNCTIONS:
            return None
        start = _Box(axes, tuple((axis.region_of(left),) for axis in axes), space.everything)
        wide = [_widened(start, wanted | free, first) for first in range(len(axes))]
        found.append(max(wide, key=lambda box: (box.cells & left).bit_count(), default=start))
        left &= ~found[-1].cells
    return tuple(tuple(_parts(box)) for box in _needed(found, wanted))


@frozen
class _Box:
    """Some regions of each axis."""

    axes: Sequence[Axis]
    regions: tuple[tuple[int, ...], ...]
    everything: Cells

    @cached_property
    def cells(self) -> Cells:
        return self.cells_but(-1)

    def cells_but(self, at: int) -> Cells:
        """The cells of the box, had it all regions of one axis."""
        each = enumerate(zip(self.axes, self.regions, strict=True))
        unions = (sum(axis.between(r, r + 1) for r in taken) for place, (axis, taken) in each if place != at)
        return reduce(and_, unions, self.everything)


def _widened(box: _Box, allowed: Cells, first: int) -> _Box:
    """The box widened within the allowed cells along one axis after the other, beginning with ``first``."""
    regions = list(box.regions)
    for at in (*range(first, len(box.axes)), *range(first)):
        axis, others = box.axes[at], evolve(box, regions=tuple(regions)).cells_but(at) & ~allowed
        fitting = [region for region in range(axis.size) if not axis.between(region, region + 1) & others]
        regions[at] = _sayable(axis, fitting, regions[at][0])
    return evolve(box, regions=tuple(regions))


def _sayable(axis: Axis, fitting: Sequence[int], at: int) -> tuple[int, ...]:
    """Of the regions that would fit those that can be said in a few words; ``at`` is among them.

    All regions of a form but one constant are said by ``<>``; else they are an interval.
    """
    missing = set(range(axis.size)) - set(fitting)
    if axis.value is not None or not missing or (len(missing) == 1 and min(missing) % 2):
        return tuple(fitting)
    runs = groupby(enumerate(fitting), key=lambda numbered: numbered[1] - numbered[0])
    return next(run for _, numbered in runs if at in (run := tuple(region for _, region in numbered)))


def _needed(boxes: Sequence[_Box], wanted: Cells) -> list[_Box]:
    """The boxes without those whose wanted cells the others hold too."""
    kept = list(boxes)
    for box in reversed(boxes):
        others = [other.cells for other in kept if other is not box]
        if not box.cells & wanted & ~reduce(or_, others, 0):
            kept.remove(box)
    return kept


def _parts(box: _Box) -> Iterator[Expr]:
    """What holds in the box; nothing is said of an axis of which it has all regions."""
    for axis, regions in zip(box.axes, box.regions, strict=True):
        if len(regions) == axis.size:
            continue
        if axis.value is None:
            yield from _interval(axis, regions)
        elif isinstance(axis.value.kind, Labels):
            yield _label(axis.value, axis.value.kind, regions)
        else:
            yield axis.value if regions == (0,) else Not(axis.value)


def _label(value: Expr, labels: Labels, regions: Sequence[int]) -> Expr:
    missing = [at for at in range(len(labels.options)) if at not in regions]
    relation: Relation = "<>" if len(missing) == 1 < len(regions) else "="
    said = missing if relation == "<>" else regions
    each: list[Expr] = [Comparison(relation, value, Option(labels.options[at], labels)) for at in said]
    return reduce(lambda left, right: Junction("or", left, right), each)


def _interval(axis: Axis, regions: Sequence[int]) -> Iterator[Expr]:
    """The odd regions are constants; an interval ends at one or before it."""
    constants, low, high = tuple(axis.points), regions[0], regions[-1]
    if high - low + 1 > len(regions):
        yield _said(axis, "<>", constants[min(set(range(axis.size)) - set(regions)) // 2])
    elif low == high and low % 2:
        yield _said(axis, "=", constants[low // 2])
    else:
        if low:
            yield _said(axis, ">=" if low % 2 else ">", constants[(low - 1) // 2])
        if high < axis.size - 1:
            yield _said(axis, "<=" if high % 2 else "<", constants[high // 2])


def _said(axis: Axis, relation: Relation, constant: Fraction) -> Comparison:
    """The form in this relation to the constant, with the two sides that the rule compares; a number stands behind."""
    comparison, made = axis.points[constant]
    said = evolve(comparison, relation=TURNED[relation] if made.turned else relation)
    turned = Comparison(TURNED[said.relation], said.right, said.left)
    return turned if isinstance(said.left, Number) else said
