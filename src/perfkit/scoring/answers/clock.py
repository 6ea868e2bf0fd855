"""By when: the last day of a deadline, counted from an event, back from one or fixed; in days or in working days."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from attrs import frozen

from perfkit.errors import Fault
from perfkit.model import Calendar, Deadline, Title

ONE_DAY = datetime.timedelta(days=1)


def last_day(
    deadline: Deadline, events: Mapping[str, datetime.date], calendar: Calendar, fiscal_year: int
) -> datetime.date | Fault | None:
    """The last day; None while the event it is counted from has no day yet, a fault where nobody can know it.

    The day of the event does not count, either way: five working days before a Friday end on the Friday before it.
    Codes: ``use.calendar`` for a year of which no working days are known.
    """
    if not deadline.event:
        return deadline.fixed_day(fiscal_year)
    start = events.get(deadline.event)
    if start is None:
        return None
    step = ONE_DAY if deadline.after else -ONE_DAY
    if not deadline.working:
        return start + deadline.days * step
    return _by_working_days(start, deadline.days, step, calendar)


def _by_working_days(
    start: datetime.date, days: int, step: datetime.timedelta, calendar: Calendar
) -> datetime.date | Fault:
    day, left = start, days
    while left:
        day += step
        year = calendar.get(str(day.year))
        if year is None:
            return Fault("use.calendar", arguments={"year": day.year, "known": tuple(sorted(calendar))})
        left -= year.works(day)
    return day


@frozen(kw_only=True)
class Clock:
    """A deadline of one project.

    Attributes:
        deadline: of the set; start: the day of the event it is counted from, if any.
        since: what a reader calls that event.
        due: the last day; None while the event has not happened or nobody can know.
        done: when it was met, or late; None while it is open.
        on: the day on which it is looked at; None where nobody says it.
        unknown: why there is no last day.
    """

    deadline: Deadline
    start: datetime.date | None
    since: Title
    due: datetime.date | None
    done: datetime.date | None
    on: datetime.date | None
    unknown: Fault | None = None

    @property
    def state(self) -> str:
        """``met``, ``late``, ``open``, ``overdue``, ``waiting`` (the event has not happened), or ``unknown``."""
        if self.unknown is not None:
            return "unknown"
        if self.due is None:
            return "waiting"
        if self.done is not None:
            return "late" if self.done > self.due else "met"
        return "overdue" if self.on is not None and self.on > self.due else "open"

    @property
    def days(self) -> int | None:
        """How many days late, or overdue, or, below zero, how many are left; None where there is nothing to count."""
        until = self.done or self.on
        return None if self.due is None or until is None else (until - self.due).days
