"""What follows from a result, in sentences and as plain data."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from perfkit.model import IndicatorSet, exact_text, readable
from perfkit.scoring.phrases import bracketed
from perfkit.wording import Language, say

if TYPE_CHECKING:
    from perfkit.scoring.answers.clock import Clock
    from perfkit.scoring.answers.use import Cut, Following


def following_words(one: Following, indicator_set: IndicatorSet, language: Language) -> Iterator[str]:
    """An outcome with what was chosen, or why nobody can say whether it holds."""
    by = say("use.by", language, by=indicator_set.label(one.outcome.by)) if one.outcome.by else ""
    if one.undecided is not None:
        yield say("use.undecided", language, title=one.outcome.title, reason=one.undecided.worded(language))
        return
    basis = bracketed("；".join(str(basis) for basis in one.outcome.basis), language)
    yield say("use.outcome", language, title=one.outcome.title, by=by, basis=basis)
    if one.cut is not None:
        low, high = one.cut.shares
        shares = {"low_share": percent(low), "high_share": percent(high)}
        yield "  " + say("use.cut", language, low=one.cut.lowest, high=one.cut.highest, **shares)
        if one.cut.chosen is not None and one.cut.amount is not None:
            share = percent(Fraction(one.cut.chosen.share))
            yield "  " + say("use.chosen", language, share=share, amount=one.cut.amount, ground=one.cut.chosen.ground)
        yield from ("  " + fault.worded(language) for fault in one.cut.faults)


def percent(share: Fraction) -> str:
    """A share as a reader sees it."""
    return f"{readable(share * 100)}%"


def clock_words(clock: Clock, language: Language) -> str:
    """A deadline with its state, in one sentence."""
    reason = "" if clock.unknown is None else clock.unknown.worded(language)
    days = abs(clock.days) if clock.days is not None else ""
    fields = {"title": clock.deadline.title, "due": clock.due, "done": clock.done, "days": days, "reason": reason}
    state = clock.state if clock.state != "open" or clock.days is not None else "open-someday"
    state = "ahead" if state == "waiting" and clock.deadline.before else state
    return say(f"use.clock-{state}", language, after=clock.since, **fields)


def following_record(one: Following, language: Language) -> dict[str, Any]:
    """An outcome as plain data."""
    return {
        "code": one.outcome.code,
        "title": one.outcome.title.worded(language),
        "by": one.outcome.by or None,
        "undecided": None if one.undecided is None else one.undecided.worded(language),
        "cut": None if one.cut is None else _cut_record(one.cut, language),
    }


def _cut_record(cut: Cut, language: Language) -> dict[str, Any]:
    return {
        "from": exact_text(cut.lowest.exact),
        "to": exact_text(cut.highest.exact),
        "shares": [exact_text(share) for share in cut.shares],
        "chosen": None if cut.chosen is None else exact_text(Fraction(cut.chosen.share)),
        "amount": None if cut.amount is None else exact_text(cut.amount.exact),
        "ground": None if cut.chosen is None else cut.chosen.ground,
        "faults": [fault.worded(language) for fault in cut.faults],
    }


def clock_record(clock: Clock, language: Language) -> dict[str, Any]:
    """A deadline as plain data."""

    def day(value: datetime.date | None) -> str | None:
        return None if value is None else value.isoformat()

    return {
        "code": clock.deadline.code,
        "title": clock.deadline.title.worded(language),
        "state": clock.state,
        "start": day(clock.start),
        "due": day(clock.due),
        "done": day(clock.done),
        "days": clock.days,
        "unknown": None if clock.unknown is None else clock.unknown.worded(language),
    }
