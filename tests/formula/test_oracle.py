"""An independent reckoning of the whole language: a small walk over the tree with ratios, lists and labels included."""

from __future__ import annotations

import math
import operator
from fractions import Fraction

import mpmath
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from formula.trees import GRADES, PLAIN_SCOPE, SCOPE, WHOLE, facts, label_nodes, number_nodes, readable, truth_nodes
from perfkit.formula import Absent, Labels, exact
from perfkit.formula.language.tree import (
    Arithmetic,
    Call,
    Comparison,
    Junction,
    Name,
    Negative,
    Not,
    Number,
    Option,
    Over,
)


class NoValueError(Exception):
    """There is none, for one of these reasons: of several records without a value any may be told."""

    def __init__(self, *reasons):
        super().__init__(reasons)
        self.reasons = frozenset(reasons)


COMPARED = {
    "=": operator.eq,
    "<>": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
SIGNS = {"+": operator.add, "-": operator.sub, "*": operator.mul}


def reckoned(expr, scope):  # noqa: C901, PLR0911, PLR0912 - one case for each node
    """What the formula gives where names stand for the values of ``scope``: a ratio, a truth or a word."""
    match expr:
        case Number(text=text):
            return Fraction(text.removesuffix("%")) / (100 if text.endswith("%") else 1)
        case Option(name=name):
            return name
        case Name(name=name, kind=kind):
            return fact(scope.get(name), kind)
        case Negative(operand=operand):
            return -reckoned(operand, scope)
        case Not(operand=operand):
            return not reckoned(operand, scope)
        case Arithmetic(sign="/", left=left, right=right):
            above, below = reckoned(left, scope), reckoned(right, scope)
            if below == 0:
                raise NoValueError("division-by-zero")
            return above / below
        case Arithmetic(sign=sign, left=left, right=right):
            return SIGNS[sign](reckoned(left, scope), reckoned(right, scope))
        case Comparison(relation=relation, left=left, right=right):
            return COMPARED[relation](*(placed(side, scope) for side in (left, right)))
        case Junction(join=join, left=left, right=right):
            first = reckoned(left, scope)
            return first if first is (join == "or") else reckoned(right, scope)
        case Call(function="if", arguments=(condition, yes, no)):
            return reckoned(yes if reckoned(condition, scope) else no, scope)
        case Call(function="steps", arguments=(measured, *rows, rest)):
            value = reckoned(measured, scope)
            reached = (
                share for bound, share in zip(rows[::2], rows[1::2], strict=True) if value >= reckoned(bound, scope)
            )
            return reckoned(next(reached, rest), scope)
        case Call(function=function, arguments=arguments):
            return CALLS[function](*[reckoned(argument, scope) for argument in arguments])
        case Over():
            return over(expr, scope)
    raise AssertionError(expr)


def fact(value, kind):
    """A fact of its kind."""
    if value is None:
        raise NoValueError("missing")
    kinds = {"number": Fraction, "truth": bool}
    if not isinstance(value, kinds.get(kind, str) if isinstance(kind, str) else str):
        raise NoValueError("wrong-kind")
    return value


def placed(expr, scope):
    """What is compared: a number, or how far a label stands from the worst."""
    value = reckoned(expr, scope)
    if not isinstance(expr.kind, Labels):
        return value
    if value not in expr.kind.options:
        raise NoValueError("unknown-label")
    return -expr.kind.options.index(value)


def over(expr, scope):
    """A list word: each record is reckoned with its fields in front of the names outside."""
    records = scope.get(expr.records)
    if records is None:
        raise NoValueError("missing")
    if expr.body is None:
        return Fraction(len(records))
    values, reasons = [], set()
    for record in records:
        try:
            values.append(reckoned(expr.body, {**scope, **{name: record.get(name) for name in expr.fields}}))
        except NoValueError as error:
            reasons |= error.reasons
    if reasons:
        raise NoValueError(*reasons)
    if expr.word in ("mean", "least") and not values:
        raise NoValueError("empty-list")
    return WORDS[expr.word](values)


WORDS = {
    "count": lambda held: Fraction(held.count(True)),
    "all": all,
    "any": any,
    "sum": lambda parts: sum(parts, Fraction(0)),
    "mean": lambda parts: sum(parts, Fraction(0)) / len(parts),
    "least": min,
    "product": lambda parts: math.prod(parts, start=Fraction(1)),
}


def rounded(value, places):
    """Nearest, a tie away from zero."""
    scaled = abs(value) * 10 ** int(places)
    whole = scaled.numerator // scaled.denominator
    if scaled - whole >= Fraction(1, 2):
        whole += 1
    return Fraction(whole if value >= 0 else -whole, 10 ** int(places))


def logarithm(value, places):
    """By mpmath with many more digits than are asked for."""
    if value <= 0:
        raise NoValueError("domain")
    with mpmath.workdps(120):
        near = mpmath.log(mpmath.mpf(value.numerator) / value.denominator) * mpmath.mpf(10) ** int(places)
        return Fraction(int(mpmath.nint(near)), 10 ** int(places))


def root(value, degree, places):
    """The decimal beside which no other lies nearer: halving, and a look at the half-way between."""
    if value < 0 or degree.denominator != 1 or not 1 <= degree <= 20:
        raise NoValueError("domain")
    low, high, unit = 0, 1, 10 ** int(places)
    while Fraction(high, unit) ** int(degree) <= value:
        low, high = high, high * 2
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if Fraction(middle, unit) ** int(degree) <= value else (low, middle)
    return Fraction(high if Fraction(2 * low + 1, 2 * unit) ** int(degree) <= value else low, unit)


CALLS = {
    "min": lambda *values: min(values),
    "max": lambda *values: max(values),
    "abs": abs,
    "clamp": lambda value, low, high: min(max(value, low), high),
    "round": rounded,
    "floor": lambda value: Fraction(math.floor(value)),
    "ceil": lambda value: Fraction(math.ceil(value)),
    "ln": logarithm,
    "root": root,
}

everything = st.one_of(number_nodes(3, WHOLE), truth_nodes(3, WHOLE), label_nodes(2, WHOLE, GRADES))


def outcome(tree, given_facts):
    """The value, or the set of the reasons for none."""
    try:
        return reckoned(tree, given_facts)
    except NoValueError as error:
        return error.reasons


def agree(tree, given_facts):
    """Value for value, and absence for absence with one of its reasons."""
    found, expected = exact(tree)(given_facts), outcome(tree, given_facts)
    if isinstance(expected, frozenset):
        assert isinstance(found, Absent)
        assert found.reason in expected
    elif isinstance(found, Absent):
        assert found.reason == "too-large"
        assert max(abs(expected.numerator), expected.denominator).bit_length() > 1_000
    else:
        assert found == expected
        assert type(found) is type(expected)


@settings(max_examples=500)
@given(everything, facts)
def test_the_exact_reading_agrees_with_a_walk_over_ratios(tree, given_facts):
    """Random formulas of every kind over random facts, of which some are missing or of no use."""
    agree(tree, given_facts)


@settings(max_examples=200)
@given(everything, facts)
def test_what_was_typed_agrees_too(tree, given_facts):
    """The same after printing and parsing, where parameters and percentages have their typed form."""
    again = readable(tree)
    assume(again is not None)
    agree(again, given_facts)


@given(number_nodes(2, WHOLE), facts, st.sampled_from(sorted(set(SCOPE) - set(PLAIN_SCOPE))))
def test_a_list_or_label_that_is_missing_is_missed(tree, given_facts, gone):
    """Without the whole list or label the outcome is that of the walk without it."""
    agree(tree, {**given_facts, gone: None})
