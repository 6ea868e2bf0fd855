"""Comparisons of sets, and what follows for a plain name where a condition holds or fails."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import TypeAlias, cast

from perfkit.formula.language.kinds import Labels, NodeKind
from perfkit.formula.language.tree import Comparison, Expr, Junction, Name, Not, Relation
from perfkit.formula.possible.numbers import NumberSet
from perfkit.formula.possible.scene import Possible, Scene, Truths, Words, either

Read: TypeAlias = Callable[[Expr, Scene], Possible]

OPPOSITE: Mapping[Relation, Relation] = {"=": "<>", "<>": "=", "<": ">=", "<=": ">", ">": "<=", ">=": "<"}
"""What holds where the relation does not."""

MIRRORED: Mapping[Relation, Relation] = {"=": "=", "<>": "<>", "<": ">", "<=": ">=", ">": "<", ">=": "<="}
"""The relation with its sides changed."""


def compared(relation: Relation, left: Possible, right: Possible, kind: NodeKind) -> Truths:
    """Whether a member of one side can stand in the relation to one of the other, and can fail to."""
    if not left or not right:
        return frozenset()
    ways = ((True, relation), (False, OPPOSITE[relation]))
    return frozenset(holds for holds, wanted in ways if related(left, wanted, right, kind))


def related(values: Possible, relation: Relation, others: Possible, kind: NodeKind) -> Possible:
    """Those values for which one of the others stands on the right of the relation."""
    if isinstance(values, NumberSet) and isinstance(others, NumberSet):
        return _related_numbers(values, relation, others)
    return _related_words(cast("Words", values), relation, cast("Words", others), cast("Labels", kind))


def _related_numbers(values: NumberSet, relation: Relation, others: NumberSet) -> NumberSet:
    """Ends that a strict relation excludes are left out where they stand alone; pieces stay closed."""
    match relation:
        case "=":
            return values & others
        case "<>":
            return values if others.only is None else values.without(others.only)
        case "<" | "<=":
            found, end = values.at_most(others.high), others.high
        case ">" | ">=":
            found, end = values.at_least(others.low), others.low
    return found if end is None or relation in ("<=", ">=") else found.without(end)


def _related_words(values: Words, relation: Relation, others: Words, labels: Labels) -> Words:
    """By rank: the better word is the greater."""
    left, right = ({word: Fraction(labels.rank(word) or 0) for word in words} for words in (values, others))
    ranks = _related_numbers(NumberSet.of(*left.values()), relation, NumberSet.of(*right.values()))
    return frozenset(word for word, rank in left.items() if ranks.holds(rank))


def turned(expr: Expr, scene: Scene, read: Read, *, holds: bool) -> Scene | None:
    """The scene where a condition holds, or fails; None if it cannot."""
    if holds not in cast("Truths", read(expr, scene)):
        return None
    key = id(expr), holds
    if key not in scene.turned:
        scene.turned[key] = _turned(expr, scene, read, holds=holds)
    return scene.turned[key]


def _turned(expr: Expr, scene: Scene, read: Read, *, holds: bool) -> Scene | None:
    match expr:
        case Name():
            return scene.where(expr.name, cast("Truths", read(expr, scene)) & {holds})
        case Not():
            return turned(expr.operand, scene, read, holds=not holds)
        case Comparison():
            return _compared_names(expr, scene, read, holds=holds)
        case Junction():
            return _joined(expr, scene, read, holds=holds)
        case _:
            return scene


def _compared_names(expr: Comparison, scene: Scene, read: Read, *, holds: bool) -> Scene | None:
    relation = expr.relation if holds else OPPOSITE[expr.relation]
    sides = ((expr.left, relation, expr.right), (expr.right, MIRRORED[relation], expr.left))
    found: Scene | None = scene
    for side, wanted, other in sides:
        values = related(read(side, scene), wanted, read(other, scene), expr.left.kind)
        if not values:
            return None
        if found is not None and isinstance(side, Name):
            found = found.where(side.name, values)
    return found


def _joined(expr: Junction, scene: Scene, read: Read, *, holds: bool) -> Scene | None:
    """Where both sides decide nothing alone, the right one is looked at behind the left one."""
    decides = expr.join == "or"
    passed = turned(expr.left, scene, read, holds=not decides)
    right = None if passed is None else turned(expr.right, passed, read, holds=holds)
    if holds is not decides:
        return right
    return either(scene, turned(expr.left, scene, read, holds=holds), right)
