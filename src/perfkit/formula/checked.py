"""Nodes built with their kinds checked: numbers where numbers are needed, truths where truths are needed.

Every fault is collected, and a node at fault is replaced by a name of unknown kind, so that one slip makes one fault.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from attrs import evolve

from perfkit.errors import Fault, Place, nearest, quoted
from perfkit.formula.exact import constant
from perfkit.formula.functions import FUNCTIONS
from perfkit.formula.printed import printed
from perfkit.formula.slips import TRUTH_WORDS
from perfkit.formula.tokens import Token
from perfkit.formula.tree import (
    Arithmetic,
    Call,
    Comparison,
    Expr,
    FunctionName,
    Join,
    Junction,
    Kind,
    Name,
    Negative,
    NodeKind,
    Not,
    Relation,
    Sign,
)

MOST_PLACES = 10
MOST_LISTED = 20


def _unknown(character: int, text: str = "…") -> Name:
    """What stands in the place of a part at fault."""
    return Name(text, "unknown", character)


class Checked:
    """Builds the nodes of one formula.

    Attributes:
        faults: what is wrong so far, in the order of finding.
    """

    def __init__(self, scope: Mapping[str, Kind], constants: Mapping[str, Expr], place: Place) -> None:
        self.faults: list[Fault] = []
        self._scope = scope
        self._constants = constants
        self._place = place
        self._told: set[str] = set()

    def fault(self, code: str, character: int, **arguments: object) -> Fault:
        """A fault at this character of the formula; the caller collects or raises it."""
        return Fault(f"formula.{code}", evolve(self._place, character=character), arguments)

    def name(self, token: Token) -> Expr:
        """A name in scope; a named constant is put in where it stands."""
        if token.text in self._constants:
            return evolve(self._constants[token.text], character=token.character)
        kind = self._scope.get(token.text)
        if kind is None:
            self._unknown_name(token)
            return _unknown(token.character, token.text)
        return Name(token.text, "number" if kind == "money" else kind, token.character)

    def negative(self, operand: Expr, character: int) -> Expr:
        return Negative(self._number(operand), character)

    def opposite(self, operand: Expr, character: int) -> Expr:
        return Not(self._truth(operand), character)

    def arithmetic(self, sign: Sign, left: Expr, right: Expr, at: int) -> Expr:
        """``at`` is the character of the sign: there a division by a plain 0 is reported."""
        left, right = self._number(left), self._number(right)
        if sign == "/" and constant(right) == 0:
            self.faults.append(self.fault("zero-divisor", at, found=_short(right)))
        return Arithmetic(sign, left, right, left.character)

    def comparison(self, relation: Relation, left: Expr, right: Expr) -> Expr:
        return Comparison(relation, self._number(left), self._number(right), left.character)

    def junction(self, join: Join, left: Expr, right: Expr) -> Expr:
        return Junction(join, self._truth(left), self._truth(right), left.character)

    def call(self, function: FunctionName, arguments: Sequence[Expr], character: int) -> Expr:
        """A call; unknown if the number of values is wrong or the branches of an ``if`` are of two kinds."""
        arity = FUNCTIONS[function]
        if not arity.takes(len(arguments)):
            said = {"function": function, "needed": str(arity), "found": len(arguments)}
            self.faults.append(self.fault("argument-count", character, **said))
            return _unknown(character)
        if function == "if":
            return self._branch(arguments, character)
        checked = tuple(self._number(argument) for argument in arguments)
        if function == "round":
            self._places(checked[1])
        if function == "clamp":
            self._limits(checked[1], checked[2])
        if function == "steps":
            self._bounds(checked[1:-1:2])
        return Call(function, checked, character)

    def unknown_function(self, token: Token) -> Expr:
        """The fault of a function that does not exist, and a stand-in for what it would give."""
        near = nearest(token.text.casefold(), FUNCTIONS)
        known = ", ".join(FUNCTIONS)
        code = "misspelt-function" if near else "unknown-function"
        self.faults.append(self.fault(code, token.character, found=token.text, near=near, known=known))
        return _unknown(token.character)

    def wanted(self, expr: Expr, kind: NodeKind) -> None:
        """Checks what the whole formula gives."""
        if expr.kind not in (kind, "unknown"):
            self.faults.append(self.fault(f"gives-{expr.kind}", expr.character, found=_short(expr)))

    def _unknown_name(self, token: Token) -> None:
        if token.text in self._told:
            return
        self._told.add(token.text)
        names = [*self._scope, *self._constants]
        near = next((name for name in names if name.casefold() == token.text.casefold()), "")
        near = near or nearest(token.text, names)
        code = "misspelt-name" if near else "unknown-name"
        if not names:
            code = "only-numbers"
        elif token.text.casefold() in TRUTH_WORDS:
            code = "truth-word"
        known = _listed(names)
        self.faults.append(self.fault(code, token.character, found=token.text, near=near, known=known))

    def _number(self, expr: Expr) -> Expr:
        return self._of_kind(expr, "number")

    def _truth(self, expr: Expr) -> Expr:
        return self._of_kind(expr, "truth")

    def _of_kind(self, expr: Expr, kind: NodeKind) -> Expr:
        if expr.kind in (kind, "unknown"):
            return expr
        self.faults.append(self.fault(f"{kind}-needed", expr.character, found=_short(expr)))
        return _unknown(expr.character)

    def _branch(self, arguments: Sequence[Expr], character: int) -> Expr:
        condition, yes, no = arguments
        condition = self._truth(condition)
        if "unknown" not in (yes.kind, no.kind) and yes.kind != no.kind:
            self.faults.append(self.fault("branches", no.character, yes=_short(yes), no=_short(no)))
            return _unknown(character)
        if yes.kind == "unknown":
            yes, no = no, yes  # the kind of an if is that of its first branch; here only the other one is known
        return Call("if", (condition, yes, no), character)

    def _places(self, places: Expr) -> None:
        value = constant(places)
        if value is None or value.denominator != 1 or not 0 <= value <= MOST_PLACES:
            self.faults.append(self.fault("places", places.character, found=_short(places), most=MOST_PLACES))

    def _limits(self, low: Expr, high: Expr) -> None:
        lowest, highest = constant(low), constant(high)
        if lowest is not None and highest is not None and lowest > highest:
            self.faults.append(self.fault("limits", low.character, low=_short(low), high=_short(high)))

    def _bounds(self, bounds: Sequence[Expr]) -> None:
        """Bounds of ``steps`` are constants, each below the one before it."""
        before: Expr | None = None
        for bound in bounds:
            value = constant(bound)
            if value is None:
                self.faults.append(self.fault("bound-constant", bound.character, found=_short(bound)))
                continue
            if before is not None and value >= (constant(before) or 0):
                arguments = {"found": _short(bound), "before": _short(before)}
                self.faults.append(self.fault("bound-order", bound.character, **arguments))
            before = bound


def _short(expr: Expr) -> str:
    """The text of a part as a message quotes it."""
    return quoted(printed(expr))


def _listed(names: Sequence[str]) -> str:
    """The first names, as a message lists them."""
    return ", ".join(names[:MOST_LISTED]) + (" …" if len(names) > MOST_LISTED else "")
