"""A TOML text together with what is known of its form: words, lines, keys."""

from __future__ import annotations

from functools import cached_property
from itertools import islice

from attrs import define

from perfkit.formats.toml_outline import Outline, outline_of
from perfkit.formats.toml_tokens import Lines, Token, tokens_of

MOST_TOKENS = 100_000
"""Words, signs and line ends; ten times what the most keys need."""


@define(slots=False)
class Source:
    """The text of a file shown as ``name``, its line ends ``LF`` only."""

    name: str
    text: str

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        """The words, one more than ``MOST_TOKENS`` at most."""
        return tuple(islice(tokens_of(self.text), MOST_TOKENS + 1))

    @cached_property
    def lines(self) -> Lines:
        return Lines(self.name, self.text)

    @cached_property
    def outline(self) -> Outline:
        return outline_of(self.tokens)

    def without(self, start: int, end: int) -> Source:
        """The same text with blanks from ``start`` to ``end``, so that all positions stay."""
        return Source(self.name, self.text[:start] + " " * (end - start) + self.text[end:])
