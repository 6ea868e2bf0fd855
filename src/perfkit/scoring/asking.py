"""What each line of a project asks of which rule, before any of them is scored.

A line that cannot be asked (no actual, no rule, a divisor of zero) says so here, by the policies of the set.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Literal, TypeAlias

from attrs import evolve, frozen

from perfkit.errors import NOWHERE, Fault, Place, likeliest, nearest
from perfkit.formula import Absent, CompiledRule, Facts, Value
from perfkit.model import Figure, Indicator, IndicatorSet, Origin, Target, exact_text, factor, readable, trimmed
from perfkit.scoring.facts import named_facts
from perfkit.scoring.plan import NodePlan, Plan, RulePlan
from perfkit.scoring.result import ScoreLine

WHOLE = 100

Settling: TypeAlias = Literal["ask", "zero", "full", "waived", "none"]
"""ask: the rule says the share; zero, full: a policy says it; waived: the line does not apply, and its weight moves;
none: the set gives no points."""


@frozen(kw_only=True)
class Asked:
    """A line with what it asks.

    Attributes:
        line: everything but the points; ``absent`` says why there will be none.
        rule: that is asked; None where none could be found. verdict: that gives a word, if the set has one.
        facts: exact values by name; shown: each as a reader sees it.
        outcome: see :data:`Settling`.
    """

    line: ScoreLine
    rule: CompiledRule | None = None
    verdict: CompiledRule | None = None
    facts: Facts
    shown: Mapping[str, str]
    outcome: Settling = "ask"


def ask_measure(node: NodePlan, weight: Fraction, known: Facts, plan: Plan, origin: Origin | None) -> Asked:
    """The line of a leaf that scores a measure of its own, such as 预算执行率."""
    leaf, rule, measure = node.node, node.verdict if plan.gives_no_points else node.rule, node.measure
    if measure is None or (rule is None and not plan.gives_no_points):
        raise AssertionError(f"node {leaf.code} was not proved")
    line = ScoreLine(code=leaf.code, block=leaf.name, name=leaf.name, weight=Figure(weight, "分"), origin=origin)
    if rule is not None:
        line = evolve(line, rule=rule.rule)
    verdict = None if node.verdict is None else node.verdict.compiled
    actual = measure.compute(known)
    if isinstance(actual, Absent):
        return evolve(_unmeasured(line, actual, rule, known, plan), verdict=verdict)
    scored = carried(actual, leaf.unit, plan.indicator_set)
    values = {"actual": scored, "target": node.target if node.target is not None else Fraction(1)}
    shown = {name: f"{readable(value / factor(leaf.unit))}{leaf.unit}" for name, value in values.items()}
    rounding = plan.indicator_set.rounded("rate") if leaf.unit == "%" else None
    target = "" if plan.gives_no_points and node.target is None else shown["target"]
    line = evolve(line, target=target, actual=str(Figure(actual, leaf.unit, rounding)))
    outcome: Settling = "none" if plan.gives_no_points else "ask"
    facts = {**known, **values}
    asked = Asked(line=line, verdict=verdict, facts=facts, shown=shown, outcome=outcome)
    return asked if rule is None else evolve(asked, rule=rule.compiled)


def _unmeasured(line: ScoreLine, reason: Absent, rule: RulePlan | None, known: Facts, plan: Plan) -> Asked:
    """A measure that could not be computed: a rule that does not ask for it may still score, as by the project's state.

    Where an amount is missing, or a divisor is zero, the set may say what it scores.
    """
    asked = Asked(line=line, rule=None if rule is None else rule.compiled, facts=known, shown={})
    if rule is not None and "actual" not in rule.compiled.facts:
        return asked
    policies = plan.indicator_set.policies
    if reason.reason == "missing" and policies.missing == "zero" and not plan.gives_no_points:
        return evolve(asked, outcome="zero")
    if reason.reason == "division-by-zero" and not plan.gives_no_points:
        match policies.zero_divisor:
            case "not-applicable":
                return _waived(asked, plan)
            case "zero" | "full" as outcome:
                return evolve(asked, outcome=outcome)
    name = str(reason.arguments.get("name", reason.arguments.get("divisor", "")))
    label = plan.indicator_set.label(name)
    code = {"missing": "measure.missing", "division-by-zero": "measure.zero"}.get(reason.reason)
    place = place_of_line(line)
    fault = Fault(code, place, {"name": line.name, "fact": label}) if code else reason.fault(place)
    return _without(asked, fault)


def carried(value: Fraction, unit: str, indicator_set: IndicatorSet) -> Fraction:
    """The value that is scored: exact, or, for a rate, as shown, by the set's policy."""
    rounding = indicator_set.rounded("rate")
    if indicator_set.policies.scored_rate == "exact" or rounding is None or unit != "%":
        return value
    return Fraction(rounding.round(value * WHOLE)) / WHOLE


def ask_indicator(indicator: Indicator, code: str, node: NodePlan, facts: Facts, plan: Plan) -> Asked:
    """The line of one indicator of a project."""
    line = ScoreLine(
        code=code,
        block=node.node.name,
        category=indicator.category,
        name=indicator.name,
        weight=Figure(Fraction(indicator.weight or 0), "分"),
        target=str(indicator.target or ""),
        changes=indicator.changes,
        actual=actual_text(indicator),
        reason=indicator.reason,
        stated_points=None if indicator.stated_points is None else Figure(Fraction(indicator.stated_points), "分"),
        reviews=indicator.reviews,
        evidence=indicator.evidence,
        origin=indicator.origin,
    )
    values, shown = values_of(indicator)
    verdict = node.verdicts.get(indicator.target.kind) if indicator.target else None
    giving = None if verdict is None else verdict.compiled
    asked = Asked(line=line, verdict=giving, facts={**facts, **values}, shown=shown)
    if not indicator.applicable:
        return _waived(asked, plan)
    if plan.gives_no_points:
        return _only_judged(evolve(asked, outcome="none"), indicator, verdict)
    return _by_rule(asked, indicator, node, plan)


