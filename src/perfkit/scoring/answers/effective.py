"""Effective weights 实际分值: what each line weighs of full marks once everything that changes weights is applied."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any, Literal, TypeAlias

from attrs import frozen

from perfkit.model import Rule, exact_text
from perfkit.scoring.answers.effective_words import effective_worded
from perfkit.scoring.answers.hanging import Hanging
from perfkit.scoring.result import NodeResult, ProjectResult, ScoreLine
from perfkit.wording import Language

Why: TypeAlias = Literal["case", "project", "waived", "moved", "combined", "scaled"]
"""Why a weight differs from the printed one: a condition gives the node another one; the project's own indicators add
up to another one; it does not apply; something else does not, which changes weights; a rule combines; what can be had
is scaled to the whole."""


@frozen(kw_only=True)
class EffectiveWeight:
    """What a line or a node weighs.

    Attributes:
        code, name: of the line or the node.
        printed: of a line, the weight that its form gives it; of a node, the one that the set gives it.
        effective: points of full marks that are lost where nothing is reached here, and everything elsewhere.
        why: what makes the difference, in the order in which it happens; empty where there is none.
        rules: those that combine what it stands in, from full marks down, where they make a difference.
    """

    code: str
    name: str
    printed: Fraction
    effective: Fraction
    why: tuple[Why, ...] = ()
    rules: tuple[Rule, ...] = ()

    def record(self) -> dict[str, Any]:
        """Plain data for JSON: numbers as texts."""
        return {
            "code": self.code,
            "name": self.name,
            "printed": exact_text(self.printed),
            "effective": exact_text(self.effective),
            "why": list(self.why),
            "rules": [rule.name for rule in self.rules],
        }


@frozen(kw_only=True)
class EffectiveWeights:
    """The effective weights of one project, before rounding and adjustments.

    Attributes:
        result: the project; full_marks: of its set.
        nodes: from top to bottom; lines: in their order; both empty where the score card is not known.
        guessed: names of nodes whose rule could not be asked, so that what is below them counts by its printed weights.
    """

    result: ProjectResult
    full_marks: Fraction
    nodes: tuple[EffectiveWeight, ...]
    lines: tuple[EffectiveWeight, ...]
    guessed: tuple[str, ...] = ()

    @property
    def added(self) -> Fraction:
        """What the lines weigh together."""
        return sum((line.effective for line in self.lines), Fraction(0))

    @property
    def nominal(self) -> bool:
        """Whether the weights do not share out full marks: some rule is no weighted sum, such as the weakest of all."""
        return bool(self.guessed) or self.added != self.full_marks

    def worded(self, language: Language) -> Iterator[str]:
        """The weights, a line each, with the reasons of those that differ from the printed ones."""
        return effective_worded(self, language)

    def record(self, language: Language = "zh") -> dict[str, Any]:
        """The answer as plain data: numbers are texts; nothing in it is put into words."""
        return {
            "full_marks": exact_text(self.full_marks),
            "added": exact_text(self.added),
            "nominal": self.nominal,
            "nodes": [one.record() for one in self.nodes],
            "lines": [one.record() for one in self.lines],
            "guessed": list(self.guessed),
        }


def effective_weights(result: ProjectResult) -> EffectiveWeights:
    """What each line and node of a result weighs of full marks."""
    found = _Found(result)
    walked = [found.below(root, ()) for root in result.nodes]
    return EffectiveWeights(
        result=result,
        full_marks=Fraction(result.indicator_set.full_marks),
        nodes=tuple(node for nodes, _ in walked for node in nodes),
        lines=tuple(line for _, lines in walked for line in lines),
        guessed=tuple(node.name for node in result.whole.walk() if node.code in found.hanging.guessed),
    )


class _Found:
    """Goes down the tree of one result."""

    def __init__(self, result: ProjectResult) -> None:
        self.hanging = Hanging(result)
        self._result = result
        self._full = self.hanging.without("")
        self._full_marks = Fraction(result.indicator_set.full_marks)

    def below(
        self, node: NodeResult, above: tuple[NodeResult, ...]
    ) -> tuple[list[EffectiveWeight], list[EffectiveWeight]]:
        """The node and all nodes below it, and all lines below it."""
        nodes, lines = [self._node(node, above)], [self._line(line, (*above, node)) for line in node.lines]
        for child in node.children:
            more_nodes, more_lines = self.below(child, (*above, node))
            nodes += more_nodes
            lines += more_lines
        return nodes, lines

    def _node(self, node: NodeResult, above: tuple[NodeResult, ...]) -> EffectiveWeight:
        own = self._result.indicator_set.node(node.code)
        printed = Fraction(0) if own is None else Fraction(own.weight)
        case = self._result.weight_case
        held = printed if case is None else Fraction(case.weights.get(node.code, printed))
        why: list[Why] = []
        if held != printed:
            why.append("case")
        if node.weight.exact != held:
            why.append("moved" if any(_shifted(line) for line in self._result.lines) else "project")
        return self._weight(node, printed, why, above)

    def _line(self, line: ScoreLine, above: tuple[NodeResult, ...]) -> EffectiveWeight:
        printed = (line.own_weight or line.weight).exact
        if line.waived:
            return EffectiveWeight(
                code=line.code, name=line.name, printed=printed, effective=Fraction(0), why=("waived",)
            )
        return self._weight(line, printed, [] if line.own_weight is None else ["moved"], above)

    def _weight(
        self, one: NodeResult | ScoreLine, printed: Fraction, why: list[Why], above: tuple[NodeResult, ...]
    ) -> EffectiveWeight:
        """The weight with what changes it on its way up to full marks."""
        lost = self._full - self.hanging.without(one.code)
        effective, way = lost * self._full_marks, (self._result.whole, *above)
        rules = tuple(rule for node in way if (rule := self.hanging.rule(node.code)) is not None)
        differs = effective != one.weight.exact
        if differs and rules:
            why.append("combined")
        if differs and any(self.hanging.rule(node.code) is None and _left(node) != node.weight.exact for node in way):
            why.append("scaled")
        return EffectiveWeight(
            code=one.code,
            name=one.name,
            printed=printed,
            effective=effective,
            why=tuple(why),
            rules=rules if differs else (),
        )


def _shifted(line: ScoreLine) -> bool:
    return line.waived or line.own_weight is not None


def _left(node: NodeResult) -> Fraction:
    """What can be had directly below a node."""
    parts = [line.weight for line in node.lines if not line.waived] + [child.weight for child in node.children]
    return sum((weight.exact for weight in parts), Fraction(0))
