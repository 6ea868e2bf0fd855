"""List words as a clerk reads them: 各评价要点的 占比 × 达成 之和."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from perfkit.formula.language.functions import OVER_TRUTHS
from perfkit.formula.language.printed import AND, ARGUMENT, COMPARED, SIDE, SIGNED, Notation
from perfkit.formula.language.tree import Name, Over
from perfkit.wording import Language, say

Held: TypeAlias = Mapping[Over, tuple[int, int]]
"""For how many records a condition on a list holds, and of how many."""


def over_words(notation: Notation, expr: Over, language: Language, held: Held) -> tuple[str, int]:
    """The text of a list word, and how tightly it holds together."""
    text = _said(f"over-{expr.word}" if expr.body is not None else "over-records", notation, expr, language)
    return text + _counted(expr, language, held), _binding(expr, language)


def none_words(notation: Notation, expr: Over, language: Language, held: Held) -> tuple[str, int]:
    """The opposite of ``any``."""
    return _said("over-none", notation, expr, language) + _counted(expr, language, held), _binding(expr, language)


def _said(code: str, notation: Notation, expr: Over, language: Language) -> str:
    """The sentence of the word; a body of more than one word keeps its blanks, which hold it together."""
    body = "" if expr.body is None else notation.write(expr.body, _around_body(expr, language))
    text = say(f"words.{code}", language, records=notation.named(expr.records), body=body)
    return text.replace("␠", "␣" if isinstance(expr.body, Name) else " ")


def _counted(expr: Over, language: Language, held: Held) -> str:
    if expr not in held:
        return ""
    count, of = held[expr]
    return say("words.held", language, held=count, of=of)


def _around_body(expr: Over, language: Language) -> int:
    """In English a condition stands at an end of the phrase, and nothing else tells where it begins."""
    return COMPARED if language == "en" and expr.word in OVER_TRUTHS else ARGUMENT


def _binding(expr: Over, language: Language) -> int:
    """A Chinese phrase, but for 都, is closed by its last word; an English one is open; without signs it is a noun."""
    if expr.kind == "truth":
        return AND if language == "en" else ARGUMENT if expr.word == "all" else COMPARED
    if expr.body is None or (language == "zh" and isinstance(expr.body, Name)):
        return SIGNED
    return ARGUMENT if language == "en" and expr.word == "count" else SIDE
