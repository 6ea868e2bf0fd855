"""One file of the chain of an indicator set, and what it says of the finished set."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from attrs import field, frozen

from perfkit.errors import Place
from perfkit.model.change import Change
from perfkit.model.kinds import as_tuple
from perfkit.model.origin import Basis
from perfkit.model.set_lines import written_key


@frozen
class Said:
    """Where a layer says something: the place in its file, and the change that says it, in an amendment."""

    place: Place
    change: Change | None = None


@frozen(kw_only=True)
class Layer:
    """The file of a set or of an amendment, as one layer of the set that was made from its chain.

    Attributes:
        address: ``id@edition`` of the file; file: its name as shown in messages.
        plugin, version: whose file it is.
        basis: the documents the layer rests on.
        changes: what an amendment changes; none for the base.
        document: what the file says of itself: all of it for the base, the identity for an amendment.
        lines: line of every key of the file.
    """

    address: str
    file: str
    plugin: str = ""
    version: str = ""
    basis: tuple[Basis, ...] = field(default=(), converter=as_tuple)
    changes: tuple[Change, ...] = field(default=(), converter=as_tuple)
    document: Mapping[str, Any] = field(factory=dict, repr=False)
    lines: Mapping[str, int] = field(factory=dict, repr=False)

    def says(self, path: Sequence[str]) -> Said | None:
        """Where this layer says what stands at ``path`` of the finished set; None if another layer or nobody does.

        The path is written as amendments write it, by codes: ``indicators``, ``output``, ``children``, ``quality``,
        ``weight``. Of an amendment the last change counts that gives the value, alone or with what is around it.
        """
        covering = self._covering(path)
        return self._by_itself(path) if covering is None else self._by_change(*covering)

    def replaces(self, path: Sequence[str]) -> bool:
        """Whether the layer changed what stands at ``path`` or all around it: layers below are not asked."""
        return self._covering(path) is not None

    def path_below(self, path: Sequence[str]) -> tuple[str, ...]:
        """What layers below call what stands at ``path`` here: otherwise only where this layer renames it."""
        for change in reversed(self.changes):
            path = change.path_before(path)
        return tuple(path)

    def _covering(self, path: Sequence[str]) -> tuple[int, Sequence[str]] | None:
        """The number of the last change of what stands at ``path`` or around it, and how the path was called then."""
        for number in range(len(self.changes), 0, -1):
            change = self.changes[number - 1]
            if change.action != "rename" and _rest(path, change) is not None:
                return number, path
            path = change.path_before(path)
        return None

    def _by_change(self, number: int, path: Sequence[str]) -> Said | None:
        change = self.changes[number - 1]
        rest = _rest(path, change)
        key = f"change[{number}].{change.action}"
        if change.action == "remove":
            return None
        if rest:
            inner = written_key(rest, change.value) if isinstance(change.value, (Mapping, list)) else None
            if inner is None:
                return None
            key += inner if inner.startswith("[") else f".{inner}"
        line = self.lines.get(key, self.lines.get(f"change[{number}]"))
        return Said(Place(file=self.file, line=line, key=key), change)

    def _by_itself(self, path: Sequence[str]) -> Said | None:
        written = written_key(path, self.document)
        if written is None:
            return None
        return Said(Place(file=self.file, line=self.lines.get(written), key=".".join(path)))


def _rest(path: Sequence[str], change: Change) -> Sequence[str] | None:
    """The way from what a change is ``at`` to what stands at ``path``; None if that lies elsewhere."""
    at = change.at.split(".")
    return list(path[len(at) :]) if list(path[: len(at)]) == at else None
