"""Slips of single characters and of quotes: full-width signs, curly quotes, quotes left open, backslashes."""

from __future__ import annotations

import re
import unicodedata

from perfkit.errors import quoted
from perfkit.files.text import visible
from perfkit.formats.toml_scene import Scene, Slip
from perfkit.formats.toml_tokens import Token

_CURLY = "“”‘’„‟‚‛＂＇″〝〞"
_QUOTES = ('"', "'")
ESCAPE_MESSAGES = ("Unescaped", "Invalid hex", "Escaped character")
"""How tomli begins to speak of a backslash in a text; its position is then behind the escape."""

_ASSIGNMENT = re.compile(r"^[ \t]*[A-Za-z0-9_-]+[ \t]*=", re.MULTILINE)
_AFTER_VALUE = ("Expected newline", "Unclosed array", "Unclosed inline table")


def hidden_character(scene: Scene) -> Slip | None:
    """A character outside quotes that takes no room, such as U+200B or a byte-order mark in the middle."""
    for position, character in _loose(scene):
        if unicodedata.category(character) == "Cf":
            code = "toml.hidden-key" if scene.equals and position < scene.equals.start else "text.hidden"
            return Slip(code, position, {"character": visible(character)})
    return None


def odd_blank(scene: Scene) -> Slip | None:
    """A blank outside quotes that is not the common one: U+3000 of a Chinese keyboard, a no-break space."""
    for position, character in _loose(scene):
        if character.isspace() and not character.isascii():
            return Slip("toml.odd-blank", position, {"character": visible(character)})
    return None


def full_width_equals(scene: Scene) -> Slip | None:
    """``＝`` instead of ``=``."""
    position = next((position for position, character in _loose(scene) if character == "＝"), None)
    return None if position is None else Slip("toml.full-width-equals", position)


def curly_quotes(scene: Scene) -> Slip | None:
    """``“…”`` or ``"…”`` around a text."""
    for word in scene.words:
        if word.kind == "word" and word.text[0] in _CURLY:
            return Slip("toml.curly-quotes", word.start, {"found": quoted(word.text)})
        if word.kind == "open_string" and (place := _last_curly(word)) >= 0:
            return Slip("toml.curly-quotes", word.start + place, {"found": word.text[place]})
    return None


def full_width(scene: Scene) -> Slip | None:
    """Full-width brackets, commas or digits that make sense in half width: ``［project］``, ``１２``."""
    for word in scene.words:
        if word.kind == "word" and not word.text.isascii():
            folded = unicodedata.normalize("NFKC", word.text).replace("。", ".").replace("、", ",")
            if folded.isascii() and not set(folded) & set("/%:"):
                return Slip("toml.full-width", word.start, {"found": quoted(word.text), "write": folded})
    return None


def quote_open(scene: Scene) -> Slip | None:
    """A text in quotes whose closing quote is missing."""
    for word in scene.words:
        if word.kind == "open_string" and word.start <= scene.position:
            return Slip("toml.quote-open", word.start, {"quote": word.text[0], "found": quoted(word.text)})
    return None


def long_text_open(scene: Scene) -> Slip | None:
    """A text in threefold quotes that is never closed.

    If another one follows, its opening quotes close the first, and the last of all stays open: then the culprit is
    the first one that has swallowed lines of the form ``key = …``.
    """
    last = scene.source.tokens[-1]
    if last.kind != "open_long_string":
        return None
    long = [token for token in scene.source.tokens if token.kind == "long_string" and token.start <= scene.position]
    word = next((token for token in long if _ASSIGNMENT.search(token.text)), last)
    if word.start > scene.position:
        return None
    arguments = {"quotes": word.text[:3], "line": scene.source.lines.number(word.start)}
    return Slip("toml.long-text-open", word.start, arguments, alone=False)


def quote_inside(scene: Scene) -> Slip | None:
    """A quote within the text, which ends it: ``'it''s'``, ``"the "new" road"``."""
    before, after = scene.source.text[scene.position - 1 :][:1], scene.source.text[scene.position :][:1]
    if before not in _QUOTES or after in ("", ",", ";") or not scene.message.startswith(_AFTER_VALUE):
        return None
    return Slip("toml.quote-inside", scene.position - 1, {"quote": before, "other": "'" if before == '"' else '"'})


def backslash(scene: Scene) -> Slip | None:
    r"""A backslash that is meant as such, mostly of a Windows path: ``"C:\data"``."""
    if not scene.message.startswith(ESCAPE_MESSAGES[:2]):
        return None
    position = scene.source.text.rfind("\\", 0, scene.position)
    return Slip("toml.backslash", position, {"found": quoted(scene.source.text[position : position + 2])})


def no_character(scene: Scene) -> Slip | None:
    r"""An escape for what is no character: ``"\uD800"``."""
    if not scene.message.startswith(ESCAPE_MESSAGES[2]):
        return None
    position = scene.source.text.rfind("\\", 0, scene.position)
    return Slip("toml.no-character", position, {"found": scene.source.text[position : scene.position]})


def _loose(scene: Scene) -> list[tuple[int, str]]:
    """The characters of the line outside quotes and comments, with their positions."""
    return [(word.start + i, c) for word in scene.words if word.kind == "word" for i, c in enumerate(word.text)]


def _last_curly(word: Token) -> int:
    """Where an open text ends in a curly quote; -1 if it does not."""
    text = word.text.rstrip(" \t,]})")
    return len(text) - 1 if text[-1] in _CURLY else -1
