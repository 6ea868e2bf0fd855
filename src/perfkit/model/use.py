"""Use of results 结果应用: what follows from a result, what was chosen, and by when it has to be done."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from decimal import Decimal

from attrs import field, frozen

from perfkit.errors import Fault, InputError
from perfkit.model.kinds import as_tuple, of_kind
from perfkit.model.numbers import NumberLike, number
from perfkit.model.origin import Basis, Origin
from perfkit.model.title import Title


@frozen(kw_only=True)
class ShareRange:
    """From what share to what share of an amount, both included, each a formula: 本年度预算的 10%—30%.

    Attributes:
        of: the amount, as a formula such as ``budget``; lowest, highest: shares, such as ``10%``.
    """

    of: str
    lowest: str = field(metadata={"key": "from"})
    highest: str = field(metadata={"key": "to"})


@frozen(kw_only=True)
class Outcome:
    """What follows from a result where a condition holds, such as a cut of the next budget.

    Attributes:
        code: unique in the set; title: in words; by: who does it, by the name the set labels.
        when: truth over ``grade``, ``points``, the facts of the project, and its place among those evaluated with it:
            ``rank`` (1 for the highest total, equals share the better place), ``rank_from_last`` (1 for the lowest)
            and ``ranked`` (how many have a total).
        cut: what the next budget loses, in a range from which a value is chosen; None where nothing is cut.
        basis: the document it rests on.
    """

    code: str
    title: Title
    when: str
    by: str = ""
    cut: ShareRange | None = None
    basis: tuple[Basis, ...] = field(default=(), converter=as_tuple)


@frozen(kw_only=True)
class Deadline:
    """期限: by when something is to be done, counted from an event, backwards from one, or fixed in the calendar.

    Attributes:
        code: unique in the set; title: in words.
        done: the event that meets it.
        after: the event from which it runs; days: how many, counted from the day after; working: only working days.
        before: the event before which it ends instead, so many days ahead, counted from the day before.
        month, day: the last day, where it is fixed; years: how many years after the fiscal year.
        when: truth over what the conditions of outcomes know; empty for always.
        basis: the document it rests on.
    """

    code: str
    title: Title
    done: str
    after: str = ""
    before: str = ""
    days: int = 0
    working: bool = False
    month: int = 0
    day: int = 0
    years: int = 0
    when: str = ""
    basis: tuple[Basis, ...] = field(default=(), converter=as_tuple)

    @property
    def event(self) -> str:
        """The event it is counted from, either way; empty where it is fixed."""
        return self.after or self.before

    def fixed_day(self, fiscal_year: int) -> datetime.date | None:
        """The last day, for a fiscal year; None where it is not fixed, or is no day of that year."""
        try:
            return datetime.date(fiscal_year + self.years, self.month, self.day)
        except ValueError:
            return None


@frozen
class Days:
    """A run of days, both ends included; a single day without ``last``."""

    first: datetime.date = field(metadata={"key": "from"})
    last: datetime.date | None = field(default=None, metadata={"key": "to"})

    def __contains__(self, day: datetime.date) -> bool:
        return self.first <= day <= (self.last or self.first)


@frozen(kw_only=True)
class CalendarYear:
    """Which days of a year are not worked, and on which days off work is made up: 国务院办公厅的放假安排.

    Attributes:
        off: holidays; on: Saturdays and Sundays that are worked.
        basis: the notice.
    """

    off: tuple[Days, ...] = field(default=(), converter=as_tuple)
    on: tuple[Days, ...] = field(default=(), converter=as_tuple)
    basis: tuple[Basis, ...] = field(default=(), converter=as_tuple)

    def works(self, day: datetime.date) -> bool:
        """Whether a day of this year is worked."""
        if any(day in run for run in self.on):
            return True
        return day.weekday() < datetime.date(2024, 1, 6).weekday() and not any(day in run for run in self.off)


Calendar = Mapping[str, CalendarYear]
"""By the year in figures."""


def _share(value: NumberLike) -> Decimal:
    share = number(value)
    if not 0 <= share <= 1:
        raise InputError(Fault("chosen.share", arguments={"found": str(share)}))
    return share


@frozen
class Chosen:
    """The value that was chosen within what an outcome allows.

    Attributes:
        share: of the amount, 0 to 1; ground: why this one.
        origin: where it was read.
    """

    share: Decimal = field(converter=_share)
    ground: str = field(default="", validator=of_kind(str))
    origin: Origin | None = field(default=None, validator=of_kind(Origin, type(None)))
