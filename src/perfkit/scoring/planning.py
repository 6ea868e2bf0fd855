"""Making the plan of a set: what refuses it is told all at once, each fault at its key."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Literal, cast

from attrs import evolve

from perfkit.errors import Fault, FormulaError, IndicatorSetError, Place, likeliest, nearest
from perfkit.formula import Expr, Kind, constant, exact, formula_name, parse, read_kind
from perfkit.model import RESERVED, STAGES, SUPPLIED, TARGET_KINDS, IndicatorSet, Rule, SetIndicator
from perfkit.scoring.plan import (
    TOTAL,
    AdjustmentPlan,
    Compute,
    DeadlinePlan,
    Decide,
    MeasurePlan,
    NodePlan,
    OutcomePlan,
    Plan,
    RulePlan,
    WeightCasePlan,
)
from perfkit.scoring.rulebook import RuleBook, compiled
from perfkit.scoring.terms import indicators_kind


def make_plan(indicator_set: IndicatorSet, *, proving: bool = False) -> Plan:
    """The plan of a set; refuses with every fault of every formula it uses, each at its key.

    ``proving`` looks at all rules the set may use, and at what the tables of decisions leave open.
    """
    planner = _Planner(indicator_set, proving=proving)
    plan = planner.plan()
    if planner.faults:
        raise IndicatorSetError(planner.faults)
    return plan


def place_of(indicator_set: IndicatorSet) -> Place:
    """Where a set stands: its file, or its address where it was made by a program."""
    return indicator_set.origin.place if indicator_set.origin else Place(file=indicator_set.address)


_IGNORED_ACCEPTING = ("rule", "target", "parameters", "verdict_by", "split")
_IGNORED_MEASURING = ("rules_for", "parameters_for", "combine", "verdicts_for", "split")


class _Planner:
    """Compiles what a set says, from top to bottom, and collects its faults."""

    def __init__(self, indicator_set: IndicatorSet, *, proving: bool) -> None:
        self.faults: list[Fault] = []
        self._proving = proving
        self._set = indicator_set
        self._place = place_of(indicator_set)
        self._scope: dict[str, Kind] = dict.fromkeys(STAGES, "money")
        self._rules: dict[str, RulePlan | None] = {}
        self._measures: dict[str, MeasurePlan] = {}

    def plan(self) -> Plan:
        self._declare()
        for name, text in self._set.measures.items():
            self._add_measure(name, text)
        if self._proving:
            for name in self._set.rules:
                self._rule(name)
        return Plan(
            indicator_set=self._set,
            measures=tuple(self._measures.values()),
            roots=tuple(self._node(node) for node in self._set.indicators),
            rules=RuleBook(self._set.rules),
            combine=self._scoring(self._set.combine, self._place.inside("combine")),
            grade_by=self._named(self._set.grade_by, self._place.inside("grade-by")),
            weight_cases=tuple(self._weight_cases()),
            adjustments=tuple(self._adjustments()),
            outcomes=tuple(self._outcomes()),
            deadlines=tuple(self._deadlines()),
        )

    @property
    def _unscored(self) -> bool:
        """Whether the set gives verdicts only, so that no rule has to score."""
        return not self._set.gives_points

    def _declare(self) -> None:
        """The facts that measures, weight cases and adjustments may ask for."""
        for name, written in self._set.needs.items():
            place, kind = self._place.inside("needs").inside(name), read_kind(written)
            if kind is None or name in RESERVED or formula_name(name) != name:
                self._fault("set.need", place, name=name, found=str(written))
            self._scope[formula_name(name)] = kind or "unknown"
        for at, name in enumerate(self._set.grounds, start=1):
            if name not in self._set.needs:
                known = tuple(self._set.needs)
                here = self._place.inside("grounds").inside(at)
                self._fault("set.ground-unknown", here, name=name, known=known, near=nearest(name, known))

    def _add_measure(self, name: str, text: str) -> None:
        """A measure may use amounts, facts and the measures above it."""
        place = self._place.inside("measures").inside(name)
        if name in RESERVED or name in SUPPLIED or formula_name(name) != name or not name.isidentifier():
            self._fault("set.measure-name", place, name=name)
            return
        if (formula := self._formula(text, place, "number")) is not None:
            self._measures[name] = MeasurePlan(name, formula)
        self._scope[name] = "number" if formula is not None else "unknown"

    def _formula(
        self, text: str, place: Place, wanted: Literal["number", "truth"], more: Mapping[str, Kind] | None = None
    ) -> Expr | None:
        """A formula over the facts of the set."""
        try:
            return parse(text, {**self._scope, **(more or {})}, place, wanted=wanted)
        except FormulaError as error:
            self.faults.extend(error.faults)
            return None

    def _compiled(self, rule: Rule, parameters: Mapping[str, str]) -> RulePlan | None:
        """The rule with these parameters; its faults are told once."""
        try:
            return RulePlan(rule, compiled(rule, parameters, proved=not self._proving))
        except FormulaError as error:
            self.faults.extend(error.faults)
            return None

    def _node(self, node: SetIndicator) -> NodePlan:
        place = self._place.inside("indicators").inside(node.code)
        self._check_shape(node, place)
        combine = self._scoring(node.combine, place.inside("combine"))
        if node.children:
            return NodePlan(node=node, children=tuple(self._node(child) for child in node.children), combine=combine)
        if node.accepts:
            verdicts = self._verdicts_for(node, place.inside("verdicts-for"))
            rules = self._rules_for(node, place.inside("rules-for"))
            return NodePlan(node=node, rules=rules, verdicts=verdicts, combine=combine)
        shown = self._unscored and (node.verdict_by or not self._set.full_marks)
        if not node.measure or not (node.rule or shown):
            self._fault("set.node-empty", place, code=node.code)
            return NodePlan(node=node)
        formula = self._formula(node.measure, place.inside("measure"), "number")
        return NodePlan(
            node=node,
            measure=None if formula is None else MeasurePlan(node.code, formula),
            target=self._target(node, place.inside("target")),
            rule=self._with_parameters(node.rule, node.parameters, place.inside("rule")),
            verdict=self._giving(node.verdict_by, place.inside("verdict-by")),
        )

    def _check_shape(self, node: SetIndicator, place: Place) -> None:
        """A leaf scores a measure or accepts indicators; what it would ignore is refused."""
        if node.accepts and node.measure:
            self._fault("set.node-both", place, code=node.code)
        ignored = _IGNORED_ACCEPTING if node.accepts else _IGNORED_MEASURING if node.measure else ()
        for name in ignored:
            if getattr(node, name):
                key = name.replace("_", "-")
                self._fault("set.node-ignores", place.inside(key), code=node.code, key=key)

    def _rules_for(self, node: SetIndicator, place: Place) -> dict[str, RulePlan]:
        """The rule of each kind of target; a set may leave out ranges, which no national form knows."""
        for kind in TARGET_KINDS:
            if not self._unscored and kind not in node.rules_for and (kind != "range" or kind in node.parameters_for):
                self._fault("set.kind-missing", place, code=node.code, kind=kind)
        found = {
            kind: self._with_parameters(name, node.parameters_for.get(kind, {}), place.inside(kind))
            for kind, name in node.rules_for.items()
        }
        return {kind: plan for kind, plan in found.items() if plan is not None}

    def _verdicts_for(self, node: SetIndicator, place: Place) -> dict[str, RulePlan]:
        """The rule that gives a word, by kind of target."""
        found = {kind: self._giving(name, place.inside(kind)) for kind, name in node.verdicts_for.items()}
        return {kind: plan for kind, plan in found.items() if plan is not None}

    def _target(self, node: SetIndicator, place: Place) -> Fraction | None:
        """The target of a measure: a formula without names, such as ``100%``."""
        return self._constant(node.target, place) if node.target else None

    def _constant(self, text: str, place: Place) -> Fraction | None:
        try:
            return constant(parse(text, {}, place, wanted="number"))
        except FormulaError as error:
            self.faults.extend(error.faults)
            return None

    def _with_parameters(self, name: str, parameters: Mapping[str, str], place: Place) -> RulePlan | None:
        """The rule of a leaf; parameters that the set gives there replace the rule's own."""
        plan = self._scoring(name, place)
        if plan is None or not parameters:
            return plan
        known = plan.rule.parameters
        for parameter in parameters:
            if parameter not in known:
                arguments = {"rule": name, "parameter": parameter, "known": " ".join(known) or "-"}
                self._fault("set.parameter-unknown", place, **arguments)
        return self._compiled(plan.rule, {**known, **parameters})

    def _scoring(self, name: str, place: Place) -> RulePlan | None:
        """The plan of a rule that has to give a share."""
        plan = self._named(name, place)
        if plan is not None and plan.compiled.tree.gives is not None:
            self._fault("set.rule-gives-grade", place, rule=name)
        return plan

    def _giving(self, name: str, place: Place) -> RulePlan | None:
        """The plan of a rule that has to give a word."""
        plan = self._named(name, place)
        if plan is not None and plan.compiled.tree.gives is None:
            self._fault("set.rule-gives-share", place, rule=name)
            return None
        return plan

    def _named(self, name: str, place: Place) -> RulePlan | None:
        """The plan of a rule by name; a rule that exists but has faults of its own is not reported a second time."""
        if name and name not in self._set.rules:
            known = sorted(self._set.rules)
            self._fault("set.rule-unknown", place, rule=name, known=likeliest(name, known), near=nearest(name, known))
        return self._rule(name) if name in self._set.rules else None

    def _rule(self, name: str) -> RulePlan | None:
        if name not in self._rules:
            rule = self._set.rules[name]
            self._rules[name] = self._compiled(rule, rule.parameters)
        return self._rules[name]

    def _weight_cases(self) -> Iterator[WeightCasePlan]:
        """Conditions over facts and over the list ``indicators``, whose ``block`` is the code of a node."""
        own = indicators_kind(self._set)
        for at, case in enumerate(self._set.weight_cases, start=1):
            place = self._place.inside("weight-cases").inside(at)
            when = self._formula(case.when, place.inside("when"), "truth", {"indicators": own})
            if when is not None:
                decide = cast("Decide", exact(when))
                yield WeightCasePlan(case, decide, {code: Fraction(weight) for code, weight in case.weights.items()})

    def _adjustments(self) -> Iterator[AdjustmentPlan]:
        codes = [TOTAL, *(node.code for node in self._set.nodes())]
        for adjustment in self._set.adjustments:
            place = self._place.inside("adjustments").inside(adjustment.code)
            if adjustment.at not in codes:
                near = nearest(adjustment.at, codes)
                self._fault("set.adjustment-at", place.inside("at"), at=adjustment.at, known=tuple(codes), near=near)
            if adjustment.grade and adjustment.at != TOTAL:
                self._fault("set.adjustment-grade", place.inside("grade"), code=adjustment.code, at=adjustment.at)
            when = self._formula(adjustment.when, place.inside("when"), "truth")
            points: Expr | None = None
            if adjustment.points:
                points = self._formula(adjustment.points, place.inside("points"), "number", {"points": "number"})
            elif not adjustment.grade:
                self._fault("set.adjustment-empty", place, code=adjustment.code)
            limits = self._limits(adjustment.limits, place.inside("limits"))
            if when is not None:
                yield AdjustmentPlan(adjustment, when, points, limits)

    def _outcomes(self) -> Iterator[OutcomePlan]:
        for outcome in self._set.outcomes:
            place = self._place.inside("outcomes").inside(outcome.code)
            when = self._formula(outcome.when, place.inside("when"), "truth", self._judged())
            if when is None:
                continue
            plan, cut = OutcomePlan(outcome=outcome, when=cast("Decide", exact(when))), outcome.cut
            if cut is not None:
                here = place.inside("cut")
                of = self._formula(cut.of, here.inside("of"), "number")
                low = self._constant(cut.lowest, here.inside("from"))
                high = self._constant(cut.highest, here.inside("to"))
                if of is None or low is None or high is None:
                    continue
                if not 0 <= low <= high <= 1:
                    self._fault("set.cut-range", here, code=outcome.code, low=cut.lowest, high=cut.highest)
                plan = evolve(plan, of=cast("Compute", exact(of)), lowest=low, highest=high)
            yield plan

    def _deadlines(self) -> Iterator[DeadlinePlan]:
        for deadline in self._set.deadlines:
            place = self._place.inside("deadlines").inside(deadline.code)
            if not deadline.when:
                yield DeadlinePlan(deadline, None)
            elif (when := self._formula(deadline.when, place.inside("when"), "truth", self._judged())) is not None:
                yield DeadlinePlan(deadline, cast("Decide", exact(when)))

    def _judged(self) -> dict[str, Kind]:
        """What conditions on a result may ask for besides facts: points, grade (best first), place among the others."""
        named = self._set.rules.get(self._set.grade_by)
        given = named.gives if named is not None else [band.name for band in self._set.grades.bands]
        special = [one.grade for one in self._set.adjustments if one.grade]
        grades = tuple(dict.fromkeys([*given, *special]))
        places: dict[str, Kind] = dict.fromkeys(("rank", "rank_from_last", "ranked"), "number")
        return {"points": "number", "grade": read_kind(grades) or "unknown", **places}

    def _limits(self, written: tuple[str, ...], place: Place) -> tuple[Fraction, Fraction] | None:
        told = len(self.faults)
        found = [self._constant(text, place) for text in written]
        known = [limit for limit in found if limit is not None]
        if len(known) == len(found) == len(("low", "high")) and known[0] < known[1]:
            return known[0], known[1]
        if written and len(self.faults) == told:
            self._fault("formula.limits-pair", place, found=", ".join(written))
        return None

    def _fault(self, code: str, place: Place, /, **arguments: object) -> None:
        self.faults.append(Fault(code, place, arguments))
