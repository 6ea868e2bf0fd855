"""Declared facts: what rules may ask for besides targets and money, such as ``finished`` or a list of elements."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, TypeAlias

from perfkit.errors import Fault, InputError, Place, quoted
from perfkit.model.funding import STAGES
from perfkit.model.kinds import as_dict
from perfkit.model.numbers import number, shifted

FactValue: TypeAlias = bool | Decimal | str
"""A truth, an exact number, or the word of a label such as 优."""

Record: TypeAlias = Mapping[str, FactValue]
"""One entry of a list: a 评价要点, a problem, a rater's sheet."""

Fact: TypeAlias = FactValue | tuple[Record, ...]

RESERVED: frozenset[str] = frozenset((*STAGES, "target", "upper", "actual", "baseline", "weight", "judged"))
"""Names that formulas use for something else; a declared fact may not bear them."""

SUPPLIED: frozenset[str] = frozenset(
    ("lines", "indicators", "children", "verdicts", "peers", "points", "rank", "rank_from_last", "ranked")
)
"""Names that scoring itself fills: 资金来源 lines, the project's indicators, the nodes below, what the lines
were given, the other projects, and for what follows from a result its points and its place among theirs."""

TEXTS: frozenset[str] = frozenset(("name", "title", "text", "note", "reason", "cause", "fact"))
"""Fields of records that are texts for people: they stay as they are written, also where they look like a number."""

REMARKS: frozenset[str] = frozenset(("evidence", "deduction"))
"""Fields of records that are texts for people unless a truth or a figure is written: what proves an element, and why,
or how much, is deducted for it."""

_NUMERIC = re.compile(r"[+-]?[0-9][0-9.]*%?", re.ASCII)


def facts_of(value: Any) -> dict[str, Fact]:
    """Facts by name, copied. Refuses a float, and a name that formulas use for something else; all at once."""
    faults: list[Fault] = []
    found: dict[str, Fact] = {}
    for name, fact in as_dict(value).items():
        place = Place(key=f"facts.{name}")
        if name in RESERVED or name in SUPPLIED:
            faults.append(Fault("fact.reserved", place, {"name": name}))
            continue
        try:
            found[name] = _fact(fact, place)
        except InputError as error:
            faults.extend(error.faults)
    if faults:
        raise InputError(faults)
    return found


def _fact(value: Any, place: Place) -> Fact:
    if isinstance(value, Sequence) and not isinstance(value, (str, bytes)):
        return tuple(_record(record, place.inside(at)) for at, record in enumerate(value, start=1))
    return _value(value, place)


def _record(record: Any, place: Place) -> dict[str, FactValue]:
    if not isinstance(record, Mapping):
        found = {"found": quoted(repr(record)), "kind": type(record).__name__, "wanted": "dict"}
        raise InputError(Fault("value.wrong-kind", place, found))
    return {
        name: value if name in TEXTS and isinstance(value, str) else _value(value, place.inside(name))
        for name, value in record.items()
    }


def _value(value: Any, place: Place) -> FactValue:
    """A text that looks like a number is one, a percentage its share of 1; any other text is the word of a label."""
    if isinstance(value, bool):
        return value
    if not isinstance(value, str):
        return number(value, place)
    text = value.strip()
    if not _NUMERIC.fullmatch(text):
        return text
    return shifted(number(text[:-1], place), -2) if text.endswith("%") else number(text, place)
