"""Floats in what a plugin hands over: their digits are not the ones its author typed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import attrs

DEEPEST = 40


def floats_in(value: Any, key: str = "", depth: int = 0) -> Iterator[tuple[str, float]]:
    """Every float inside an object, with the way to it as ``indicators[2].weight``."""
    if isinstance(value, float):
        yield key, value
    elif depth < DEEPEST:
        for step, part in _parts(value):
            inner = f"{key}{step}" if step.startswith("[") else f"{key}.{step}".removeprefix(".")
            yield from floats_in(part, inner, depth + 1)


def _parts(value: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(value, Mapping):
        yield from ((str(name), part) for name, part in value.items())
    elif isinstance(value, (list, tuple)):
        yield from ((f"[{at}]", part) for at, part in enumerate(value, start=1))
    elif attrs.has(type(value)):
        yield from ((one.name, getattr(value, one.name)) for one in attrs.fields(type(value)))
