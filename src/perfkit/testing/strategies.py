"""Hypothesis strategies: projects and portfolios that fit a set, and amendments of it that are sound.

They need Hypothesis, which comes with ``perfkit[test]``; nothing else of perfkit does.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from itertools import pairwise
from typing import Any

from attrs import evolve
from hypothesis import strategies as st

from perfkit.formula import Kind, Labels, Records, formula_name, read_kind
from perfkit.jobs import fitting_units
from perfkit.model import (
    RESERVED,
    SUPPLIED,
    Evidence,
    Fact,
    FactValue,
    Funding,
    Indicator,
    IndicatorSet,
    Need,
    Portfolio,
    Project,
    RuleKind,
    SetIndicator,
    Target,
    plain,
)
from perfkit.model.evidence import EVIDENCE_KINDS
from perfkit.scoring.plan import NodePlan, Plan, RulePlan
from perfkit.scoring.planning import make_plan
from perfkit.scoring.rescoring import known_of
from perfkit.scoring.weighing import may_hold

MOST_MONEY = 10_000_000
"""In 元."""

MOST_INDICATORS = 3
"""Under one node."""


def numbers(most: int = 200) -> st.SearchStrategy[Decimal]:
    """Numbers from 0 on with one place, often whole."""
    return st.integers(0, most * 10).map(lambda tenths: Decimal(tenths) / 10) | st.integers(0, most).map(Decimal)


@st.composite
def fundings(draw: st.DrawFn) -> Funding:
    """Money with a budget above zero, of which anything from nothing to a little too much was spent."""
    budget = draw(st.integers(1, MOST_MONEY))
    initial = draw(st.just(budget) | st.integers(1, MOST_MONEY))
    executed = draw(st.just(budget) | st.integers(0, budget) | st.integers(budget, budget + budget // 10))
    return Funding(approved=initial, initial=initial, budget=budget, received=budget, executed=executed)


@st.composite
def evidence(draw: st.DrawFn) -> Evidence:
    """A document of any kind."""
    return Evidence(kind=draw(st.sampled_from(EVIDENCE_KINDS)), document=f"文件{draw(st.integers(1, 9))}")


@st.composite
def projects(draw: st.DrawFn, indicator_set: IndicatorSet, *, name: str = "项目") -> Project:
    """A project that fits a set: indicators that fill each node that takes any, and the facts it declares.

    Every indicator has a name of its own. Whether there is a total is up to the rules: one that demands more of its
    facts than their kind says may refuse them.
    """
    plan = make_plan(indicator_set)
    project = Project(
        name=name,
        year=indicator_set.first_year,
        funding=draw(fundings()),
        facts=draw(facts_of(indicator_set)),
        grounds={ground: "依据" for one in indicator_set.adjustments for ground in one.grounds},
    )
    weights = draw(st.sampled_from(_tables(project, plan)))
    accepting = [node for node in plan.nodes if node.node.accepts and _wanted(node, weights)]
    indicators = [one for node in accepting for one in draw(indicators_of(node, weights[node.node.code]))]
    return evolve(project, indicators=indicators)


def _tables(project: Project, plan: Plan) -> list[Mapping[str, Decimal]]:
    """The weights by code under which a project with these facts may stand: its indicators then ask for the same."""
    own = {node.code: node.weight for node in plan.indicator_set.nodes()}
    tables: list[Mapping[str, Decimal]] = [own]
    tables += [{**own, **case.weights} for case in plan.indicator_set.weight_cases]
    return [weights for weights in tables if _hold(weights, project, plan)] or [own]


def _hold(weights: Mapping[str, Decimal], project: Project, plan: Plan) -> bool:
    """Whether these weights hold for the project once it has an indicator in each node that weighs anything."""
    indicators = [
        Indicator(node.node.code, node.node.accepts[0], node.node.name, weight=weights[node.node.code])
        for node in plan.nodes
        if node.node.accepts and _wanted(node, weights)
    ]
    holding = next(may_hold(plan, known_of(evolve(project, indicators=indicators), plan)))
    return holding.undecided is None and holding.weights == weights


def _wanted(node: NodePlan, weights: Mapping[str, Decimal]) -> bool:
    """Whether indicators may stand under a node: not where a condition takes its weight away."""
    return weights[node.node.code] > 0 or node.node.weight == 0


@st.composite
def portfolios(draw: st.DrawFn, indicator_set: IndicatorSet, *, least: int = 1, most: int = 4) -> Portfolio:
    """A portfolio of projects that fit a set, each with a name of its own."""
    count = draw(st.integers(least, most))
    return Portfolio(
        unit="单位",
        year=indicator_set.first_year,
        indicator_set=indicator_set.address,
        projects=[draw(projects(indicator_set, name=f"项目{number}")) for number in range(1, count + 1)],
    )


@st.composite
def indicators_of(draw: st.DrawFn, node: NodePlan, weight: Decimal) -> list[Indicator]:
    """Some indicators under a node whose weights add up to this one."""
    own = node.node
    found = []
    for number, part in enumerate(draw(_parts(weight)), start=1):
        kind = draw(st.sampled_from(sorted(own.rules_for)))
        indicator = draw(_indicator(own, kind, node.rules[kind]))
        found.append(evolve(indicator, name=f"{own.name} {number}", weight=part))
    return found


@st.composite
def _parts(draw: st.DrawFn, weight: Decimal) -> list[Decimal]:
    """A weight in one to three parts, each a whole number; one that is no whole number stays as it is."""
    whole = int(weight)
    if whole != weight or whole <= 1:
        return [weight]
    cuts = sorted(draw(st.sets(st.integers(1, whole - 1), max_size=MOST_INDICATORS - 1)))
    return [Decimal(high - low) for low, high in pairwise([0, *cuts, whole])]


@st.composite
def _indicator(draw: st.DrawFn, node: SetIndicator, kind: RuleKind, rule: RulePlan) -> Indicator:
    target = draw(targets(kind, draw(st.sampled_from(fitting_units(rule.compiled)))))
    judged = draw(st.integers(0, 100)) if kind == "judged" else None
    return Indicator(
        block=node.code,
        category=draw(st.sampled_from(node.accepts)),
        name=node.name,
        target=target,
        actual=None if kind == "judged" else draw(numbers()),
        judged=None if judged is None else Decimal(judged) / 100,
        reached="" if judged is None else "达成",
        baseline=draw(numbers(50)),
        facts=draw(st.fixed_dictionaries(_strategies(rule.rule.needs))),
        evidence=draw(st.lists(evidence(), max_size=2)),
    )


@st.composite
def targets(draw: st.DrawFn, kind: RuleKind, unit: str = "%") -> Target:
    """A target of one kind; numbers are above zero."""
    value = draw(st.integers(1, 150))
    match kind:
        case "judged":
            return Target.judged("达成")
        case "range":
            return Target.between(value, value + draw(st.integers(0, 50)), unit)
        case "more-than":
            return Target.at_least(value, unit, strict=True)
        case "less-than":
            return Target.at_most(value, unit, strict=True)
        case _:
            return Target(kind, value, unit)


def facts_of(indicator_set: IndicatorSet) -> st.SearchStrategy[dict[str, Fact]]:
    """The facts that a set declares. A number that a node measures as it stands is up to twice its target."""
    found = _strategies(indicator_set.needs)
    for node in indicator_set.leaves():
        for name in indicator_set.needs:
            if formula_name(name) == node.measure and node.target.isdecimal():
                found[name] = numbers(2 * int(node.target))
    return st.fixed_dictionaries(found)


def _strategies(needs: Mapping[str, Need]) -> dict[str, st.SearchStrategy[Any]]:
    return {name: _fact(read_kind(need)) for name, need in needs.items() if name not in RESERVED | SUPPLIED}


def _fact(kind: Kind | None) -> st.SearchStrategy[Any]:
    if isinstance(kind, Records):
        record: st.SearchStrategy[dict[str, FactValue]]
        record = st.fixed_dictionaries({name: _value(field) for name, field in kind.fields.items()})
        return st.lists(record, min_size=1, max_size=3)
    return _value(kind)


def _value(kind: Kind | None) -> st.SearchStrategy[Any]:
    match kind:
        case Labels(options):
            return st.sampled_from(options)
        case "truth":
            return st.booleans()
        case "money":
            return st.integers(0, MOST_MONEY).map(Decimal)
        case _:
            return st.sampled_from([Decimal(0), Decimal("0.5"), Decimal(1)]) | numbers()


AMENDMENT = """id = "test.amended"
edition = "1"
title = {{ zh = "调整" }}
extends = "{base}"
fiscal-years = {{ from = {year} }}
basis = [{{ document = "通知", verified = false }}]
"""


@st.composite
def amendments(draw: st.DrawFn, indicator_set: IndicatorSet) -> str:
    """The text of a sound amendment ``test.amended@1`` of a set, for a file in ``amendments/`` of a plugin.

    It moves weight between two nodes at the top that take indicators, and lowers or raises a grade between its
    neighbours; both, one, or none.
    """
    text = AMENDMENT.format(base=indicator_set.address, year=indicator_set.first_year)
    if not indicator_set.combine and not indicator_set.weight_cases and draw(st.booleans()):
        text += draw(_moved(indicator_set))
    if draw(st.booleans()):
        text += draw(_regraded(indicator_set))
    return text


@st.composite
def _moved(draw: st.DrawFn, indicator_set: IndicatorSet) -> str:
    """Whole points from one top node to another."""
    nodes = [node for node in indicator_set.indicators if node.accepts and node.weight == int(node.weight) > 1]
    if len(nodes) < 2:
        return ""
    first, second = draw(st.permutations(nodes))[:2]
    part = draw(st.integers(1, int(first.weight) - 1))
    changes = ((first, first.weight - part), (second, second.weight + part))
    return "".join(_change(f"indicators.{node.code}.weight", node.weight, to) for node, to in changes)


@st.composite
def _regraded(draw: st.DrawFn, indicator_set: IndicatorSet) -> str:
    """Another lower bound for one grade, between those of its neighbours."""
    bands = indicator_set.grades.bands
    inner = [(above, band, below) for above, band, below in zip(bands, bands[1:], bands[2:], strict=False)]
    fitting = [(a, b, c) for a, b, c in inner if all(one.lowest == int(one.lowest) for one in (a, b, c))]
    fitting = [(a, b, c) for a, b, c in fitting if a.lowest - c.lowest >= 3]
    if not fitting:
        return ""
    above, band, below = draw(st.sampled_from(fitting))
    low, high = int(below.lowest) + 1, int(above.lowest) - 1
    to = draw(st.integers(low, high).filter(lambda lowest: lowest != band.lowest))
    return _change(f"grades.{band.name}.from", band.lowest, Decimal(to))


def _change(at: str, was: Decimal, to: Decimal) -> str:
    return f'\n[[change]]\nat = "{at}"\nwas = {plain(was)}\nto = {plain(to)}\nreason = "通知"\n'
