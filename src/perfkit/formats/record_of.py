"""The record of a project: what a project file would say, in texts, truths, lists and mappings, fit for JSON.

Every number is a text, so that no reader of JSON turns it into a float; money is in 元. Reading the record gives the
same project again, but for what no project file can say: where values were read, texts of the narrative, facts that
plugins gave or withheld. What was filled in from the indicator library is written out, and an actual of which nothing
was printed is printed as the record writes it.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from perfkit.errors import InputError
from perfkit.formats.accepted import target_fact
from perfkit.formats.written import SCHEMA
from perfkit.model import (
    Evidence,
    Fact,
    FactValue,
    Figure,
    Funding,
    FundingLine,
    Indicator,
    Measure,
    Problem,
    Project,
    Review,
    Stated,
    Target,
    plain,
)

NOT_APPLICABLE = "不适用"

_OF_HUNDRED = {"%", "‰"}
"""Units that stand behind an actual, because a bare number might be meant as a share."""


def record_of(project: Project) -> dict[str, Any]:
    """The record of a project; see the module."""
    period = project.period
    return _given(
        {
            "schema": SCHEMA,
            "project": _given(
                {
                    "code": project.code,
                    "name": project.name,
                    "year": project.year,
                    "unit": project.unit,
                    "department": project.department,
                    "period": {"start": _day(period[0]), "end": _day(period[1])} if period else None,
                    "goal": project.goal,
                    "result": project.result,
                }
            ),
            "funding": None if project.funding is None else _funding(project.funding),
            "indicators": [_indicator(one) for one in project.indicators],
            "facts": _facts(project.facts),
            "reasons": dict(project.reasons),
            "grounds": dict(project.grounds),
            "evidence": {name: [_evidence(one) for one in own] for name, own in project.evidence.items() if own},
            "stated": None if project.stated is None else _stated(project.stated),
            "reviews": [_review(one) for one in project.reviews],
            "problems": [_problem(one) for one in project.problems],
            "measures": [_measure(one) for one in project.measures],
            "events": {name: _day(on) for name, on in project.events.items()},
            "chosen": {
                code: _given({"share": plain(one.share), "ground": one.ground}) for code, one in project.chosen.items()
            },
        },
        keep=("stated", "funding"),
    )


def _given(table: dict[str, Any], keep: tuple[str, ...] = ()) -> dict[str, Any]:
    """The table without what says nothing; an empty table of ``keep`` says that it is there."""
    return {
        key: value
        for key, value in table.items()
        if value is not None and (value not in ("", [], {}) or (key in keep and value == {}))
    }


def _funding(funding: Funding) -> dict[str, Any]:
    lines = [{"source": line.source, **_amounts(line)} for line in funding.lines]
    return _given({"unit": "元", **_amounts(funding), "lines": lines})


def _amounts(money: Funding | FundingLine) -> dict[str, Any]:
    return {str(stage): plain(amount) for stage, amount in money.amounts().items()}


def _indicator(one: Indicator) -> dict[str, Any]:
    first = one.changes[0].was if one.changes else one.target
    changes = [
        _given(
            {
                "on": _day(change.on),
                "target": _target(change.target),
                "reason": change.reason,
                "document": change.document,
            }
        )
        for change in one.changes
    ]
    return _given(
        {
            "block": one.block,
            "category": one.category,
            "name": one.name,
            "weight": _number(one.weight),
            "target": None if first is None else _target(first),
            "changes": changes,
            "actual": _value(one.actual, one.target) if one.applicable else NOT_APPLICABLE,
            "baseline": _value(one.baseline, one.target),
            "judged": _share(one.judged),
            "reached": one.reached,
            "reason": one.reason,
            "rule": one.rule,
            "points": _number(one.stated_points),
            "facts": _facts(one.facts),
            "reviews": [_review(review) for review in one.reviews],
            "evidence": [_evidence(proof) for proof in one.evidence],
        }
    )


def _target(target: Target) -> Any:
    """A target as a table, which says its kind by key; as a text where that says the same, or where no table can."""
    if target.value is None:
        return {"judged": target.text}
    if target.strict or _reads_as(target.text, target):
        return target.text or str(target)
    value: Any = plain(target.value)
    if target.upper is not None:
        value = [value, plain(target.upper)]
    return _given({target.kind: value, "unit": target.unit})


def _reads_as(text: str, target: Target) -> bool:
    """Whether a target as its form printed it is read as that target."""
    try:
        return bool(text) and target_fact(text).value == target
    except InputError:
        return False


def _value(value: Decimal | None, target: Target | None) -> str | None:
    if value is None:
        return None
    unit = target.unit if target is not None and target.unit in _OF_HUNDRED else ""
    return plain(value) + unit


def _number(value: Decimal | None) -> str | None:
    return None if value is None else plain(value)


def _share(value: Decimal | Fraction | None) -> str | None:
    """A share as a decimal, or as points of the weight where it was given so: 7/9."""
    return f"{value.numerator}/{value.denominator}" if isinstance(value, Fraction) else _number(value)


def _facts(facts: Mapping[str, Fact]) -> dict[str, Any]:
    return {
        name: [{key: _fact(value) for key, value in record.items()} for record in fact]
        if isinstance(fact, tuple)
        else _fact(fact)
        for name, fact in facts.items()
    }


def _fact(value: FactValue) -> bool | str:
    return plain(value) if isinstance(value, Decimal) else value


def _stated(stated: Stated) -> dict[str, Any]:
    amounts = {str(name): figure.digits + figure.unit for name, figure in stated.amounts.items()}
    unit = next((figure.unit for figure in stated.amounts.values()), None)
    return _given(
        {
            "count": stated.count,
            "points": None if stated.points is None else stated.points.digits,
            "grade": stated.grade,
            "amounts": _given({"unit": unit, **amounts}),
            "rates": {name: _rate(figure) for name, figure in stated.rates.items()},
        }
    )


def _rate(figure: Figure) -> str:
    return f"{figure.digits}%"


def _review(one: Review) -> dict[str, Any]:
    return _given({"by": one.by, "points": plain(one.points), "reason": one.reason})


def _evidence(one: Evidence) -> dict[str, Any]:
    return _given(
        {"kind": one.kind, "document": one.document, "page": one.page, "sha256": one.sha256, "note": one.note}
    )


def _problem(one: Problem) -> dict[str, Any]:
    deadline = None if one.deadline is None else _day(one.deadline)
    return _given({"title": one.title, "text": one.text, "cause": one.cause, "owner": one.owner, "deadline": deadline})


def _measure(one: Measure) -> dict[str, Any]:
    deadline = None if one.deadline is None else _day(one.deadline)
    return _given(
        {"title": one.title, "text": one.text, "owner": one.owner, "deadline": deadline, "status": one.status}
    )


def _day(day: datetime.date) -> str:
    return day.isoformat()
