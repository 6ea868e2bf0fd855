"""Targets and actuals of files as facts: what the value reader read, accepted or refused as the facts need it.

A fact must be certain: a number without a sign, a date, a range in a text, or words with figures in them are read by
the reader, but a file of facts is asked to say what they are.
"""

from __future__ import annotations

from decimal import Decimal

from perfkit.errors import Fault, InputError, quoted
from perfkit.formats.measures import BARE_SCALES
from perfkit.formats.notes import Read
from perfkit.formats.readings import ReadActual, ReadTarget
from perfkit.formats.scalars import refused, written_figure
from perfkit.formats.values import read_actual, read_target
from perfkit.model import NumberLike, Target, TargetKind, is_money, plain, trimmed

_KINDS: dict[str, TargetKind] = {"≥": "at-least", ">": "at-least", "≤": "at-most", "<": "at-most", "=": "equal"}
_NOT_FACTS = {"empty": "value.nothing", "date": "value.date", "range": "value.range"}
_ORDINARY = frozenset({"value.unit-from-form"})
"""Remarks on what is usual in a file, where the unit is written once, at the target."""


def target_fact(written: NumberLike) -> Read[Target]:
    """指标值 of a file: ``≥5项``, ``95%以上``, ``不超过30万元``, ``＝100%``, or words for an evaluator to judge.

    A number without a sign is refused, since nothing says whether more or less is better; only 0 is read as at most
    0, because nothing lies below it. Text without any number gives a judged target.
    """
    read = read_target(written)
    _settled(read, written)
    if read.kind == "words":
        if "value.figures-in-words" in read.remarks or not any(map(str.isalpha, read.text)):
            raise refused("value.unreadable", written)
        return Read(Target.judged(read.text), read.remarks)
    if read.op is None or read.value is None:
        raise refused("value.no-sign", written, number=f"{plain(read.value or Decimal(0))}{read.unit}")
    kind, text, strict = _KINDS[read.op], str(written).strip(), read.op in "<>"
    if not read.unit and not read.label and (said := written_figure(written)).unit in BARE_SCALES:
        return Read(Target(kind, said.value, said.unit, text, strict), said.remarks)  # 万 may yet be meant as 万元
    return Read(Target(kind, read.value, read.unit, text, strict), read.remarks)


def actual_fact(written: NumberLike, target: Target) -> Read[Decimal]:
    """完成值 of a file for a target with a number, in the unit of the target.

    A unit that is written must be that of the target, or another scale of it, which is converted exactly.
    """
    read = read_actual(written, target)
    _settled(read, written)
    if read.mismatch is not None:
        raise InputError(read.mismatch)
    if read.exact is not None and read.in_target is None:
        arguments = {"found": quoted(read.text), "unit": target.unit, "target": str(target)}
        raise InputError(Fault("value.other-unit", arguments=arguments))
    if read.in_target is None:
        raise InputError(Fault("value.words-for-number", arguments={"found": quoted(read.text), "target": str(target)}))
    remarks = tuple(code for code in read.remarks if code not in _ORDINARY)
    return Read(read.in_target, remarks, _shown(read.in_target, target.unit))


def _shown(value: Decimal, unit: str) -> str:
    """Money and percentages with their unit, as remarks show them; other numbers speak for themselves."""
    if unit == "%":
        return f"{plain(value)}%"
    return f"{trimmed(value)} {unit}" if is_money(unit) else ""


def _settled(read: ReadTarget | ReadActual, written: NumberLike) -> None:
    """Raise for what cannot be a fact."""
    if read.fault is not None:
        raise InputError(read.fault)
    if read.kind in _NOT_FACTS:
        raise refused(_NOT_FACTS[read.kind], written)
