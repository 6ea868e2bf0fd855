"""An indicator set made ready for scoring: every formula parsed, typed and compiled once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from fractions import Fraction
from typing import TypeAlias, cast

from attrs import field, frozen

from perfkit.formula import Absent, CompiledRule, Expr, Facts, exact
from perfkit.model import Adjustment, Deadline, IndicatorSet, Outcome, Rule, SetIndicator, Target, Title, WeightCase
from perfkit.scoring.terms import labels_of

Compute: TypeAlias = Callable[[Facts], Fraction | Absent]
Decide: TypeAlias = Callable[[Facts], bool | Absent]

Weights: TypeAlias = Mapping[str, Fraction]
"""The weight of every node by its code."""

TOTAL = "total"
"""Where an adjustment of the total is ``at``."""

CHILDREN = "children"
"""The list of what stands below a node, for a rule that combines."""

VERDICTS = "verdicts"
"""The list of what the lines were given (field ``verdict``), for a rule that gives the grade."""

PEERS = "peers"
"""The list of the same value (field ``value``) in every project of the portfolio."""


@frozen
class MeasurePlan:
    """A named formula over facts, as it was parsed and ready to compute."""

    name: str
    formula: Expr
    compute: Compute = field(init=False, eq=False)

    @compute.default
    def _ready(self) -> Compute:
        return cast("Compute", exact(self.formula))  # what was parsed as a number gives no truth


@frozen
class RulePlan:
    """A rule with its compiled formulas."""

    rule: Rule
    compiled: CompiledRule


@frozen(kw_only=True)
class NodePlan:
    """A node of the tree, ready to score.

    Attributes:
        node: as the set has it.
        measure, target, rule: for a leaf that scores a measure of its own.
        rules: for a leaf that accepts indicators of projects: the rule for each kind of target.
        verdict, verdicts: the rules that give a word for the measure, and for indicators by kind of target.
        children: nodes below.
        combine: how its share follows from what is scored below; None where points are added up.
    """

    node: SetIndicator
    measure: MeasurePlan | None = None
    target: Fraction | None = None
    rule: RulePlan | None = None
    rules: Mapping[str, RulePlan] = field(factory=dict)
    verdict: RulePlan | None = None
    verdicts: Mapping[str, RulePlan] = field(factory=dict)
    children: tuple[NodePlan, ...] = ()
    combine: RulePlan | None = None

    def rule_for(self, target: Target) -> RulePlan | None:
        """The rule of an indicator with this target; None where the set has none for its kind."""
        return next((self.rules[kind] for kind in target.rule_kinds if kind in self.rules), None)

    def walk(self) -> Iterator[NodePlan]:
        """The node and all below it, from top to bottom."""
        yield self
        for child in self.children:
            yield from child.walk()


@frozen
class WeightCasePlan:
    """A condition and the weights that hold under it, by code."""

    case: WeightCase
    when: Decide
    weights: Mapping[str, Fraction]


@frozen
class AdjustmentPlan:
    """A condition, the points that hold under it, and the limits of those points (None: 0 and the weight).

    Attributes:
        condition, formula: as they were parsed; when, points: ready to decide and to compute.
    """

    adjustment: Adjustment
    condition: Expr
    formula: Expr | None
    limits: tuple[Fraction, Fraction] | None
    when: Decide = field(init=False, eq=False)
    points: Compute | None = field(init=False, eq=False)

    @when.default
    def _decides(self) -> Decide:
        return cast("Decide", exact(self.condition))

    @points.default
    def _computes(self) -> Compute | None:
        return None if self.formula is None else cast("Compute", exact(self.formula))


@frozen(kw_only=True)
class OutcomePlan:
    """What follows from a result, ready to decide: the condition, the amount a cut is of, and the range of shares."""

    outcome: Outcome
    when: Decide
    of: Compute | None = None
    lowest: Fraction = Fraction(0)
    highest: Fraction = Fraction(0)


@frozen
class DeadlinePlan:
    """A deadline and the condition under which it runs; None for always."""

    deadline: Deadline
    when: Decide | None


@frozen(kw_only=True)
class Plan:
    """A set ready to score.

    Attributes:
        roots: the tree; nodes: its leaves in order.
        combine, grade_by: the rules of the total.
        combined: codes of the leaves that are combined by a rule, at the leaf, above it or at the total.
        labels: the printed names of facts, by the names that formulas use.
    """

    indicator_set: IndicatorSet
    measures: tuple[MeasurePlan, ...]
    roots: tuple[NodePlan, ...]
    rules: Mapping[str, RulePlan]
    combine: RulePlan | None = None
    grade_by: RulePlan | None = None
    weight_cases: tuple[WeightCasePlan, ...] = ()
    adjustments: tuple[AdjustmentPlan, ...] = ()
    outcomes: tuple[OutcomePlan, ...] = ()
    deadlines: tuple[DeadlinePlan, ...] = ()
    nodes: tuple[NodePlan, ...] = field(init=False)
    combined: frozenset[str] = field(init=False)
    labels: Mapping[str, Title] = field(init=False)

    @nodes.default
    def _leaves(self) -> tuple[NodePlan, ...]:
        return tuple(plan for root in self.roots for plan in root.walk() if not plan.children)

    @combined.default
    def _combined_leaves(self) -> frozenset[str]:
        every = [node for root in self.roots for node in root.walk()]
        tops = self.roots if self.combine is not None else [node for node in every if node.combine is not None]
        return frozenset(node.node.code for top in tops for node in top.walk() if not node.children)

    @labels.default
    def _labels(self) -> Mapping[str, Title]:
        return labels_of(self.indicator_set)

    @property
    def gives_no_points(self) -> bool:
        """Whether the set gives verdicts only."""
        return self.indicator_set.policies.points == "none"

    def node(self, code: str) -> NodePlan | None:
        """The leaf with this code."""
        return next((plan for plan in self.nodes if plan.node.code == code), None)

    def adjustments_at(self, code: str) -> Iterable[AdjustmentPlan]:
        """The adjustments of a node, or of the total, in their order."""
        return (plan for plan in self.adjustments if plan.adjustment.at == code)
