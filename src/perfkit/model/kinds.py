"""Fields that take one kind of thing only: a wrong one is refused when it is handed in, not when it is used."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from perfkit.errors import Fault, InputError, Place, quoted


def of_kind(*kinds: type) -> Callable[[object, Any, Any], None]:
    """An attrs validator that refuses with code ``value.wrong-kind`` what is of no such kind."""

    def validate(instance: object, attribute: Any, value: Any) -> None:
        if not _is_one(value, kinds):
            raise _wrong(f"{type(instance).__name__}.{attribute.name}", value, kinds)

    return validate


def each_of_kind(*kinds: type) -> Callable[[object, Any, Any], None]:
    """An attrs validator for tuples and for the values of mappings; positions count from 1."""

    def validate(instance: object, attribute: Any, value: Any) -> None:
        entries = value.items() if isinstance(value, Mapping) else enumerate(value, start=1)
        for at, entry in entries:
            if not _is_one(entry, kinds):
                raise _wrong(f"{type(instance).__name__}.{attribute.name}[{at}]", entry, kinds)

    return validate


def as_tuple(value: Any) -> tuple[Any, ...]:
    """Many things in order, copied; one text is no list of letters, and what cannot be gone through is refused."""
    if isinstance(value, (str, bytes)) or not isinstance(value, Iterable):
        raise _wrong("", value, (list, tuple))
    return tuple(value)


def as_dict(value: Any) -> dict[Any, Any]:
    """A mapping, copied, so that the caller's own may change without changing facts."""
    if not isinstance(value, Mapping):
        raise _wrong("", value, (dict,))
    return dict(value)


def _is_one(value: object, kinds: tuple[type, ...]) -> bool:
    """Whether the value is of one of the kinds; a truth value is no number."""
    return isinstance(value, kinds) and (bool in kinds or not isinstance(value, bool))


def _wrong(where: str, value: object, kinds: tuple[type, ...]) -> InputError:
    wanted = " | ".join("None" if kind is type(None) else kind.__name__ for kind in kinds)
    arguments = {"found": quoted(repr(value)), "kind": type(value).__name__, "wanted": wanted}
    return InputError(Fault("value.wrong-kind", Place(key=where), arguments))
