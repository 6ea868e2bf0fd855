"""The tree written as text again: one notation for the canonical text and for the reading in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from attrs import frozen

from perfkit.formula.language.tree import (
    Arithmetic,
    Call,
    Comparison,
    Expr,
    Junction,
    Name,
    Negative,
    Not,
    Number,
    Option,
    Over,
)

PHRASE, ARGUMENT, OR, AND, NOT, COMPARED, SIDE, SUM, PRODUCT, SIGNED, ATOM = range(11)
"""How tightly a piece of text holds together. What holds less than its surroundings ask for goes into brackets."""

BINDING: Mapping[str, int] = {
    "or": OR,
    "and": AND,
    **dict.fromkeys(("=", "<>", "<", "<=", ">", ">="), COMPARED),
    **dict.fromkeys("+-", SUM),
    **dict.fromkeys("*/", PRODUCT),
}
"""The same for the signs that stand between two operands."""


@frozen
class Notation:
    """How pieces are written.

    Attributes:
        signs: text of each sign with the blanks around it; ``not`` stands before its operand.
        named: text of a name or of an option.
        called: text of a call, and how tightly it holds together.
        over: the same of a list word.
        negated: the same of the opposite of a truth.
    """

    signs: Mapping[str, str]
    named: Callable[[str], str]
    called: Callable[[Notation, Call], tuple[str, int]]
    over: Callable[[Notation, Over], tuple[str, int]]
    negated: Callable[[Notation, Expr], tuple[str, int]]

    def write(self, expr: Expr, around: int = PHRASE) -> str:  # noqa: C901 - one case for each node
        """The text of ``expr`` where its surroundings ask for pieces that hold at least as tightly as ``around``."""
        match expr:
            case Number():
                return expr.text
            case Option():
                return self.named(expr.name)
            case Name():
                text = self.named(expr.name)
                own = SIGNED if text.startswith("-") else ATOM
            case Negative():
                text, own = "-" + self.write(expr.operand, ATOM), SIGNED
            case Not():
                text, own = self.negated(self, expr.operand)
            case Arithmetic():
                own = BINDING[expr.sign]
                text = self.write(expr.left, own) + self.signs[expr.sign] + self.write(expr.right, own + 1)
            case Comparison():
                own = COMPARED
                text = self.write(expr.left, SIDE) + self.signs[expr.relation] + self.write(expr.right, SIDE)
            case Junction():
                own = BINDING[expr.join]
                text = self.write(expr.left, own) + self.signs[expr.join] + self.write(expr.right, own + 1)
            case Call():
                text, own = self.called(self, expr)
            case Over():
                text, own = self.over(self, expr)
        return text if own >= around else f"({text})"

    def listed(self, function: str, arguments: tuple[Expr, ...]) -> str:
        """A call as ``function(a, b)``."""
        return f"{function}({', '.join(self.write(argument, ARGUMENT) for argument in arguments)})"


def negated(notation: Notation, operand: Expr) -> tuple[str, int]:
    """The word for ``not`` before the operand."""
    return notation.signs["not"] + notation.write(operand, NOT), NOT


def _called(notation: Notation, call: Call) -> tuple[str, int]:
    return notation.listed(call.function, call.arguments), ATOM


def _over(notation: Notation, over: Over) -> tuple[str, int]:
    body = "" if over.body is None else f", {notation.write(over.body, ARGUMENT)}"
    return f"{over.word}({over.records}{body})", ATOM


_CANONICAL = Notation(
    signs={"not": "not "} | {sign: f" {sign} " for sign in BINDING},
    named=lambda name: name,
    called=_called,
    over=_over,
    negated=negated,
)


def printed(expr: Expr) -> str:
    """The canonical text: one blank around signs, brackets only where they are needed, numbers as typed.

    Parsing it gives the same tree again.
    """
    return _CANONICAL.write(expr)
