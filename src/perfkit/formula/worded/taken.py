"""The part of a formula that decided a value: branches that were not taken are left out, and the grounds are told.

A list word over a few records is put in with their figures: ``sum(elements, share * met)`` becomes
``30% × 1 + 70% × 0.5``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import reduce

from attrs import evolve

from perfkit.formula.absent import Facts
from perfkit.formula.language.tree import (
    Arithmetic,
    Call,
    Comparison,
    Expr,
    Junction,
    Negative,
    Not,
    Number,
    Over,
    Relation,
    Sign,
    operands,
    rebuilt,
    replaced,
)
from perfkit.formula.ratios.formulas import exact
from perfkit.formula.worded.decimals import cut_text, decimal_text, percent_text

MOST_SHOWN = 12
"""A list of more records is told in words alone."""

LONGEST_FIGURE = 14
"""A figure of more characters is cut, and says so; nobody compares twenty digits by eye."""

_OPPOSITE: Mapping[Relation, Relation] = {"=": "<>", "<>": "=", "<": ">=", ">=": "<", "<=": ">", ">": "<="}


def taken(expr: Expr, facts: Facts, grounds: list[Expr]) -> Expr:
    """``expr``, which has a value for ``facts``, with every ``if`` and ``steps`` replaced by the branch it takes.

    What holds and made it take that branch is appended to ``grounds``, in the order of reading. Within the records of
    a list no grounds are told.
    """
    match expr:
        case Call(function="if"):
            return _branch(expr, facts, grounds)
        case Call(function="steps"):
            return _step(expr, facts, grounds)
        case Over():
            return with_figures(expr, facts)
        case _:
            return rebuilt(expr, lambda part: taken(part, facts, grounds))


def with_figures(expr: Expr, facts: Facts) -> Expr:
    """``expr`` with the figures of the records in the place of each list word that has a number for ``facts``."""
    if not isinstance(expr, Over):
        return rebuilt(expr, lambda part: with_figures(part, facts))
    value = exact(expr)(facts)
    if not isinstance(value, Fraction):
        return expr
    if expr.body is None or expr.word == "count":
        return _figure(value)
    records = _records(expr, facts)
    return expr if len(records) > MOST_SHOWN else _combined(expr, _bodies(expr, expr.body, records, facts))


def held(expr: Expr, facts: Facts) -> Mapping[Over, tuple[int, int]]:
    """For how many records, and of how many, each condition on a list in ``expr`` holds."""
    if not isinstance(expr, Over):
        return {over: counts for part in operands(expr) for over, counts in held(part, facts).items()}
    count = exact(evolve(expr, word="count"))(facts) if expr.kind == "truth" else None
    return {expr: (int(count), len(_records(expr, facts)))} if isinstance(count, Fraction) else {}


def _combined(expr: Over, parts: Sequence[Expr]) -> Expr:
    match expr.word:
        case "least":
            return Call("min", tuple(parts)) if len(parts) > 1 else parts[0]
        case "product":
            return _chain("*", parts) if parts else Number("1")
        case "mean" if len(parts) > 1:
            return Arithmetic("/", _chain("+", parts), Number(str(len(parts))))
        case _:
            return _chain("+", parts) if parts else Number("0")


def _chain(sign: Sign, parts: Sequence[Expr]) -> Expr:
    return reduce(lambda left, right: Arithmetic(sign, left, right), parts)


def _bodies(expr: Over, body: Expr, records: Sequence[Facts], facts: Facts) -> Sequence[Expr]:
    """What is taken from each record, with its figures in the place of the fields."""
    shares = {name for name in expr.fields if _are_shares([record.get(name) for record in records])}
    found = []
    for record in records:
        own = {name: record.get(name) for name in expr.fields}
        figures = {
            name: _figure(value, percent=name in shares) for name, value in own.items() if isinstance(value, Fraction)
        }
        decided = taken(_valued(body, {**facts, **own}), {**facts, **own}, [])
        found.append(replaced(decided, figures))
    return found


def _valued(expr: Expr, facts: Facts) -> Expr:
    """The same with the value of each list word; within a record there is no room for the records of another list."""
    if not isinstance(expr, Over):
        return rebuilt(expr, lambda part: _valued(part, facts))
    value = exact(expr)(facts)
    return _figure(value) if isinstance(value, Fraction) else expr


def _are_shares(values: Sequence[object]) -> bool:
    """Whether figures are the shares of one whole, which read best as percentages: two or more that add up to 1."""
    numbers = [value for value in values if isinstance(value, Fraction) and value >= 0]
    return len(numbers) == len(values) and sum(numbers) == 1 and sum(1 for value in numbers if value) > 1


def _figure(value: Fraction, *, percent: bool = False) -> Expr:
    if value < 0:
        return Negative(_figure(-value))
    text = percent_text(value) if percent else decimal_text(value)
    if len(text) > LONGEST_FIGURE:
        return Number(cut_text(value))
    if "/" in text:
        return Arithmetic("/", Number(str(value.numerator)), Number(str(value.denominator)))
    return Number(text)


def _records(expr: Over, facts: Facts) -> Sequence[Facts]:
    """The records of a list that was seen to be one."""
    match facts[expr.records]:
        case [*records]:
            return records
        case other:
            raise TypeError(f"{other}: these facts gave a value before")


def _branch(expr: Call, facts: Facts, grounds: list[Expr]) -> Expr:
    condition, yes, no = expr.arguments
    holds = exact(condition)(facts) is True
    shown = with_figures(condition, facts)
    grounds.append(shown if holds else _opposite(shown))
    return taken(yes if holds else no, facts, grounds)


def _opposite(condition: Expr) -> Expr:
    match condition:
        case Comparison():
            return evolve(condition, relation=_OPPOSITE[condition.relation])
        case Not():
            return condition.operand
        case _:
            return Not(condition)


def _step(expr: Call, facts: Facts, grounds: list[Expr]) -> Expr:
    """The step that is reached; the ground is that its bound is reached and the one before it is not."""
    measured, rest = expr.arguments[0], expr.arguments[-1]
    operand = taken(measured, facts, grounds)
    value = _number(measured, facts)
    above: Expr | None = None
    for bound, share in zip(expr.arguments[1:-1:2], expr.arguments[2:-1:2], strict=True):
        below = None if above is None else Comparison("<", operand, above)
        if value >= _number(bound, facts):
            reached = Comparison(">=", operand, bound)
            grounds.append(reached if below is None else Junction("and", reached, below))
            return taken(share, facts, grounds)
        above = bound
    grounds.append(Comparison("<", operand, expr.arguments[-3]))
    return taken(rest, facts, grounds)


def _number(expr: Expr, facts: Facts) -> Fraction:
    """A number that the facts were seen to give before."""
    value = exact(expr)(facts)
    if not isinstance(value, Fraction):
        raise TypeError(f"{value}: these facts gave a number before")
    return value
