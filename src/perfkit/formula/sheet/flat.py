"""A rule over lists and labels as one over numbers and truths, each of which can stand in cells.

``count(elements, met)`` becomes a number of its own, which a spreadsheet adds up from one cell for each record.
``level = 优`` becomes a truth, which a spreadsheet asks of the cell that holds the word. What is left has the normal
form that the live formula needs.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import cached_property
from typing import Any, TypeAlias

from attrs import evolve, field, frozen

from perfkit.formula.language.kinds import Labels
from perfkit.formula.language.tree import (
    Arithmetic,
    Call,
    Comparison,
    Expr,
    ListWord,
    Name,
    Negative,
    Number,
    Option,
    Over,
    Relation,
    names,
    rebuilt,
    replaced,
)
from perfkit.formula.normal_form.form import normal
from perfkit.formula.normal_form.guarded import Normal
from perfkit.formula.rule_tree import CaseTree, RuleTree
from perfkit.formula.sheet.points import Template, template

_Asked: TypeAlias = tuple[tuple[tuple[str, int], ...], Fraction | None, int, str, int]

_MIRRORED: Mapping[Relation, Relation] = {"=": "=", "<>": "<>", "<": ">", "<=": ">=", ">": "<", ">=": "<="}


@frozen
class Gathered:
    """What a formula asks of a list.

    Attributes:
        word: ``count``, ``sum``, ``all`` or ``any``; records: name of the list.
        each: what is added up over the records, ready to be written: 1 or 0 for a truth; None where they are only
            counted.
        over: as it stands in the rule.
    """

    word: ListWord
    records: str
    each: Flat | None
    over: Over


@frozen
class Chosen:
    """A question about a label: whether it is one of ``among``; ``options`` are all that it may be."""

    label: str
    among: tuple[str, ...]
    options: tuple[str, ...]


@frozen(eq=False)
class Flat:
    """A rule without lists and labels, and what the names stand for that it has in their place."""

    tree: RuleTree | Expr
    lists: Mapping[str, Gathered] = field(factory=dict)
    labels: Mapping[str, Chosen] = field(factory=dict)
    _templates: dict[_Asked, Template | None] = field(factory=dict, init=False)
    _settled: dict[tuple[tuple[str, Fraction], ...], Flat] = field(factory=dict, init=False)

    @property
    def facts(self) -> frozenset[str]:
        """The names that it asks for."""
        return self.tree.facts if isinstance(self.tree, RuleTree) else names(self.tree)

    @cached_property
    def form(self) -> Normal | None:
        """Its normal form, made once."""
        return normal(self.tree)

    def template(
        self, shifts: Mapping[str, int], weight: Fraction | None, places: int, mode: str, cell_places: int
    ) -> Template | None:
        """Its live formula, made once: see :func:`perfkit.formula.sheet.points.template`."""
        asked = (tuple(sorted(shifts.items())), weight, places, mode, cell_places)
        if asked not in self._templates:
            said: Any = {"weight": weight, "places": places, "mode": mode, "cell_places": cell_places}
            self._templates[asked] = None if self.form is None else template(self.form, shifts, **said)
        return self._templates[asked]

    def settled(self, values: Mapping[str, Fraction]) -> Flat:
        """The same with numbers in the place of these names, made once."""
        asked = tuple(sorted(values.items()))
        if asked not in self._settled:
            numbers = {name: as_formula(value) for name, value in asked}
            tree = _changed(self.tree, lambda expr: replaced(expr, numbers))
            self._settled[asked] = Flat(tree, self.lists, self.labels)
        return self._settled[asked]


def flat(tree: RuleTree | Expr) -> Flat:
    """The rule, or the formula, without lists and labels wherever that can be; what cannot stays as it is."""
    making = _Making()
    return Flat(_changed(tree, making.of), making.lists, making.labels)


def _changed(tree: RuleTree | Expr, change: Callable[[Expr], Expr]) -> RuleTree | Expr:
    """Each formula of a rule changed, without what only asks for a reason."""
    if not isinstance(tree, RuleTree):
        return change(tree)
    return evolve(
        tree,
        let=tuple((name, change(expr)) for name, expr in tree.let),
        requires=None if tree.requires is None else change(tree.requires),
        cases=tuple(CaseTree(change(case.when), change(case.share)) for case in tree.cases),
        otherwise=None if tree.otherwise is None else change(tree.otherwise),
        explain=None,
    )


def as_formula(value: Fraction) -> Expr:
    """An exact number as formulas write it."""
    top: Expr = Number(str(abs(value.numerator)))
    top = top if value >= 0 else Negative(top)
    return top if value.denominator == 1 else Arithmetic("/", top, Number(str(value.denominator)))


class _Making:
    """Goes through the formulas of one rule; the same question has the same name. No formula can call a name so."""

    def __init__(self) -> None:
        self.lists: dict[str, Gathered] = {}
        self.labels: dict[str, Chosen] = {}

    def of(self, expr: Expr) -> Expr:
        if isinstance(expr, Over):
            return self._over(expr)
        if isinstance(expr, Comparison) and (chosen := _chosen(expr)) is not None:
            return self._label(chosen)
        return rebuilt(expr, self.of)

    def _label(self, chosen: Chosen) -> Name:
        name = next(
            (known for known, one in self.labels.items() if one == chosen), f"{chosen.label}#{len(self.labels)}"
        )
        self.labels[name] = chosen
        return Name(name, "truth")

    def _over(self, over: Over) -> Expr:
        if over.word == "mean":
            added, counted = (evolve(over, word="sum"), evolve(over, word="count", body=None))
            return Arithmetic("/", self._over(added), self._over(counted))
        if over.word not in ("count", "sum", "all", "any"):
            return over
        each = over.body
        if each is not None and over.word != "sum":
            each = Call("if", (each, Number("1"), Number("0")))
        name = next((known for known, one in self.lists.items() if one.over == over), "")
        if not name:
            name = f"{over.records}#{len(self.lists)}"
            self.lists[name] = Gathered(over.word, over.records, None if each is None else flat(each), over)
        return Name(name, "truth" if over.word in ("all", "any") else "number")


def _chosen(comparison: Comparison) -> Chosen | None:
    """The question whether a label is this, or better or worse; None for any other comparison."""
    match comparison.left, comparison.right:
        case Name(name=label, kind=Labels() as labels), Option(name=option):
            relation = comparison.relation
        case Option(name=option), Name(name=label, kind=Labels() as labels):
            relation = _MIRRORED[comparison.relation]
        case _:
            return None
    than = labels.rank(option)
    if than is None:
        return None
    among = tuple(one for one in labels.options if _holds(relation, labels.options.index(option), labels, one))
    return Chosen(label, among, labels.options)


def _holds(relation: Relation, at: int, labels: Labels, one: str) -> bool:
    """Whether a word stands in the relation to the one at ``at``; the best comes first."""
    better = at - labels.options.index(one)
    return {
        "=": better == 0,
        "<>": better != 0,
        "<": better < 0,
        "<=": better <= 0,
        ">": better > 0,
        ">=": better >= 0,
    }[relation]
