"""A record that a program hands in: a mapping with the keys of a project file, told from what only looks like one.

A record says what the TOML file of a project says, under the same keys, and is read in the same way. ``None`` says that
nothing is given, as if the key were not there: programs and databases have no other way to leave something out.
"""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, TypeVar

from attrs import evolve

from perfkit.errors import Fault, InputError, Place, quoted
from perfkit.files.text import unwanted, visible
from perfkit.formats.convert import structure
from perfkit.formats.notes import Notes
from perfkit.formats.toml_limits import MOST_DIGITS, MOST_KEY_CHARACTERS, is_hidden
from perfkit.formats.written import SCHEMA

T = TypeVar("T")

MOST_DEPTH = 20
"""Levels of mappings and lists; facts have six."""

PLAIN = (bool, int, Decimal, str, datetime.date)
"""What a value may be; whether it fits its key is asked when the record is structured."""

_SURROGATE = re.compile("[\ud800-\udfff]")


def read_written(record: Any, kind: type[T], place: Place, notes: Notes) -> T | None:
    """The record at ``place`` as written; None after its faults were noted, all at once."""
    before = len(notes.faults)
    document = plain_record(record, place, notes)
    if not isinstance(document, dict):
        return None
    told = {fault.place.key for fault in notes.faults[before:]}
    try:
        written = structured(document, kind, place, notes)
    except InputError as error:
        notes.faults.extend(fault for fault in error.faults if fault.place.key not in told)
        return None
    return None if told else written


def structured(document: Mapping[str, Any], kind: type[T], place: Place, notes: Notes) -> T:
    """The document of a file or a record as written; one of another version of the formats is refused first."""
    schema = document.get("schema")
    if type(schema) is int and schema != SCHEMA:
        code = "input.schema-newer" if schema > SCHEMA else "input.schema-unknown"
        raise InputError(Fault(code, place.inside("schema"), {"found": schema, "known": SCHEMA}))
    return structure(document, kind, place, notes)


def plain_record(record: Any, place: Place, notes: Notes) -> dict[str, Any] | None:
    """The record in ``dict`` and ``list``, without what is None; faults are noted at their keys.

    None if it is no mapping. What is refused stays where it stands, so that the rest can be looked at as well.

    Refused are floats, whose digits are not the ones that were typed, other kinds of values, keys that nobody sees or
    that look alike, characters that nobody sees, whole numbers that nobody could compute with, and what has no end.
    """
    if not isinstance(record, Mapping):
        notes.fault("record.no-mapping", place, found=_kind(record))
        return None
    return _mapping(record, place, notes, 1)


def _mapping(value: Mapping[Any, Any], place: Place, notes: Notes, depth: int) -> dict[str, Any]:
    found: dict[str, Any] = {}
    composed: dict[str, str] = {}
    for key, item in value.items():
        fault = _fault_of_key(key)
        if fault is not None:
            here = place if fault[0] == "record.key-empty" else evolve(_at(key, place, notes), key=_shown(key, place))
            notes.fault(fault[0], here, **fault[1])
            continue
        first = composed.setdefault(unicodedata.normalize("NFC", key), key)
        if first != key:
            notes.fault("record.key-twin", place.inside(key), key=quoted(key))
        elif item is not None:
            found[key] = _value(item, place.inside(key), notes, depth)
    return found


def _at(key: object, place: Place, notes: Notes) -> Place:
    """Where a key stands, looked up under its own name before it is shown without what cannot be seen."""
    return notes.locate(place.inside(key)) if isinstance(key, str) else place


def _shown(key: object, place: Place) -> str:
    return place.inside(quoted(str(key))).key


def _fault_of_key(key: object) -> tuple[str, dict[str, object]] | None:
    if type(key) is not str:
        return "record.key-kind", {"found": _kind(key)}
    if not key.strip():
        return "record.key-empty", {}
    if len(key) > MOST_KEY_CHARACTERS:
        return "record.key-long", {"most": MOST_KEY_CHARACTERS}
    hidden = next((character for character in key if is_hidden(character) or _SURROGATE.match(character)), None)
    return None if hidden is None else ("record.key-hidden", {"character": visible(hidden)})


def _value(value: Any, place: Place, notes: Notes, depth: int) -> Any:
    if isinstance(value, (Mapping, list, tuple)):
        if depth >= MOST_DEPTH:
            notes.fault("record.too-deep", place, most=MOST_DEPTH)
            return None
        if isinstance(value, Mapping):
            return _mapping(value, place, notes, depth + 1)
        return [
            None if item is None else _value(item, place.inside(at), notes, depth + 1)
            for at, item in enumerate(value, start=1)
        ]
    fault = _fault_of_value(value)
    if fault is not None:
        notes.fault(fault[0], place, **fault[1])
    elif isinstance(value, str):
        _look_at_text(value, place, notes)
    return value


def _fault_of_value(value: Any) -> tuple[str, dict[str, object]] | None:
    if isinstance(value, float):
        return "record.float", {"found": quoted(repr(value)), "kind": type(value).__name__}
    if not isinstance(value, PLAIN):
        return "record.kind", {"found": _kind(value)}
    if isinstance(value, int) and abs(value) >= 10**MOST_DIGITS:
        return "record.number-long", {"most": MOST_DIGITS}
    return None


def _look_at_text(text: str, place: Place, notes: Notes) -> None:
    for code, character in unwanted(text):
        notes.fault(code, place, character=visible(character))
    if (half := _SURROGATE.search(text)) is not None:
        notes.fault("record.no-character", place, character=visible(half[0]))


def _kind(value: object) -> str:
    return quoted(type(value).__name__)
