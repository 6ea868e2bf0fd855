"""What a right formula means: ranks of signs, kinds, Chinese typing."""

from fractions import Fraction

import pytest

from perfkit.errors import FormulaError
from perfkit.formula import names, parse, printed
from perfkit.formula.language.tree import Arithmetic, Call, Comparison, Junction, Name, Negative, Not, Number

SCOPE = {"a": "number", "b": "number", "c": "number", "p": "truth", "q": "truth", "r": "truth"}

A, B, C = (Name(name, "number") for name in "abc")
P, Q, R = (Name(name, "truth") for name in "pqr")

TREES = [
    ("a", A),
    ("p", P),
    ("(((a)))", A),
    ("12.50", Number("12.50")),
    ("95%", Number("95%")),
    ("95 %", Number("95%")),
    ("-a", Negative(A)),
    ("--a", Negative(Negative(A))),
    ("a - -b", Arithmetic("-", A, Negative(B))),
    ("-a * b", Arithmetic("*", Negative(A), B)),
    ("a - b - c", Arithmetic("-", Arithmetic("-", A, B), C)),
    ("a - (b - c)", Arithmetic("-", A, Arithmetic("-", B, C))),
    ("a / b * c", Arithmetic("*", Arithmetic("/", A, B), C)),
    ("a + b * c", Arithmetic("+", A, Arithmetic("*", B, C))),
    ("(a + b) * c", Arithmetic("*", Arithmetic("+", A, B), C)),
    ("a * b + c", Arithmetic("+", Arithmetic("*", A, B), C)),
    ("a + b < c", Comparison("<", Arithmetic("+", A, B), C)),
    ("a < b + c", Comparison("<", A, Arithmetic("+", B, C))),
    ("a = b", Comparison("=", A, B)),
    ("a <> b", Comparison("<>", A, B)),
    ("a >= b and a <= c", Junction("and", Comparison(">=", A, B), Comparison("<=", A, C))),
    ("p or q and r", Junction("or", P, Junction("and", Q, R))),
    ("p and q or r", Junction("or", Junction("and", P, Q), R)),
    ("(p or q) and r", Junction("and", Junction("or", P, Q), R)),
    ("p or q or r", Junction("or", Junction("or", P, Q), R)),
    ("not p and q", Junction("and", Not(P), Q)),
    ("not (p and q)", Not(Junction("and", P, Q))),
    ("not a = b", Not(Comparison("=", A, B))),
    ("not not p", Not(Not(P))),
    ("p and not q", Junction("and", P, Not(Q))),
    ("if(p, a, b)", Call("if", (P, A, B))),
    ("if(p, q, r)", Call("if", (P, Q, R))),
    ("min(a)", Call("min", (A,))),
    ("max(a, b, c)", Call("max", (A, B, C))),
    ("min(max(a, b), c)", Call("min", (Call("max", (A, B)), C))),
    ("round(a, 2)", Call("round", (A, Number("2")))),
    ("steps(a, 2, 1, 1, b, c)", Call("steps", (A, Number("2"), Number("1"), Number("1"), B, C))),
]


@pytest.mark.parametrize(("text", "tree"), TREES)
def test_text_becomes_the_tree_it_means(text, tree):
    """Signs bind in their ranks and from left to right, brackets group, calls keep their arguments."""
    assert parse(text, SCOPE) == tree


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("（a＋b）×１００", "(a + b) * 100"),
        ("a ÷ b", "a / b"),
        ("a／b－c＊２．５", "a / b - c * 2.5"),
        ("a ≥ b", "a >= b"),
        ("a≤b", "a <= b"),
        ("a ≠ b", "a <> b"),
        ("a＞b and a＜＝c", "a > b and a <= c"),
        ("a ＝ ９５％", "a = 95%"),
        ("a = 95﹪", "a = 95%"),
        ("min（a，b）", "min(a, b)"),
        ("\u3000a\u00a0+\tb ", "a + b"),
    ],
)
def test_chinese_typing_is_understood(typed, plain):
    """Full-width signs, digits and blanks, × ÷ ≥ ≤ ≠ mean their plain forms."""
    assert printed(parse(typed, SCOPE)) == plain


def test_names_may_be_chinese():
    """Names take letters of any script, digits and underscores, and stay as they are written."""
    scope = {"全年预算数": "money", "完成值_2": "number", "ｘ": "number", "已完成": "truth"}
    tree = parse("if(已完成, 全年预算数 / 完成值_2, ｘ)", scope)
    assert names(tree) == set(scope)
    assert tree.arguments[1] == Arithmetic("/", Name("全年预算数", "number"), Name("完成值_2", "number"))


def test_words_of_other_languages_may_be_names():
    """A declared name is never taken for a slip."""
    scope = {"非": "number", "else": "number", "AND": "number", "true": "truth"}
    assert printed(parse("if(true, 非 + else, AND)", scope)) == "if(true, 非 + else, AND)"


@pytest.mark.parametrize(
    ("text", "value"),
    [("0.1", Fraction(1, 10)), ("95%", Fraction(19, 20)), ("007", Fraction(7)), ("12.50%", Fraction(1, 8))],
)
def test_numbers_are_exact_and_kept_as_typed(text, value):
    """A number keeps its text and stands for the exact ratio."""
    number = parse(text, {})
    assert (number.text, number.value) == (text, value)


def test_numbers_typed_differently_are_different_text():
    """0.80 and 0.8 are equal in value, but a document shows what was typed."""
    assert parse("0.80", {}) != parse("0.8", {})


def test_every_node_knows_its_kind():
    """Comparisons and their like give truths, the rest numbers; an ``if`` gives what its branches give."""
    kinds = {text: parse(text, SCOPE).kind for text, _ in TREES}
    truths = {"p", "a + b < c", "a < b + c", "a = b", "a <> b", "if(p, q, r)"}
    truths |= {text for text in kinds if {"and", "or", "not"} & set(text.replace("(", " ").split())}
    assert {text for text, kind in kinds.items() if kind == "truth"} == truths


def test_every_node_knows_where_it_began():
    """The character of a node is that of its first word."""
    tree = parse("  a + min(b, 2 * (c))", SCOPE)
    assert tree.character == 3
    assert tree.right.character == 7
    assert tree.right.arguments[1].character == 14
    assert tree.right.arguments[1].right.character == 19


def test_constants_are_put_in_where_they_are_named():
    """A named constant stands in the tree as its own formula, and is fixed enough for a bound of steps."""
    constants = {"line": parse("60%", {}), "third": parse("1 / 3", {})}
    tree = parse("steps(a, line, 1, third, 0.5, 0) - 1 / third", SCOPE, constants=constants)
    assert printed(tree) == "steps(a, 60%, 1, 1 / 3, 0.5, 0) - 1 / (1 / 3)"
    with pytest.raises(FormulaError) as caught:
        parse("steps(a, third, 1, line, 0.5, 0)", SCOPE, constants=constants)
    assert [(fault.code, fault.place.character) for fault in caught.value.faults] == [("formula.bound-order", 20)]


def test_a_name_whose_definition_is_at_fault_adds_no_fault():
    """A name of unknown kind may stand anywhere."""
    scope = {**SCOPE, "broken": "unknown"}
    for text in ("broken + 1", "not broken", "if(broken, 1, broken)", "if(p, broken, q)", "min(broken, 1) / broken"):
        parse(text, scope)
    assert parse("if(p, broken, q)", scope).kind == "truth"
