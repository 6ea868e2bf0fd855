"""Views of an evaluation: exact figures become texts as the set in use prints them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from attrs import define, evolve

from perfkit.errors import Place
from perfkit.model import (
    STAGES,
    Figure,
    Finding,
    Funding,
    FundingStage,
    Group,
    Indicator,
    Measure,
    Problem,
    Project,
    RoundingName,
    Stated,
    exact_text,
    is_money,
    plain,
)
from perfkit.reports.context import (
    BlockView,
    BoundsView,
    DifferenceView,
    FigureView,
    FindingView,
    FundingView,
    GradeView,
    IndicatorView,
    LabelledView,
    LineView,
    MeasureView,
    ProblemView,
    ProjectView,
    ReportView,
    SetView,
    StatedView,
    UnitView,
)
from perfkit.wording import Language, say

if TYPE_CHECKING:
    from perfkit.scoring import Bounds, Evaluation, GroupResult, ProjectResult, ScoreLine

MONEY = "万元"
"""The unit in which running text prints money; tables say their own."""


def figure_view(figure: Figure, in_text: Figure | None = None) -> FigureView:
    """A figure as templates see it; ``in_text`` is how running text prints it, where that differs."""
    return evolve(_view(figure), in_text=_view(in_text or figure))


def _view(figure: Figure) -> FigureView:
    return FigureView(
        text=str(figure),
        digits=figure.digits,
        unit=figure.unit,
        exact=exact_text(figure.scaled),
        value=figure.shown,
        figure=figure,
    )


def in_unit(view: FigureView, unit: str) -> FigureView:
    """An amount of money in another unit, exactly."""
    return figure_view(evolve(view.figure, unit=unit))


@define
class Viewer:
    """Makes the views of one evaluation in one language."""

    evaluation: Evaluation
    language: Language

    def figure(self, figure: Figure | None, text_rounding: RoundingName | None = None) -> FigureView | None:
        """A figure as the set shows it, and as it shows it in running text; nothing where there is none."""
        return None if figure is None else self.shown(figure, text_rounding)

    def shown(self, figure: Figure, text_rounding: RoundingName | None = None) -> FigureView:
        """See :meth:`figure`."""
        if is_money(figure.unit):
            figure = evolve(figure, unit=MONEY)
        rounding = self.evaluation.indicator_set.rounded(text_rounding) if text_rounding else None
        return figure_view(figure, evolve(figure, rounding=rounding) if rounding else figure)

    def label(self, fact: str) -> str:
        """The printed name of a stage or rate: the set's own, else perfkit's."""
        label = self.evaluation.indicator_set.labels.get(fact)
        return say(f"report.label.{fact}", self.language) if label is None else label.worded(self.language)

    def funding(self, amounts: Mapping[FundingStage, Figure]) -> FundingView:
        views = {stage: view for stage in STAGES if (view := self.figure(amounts.get(stage))) is not None}
        given = tuple(LabelledView(label=self.label(stage), figure=view) for stage, view in views.items())
        return FundingView(**views, given=given)

    def planned(self, funding: FundingView) -> LabelledView | None:
        """The amount that stands for the budget: 全年预算数, or the stage the set names in its place."""
        stand_in = self.evaluation.indicator_set.policies.missing_budget
        for stage in ("budget", stand_in):
            view = getattr(funding, stage) if stage else None
            if view is not None:
                return LabelledView(label=self.label(stage), figure=view)
        return None

    def stated(self, stated: Stated | None) -> StatedView | None:
        if stated is None:
            return None
        return StatedView(
            count=stated.count,
            points=self.figure(stated.points),
            grade=stated.grade,
            funding=self.funding(stated.amounts),
            execution_rate=self.figure(stated.rates.get("execution")),
            receipt_rate=self.figure(stated.rates.get("receipt")),
        )

    def compared(
        self, stated: Stated | None, amounts: Mapping[FundingStage, Figure], rates: Mapping[str, Figure | None]
    ) -> tuple[tuple[DifferenceView, ...], tuple[LabelledView, ...]]:
        """What the unit stated otherwise than the facts give it, and what the facts say nothing about.

        Figures are held together to the precision in which they were stated; a budget is held against the amount that
        stands for it.
        """
        differences, unsupported = [], []
        for name, said, computed in self._pairs(stated, amounts, rates):
            rate = name.endswith("_rate")
            if computed is None:
                unsupported.append(LabelledView(label=self.label(name), figure=figure_view(said)))
            elif not self._agree(said, computed, is_rate=rate):
                own = self.shown(computed, "rate-in-text" if rate else None)
                differences.append(DifferenceView(label=self.label(name), stated=figure_view(said), computed=own))
        return tuple(differences), tuple(unsupported)

    def _pairs(
        self, stated: Stated | None, amounts: Mapping[FundingStage, Figure], rates: Mapping[str, Figure | None]
    ) -> Iterator[tuple[str, Figure, Figure | None]]:
        if stated is None:
            return
        stand_in = self.evaluation.indicator_set.policies.missing_budget
        for stage in STAGES:
            if stage in stated.amounts:
                computed = amounts.get(stage)
                if computed is None and stage == "budget" and stand_in:
                    computed = amounts.get(stand_in)
                yield stage, stated.amounts[stage], computed
        for name, said in stated.rates.items():
            if name in rates:
                yield f"{name}_rate", said, rates[name]

    def _agree(self, said: Figure, computed: Figure, *, is_rate: bool) -> bool:
        if is_rate:
            used = self.evaluation.indicator_set
            shown = [used.rounded("rate"), used.rounded("rate-in-text"), said.rounding]
            return said.exact == computed.exact or any(
                rounding is not None and Fraction(rounding.round(computed.scaled)) == said.scaled for rounding in shown
            )
        return evolve(said, exact=computed.exact).digits == said.digits

    def indicator(self, indicator: Indicator) -> IndicatorView:
        target = indicator.target
        unit = target.unit if target is not None else ""
        actual = indicator.reached or ("" if indicator.actual is None else plain(indicator.actual) + unit)
        weight = None if indicator.weight is None else figure_view(Figure(Fraction(indicator.weight)))
        return IndicatorView(
            block=self._block(indicator.block),
            category=indicator.category,
            name=indicator.name,
            weight=weight,
            target="" if target is None else target.text or str(target),
            actual=actual,
            reason=indicator.reason,
        )

    def _block(self, code: str) -> str:
        nodes = list(self.evaluation.indicator_set.indicators)
        while nodes:
            node = nodes.pop()
            if node.code == code:
                return node.name
            nodes += node.children
        return code

    def line(self, line: ScoreLine) -> LineView:
        return LineView(
            code=line.code,
            block=line.block,
            category=line.category,
            name=line.name,
            weight=figure_view(line.weight),
            target=line.target,
            actual=line.actual,
            points=self.figure(line.points),
            stated_points=self.figure(line.stated_points),
            words=line.words(self.language),
            absent="" if line.absent is None else line.absent.found(self.language),
        )

    def project(self, number: int, result: ProjectResult) -> ProjectView:
        project = result.project
        amounts = _amounts(project.funding)
        funding = self.funding(amounts)
        rates = {"execution": result.execution_rate, "receipt": result.receipt_rate}
        differences, unsupported = self.compared(project.stated, amounts, rates)
        start, end = project.period or (None, None)
        return ProjectView(
            id=f"p{number}",
            code=project.code or "",
            name=project.name,
            year=project.year or self.evaluation.portfolio.year,
            unit=project.unit or self.evaluation.portfolio.unit.name,
            department=project.department or self.evaluation.portfolio.unit.department,
            start=start,
            end=end,
            goal=project.goal,
            result=project.result,
            funding=funding,
            planned=self.planned(funding),
            execution_rate=self.figure(result.execution_rate, "rate-in-text"),
            receipt_rate=self.figure(result.receipt_rate, "rate-in-text"),
            state=result.state,
            points=self.figure(result.final_points),
            computed_points=self.figure(result.points),
            stated_points=self.figure(result.stated_points),
            grade=result.grade,
            stated_grade=result.stated_grade,
            bounds=_bounds(result.bounds),
            stated=self.stated(project.stated),
            differences=differences,
            unsupported=unsupported,
            indicators=tuple(self.indicator(indicator) for indicator in project.indicators),
            lines=tuple(self.line(line) for line in result.lines),
            problems=_problems(project.problems),
            measures=_measures(project.measures),
        )

    def group(self, number: int, result: GroupResult, members: tuple[ProjectView, ...]) -> ProjectView:
        group = result.group
        funding = self.funding(result.funding)
        rates = {"execution": result.execution_rate, "receipt": result.receipt_rate}
        differences, unsupported = self.compared(group.stated, result.funding, rates)
        return ProjectView(
            id=f"g{number}",
            is_group=True,
            name=group.name,
            year=self.evaluation.portfolio.year,
            unit=self.evaluation.portfolio.unit.name,
            department=self.evaluation.portfolio.unit.department,
            members=members,
            funding=funding,
            planned=self.planned(funding),
            execution_rate=self.figure(result.execution_rate, "rate-in-text"),
            receipt_rate=self.figure(result.receipt_rate, "rate-in-text"),
            stated=self.stated(group.stated),
            differences=differences,
            unsupported=unsupported,
            indicators=tuple(self.indicator(indicator) for indicator in group.indicators),
            problems=_problems(group.problems),
            measures=_measures(group.measures),
        )

    def finding(self, finding: Finding) -> FindingView:
        return FindingView(
            code=finding.code,
            severity=finding.severity,
            severity_name=say(f"report.severity.{finding.severity}", self.language),
            place=finding.place.worded(self.language),
            where=_where(finding.place, self.language),
            message=finding.message(self.language),
            hint=finding.hint(self.language),
        )

    def indicator_set(self) -> SetView:
        used = self.evaluation.indicator_set
        bands = used.grades.bands
        uppers = [None, *(figure_view(Figure(Fraction(band.lowest))) for band in bands)]
        return SetView(
            address=used.address,
            title=used.title.worded(self.language),
            edition=used.edition,
            digest=used.digest,
            basis=tuple(str(basis) for basis in used.basis),
            grades=tuple(
                GradeView(name=band.name, lowest=figure_view(Figure(Fraction(band.lowest))), below=upper)
                for band, upper in zip(bands, uppers, strict=False)
            ),
            blocks=tuple(
                BlockView(name=node.name, weight=figure_view(Figure(Fraction(node.weight)))) for node in used.indicators
            ),
        )

    def report(self, findings: Iterable[Finding], title: str, program: str) -> ReportView:
        """The whole: every project once, the same object wherever it appears."""
        evaluation, portfolio = self.evaluation, self.evaluation.portfolio
        views = {
            id(result.project): self.project(number, result)
            for number, result in enumerate(evaluation.projects, start=1)
        }
        groups = [
            self.group(number, result, tuple(views[id(member.project)] for member in result.members))
            for number, result in enumerate(evaluation.groups, start=1)
        ]
        mean = self.figure(evaluation.mean, "mean-in-text")
        unit = portfolio.unit
        differences, unsupported = self.compared(portfolio.stated, evaluation.funding, {})
        return ReportView(
            title=title,
            year=portfolio.year,
            unit=UnitView(
                name=unit.name, short=unit.short or unit.name, department=unit.department, staffing=dict(unit.staffing)
            ),
            set=self.indicator_set(),
            projects=tuple(views.values()),
            funded=tuple(views[id(result.project)] for result in evaluation.funded),
            scored=tuple(views[id(result.project)] for result in evaluation.scored),
            subjects=(
                *(view for view, result in zip(groups, evaluation.groups, strict=True) if has_content(result.group)),
                *(views[id(result.project)] for result in evaluation.projects if has_content(result.project)),
            ),
            stated=self.stated(portfolio.stated),
            differences=differences,
            unsupported=unsupported,
            mean=mean,
            grade=evaluation.grade,
            funding=self.funding(evaluation.funding),
            findings=tuple(self.finding(finding) for finding in findings),
            program=program,
        )


def has_content(subject: Project | Group) -> bool:
    """Whether the unit said anything about a project that the fourth part of the report can print."""
    return bool(subject.indicators or subject.narrative or subject.problems or subject.measures)


def _bounds(bounds: Bounds | None) -> BoundsView | None:
    return None if bounds is None else BoundsView(low=figure_view(bounds.low), high=figure_view(bounds.high))


def _where(place: Place, language: Language) -> str:
    """A place in lines: file and position, key, item."""
    parts = (evolve(place, key="", item=""), Place(key=place.key), Place(item=place.item))
    return "\n".join(text for part in parts if (text := part.worded(language)))


def _amounts(funding: Funding | None) -> Mapping[FundingStage, Figure]:
    if funding is None:
        return {}
    return {stage: Figure(Fraction(amount), "元") for stage, amount in funding.amounts().items()}


def _problems(problems: Sequence[Problem]) -> tuple[ProblemView, ...]:
    return tuple(ProblemView(title=p.title, text=p.text.strip(), cause=p.cause.strip()) for p in problems)


def _measures(measures: Sequence[Measure]) -> tuple[MeasureView, ...]:
    return tuple(
        MeasureView(title=m.title, text=m.text.strip(), owner=m.owner, deadline=m.deadline, status=m.status)
        for m in measures
    )
