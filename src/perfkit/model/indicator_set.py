"""Indicator sets: 指标体系, and the amendments that localise them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Literal, TypeAlias

from attrs import field, frozen

from perfkit.model.adjustment import Adjustment, WeightCase
from perfkit.model.change import Change
from perfkit.model.constraint import Constraint
from perfkit.model.evidence import EvidenceScale
from perfkit.model.fact import Fact, facts_of
from perfkit.model.funding import Funding, FundingStage
from perfkit.model.indicator import RuleKind, TargetKind
from perfkit.model.kinds import as_tuple
from perfkit.model.layer import Layer
from perfkit.model.numbers import Exact, NumberLike, Rounding, number
from perfkit.model.origin import Basis, Origin
from perfkit.model.policies import Policies
from perfkit.model.rule import Need, Rule
from perfkit.model.title import Title
from perfkit.model.use import Calendar, Deadline, Outcome
from perfkit.model.weighting import Weighting

RoundingName: TypeAlias = Literal["rate", "rate-in-text", "weight", "leaf", "block", "total", "mean", "mean-in-text"]
"""The figures a set may round. What it does not name is carried exactly. ``weight``: weights that moved because an
indicator does not apply; ``leaf``, ``block``, ``total``: points of an indicator, of a node above, of the whole."""


def _decimal(value: NumberLike) -> Decimal:
    return number(value)


@frozen(kw_only=True)
class SetIndicator:
    """One node of the tree of an indicator set.

    A node either scores a measure of its own (``measure`` and ``rule``), or accepts the indicators of projects
    (``accepts`` and ``rules_for``), or has children.

    Attributes:
        code: what amendments and projects refer to, unique in the set; name: as printed.
        weight: points that can be had under it.
        measure: formula that gives the actual from the project's own facts, such as ``executed / budget``.
        target: what the measure is held against, as a formula (``100%``); unit: the unit in which both are shown.
        rule: name of the rule; parameters: values that replace the rule's own.
        accepts: second-level names under which projects hang their indicators; rules_for: rule by kind of target, with
            ``more-than`` and ``less-than`` for ＞ and ＜ where they are not scored as ≥ and ≤;
            parameters_for: values that replace those of that rule.
        verdict_by: name of a rule that gives a word for the measure, such as a light; it changes no points.
        verdicts_for: the same for the indicators of projects, by kind of target.
        children: nodes below; split: ``project`` where each project divides the weight among
            them as it needs, and theirs are only the usual ones.
        combine: name of the rule by which the share of the node follows from the list ``children`` of what is scored
            below it (fields ``weight``, ``points``, ``share``); empty where the points are added up.
        basis: the document this node rests on.
    """

    code: str
    name: str
    weight: Decimal = field(converter=_decimal)
    measure: str = ""
    target: str = ""
    unit: str = "%"
    rule: str = ""
    parameters: Mapping[str, str] = field(factory=dict)
    accepts: tuple[str, ...] = field(default=(), converter=as_tuple)
    rules_for: Mapping[RuleKind, str] = field(factory=dict)
    parameters_for: Mapping[RuleKind, Mapping[str, str]] = field(factory=dict)
    verdict_by: str = ""
    verdicts_for: Mapping[TargetKind, str] = field(factory=dict)
    children: tuple[SetIndicator, ...] = field(default=(), converter=as_tuple)
    split: Literal["", "project"] = ""
    combine: str = ""
    basis: tuple[Basis, ...] = field(default=(), converter=as_tuple)

    def walk(self) -> Iterator[SetIndicator]:
        """The node and all below it, from top to bottom."""
        yield self
        for child in self.children:
            yield from child.walk()

    def rules_named(self) -> tuple[str, ...]:
        """The names of the rules that the node itself asks for; empty ones for what it leaves out."""
        return (self.rule, self.combine, self.verdict_by, *self.rules_for.values(), *self.verdicts_for.values())


@frozen
class GradeBand:
    """One grade and the lowest total that earns it (included)."""

    name: str
    lowest: Decimal = field(converter=_decimal, metadata={"key": "from"})


@frozen
class GradeScale:
    """评价等级: half-open bands, given by lower bounds only, highest first, so that no total falls between two."""

    bands: tuple[GradeBand, ...] = field(converter=as_tuple)

    def grade(self, total: Exact) -> str:
        """The grade of ``total``: the first band whose lower bound it reaches; empty below the lowest."""
        return next((band.name for band in self.bands if total >= Exact(band.lowest)), "")


@frozen(kw_only=True)
class IndicatorSet:
    """指标体系: a dated tree of indicators with weights, rules, grade bands and policies, resting on a document.

    Attributes:
        id, edition: together its address ``id@edition``.
        title: in Chinese and English.
        first_year, last_year: fiscal years for which it holds; ``last_year`` None while it is in force.
        basis: the documents it rests on.
        rounding: by the name of the figure; a figure that is not named is carried exactly.
        grades: the scale.
        indicators: the tree; its weights add up to 100.
        rules: every rule the set refers to, its own and those it takes from its chain, by name.
        policies: what it says about open questions.
        evidence: how it grades what proves the values; it changes no points.
        full_marks: what the weights add up to 满分; may be 0 where the set gives no points.
        needs: what the facts are that measures, weight cases and adjustments ask for.
        grounds: facts whose ground has to be recorded, because people decided them, such as a conclusion.
        assumes: facts that hold where a project says nothing of them, such as no misuse of money.
        combine: as on a node, for the total; grade_by: name of a rule that gives the grade from ``children``
            and from the list ``verdicts`` of what the lines were given.
        weighting: how the weights were found; None where nobody says it.
        weight_cases: other weights under a condition, the first that holds.
        adjustments: in their order.
        outcomes: what follows from a result; deadlines: by when what has to be done; calendar: the working days of
            years, for deadlines that count them.
        constraints: what the shape of the weights has to be, here and in every set that extends this one.
        measures: named formulas over a project's facts, such as ``execution_rate``; nodes and reports refer to them.
        labels: printed names of facts and stages (年初预算数 …) by the names formulas use.
        chain: addresses from this set to the national base: itself first, then each one it extends.
        changes: what each amendment in the chain changed, this set's first.
        plugins: id of the plugin that brought each set of the chain, in the same order.
        layers: the files of the chain, in the same order; none for a set that a program made.
        as_filed: the set as those files say it; what a program changed afterwards differs from it.
        digest: SHA-256 of the files the set was made from, in the order of the chain.
        origin: the file it was read from.
    """

    id: str
    edition: str
    title: Title
    first_year: int
    last_year: int | None = None
    basis: tuple[Basis, ...] = field(default=(), converter=as_tuple)
    rounding: Mapping[RoundingName, Rounding] = field(factory=dict)
    grades: GradeScale
    indicators: tuple[SetIndicator, ...] = field(converter=as_tuple)
    rules: Mapping[str, Rule] = field(factory=dict)
    policies: Policies = Policies()  # noqa: RUF009 (frozen)
    evidence: EvidenceScale = EvidenceScale()  # noqa: RUF009 (frozen)
    full_marks: Decimal = field(default=Decimal(100), converter=_decimal)
    needs: Mapping[str, Need] = field(factory=dict)
    grounds: tuple[str, ...] = field(default=(), converter=as_tuple)
    assumes: Mapping[str, Fact] = field(factory=dict, converter=facts_of)
    combine: str = ""
    grade_by: str = ""
    weighting: Weighting | None = None
    weight_cases: tuple[WeightCase, ...] = field(default=(), converter=as_tuple)
    adjustments: tuple[Adjustment, ...] = field(default=(), converter=as_tuple)
    outcomes: tuple[Outcome, ...] = field(default=(), converter=as_tuple)
    deadlines: tuple[Deadline, ...] = field(default=(), converter=as_tuple)
    calendar: Calendar = field(factory=dict)
    constraints: tuple[Constraint, ...] = field(default=(), converter=as_tuple)
    measures: Mapping[str, str] = field(factory=dict)
    labels: Mapping[str, Title] = field(factory=dict)
    chain: tuple[str, ...] = field(default=(), converter=as_tuple)
    changes: tuple[Change, ...] = field(default=(), converter=as_tuple)
    plugins: tuple[str, ...] = field(default=(), converter=as_tuple)
    layers: tuple[Layer, ...] = field(default=(), converter=as_tuple, eq=False, repr=False)
    as_filed: IndicatorSet | None = field(default=None, eq=False, repr=False)
    digest: str = ""
    origin: Origin | None = None

    @property
    def address(self) -> str:
        return f"{self.id}@{self.edition}"

    @property
    def gives_points(self) -> bool:
        """Whether there are points at all, or words only."""
        return self.policies.points != "none"

    def nodes(self) -> Iterator[SetIndicator]:
        """Every node of the tree, from top to bottom, each before those below it."""
        return (node for root in self.indicators for node in root.walk())

    def leaves(self) -> tuple[SetIndicator, ...]:
        """The nodes without children, from top to bottom."""
        return tuple(node for node in self.nodes() if not node.children)

    def node(self, code: str) -> SetIndicator | None:
        """The node with this code, wherever it stands in the tree."""
        return next((node for node in self.nodes() if node.code == code), None)

    def rounded(self, name: RoundingName) -> Rounding | None:
        """The rounding of a figure; ``rate-in-text`` and ``mean-in-text`` fall back to ``rate`` and ``mean``."""
        fallback: Mapping[str, RoundingName] = {"rate-in-text": "rate", "mean-in-text": "mean"}
        return self.rounding.get(name) or (self.rounding.get(fallback[name]) if name in fallback else None)

    def amount(self, funding: Funding | None, stage: FundingStage) -> Decimal | None:
        """The amount of a stage in 元; a missing 全年预算数 is that of the stage which the policy lets stand in."""
        if funding is None:
            return None
        own, stand_in = funding.amount(stage), self.policies.missing_budget
        return funding.amount(stand_in) if own is None and stage == "budget" and stand_in else own

    def label(self, fact: str) -> Title:
        """The printed name of a fact, a stage or a measure; its own name where the set has none for it."""
        return self.labels.get(fact, Title(fact))

    def rules_named(self) -> frozenset[str]:
        """The rules that the set names; others are there for the indicators of projects to ask for."""
        of_nodes = (name for node in self.nodes() for name in node.rules_named())
        return frozenset((self.combine, self.grade_by, *of_nodes)) - {""}

    def holds_in(self, year: int) -> bool:
        """Whether the set is in force in a fiscal year."""
        return self.first_year <= year and (self.last_year is None or year <= self.last_year)
