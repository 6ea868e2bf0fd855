"""What a whole rule can give: the shares of every row that can be the first to hold, within its limits."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from perfkit.formula.possible.formulas import branches, read
from perfkit.formula.possible.narrowing import turned
from perfkit.formula.possible.numbers import NumberSet
from perfkit.formula.possible.scene import PartFacts, Possible, Scene
from perfkit.formula.rule_tree import RuleTree


def possible_shares(rule: RuleTree, facts: PartFacts) -> NumberSet:
    """The shares that a rule can give; none where what it requires cannot hold, or it gives labels."""
    given = [one for one in _given(rule, facts) if isinstance(one, NumberSet)]
    shares = NumberSet.joined(piece for one in given for piece in one.pieces)
    return shares & NumberSet.between(*rule.limits)


def possible_labels(rule: RuleTree, facts: PartFacts) -> frozenset[str]:
    """The labels that a rule can give; none where it gives shares."""
    options = frozenset[str]() if rule.gives is None else frozenset(rule.gives.options)
    words = [one for one in _given(rule, facts) if isinstance(one, frozenset)]
    return options.intersection(word for one in words for word in cast("frozenset[str]", one))


def _given(rule: RuleTree, facts: PartFacts) -> Iterator[Possible]:
    """What each row can give, in its order, where no row before it holds; then what holds where none does."""
    scene = _scene(rule, facts)
    for case in rule.cases:
        turns = {} if scene is None else dict(branches(case.when, scene))
        if True in turns:
            yield read(case.share, turns[True])
        scene = turns.get(False)
    if scene is not None and rule.otherwise is not None:
        yield read(rule.otherwise, scene)


def _scene(rule: RuleTree, facts: PartFacts) -> Scene | None:
    """The facts with the ``let`` values, as far as what the rule requires leaves room; None where it leaves none.

    What it requires of a fact narrows the values that were made of it, hence twice.
    """
    scene = _with_let(rule, Scene(facts, facts))
    if rule.requires is None:
        return scene
    narrowed = dict(branches(rule.requires, scene)).get(True)
    if narrowed is None or narrowed is scene:
        return narrowed
    again: Scene | None = _with_let(rule, narrowed)
    return again and turned(rule.requires, again, read, holds=True)


def _with_let(rule: RuleTree, scene: Scene) -> Scene:
    for name, expr in rule.let:
        scene = scene.naming(name, read(expr, scene))
    return scene
