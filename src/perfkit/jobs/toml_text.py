"""Values as TOML writes them on one line, for files that are written for people to go on with."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

_CODES = {'"': '\\"', "\\": "\\\\"}


def toml_text(value: Any) -> str:
    """A text, number, truth, list or table of such, on one line."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return f'"{"".join(map(_character, value))}"'
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{toml_key(key)} = {toml_text(one)}" for key, one in value.items()) + " }"
    if isinstance(value, (list, tuple)):
        return f"[{', '.join(map(toml_text, value))}]"
    return format(value, "f") if isinstance(value, Decimal) else str(value)


def toml_key(key: str) -> str:
    """A key, in quotes where it is not plain."""
    plain = key.isascii() and key.replace("-", "").replace("_", "").isalnum()
    return key if plain else toml_text(key)


def _character(character: str) -> str:
    if character in _CODES:
        return _CODES[character]
    return character if character.isprintable() else f"\\U{ord(character):08x}"
