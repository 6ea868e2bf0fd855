"""Who stands where: ranks by the exact total."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from typing import Any

from attrs import frozen

from perfkit.model import Figure, exact_text
from perfkit.scoring.answers.told import points_told, project_told
from perfkit.scoring.result import ProjectResult
from perfkit.wording import Language, say


@frozen(kw_only=True)
class Rank:
    """The place of one project among the scored ones.

    Attributes:
        rank: 1 for the greatest total; equal totals share the better rank, and the next one is as far behind as there
            are before it: 1, 1, 3.
        tied: how many others have the same total; below: how many have less; of: how many are ranked.
    """

    result: ProjectResult
    points: Figure
    rank: int
    tied: int
    below: int
    of: int

    def worded(self, language: Language) -> str:
        tied = say("standing.tied", language, count=self.tied) if self.tied else ""
        points, below = points_told(self.points, language), self.below
        return say("standing.rank", language, rank=self.rank, of=self.of, points=points, tied=tied, below=below)

    def named(self, language: Language) -> str:
        """The rank behind the name of the project."""
        name = project_told(self.result, language)
        return say("standing.named", language, name=name, said=self.worded(language))

    def record(self) -> dict[str, Any]:
        """Plain data for JSON: numbers as texts."""
        return {
            "project": self.result.project.key,
            "points": exact_text(self.points.exact),
            "rank": str(self.rank),
            "tied": str(self.tied),
            "below": str(self.below),
            "of": str(self.of),
        }


def ranks(results: Iterable[ProjectResult]) -> tuple[Rank, ...]:
    """The ranks of all that have a total that counts, the best first; of equals in the order of code and name."""
    scored = [(points, result) for result in results if (points := result.final_points) is not None]
    scored.sort(key=lambda one: (-one[0].exact, one[1].project.key, one[1].project.name))
    rising = sorted(points.exact for points, _ in scored)
    found = []
    for points, result in scored:
        below, up_to = bisect_left(rising, points.exact), bisect_right(rising, points.exact)
        rank = len(rising) - up_to + 1
        tied = up_to - below - 1
        found.append(Rank(result=result, points=points, rank=rank, tied=tied, below=below, of=len(rising)))
    return tuple(found)
