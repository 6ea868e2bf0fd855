"""How targets and actuals stand in their cells."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from attrs import field, frozen

from perfkit.formula import Labels, read_kind
from perfkit.model import Indicator, TableKey, Target, plain, shifted, trimmed
from perfkit.model.numbers import places_of
from perfkit.reports.fillin.blank import Blank
from perfkit.reports.fillin.rules import rule_of
from perfkit.reports.workbook import is_exact
from perfkit.wording import say

_PERCENT_PLACES = 2


@frozen(kw_only=True)
class ActualCell:
    """The cell of an actual 完成值.

    Attributes:
        value: what stands in it; format: of the number, which bears its unit.
        choices: words that are proposed; others may be typed as well.
        note: what is to be written.
    """

    value: str | Decimal | None
    format: str = ""
    choices: tuple[str, ...] = field(default=(), converter=tuple[str, ...])
    note: str = ""


def target_texts(target: Target | None, columns: Mapping[TableKey, object]) -> dict[TableKey, str]:
    """The target as promised, in one column or in three."""
    if target is None:
        return {"target": "", "operator": "", "unit": ""}
    if target.value is None:
        own: dict[TableKey, str] = {"operator": say("report.judged", "zh"), "target": target.text, "unit": ""}
        return own
    number = plain(target.value) if target.upper is None else f"{plain(target.value)}～{plain(target.upper)}"
    sign = "" if target.upper is not None else str(target)[0]
    unit = target.unit if "unit" not in columns else ""
    shown = number + unit if "operator" in columns else target.text or sign + number + unit
    return {"operator": sign, "target": shown, "unit": target.unit}


def actual_cell(indicator: Indicator, blank: Blank) -> ActualCell:
    """The cell for an indicator: a number where its target has one and the unit gave one, else its own words."""
    target = indicator.target
    if not indicator.applicable:
        return ActualCell(value=say("fillin.not-applicable", "zh"))
    if target is None or target.value is None:
        return ActualCell(value=indicator.reached or None, choices=levels(indicator, blank))
    note = say("fillin.number-of", "zh", unit=target.unit) if target.unit else ""
    if _says_more(indicator, target):
        return ActualCell(value=indicator.reached, note=note)
    if indicator.actual is None:
        return ActualCell(value=None, format=number_format(target.unit, 0), note=note)
    shown = indicator.actual if target.unit != "%" else shifted(indicator.actual, -2)
    if not is_exact(shown):
        return ActualCell(value=plain(indicator.actual) + target.unit)
    return ActualCell(value=shown, format=number_format(target.unit, places_of(indicator.actual)), note=note)


def _says_more(indicator: Indicator, target: Target) -> bool:
    """Whether the words of the form are more than the number with its unit."""
    words = "".join(indicator.reached.split())
    if not words or indicator.actual is None:
        return bool(words)
    numbers = (plain(indicator.actual), trimmed(indicator.actual))
    return words not in {number + unit for number in numbers for unit in ("", target.unit)}


def number_format(unit: str, places: int) -> str:
    """The format of a number in a unit: per cent as such, so that 98 typed is 98 %; any other unit stands behind it."""
    if unit == "%":
        return f"0.{'0' * max(places, _PERCENT_PLACES)}%"
    return f'General"{unit}"' if unit and '"' not in unit else "General"


def levels(indicator: Indicator, blank: Blank) -> tuple[str, ...]:
    """The levels between which a judged indicator is judged: those of its rule, else those of the regulation."""
    rule = rule_of(indicator, blank)
    needs = {} if rule is None else rule.rule.needs
    kinds = (read_kind(need) for need in needs.values())
    own = next((kind.options for kind in kinds if isinstance(kind, Labels)), ())
    return own or tuple(say("fillin.levels", "zh").split("|"))
