"""The simple and the money-weighted mean side by side, with the entries behind each of them reconciled."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from typing import Any

from attrs import frozen

from perfkit.model import Figure, FundingStage, IndicatorSet, Title, exact_text
from perfkit.scoring.answers.told import averaged, mean_of, points_told, project_told
from perfkit.scoring.facts import MONEY_SHOWN_IN
from perfkit.scoring.record_project import ratio
from perfkit.scoring.result import Evaluation, ProjectResult
from perfkit.wording import Language, say


@frozen(kw_only=True)
class Means:
    """Both means of a portfolio. Every entry stands in one of the four lists, and in one only.

    Attributes:
        stage: whose amounts are the weights; label: its printed name.
        simple: over all entries with a total; weighted: over those with an amount as well; None over none, or over no
            money at all.
        simple_of_both: the simple mean over the entries of the weighted one.
        money: the sum of the weights.
        both: with a total and an amount; score_only, money_only, neither: the others.
        stood_in: how many amounts are those of another stage, which the set lets stand in, and its name; None for none.
    """

    stage: FundingStage
    label: Title
    simple: Figure | None
    weighted: Figure | None
    simple_of_both: Figure | None
    money: Figure
    both: tuple[ProjectResult, ...]
    score_only: tuple[ProjectResult, ...]
    money_only: tuple[ProjectResult, ...]
    neither: tuple[ProjectResult, ...]
    stood_in: tuple[int, Title] | None

    @property
    def counts(self) -> dict[str, int]:
        """How many entries there are in all, with a total, with an amount, and in each list."""
        both, score, money = len(self.both), len(self.score_only), len(self.money_only)
        return {
            "entries": both + score + money + len(self.neither),
            "scored": both + score,
            "funded": both + money,
            "both": both,
            "score_only": score,
            "money_only": money,
            "neither": len(self.neither),
        }

    def worded(self, language: Language) -> Iterator[str]:
        """Both means, what lies behind them, and who is in one of them only."""
        if self.simple is not None:
            told = points_told(self.simple, language)
            yield say("standing.simple", language, mean=told, **self.counts)
        if self.weighted is not None and self.simple_of_both is not None:
            yield say(
                "standing.weighted",
                language,
                stage=self.label,
                mean=points_told(self.weighted, language),
                simple=points_told(self.simple_of_both, language),
                money=Figure(self.money.exact, MONEY_SHOWN_IN),
                **self.counts,
            )
        else:
            yield say("standing.unweighted", language, stage=self.label)
        if self.stood_in is not None:
            count, instead = self.stood_in
            yield say("standing.stood-in", language, stage=self.label, count=count, instead=instead)
        yield say("standing.counts", language, stage=self.label, **self.counts)
        yield from _named("standing.score-only", self.score_only, self.label, language)
        yield from _named("standing.money-only", self.money_only, self.label, language)

    def record(self) -> dict[str, Any]:
        """Plain data for JSON: numbers as texts."""
        return {
            "stage": self.stage,
            "simple": _figure(self.simple),
            "weighted": _figure(self.weighted),
            "simple_of_both": _figure(self.simple_of_both),
            "money": {"amount": exact_text(self.money.exact), "unit": "元"},
            "count": {name: str(count) for name, count in self.counts.items()},
            "stood_in": "0" if self.stood_in is None else str(self.stood_in[0]),
            "score_only": [one.project.key for one in self.score_only],
            "money_only": [one.project.key for one in self.money_only],
        }


def means(evaluation: Evaluation, stage: FundingStage = "budget") -> Means:
    """Both means; the weights are the amounts of the stage, a missing 全年预算数 filled as the set says."""
    indicator_set = evaluation.indicator_set
    lists: dict[tuple[bool, bool], list[ProjectResult]] = {}
    for result in evaluation.projects:
        known = (result.final_points is not None, amount_of(result, stage) is not None)
        lists.setdefault(known, []).append(result)
    both = lists.get((True, True), [])
    funded = [*both, *lists.get((False, True), [])]
    return Means(
        stage=stage,
        label=indicator_set.label(stage),
        simple=evaluation.mean,
        weighted=weighted_mean(both, stage),
        simple_of_both=mean_of(totals(both), indicator_set),
        money=Figure(sum(_amounts(both, stage), Fraction(0)), "元"),
        both=tuple(both),
        score_only=tuple(lists.get((True, False), ())),
        money_only=tuple(lists.get((False, True), ())),
        neither=tuple(lists.get((False, False), ())),
        stood_in=_stood_in(funded, stage, indicator_set),
    )


def weighted_mean(results: Sequence[ProjectResult], stage: FundingStage) -> Figure | None:
    """The mean of the totals, each weighing as much as its amount; of those that have both. None over no money."""
    pairs = [
        (amount, points.exact)
        for result in results
        if (amount := amount_of(result, stage)) is not None and (points := result.final_points) is not None
    ]
    money = sum((amount for amount, _ in pairs), Fraction(0))
    if not money:
        return None
    added = sum((amount * points for amount, points in pairs), Fraction(0))
    return averaged(added / money, results[0].indicator_set)


def amount_of(result: ProjectResult, stage: FundingStage) -> Fraction | None:
    """The amount of a project in 元, as the measures of its set see it."""
    amount = result.indicator_set.amount(result.project.funding, stage)
    return None if amount is None else Fraction(amount)


def totals(results: Iterable[ProjectResult]) -> list[Fraction]:
    """The totals that count, of those that have one."""
    return [points.exact for result in results if (points := result.final_points) is not None]


def _amounts(results: Iterable[ProjectResult], stage: FundingStage) -> list[Fraction]:
    return [amount for result in results if (amount := amount_of(result, stage)) is not None]


def _stood_in(
    funded: Iterable[ProjectResult], stage: FundingStage, indicator_set: IndicatorSet
) -> tuple[int, Title] | None:
    fundings = [funding for result in funded if (funding := result.project.funding) is not None]
    count = sum(funding.amount(stage) is None for funding in fundings)
    return (count, indicator_set.label(indicator_set.policies.missing_budget)) if count else None


def _named(code: str, results: Sequence[ProjectResult], label: Title, language: Language) -> Iterator[str]:
    if results:
        names = tuple(project_told(result, language) for result in results)
        yield say(code, language, stage=label, count=len(results), names=names)


def _figure(figure: Figure | None) -> dict[str, str] | None:
    return None if figure is None else {"exact": ratio(figure), "shown": figure.digits}
