"""The JSON Schema of records: made from the classes of what is written, so that it can ask for nothing else.

It says of shapes and kinds what the reader would; what figures and words mean only the reader knows.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from types import NoneType
from typing import Any, Literal, get_args, get_origin, get_type_hints

import attrs
from attrs import define, field

from perfkit.formats.complaints import key_of
from perfkit.formats.evidence import MOST_EVIDENCE
from perfkit.formats.facts import MOST_RECORDS
from perfkit.formats.indicators import MOST_INDICATORS
from perfkit.formats.toml_limits import MOST_KEY_CHARACTERS
from perfkit.formats.written import (
    SCHEMA,
    PortfolioFile,
    ProjectFile,
    WrittenEvidence,
    WrittenIdentity,
    WrittenIndicator,
    WrittenTarget,
)
from perfkit.wording import say

DIALECT = "https://json-schema.org/draft/2020-12/schema"

SchemaName = Literal["project", "portfolio"]
SCHEMAS: tuple[SchemaName, ...] = get_args(SchemaName)

_KINDS: Mapping[Any, str] = {
    bool: "boolean",
    int: "integer",
    str: "string",
    Decimal: "number",
    datetime.date: "string",
    NoneType: "null",
}

_LONGEST = {WrittenIndicator: MOST_INDICATORS, WrittenEvidence: MOST_EVIDENCE, Mapping: MOST_RECORDS}
"""Entries of a list; records of a fact are mappings."""

_OF_CASES = ("title", "expect")
"""Keys of worked examples, which are no facts."""

_TOGETHER: Mapping[type, Mapping[str, Any]] = {
    WrittenIndicator: {"anyOf": [{"required": ["from", "target"]}, {"required": ["block", "name", "target"]}]},
    WrittenTarget: {
        "oneOf": [{"required": [kind]} for kind in ("at-least", "at-most", "equal", "range", "judged")],
    },
}
"""Keys that are needed together, or of which one is needed; no type says that."""


@define
class _Maker:
    """Makes the definitions of classes as they are met; a key needed only here is in ``needed``."""

    needed: Mapping[type, tuple[str, ...]]
    found: dict[str, dict[str, Any]] = field(factory=dict)

    def reference(self, kind: type) -> dict[str, Any]:
        name = re.sub("(?<=[a-z])(?=[A-Z])", "-", kind.__name__.removeprefix("Written")).lower()
        if name not in self.found:
            self.found[name] = {}
            self.found[name] = self.object(kind, name)
        return {"$ref": f"#/$defs/{name}"}

    def object(self, kind: type, name: str) -> dict[str, Any]:
        """An object that has the keys of the class and keys of the writer's own, and no others."""
        hints = get_type_hints(kind)
        fields = [one for one in attrs.fields(kind) if one.name not in _OF_CASES or kind is not ProjectFile]
        needed = [key_of(one) for one in fields if one.default is attrs.NOTHING]
        needed += [key for key in self.needed.get(kind, ()) if key not in needed]
        properties = {key_of(one): self.value(hints[one.name], may_be_null=key_of(one) not in needed) for one in fields}
        if "schema" in properties:
            properties["schema"] = {"const": SCHEMA}
        return {
            "description": " ".join(say(f"schema.{name}", language) for language in ("en", "zh")),
            "type": "object",
            "properties": properties,
            "patternProperties": {"^x-": {}},
            "required": needed,
            "additionalProperties": False,
            **_TOGETHER.get(kind, {}),
        }

    def value(self, kind: Any, *, may_be_null: bool = False) -> dict[str, Any]:
        """What a value of this type looks like; null says that nothing is given, as leaving the key out does."""
        members = [one for one in _members(kind) if one is not NoneType]
        simple = list(dict.fromkeys(_KINDS[one] for one in members if one in _KINDS))
        if "number" in simple and "integer" in simple:
            simple.remove("integer")
        if may_be_null:
            simple.append("null")
        shapes: list[dict[str, Any]] = [{"type": simple[0] if len(simple) == 1 else simple}] if simple else []
        shapes += [self.shape(one) for one in members if one not in _KINDS]
        return shapes[0] if len(shapes) == 1 else {"anyOf": shapes}

    def shape(self, kind: Any) -> dict[str, Any]:
        """A list, a table with keys of the writer's own, a choice of words, or an object of a class."""
        origin, arguments = get_origin(kind), get_args(kind)
        if origin is tuple:
            most = _LONGEST.get(get_origin(arguments[0]) or arguments[0])
            limit = {} if most is None else {"maxItems": most}
            return {"type": "array", "items": self.value(arguments[0]), **limit}
        if origin is Literal:
            return {"enum": list(arguments)}
        if isinstance(origin, type) and issubclass(origin, Mapping):
            return {
                "type": "object",
                "propertyNames": {"minLength": 1, "maxLength": MOST_KEY_CHARACTERS},
                "patternProperties": {"^x-": {}},
                "additionalProperties": self.value(arguments[1], may_be_null=True),
            }
        return self.reference(kind)


def _members(kind: Any) -> Iterator[Any]:
    """The types of a union, or the one type that it is."""
    origin = get_origin(kind)
    if origin is None or origin in (tuple, Literal) or (isinstance(origin, type) and issubclass(origin, Mapping)):
        yield kind
        return
    for one in get_args(kind):
        yield from _members(one)


def json_schema(name: SchemaName) -> dict[str, Any]:
    """The JSON Schema of the record of a project by itself, or of a portfolio with its projects."""
    if name == "project":
        maker = _Maker({WrittenIdentity: ("name", "year", "unit")})
        whole = maker.object(ProjectFile, name)
    else:
        maker = _Maker({WrittenIdentity: ("name",)})
        whole = maker.object(PortfolioFile, name)
        project = maker.object(ProjectFile, "project")
        project["required"].remove("schema")
        for key in ("indicator-set", "plugins"):
            del project["properties"][key]
        whole["properties"]["projects"] = {"type": "array", "items": project}
    return {"$schema": DIALECT, **whole, "$defs": dict(sorted(maker.found.items()))}
