"""The list words as the exact reading writes them: one loop over all records.

No loop ends early, so that the order of the records changes nothing, not even what is absent.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeAlias

from perfkit.formula.tree import Expr, ListWord, Over
from perfkit.formula.writer import Writer, Written

WriteNumber: TypeAlias = Callable[[Expr], Written]
WriteTruth: TypeAlias = Callable[[Expr], str]


LONG = 256
"""Bits of a denominator beyond which a sum is brought to lowest terms; small ones cost less than looking for them."""


def counted(writer: Writer, expr: Over, records: str, write: WriteTruth) -> Written:
    """``count``, ``all`` and ``any`` all count the records for which the body holds."""
    held, record = writer.let("0"), writer.variable()
    with writer.loop(record, records, expr.fields), writer.block(f"if {write(body_of(expr))}:"):
        writer.line(f"{held} += 1")
    if expr.word == "count":
        return Written(held, "1")
    return Written(writer.let(f"{held} == len({records})" if expr.word == "all" else f"{held} > 0"), "1")


def _summed(writer: Writer, expr: Over, records: str, write: WriteNumber) -> Written:
    """A sum keeps its denominator as long as the records have the same one."""
    top, bottom, record = writer.let("0"), writer.let("1"), writer.variable()
    with writer.loop(record, records, expr.fields):
        number = write(body_of(expr))
        with writer.block(f"if {number.bottom} == {bottom}:"):
            writer.line(f"{top} += {number.top}")
        with writer.block("else:"):
            crossed = f"{top}*{number.bottom} + {number.top}*{bottom}, {bottom}*{number.bottom}"
            writer.line(f"{top}, {bottom} = {crossed}")
            writer.line(f"if {bottom} >> {LONG}: {top}, {bottom} = reduced({top}, {bottom})")
    if expr.word == "mean":
        return writer.reduced(top, f"{bottom}*len({records})")
    return Written(top, bottom)


def _multiplied(writer: Writer, expr: Over, records: str, write: WriteNumber) -> Written:
    top, bottom, record = writer.let("1"), writer.let("1"), writer.variable()
    with writer.loop(record, records, expr.fields):
        number = write(body_of(expr))
        writer.line(f"{top}, {bottom} = reduced({top}*{number.top}, {bottom}*{number.bottom})")
    return Written(top, bottom)


def _least(writer: Writer, expr: Over, records: str, write: WriteNumber) -> Written:
    top, bottom, record = writer.let("None"), writer.let("1"), writer.variable()
    with writer.loop(record, records, expr.fields):
        number = write(body_of(expr))
        less = f"{number.top}*{bottom} < {top}*{number.bottom}"
        with writer.block(f"if {top} is None or {less}:"):
            writer.line(f"{top}, {bottom} = {number.top}, {number.bottom}")
    return Written(top, bottom)


def body_of(expr: Over) -> Expr:
    """What is asked of each record; only ``count`` may ask nothing, and then there is no loop."""
    if expr.body is None:
        raise TypeError(f"{expr.word} asks nothing of its records; trees come from parse")
    return expr.body


LOOPS: Mapping[ListWord, Callable[[Writer, Over, str, WriteNumber], Written]] = {
    "sum": _summed,
    "mean": _summed,
    "product": _multiplied,
    "least": _least,
}
"""The list words that ask for a number."""
