"""The words and signs of a JSON text, each with its line; also those that people write by mistake."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from perfkit.errors import Place

_TOKEN = re.compile(
    r"""(?>[ \t\r\n]*)(?:
    (?P<text>"[^"\\\x00-\x1f]*")
    |(?P<quote>")
    |(?P<sign>[{}\[\]:,])
    |(?P<comment>//[^\n]*|\#[^\n]*|/\*(?s:.*?)(?:\*/|\Z))
    |(?P<single>'(?>(?:[^'\\\n]+|\\.)*)'?)
    |(?P<curly>[“”„‟][^“”"\n]*[“”"]?)
    |(?P<other>[，：；;、｛｝［］【】])
    |(?P<word>[^ \t\r\n{}\[\],:"'“”„‟，：；;、｛｝［］【】\#]+)
    |(?P<end>\Z)
    )""",
    re.VERBOSE,
)
"""Atomic wherever something has to follow, so that no text takes more than linear time."""


_CONTROL = re.compile(r"[\x00-\x1f]")


class Token(NamedTuple):
    """One word or sign.

    Attributes:
        kind: ``text`` in good order, ``tabbed`` with raw control characters in it, ``open`` without its closing quote,
            ``sign``, ``word`` (a number, true, false, null, or a slip), ``end``; and what JSON does not know:
            ``comment``, ``single`` and ``curly`` quotes, ``other`` signs such as ， for a comma.
        text: as written; start: position from 0; line: from 1.
    """

    kind: str
    text: str
    start: int
    line: int


def tokens_of(text: str) -> Iterator[Token]:
    """The tokens up to and with the ``end``; nothing is left out but blanks."""
    position, counted, line = 0, 0, 1
    match = _TOKEN.match
    while True:
        found = match(text, position)
        if found is None or found.lastgroup is None:
            raise RuntimeError("every character belongs to a token")
        kind = found.lastgroup
        start, position = found.span(kind)
        if kind == "quote":
            kind, position = _text_at(text, start)
        line += text.count("\n", counted, start)
        counted = start
        yield Token(kind, text[start:position], start, line)
        if kind == "end":
            return


def _text_at(text: str, start: int) -> tuple[str, int]:
    """The kind and the end of a text with escapes or without its closing quote; a text stands on one line.

    No pattern does that: one that repeats a choice keeps a note for each character of a long text.
    """
    line = text.find("\n", start)
    line = len(text) if line < 0 else line
    at = start
    while (at := text.find('"', at + 1, line)) >= 0:
        before = at
        while text[before - 1] == "\\":
            before -= 1
        if (at - before) % 2 == 0:
            return "tabbed" if _CONTROL.search(text, start, at) else "text", at + 1
    return "open", line


def place_of(token: Token, text: str, name: str, key: str = "") -> Place:
    """Line and column of a token."""
    column = token.start - text.rfind("\n", 0, token.start)
    return Place(file=name, line=token.line, column=column, key=key)
