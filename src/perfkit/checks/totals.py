"""The unit's totals against the sums of its rows; which other column a wrong total really is."""

from __future__ import annotations

from collections.abc import Iterator

from perfkit.checks.agreement import in_unit_of, matching_stages
from perfkit.checks.places import stated_place
from perfkit.model import Figure, Finding, FundingStage, Named, Stated
from perfkit.scoring import Evaluation, agrees, agrees_as_rounded, planned_sums


def totals(evaluation: Evaluation) -> Iterator[Finding]:
    """Findings about the stated whole: ``total.*``, ``mean.*`` and ``grade.*``."""
    stated = evaluation.portfolio.stated
    if stated is None:
        return
    yield from _amounts(evaluation, stated)
    yield from _mean(evaluation, stated)


def _amounts(evaluation: Evaluation, stated: Stated) -> Iterator[Finding]:
    """D2: each stated sum against the column of its stage."""
    for stage, figure in stated.amounts.items():
        own = sum_of_stage(stage, evaluation)
        if own is None or agrees(figure, own.exact):
            continue
        label = evaluation.indicator_set.label
        figures = {"stated": figure, "computed": in_unit_of(figure, own)}
        names: dict[str, Named] = {"stage": label(stage), "own": label(_counted(stage, evaluation))}
        place = stated_place(stated, f"amounts.{stage}")
        if others := matching_stages(figure, evaluation.funding):
            names["other"] = tuple(map(label, others))
            yield Finding("total.other-column", "error", place, figures, names)
        else:
            yield Finding("total.differs", "error", place, figures, names)


def sum_of_stage(stage: FundingStage, evaluation: Evaluation) -> Figure | None:
    """The sum of a column; where 全年预算数 is not given, of the stage that the set lets stand in for it."""
    fundings = [result.project.funding for result in evaluation.projects]
    return planned_sums(fundings, evaluation.indicator_set, all_must_give=False).get(stage)


def _counted(stage: FundingStage, evaluation: Evaluation) -> FundingStage:
    """The stage whose rows were really added up: the one that stands in where no row gives the stage itself."""
    stand_in = evaluation.indicator_set.policies.missing_budget
    return stand_in if stage == "budget" and stand_in and stage not in evaluation.funding else stage


def _mean(evaluation: Evaluation, stated: Stated) -> Iterator[Finding]:
    printed, mean = stated.points, evaluation.mean
    if printed is not None and mean is not None and not agrees_as_rounded(printed, mean):
        figures = {"stated": printed, "computed": mean}
        yield Finding("mean.differs", "error", stated_place(stated, "points"), figures)
    if mean is not None and stated.grade and stated.grade != evaluation.grade:
        names = {"stated": stated.grade, "computed": evaluation.grade}
        yield Finding("grade.differs", "error", stated_place(stated, "grade"), {"points": mean}, names)
