"""What an amendment changes about the set it extends."""

from __future__ import annotations

from typing import Literal

from attrs import frozen


@frozen
class Change:
    """One change of an amendment.

    Attributes:
        at: path by codes, such as ``rounding.rate.mode`` or ``indicators.execution.measure``.
        action: ``to`` replaces, ``add`` adds, ``remove`` removes.
        was: what the base says; a load fault if it says otherwise.
        value: the new value, as plain data.
        reason: why, in the unit's words; by: address of the amending set.
        before: for an entry added to a list, the entry it goes before; empty for the end.
    """

    at: str
    action: Literal["to", "add", "remove"]
    was: object
    value: object
    reason: str
    by: str = ""
    before: str = ""
