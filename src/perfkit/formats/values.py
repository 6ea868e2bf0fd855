"""What clerks write as targets, actuals and shares, read exactly or refused.

Each function takes a number or a text and gives a :class:`~perfkit.formats.notes.Read`: the value, with the codes of
the remarks it was accepted with. What has two meanings is refused with an :class:`~perfkit.errors.InputError` that
says how to write it.
"""

from __future__ import annotations

from decimal import Decimal

from perfkit.errors import Fault, InputError, quoted
from perfkit.formats.figures import WrittenFigure, figure
from perfkit.formats.notes import Read
from perfkit.model import MONEY_PLACES, NumberLike, Target, is_money, number, plain, shifted, trimmed

SHORT_MONEY = {"万": "万元", "亿": "亿元", "千": "千元"}
"""Scales that people write without 元 where money is meant."""


def refused(code: str, found: object, **arguments: object) -> InputError:
    """The error that refuses a value; ``found`` is what was written."""
    return InputError(Fault(code, arguments={"found": quoted(str(found)), **arguments}))


def money(value: Decimal, unit: str) -> str:
    """A value with its unit as remarks show it, if that is a unit of money; else nothing."""
    return f"{plain(value)} {unit}" if is_money(unit) else ""


def _money_in(value: Decimal, own: str, unit: str) -> str:
    """An amount that was written in the unit ``own``, as remarks show it in ``unit``."""
    if own == unit or not is_money(unit):
        return money(value, unit)
    return f"{trimmed(shifted(value, MONEY_PLACES[own] - MONEY_PLACES[unit]))} {unit}"


def written_figure(written: NumberLike) -> WrittenFigure:
    """The figure in a text, or the number itself."""
    return figure(written) if isinstance(written, str) else WrittenFigure(number(written))


def read_target(written: NumberLike) -> Read[Target]:
    """指标值: ``≥5项``, ``95%以上``, ``不超过30万元``, ``＝100%``, or words for an evaluator to judge.

    A number without a sign is refused, since nothing says whether more or less is better; only 0 is read as at most
    0, because nothing lies below it. Text without any number gives a judged target.
    """
    said = written_figure(written)
    text = str(written).strip()
    if said.value is None:
        return Read(Target.judged(text), said.remarks)
    remarks, bound = said.remarks, said.bound
    if not bound:
        if said.value != 0:
            raise refused("value.no-sign", written, number=f"{plain(said.value)}{said.unit}")
        bound, remarks = "at-most", (*remarks, "value.bare-zero")
    return Read(Target(bound, said.value, said.unit, text, said.strict), remarks)


def read_actual(written: NumberLike, target: Target) -> Read[Decimal]:
    """完成值 for a target with a number, in the unit of the target.

    A unit that is written must be that of the target, or another scale of money, which is converted exactly. A bound
    (``95%以上``) is read as the number it claims, if it claims towards the good side.
    """
    said = written_figure(written)
    if said.value is None or target.value is None:
        raise refused("value.words-for-number", written, target=str(target))
    remarks = list(said.remarks)
    if said.bound not in ("", "equal"):
        if (said.bound == "at-most") != (target.kind == "at-most") or target.kind == "range" or said.strict:
            raise refused("value.bound-in-actual", written)
        remarks.append("value.bound-in-actual-read")
    value, more = _in_unit(said, target, written)
    own = SHORT_MONEY.get(said.unit, said.unit) or target.unit
    return Read(value, (*remarks, *more), _money_in(said.value, own, target.unit))


def _in_unit(said: WrittenFigure, target: Target, written: NumberLike) -> tuple[Decimal, tuple[str, ...]]:
    """The number in the unit of the target."""
    value = said.value if said.value is not None else Decimal(0)
    if said.unit in ("", target.unit):
        return _percent(value, said, target, written)
    unit = SHORT_MONEY.get(said.unit, said.unit)
    if not target.unit and not is_money(unit) and unit not in ("%", "‰"):
        return value, ()  # the form names the unit once, beside the actual
    if is_money(unit) and is_money(target.unit):
        return shifted(value, MONEY_PLACES[unit] - MONEY_PLACES[target.unit]), ("value.other-scale",)
    raise refused("value.other-unit", written, unit=target.unit or "—", target=str(target))


def _percent(
    value: Decimal, said: WrittenFigure, target: Target, written: NumberLike
) -> tuple[Decimal, tuple[str, ...]]:
    """A percentage: 0.95 and 1 without a sign may be meant as 95 % and 100 %."""
    if target.unit != "%":
        return value, ()
    if not said.unit and (value == 1 or (0 < value < 1 and target.kind in ("at-most", "range"))):
        raise refused("value.share-or-percent", written, percent=plain(shifted(value, 2)))
    if not said.unit and 0 < value < 1:
        return shifted(value, 2), ("value.share-as-percent",)
    return value, ("value.over-hundred",) if value > 100 else ()


def read_share(written: NumberLike) -> Read[Decimal]:
    """A share of the weight, 0 to 1: ``"90%"`` or ``"0.9"``."""
    said = written_figure(written)
    if said.value is None or said.bound or said.unit not in ("", "%"):
        raise refused("value.no-share", written)
    value = shifted(said.value, -2) if said.unit == "%" else said.value
    if not 0 <= value <= 1:
        raise refused("value.no-share", written)
    return Read(value, said.remarks)


def read_number(written: NumberLike) -> Read[Decimal]:
    """A plain number: weights, points; a unit 分 may stand behind it."""
    said = written_figure(written)
    if said.value is None or said.bound or said.unit not in ("", "分"):
        raise refused("value.no-number", written)
    return Read(said.value, said.remarks)


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
    if said.value is None or said.bound or said.unit not in ("", "%"):
        raise refused("value.no-percent", written)
    return Read(said.value, said.remarks)


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
    return Read(shifted(said.value, MONEY_PLACES[own]), remarks, _money_in(said.value, own, unit))
