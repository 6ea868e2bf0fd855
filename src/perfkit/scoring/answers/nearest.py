"""The nearest whole number for which something holds, found for certain without looking at all before it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from attrs import define

Holds: TypeAlias = Callable[[int], bool]
"""Whether it holds at a whole number."""

MayHold: TypeAlias = Callable[[int, int], bool]
"""Whether it may hold anywhere from the first to the second, both included; False only where it surely does not."""

MOST_LOOKS = 600
"""How often a search looks before it gives up."""


class GaveUp(Exception):  # noqa: N818 - no error of a caller: it says how a search ended
    """A search looked as often as it may."""


@define
class _Search:
    holds: Holds
    may_hold: MayHold
    left: int

    def within(self, near: int, far: int) -> int | None:
        """The number nearest to ``near`` between the two for which it holds; None if there is none."""
        if not self.left:
            raise GaveUp
        self.left -= 1
        if near == far:
            return near if self.holds(near) else None
        if not self.may_hold(min(near, far), max(near, far)):
            return None
        middle = near + (far - near) // 2 if far > near else near - (near - far) // 2
        beyond = middle + (1 if far > near else -1)
        found = self.within(near, middle)
        return found if found is not None else self.within(beyond, far)


def nearest_holding(near: int, far: int, holds: Holds, may_hold: MayHold, looks: int = MOST_LOOKS) -> int | None:
    """The number from ``near`` to ``far``, in that direction, for which it holds first; None if it holds at none.

    Halves the stretch and leaves out what surely does not hold, so that nothing has to rise or fall. Each look is one
    call of ``holds`` or ``may_hold``.

    Raises:
        GaveUp: after so many looks.
    """
    return _Search(holds, may_hold, looks).within(near, far)
