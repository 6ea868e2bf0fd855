"""The list words as the exact reading writes them: one loop over all records.

The order of the records changes nothing, not even why there is no value: no loop ends early, sums and products are
made in an order of their own, and of several records that have no value the reason is one and the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import TypeAlias

from perfkit.formula.absent import Absent
from perfkit.formula.language.tree import Expr, ListWord, Over
from perfkit.formula.ratios.cells import Pair, reduced
from perfkit.formula.ratios.writer import Writer, Written

WriteNumber: TypeAlias = Callable[[Expr], Written]
WriteTruth: TypeAlias = Callable[[Expr], str]


LONG = 256
"""Bits of a denominator beyond which a sum is brought to lowest terms; small ones cost less than looking for them."""


def counted(writer: Writer, expr: Over, records: str, write: WriteTruth) -> Written:
    """``count``, ``all`` and ``any`` all count the records for which the body holds."""
    held = writer.let("0")
    with _each(writer, expr, records), writer.block(f"if {write(body_of(expr))}:"):
        writer.line(f"{held} += 1")
    if expr.word == "count":
        return Written(held, "1")
    return Written(writer.let(f"{held} == len({records})" if expr.word == "all" else f"{held} > 0"), "1")


def _summed(writer: Writer, expr: Over, records: str, write: WriteNumber) -> Written:
    """A running sum as long as the records have the same denominator; the sums of several are added up behind."""
    top, bottom, sums = writer.let("0"), writer.let("1"), writer.let("{}")
    with _each(writer, expr, records):
        number = write(body_of(expr))
        with writer.block(f"if {number.bottom} == {bottom}:"):
            writer.line(f"{top} += {number.top}")
        with writer.block("else:"):
            writer.line(f"if {top}: {sums}[{bottom}] = {sums}.get({bottom}, 0) + {top}")
            writer.line(f"{top}, {bottom} = {number.top}, {number.bottom}")
    writer.line(f"if {sums}: {top}, {bottom} = total({sums}, {top}, {bottom})")
    if expr.word == "mean":
        return writer.reduced(top, f"{bottom}*len({records})")
    return writer.number(top, bottom, number.weight + 1)


def total(sums: dict[int, int], top: int, bottom: int) -> Pair:
    """The sum of ``top / bottom`` and of the sums by their denominators, in the order of these."""
    sums[bottom] = sums.get(bottom, 0) + top
    top, bottom = 0, 1
    for other in sorted(sums):
        if sums[other]:
            top, bottom = top * other + sums[other] * bottom, bottom * other
            if bottom >> LONG:
                top, bottom = reduced(top, bottom)
    return top, bottom


def _multiplied(writer: Writer, expr: Over, records: str, write: WriteNumber) -> Written:
    top, bottom, factors = writer.variable(), writer.variable(), writer.let("[]")
    with _each(writer, expr, records):
        number = write(body_of(expr))
        writer.line(f"{factors} += [({number.top}, {number.bottom})]")
    writer.line(f"{top}, {bottom} = multiplied({factors})")
    return Written(top, bottom)


def multiplied(factors: list[Pair]) -> Pair:
    """The product of the pairs, from the least numerator; 0 if one of them is."""
    if any(not top for top, _ in factors):
        return 0, 1
    product = 1, 1
    for top, bottom in sorted(factors):
        product = reduced(product[0] * top, product[1] * bottom)
    return product


def _least(writer: Writer, expr: Over, records: str, write: WriteNumber) -> Written:
    top, bottom = writer.let("None"), writer.let("1")
    with _each(writer, expr, records):
        number = write(body_of(expr))
        less = f"{number.top}*{bottom} < {top}*{number.bottom}"
        with writer.block(f"if {top} is None or {less}:"):
            writer.line(f"{top}, {bottom} = {number.top}, {number.bottom}")
    return writer.number(top, bottom, number.weight)


@contextmanager
def _each(writer: Writer, expr: Over, records: str) -> Iterator[None]:
    """What is written inside is done for each record; where some have no value, the whole has none."""
    why = writer.let("None")
    with writer.loop(records, expr.fields):
        with writer.block("try:"):
            yield
        writer.line(f"except AbsentError as error: {why} = weightier({why}, error.absent)")
    writer.line(f"if {why} is not None: fail({why})")


def weightier(known: Absent | None, other: Absent) -> Absent:
    """Of two reasons the one that is told, whichever came first."""
    return other if known is None else min(known, other, key=lambda why: (why.reason, str(why.arguments)))


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
