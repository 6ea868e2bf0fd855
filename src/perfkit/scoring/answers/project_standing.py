"""How one project stands among its peers: its rank, their mean, and its blocks against theirs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Any

from attrs import frozen

from perfkit.model import Figure, FundingStage
from perfkit.scoring.answers.means import totals
from perfkit.scoring.answers.peer_groups import PeerGroup, peer_groups, peers
from perfkit.scoring.answers.ranks import Rank, ranks
from perfkit.scoring.answers.strengths import nodes_reached
from perfkit.scoring.answers.told import mean_of, points_told, project_told, share_told
from perfkit.scoring.record_project import ratio
from perfkit.scoring.result import Evaluation, ProjectResult
from perfkit.wording import Language, say


@frozen(kw_only=True)
class Against:
    """One node: the part of its weight that the project reached, and the part that the others reached together.

    ``others`` is None where none of them has points for it; ``projects`` says how many have.
    """

    code: str
    name: str
    own: Fraction
    others: Fraction | None
    projects: int

    def worded(self, language: Language) -> str:
        own = share_told(self.own)
        if self.others is None:
            return say("standing.against-nobody", language, name=self.name, own=own)
        relation = "level" if self.own == self.others else "above" if self.own > self.others else "below"
        others = share_told(self.others)
        return say(
            f"standing.against-{relation}", language, name=self.name, own=own, others=others, projects=self.projects
        )

    def record(self) -> dict[str, Any]:
        """Plain data for JSON: numbers as texts."""
        others = None if self.others is None else str(self.others)
        return {"code": self.code, "own": str(self.own), "others": others, "projects": str(self.projects)}


@frozen(kw_only=True)
class Among:
    """One project among some peers.

    Attributes:
        peers: all of them, itself included; rank: its place; None without a total.
        others: the simple mean of the others; None where none of them has a total.
        nodes: each node that it has points for, against the others.
    """

    peers: PeerGroup
    rank: Rank | None
    others: Figure | None
    nodes: tuple[Against, ...]

    def worded(self, language: Language) -> Iterator[str]:
        """The peers, the rank, and the nodes one by one."""
        yield self.peers.worded(language)
        if self.rank is not None:
            yield "  " + self.rank.worded(language)
            if self.others is not None:
                yield "  " + say("standing.others", language, mean=points_told(self.others, language))
        yield from (f"  {one.worded(language)}" for one in self.nodes)

    def record(self) -> dict[str, Any]:
        """Plain data for JSON: numbers as texts."""
        return {
            "peers": self.peers.record(),
            "rank": None if self.rank is None else self.rank.record(),
            "others": None if self.others is None else ratio(self.others),
            "nodes": [one.record() for one in self.nodes],
        }


@frozen(kw_only=True)
class ProjectStanding:
    """One project among the whole portfolio, and among each of its peer groups, in their order."""

    result: ProjectResult
    among: tuple[Among, ...]

    def worded(self, language: Language) -> Iterator[str]:
        yield project_told(self.result, language)
        for one in self.among:
            yield from one.worded(language)

    def record(self, language: Language = "zh") -> dict[str, Any]:
        """The answer as plain data: numbers are texts; nothing in it is put into words."""
        return {"project": self.result.project.key, "among": [one.record() for one in self.among]}


def project_standing(evaluation: Evaluation, key: str, stage: FundingStage = "budget") -> ProjectStanding:
    """How the project with this code, or with this name, stands among all others and among its peers."""
    result = evaluation[key]
    every = (peers("all", "", evaluation.projects, stage), *peer_groups(evaluation, stage))
    own = [one for one in every if any(member is result for member in one.members)]
    return ProjectStanding(result=result, among=tuple(_among(result, one) for one in own))


def _among(result: ProjectResult, group: PeerGroup) -> Among:
    others = [member for member in group.members if member is not result]
    return Among(
        peers=group,
        rank=next((one for one in ranks(group.members) if one.result is result), None),
        others=mean_of(totals(others), result.indicator_set),
        nodes=tuple(_against(result, others)),
    )


def _against(result: ProjectResult, others: Sequence[ProjectResult]) -> Iterator[Against]:
    theirs = {one.code: one for one in nodes_reached(others, result.indicator_set)}
    for own in nodes_reached([result], result.indicator_set):
        other = theirs.get(own.code)
        yield Against(
            code=own.code,
            name=own.name,
            own=own.share,
            others=None if other is None else other.share,
            projects=0 if other is None else other.projects,
        )
