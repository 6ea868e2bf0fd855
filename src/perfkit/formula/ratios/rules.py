"""A whole rule as one written function: ``let``, ``requires``, the rows of the table, and the limits of the share."""

from __future__ import annotations

from fractions import Fraction
from typing import NoReturn

from perfkit.errors import quoted
from perfkit.formula.absent import Absent, AbsentError
from perfkit.formula.language.printed import printed
from perfkit.formula.language.tree import Expr
from perfkit.formula.ratios.cells import reduced
from perfkit.formula.ratios.formulas import HELPERS, Formula, write_label, write_number, write_truth, write_value
from perfkit.formula.ratios.writer import LIGHT, Writer
from perfkit.formula.rule_tree import RuleTree
from perfkit.formula.worded.decimals import decimal_text


def written_rule(rule: RuleTree) -> Formula:
    """The rule as a function of its facts, as cells in the order of their names.

    It gives ``(n, d, row)``, or ``(word, row)`` for a rule that gives a label. The row counts from 1; 0 is the formula
    of a rule without rows, or what holds where no row does.
    """
    takes = sorted(rule.facts)
    writer = Writer.of(takes)
    for name, expr in rule.let:
        _write_let(writer, name, expr)
    if rule.requires is not None:
        absent = writer.constant(Absent("requires", {"requires": printed(rule.requires)}))
        writer.line(f"if not ({write_truth(writer, rule.requires)}): fail({absent})")
    for row, case in enumerate(rule.cases, start=1):
        with writer.block(f"if {write_truth(writer, case.when)}:"):
            _write_result(writer, rule, case.share, row)
    if rule.otherwise is None:
        writer.line(f"fail({writer.constant(Absent('no-case'))})")
    else:
        _write_result(writer, rule, rule.otherwise, 0)
    return writer.function(takes, {**HELPERS, "outside": _outside})


def _write_let(writer: Writer, name: str, expr: Expr) -> None:
    """A ``let`` value stands in a variable; where it is absent, it is so only for who asks for it."""
    variable = writer.variable()
    with writer.block("try:"):
        writer.line(f"{variable} = {_let_value(writer, name, expr)}")
    with writer.block("except AbsentError as error:"):
        writer.line(f"{variable} = error.absent")
    writer.arguments[name] = variable


def _let_value(writer: Writer, name: str, expr: Expr) -> str:
    """A number is not reduced here but weighed, so that the formulas behind it know how long it may be."""
    if expr.kind != "number":
        return write_value(writer, expr)
    number = write_number(writer, expr)
    writer.weights[name] = number.weight
    return f"{number.top}, {number.bottom}"


def _write_result(writer: Writer, rule: RuleTree, share: Expr, row: int) -> None:
    if rule.gives is not None:
        word, options = writer.let(write_label(writer, share)), writer.constant(rule.gives.options)
        writer.line(f"if {word} not in {options}: unknown({options}, {word})")
        writer.line(f"return {word}, {row}")
        return
    number = write_number(writer, share)
    if number.constant is not None and rule.limits[0] <= number.constant <= rule.limits[1]:
        writer.line(f"return {number.top}, {number.bottom}, {row}")
        return
    if number.weight > LIGHT:
        number = writer.reduced(number.top, number.bottom)
    below = _beyond(number.top, "<", rule.limits[0], number.bottom)
    above = _beyond(number.top, ">", rule.limits[1], number.bottom)
    writer.line(f"if {below} or {above}: outside({number.top}, {number.bottom}, {writer.constant(rule.limits)})")
    writer.line(f"return {number.top}, {number.bottom}, {row}")


def _beyond(top: str, relation: str, limit: Fraction, bottom: str) -> str:
    left = top if limit.denominator == 1 else f"{top}*{limit.denominator}"
    right = {0: "0", 1: bottom}.get(limit.numerator, f"{limit.numerator}*{bottom}")
    return f"{left} {relation} {right}"


def _outside(top: int, bottom: int, limits: tuple[Fraction, Fraction]) -> NoReturn:
    top, bottom = reduced(top, bottom)
    low, high = (decimal_text(limit) for limit in limits)
    arguments = {"value": quoted(decimal_text(Fraction(top, bottom))), "low": low, "high": high}
    raise AbsentError(Absent("share-outside", arguments))
