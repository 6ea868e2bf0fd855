"""What a formula can give, read from its tree: every value that the exact reading gives for any facts lies inside."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from functools import lru_cache, partial
from math import ceil, floor
from typing import cast

from perfkit.formula.language.functions import HIGHEST_ROOT
from perfkit.formula.language.printed import printed
from perfkit.formula.language.tree import (
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
    Option,
    Over,
    Sign,
)
from perfkit.formula.possible.lists import over
from perfkit.formula.possible.narrowing import compared, turned
from perfkit.formula.possible.numbers import NO_NUMBER, NumberSet
from perfkit.formula.possible.scene import NEITHER, PartFacts, Possible, Scene, Truths, Words
from perfkit.formula.ratios.irrational import ln, root


def possible(expr: Expr, facts: PartFacts) -> Possible:
    """What the formula can give, as its kind says: a set of numbers, of truths, or of the words of a label.

    ``facts`` says of each name what it is, or what it may be: a set, or a list whose records hold sets. A name of which
    nothing is said may be anything. The set is empty where the formula has no value whatever the facts turn out to be.
    """
    return read(expr, Scene(facts, facts))


def read(expr: Expr, scene: Scene) -> Possible:
    """What the formula can give in a scene.

    A long sum or junction leans to the left, hundreds of parts deep: it is read from its first part on.
    """
    waiting = [expr]
    while isinstance(last := waiting[-1], (Arithmetic, Junction)):
        waiting.append(last.left)
    for part in reversed(waiting):
        if id(part) not in scene.seen:
            scene.seen[id(part)] = _numbers(part, scene) if part.kind == "number" else _others(part, scene)
    return scene.seen[id(expr)]


def numbers(expr: Expr, scene: Scene) -> NumberSet:
    """The same for a formula that gives a number."""
    return cast("NumberSet", read(expr, scene))


def truths(expr: Expr, scene: Scene) -> Truths:
    """The same for one that gives a truth."""
    return cast("Truths", read(expr, scene))


def branches(condition: Expr, scene: Scene) -> Iterator[tuple[bool, Scene]]:
    """Whether a condition can hold, and can fail, with the scene where it does."""
    for holds in (True, False):
        if (behind := turned(condition, scene, read, holds=holds)) is not None:
            yield holds, behind


def _numbers(expr: Expr, scene: Scene) -> NumberSet:  # noqa: PLR0911 - one case for each node
    match expr:
        case Number():
            return _typed(expr.text)
        case Name():
            return cast("NumberSet", scene.given(expr.name, "number"))
        case Negative():
            return -numbers(expr.operand, scene)
        case Arithmetic():
            return SIGNS[expr.sign](numbers(expr.left, scene), numbers(expr.right, scene))
        case Call(function="if"):
            chosen = [
                numbers(expr.arguments[1 if holds else 2], at) for holds, at in branches(expr.arguments[0], scene)
            ]
            return NumberSet.joined(piece for one in chosen for piece in one.pieces)
        case Call(function="steps"):
            return _stepped(expr, scene)
        case Call():
            return CALLS[expr.function](*(numbers(argument, scene) for argument in expr.arguments))
        case Over():
            return cast("NumberSet", over(expr, scene, read))
        case _:
            raise TypeError(f"{printed(expr)} gives no number; trees come from parse")


@lru_cache(maxsize=1_024)
def _typed(text: str) -> NumberSet:
    return NumberSet.of(Number(text).value)


def _others(expr: Expr, scene: Scene) -> Truths | Words:  # noqa: PLR0911 - one case for each node
    match expr:
        case Name():
            return cast("Truths | Words", scene.given(expr.name, expr.kind))
        case Option():
            return frozenset((expr.name,))
        case Comparison():
            return compared(expr.relation, read(expr.left, scene), read(expr.right, scene), expr.left.kind)
        case Junction():
            return _junction(expr, scene)
        case Not():
            return frozenset(not holds for holds in truths(expr.operand, scene))
        case Call(function="if"):
            chosen = (read(expr.arguments[1 if holds else 2], at) for holds, at in branches(expr.arguments[0], scene))
            return frozenset[bool]().union(*cast("Iterator[Truths]", chosen))
        case Over():
            return cast("Truths", over(expr, scene, read))
        case _:
            raise TypeError(f"{printed(expr)} gives no truth and no label; trees come from parse")


def _junction(expr: Junction, scene: Scene) -> Truths:
    """The right side is looked at where the left one does not decide."""
    decides = expr.join == "or"
    found = NEITHER
    for holds, behind in branches(expr.left, scene):
        found |= frozenset((decides,)) if holds is decides else truths(expr.right, behind)
    return found


def _stepped(expr: Call, scene: Scene) -> NumberSet:
    """The values beside the bounds that can be reached first, with a plain name narrowed in each."""
    operand, *rows, rest = expr.arguments
    left, found = numbers(operand, scene), NO_NUMBER
    for bound, share in zip(rows[::2], rows[1::2], strict=True):
        limit = numbers(bound, scene).only
        if limit is None:
            raise TypeError(f"{printed(bound)} is no constant; trees come from parse")
        found |= _where(operand, left.at_least(limit), share, scene)
        left = left.at_most(limit).without(limit)
    return found | _where(operand, left, rest, scene)


def _where(operand: Expr, values: NumberSet, share: Expr, scene: Scene) -> NumberSet:
    at = scene.where(operand.name, values) if isinstance(operand, Name) else scene
    return NO_NUMBER if at is None or not values else numbers(share, at)


def _least(first: NumberSet, *others: NumberSet) -> NumberSet:
    for other in others:
        first = first.least(other)
    return first


def _greatest(first: NumberSet, *others: NumberSet) -> NumberSet:
    for other in others:
        first = first.greatest(other)
    return first


def _rounded(number: NumberSet, places: NumberSet) -> NumberSet:
    """Half up, away from zero at a tie."""
    scale = 10 ** _whole(places)

    def half_up(value: Fraction) -> Fraction:
        units = (2 * abs(value.numerator) * scale + value.denominator) // (2 * value.denominator)
        return Fraction(units if value >= 0 else -units, scale)

    return number.on_grid(half_up, Fraction(1, scale))


def _logarithm(number: NumberSet, places: NumberSet) -> NumberSet:
    """Of zero and less there is none; just above, it falls without end."""
    digits, above = _whole(places), number.at_least(Fraction(0)).without(Fraction(0))
    pieces = [
        (ln(low, digits) if low else None, None if high is None else ln(high, digits)) for low, high in above.pieces
    ]
    return NumberSet.joined(pieces)


def _root(number: NumberSet, degree: NumberSet, places: NumberSet) -> NumberSet:
    """Of every degree that may be counted; of less than zero there is none."""
    digits, above = _whole(places), number.at_least(Fraction(0))
    degrees = [whole for whole in range(1, HIGHEST_ROOT + 1) if degree.holds(Fraction(whole))]
    roots = [above.image(partial(_plain_root, whole, digits)) for whole in degrees]
    return NumberSet.joined(piece for one in roots for piece in one.pieces)


def _plain_root(degree: int, places: int, value: Fraction) -> Fraction:
    return root(value, degree, places) or Fraction(0)


def _whole(places: NumberSet) -> int:
    """A number of places, which the parser made a plain number."""
    if places.only is None:
        raise TypeError("places are no constant; trees come from parse")
    return int(places.only)


SIGNS: Mapping[Sign, Callable[[NumberSet, NumberSet], NumberSet]] = {
    "+": NumberSet.__add__,
    "-": NumberSet.__sub__,
    "*": NumberSet.__mul__,
    "/": NumberSet.__truediv__,
}

CALLS: Mapping[FunctionName, Callable[..., NumberSet]] = {
    "min": _least,
    "max": _greatest,
    "abs": NumberSet.magnitude,
    "clamp": lambda number, low, high: number.greatest(low).least(high),
    "round": _rounded,
    "floor": lambda number: number.on_grid(lambda value: Fraction(floor(value)), Fraction(1)),
    "ceil": lambda number: number.on_grid(lambda value: Fraction(ceil(value)), Fraction(1)),
    "ln": _logarithm,
    "root": _root,
}
"""What each function but ``if`` and ``steps`` makes of sets."""
