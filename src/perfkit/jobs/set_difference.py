"""What one indicator set says otherwise than another: key by key, with the reason that an amendment gives."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import groupby
from typing import Any, Literal, TypeAlias

from attrs import evolve, field, fields, frozen, has

from perfkit.jobs.constraint_difference import ConstraintDifference, called, constraint_differences
from perfkit.model import Change, GradeScale, IndicatorSet, plain
from perfkit.model.kinds import as_tuple
from perfkit.wording import Language, say

Kind: TypeAlias = Literal["changed", "added", "removed", "renamed"]

Called: TypeAlias = Sequence[tuple[str, Change]]
"""Changes, each with the key it stands at in the finished set."""

_NOT_SAID = frozenset(
    ("id", "edition", "chain", "changes", "plugins", "digest", "origin", "layers", "as-filed", "basis")
)
"""What tells sets and their files apart and is no rule."""


@frozen(kw_only=True)
class Difference:
    """One key that is not the same.

    Attributes:
        kind: see :data:`Kind`; key: as amendments write it, by codes.
        before, after: the two texts; of a whole entry its name; empty on the side that does not have it.
        change: of the amendment that made it so; None where no amendment of the second set's chain did.
    """

    kind: Kind
    key: str
    before: str = ""
    after: str = ""
    change: Change | None = None

    def worded(self, language: Language) -> str:
        reason = (
            "" if self.change is None else say("diff.reason", language, reason=self.change.reason, by=self.change.by)
        )
        text = say(f"diff.{self.kind}", language, key=self.key, before=self.before or "—", after=self.after or "—")
        return text + reason


@frozen
class SetDifference:
    """Two sets side by side.

    Attributes:
        before, after: the sets; differences: in the order of the keys.
        constraints: those of both sets, held against the weights of the second.
    """

    before: IndicatorSet = field(repr=False)
    after: IndicatorSet = field(repr=False)
    differences: tuple[Difference, ...] = field(converter=as_tuple)
    constraints: tuple[ConstraintDifference, ...] = field(default=(), converter=as_tuple)

    @property
    def broken(self) -> bool:
        """Whether a binding constraint of either set does not hold for the second."""
        return any(one.broken for one in self.constraints)

    def worded(self, language: Language) -> Iterator[str]:
        """How many keys differ, each of them, and what became of the constraints."""
        sides = {"before": self.before.address, "after": self.after.address, "count": len(self.differences)}
        yield say("diff.head" if self.differences else "diff.same", language, **sides)
        idle = {f"rules.{name}" for name in self.after.rules} - {f"rules.{name}" for name in self.after.rules_named()}
        at_hand = [one for one in self.differences if one.kind == "added" and one.key in idle]
        yield from ("  " + one.worded(language) for one in self.differences if one not in at_hand)
        if at_hand:
            names = tuple(one.key.removeprefix("rules.") for one in at_hand)
            yield "  " + say("diff.rules-at-hand", language, count=len(names), names=names)
        yield from ("  " + line for one in self.constraints for line in one.worded(language))

    def record(self, language: Language) -> dict[str, Any]:
        """The differences as plain data."""
        return {
            "before": self.before.address,
            "after": self.after.address,
            "differences": [
                {
                    "kind": one.kind,
                    "key": one.key,
                    "before": one.before or None,
                    "after": one.after or None,
                    "reason": None if one.change is None else one.change.reason,
                    "by": None if one.change is None else one.change.by,
                }
                for one in self.differences
            ],
            "constraints": [one.record(language) for one in self.constraints],
            "broken": self.broken,
        }


def set_difference(before: IndicatorSet, after: IndicatorSet) -> SetDifference:
    """What ``after`` says otherwise than ``before``: weights, rules, rounding, grades, policies, labels, all else.

    Documents, addresses and files are no rules and are left out.
    """
    renames = _renames(before, after)
    said = _said(evolve(before, constraints=[called(one, renames) for one in before.constraints]))
    for change in renames:
        _rekey(said, change)
    told = [
        Difference(kind="renamed", key=one.at, before=one.at.rpartition(".")[2], after=str(one.value), change=one)
        for one in renames
    ]
    found = _differing(said, _said(after), (), _called_now(after.changes))
    return SetDifference(before, after, (*told, *found), constraint_differences(before, after, renames))


def _renames(before: IndicatorSet, after: IndicatorSet) -> tuple[Change, ...]:
    """The changes that call something otherwise, from the first set to the second; none if that does not extend it."""
    if before.address not in after.chain:
        return ()
    above = reversed(after.layers[: after.chain.index(before.address)])
    return tuple(change for layer in above for change in layer.changes if change.action == "rename")


def _rekey(said: dict[str, Any], change: Change) -> None:
    """Call an entry of what a set says otherwise."""
    *around, old = change.at.split(".")
    for step in around:
        said = said[step]
    entry = said[old]
    key = next((key for key in ("code", "name") if isinstance(entry, dict) and key in entry), "")
    if key:
        entry[key] = str(change.value)
    items = [(str(change.value) if name == old else name, value) for name, value in said.items()]
    said.clear()
    said.update(items)


def _differing(
    before: Mapping[str, Any], after: Mapping[str, Any], path: tuple[str, ...], changes: Called
) -> Iterator[Difference]:
    for name in dict.fromkeys([*before, *after]):
        here = (*path, name)
        one, other = before.get(name), after.get(name)
        if one == other:
            continue
        if isinstance(one, Mapping) and isinstance(other, Mapping):
            yield from _differing(one, other, here, changes)
            continue
        kind: Kind = "added" if name not in before else "removed" if name not in after else "changed"
        key = ".".join(here)
        yield Difference(kind=kind, key=key, before=_text(one), after=_text(other), change=_behind(key, changes))


def _behind(key: str, changes: Called) -> Change | None:
    """The change that last had a say in what stands at a key: at it, around it or inside it; the nearest first."""
    return next((one for at, one in changes if f"{key}.".startswith(f"{at}.") or at.startswith(f"{key}.")), None)


def _called_now(changes: Sequence[Change]) -> Called:
    """Each change by what its path is called in the finished set, after all that renames; the nearest layer's first."""
    layers = [list(group) for _, group in groupby(changes, lambda change: change.by)]
    found: list[list[tuple[str, Change]]] = []
    for layer in reversed(layers):
        found.insert(0, [])
        for change in layer:
            if change.action != "rename":
                found[0].append((change.at, change))
                continue
            found = [[(".".join(change.path_after(at.split("."))), one) for at, one in known] for known in found]
    return tuple(one for known in found for one in known)


