"""Strengths and weaknesses: what part of its weight each node and each category reached over many projects."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from typing import Any

from attrs import frozen

from perfkit.model import IndicatorSet, SetIndicator, exact_text
from perfkit.scoring.result import NodeResult, ProjectResult
from perfkit.wording import Language, say


@frozen(kw_only=True)
class Reached:
    """What was reached of a node, or of a category below it, by all projects together.

    Attributes:
        code: of the node; category: second-level name, empty for the node itself; name: as printed.
        points, weight: added up over the projects; projects: how many had any weight there.
    """

    code: str
    name: str
    category: str = ""
    points: Fraction
    weight: Fraction
    projects: int

    @property
    def share(self) -> Fraction:
        """The part of the weight that was reached."""
        return self.points / self.weight

    def called(self, language: Language) -> str:
        """The name; of a category with that of the node above it."""
        if not self.category:
            return self.name
        return say("standing.category", language, node=self.name, category=self.category)

    def worded(self, language: Language) -> str:
        """The name, and how many projects have it."""
        return say("standing.reached", language, name=self.called(language), projects=self.projects)

    def record(self) -> dict[str, Any]:
        """Plain data for JSON: numbers as texts."""
        return {
            "code": self.code,
            "category": self.category or None,
            "points": exact_text(self.points),
            "weight": exact_text(self.weight),
            "share": str(self.share),
            "projects": str(self.projects),
        }


def nodes_reached(results: Iterable[ProjectResult], indicator_set: IndicatorSet) -> tuple[Reached, ...]:
    """Every node of the set that any of the projects has points for, in the order of the set.

    Only projects whose total was computed enter, so that each node is seen over the same projects.
    """
    scored = [node for result in _computed(results) for root in result.nodes for node in root.walk()]
    return tuple(_reached_all(indicator_set, scored))


def _reached_all(indicator_set: IndicatorSet, scored: Sequence[NodeResult]) -> Iterator[Reached]:
    for node in indicator_set.nodes():
        own = [
            (one.points.exact, one.weight.exact)
            for one in scored
            if one.code == node.code and one.points is not None and one.weight.exact
        ]
        if own:
            yield _reached(node, "", own)


def categories_reached(results: Iterable[ProjectResult], indicator_set: IndicatorSet) -> tuple[Reached, ...]:
    """Every category that any of the projects has points for, in the order of the set; projects as for nodes."""
    found = []
    computed = list(_computed(results))
    for node in indicator_set.leaves():
        for category in node.accepts:
            own = [one for result in computed if (one := _of_category(result, node, category))[1]]
            if own:
                found.append(_reached(node, category, own))
    return tuple(found)


def _of_category(result: ProjectResult, node: SetIndicator, category: str) -> tuple[Fraction, Fraction]:
    """Points and weight of one category in one project."""
    lines = [
        (line.final.exact, line.weight.exact)
        for line in result.lines
        if line.final is not None and line.category == category and line.code.partition("[")[0] == node.code
    ]
    return sum((points for points, _ in lines), Fraction(0)), sum((weight for _, weight in lines), Fraction(0))


def _reached(node: SetIndicator, category: str, own: Sequence[tuple[Fraction, Fraction]]) -> Reached:
    points, weight = (sum(one, Fraction(0)) for one in zip(*own, strict=True))
    return Reached(code=node.code, name=node.name, category=category, points=points, weight=weight, projects=len(own))


def strongest(reached: Sequence[Reached]) -> tuple[Reached, ...]:
    """Those that reached most of their weight; none where all reached the same, for then nothing stands out."""
    shares = {one.share for one in reached}
    return tuple(one for one in reached if one.share == max(shares)) if len(shares) > 1 else ()


def weakest(reached: Sequence[Reached]) -> tuple[Reached, ...]:
    """Those that reached least of their weight; none where all reached the same."""
    shares = {one.share for one in reached}
    return tuple(one for one in reached if one.share == min(shares)) if len(shares) > 1 else ()


def _computed(results: Iterable[ProjectResult]) -> Iterator[ProjectResult]:
    return (result for result in results if result.state == "computed")
