"""Facts and an indicator set to an evaluation. One bad project is absent, with its findings; the others are scored."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from fractions import Fraction

from attrs import evolve

from perfkit.errors import NOWHERE, Fault, IndicatorSetError, Place
from perfkit.formula import Absent, Facts
from perfkit.model import Figure, Finding, Group, IndicatorSet, Portfolio, Project
from perfkit.scoring.adjusting import without_ground
from perfkit.scoring.asking import place_of_line
from perfkit.scoring.bounds import bounds, hull
from perfkit.scoring.facts import amounts, group_facts, has_card, own_facts
from perfkit.scoring.lines import final, score_lines
from perfkit.scoring.measured import measured, rate
from perfkit.scoring.nodes import Tree, tree
from perfkit.scoring.peers import Peers, peers_of
from perfkit.scoring.plan import Plan
from perfkit.scoring.planning import make_plan
from perfkit.scoring.population import population_faults
from perfkit.scoring.result import Evaluation, GroupResult, ProjectResult, ScoreLine, State
from perfkit.scoring.sums import funding_sums, grade, mean, planned_sums
from perfkit.scoring.weighing import Weighed, may_hold, undecided
from perfkit.scoring.weights import misfits, remarks, wrong_sum


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
    population = [(project, known_of(project, plan)) for project in portfolio.projects]
    peers = peers_of(population, plan)
    results = []
    for done, (project, known) in enumerate(population, start=1):
        results.append(project_result(project, known, plan, peers))
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


def known_of(project: Project, plan: Plan) -> Facts:
    """Everything that formulas may ask of one project: amounts, facts, measures."""
    own = own_facts(project, plan.indicator_set)
    return measured(plan, amounts(project.funding, plan.indicator_set), own)


def project_result(project: Project, known: Facts, plan: Plan, peers: Peers) -> ProjectResult:
    """The result of one project, whatever state it is in."""
    basic = _basic(project, known, plan)
    possible = list(may_hold(plan, known))
    if not has_card(project):
        return _without_card(basic, possible, known, plan, peers)
    weights = possible[0].weights
    if faults := _unfit(project, plan, possible[0]):
        findings = tuple(Finding.of(fault, "error") for fault in faults)
        return evolve(basic, state="absent", grade="", findings=findings)
    basic = evolve(basic, weight_case=possible[0].case)
    lines = score_lines(project, known, plan, weights, peers, with_indicators=True)
    above = tree(lines, plan, weights, known, project)
    span = bounds(lines, plan, weights, known, whole_card=True)
    findings = (*_line_findings(lines, above, project), *remarks(project, plan, weights))
    scored = evolve(basic, lines=lines, nodes=above.roots, bounds=span, findings=findings)
    return _with_total(scored, above, known, plan)


def _unfit(project: Project, plan: Plan, weighed: Weighed) -> tuple[Fault, ...]:
    """What keeps a score card from being scored at all: indicators out of place, open weights, a wrong sum."""
    if faults := misfits(project, plan):
        return faults
    if weighed.undecided is not None:
        return (undecided(weighed.undecided, _place(project)),)
    return tuple(wrong_sum(project, plan, weighed.weights))


def _without_card(
    basic: ProjectResult, possible: Sequence[Weighed], known: Facts, plan: Plan, peers: Peers
) -> ProjectResult:
    """A project whose indicators are not known: its own measures, and the totals under all weights that may hold."""
    spans = []
    for one in possible:
        lines = score_lines(basic.project, known, plan, one.weights, peers, with_indicators=False)
        spans.append(bounds(lines, plan, one.weights, known, whole_card=False))
    case = possible[0].case if len(possible) == 1 else None
    return evolve(basic, lines=lines, bounds=hull(spans), weight_case=case)


def _basic(project: Project, known: Facts, plan: Plan) -> ProjectResult:
    """What holds of a project before anything is scored: what it states, and its rates."""
    stated = project.stated.points if project.stated else None
    state: State = "unscored" if stated is None else "stated"
    by, points = final(None, project.reviews, plan.indicator_set)
    return ProjectResult(
        project=project,
        indicator_set=plan.indicator_set,
        state=state,
        stated_points=stated,
        final_by=by,
        grade=grade(points or stated, plan.indicator_set),
        stated_grade=project.stated.grade if project.stated else "",
        execution_rate=rate(known, "execution_rate", plan),
        receipt_rate=rate(known, "receipt_rate", plan),
    )


def _with_total(result: ProjectResult, above: Tree, known: Facts, plan: Plan) -> ProjectResult:
    """The result with its total and the grade of the total that counts."""
    by, points = final(above.total, result.project.reviews, plan.indicator_set)
    state: State = "absent" if above.total is None else "computed"
    result = evolve(result, state=state, points=above.total, adjusted=above.adjusted, final_by=by, grade="")
    if points is None:
        return result
    if above.grade:
        return evolve(result, grade=above.grade)
    if plan.grade_by is None:
        return evolve(result, grade=grade(points, plan.indicator_set))
    label = plan.grade_by.compiled.label({**known, **above.facts, "weight": above.weight})
    if isinstance(label, Absent):
        fault = Finding.of(label.fault(_place(result.project)), "error")
        return evolve(result, findings=(*result.findings, fault))
    return evolve(result, grade=label)


def _place(project: Project) -> Place:
    return evolve(project.origin.place if project.origin else NOWHERE, item=project.name)


def _whose(place: Place, project: Project) -> Place:
    """The place of a line; where no file tells which project it is of, the project is named."""
    if place.file or place.item in ("", project.name):
        return place
    return evolve(place, item=f"{project.name} · {place.item}")


def _line_findings(lines: Sequence[ScoreLine], above: Tree, project: Project) -> Iterator[Finding]:
    """Why points are absent, and what asks for a reason or a ground that nobody gave."""
    faults = [*(line.absent for line in lines if line.absent is not None), *above.faults]
    yield from (Finding.of(evolve(fault, place=_whose(fault.place, project)), "error") for fault in faults)
    for line in lines:
        if line.must_explain:
            names = {"name": line.name, "actual": line.actual, "target": line.target}
            place = _whose(place_of_line(line), project)
            yield Finding("indicator.reason-needed", "warning", place, names=names)
        for review in line.reviews:
            if not review.reason and line.points is not None and Fraction(review.points) != line.points.exact:
                figures = {"points": Figure(Fraction(review.points), "分"), "computed": line.points}
                names = {"name": line.name, "by": review.by}
                yield Finding("review.no-reason", "warning", place_of_line(line), figures, names)
    taken = [one for root in above.roots for node in root.walk() for one in node.adjusted]
    yield from without_ground([*taken, *above.adjusted], project, _place(project))


def _groups(portfolio: Portfolio, results: Iterable[ProjectResult], plan: Plan) -> Iterator[GroupResult]:
    """The groups of a portfolio, in order."""
    by_identity = {id(result.project): result for result in results}
    for group in portfolio.groups:
        yield group_result(group, [by_identity[id(project)] for project in portfolio.members(group)], plan)


def group_result(group: Group, members: Sequence[ProjectResult], plan: Plan) -> GroupResult:
    """A group treated as one: its measures follow from the sums of its members, not from their rates."""
    fundings = [member.project.funding for member in members]
    planned = planned_sums(fundings, plan.indicator_set, all_must_give=True)
    facts = group_facts(fundings, plan.indicator_set)
    known = measured(plan, {stage: figure.exact for stage, figure in planned.items()}, facts)
    return GroupResult(
        group=group,
        members=members,
        funding=funding_sums(fundings, all_must_give=True),
        execution_rate=rate(known, "execution_rate", plan, "rate-in-text"),
        receipt_rate=rate(known, "receipt_rate", plan, "rate-in-text"),
    )
