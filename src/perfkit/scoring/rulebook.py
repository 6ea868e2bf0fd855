"""The rules a set may use, each compiled when it is first asked for: a set knows many and uses few."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from perfkit.errors import Place
from perfkit.formula import CompiledRule, compile_rule
from perfkit.model import Rule
from perfkit.scoring.plan import RulePlan


class RuleBook(Mapping[str, RulePlan]):
    """Rules by name. Looking one up raises :class:`~perfkit.errors.FormulaError` if its formulas are at fault."""

    def __init__(self, rules: Mapping[str, Rule]) -> None:
        self._rules = rules
        self._plans: dict[str, RulePlan] = {}

    def __getitem__(self, name: str) -> RulePlan:
        if name not in self._plans:
            rule = self._rules[name]
            self._plans[name] = RulePlan(rule, compiled(rule, rule.parameters))
        return self._plans[name]

    def __contains__(self, name: object) -> bool:
        return name in self._rules

    def __iter__(self) -> Iterator[str]:
        return iter(self._rules)

    def __len__(self) -> int:
        return len(self._rules)


def compiled(rule: Rule, parameters: Mapping[str, str], *, proved: bool = True) -> CompiledRule:
    """The compiled rule with these parameters; ``proved`` says that its table need not be proved once more."""
    return compile_rule(
        needs=rule.needs,
        parameters=parameters,
        let=rule.let,
        requires=rule.requires,
        share=rule.share,
        cases=[(case.when, case.share) for case in rule.cases],
        otherwise=rule.otherwise,
        limits=rule.limits,
        explain_when=rule.explain_when,
        gives=rule.gives,
        place=rule.origin.place if rule.origin else Place(key=rule.name),
        proved=proved,
    )
