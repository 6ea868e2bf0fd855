"""Try a rule with values: a formula of a share, or a rule of a set by its name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction

from attrs import frozen

from perfkit.errors import NOWHERE, Fault, FormulaError, IndicatorSetError, InputError, Place, nearest, quoted
from perfkit.formula import Absent, CompiledRule, compile_rule
from perfkit.formula.tree import Name, walk
from perfkit.formula.words import BUILT_IN
from perfkit.jobs.given import WEIGHT, GivenValues, Written, given_values
from perfkit.model import Figure, Finding, IndicatorSet, Kind, Rounding, Title
from perfkit.scoring.derivation import Derivation
from perfkit.scoring.plan import make_plan
from perfkit.wording import Language

FULL_MARKS = 100
"""The weight where none is given."""

SHARE = "share"

_UNKNOWN_NAMES = ("formula.unknown-name", "formula.misspelt-name")


@frozen
class Tried:
    """What a rule makes of the values it was tried with.

    Attributes:
        weight: the points that could be had.
        weighed: whether the caller gave that weight; if not, it is 100.
        share: the exact share of the weight.
        points: that share of the weight, rounded.
        excel: the formula of a spreadsheet that gives the same points; None where there is none that surely does.
        remarks: what was read otherwise than it was written.
    """

    weight: Figure
    weighed: bool
    share: Figure
    points: Figure
    excel: str | None
    remarks: tuple[Finding, ...]
    _derivation: Derivation

    def words(self, language: Language) -> str:
        """The worked line: ``得分 = 10 × min(77 ÷ 80, 1) = 9.625，四舍五入取 9.63``."""
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
        raise _at_fault(error.faults) from error
    _refuse_unfit(compiled, given, {}, _places(compiled))
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
        arguments = {"rule": quoted(name), "known": tuple(known), "near": nearest(name, known)}
        raise IndicatorSetError(Fault("set.rule-unknown", arguments=arguments))
    kinds: dict[str, Kind] = {**plan.rule.needs, **dict.fromkeys(BUILT_IN, "number")}
    given = given_values(values, kinds)
    _refuse_unfit(plan.compiled, given, kinds, {})
    return _tried(plan.compiled, given, rounding or indicator_set.rounded("leaf"))


def excel_text(compiled: CompiledRule, given: GivenValues, weight: Figure, rounding: Rounding | None) -> str | None:
    """The formula of a spreadsheet with the values put in; None where there is none that gives the same digits."""
    return None


def _tried(compiled: CompiledRule, given: GivenValues, rounding: Rounding | None) -> Tried | Absent:
    working = compiled.work(given.values)
    if isinstance(working, Absent):
        return working
    weight = Figure(Fraction(given.values.get(WEIGHT, FULL_MARKS)), "分")
    worked = weight.exact * working.share
    points = Figure(worked if rounding is None else Fraction(rounding.round(worked)), "分", rounding)
    return Tried(
        weight=weight,
        weighed=WEIGHT in given.values,
        share=Figure(working.share),
        points=points,
        excel=excel_text(compiled, given, weight, rounding),
        remarks=given.remarks,
        derivation=Derivation(working, given.shown, weight, points),
    )


def _at_fault(faults: Iterable[Fault]) -> FormulaError | InputError:
    """The error of a formula as it was typed, or of the values whose names no formula can use."""
    found = list(faults)
    named = [
        Fault(fault.code, Place(key=quoted(fault.place.key.partition(".")[2])), fault.arguments)
        for fault in found
        if fault.place.key != SHARE
    ]
    return InputError(named) if named else FormulaError([_typed(fault) for fault in found])


def _typed(fault: Fault) -> Fault:
    """A fault at its character and no key; a name that means nothing is one whose value was not given."""
    place = Place(character=fault.place.character)
    if fault.code in _UNKNOWN_NAMES:
        return _no_value(str(fault.arguments["found"]), "number", place, str(fault.arguments["near"]))
    return Fault(fault.code, place, fault.arguments)


def _places(compiled: CompiledRule) -> dict[str, Place]:
    """Where each name first stands in a formula that was typed."""
    expr = compiled.tree.otherwise
    found = [] if expr is None else [node for node in walk(expr) if isinstance(node, Name)]
    return {node.name: Place(character=node.character) for node in reversed(found)}


def _refuse_unfit(
    compiled: CompiledRule, given: GivenValues, kinds: Mapping[str, Kind], places: Mapping[str, Place]
) -> None:
    """Refuse values that are lacking and values that are not used; a misspelt name is told once, with the one meant."""
    used = tuple(dict.fromkeys([*places, *sorted(compiled.facts)]))
    lacking = [name for name in used if name not in given.values]
    unused = {name: nearest(name, lacking) for name in given.values if name not in (*used, WEIGHT)}
    faults = [
        _no_value(name, kinds.get(name, "number"), places.get(name, NOWHERE))
        for name in lacking
        if name not in unused.values()
    ]
    for name, near in unused.items():
        arguments = {"found": quoted(name), "used": used or ("—",), "near": near}
        faults.append(Fault("tried.unused", arguments=arguments))
    if faults:
        raise InputError(faults)


def _no_value(name: str, kind: Kind, place: Place, near: str = "") -> Fault:
    example = Title("是", "true") if kind == "truth" else "77"
    return Fault("tried.no-value", place, {"found": name, "example": example, "near": near})
