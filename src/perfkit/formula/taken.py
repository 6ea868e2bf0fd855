"""The part of a formula that decided a value: branches that were not taken are left out, and the grounds are told."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from attrs import evolve

from perfkit.formula.absent import Facts
from perfkit.formula.exact import exact
from perfkit.formula.tree import Arithmetic, Call, Comparison, Expr, Junction, Negative, Not, Relation

_OPPOSITE: Mapping[Relation, Relation] = {"=": "<>", "<>": "=", "<": ">=", ">=": "<", "<=": ">", ">": "<="}


def taken(expr: Expr, facts: Facts, grounds: list[Expr]) -> Expr:
    """``expr``, which gives a number for ``facts``, with every ``if`` and ``steps`` replaced by the branch it takes.

    What holds and made it take that branch is appended to ``grounds``, in the order of reading.
    """
    match expr:
        case Negative():
            return evolve(expr, operand=taken(expr.operand, facts, grounds))
        case Arithmetic():
            return evolve(expr, left=taken(expr.left, facts, grounds), right=taken(expr.right, facts, grounds))
        case Call(function="if"):
            return _branch(expr, facts, grounds)
        case Call(function="steps"):
            return _step(expr, facts, grounds)
        case Call():
            return evolve(expr, arguments=tuple(taken(argument, facts, grounds) for argument in expr.arguments))
        case _:
            return expr


def _branch(expr: Call, facts: Facts, grounds: list[Expr]) -> Expr:
    condition, yes, no = expr.arguments
    holds = exact(condition)(facts) is True
    grounds.append(condition if holds else _opposite(condition))
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
