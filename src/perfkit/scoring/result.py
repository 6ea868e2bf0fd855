"""What scoring gives: 评价结果, each figure beside what the unit stated and with what it was made from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from attrs import field, frozen

from perfkit.errors import Fault, InputError, nearest
from perfkit.model import (
    COMPUTED,
    Adjustment,
    Evidence,
    Exact,
    Figure,
    Finding,
    FundingStage,
    Group,
    IndicatorSet,
    Origin,
    Portfolio,
    Project,
    Review,
    Rule,
    TargetChange,
    WeightCase,
    comparable,
)
from perfkit.scoring.bounds.shown import Bounds
from perfkit.scoring.derivation import Decision, Derivation
from perfkit.scoring.explain import explain
from perfkit.scoring.explain_line import line_words
from perfkit.scoring.notebook import evaluation_html, project_html
from perfkit.scoring.plan import TOTAL
from perfkit.scoring.record import record
from perfkit.wording import Language

if TYPE_CHECKING:
    from perfkit.scoring.bounds.room import Room

State: TypeAlias = Literal["computed", "stated", "unscored", "absent"]
"""computed: scored here; stated: only the unit's total is known; unscored: neither; absent: could not be scored."""


def _tuple(value: Iterable[Any]) -> tuple[Any, ...]:
    return tuple(value)


@frozen(kw_only=True)
class ScoreLine:
    """得分行: one scored indicator with the derivation of its points.

    Attributes:
        code: path of the node, such as ``execution`` or ``output[2]`` (the project's second indicator under it).
        block, category, name: first-, second- and third-level name as printed.
        weight: points that can be had; own_weight: those before weight moved here, None where none did.
        target, actual: as they are shown; changes: how the target was adjusted; reason: 偏差原因, as the unit gave it.
        rule: the rule that was used; None where none could be.
        share: exact share of the weight, 0 to 1; None while absent.
        points: share × weight after the set's ``leaf`` rounding; None while absent.
        stated_points: what the unit printed.
        reviews: points that others gave; final: the points that count, by whom ``final_by`` says.
        evidence: what proves the actual; that of a measure stands with the project, by amount.
        verdict: the word that a rule of the set gives it, such as a light; empty for none. judged: how it followed.
        applicable: False where the indicator does not apply 不适用.
        policy: ``zero`` or ``full`` where a policy of the set gave the share, not the rule; ``none`` where it gives no
            points.
        must_explain: whether the rule asks for a reason that is not given.
        undecided: why there is no verdict though a rule should have given one.
        absent: why there are no points.
        derivation: how the points came about.
        origin: where its facts were read.
    """

    code: str
    block: str
    category: str = ""
    name: str
    weight: Figure
    own_weight: Figure | None = None
    target: str = ""
    changes: tuple[TargetChange, ...] = ()
    actual: str = ""
    reason: str = ""
    rule: Rule | None = None
    share: Figure | None = None
    points: Figure | None = None
    stated_points: Figure | None = None
    reviews: tuple[Review, ...] = ()
    final: Figure | None = None
    final_by: str = ""
    evidence: tuple[Evidence, ...] = ()
    verdict: str = ""
    judged: Decision | None = field(default=None, repr=False)
    undecided: Fault | None = None
    applicable: bool = True
    policy: str = ""
    must_explain: bool = False
    absent: Fault | None = None
    derivation: Derivation | None = field(default=None, repr=False)
    origin: Origin | None = None

    @property
    def by_other(self) -> bool:
        """Whether the points that count are an evaluator's, not the computed ones."""
        return self.final_by not in ("", COMPUTED)

    @property
    def waived(self) -> bool:
        """Whether the line does not count: it does not apply, and nobody gives its points."""
        return self.final is None and self.absent is None

    def words(self, language: Language = "zh") -> str:
        """The worked line with its figures, or why no rule was asked; empty while its points are absent."""
        return line_words(self, language)


