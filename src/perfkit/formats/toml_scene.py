"""The place where a TOML text stops being TOML, seen the way a person looks at it: line, words, key, value."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import TypeAlias

from attrs import define, field, frozen

from perfkit.formats.toml_source import Source
from perfkit.formats.toml_tokens import Token

HEADER_SIGNS = ("[", "]")


@frozen
class Slip:
    """What somebody did: code, arguments, where, and whether only this line suffers from it."""

    code: str
    position: int
    arguments: Mapping[str, object] = field(factory=dict)
    alone: bool = True


@define(slots=False)
class Scene:
    """Where tomli gave up.

    Attributes:
        message: what tomli said.
        position: where it stood (from 0).
        source: the whole text.
    """

    message: str
    position: int
    source: Source

    @cached_property
    def span(self) -> tuple[int, int]:
        """Where the line begins and ends."""
        return self.source.lines.span(self.position)

    @property
    def line(self) -> str:
        return self.source.text[slice(*self.span)]

    @cached_property
    def words(self) -> Sequence[Token]:
        """The words that begin in the line, without its comment."""
        start, end = self.span
        first = bisect_left(self.source.tokens, start, key=lambda token: token.start)
        last = bisect_left(self.source.tokens, end, key=lambda token: token.start)
        return [token for token in self.source.tokens[first:last] if token.kind not in ("comment", "newline")]

    @cached_property
    def inside(self) -> bool:
        """Whether the line begins within the brackets of an earlier one."""
        index = bisect_right(self.source.outline.statements, self.span[1]) - 1
        return index < 0 or self.source.outline.statements[index] < self.span[0]

    @property
    def header(self) -> bool:
        """Whether the line is meant as ``[table]`` or ``[[table]]``."""
        return not self.inside and bool(self.words) and self.words[0].text == "["

    @cached_property
    def equals(self) -> Token | None:
        """The first equals sign of the line."""
        return next((word for word in self.words if word.text == "="), None)

    @cached_property
    def key(self) -> Token | None:
        """What stands for the key, before the equals sign or between the brackets of a header, as one piece."""
        if self.header:
            words = [word for word in self.words if word.text not in HEADER_SIGNS]
        else:
            words = [word for word in self.words if self.equals is None or word.start < self.equals.start]
        return self._joined(words)

    @cached_property
    def value(self) -> Token | None:
        """The unquoted value at the position as one piece, up to the comment, comma or bracket that ends it."""
        if self.header or (self.equals is None and not self.inside):
            return None
        after = [word for word in self.words if self.equals is None or word.start > self.equals.start]
        plain = not self.inside and after and after[0].text not in ("[", "{")
        return self._joined(after) if plain else self._joined(self._piece())

    def _piece(self) -> Sequence[Token]:
        """The words around the position up to the next sign on either side."""
        piece: list[Token] = []
        for word in self.words:
            if word.kind == "sign":
                if word.start >= self.position:
                    return [] if word.text == "=" else piece  # before an equals sign stands a key
                piece = []
            else:
                piece.append(word)
        return piece

    def _joined(self, words: Sequence[Token]) -> Token | None:
        if not words:
            return None
        kind = words[0].kind if len(words) == 1 else "word"
        return Token(kind, self.source.text[words[0].start : words[-1].end], words[0].start)


Detector: TypeAlias = Callable[[Scene], Slip | None]
"""Recognises one kind of slip."""
