"""Two numbers that say from where to where: 90%-95%, 80～90分, 100±5, ≥90%且≤95%, 90%以上95%以下."""

from __future__ import annotations

import re
from decimal import Decimal

from attrs import frozen

from perfkit.errors import InputError
from perfkit.formats.comparisons import ANY_BEFORE, compared
from perfkit.formats.quantities import WrittenFigure, refusal, scanned
from perfkit.model import Exact, exact_text

CLAUSES = re.compile(r"[;、,，/\n和及且并]+")
"""Between the parts of a cell."""
_SIGN = re.compile(r"-{1,2}|~{1,2}|至|到|和|与")
_LEAD = re.compile(r"(?:在|介于|控制在|保持在|维持在|达到|=)")
_END = re.compile(r"(?:之间|区间|范围内?|不等|区间内|以内)$")
_PLUS_MINUS = re.compile(r"(.{0,24}?)(?:±|\+/-|\+-)(.{1,24})")
_BETWEEN = re.compile(r"(.{1,16}?)(<=|≤|<)[A-Za-z一-鿿]{1,8}(<=|≤|<)(.{1,16})")
_ABOVE = re.compile("以上(?=[0-9])")
"""Between the ends of 90%以上95%以下."""
_INTERVAL = re.compile(r"[\[【]([^,~]{1,16})[,~-]([^,~]{1,16})[\]】]")


@frozen
class WrittenRange:
    """Both ends, their unit, and codes of what was read otherwise than it was written."""

    low: Decimal
    high: Decimal
    unit: str
    remarks: tuple[str, ...] = ()


def ranged(text: str, written: str) -> WrittenRange | None:
    """The range that a folded text is: 90%-95%, 80～90分, 100±5, ≥90%且≤95%, 90%≤x≤95%.

    Raises:
        InputError: for ends that contradict one another, or do not belong to the range.
    """
    cut = compared(text)
    if (found := _PLUS_MINUS.fullmatch(cut.text)) and cut.bound in ("", "equal", "at-most"):
        if cut.strict:
            raise refusal("value.range-open", written)
        return _plus_minus(found[1], found[2], written)
    if found := _BETWEEN.fullmatch(text):
        ends = _bare(found[1], written), _bare(found[4], written)
        return _from_to(*ends, written, is_open="<" in (found[2], found[3]))
    if found := _INTERVAL.fullmatch(text):
        return _from_to(_bare(found[1], written), _bare(found[2], written), written, is_open=False)
    trimmed = _END.sub("", text)
    lead = _LEAD.match(trimmed)
    body = trimmed[lead.end() :] if lead else trimmed
    for sign in _SIGN.finditer(body):
        left, right = body[: sign.start()].strip(), body[sign.end() :].strip()
        if not left or not right or (sign[0] in "和与" and trimmed == text):
            continue
        low, high = _bare(left, written), _bare(right, written)
        if low is not None and high is not None:
            plain_hyphen = sign[0] == "-" and not low.unit and not high.unit
            return _from_to(low, high, written, is_open=False, in_doubt=plain_hyphen)
    return _two_bounds(text, written)


def _two_bounds(text: str, written: str) -> WrittenRange | None:
    """≥90%且≤95%, 大于等于3小于等于5."""
    parts = [part for part in CLAUSES.split(text) if part]
    starts = [found.start() for found in ANY_BEFORE.finditer(text)]
    if len(parts) == 1 and (above := _ABOVE.search(text)):
        parts = [text[: above.end()], text[above.end() :]]
    if len(parts) == 1 and len(starts) == 2 and not starts[0]:
        parts = [text[: starts[1]], text[starts[1] :]]
    if len(parts) != 2 or any(not compared(part).bound for part in parts):
        return None
    ends = [scanned(part.strip(), written) for part in parts]
    low = next((end for end in ends if end is not None and end.bound == "at-least"), None)
    high = next((end for end in ends if end is not None and end.bound == "at-most"), None)
    if low is None or high is None:
        return None
    return _from_to(low, high, written, is_open=low.strict or high.strict)


def _bare(text: str, written: str) -> WrittenFigure | None:
    """A figure without a comparison, for an end of a range."""
    try:
        said = scanned(text, written)
    except InputError:
        return None
    return said if said is not None and said.value is not None and not said.bound else None


def _from_to(
    low: WrittenFigure | None,
    high: WrittenFigure | None,
    written: str,
    *,
    is_open: bool,
    in_doubt: bool = False,
) -> WrittenRange | None:
    if low is None or high is None or low.value is None or high.value is None:
        return None
    if low.unit and high.unit and low.unit != high.unit:
        raise refusal("value.range-units", written)
    if is_open:
        raise refusal("value.range-open", written)
    if low.value > high.value:
        raise refusal("value.range-order", written)
    if in_doubt and _may_be_a_day(low.value, high.value):
        raise refusal("value.range", written)
    remarks = tuple(code for code in (*low.remarks, *high.remarks) if code != "value.bound-twice")
    return WrittenRange(low.value, high.value, high.unit or low.unit, remarks)


def _may_be_a_day(low: Decimal, high: Decimal) -> bool:
    """Whether 5-6 may be the fifth of June or the sixth of May."""
    return max(low, high) <= 31 and min(low, high) <= 12


def _plus_minus(middle: str, margin: str, written: str) -> WrittenRange | None:
    """100±5, or ±5% around nothing; also ≤±5%."""
    around, by = middle.strip(), _bare(margin.strip(), written)
    centre = _bare(around, written) if around else WrittenFigure(Decimal(0))
    if centre is None or centre.value is None or by is None or by.value is None:
        return None
    if centre.unit and by.unit and centre.unit != by.unit:
        raise refusal("value.range-units", written)
    low, high = (_sum(centre.value, by.value, sign) for sign in (-1, 1))
    return WrittenRange(low, high, by.unit or centre.unit, ("value.plus-minus",))


def _sum(centre: Decimal, by: Decimal, sign: int) -> Decimal:
    """Centre ± by, under no context of decimals."""
    return Decimal(exact_text(Exact(centre) + sign * Exact(by)))
