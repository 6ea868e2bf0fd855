"""A rule after parsing: the trees of its formulas."""

from __future__ import annotations

from fractions import Fraction

from attrs import frozen

from perfkit.formula.language.kinds import Labels
from perfkit.formula.language.tree import Expr, names

WITHIN_THE_WEIGHT = (Fraction(0), Fraction(1))
"""The limits of a share where a rule names no others."""


@frozen
class CaseTree:
    """One row of a decision table."""

    when: Expr
    share: Expr


@frozen
class RuleTree:
    """The formulas of a rule; parameters stand in them as numbers.

    Attributes:
        let: named values, each of which may use those before it.
        requires: what must hold; None for nothing.
        cases: rows of the decision table; none for a rule that has one formula.
        otherwise: the share where no row holds, or of a rule without rows; None gives no score.
        limits: least and greatest share.
        explain: where it holds, the unit has to give a reason 偏差原因; None for nowhere.
        gives: for a rule that gives a label instead of a share, what it may be.
    """

    let: tuple[tuple[str, Expr], ...]
    requires: Expr | None
    cases: tuple[CaseTree, ...]
    otherwise: Expr | None
    limits: tuple[Fraction, Fraction] = WITHIN_THE_WEIGHT
    explain: Expr | None = None
    gives: Labels | None = None

    @property
    def facts(self) -> frozenset[str]:
        """The names whose values the rule may ask for."""
        trees = [expr for _, expr in self.let] + [part for case in self.cases for part in (case.when, case.share)]
        trees += [expr for expr in (self.requires, self.otherwise, self.explain) if expr is not None]
        used: frozenset[str] = frozenset().union(*(names(tree) for tree in trees))
        return used - {name for name, _ in self.let}
