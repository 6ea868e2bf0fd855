"""What a unit printed: totals, grades, sums and rates with exactly the digits it printed them with."""

from __future__ import annotations

from decimal import Decimal

from perfkit.errors import Place, nearest, quoted
from perfkit.formats.money import money_unit
from perfkit.formats.notes import Notes, Read
from perfkit.formats.scalars import money, read_number, read_percent, refused, written_figure
from perfkit.formats.texts import line_of
from perfkit.formats.written import WrittenStated
from perfkit.model import STAGES, Figure, FundingStage, NumberLike, Stated, is_money, stated_figure

RATES = ("execution", "receipt")


def read_stated(written: WrittenStated, place: Place, notes: Notes) -> Stated:
    """The figures of one table, each with its own precision and origin."""
    points = notes.read(place.inside("points"), read_number, written.points)
    return Stated(
        points=None if points is None else stated_figure(points, "分", notes.origin(place.inside("points"))),
        grade=line_of(written.grade, place.inside("grade"), notes),
        count=_count(written.count, place.inside("count"), notes),
        amounts=_amounts(written, place.inside("amounts"), notes),
        rates=_rates(written, place.inside("rates"), notes),
        origin=notes.origin(place),
        origins={name: notes.origin(place.inside(name)) for name in ("grade", "count") if getattr(written, name)},
    )


def _count(count: int | None, place: Place, notes: Notes) -> int | None:
    if count is not None and count < 0:
        notes.fault("stated.count", place, found=count)
    return count


def _amounts(written: WrittenStated, place: Place, notes: Notes) -> dict[FundingStage, Figure]:
    """The printed amounts, in the unit they were printed in."""
    if not written.amounts:
        return {}
    given = dict(written.amounts)
    unit_text = given.pop("unit", None)
    if unit_text is None:
        notes.fault("funding.unit-missing", place)
        return {}
    unit = money_unit(str(unit_text), place.inside("unit"), notes)
    figures: dict[FundingStage, Figure] = {}
    for name, value in given.items():
        here = place.inside(name)
        if name not in STAGES:
            notes.fault("stated.stage", here, found=quoted(name), stages=" ".join(STAGES), near=nearest(name, STAGES))
        elif unit is not None and (read := notes.read(here, _printed_amount, value, unit)) is not None:
            figures[name] = stated_figure(read[0], read[1], notes.origin(here))
    return figures


def _printed_amount(written: NumberLike, unit: str) -> Read[tuple[Decimal, str]]:
    """The digits as printed with the unit they were printed in."""
    said = written_figure(written)
    own = said.unit or unit
    if said.value is None or said.bound or not is_money(own):
        raise refused("value.no-amount", written, unit=unit)
    return Read((said.value, own), said.remarks, money(said.value, own))


def _rates(written: WrittenStated, place: Place, notes: Notes) -> dict[str, Figure]:
    figures: dict[str, Figure] = {}
    for name, value in written.rates.items():
        here = place.inside(name)
        if name not in RATES:
            notes.fault("stated.rate", here, found=quoted(name), rates=" ".join(RATES), near=nearest(name, RATES))
        elif (rate := notes.read(here, read_percent, value)) is not None:
            figures[name] = stated_figure(rate, "%", notes.origin(here))
    return figures
