"""Source marks: which line of which template a line of rendered Markdown came from.

Each line of template text begins with a mark in control characters, which no value can hold (they are refused), so
that a fault found in the Markdown can name the template and line to mend. The marks are taken off before parsing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream

from perfkit.errors import Place

_MARK = re.compile("\x02([^\x03]*):([0-9]+)\x03")
_LEADING = re.compile("(?:\x02[^\x03]*\x03)*")


class SourceMarks(Extension):
    """Puts a mark before each piece of template text and after each of its line ends."""

    def filter_stream(self, stream: TokenStream) -> Iterable[Token]:
        name = stream.name or ""
        for token in stream:
            yield Token(token.lineno, token.type, _marked(token, name)) if token.type == "data" else token


def _marked(token: Token, name: str) -> str:
    pieces = token.value.split("\n")
    return "\n".join(f"\x02{name}:{token.lineno + offset}\x03{piece}" for offset, piece in enumerate(pieces))


def unmarked(text: str) -> tuple[str, list[Place]]:
    """The text without marks, and for each of its lines the place it came from."""
    places: list[Place] = []
    last = Place()
    for line in text.split("\n"):
        marks = _MARK.findall(line)
        leading = _MARK.findall(_LEADING.match(line)[0]) if marks else []  # type: ignore[index]  # matches always
        here = _place(leading[-1]) if leading else last
        places.append(here)
        last = _place(marks[-1]) if marks else last
    return _MARK.sub("", text), places


def blank(text: str) -> bool:
    """Whether a text holds nothing but blanks and marks."""
    return not _MARK.sub("", text).strip()


def _place(mark: tuple[str, str]) -> Place:
    return Place(file=mark[0], line=int(mark[1]))
