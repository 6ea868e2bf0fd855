"""Projects among their peers: those of a group of the portfolio, of one unit, or of one department."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Any, Literal, TypeAlias

from attrs import frozen

from perfkit.model import Figure, FundingStage
from perfkit.scoring.answers.means import totals, weighted_mean
from perfkit.scoring.answers.told import averaged, mean_of, points_told
from perfkit.scoring.record_project import ratio
from perfkit.scoring.result import Evaluation, ProjectResult
from perfkit.wording import Language, say

PeerKind: TypeAlias = Literal["all", "group", "unit", "department"]
"""What makes peers: the whole portfolio, one of its groups, or that they name the same 实施单位 or 主管部门."""


@frozen(kw_only=True)
class PeerGroup:
    """Projects that are compared with each other; figures are over those that have a total.

    Attributes:
        kind: see :data:`PeerKind`; name: of the group, the unit or the department, empty for the whole portfolio.
        members: all of them, each once.
        mean, weighted: simple, and weighted by money; least, median, greatest: of the totals; None over none.
    """

    kind: PeerKind
    name: str
    members: tuple[ProjectResult, ...]
    mean: Figure | None
    weighted: Figure | None
    least: Figure | None
    median: Figure | None
    greatest: Figure | None

    @property
    def scored(self) -> int:
        """How many of the members have a total."""
        return len(totals(self.members))

    def called(self, language: Language) -> str:
        """The peers by what makes them such."""
        return say(f"standing.peers-{self.kind}", language, name=self.name)

    def worded(self, language: Language) -> str:
        """One line: how many, both means, and how far the totals lie apart."""
        name, count = self.called(language), {"count": len(self.members), "scored": self.scored}
        if self.mean is None or self.least is None or self.median is None or self.greatest is None:
            return say("standing.peers-unscored", language, peers=name, **count)
        ends = {"least": self.least, "median": self.median, "greatest": self.greatest, "mean": self.mean}
        told = {key: points_told(figure, language) for key, figure in ends.items()}
        weighted = (
            say("standing.peers-unweighted", language)
            if self.weighted is None
            else say("standing.peers-weighted", language, mean=points_told(self.weighted, language))
        )
        return say("standing.peers", language, peers=name, weighted=weighted, **told, **count)

    def record(self) -> dict[str, Any]:
        """Plain data for JSON: numbers as texts."""
        figures = ("mean", "weighted", "least", "median", "greatest")
        return {
            "kind": self.kind,
            "name": self.name,
            "count": str(len(self.members)),
            "scored": str(self.scored),
            **{name: None if (one := getattr(self, name)) is None else ratio(one) for name in figures},
            "members": [one.project.key for one in self.members],
        }


def peer_groups(evaluation: Evaluation, stage: FundingStage = "budget") -> tuple[PeerGroup, ...]:
    """The groups of the portfolio in its order, then the units and the departments that projects name, by name."""
    found = [peers("group", one.group.name, one.members, stage) for one in evaluation.groups]
    for kind, name, members in (*_named(evaluation, "unit"), *_named(evaluation, "department")):
        found.append(peers(kind, name, members, stage))
    return tuple(found)


def _named(
    evaluation: Evaluation, kind: Literal["unit", "department"]
) -> Iterator[tuple[PeerKind, str, Sequence[ProjectResult]]]:
    named = {getattr(result.project, kind) for result in evaluation.projects} - {""}
    for name in sorted(named):
        yield kind, name, [one for one in evaluation.projects if getattr(one.project, kind) == name]


def peers(kind: PeerKind, name: str, members: Sequence[ProjectResult], stage: FundingStage) -> PeerGroup:
    """The figures of some projects; one that is named twice counts once."""
    own = tuple({id(one): one for one in members}.values())
    points = sorted(totals(own))
    least, median, greatest = _spread(points, own) if points else (None, None, None)
    return PeerGroup(
        kind=kind,
        name=name,
        members=own,
        mean=mean_of(points, own[0].indicator_set) if points else None,
        weighted=weighted_mean(own, stage),
        least=least,
        median=median,
        greatest=greatest,
    )


def _spread(points: Sequence[Fraction], members: Sequence[ProjectResult]) -> tuple[Figure, Figure, Figure]:
    """The least, the middle one (the mean of the two in the middle) and the greatest total."""
    middle = (points[(len(points) - 1) // 2] + points[len(points) // 2]) / 2
    least, median, greatest = (averaged(one, members[0].indicator_set) for one in (points[0], middle, points[-1]))
    return least, median, greatest
