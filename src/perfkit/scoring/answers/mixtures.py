"""Totals of mixtures: what a project would have, had only some factors changed between two evaluations."""

from __future__ import annotations

from fractions import Fraction

from attrs import evolve, field, frozen

from perfkit.errors import IndicatorSetError
from perfkit.model import IndicatorSet, Project
from perfkit.scoring.answers.attribution import FACTORS, Factor
from perfkit.scoring.answers.mixing import differing, mixed_project, mixed_set
from perfkit.scoring.answers.pairing import Pairing
from perfkit.scoring.peers import wants_peers
from perfkit.scoring.planning import make_plan
from perfkit.scoring.rescoring import Scorer
from perfkit.scoring.result import Evaluation


@frozen(eq=False)
class Mixtures:
    """The mixtures of two evaluations, each scored when it is asked for.

    Attributes:
        before, after: the two sides; pairing: which project is which.
        together: whether a rule looks at the other projects, so that what differs in one may move another.
    """

    before: Evaluation
    after: Evaluation
    pairing: Pairing
    together: bool = field(init=False)
    _scorers: dict[frozenset[Factor], Scorer | None] = field(init=False, factory=dict)

    @together.default
    def _together(self) -> bool:
        sides = (self.before, self.after)
        projects = [project for side in sides for project in side.portfolio.projects]
        return any(wants_peers(projects, make_plan(side.indicator_set)) for side in sides)

    def differing(self, pair: tuple[int, int]) -> frozenset[Factor]:
        """The factors that may be behind a difference of this pair."""
        if self.together:
            return frozenset(FACTORS)
        return differing(*self._projects(pair), (self.before.indicator_set, self.after.indicator_set))

    def total(self, pair: tuple[int, int], taken: frozenset[Factor]) -> Fraction | None:
        """The total that counts with the ``taken`` factors from the second evaluation; None where there is none."""
        if taken not in self._scorers:
            self._scorers[taken] = self._scorer(taken)
        scorer = self._scorers[taken]
        if scorer is None:
            return None
        points = scorer.score(*scorer.population[pair["data" in taken]]).final_points
        return None if points is None else points.exact

    def _projects(self, pair: tuple[int, int]) -> tuple[Project, Project]:
        return self.before.portfolio.projects[pair[0]], self.after.portfolio.projects[pair[1]]

    def _scorer(self, taken: frozenset[Factor]) -> Scorer | None:
        """The whole portfolio mixed, so that projects are compared with their peers; None for sets that do not mix."""
        sides = (self.before, self.after)
        indicator_set = self._set(taken)
        if indicator_set is None:
            return None
        portfolio = sides["data" in taken].portfolio
        projects = list(portfolio.projects)
        for pair in self.pairing.pairs:
            projects[pair["data" in taken]] = mixed_project(*self._projects(pair), taken)
        try:
            return Scorer.of(evolve(portfolio, projects=projects), indicator_set)
        except IndicatorSetError:  # a condition of weights that the other set cannot read
            return None

    def _set(self, taken: frozenset[Factor]) -> IndicatorSet | None:
        sides = (self.before.indicator_set, self.after.indicator_set)
        return mixed_set(weights=sides["weight" in taken], rules=sides["rule" in taken])
