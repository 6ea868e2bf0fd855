"""The life of a project in sentences."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from perfkit.model import Measure, Problem
from perfkit.scoring import clock_words, evaluator, following_words, indicator_of, target_change_words
from perfkit.wording import Language, say

if TYPE_CHECKING:
    import datetime

    from perfkit.jobs.life import Followed, Life, Step
    from perfkit.scoring import ScoreLine


def life_words(life: Life, language: Language) -> Iterator[str]:
    """See :meth:`perfkit.jobs.life.Life.worded`."""
    name = life.project.name
    yield say("life.title", language, name=name, on=life.on.isoformat(), count=len(life.steps))
    for step in life.steps:
        yield _step_words(step, language)
        yield from ("  " + line for line in _below(step, language))
    yield from _headed("life.indicators", [_followed_words(one, life, language) for one in life.followed], language)
    yield from _headed("life.deadlines", [clock_words(clock, language) for clock in life.clocks], language)
    yield from _headed("life.problems", [_problem(one, language) for one in life.problems], language)
    yield from _headed("life.measures", [measure_words(one, life.on, language) for one in life.measures], language)


def _headed(code: str, lines: list[str], language: Language) -> Iterator[str]:
    if lines:
        yield say(code, language)
        yield from ("  " + line for line in lines)


def stage_name(step: Step, language: Language) -> str:
    """What a reader calls the stage."""
    return say(f"stage-name.{step.stage.name}", language)


def _step_words(step: Step, language: Language) -> str:
    by = say("life.by", language, by=step.indicator_set.label(step.stage.by)) if step.stage.by else ""
    return say(
        "life.step",
        language,
        on=step.stage.on.isoformat(),
        stage=stage_name(step, language),
        by=by,
        found=found_words(step, language),
        set=step.indicator_set.address,
    )


def found_words(step: Step, language: Language) -> str:
    """The points that count and the grade, or why there are none."""
    result = step.result
    points = "" if result.final_points is None else result.final_points.worded(language)
    told = [part for part in (points, result.grade) if part]
    if told:
        return say("life.separator", language).join(told)
    reason = next((one.worded(language) for one in result.findings if one.severity == "error"), "")
    return say("life.nothing-because", language, reason=reason) if reason else say("life.nothing", language)


def _below(step: Step, language: Language) -> Iterator[str]:
    """What is told under a stage: everybody's totals, the words that lines were given with reasons, what follows."""
    if step.totals:
        label = step.indicator_set
        shown = tuple(
            say("life.total", language, by=evaluator(by, label, language), points=points.worded(language))
            for by, points in step.totals.items()
        )
        yield say("life.totals", language, totals=shown)
    judged = [line for line in step.result.lines if line.verdict]
    if judged:
        shown = tuple(say("life.verdict", language, name=line.name, verdict=line.verdict) for line in judged)
        yield say("life.verdicts", language, verdicts=shown)
        yield from (words for line in judged if (words := _why(line, step, language)))
    if not step.repeated:
        for one in step.use.following:
            yield from following_words(one, step.indicator_set, language)
        yield from (fault.worded(language) for fault in step.use.faults)


def _why(line: ScoreLine, step: Step, language: Language) -> str:
    """The reason that the unit gives for a line, and the labelled words beside it, such as how likely its target is."""
    indicator, labels = indicator_of(line, step.result.project), step.indicator_set.labels
    facts = {} if indicator is None else indicator.facts
    words = [
        say("life.fact", language, label=labels[name].worded(language), word=fact)
        for name, fact in facts.items()
        if name in labels and isinstance(fact, str)
    ]
    told = [part for part in (line.reason, *words) if part]
    joined = say("life.semicolon", language).join(told)
    return say("life.why", language, name=line.name, told=joined) if told else ""


def _followed_words(one: Followed, life: Life, language: Language) -> str:
    target = say("life.promised", language, target=one.target) if one.target and not one.changes else ""
    changes = [target_change_words(change, language) for change in one.changes]
    dates = {step.stage.key: step for step in life.steps}
    values = [_value(line, dates[key], language) for key, line in one.lines.items()]
    told = say("life.semicolon", language).join(part for part in (target, *changes, *values) if part)
    return say("life.why", language, name=one.name, told=told)


def _value(line: ScoreLine, step: Step, language: Language) -> str:
    points = "" if line.final is None else line.final.worded(language)
    actual = line.actual if line.applicable else say("line.not-applicable", language)
    told = [part for part in (actual, line.verdict, points) if part]
    joined = say("life.separator", language).join(told) or "—"
    return say("life.value", language, on=step.stage.on.isoformat(), stage=stage_name(step, language), told=joined)


def _problem(one: Problem, language: Language) -> str:
    due = one.deadline.isoformat() if one.deadline else ""
    return say("life.entry", language, title=one.title, told=_owned(one.owner, due, [], language))


def measure_words(one: Measure, on: datetime.date, language: Language) -> str:
    """A measure with its owner, deadline and status; what is missing, or overdue on that day, is said."""
    due = one.deadline.isoformat() if one.deadline else ""
    late = one.deadline is not None and not one.is_done and on > one.deadline
    days = (on - one.deadline).days if one.deadline else 0
    status = one.status or say("life.no-status", language)
    more = [status, say("life.overdue", language, days=days) if late else ""]
    return say("life.entry", language, title=one.title, told=_owned(one.owner, due, more, language))


def _owned(owner: str, due: str, more: list[str], language: Language) -> str:
    who = say("life.owner", language, owner=owner) if owner else say("life.no-owner", language)
    until = say("life.due", language, due=due) if due else say("life.no-due", language)
    return say("life.separator", language).join(part for part in (who, until, *more) if part)
