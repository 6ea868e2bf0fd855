"""By when: days and working days counted by hand against the calendars of 2023 and 2024."""

import datetime

import pytest

from perfkit.errors import Fault
from perfkit.model import CalendarYear, Days, Deadline, Title
from perfkit.scoring import Clock
from perfkit.scoring.answers.clock import last_day

D = datetime.date

CALENDAR = {
    "2023": CalendarYear(off=[Days(D(2023, 12, 30), D(2023, 12, 31))]),
    "2024": CalendarYear(
        off=[Days(D(2024, 1, 1)), Days(D(2024, 2, 10), D(2024, 2, 17)), Days(D(2024, 5, 1), D(2024, 5, 5))],
        on=[Days(D(2024, 2, 4)), Days(D(2024, 2, 18)), Days(D(2024, 4, 28)), Days(D(2024, 5, 11))],
    ),
}


def after(days, *, working=False):
    """So many days after the feedback."""
    return Deadline(code="mend", title=Title("整改"), done="mended", after="feedback", days=days, working=working)


def fixed(month, day, years=0):
    """On a day of the calendar."""
    return Deadline(code="file", title=Title("报送"), done="filed", month=month, day=day, years=years)


@pytest.mark.parametrize(
    ("start", "days", "due"),
    [
        (D(2024, 1, 1), 60, D(2024, 3, 1)),  # a leap year: 30 days left of January, 29 of February, one more
        (D(2023, 1, 1), 60, D(2023, 3, 2)),
        (D(2024, 5, 20), 0, D(2024, 5, 20)),
        (D(2024, 12, 31), 1, D(2025, 1, 1)),
    ],
)
def test_days_are_counted_from_the_day_after(start, days, due):
    """The day of the event itself does not count."""
    assert last_day(after(days), {"feedback": start}, {}, 2023) == due


@pytest.mark.parametrize(
    ("start", "days", "due"),
    [
        (D(2024, 3, 1), 1, D(2024, 3, 4)),  # a Friday
        (D(2024, 3, 1), 5, D(2024, 3, 8)),
        (D(2024, 2, 9), 1, D(2024, 2, 18)),  # the Spring Festival, and a Sunday that is worked
        (D(2024, 2, 3), 1, D(2024, 2, 4)),  # a Sunday that is worked
        (D(2024, 4, 26), 2, D(2024, 4, 29)),  # Friday: Sunday the 28th is worked, then Monday
        (D(2024, 4, 30), 1, D(2024, 5, 6)),
        (D(2023, 12, 29), 1, D(2024, 1, 2)),  # across the turn of the year
    ],
)
def test_working_days_leave_out_what_is_not_worked(start, days, due):
    """Weekends, holidays, and the days on which work is made up."""
    assert last_day(after(days, working=True), {"feedback": start}, CALENDAR, 2023) == due


def test_a_year_without_a_calendar_is_not_guessed():
    """Nobody counts working days of 2025 before its holidays are known; plain days need none."""
    found = last_day(after(3, working=True), {"feedback": D(2024, 12, 30)}, CALENDAR, 2024)
    assert isinstance(found, Fault)
    assert (found.code, found.arguments) == ("use.calendar", {"year": 2025, "known": ("2023", "2024")})
    assert last_day(after(3), {"feedback": D(2024, 12, 30)}, {}, 2024) == D(2025, 1, 2)


@pytest.mark.parametrize(("deadline", "due"), [(fixed(1, 31, 1), D(2024, 1, 31)), (fixed(8, 15), D(2023, 8, 15))])
def test_a_fixed_day_stands_in_its_year(deadline, due):
    """The end of January after the fiscal year, and the middle of August in it."""
    assert last_day(deadline, {}, {}, 2023) == due


def test_nothing_runs_before_its_event():
    """No feedback, no last day."""
    assert last_day(after(60), {"other": D(2024, 1, 1)}, CALENDAR, 2023) is None


@pytest.mark.parametrize(
    ("due", "done", "on", "state", "days"),
    [
        (D(2024, 3, 1), D(2024, 3, 1), None, "met", 0),
        (D(2024, 3, 1), D(2024, 2, 20), D(2024, 6, 1), "met", -10),
        (D(2024, 3, 1), D(2024, 3, 2), None, "late", 1),
        (D(2024, 3, 1), None, D(2024, 3, 1), "open", 0),
        (D(2024, 3, 1), None, D(2024, 3, 2), "overdue", 1),
        (D(2024, 3, 1), None, None, "open", None),
        (None, None, D(2024, 3, 1), "waiting", None),
    ],
)
def test_what_a_clock_shows(due, done, on, state, days):
    """The last day itself is in time; without a day to look at it nothing is overdue."""
    clock = Clock(deadline=after(60), start=None, since=Title("反馈"), due=due, done=done, on=on)
    assert (clock.state, clock.days) == (state, days)


@pytest.mark.parametrize(
    ("day", "days", "working", "due"),
    [
        (D(2024, 3, 8), 5, True, D(2024, 3, 1)),  # a Friday, and the Friday before it
        (D(2024, 2, 18), 1, True, D(2024, 2, 9)),  # the Spring Festival lies between
        (D(2024, 2, 19), 1, True, D(2024, 2, 18)),  # a Sunday that is worked
        (D(2024, 1, 2), 1, True, D(2023, 12, 29)),  # across the turn of the year
        (D(2024, 3, 1), 1, False, D(2024, 2, 29)),
        (D(2024, 3, 1), 0, True, D(2024, 3, 1)),
    ],
)
def test_a_deadline_ahead_of_an_event_is_counted_back(day, days, working, due):
    """So many days, or working days, before; the day of the event does not count."""
    notice = Deadline(code="n", title=Title("通知"), done="told", before="start", days=days, working=working)
    assert last_day(notice, {"start": day}, CALENDAR, 2024) == due
    assert last_day(notice, {}, CALENDAR, 2024) is None


def test_counting_back_and_forth_by_working_days_meets_on_working_days():
    """From a working day so many on, and as many back, is the same day: 250 days tried."""
    days = [D(2024, 1, 2) + datetime.timedelta(days=number) for number in range(250)]
    working = [day for day in days if CALENDAR["2024"].works(day)]
    back = Deadline(code="n", title=Title("通知"), done="told", before="start", days=7, working=True)
    for day in working:
        later = last_day(after(7, working=True), {"feedback": day}, CALENDAR, 2024)
        assert last_day(back, {"start": later}, CALENDAR, 2024) == day
