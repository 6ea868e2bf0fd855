"""A code or a key gets another name, and what refers to it in the same set goes with it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from perfkit.formula import formula_name, renamed
from perfkit.model import CHILDREN_OF, CONSTRAINT_NAMES, STAGES

RENAMABLE = ("indicators", "grades", "weight-cases", "adjustments", "constraints", "measures", "needs")
"""The lists and tables of a set whose entries are called by a name of their own."""

_IN_CASES = frozenset(("block", "weight"))
"""The fields of the list ``indicators``, which hide the same names outside it."""


def renamable(path: tuple[str, ...]) -> bool:
    """Whether what stands at ``path`` has a name that may change: an entry of one of these, or an inner node."""
    if path[0] == "indicators":
        return len(path) % 2 == 0 and all(step == "children" for step in path[2::2])
    return len(path) == len(("table", "name")) and path[0] in RENAMABLE


def follow(document: dict[str, Any], table: str, old: str, new: str) -> tuple[str, ...]:
    """Give ``new`` to whatever refers to ``old``; the keys of those that cannot follow, because they may mean another.

    ``table`` is the list or table whose entry is renamed. Rules, which lie in files of their own, are not touched: one
    that asks for a name that is gone is refused by the proof of the set.
    """
    if table == "indicators":
        return tuple(_node(document, old, new))
    if table in ("measures", "needs"):
        return tuple(_name(document, old, new))
    if table == "grades":
        for adjustment in _entries(document, "adjustments"):
            _replace(adjustment, "grade", old, new)
    return ()


def _node(document: dict[str, Any], old: str, new: str) -> Iterator[str]:
    """The code of a node: in weights, conditions, adjustments, comparisons and constraints."""
    was, now = formula_name(old), formula_name(new)
    taken = {*STAGES, *map(formula_name, (*document.get("needs", {}), *document.get("measures", {}))), *_IN_CASES}
    for case in _entries(document, "weight-cases"):
        rekey(case.get("weights"), old, new)
        if was not in taken:
            _formula(case, "when", {was: now})
    for adjustment in _entries(document, "adjustments"):
        _replace(adjustment, "at", old, new)
    weighting = document.get("weighting")
    rekey(weighting.get("comparisons") if isinstance(weighting, dict) else None, old, new)
    names = {was: now, was + CHILDREN_OF: now + CHILDREN_OF}
    for constraint in _entries(document, "constraints"):
        if was in CONSTRAINT_NAMES and was in str(constraint.get("holds")):
            yield f"constraints.{constraint.get('code')}.holds"
        else:
            _formula(constraint, "holds", names)


def _name(document: dict[str, Any], old: str, new: str) -> Iterator[str]:
    """The name of a fact or a measure: in formulas, and where it is assumed, printed or has a ground."""
    names = {formula_name(old): formula_name(new)}
    for table in ("assumes", "labels"):
        rekey(document.get(table), old, new)
    hidden = {formula_name(field) for need in document.get("needs", {}).values() for field in _fields(need)}
    for key, holder, inner in _formulas(document):
        text = holder[inner]
        if isinstance(text, str) and renamed(text, names) != text:
            if formula_name(old) in hidden | _IN_CASES:
                yield key
            else:
                holder[inner] = renamed(text, names)
    for holder in (document, *_entries(document, "adjustments")):
        if isinstance(holder.get("grounds"), list):
            holder["grounds"] = [new if ground == old else ground for ground in holder["grounds"]]


def _formulas(document: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Every formula over facts and measures: its key, and the table and the key in it that hold the text."""
    measures = document.get("measures", {})
    yield from ((f"measures.{name}", measures, name) for name in measures)
    for node in _nodes(document.get("indicators")):
        if "measure" in node:
            yield f"indicators.{node.get('code')}.measure", node, "measure"
    when = ("when",)
    tables = {"weight-cases": when, "adjustments": ("when", "points"), "outcomes": when, "deadlines": when}
    for table, keys in tables.items():
        for entry in _entries(document, table):
            yield from ((f"{table}.{entry.get('code')}.{key}", entry, key) for key in keys if key in entry)


def _nodes(nodes: Any) -> Iterator[dict[str, Any]]:
    for node in nodes if isinstance(nodes, list) else []:
        if isinstance(node, dict):
            yield node
            yield from _nodes(node.get("children"))


def _entries(document: Mapping[str, Any], key: str) -> list[dict[str, Any]]:
    written = document.get(key)
    return [entry for entry in written if isinstance(entry, dict)] if isinstance(written, list) else []


def _fields(need: object) -> Mapping[str, Any]:
    return need if isinstance(need, Mapping) else {}


def rekey(table: Any, old: str, new: str) -> None:
    """Call a key otherwise; it keeps its place."""
    if isinstance(table, dict) and old in table:
        items = [(new if key == old else key, value) for key, value in table.items()]
        table.clear()
        table.update(items)


def _replace(entry: dict[str, Any], key: str, old: str, new: str) -> None:
    if entry.get(key) == old:
        entry[key] = new


def _formula(entry: dict[str, Any], key: str, names: Mapping[str, str]) -> None:
    if isinstance(entry.get(key), str):
        entry[key] = renamed(entry[key], names)
