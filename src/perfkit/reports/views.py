"""Views of an evaluation: exact figures become texts as the set in use prints them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from attrs import define, field

from perfkit.model import (
    Figure,
    Finding,
    Funding,
    FundingStage,
    Group,
    Indicator,
    Measure,
    Problem,
    Project,
    plain,
)
from perfkit.reports.context import (
    BlockView,
    BoundsView,
    FindingView,
    GradeView,
    IndicatorView,
    LineView,
    MeasureView,
    ProblemView,
    ProjectView,
    ReportView,
    SetView,
    UnitView,
)
from perfkit.reports.figures import Printer, figure_view, in_yuan
from perfkit.reports.impossible import impossible
from perfkit.reports.papered import element_views, evidence_lines, indicators_by_line, own_facts
from perfkit.reports.particulars import Particulars, lost_of
from perfkit.reports.places import Places
from perfkit.reports.promised import target_parts
from perfkit.reports.scored import adjusted_views, final_view, review_views, weighed
from perfkit.reports.stated import compared, stated_view
from perfkit.scoring import target_change_words, use_of_result
from perfkit.scoring.explain import remarks
from perfkit.scoring.phrases import evaluator
from perfkit.wording import say

if TYPE_CHECKING:
    from perfkit.scoring import Bounds, GroupResult, ProjectResult, ScoreLine


@define
class Viewer(Printer):
    """Makes the views of one evaluation in one language."""

    _particulars: Particulars = field(init=False)

    def __attrs_post_init__(self) -> None:
        self._particulars = Particulars(self)

    def indicator(self, indicator: Indicator) -> IndicatorView:
        target = indicator.target
        unit = target.unit if target is not None else ""
        actual = indicator.reached or ("" if indicator.actual is None else plain(indicator.actual) + unit)
        if not indicator.applicable:
            actual = actual or say("report.not-applicable", self.language)
        weight = None if indicator.weight is None else figure_view(Figure(Fraction(indicator.weight)))
        return IndicatorView(
            block_code=indicator.block,
            block=self._block(indicator.block),
            category=indicator.category,
            name=indicator.name,
            weight=weight,
            target="" if target is None else target.text or str(target),
            **target_parts(target, self.language),
            actual=actual,
            reason=indicator.reason,
        )

    def _block(self, code: str) -> str:
        node = self.evaluation.indicator_set.node(code)
        return code if node is None else node.name

    def line(self, line: ScoreLine, indicator: Indicator | None = None) -> LineView:
        actual = line.actual or (say("report.not-applicable", self.language) if not line.applicable else "")
        return LineView(
            code=line.code,
            block=line.block,
            category=line.category,
            name=line.name,
            weight=figure_view(line.weight),
            own_weight=self.figure(line.own_weight),
            weighed=weighed(line, self.language),
            target=line.target,
            **target_parts(None if indicator is None else indicator.target, self.language),
            actual=actual,
            applicable=line.applicable,
            points=self.figure(line.points),
            reviews=review_views(line.reviews, self.evaluation.indicator_set, self.language),
            final=final_view(line, self.evaluation.indicator_set, self.language),
            lost=self.figure(lost_of(line)),
            stated_points=self.figure(line.stated_points),
            reason=line.reason,
            verdict=line.verdict,
            changes=tuple(target_change_words(change, self.language) for change in line.changes),
            elements=element_views(line, indicator, self),
            evidence=evidence_lines(line, self.language),
            facts=tuple(own_facts(indicator, self)),
            words=line.words(self.language),
            absent="" if line.absent is None else line.absent.found(self.language),
        )

    def project(self, number: int, result: ProjectResult) -> ProjectView:
        project = result.project
        funding = self.funding(_amounts(project.funding), project.funding.lines if project.funding else ())
        rates = {"execution": result.execution_rate, "receipt": result.receipt_rate}
        differences, unsupported = compared(self, project.stated, [project.funding], rates)
        start, end = project.period or (None, None)
        indicators = indicators_by_line(project)
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
            final_by=self._evaluator(result),
            reviews=review_views(project.reviews, self.evaluation.indicator_set, self.language),
            computed_points=self.figure(result.points),
            stated_points=self.figure(result.stated_points),
            grade=result.grade,
            stated_grade=result.stated_grade,
            bounds=_bounds(result.bounds),
            stated=stated_view(self, project.stated),
            differences=differences,
            unsupported=unsupported,
            indicators=tuple(self.indicator(indicator) for indicator in project.indicators),
            lines=tuple(self.line(line, indicators.get(line.code)) for line in result.lines),
            adjusted=adjusted_views(result, self.language),
            facts=self._particulars.facts(result),
            decided=self._particulars.decided(result),
            parts=self._particulars.parts(result),
            taken=self._particulars.taken(result),
            losses=self._particulars.losses(result),
            remarks=tuple(remarks(result, self.language)) if result.nodes else (),
            follows=self._follows(result),
            problems=_problems(project.problems),
            measures=_measures(project.measures),
        )

    def _follows(self, result: ProjectResult) -> tuple[str, ...]:
        """What follows at a stage and by when; nothing where there is no stage, or nothing is said of it."""
        stage, used = self.evaluation.portfolio.stage, self.evaluation.indicator_set
        if stage is None or not (used.outcomes or used.deadlines):
            return ()
        use = use_of_result(result, self.evaluation, stage.on)
        return tuple(line.strip() for line in use.worded(self.language))

    def _evaluator(self, result: ProjectResult) -> str:
        """Who gave the total that counts, where it was not computed."""
        return evaluator(result.final_by, result.indicator_set, self.language) if result.by_other else ""

    def _titled(self, rule: str) -> str:
        """The title of a rule of the set; empty for none."""
        return self.evaluation.indicator_set.rules[rule].title.worded(self.language) if rule else ""

    def group(self, number: int, result: GroupResult, members: tuple[ProjectView, ...]) -> ProjectView:
        group = result.group
        funding = self.funding(result.funding)
        rates = {"execution": result.execution_rate, "receipt": result.receipt_rate}
        differences, unsupported = compared(
            self, group.stated, [member.project.funding for member in result.members], rates
        )
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
            stated=stated_view(self, group.stated),
            differences=differences,
            unsupported=unsupported,
            indicators=tuple(self.indicator(indicator) for indicator in group.indicators),
            problems=_problems(group.problems),
            measures=_measures(group.measures),
        )

    def finding(self, finding: Finding, places: Places) -> FindingView:
        finding = places.told(finding)
        where = places.lines(finding.place)
        return FindingView(
            code=finding.code,
            severity=finding.severity,
            severity_name=say(f"report.severity.{finding.severity}", self.language),
            place=("，" if self.language == "zh" else ", ").join(where),
            where="\n".join(where),
            message=finding.message(self.language),
            coded=f"{finding.message(self.language)}\n{finding.code}",
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
            full_marks=figure_view(Figure(Fraction(used.full_marks))),
            combine=self._titled(used.combine),
            grade_by=self._titled(used.grade_by),
            grades=tuple(
                GradeView(name=band.name, lowest=figure_view(Figure(Fraction(band.lowest))), below=upper)
                for band, upper in zip(bands, uppers, strict=False)
            ),
            blocks=tuple(
                BlockView(code=node.code, name=node.name, weight=figure_view(Figure(Fraction(node.weight))))
                for node in used.indicators
            ),
        )

    def report(self, findings: Iterable[Finding], title: str, program: str) -> ReportView:
        """The whole: every project once, the same object wherever it appears."""
        evaluation, portfolio = self.evaluation, self.evaluation.portfolio
        found, places = tuple(findings), Places.of(evaluation, self.label, self.language)
        views = {
            id(result.project): self.project(number, result)
            for number, result in enumerate(evaluation.projects, start=1)
        }
        groups = [
            self.group(number, result, tuple(views[id(member.project)] for member in result.members))
            for number, result in enumerate(evaluation.groups, start=1)
        ]
        mean = self.figure(evaluation.mean, "mean-in-text")
        stage, used = portfolio.stage, evaluation.indicator_set
        unit = portfolio.unit
        differences, unsupported = compared(
            self, portfolio.stated, [project.funding for project in portfolio.projects], {}, all_must_give=False
        )
        return ReportView(
            title=title,
            stage="" if stage is None else say(f"stage-name.{stage.name}", self.language),
            stage_on=None if stage is None else stage.on,
            stage_by="" if stage is None or not stage.by else used.label(stage.by).worded(self.language),
            year=portfolio.year,
            unit=UnitView(
                name=unit.name, short=unit.short or unit.name, department=unit.department, staffing=dict(unit.staffing)
            ),
            set=self.indicator_set(),
            projects=tuple(views.values()),
            funded=tuple(views[id(result.project)] for result in sorted(evaluation.funded, key=_row_of_money)),
            scored=tuple(views[id(result.project)] for result in evaluation.scored),
            subjects=(
                *(view for view, result in zip(groups, evaluation.groups, strict=True) if has_content(result.group)),
                *(views[id(result.project)] for result in evaluation.projects if has_content(result.project)),
            ),
            stated=stated_view(self, portfolio.stated),
            differences=differences,
            unsupported=unsupported,
            mean=mean,
            grade=evaluation.grade,
            funding=self.funding(evaluation.funding),
            findings=tuple(self.finding(finding, places) for finding in found),
            impossible=impossible(self, found, places),
            program=program,
        )


def has_content(subject: Project | Group) -> bool:
    """Whether the unit said anything about a project that the fourth part of the report can print."""
    return bool(subject.indicators or subject.narrative or subject.problems or subject.measures)


def _bounds(bounds: Bounds | None) -> BoundsView | None:
    return None if bounds is None else BoundsView(low=figure_view(bounds.low), high=figure_view(bounds.high))


def _amounts(funding: Funding | None) -> Mapping[FundingStage, Figure]:
    return {} if funding is None else in_yuan(funding.amounts())


def _problems(problems: Sequence[Problem]) -> tuple[ProblemView, ...]:
    return tuple(
        ProblemView(title=p.title, text=p.text.strip(), cause=p.cause.strip(), owner=p.owner, deadline=p.deadline)
        for p in problems
    )


def _measures(measures: Sequence[Measure]) -> tuple[MeasureView, ...]:
    return tuple(
        MeasureView(title=m.title, text=m.text.strip(), owner=m.owner, deadline=m.deadline, status=m.status)
        for m in measures
    )


def _row_of_money(result: ProjectResult) -> tuple[str, int]:
    """Where the row of money stands, so that the table prints in the unit's own order; others stay as they come."""
    origin = result.project.funding.origin if result.project.funding else None
    return (origin.place.file, origin.place.row or 0) if origin else ("", 0)
