"""What stands above the lines in words: nodes that a rule combines or that are rounded, and adjustments."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import TYPE_CHECKING

from perfkit.model import Adjustment, IndicatorSet, Rule, readable
from perfkit.scoring.derivation import rounding_words
from perfkit.scoring.phrases import documents, joined, named_rule
from perfkit.scoring.plan import TOTAL
from perfkit.scoring.terms import spelled
from perfkit.wording import Language, say

if TYPE_CHECKING:
    from perfkit.scoring.result import Adjusted, NodeResult


def explain_nodes(nodes: Iterable[NodeResult], indicator_set: IndicatorSet, language: Language) -> Iterator[str]:
    """Every node whose points are not just the sum of what stands below it, from the leaves up."""
    for node in unusual(nodes, language):
        yield explain_node(node, indicator_set, language)
        if node.derivation is not None:
            yield "  " + node.derivation.ruled(language)
        yield from (f"  {one}" for one in explain_changes(node, indicator_set, language))


def unusual(nodes: Iterable[NodeResult], language: Language) -> Iterator[NodeResult]:
    """The nodes whose points are not just the sum of what stands below them, from the leaves up."""
    for node in nodes:
        yield from unusual(node.children, language)
        if node.points is not None and (node.adjusted or node_words(node, language)):
            yield node


def explain_node(node: NodeResult, indicator_set: IndicatorSet, language: Language) -> str:
    """One node, or the total: how it came to its points before adjustments, and by which rule."""
    words = node_words(node, language)
    rule = combining_rule(node.code, indicator_set)
    behind = "" if rule is None else say("explain.combined-by", language, rule=named_rule(rule, language))
    if not words and node.points is not None:
        words = say("explain.node-points", language, points=node.points.digits)
    weight, said = readable(node.weight.exact), joined([words, behind], language)
    if node.code == TOTAL:
        return say("explain.whole", language, weight=weight, said=said)
    return say("explain.node", language, name=node.name, weight=weight, said=said)


def node_words(node: NodeResult, language: Language) -> str:
    """How a node came to its points before adjustments, where they are not just added up; empty where they are."""
    if node.derivation is not None:
        return node.derivation.worded(language)
    points = node.adjusted[0].before if node.adjusted else node.points
    parts = [(line.weight, line.final) for line in node.lines if not line.waived]
    parts += [(child.weight, child.points) for child in node.children]
    if points is None or not parts:
        return ""
    added = sum((one.exact for _, one in parts if one is not None), Fraction(0))
    left = sum((weight.exact for weight, _ in parts), Fraction(0))
    figures = {"sum": readable(added), "points": readable(points.exact)}
    if left != node.weight.exact:
        weights = {"left": readable(left), "weight": readable(node.weight.exact)}
        return say("explain.node-scaled", language, **figures, **weights)
    if points.exact == added:
        return ""
    return say("explain.node-rounded", language, **figures, rounding=rounding_words(points.rounding, language))


def explain_changes(node: NodeResult, indicator_set: IndicatorSet, language: Language) -> Iterator[str]:
    """The adjustments of a node, or of the total, and how it is rounded after them."""
    yield from explain_adjusted(node.adjusted, indicator_set, language)
    if node.points is not None and node.adjusted and node.points.exact != node.adjusted[-1].after.exact:
        rounding = rounding_words(node.points.rounding, language)
        yield say("explain.then-rounded", language, rounding=rounding, points=node.points.digits)


def combining_rule(code: str, indicator_set: IndicatorSet) -> Rule | None:
    """The rule that combines what is below a node, or makes the total; None where points are added up."""
    node = indicator_set.node(code)
    name = indicator_set.combine if code == TOTAL else "" if node is None else node.combine
    return indicator_set.rules.get(name)


def explain_adjusted(adjusted: Iterable[Adjusted], indicator_set: IndicatorSet, language: Language) -> Iterator[str]:
    """Each adjustment that took effect: what it changed, under which condition, on which ground and document."""
    for one in adjusted:
        adjustment = one.adjustment
        parts = [
            _effect(one, language),
            say("explain.when", language, condition=spelled(adjustment.when, indicator_set, language)),
            _ground(adjustment, one.grounds, language),
        ]
        said = joined(parts, language) + documents(adjustment.basis, language)
        yield say("explain.adjusted", language, title=adjustment.title.worded(language), said=said)


def _effect(one: Adjusted, language: Language) -> str:
    """Points before and after, and the grade that is given."""
    before, after = readable(one.before.exact), readable(one.after.exact)
    points = say(
        "explain.adjusted-points" if before != after else "explain.adjusted-same", language, before=before, after=after
    )
    grade = one.adjustment.grade
    given = say("explain.adjusted-grade", language, grade=grade) if grade else ""
    return joined([points if one.adjustment.points else "", given], language)


def _ground(adjustment: Adjustment, grounds: tuple[str, ...], language: Language) -> str:
    if grounds:
        return say("explain.ground", language, grounds=grounds)
    return say("explain.no-ground", language) if adjustment.grounds else ""
