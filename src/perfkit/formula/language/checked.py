"""Nodes built with their kinds checked: numbers where numbers are needed, truths, labels and lists where those are.

Every fault is collected, and a node at fault is replaced by a name of unknown kind, so that one slip makes one fault.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from attrs import evolve

from perfkit.errors import Fault, Place, nearest, quoted
from perfkit.formula.language.functions import FUNCTIONS, HIGHEST_ROOT, LIST_WORDS, OVER_TRUTHS
from perfkit.formula.language.kinds import Kind, Labels, NodeKind, Records, node_kind
from perfkit.formula.language.printed import printed
from perfkit.formula.language.slips import TRUTH_WORDS
from perfkit.formula.language.tokens import Token
from perfkit.formula.language.tree import (
    Arithmetic,
    Call,
    Comparison,
    Expr,
    FunctionName,
    Join,
    Junction,
    ListWord,
    Name,
    Negative,
    Not,
    Number,
    Option,
    Over,
    Relation,
    Sign,
    walk,
)
from perfkit.formula.ratios.formulas import constant

_CELL = re.compile(r"[A-Z]{1,3}[1-9][0-9]{0,6}", re.ASCII)

MOST_PLACES = 10
MOST_PLACES_OF_IRRATIONAL = 30
MOST_LISTED = 20
MOST_LISTS_DEEP = 3
"""So many list words may stand inside one another: each multiplies the steps of those around it."""


_OF_AN_UNKNOWN_LIST: Mapping[str, Kind] = {"": "unknown"}
"""The fields of what is no list: any name may be one, so that one slip makes one fault."""


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
        self._scopes: list[Mapping[str, Kind]] = [scope]
        self._constants = constants
        self._place = place
        self._told: set[str] = set()

    @contextmanager
    def inside(self, fields: Mapping[str, Kind]) -> Iterator[None]:
        """While it lasts, the fields of a record are names, and hide the same names outside."""
        self._scopes.append(fields)
        yield
        self._scopes.pop()

    def fault(self, code: str, character: int, **arguments: object) -> Fault:
        """A fault at this character of the formula; the caller collects or raises it."""
        return Fault(f"formula.{code}", evolve(self._place, character=character), arguments)

    def name(self, token: Token) -> Expr:
        """A name in scope, innermost first; a named constant is put in where it stands."""
        for scope in reversed(self._scopes):
            if token.text in scope:
                return self._named(token, scope[token.text])
        if token.text in self._constants:
            return evolve(self._constants[token.text], character=token.character)
        if labels := next((labels for labels in self._labels() if token.text in labels.options), None):
            return Option(token.text, labels, token.character)
        self._unknown_name(token)
        return _unknown(token.character, token.text)

    def _named(self, token: Token, kind: Kind) -> Expr:
        if isinstance(kind, Records):
            self.faults.append(self.fault("list-bare", token.character, found=token.text))
            return _unknown(token.character, token.text)
        return Name(token.text, node_kind(kind), token.character)

    def _labels(self) -> Iterator[Labels]:
        """Every kind of label in scope, innermost first, and those of records last."""
        for scope in reversed(self._scopes):
            yield from (kind for kind in scope.values() if isinstance(kind, Labels))

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
        if isinstance(left.kind, Labels) or isinstance(right.kind, Labels):
            return self._labels_compared(relation, left, right)
        return Comparison(relation, self._number(left), self._number(right), left.character)

    def _labels_compared(self, relation: Relation, left: Expr, right: Expr) -> Expr:
        """Two labels of one kind; an option that stands in several kinds is of the kind it is compared with."""
        left, right = _as_kind_of(left, right), _as_kind_of(right, left)
        if left.kind != right.kind and "unknown" not in (left.kind, right.kind):
            arguments = {"left": _short(left), "right": _short(right)}
            self.faults.append(self.fault("labels-differ", right.character, **arguments))
        return Comparison(relation, left, right, left.character)

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
        if function in ("round", "ln", "root"):
            most = MOST_PLACES if function == "round" else MOST_PLACES_OF_IRRATIONAL
            checked = (*checked[:-1], self._places(checked[-1], most))
        if function == "root":
            self._degree(checked[1])
        if function == "clamp":
            self._limits(checked[1], checked[2])
        if function == "steps":
            self._bounds(checked[1:-1:2])
        return Call(function, checked, character)

    def fields_of(self, records: Token, word: ListWord) -> Mapping[str, Kind]:
        """The fields of a list by name; none, with a fault, for what is no list."""
        kind = self._scopes[0].get(records.text)
        if isinstance(kind, Records):
            return kind.fields
        if kind is None:
            self._unknown_name(records)
        elif kind != "unknown":
            self.faults.append(self.fault("list-needed", records.character, word=word, found=records.text))
        return _OF_AN_UNKNOWN_LIST

    def over(
        self, word: ListWord, records: Token, fields: Mapping[str, Kind], body: Expr | None, character: int
    ) -> Expr:
        """A list word over records; unknown where what it asks of each record is missing."""
        around = len(self._scopes)
        if around == MOST_LISTS_DEEP + 1:
            self.faults.append(self.fault("list-nested", character, word=word, most=MOST_LISTS_DEEP))
        if around > MOST_LISTS_DEEP or fields is _OF_AN_UNKNOWN_LIST:
            return _unknown(character)
        if body is None and word != "count":
            self.faults.append(self.fault("list-body", character, word=word, records=records.text))
            return _unknown(character)
        if body is not None:
            body = self._truth(body) if word in OVER_TRUTHS else self._number(body)
        return Over(word, records.text, frozenset(fields), body, character)

    def unknown_function(self, token: Token) -> Expr:
        """The fault of a function that does not exist, and a stand-in for what it would give."""
        near = nearest(token.text.casefold(), (*FUNCTIONS, *LIST_WORDS))
        known = ", ".join((*FUNCTIONS, *LIST_WORDS))
        code = "misspelt-function" if near else "unknown-function"
        self.faults.append(self.fault(code, token.character, found=token.text, near=near, known=known))
        return _unknown(token.character)

    def wanted(self, expr: Expr, kind: NodeKind) -> None:
        """Checks what the whole formula gives."""
        if expr.kind in (kind, "unknown") or _as_labels(expr, kind).kind == kind or _is_patched(expr):
            return
        given = "label" if isinstance(expr.kind, Labels) else expr.kind
        code = "gives-no-label" if isinstance(kind, Labels) else f"gives-{given}"
        options = kind.options if isinstance(kind, Labels) else ()
        self.faults.append(self.fault(code, expr.character, found=_short(expr), options=options))

    def _unknown_name(self, token: Token) -> None:
        if token.text in self._told or _OF_AN_UNKNOWN_LIST in self._scopes:
            return
        self._told.add(token.text)
        scoped = (name for scope in reversed(self._scopes) for name in scope if name and " " not in name)
        options = (option for labels in self._labels() for option in labels.options)
        names = list(dict.fromkeys([*scoped, *self._constants, *options]))
        near = next((name for name in names if name.casefold() == token.text.casefold()), "")
        near = near or nearest(token.text, names)
        code = "misspelt-name" if near else "unknown-name"
        if not names:
            code = "only-numbers"
        elif token.text.casefold() in TRUTH_WORDS:
            code = "truth-word"
        elif _CELL.fullmatch(token.text):
            code = "cell"
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
        yes, no = _as_kind_of(yes, no), _as_kind_of(no, yes)
        if "unknown" not in (yes.kind, no.kind) and yes.kind != no.kind:
            self.faults.append(self.fault("branches", no.character, yes=_short(yes), no=_short(no)))
            return _unknown(character)
        if yes.kind == "unknown":
            yes, no = no, yes  # the kind of an if is that of its first branch; here only the other one is known
        return Call("if", (condition, yes, no), character)

    def _places(self, places: Expr, most: int) -> Expr:
        """A constant number of places, as a plain number."""
        value = constant(places)
        if value is not None and value.denominator == 1 and 0 <= value <= most:
            return Number(str(value), places.character)
        self.faults.append(self.fault("places", places.character, found=_short(places), most=most))
        return _unknown(places.character)

    def _degree(self, degree: Expr) -> None:
        """A degree may be counted (``count(children)``), so only a typed one can be wrong here."""
        value = constant(degree)
        if value is not None and (value.denominator != 1 or not 1 <= value <= HIGHEST_ROOT):
            self.faults.append(self.fault("degree", degree.character, found=_short(degree), most=HIGHEST_ROOT))

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


def _is_patched(expr: Expr) -> bool:
    """Whether a part at fault was replaced: what the author meant the whole to give is not known then."""
    return any(node == _unknown(node.character) for node in walk(expr))


def _as_kind_of(expr: Expr, other: Expr) -> Expr:
    """An option as one of the kind that stands on the other side, where it is one of those too."""
    return _as_labels(expr, other.kind)


def _as_labels(expr: Expr, kind: NodeKind) -> Expr:
    if isinstance(expr, Option) and isinstance(kind, Labels) and expr.name in kind.options:
        return evolve(expr, labels=kind)
    return expr


def _short(expr: Expr) -> str:
    """The text of a part as a message quotes it."""
    return quoted(printed(expr))


def _listed(names: Sequence[str]) -> str:
    """The first names, as a message lists them."""
    return ", ".join(names[:MOST_LISTED]) + (" …" if len(names) > MOST_LISTED else "")
