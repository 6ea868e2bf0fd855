"""The exact reading: a formula as a function over ratios of integers.

No float, no decimal context, no rounded intermediate. ``if``, ``steps``, ``and`` and ``or`` look only at what they
need, so that a guard works. A fact without a value makes the result absent only where the formula really asks for it.

The tree is written as Python over pairs of integers (:mod:`perfkit.formula.ratios.writer`), because a closure for every
node costs several times the arithmetic itself.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import lru_cache
from typing import Any, NoReturn, TypeAlias

from perfkit.errors import quoted
from perfkit.formula.absent import Absent, AbsentError, Facts, kind_found
from perfkit.formula.language.functions import HIGHEST_ROOT, OVER_TRUTHS
from perfkit.formula.language.kinds import Labels
from perfkit.formula.language.printed import printed
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
    Relation,
    names,
)
from perfkit.formula.ratios.cells import MOST_RECORDS, Pair, cell, reduced
from perfkit.formula.ratios.functions import CALLS
from perfkit.formula.ratios.irrational import ln, root
from perfkit.formula.ratios.lists import LOOPS, counted, multiplied, total, weightier
from perfkit.formula.ratios.writer import HEAVIEST, Writer, Written, literal

Formula: TypeAlias = Callable[..., Any]
"""A written function of cells: a number gives a pair, a truth a bool, a label its word. Raises :class:`AbsentError`."""


def exact(expr: Expr) -> Callable[[Facts], Fraction | bool | str | Absent]:
    """The formula as a function of its facts.

    The function gives a ratio, a truth or a label as the tree says, or :class:`Absent`. It never raises for facts.
    """
    takes, compute = written(expr)

    def value(facts: Facts) -> Fraction | bool | str | Absent:
        try:
            found = compute(*[cell(name, facts.get(name)) for name in takes])
        except AbsentError as error:
            return error.absent
        return Fraction(*found) if isinstance(found, tuple) else found

    return value


def constant(expr: Expr) -> Fraction | None:
    """The value of a formula of numbers alone; None if it uses a name or has no value."""
    if isinstance(expr, Number):
        return expr.value
    if names(expr) or expr.kind != "number":
        return None
    value = exact(expr)({})
    return value if isinstance(value, Fraction) else None


@lru_cache(maxsize=1_024)
def written(expr: Expr) -> tuple[tuple[str, ...], Formula]:
    """The names of the facts that the formula takes, and the formula as a function of them as cells, in that order.

    Kept for a while: an explanation asks for the same parts of the same rules again and again.
    """
    takes = tuple(sorted(names(expr)))
    writer = Writer.of(takes)
    writer.line(f"return {write_value(writer, expr)}")
    return takes, writer.function(takes, HELPERS)


def write_value(writer: Writer, expr: Expr) -> str:
    """Writes the formula, and gives the expression of what it gives: a pair, a truth or a word."""
    match expr.kind:
        case "number":
            number = write_number(writer, expr)
            checked = writer.reduced(number.top, number.bottom)
            return f"({checked.top}, {checked.bottom})"
        case Labels():
            return write_label(writer, expr)
        case _:
            return write_truth(writer, expr)


def write_number(writer: Writer, expr: Expr) -> Written:  # noqa: PLR0911 - one case for each node
    """Writes a formula that gives a number."""
    match expr:
        case Number():
            return literal(expr.value)
        case Name():
            return _fact(writer, expr.name)
        case Negative():
            operand = write_number(writer, expr.operand)
            return writer.number(f"-{operand.top}", operand.bottom, operand.weight)
        case Arithmetic(sign="/"):
            return _quotient(writer, expr)
        case Arithmetic():
            return _arithmetic(writer, expr)
        case Call(function="if"):
            return _branch(writer, expr)
        case Call():
            return CALLS[expr.function](writer, expr, write_number)
        case Over():
            return write_over(writer, expr)
        case _:
            raise TypeError(f"{printed(expr)} gives no number; trees come from parse")


def write_truth(writer: Writer, expr: Expr) -> str:
    """Writes a formula that gives a truth; the expression may be a comparison, to be looked at once."""
    match expr:
        case Name():
            return _plain_fact(writer, expr.name, "bool")
        case Comparison():
            return _comparison(writer, expr)
        case Junction():
            return _junction(writer, expr)
        case Not():
            return f"not {_atom(writer, write_truth(writer, expr.operand))}"
        case Call(function="if"):
            return _truth_branch(writer, expr, write_truth)
        case Over():
            return write_over(writer, expr).top
        case _:
            raise TypeError(f"{printed(expr)} gives no truth; trees come from parse")


def write_label(writer: Writer, expr: Expr) -> str:
    """Writes a formula that gives a label."""
    match expr:
        case Name():
            return _plain_fact(writer, expr.name, "str")
        case Option():
            return writer.constant(expr.name)
        case Call(function="if"):
            return _truth_branch(writer, expr, write_label)
        case _:
            raise TypeError(f"{printed(expr)} gives no label; trees come from parse")


def _fact(writer: Writer, name: str) -> Written:
    """A number that is looked up; the first look checks that it is there."""
    if name not in writer.known:
        key = writer.constant(name)
        value, top, bottom = writer.look_up(name, key), writer.variable(), writer.variable()
        writer.line(f"if type({value}) is not tuple: lacking({key}, {value})")
        writer.line(f"{top}, {bottom} = {value}")
        writer.known[name] = Written(top, bottom, writer.weights.get(name, 1))
    known: Written = writer.known[name]
    return known


def _plain_fact(writer: Writer, name: str, kind: str) -> str:
    """A truth, a label or a list that is looked up."""
    if name not in writer.known:
        key = writer.constant(name)
        value = writer.look_up(name, key)
        writer.line(f"if type({value}) is not {kind}: lacking({key}, {value})")
        writer.known[name] = value
    known: str = writer.known[name]
    return known


def _arithmetic(writer: Writer, expr: Arithmetic) -> Written:
    left, right = write_number(writer, expr.left), write_number(writer, expr.right)
    weight = left.weight + right.weight
    if expr.sign == "*":
        return _times(writer, left, right)
    if left.constant is not None and right.constant is not None and weight < HEAVIEST:
        return literal(left.constant + right.constant if expr.sign == "+" else left.constant - right.constant)
    if left.bottom == right.bottom:
        return writer.number(f"{left.top} {expr.sign} {right.top}", left.bottom, weight)
    crossed = f"{writer.product(left.top, right.bottom)} {expr.sign} {writer.product(right.top, left.bottom)}"
    return writer.number(crossed, writer.product(left.bottom, right.bottom), weight)


def _times(writer: Writer, left: Written, right: Written) -> Written:
    weight = left.weight + right.weight
    if left.constant is not None and right.constant is not None and weight < HEAVIEST:
        return literal(left.constant * right.constant)
    return writer.number(writer.product(left.top, right.top), writer.product(left.bottom, right.bottom), weight)


def _quotient(writer: Writer, expr: Arithmetic) -> Written:
    """A quotient; its denominator is above 0, and where it is not, the signs change or there is no value."""
    left, right = write_number(writer, expr.left), write_number(writer, expr.right)
    if right.constant and right.constant > 0:
        return _times(writer, left, literal(1 / right.constant))
    top = writer.let(writer.product(left.top, right.bottom))
    bottom = writer.let(writer.product(left.bottom, right.top))
    with writer.block(f"if {bottom} <= 0:"):
        absent = writer.constant(Absent("division-by-zero", {"divisor": printed(expr.right)}))
        writer.line(f"if {bottom} == 0: fail({absent})")
        writer.line(f"{top}, {bottom} = -{top}, -{bottom}")
    return writer.number(top, bottom, left.weight + right.weight)


def _comparison(writer: Writer, expr: Comparison) -> str:
    if isinstance(expr.left.kind, Labels):
        left, right = (_rank(writer, side, expr.left.kind) for side in (expr.left, expr.right))
        return f"{left} {_RELATIONS[expr.relation]} {right}"
    numbers = write_number(writer, expr.left), write_number(writer, expr.right)
    return writer.compared(numbers[0], _RELATIONS[expr.relation], numbers[1])


def _rank(writer: Writer, expr: Expr, labels: Labels) -> str:
    """How good a label is; a word that is none of them has no rank, and the formula no value."""
    if isinstance(expr, Option):
        return str(labels.rank(expr.name))
    word = writer.let(write_label(writer, expr))
    ranks = writer.constant({option: labels.rank(option) for option in labels.options})
    rank = writer.let(f"{ranks}.get({word})")
    writer.line(f"if {rank} is None: unknown({writer.constant(labels.options)}, {word})")
    return rank


def _atom(writer: Writer, truth: str) -> str:
    return truth if truth.isidentifier() else writer.let(truth)


def _junction(writer: Writer, expr: Junction) -> str:
    """The right side is looked at only where the left one does not decide."""
    result = writer.let(write_truth(writer, expr.left))
    with writer.block(f"if {result}:" if expr.join == "and" else f"if not {result}:"):
        writer.line(f"{result} = {write_truth(writer, expr.right)}")
    return result


def _branch(writer: Writer, expr: Call) -> Written:
    condition, yes, no = expr.arguments
    top, bottom, weight = writer.variable(), writer.variable(), 1
    heads = (f"if {write_truth(writer, condition)}:", "else:")
    for head, branch in zip(heads, (yes, no), strict=True):
        with writer.block(head):
            number = write_number(writer, branch)
            writer.line(f"{top}, {bottom} = {number.top}, {number.bottom}")
            weight = max(weight, number.weight)
    return Written(top, bottom, weight)


def _truth_branch(writer: Writer, expr: Call, write: Callable[[Writer, Expr], str]) -> str:
    condition, yes, no = expr.arguments
    result = writer.variable()
    heads = (f"if {write_truth(writer, condition)}:", "else:")
    for head, branch in zip(heads, (yes, no), strict=True):
        with writer.block(head):
            writer.line(f"{result} = {write(writer, branch)}")
    return result


def write_over(writer: Writer, expr: Over) -> Written:
    """A list word: what is asked of each record is a number or a truth, as the word says."""
    records = _plain_fact(writer, expr.records, "list")
    if expr.body is None:
        return Written(writer.let(f"len({records})"), "1")
    if writer.looped:
        steps = "*".join(f"len({one})" for one in (*writer.looped, records))
        often = Absent("list-too-often", {"name": expr.records, "most": MOST_RECORDS})
        writer.line(f"if {steps} > {MOST_RECORDS}: fail({writer.constant(often)})")
    if expr.word in ("mean", "least"):
        empty = Absent("empty-list", {"name": expr.records})
        writer.line(f"if not {records}: fail({writer.constant(empty)})")
    if expr.word in OVER_TRUTHS:
        return counted(writer, expr, records, lambda body: write_truth(writer, body))
    return LOOPS[expr.word](writer, expr, records, lambda body: write_number(writer, body))


def _lacking(name: str, value: object) -> NoReturn:
    """A fact that cannot be used; an absent ``let`` value keeps its own reason."""
    if isinstance(value, Absent):
        raise AbsentError(value)
    if value is None:
        raise AbsentError(Absent("missing", {"name": name}))
    raise AbsentError(Absent("wrong-kind", {"name": name, "kind": kind_found(value)}))


def _fail(absent: Absent) -> NoReturn:
    raise AbsentError(absent)


def _unknown(options: tuple[str, ...], word: str) -> NoReturn:
    raise AbsentError(Absent("unknown-label", {"found": quoted(word), "known": options}))


def _ln(top: int, bottom: int, places: int) -> Pair:
    return _has_value("ln", ln(Fraction(top, bottom), places))


def _root(top: int, bottom: int, degree: Pair, places: int) -> Pair:
    whole, rest = divmod(degree[0], degree[1])
    known = not rest and 1 <= whole <= HIGHEST_ROOT
    return _has_value("root", root(Fraction(top, bottom), whole, places) if known else None)


def _has_value(function: str, value: Fraction | None) -> Pair:
    if value is None:
        raise AbsentError(Absent("domain", {"function": function}))
    return reduced(value.numerator, value.denominator)


_RELATIONS: Mapping[Relation, str] = {"=": "==", "<>": "!=", "<": "<", "<=": "<=", ">": ">", ">=": ">="}

HELPERS: Mapping[str, object] = {
    **{kind.__name__: kind for kind in (type, tuple, bool, str, list, len, abs)},
    "lacking": _lacking,
    "fail": _fail,
    "unknown": _unknown,
    "AbsentError": AbsentError,
    "weightier": weightier,
    "reduced": reduced,
    "total": total,
    "multiplied": multiplied,
    "ln": _ln,
    "root": _root,
}
"""What a written function may call."""
