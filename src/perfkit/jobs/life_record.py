"""The life of a project as plain data: numbers and days are texts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from perfkit.model import Measure
from perfkit.scoring import clock_record, digits, following_record, target_change_record
from perfkit.wording import Language

if TYPE_CHECKING:
    import datetime

    from perfkit.jobs.life import Followed, Life, Step


def life_record(life: Life, language: Language) -> dict[str, Any]:
    """See :meth:`perfkit.jobs.life.Life.record`."""
    return {
        "project": life.project.name,
        "code": life.project.code,
        "on": life.on.isoformat(),
        "stages": [_step(one, language) for one in life.steps],
        "indicators": [_followed(one) for one in life.followed],
        "deadlines": [clock_record(clock, language) for clock in life.clocks],
        "problems": [
            {"title": one.title, "owner": one.owner or None, "deadline": _day(one.deadline)} for one in life.problems
        ],
        "measures": [_measure(one, life.on) for one in life.measures],
    }


def _day(day: datetime.date | None) -> str | None:
    return None if day is None else day.isoformat()


def _step(step: Step, language: Language) -> dict[str, Any]:
    result = step.result
    return {
        "key": step.stage.key,
        "stage": step.stage.name,
        "on": step.stage.on.isoformat(),
        "by": step.stage.by or None,
        "upon": step.stage.upon or None,
        "set": step.indicator_set.address,
        "points": digits(result.final_points),
        "grade": result.grade or None,
        "totals": {by: points.digits for by, points in step.totals.items()},
        "verdicts": {line.name: line.verdict for line in result.lines if line.verdict},
        "outcomes": [following_record(one, language) for one in step.use.following],
        "errors": [one.worded(language) for one in result.findings if one.severity == "error"],
    }


def _followed(one: Followed) -> dict[str, Any]:
    return {
        "name": one.name,
        "target": one.target,
        "changes": [target_change_record(change) for change in one.changes],
        "stages": {
            key: {"actual": line.actual, "verdict": line.verdict or None, "points": digits(line.final)}
            for key, line in one.lines.items()
        },
    }


def _measure(one: Measure, on: datetime.date) -> dict[str, Any]:
    late = one.deadline is not None and not one.is_done and on > one.deadline
    return {
        "title": one.title,
        "owner": one.owner or None,
        "deadline": _day(one.deadline),
        "status": one.status or None,
        "overdue": late,
    }
