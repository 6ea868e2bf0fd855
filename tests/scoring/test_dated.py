"""Deadlines and calendars that cannot be counted in are refused where they stand."""

import datetime

import pytest

from perfkit.errors import IndicatorSetError
from perfkit.model import CalendarYear, Days, Deadline, Title
from scoring.small import a_set, leaf

D = datetime.date


def after(days):
    """So many days after the feedback."""
    return Deadline(code="mend", title=Title("整改"), done="mended", after="feedback", days=days)


def faults(**changes):
    """Code and key of what refuses a set."""
    with pytest.raises(IndicatorSetError) as caught:
        a_set(leaf("output", 100), **changes)
    return [(fault.code, fault.place.key) for fault in caught.value.faults]


@pytest.mark.parametrize("days", [0, 1, 3660])
def test_days_within_ten_years_can_be_counted(days):
    """The day itself, the next, and ten years on."""
    assert a_set(leaf("output", 100), deadlines=[after(days)]).deadlines[0].days == days


@pytest.mark.parametrize("days", [-1, 3661, 10**12])
def test_days_before_the_event_and_beyond_reason_are_refused(days):
    """No loop runs backwards, and no date overflows."""
    assert faults(deadlines=[after(days)]) == [("set.deadline-days", "deadlines.mend.days")]


@pytest.mark.parametrize("year", ["24", "二〇二四", "2024年", "20245"])
def test_a_calendar_is_of_a_year_in_figures(year):
    """A slip in the year would leave every day of it a working day of nobody."""
    assert faults(calendar={year: CalendarYear()}) == [("set.calendar-year", f"calendar.{year}")]


@pytest.mark.parametrize(
    "run", [Days(D(2024, 2, 17), D(2024, 2, 10)), Days(D(2023, 12, 30), D(2024, 1, 1)), Days(D(2025, 1, 1))]
)
@pytest.mark.parametrize("key", ["off", "on"])
def test_a_run_of_days_lies_in_its_year_in_order(key, run):
    """Turned round it would be no holiday at all; in another year it would be looked for in vain."""
    calendar = {"2024": CalendarYear(**{key: [Days(D(2024, 1, 1)), run]})}
    assert faults(calendar=calendar) == [("set.calendar-days", f"calendar.2024.{key}[2]")]


def test_a_whole_year_may_be_off():
    """Its first and last day are its own."""
    whole = CalendarYear(off=[Days(D(2024, 1, 1), D(2024, 12, 31))])
    assert a_set(leaf("output", 100), calendar={"2024": whole}).calendar["2024"] == whole
