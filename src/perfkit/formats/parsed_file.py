"""A file that was parsed, TOML or JSON: what it says, and in which line it says it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from attrs import evolve, field, frozen

from perfkit.errors import Fault, Place


@frozen
class ParsedFile:
    """A TOML or JSON file that was read.

    Attributes:
        name: the file, as it is shown in messages.
        document: tables as ``dict``, lists as ``list``, numbers as ``int`` or ``Decimal``.
        remarks: what was accepted though it is unusual (``text.bom``, ``toml.underscore``).
        digest: SHA-256 of the bytes.
        lines: line of every key, table and list entry, by its path as :class:`Place` writes it (``a.list[2].key``).
    """

    name: str
    document: Any
    remarks: tuple[Fault, ...] = ()
    digest: str = ""
    lines: Mapping[str, int] = field(factory=dict, repr=False)

    def place(self, key: str = "") -> Place:
        """The place of ``key``, with its line; for a key that is missing, the line of the table it is missing from."""
        return Place(file=self.name, line=self._line(key), key=key)

    def located(self, place: Place) -> Place:
        """``place`` with the line of its key, unless it has a line or lies in another file."""
        if place.line is not None or place.file != self.name:
            return place
        return evolve(place, line=self._line(place.key))

    def _line(self, key: str) -> int | None:
        while key and key not in self.lines:
            key = key[: max(key.rfind("."), key.rfind("["), 0)]
        return self.lines.get(key)
