"""What a workbook adds to live formulas: lists and labels in cells, sums, roundings, grades, units of cells."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from formula.sheet import Sheet
from perfkit.formula import compile_rule
from perfkit.formula.sheet import (
    EXACTLY,
    SheetCell,
    among_text,
    flat,
    grade_text,
    live,
    quoted,
    rounded_text,
    sum_text,
    template,
    unchanged_text,
    units_text,
)
from perfkit.formula.sheet.points import MODES
from perfkit.model import Rounding

PLAIN, CORRECTED = Sheet(), Sheet(digits=15)
COLUMNS = "BCDEFG"
LEVEL = ["优", "良", "中", "差"]


@settings(max_examples=60)
@given(st.lists(st.integers(-(10**5), 10**5), min_size=1, max_size=6), st.integers(0, 4), st.data())
def test_sums_and_roundings_of_cells_are_exact(units, places, data):
    """Any decimals: the sum, and the sum divided and rounded in every way that has a formula, in either arithmetic."""
    to, mode = data.draw(st.integers(0, 4)), data.draw(st.sampled_from(MODES))
    divisor = data.draw(st.integers(1, 7))
    cells = {f"{COLUMNS[at]}2": float(Fraction(one, 10**places)) for at, one in enumerate(units)}
    exact = Fraction(sum(units), 10**places)
    text = rounded_text(units_text(list(cells), places), divisor, places, to, mode)

    for sheet in (PLAIN, CORRECTED):
        assert sheet.compute(sum_text(list(cells), places), cells) == float(exact)
        assert sheet.compute(text, cells) == float(Rounding(to, mode).round(exact / divisor))


def test_ties_to_the_even_have_no_formula():
    """Nor have ties towards zero: no spreadsheet has such a function."""
    assert rounded_text("ROUND(B2*100,0)", 1, 2, 1, "half-even") is None
    assert rounded_text("ROUND(B2*100,0)", 1, 2, 1, "half-down") is None


def test_a_grade_is_the_first_band_that_is_reached():
    """The bounds are integers in units of the finest of all places; a total of no band has no grade."""
    bands = [("优", Fraction(90)), ("良", Fraction("79.5"))]
    assert grade_text("ROUND(B2*1,0)", 1, 0, bands) == (
        'IF(ROUND(B2*1,0)*10>=900,"优",IF(ROUND(B2*1,0)*10>=795,"良",""))'
    )
    assert grade_text("ROUND(B2*100,0)", 3, 2, bands[:1]) == 'IF(ROUND(B2*100,0)>=27000,"优","")'


def test_words_are_asked_for_exactly():
    """EXACT tells 优 from any other word, and a word that is no option is #N/A; quotes in words are doubled."""
    assert among_text("D5", ["是"], ["是", "否"]) == 'IF(OR(EXACT(D5,"是"),EXACT(D5,"否")),EXACT(D5,"是"),NA())'
    assert quoted('a"b') == '"a""b"'
    assert unchanged_text([("B2", "5"), ("C2", '"是"')], "9.5") == '=IF(AND(B2=5,EXACT(C2,"是")),9.5,NA())'


@pytest.mark.parametrize(
    ("when", "among"),
    [
        ("level = 良", ("良",)),
        ("level <> 良", ("优", "中", "差")),
        ("level >= 良", ("优", "良")),
        ("level > 良", ("优",)),
        ("level < 良", ("中", "差")),
        ("良 >= level", ("良", "中", "差")),
    ],
)
def test_a_question_about_a_label_becomes_a_truth(when, among):
    """The better one is the greater, on either side."""
    rule = compile_rule(needs={"level": LEVEL}, share=f"if({when}, 1, 0)")
    known = flat(rule.tree)

    assert [chosen.among for chosen in known.labels.values()] == [among]
    assert known.form is not None
    assert known.facts == known.labels.keys()


def test_what_is_asked_of_a_list_becomes_a_number_or_a_truth():
    """Counts and sums are numbers, all and any truths, a mean the sum by the count; the same question comes once."""
    needs = {"elements": {"met": "truth", "worth": "number"}}
    rule = compile_rule(
        needs=needs,
        requires="all(elements, worth >= 0) and count(elements) > 0",
        share="min(count(elements, met) / count(elements) + mean(elements, worth) - sum(elements, worth), 1)",
    )
    known = flat(rule.tree)

    assert sorted(one.word for one in known.lists.values()) == ["all", "count", "count", "sum"]
    assert [one.word for one in known.lists.values() if one.each is None] == ["count"]
    assert known.form is not None


