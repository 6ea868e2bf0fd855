"""Names of views in English and Chinese: one table, taken from the classes, for templates, forms and the reference."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

import attrs

from perfkit.errors import Fault, PerfkitError, nearest


class View:
    """What templates and forms may look at: frozen, plain values and other views only, named in two languages.

    Only attributes that have a Chinese name (:func:`zh`) exist for a template; the rest of the object is out of reach.
    """

    __slots__ = ()


class RenderingError(PerfkitError):
    """A fault met while a template runs, before anybody knows its file and line; it never leaves this room."""


def zh(name: str) -> Mapping[str, str]:
    """Metadata of an attribute that templates may use: its Chinese name."""
    return {"zh": name}


def names(cls: type[Any]) -> Mapping[str, str]:
    """Every name under which templates reach an attribute of ``cls``, English and Chinese, with the attribute's own."""
    return _table(cls) if issubclass(cls, View) else {}


def _table(cls: type[Any]) -> Mapping[str, str]:
    table: dict[str, str] = {}
    for attribute in attrs.fields(cls):
        chinese = attribute.metadata.get("zh")
        if chinese:
            table |= {attribute.name: attribute.name, chinese: attribute.name}
    return table


def look(value: object, name: str) -> Any:
    """The attribute of a view, or the entry of a table, with this name; an unknown one is refused with a near match."""
    if type(value) is dict:
        if name in value:
            return value[name]
        known: list[str] = list(value)
    else:
        table = names(cast("type[Any]", type(value)))
        if name in table:
            return getattr(value, table[name])
        known = list(table)
    raise RenderingError(Fault("report.unknown-name", arguments={"name": name, "near": _suggested(name, known)}))


def follow(value: object, path: str) -> Any:
    """The value at the end of a dotted path of names; None as soon as something on the way is absent."""
    for name in path.split("."):
        if value is None:
            return None
        value = look(value, name)
    return value


def _suggested(name: str, known: list[str]) -> str:
    return nearest(name, known) or "、".join(known[:12])
