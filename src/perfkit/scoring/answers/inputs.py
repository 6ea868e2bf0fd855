"""Every score as a formula over what the unit gave: rates stand in it as formulas too, not as figures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction

from attrs import evolve, field, frozen

from perfkit.formula import Expr, Facts, RuleTree, names
from perfkit.formula.language.tree import Arithmetic, Call, Comparison, FunctionName, Name, Number, replaced
from perfkit.formula.sheet import Flat, as_formula, flat
from perfkit.model import Adjustment, IndicatorSet, Project, Rounding
from perfkit.scoring.plan import AdjustmentPlan, Decide, Plan
from perfkit.scoring.planning import make_plan
from perfkit.scoring.rescoring import known_of
from perfkit.scoring.result import ScoreLine
from perfkit.scoring.terms import facts_behind_case

_WAYS: tuple[FunctionName, FunctionName] = ("floor", "ceil")


@frozen
class Adjusting:
    """An adjustment over inputs.

    Attributes:
        holds: 1 where it takes effect, else 0; after: the points after it, over those before, ``points``.
        when: the same as ``holds``, to be asked of facts.
    """

    adjustment: Adjustment
    holds: Flat
    after: Flat
    when: Decide


@frozen
class Inputs:
    """What the figures of a set follow from; made once for all projects under it, and each formula once.

    Attributes:
        deciding: the facts and amounts that decide which weights hold.
    """

    _plan: Plan
    deciding: frozenset[str]
    _rules: dict[tuple[int, str], Flat | None] = field(factory=dict, init=False, eq=False)
    _formulas: dict[Expr, Flat] = field(factory=dict, init=False, eq=False)

    @classmethod
    def of(cls, indicator_set: IndicatorSet) -> Inputs:
        """The formulas of a set that was proved sound."""
        plan, cases = make_plan(indicator_set), indicator_set.weight_cases
        return cls(plan, frozenset(name for case in cases for name in facts_behind_case(case.when, indicator_set)))

    def known(self, project: Project) -> Facts:
        """Everything that formulas may ask of a project."""
        return known_of(project, self._plan)

    def rule(self, line: ScoreLine) -> Flat | None:
        """The rule of a line that it scored, over inputs alone; None where none did, or where it cannot be written."""
        if line.derivation is None:
            return None
        key = id(line.derivation.rule), _leaf(line)
        if key not in self._rules:
            self._rules[key] = self._rule(line.derivation.rule.tree, key[1])
        return self._rules[key]

    def actual(self, line: ScoreLine) -> Flat | None:
        """What the set measures itself, over inputs alone; None for the indicator of a project."""
        node = self._plan.node(_leaf(line))
        return None if node is None or node.measure is None else self._formula(node.measure.formula)

    def target(self, line: ScoreLine) -> Fraction:
        """What the set holds against its own measure, as rules see it: 1 where it says nothing."""
        node = self._plan.node(_leaf(line))
        return Fraction(1) if node is None or node.target is None else node.target

    def unit(self, line: ScoreLine) -> str:
        """The unit in which the set shows its own measure."""
        node = self._plan.node(_leaf(line))
        return "" if node is None else node.node.unit

    def measure(self, name: str) -> Flat | None:
        """A measure such as ``execution_rate``, over inputs alone; None where the set has none of the name."""
        return next((self._formula(one.formula) for one in self._plan.measures if one.name == name), None)

    def adjustments(self, code: str, most: Fraction) -> tuple[Adjusting, ...]:
        """The adjustments of a node, or of the total, in their order; ``most`` is what can be had there."""
        return tuple(self._adjusting(plan, most) for plan in self._plan.adjustments_at(code))

    def combined(self, code: str) -> bool:
        """Whether a rule combines what is below a node, or below the total."""
        node = next((one for root in self._plan.roots for one in root.walk() if one.node.code == code), None)
        return (self._plan.combine if node is None else node.combine) is not None

    def _rule(self, tree: RuleTree, code: str) -> Flat | None:
        node = self._plan.node(code)
        if node is None or node.measure is None or "actual" not in tree.facts:
            return flat(self._over_inputs(tree))
        scored = self._carried(node.measure.formula, node.node.unit)
        if scored is None:
            return None
        return flat(self._over_inputs(evolve(tree, let=(("actual", scored), *tree.let))))

    def _adjusting(self, plan: AdjustmentPlan, most: Fraction) -> Adjusting:
        points: Expr = Name("points", "number")
        low, high = plan.limits or (Fraction(0), most)
        after = points
        if plan.formula is not None:
            limited = Call("clamp", (plan.formula, as_formula(low), as_formula(high)))
            after = Call("if", (plan.condition, limited, points))
        holds = Call("if", (plan.condition, Number("1"), Number("0")))
        return Adjusting(plan.adjustment, self._formula(holds), self._formula(after), plan.when)

    def _formula(self, formula: Expr) -> Flat:
        """A formula with those of the measures that it asks for in their place."""
        if formula not in self._formulas:
            inside = formula
            for one in reversed(self._plan.measures):
                inside = replaced(inside, {one.name: one.formula})
            self._formulas[formula] = flat(inside)
        return self._formulas[formula]

    def _over_inputs(self, tree: RuleTree) -> RuleTree:
        """The rule with the measures that it asks for before it, each after those it is made of."""
        needed = _needed(tree.facts, {one.name: one.formula for one in self._plan.measures})
        before = tuple((one.name, one.formula) for one in self._plan.measures if one.name in needed)
        return evolve(tree, let=(*before, *tree.let))

    def _carried(self, formula: Expr, unit: str) -> Expr | None:
        """The measure as it is scored: exact, or as printed, by the policy of the set."""
        indicator_set = self._plan.indicator_set
        rounding = indicator_set.rounded("rate")
        if indicator_set.policies.scored_rate == "exact" or rounding is None or unit != "%":
            return formula
        return _rounded(formula, rounding)


def _leaf(line: ScoreLine) -> str:
    return line.code.partition("[")[0]


def _needed(asked: Iterable[str], measures: Mapping[str, Expr]) -> frozenset[str]:
    found: set[str] = set()
    waiting = [name for name in asked if name in measures]
    while waiting:
        name = waiting.pop()
        found.add(name)
        waiting.extend(one for one in names(measures[name]) if one in measures and one not in found)
    return frozenset(found)


def _rounded(rate: Expr, rounding: Rounding) -> Expr | None:
    """A rate as it is printed in percent; None for a mode that the language cannot say."""
    places = rounding.places + 2
    scale = Number(str(10**places))
    down, up = (_divided(Call(way, (Arithmetic("*", rate, scale),)), scale) for way in _WAYS)
    above = _at_least_zero(rate)
    match rounding.mode:
        case "half-up":
            return Call("round", (rate, Number(str(places))))
        case "floor":
            return down
        case "ceiling":
            return up
        case "down":
            return Call("if", (above, down, up))
        case "up":
            return Call("if", (above, up, down))
        case _:
            return None


def _divided(above: Expr, below: Expr) -> Expr:
    return Arithmetic("/", above, below)


def _at_least_zero(value: Expr) -> Expr:
    return Comparison(">=", value, Number("0"))
