"""Values as a trace writes them: exact numbers as texts, truths, words, lists; sources and reasons as plain data."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import Any

from perfkit.errors import Fault
from perfkit.formula import Absent, Value
from perfkit.model import Figure, Rounding, exact_text
from perfkit.scoring.answers.origins import Provenance
from perfkit.wording import Language


def number(value: Figure | Fraction | None) -> str | None:
    """An exact number: a decimal where its digits end, else a ratio such as 3239/33; null for none."""
    if value is None:
        return None
    return exact_text(value.exact if isinstance(value, Figure) else value)


def valued(value: Value) -> dict[str, Any]:
    """What a formula asked for, with its kind."""
    if isinstance(value, bool):
        return {"kind": "truth", "value": value}
    if isinstance(value, Fraction):
        return {"kind": "number", "value": exact_text(value)}
    if isinstance(value, str):
        return {"kind": "word", "value": value}
    if value is None or isinstance(value, Absent):
        return {"kind": "missing", "value": None}
    return {
        "kind": "records",
        "value": [{name: valued(one)["value"] for name, one in entry.items()} for entry in value],
    }


def rounding_step(rounding: Rounding | None, name: str) -> dict[str, Any] | None:
    """How a figure was rounded, and by which name the set says it; null where it is carried exactly."""
    if rounding is None:
        return None
    return {"name": name, "places": str(rounding.places), "mode": rounding.mode}


def sources(found: Iterable[Provenance], language: Language) -> list[dict[str, Any]]:
    """Where values come from, each source once."""
    told: list[dict[str, Any]] = []
    for one in found:
        told += [source] if (source := one.record(language)) not in told else []
    return told


def reason(fault: Fault | None, language: Language) -> dict[str, str] | None:
    """Why something is absent; null where it is not."""
    if fault is None:
        return None
    return {"code": fault.code, "where": fault.place.worded(language), "message": fault.worded(language)}
