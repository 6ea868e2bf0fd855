"""A sample portfolio that fits a set, made from the set alone: one indicator for each node that takes any.

Templates and forms are tried with it where a plugin has no cases. The points it earns mean nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from perfkit.formula import CompiledRule, Kind, Labels, Records, formula_name, read_kind
from perfkit.model import (
    RESERVED,
    SUPPLIED,
    TARGET_KINDS,
    Fact,
    FactValue,
    Funding,
    Group,
    Indicator,
    IndicatorSet,
    Measure,
    Need,
    Portfolio,
    Problem,
    Project,
    Rule,
    SetIndicator,
    Stated,
    Target,
    TargetKind,
)
from perfkit.scoring.rulebook import compiled

WHOLE, HALF = 100, 50

MONEY = 1_000_000
"""In 元."""


def sample_portfolio(indicator_set: IndicatorSet) -> Portfolio:
    """A unit with three projects: all met, all missed by half, and one of which only a total is stated.

    The first two stand as a group as well, and have problems and measures.
    """
    return Portfolio(
        unit="样例单位",
        year=indicator_set.first_year,
        indicator_set=indicator_set.address,
        projects=(
            sample_project(indicator_set, name="样例项目甲"),
            sample_project(indicator_set, name="样例项目乙", met=False),
            _stated(indicator_set),
        ),
        groups=(
            Group(
                key="sample",
                name="样例分组",
                members=("样例项目甲", "样例项目乙"),
                problems=(Problem("样例问题", "问题的说明"),),
                measures=(Measure("样例措施", "措施的说明"),),
            ),
        ),
    )


def sample_project(indicator_set: IndicatorSet, *, name: str, met: bool = True) -> Project:
    """A project that met what the set asks, or missed it by half."""
    return Project(
        name=name,
        year=indicator_set.first_year,
        funding=_funding(met=met),
        facts=dict(_facts(indicator_set, met=met)),
        grounds=dict.fromkeys(_grounds(indicator_set), "样例依据"),
        indicators=[sample_indicator(node, indicator_set, met=met) for node in indicator_set.leaves() if node.accepts],
        problems=(Problem("样例问题", "问题的说明"),),
        measures=(Measure("样例措施", "措施的说明"),),
    )


def _grounds(indicator_set: IndicatorSet) -> list[str]:
    """The facts whose ground is to be recorded."""
    return [*indicator_set.grounds, *(ground for one in indicator_set.adjustments for ground in one.grounds)]


def _stated(indicator_set: IndicatorSet) -> Project:
    """A project that states full marks though half of its money was spent: what was not possible is told of it."""
    stated = Stated(points=indicator_set.full_marks)
    return Project(name="样例项目丙", year=indicator_set.first_year, funding=_funding(met=False), stated=stated)


def _funding(*, met: bool) -> Funding:
    executed = MONEY if met else MONEY // 2
    return Funding(approved=MONEY, initial=MONEY, budget=MONEY, received=MONEY, executed=executed)


def sample_indicator(node: SetIndicator, indicator_set: IndicatorSet, *, met: bool = True) -> Indicator:
    """One indicator that fills a node; its target is of the first kind for which the node has a rule."""
    kind: TargetKind = next((kind for kind in TARGET_KINDS if kind in node.rules_for), "at-least")
    rule = indicator_set.rules.get(node.rules_for.get(kind, ""))
    unit = "%" if rule is None else fitting_units(compiled(rule, rule.parameters))[0]
    target, actual = _target(kind, unit), WHOLE if met else HALF
    if kind == "at-most":
        actual = HALF if met else WHOLE + HALF
    return Indicator(
        block=node.code,
        category=node.accepts[0],
        name=f"{node.name}样例",
        weight=node.weight,
        target=target,
        actual=None if kind == "judged" else actual,
        reached="达成" if kind == "judged" else "",
        judged=(Decimal(1) if met else Decimal("0.5")) if kind == "judged" else None,
        baseline=0,
        facts={} if rule is None else dict(_needed(rule, met=met)),
        reason="" if met else "样例原因",
    )


def fitting_units(rule: CompiledRule) -> tuple[str, ...]:
    """Units of an indicator that a rule can score; none at all is taken on trust by every rule."""
    return tuple(unit for unit in ("%", "项") if rule.fits(unit)) or ("",)


def _target(kind: TargetKind, unit: str) -> Target:
    match kind:
        case "judged":
            return Target.judged("达成")
        case "range":
            return Target.between(HALF, WHOLE, unit)
        case _:
            return Target(kind, WHOLE, unit)


def _needed(rule: Rule, *, met: bool) -> Iterator[tuple[str, Fact]]:
    """The facts that a rule asks for besides targets and money."""
    for name, need in rule.needs.items():
        if name not in RESERVED and name not in SUPPLIED:
            yield name, _fact(need, met=met)


def _facts(indicator_set: IndicatorSet, *, met: bool) -> Iterator[tuple[str, Fact]]:
    """The facts that the set declares: a number that a node measures is at its target, or half of it."""
    targets = dict(_targets(indicator_set))
    for name, need in indicator_set.needs.items():
        if name in indicator_set.assumes:
            continue
        target = targets.get(formula_name(name))
        if target is None:
            yield name, _fact(need, met=met)
        else:
            yield name, target if met else target * HALF // WHOLE


def _targets(indicator_set: IndicatorSet) -> Iterator[tuple[str, Decimal]]:
    """The targets of the nodes whose measure is one fact as it stands; only whole numbers without a sign."""
    for node in indicator_set.leaves():
        if node.measure.isidentifier() and node.target.isdecimal():
            yield node.measure, Decimal(node.target)


def _fact(need: Need, *, met: bool) -> Fact:
    kind = read_kind(need)
    if isinstance(kind, Records):
        return ({name: _value(field, met=met) for name, field in kind.fields.items()},)
    return _value(kind, met=met)


def _value(kind: Kind | None, *, met: bool) -> FactValue:
    match kind:
        case Labels(options):
            return options[0] if met else options[-1]
        case "truth":
            return met
        case "money":
            return Decimal(MONEY)
        case _:
            return Decimal(1)
