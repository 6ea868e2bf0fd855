"""The reader of 指标值 and 完成值: every text becomes a typed result, which says what was assumed or why it is refused.

What has one meaning is read, with a remark where it was not written plainly. What could mean two things is refused
with how to write it. Nothing is raised for a text, and nothing is guessed without saying so.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from attrs import evolve, frozen

from perfkit.errors import Fault, InputError, quoted
from perfkit.formats.cells import Cell, cell
from perfkit.formats.claims import claim
from perfkit.formats.comparisons import Bound
from perfkit.formats.conversions import names_less, ratio
from perfkit.formats.harms import direction, is_good, less_is_better
from perfkit.formats.measures import BARE_SCALES, SCALES, head
from perfkit.formats.measures import unit as taken_apart
from perfkit.formats.numerals import folded
from perfkit.formats.periods import is_dotted_month
from perfkit.formats.readings import Kind, ReadActual, ReadTarget, operator
from perfkit.model import Exact, NumberLike, Target, is_money, number, plain, shifted, terminating

_SATISFIED = "满意"
_HUNDRED = 100
_PERCENT = frozenset(("%", "百分比", "百分率", "百分数", "百分比(%)", "%(百分比)"))
"""What a column of units says for %; behind a number in one cell 百分比 may be a slip for 百分点."""


def read_target(text: NumberLike, *, unit: str | None = None, name: str = "") -> ReadTarget:
    """A target 指标值: ``≥5项``, ``95%以上``, ``不超过30万元``, ``2023年12月底前``, ``90%-95%``, or words.

    Args:
        text: as it was typed.
        unit: what the form's column of units says; a text with another unit is refused.
        name: of the indicator; 成本, 投诉率 and their kin make a target without a sign an upper bound.
    """
    try:
        written, unit = _text(text), _unit(unit or "")
        as_date = isinstance(text, str) and not unit and not less_is_better(name) and is_dotted_month(folded(text).text)
        return _target(cell(written, as_date=as_date), unit, name, written)
    except InputError as error:
        return ReadTarget(text=str(text), kind="refused", fault=error.faults[0])


def read_actual(text: NumberLike, target: ReadTarget | Target) -> ReadActual:
    """An actual 完成值 beside its target; a number without a unit is in that of the target.

    A bound (``95%以上``) is read as the number it claims, if it claims towards the good side. What is no figure for a
    target with a number, or in another unit, is read all the same, and has a ``mismatch``.
    """
    promised = read_of(target) if isinstance(target, Target) else target
    try:
        written = _text(text)
        return _actual(cell(written, as_date=promised.kind == "date"), promised, written)
    except InputError as error:
        return ReadActual(text=str(text), kind="refused", fault=error.faults[0])


def read_of(target: Target) -> ReadTarget:
    """The reading that a target of the model stands for."""
    text = target.text or str(target)
    if target.value is None:
        return ReadTarget(text=text, kind="words", words=target.text)
    bound: Bound = target.kind if target.kind in ("at-least", "at-most", "equal") else ""
    return ReadTarget(
        text=text,
        kind="range" if target.upper is not None else taken_apart(target.unit).measure,
        op=operator(bound, strict=target.strict),
        value=target.value,
        upper=target.upper,
        unit=target.unit,
    )


def _unit(unit: str) -> str:
    """What a column of units says, in the one way in which units are compared."""
    return "%" if folded(unit).text.strip() in _PERCENT else unit


def _text(text: NumberLike) -> str:
    return text if isinstance(text, str) else plain(number(text))


def _target(said: Cell, unit: str, name: str, written: str) -> ReadTarget:
    if said.value is None:
        op = operator(said.bound, strict=said.strict)
        return ReadTarget(
            text=said.text, op=op, label=said.label, period=said.period, remarks=said.remarks, **_unmeasured(said)
        )
    measured = _in_unit(said, unit, written, small=said.bound == "at-most" or said.kind == "range")
    op, remarks = operator(said.bound, strict=said.strict), measured.remarks
    harm = any(map(less_is_better, (name, said.label, measured.unit)))
    implied = op is None and said.kind == "figure" and (harm or measured.value == 0)
    if implied:
        op, remarks = "≤", (*remarks, "value.inverse-implied" if harm else "value.bare-zero")
    elif harm and op in ("≥", ">"):
        remarks = (*remarks, "value.harm-at-least")
    if op == ">" and measured.unit == "%" and measured.value >= _HUNDRED and _SATISFIED in name + said.label:
        raise _satisfaction(measured.value)
    return ReadTarget(
        text=said.text,
        kind=_kind(said, measured.unit),
        op=op,
        value=measured.value,
        upper=measured.upper,
        unit=measured.unit,
        inverse_implied=implied,
        label=said.label or name,
        remarks=remarks,
    )


def _unmeasured(said: Cell) -> dict[str, Any]:
    """Kind and words of what has no number."""
    kind: Kind = "words" if said.kind == "words" else "date" if said.kind == "date" else "empty"
    return {"kind": kind, "words": said.words}


def _kind(said: Cell, unit: str) -> Kind:
    return "range" if said.kind == "range" else taken_apart(unit).measure


def _actual(said: Cell, target: ReadTarget, written: str) -> ReadActual:
    if said.value is None:
        found = ReadActual(
            text=said.text,
            period=said.period,
            operator_repeated=bool(said.bound),
            remarks=said.remarks,
            claim=claim(said.text) if said.kind == "words" else None,
            **_unmeasured(said),
        )
        return evolve(found, mismatch=_not_a_number(found, target))
    if said.kind == "range":
        raise _refused("value.range", written)
    numeric = target.value is not None
    bound_remarks = _claimed_bound(said, target, written) if numeric else ()
    small = target.op in ("≤", "<") or target.kind == "range"
    wanted = target.unit if numeric else ""
    measured = _in_unit(said, wanted, written, small=small, forms_own=False)
    remarks = (*measured.remarks, *bound_remarks)
    found = ReadActual(
        text=said.text,
        kind=_kind(said, measured.unit),
        value=measured.value,
        unit=measured.unit,
        operator_repeated=bool(said.bound),
        remarks=remarks,
    )
    if not numeric:
        return evolve(found, mismatch=_number_for_date(found, target))
    if code := _another_thing(said, target):
        return evolve(found, mismatch=Fault(code, arguments={"found": quoted(written), "target": quoted(target.text)}))
    return _beside(found, target, written)


def _another_thing(said: Cell, target: ReadTarget) -> str:
    """The code for an actual that names what moves the other way, or a harm beside a good: 不合格率3% beside ≥95%."""
    way, promised = direction(said.label), direction(target.label)
    is_less = said.value is not None and said.value < 0
    if (way and way != promised and -1 in (way, promised)) or (is_less and promised == -1 and not way):
        return "value.other-direction"
    wants_more = target.op in ("≥", ">") or (target.op is None and target.unit == "%" and target.kind != "range")
    if (wants_more and not less_is_better(target.label) and less_is_better(said.label)) or (
        target.op in ("≤", "<") and is_good(said.label)
    ):
        return "value.other-thing"
    return ""


def _beside(found: ReadActual, target: ReadTarget, written: str) -> ReadActual:
    """The actual with its number in the unit of the target."""
    size, remark = _size(found.unit, target)
    if size is None or found.value is None:
        arguments = {"found": quoted(written), "unit": target.unit or "—", "target": target.shown}
        return evolve(found, mismatch=Fault("value.other-unit", arguments=arguments))
    remarks = (*found.remarks, *((remark,) if remark else ()))
    if size != 1 and "value.other-scale" not in remarks:
        remarks = (*remarks, "value.other-scale")
    exact = Exact(found.value) * size
    if target.unit == "%" and exact > _HUNDRED:
        if _SATISFIED in target.label:
            raise _satisfaction(found.value)
        remarks = (*remarks, "value.over-hundred")
    value = found.value if size == 1 else terminating(exact)
    return evolve(found, exact=exact, in_target=value, target_unit=target.unit, remarks=remarks)


def _size(given: str, target: ReadTarget) -> tuple[Exact | None, str]:
    """How many of the target's unit one of the actual's is, and what is to be told about it.

    A target without a unit takes any counting word: the form names the unit once, beside the actual. ‰ for % is more
    often a slip than meant.
    """
    wanted = target.unit
    if given == wanted or (not wanted and taken_apart(given).measure == "number"):
        return Exact(1), ""
    if "‰" in (given, wanted):
        return None, ""
    if not wanted and target.text.endswith(("万", "亿")):
        return ratio(given, "元"), ""  # 5万 beside 4.8万元
    size, remark = ratio(given, wanted), ""
    if size is None and names_less(given, wanted):
        size, remark = Exact(1), "value.noun-left-out"
    elif size is None and head(wanted) != wanted and head(given) == given:
        size, remark = ratio(given, head(wanted)), "value.per-left-out"
    elif size is None and any(f"{part}均" in target.label for part in given.split("/")[1:]):
        size = ratio(head(given), wanted)  # 元/人 beside 人均
    return size, remark


def _claimed_bound(said: Cell, target: ReadTarget, written: str) -> tuple[str, ...]:
    """The remark on an actual that was written with a comparison; refused where it claims nothing."""
    if said.bound in ("", "equal"):
        return ()
    wanted = "at-most" if target.op in ("≤", "<") else "at-least"
    if said.bound != wanted or target.kind == "range" or said.strict:
        raise _refused("value.bound-in-actual", written)
    return ("value.bound-in-actual-read",)


def _not_a_number(found: ReadActual, target: ReadTarget) -> Fault | None:
    """Why words or a date cannot be held against a number, or words against a date."""
    if found.kind == "date" and target.value is not None:
        return Fault("value.date", arguments={"found": quoted(found.text)})
    if found.kind == "words" and target.value is not None:
        return Fault("value.words-for-number", arguments={"found": quoted(found.text), "target": target.shown})
    return None


def _number_for_date(found: ReadActual, target: ReadTarget) -> Fault | None:
    if target.kind != "date":
        return None
    return Fault("value.number-for-date", arguments={"found": quoted(found.text), "target": target.shown})


@frozen
class _Measured:
    """Numbers with the unit that was settled for them."""

    value: Decimal
    upper: Decimal | None
    unit: str
    remarks: tuple[str, ...]


def _in_unit(said: Cell, wanted: str, written: str, *, small: bool, forms_own: bool = True) -> _Measured:
    """The number with its unit: the one that is written, else ``wanted``.

    Args:
        said: the cell.
        wanted: the unit of the form's column, or of the target.
        written: as it was typed.
        small: whether a number below 1 may be a small percentage (of an upper bound), so that 0.5 is not read as 50 %.
        forms_own: whether ``wanted`` is what the form says, so that another unit is refused.
    """
    value, own, remarks = Decimal(0) if said.value is None else said.value, said.unit, said.remarks
    if own in BARE_SCALES:
        value, own, more = _bare_scale(value, own, wanted)
        remarks = (*remarks, *more)
    elif not own and wanted:
        own = wanted
        remarks = (*remarks, "value.unit-from-form")
        if wanted == "%" and said.kind == "figure":
            value, more = _as_percent(value, written, small=small)
            remarks = (*remarks, *more)
    elif forms_own and wanted and own != wanted:
        if "‰" in (own, wanted) or ratio(own, wanted) is None:
            raise _refused("value.other-unit", written, unit=wanted, target=wanted)
        remarks = (*remarks, "value.own-unit")
    return _Measured(value, said.upper, own, remarks)


def _bare_scale(value: Decimal, scale: str, wanted: str) -> tuple[Decimal, str, tuple[str, ...]]:
    """2000万: 万元 where money is meant, 万人次 where that is the unit; else the number written out."""
    if is_money(wanted):
        return value, f"{scale}元", ("value.other-scale",)
    if wanted.startswith(scale):
        return value, wanted, ("value.unit-from-form",)
    return number(plain(shifted(value, SCALES[scale]))), wanted, ("value.words",)


def _as_percent(value: Decimal, written: str, *, small: bool) -> tuple[Decimal, tuple[str, ...]]:
    """A number in a column of percentages: 0.95 is 95 %; 1, and 0.5 of an upper bound, may be either."""
    if value == 1 or (0 < value < 1 and small):
        raise _refused("value.share-or-percent", written, percent=plain(shifted(value, 2)))
    return (shifted(value, 2), ("value.share-as-percent",)) if 0 < value < 1 else (value, ())


def _refused(code: str, written: str, **arguments: object) -> InputError:
    return InputError(Fault(code, arguments={"found": quoted(written), **arguments}))


def _satisfaction(value: Decimal) -> InputError:
    return InputError(Fault("indicator.satisfaction-over-hundred", arguments={"found": plain(value)}))