def _by_rule(asked: Asked, indicator: Indicator, node: NodePlan, plan: Plan) -> Asked:
    """The line with the rule that scores it, or why none can."""
    line = asked.line
    rule = _rule_of(indicator, node, plan, place_of_line(line))
    if isinstance(rule, Fault):
        return _without(asked, rule)
    asked = evolve(asked, line=evolve(line, rule=rule.rule), rule=rule.compiled)
    unit = indicator.target.unit if indicator.target else ""
    if rule.compiled.unit is not None and not rule.compiled.fits(unit):
        arguments = {"name": line.name, "unit": unit, "rule": rule.rule.name, "wanted": rule.compiled.unit}
        return _without(asked, Fault("indicator.unit-does-not-fit", place_of_line(line, "target"), arguments))
    lacking = _lacking(indicator, rule.compiled)
    if lacking is None:
        return asked
    if lacking != "target-missing" and plan.indicator_set.policies.missing == "zero":
        return evolve(asked, outcome="zero")
    place = place_of_line(line, LACKING[lacking])
    return _without(asked, Fault(f"indicator.{lacking}", place, {"name": line.name}))


def _only_judged(asked: Asked, indicator: Indicator, verdict: RulePlan | None) -> Asked:
    """A line of a set that gives no points: absent where its verdict lacks something, and silent where it has none."""
    lacking = None if verdict is None else _lacking(indicator, verdict.compiled)
    if lacking is None:
        return asked
    return _without(asked, Fault(f"indicator.{lacking}", place_of_line(asked.line), {"name": asked.line.name}))


def _waived(asked: Asked, plan: Plan) -> Asked:
    """A line that does not apply: what becomes of its weight is a policy of the set."""
    line = evolve(asked.line, applicable=False)
    if plan.gives_no_points:
        return evolve(asked, line=line, outcome="none")
    match plan.indicator_set.policies.not_applicable:
        case "absent":
            fault = Fault("indicator.not-applicable-weight", place_of_line(line), {"name": line.name})
            return _without(evolve(asked, line=line), fault)
        case "full":
            return evolve(asked, line=line, outcome="full")
        case _:
            return evolve(asked, line=line, outcome="waived")


def actual_text(indicator: Indicator) -> str:
    """完成值 as it is shown: the words of the form, or the number with the target's unit."""
    if indicator.reached:
        return indicator.reached
    unit = indicator.target.unit if indicator.target else ""
    return "" if indicator.actual is None else trimmed(indicator.actual) + unit


def _rule_of(indicator: Indicator, node: NodePlan, plan: Plan, place: Place) -> RulePlan | Fault:
    names = {"name": indicator.name, "rule": indicator.rule}
    if not indicator.rule:
        if indicator.target is None:
            return Fault("indicator.target-missing", place, names)
        names["kind"] = indicator.target.kind
        return node.rule_for(indicator.target) or Fault("indicator.kind-without-rule", place, names)
    rule = plan.rules.get(indicator.rule)
    if rule is None:
        known = sorted(plan.rules)
        said = {"known": likeliest(indicator.rule, known), "near": nearest(indicator.rule, known)}
        return Fault("indicator.rule-unknown", place, {**names, **said})
    return rule if rule.compiled.tree.gives is None else Fault("indicator.rule-gives-grade", place, names)


def values_of(indicator: Indicator) -> tuple[dict[str, Value], dict[str, str]]:
    """The values of one indicator by the names formulas use, and each as a reader sees it."""
    target = indicator.target or Target.judged("")
    own: dict[str, Decimal | None] = {
        "target": target.value,
        "upper": target.upper,
        "actual": indicator.actual,
        "baseline": indicator.baseline,
    }
    values, shown = named_facts(indicator.facts), {}
    for key, value in own.items():
        if value is not None:
            values[key] = Fraction(value) * factor(target.unit)  # formulas see 0.95 and 元, readers 95% and 万元
            shown[key] = trimmed(value) + target.unit
    if indicator.judged is not None:
        share = Fraction(indicator.judged)
        values["judged"] = share
        shown["judged"] = exact_text(share) if "/" in exact_text(share) else str(Figure(share, "%"))
    return values, shown


def _lacking(indicator: Indicator, rule: CompiledRule) -> str | None:
    """What the rule asks for and the unit did not give: the code that says so in the words of the form."""
    given: dict[str, object] = {
        "target": indicator.target and indicator.target.value,
        "actual": indicator.actual,
        "judged": indicator.judged,
    }
    codes = {"target": "target-missing", "actual": "actual-missing", "judged": "judgement-missing"}
    return next((code for name, code in codes.items() if name in rule.facts and given[name] is None), None)


def _without(asked: Asked, fault: Fault) -> Asked:
    return evolve(asked, line=evolve(asked.line, absent=fault))


def place_of_line(line: ScoreLine, part: str = "") -> Place:
    """Where the facts of a line were read, or a part of them, with its name."""
    return evolve(line.origin.at(part) if line.origin else NOWHERE, item=line.name)


LACKING = {"actual-missing": "actual", "target-missing": "target", "judgement-missing": "points"}
"""Where a form lacks what a rule asks for, by the code that says so."""
