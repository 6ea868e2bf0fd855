"""Live formulas: points that the form works out itself, to the digits of scoring, from the cells that are filled in.

A formula that cannot be worked out yet, or whose cells hold words, shows nothing: the points are then typed.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from attrs import evolve, frozen

from perfkit.formula import Absent, Expr, RuleTree, formula_name, normal
from perfkit.formula.sheet import SheetCell, among_text, flat, live
from perfkit.model import Indicator, Rounding
from perfkit.model.numbers import places_of, terminating
from perfkit.reports.fillin.blank import Blank
from perfkit.reports.fillin.rules import rule_of
from perfkit.reports.fillin.sources import Scope, Sources
from perfkit.scoring.plan import NodePlan, RulePlan

USUAL_PLACES = 4
MOST_PLACES = 12
ROOM = 10
"""How many times larger than now the facts may become before a formula with fewer places is taken."""

_ANY = (Fraction(-100), Fraction(100))
"""Limits of a rate that is only shown; the wider they are, the smaller the amounts that fit into an exact formula."""

_RATE_PLACES = 2
"""A rate of 50.65 % with two places has four as a share of 1."""


@frozen
class Live:
    """A formula, and what it shows now; None for nothing yet."""

    formula: str
    value: Decimal | None


def measured_share(node: NodePlan, sources: Sources) -> Live | None:
    """A rate of the set, rounded as it is printed; None where there is no formula for it."""
    if node.measure is None or node.node.unit != "%":
        return None
    rounding = sources.blank.indicator_set.rounded("rate") or Rounding()
    rounding = evolve(rounding, places=rounding.places + _RATE_PLACES)
    scope = sources.common()
    tree = RuleTree(_measures(sources.blank), None, (), node.measure.formula, _ANY)
    share = node.measure.compute(scope.now)
    return _live(tree, scope, Fraction(1), rounding, share)


def measured_points(node: NodePlan, weight: Fraction, sources: Sources) -> Live | None:
    """The points of a leaf that scores a measure of its own; None where there is no formula for them."""
    indicator_set = sources.blank.indicator_set
    rounding = indicator_set.rounded("leaf")
    by_rounded = indicator_set.policies.scored_rate == "rounded" and node.node.unit == "%"
    if node.measure is None or node.rule is None or rounding is None or by_rounded or not is_plain(sources.blank):
        return None
    tree, target = node.rule.compiled.tree, Fraction(1) if node.target is None else node.target
    lets = (*_measures(sources.blank), ("actual", node.measure.formula), *tree.let)
    scope = evolve(sources.common(), fixed={"target": target})
    actual = node.measure.compute(scope.now)
    facts = scope.now if isinstance(actual, Absent) else {**scope.now, "actual": actual}
    share = node.rule.compiled.share({**facts, "target": target, "weight": weight})
    return _live(evolve(tree, let=lets), scope, weight, rounding, share)


def indicator_points(indicator: Indicator, actual: str, sources: Sources, *, known: bool) -> Live | None:
    """The points of an indicator whose actual stands in a cell; None where there is no formula for them.

    ``known`` says that the cell holds the number that the unit gave.
    """
    blank, target = sources.blank, indicator.target
    rule, rounding = rule_of(indicator, blank), blank.indicator_set.rounded("leaf")
    if rule is None or target is None or rounding is None or indicator.weight is None or not is_plain(blank):
        return None
    if rule.compiled.tree.gives is not None or not _fits(rule, target.unit):
        return None
    scope = sources.of(indicator, actual, known=known)
    weight = Fraction(indicator.weight)
    share = rule.compiled.share({**scope.now, "weight": weight})
    return _live(rule.compiled.tree, scope, weight, rounding, share)


def is_plain(blank: Blank) -> bool:
    """Whether points are those of the rules alone: no weight moves to others, and the set gives points."""
    moves = any(not one.applicable for one in blank.indicators)
    return blank.indicator_set.gives_points and not moves


def _fits(rule: RulePlan, unit: str) -> bool:
    return rule.compiled.unit is None or rule.compiled.fits(unit)


def _measures(blank: Blank) -> tuple[tuple[str, Expr], ...]:
    return tuple((formula_name(one.name), one.formula) for one in blank.plan.measures)


def _live(tree: RuleTree, scope: Scope, weight: Fraction, rounding: Rounding, share: Fraction | Absent) -> Live | None:
    """The formula with as many places of its facts as leave room for larger ones, and what it gives."""
    flattened = flat(tree)
    form = None if flattened.lists else normal(flattened.tree)
    if form is None:
        return None
    asked = {name: scope.words.get(one.label) for name, one in flattened.labels.items()}
    truths = {name: SheetCell(text) for name, text in scope.truths.items()}
    for name, word in asked.items():
        if word is None:
            return None
        truths[name] = SheetCell(among_text(word[0], flattened.labels[name].among, word[1]))
    numbers = {name: cell for name, cell in scope.numbers.items() if name not in scope.fixed}
    now = {name: _number(scope.now.get(name)) for name in numbers}
    least = max([0, *(-cell.shift for cell in numbers.values()), *map(_places, (*now.values(), *scope.fixed.values()))])
    if least > MOST_PLACES:
        return None
    usual = max(least, USUAL_PLACES)
    for places, room in [*((places, ROOM) for places in range(usual, least - 1, -1)), (least, 1)]:
        text = live(
            form,
            {**numbers, **truths},
            weight=weight,
            places=rounding.places,
            mode=rounding.mode,
            cell_places=places,
            now={name: value * room for name, value in now.items()},
            fixed=scope.fixed,
        )
        if text is not None and text != "=NA()":
            value = None if isinstance(share, Absent) else rounding.round(share * weight)
            return Live(f'=IFERROR({text.removeprefix("=")},"")', value)
    return None


def _number(value: object) -> Fraction:
    """What a fact is now; one that is not known leaves all room there is."""
    return value if isinstance(value, Fraction) and not isinstance(value, bool) else Fraction(0)


def _places(value: Fraction) -> int:
    shown = terminating(value)
    return MOST_PLACES + 1 if shown is None else places_of(shown)
