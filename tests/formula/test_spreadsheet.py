"""Formulas for spreadsheets: the same digits in either arithmetic, and #N/A where there is no exact answer."""

from __future__ import annotations

import math
from fractions import Fraction

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from formula.at_random import NUMBERS, TRUTHS, facts, rules, truths
from formula.sheet import Sheet
from perfkit.formula import Absent, CompiledRule, compile_rule
from perfkit.formula.normal_form.form import normal
from perfkit.formula.sheet.cells import LIMIT
from perfkit.formula.sheet.points import MODES, spreadsheet, written_out
from perfkit.model import Rounding
from scoring.families import COMPILED

PLAIN, CORRECTED = Sheet(), Sheet(digits=15)
CELLS = {name: f"{column}2" for name, column in zip((*NUMBERS, *TRUTHS), "BCDEF", strict=True)}
PLACES = 4

decimals = st.integers(-(10**4), 10**6).map(lambda units: Fraction(units, 10**PLACES)) | st.integers(-2, 12).map(
    Fraction
)
decimal_facts = st.fixed_dictionaries(dict.fromkeys(NUMBERS, decimals) | dict.fromkeys(TRUTHS, st.booleans()))
weights = st.sampled_from([Fraction(10), Fraction(15), Fraction("7.5"), Fraction(3)])
roundings = st.builds(Rounding, st.integers(0, 3), st.sampled_from(MODES))


def held(given_facts):
    """The cells as a spreadsheet holds them: doubles and truths."""
    return {CELLS[name]: value if isinstance(value, bool) else float(value) for name, value in given_facts.items()}


def expected(share, weight, rounding):
    """The points as a double, or #N/A."""
    return "#N/A" if isinstance(share, Absent) else float(rounding.round(share * weight))


def checks(text):
    """The condition of the first IF: that the cells and sizes are as promised. A text without cells has none."""
    depth = 0
    for at, sign in enumerate(text if text.startswith("=IF(") else ""):
        depth += (sign == "(") - (sign == ")")
        if sign == "," and depth == 1:
            return f"={text[4:at]}"
    return "=1=1"


@settings(max_examples=250)
@given(rules, decimal_facts, weights, roundings)
def test_a_live_formula_gives_the_digits_of_the_exact_reading(rule, given_facts, weight, rounding):
    """Any rule: in either arithmetic the points are those of the exact reading; #N/A only where the checks say so."""
    said = {"weight": weight, "places": rounding.places, "mode": rounding.mode}
    text = spreadsheet(rule, CELLS, cell_places=PLACES, **said)
    assume(text is not None)
    exact = expected(CompiledRule(rule).share(given_facts), weight, rounding)
    for sheet in (PLAIN, CORRECTED):
        checked = sheet.compute(checks(text), held(given_facts))
        assert sheet.compute(text, held(given_facts)) == (exact if checked else "#N/A")


@settings(max_examples=250)
@given(rules, facts, weights, roundings)
def test_numbers_written_out_give_the_digits_of_the_exact_reading(rule, given_facts, weight, rounding):
    """Any rule, any facts: the formula without cells computes to the same points."""
    text = written_out(rule, given_facts, weight=weight, places=rounding.places, mode=rounding.mode)
    assume(text is not None)
    exact = expected(CompiledRule(rule).share(given_facts), weight, rounding)
    assert {sheet.compute(text, {}) for sheet in (PLAIN, CORRECTED)} == {exact}


def through(value, bits, digits):
    """What a program with so many bits makes of a ratio, and what it sees of that through so many digits."""
    if not value:
        return value
    power = Fraction(2) ** (math.frexp(value)[1] - bits)
    double = round(value / power) * power
    return Fraction(f"{float(double):.{digits - 1}e}") if digits else double


def half_up(value):
    return math.floor(value + Fraction(1, 2))


@pytest.mark.parametrize("digits", [None, 3])
@pytest.mark.parametrize("ways", [half_up, math.floor, math.ceil])
def test_the_theorem_holds_for_every_pair_of_a_small_machine(digits, ways):
    """With 17 bits and 3 digits the limit is 1 / (2^-16 + 10^-2), or 99: below it no pair is wrong."""
    pairs = ((n, d) for n in range(99) for d in range(1, 300))
    assert all(ways(through(Fraction(n, d), 17, digits)) == ways(Fraction(n, d)) for n, d in pairs)


