"""A compiled rule: how a share of the weight follows from facts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction

from attrs import field, frozen

from perfkit.errors import quoted
from perfkit.formula.absent import Absent, AbsentError, Facts, Value
from perfkit.formula.decimals import decimal_text
from perfkit.formula.exact import NumberOf, TruthOf, exact, number, truth
from perfkit.formula.printed import printed
from perfkit.formula.rule_tree import RuleTree
from perfkit.formula.rule_words import rule_words
from perfkit.formula.tree import Expr
from perfkit.formula.working import Working
from perfkit.wording import Language

_NO_TERMS: Mapping[str, str] = {}


@frozen(eq=False)
class CompiledRule:
    """A rule ready to be used any number of times, by any number of threads.

    Attributes:
        tree: its formulas.
    """

    tree: RuleTree
    _let: tuple[tuple[str, Callable[[Facts], Value]], ...] = field(init=False, repr=False)
    _requires: tuple[TruthOf, Absent] | None = field(init=False, repr=False)
    _cases: tuple[tuple[TruthOf, NumberOf, Expr], ...] = field(init=False, repr=False)
    _otherwise: tuple[NumberOf, Expr] | None = field(init=False, repr=False)

    @_let.default
    def _compiled_let(self) -> tuple[tuple[str, Callable[[Facts], Value]], ...]:
        return tuple((name, exact(expr)) for name, expr in self.tree.let)

    @_requires.default
    def _compiled_requires(self) -> tuple[TruthOf, Absent] | None:
        if self.tree.requires is None:
            return None
        return truth(self.tree.requires), Absent("requires", {"requires": printed(self.tree.requires)})

    @_cases.default
    def _compiled_cases(self) -> tuple[tuple[TruthOf, NumberOf, Expr], ...]:
        return tuple((truth(case.when), number(case.share), case.share) for case in self.tree.cases)

    @_otherwise.default
    def _compiled_otherwise(self) -> tuple[NumberOf, Expr] | None:
        return None if self.tree.otherwise is None else (number(self.tree.otherwise), self.tree.otherwise)

    @property
    def requires(self) -> Expr | None:
        """What must hold for the rule to give a score."""
        return self.tree.requires

    @property
    def facts(self) -> frozenset[str]:
        """The names whose values the rule may ask for."""
        return self.tree.facts

    def share(self, facts: Facts) -> Fraction | Absent:
        """The exact share of the weight, 0 to 1, or why there is none. Never raises for facts."""
        try:
            return self._settle(facts)[0]
        except AbsentError as error:
            return error.absent

    def work(self, facts: Facts) -> Working | Absent:
        """The same with what is needed to tell how the share came about."""
        try:
            share, case, formula, values = self._settle(facts)
        except AbsentError as error:
            return error.absent
        return Working(share, case, {name: values[name] for name, _ in self.tree.let}, self.tree, formula, values)

    def words(self, language: Language, shown: Mapping[str, str] = _NO_TERMS) -> str:
        """The rule in words, with the given terms for its names."""
        return rule_words(self.tree, language, shown)

    def _settle(self, facts: Facts) -> tuple[Fraction, int, Expr, Facts]:
        """The share, the row it came from (0: no row), the formula it came from, and the facts with ``let``."""
        values = facts
        if self._let:
            values = dict(facts)
            for name, compute in self._let:
                values[name] = compute(values)
        if self._requires is not None and not self._requires[0](values):
            raise AbsentError(self._requires[1])
        share, case, formula = self._chosen(values)
        if share.numerator < 0 or share.numerator > share.denominator:
            raise AbsentError(Absent("share-outside", {"value": quoted(decimal_text(share))}))
        return share, case, formula, values

    def _chosen(self, values: Facts) -> tuple[Fraction, int, Expr]:
        for row, (when, share, formula) in enumerate(self._cases, 1):
            if when(values):
                return share(values), row, formula
        if self._otherwise is None:
            raise AbsentError(Absent("no-case"))
        share, formula = self._otherwise
        return share(values), 0, formula
