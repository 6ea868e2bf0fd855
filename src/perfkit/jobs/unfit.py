"""What is wrong between a rule and the values it is tried with: each fault said to whoever typed both."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from perfkit.errors import NOWHERE, Fault, FormulaError, InputError, Place, nearest, quoted
from perfkit.formula import CompiledRule, Kind, Labels, Records
from perfkit.formula.language.functions import LIST_WORDS
from perfkit.formula.language.tree import Name, walk
from perfkit.jobs.given import WEIGHT, GivenValues
from perfkit.model import Title

SHARE = "share"
"""The key of a formula that was typed alone."""

_UNKNOWN_NAMES = ("formula.unknown-name", "formula.misspelt-name")
_OVER_LIST = re.compile(rf"({'|'.join(LIST_WORDS)})\s*[(（]\s*$", re.IGNORECASE)


def formula_error(faults: Iterable[Fault], text: str) -> FormulaError | InputError:
    """The error of a formula as it was typed, or of the values whose names no formula can use."""
    found = list(faults)
    named = [
        Fault(fault.code, Place(key=quoted(fault.place.key.partition(".")[2])), fault.arguments)
        for fault in found
        if fault.place.key != SHARE
    ]
    return InputError(named) if named else FormulaError([_typed(fault, text) for fault in found])


def _typed(fault: Fault, text: str) -> Fault:
    """A fault at its character and no key; a name that means nothing is one whose value was not given."""
    place = Place(character=fault.place.character)
    if fault.code in _UNKNOWN_NAMES:
        if _OVER_LIST.search(text[: (place.character or 1) - 1]):
            return Fault("tried.list", place, {"found": fault.arguments["found"]})
        return _no_value(str(fault.arguments["found"]), "number", place, str(fault.arguments["near"]))
    return Fault(fault.code, place, fault.arguments)


def places_in(compiled: CompiledRule) -> dict[str, Place]:
    """Where each name first stands in a formula that was typed."""
    expr = compiled.tree.otherwise
    found = [] if expr is None else [node for node in walk(expr) if isinstance(node, Name)]
    return {node.name: Place(character=node.character) for node in reversed(found)}


def refuse_unfit(
    compiled: CompiledRule, given: GivenValues, kinds: Mapping[str, Kind], places: Mapping[str, Place]
) -> None:
    """Refuse values that are lacking and values that are not used; a misspelt name is told once, with the one meant."""
    used = tuple(dict.fromkeys([*places, *sorted(compiled.facts)]))
    lacking = [name for name in used if name not in given.values]
    unused = {name: nearest(name, lacking) for name in given.values if name not in (*used, WEIGHT)}
    faults = [
        _no_value(name, kinds.get(name, "number"), places.get(name, NOWHERE))
        for name in lacking
        if name not in unused.values()
    ]
    for name, near in unused.items():
        arguments = {"found": quoted(name), "used": used or ("—",), "near": near}
        faults.append(Fault("tried.unused", arguments=arguments))
    if faults:
        raise InputError(faults)


def _no_value(name: str, kind: Kind, place: Place, near: str = "") -> Fault:
    if isinstance(kind, Records):
        return Fault("tried.list", place, {"found": name})
    example: object = Title("是", "true") if kind == "truth" else kind.options[0] if isinstance(kind, Labels) else "77"
    return Fault("tried.no-value", place, {"found": name, "example": example, "near": near})
