"""The amounts of each project against each other."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from perfkit.checks.places import place_of, stated_place
from perfkit.errors import Place
from perfkit.model import STAGES, Figure, Finding, Funding, IndicatorSet, Project, Rounding, Severity, number
from perfkit.scoring import Evaluation, agrees

UNIT = "万元"
"""The unit of the official forms, in which these findings speak."""


def funding(evaluation: Evaluation) -> Iterator[Finding]:
    """Findings about the money of single projects: ``funding.*``."""
    for result in evaluation.projects:
        money = result.project.funding
        if money is not None:
            name = result.project.name
            yield from _parts(money, name, evaluation.indicator_set)
            yield from _spending(money, place_of(money.origin, name, "executed"), evaluation.indicator_set)
            yield from _approved(money, place_of(money.origin, name, "approved"), evaluation.indicator_set)
            yield from _stated(result.project, money, evaluation.indicator_set)


def _figure(value: Decimal | Fraction) -> Figure:
    return Figure(Fraction(value), UNIT)


def _parts(money: Funding, name: str, indicator_set: IndicatorSet) -> Iterator[Finding]:
    """B1 and B5: the detail lines add up to the total in every stage that both give."""
    for stage in STAGES:
        whole = money.amount(stage)
        parts = [amount for line in money.lines if (amount := line.amount(stage)) is not None]
        if whole is None or not parts:
            continue
        added = sum(map(Fraction, parts), Fraction(0))
        if added != Fraction(whole):
            figures = {"total": _figure(whole), "sum": _figure(added)}
            place = place_of(money.origin, name, stage)
            yield Finding("funding.lines-differ", "error", place, figures, {"stage": indicator_set.label(stage)})


def _spending(money: Funding, place: Place, indicator_set: IndicatorSet) -> Iterator[Finding]:
    """B4: more spent than received, more spent than budgeted, money spent without a budget."""
    executed, received = money.executed, money.received
    budget = indicator_set.amount(money, "budget")
    if executed is None:
        return
    if received is not None and executed > received:
        yield _pair("funding.executed-exceeds-received", "error", place, executed, received)
    if received is not None and not received and not executed:
        yield Finding("funding.nothing-received", "warning", place)
    if budget is not None and not budget and executed:
        yield _pair("funding.spent-without-budget", "error", place, executed, budget)
    elif budget is not None and executed > budget:
        yield _pair("funding.executed-exceeds-budget", "warning", place, executed, budget)


def _pair(code: str, severity: Severity, place: Place, executed: Decimal, limit: Decimal) -> Finding:
    return Finding(code, severity, place, {"executed": _figure(executed), "limit": _figure(limit)})


def _approved(money: Funding, place: Place, indicator_set: IndicatorSet) -> Iterator[Finding]:
    """B6: approved and initial amounts that differ, told apart from a digit that was lost on the way."""
    approved, initial = money.approved, money.initial
    if approved is None or initial is None or approved == initial:
        return
    figures = {"approved": _figure(approved), "initial": _figure(initial)}
    names = {"approved_label": indicator_set.label("approved"), "initial_label": indicator_set.label("initial")}
    lost = _is_cut(approved, initial) or _is_cut(initial, approved)
    code = "funding.digit-lost" if lost else "funding.approved-differs"
    yield Finding(code, "info" if lost else "warning", place, figures, names)


def _stated(project: Project, money: Funding, indicator_set: IndicatorSet) -> Iterator[Finding]:
    """D2 for one project: an amount printed in the text against its row."""
    if project.stated is None:
        return
    for stage, printed in project.stated.amounts.items():
        own = indicator_set.amount(money, stage)
        if own is not None and not agrees(printed, Fraction(own)):
            figures = {"stated": printed, "computed": Figure(Fraction(own), printed.unit)}
            place = stated_place(project.stated, f"amounts.{stage}", project.name)
            yield Finding("funding.stated-differs", "error", place, figures, {"stage": indicator_set.label(stage)})


def _is_cut(longer: Decimal, shorter: Decimal) -> bool:
    """Whether the shorter number is the longer one with its last digits cut off or rounded away."""
    places = -int(shorter.as_tuple().exponent) + 4
    if not 0 <= places <= 12 or int(longer.as_tuple().exponent) >= int(shorter.as_tuple().exponent):
        return False
    in_unit = _figure(longer).scaled
    return any(Rounding(places, mode).round(in_unit) == number(_figure(shorter).digits) for mode in ("down", "half-up"))
