"""The texts of a rule become a compiled rule; all that is wrong with it is told at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction

from attrs import evolve

from perfkit.errors import NOWHERE, Fault, FormulaError, Place, quoted
from perfkit.formula.language.functions import RESERVED
from perfkit.formula.language.kinds import KIND_WORDS, Kind, Labels, NodeKind, Records, is_number, read_kind
from perfkit.formula.language.parse import parse
from perfkit.formula.language.printed import printed
from perfkit.formula.language.tokens import LONGEST_NAME, tokens
from perfkit.formula.language.tree import Expr, names
from perfkit.formula.ratios.formulas import constant
from perfkit.formula.rule import CompiledRule
from perfkit.formula.rule_tree import WITHIN_THE_WEIGHT, CaseTree, RuleTree
from perfkit.formula.tables.rows import unreachable_rows
from perfkit.formula.units.dimension import Dimension
from perfkit.formula.units.walk import rule_dimensions
from perfkit.formula.worded.formulas import BUILT_IN

ABSENT = "absent"
"""What ``otherwise`` says where no row means no score."""


_RESULT = ""
"""The result of a rule that gives a label: in scope for its options, but no name that could be typed."""


def formula_name(key: str) -> str:
    """The name by which formulas call the TOML key: ``late-days`` is ``late_days``, for ``-`` subtracts."""
    return key.replace("-", "_")


def compile_rule(  # noqa: PLR0913 - one argument for each key a rule may have
    *,
    needs: Mapping[str, object] | None = None,
    parameters: Mapping[str, str] | None = None,
    let: Mapping[str, str] | None = None,
    requires: str = "",
    share: str = "",
    cases: Sequence[tuple[str, str]] = (),
    otherwise: str = "",
    limits: Sequence[str] = (),
    explain_when: str = "",
    gives: Sequence[str] = (),
    place: Place = NOWHERE,
    proved: bool = False,
) -> CompiledRule:
    """The compiled rule.

    Args:
        needs: kind of each fact, as :func:`~perfkit.formula.language.kinds.read_kind` reads it, besides ``target``,
            ``upper``, ``actual``, ``baseline`` and ``weight``, which are numbers.
        parameters: named constants: formulas of numbers alone, such as ``60%`` or ``1 / 3``, or options of labels.
        let: named intermediate values, each of which may use those before it.
        requires: truth that must hold; empty for none.
        share: formula of the share; empty if ``cases`` are given.
        cases: rows of condition and share; the first whose condition holds counts.
        otherwise: formula of the share where no row holds, or ``absent``.
        limits: least and greatest share, as formulas of numbers alone; none for 0 and 1.
        explain_when: truth that asks the unit for a reason; empty for none.
        gives: what the rule may give where it gives a label, best first; then shares are options of it.
        place: where the rule stands; faults add the key and the character.
        proved: that every row of the table can be reached was proved before.

    Raises:
        FormulaError: with all faults of all formulas.
    """
    compiler = _Compiler(place, Labels(tuple(gives)) if gives else None)
    compiler.declare(needs or {})
    compiler.fix(parameters or {})
    named = compiler.define(let or {})
    required = compiler.formula(requires, ("requires",), "truth") if requires else None
    rows = compiler.rows(cases)
    last = compiler.last(share, otherwise, tabled=bool(cases))
    bounds = compiler.limits(limits)
    asked = compiler.formula(explain_when, ("explain-when",), "truth") if explain_when else None
    if not compiler.faults:
        tree = RuleTree(tuple(named), required, tuple(rows), last, bounds, asked, compiler.gives)
        if not proved:
            compiler.prove(tree)
    if compiler.faults:
        raise FormulaError(compiler.faults)
    return CompiledRule(tree, compiler.unit_of(tree))


class _Compiler:
    """Collects names and faults while the formulas are read in their order."""

    def __init__(self, place: Place, gives: Labels | None) -> None:
        self.faults: list[Fault] = []
        self.gives = gives
        self._place = place
        self._scope: dict[str, Kind] = dict.fromkeys(BUILT_IN, "number")
        self._constants: dict[str, Expr] = {}
        self._result: NodeKind = "number" if gives is None else gives
        if gives is not None:
            self._options(gives, ("gives",))

    def declare(self, needs: Mapping[str, object]) -> None:
        """Facts. The built-in names may be listed too, as numbers."""
        for key, written in needs.items():
            kind, name = read_kind(written), formula_name(key)
            if kind is None or (name in BUILT_IN and not is_number(kind)):
                self._fault("need-kind", ("needs", key), found=key, kind=quoted(str(written)), known=KIND_WORDS)
                self._scope.setdefault(name, "unknown")
            elif name in BUILT_IN or self._free(key, "needs"):
                self._scope[name] = self._checked(kind, ("needs", key))

    def fix(self, parameters: Mapping[str, str]) -> None:
        """Parameters: each becomes the constant it stands for."""
        labels = dict(_labels_of(self._scope))
        for key, text in parameters.items():
            free = self._free(key, "parameters")
            value = self._parsed(text, ("parameters", key), None, labels, {})
            if not free:
                continue
            if value is not None and (value.kind == "truth" or names(value)):
                code = "gives-truth" if value.kind == "truth" else "only-numbers"
                place = evolve(self._at(("parameters", key)), character=value.character)
                self.faults.append(Fault(f"formula.{code}", place, {"found": quoted(text)}))
                value = None
            if value is None:
                self._scope[formula_name(key)] = "unknown"
            else:
                self._constants[formula_name(key)] = value

    def unit_of(self, tree: RuleTree) -> Dimension | None:
        """The unit that an indicator must have for the rule; raises where units clash."""
        units = rule_dimensions(tree, self._scope, self._place)
        if units.faults:
            raise FormulaError(units.faults)
        return units.indicator

    def limits(self, written: Sequence[str]) -> tuple[Fraction, Fraction]:
        """The least and the greatest share."""
        if not written:
            return WITHIN_THE_WEIGHT
        found = [self._parsed(text, ("limits", at), "number", {}, {}) for at, text in enumerate(written, start=1)]
        values = [value for expr in found if expr is not None and (value := constant(expr)) is not None]
        if len(values) == len(written) == 2 and values[0] < values[1]:
            return values[0], values[1]
        self._fault("limits-pair", ("limits",), found=", ".join(written))
        return WITHIN_THE_WEIGHT

    def _checked(self, kind: Kind, path: Sequence[str]) -> Kind:
        """The kind with the names in it proved to be names; fields are called as formulas call them."""
        if isinstance(kind, Labels):
            self._options(kind, path)
        if not isinstance(kind, Records):
            return kind
        called: set[str] = set()
        for field, inner in kind.fields.items():
            if self._named(field, path, formula_name(field)) and formula_name(field) in called:
                self._fault("name-twice", path, found=field)
            called.add(formula_name(field))
            if isinstance(inner, Labels):
                self._options(inner, (*path, field))
        return Records({formula_name(field): inner for field, inner in kind.fields.items()})

    def _options(self, labels: Labels, path: Sequence[str]) -> None:
        for option in labels.options:
            self._named(option, path, option)

    def _named(self, key: str, path: Sequence[str], name: str) -> bool:
        if name in RESERVED:
            self._fault("name-reserved", path, found=key)
        elif not _is_name(name):
            self._fault("name-invalid", path, found=quoted(key), most=LONGEST_NAME)
        else:
            return True
        return False

    def define(self, let: Mapping[str, str]) -> Iterable[tuple[str, Expr]]:
        """Intermediate values from top to bottom."""
        found: list[tuple[str, Expr]] = []
        waiting = [formula_name(key) for key in let]
        for index, (key, text) in enumerate(let.items()):
            free = self._free(key, "let")
            told = len(self.faults)
            value = self.formula(text, ("let", key), None)
            self._tell_later(told, set(waiting[index:]) - {*self._scope, *self._constants})
            if free:
                self._scope[formula_name(key)] = "unknown" if value is None else value.kind
            if value is not None:
                found.append((formula_name(key), value))
        return found

    def rows(self, cases: Sequence[tuple[str, str]]) -> Iterable[CaseTree]:
        """The rows of the decision table that could be read."""
        found: list[CaseTree] = []
        for number, (when, share) in enumerate(cases, 1):
            condition = self.formula(when, ("cases", number, "when"), "truth")
            value = self.formula(share, ("cases", number, "share"), self._result)
            if condition is not None and value is not None:
                found.append(CaseTree(condition, value))
        return found

    def last(self, share: str, otherwise: str, *, tabled: bool) -> Expr | None:
        """The share of a rule without rows, or what holds where no row does; None for ``absent``."""
        if tabled and share:
            self._fault("two-shares", ("share",))
        if tabled and not otherwise:
            self._fault("no-otherwise", ("otherwise",))
        if not tabled and otherwise:
            self._fault("lone-otherwise", ("otherwise",))
        if not tabled and not share:
            self._fault("no-share", ("share",))
        value = self.formula(share, ("share",), self._result) if share else None
        if otherwise and otherwise.strip() != ABSENT:
            return self.formula(otherwise, ("otherwise",), self._result)
        return value

    def prove(self, rule: RuleTree) -> None:
        """Every row of the table can be reached, or is told to be beyond reach."""
        for found in unreachable_rows(rule) if rule.cases else ():
            when = rule.cases[found.row - 1].when
            place = evolve(self._at(("cases", found.row, "when")), character=when.character)
            code = "formula.row-unreachable" if found.behind else "formula.row-impossible"
            arguments = {"row": found.row, "found": quoted(printed(when)), "behind": found.behind}
            self.faults.append(Fault(code, place, arguments))

    def formula(self, text: str, path: Sequence[str | int], wanted: NodeKind | None) -> Expr | None:
        """The tree of one formula over all names so far; None if it is at fault, which is noted."""
        scope = self._scope if self.gives is None else {**self._scope, _RESULT: self.gives}
        return self._parsed(text, path, wanted, scope, self._constants)

    def _parsed(
        self,
        text: str,
        path: Sequence[str | int],
        wanted: NodeKind | None,
        scope: Mapping[str, Kind],
        constants: Mapping[str, Expr],
    ) -> Expr | None:
        try:
            return parse(text, scope, self._at(path), wanted=wanted, constants=constants)
        except FormulaError as error:
            self.faults += error.faults
            return None

    def _free(self, key: str, table: str) -> bool:
        """Whether the key can be a name and is not yet taken; if not, the fault is noted."""
        name = formula_name(key)
        if not self._named(key, (table, key), name):
            return False
        if name in self._scope or name in self._constants:
            self._fault("name-twice", (table, key), found=key)
            return False
        return True

    def _tell_later(self, told: int, later: set[str]) -> None:
        """An unknown name that comes later in ``let`` is said to come later."""
        for index, fault in enumerate(self.faults[told:], told):
            unknown = fault.code in ("formula.unknown-name", "formula.misspelt-name")
            if unknown and fault.arguments["found"] in later:
                self.faults[index] = evolve(fault, code="formula.let-later")

    def _fault(self, code: str, path: Sequence[str | int], **arguments: object) -> None:
        self.faults.append(Fault(f"formula.{code}", self._at(path), arguments))

    def _at(self, path: Sequence[str | int]) -> Place:
        place = self._place
        for step in path:
            place = place.inside(step)
        return place


def _labels_of(scope: Mapping[str, Kind]) -> Iterator[tuple[str, Kind]]:
    """The labels of a scope, those of records under keys that no formula could name."""
    for name, kind in scope.items():
        if isinstance(kind, Labels):
            yield name, kind
        elif isinstance(kind, Records):
            inner = ((f"{name} {field}", field_kind) for field, field_kind in kind.fields.items())
            yield from ((key, field_kind) for key, field_kind in inner if isinstance(field_kind, Labels))


def _is_name(text: str) -> bool:
    """Whether a formula would read the text as one name."""
    try:
        found = tokens(text, NOWHERE)
    except FormulaError:
        return False
    return [(token.kind, token.text) for token in found] == [("name", text), ("end", "")]
