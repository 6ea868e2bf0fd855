"""Single figures of forms, tables and files: shares, points, rates, amounts of money.

Each function takes a number or a text and gives a :class:`~perfkit.formats.notes.Read`: the value, with the codes of
the remarks it was accepted with. What has two meanings is refused with an :class:`~perfkit.errors.InputError` that
says how to write it.
"""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction

from perfkit.errors import Fault, InputError, quoted
from perfkit.formats.figures import figure
from perfkit.formats.notes import Read
from perfkit.formats.quantities import WrittenFigure
from perfkit.model import MONEY_PLACES, NumberLike, exact_text, is_money, number, plain, shifted, trimmed

SHORT_MONEY = {"万": "万元", "亿": "亿元", "千": "千元"}
"""Scales that people write without 元 where money is meant."""


def refused(code: str, found: object, **arguments: object) -> InputError:
    """The error that refuses a value; ``found`` is what was written."""
    return InputError(Fault(code, arguments={"found": quoted(str(found)), **arguments}))


def money(value: Decimal, unit: str) -> str:
    """A value with its unit as remarks show it, if that is a unit of money; else nothing."""
    return f"{plain(value)} {unit}" if is_money(unit) else ""


def money_in(value: Decimal, own: str, unit: str) -> str:
    """An amount that was written in the unit ``own``, as remarks show it in ``unit``."""
    if own == unit or not is_money(unit):
        return money(value, unit)
    return f"{trimmed(shifted(value, MONEY_PLACES[own] - MONEY_PLACES[unit]))} {unit}"


def written_figure(written: NumberLike) -> WrittenFigure:
    """The figure in a text, or the number itself."""
    return figure(written) if isinstance(written, str) else WrittenFigure(number(written))


def read_share(written: NumberLike) -> Read[Decimal]:
    """A share of the weight, 0 to 1: ``"90%"`` or ``"0.9"``."""
    said = written_figure(written)
    if (number := _in(said, "%")) is None:
        raise refused("value.no-share", written)
    value = shifted(number, -2) if said.unit == "%" else number
    if not 0 <= value <= 1:
        raise refused("value.no-share", written)
    return Read(value, said.remarks)


_OF = re.compile(r"([0-9]{1,9}(?:\.[0-9]{1,9})?)/([0-9]{1,9}(?:\.[0-9]{1,9})?)")


def read_judged(written: NumberLike) -> Read[Decimal | Fraction]:
    """The share that an evaluator gives: as :func:`read_share`, or points of the weight, ``"7/9"``."""
    points = _OF.fullmatch(written.strip()) if isinstance(written, str) else None
    if points is None:
        share = read_share(written)
        return Read(share.value, share.remarks)
    given, whole = Fraction(points[1]), Fraction(points[2])
    if not whole or given > whole:
        raise refused("value.no-share", written)
    return Read(given / whole, said=exact_text(given / whole))


def read_number(written: NumberLike) -> Read[Decimal]:
    """A plain number: weights, points; a unit 分 may stand behind it."""
    said = written_figure(written)
    if (number := _in(said, "分")) is None:
        raise refused("value.no-number", written)
    return Read(number, said.remarks)


def read_bare(written: NumberLike, unit: str) -> Read[Decimal]:
    """The number of a target whose kind and unit are said elsewhere; a unit written with it must be that one."""
    said = written_figure(written)
    if said.value is None or said.bound:
        raise refused("value.no-number", written)
    if said.unit not in ("", unit):
        raise refused("value.other-unit", written, unit=unit or "—", target=unit)
    return Read(said.value, said.remarks, money(said.value, unit))


def read_percent(written: NumberLike) -> Read[Decimal]:
    """A rate as a table prints it, in percent: 63.61, ``63.61%``; the number keeps its places."""
    said = written_figure(written)
    if (number := _in(said, "%")) is None:
        raise refused("value.no-percent", written)
    return Read(number, said.remarks)


def _in(said: WrittenFigure, unit: str) -> Decimal | None:
    """The number of a figure that stands alone or with this unit; None with a sign of comparison or anything else."""
    return None if said.bound or said.unit not in ("", unit) else said.value


def read_amount(written: NumberLike, unit: str) -> Read[Decimal]:
    """An amount of money in 元; ``unit`` holds where none is written, and remarks show it. Below zero is refused."""
    said = written_figure(written)
    if said.value is None or said.bound:
        raise refused("value.no-amount", written, unit=unit)
    own = SHORT_MONEY.get(said.unit, said.unit) or unit
    if not is_money(own):
        raise refused("value.no-amount", written, unit=unit)
    if said.value < 0:
        raise refused("value.negative-amount", written)
    remarks = said.remarks if own == unit else (*said.remarks, "value.other-scale")
    return Read(shifted(said.value, MONEY_PLACES[own]), remarks, money_in(said.value, own, unit))
