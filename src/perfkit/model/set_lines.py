"""Which line of a set or an amendment says what stands at a key of the finished set.

Faults of a set name entries by position (``indicators[2].weight``) or, as a reader knows them, by code
(``indicators.output.weight``); the file has positions only, and an amendment has nothing but changes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from attrs import frozen

from perfkit.model.change import Change

_STEP = re.compile(r"\[([0-9]+)\]|([^.\[]+)")
_CHILDREN = "children"


@frozen
class _Found:
    """One step further into a document: how its file writes the step, how an amendment does, and what stands there."""

    written: str
    names: tuple[str, ...]
    value: Any


def line_of_entry(key: str, document: Mapping[str, Any], lines: Mapping[str, int]) -> int | None:
    """The line of ``key`` in the file of ``document``, or of the nearest entry around it; None if none is there."""
    written, holder, line = "", document, None
    for step in _steps(key):
        found = _below(holder, step)
        if found is None:
            break
        written, holder = (written + found.written).removeprefix("."), found.value
        line = lines.get(written, line)
    return line


def line_of_change(path: Sequence[str], changes: Sequence[Change], lines: Mapping[str, int]) -> int | None:
    """The line of the change that says what stands at ``path`` (steps as an amendment writes them); None without one.

    Failing that, of one that changes parts of it, first such as may move weights; failing that, of one that adds or
    removes a neighbour. Of several the last.
    """
    by_nearness: list[list[int]] = [[], [], [], []]
    for index in range(len(changes), 0, -1):
        if (far := _distance(changes[index - 1], path)) is not None:
            by_nearness[far].append(index)
        path = changes[index - 1].path_before(path)
    return next((lines.get(f"change[{found[0]}]") for found in by_nearness if found), None)


def _distance(change: Change, path: Sequence[str]) -> int | None:
    """How far a change is from what stands at ``path``: it says it, says parts of it, or makes or takes neighbours."""
    at = tuple(change.at.split("."))
    if path and at == tuple(path[: len(at)]):
        return 0
    if path and at[: len(path)] == tuple(path):
        return 1 if change.action != "to" or at[-1] == "weight" else 2
    return 3 if change.action != "to" and len(path) > 1 and at[:-1] == tuple(path[:-1]) else None


def written_key(path: Sequence[str], document: Any) -> str | None:
    """How the file of a table or a list writes the key at ``path``, positions for codes; None if it is not there."""
    written, holder = "", document
    for step in path:
        found = _below(holder, step)
        if found is None:
            return None
        written, holder = (written + found.written).removeprefix("."), found.value
    return written or None


def path_of(key: str, document: Mapping[str, Any]) -> tuple[str, ...]:
    """``key`` as an amendment writes it: codes for positions, and the way to an inner node in full."""
    path: tuple[str, ...] = ()
    holder: Any = document
    for step in _steps(key):
        found = _below(holder, step)
        path += (str(step),) if found is None else found.names
        holder = None if found is None else found.value
    return path


def _steps(key: str) -> list[str | int]:
    return [int(position) if position else name for position, name in _STEP.findall(key)]


def _below(holder: Any, step: str | int) -> _Found | None:
    """What ``step`` names in a table or a list; the code of an inner node may leave out the nodes around it."""
    if isinstance(holder, Mapping):
        if step in holder:
            return _Found(f".{step}", (str(step),), holder[step])
        inner = _below(holder[_CHILDREN], step) if _CHILDREN in holder else None
        return inner and _Found(f".{_CHILDREN}{inner.written}", (_CHILDREN, *inner.names), inner.value)
    entries = holder if isinstance(holder, list) else []
    for at, entry in enumerate(entries, start=1):
        name = _name_of(entry)
        if step in (at, name):
            return _Found(f"[{at}]", (str(at) if name is None else str(name),), entry)
    for at, entry in enumerate(entries, start=1):
        inner = _below(entry[_CHILDREN], step) if isinstance(entry, Mapping) and _CHILDREN in entry else None
        if inner is not None:
            names = (str(_name_of(entry)), _CHILDREN, *inner.names)
            return _Found(f"[{at}].{_CHILDREN}{inner.written}", names, inner.value)
    return None


def _name_of(entry: object) -> object:
    return entry.get("code", entry.get("name")) if isinstance(entry, Mapping) else None
