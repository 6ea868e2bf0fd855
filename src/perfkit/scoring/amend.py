"""Applying an amendment: a new document from a base document, change by change, never touching the base.

A path names codes, never positions: ``indicators.execution.weight`` is the key ``weight`` of the entry of the list
``indicators`` whose ``code`` (or ``name``) is ``execution``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from copy import deepcopy
from typing import Any

from perfkit.errors import NOWHERE, Fault, IndicatorSetError, Place, nearest, quoted
from perfkit.model import Change


def amended(base: Mapping[str, Any], changes: Iterable[Change], place: Place = NOWHERE) -> dict[str, Any]:
    """The base document with every change made in order.

    Refuses, all at once: a path that leads nowhere, an ``add`` of what is already there, a ``to`` or ``remove`` of what
    is not, and a ``was`` that the base contradicts.
    """
    document = deepcopy(dict(base))
    faults = [
        fault
        for index, change in enumerate(changes, start=1)
        if (fault := _apply(document, change, place.inside("change").inside(index))) is not None
    ]
    if faults:
        raise IndicatorSetError(faults)
    return document


def _apply(document: dict[str, Any], change: Change, place: Place) -> Fault | None:
    *path, last = change.at.split(".")
    holder: Any = document
    for step in path:
        if step not in _names(holder):
            return _lost(step, holder, change, place)
        holder = _entry(holder, step)
    if isinstance(holder, list):
        return _change_list(holder, last, change, place)
    if not isinstance(holder, dict):
        return _lost(last, holder, change, place)
    return _change_table(holder, last, change, place)


def _change_table(table: dict[str, Any], key: str, change: Change, place: Place) -> Fault | None:
    if change.action == "add":
        if key in table:
            return Fault("amendment.already-there", place, {"at": change.at, "found": quoted(str(table[key]))})
        table[key] = change.value
        return None
    if key not in table:
        return _lost(key, table, change, place)
    if fault := _contradicted(table[key], change, place):
        return fault
    if change.action == "remove":
        del table[key]
    else:
        table[key] = change.value
    return None


def _change_list(entries: list[Any], name: str, change: Change, place: Place) -> Fault | None:
    if change.action == "add":
        return _add(entries, name, change, place)
    if name not in _names(entries):
        return _lost(name, entries, change, place)
    current = _entry(entries, name)
    if fault := _contradicted(current, change, place):
        return fault
    position = entries.index(current)
    entries[position : position + 1] = [] if change.action == "remove" else [change.value]
    return None


def _add(entries: list[Any], name: str, change: Change, place: Place) -> Fault | None:
    """A new entry at the end of a list, or before the one that ``before`` names."""
    if name in _names(entries):
        return Fault("amendment.already-there", place, {"at": change.at, "found": name})
    if name not in _names([change.value]):
        found = ", ".join(_names([change.value])) or quoted(str(change.value))
        return Fault("amendment.name-differs", place, {"at": change.at, "found": found})
    position = len(entries)
    if change.before:
        if change.before not in _names(entries):
            near = nearest(change.before, _names(entries))
            return Fault("amendment.before-unknown", place, {"at": change.at, "before": change.before, "near": near})
        position = entries.index(_entry(entries, change.before))
    entries.insert(position, change.value)
    return None


def _contradicted(current: object, change: Change, place: Place) -> Fault | None:
    if change.was is None or change.was == current:
        return None
    return Fault(
        "amendment.was-differs",
        place,
        {"at": change.at, "was": quoted(str(change.was)), "found": quoted(str(current))},
    )


def _lost(step: str, holder: object, change: Change, place: Place) -> Fault:
    return Fault(
        "amendment.path-unknown",
        place,
        {"at": change.at, "step": step, "near": nearest(step, _names(holder)), "known": tuple(_names(holder))},
    )


def _names(holder: object) -> list[str]:
    """What a step may name here: keys of a table, codes or names of list entries."""
    if isinstance(holder, dict):
        return list(holder)
    if isinstance(holder, list):
        return [name for entry in holder for name in _names_of(entry)]
    return []


def _entry(holder: Any, step: str) -> Any:
    return holder[step] if isinstance(holder, dict) else next(e for e in holder if step in _names_of(e))


def _names_of(entry: object) -> list[str]:
    """What an entry of a list is called: its code and its name, or the entry itself."""
    if isinstance(entry, dict):
        return [str(entry[key]) for key in ("code", "name") if key in entry]
    return [str(entry)]
