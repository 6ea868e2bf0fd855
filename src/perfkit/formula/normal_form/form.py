"""The normal reading: a formula or a rule followed on all its ways, each of which ends in one fraction.

``if``, ``min``, ``steps`` or the sign of a divisor divide the ways where the tests before do not already decide them.
Divisors are turned so that every denominator is above 0. ``floor``, ``ceil`` and ``round`` name the floor of a quotient
as one more integer variable.

The work is bounded by construction: the nodes looked at, how deep they lie, the forks, the floors, the cases, and the
size of polynomials. What does not fit has no normal form, nor has what this reading does not know.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from attrs import evolve

from perfkit.formula.language.tree import Arithmetic, Call, Comparison, Expr, Junction, Name, Negative, Not, Number
from perfkit.formula.normal_form import choices, quotients
from perfkit.formula.normal_form.floors import Floors
from perfkit.formula.normal_form.guarded import Normal, NoValue, Quotient
from perfkit.formula.normal_form.polynomial import SCALE, Polynomial, TooLargeError
from perfkit.formula.normal_form.signs import ABOVE, BELOW, NOT_ABOVE, NOT_BELOW, ZERO, Known, Signs
from perfkit.formula.normal_form.ways import End, Explorer, Fork, Gone, Path, Ways, branches, then
from perfkit.formula.rule_tree import CaseTree, RuleTree

MOST_CASES = 64

T = TypeVar("T", Quotient, bool)

_SIGNS: Mapping[str, Signs] = {
    "=": ZERO,
    "<>": ABOVE | BELOW,
    "<": BELOW,
    "<=": NOT_ABOVE,
    ">": ABOVE,
    ">=": NOT_BELOW,
}


class _UnknownError(Exception):
    """A node that has no normal form."""


def normal(formula: Expr | RuleTree) -> Normal | None:
    """The normal form of a formula that gives a number, or of a rule that gives a share.

    None where there is none within the bounds. A divisor of 0 without a guard is a case without value, and so is a
    share outside the limits of the rule.
    """
    reading = _Reading(dict(formula.let) if isinstance(formula, RuleTree) else {})
    start = Path(Known(reading.floors.named))
    try:
        ways = reading.rule(formula, start) if isinstance(formula, RuleTree) else reading.number(formula, start)
        least = formula.limits[0] if isinstance(formula, RuleTree) else None
        found = Normal(branches(ways), reading.floors.named, least)
    except (_UnknownError, TooLargeError):
        return None
    return found if len(found.cases) <= MOST_CASES else None


class _Reading:
    """Follows one formula.

    Attributes:
        floors: the auxiliary integers so far.
    """

    def __init__(self, let: Mapping[str, Expr]) -> None:
        self.floors = Floors()
        self._let = let
        self._explorer = Explorer()

    def rule(self, rule: RuleTree, path: Path) -> Ways[Quotient]:
        """The share of a rule."""
        if rule.gives is not None:
            raise _UnknownError

        def rows(on: Path) -> Ways[Quotient]:
            return self._rows(rule.cases, rule.otherwise, on)

        def refused(on: Path) -> Ways[Quotient]:
            return Gone(on, NoValue("requires"))

        ways = rows(path) if rule.requires is None else self._either(rule.requires, path, rows, refused)
        return then(ways, lambda on, share: self._within(rule, share, on))

    def number(self, expr: Expr, path: Path) -> Ways[Quotient]:
        """The ways of a tree that gives a number."""
        self._explorer.enter()
        match expr:
            case Number():
                ways: Ways[Quotient] = End(path, quotients.number(expr.value))
            case Name() if expr.name in self._let:
                ways = self._named(expr.name, path, self.number)
            case Name(kind="number"):
                ways = End(path, Quotient(Polynomial.variable(expr.name), Polynomial.variable(SCALE)))
            case Negative():
                ways = then(self.number(expr.operand, path), lambda on, x: End(on, quotients.negative(x)))
            case Arithmetic():
                ways = then(self._all((expr.left, expr.right), path), lambda on, x: self._joined(expr, x, on))
            case Call():
                ways = self._call(expr, path)
            case _:
                raise _UnknownError
        self._explorer.leave()
        return ways

    def truth(self, expr: Expr, path: Path) -> Ways[bool]:
        """The ways of a tree that gives a truth."""
        self._explorer.enter()
        match expr:
            case Name() if expr.name in self._let:
                ways = self._named(expr.name, path, self.truth)
            case Name(kind="truth"):
                ways = self._explorer.told(expr.name, path)
            case Comparison():
                ways = then(self._all((expr.left, expr.right), path), lambda on, x: self._compared(expr, x, on))
            case Junction(join="and"):
                ways = self._either(expr.left, path, lambda on: self.truth(expr.right, on), lambda on: End(on, False))
            case Junction():
                ways = self._either(expr.left, path, lambda on: End(on, True), lambda on: self.truth(expr.right, on))
            case Not():
                ways = then(self.truth(expr.operand, path), lambda on, so: End(on, not so))
            case Call(function="if", arguments=(condition, yes, no)):
                ways = self._either(condition, path, lambda on: self.truth(yes, on), lambda on: self.truth(no, on))
            case _:
                raise _UnknownError
        self._explorer.leave()
        return ways

    def _either(
        self, condition: Expr, path: Path, yes: Callable[[Path], Ways[T]], no: Callable[[Path], Ways[T]]
    ) -> Ways[T]:
        return then(self.truth(condition, path), lambda on, so: yes(on) if so else no(on))

    def _named(self, name: str, path: Path, read: Callable[[Expr, Path], Ways[T]]) -> Ways[T]:
        """A value of ``let``, followed once on each way."""

        def kept(ways: Ways[T]) -> Ways[T]:
            if isinstance(ways, Fork):
                return Fork(ways.test, kept(ways.holds), kept(ways.fails))
            return evolve(ways, path=ways.path.naming(name, ways.value))

        if name not in path.named:
            return kept(read(self._let[name], path))
        value: Any = path.named[name]
        return Gone(path, value) if isinstance(value, NoValue) else End(path, value)

    def _all(self, exprs: Sequence[Expr], path: Path) -> Ways[tuple[Quotient, ...]]:
        """All values in their order."""
        if not exprs:
            return End(path, ())
        first, *rest = exprs
        return then(
            self.number(first, path),
            lambda on, value: then(self._all(rest, on), lambda last, others: End(last, (value, *others))),
        )

    def _joined(self, expr: Arithmetic, values: Sequence[Quotient], path: Path) -> Ways[Quotient]:
        left, right = values
        match expr.sign:
            case "+":
                return End(path, quotients.plus(left, right, path.known))
            case "-":
                return End(path, quotients.minus(left, right, path.known))
            case "*":
                return End(path, quotients.product(left, right, path.known))
            case "/":
                return choices.divided(self._explorer, path, left, right)

    def _compared(self, expr: Comparison, values: Sequence[Quotient], path: Path) -> Ways[bool]:
        return choices.compared(self._explorer, path, values[0], _SIGNS[expr.relation], values[1])

    def _call(self, call: Call, path: Path) -> Ways[Quotient]:
        match call.function, call.arguments:
            case "if", (condition, yes, no):
                return self._either(condition, path, lambda on: self.number(yes, on), lambda on: self.number(no, on))
            case "steps", (operand, *rows):
                return then(self.number(operand, path), lambda on, x: self._stepped(x, rows, on))
            case "round", (operand, Number() as places):
                scale = 10 ** int(places.value)
                return then(self.number(operand, path), lambda on, x: self.floors.rounded(self._explorer, on, x, scale))
            case (("min" | "max" | "clamp" | "abs" | "floor" | "ceil"), arguments):
                return then(self._all(arguments, path), lambda on, values: self._made(call, values, on))
            case _:
                raise _UnknownError

    def _made(self, call: Call, values: Sequence[Quotient], path: Path) -> Ways[Quotient]:
        match call.function:
            case "floor":
                return End(path, self.floors.floor(values[0]))
            case "ceil":
                return End(path, self.floors.ceil(values[0]))
            case "min":
                return choices.least(self._explorer, path, values)
            case "max":
                return choices.greatest(self._explorer, path, values)
            case "clamp":
                return choices.clamped(self._explorer, path, values)
            case _:
                return choices.magnitude(self._explorer, path, values[0])

    def _stepped(self, value: Quotient, rows: Sequence[Expr], path: Path) -> Ways[Quotient]:
        """The share beside the first bound that is reached; rows are bound and share in turn, and the rest."""
        if len(rows) == 1:
            return self.number(rows[0], path)
        bound, share, *others = rows
        self._explorer.enter()
        ways = then(
            then(self.number(bound, path), lambda on, x: choices.compared(self._explorer, on, value, NOT_BELOW, x)),
            lambda on, reached: self.number(share, on) if reached else self._stepped(value, others, on),
        )
        self._explorer.leave()
        return ways

    def _rows(self, cases: Sequence[CaseTree], otherwise: Expr | None, path: Path) -> Ways[Quotient]:
        """The share of the first row that holds."""
        if not cases:
            return Gone(path, NoValue("no-case")) if otherwise is None else self.number(otherwise, path)
        first, *rest = cases
        self._explorer.enter()
        ways = self._either(
            first.when, path, lambda on: self.number(first.share, on), lambda on: self._rows(rest, otherwise, on)
        )
        self._explorer.leave()
        return ways

    def _within(self, rule: RuleTree, share: Quotient, path: Path) -> Ways[Quotient]:
        """The share, unless it is outside the limits."""

        def outside(on: Path) -> Ways[Quotient]:
            return Gone(on, NoValue("share-outside"))

        def not_above(on: Path, enough: bool) -> Ways[bool]:
            return choices.compared(self._explorer, on, share, NOT_ABOVE, high) if enough else End(on, False)

        low, high = (quotients.number(limit) for limit in rule.limits)
        within = then(choices.compared(self._explorer, path, share, NOT_BELOW, low), not_above)
        return then(within, lambda on, so: End(on, share) if so else outside(on))
