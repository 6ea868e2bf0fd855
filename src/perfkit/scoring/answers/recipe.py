"""What an evaluation was made of, as plain data with digests, and where two such recipes differ."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from fractions import Fraction
from importlib.metadata import version
from typing import Any

from attrs import Attribute, asdict

from perfkit.errors import Fault, Place
from perfkit.files import canonical_json, sha256
from perfkit.scoring.result import Evaluation

FORMAT = "perfkit-recipe-1"

SHOWN = 12
"""How many digits of a digest a message shows."""

_READ_FROM = frozenset(
    ("origin", "fact_origins", "withheld", "sources", "plugins", "remarks", "layers", "as_filed", "digest")
)
"""Attributes that say where facts and sets were read, not what they say."""


def recipe(evaluation: Evaluation) -> dict[str, Any]:
    """The recipe of an evaluation: texts only, and the same for equal facts under an equal set.

    ``format``; ``perfkit``: the version; ``inputs``: SHA-256 of each file that was read (none for facts that a program
    handed in); ``facts``: of all that the portfolio says; ``sets``: of the files of the set, by address; ``content``:
    of all that the set says, also where a program changed it; ``plugins``: versions by id; ``result``: of the
    evaluation as plain data in Chinese.
    """
    indicator_set = evaluation.indicator_set
    return {
        "format": FORMAT,
        "perfkit": version("perfkit"),
        "inputs": dict(evaluation.portfolio.sources),
        "facts": _digest(evaluation.portfolio),
        "sets": {indicator_set.address: indicator_set.digest},
        "content": _digest(indicator_set),
        "plugins": {layer.plugin: layer.version for layer in indicator_set.layers},
        "result": sha256(canonical_json(evaluation.to_dict("zh"))),
    }


def recipe_differences(expected: Mapping[str, Any], found: Mapping[str, Any]) -> Iterator[Fault]:
    """Where two recipes differ, each difference with what was expected and what was found.

    Only what both say is compared, so that a recipe of an earlier version can be. Codes: ``replay.perfkit``,
    ``replay.facts``, ``replay.content``, ``replay.result``; with ``-changed``, ``-gone`` and ``-new`` for each of the
    ``replay.input``, ``replay.set`` and ``replay.plugin``; ``replay.plugin-files`` where files differ in one version.
    """
    both = {key for key in expected if key in found}
    if "perfkit" in both and expected["perfkit"] != found["perfkit"]:
        yield Fault("replay.perfkit", arguments={"expected": expected["perfkit"], "found": found["perfkit"]})
    for key, code in (("inputs", "replay.input"), ("sets", "replay.set"), ("plugins", "replay.plugin")):
        if key in both:
            yield from _named(code, expected[key], found[key])
    if {"plugins", "plugin-files"} <= both:
        yield from _other_files(expected, found)
    for key in ("facts", "content", "result"):
        if key in both and expected[key] != found[key]:
            yield Fault(f"replay.{key}", arguments=_two(expected[key], found[key]))


def _named(code: str, expected: Mapping[str, str], found: Mapping[str, str]) -> Iterator[Fault]:
    for name in sorted({*expected, *found}):
        place = Place(file=name) if code == "replay.input" else Place()
        if name not in found:
            yield Fault(f"{code}-gone", place, {"name": name})
        elif name not in expected:
            yield Fault(f"{code}-new", place, {"name": name})
        elif expected[name] != found[name]:
            yield Fault(f"{code}-changed", place, {"name": name, **_two(expected[name], found[name])})


def _other_files(expected: Mapping[str, Any], found: Mapping[str, Any]) -> Iterator[Fault]:
    """Plugins of the same version whose files are not the same."""
    before, now = expected["plugin-files"], found["plugin-files"]
    for name in sorted({*before} & {*now}):
        same_version = expected["plugins"].get(name) == found["plugins"].get(name)
        if same_version and before[name] != now[name]:
            yield Fault("replay.plugin-files", arguments={"name": name, **_two(before[name], now[name])})


def _two(expected: object, found: object) -> dict[str, str]:
    """Both sides as messages show them; what was stored may be no digest at all."""
    return {"expected": str(expected)[:SHOWN], "found": str(found)[:SHOWN]}


def _digest(facts: Any) -> str:
    """SHA-256 of what an attrs object says, wherever it was read."""
    return sha256(canonical_json(asdict(facts, filter=_said, value_serializer=_plain)))


def _said(attribute: Attribute[Any], value: object) -> bool:
    return attribute.name not in _READ_FROM


def _plain(instance: object, attribute: object, value: Any) -> Any:
    if isinstance(value, Fraction):
        return str(value)
    return value.isoformat() if isinstance(value, datetime.date) else value
