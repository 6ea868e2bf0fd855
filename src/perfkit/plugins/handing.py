"""What hooks are given: a copy that cannot be changed, so that nothing a hook does reaches a score that is done."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NoReturn, TypeVar, cast

import attrs

T = TypeVar("T")


class Table(dict[Any, Any]):
    """A table that stays as it is; any attempt to change it is a ``TypeError``."""

    def _refuse(self, *_: object, **__: object) -> NoReturn:
        raise TypeError("what a hook is given cannot be changed")

    __setitem__ = __delitem__ = __ior__ = _refuse
    clear = pop = popitem = setdefault = update = _refuse


def handed(value: T) -> T:
    """A copy of a frozen object, down to its last table and list, in which the same object is again one."""
    return cast("T", _copy(value, {}))


def _copy(value: Any, seen: dict[int, tuple[Any, Any]]) -> Any:
    kind = type(value)
    if not (attrs.has(kind) or isinstance(value, (dict, list, tuple, set))):
        return value
    if id(value) in seen:
        return seen[id(value)][1]
    if attrs.has(kind):
        copy: Any = object.__new__(kind)
        seen[id(value)] = value, copy
        for one in attrs.fields(kind):
            object.__setattr__(copy, one.name, _copy(getattr(value, one.name), seen))
        return copy
    copy = _gathered(value, lambda part: _copy(part, seen))
    seen[id(value)] = value, copy  # with the original, whose id stays its own as long as it lives
    return copy


def _gathered(value: Any, copied: Any) -> Any:
    if isinstance(value, dict):
        return Table((name, copied(part)) for name, part in value.items())
    parts: Iterable[Any] = (copied(part) for part in value)
    return frozenset(parts) if isinstance(value, set) else tuple(parts)
