"""What a decision table decides: rows that can never be reached, and what is left to ``otherwise``.

Every comparison of numbers is brought to a form and a constant (:mod:`~perfkit.formula.tables.forms`), and the space
of all forms, truths and labels is cut into cells (:mod:`~perfkit.formula.tables.space`), in which each condition holds
everywhere or nowhere. The forms count as independent of one another, though ``actual`` and ``2 * actual - target`` are
not. So a row that is found unreachable is so; a row that only the link between two forms makes unreachable is not
found; and the region of ``otherwise`` may be larger than it is in truth, never smaller. With one form it is exact.

A table that cuts too many cells is not decided.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import reduce

from attrs import frozen

from perfkit.formula.language.tree import Expr, Junction
from perfkit.formula.rule_tree import RuleTree
from perfkit.formula.tables.regions import Conjunction, conjunctions
from perfkit.formula.tables.space import Cells, Space, space_of
from perfkit.formula.worded.formulas import words
from perfkit.wording import Language

_NO_TERMS: Mapping[str, str] = {}


@frozen
class Unreachable:
    """A row that no facts can reach.

    Attributes:
        row: its number, from 1.
        behind: the rows above it that take what it asks for; none if what it asks for, together with what the rule
            requires, can never hold.
    """

    row: int
    behind: tuple[int, ...]


@frozen
class Region:
    """The facts that no row takes, where what the rule requires holds.

    Attributes:
        conjunctions: the region is where one of them holds, every part of it; a part that has no value for some facts
            counts as holding. None at all: some row takes whatever comes.
    """

    conjunctions: tuple[Conjunction, ...]

    def words(self, language: Language, shown: Mapping[str, str] = _NO_TERMS) -> str:
        """The region as a person reads it: ``已完成且执行数 > 预算数；未完成且执行率 ≥ 100%``."""
        stop = "；" if language == "zh" else "; "
        return stop.join(words(_joined(parts), language, shown) for parts in self.conjunctions if parts)


def _joined(parts: Conjunction) -> Expr:
    return reduce(lambda left, right: Junction("and", left, right), parts)


def unreachable_rows(rule: RuleTree) -> tuple[Unreachable, ...]:
    """The rows that can never be reached; none also where that is not decided."""
    space = space_of(rule)
    if space is None:
        return ()
    found = []
    taken: list[Cells] = []
    left = _required(space, rule)
    for number, case in enumerate(rule.cases, start=1):
        held = space.holding(case.when) & _required(space, rule)
        if not held & left:
            behind = tuple(row for row, cells in enumerate(taken, start=1) if cells & held)
            found.append(Unreachable(number, behind))
        taken.append(held & left)
        left &= ~held
    return tuple(found)


def otherwise_region(rule: RuleTree) -> Region | None:
    """What is left to ``otherwise``; None where it is not decided, or would take too many words."""
    space = space_of(rule)
    if space is None:
        return None
    required = _required(space, rule)
    left = reduce(lambda cells, case: cells & ~space.holding(case.when), rule.cases, required)
    found = conjunctions(space, left, space.everything ^ required)
    return None if found is None else Region(found)


def _required(space: Space, rule: RuleTree) -> Cells:
    return space.everything if rule.requires is None else space.holding(rule.requires)
