"""What holds of any sound set and its rules, as functions that one line in the tests of a plugin calls.

Each tries a relation on many projects that fit the set, and fails with the project that breaks it. A place may mean a
relation not to hold, such as one that punishes over-fulfilment: then call the others by themselves.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal, localcontext
from fractions import Fraction
from typing import TypeAlias, TypeVar

from attrs import evolve
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from perfkit.model import Figure, Indicator, IndicatorSet, Portfolio
from perfkit.scoring import Evaluation, ScoreLine, evaluate
from perfkit.scoring.rulebook import RuleBook
from perfkit.testing.strategies import numbers, portfolios
from perfkit.wording import Language, say

T = TypeVar("T")

EXAMPLES = 30
"""Portfolios that each relation is tried with; more find more."""

Relation: TypeAlias = Callable[..., None]


def assert_relations(indicator_set: IndicatorSet, *, examples: int = EXAMPLES, language: Language = "zh") -> None:
    """All relations of this module."""
    __tracebackhide__ = True
    for relation in RELATIONS:
        relation(indicator_set, examples=examples, language=language)


def points_stay_within(indicator_set: IndicatorSet, *, examples: int = EXAMPLES, language: Language = "zh") -> None:
    """No line earns less than nothing or more than its weight, unless its rule names other limits; nor does a total.

    Totals are not looked at where adjustments may lift them.
    """
    rules = RuleBook(indicator_set.rules)

    def holds(portfolio: Portfolio) -> None:
        for result in evaluate(portfolio, indicator_set).projects:
            for line in result.lines:
                _within(line, rules, language)
            whole = Fraction(indicator_set.full_marks)
            lifted = indicator_set.adjustments or any(_limits(line, rules)[1] > 1 for line in result.lines)
            if not lifted and result.points is not None and not 0 <= result.points.exact <= whole:
                said = {"points": result.points, "whole": indicator_set.full_marks}
                raise AssertionError(say("relation.total", language, **said))

    _tried(portfolios(indicator_set, most=2), holds, examples)


def _limits(line: ScoreLine, rules: RuleBook) -> tuple[Fraction, Fraction]:
    """The least and the greatest share of the weight."""
    return (Fraction(0), Fraction(1)) if line.rule is None else rules[line.rule.name].compiled.tree.limits


def _within(line: ScoreLine, rules: RuleBook, language: Language) -> None:
    low, high = (share * line.weight.exact for share in _limits(line, rules))
    if line.points is not None and not low <= line.points.exact <= high:
        said = {"low": Figure(low).digits, "high": Figure(high).digits, "weight": line.weight}
        raise AssertionError(say("relation.within", language, line=line.name, points=line.points, **said))


def more_is_never_less(indicator_set: IndicatorSet, *, examples: int = EXAMPLES, language: Language = "zh") -> None:
    """An actual that is better, more for ≥ and less for ≤, never lowers the points of its line."""
    if not any(set(node.rules_for) & {"at-least", "at-most"} for node in indicator_set.leaves()):
        return

    def holds(drawn: tuple[Portfolio, Decimal]) -> None:
        portfolio, step = drawn
        project = portfolio.projects[0]
        before = _lines(evaluate(portfolio, indicator_set))
        better = [_better(indicator, step) for indicator in project.indicators]
        raised = evolve(portfolio, projects=[evolve(project, indicators=better)])
        after = _lines(evaluate(raised, indicator_set))
        for own, other in zip(project.indicators, better, strict=True):
            if own.name not in before or own.name not in after:
                continue  # weights that do not fit a weight case of the set: nothing was scored
            first, second = before[own.name].points, after[own.name].points
            if own.actual != other.actual and first is not None and second is not None and second.exact < first.exact:
                said = {"before": own.actual, "after": other.actual, "first": first, "second": second}
                raise AssertionError(say("relation.more", language, line=own.name, target=own.target, **said))

    _tried(st.tuples(portfolios(indicator_set, most=1), numbers(50)), holds, examples)


def _better(indicator: Indicator, step: Decimal) -> Indicator:
    """The indicator with an actual that is better by a step; one that cannot be better stays."""
    kind = indicator.target.kind if indicator.target is not None else ""
    if indicator.actual is None or kind not in ("at-least", "at-most"):
        return indicator
    actual = Fraction(indicator.actual) + (Fraction(step) if kind == "at-least" else -Fraction(step))
    tenths = max(Fraction(0), actual) * 10
    return evolve(indicator, actual=Decimal((0, tuple(int(digit) for digit in str(int(tenths))), -1)))


def _lines(evaluation: Evaluation) -> dict[str, ScoreLine]:
    return {line.name: line for result in evaluation.projects for line in result.lines}


def order_does_not_matter(indicator_set: IndicatorSet, *, examples: int = EXAMPLES, language: Language = "zh") -> None:
    """The order of the projects in a portfolio, and of the evidence of an indicator, changes nobody's points."""

    def holds(portfolio: Portfolio) -> None:
        before = _totals(evaluate(portfolio, indicator_set))
        for what, other in _reordered(portfolio):
            after = _totals(evaluate(other, indicator_set))
            for name, first in before.items():
                if after[name] != first:
                    said = {"what": say(f"relation.order-{what}", language), "project": name}
                    raise AssertionError(say("relation.order", language, **said, first=first[0], second=after[name][0]))

    _tried(portfolios(indicator_set, least=2, most=3), holds, examples)


def _reordered(portfolio: Portfolio) -> Iterator[tuple[str, Portfolio]]:
    yield "projects", evolve(portfolio, projects=portfolio.projects[::-1])
    turned = [
        evolve(project, indicators=[evolve(one, evidence=one.evidence[::-1]) for one in project.indicators])
        for project in portfolio.projects
    ]
    yield "evidence", evolve(portfolio, projects=turned)


def _totals(evaluation: Evaluation) -> dict[str, tuple[Figure | None, str]]:
    return {result.project.name: (result.final_points, result.grade) for result in evaluation.projects}


def replay_equals_the_run(indicator_set: IndicatorSet, *, examples: int = EXAMPLES, language: Language = "zh") -> None:
    """Scored again, also where the program around has set decimals to two digits, the same facts give the same."""

    def holds(portfolio: Portfolio) -> None:
        first = evaluate(portfolio, indicator_set).to_dict()
        with localcontext() as context:
            context.prec = 2
            second = evaluate(portfolio, indicator_set).to_dict()
        if first != second:
            raise AssertionError(say("relation.replay", language))

    _tried(portfolios(indicator_set, most=2), holds, examples)


RELATIONS: tuple[Relation, ...] = (
    points_stay_within,
    more_is_never_less,
    order_does_not_matter,
    replay_equals_the_run,
)
"""In the order in which they are tried."""


def _tried(drawn: st.SearchStrategy[T], holds: Callable[[T], None], examples: int) -> None:
    """Try a relation with so many examples, the same on every machine."""
    checked = settings(
        max_examples=examples,
        derandomize=True,
        deadline=None,
        database=None,
        phases=[Phase.generate],  # the message names the figures; making them smaller may take minutes
        suppress_health_check=list(HealthCheck),
    )(given(drawn)(holds))
    checked()
