"""How a portfolio stands as a whole: means, ranks, peers, strengths and weaknesses, and what the totals do not tell."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from attrs import frozen

from perfkit.model import STAGES, Figure, FundingStage, Group
from perfkit.scoring.answers.means import Means, amount_of, means
from perfkit.scoring.answers.peer_groups import PeerGroup, peer_groups, peers
from perfkit.scoring.answers.ranks import Rank, ranks
from perfkit.scoring.answers.strengths import Reached, categories_reached, nodes_reached, strongest, weakest
from perfkit.scoring.answers.told import points_told, share_told
from perfkit.scoring.evaluate import group_result
from perfkit.scoring.planning import make_plan
from perfkit.scoring.record_project import digits
from perfkit.scoring.result import Evaluation, ProjectResult
from perfkit.scoring.terms import names_in
from perfkit.wording import Language, say

EXECUTION = "execution_rate"


@frozen(kw_only=True)
class Standing:
    """How a portfolio stands.

    Attributes:
        means: simple and weighted by money, with the entries reconciled.
        ranks: of all entries with a total, the best first.
        whole: the spread of all totals; peers: that of groups, units and departments.
        nodes, categories: what was reached of each, in the order of the set.
        at_full_marks: how many totals are full marks or more; distinct: how many different totals there are.
        execution_rate: of all entries together whose amounts are known, from the sums; executed_by: how many those are.
    """

    means: Means
    ranks: tuple[Rank, ...]
    whole: PeerGroup
    peers: tuple[PeerGroup, ...]
    nodes: tuple[Reached, ...]
    categories: tuple[Reached, ...]
    at_full_marks: int
    distinct: int
    execution_rate: Figure | None
    executed_by: int

    def worded(self, language: Language) -> Iterator[str]:
        """All of it but the ranks of single projects, a line for each figure."""
        yield from self.means.worded(language)
        yield self.whole.worded(language)
        yield from self._patterns(language)
        yield from (one.worded(language) for one in self.peers)
        for reached in (self.nodes, self.categories):
            for code, found in (("standing.strongest", strongest(reached)), ("standing.weakest", weakest(reached))):
                if found:
                    names = tuple(one.worded(language) for one in found)
                    yield say(code, language, share=share_told(found[0].share), names=names)

    def _patterns(self, language: Language) -> Iterator[str]:
        """What the totals do not tell: how few of them differ, and how much money was spent beside them."""
        if self.ranks:
            counts = {"full": self.at_full_marks, "distinct": self.distinct, "of": len(self.ranks)}
            yield say("standing.patterns", language, **counts)
        if self.execution_rate is not None and self.means.simple is not None:
            mean = points_told(self.means.simple, language)
            rate, count = self.execution_rate, self.executed_by
            yield say("standing.execution", language, mean=mean, rate=rate, count=count)

    def record(self, language: Language = "zh") -> dict[str, Any]:
        """The answer as plain data: numbers are texts; nothing in it is put into words."""
        return {
            "means": self.means.record(),
            "ranks": [one.record() for one in self.ranks],
            "whole": self.whole.record(),
            "peers": [one.record() for one in self.peers],
            "nodes": [one.record() for one in self.nodes],
            "categories": [one.record() for one in self.categories],
            "at_full_marks": str(self.at_full_marks),
            "distinct": str(self.distinct),
            "execution_rate": digits(self.execution_rate),
            "executed_by": str(self.executed_by),
        }


def standing(evaluation: Evaluation, stage: FundingStage = "budget") -> Standing:
    """How a portfolio stands; the amounts of the stage weigh the means."""
    ranked = ranks(evaluation.projects)
    full = Fraction(evaluation.indicator_set.full_marks)
    rate, executed_by = _execution(evaluation)
    return Standing(
        means=means(evaluation, stage),
        ranks=ranked,
        whole=peers("all", "", evaluation.projects, stage),
        peers=peer_groups(evaluation, stage),
        nodes=nodes_reached(evaluation.projects, evaluation.indicator_set),
        categories=categories_reached(evaluation.projects, evaluation.indicator_set),
        at_full_marks=sum(one.points.exact >= full for one in ranked),
        distinct=len({one.points.exact for one in ranked}),
        execution_rate=rate,
        executed_by=executed_by,
    )


def _execution(evaluation: Evaluation) -> tuple[Figure | None, int]:
    """The execution rate of the set over the sums of all entries that give the amounts it asks for."""
    formula = evaluation.indicator_set.measures.get(EXECUTION)
    if formula is None:
        return None, 0
    asked = names_in(formula, evaluation.indicator_set)
    stages: tuple[FundingStage, ...] = tuple(stage for stage in STAGES if stage in asked)
    members = [one for one in evaluation.projects if _gives(one, stages)]
    if not members:
        return None, 0
    together = Group(key="", name="", members=())
    return group_result(together, members, make_plan(evaluation.indicator_set)).execution_rate, len(members)


def _gives(result: ProjectResult, stages: tuple[FundingStage, ...]) -> bool:
    return all(amount_of(result, stage) is not None for stage in stages)
