"""指标值 in the columns of a form: its sign, its number and its unit, each by itself."""

from __future__ import annotations

from typing import TypedDict

from perfkit.model import Target, plain
from perfkit.wording import Language, say


class TargetParts(TypedDict):
    """The three columns."""

    sign: str
    value: str
    value_unit: str


def target_parts(target: Target | None, language: Language) -> TargetParts:
    """The parts of a target; of one that is judged the words are its value."""
    if target is None:
        return {"sign": "", "value": "", "value_unit": ""}
    if target.value is None:
        return {"sign": say("report.judged", language), "value": target.text, "value_unit": ""}
    if target.upper is not None:
        return {"sign": "", "value": f"{plain(target.value)}～{plain(target.upper)}", "value_unit": target.unit}
    return {"sign": str(target)[0], "value": plain(target.value), "value_unit": target.unit}