def test_what_no_cell_can_be_asked_stays_without_a_form():
    """A product over a list, and the least of it."""
    needs = {"elements": {"worth": "number"}}
    for word in ("product", "least"):
        assert flat(compile_rule(needs=needs, share=f"{word}(elements, worth)").tree).form is None


RATIO = compile_rule(requires="target > 0 and actual >= 0", share="min(actual / target, 1)").tree


@settings(max_examples=60)
@given(st.integers(0, 30_000), st.integers(1, 20_000), st.integers(0, 4_000))
def test_percent_money_and_weights_in_cells_give_the_exact_points(actual, target, weight):
    """The actual in percent, the target in 万元, the weight in a cell: every digit is that of the exact reading."""
    shifts = {"actual": -2, "target": 4, "weight": 0}
    made = template(RATIO, shifts, weight=None, places=2, mode="half-up", cell_places=4)
    now = {"actual": Fraction(actual, 10_000), "target": Fraction(target), "weight": Fraction(weight, 100)}
    text = made.filled({"actual": "B2", "target": "C2", "weight": "D2"}, now)
    share = min(now["actual"] / now["target"], Fraction(1))
    cells = {"B2": float(Fraction(actual, 100)), "C2": float(Fraction(target, 10**4)), "D2": float(now["weight"])}

    for sheet in (PLAIN, CORRECTED):
        assert sheet.compute(text, cells) == float(Rounding(2).round(share * now["weight"]))


def test_a_weight_below_nothing_gives_no_points():
    """Somebody may type -5."""
    made = template(
        RATIO, {"actual": 0, "target": 0, "weight": 0}, weight=None, places=2, mode="half-up", cell_places=2
    )
    text = made.filled(
        {"actual": "B2", "target": "C2", "weight": "D2"}, dict.fromkeys(("actual", "target", "weight"), Fraction(1))
    )

    assert PLAIN.compute(text, {"B2": 1.0, "C2": 1.0, "D2": -5.0}) == "#N/A"


@pytest.mark.parametrize(
    ("now", "filled"),
    [({"actual": "1", "target": "2"}, True), ({"actual": f"1{'0' * 13}", "target": "2"}, False),
     ({"actual": "0.001", "target": "2"}, False)],
)  # fmt: skip
def test_a_formula_that_would_give_nothing_now_is_not_written(now, filled):
    """Too large, or with more places than the cells may have."""
    cells = {"actual": SheetCell("B2"), "target": SheetCell("C2")}
    facts = {name: Fraction(value) for name, value in now.items()}
    said = {"weight": Fraction(10), "places": 2, "mode": "half-up", "cell_places": 2}

    assert (live(RATIO, cells, now=facts, **said) is not None) == filled


def test_exactly_means_without_any_rounding():
    """Half of two places has three; a third has no end."""
    half, third = (compile_rule(share=f"clamp(actual / {divisor}, 0, 1)").tree for divisor in (2, 3))
    said = {"weight": Fraction(1), "mode": EXACTLY, "cell_places": 2, "now": {"actual": Fraction(1)}}
    cells = {"actual": SheetCell("B2")}

    assert live(half, cells, places=2, **said) is None
    assert live(half, cells, places=3, **said) is not None
    assert live(third, cells, places=6, **said) is None


@given(st.integers(-(10**6), 10**6))
@settings(max_examples=60)
def test_figures_below_nothing_are_cut_towards_zero(units):
    """``down`` and ``up`` have a formula for either sign where it is asked for."""
    growth = compile_rule(limits=["-1000", "1000"], share="actual / 7").tree
    value = Fraction(units, 10**4)
    for mode in ("down", "up"):
        text = live(
            growth, {"actual": SheetCell("B2")}, weight=Fraction(1), places=1, mode=mode, cell_places=4,
            now={"actual": Fraction(1)},
        )  # fmt: skip
        assert CORRECTED.compute(text, {"B2": float(value)}) == float(Rounding(1, mode).round(value / 7))
