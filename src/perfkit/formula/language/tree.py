"""The tree of a formula: frozen nodes, each of which knows whether it gives a number, a truth or a label.

Two trees are equal when they mean the same text; where a node stood (``character``, from 1) does not count.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from typing import Any, Literal, TypeAlias

from attrs import evolve, field, frozen

from perfkit.formula.language.kinds import Labels, NodeKind

Sign: TypeAlias = Literal["+", "-", "*", "/"]
Relation: TypeAlias = Literal["=", "<>", "<", "<=", ">", ">="]
Join: TypeAlias = Literal["and", "or"]
FunctionName: TypeAlias = Literal["if", "min", "max", "abs", "clamp", "round", "floor", "ceil", "steps", "ln", "root"]
ListWord: TypeAlias = Literal["count", "sum", "mean", "least", "product", "all", "any"]


def _character() -> Any:
    return field(default=1, eq=False, repr=False)


class _GivesNumber:
    __slots__ = ()

    @property
    def kind(self) -> NodeKind:
        return "number"


class _GivesTruth:
    __slots__ = ()

    @property
    def kind(self) -> NodeKind:
        return "truth"


@frozen
class Number(_GivesNumber):
    """A number as it was typed, such as ``0.80`` or ``95%``."""

    text: str
    character: int = _character()

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
class Option:
    """A word that a label may be, such as 优."""

    name: str
    labels: Labels
    character: int = _character()

    @property
    def kind(self) -> NodeKind:
        return self.labels


@frozen
class Negative(_GivesNumber):
    """The operand with the other sign."""

    operand: Expr
    character: int = _character()


@frozen
class Arithmetic(_GivesNumber):
    """Two numbers joined by ``+ - * /``."""

    sign: Sign
    left: Expr
    right: Expr
    character: int = _character()


@frozen
class Comparison(_GivesTruth):
    """Two numbers compared, or two labels: the better one is the greater."""

    relation: Relation
    left: Expr
    right: Expr
    character: int = _character()


@frozen
class Junction(_GivesTruth):
    """Two truths joined by ``and`` or ``or``; the right one is looked at only if the left one does not decide."""

    join: Join
    left: Expr
    right: Expr
    character: int = _character()


@frozen
class Not(_GivesTruth):
    """The opposite of a truth."""

    operand: Expr
    character: int = _character()


@frozen
class Call:
    """A function of the language with its arguments; their number and kinds have been checked."""

    function: FunctionName
    arguments: tuple[Expr, ...]
    character: int = _character()

    @property
    def kind(self) -> NodeKind:
        return self.arguments[1].kind if self.function == "if" else "number"


@frozen
class Over:
    """A list word: what it makes of all records of a list.

    Attributes:
        word: ``count`` without a body counts the records, with one those for which it holds.
        records: name of the list.
        fields: names that the body takes from each record; they hide the same names outside.
        body: a truth for ``count``, ``all`` and ``any``, else a number.
    """

    word: ListWord
    records: str
    fields: frozenset[str]
    body: Expr | None
    character: int = _character()

    @property
    def kind(self) -> NodeKind:
        return "truth" if self.word in ("all", "any") else "number"


Expr: TypeAlias = Number | Name | Option | Negative | Arithmetic | Comparison | Junction | Not | Call | Over


def operands(expr: Expr) -> tuple[Expr, ...]:
    """The nodes directly below."""
    match expr:
        case Number() | Name() | Option():
            return ()
        case Negative() | Not():
            return (expr.operand,)
        case Arithmetic() | Comparison() | Junction():
            return (expr.left, expr.right)
        case Call():
            return expr.arguments
        case Over():
            return () if expr.body is None else (expr.body,)


def walk(expr: Expr) -> Iterator[Expr]:
    """The node and all below it, from left to right."""
    waiting = [expr]
    while waiting:
        node = waiting.pop()
        yield node
        waiting.extend(reversed(operands(node)))


def names(expr: Expr) -> frozenset[str]:
    """The names the formula takes from outside: facts and ``let`` values, lists included, fields of records not."""
    match expr:
        case Name():
            return frozenset((expr.name,))
        case Over():
            inside = frozenset[str]() if expr.body is None else names(expr.body) - expr.fields
            return inside | {expr.records}
        case _:
            return frozenset[str]().union(*(names(operand) for operand in operands(expr)))


def rebuilt(expr: Expr, change: Callable[[Expr], Expr]) -> Expr:
    """The node with each of those directly below it changed."""
    match expr:
        case Number() | Name() | Option():
            return expr
        case Negative() | Not():
            return evolve(expr, operand=change(expr.operand))
        case Arithmetic() | Comparison() | Junction():
            return evolve(expr, left=change(expr.left), right=change(expr.right))
        case Call():
            return evolve(expr, arguments=tuple(change(argument) for argument in expr.arguments))
        case Over():
            return expr if expr.body is None else evolve(expr, body=change(expr.body))


def replaced(expr: Expr, values: Mapping[str, Expr]) -> Expr:
    """The tree with the given formulas in the place of names; a field of a record keeps its name."""
    match expr:
        case Name():
            return values.get(expr.name, expr)
        case Over():
            free = {name: value for name, value in values.items() if not expr.fields & (names(value) | {name})}
            return rebuilt(expr, lambda body: replaced(body, free))
        case _:
            return rebuilt(expr, lambda part: replaced(part, values))
