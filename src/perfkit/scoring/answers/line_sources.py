"""The sources of every value of one line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from attrs import frozen

from perfkit.formula import formula_name
from perfkit.model import Indicator, Origin, SetIndicator
from perfkit.scoring.answers.origins import Provenance
from perfkit.scoring.answers.sources import FactSources, Sources, review_sources, set_weight, titled
from perfkit.scoring.result import ProjectResult, ScoreLine

_OWN = {"target": "target", "upper": "target", "actual": "actual", "baseline": "baseline", "judged": "judged"}
"""The values of an indicator that formulas ask for, and the key under which the unit wrote each."""


@frozen
class LineSources:
    """The sources of the values of one line: its node, and the unit's own indicator where it is one."""

    result: ProjectResult
    line: ScoreLine
    facts: FactSources
    node: SetIndicator
    own: Indicator | None

    @classmethod
    def of(cls, result: ProjectResult, line: ScoreLine) -> LineSources:
        code, _, number = line.code.rstrip("]").partition("[")
        node = result.indicator_set.node(code)
        if node is None:
            raise AssertionError(f"no node {code}")
        own = [one for one in result.project.indicators if one.block == code]
        indicator = own[int(number) - 1] if number else None
        return cls(result, line, FactSources(result.project, result.indicator_set), node, indicator)

    def _cell(self, of: str, key: str) -> Provenance:
        return self.facts.cell(of, titled(of), self.own.origin if self.own else None, key)

    def weight(self) -> Sources:
        if self.own is not None:
            yield self._cell("weight", "weight")
        else:
            yield set_weight(self.result, self.facts, self.node.code)
        if self.line.own_weight is not None:
            yield self.facts.key("policy", "policies", "not-applicable", name="not-applicable")
            yield from self.facts.rounding("weight")

    def target(self) -> Sources:
        """The cell, and the indicator of the library that gave its direction or its unit."""
        if self.own is not None:
            yield self._cell("target", "target")
            taken = self.own.taken
            if taken is not None and {"direction", "unit"} & set(taken.filled):
                origin, basis = taken.indicator.origin or Origin(), taken.indicator.basis
                yield Provenance(of="library", title=titled("library"), kind="library", origin=origin, basis=basis)
        else:
            yield self.facts.node_key("target", self.node.code, "target")

    def actual(self) -> Sources:
        """The cell; or the formula of a measure, with the amounts it rests on."""
        if self.own is not None:
            yield self._cell("actual", "actual")
            return
        yield self.facts.node_key("measure", self.node.code, "measure")
        yield from self.facts.asked(self.node.measure)
        if self.node.unit == "%" and self.facts.indicator_set.policies.scored_rate == "rounded":
            yield from self.facts.rounding("rate")
            yield self.facts.key("policy", "policies", "scored-rate", name="scored-rate")

    def rule(self) -> Sources:
        """Who chose the rule, and the rule."""
        rule = self.line.rule
        if rule is None:
            return
        if self.own is not None and self.own.rule:
            yield self._cell("rule-chosen", "rule")
        elif self.own is not None and self.own.target is not None:
            yield self.facts.node_key("rule-chosen", self.node.code, "rules-for", self.own.target.kind)
        else:
            yield self.facts.node_key("rule-chosen", self.node.code, "rule")
        yield self.facts.key("rule", "rules", rule.name)

    def parameters(self) -> Sources:
        """Each parameter of the rule: the node's value if it gives one, else the rule's own."""
        rule, at = self.line.rule, self._replacing()[0]
        for name in rule.parameters if rule is not None else ():
            if name in self._replacing()[1]:
                yield self.facts.node_key("parameter", self.node.code, *at, name, name=name)
            elif rule is not None:
                yield self.facts.key("parameter", "rules", rule.name, "parameters", name, name=name)

    def given(self) -> Mapping[str, str]:
        """The parameters in force by name, as they are written."""
        return {} if self.line.rule is None else {**self.line.rule.parameters, **self._replacing()[1]}

    def _replacing(self) -> tuple[tuple[str, ...], Mapping[str, str]]:
        """Where the node gives parameters instead of the rule's own, and which; none for a rule the unit chose."""
        if self.own is None:
            return ("parameters",), self.node.parameters
        if self.own.rule or self.own.target is None:
            return (), {}
        kind = self.own.target.kind
        return ("parameters-for", kind), self.node.parameters_for.get(kind, {})

    def share(self) -> Sources:
        """The rule with its parameters and all it asks for; or the policy that gave the share."""
        if self.line.derivation is None:
            yield from self._by_policy()
            return
        yield from self.rule()
        yield from self.parameters()
        for name in sorted(self.line.derivation.rule.facts):
            yield from self._asked(name)

    def points(self) -> Sources:
        yield from self.weight()
        yield from self.share()
        if self.line.points is not None:
            yield from self.facts.rounding("leaf")
        if self.line.by_other:
            yield self.facts.key("policy", "policies", "final", name="final")
            yield from (one for one in self.reviews() if one.of == self.line.final_by)

    def stated(self) -> Sources:
        if self.line.stated_points is not None:
            yield self._cell("stated", "points")

    def reviews(self) -> Sources:
        return review_sources(self.line.reviews, self.facts)

    def _by_policy(self) -> Sources:
        """The policies that gave the share, or took the weight away; before them what the unit says of it."""
        if not self.line.applicable and self.own is not None:
            yield self._cell("applicable", "applicable")
        for name in self._policies():
            yield self.facts.key("policy", "policies", name, name=name)

    def _policies(self) -> Iterator[str]:
        """Which policies: of a measure, that of a zero divisor too; where two would give the same, both are told."""
        line, policies = self.line, self.facts.indicator_set.policies
        if self.own is None and (not line.applicable or line.policy == policies.zero_divisor):
            yield "zero-divisor"
        if not line.applicable:
            yield "not-applicable"
        elif line.policy == policies.missing:
            yield "missing"

    def _asked(self, name: str) -> Sources:
        own = {formula_name(one): one for one in self.own.facts} if self.own is not None else {}
        if name == "weight":
            yield from self.weight()
        elif name == "actual":
            yield from self.actual()
        elif name == "target":
            yield from self.target()
        elif name in _OWN and self.own is not None:
            yield self._cell(name, _OWN[name])
        elif name in own and self.own is not None:
            label = self.facts.indicator_set.label(own[name])
            yield self.facts.cell(name, label, self.own.origin, f"facts.{own[name]}")
        else:
            yield from self.facts.named(name)
