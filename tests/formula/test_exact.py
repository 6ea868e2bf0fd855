"""The exact reading at its boundaries."""

from decimal import Decimal, localcontext
from fractions import Fraction

import pytest

from perfkit.formula import Absent, exact, parse
from perfkit.formula.absent import KindFound
from perfkit.formula.language.tree import Comparison, Number

SCOPE = {"a": "number", "b": "number", "p": "truth", "q": "truth"}


def value(text, **facts):
    """What the formula gives for the facts, whole numbers given as such."""
    given = {name: Fraction(fact) if type(fact) is int else fact for name, fact in facts.items()}
    return exact(parse(text, SCOPE))(given)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("0.1 + 0.2", Fraction(3, 10)),
        ("1 / 3 * 3", Fraction(1)),
        ("1 - 0.9 - 0.1", Fraction(0)),
        ("95% * 20", Fraction(19)),
        ("-5 + 3", Fraction(-2)),
        ("-2 * -3", Fraction(6)),
        ("7 - 2 - 1", Fraction(4)),
        ("12 / 2 / 3", Fraction(2)),
        ("min(3, 1, 2)", Fraction(1)),
        ("max(3, 1, 2)", Fraction(3)),
        ("min(7)", Fraction(7)),
        ("abs(-3.5)", Fraction(7, 2)),
        ("abs(3.5)", Fraction(7, 2)),
        ("clamp(-1, 0, 1)", Fraction(0)),
        ("clamp(0.4, 0, 1)", Fraction(2, 5)),
        ("clamp(9, 0, 1)", Fraction(1)),
        ("floor(2.7)", Fraction(2)),
        ("floor(-2.1)", Fraction(-3)),
        ("floor(3)", Fraction(3)),
        ("ceil(2.1)", Fraction(3)),
        ("ceil(-2.9)", Fraction(-2)),
        ("ceil(3)", Fraction(3)),
        ("round(2.675, 2)", Fraction(268, 100)),
        ("round(0.125, 2)", Fraction(13, 100)),
        ("round(-0.125, 2)", Fraction(-13, 100)),
        ("round(0.1249999999, 2)", Fraction(12, 100)),
        ("round(2.5, 0)", Fraction(3)),
        ("round(-2.5, 0)", Fraction(-3)),
        ("round(1 / 3, 10)", Fraction(3333333333, 10**10)),
        ("round(7, 2)", Fraction(7)),
        ("1 < 1", False),
        ("1 <= 1", True),
        ("1 = 1", True),
        ("1 <> 1", False),
        ("1 >= 1", True),
        ("1 > 1", False),
        ("1 < 2", True),
        ("2 <= 1", False),
        ("1 = 2", False),
        ("1 <> 2", True),
        ("1 >= 2", False),
        ("2 > 1", True),
        ("0.9 = 90%", True),
        ("1 = 1 and 1 = 2", False),
        ("1 = 1 or 1 = 2", True),
        ("not 1 = 2", True),
        ("if(1 > 2, 3, 4)", Fraction(4)),
        ("if(1 < 2, 1 = 1, 1 = 2)", True),
    ],
)
def test_formulas_of_numbers(text, expected):
    """Every sign and function gives the exact value, ties away from zero."""
    assert value(text) == expected
    assert type(value(text)) is type(expected)


@pytest.mark.parametrize(
    ("actual", "share"),
    [
        ("0.90000000000000000001", "1"),
        ("0.9", "1"),
        ("0.89999999999999999999", "0.8"),
        ("0.8", "0.8"),
        ("0.79999999999999999999", "0.5"),
        ("0.6", "0.5"),
        ("0.59999999999999999999", "0"),
        ("-5", "0"),
    ],
)
def test_steps_include_their_lower_bounds(actual, share):
    """A bound belongs to its own step; whatever is below the last takes the rest."""
    assert value("steps(a, 90%, 1, 80%, 0.8, 60%, 0.5, 0)", a=Fraction(actual)) == Fraction(share)


