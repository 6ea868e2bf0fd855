"""An indicator set with some of its keys otherwise: a question, not a set in force."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Literal, get_args, get_origin, get_type_hints

from attrs import evolve, fields_dict

from perfkit.errors import Fault, IndicatorSetError, Place, likeliest, nearest, quoted
from perfkit.model import MODES, IndicatorSet, Policies, Rounding, RoundingName, SetIndicator

NOT_ROUNDED = "none"
"""What ``rounding.leaf`` is where points are to be carried exactly."""

_NAMES: tuple[RoundingName, ...] = get_args(RoundingName)
_NODE_KEYS = ("rule", "target", "measure", "combine")
_POLICIES: Mapping[str, tuple[str, ...]] = {
    name: get_args(kind) for name, kind in get_type_hints(Policies).items() if get_origin(kind) is Literal
}


def otherwise(indicator_set: IndicatorSet, keys: Mapping[str, str]) -> IndicatorSet:
    """The set with these keys as amendments name them, each with another text.

    ``rounding.leaf.mode``, ``rounding.total.places``, ``rounding.leaf`` (``none``), ``policies.grade-of``,
    ``measures.execution_rate``, ``indicators.execution.rule`` (``target``, ``measure``, ``combine``). Refuses, all at
    once, a key that names nothing and a value that the key cannot have; formulas are read when something is scored.
    """
    changed = indicator_set
    faults: list[Fault] = []
    for key, value in keys.items():
        try:
            changed = _with(changed, key, value)
        except IndicatorSetError as error:
            faults.extend(error.faults)
    if faults:
        raise IndicatorSetError(faults)
    return changed


def _with(indicator_set: IndicatorSet, key: str, value: str) -> IndicatorSet:
    match key.split("."):
        case ["rounding", name] if name in _NAMES:
            return evolve(indicator_set, rounding=_not_rounded(indicator_set.rounding, name, key, value))
        case ["rounding", name, "mode" | "places" as part] if name in _NAMES:
            rounding = indicator_set.rounding.get(name, Rounding())
            return evolve(
                indicator_set, rounding={**indicator_set.rounding, name: _rounding(rounding, part, key, value)}
            )
        case ["policies", name] if name.replace("-", "_") in _POLICIES:
            return evolve(indicator_set, policies=_policies(indicator_set.policies, name.replace("-", "_"), key, value))
        case ["measures", name] if name in indicator_set.measures:
            return evolve(indicator_set, measures={**indicator_set.measures, name: value})
        case ["indicators", code, name] if name in _NODE_KEYS and indicator_set.node(code) is not None:
            return evolve(indicator_set, indicators=_nodes(indicator_set.indicators, code, name, value))
    known = list(_known(indicator_set))
    arguments = {"key": key, "near": nearest(key, known), "known": likeliest(key, known)}
    raise IndicatorSetError(Fault("otherwise.key-unknown", Place(key=key), arguments))


def _known(indicator_set: IndicatorSet) -> Iterable[str]:
    """Every key that can be otherwise."""
    yield from (f"rounding.{name}{part}" for name in _NAMES for part in ("", ".mode", ".places"))
    yield from (f"policies.{name.replace('_', '-')}" for name in fields_dict(Policies) if name in _POLICIES)
    yield from (f"measures.{name}" for name in indicator_set.measures)
    yield from (f"indicators.{node.code}.{key}" for node in indicator_set.leaves() for key in _NODE_KEYS)


def _not_rounded(rounding: Mapping[RoundingName, Rounding], name: str, key: str, value: str) -> dict[RoundingName, Any]:
    if value != NOT_ROUNDED:
        raise _refused(key, value, (NOT_ROUNDED,))
    return {one: rounds for one, rounds in rounding.items() if one != name}


def _rounding(rounding: Rounding, part: str, key: str, value: str) -> Rounding:
    if part == "mode":
        mode = next((one for one in MODES if one == value), None)
        if mode is None:
            raise _refused(key, value, MODES)
        return evolve(rounding, mode=mode)
    places = tuple(str(one) for one in range(13))
    if value not in places:
        raise _refused(key, value, places)
    return evolve(rounding, places=int(value))


def _policies(policies: Policies, name: str, key: str, value: str) -> Policies:
    if value not in _POLICIES[name]:
        raise _refused(key, value, tuple(quoted(one) if one else "“”" for one in _POLICIES[name]))
    change: dict[str, Any] = {name: value}
    return evolve(policies, **change)


def _nodes(nodes: Iterable[SetIndicator], code: str, name: str, value: str) -> tuple[SetIndicator, ...]:
    change: dict[str, Any] = {name: value}
    return tuple(
        evolve(node, **change) if node.code == code else evolve(node, children=_nodes(node.children, code, name, value))
        for node in nodes
    )


def _refused(key: str, value: str, known: tuple[str, ...]) -> IndicatorSetError:
    arguments = {"key": key, "found": quoted(value), "known": known}
    return IndicatorSetError(Fault("otherwise.value", Place(key=key), arguments))
