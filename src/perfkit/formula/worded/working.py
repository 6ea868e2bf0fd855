"""How a share came about: the part of the rule that decided it, with figures put in, and the grounds."""

from __future__ import annotations

from collections.abc import Container, Mapping
from fractions import Fraction

from attrs import field, frozen

from perfkit.formula.absent import Facts, Value
from perfkit.formula.language.tree import Expr, replaced, walk
from perfkit.formula.rule_tree import RuleTree
from perfkit.formula.worded.formulas import factor, words
from perfkit.formula.worded.taken import held, taken, with_figures
from perfkit.wording import Language, say

LARGEST_INLINE = 60
"""A ``let`` value of more nodes is shown by its name, so that values built on values cannot grow without bounds."""


@frozen
class Working:
    """A share, or the label of a rule that gives one, and its derivation.

    Attributes:
        result: the exact share of the weight, or the label.
        case: the row of the decision table that gave it, from 1; 0 if none of them holds or there is no table.
        let: the intermediate values by name.
    """

    result: Fraction | str
    case: int
    let: Mapping[str, Value]
    _rule: RuleTree = field(repr=False)
    _formula: Expr = field(repr=False)
    _values: Facts = field(repr=False)

    @property
    def share(self) -> Fraction:
        """The exact share of the weight; TypeError for a rule that gives a label."""
        if isinstance(self.result, str):
            raise TypeError(f"the rule gives the label {self.result}, no share")
        return self.result

    def words(self, language: Language, shown: Mapping[str, str]) -> str:
        """The formula of the share with the figures in ``shown``: ``min(77 ÷ 80, 1)``; or the label.

        Branches that were not taken are left out. A ``let`` value without a figure in ``shown`` is shown by its own
        formula.
        """
        return words(self._decided(shown)[0], language, shown)

    def factor(self, language: Language, shown: Mapping[str, str]) -> str:
        """The same, in brackets if it needs them behind ``10 ×``."""
        return factor(self._decided(shown)[0], language, shown)

    def because(self, language: Language, shown: Mapping[str, str]) -> tuple[str, ...]:
        """Why this branch was taken, each ground with its figures: ``85% ≥ 80% 且 85% < 90%``; often none."""
        told = (words(ground, language, shown, held(ground, self._values)) for ground in self._decided(shown)[1])
        grounds = tuple(dict.fromkeys(told))
        if self._rule.cases and not self.case:
            return (say("words.no-case", language), *grounds)
        return grounds

    def _decided(self, shown: Container[str]) -> tuple[Expr, list[Expr]]:
        """The formula that decided, and what holds."""
        inlined = self._inlined(shown)
        grounds: list[Expr] = []
        if self.case:
            grounds.append(with_figures(replaced(self._rule.cases[self.case - 1].when, inlined), self._values))
        return taken(replaced(self._formula, inlined), self._values, grounds), grounds

    def _inlined(self, shown: Container[str]) -> Mapping[str, Expr]:
        """The formulas that stand for ``let`` names which have no figure."""
        inlined: dict[str, Expr] = {}
        for name, expr in self._rule.let:
            full = replaced(expr, inlined)
            if name not in shown and sum(1 for _ in walk(full)) <= LARGEST_INLINE:
                inlined[name] = full
        return inlined
