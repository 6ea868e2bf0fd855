"""What formulas may ask for, taken from the facts of a project."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from perfkit.formula import Absent, Value, formula_name
from perfkit.model import STAGES, Fact, Funding, IndicatorSet, Project

MONEY_SHOWN_IN = "万元"
"""The unit of the official forms, in which derivations speak of money."""


def amounts(funding: Funding | None, indicator_set: IndicatorSet) -> dict[str, Fraction]:
    """The amounts by stage in 元, a missing 全年预算数 filled as the set says."""
    found = {stage: indicator_set.amount(funding, stage) for stage in STAGES}
    return {stage: Fraction(amount) for stage, amount in found.items() if amount is not None}


def has_card(project: Project, indicator_set: IndicatorSet) -> bool:
    """Whether there is a score card: indicators, of which some weigh, or a set that measures all it scores itself.

    Targets without any weight are only promises, and a project of which nothing is known has nothing to be measured.
    """
    if any(indicator.weight is not None for indicator in project.indicators):
        return True
    known = bool(project.facts) or project.funding is not None
    return known and all(node.measure for node in indicator_set.leaves())


def own_facts(project: Project, indicator_set: IndicatorSet) -> dict[str, Value]:
    """The declared facts of a project, those that the set assumes, its lines of money, and its indicators as a list.

    Facts that a plugin should have given are absent. The list is missing, not empty, where the card is not known.
    """
    found = {**named_facts(indicator_set.assumes), **_withheld(project), **named_facts(project.facts)}
    if project.funding is not None:
        found["lines"] = _lines([project.funding])
    if has_card(project, indicator_set):
        found["indicators"] = tuple(
            {"block": formula_name(indicator.block), "weight": Fraction(indicator.weight or 0)}
            for indicator in project.indicators
        )
    return found


def _withheld(project: Project) -> dict[str, Value]:
    """What a plugin should have given and could not: absent, whatever the set assumes or says of missing values."""
    return {
        formula_name(name): Absent("withheld", {"name": name, "why": fault}) for name, fault in project.withheld.items()
    }


def group_facts(fundings: Sequence[Funding | None], indicator_set: IndicatorSet) -> dict[str, Value]:
    """What the set assumes, and the lines of money of all members where every member gives any."""
    found = named_facts(indicator_set.assumes)
    given = [funding for funding in fundings if funding is not None and funding.lines]
    return {**found, "lines": _lines(given)} if len(given) == len(fundings) else found


def _lines(fundings: Iterable[Funding]) -> tuple[Mapping[str, Value], ...]:
    return tuple(
        {"source": line.source, **{stage: Fraction(amount) for stage, amount in line.amounts().items()}}
        for funding in fundings
        for line in funding.lines
    )


def named_facts(facts: Mapping[str, Fact]) -> dict[str, Value]:
    """Declared facts by the names that formulas use."""
    return {formula_name(name): as_value(fact) for name, fact in facts.items()}


def as_value(fact: Fact) -> Value:
    """A fact as formulas take it: numbers become ratios, also in the records of a list."""
    if isinstance(fact, tuple):
        return tuple({formula_name(name): as_value(value) for name, value in record.items()} for record in fact)
    return Fraction(fact) if isinstance(fact, Decimal) else fact