@pytest.mark.parametrize(
    ("text", "facts", "expected"),
    [
        ("if(b = 0, 1, a / b)", {"a": 3, "b": 0}, Fraction(1)),
        ("if(b = 0, 1, a / b)", {"a": 3, "b": 2}, Fraction(3, 2)),
        ("b <> 0 and a / b > 1", {"a": 3, "b": 0}, False),
        ("b = 0 or a / b > 1", {"a": 3, "b": 0}, True),
        ("if(p, 1, a)", {"p": True}, Fraction(1)),
        ("p and q", {"p": False}, False),
        ("p or q", {"p": True}, True),
        ("steps(a, 1, 1, b)", {"a": 2}, Fraction(1)),
        ("steps(a, 2, b, 1, 0.5, 1 / b)", {"a": 1}, Fraction(1, 2)),
    ],
)
def test_only_what_is_needed_is_looked_at(text, facts, expected):
    """A guard keeps a division by zero or a missing value away."""
    assert value(text, **facts) == expected


@pytest.mark.parametrize(
    ("text", "facts", "absent"),
    [
        ("a / b", {"a": 1, "b": 0}, Absent("division-by-zero", {"divisor": "b"})),
        ("1 / (a - b)", {"a": 2, "b": 2}, Absent("division-by-zero", {"divisor": "a - b"})),
        ("min(a / b, 1)", {"a": 1, "b": 0}, Absent("division-by-zero", {"divisor": "b"})),
        ("a / b", {"b": 0}, Absent("missing", {"name": "a"})),
        ("a + b", {"a": 1}, Absent("missing", {"name": "b"})),
        ("a + b", {"a": 1, "b": None}, Absent("missing", {"name": "b"})),
        ("p and q", {"p": True}, Absent("missing", {"name": "q"})),
        ("not p", {"p": None}, Absent("missing", {"name": "p"})),
        ("a + 1", {"a": Absent("requires", {"requires": "x"})}, Absent("requires", {"requires": "x"})),
        ("not p", {"p": Absent("too-large")}, Absent("too-large")),
        ("a + 1", {"a": True}, Absent("wrong-kind", {"name": "a", "kind": KindFound("truth")})),
        ("a + 1", {"a": Decimal("NaN")}, Absent("wrong-kind", {"name": "a", "kind": KindFound("other")})),
        ("a + 1", {"a": 0.5}, Absent("wrong-kind", {"name": "a", "kind": KindFound("float")})),
        ("a + 1", {"a": "1"}, Absent("wrong-kind", {"name": "a", "kind": KindFound("text")})),
        ("not p", {"p": 1}, Absent("wrong-kind", {"name": "p", "kind": KindFound("number")})),
        ("a * a", {"a": Fraction(2) ** 2048}, Absent("too-large")),
        ("1 / a / a", {"a": Fraction(2) ** 2048}, Absent("too-large")),
        ("a + b", {"a": Fraction(1, 3**1400), "b": Fraction(1, 5**1400)}, Absent("too-large")),
    ],
)
def test_no_value_has_its_reason(text, facts, absent):
    """A missing or unfit fact, a division by zero and a runaway product give no value but say why."""
    assert value(text, **facts) == absent


def test_the_largest_ratio_is_still_computed():
    """4 096 bits are allowed, one more is not."""
    assert value("a * 2", a=2**4094) == 2**4095
    assert value("a * 2", a=2**4095) == Absent("too-large")


def test_facts_are_only_read():
    """Computing leaves the facts as they were."""
    facts = {"a": Fraction(1), "b": Fraction(2)}
    assert exact(parse("a / b", SCOPE))(facts) == Fraction(1, 2)
    assert facts == {"a": Fraction(1), "b": Fraction(2)}


def test_the_decimal_context_of_the_host_changes_nothing():
    """Two digits of precision and all traps set give the same tree and the same value."""
    text, facts = "round(a / 3 * 123456.789, 2) + 0.12345678901234567890%", {"a": Fraction("98765.4321")}
    expected = exact(parse(text, SCOPE))(facts)
    with localcontext() as context:
        context.prec = 2
        for signal in context.traps:
            context.traps[signal] = True
        assert exact(parse(text, SCOPE))(facts) == expected


def test_a_tree_put_together_wrongly_is_refused():
    """A truth where a number belongs is an error of the program, for the parser makes no such tree."""
    compared = Comparison("=", Number("1"), Number("1"))
    with pytest.raises(TypeError, match="gives no number"):
        exact(Comparison("=", compared, Number("1")))
    with pytest.raises(TypeError, match="gives no truth"):
        exact(parse("not p", SCOPE).__class__(Number("1")))
