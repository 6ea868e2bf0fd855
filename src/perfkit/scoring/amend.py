"""Applying an amendment: a new document from a base document, change by change, never touching the base.

A path names codes, never positions: ``indicators.execution.weight`` is the key ``weight`` of the entry of the list
``indicators`` whose ``code`` (or ``name``) is ``execution``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy
from typing import Any

from attrs import evolve, frozen

from perfkit.errors import NOWHERE, Fault, IndicatorSetError, Place, nearest, quoted
from perfkit.model import Change
from perfkit.scoring.renaming import follow, rekey, renamable

_LISTS = frozenset(("weight-cases", "adjustments", "outcomes", "deadlines", "constraints"))
_TABLES = frozenset(("needs", "assumes", "measures", "labels", "policies", "rounding", "evidence", "calendar"))
"""What a set may have none of; the first entry that is added brings the list or the table with it."""

_LISTS_OF_NODE = frozenset(("children", "accepts", "basis"))
_TABLES_OF_NODE = frozenset(("parameters", "rules-for", "parameters-for", "verdicts-for"))
"""The same of a node."""


@frozen
class Applied:
    """What became of one change.

    Attributes:
        change: with its path written by codes, whatever names its author used.
        fault: why it does not fit; None if it was made.
    """

    change: Change
    fault: Fault | None = None


@frozen
class Amended:
    """A document with its changes made.

    Attributes:
        document: with every change that fits; changes: each in order.
    """

    document: dict[str, Any]
    changes: tuple[Applied, ...]

    @property
    def faults(self) -> tuple[Fault, ...]:
        return tuple(one.fault for one in self.changes if one.fault is not None)


def amended(base: Mapping[str, Any], changes: Iterable[Change], place: Place = NOWHERE) -> dict[str, Any]:
    """The base document with every change made in order.

    Refuses, all at once: a path that leads nowhere, an ``add`` of what is already there, a ``to``, ``remove`` or
    ``rename`` of what is not, a ``was`` that the base contradicts, a path that an earlier change has set already, and a
    name that cannot be given.
    """
    found = attempted(base, changes, place)
    if found.faults:
        raise IndicatorSetError(found.faults)
    return found.document


def attempted(
    base: Mapping[str, Any], changes: Iterable[Change], place: Place = NOWHERE, *, forced: bool = False
) -> Amended:
    """The same, told change by change: one that does not fit is left out.

    With ``forced`` one whose ``was`` alone is contradicted is made all the same, to see what would follow.
    """
    document = deepcopy(dict(base))
    applied: list[Applied] = []
    said: dict[str, int] = {}
    for number, change in enumerate(changes, start=1):
        here = place.inside("change").inside(number)
        one = _Step(document, change, here)
        if change.action == "to" and change.at in said:
            fault: Fault | None = Fault("amendment.at-twice", here, {"at": change.at, "first": said[change.at]})
        else:
            fault = one.apply()
            if forced and fault is not None and fault.code == "amendment.was-differs":
                _Step(document, evolve(change, was=None), here).apply()
        if change.action in ("to", "add"):
            said.setdefault(change.at, number)
        else:
            said.pop(change.at, None)
        applied.append(Applied(evolve(change, at=".".join(one.path) or change.at), fault))
    return Amended(document, tuple(applied))


class _Step:
    """One change on its way into the document.

    Attributes:
        path: the way so far, by codes; the whole of it once the change was made.
    """

    def __init__(self, document: dict[str, Any], change: Change, place: Place) -> None:
        self.path: list[str] = []
        self._document = document
        self._change = change
        self._place = place

    def apply(self) -> Fault | None:
        """Make the change; why it does not fit, if so."""
        self.path = []
        *around, last = self._change.at.split(".")
        holder: Any = self._document
        for step in around:
            if step not in _names(holder) and not self._made(holder, step):
                return self._lost(step, holder)
            self.path.append(_code(holder, step))
            holder = _entry(holder, step)
        if self._change.action == "add" and isinstance(holder, (list, dict)):
            self.path.append(last)
            return self._added(holder, last)
        if last not in _names(holder):
            return self._lost(last, holder)
        self.path.append(_code(holder, last))
        return self._put(holder, _entry(holder, last))

    def _put(self, holder: Any, current: object) -> Fault | None:
        """Replace, remove or rename what is there."""
        change, name = self._change, self.path[-1]
        if not _same(change.was, current):
            return self._fault("was-differs", was=_shown(change.was), found=_shown(current))
        if change.action == "rename":
            return self._renamed(holder, name)
        place = name if isinstance(holder, dict) else holder.index(current)
        if change.action == "remove":
            del holder[place]
        else:
            holder[place] = change.value
        return None

    def _made(self, holder: Any, step: str) -> bool:
        """Whether a list or a table that may be missing was made, for what is added to it."""
        if self._change.action != "add" or not isinstance(holder, dict):
            return False
        of_node = bool(self.path) and self.path[0] == "indicators"
        if step in (_LISTS_OF_NODE if of_node else _LISTS):
            holder[step] = []
        elif step in (_TABLES_OF_NODE if of_node else _TABLES) and (of_node or holder is self._document):
            holder[step] = {}
        else:
            return False
        return True

    def _added(self, holder: Any, name: str) -> Fault | None:
        """A new key of a table, or a new entry of a list: at its end, or before the one that ``before`` names."""
        change = self._change
        if self._change.was is not None:
            return self._fault("was-of-added", was=_shown(change.was))
        if name in _names(holder):
            current = _entry(holder, name)
            code = "list-there" if isinstance(current, list) and isinstance(change.value, list) else "already-there"
            return self._fault(code, found=_shown(current))
        if isinstance(holder, dict):
            holder[name] = change.value
            return self._fault("before-of-key", before=change.before) if change.before else None
        if name not in _names([change.value]):
            return self._fault("name-differs", found=", ".join(_names([change.value])) or _shown(change.value))
        position = len(holder)
        if change.before:
            if change.before not in _names(holder):
                near = nearest(change.before, _names(holder))
                return self._fault("before-unknown", before=change.before, near=near)
            position = holder.index(_entry(holder, change.before))
        holder.insert(position, change.value)
        return None

    def _renamed(self, holder: Any, old: str) -> Fault | None:
        """Another name; everything in the set that refers to the old one follows, or is told."""
        new = str(self._change.value)
        if fault := self._unnamable(holder, old, new):
            return fault
        if keys := follow(self._document, self.path[0], old, new):
            return self._fault("rename-refers", old=old, new=new, keys=keys)
        if isinstance(holder, dict):
            rekey(holder, old, new)
        else:
            entry = _entry(holder, old)
            entry["code" if "code" in entry else "name"] = new
        return None

    def _unnamable(self, holder: Any, old: str, new: str) -> Fault | None:
        """Why what stands here cannot have this name; None if it can."""
        table = self.path[0]
        if not renamable(tuple(self.path)):
            return self._fault("rename-what", new=new)
        if not new.strip() or "." in new:
            return self._fault("rename-name", new=new)
        if new in (list(_walked(self._document)) if table == "indicators" else _names(holder)):
            return self._fault("already-there", found=new)
        if table == "grades" and "grade-by" in self._document:
            return self._fault("rename-graded", old=old, rule=self._document["grade-by"])
        return None

    def _lost(self, step: str, holder: object) -> Fault:
        """The path leads nowhere; if a node further in is meant, the way to it is said."""
        for node in _ways(self._document.get("indicators"), ("indicators",)):
            if node[-1] == step and tuple(self.path) != node[:-1]:
                rest = self._change.at.split(".")[len(self.path) + 1 :]
                return self._fault("path-elsewhere", step=step, path=".".join([*node, *rest]))
        names = _names(holder)
        last = step == self._change.at.rpartition(".")[2]
        if self._change.action == "to" and last and isinstance(holder, dict) and not nearest(step, names):
            return self._fault("not-said", step=step, known=tuple(names))
        return self._fault("path-unknown", step=step, near=nearest(step, names), known=tuple(names))

    def _fault(self, code: str, **arguments: object) -> Fault:
        return Fault(f"amendment.{code}", self._place, {"at": self._change.at, **arguments})


def _same(was: object, current: object) -> bool:
    """Whether the base says what ``was`` says; a figure written as a text is that figure."""
    if was is None:
        return True
    if isinstance(was, bool) or isinstance(current, bool):
        return was is current
    return was == current or (not isinstance(was, (list, dict)) and str(was) == str(current))


def _ways(nodes: Any, path: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """The path of every node of a tree, by codes."""
    for node in nodes if isinstance(nodes, list) else []:
        way = (*path, _code_of(node))
        yield way
        if isinstance(node, dict):
            yield from _ways(node.get("children"), (*way, "children"))


def _walked(document: Mapping[str, Any]) -> Iterator[str]:
    return (way[-1] for way in _ways(document.get("indicators"), ()))


def _names(holder: object) -> list[str]:
    """What a step may name here: keys of a table, codes or names of list entries."""
    if isinstance(holder, dict):
        return list(holder)
    if isinstance(holder, list):
        return [name for entry in holder for name in _names_of(entry)]
    return []


def _entry(holder: Any, step: str) -> Any:
    return holder[step] if isinstance(holder, dict) else next(e for e in holder if step in _names_of(e))


def _code(holder: Any, step: str) -> str:
    """A step as codes write it."""
    return step if isinstance(holder, dict) else _code_of(_entry(holder, step))


def _code_of(entry: object) -> str:
    return next(iter(_names_of(entry)), "")


def _names_of(entry: object) -> list[str]:
    """What an entry of a list is called: its code and its name, or the entry itself."""
    if isinstance(entry, dict):
        return [str(entry[key]) for key in ("code", "name") if key in entry]
    return [str(entry)]


def _shown(value: object) -> str:
    """A value as its author would write it."""
    return quoted(_written(value), 80)


def _written(value: object) -> str:
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {_written(one)}" for key, one in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(_written(one) for one in value) + "]"
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)
