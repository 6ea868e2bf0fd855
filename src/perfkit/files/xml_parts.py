"""One XML part of an Office file, proved while it is parsed: no DTD, not too deep, not too many tags, well formed.

Nothing is fetched and no entity is expanded: the part is refused where a DTD begins, and without one there are none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeAlias
from xml.parsers import expat

from perfkit.errors import Fault, InputError, Place, quoted

MOST_DEPTH = 64
MOST_TAGS = 1_600_000
"""Opening tags of one file. Half a million cells have a million, and half as many again where all are formulas."""

MOST_ATTRIBUTES = 3_000_000
MOST_NAMES = 5_000
"""Different names of tags and attributes in one part; a parser remembers each."""

LONGEST_TAG = 262_144
"""Bytes. An open tag is read again from its start with each piece that comes in."""

_ENCODINGS = frozenset({"", "utf-8", "utf-16", "utf8", "us-ascii", "ascii"})
"""Office writes UTF-8; an encoding with other bytes for ``<`` would hide the tags from who counts them."""

Started: TypeAlias = Callable[[str, list[str]], None]
"""What is told of each opening tag: its name without prefix, and its attributes, each name followed by its value."""


class Budget:
    """How many tags and attributes the parts of one file may still have."""

    def __init__(self) -> None:
        self.tags, self.attributes = MOST_TAGS, MOST_ATTRIBUTES

    def spend(self, piece: bytes, place: Place) -> None:
        """Count by the signs that no tag and no attribute can do without."""
        self.tags -= piece.count(b"<") - piece.count(b"</")
        self.attributes -= piece.count(b"=")
        if self.tags < 0 or self.attributes < 0:
            raise InputError(Fault("office.too-many-tags", place))


def read_part(pieces: Iterable[bytes], place: Place, budget: Budget, started: Callable[[str], Started | None]) -> None:
    """Parse a part; ``started`` is given the name of the root and gives what wants to be told of every tag.

    Raises:
        InputError: ``office.dtd``, ``office.depth``, ``office.encoding``, ``office.tag-too-long``,
            ``office.too-many-tags``, ``office.not-well-formed``, and what ``pieces`` or the listener raises.
    """
    # Names are not interned: a hostile file has a million of them.
    parser = expat.ParserCreate(None, None, None)
    parser.ordered_attributes = True
    reading = _Reading(place, started)
    parser.StartElementHandler = reading.start
    parser.EndElementHandler = reading.end
    parser.StartDoctypeDeclHandler = reading.doctype
    parser.XmlDeclHandler = reading.declaration
    fed = 0
    try:
        for piece in pieces:
            budget.spend(piece, place)
            parser.Parse(piece)
            fed += len(piece)
            if len(reading.tags) + len(reading.names) > MOST_NAMES:
                raise InputError(Fault("office.too-many-tags", place))
            if fed - max(parser.CurrentByteIndex, 0) > LONGEST_TAG:
                raise InputError(Fault("office.tag-too-long", place, {"most": LONGEST_TAG}))
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        where = {"line": error.lineno, "column": error.offset + 1}
        raise InputError(Fault("office.not-well-formed", place, where)) from None


class _Reading:
    """The state of one part while it is read: how deep, and the names that were met, those of tags without prefix."""

    def __init__(self, place: Place, listen: Callable[[str], Started | None]) -> None:
        self.place, self.listen = place, listen
        self.depth = 0
        self.told: Started | None = None
        self.tags: dict[str, str] = {}
        self.names: set[str] = set()

    def start(self, tag: str, attributes: list[str]) -> None:
        self.depth += 1
        if self.depth > MOST_DEPTH:
            raise InputError(Fault("office.depth", self.place, {"most": MOST_DEPTH}))
        local = self.tags.get(tag)
        if local is None:
            local = self.tags[tag] = tag.rpartition(":")[2]
        if attributes:
            self.names.update(attributes[::2])
        if self.depth == 1:
            self.told = self.listen(local)
        if self.told is not None:
            self.told(local, attributes)

    def end(self, _tag: str) -> None:
        self.depth -= 1

    def doctype(self, *_: object) -> None:
        raise InputError(Fault("office.dtd", self.place))

    def declaration(self, _version: str, encoding: str | None, _standalone: int) -> None:
        if (encoding or "").casefold() not in _ENCODINGS:
            raise InputError(Fault("office.encoding", self.place, {"found": quoted(encoding or "")}))


def attributes_of(flat: list[str]) -> dict[str, str]:
    """Attributes by local name; ``flat`` holds each name followed by its value."""
    return {name.rpartition(":")[2]: value for name, value in zip(flat[::2], flat[1::2], strict=True)}
