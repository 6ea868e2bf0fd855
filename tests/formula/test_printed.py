"""The canonical text of a tree."""

import pytest

from perfkit.formula import parse, printed

SCOPE = {"a": "number", "b": "number", "p": "truth", "q": "truth"}


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("a+b", "a + b"),
        ("((a))", "a"),
        ("(a*b)+a", "a * b + a"),
        ("a*(b+a)", "a * (b + a)"),
        ("a-(b+a)", "a - (b + a)"),
        ("(a-b)+a", "a - b + a"),
        ("a/(b*a)", "a / (b * a)"),
        ("-(a+b)", "-(a + b)"),
        ("--a", "-(-a)"),
        ("(-a)*(-b)", "-a * -b"),
        ("(a=b)and(p or q)", "a = b and (p or q)"),
        ("p or(q or p)", "p or (q or p)"),
        ("p or(q and p)", "p or q and p"),
        ("not(p)", "not p"),
        ("not(p and q)", "not (p and q)"),
        ("(not p)and q", "not p and q"),
        ("not(a<b)", "not a < b"),
        ("if(p,a,-b)", "if(p, a, -b)"),
        ("min( a ,b )", "min(a, b)"),
        ("95 %", "95%"),
        ("0.50", "0.50"),
        ("a<>1", "a <> 1"),
    ],
)
def test_printed_is_canonical(text, canonical):
    """One blank around signs, brackets only where needed, numbers as typed; printing it again changes nothing."""
    assert printed(parse(text, SCOPE)) == canonical
    assert printed(parse(canonical, SCOPE)) == canonical
