"""Where the facts of a project stand, and what its set says of them: the sources that lines and nodes share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeAlias

from attrs import evolve, frozen

from perfkit.errors import Place
from perfkit.formula import formula_name
from perfkit.model import STAGES, FundingStage, IndicatorSet, Origin, Project, Review, RoundingName, Title
from perfkit.scoring.answers.origins import Provenance, node_path, origin_at
from perfkit.scoring.plan import PEERS
from perfkit.scoring.result import NodeResult, ProjectResult
from perfkit.scoring.terms import names_in
from perfkit.wording import say

Sources: TypeAlias = Iterator[Provenance]


@frozen
class FactSources:
    """Where the facts of a project stand, and what its set says of them."""

    project: Project
    indicator_set: IndicatorSet

    def key(self, of: str, *path: str, name: str = "") -> Provenance:
        """A key of the set, called by one of the names in ``messages``."""
        return origin_at(self.indicator_set, path, of, titled(of, name))

    def cell(self, of: str, title: Title, origin: Origin | None, key: str) -> Provenance:
        """A value that the unit wrote under a key of a row or a table."""
        if origin is None:
            return Provenance(of=of, title=title, kind="program", origin=Origin(Place(key=key)))
        place = origin.place if key in ("", origin.place.key) else origin.place.inside(key)
        return Provenance(of=of, title=title, kind="fact", origin=evolve(origin, place=place))

    def named(self, name: str) -> Sources:
        """A name that a formula asks for: an amount, a fact, a measure with all it rests on."""
        label = self.indicator_set.label(name)
        facts = {formula_name(one): one for one in self.project.facts}
        assumed = {formula_name(one): one for one in self.indicator_set.assumes}
        if name in STAGES:
            yield from self._amount(name)
        elif name in self.indicator_set.measures:
            yield origin_at(self.indicator_set, ("measures", name), name, label)
            yield from self.asked(self.indicator_set.measures[name])
        elif name in facts:
            label, given = self.indicator_set.label(facts[name]), self.project.fact_origins.get(facts[name])
            if given is not None:
                yield Provenance(of=name, title=label, kind="hook", origin=given)
                return
            yield self.cell(name, label, self.project.origin, f"facts.{facts[name]}")
        elif name in assumed:
            label = self.indicator_set.label(assumed[name])
            yield origin_at(self.indicator_set, ("assumes", assumed[name]), name, label)
        elif name == PEERS:
            yield Provenance(of=name, title=titled(name), kind="fact")
        elif name == "lines" and self.project.funding is not None:
            yield from (self.cell("lines", Title(one.source), one.origin, "") for one in self.project.funding.lines)
        elif name == "indicators":
            yield from (self.cell(name, Title(one.name), one.origin, "") for one in self.project.indicators)

    def asked(self, formula: str) -> Sources:
        """What a formula of the set asks for, by name."""
        for name in sorted(names_in(formula, self.indicator_set)):
            yield from self.named(name)

    def _amount(self, name: str) -> Sources:
        """An amount; where 全年预算数 is missing, the stage that stands in and the policy that lets it."""
        stage: FundingStage = next(one for one in STAGES if one == name)
        funding, stand_in = self.project.funding, self.indicator_set.policies.missing_budget
        if funding is None:
            return
        if stage == "budget" and funding.budget is None and stand_in:
            yield self.key("policy", "policies", "missing-budget", name="missing-budget")
            stage = stand_in
        if funding.amount(stage) is not None:
            yield self.cell(stage, self.indicator_set.label(stage), funding.origin, stage)

    def rounding(self, name: RoundingName) -> Sources:
        """The rounding of a figure, and each part of it that an amendment changed by itself."""
        if name not in self.indicator_set.rounding:
            return
        yield self.key("rounding", "rounding", name)
        for part in ("places", "mode", "trailing-zeros"):
            found = self.key("rounding", "rounding", name, part)
            if found.change is not None and found.change.at == f"rounding.{name}.{part}":
                yield found

    def node_weight(self, code: str, case: str, cased: Iterable[str]) -> Provenance:
        """The weight of a node: by the condition that holds, else the set's own."""
        if code in cased:
            return self.key("weight", "weight-cases", case, "weights", code)
        return self.node_key("weight", code, "weight")

    def node_key(self, of: str, code: str, *rest: str, name: str = "") -> Provenance:
        path = node_path(self.indicator_set.indicators, code)
        return self.key(of, "indicators", *path, *rest, name=name)

    def adjusted(self, node: NodeResult) -> Sources:
        """The adjustments that took effect, with what they ask for and the ground of it."""
        for one in node.adjusted:
            yield self.key("adjustment", "adjustments", one.adjustment.code, name=one.adjustment.title.zh)
            yield from self.asked(one.adjustment.when)


def set_weight(result: ProjectResult, facts: FactSources, code: str) -> Provenance:
    """The weight that the set gives a node, in the case that holds for the project."""
    case = result.weight_case
    return facts.node_weight(code, case.code if case else "", case.weights if case else ())


def review_sources(reviews: Iterable[Review], facts: FactSources) -> Sources:
    """Where the points were read that each evaluator gave; the source is called by his name."""
    for one in reviews:
        by = facts.indicator_set.label(one.by)
        title = Title(say("value.review", "zh", by=by), say("value.review", "en", by=by))
        yield facts.cell(one.by, title, one.origin, "points")


def titled(of: str, name: str = "") -> Title:
    """What a value is called in words."""
    code = f"value.{of}"
    return Title(say(code, "zh", name=name), say(code, "en", name=name))
