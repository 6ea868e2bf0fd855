"""From bytes to text: which encoding, and whether every character is one that a person typed on purpose."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from attrs import frozen

from perfkit.errors import Fault, InputError, Place
from perfkit.files.encoding import Encoding, encoding_of
from perfkit.files.magic import foreign

MOST_FAULTS = 100
"""Faults listed for one file; nobody reads more."""

_UNWANTED = re.compile(
    "(?P<lost>\ufffd)"  # what a program writes where it could not read
    "|(?P<disguise>[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069])"  # turn the order of what is seen
    "|(?P<hidden>[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f-\\x9f\u2028\u2029\ufffe\uffff])"
)


@frozen
class Text:
    """A text with the encoding it was saved in and what should be told about it.

    Attributes:
        text: without byte-order mark; line ends as they stood in the file.
        encoding: ``utf-8`` or ``gb18030``.
        remarks: what was read otherwise than it was written (``text.bom``, ``text.gb18030``, ``text.end-mark``).
    """

    text: str
    encoding: Encoding = "utf-8"
    remarks: tuple[Fault, ...] = ()


def decode(data: bytes, name: str, *, table: bool = False) -> Text:
    """The text of a file that was handed in.

    Args:
        data: the bytes.
        name: the file, as it is shown.
        table: True for CSV, where GB18030, lone CR line ends and a Ctrl-Z at the end are old habits of office
            programs and are accepted; elsewhere they are refused.

    Raises:
        InputError: with all faults of one kind at once: another kind of file (``text.workbook`` and others of
            :mod:`perfkit.files.magic`), another encoding (``text.utf16``, ``text.gbk``, ``text.broken``,
            ``text.mixed``, ``text.encoding``, ``text.doubt``), or characters that nobody sees (``text.hidden``,
            ``text.disguise``, ``text.lost``, ``text.lone-cr``).
    """
    if (kind := foreign(data)) is not None:
        raise InputError(Fault(kind, Place(file=name), {"name": name}))
    remarks: list[Fault] = []
    text, encoding = encoding_of(data, name, table=table)
    if encoding == "gb18030":
        remarks.append(Fault("text.gb18030", Place(file=name)))
    if text.startswith("\ufeff"):
        remarks.append(Fault("text.bom", Place(file=name)))
        text = text[1:]
    if table and text.endswith("\x1a"):
        remarks.append(Fault("text.end-mark", Place(file=name)))
        text = text[:-1]
    faults = [*_unwanted_in(text, name), *(() if table else _lone_cr(text, name))]
    if faults:
        raise InputError(faults[:MOST_FAULTS])
    return Text(text, encoding, tuple(remarks))


def place_at(text: str, position: int, name: str) -> Place:
    """The line and column (both from 1) of the character at ``position`` (from 0)."""
    start = max(text.rfind("\n", 0, position), _last_lone_cr(text, position)) + 1
    return Place(file=name, line=_line_ends(text, position) + 1, column=position - start + 1)


def visible(character: str) -> str:
    """A character as it is named in a message: U+0007."""
    return f"U+{ord(character):04X}"


def unwanted(text: str) -> Iterator[tuple[str, str]]:
    """The characters that nobody types on purpose, each with the code of its fault (``text.hidden`` and others)."""
    for found in _UNWANTED.finditer(text):
        yield f"text.{found.lastgroup}", found[0]


def _unwanted_in(text: str, name: str) -> Iterator[Fault]:
    for found in islice(_UNWANTED.finditer(text), MOST_FAULTS):
        place = place_at(text, found.start(), name)
        yield Fault(f"text.{found.lastgroup}", place, {"character": visible(found[0])})


_LONE_CR = re.compile(r"\r(?!\n)")


def _lone_cr(text: str, name: str) -> Iterator[Fault]:
    """The first line end that is a CR alone; one message for the whole file."""
    if (found := _LONE_CR.search(text)) is not None:
        yield Fault("text.lone-cr", place_at(text, found.start(), name))


def _line_ends(text: str, position: int) -> int:
    before = text[:position]
    return before.count("\n") + before.count("\r") - before.count("\r\n")


def _last_lone_cr(text: str, position: int) -> int:
    last = text.rfind("\r", 0, position)
    return last if last >= 0 and not text.startswith("\r\n", last) else -1
