"""Whether the weights of a set have the shape its constraints ask for, as they stand and under every weight case."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from typing import Literal, TypeAlias

from attrs import frozen

from perfkit.errors import NOWHERE, Fault, FormulaError, Place
from perfkit.formula import Absent, Expr, Facts, Kind, Records, Value, exact, formula_name, margin, names, parse, words
from perfkit.model import (
    CHILDREN_OF,
    CONSTRAINT_NAMES,
    Basis,
    Constraint,
    IndicatorSet,
    SetIndicator,
    Title,
    WeightCase,
    exact_text,
)
from perfkit.scoring.phrases import documents
from perfkit.wording import Language, say

Verdict: TypeAlias = Literal["holds", "broken", "undecided", "no-node"]
"""undecided: the formula has no value, as where it divides by a weight of 0; no-node: the set does not have all the
nodes that the formula names, so that nothing can be said."""

_RECORD = Records({"weight": "number", "level": "number"})
_UNKNOWN = frozenset(("formula.unknown-name", "formula.misspelt-name"))


@frozen
class Weighed:
    """The weights found by the names that a constraint uses, as a reader knows them."""

    weights: tuple[tuple[Title, Fraction], ...]

    def worded(self, language: Language) -> str:
        comma = "、" if language == "zh" else ", "
        return comma.join(f"{title.worded(language)} {exact_text(weight)}" for title, weight in self.weights)


@frozen
class Demand:
    """What a constraint asks for, in words."""

    title: Title
    tree: Expr
    terms: Mapping[str, Title]

    def worded(self, language: Language) -> str:
        return words(self.tree, language, {name: term.worded(language) for name, term in self.terms.items()})


@frozen
class Documents:
    """The documents behind a constraint, in brackets."""

    basis: tuple[Basis, ...]

    def worded(self, language: Language) -> str:
        return documents(self.basis, language)


@frozen
class CaseName:
    """Under which weights: the set's own, or those of a weight case."""

    case: WeightCase | None

    def worded(self, language: Language) -> str:
        return say("constraint.plain" if self.case is None else "constraint.case", language, case=self.case_code)

    @property
    def case_code(self) -> str:
        return self.case.code if self.case else ""


@frozen(kw_only=True)
class ConstraintCheck:
    """A constraint held against one of the tables of weights of a set.

    Attributes:
        constraint: it; by: address of the set or amendment that says it, empty where a program does.
        case: the weight case, None for the set's own weights; verdict: see :data:`Verdict`.
        weights: those the formula asks for; missing: names in it that the set does not have.
        demand: the formula in words; None where it could not be read.
        margin: by how much it holds, negative where it is broken; None for what is no plain comparison.
    """

    constraint: Constraint
    by: str
    case: CaseName
    verdict: Verdict
    weights: Weighed = Weighed(())
    missing: tuple[str, ...] = ()
    demand: Demand | None = None
    margin: Fraction | None = None

    def worded(self, language: Language) -> str:
        """One line: what is asked for, by whom, under which weights, what was found."""
        one = self.constraint
        told = {
            "title": one.title,
            "code": one.code,
            "holds": self.demand or one.holds,
            "by": self.by or "—",
            "case": self.case,
            "weights": self.weights,
            "missing": self.missing,
            "basis": Documents(one.basis),
        }
        return say(f"constraint.{self.verdict}", language, **told)


def unmet(indicator_set: IndicatorSet) -> tuple[ConstraintCheck, ...]:
    """Every constraint of a set, binding or not, under every weights under which it is not known to hold.

    A set that was proved has none that binds, so what comes back is advice.
    """
    return tuple(one for one in constraint_checks(indicator_set) if one.verdict != "holds")


def constraint_checks(indicator_set: IndicatorSet) -> tuple[ConstraintCheck, ...]:
    """Every constraint of a set under its own weights and under each weight case."""
    found: list[ConstraintCheck] = []
    for constraint in indicator_set.constraints:
        found += checked(constraint, indicator_set, said_by(indicator_set, constraint.code))
    return tuple(found)


def checked(constraint: Constraint, indicator_set: IndicatorSet, by: str = "") -> tuple[ConstraintCheck, ...]:
    """A constraint, of whatever set, held against each table of weights of this one.

    Raises:
        FormulaError: ``holds`` is no formula, for another reason than a name that the set does not have.
    """
    try:
        tree = parsed(constraint, indicator_set)
    except FormulaError as error:
        if any(fault.code not in _UNKNOWN for fault in error.faults):
            raise
        missing = tuple(str(fault.arguments["found"]).removesuffix(CHILDREN_OF) for fault in error.faults)
        whole = CaseName(None)
        return (ConstraintCheck(constraint=constraint, by=by, case=whole, verdict="no-node", missing=missing),)
    return tuple(
        _under(constraint, tree, indicator_set, case, weights, by) for case, weights in weight_tables(indicator_set)
    )


def weight_tables(indicator_set: IndicatorSet) -> Iterator[tuple[WeightCase | None, dict[str, Fraction]]]:
    """The weights by code as they stand, and under each case."""
    own = {node.code: Fraction(node.weight) for node in indicator_set.nodes()}
    yield None, own
    for case in indicator_set.weight_cases:
        changed = {code: Fraction(weight) for code, weight in case.weights.items()}
        yield case, {**own, **changed}


