"""The same value in every project of a portfolio: what rules ask that give points by rank or by what peers reach."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction

from attrs import evolve, field, frozen

from perfkit.formula import Absent, Facts, Value
from perfkit.model import Indicator, Project, comparable, factor
from perfkit.scoring.asking import Asked, carried
from perfkit.scoring.plan import PEERS, Plan


@frozen
class Peers:
    """The values of each line over all projects.

    They stand under what the line is called: the code of a measure, or block, category and name of an indicator.
    """

    values: Mapping[str, tuple[Mapping[str, Value], ...]] = field(factory=dict)

    def beside(self, asked: Asked) -> Asked:
        """The line with its peers among its facts, where its rule asks for them."""
        if asked.rule is None or PEERS not in asked.rule.facts:
            return asked
        line = asked.line
        key = _key(line.code.partition("[")[0], line.category, line.name) if line.category else line.code
        return evolve(asked, facts={**asked.facts, PEERS: self.values.get(key, ())})


def peers_of(projects: Iterable[tuple[Project, Facts]], plan: Plan) -> Peers:
    """The population of a portfolio; empty where no rule of the set asks for it.

    The values are those that are scored. What has none, or does not apply, is no peer.
    """
    projects = tuple(projects)
    if not wants_peers((project for project, _ in projects), plan):
        return Peers()
    found: dict[str, list[Mapping[str, Value]]] = {}
    for project, known in projects:
        for node in plan.nodes:
            value = node.measure.compute(known) if node.measure is not None else None
            if value is not None and not isinstance(value, Absent):
                scored = carried(value, node.node.unit, plan.indicator_set)
                found.setdefault(node.node.code, []).append({"value": scored})
        for indicator in project.indicators:
            if indicator.actual is not None and indicator.applicable:
                key = _key(indicator.block, indicator.category, indicator.name)
                found.setdefault(key, []).append({"value": _in_base(indicator)})
    return Peers({key: tuple(values) for key, values in found.items()})


def wants_peers(projects: Iterable[Project], plan: Plan) -> bool:
    """Whether any rule in use asks for the other projects: of the set, or one that an indicator names for itself."""
    own = {indicator.rule for project in projects for indicator in project.indicators if indicator.rule in plan.rules}
    rules = [rule for node in plan.nodes for rule in (node.rule, *node.rules.values()) if rule is not None]
    return any(PEERS in rule.compiled.facts for rule in (*rules, *(plan.rules[name] for name in own)))


def _in_base(indicator: Indicator) -> Fraction:
    return Fraction(indicator.actual or 0) * factor(indicator.target.unit if indicator.target else "")


def _key(block: str, category: str, name: str) -> str:
    return "\n".join((block, comparable(category), comparable(name)))
