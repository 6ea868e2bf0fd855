"""Facts and an indicator set to an evaluation. One bad project is absent, with its findings; the others are scored."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from perfkit.errors import Fault, IndicatorSetError
from perfkit.model import Group, IndicatorSet, Portfolio
from perfkit.scoring.facts import group_facts
from perfkit.scoring.measured import measured, rate
from perfkit.scoring.plan import Plan
from perfkit.scoring.population import population_faults
from perfkit.scoring.rescoring import Scorer
from perfkit.scoring.result import Evaluation, GroupResult, ProjectResult
from perfkit.scoring.sums import funding_sums, grade, mean, planned_sums


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
    scorer = Scorer.of(portfolio, indicator_set)
    results = []
    for done, (project, known) in enumerate(scorer.population, start=1):
        results.append(scorer.score(project, known))
        progress(done, len(portfolio.projects))
    total = mean((points for result in results if (points := result.final_points) is not None), indicator_set)
    return Evaluation(
        portfolio=portfolio,
        indicator_set=indicator_set,
        projects=results,
        groups=list(_groups(portfolio, results, scorer.plan)),
        mean=total,
        grade=grade(total, indicator_set),
        funding=funding_sums([project.funding for project in portfolio.projects]),
        findings=population_faults(portfolio),
    )


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
