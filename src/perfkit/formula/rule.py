"""A compiled rule: how a share of the weight follows from facts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from functools import cached_property
from typing import TypeAlias

from attrs import frozen

from perfkit.formula.absent import Absent, AbsentError, Facts
from perfkit.formula.language.tree import Expr
from perfkit.formula.possible.numbers import NumberSet
from perfkit.formula.possible.rules import possible_labels, possible_shares
from perfkit.formula.possible.scene import PartFacts
from perfkit.formula.ratios.cells import Cell, cell
from perfkit.formula.ratios.formulas import Formula, exact
from perfkit.formula.ratios.rules import written_rule
from perfkit.formula.rule_tree import RuleTree
from perfkit.formula.units.dimension import Dimension, indicator_unit_fits
from perfkit.formula.worded.rules import rule_words
from perfkit.formula.worded.working import Working
from perfkit.wording import Language

Settled: TypeAlias = tuple[int, int, int]
"""Numerator and denominator of a share, and the row of the table that gave it (0: no row)."""

_NO_TERMS: Mapping[str, str] = {}


@frozen(eq=False)
class CompiledRule:
    """A rule ready to be used any number of times, by any number of threads.

    Attributes:
        tree: its formulas.
        unit: the unit that an indicator must have to be scored by it; None for any.
    """

    tree: RuleTree
    unit: Dimension | None = None

    @cached_property
    def run(self) -> Formula:
        """The written function: the cells of :attr:`arguments` in, ``(n, d, row)`` out. For :func:`settle_all`."""
        return written_rule(self.tree)

    @property
    def requires(self) -> Expr | None:
        """What must hold for the rule to give a score."""
        return self.tree.requires

    @cached_property
    def facts(self) -> frozenset[str]:
        """The names whose values the rule may ask for."""
        return self.tree.facts

    @cached_property
    def arguments(self) -> tuple[str, ...]:
        """The facts that the written function takes, in its order."""
        return tuple(sorted(self.facts))

    def asked(self, facts: Facts) -> tuple[Cell, ...]:
        """These facts as the written function takes them."""
        return tuple(cell(name, facts.get(name)) for name in self.arguments)

    def fits(self, unit: str) -> bool:
        """Whether an indicator with this unit can be scored by the rule; one without a unit is taken on trust."""
        return indicator_unit_fits(self.unit, unit)

    def settle(self, facts: Facts) -> Settled | Absent:
        """The share as a pair of integers, not reduced, with the row that gave it. Never raises for facts."""
        try:
            found: Settled = self.run(*self.asked(facts))
        except AbsentError as error:
            return error.absent
        return found

    def share(self, facts: Facts) -> Fraction | Absent:
        """The exact share of the weight, or why there is none. Never raises for facts."""
        settled = self.settle(facts)
        return settled if isinstance(settled, Absent) else Fraction(settled[0], settled[1])

    def label(self, facts: Facts) -> str | Absent:
        """The label that a rule which ``gives`` one gives, or why it gives none."""
        try:
            word: str = self.run(*self.asked(facts))[0]
        except AbsentError as error:
            return error.absent
        return word

    def possible_shares(self, facts: PartFacts) -> NumberSet:
        """The shares that the rule can give while facts are only partly known: see :func:`perfkit.formula.possible`."""
        return possible_shares(self.tree, facts)

    def possible_labels(self, facts: PartFacts) -> frozenset[str]:
        """The labels that a rule which ``gives`` one can give; the same as for shares."""
        return possible_labels(self.tree, facts)

    def must_explain(self, facts: Facts) -> bool:
        """Whether the unit has to give a reason for these facts: it has, where ``explain-when`` holds for sure."""
        return self.tree.explain is not None and self._with_let(facts, self.tree.explain) is True

    def work(self, facts: Facts) -> Working | Absent:
        """The share, or the label, with what is needed to tell how it came about."""
        try:
            found = self.run(*self.asked(facts))
        except AbsentError as error:
            return error.absent
        result = found[0] if self.tree.gives is not None else Fraction(found[0], found[1])
        return self.working(result, found[-1], facts)

    def working(self, share: Fraction | str, row: int, facts: Facts) -> Working:
        """The same for a share, or a label, that was settled before."""
        formula = self.tree.cases[row - 1].share if row else self.tree.otherwise
        if formula is None:
            raise AssertionError("a share comes from a formula")
        values = self._values(facts)
        return Working(share, row, {name: values[name] for name, _ in self.tree.let}, self.tree, formula, values)

    def words(self, language: Language, shown: Mapping[str, str] = _NO_TERMS) -> str:
        """The rule in words, with the given terms for its names."""
        return rule_words(self.tree, language, shown)

    def _values(self, facts: Facts) -> Facts:
        """The facts with the ``let`` values."""
        values = dict(facts)
        for name, expr in self.tree.let:
            values[name] = exact(expr)(values)
        return values

    def _with_let(self, facts: Facts, expr: Expr) -> object:
        return exact(expr)(self._values(facts))


def settle_all(asked: Iterable[tuple[Formula, Sequence[Cell]]]) -> list[Settled | Absent]:
    """The shares of many lines, each asked of its written rule with its own facts: one absence spoils no other."""
    found: list[Settled | Absent] = []
    for run, given in asked:
        try:
            found.append(run(*given))
        except AbsentError as error:
            found.append(error.absent)
    return found


def half_up_all(
    asked: Iterable[tuple[Formula, Sequence[Cell]]], weights: Iterable[tuple[int, int]], scale: int
) -> list[int | Absent]:
    """The same times a weight each, as whole numbers of 1/``scale``, half up: the commonest rounding, in one pass.

    Below zero a tie moves away from zero, hence the two cases.
    """
    found: list[int | Absent] = []
    doubled = 2 * scale
    for (run, given), (top, bottom) in zip(asked, weights, strict=True):
        try:
            share, whole, _ = run(*given)
        except AbsentError as error:
            found.append(error.absent)
            continue
        worked, whole = share * top * doubled, whole * bottom
        found.append((worked + whole) // (2 * whole) if worked >= 0 else -((whole - worked) // (2 * whole)))
    return found
