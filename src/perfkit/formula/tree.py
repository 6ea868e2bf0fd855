"""The tree of a formula: frozen nodes, each of which knows whether it gives a number or a truth.

Two trees are equal when they mean the same text; where a node stood (``character``, from 1) does not count.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any, Literal, TypeAlias

from attrs import evolve, field, frozen

Kind: TypeAlias = Literal["number", "money", "truth", "unknown"]
"""What a name in scope stands for. Money, held in 元, is a number; ``unknown`` is a name whose own definition is at
fault, which adds no faults of its own."""

NodeKind: TypeAlias = Literal["number", "truth", "unknown"]
"""What a node gives. ``unknown`` never leaves the parser, which refuses the formula."""

Sign: TypeAlias = Literal["+", "-", "*", "/"]
Relation: TypeAlias = Literal["=", "<>", "<", "<=", ">", ">="]
Join: TypeAlias = Literal["and", "or"]
FunctionName: TypeAlias = Literal["if", "min", "max", "abs", "clamp", "round", "floor", "ceil", "steps"]


def _character() -> Any:
    return field(default=1, eq=False, repr=False)


@frozen
class Number:
    """A number as it was typed, such as ``0.80`` or ``95%``."""

    text: str
    character: int = _character()

    @property
    def kind(self) -> NodeKind:
        return "number"

    @property
    def value(self) -> Fraction:
        """The exact value: 95% is 19/20."""
        return Fraction(self.text[:-1]) / 100 if self.text.endswith("%") else Fraction(self.text)


@frozen
class Name:
    """A fact, a parameter or a ``let`` value."""

    name: str
    kind: NodeKind
    character: int = _character()


@frozen
class Negative:
    """The operand with the other sign."""

    operand: Expr
    character: int = _character()

    @property
    def kind(self) -> NodeKind:
        return "number"


@frozen
class Arithmetic:
    """Two numbers joined by ``+ - * /``."""

    sign: Sign
    left: Expr
    right: Expr
    character: int = _character()

    @property
    def kind(self) -> NodeKind:
        return "number"


@frozen
class Comparison:
    """Two numbers compared."""

    relation: Relation
    left: Expr
    right: Expr
    character: int = _character()

    @property
    def kind(self) -> NodeKind:
        return "truth"


@frozen
class Junction:
    """Two truths joined by ``and`` or ``or``; the right one is looked at only if the left one does not decide."""

    join: Join
    left: Expr
    right: Expr
    character: int = _character()

    @property
    def kind(self) -> NodeKind:
        return "truth"


@frozen
class Not:
    """The opposite of a truth."""

    operand: Expr
    character: int = _character()

    @property
    def kind(self) -> NodeKind:
        return "truth"


@frozen
class Call:
    """A function of the language with its arguments; their number and kinds have been checked."""

    function: FunctionName
    arguments: tuple[Expr, ...]
    character: int = _character()

    @property
    def kind(self) -> NodeKind:
        return self.arguments[1].kind if self.function == "if" else "number"


Expr: TypeAlias = Number | Name | Negative | Arithmetic | Comparison | Junction | Not | Call


def operands(expr: Expr) -> tuple[Expr, ...]:
    """The nodes directly below."""
    match expr:
        case Number() | Name():
            return ()
        case Negative() | Not():
            return (expr.operand,)
        case Arithmetic() | Comparison() | Junction():
            return (expr.left, expr.right)
        case Call():
            return expr.arguments


def walk(expr: Expr) -> Iterator[Expr]:
    """The node and all below it, from left to right."""
    waiting = [expr]
    while waiting:
        node = waiting.pop()
        yield node
        waiting.extend(reversed(operands(node)))


def names(expr: Expr) -> frozenset[str]:
    """The names the formula uses."""
    return frozenset(node.name for node in walk(expr) if isinstance(node, Name))


def replaced(expr: Expr, values: Mapping[str, Expr]) -> Expr:
    """The tree with the given formulas in the place of names."""
    match expr:
        case Number():
            return expr
        case Name():
            return values.get(expr.name, expr)
        case Negative() | Not():
            return evolve(expr, operand=replaced(expr.operand, values))
        case Arithmetic() | Comparison() | Junction():
            return evolve(expr, left=replaced(expr.left, values), right=replaced(expr.right, values))
        case Call():
            return evolve(expr, arguments=tuple(replaced(argument, values) for argument in expr.arguments))
