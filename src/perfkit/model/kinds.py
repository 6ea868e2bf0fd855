"""Fields that take one kind of thing only: a wrong one is refused when it is handed in, not when it is used."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from perfkit.errors import Fault, InputError, Place, quoted


def of_kind(*kinds: type) -> Callable[[object, Any, Any], None]:
    """An attrs validator that refuses with code ``value.wrong-kind`` what is of no such kind."""

    def validate(instance: object, attribute: Any, value: Any) -> None:
        wrong_truth = isinstance(value, bool) and bool not in kinds
        if wrong_truth or not isinstance(value, kinds):
            wanted = " | ".join("None" if kind is type(None) else kind.__name__ for kind in kinds)
            arguments = {"found": quoted(repr(value)), "kind": type(value).__name__, "wanted": wanted}
            place = Place(key=f"{type(instance).__name__}.{attribute.name}")
            raise InputError(Fault("value.wrong-kind", place, arguments))

    return validate
