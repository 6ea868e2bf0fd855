"""Comparisons brought to one form: what counts as the same thing asked, and that nothing changes by it."""

from fractions import Fraction
from math import prod

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfkit.formula import Absent, exact, parse
from perfkit.formula.tables.forms import COMPARED, HIGHEST_POWER, MOST_TERMS, cut, terms

SCOPE = dict.fromkeys(("a", "b", "c", "rate", "net"), "number")
LET = {}
for name, text in {"rate": "a / b", "net": "a - b + 1"}.items():
    LET[name] = terms(parse(text, SCOPE), LET)


def made(text):
    """The form of a comparison."""
    return cut(parse(text, SCOPE), LET)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("a < b", "b > a"),
        ("a - b < 0", "a < b"),
        ("a + b < 1", "b + a < 1"),
        ("2 * a < 3", "a < 1.5"),
        ("-a < 1", "a > -1"),
        ("a / 2 < 1", "a < 2"),
        ("a * b < 1", "b * a < 1"),
        ("a * a < 1", "1 > a * a"),
        ("a / b < 1", "rate < 1"),
        ("1 / b * a < 1", "rate < 100%"),
        ("a / (b * c) < 1", "a / b / c < 1"),
        ("(a + b) * c < 1", "a * c + b * c < 1"),
        ("a / (b + c) < 1", "2 * a / (c + b) / 2 < 1"),
        ("a / (b + c) < 1", "2 * a / (2 * b + 2 * c) < 1"),
        ("a * b / b < 1", "a < 1"),
        ("net < 3", "a - b < 2"),
        ("min(a, b) < 1", "1 > min(a, b)"),
        ("a < a + 1", "1 < 2"),
        ("a - 1 < 10%", "a < 1.1"),
    ],
)
def test_what_asks_the_same_has_one_form(one, other):
    """Sides, order, factors, let values and full-stop forms do not matter: form, relation and constant are equal."""
    left, right = made(one), made(other)
    assert (left.form, left.relation, left.form and left.constant) == (
        right.form,
        right.relation,
        right.form and right.constant,
    )
    assert left.form or left.holds == right.holds


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("a < 1", "b < 1"),
        ("a + b < 1", "a - b < 1"),
        ("a + b < 1", "a + 2 * b < 1"),
        ("a * b < 1", "a / b < 1"),
        ("a * b < 1", "a * a < 1"),
        ("a * a < 1", "a < 1"),
        ("a / b < 1", "b / a < 1"),
        ("a / (b + c) < 1", "a / (b - c) < 1"),
        ("a / (b + c) < 1", "a / (b + 2 * c) < 1"),
        ("min(a, b) < 1", "min(b, c) < 1"),
        ("abs(a) < 1", "a < 1"),
        ("a < 1", "a < a"),
    ],
)
def test_what_asks_something_else_has_another_form(one, other):
    """No two sums that can differ fall together."""
    assert made(one).form != made(other).form


def test_sums_beyond_the_limits_are_taken_as_they_stand():
    """Powers up to the twelfth and thirty terms are multiplied out; what lies beyond equals its own text only."""
    scope = {f"n{number}": "number" for number in range(MOST_TERMS + 1)} | SCOPE
    powers = [" * ".join(["a"] * power) for power in (HIGHEST_POWER, HIGHEST_POWER + 1)]
    assert [terms(parse(text, scope), {}) == {((("a", 12),)): 1} for text in powers] == [True, False]
    assert list(terms(parse(powers[1], scope), {})) == [((powers[1], 1),)]
    sums = [" + ".join(f"n{number}" for number in range(count)) for count in (MOST_TERMS, MOST_TERMS + 1)]
    assert [len(terms(parse(text, scope), {})) for text in sums] == [MOST_TERMS, 1]


numbers = st.integers(0, 9).map(str) | st.sampled_from(["50%", "1.5", "0.25"])
names = st.sampled_from(["a", "b", "c", "rate", "net", "abs(a)", "min(a, b)"])
divisors = st.sampled_from(["a", "b", "2", "(a * b)", "(-c)", "rate"])
sums = st.recursive(
    numbers | names,
    lambda part: (
        st.builds("({} {} {})".format, part, st.sampled_from("+-*"), part)
        | st.builds("({} / {})".format, part, divisors)
        | st.builds("(-{})".format, part)
    ),
    max_leaves=6,
)
relations = st.sampled_from(sorted(COMPARED))
values = st.integers(-6, 6).map(lambda number: Fraction(number, 2))


@given(sums, relations, sums, st.tuples(values, values, values))
def test_the_form_holds_exactly_where_the_comparison_does(left, relation, right, figures):
    """The sum of its terms stands in its relation to its constant, wherever the comparison has a value."""
    given_facts = dict(zip("abc", figures, strict=True))
    for name, text in {"rate": "a / b", "net": "a - b + 1"}.items():
        given_facts[name] = exact(parse(text, SCOPE))(given_facts)
    found = made(f"{left} {relation} {right}")
    holds = exact(parse(f"{left} {relation} {right}", SCOPE))(given_facts)
    if isinstance(holds, Absent):
        return
    parts = {part: exact(parse(part, SCOPE))(given_facts) for term, _ in found.form for part, _ in term}
    total = sum(factor * prod(parts[part] ** power for part, power in term) for term, factor in found.form)
    assert COMPARED[found.relation](Fraction(total), found.constant) is holds
    assert found.form or found.holds is holds
    assert not found.form or found.form[0][1] == 1
