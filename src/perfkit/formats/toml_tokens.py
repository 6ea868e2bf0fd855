"""The words of a TOML text, read tolerantly: a text that is no TOML has words too, and faults need their places.

tomli alone decides what is TOML. These tokens only serve limits, line numbers and the naming of slips.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import Literal, NamedTuple, TypeAlias, cast

from attrs import field, frozen

from perfkit.errors import Place

Kind: TypeAlias = Literal[
    "newline",
    "comment",
    "long_string",
    "open_long_string",
    "string",
    "open_string",
    "sign",
    "word",
]
"""``open_…`` is a string whose closing quotes are missing; ``sign`` one of ``[ ] { } , =``; ``word`` anything else."""

_TOKEN = re.compile(
    r"""
      (?P<newline> \r?\n )
    | (?P<comment> \#[^\n]* )
    | (?P<long_string> \"{3} (?> (?: [^"\\]+ | \\. | "{1,2}(?!") )* ) "{3,5} | '{3} .*? '{3,5} )
    | (?P<open_long_string> \"{3} .* | '{3} .* )
    | (?P<string> " (?> (?: [^"\\\n]+ | \\[^\n] )* ) " | ' [^'\n]* ' )
    | (?P<open_string> ["'] [^\n]* )
    | (?P<sign> [\[\]{},=] )
    | (?P<word> [^ \t\r\n\[\]{},="'\#]+ | \r )
    """,
    re.VERBOSE | re.DOTALL,
)
"""Atomic groups keep the time linear. Possessive repeats would say the same, but CPython before 3.11.5 misreads them
inside other groups: https://github.com/python/cpython/issues/106052."""


class Token(NamedTuple):
    """One word: its kind, its text as written, and where it begins (from 0). A tuple: there may be half a million."""

    kind: Kind
    text: str
    start: int

    @property
    def end(self) -> int:
        return self.start + len(self.text)


def tokens_of(text: str) -> Iterator[Token]:
    """The tokens of ``text`` in order; blanks between them are left out. Takes time in proportion to the length."""
    for found in _TOKEN.finditer(text):
        yield Token(cast("Kind", found.lastgroup), found[0], found.start())


@frozen
class Lines:
    """Turns positions of a text into lines and columns."""

    name: str
    text: str
    starts: tuple[int, ...] = field(init=False, repr=False)

    @starts.default
    def _find_starts(self) -> tuple[int, ...]:
        return (0, *(found.end() for found in re.finditer("\n", self.text)))

    def place(self, position: int) -> Place:
        """The place of the character at ``position`` (from 0)."""
        line = self.number(position)
        return Place(file=self.name, line=line, column=position - self.starts[line - 1] + 1)

    def number(self, position: int) -> int:
        """The line (from 1) in which ``position`` lies."""
        return bisect_right(self.starts, position)

    def span(self, position: int) -> tuple[int, int]:
        """Where the line in which ``position`` lies begins and ends, its line end not counted."""
        index = bisect_right(self.starts, position) - 1
        end = self.starts[index + 1] - 1 if index + 1 < len(self.starts) else len(self.text)
        return self.starts[index], end
