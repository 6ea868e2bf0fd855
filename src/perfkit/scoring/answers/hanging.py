"""What hangs on one line or node: the share of the whole that is left where it has nothing and all else is full."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from perfkit.formula import Absent, Facts, Value, formula_name
from perfkit.model import Rule
from perfkit.scoring.plan import CHILDREN, TOTAL, Plan, RulePlan
from perfkit.scoring.planning import make_plan
from perfkit.scoring.rescoring import known_of
from perfkit.scoring.result import NodeResult, ProjectResult


class Hanging:
    """Goes up the tree of one result with the weights it was scored by; points, rounding and adjustments play no role.

    Attributes:
        guessed: codes of nodes whose rule could not be asked, so that what is below counts by its weights.
    """

    def __init__(self, result: ProjectResult) -> None:
        plan = make_plan(result.indicator_set)
        self._whole = result.whole
        self._facts: Facts = known_of(result.project, plan)
        self._rules = _rules(plan)
        self.guessed: set[str] = set()

    def without(self, code: str) -> Fraction:
        """The share of full marks with nothing at the line or node of this code; an empty code takes nothing away."""
        return self._share(self._whole, code)

    def rule(self, code: str) -> Rule | None:
        """The rule that combines what stands below the node of this code, or below the total; None for a sum."""
        return self._rules[code].rule if code in self._rules else None

    def _share(self, node: NodeResult, code: str) -> Fraction:
        if node.code == code:
            return Fraction(0)
        parts = [(line.weight.exact, Fraction(line.code != code)) for line in node.lines if not line.waived]
        below = [(child, self._share(child, code)) for child in node.children]
        parts += [(child.weight.exact, share) for child, share in below]
        if node.code in self._rules:
            shares = {formula_name(child.code): share for child, share in below if child.weight.exact}
            settled = self._rules[node.code].compiled.settle(self._asked(node, parts, shares))
            if not isinstance(settled, Absent):
                return Fraction(settled[0], settled[1])
            self.guessed.add(node.code)
        left = sum((weight for weight, _ in parts), Fraction(0))
        return sum((weight * share for weight, share in parts), Fraction(0)) / left if left else Fraction(0)

    def _asked(
        self, node: NodeResult, parts: Sequence[tuple[Fraction, Fraction]], shares: dict[str, Fraction]
    ) -> Facts:
        """What the rule of a node is given, as when it is scored: what weighs nothing is no child."""
        children = tuple(
            {"weight": weight, "points": weight * share, "share": share} for weight, share in parts if weight
        )
        below: dict[str, Value] = {**shares, CHILDREN: children, "weight": node.weight.exact}
        return {**self._facts, **below}


def _rules(plan: Plan) -> dict[str, RulePlan]:
    """The rules that combine, by the code of the node or of the total."""
    nodes = [(node.node.code, node.combine) for root in plan.roots for node in root.walk()]
    return {code: rule for code, rule in [*nodes, (TOTAL, plan.combine)] if rule is not None}
