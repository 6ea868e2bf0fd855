"""Projects and sets put together from two sides: the data of one, the weights of the other, and so on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any, TypeVar

from attrs import evolve

from perfkit.model import Fact, Indicator, IndicatorSet, Project, SetIndicator, Title, comparable
from perfkit.scoring.answers.attribution import FACTORS, Factor

T = TypeVar("T")

JUDGED_FACTS = frozenset({"raters", "level"})
"""Declared facts by which somebody judges: the sheets of raters, and the level that a judged share lies in."""

_NAMES: Mapping[str, Any] = {
    "id": "", "edition": "", "title": Title(""), "first_year": 0, "last_year": None, "basis": (), "labels": {},
    "chain": (), "changes": (), "plugins": (), "digest": "", "origin": None,
}  # fmt: skip
"""What tells sets apart and changes no points."""


def numbered(items: Iterable[T], key: Callable[[T], Any]) -> dict[Any, T]:
    """The items by their key, the second of one key apart from the first."""
    seen: Counter[Any] = Counter()
    found: dict[Any, T] = {}
    for item in items:
        called = key(item)
        found[called, seen[called]] = item
        seen[called] += 1
    return found


def mixed_project(before: Project, after: Project, taken: frozenset[Factor]) -> Project:
    """The project with the ``taken`` factors of the second side; an indicator that only one side has is all its own."""
    sides = (before, after)
    data, judgement = sides["data" in taken], sides["judgement" in taken]
    judged = {name: fact for name, fact in judgement.facts.items() if name in JUDGED_FACTS}
    return evolve(
        data,
        indicators=tuple(_mixed_indicators(before, after, taken)),
        facts={**_unjudged(data.facts), **judged},
        reviews=judgement.reviews,
        stated=judgement.stated,
    )


def _mixed_indicators(before: Project, after: Project, taken: frozenset[Factor]) -> Iterator[Indicator]:
    known = [numbered(project.indicators, indicator_key) for project in (before, after)]
    for key, data in known["data" in taken].items():
        judgement, weight, rule = (known[factor in taken].get(key, data) for factor in ("judgement", "weight", "rule"))
        judged = {name: fact for name, fact in judgement.facts.items() if name in JUDGED_FACTS}
        yield evolve(
            data,
            judged=judgement.judged,
            reviews=judgement.reviews,
            facts={**_unjudged(data.facts), **judged},
            weight=weight.weight,
            rule=rule.rule,
        )


def indicator_key(indicator: Indicator) -> tuple[str, str, str]:
    """What one indicator is recognised by on both sides."""
    return indicator.block, comparable(indicator.category), comparable(indicator.name)


def _unjudged(facts: Mapping[str, Fact]) -> dict[str, Fact]:
    return {name: fact for name, fact in facts.items() if name not in JUDGED_FACTS}


def mixed_set(weights: IndicatorSet, rules: IndicatorSet) -> IndicatorSet | None:
    """The set with the weights of one and all else of the other; None where their trees have other nodes.

    Conditions of weights keep the facts and measures that they ask for.
    """
    nodes = _weighing(rules.indicators, weights.indicators)
    if nodes is None:
        return None
    return evolve(
        rules,
        indicators=nodes,
        full_marks=weights.full_marks,
        weight_cases=weights.weight_cases,
        needs=_with(rules.needs, weights.needs),
        assumes=_with(rules.assumes, weights.assumes),
        measures=_with(rules.measures, weights.measures),
    )


def _with(own: Mapping[str, T], others: Mapping[str, T]) -> dict[str, T]:
    """The own entries, and behind them those that only the other side has."""
    return {**own, **{name: value for name, value in others.items() if name not in own}}


def _weighing(nodes: tuple[SetIndicator, ...], others: tuple[SetIndicator, ...]) -> tuple[SetIndicator, ...] | None:
    """The nodes with the weights of others that have the same codes; None where they have not."""
    by_code = {node.code: node for node in others}
    if {node.code for node in nodes} != set(by_code):
        return None
    found = []
    for node in nodes:
        children = _weighing(node.children, by_code[node.code].children)
        if children is None:
            return None
        found.append(evolve(node, weight=by_code[node.code].weight, children=children))
    return tuple(found)


def differing(before: Project, after: Project, sets: tuple[IndicatorSet, IndicatorSet]) -> frozenset[Factor]:
    """The factors that are not the same on both sides."""
    found = set(differing_of_sets(*sets))
    for factor in FACTORS:
        if _seen(mixed_project(before, after, frozenset({factor}))) != _seen(before):
            found.add(factor)
    return frozenset(found)


def differing_of_sets(before: IndicatorSet, after: IndicatorSet) -> Iterator[Factor]:
    """Whether two sets differ in their weights, and in anything else that may change points."""
    if _weights(before) != _weights(after):
        yield "weight"
    if _rules(before) != _rules(after):
        yield "rule"


def _weights(indicator_set: IndicatorSet) -> object:
    cases = [(case.when, case.weights) for case in indicator_set.weight_cases]
    return {node.code: node.weight for node in indicator_set.nodes()}, indicator_set.full_marks, cases


def _rules(indicator_set: IndicatorSet) -> IndicatorSet:
    def unweighed(nodes: Iterable[SetIndicator]) -> tuple[SetIndicator, ...]:
        return tuple(evolve(node, weight=Decimal(0), children=unweighed(node.children)) for node in nodes)

    nodes = unweighed(indicator_set.indicators)
    return evolve(indicator_set, indicators=nodes, weight_cases=(), full_marks=Decimal(0), **_NAMES)


def _seen(project: Project) -> object:
    """What scoring looks at, without where it was read."""
    funding, stated = project.funding, project.stated
    return (
        [evolve(one, origin=None, reviews=_unplaced(one.reviews)) for one in project.indicators],
        None if funding is None else (funding.amounts(), [(line.source, line.amounts()) for line in funding.lines]),
        project.facts,
        _unplaced(project.reviews),
        None if stated is None or stated.points is None else stated.points.exact,
    )


def _unplaced(reviews: Iterable[Any]) -> tuple[Any, ...]:
    return tuple(evolve(review, origin=None) for review in reviews)
