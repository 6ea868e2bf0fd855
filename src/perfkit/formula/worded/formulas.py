"""The reading in words: a formula as a clerk reads it, in Chinese or English, with terms or figures for its names."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TypeAlias

from perfkit.formula.language.printed import ARGUMENT, ATOM, PHRASE, Notation, negated
from perfkit.formula.language.tree import Call, Expr, Name, Number, Over
from perfkit.formula.worded.decimals import as_percent
from perfkit.formula.worded.list_words import Held, none_words, over_words
from perfkit.wording import Language, say

BUILT_IN = ("target", "actual", "baseline", "weight", "upper")
"""The names that every rule may use; they are numbers, and have terms of their own."""

_SIGNS: Mapping[str, str] = {
    "+": " + ",
    "-": " - ",
    "*": " × ",
    "/": " ÷ ",
    "=": " = ",
    "<>": " ≠ ",
    "<": " < ",
    "<=": " ≤ ",
    ">": " > ",
    ">=": " ≥ ",
}

_NO_TERMS: Mapping[str, str] = {}
_NONE_HELD: Held = {}

_CHINESE = r"[\u3007\u4e00-\u9fff，。；：、“”（）]"
_NO_BLANK = re.compile(rf"(?<={_CHINESE})␣(?={_CHINESE})")

_Writer: TypeAlias = Callable[[Expr], str]


def words(expr: Expr, language: Language, shown: Mapping[str, str] = _NO_TERMS, held: Held = _NONE_HELD) -> str:
    """The formula in the notation of paper: ``min(77 ÷ 80, 1)``, ``执行数 ÷ 预算数``; numbers stay as typed.

    Args:
        expr: the formula.
        language: of the words between the signs.
        shown: what stands for each name or option, a term or a figure. ``target``, ``upper``, ``actual``, ``baseline``
            and ``weight`` have terms of their own; any other name that is not given stands as it is.
        held: for how many records a condition on a list holds, where that is to be told.
    """
    return settled(_notation(language, shown, held).write(expr))


def factor(expr: Expr, language: Language, shown: Mapping[str, str] = _NO_TERMS) -> str:
    """The same, in brackets if it needs them behind ``10 ×``."""
    return settled(_notation(language, shown).write(expr, ATOM))


def prose(expr: Expr, language: Language, shown: Mapping[str, str] = _NO_TERMS) -> str:
    """The formula as a clause of a sentence: ``完成值 ÷ 指标值，最多为 1``; a fixed share as a percentage."""
    if isinstance(expr, Number):
        return as_percent(expr)
    return settled(_clause(expr, language, _notation(language, shown)))


def settled(text: str) -> str:
    """The text with each ``␣`` made a blank, or nothing between two Chinese characters."""
    return _NO_BLANK.sub("", text).replace("␣", " ").strip()


def _notation(language: Language, shown: Mapping[str, str], held: Held = _NONE_HELD) -> Notation:
    def named(name: str) -> str:
        return shown.get(name) or (say(f"words.{name}", language) if name in BUILT_IN else name)

    def called(notation: Notation, call: Call) -> tuple[str, int]:
        return _called(notation, call, language)

    def over(notation: Notation, expr: Over) -> tuple[str, int]:
        return over_words(notation, expr, language, held)

    def opposite(notation: Notation, operand: Expr) -> tuple[str, int]:
        match operand:
            case Over(word="any"):
                return none_words(notation, operand, language, held)
            case Name() if term := _not_yet(named(operand.name), language):
                return term, ATOM
            case _:
                return negated(notation, operand)

    signs = {**_SIGNS, **{word: say(f"words.{word}", language) for word in ("and", "or", "not")}}
    return Notation(signs, named, called, over, opposite)


def _called(notation: Notation, call: Call, language: Language) -> tuple[str, int]:
    match call:
        case Call(function="if"):
            return _branch(call, language, notation, notation.write), PHRASE
        case Call(function="steps"):
            return _steps(call, language, notation), PHRASE
        case Call(function="clamp", arguments=(value, low, high)):
            return notation.listed("min", (Call("max", (value, low)), high)), ATOM
        case Call(function="ln" | "root", arguments=(value, *_, places)):
            degree = notation.write(call.arguments[1], ATOM)
            parts = {"value": notation.write(value, ARGUMENT), "degree": degree, "places": notation.write(places)}
            return say(f"words.{call.function}", language, **parts), ATOM
        case _:
            return notation.listed(say(f"words.{call.function}", language), call.arguments), ATOM


def _not_yet(term: str, language: Language) -> str:
    """The opposite of a term that says that something is done: 已完成 and 未完成; empty for any other term."""
    before, done, behind = term.partition(say("words.already", language))
    return before + say("words.not-yet", language) + behind if done and not behind.startswith("经") else ""


def _clause(expr: Expr, language: Language, notation: Notation) -> str:
    """What stands at the top of a sentence, or in a branch there, may be said instead of written."""
    match expr:
        case Call(function="if"):
            return _branch(expr, language, notation, lambda part: _clause(part, language, notation))
        case Call(function="clamp", arguments=(value, low, high)):
            limits = {"low": notation.write(low, ARGUMENT), "high": notation.write(high, ARGUMENT)}
            return say("words.within", language, value=notation.write(value, ARGUMENT), **limits)
        case Call(function="min", arguments=(Number() as limit, value) | (value, Number() as limit)):
            return say("words.at-most", language, value=notation.write(value, ARGUMENT), limit=limit.text)
        case Call(function="max", arguments=(Number() as limit, value) | (value, Number() as limit)):
            return say("words.at-least", language, value=notation.write(value, ARGUMENT), limit=limit.text)
        case _:
            return notation.write(expr)


def _branch(call: Call, language: Language, notation: Notation, write: _Writer) -> str:
    condition, yes, no = call.arguments
    return say("words.branch", language, condition=notation.write(condition), yes=write(yes), no=write(no))


def _steps(call: Call, language: Language, notation: Notation) -> str:
    shares = [*call.arguments[2:-1:2], call.arguments[-1]]
    fixed = [share for share in shares if isinstance(share, Number)]
    as_share = len(fixed) == len(shares) and all(0 <= share.value <= 1 for share in fixed)
    said = [as_percent(share) for share in fixed] if as_share else [notation.write(share, ARGUMENT) for share in shares]
    value, bounds = notation.write(call.arguments[0], ARGUMENT), call.arguments[1:-1:2]
    codes = ["words.first-step", *["words.next-step"] * (len(bounds) - 1)]
    steps = [
        say(code, language, value=value, bound=notation.write(bound, ARGUMENT), share=share)
        for code, bound, share in zip(codes, bounds, said, strict=False)
    ]
    return "".join(steps) + say("words.last-step", language, share=said[-1])
