"""The sources of every value of a node, and of the total."""

from __future__ import annotations

from itertools import pairwise

from attrs import frozen

from perfkit.model import RoundingName
from perfkit.scoring.answers.sources import FactSources, Sources, review_sources, set_weight
from perfkit.scoring.plan import TOTAL
from perfkit.scoring.result import NodeResult, ProjectResult


@frozen
class NodeSources:
    """The sources of the values of one node, or of the total."""

    result: ProjectResult
    node: NodeResult

    @property
    def facts(self) -> FactSources:
        return FactSources(self.result.project, self.result.indicator_set)

    @property
    def _whole(self) -> bool:
        return self.node.code == TOTAL

    def weight(self) -> Sources:
        if self._whole:
            yield self.facts.key("weight", "full-marks")
        else:
            yield set_weight(self.result, self.facts, self.node.code)

    def rule(self) -> Sources:
        """The rule that combines what is below; none where points are added up."""
        if self._whole:
            combine = self.result.indicator_set.combine
        else:
            node = self.result.indicator_set.node(self.node.code)
            combine = node.combine if node is not None else ""
        if not combine:
            return
        if self._whole:
            yield self.facts.key("rule-chosen", "combine")
        else:
            yield self.facts.node_key("rule-chosen", self.node.code, "combine")
        yield self.facts.key("rule", "rules", combine)

    def points(self) -> Sources:
        """What is below has sources of its own; here are those of the node itself."""
        yield from self.rule()
        yield from self.facts.rounding(rounding_of(self.node, self.result))
        yield from self.facts.adjusted(self.node)
        if self._whole and self.result.by_other:
            yield self.facts.key("policy", "policies", "final", name="final")
            yield from (
                one for one in review_sources(self.result.project.reviews, self.facts) if one.of == self.result.final_by
            )

    def grade(self) -> Sources:
        """By an adjustment, by a rule of the set, or by the scale: the band it lies in and the one above."""
        result, bands = self.result, self.result.indicator_set.grades.bands
        by = next((one for one in reversed(result.adjusted) if one.adjustment.grade), None)
        if by is not None and result.nodes:
            yield self.facts.key("adjustment", "adjustments", by.adjustment.code, name=by.adjustment.title.zh)
            return
        if result.graded is not None:
            yield self.facts.key("grade-by", "grade-by")
            yield self.facts.key("rule", "rules", result.indicator_set.grade_by)
            return
        names = [band.name for band in bands]
        wanted = [name for name, below in pairwise([*names, ""]) if result.grade in (name, below) and result.grade]
        yield from (self.facts.key("band", "grades", name, "from", name=name) for name in reversed(wanted))
        yield self.facts.key("policy", "policies", "grade-of", name="grade-of")


def rounding_of(node: NodeResult, result: ProjectResult) -> RoundingName:
    """By which name the set rounds a node: a leaf that is measured as its line, any other as a block."""
    if node.code == TOTAL:
        return "total"
    own = result.indicator_set.node(node.code)
    return "leaf" if own is not None and own.measure else "block"
