"""A project scored again with other facts, or under another set, in the place it has among its peers."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import frozen

from perfkit.formula import Facts
from perfkit.model import IndicatorSet, Portfolio, Project
from perfkit.scoring.facts import amounts, own_facts
from perfkit.scoring.measured import measured
from perfkit.scoring.peers import Peers, peers_of, wants_peers
from perfkit.scoring.plan import Plan
from perfkit.scoring.planning import make_plan
from perfkit.scoring.projects import project_result
from perfkit.scoring.result import ProjectResult


@frozen(eq=False)
class Scorer:
    """Scores projects one by one under a set, each beside all others of a portfolio.

    Attributes:
        plan: the set, ready to score.
        population: every project with what formulas may ask of it, in order.
        peers: the values that rules ask for which look at the others.
    """

    plan: Plan
    population: Sequence[tuple[Project, Facts]]
    peers: Peers

    @classmethod
    def of(cls, portfolio: Portfolio, indicator_set: IndicatorSet) -> Scorer:
        """The scorer of a portfolio under a set that was proved sound."""
        plan = make_plan(indicator_set)
        population = [(project, known_of(project, plan)) for project in portfolio.projects]
        return cls(plan, population, peers_of(population, plan))

    @classmethod
    def for_one(cls, portfolio: Portfolio, indicator_set: IndicatorSet, project: Project) -> Scorer:
        """A scorer for one project of a portfolio, of which the others are read only where its rules look at them."""
        plan = make_plan(indicator_set)
        if wants_peers((project,), plan):
            return cls.of(portfolio, indicator_set)
        return cls(plan, [(project, known_of(project, plan))], Peers())

    def score(self, project: Project, known: Facts) -> ProjectResult:
        """The result of one of the population."""
        return project_result(project, known, self.plan, self.peers)

    def rescore(self, project: Project, instead: Project) -> ProjectResult:
        """The result of a project that stands where ``instead`` stands; its peers see its values, not the old ones."""
        known = known_of(project, self.plan)
        if not wants_peers((project,), self.plan):
            return self.score(project, known)
        population = [(project, known) if one is instead else (one, facts) for one, facts in self.population]
        return project_result(project, known, self.plan, peers_of(population, self.plan))


def known_of(project: Project, plan: Plan) -> Facts:
    """Everything that formulas may ask of one project: amounts, facts, measures."""
    own = own_facts(project, plan.indicator_set)
    return measured(plan, amounts(project.funding, plan.indicator_set), own)
