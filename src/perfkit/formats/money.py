"""``[funding]`` of a project: every amount in 元, and the slip of ten thousand caught."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from perfkit.errors import Place, nearest, quoted
from perfkit.formats.convert import Written
from perfkit.formats.notes import Notes
from perfkit.formats.scalars import read_amount
from perfkit.formats.texts import name_of
from perfkit.formats.written import WrittenFunding, WrittenStages
from perfkit.model import MONEY_PLACES, STAGES, Exact, Funding, FundingLine, FundingStage, is_money

SLIP = 1000
"""An amount in another unit than its table's that is this many times off the others in its row is a slip."""

NEAR = 10


def money_unit(unit: str, place: Place, notes: Notes) -> str | None:
    """The unit of a table of money; an unknown one is refused, since nobody may guess it."""
    if is_money(unit):
        return unit
    near = nearest(unit.replace("圆", "元").replace("圓", "元").replace("萬", "万").replace("億", "亿"), MONEY_PLACES)
    notes.fault("funding.unit", place, found=quoted(unit), units=" ".join(MONEY_PLACES), near=near or "万元")
    return None


def read_funding(written: WrittenFunding, place: Place, notes: Notes) -> Funding | None:
    """The funding of a project in 元; None if its unit is unknown."""
    unit = money_unit(written.unit, place.inside("unit"), notes)
    if unit is None:
        return None
    lines = []
    for at, line in enumerate(written.lines, start=1):
        here = place.inside("lines").inside(at)
        source = name_of(line.source, here.inside("source"), notes)
        lines.append(FundingLine(source, **read_stages(_stages(line), unit, here, notes), origin=notes.origin(here)))
    return Funding(**read_stages(_stages(written), unit, place, notes), lines=tuple(lines), origin=notes.origin(place))


def _stages(written: WrittenStages) -> dict[FundingStage, Written]:
    return {stage: value for stage in STAGES if (value := getattr(written, stage)) is not None}


def read_stages(
    written: Mapping[FundingStage, Written], unit: str, place: Place, notes: Notes
) -> dict[FundingStage, Decimal]:
    """The amounts of one row in 元, by stage; ``unit`` holds where none is written beside an amount."""
    amounts: dict[FundingStage, Decimal] = {}
    for stage, value in written.items():
        amount = notes.read(place.inside(stage), read_amount, value, unit)
        if amount is not None:
            amounts[stage] = amount
    for stage, amount in amounts.items():
        own = _own_unit(written[stage], unit)
        other = _fitting(stage, amount, MONEY_PLACES[unit] - MONEY_PLACES[own], amounts) if own != unit else None
        if other is not None:
            found = {"found": quoted(str(written[stage])), "own": own, "unit": unit, "other": other}
            notes.fault("funding.slip", place.inside(stage), **found)
    return amounts


def _own_unit(written: Written, unit: str) -> str:
    """The unit of money at the end of a text, the longest that fits; else that of the table."""
    text = str(written).strip()
    return next((name for name in sorted(MONEY_PLACES, key=len, reverse=True) if text.endswith(name)), unit)


def _fitting(
    stage: FundingStage, amount: Decimal, places: int, amounts: Mapping[FundingStage, Decimal]
) -> FundingStage | None:
    """A stage of the row that is far off ``amount`` and would be near it in the unit of the table, if there is one."""
    as_table = Exact(amount) * Exact(10) ** places
    for other, value in amounts.items():
        if other == stage or not value or not amount:
            continue
        apart, fit = Exact(value) / Exact(amount), Exact(value) / as_table
        if not Exact(1, SLIP) < apart < SLIP and Exact(1, NEAR) <= fit <= NEAR:
            return other
    return None
