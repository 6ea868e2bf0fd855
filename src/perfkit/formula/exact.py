"""The exact reading: a tree compiled to closures over ratios of integers.

No float, no decimal context, no rounded intermediate. ``if``, ``steps``, ``and`` and ``or`` look only at what they
need, so that a guard works. A fact without a value makes the result absent only where the formula really asks for it.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import TypeAlias

from perfkit.formula.absent import Absent, AbsentError, Facts
from perfkit.formula.printed import printed
from perfkit.formula.tree import (
    Arithmetic,
    Call,
    Comparison,
    Expr,
    FunctionName,
    Junction,
    Name,
    Negative,
    Not,
    Number,
    Relation,
    Sign,
    names,
)

NumberOf: TypeAlias = Callable[[Facts], Fraction]
TruthOf: TypeAlias = Callable[[Facts], bool]

MOST_BITS = 4_096
"""Numerators and denominators beyond this (some 1 200 digits) come from repeated products, not from a budget."""


def exact(expr: Expr) -> Callable[[Facts], Fraction | bool | Absent]:
    """The formula as a function of its facts.

    The function gives a ratio or a truth as the tree says, or :class:`Absent`. It never raises for facts.
    """
    compute: Callable[[Facts], Fraction | bool] = truth(expr) if expr.kind == "truth" else number(expr)

    def value(facts: Facts) -> Fraction | bool | Absent:
        try:
            return compute(facts)
        except AbsentError as error:
            return error.absent

    return value


def constant(expr: Expr) -> Fraction | None:
    """The value of a formula of numbers alone; None if it uses a name or has no value."""
    if names(expr):
        return None
    value = exact(expr)({})
    return value if isinstance(value, Fraction) else None


def number(expr: Expr) -> NumberOf:
    """The closure of a tree that gives a number; it raises :class:`AbsentError` where there is none."""
    match expr:
        case Number():
            value = expr.value
            return lambda facts: value
        case Name():
            return _number_fact(expr.name)
        case Negative():
            operand = number(expr.operand)
            return lambda facts: -operand(facts)
        case Arithmetic(sign="/"):
            return _quotient(expr)
        case Arithmetic():
            return _arithmetic(_ARITHMETIC[expr.sign], number(expr.left), number(expr.right))
        case Call():
            return _FUNCTIONS[expr.function](expr.arguments)
        case _:
            raise TypeError(f"{printed(expr)} gives no number; trees come from parse")


def truth(expr: Expr) -> TruthOf:
    """The closure of a tree that gives a truth; it raises :class:`AbsentError` where there is none."""
    match expr:
        case Name():
            return _truth_fact(expr.name)
        case Comparison():
            return _comparison(_RELATIONS[expr.relation], number(expr.left), number(expr.right))
        case Junction(join="and"):
            left, right = truth(expr.left), truth(expr.right)
            return lambda facts: left(facts) and right(facts)
        case Junction():
            left, right = truth(expr.left), truth(expr.right)
            return lambda facts: left(facts) or right(facts)
        case Not():
            operand = truth(expr.operand)
            return lambda facts: not operand(facts)
        case Call(function="if"):
            condition, yes, no = (truth(argument) for argument in expr.arguments)
            return lambda facts: yes(facts) if condition(facts) else no(facts)
        case _:
            raise TypeError(f"{printed(expr)} gives no truth; trees come from parse")


def _number_fact(name: str) -> NumberOf:
    def fact(facts: Facts) -> Fraction:
        value = facts.get(name)
        if type(value) is Fraction:
            return value
        raise AbsentError(_lacking(name, value))

    return fact


def _truth_fact(name: str) -> TruthOf:
    def fact(facts: Facts) -> bool:
        value = facts.get(name)
        if isinstance(value, bool):
            return value
        raise AbsentError(_lacking(name, value))

    return fact


def _lacking(name: str, value: object) -> Absent:
    """Why the fact cannot be used; an absent ``let`` value keeps its own reason."""
    if isinstance(value, Absent):
        return value
    if value is None:
        return Absent("missing", {"name": name})
    return Absent("wrong-kind", {"name": name, "kind": type(value).__name__})


def _sized(value: Fraction) -> Fraction:
    if value.numerator.bit_length() > MOST_BITS or value.denominator.bit_length() > MOST_BITS:
        raise AbsentError(Absent("too-large"))
    return value


def _arithmetic(combine: Callable[[Fraction, Fraction], Fraction], left: NumberOf, right: NumberOf) -> NumberOf:
    return lambda facts: _sized(combine(left(facts), right(facts)))


def _comparison(compare: Callable[[Fraction, Fraction], bool], left: NumberOf, right: NumberOf) -> TruthOf:
    return lambda facts: compare(left(facts), right(facts))


def _quotient(expr: Arithmetic) -> NumberOf:
    dividend, divisor = number(expr.left), number(expr.right)
    absent = Absent("division-by-zero", {"divisor": printed(expr.right)})

    def quotient(facts: Facts) -> Fraction:
        whole, part = dividend(facts), divisor(facts)
        if not part:
            raise AbsentError(absent)
        return _sized(whole / part)

    return quotient


def _chosen(arguments: tuple[Expr, ...]) -> NumberOf:
    condition, yes, no = truth(arguments[0]), number(arguments[1]), number(arguments[2])
    return lambda facts: yes(facts) if condition(facts) else no(facts)


def _least(arguments: tuple[Expr, ...]) -> NumberOf:
    parts = [number(argument) for argument in arguments]
    return lambda facts: min([part(facts) for part in parts])


def _greatest(arguments: tuple[Expr, ...]) -> NumberOf:
    parts = [number(argument) for argument in arguments]
    return lambda facts: max([part(facts) for part in parts])


def _magnitude(arguments: tuple[Expr, ...]) -> NumberOf:
    (operand,) = (number(argument) for argument in arguments)
    return lambda facts: abs(operand(facts))


def _clamped(arguments: tuple[Expr, ...]) -> NumberOf:
    """``clamp(x, low, high)`` is ``min(max(x, low), high)``."""
    operand, low, high = (number(argument) for argument in arguments)
    return lambda facts: min(max(operand(facts), low(facts)), high(facts))


def _rounded(arguments: tuple[Expr, ...]) -> NumberOf:
    """Half up, away from zero at a tie, to a constant number of places."""
    operand, places = number(arguments[0]), constant(arguments[1])
    scale: int = 10 ** int(places or 0)

    def rounded(facts: Facts) -> Fraction:
        value = operand(facts)
        doubled, denominator = 2 * abs(value.numerator) * scale, value.denominator
        units = (doubled + denominator) // (2 * denominator)
        return Fraction(units if value >= 0 else -units, scale)

    return rounded


def _floor(arguments: tuple[Expr, ...]) -> NumberOf:
    (operand,) = (number(argument) for argument in arguments)
    return lambda facts: Fraction(operand(facts).__floor__())


def _ceil(arguments: tuple[Expr, ...]) -> NumberOf:
    (operand,) = (number(argument) for argument in arguments)
    return lambda facts: Fraction(operand(facts).__ceil__())


def _stepped(arguments: tuple[Expr, ...]) -> NumberOf:
    """The share beside the first bound that is reached, else the last value."""
    operand, rest = number(arguments[0]), number(arguments[-1])
    bounds = [number(bound) for bound in arguments[1:-1:2]]
    rows = list(zip([bound({}) for bound in bounds], [number(share) for share in arguments[2:-1:2]], strict=True))

    def stepped(facts: Facts) -> Fraction:
        value = operand(facts)
        for bound, share in rows:
            if value >= bound:
                return share(facts)
        return rest(facts)

    return stepped


_ARITHMETIC: Mapping[Sign, Callable[[Fraction, Fraction], Fraction]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
}

_RELATIONS: Mapping[Relation, Callable[[Fraction, Fraction], bool]] = {
    "=": operator.eq,
    "<>": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}

_FUNCTIONS: Mapping[FunctionName, Callable[[tuple[Expr, ...]], NumberOf]] = {
    "if": _chosen,
    "min": _least,
    "max": _greatest,
    "abs": _magnitude,
    "clamp": _clamped,
    "round": _rounded,
    "floor": _floor,
    "ceil": _ceil,
    "steps": _stepped,
}
