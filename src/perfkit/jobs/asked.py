"""What a caller hands in, known for what it is before anything is done with it: never a ``KeyError`` deep inside."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from os import PathLike
from pathlib import Path
from typing import Any, TypeVar

from perfkit.errors import Fault, InputError, Place, nearest, quoted
from perfkit.model import Rounding
from perfkit.wording import LANGUAGES, Language

T = TypeVar("T")


def asked(value: Any, kind: type[T], name: str) -> T:
    """``value`` if it is of ``kind``; ``name`` is how the caller calls it. Refuses with ``value.wrong-kind``."""
    if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
        raise InputError(_wrong(value, name, kind.__name__))
    return value


def asked_path(value: str | PathLike[str], name: str) -> Path:
    """A path given as text or as a path."""
    if not isinstance(value, (str, PathLike)):
        raise InputError(_wrong(value, name, "str | Path"))
    return Path(value)


def asked_folders(value: str | PathLike[str] | Iterable[str | PathLike[str]]) -> tuple[Path, ...]:
    """Folders of plugins; a single text or path is one folder, not a row of letters."""
    if isinstance(value, (str, PathLike)):
        return (Path(value),)
    if not isinstance(value, Iterable) or isinstance(value, (bytes, bytearray)):
        raise InputError(_wrong(value, "folders", "str | Path"))
    return tuple(asked_path(folder, f"folders[{number}]") for number, folder in enumerate(value, start=1))


def asked_language(value: object) -> Language:
    """One of the languages perfkit speaks. Refuses with ``language.unknown``."""
    for language in LANGUAGES:
        if value == language:
            return language
    found = value if isinstance(value, str) else repr(value)
    arguments = {"found": quoted(found), "known": LANGUAGES, "near": nearest(found.lower(), LANGUAGES)}
    raise InputError(Fault("language.unknown", Place(key="language"), arguments))


def asked_values(values: Any) -> dict[str, Any]:
    """Values by name; what each is, its reader looks at. Refuses with ``value.wrong-kind``."""
    named = asked(values, Mapping, "values")  # type: ignore[type-abstract]  # any mapping will do
    return {asked(name, str, "values"): value for name, value in named.items()}


def asked_rounding(value: Any) -> Rounding | None:
    """A rounding, or None for the one that holds where nothing is said."""
    return None if value is None else asked(value, Rounding, "rounding")


def _wrong(value: object, name: str, wanted: str) -> Fault:
    arguments = {"found": quoted(repr(value)), "kind": type(value).__name__, "wanted": wanted}
    return Fault("value.wrong-kind", Place(key=name), arguments)