def test_the_limit_of_the_small_machine_is_close():
    """Not far above 99 the first tie is seen where there is none: 115/11 is less than 10.5, but not in 3 digits."""
    pairs = ((n, d) for n in range(99, 120) for d in range(1, 100))
    wrong = [(n, d) for n, d in pairs if half_up(through(Fraction(n, d), 17, 3)) != half_up(Fraction(n, d))]
    assert wrong == [(115, 11)]


EXACTLY = {"ROUND": half_up, "INT": math.floor}


def beside_a_jump(function, divisor, off, below):
    """A numerator not far below the bound, on or beside the place where the function jumps for this divisor."""
    k = below // divisor - 1
    return ((2 * k + 1) * divisor + off) // 2 if function == "ROUND" else k * divisor + off


jumps = st.tuples(
    st.sampled_from(list(EXACTLY)), st.integers(1, 2**22) | st.integers(1, 99), st.sampled_from([-1, 0, 1])
)


def written_beside(function, divisor, off, below):
    """Whether both arithmetics are right there."""
    numerator = beside_a_jump(function, divisor, off, below)
    text = f"={function}({numerator}/{divisor}" + ("" if function == "INT" else ",0") + ")"
    exact = EXACTLY[function](Fraction(numerator, divisor))
    return [sheet.compute(text, {}) == exact for sheet in (PLAIN, CORRECTED)]


@settings(max_examples=500)
@given(jumps, st.integers(LIMIT // 3, LIMIT))
def test_beside_every_jump_below_the_limit_both_arithmetics_are_right(jump, below):
    """Numerators up to 9·10^13, on a tie or an integer and one beside it."""
    assert written_beside(*jump, below) == [True, True]


def test_above_the_limit_15_digits_are_not_enough():
    """At eight times the limit a fraction just below a half is taken for the half; the double alone is still right."""
    cases = [written_beside("ROUND", divisor, -1, 8 * LIMIT) for divisor in range(3, 2001, 2)]
    assert {right for right, _ in cases} == {True}
    assert sum(not right for _, right in cases) > 100


RULES = {name: rule for name, rule in COMPILED.items() if normal(rule.tree) is not None}


@pytest.mark.parametrize("name", RULES)
@given(st.data())
@settings(max_examples=20)
def test_the_national_rules_are_live_up_to_ten_millions(name, data):
    """Every numeric national rule: amounts up to 10^7 with two places have their exact points, not #N/A for size."""
    rule = RULES[name]
    at = {fact: f"{chr(ord('B') + column)}2" for column, fact in enumerate(sorted(rule.facts))}
    text = spreadsheet(rule.tree, at, weight=Fraction(10), places=2, mode="half-up", cell_places=2)
    amount = st.one_of(st.integers(0, 10**9), st.integers(0, 300), st.sampled_from([0, 10**4, 8 * 10**3]))
    drawn = {fact: data.draw(st.booleans() if fact in truths(rule.tree) else amount) for fact in at}
    given_facts = {fact: v if isinstance(v, bool) else Fraction(v, 100) for fact, v in drawn.items()}
    cells = {at[fact]: v if isinstance(v, bool) else float(v) for fact, v in given_facts.items()}
    exact = expected(rule.share(given_facts), Fraction(10), Rounding(2))
    assert [sheet.compute(text, cells) for sheet in (PLAIN, CORRECTED)] == [exact, exact]


RATIO = compile_rule(requires="target > 0 and actual >= 0", share="min(actual / target, 1)").tree
SAID = {"weight": Fraction(10), "places": 2, "mode": "half-up"}


def test_a_live_formula_reads_as_its_rule():
    """The checks of the cells, the tests of the rule, and one division."""
    assert spreadsheet(RATIO, {"actual": "B2", "target": "C2"}, cell_places=2, **SAID) == (
        "=IF(AND(COUNT(B2,C2)=2,ROUND(B2,2)=B2,ROUND(C2,2)=C2,MAX(ABS(B2),ABS(C2))<900000000),"
        "IF(AND(ROUND(C2*100,0)>0,ROUND(B2*100,0)>=0),IF(ROUND(C2*100,0)>=ROUND(B2*100,0),"
        "ROUND(1000*ROUND(B2*100,0)/ROUND(C2*100,0),0)/100,10),NA()),NA())"
    )


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        ({"B2": 77.0, "C2": 80.0}, 9.63),
        ({"B2": 9.63, "C2": 9.63}, 10.0),
        ({"B2": 77.0}, "#N/A"),
        ({"B2": 77.0, "C2": 0.0}, "#N/A"),
        ({"B2": 77.0, "C2": "80"}, "#N/A"),
        ({"B2": 77.0, "C2": True}, "#N/A"),
        ({"B2": 77.001, "C2": 80.0}, "#N/A"),
        ({"B2": 899_999_999.99, "C2": 899_999_999.99}, 10.0),
        ({"B2": 900_000_000.0, "C2": 900_000_000.0}, "#N/A"),
        ({"B2": -1.0, "C2": 80.0}, "#N/A"),
    ],
)
def test_a_cell_that_is_not_what_was_promised_gives_no_points(cells, found):
    """Nothing, text, a truth, more places, too large a number, no share: #N/A."""
    text = spreadsheet(RATIO, {"actual": "B2", "target": "C2"}, cell_places=2, **SAID)
    assert [sheet.compute(text, cells) for sheet in (PLAIN, CORRECTED)] == [found] * 2


