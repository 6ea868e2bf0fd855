"""List words over records that are only partly known, or over a list of which nothing is known."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import reduce
from typing import cast

from perfkit.formula.language.tree import Over
from perfkit.formula.possible.narrowing import Read
from perfkit.formula.possible.numbers import ANY_NUMBER, NO_NUMBER, NumberSet
from perfkit.formula.possible.scene import EITHER, NEITHER, Possible, Scene, Truths

ZERO, ONE = Fraction(0), Fraction(1)
HOW_MANY = NumberSet.between(ZERO, None)


def over(expr: Over, scene: Scene, read: Read) -> Possible:
    """What a list word makes of a list."""
    records = scene.records(expr.records)
    if records is None:
        return _of_any_records(expr, scene, read)
    if expr.body is None:
        return NumberSet.of(Fraction(len(records)))
    each = [read(expr.body, scene.inside(record, expr.fields, len(records))) for record in records]
    if not all(each):
        return NO_NUMBER if expr.kind == "number" else NEITHER
    if expr.word in ("count", "all", "any"):
        return _counted(expr, cast("Sequence[Truths]", each))
    return _reckoned(expr, cast("Sequence[NumberSet]", each))


def _counted(expr: Over, each: Sequence[Truths]) -> Possible:
    """For how many records the body holds: for those where it must, and for none or all of those where it can."""
    least = sum(False not in held for held in each)
    most = sum(True in held for held in each)
    match expr.word:
        case "all":
            return frozenset(holds for holds in EITHER if (most == len(each) if holds else least < len(each)))
        case "any":
            return frozenset(holds for holds in EITHER if (most > 0 if holds else least == 0))
        case _:
            return NumberSet.of(*(Fraction(held) for held in range(least, most + 1)))


def _reckoned(expr: Over, each: Sequence[NumberSet]) -> NumberSet:
    """What a number of each record comes to; of no records there is no mean and no least."""
    match expr.word:
        case "sum":
            return sum(each, NumberSet.of(ZERO))
        case "product":
            return reduce(NumberSet.__mul__, each, NumberSet.of(ONE))
        case "mean":
            return sum(each, NumberSet.of(ZERO)).times(Fraction(1, len(each))) if each else NO_NUMBER
        case _:
            return reduce(NumberSet.least, each) if each else NO_NUMBER


def _of_any_records(expr: Over, scene: Scene, read: Read) -> Possible:
    """The same for any number of records of which nothing is known."""
    one = None if expr.body is None else read(expr.body, scene.inside({}, expr.fields, 1))
    match expr.word, one:
        case "count", _:
            return HOW_MANY
        case "all", frozenset():
            return cast("Truths", one | {True})
        case "any", frozenset():
            return cast("Truths", one | {False})
        case "sum", NumberSet():
            return _any_sum(one)
        case "product", NumberSet():
            return _any_product(one)
        case _, NumberSet():
            return one.hull
    raise TypeError(f"{expr.word} asks nothing of its records; trees come from parse")


def _any_sum(one: NumberSet) -> NumberSet:
    """So many times what one record gives, or nothing: the side of zero is all that is known."""
    rises = bool(one.at_least(ZERO).without(ZERO))
    falls = bool(one.at_most(ZERO).without(ZERO))
    return NumberSet.between(None if falls else ZERO, None if rises else ZERO)


def _any_product(one: NumberSet) -> NumberSet:
    """Of shares a share; else only the sign is known, where none is below zero."""
    if one.at_most(ZERO).without(ZERO):
        return ANY_NUMBER
    return NumberSet.between(ZERO, None if one.at_least(ONE).without(ONE) else ONE)
