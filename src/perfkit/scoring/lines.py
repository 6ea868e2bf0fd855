"""One score line from one leaf: the set's own measure, or an indicator of the project."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from attrs import evolve, frozen

from perfkit.errors import NOWHERE, Fault, Place, nearest
from perfkit.formula import Absent, Value
from perfkit.model import Figure, Indicator, IndicatorSet, Origin, Target, factor, readable, trimmed
from perfkit.scoring.derivation import Derivation
from perfkit.scoring.measured import Measured
from perfkit.scoring.plan import NodePlan, Plan, RulePlan
from perfkit.scoring.result import ScoreLine

WHOLE = 100


@frozen
class Given:
    """What a rule is given: exact values by name, and each as it is shown."""

    values: Mapping[str, Value]
    shown: Mapping[str, str]


def measure_line(node: NodePlan, found: Measured, plan: Plan, origin: Origin | None) -> ScoreLine:
    """The line of a leaf that scores a measure of its own, such as 预算执行率."""
    leaf, rule, measure = node.node, node.rule, node.measure
    if rule is None or measure is None:
        raise AssertionError(f"node {leaf.code} was not proved")
    weight = Figure(Fraction(leaf.weight), "分")
    actual = measure.compute(found.values)
    line = ScoreLine(code=leaf.code, block=leaf.name, name=leaf.name, weight=weight, rule=rule.rule, origin=origin)
    if isinstance(actual, Absent):
        return _unmeasured(line, found.absent.get(leaf.measure, actual), rule, found, plan)
    carried = _carried(actual, plan.indicator_set)
    values = {"actual": carried, "target": node.target if node.target is not None else Fraction(1)}
    shown = {name: f"{readable(value * WHOLE)}%" for name, value in values.items()}
    line = evolve(
        line,
        target=shown["target"],
        actual=str(Figure(actual, "%", plan.indicator_set.rounded("rate"))),
    )
    return scored(line, rule, Given({**found.values, **values, "weight": weight.exact}, shown), plan.indicator_set)


def _unmeasured(line: ScoreLine, reason: Absent, rule: RulePlan, found: Measured, plan: Plan) -> ScoreLine:
    """A measure that could not be computed: a rule that does not ask for it may still score, as by the project's state.

    Where an amount is missing and the set says so, it scores nothing.
    """
    if "actual" not in rule.compiled.facts:
        given = Given({**found.values, "weight": line.weight.exact}, {})
        return scored(line, rule, given, plan.indicator_set)
    if reason.reason == "missing" and plan.indicator_set.policies.missing == "zero":
        return zero(line, plan.indicator_set)
    name = str(reason.arguments.get("name", reason.arguments.get("divisor", "")))
    label = plan.indicator_set.label(name)
    code = {"missing": "measure.missing", "division-by-zero": "measure.zero"}.get(reason.reason)
    fault = Fault(code, _place(line), {"name": line.name, "fact": label}) if code else reason.fault(_place(line))
    return _absent(line, fault)


def _carried(rate: Fraction, indicator_set: IndicatorSet) -> Fraction:
    """The rate that is scored: exact, or as shown, by the set's policy."""
    rounding = indicator_set.rounded("rate")
    if indicator_set.policies.scored_rate == "exact" or rounding is None:
        return rate
    return Fraction(rounding.round(rate * WHOLE)) / WHOLE


def indicator_line(
    indicator: Indicator, code: str, node: NodePlan, facts: Mapping[str, Value], plan: Plan
) -> ScoreLine:
    """The line of one indicator of a project."""
    weight = Figure(Fraction(indicator.weight or 0), "分")
    line = ScoreLine(
        code=code,
        block=node.node.name,
        category=indicator.category,
        name=indicator.name,
        weight=weight,
        target=str(indicator.target or ""),
        actual=actual_text(indicator),
        stated_points=None if indicator.stated_points is None else Figure(Fraction(indicator.stated_points), "分"),
        origin=indicator.origin,
    )
    rule = _rule_of(indicator, node, plan, _place(line))
    if isinstance(rule, Fault):
        return _absent(line, rule)
    line = evolve(line, rule=rule.rule)
    given = _given(indicator, facts, _place(line))
    if isinstance(given, Fault):
        lacking = ("indicator.actual-missing", "indicator.judgement-missing")
        scores_zero = plan.indicator_set.policies.missing == "zero" and given.code in lacking
        return zero(line, plan.indicator_set) if scores_zero else _absent(line, given)
    return scored(line, rule, given, plan.indicator_set)