def test_a_computed_cell_is_what_it_shows():
    """0.1 + 0.2 is taken for 0.3 by a program that compares 15 digits, and refused by one that compares doubles."""
    text = spreadsheet(RATIO, {"actual": "B2", "target": "C2"}, cell_places=2, **SAID)
    assert [sheet.compute(text, {"B2": 0.1 + 0.2, "C2": 0.6}) for sheet in (CORRECTED, PLAIN)] == [5.0, "#N/A"]


@pytest.mark.parametrize(
    ("share", "given_facts", "text"),
    [
        ("min(actual / target, 1)", {"actual": "77", "target": "80"}, "=ROUND(1000*77/80,0)/100"),
        ("min(actual / target, 1)", {"actual": "0.95", "target": "1.2"}, "=ROUND(1000*95/120,0)/100"),
        ("min(actual / target, 1)", {"actual": "81", "target": "80"}, "=10"),
        ("min(actual / target, 1)", {"actual": "-1", "target": "80"}, "=NA()"),
        ("min(actual / target, 1)", {"actual": "1", "target": "0"}, "=NA()"),
        (
            "clamp((actual / target - 0.6) / 0.4, 0, 1)",
            {"actual": "9", "target": "10"},
            "=ROUND((2500*9-1500*10)/10,0)/100",
        ),
        (
            "max(1 - 0.1 * floor((actual - target) / 1%), 0)",
            {"actual": "0.053", "target": "0.021"},
            "=(1000-100*INT((53-21)/10))/100",
        ),
        ("steps(actual, 90%, 1, 1 / 3)", {"actual": "0.5"}, "=ROUND(1000/3,0)/100"),
        ("actual", {"actual": "1/3"}, "=ROUND(1000*1/3,0)/100"),
        ("actual * target", {"actual": "0.5", "target": "0.25"}, "=ROUND(50*25/10,0)/100"),
        ("actual / target / baseline", {"actual": "1", "target": "2", "baseline": "3"}, "=ROUND(1000*1/(3*2),0)/100"),
        ("actual / target", {"actual": "-3", "target": "-7"}, "=ROUND(-1000*(-3)/(-(-7)),0)/100"),
        ("actual / target", {"actual": f"3{'0' * 15}", "target": f"7{'0' * 15}"}, "=ROUND(3000/7,0)/100"),
    ],
)
def test_numbers_written_out_show_the_case_they_are_in(share, given_facts, text):
    """What the command line prints: one division of integers, or the points themselves."""
    facts_given = {name: Fraction(value) for name, value in given_facts.items()}
    assert written_out(compile_rule(share=share).tree, facts_given, **SAID) == text


@pytest.mark.parametrize("whole", ["floor(actual / target)", "floor(floor(actual / target) / 2) + 1"])
def test_a_divisor_is_looked_at_only_behind_its_test(whole):
    """AND looks at all its parts: what divides by a fact stands in an IF of its own."""
    rule = compile_rule(share=f"if(target > 0 and {whole} >= 1, 1, 0.5)").tree
    text = spreadsheet(rule, {"actual": "B2", "target": "C2"}, cell_places=2, **SAID)
    assert [PLAIN.compute(text, {"B2": 3.0, "C2": target}) for target in (0.0, 2.0)] == [5.0, 10.0]


