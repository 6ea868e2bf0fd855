"""What rules can give: tried in a few situations, for what is not known yet."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction
from typing import cast

from perfkit.formula import Absent, CompiledRule, Facts, NumberSet, PartFacts
from perfkit.scoring.plan import NodePlan

PROBES: tuple[tuple[int, int, int], ...] = ((0, 1, 0), (1, 1, 1), (2, 1, 1), (10**6, 1, 0), (1, 0, 1))
"""Situations in which a rule is tried to see whether it gives its least and its greatest share: how many times the
target the actual is, the target where it is not known, and the judgement."""


def reach(
    rules: Iterable[CompiledRule],
    known: PartFacts,
    weight: Fraction,
    points: Callable[[Fraction], Fraction],
    ends: set[Fraction],
) -> bool:
    """Whether all these points were seen to come out, where what is not known may be anything."""
    missing = set(ends)
    for rule in rules:
        for facts in _situations(known):
            share = rule.share({**facts, "weight": weight})
            if not isinstance(share, Absent):
                missing.discard(points(weight * share))
            if not missing:
                return True
    return False


def _situations(facts: PartFacts) -> Iterator[Facts]:
    """What is known, and where an actual is known to be one of a set, no other."""
    known = {name: fact for name, fact in facts.items() if not isinstance(fact, (NumberSet, frozenset))}
    promised, actuals = known.get("target"), facts.get("actual")
    base = promised if isinstance(promised, Fraction) and promised > 0 else Fraction(1)
    for times, target, judged in PROBES:
        actual = times * base
        if not isinstance(actuals, NumberSet) or actuals.holds(actual):
            tried = {"actual": actual, "target": Fraction(target), "judged": Fraction(judged)}
            yield cast("Facts", {**tried, **known})


def can_score(node: NodePlan) -> bool:
    """Whether a leaf with a measure can earn points at all: for some actual, its rule gives a share above zero."""
    target = Fraction(1) if node.target is None else node.target
    actuals = {Fraction(0), target / 2, target, 2 * target}
    values = [
        node.rule.compiled.share({"actual": actual, "target": target, "weight": Fraction(node.node.weight)})
        for actual in actuals
        if node.rule is not None
    ]
    return any(not isinstance(value, Absent) and value > 0 for value in values)
