"""The functions of the language as the exact reading writes them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeAlias

from perfkit.formula.language.tree import Call, Expr, FunctionName, Number
from perfkit.formula.ratios.writer import Writer, Written

Write: TypeAlias = Callable[[Writer, Expr], Written]


def _least(writer: Writer, call: Call, write: Write) -> Written:
    return _chosen(writer, call, write, "<")


def _greatest(writer: Writer, call: Call, write: Write) -> Written:
    return _chosen(writer, call, write, ">")


def _chosen(writer: Writer, call: Call, write: Write, relation: str) -> Written:
    """The first, and in its place each later one that is beyond it."""
    first, *others = [write(writer, argument) for argument in call.arguments]
    if not others:
        return first
    chosen = _held(writer, first)
    for other in others:
        _replaced_if(writer, chosen, other, relation)
    return Written(chosen.top, chosen.bottom, max(number.weight for number in (first, *others)))


def _held(writer: Writer, number: Written) -> Written:
    """A copy in variables that may be given other values."""
    top, bottom = writer.variable(), writer.variable()
    writer.line(f"{top}, {bottom} = {number.top}, {number.bottom}")
    return Written(top, bottom, number.weight)


def _replaced_if(writer: Writer, held: Written, other: Written, relation: str) -> None:
    with writer.block(f"if {writer.compared(other, relation, held)}:"):
        writer.line(f"{held.top}, {held.bottom} = {other.top}, {other.bottom}")


def _magnitude(writer: Writer, call: Call, write: Write) -> Written:
    number = write(writer, call.arguments[0])
    return writer.number(f"abs({number.top})", number.bottom, number.weight)


def _clamped(writer: Writer, call: Call, write: Write) -> Written:
    """``clamp(x, low, high)`` is ``min(max(x, low), high)``."""
    number, low, high = (write(writer, argument) for argument in call.arguments)
    held = _held(writer, number)
    _replaced_if(writer, held, low, ">")
    _replaced_if(writer, held, high, "<")
    return Written(held.top, held.bottom, max(number.weight, low.weight, high.weight))


def _rounded(writer: Writer, call: Call, write: Write) -> Written:
    """Half up, away from zero at a tie, to a constant number of places."""
    number, scale = write(writer, call.arguments[0]), 10 ** _places(call)
    units = f"(2*abs({number.top})*{scale} + {number.bottom})//(2*{number.bottom})"
    top = writer.let(units)
    with writer.block(f"if {number.top} < 0:"):
        writer.line(f"{top} = -{top}")
    return Written(top, str(scale), number.weight)


def _floor(writer: Writer, call: Call, write: Write) -> Written:
    number = write(writer, call.arguments[0])
    return writer.number(f"{number.top}//{number.bottom}", "1", number.weight)


def _ceil(writer: Writer, call: Call, write: Write) -> Written:
    number = write(writer, call.arguments[0])
    return writer.number(f"-(-{number.top}//{number.bottom})", "1", number.weight)


def _stepped(writer: Writer, call: Call, write: Write) -> Written:
    """The share beside the first bound that is reached, else the last value."""
    number = write(writer, call.arguments[0])
    bounds = [write(writer, bound) for bound in call.arguments[1:-1:2]]
    top, bottom, weight = writer.variable(), writer.variable(), 1
    words = ["if", *["elif"] * (len(bounds) - 1)]
    heads = [f"{word} {writer.compared(number, '>=', bound)}:" for word, bound in zip(words, bounds, strict=True)]
    for head, share in zip([*heads, "else:"], [*call.arguments[2:-1:2], call.arguments[-1]], strict=True):
        with writer.block(head):
            value = write(writer, share)
            writer.line(f"{top}, {bottom} = {value.top}, {value.bottom}")
            weight = max(weight, value.weight)
    return Written(top, bottom, weight)


def _logarithm(writer: Writer, call: Call, write: Write) -> Written:
    number = write(writer, call.arguments[0])
    return _paired(writer, f"ln({number.top}, {number.bottom}, {_places(call)})")


def _root(writer: Writer, call: Call, write: Write) -> Written:
    number, degree = (write(writer, argument) for argument in call.arguments[:2])
    return _paired(writer, f"root({number.top}, {number.bottom}, ({degree.top}, {degree.bottom}), {_places(call)})")


def _paired(writer: Writer, value: str) -> Written:
    top, bottom = writer.variable(), writer.variable()
    writer.line(f"{top}, {bottom} = {value}")
    return Written(top, bottom)


def _places(call: Call) -> int:
    """The number of places, which the parser made a plain number."""
    match call.arguments[-1]:
        case Number(text=text):
            return int(text)
        case other:
            raise TypeError(f"{other} is no plain number; trees come from parse")


CALLS: Mapping[FunctionName, Callable[[Writer, Call, Write], Written]] = {
    "min": _least,
    "max": _greatest,
    "abs": _magnitude,
    "clamp": _clamped,
    "round": _rounded,
    "floor": _floor,
    "ceil": _ceil,
    "steps": _stepped,
    "ln": _logarithm,
    "root": _root,
}
"""How each function but ``if`` is written."""
