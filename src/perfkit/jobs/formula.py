"""Try a rule with values: a formula of a share, or a rule of a set by its name."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from attrs import frozen

from perfkit.errors import Fault, FormulaError, IndicatorSetError, InputError, likeliest, nearest, quoted
from perfkit.formula import Absent, CompiledRule, Kind, compile_rule, formula_name, read_kind, written_out
from perfkit.formula.worded.formulas import BUILT_IN
from perfkit.jobs.given import GivenValues, Written, given_values
from perfkit.jobs.unfit import formula_error, places_in, refuse_unfit
from perfkit.model import Figure, Finding, IndicatorSet, Rounding
from perfkit.scoring.derivation import Derivation
from perfkit.scoring.planning import make_plan
from perfkit.wording import Language

FULL_MARKS = 100
"""The weight where none is given."""


@frozen
class Tried:
    """What a rule makes of the values it was tried with.

    Attributes:
        weight: the points that could be had.
        weighed: whether the caller gave that weight; if not, it is 100.
        share: the exact share of the weight.
        points: that share of the weight, rounded.
        excel: the formula of a spreadsheet that gives the same points; None where there is none that surely does.
        must_explain: whether the rule asks the unit for a reason 偏差原因.
        remarks: what was read otherwise than it was written.
    """

    weight: Figure
    weighed: bool
    share: Figure
    points: Figure
    excel: str | None
    must_explain: bool
    remarks: tuple[Finding, ...]
    _derivation: Derivation

    def words(self, language: Language) -> str:
        """The worked line: ``得分 = 10 × min(77 ÷ 80, 1) = 9.625，按四舍五入取 9.63``."""
        return self._derivation.worded(language)


def try_formula(text: str, values: Mapping[str, Written], rounding: Rounding | None) -> Tried | Absent:
    """Try the formula of a share; points are rounded half up to two places unless another rounding is given.

    Raises:
        FormulaError: what is wrong with the formula, each fault with its character; names without a value too.
        InputError: values that cannot be read, and values that the formula does not use.
    """
    given = given_values(values, dict.fromkeys(BUILT_IN, "number"))
    needs = {name: kind for name, kind in given.kinds.items() if name not in BUILT_IN}
    try:
        compiled = compile_rule(needs=needs, share=text or " ")
    except FormulaError as error:
        raise formula_error(error.faults, text) from error
    refuse_unfit(compiled, given, {}, places_in(compiled))
    return _tried(compiled, given, rounding or Rounding())


def try_rule(
    indicator_set: IndicatorSet, name: str, values: Mapping[str, Written], rounding: Rounding | None
) -> Tried | Absent:
    """Try a rule of a set, with the set's own rounding of points unless another one is given.

    Raises:
        IndicatorSetError: if the set has no such rule.
        InputError: values that cannot be read, that the rule lacks, or that it does not use.
    """
    plan = make_plan(indicator_set).rules.get(name)
    if plan is None:
        known = sorted(indicator_set.rules)
        arguments = {"rule": quoted(name), "known": likeliest(name, known), "near": nearest(name, known)}
        raise IndicatorSetError(Fault("set.rule-unknown", arguments=arguments))
    if plan.compiled.tree.gives is not None:
        raise InputError(
            Fault("tried.gives-label", arguments={"rule": name, "options": plan.compiled.tree.gives.options})
        )
    needs = {formula_name(fact): read_kind(kind) for fact, kind in plan.rule.needs.items()}
    kinds: dict[str, Kind] = {fact: kind for fact, kind in needs.items() if kind is not None}
    given = given_values(values, kinds | dict.fromkeys(BUILT_IN, "number"))
    refuse_unfit(plan.compiled, given, kinds, {})
    return _tried(plan.compiled, given, rounding or indicator_set.rounded("leaf"))


def excel_text(compiled: CompiledRule, given: GivenValues, weight: Figure, rounding: Rounding | None) -> str | None:
    """The formula of a spreadsheet with the values put in; None where there is none that gives the same digits."""
    if rounding is None:
        return None
    places, mode = rounding.places, rounding.mode
    return written_out(compiled.tree, given.values, weight=weight.exact, places=places, mode=mode)


def _tried(compiled: CompiledRule, given: GivenValues, rounding: Rounding | None) -> Tried | Absent:
    working = compiled.work(given.values)
    if isinstance(working, Absent):
        return working
    weight = Figure(Fraction(FULL_MARKS) if given.weight is None else given.weight, "分")
    worked = weight.exact * working.share
    points = Figure(worked if rounding is None else Fraction(rounding.round(worked)), "分", rounding)
    return Tried(
        weight=weight,
        weighed=given.weight is not None,
        share=Figure(working.share),
        points=points,
        excel=excel_text(compiled, given, weight, rounding),
        must_explain=compiled.must_explain(given.values),
        remarks=given.remarks,
        derivation=Derivation(compiled, given.values, working.share, working.case, given.shown, weight, points),
    )
