"""What cattrs complains about, said as faults at key paths."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from typing import Any

import attrs
from attrs import evolve
from cattrs.errors import ClassValidationError, ForbiddenExtraKeysError, IterableValidationError

from perfkit.errors import NOWHERE, Fault, InputError, Place, nearest, quoted


def key_of(field: attrs.Attribute[Any]) -> str:
    """The key under which a field is written: the ``key`` of its metadata, else its name in kebab case."""
    return str(field.metadata.get("key", field.name.replace("_", "-")))


def literal(value: object) -> str:
    """A value as TOML writes it, cut to a readable length; the writing shows its kind in any language."""
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, str):
        return f'"{quoted(value)}"'
    if isinstance(value, (datetime.date, datetime.time)):
        return value.isoformat()
    if isinstance(value, Mapping):
        return "{…}" if value else "{}"
    if isinstance(value, (list, tuple)):
        return quoted(f"[{', '.join(literal(item) for item in value[:3])}{', …' if len(value) > 3 else ''}]")
    return quoted(str(value))


def faults_of(error: BaseException, place: Place) -> Iterator[Fault]:
    """All faults inside what a structuring raised, each at its key path below ``place``.

    Raises ``error`` again where it is none of the input's making: that is a mistake of ours.
    """
    if isinstance(error, ClassValidationError):
        yield from _of_table(error, place)
    elif isinstance(error, IterableValidationError):
        for inner, note in error.group_exceptions()[0]:
            at = place.inside(note.index + 1) if isinstance(note.index, int) else place.inside(note.index)
            yield from faults_of(inner, at)
    elif isinstance(error, InputError):
        yield from (evolve(fault, place=place) if fault.place == NOWHERE else fault for fault in error.faults)
    elif isinstance(error, ForbiddenExtraKeysError):
        yield from _unknown_keys(error, place)
    else:
        raise error


def _of_table(error: ClassValidationError, place: Place) -> Iterator[Fault]:
    keys = {field.name: key_of(field) for field in attrs.fields(error.cl)}
    noted, bare = error.group_exceptions()
    missing = [keys[note.name] for inner, note in noted if isinstance(inner, KeyError)]
    if missing:
        yield missing_keys(missing, place)
    for inner, note in noted:
        if not isinstance(inner, KeyError):
            yield from faults_of(inner, place.inside(keys[note.name]))
    for inner in bare:
        yield from faults_of(inner, place)


def missing_keys(keys: list[str], place: Place) -> Fault:
    """The one fault that lists every key a table lacks."""
    if not place.key:
        return Fault("input.missing-keys-root", place, {"keys": ", ".join(keys)})
    return Fault("input.missing-keys", place, {"keys": ", ".join(keys), "table": place.key})


def _unknown_keys(error: ForbiddenExtraKeysError, place: Place) -> Iterator[Fault]:
    known = [key_of(field) for field in attrs.fields(error.cl)]
    for key in sorted(error.extra_fields):
        if key.partition(".")[0] in known and "." in key:
            yield Fault("input.dotted-key", place.inside(key), {"key": quoted(key), "first": key.partition(".")[0]})
            continue
        near = nearest(key.casefold(), known)
        code = "input.misspelt-key" if near else "input.unknown-key"
        yield Fault(code, place.inside(key), {"key": quoted(key), "near": near, "known": " ".join(known)})
