"""What an amendment changes about the set it extends."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, TypeAlias

from attrs import frozen

Action: TypeAlias = Literal["to", "add", "remove", "rename"]
"""``to`` replaces, ``add`` adds, ``remove`` removes, ``rename`` gives another code or key."""


@frozen
class Change:
    """One change of an amendment.

    Attributes:
        at: path by codes, such as ``rounding.rate.mode`` or ``indicators.execution.measure``.
        action: see :data:`Action`.
        was: what the base says; a load fault if it says otherwise.
        value: the new value, as plain data; the new name of what is renamed.
        reason: why, in the unit's words; by: address of the amending set.
        before: for an entry added to a list, the entry it goes before; empty for the end.
    """

    at: str
    action: Action
    was: object
    value: object
    reason: str
    by: str = ""
    before: str = ""

    def path_before(self, path: Sequence[str]) -> tuple[str, ...]:
        """How what stands at ``path`` now was called before this change: otherwise only where it renames."""
        if self.action == "rename":
            *around, old = self.at.split(".")
            if tuple(path[: len(around) + 1]) == (*around, str(self.value)):
                return (*around, old, *path[len(around) + 1 :])
        return tuple(path)

    def path_after(self, path: Sequence[str]) -> tuple[str, ...]:
        """How what stood at ``path`` before this change is called now."""
        if self.action == "rename":
            *around, old = self.at.split(".")
            if tuple(path[: len(around) + 1]) == (*around, old):
                return (*around, str(self.value), *path[len(around) + 1 :])
        return tuple(path)
