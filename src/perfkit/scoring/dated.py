"""The proof that the days a set counts in can be counted: deadlines within reason, calendars that lie in their year."""

from __future__ import annotations

from collections.abc import Iterator

from perfkit.errors import Fault, Place
from perfkit.model import CalendarYear, Deadline, IndicatorSet

MOST_DAYS = 3660
"""Ten years: a longer deadline is a slip of the pen."""

ANY_YEAR = 2023
"""A year without a 29th of February: a deadline on that day would have no day in most years."""


def misdated(indicator_set: IndicatorSet, place: Place) -> Iterator[Fault]:
    """The faults of deadlines and calendars.

    Codes: ``set.deadline`` (not counted in exactly one way), ``set.deadline-days``,
    ``set.calendar-year`` (no year in figures) and ``set.calendar-days`` (a run that ends before it begins, or lies
    outside of its year).
    """
    for deadline in indicator_set.deadlines:
        yield from _deadline(deadline, place.inside("deadlines").inside(deadline.code))
    for year, calendar in indicator_set.calendar.items():
        yield from _calendar(year, calendar, place.inside("calendar").inside(year))


def _deadline(deadline: Deadline, place: Place) -> Iterator[Fault]:
    fixed = bool(deadline.month or deadline.day)
    counted = [bool(deadline.after), bool(deadline.before), fixed]
    if sum(counted) != 1 or (fixed and deadline.fixed_day(ANY_YEAR - deadline.years) is None):
        yield Fault("set.deadline", place, {"code": deadline.code})
    if not 0 <= deadline.days <= MOST_DAYS:
        arguments = {"code": deadline.code, "found": deadline.days, "most": MOST_DAYS}
        yield Fault("set.deadline-days", place.inside("days"), arguments)


def _calendar(year: str, calendar: CalendarYear, place: Place) -> Iterator[Fault]:
    if len(year) != len("2024") or not (year.isascii() and year.isdigit()):
        yield Fault("set.calendar-year", place, {"found": year})
        return
    for key, runs in (("off", calendar.off), ("on", calendar.on)):
        for at, run in enumerate(runs, start=1):
            last = run.last or run.first
            if last < run.first or {run.first.year, last.year} != {int(year)}:
                arguments = {"first": run.first.isoformat(), "last": last.isoformat(), "year": year}
                yield Fault("set.calendar-days", place.inside(key).inside(at), arguments)
