"""Facts and an indicator set to an evaluation. One bad project is absent, with its findings; the others are scored."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from fractions import Fraction

from perfkit.errors import Fault, IndicatorSetError
from perfkit.model import Figure, Finding, Group, IndicatorSet, Portfolio, Project
from perfkit.scoring.bounds import bounds
from perfkit.scoring.facts import amounts, own_facts
from perfkit.scoring.lines import indicator_line, measure_line
from perfkit.scoring.measured import Measured, measured, rate
from perfkit.scoring.plan import Plan, make_plan
from perfkit.scoring.population import population_faults
from perfkit.scoring.result import Evaluation, GroupResult, ProjectResult, ScoreLine, State
from perfkit.scoring.sums import funding_sums, grade, mean, planned_sums
from perfkit.scoring.weights import misfits, remarks


def evaluate(
    portfolio: Portfolio, indicator_set: IndicatorSet, progress: Callable[[int, int], None] = lambda done, of: None
) -> Evaluation:
    """Score every project of a portfolio under a set that was proved sound.

    Refuses only a set that does not hold in the portfolio's fiscal year. ``progress`` is told after each project how
    many of how many are done.
    """
    if not indicator_set.holds_in(portfolio.year):
        first, last = indicator_set.first_year, indicator_set.last_year or "…"
        arguments = {"address": indicator_set.address, "year": portfolio.year, "first": first, "last": last}
        raise IndicatorSetError(Fault("set.wrong-year", arguments=arguments))
    plan = make_plan(indicator_set)
    results = []
    for done, project in enumerate(portfolio.projects, start=1):
        results.append(project_result(project, plan))
        progress(done, len(portfolio.projects))
    total = mean((points for result in results if (points := result.final_points) is not None), indicator_set)
    return Evaluation(
        portfolio=portfolio,
        indicator_set=indicator_set,
        projects=results,
        groups=list(_groups(portfolio, results, plan)),
        mean=total,
        grade=grade(total, indicator_set),
        funding=funding_sums([project.funding for project in portfolio.projects]),
        findings=population_faults(portfolio),
    )


def project_result(project: Project, plan: Plan) -> ProjectResult:
    """The result of one project, whatever state it is in."""
    found = measured(plan, amounts(project.funding, plan.indicator_set), own_facts(project))
    faults = misfits(project, plan) if _has_card(project) else ()
    lines = tuple(_lines(project, found, plan, with_indicators=_has_card(project) and not faults))
    state = _state(project, lines, faults)
    points = _total(lines, plan.indicator_set) if state == "computed" else None
    stated_points = project.stated.points if project.stated else None
    return ProjectResult(
        project=project,
        indicator_set=plan.indicator_set,
        state=state,
        points=points,
        stated_points=stated_points,
        grade=grade(points or (stated_points if state == "stated" else None), plan.indicator_set),
        stated_grade=project.stated.grade if project.stated else "",
        execution_rate=rate(found, "execution_rate", plan),
        receipt_rate=rate(found, "receipt_rate", plan),
        bounds=None if faults else bounds(lines, plan, whole_card=_has_card(project)),
        lines=lines,
        findings=_findings(project, lines, faults, plan),
    )


def _has_card(project: Project) -> bool:
    """Whether the indicators are a score card; targets without any weight are only promises."""
    return any(indicator.weight is not None for indicator in project.indicators)


def _lines(project: Project, found: Measured, plan: Plan, *, with_indicators: bool) -> Iterator[ScoreLine]:
    """Lines in the order of the set: its own measures, and the indicators under each leaf in the unit's order."""
    for node in plan.nodes:
        if node.measure is not None:
            if with_indicators or project.funding is not None:
                yield measure_line(node, found, plan, project.funding.origin if project.funding else project.origin)
            continue
        if with_indicators:
            own = [indicator for indicator in project.indicators if indicator.block == node.node.code]
            for number, indicator in enumerate(own, start=1):
                yield indicator_line(indicator, f"{node.node.code}[{number}]", node, found.values, plan)


def _state(project: Project, lines: tuple[ScoreLine, ...], faults: tuple[Fault, ...]) -> State:
    if _has_card(project):
        return "absent" if faults or any(line.points is None for line in lines) else "computed"
    return "stated" if project.stated is not None and project.stated.points is not None else "unscored"


def _total(lines: tuple[ScoreLine, ...], indicator_set: IndicatorSet) -> Figure:
    """The sum of the points, which are decimals already; rounded again only if the set names ``total``."""
    added = sum((line.points.exact for line in lines if line.points is not None), Fraction(0))
    rounding = indicator_set.rounded("total")
    if rounding is None:
        return Figure(added, "分", indicator_set.rounded("leaf"))
    return Figure(Fraction(rounding.round(added)), "分", rounding)


def _findings(
    project: Project, lines: tuple[ScoreLine, ...], faults: tuple[Fault, ...], plan: Plan
) -> tuple[Finding, ...]:
    if not _has_card(project):
        return ()
    if faults:
        return tuple(Finding.of(fault, "error") for fault in faults)
    absent = [Finding.of(line.absent, "error") for line in lines if line.absent is not None]
    return (*absent, *remarks(project, plan))


def _groups(portfolio: Portfolio, results: Iterable[ProjectResult], plan: Plan) -> Iterator[GroupResult]:
    """The groups of a portfolio, in order."""
    by_identity = {id(result.project): result for result in results}
    for group in portfolio.groups:
        yield group_result(group, [by_identity[id(project)] for project in portfolio.members(group)], plan)


def group_result(group: Group, members: Sequence[ProjectResult], plan: Plan) -> GroupResult:
    """A group treated as one: its measures follow from the sums of its members, not from their rates."""
    fundings = [member.project.funding for member in members]
    planned = planned_sums(fundings, plan.indicator_set, all_must_give=True)
    found = measured(plan, {stage: figure.exact for stage, figure in planned.items()}, {})
    return GroupResult(
        group=group,
        members=members,
        funding=funding_sums(fundings, all_must_give=True),
        execution_rate=rate(found, "execution_rate", plan, "rate-in-text"),
        receipt_rate=rate(found, "receipt_rate", plan, "rate-in-text"),
    )