@pytest.mark.parametrize(
    ("rule", "cells", "said"),
    [
        ({"share": "actual"}, {}, {}),
        ({"share": "actual"}, {"actual": "0.125"}, {}),
        ({"share": "actual"}, {"actual": "B2"}, {"mode": "half-even"}),
        ({"share": "actual / 3", "limits": ["-1", "1"]}, {"actual": "B2"}, {"mode": "down"}),
        ({"share": "actual"}, {"actual": "B2"}, {"weight": Fraction(10**14)}),
        ({"share": "if(actual > 1, 1, 1 / 3)"}, {"actual": "B2"}, {"weight": Fraction(10**14)}),
        ({"share": "ln(actual + 1, 2)"}, {"actual": "B2"}, {}),
        ({"share": "min(actual / 2, 1)"}, {"actual": "S" * 3000}, {}),
        ({"needs": {"p": "truth"}, "share": "if(p, 1, 0)"}, {"p": "NOT(" * 64 + "D2" + ")" * 64}, {}),
    ],
)  # fmt: skip
def test_what_cannot_be_exact_has_no_formula(rule, cells, said):
    """No cell, more places than said, ties to the even, negative points rounded down, too large, too long, too deep."""
    assert spreadsheet(compile_rule(**rule).tree, cells, **{"cell_places": 2, **SAID, **said}) is None


def test_numbers_and_truths_may_stand_in_the_place_of_cells():
    """What is known is settled when the formula is written; the weight is known unless it has a cell."""
    rule = compile_rule(needs={"finished": "truth"}, share="if(finished, min(actual / target, 1), weight / 100)").tree
    cells = {"actual": "B2", "target": "80", "finished": "TRUE"}
    checked = "=IF(AND(COUNT(B2)=1,ROUND(B2,0)=B2,ABS(B2)<90000000000),"
    assert spreadsheet(rule, cells, cell_places=0, **SAID) == (
        f"{checked}IF(ROUND(B2,0)<=80,IF(ROUND(B2,0)>=0,ROUND(1000*ROUND(B2,0)/80,0)/100,NA()),10),NA())"
    )
    assert spreadsheet(rule, {**cells, "finished": "FALSE"}, cell_places=0, **SAID) == "=10*10/100"
    assert "ROUND(D2,0)" in spreadsheet(rule, {**cells, "finished": "FALSE", "weight": "D2"}, cell_places=0, **SAID)


def test_products_of_facts_are_checked_one_by_one():
    """A rate may be small where an amount is large; what is too large is their product."""
    rule = compile_rule(requires="target > 0", share="clamp(actual * baseline / target, 0, 1)").tree
    text = spreadsheet(rule, {"actual": "B2", "target": "C2", "baseline": "D2"}, cell_places=0, **SAID)
    assert "1000*ABS(ROUND(B2,0)*ROUND(D2,0))<90000000000000" in text
    found = [PLAIN.compute(text, {"B2": b, "C2": 7e10, "D2": d}) for b, d in [(6e10, 1.0), (6e10, 2.0), (3e5, 3e5)]]
    assert found == [8.57, "#N/A", "#N/A"]


def test_the_size_of_a_floor_is_that_of_its_quotient():
    """1000 floor(actual / 2) stays below 9·10^13 for an actual below 1.8·10^11, which is said with two digits."""
    text = spreadsheet(
        compile_rule(share="clamp(floor(actual / 2) / 3, 0, 1)").tree, {"actual": "B2"}, cell_places=0, **SAID
    )
    assert "ABS(B2)<170000000000)" in text


def test_a_truth_in_a_cell_is_a_truth():
    """TRUE and FALSE; a number or nothing in their place is #N/A."""
    rule = compile_rule(needs={"finished": "truth"}, share="if(finished, 1, 0)").tree
    text = spreadsheet(rule, {"finished": "D2"}, cell_places=0, **SAID)
    assert text == "=IF(ISLOGICAL(D2),IF(D2,10,0),NA())"
    assert [PLAIN.compute(text, {"D2": value}) for value in (True, False, 1.0, None)] == [10.0, 0.0, "#N/A", "#N/A"]


def test_a_rule_without_any_value_is_na():
    """Two reasons for no value need no test between them."""
    rule = compile_rule(needs={"p": "truth"}, cases=[("p", "2")], otherwise="absent").tree
    assert spreadsheet(rule, {"p": "D2"}, cell_places=0, **SAID) == "=NA()"