def actual_text(indicator: Indicator) -> str:
    """完成值 as it is shown: the words of the form, or the number with the target's unit."""
    if indicator.reached:
        return indicator.reached
    unit = indicator.target.unit if indicator.target else ""
    return "" if indicator.actual is None else trimmed(indicator.actual) + unit


def _rule_of(indicator: Indicator, node: NodePlan, plan: Plan, place: Place) -> RulePlan | Fault:
    if indicator.target is None:
        return Fault("indicator.target-missing", place, {"name": indicator.name})
    if not indicator.rule:
        names = {"name": indicator.name, "kind": indicator.target.kind}
        return node.rules.get(indicator.target.kind) or Fault("indicator.kind-without-rule", place, names)
    if indicator.rule in plan.rules:
        return plan.rules[indicator.rule]
    known = sorted(plan.rules)
    arguments = {
        "name": indicator.name,
        "rule": indicator.rule,
        "known": " ".join(known),
        "near": nearest(indicator.rule, known),
    }
    return Fault("indicator.rule-unknown", place, arguments)


def _given(indicator: Indicator, facts: Mapping[str, Value], place: Place) -> Given | Fault:
    """The values of one indicator; a fault for the one that is missing."""
    target, name = indicator.target or Target.judged(""), {"name": indicator.name}
    own: dict[str, Decimal | None] = {
        "target": target.value,
        "actual": indicator.actual,
        "baseline": indicator.baseline,
    }
    if target.kind == "judged" and indicator.judged is None:
        return Fault("indicator.judgement-missing", place, name)
    if target.kind != "judged" and indicator.actual is None:
        return Fault("indicator.actual-missing", place, name)
    values: dict[str, Value] = {**facts, "weight": Fraction(indicator.weight or 0)}
    shown: dict[str, str] = {}
    for key, value in own.items():
        if value is not None:
            values[key] = Fraction(value) * factor(target.unit)  # formulas see 0.95 and 元, readers 95% and 万元
            shown[key] = trimmed(value) + target.unit
    if indicator.judged is not None:
        values["judged"] = Fraction(indicator.judged)
        shown["judged"] = str(Figure(Fraction(indicator.judged), "%"))
    return Given(values, shown)


def scored(line: ScoreLine, rule: RulePlan, given: Given, indicator_set: IndicatorSet) -> ScoreLine:
    """The line with the share its rule gives, the points after the set's leaf rounding, and the words."""
    working = rule.compiled.work(given.values)
    if isinstance(working, Absent):
        return _absent(line, working.fault(_place(line)))
    points = rounded_points(line.weight.exact * working.share, indicator_set)
    derivation = Derivation(working, given.shown, line.weight, points)
    return evolve(line, share=Figure(working.share, "%"), points=points, derivation=derivation)


def rounded_points(exact: Fraction, indicator_set: IndicatorSet) -> Figure:
    """Points after the leaf rounding: from there on they are a decimal with those places."""
    rounding = indicator_set.rounded("leaf")
    return Figure(exact if rounding is None else Fraction(rounding.round(exact)), "分", rounding)


def zero(line: ScoreLine, indicator_set: IndicatorSet) -> ScoreLine:
    """The line of a missing value where the set lets it score nothing."""
    return evolve(line, share=Figure(Fraction(0), "%"), points=rounded_points(Fraction(0), indicator_set))


def _absent(line: ScoreLine, fault: Fault) -> ScoreLine:
    return evolve(line, absent=fault)


def _place(line: ScoreLine) -> Place:
    return evolve(line.origin.place if line.origin else NOWHERE, item=line.name)
