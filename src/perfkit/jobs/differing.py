"""Where two results differ: the first keys that are not the same, with both values."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import islice
from typing import Any

from perfkit.errors import Fault, Place, quoted

MOST = 10
"""How many differences are told: a reader mends the first and runs again."""

_LONGEST = 60
_NOTHING = "—"


def differing(expected: Any, found: Any) -> Iterator[Fault]:
    """A fault ``replay.differs`` for each of the first values that differ, at its key; then whether there are more."""
    told = list(islice(_differing(expected, found, Place()), MOST + 1))
    yield from told[:MOST]
    if len(told) > MOST:
        yield Fault("replay.more", arguments={"count": MOST})


def _differing(expected: Any, found: Any, place: Place) -> Iterator[Fault]:
    if isinstance(expected, dict) and isinstance(found, dict):
        for key in dict.fromkeys([*expected, *found]):
            yield from _entry(expected, found, key, place.inside(key))
    elif isinstance(expected, list) and isinstance(found, list):
        for at in range(max(len(expected), len(found))):
            yield from _entry(dict(enumerate(expected)), dict(enumerate(found)), at, place.inside(at + 1))
    elif type(expected) is not type(found) or expected != found:
        yield _fault(_text(expected), _text(found), place)


def _entry(expected: dict[Any, Any], found: dict[Any, Any], key: Any, place: Place) -> Iterator[Fault]:
    """The differences at one key; one that only one side has is a difference by itself."""
    if key in expected and key in found:
        yield from _differing(expected[key], found[key], place)
    else:
        before, now = (_text(side[key]) if key in side else _NOTHING for side in (expected, found))
        yield _fault(before, now, place)


def _fault(expected: str, found: str, place: Place) -> Fault:
    return Fault("replay.differs", place, {"expected": expected, "found": found})


def _text(value: Any) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return quoted(text, _LONGEST)
