"""No amendment touches a binding constraint of the set it extends."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from perfkit.errors import Fault, Place
from perfkit.model import Change, Layer, Title
from perfkit.scoring.constraints import Documents


def binding_kept(
    base: Mapping[str, Any], changes: Sequence[Change], place: Place, layers: Sequence[Layer]
) -> Iterator[Fault]:
    """A fault for each change of an amendment that would change or remove a binding constraint of its base.

    Args:
        base: the document the amendment extends, before its changes.
        changes: with paths by codes.
        place: of the amendment's file.
        layers: those of the base, nearest first.
    """
    binding = {
        str(entry.get("code")): entry
        for entry in base.get("constraints", ())
        if isinstance(entry, Mapping) and entry.get("binding") is True
    }
    for number, change in enumerate(changes, start=1):
        table, _, rest = change.at.partition(".")
        code = rest.partition(".")[0]
        if table != "constraints" or (change.action == "add" and not rest):
            continue
        for one in [code] if rest else list(binding):
            if one in binding:
                yield _fault(binding[one], change, place.inside("change").inside(number), layers)


def _fault(entry: Mapping[str, Any], change: Change, place: Place, layers: Sequence[Layer]) -> Fault:
    code, path = str(entry["code"]), ("constraints", str(entry["code"]))
    said = next((layer for layer in layers if layer.says(path) is not None), layers[-1])
    written = entry.get("title")
    title = Title(str(written.get("zh", "")), str(written.get("en", ""))) if isinstance(written, Mapping) else written
    arguments = {"at": change.at, "code": code, "title": title, "by": said.address, "basis": Documents(said.basis)}
    return Fault("amendment.binding", place, arguments)
