"""The JSON Schema of the records that perfkit reads."""

from __future__ import annotations

from typing import Any

from perfkit.errors import Fault, InputError, Place, nearest, quoted
from perfkit.formats import SCHEMAS, json_schema


def schema_of(name: str) -> dict[str, Any]:
    """The schema by its name. Refuses with ``schema.unknown``."""
    for known in SCHEMAS:
        if name == known:
            return json_schema(known)
    arguments = {"found": quoted(str(name)), "known": SCHEMAS, "near": nearest(str(name), SCHEMAS)}
    raise InputError(Fault("schema.unknown", Place(key="name"), arguments))
