"""Where each key of a TOML text stands: its path, line and first word, read tolerantly and in linear time.

The outline knows nothing of what is legal; it follows brackets and equals signs until a bracket is plainly missing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal, TypeAlias

import tomli
from attrs import define, field, frozen

from perfkit.formats.toml_tokens import Lines, Token

Path: TypeAlias = tuple[str | int, ...]
"""Keys and list positions (from 1) from the root of the document."""

Role: TypeAlias = Literal["table", "list-table", "value", "container"]
"""``[a]``, ``[[a]]``, a key or list entry with a plain value, one with a list or an inline table."""

MOST_STEPS = 20
"""Steps of a path, and parts of a key. One more is kept to show that there were too many; there the outline ends."""

MOST_ENTRIES = 10_000
"""Keys, tables and list entries. One more is kept to show that there were too many; there the outline ends."""


@frozen
class Entry:
    """One header, key or list entry.

    Attributes:
        path: from the root, list positions included; cut after ``MOST_STEPS`` + 1 steps.
        start: where its key (for a list entry: its value) begins.
        role: see :data:`Role`.
        value: first word of the value; None for headers and for values that are missing.
        parts: the parts of the key as written here; empty for list entries.
        inside: True within the brackets of a list or an inline table.
    """

    path: Path
    start: int
    role: Role
    value: Token | None = None
    parts: tuple[str, ...] = ()
    inside: bool = False

    @property
    def key(self) -> str:
        """The path as it is shown: ``indicators[3].weight``."""
        return shown(self.path)


@frozen
class Outline:
    """What was found, up to the end or to the first bracket that is plainly missing.

    Attributes:
        entries: in order.
        statements: where each header and each assignment begins, the broken ones too.
        unclosed: the bracket that was opened and never closed.
    """

    entries: tuple[Entry, ...]
    statements: tuple[int, ...] = ()
    unclosed: Token | None = None


def outline_of(tokens: Sequence[Token]) -> Outline:
    """The outline of a text from its tokens."""
    reader = _Reader(tokens)
    entries: list[Entry] = []
    for entry in reader.entries():
        entries.append(entry)
        if len(entries) > MOST_ENTRIES or len(entry.path) > MOST_STEPS or len(entry.parts) > MOST_STEPS:
            break
    return Outline(tuple(entries), tuple(reader.statements), reader.unclosed)


def lines_by_key(outline: Outline, lines: Lines) -> Mapping[str, int]:
    """The line (from 1) of every key, table, list and list entry, by its path as shown, such as ``a.list[2].key``."""
    found: dict[str, int] = {}
    for entry in outline.entries:
        found.setdefault(entry.key, lines.number(entry.start))
        for steps in range(max(1, len(entry.path) - len(entry.parts)), len(entry.path)):
            found.setdefault(shown(entry.path[:steps]), lines.number(entry.start))
    return found


def shown(path: Path) -> str:
    """A path as :class:`perfkit.errors.Place` writes it."""
    return "".join([f"[{step}]" if isinstance(step, int) else f".{step}" for step in path]).removeprefix(".")


def key_parts(tokens: Sequence[Token]) -> tuple[str, ...]:
    """The parts of a key from its words: ``a . "b c".d`` is a, b c, d. Cut after ``MOST_STEPS`` + 1 parts."""
    parts: list[str] = []
    for token in tokens:
        if token.kind == "string":
            parts.append(unquoted(token.text))
        else:
            parts += [part for part in token.text.split(".", MOST_STEPS + 1) if part]
        if len(parts) > MOST_STEPS:
            break
    return tuple(parts[: MOST_STEPS + 1])


def unquoted(text: str) -> str:
    """A quoted key without its quotes, with its escapes resolved where they can be."""
    if "\\" in text and text.startswith('"'):
        try:
            return str(tomli.loads(f"key = {text}")["key"])
        except tomli.TOMLDecodeError:
            pass
    return text[1:-1]


@define
class _Frame:
    """An open bracket: where it was opened, the path of its list or table, and what may come next."""

    opening: Token
    path: Path
    count: int = 0
    filled: bool = False  # a value was read and no comma since


@define
class _Reader:
    tokens: Sequence[Token]
    unclosed: Token | None = None
    statements: list[int] = field(factory=list)
    _at: int = 0
    _table: Path = ()
    _lists: dict[Path, int] = field(factory=dict)

    def entries(self) -> Iterator[Entry]:
        while self._at < len(self.tokens) and self.unclosed is None:
            token = self.tokens[self._at]
            if token.kind in ("newline", "comment"):
                self._at += 1
                continue
            self.statements.append(token.start)
            yield from self._header() if token.text == "[" else self._assignment()

    def _header(self) -> Iterator[Entry]:
        start = self._at
        self._at += 1
        double = self._is("[") and self.tokens[self._at].start == self.tokens[start].end
        self._at += double
        parts = key_parts(self._take_key())
        if parts:
            self._table = self._resolved(parts, new=double)
            role: Role = "list-table" if double else "table"
            yield Entry(self._table, self.tokens[start].start, role, parts=parts)
        self._skip_line()

    def _assignment(self) -> Iterator[Entry]:
        start = self.tokens[self._at].start
        parts = key_parts(self._take_key())
        if self._is("="):
            self._at += 1
            yield from self._value(_cut(self._table + parts), start, parts)
        self._skip_line()

    def _value(self, path: Path, start: int, parts: tuple[str, ...]) -> Iterator[Entry]:
        """The value after an equals sign, over as many lines as its brackets stay open."""
        frames: list[_Frame] = []
        yield from self._open_or_plain(frames, path, start, parts)
        while frames and self.unclosed is None:
            if self._at >= len(self.tokens):
                self.unclosed = frames[-1].opening
                return
            token, frame = self.tokens[self._at], frames[-1]
            if token.kind in ("newline", "comment"):
                self._at += 1
            elif token.text in ("]", "}"):
                self._at += 1
                frames.pop()
            elif token.text == ",":
                self._at += 1
                frame.filled = False
            elif frame.filled or token.text == "=":
                self.unclosed = frame.opening
            else:
                yield from self._next_in(frames)

    def _next_in(self, frames: list[_Frame]) -> Iterator[Entry]:
        """The next entry of the innermost list or inline table."""
        frame, start = frames[-1], self.tokens[self._at].start
        frame.filled = True
        frame.count += 1
        if frame.opening.text == "[":
            yield from self._open_or_plain(frames, _cut((*frame.path, frame.count)), start, ())
            return
        parts = key_parts(self._take_key())
        if not self._is("="):
            self.unclosed = frame.opening
            return
        self._at += 1
        yield from self._open_or_plain(frames, _cut(frame.path + parts), start, parts)

    def _open_or_plain(self, frames: list[_Frame], path: Path, start: int, parts: tuple[str, ...]) -> Iterator[Entry]:
        token = self.tokens[self._at] if self._at < len(self.tokens) else None
        if token is None or token.kind in ("newline", "comment") or token.text in ("]", "}", ",", "="):
            yield Entry(path, start, "value", None, parts, bool(frames))
            return
        self._at += 1
        if token.text in ("[", "{"):
            yield Entry(path, start, "container", token, parts, bool(frames))
            frames.append(_Frame(token, path))
            return
        yield Entry(path, start, "value", token, parts, bool(frames))
        while token.kind == "word" and self._at < len(self.tokens) and self.tokens[self._at].kind == "word":
            self._at += 1  # a date and its time are two words

    def _take_key(self) -> Sequence[Token]:
        """The words up to the next sign or the end of the line."""
        first = self._at
        while self._at < len(self.tokens) and self.tokens[self._at].kind in ("word", "string"):
            self._at += 1
        return self.tokens[first : self._at]

    def _resolved(self, parts: tuple[str, ...], *, new: bool) -> Path:
        """The path a header means: the last entry of each list of tables on its way, one further if it opens one."""
        path: Path = ()
        for index, part in enumerate(parts, 1):
            path += (part,)
            if new and index == len(parts):
                self._lists[path] = self._lists.get(path, 0) + 1
            if path in self._lists:
                path += (self._lists[path],)
        return _cut(path)

    def _is(self, sign: str) -> bool:
        return self._at < len(self.tokens) and self.tokens[self._at].text == sign

    def _skip_line(self) -> None:
        while self.unclosed is None and self._at < len(self.tokens) and self.tokens[self._at].kind != "newline":
            self._at += 1


def _cut(path: Path) -> Path:
    return path[: MOST_STEPS + 1]
