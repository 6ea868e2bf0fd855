"""The inside of a paragraph: runs of text with emphasis and links within the document."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from urllib.parse import unquote

from attrs import define, evolve
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Delimiter
from markdown_it.token import Token

from perfkit.model import Run


def emphasis(state: StateInline, silent: bool) -> bool:
    """Stars that mark bold or italic, wherever they touch a text.

    The stock rule asks for a blank or a sign beside them, which Chinese does not have: in ``**标题。**正文`` it would
    print the stars.
    """
    start = state.pos
    if silent or state.src[start] != "*":
        return False
    end = start
    while end < state.posMax and state.src[end] == "*":
        end += 1
    opens = end < state.posMax and not state.src[end].isspace()
    closes = start > 0 and not state.src[start - 1].isspace()
    for _ in range(end - start):
        state.push("text", "", 0).content = "*"
        state.delimiters.append(Delimiter(ord("*"), end - start, len(state.tokens) - 1, -1, opens, closes))
    state.pos = end
    return True


Refuse = Callable[[str], None]
"""Takes the name of what is not allowed and records the fault."""


@define
class _State:
    strong: int = 0
    emphasis: int = 0
    link: str = ""


def runs(tokens: Sequence[Token], refuse: Refuse) -> tuple[Run, ...]:
    """The runs of one paragraph; what no official document holds is handed to ``refuse``."""
    state, found = _State(), list[Run]()
    for index, token in enumerate(tokens):
        if token.type in ("strong_open", "strong_close"):
            state.strong += token.nesting
        elif token.type in ("em_open", "em_close"):
            state.emphasis += token.nesting
        elif token.type == "link_open":
            state.link = _target(token, refuse)
        elif token.type == "link_close":
            state.link = ""
        elif token.type in ("text", "text_special"):
            found.append(Run(token.content, state.strong > 0, state.emphasis > 0, state.link))
        elif token.type == "hardbreak":
            found.append(Run("\n", state.strong > 0, state.emphasis > 0, state.link))
        elif token.type == "softbreak":
            found.append(Run(_gap(tokens, index), state.strong > 0, state.emphasis > 0, state.link))
        else:
            refuse(token.type)
    return _merged(found)


def _target(token: Token, refuse: Refuse) -> str:
    target = str(token.attrs.get("href", ""))
    if not target.startswith("#"):
        refuse("link")
    return unquote(target.removeprefix("#"))


def _gap(tokens: Sequence[Token], index: int) -> str:
    """What a line end inside a paragraph prints as: nothing between Chinese characters, else a blank."""
    before = next((t.content for t in reversed(tokens[:index]) if t.content), "")
    after = next((t.content for t in tokens[index + 1 :] if t.content), "")
    return "" if _wide(before[-1:]) and _wide(after[:1]) else " "


def _wide(character: str) -> bool:
    return bool(character) and unicodedata.east_asian_width(character) in ("W", "F", "A")


def _merged(found: Sequence[Run]) -> tuple[Run, ...]:
    merged: list[Run] = []
    for run in found:
        if merged and evolve(merged[-1], text="") == evolve(run, text=""):
            merged[-1] = evolve(run, text=merged[-1].text + run.text)
        elif run.text:
            merged.append(run)
    return tuple(merged)