@frozen(kw_only=True)
class Adjusted:
    """An adjustment that took effect: points before and after, and the ground that was recorded."""

    adjustment: Adjustment
    before: Figure
    after: Figure
    grounds: tuple[str, ...] = ()


@frozen(kw_only=True)
class NodeResult:
    """What one node of the tree earned.

    Attributes:
        code, name: of the node; weight: points that could be had.
        points: earned, adjustments included; None while something below is absent. share: of the weight.
        lines: scored directly under it; children: nodes below.
        derivation: how the share followed, where a rule combines what is below.
        adjusted: what adjustments changed, in order.
        absent: why it has no points, if the reason is its own.
    """

    code: str
    name: str
    weight: Figure
    points: Figure | None = None
    share: Figure | None = None
    lines: tuple[ScoreLine, ...] = ()
    children: tuple[NodeResult, ...] = ()
    derivation: Derivation | None = field(default=None, repr=False)
    adjusted: tuple[Adjusted, ...] = ()
    absent: Fault | None = None

    def walk(self) -> Iterator[NodeResult]:
        """The node and all below it, from top to bottom."""
        yield self
        for child in self.children:
            yield from child.walk()


@frozen(kw_only=True, repr=False)
class ProjectResult:
    """The result of one project.

    Attributes:
        project: its facts, untouched; indicator_set: the set it was scored under.
        state: see :data:`State`.
        points: the computed total; None unless ``computed``.
        nodes: the tree with what each node earned; derivation: how the total followed, where a rule combines them.
        adjusted: what adjustments changed about the total.
        weight_case: the condition under which other weights than the set's own held; None for the own.
        final_by: whose total counts, as the set's policy says.
        stated_points: the total the unit printed.
        grade: of the computed total, else of the stated one, by the set's scale; empty if there is neither.
        graded: how the grade followed, where a rule of the set gives it.
        stated_grade: as the unit printed it.
        execution_rate, receipt_rate: 预算执行率 and 资金到位率; None where it cannot be computed.
        room: what was possible for each part of it; None where the indicators do not fit the set.
        lines: every indicator that could be scored or should have been.
        findings: why something is absent.
    """

    project: Project
    indicator_set: IndicatorSet
    state: State
    points: Figure | None = None
    nodes: tuple[NodeResult, ...] = field(default=(), converter=_tuple)
    derivation: Derivation | None = None
    adjusted: tuple[Adjusted, ...] = field(default=(), converter=_tuple)
    weight_case: WeightCase | None = None
    final_by: str = ""
    stated_points: Figure | None = None
    grade: str = ""
    graded: Decision | None = None
    stated_grade: str = ""
    execution_rate: Figure | None = None
    receipt_rate: Figure | None = None
    room: Room | None = field(default=None, eq=False)
    lines: tuple[ScoreLine, ...] = field(default=(), converter=_tuple)
    findings: tuple[Finding, ...] = field(default=(), converter=_tuple)

    @property
    def bounds(self) -> Bounds | None:
        """The totals that were possible; None where the indicators do not fit the set."""
        return None if self.room is None else self.room.total

    @property
    def whole(self) -> NodeResult:
        """The computed total as the top of the tree."""
        return NodeResult(
            code=TOTAL,
            name="",
            weight=Figure(Fraction(self.indicator_set.full_marks), "分"),
            points=self.points,
            children=self.nodes,
            derivation=self.derivation,
            adjusted=self.adjusted,
        )

    @property
    def by_other(self) -> bool:
        """Whether the total that counts is an evaluator's, not the computed one."""
        return self.final_by not in ("", COMPUTED)

    @property
    def final_points(self) -> Figure | None:
        """The total that counts, by the set's policy, or the stated one of a project that is only stated.

        None for all others.
        """
        if self.by_other:
            return next(Figure(Exact(one.points), "分") for one in self.project.reviews if one.by == self.final_by)
        return self.points if self.state == "computed" else self.stated_points if self.state == "stated" else None

    def __repr__(self) -> str:
        points = self.final_points
        return f"ProjectResult({self.project.key}, {self.state}, {'no total' if points is None else points.digits})"

    def explain(self, language: Language = "zh") -> str:
        """Every figure of this project in words, with rule, document and origin."""
        return explain(self, language)

    def _repr_html_(self) -> str:
        return project_html(self)


