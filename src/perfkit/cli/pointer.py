"""A formula with a caret under one of its characters, as wide as the terminal."""

from __future__ import annotations

from perfkit.cli.table import cells, cut

INDENT = "  "


def pointed(formula: str, character: int, width: int) -> str:
    """Two lines: the formula and the caret. ``character`` counts from 1, and may be the one behind the end.

    A formula that is wider than the terminal is shown around the character. Chinese characters take two cells; hidden
    ones are shown as ``?``.
    """
    room = max(width - len(INDENT) - 1, 2)
    before, rest = (_visible(part) for part in (formula[: character - 1], formula[character - 1 :]))
    if cells(before) + cells(rest) > room:
        before = cut(before[::-1], room // 2)[::-1]
    caret = " " * cells(before) + "^"
    return f"{INDENT}{cut(before + rest, room)}\n{INDENT}{caret}"


def _visible(text: str) -> str:
    return "".join(map(_shown, text))


def _shown(character: str) -> str:
    """A character in as many cells as it takes, on one line."""
    if character.isprintable():
        return character
    if character == "\u3000":
        return "  "
    return " " if character in "\t\u00a0" else "?"
