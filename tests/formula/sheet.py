"""A small spreadsheet: computes a formula in doubles, either as they are or seen through 15 decimal digits.

The two are the kinds of arithmetic that spreadsheet programs are known to use; see ``perfkit.formula.sheet.points``.
"""

from __future__ import annotations

import math
import operator
import re
from fractions import Fraction

TOKEN = re.compile(r"\s*(?:([0-9]+(?:\.[0-9]+)?)|([A-Z]+[0-9]+)|([A-Z]+)|(<=|>=|<>|[-+*/(),<>=]))")
COMPARED = {
    "=": operator.eq,
    "<>": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


class NoValueError(Exception):
    """#N/A, #DIV/0! and their like."""


class Sheet:
    """Computes formulas over cells that hold floats, truths, texts or nothing.

    Attributes:
        digits: significant decimal digits through which ROUND, INT and comparisons see a number; None for all.
    """

    def __init__(self, digits=None):
        self.digits = digits

    def compute(self, formula, cells):
        """The value of a formula, or "#N/A" for any error."""
        assert formula.startswith("=")
        self.tokens = [next(filter(None, found)) for found in TOKEN.findall(formula[1:])]
        assert "".join(self.tokens) == formula[1:], formula
        self.cells = cells
        self.at = 0
        thunk = self.comparison()
        assert self.at == len(self.tokens), formula
        try:
            return thunk()
        except NoValueError:
            return "#N/A"

    # Each method below gives a function of no arguments, so that only the branch taken is computed.

    def comparison(self):
        left = self.sum()
        if self.peek() in COMPARED:
            relation, right = COMPARED[self.next()], self.sum()
            return lambda: relation(self.seen(number(left())), self.seen(number(right())))
        return left

    def sum(self):
        value = self.product()
        while self.peek() in ("+", "-"):
            value = self.joined(self.next(), value, self.product())
        return value

    def product(self):
        value = self.signed()
        while self.peek() in ("*", "/"):
            value = self.joined(self.next(), value, self.signed())
        return value

    def joined(self, sign, left, right):
        def join():
            one, other = number(left()), number(right())
            if sign == "/" and other == 0:
                raise NoValueError
            return {"+": operator.add, "-": operator.sub, "*": operator.mul, "/": operator.truediv}[sign](one, other)

        return join

    def signed(self):
        if self.peek() == "-":
            self.next()
            operand = self.signed()
            return lambda: -number(operand())
        return self.atom()

    def atom(self):
        word = self.next()
        if word == "(":
            value = self.comparison()
            assert self.next() == ")"
            return value
        if word[0].isdigit():
            return lambda: float(word)
        return self.call(word) if self.peek() == "(" else lambda: self.cells.get(word)

    def call(self, name):
        self.next()
        arguments = []
        while self.peek() != ")":
            arguments.append(self.comparison())
            if self.peek() == ",":
                self.next()
        self.next()
        return lambda: getattr(self, f"do_{name.lower()}")(*arguments)

    def peek(self):
        return self.tokens[self.at] if self.at < len(self.tokens) else None

    def next(self):
        self.at += 1
        return self.tokens[self.at - 1]

    def seen(self, value):
        """A number as far as the program looks at it."""
        return float(f"{value:.{self.digits - 1}e}") if self.digits else value

    def do_if(self, condition, yes, no):
        return yes() if truth(condition()) else no()

    def do_and(self, *conditions):
        seen = [truth(condition()) for condition in conditions]  # all of them, as spreadsheets do
        return all(seen)

    def do_na(self):
        raise NoValueError

    def do_count(self, *values):
        return float(sum(isinstance(value(), float) for value in values))

    def do_islogical(self, value):
        return isinstance(value(), bool)

    def do_abs(self, value):
        return abs(number(value()))

    def do_max(self, *values):
        return max(number(value()) for value in values)

    def do_int(self, value):
        return float(math.floor(self.seen(number(value()))))

    def do_round(self, value, places):
        found, scale = self.seen(number(value())), 10 ** int(places())
        units = math.floor(abs(Fraction(found)) * scale + Fraction(1, 2))
        return float(Fraction(units if found >= 0 else -units, scale))


def number(value):
    if value is None:
        return 0.0
    if isinstance(value, float):
        return value
    if isinstance(value, bool):
        return float(value)
    raise NoValueError


def truth(value):
    if isinstance(value, str):
        raise NoValueError
    return bool(value)
