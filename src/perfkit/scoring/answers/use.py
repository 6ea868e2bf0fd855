"""What follows from a result 结果应用: the outcomes that hold, what was chosen within them, and the clocks that run."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from attrs import frozen

from perfkit.errors import Fault, Place, nearest
from perfkit.formula import Absent, Facts, Value
from perfkit.model import Chosen, Figure, Outcome
from perfkit.scoring.answers.clock import Clock, last_day
from perfkit.scoring.answers.use_words import clock_record, clock_words, following_record, following_words, percent
from perfkit.scoring.facts import MONEY_SHOWN_IN
from perfkit.scoring.plan import OutcomePlan, Plan
from perfkit.scoring.planning import make_plan
from perfkit.scoring.rescoring import known_of
from perfkit.scoring.result import Evaluation, ProjectResult
from perfkit.wording import Language, say


@frozen(kw_only=True)
class Cut:
    """What the next budget loses.

    Attributes:
        lowest, highest: the least and the most, in 元; shares: the same as shares of the amount.
        chosen: what was chosen; amount: that, in 元; None while nothing is chosen.
        faults: what is wrong with the choice.
    """

    lowest: Figure
    highest: Figure
    shares: tuple[Fraction, Fraction]
    chosen: Chosen | None = None
    amount: Figure | None = None
    faults: tuple[Fault, ...] = ()


@frozen(kw_only=True)
class Following:
    """An outcome that holds, or of which nobody can say whether it does.

    Attributes:
        outcome: of the set; cut: where it cuts the budget.
        undecided: why it cannot be said whether it holds, or how much it cuts.
    """

    outcome: Outcome
    cut: Cut | None = None
    undecided: Fault | None = None


@frozen(kw_only=True)
class Use:
    """What follows from the result of one project.

    Attributes:
        result: of the project; following: the outcomes, in the order of the set; clocks: the deadlines that run.
        faults: choices for what does not hold or does not exist.
    """

    result: ProjectResult
    following: tuple[Following, ...]
    clocks: tuple[Clock, ...]
    faults: tuple[Fault, ...] = ()

    def worded(self, language: Language) -> Iterator[str]:
        """A sentence for each outcome, each clock and each fault."""
        if not self.result.indicator_set.outcomes and not self.result.indicator_set.deadlines:
            yield say("use.nothing-said", language, set=self.result.indicator_set.title)
            return
        if not self.following:
            yield say("use.nothing-follows", language)
        for one in self.following:
            yield from following_words(one, self.result.indicator_set, language)
        yield from (clock_words(clock, language) for clock in self.clocks)
        yield from (fault.worded(language) for fault in self.faults)

    def record(self, language: Language) -> dict[str, Any]:
        """The use as plain data."""
        return {
            "outcomes": [following_record(one, language) for one in self.following],
            "deadlines": [clock_record(clock, language) for clock in self.clocks],
            "faults": [fault.worded(language) for fault in self.faults],
        }


def use_of(evaluation: Evaluation, key: str) -> Use:
    """What follows from the result of the project that ``key`` names, on the day of the stage."""
    stage = evaluation.portfolio.stage
    return use_of_result(evaluation[key], evaluation, None if stage is None else stage.on)


def use_of_result(result: ProjectResult, evaluation: Evaluation, on: datetime.date | None) -> Use:
    """What follows from a result as it stands on a day, among those it was evaluated with."""
    plan = make_plan(result.indicator_set)
    facts, year = _facts(result, plan, evaluation), result.project.year or evaluation.portfolio.year
    following = tuple(found for one in plan.outcomes if (found := _following(one, facts, result)) is not None)
    return Use(
        result=result,
        following=following,
        clocks=tuple(_clocks(plan, facts, result, year, on)),
        faults=tuple(_misplaced(result, {one.outcome.code for one in following if one.undecided is None})),
    )


def _facts(result: ProjectResult, plan: Plan, evaluation: Evaluation) -> Facts:
    """What conditions may ask for: the facts of the project, the total that counts, its grade, its place."""
    facts: dict[str, Value] = dict(known_of(result.project, plan))
    if result.final_points is not None:
        facts["points"] = result.final_points.exact
        facts |= _standing(result.final_points.exact, evaluation)
    if result.grade:
        facts["grade"] = result.grade
    return facts


def _standing(points: Fraction, evaluation: Evaluation) -> dict[str, Value]:
    """Where a total stands among all that count; equals share the better place, from either end."""
    totals = [one.final_points.exact for one in evaluation.projects if one.final_points is not None]
    return {
        "rank": Fraction(1 + sum(other > points for other in totals)),
        "rank_from_last": Fraction(1 + sum(other < points for other in totals)),
        "ranked": Fraction(len(totals)),
    }


def _place(result: ProjectResult) -> Place:
    return Place(item=result.project.name)


def _following(plan: OutcomePlan, facts: Facts, result: ProjectResult) -> Following | None:
    holds = plan.when(facts)
    if isinstance(holds, Absent):
        return Following(outcome=plan.outcome, undecided=holds.fault(_place(result)))
    if not holds:
        return None
    if plan.of is None:
        return Following(outcome=plan.outcome)
    of = plan.of(facts)
    if isinstance(of, Absent):
        return Following(outcome=plan.outcome, undecided=of.fault(_place(result)))
    return Following(outcome=plan.outcome, cut=_cut(plan, of, result.project.chosen.get(plan.outcome.code), result))


def _cut(plan: OutcomePlan, of: Fraction, chosen: Chosen | None, result: ProjectResult) -> Cut:
    faults = []
    if chosen is not None:
        share, place = Fraction(chosen.share), chosen.origin.place if chosen.origin else _place(result)
        arguments = {"code": plan.outcome.code, "title": plan.outcome.title, "found": percent(share)}
        if not plan.lowest <= share <= plan.highest:
            within = {"low": percent(plan.lowest), "high": percent(plan.highest)}
            faults.append(Fault("use.outside", place, {**arguments, **within}))
        if not chosen.ground:
            faults.append(Fault("use.no-ground", place, arguments))
    return Cut(
        lowest=Figure(of * plan.lowest, MONEY_SHOWN_IN),
        highest=Figure(of * plan.highest, MONEY_SHOWN_IN),
        shares=(plan.lowest, plan.highest),
        chosen=chosen,
        amount=None if chosen is None else Figure(of * Fraction(chosen.share), MONEY_SHOWN_IN),
        faults=tuple(faults),
    )


def _clocks(plan: Plan, facts: Facts, result: ProjectResult, year: int, on: datetime.date | None) -> Iterator[Clock]:
    events, calendar = result.project.events, plan.indicator_set.calendar
    for one in plan.deadlines:
        holds = one.when is None or one.when(facts)
        if holds is False:
            continue
        due = last_day(one.deadline, events, calendar, year)
        unknown = holds.fault(_place(result)) if isinstance(holds, Absent) else due if isinstance(due, Fault) else None
        yield Clock(
            deadline=one.deadline,
            start=events.get(one.deadline.event),
            since=plan.indicator_set.label(one.deadline.event),
            due=None if isinstance(due, Fault) or unknown is not None else due,
            done=events.get(one.deadline.done),
            on=on,
            unknown=unknown,
        )


def _misplaced(result: ProjectResult, holding: set[str]) -> Iterator[Fault]:
    """Choices for an outcome that does not hold, or that the set does not know."""
    known = [outcome.code for outcome in result.indicator_set.outcomes]
    for code, chosen in result.project.chosen.items():
        place = chosen.origin.place if chosen.origin else _place(result)
        if code not in known:
            yield Fault("use.unknown", place, {"code": code, "known": tuple(known), "near": nearest(code, known)})
        elif code not in holding:
            yield Fault("use.not-holding", place, {"code": code})