def parsed(constraint: Constraint, indicator_set: IndicatorSet, place: Place = NOWHERE) -> Expr:
    """The formula of a constraint over the names that a set has."""
    lists: dict[str, Kind] = {
        formula_name(node.code) + CHILDREN_OF: _RECORD for node in indicator_set.nodes() if node.children
    }
    numbers: dict[str, Kind] = {formula_name(node.code): "number" for node in indicator_set.nodes()}
    scope: dict[str, Kind] = {"nodes": _RECORD, **lists, **numbers, "full_marks": "number"}
    return parse(constraint.holds, scope, place, wanted="truth")


def said_by(indicator_set: IndicatorSet, code: str) -> str:
    """The address of the layer that says a constraint: the one furthest up, whose code may have been another."""
    path: tuple[str, ...] = ("constraints", code)
    found = ""
    for layer in indicator_set.layers:
        if layer.says(path) is not None:
            found = layer.address
        path = layer.path_below(path)
    return found


def misshapen(indicator_set: IndicatorSet, place: Place) -> Iterator[Fault]:
    """The faults of the constraints of a set: formulas that cannot be read, and binding ones that do not hold."""
    for constraint in indicator_set.constraints:
        here = place.inside("constraints").inside(constraint.code)
        by = said_by(indicator_set, constraint.code)
        own = not by or by == indicator_set.address
        try:
            parsed(constraint, indicator_set, here.inside("holds"))
        except FormulaError as error:
            if own or any(fault.code not in _UNKNOWN for fault in error.faults):
                yield from error.faults
                continue
        if constraint.binding:
            for one in checked(constraint, indicator_set, by):
                if one.verdict != "holds":
                    yield _fault(one, indicator_set, place)


def _fault(one: ConstraintCheck, indicator_set: IndicatorSet, place: Place) -> Fault:
    """The fault of a binding constraint, where weights are said: in a weight case, or in the tree."""
    if one.case.case is None:
        place = place.inside("indicators")
    else:
        place = place.inside("weight-cases").inside(indicator_set.weight_cases.index(one.case.case) + 1)
        place = place.inside("weights")
    if one.verdict == "no-node":
        place = place.inside(one.missing[0])
    arguments = {
        "code": one.constraint.code,
        "title": one.constraint.title,
        "by": one.by or indicator_set.address,
        "basis": Documents(one.constraint.basis),
        "holds": one.demand or one.constraint.holds,
        "case": one.case,
        "weights": one.weights,
        "missing": one.missing,
    }
    return Fault(f"set.constraint-{one.verdict}", place, arguments)


def _under(
    constraint: Constraint,
    tree: Expr,
    indicator_set: IndicatorSet,
    case: WeightCase | None,
    weights: Mapping[str, Fraction],
    by: str,
) -> ConstraintCheck:
    facts = _facts(indicator_set, weights)
    value = exact(tree)(facts)
    left = margin(tree)
    slack = None if left is None else exact(left)(facts)
    return ConstraintCheck(
        constraint=constraint,
        by=by,
        case=CaseName(case),
        verdict="undecided" if isinstance(value, Absent) else "holds" if value else "broken",
        weights=_asked(tree, indicator_set, weights),
        demand=Demand(constraint.title, tree, _terms(indicator_set)),
        margin=slack if isinstance(slack, Fraction) else None,
    )


def _facts(indicator_set: IndicatorSet, weights: Mapping[str, Fraction]) -> Facts:
    facts: dict[str, Value] = {"nodes": list(_records(indicator_set.indicators, weights, deep=True))}
    for level, node in _levelled(indicator_set.indicators):
        facts[formula_name(node.code) + CHILDREN_OF] = list(_records(node.children, weights, level + 1))
    facts |= {formula_name(code): weight for code, weight in weights.items()}
    return {**facts, "full_marks": Fraction(indicator_set.full_marks)}


def _records(
    nodes: Iterable[SetIndicator], weights: Mapping[str, Fraction], level: int = 1, *, deep: bool = False
) -> Iterator[Mapping[str, Value]]:
    for node in nodes:
        yield {"weight": weights[node.code], "level": Fraction(level)}
        if deep:
            yield from _records(node.children, weights, level + 1, deep=True)


def _levelled(nodes: Iterable[SetIndicator], level: int = 1) -> Iterator[tuple[int, SetIndicator]]:
    for node in nodes:
        yield level, node
        yield from _levelled(node.children, level + 1)


def _asked(tree: Expr, indicator_set: IndicatorSet, weights: Mapping[str, Fraction]) -> Weighed:
    """The weights of the nodes that a formula names, alone or in a list, in the order of the tree."""
    asked = names(tree)
    named = [
        node
        for node in indicator_set.nodes()
        if "nodes" in asked or formula_name(node.code) in asked or _child_in(node, indicator_set, asked)
    ]
    found = [(Title(node.name), weights[node.code]) for node in named]
    if "full_marks" in asked:
        found.append((_term("full_marks"), Fraction(indicator_set.full_marks)))
    return Weighed(tuple(found))


def _child_in(node: SetIndicator, indicator_set: IndicatorSet, asked: frozenset[str]) -> bool:
    return any(
        node in parent.children for parent in indicator_set.nodes() if formula_name(parent.code) + CHILDREN_OF in asked
    )


def _terms(indicator_set: IndicatorSet) -> Mapping[str, Title]:
    """The printed names of what a constraint may ask for."""
    terms = {name: _term(name) for name in CONSTRAINT_NAMES}
    for node in indicator_set.nodes():
        terms[formula_name(node.code)] = Title(node.name)
        below = {"of": node.name}
        children = Title(say("constraint.children", "zh", **below), say("constraint.children", "en", **below))
        terms[formula_name(node.code) + CHILDREN_OF] = children
    return terms


def _term(name: str) -> Title:
    return Title(say(f"constraint.term-{name}", "zh"), say(f"constraint.term-{name}", "en"))