@frozen(kw_only=True)
class GroupResult:
    """A group of projects treated as one: exact sums of its members beside what the unit states.

    Attributes:
        group: its facts; members: the results of its projects, in its order.
        funding: sum by stage, only for stages that every member gives.
        execution_rate, receipt_rate: from the sums.
    """

    group: Group
    members: tuple[ProjectResult, ...] = field(converter=_tuple)
    funding: Mapping[FundingStage, Figure] = field(factory=dict)
    execution_rate: Figure | None = None
    receipt_rate: Figure | None = None


@frozen(kw_only=True, repr=False)
class Evaluation:
    """评价结果: a portfolio under one indicator set.

    Attributes:
        portfolio: the facts, untouched; indicator_set: the set that was used.
        projects: one result for each entry, in the order of the portfolio.
        groups: one result for each group.
        mean: simple mean of the scored projects (computed total, else stated); None if none is scored.
        grade: grade of the mean: of the exact one unless the set grades what is rounded.
        funding: exact sum by stage over all entries that give the stage.
        findings: faults of the population: codes used twice, other years, groups that name nobody.
    """

    portfolio: Portfolio
    indicator_set: IndicatorSet
    projects: tuple[ProjectResult, ...] = field(converter=_tuple)
    groups: tuple[GroupResult, ...] = field(default=(), converter=_tuple)
    mean: Figure | None = None
    grade: str = ""
    funding: Mapping[FundingStage, Figure] = field(factory=dict)
    findings: tuple[Finding, ...] = field(default=(), converter=_tuple)

    def __repr__(self) -> str:
        name = f"{self.portfolio.unit.name} {self.portfolio.year}"
        mean = "no mean" if self.mean is None else f"mean {self.mean.digits} {self.grade}"
        return f"Evaluation({name}, {self.indicator_set.address}, {len(self.projects)} entries, {mean})"

    @property
    def scored(self) -> tuple[ProjectResult, ...]:
        """The entries with a total, computed or stated."""
        return tuple(result for result in self.projects if result.final_points is not None)

    @property
    def funded(self) -> tuple[ProjectResult, ...]:
        """The entries with a row of money."""
        return tuple(result for result in self.projects if result.project.funding is not None)

    def __getitem__(self, key: str) -> ProjectResult:
        """The result of the project with this code, or with this name if it is the only one of the name."""
        if not isinstance(key, str):
            raise InputError(
                Fault("value.wrong-kind", arguments={"found": repr(key), "kind": type(key).__name__, "wanted": "str"})
            )
        found = self.portfolio.named(key)
        if len(found) != 1:
            raise InputError(self._not_one(key, found))
        return next(result for result in self.projects if result.project is found[0])

    def _not_one(self, key: str, found: Iterable[Project]) -> Fault:
        """Why a key names no single project, with those it may mean."""
        rows = tuple(project.origin.place if project.origin else project.name for project in found)
        if rows:
            return Fault("project.ambiguous", arguments={"key": key, "count": len(rows), "rows": rows})
        names = [project.name for project in self.portfolio.projects]
        wanted = comparable(key)
        near = tuple(name for name in names if wanted and wanted in comparable(name))[:5]
        return Fault("project.unknown", arguments={"key": key, "near": near or nearest(key, names)})

    def to_dict(self, language: Language = "zh") -> dict[str, Any]:
        """The evaluation as plain data: numbers as texts, the shape of ``docs/reference/evaluation.schema.json``."""
        own = [*self.findings, *(finding for result in self.projects for finding in result.findings)]
        return record(self, own, language)

    def _repr_html_(self) -> str:
        return evaluation_html(self)