def _text(value: Any) -> str:
    """A value, or an entry by its title, name or reason, else by all that it says."""
    if not isinstance(value, Mapping):
        return "" if value is None else str(value)
    if named := value.get("title") or value.get("name") or value.get("zh") or value.get("reason"):
        return _text(named)
    return "；".join(f"{name} = {_text(one)}" for name, one in value.items())


def _said(value: Any) -> Any:
    """What a set says, as texts and tables: entries of lists by their codes or names, without what it leaves open."""
    if isinstance(value, GradeScale):
        return _said(value.bands)
    if has(type(value)):
        said = ((_key(one.name, one.metadata), getattr(value, one.name)) for one in fields(type(value)) if one.init)
        return {key: _said(one) for key, one in said if key not in _NOT_SAID and one not in _OPEN}
    if isinstance(value, Mapping):
        return {name: _said(one) for name, one in value.items()}
    if isinstance(value, tuple) and value and has(type(value[0])):
        return {_called(one, at): _said(one) for at, one in enumerate(value, start=1)}
    return _scalar(value)


def _scalar(value: Any) -> str:
    if isinstance(value, tuple):
        return "、".join(str(_said(one)) for one in value)
    if isinstance(value, bool):
        return "true" if value else "false"
    return plain(value) if isinstance(value, Decimal) else str(value)


_OPEN: tuple[Any, ...] = (None, (), "", {})
"""What a set says where it says nothing."""

_KEYS: Mapping[str, str] = {"first_year": "fiscal-years.from", "last_year": "fiscal-years.to"}
"""Attributes whose keys are not their names with hyphens."""


def _key(name: str, metadata: Mapping[Any, Any]) -> str:
    written: str = metadata.get("key", _KEYS.get(name, name.replace("_", "-")))
    return written


def _called(entry: Any, at: int) -> str:
    """An entry of a list by its code, else its name, else its place."""
    return str(getattr(entry, "code", None) or getattr(entry, "name", None) or at)
