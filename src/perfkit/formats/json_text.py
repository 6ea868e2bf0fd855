"""JSON and JSON Lines: exact numbers, no key twice, known limits, and faults with line and column."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from attrs import evolve, frozen

from perfkit.errors import Fault, InputError, Place
from perfkit.files import decode, read_bytes, sha256
from perfkit.formats.json_outline import outline_of
from perfkit.formats.parsed_file import ParsedFile

MOST_BYTES = 20_000_000
"""Some thousand projects with all their indicators."""

MOST_LINE_CHARACTERS = 2_000_000
"""The longest line of JSON Lines: one project."""


def read_json(path: Path, name: str) -> ParsedFile:
    """What a JSON file says; ``name`` is how the file is shown.

    Raises:
        InputError: with codes ``file.…`` (cannot be read), ``text.…`` (is no text in UTF-8), or as :func:`parse_json`.
    """
    data = read_bytes(path, MOST_BYTES, name)
    text = decode(data, name)
    parsed = parse_json(text.text, name)
    return evolve(parsed, remarks=(*text.remarks, *parsed.remarks), digest=sha256(data))


def parse_json(text: str, name: str = "") -> ParsedFile:
    """What a JSON text says: numbers with a point or an exponent as exact decimals, each key once in its object.

    Raises:
        InputError: with codes ``json.…``, each with line and column: as many slips of writing as can be told apart,
            numbers that nobody could compute with, keys that stand twice, and what is nested or counted too high.
    """
    outline = outline_of(text, name)
    if outline.faults:
        raise InputError(outline.faults)
    return ParsedFile(name, _document(text, name), tuple(outline.remarks), sha256(text.encode()), outline.lines)


def _document(text: str, name: str) -> Any:
    """What Python's reader makes of a text in which no fault was found."""
    try:
        return json.loads(text, parse_float=Decimal)
    except (ValueError, RecursionError) as error:  # ours and Python's grammar differ: a defect, and yet no traceback
        raise InputError(Fault("json.unreadable", Place(file=name), {"reason": str(error)})) from error


@frozen
class Line:
    """One line of JSON Lines.

    Attributes:
        place: file and line.
        document: what it says; error: why nothing can be read from it.
        is_empty: whether nothing is written on it.
        remarks: what should be told about it.
    """

    place: Place
    document: Any = None
    error: InputError | None = None
    is_empty: bool = False
    remarks: tuple[Fault, ...] = ()


def read_json_lines(path: Path, name: str) -> tuple[str, Iterator[Line]]:
    """The SHA-256 of a JSON Lines file, and its lines one by one.

    Raises:
        InputError: with codes ``file.…`` and ``text.…`` where the file itself is no text.
    """
    data = read_bytes(path, MOST_BYTES, name)
    text = decode(data, name)
    return sha256(data), parse_json_lines(text.text, name, text.remarks)


def parse_json_lines(text: str, name: str = "", remarks: tuple[Fault, ...] = ()) -> Iterator[Line]:
    """What each line of a text says; a line in which something is wrong stops no other.

    ``remarks`` on the text itself come with the first line. The end of the last line begins no further one.
    """
    for number, line in enumerate(text.removesuffix("\n").split("\n"), start=1):
        found = _line(line, Place(file=name, line=number))
        yield evolve(found, remarks=(*remarks, *found.remarks))
        remarks = ()


def _line(text: str, place: Place) -> Line:
    if not text.strip():
        return Line(place, is_empty=True, remarks=(Fault("json.line-empty", place),))
    if len(text) > MOST_LINE_CHARACTERS:
        return Line(place, error=InputError(Fault("json.line-long", place, {"most": MOST_LINE_CHARACTERS})))
    outline = outline_of(text, place.file)
    remarks = tuple(evolve(remark, place=evolve(remark.place, line=place.line)) for remark in outline.remarks)
    faults = [evolve(fault, place=evolve(fault.place, line=place.line)) for fault in outline.faults]
    if faults:
        return Line(place, error=InputError(faults))
    try:
        return Line(place, _document(text, place.file), remarks=remarks)
    except InputError as error:
        return Line(place, error=error)
