"""An indicator set made ready for scoring: every formula parsed, typed and compiled once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from fractions import Fraction
from typing import TypeAlias, cast

from attrs import field, frozen

from perfkit.errors import Fault, FormulaError, IndicatorSetError, Place, nearest
from perfkit.formula import Absent, CompiledRule, Facts, Kind, compile_rule, exact, formula_name, parse
from perfkit.model import RESERVED, STAGES, TARGET_KINDS, IndicatorSet, Rule, SetIndicator

Compute: TypeAlias = Callable[[Facts], Fraction | Absent]


@frozen
class MeasurePlan:
    """A named formula over facts, ready to compute."""

    name: str
    compute: Compute


@frozen
class RulePlan:
    """A rule with its compiled formulas."""

    rule: Rule
    compiled: CompiledRule


@frozen(kw_only=True)
class NodePlan:
    """A leaf of the tree, ready to score.

    Attributes:
        node: the leaf.
        measure, target, rule: for a leaf that scores a measure of its own.
        rules: for a leaf that accepts indicators of projects: the rule for each kind of target.
    """

    node: SetIndicator
    measure: MeasurePlan | None = None
    target: Fraction | None = None
    rule: RulePlan | None = None
    rules: Mapping[str, RulePlan] = field(factory=dict)


@frozen
class Plan:
    """A set ready to score."""

    indicator_set: IndicatorSet
    measures: tuple[MeasurePlan, ...]
    nodes: tuple[NodePlan, ...]
    rules: Mapping[str, RulePlan]

    def node(self, code: str) -> NodePlan | None:
        """The leaf with this code."""
        return next((plan for plan in self.nodes if plan.node.code == code), None)


def make_plan(indicator_set: IndicatorSet) -> Plan:
    """The plan of a set; refuses with every fault of every formula, each at its key."""
    faults: list[Fault] = []
    place = _place(indicator_set)
    measures = tuple(_measures(indicator_set.measures, place.inside("measures"), faults))
    rules = _rules(indicator_set.rules, faults)
    nodes = tuple(_node(node, measures, rules, indicator_set, faults) for node in indicator_set.leaves())
    if faults:
        raise IndicatorSetError(faults)
    return Plan(indicator_set, measures, nodes, rules)


def _place(indicator_set: IndicatorSet) -> Place:
    return indicator_set.origin.place if indicator_set.origin else Place(file=indicator_set.address)


def _scope(measures: Iterable[str]) -> dict[str, Kind]:
    return {**dict.fromkeys(STAGES, "money"), **dict.fromkeys(measures, "number")}


def _measures(written: Mapping[str, str], place: Place, faults: list[Fault]) -> Iterator[MeasurePlan]:
    """Measures in order: each may use amounts and the measures above it."""
    known: list[str] = []
    for name, text in written.items():
        if name in RESERVED or formula_name(name) != name or not name.isidentifier():
            faults.append(Fault("set.measure-name", place.inside(name), {"name": name}))
            continue
        if (measure := _measure(name, text, known, place.inside(name), faults)) is not None:
            yield measure
        known.append(name)


def _measure(name: str, text: str, known: Iterable[str], place: Place, faults: list[Fault]) -> MeasurePlan | None:
    try:
        expr = parse(text, _scope(known), place, wanted="number")
    except FormulaError as error:
        faults.extend(error.faults)
        return None
    return MeasurePlan(name, cast("Compute", exact(expr)))  # what was parsed as a number gives no truth


def _rules(rules: Mapping[str, Rule], faults: list[Fault]) -> dict[str, RulePlan]:
    plans: dict[str, RulePlan] = {}
    for name, rule in rules.items():
        if (plan := _rule(rule, rule.parameters, faults)) is not None:
            plans[name] = plan
    return plans


def _rule(rule: Rule, parameters: Mapping[str, str], faults: list[Fault]) -> RulePlan | None:
    try:
        compiled = compile_rule(
            needs=rule.needs,
            parameters=parameters,
            let=rule.let,
            requires=rule.requires,
            share=rule.share,
            cases=[(case.when, case.share) for case in rule.cases],
            otherwise=rule.otherwise,
            limits=rule.limits,
            explain_when=rule.explain_when,
            gives=rule.gives,
            place=rule.origin.place if rule.origin else Place(key=rule.name),
        )
    except FormulaError as error:
        faults.extend(error.faults)
        return None
    return RulePlan(rule, compiled)


def _node(
    node: SetIndicator,
    measures: tuple[MeasurePlan, ...],
    rules: Mapping[str, RulePlan],
    indicator_set: IndicatorSet,
    faults: list[Fault],
) -> NodePlan:
    place = _place(indicator_set).inside("indicators").inside(node.code)
    if bool(node.accepts) + bool(node.measure) > 1:
        faults.append(Fault("set.node-both", place, {"code": node.code}))
    ignored = ("rule", "target", "parameters") if node.accepts else ("rules_for",) if node.measure else ()
    for name in ignored:
        if getattr(node, name):
            key = name.replace("_", "-")
            faults.append(Fault("set.node-ignores", place.inside(key), {"code": node.code, "key": key}))
    if node.accepts:
        missing = (kind for kind in TARGET_KINDS if kind not in node.rules_for and kind != "range")
        here = place.inside("rules-for")
        faults.extend(Fault("set.kind-missing", here, {"code": node.code, "kind": kind}) for kind in missing)
        found: dict[str, RulePlan] = {
            kind: plan
            for kind, name in node.rules_for.items()
            if (plan := _named(name, rules, indicator_set, place.inside("rules-for").inside(kind), faults)) is not None
        }
        return NodePlan(node=node, rules=found)
    if not node.measure or not node.rule:
        faults.append(Fault("set.node-empty", place, {"code": node.code}))
        return NodePlan(node=node)
    rule = _with_parameters(node, rules, indicator_set, place, faults)
    known = [measure.name for measure in measures]
    measure = _measure(node.code, node.measure, known, place.inside("measure"), faults)
    return NodePlan(node=node, measure=measure, target=_target(node, place, faults), rule=rule)


def _target(node: SetIndicator, place: Place, faults: list[Fault]) -> Fraction | None:
    """The target of a measure: a formula without names, such as ``100%``."""
    if not node.target:
        return None
    measure = _measure(node.code, node.target, (), place.inside("target"), faults)
    value = measure.compute({}) if measure is not None else None
    return value if isinstance(value, Fraction) else None


def _with_parameters(
    node: SetIndicator,
    rules: Mapping[str, RulePlan],
    indicator_set: IndicatorSet,
    place: Place,
    faults: list[Fault],
) -> RulePlan | None:
    """The rule of a leaf; parameters given on the leaf replace the rule's own."""
    plan = _named(node.rule, rules, indicator_set, place.inside("rule"), faults)
    if plan is None or not node.parameters:
        return plan
    known = plan.rule.parameters
    for name in node.parameters:
        if name not in known:
            arguments = {"rule": node.rule, "parameter": name, "known": " ".join(known) or "-"}
            faults.append(Fault("set.parameter-unknown", place.inside("parameters"), arguments))
    return _rule(plan.rule, {**known, **node.parameters}, faults)


def _named(
    name: str, rules: Mapping[str, RulePlan], indicator_set: IndicatorSet, place: Place, faults: list[Fault]
) -> RulePlan | None:
    """The plan of a rule by name; a rule that exists but has faults of its own is not reported a second time."""
    if name not in indicator_set.rules:
        known = sorted(indicator_set.rules)
        arguments = {"rule": name, "known": " ".join(known), "near": nearest(name, known)}
        faults.append(Fault("set.rule-unknown", place, arguments))
    return rules.get(name)
