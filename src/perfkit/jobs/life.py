"""The whole life of a project up to a day: every stage with its result, what follows, the clocks that run."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from attrs import evolve, frozen

from perfkit.errors import Fault, InputError, Place
from perfkit.jobs.choose import chosen_set
from perfkit.jobs.evaluating import scored
from perfkit.jobs.hosting import host_for
from perfkit.jobs.life_record import life_record
from perfkit.jobs.life_words import life_words
from perfkit.jobs.read import read, stages
from perfkit.model import (
    COMPUTED,
    Figure,
    IndicatorSet,
    Measure,
    Problem,
    Project,
    Stage,
    TargetChange,
    comparable,
)
from perfkit.plugins import PluginHost
from perfkit.scoring import Clock, Evaluation, ProjectResult, ScoreLine, Use, evaluate, use_of_result
from perfkit.wording import Language


@frozen(kw_only=True)
class Step:
    """One stage with what came of it.

    Attributes:
        stage: which, when, by whom; evaluation: of the one project under the set of the stage.
        use: what follows from the result.
        totals: the total by each evaluator's points, and by none but the computed ones; empty where nobody reviewed.
        repeated: whether a later stage stands upon this one under the same set, and tells what follows in its place.
    """

    stage: Stage
    evaluation: Evaluation
    use: Use
    totals: Mapping[str, Figure]
    repeated: bool = False

    @property
    def result(self) -> ProjectResult:
        return self.evaluation.projects[0]

    @property
    def indicator_set(self) -> IndicatorSet:
        return self.evaluation.indicator_set


@frozen(kw_only=True)
class Followed:
    """What was promised in one indicator, and what each stage says of it.

    Attributes:
        name: of the indicator; target: as it was promised first; changes: those up to the day.
        lines: by the key of the stage, in the order of the stages.
    """

    name: str
    target: str
    changes: tuple[TargetChange, ...]
    lines: Mapping[str, ScoreLine]


@frozen(kw_only=True)
class Life:
    """The life of one project as it is known on a day.

    Attributes:
        project: what was promised, as it stands then; on: the day.
        steps: the stages up to that day, in order.
        followed: the indicators that were promised, side by side over the stages.
        clocks: the deadlines of all sets that were used, each with what had happened by then, as any stage tells it.
        problems, measures: as the last stage that has any gives them.
    """

    project: Project
    on: datetime.date
    steps: tuple[Step, ...]
    followed: tuple[Followed, ...]
    clocks: tuple[Clock, ...]
    problems: tuple[Problem, ...]
    measures: tuple[Measure, ...]

    def worded(self, language: Language) -> Iterator[str]:
        """A line for each stage with what follows; indicators, deadlines, problems and measures below."""
        return life_words(self, language)

    def record(self, language: Language) -> dict[str, Any]:
        """The life as plain data."""
        return life_record(self, language)


def life(host: PluginHost, path: Path, on: datetime.date | None = None) -> Life:
    """The life of the project in a folder up to a day, by default that of its last stage.

    Refuses a folder that holds no life, and a day before the first stage (``life.too-early``).
    """
    every = stages(path)
    day = on if on is not None else max((one.on for one in every), default=datetime.date.min)
    past = [one for one in every if one.on <= day]
    if not past:
        place = Place(file=path.resolve().name)
        first = every[0].on.isoformat() if every else "—"
        raise InputError(Fault("life.too-early", place, {"on": day.isoformat(), "first": first}))
    events = {name: on for stage in every for name, on in stage.events.items() if on <= day}
    steps = _without_repeats([_step(host, path, stage) for stage in past])
    project = steps[-1].result.project
    return Life(
        project=project,
        on=day,
        steps=steps,
        followed=tuple(_followed(steps)),
        clocks=tuple(_clocks(steps, events, day)),
        problems=next((one.result.project.problems for one in reversed(steps) if one.result.project.problems), ()),
        measures=next((one.result.project.measures for one in reversed(steps) if one.result.project.measures), ()),
    )


def _step(host: PluginHost, path: Path, stage: Stage) -> Step:
    portfolio = read(host, path, stage=stage.key)
    reaching = host_for(host, portfolio)
    evaluation = scored(reaching, portfolio, chosen_set(reaching, portfolio, None))
    use = use_of_result(evaluation.projects[0], evaluation, stage.on)
    return Step(stage=stage, evaluation=evaluation, use=use, totals=_totals(evaluation))


def _totals(evaluation: Evaluation) -> dict[str, Figure]:
    """The total as it would be by each evaluator's points, computed ones where he gives none."""
    result, indicator_set = evaluation.projects[0], evaluation.indicator_set
    reviews = [*result.project.reviews, *(review for line in result.lines for review in line.reviews)]
    if not reviews:
        return {}
    found: dict[str, Figure] = {}
    for by in dict.fromkeys([COMPUTED, *(review.by for review in reviews)]):
        final = (by,) if by == COMPUTED else (by, COMPUTED)
        alone = evolve(indicator_set, policies=evolve(indicator_set.policies, final=final))
        points = evaluate(evaluation.portfolio, alone).projects[0].final_points
        if points is not None:
            found[by] = points
    return found


def _without_repeats(steps: Sequence[Step]) -> tuple[Step, ...]:
    upon = {(one.stage.upon, one.indicator_set.address) for one in steps}
    return tuple(evolve(one, repeated=(one.stage.key, one.indicator_set.address) in upon) for one in steps)


def _followed(steps: Sequence[Step]) -> Iterator[Followed]:
    """The promised indicators in their order: those that a stage which looks at all of them has."""
    names: dict[str, str] = {}
    found: dict[str, dict[str, ScoreLine]] = {}
    for step in steps:
        if step.stage.looks_at_promise:
            for line in step.result.lines:
                names.setdefault(comparable(line.name), line.name)
                found.setdefault(comparable(line.name), {})[step.stage.key] = line
    for name, lines in found.items():
        last = list(lines.values())[-1]
        target = str(last.changes[0].was) if last.changes else last.target
        yield Followed(name=names[name], target=target, changes=last.changes, lines=lines)


def _clocks(steps: Sequence[Step], events: Mapping[str, datetime.date], day: datetime.date) -> Iterator[Clock]:
    """The deadlines of each set as its last result has them, met by whatever any stage knows to have happened."""
    last = {step.indicator_set.address: step for step in steps}
    clocks: list[Clock] = []
    for step in last.values():
        known = evolve(step.result, project=evolve(step.result.project, events=events))
        clocks += use_of_result(known, step.evaluation, day).clocks
    yield from sorted(clocks, key=lambda clock: clock.due or datetime.date.max)
