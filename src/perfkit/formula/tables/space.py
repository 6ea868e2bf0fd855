"""The space of all that the conditions of a table may meet, cut into cells; a set of cells is the bits of one integer.

Each thing that is asked, a form of numbers, a truth or a label, has its regions: a form lies below its least constant,
at it, between it and the next, and so on; a truth holds or not; a label is one of its options. A cell takes one region
of each.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from functools import cached_property
from math import prod
from typing import Literal, TypeAlias

from attrs import evolve, frozen

from perfkit.formula.language.kinds import Labels
from perfkit.formula.language.printed import printed
from perfkit.formula.language.tree import Call, Comparison, Expr, Junction, Name, Not, Option, Over, Relation, operands
from perfkit.formula.rule_tree import RuleTree
from perfkit.formula.tables.forms import COMPARED, Cut, Form, Terms, cut, terms

MOST_CELLS = 10_000
"""A table that cuts the space into more cells is not decided."""

Cells: TypeAlias = int
"""A set of cells, one bit each."""

Key: TypeAlias = tuple[Literal["form"], Form] | tuple[Literal["value"], str]
"""What is asked: a form of numbers, or a truth or a label by its text."""


@frozen
class Axis:
    """One thing that is asked, with its regions in their order.

    Attributes:
        value: the truth, whose regions are that it holds and that it does not, or the label; None for a form.
        points: of a form, the constants from the least, each with a comparison that names it; each is a region, and so
            is what lies below, between and above them.
        size: how many regions there are.
        step: by how much the number of a cell grows from one region to the next.
        everything: all cells of the space.
    """

    value: Expr | None
    points: Mapping[Fraction, tuple[Comparison, Cut]]
    size: int
    step: int = 1
    everything: Cells = 1

    @cached_property
    def _places(self) -> Mapping[Fraction, int]:
        return {constant: 2 * place + 1 for place, constant in enumerate(self.points)}

    @cached_property
    def _repeated(self) -> int:
        """One bit wherever the regions begin anew."""
        return self.everything // ((1 << self.step * self.size) - 1)

    def between(self, first: int, behind: int) -> Cells:
        """The cells in the regions from ``first`` to the one before ``behind``."""
        return ((1 << self.step * behind) - (1 << self.step * first)) * self._repeated

    def region_of(self, cells: Cells) -> int:
        """The region of the first of the cells."""
        return ((cells & -cells).bit_length() - 1) // self.step % self.size

    def where(self, relation: Relation, constant: Fraction) -> Cells:
        """The cells in which the form stands in this relation to the constant."""
        at = self._places[constant]
        match relation:
            case "=":
                return self.between(at, at + 1)
            case "<>":
                return self.everything ^ self.between(at, at + 1)
            case "<" | "<=":
                return self.between(0, at if relation == "<" else at + 1)
            case _:
                return self.between(at if relation == ">=" else at + 1, self.size)


@frozen
class _Let:
    """The ``let`` values of a table: numbers as sums of terms, truths and labels as they were written."""

    numbers: Mapping[str, Terms]
    others: Mapping[str, Expr]


class Space:
    """The cells of one table.

    Attributes:
        axes: what is asked, in the order of reading.
        everything: all cells.
    """

    def __init__(self, let: _Let, axes: Mapping[Key, Axis]) -> None:
        self._let = let
        self._truths: dict[str, Cells] = {}
        self._labels: dict[str, tuple[Cells, ...]] = {}
        self.everything: Cells = (1 << prod(axis.size for axis in axes.values())) - 1
        self.axes: dict[Key, Axis] = {}
        step = self.everything.bit_length()
        for key, axis in axes.items():
            step //= axis.size
            self.axes[key] = evolve(axis, step=step, everything=self.everything)

    def holding(self, expr: Expr) -> Cells:  # noqa: PLR0911 - one case for each node
        """The cells in which a condition holds."""
        match expr:
            case Comparison() if isinstance(expr.left.kind, Labels):
                return self._compared(expr, expr.left.kind)
            case Comparison():
                made = cut(expr, self._let.numbers)
                if not made.form:
                    return self.everything if made.holds else 0
                return self.axes["form", made.form].where(made.relation, made.constant)
            case Junction(join="and"):
                return self.holding(expr.left) & self.holding(expr.right)
            case Junction():
                return self.holding(expr.left) | self.holding(expr.right)
            case Not():
                return self.everything ^ self.holding(expr.operand)
            case Call():
                condition, yes, no = (self.holding(argument) for argument in expr.arguments)
                return condition & yes | ~condition & no
            case Name() if expr.name in self._let.others:
                if expr.name not in self._truths:
                    self._truths[expr.name] = self.holding(self._let.others[expr.name])
                return self._truths[expr.name]
            case _:
                return self.axes["value", printed(expr)].between(0, 1)

    def _compared(self, expr: Comparison, labels: Labels) -> Cells:
        """Where two labels stand in the relation: the better option counts as the greater."""
        left, right = self._options(expr.left, labels), self._options(expr.right, labels)
        found = 0
        for one, cells in enumerate(left):
            for other, others in enumerate(right):
                if COMPARED[expr.relation](Fraction(other), Fraction(one)):
                    found |= cells & others
        return found

    def _options(self, expr: Expr, labels: Labels) -> tuple[Cells, ...]:
        """For each option, best first, the cells in which the label is this one."""
        match expr:
            case Option():
                return tuple(self.everything if option == expr.name else 0 for option in labels.options)
            case Call():
                condition = self.holding(expr.arguments[0])
                both = zip(*(self._options(argument, labels) for argument in expr.arguments[1:]), strict=True)
                return tuple(condition & yes | ~condition & no for yes, no in both)
            case Name() if expr.name in self._let.others:
                if expr.name not in self._labels:
                    self._labels[expr.name] = self._options(self._let.others[expr.name], labels)
                return self._labels[expr.name]
            case _:
                axis = self.axes["value", printed(expr)]
                return tuple(axis.between(at, at + 1) for at in range(axis.size))


def space_of(rule: RuleTree) -> Space | None:
    """The space that the rows and the premise of a table cut; None if it has too many cells."""
    numbers: dict[str, Terms] = {}
    for name, expr in rule.let:
        if expr.kind == "number":
            numbers[name] = terms(expr, numbers)
    let = _Let(numbers, {name: expr for name, expr in rule.let if name not in numbers})
    conditions = [case.when for case in rule.cases]
    axes = _axes([*conditions, rule.requires] if rule.requires is not None else conditions, let)
    return Space(let, axes) if prod(axis.size for axis in axes.values()) <= MOST_CELLS else None


def _axes(conditions: Iterable[Expr], let: _Let) -> Mapping[Key, Axis]:
    """What is asked, in the order of reading."""
    found: dict[Key, Expr] = {}
    points: dict[Key, dict[Fraction, tuple[Comparison, Cut]]] = {}
    seen: set[str] = set()
    for expr in (asked for condition in conditions for asked in _asked(condition, let, seen)):
        key: Key = ("value", printed(expr))
        if isinstance(expr, Comparison):
            made = cut(expr, let.numbers)
            key = ("form", made.form)
            points.setdefault(key, {}).setdefault(made.constant, (expr, made))
        found.setdefault(key, expr)
    found.pop(("form", ()), None)
    return {key: _axis(expr, points.get(key, {})) for key, expr in found.items()}


def _axis(expr: Expr, points: Mapping[Fraction, tuple[Comparison, Cut]]) -> Axis:
    if points:
        return Axis(None, {constant: points[constant] for constant in sorted(points)}, 2 * len(points) + 1)
    return Axis(expr, {}, len(expr.kind.options) if isinstance(expr.kind, Labels) else 2)


def _asked(expr: Expr, let: _Let, seen: set[str]) -> Iterator[Expr]:
    """The comparisons of numbers, the truths and the labels that a condition consists of."""
    match expr:
        case Comparison() if not isinstance(expr.left.kind, Labels):
            yield expr
        case Name() if expr.name in let.others:
            if expr.name not in seen:
                seen.add(expr.name)
                yield from _asked(let.others[expr.name], let, seen)
        case Name() | Over():
            yield expr
        case _:
            for operand in operands(expr):
                yield from _asked(operand, let, seen)
