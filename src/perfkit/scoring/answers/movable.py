"""What can be changed about a project, one thing at a time: a number on a grid, or a choice between a few options."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any, cast

from attrs import evolve, field, frozen

from perfkit.formula import formula_name
from perfkit.model import (
    STAGES,
    Fact,
    Figure,
    Funding,
    FundingStage,
    Indicator,
    IndicatorSet,
    Need,
    Project,
    Title,
    factor,
)
from perfkit.model.numbers import fixed, places_of
from perfkit.scoring.result import ProjectResult
from perfkit.scoring.terms import facts_behind
from perfkit.wording import LANGUAGES, say

BUDGETS = ("approved", "initial", "budget")
"""The stages that a plan fixes; what is received and spent against them can still change."""

FURTHEST = 10
"""So many times its target, or what it is now, a number is followed."""

MET = "met"
"""The field of a record that says how far an element is met, from 0 to 1."""


@frozen(kw_only=True)
class Number:
    """A number that can be changed in steps of its last place.

    Attributes:
        title: what it is called; unit: in which it is shown.
        code: of the line, for a number of one indicator; empty for an amount.
        name: as formulas call it: ``actual``, ``judged``, or a stage of the money.
        places: of the grid; now, low, high: in last places.
        scale: what counts as a change of one whole, in last places: the target, the budget, or full marks of a share.
        make: the project with this number, in last places.
    """

    title: Title
    unit: str
    code: str = ""
    name: str
    places: int
    now: int
    low: int
    high: int
    scale: Fraction
    make: Callable[[Project, int], Project] = field(repr=False, eq=False)

    def value(self, at: int) -> Fraction:
        """The number as formulas see it."""
        return Fraction(at, 10**self.places) * factor(self.unit)

    def shown(self, at: int) -> str:
        """The number as a reader sees it."""
        return str(Figure(self.value(at), self.unit))

    def size(self, at: int) -> Fraction:
        """How large a change this is."""
        return abs(at - self.now) / self.scale


@frozen(kw_only=True)
class Choice:
    """A fact with a few options, such as yes and no.

    Attributes:
        title: what it is called; now: how it is.
        options: how else it may be: in words, the project that has it so, and how large a change that is (1: all).
    """

    title: Title
    now: Title
    options: tuple[tuple[Title, Project, Fraction], ...]


def numbers(result: ProjectResult) -> Iterator[Number]:
    """Actuals and judgements of the lines that count, in their order, and the amounts of money that earn points."""
    positions: dict[str, int] = {}
    for at, one in enumerate(result.project.indicators):
        positions[one.block] = positions.get(one.block, 0) + 1
        code = f"{one.block}[{positions[one.block]}]"
        line = next((line for line in result.lines if line.code == code), None)
        if line is None or line.derivation is None or line.by_other:
            continue
        if one.actual is not None and "actual" in line.derivation.rule.facts:
            yield _actual(one, at, code)
        if isinstance(one.judged, Decimal) and "judged" in line.derivation.rule.facts:
            yield _judged(one, one.judged, at, code)
    yield from _amounts(result)


def choices(result: ProjectResult) -> Iterator[Choice]:
    """Truths and labels among the facts of the project, and the elements of its indicators."""
    yield from _facts(result)
    for at, indicator in enumerate(result.project.indicators):
        for name, fact in indicator.facts.items():
            if isinstance(fact, tuple):
                yield from _elements(result.project, at, name)


def _titled(code: str, **names: str) -> Title:
    zh, en = (say(f"changes.{code}", language, **names) for language in LANGUAGES)
    return Title(zh, en)


def _actual(indicator: Indicator, at: int, code: str) -> Number:
    """An actual moves in the last place in which it or its target is written; one above nothing stays so."""
    target, actual = indicator.target, indicator.actual or Decimal(0)
    promised = [value for value in (target.value, target.upper) if value is not None] if target else []
    places = max(places_of(value) for value in (actual, *promised))
    now, furthest = _units(actual, places), max(1, *(abs(_units(value, places)) for value in (actual, *promised)))
    return Number(
        title=_titled("actual", name=indicator.name),
        unit=target.unit if target else "",
        code=code,
        name="actual",
        places=places,
        now=now,
        low=0 if now >= 0 else -furthest * FURTHEST,
        high=furthest * FURTHEST,
        scale=Fraction(max((abs(_units(value, places)) for value in promised if value), default=furthest)),
        make=lambda project, number: _with(project, at, actual=fixed(number, places), reached=""),
    )


def _judged(indicator: Indicator, judged: Decimal, at: int, code: str) -> Number:
    """A judgement is given in whole percent, or in the places in which it is written."""
    places = max(0, places_of(judged) - 2)
    whole = 100 * 10**places
    return Number(
        title=_titled("judged", name=indicator.name),
        unit="%",
        code=code,
        name="judged",
        places=places,
        now=_units(judged, places + 2),
        low=0,
        high=whole,
        scale=Fraction(whole),
        make=lambda project, number: _with(project, at, judged=fixed(number, places + 2)),
    )


def _amounts(result: ProjectResult) -> Iterator[Number]:
    """What is received and spent, as far as points follow from it: from nothing to the budget of the year."""
    funding, indicator_set = result.project.funding, result.indicator_set
    budget = None if funding is None else indicator_set.amount(funding, "budget")
    for stage in scored_amounts(indicator_set):
        amount = None if funding is None else funding.amount(stage)
        if funding is None or amount is None or stage in BUDGETS:
            continue
        places = max(places_of(amount), 0 if budget is None else places_of(budget))
        most = _units(amount if budget is None else max(amount, budget), places)
        yield Number(
            title=indicator_set.label(stage),
            unit="元",
            name=stage,
            places=places,
            now=_units(amount, places),
            low=0,
            high=most,
            scale=Fraction(max(1, most)),
            make=_spending(funding, stage, places),
        )


def _spending(funding: Funding, stage: FundingStage, places: int) -> Callable[[Project, int], Project]:
    def make(project: Project, number: int) -> Project:
        changes: dict[str, Any] = {stage: fixed(number, places)}
        return evolve(project, funding=evolve(funding, **changes))

    return make


def scored_amounts(indicator_set: IndicatorSet) -> tuple[FundingStage, ...]:
    """The stages of money from which the measures of scored nodes follow."""
    measures = [node.measure for node in indicator_set.leaves() if node.measure]
    found = {name for measure in measures for name in facts_behind(measure, indicator_set)}
    return tuple(stage for stage in STAGES if stage in found)


def _facts(result: ProjectResult) -> Iterator[Choice]:
    """Facts of the project that are truths, or words of a label whose options are declared."""
    project, indicator_set = result.project, result.indicator_set
    needs = _declared(result)
    for name, fact in {**indicator_set.assumes, **project.facts}.items():
        options = tuple(_options(fact, needs.get(formula_name(name))))
        made = [(title, evolve(project, facts={**project.facts, name: one}), Fraction(1)) for title, one in options]
        if made:
            yield Choice(title=indicator_set.label(name), now=_said(fact), options=tuple(made))


def _declared(result: ProjectResult) -> Mapping[str, Need]:
    """What the facts are that the set and the rules of the lines ask for."""
    rules = [line.rule.needs for line in result.lines if line.rule is not None]
    return {formula_name(name): need for needs in (*rules, result.indicator_set.needs) for name, need in needs.items()}


def _options(fact: Fact, need: Need | None) -> Iterator[tuple[Title, Fact]]:
    """How else a fact may be."""
    if isinstance(fact, bool):
        yield _said(not fact), not fact
    elif isinstance(fact, str) and isinstance(need, tuple):
        yield from ((Title(word), word) for word in need if word != fact)


def _elements(project: Project, at: int, name: str) -> Iterator[Choice]:
    """Each 评价要点 that is met in part, or not, or in full: met in full, and not met."""
    indicator = project.indicators[at]
    records = cast("tuple[Mapping[str, Any], ...]", indicator.facts[name])
    for number, record in enumerate(records):
        met = record.get(MET)
        if not isinstance(met, Decimal):
            continue
        element = str(record.get("name") or record.get("title") or number + 1)
        made = []
        for other in (Decimal(1), Decimal(0)):
            changed = [{**one, MET: other} if here == number else one for here, one in enumerate(records)]
            facts = {**indicator.facts, name: tuple(changed)}
            made.append((_percent(other), _with(project, at, facts=facts), abs(Fraction(other) - Fraction(met))))
        title = _titled("element", name=indicator.name, element=element)
        yield Choice(title=title, now=_percent(met), options=tuple(one for one in made if one[2]))


def _said(fact: Fact) -> Title:
    if isinstance(fact, bool):
        return _titled("yes" if fact else "no")
    return Title(str(fact))


def _percent(share: Decimal) -> Title:
    return Title(str(Figure(Fraction(share), "%")))


def _units(value: Decimal, places: int) -> int:
    return int(Fraction(value) * 10**places)


def _with(project: Project, at: int, **changes: Any) -> Project:
    indicators = [evolve(one, **changes) if here == at else one for here, one in enumerate(project.indicators)]
    return evolve(project, indicators=indicators)
