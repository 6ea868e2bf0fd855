"""Published forms against perfkit: each printed one agrees under the declared reading, or the difference is listed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from functools import cache
from itertools import permutations
from pathlib import Path

import pytest
import tomli
from attrs import evolve

from corpus.adapter import in_unit_of
from corpus.comparing import Compared, Reading, compared, readings
from corpus.forms import Row, forms

DIFFERENCES = tomli.loads((Path(__file__).parent / "differences.toml").read_text(encoding="utf-8"))["difference"]


@cache
def reading_of(form: str) -> Reading:
    return next(reading for reading in readings() if form in reading.forms)


@cache
def figures_of(form: str) -> tuple[Compared, ...]:
    return tuple(compared(forms()[form], reading_of(form)))


def all_figures() -> Iterator[Compared]:
    return (figure for form in forms() for figure in figures_of(form))


def is_points(figure: Compared) -> bool:
    """Whether the figure is the points of a row or of the execution rate."""
    return figure.what in ("points", "execution")


def more_is_better(form: str) -> list[Row]:
    """Rows with weight and points whose promise is a number above zero to be reached."""
    rows = forms()[form].rows
    own = [row for row in rows if row.kind == "numeric" and row.marks == "scored" and row.promised.bound != "at-most"]
    return [row for row in own if row.number not in reading_of(form).less_is_better.get(form, ())]


def completion(row: Row) -> Fraction:
    """How much of the promise was reached."""
    return Fraction(in_unit_of(row.promised, row.reached)) / Fraction(row.promised.value)


def earned(row: Row) -> Fraction:
    """The printed share of the weight."""
    return Fraction(row.points) / Fraction(row.weight)


def test_the_stored_forms_are_those_of_the_readme():
    """Forms, places, years, whole forms and rows are as many as the README says."""
    stored = forms().values()
    years = {form.year for form in stored if form.year}
    assert len(stored) == 60
    assert len({form.place for form in stored if form.place}) == 20
    assert (min(years), max(years)) == (2016, 2024)
    assert sum(form.complete for form in stored) == 13
    assert sum(len(form.rows) for form in stored) == 323


def test_every_form_has_exactly_one_declared_reading():
    """No form is scored by a rule that was not declared for it, and none is declared twice."""
    declared = [form for reading in readings() for form in reading.forms]
    assert sorted(declared) == sorted(forms())


def test_the_rows_that_are_not_compared_are_counted_by_their_reason():
    """Each row has numbers, weight and points, or is left out for one of the reasons counted here."""
    rows = [row for form in forms().values() for row in form.rows]
    assert {
        marks: Counter(row.kind for row in rows if row.marks == marks) for marks in {row.marks: None for row in rows}
    } == {
        "scored": {"numeric": 101, "parts": 4, "words": 30, "no target": 15, "no actual": 7, "date": 3},
        "no weight": {"numeric": 23, "words": 4, "no actual": 2, "date": 2},
        "no points": {
            "numeric": 77,
            "no target": 21,
            "no actual": 16,
            "words for a number": 9,
            "words": 6,
            "other unit": 2,
            "date": 1,
        },
    }


@pytest.mark.parametrize("form", forms())
def test_each_printed_figure_agrees_or_its_difference_is_listed(form):
    """Points, rates, total and grade of a form: every difference is listed, and every one that is listed is there."""
    found = [(x.what, x.row, x.printed, x.computed) for x in figures_of(form) if not x.agrees]
    listed = [tuple(figure) for entry in DIFFERENCES if entry["form"] == form for figure in entry["figures"]]
    assert sorted(found) == sorted(listed)


def test_agreement_is_counted():
    """How many figures agree at full marks, how many below, and how many differ."""
    found = list(all_figures())
    assert Counter((x.what, "full" if x.full else "below") for x in found if is_points(x) and x.agrees) == {
        ("points", "full"): 83,
        ("points", "below"): 7,
        ("execution", "full"): 15,
        ("execution", "below"): 7,
    }
    assert Counter(x.what for x in found if not is_points(x) and x.agrees) == {
        "weightless": 23,
        "rate": 55,
        "total": 4,
        "grade": 2,
    }
    assert Counter(x.what for x in found if not x.agrees) == {
        "points": 15,
        "execution": 4,
        "rate": 11,
        "total": 5,
        "grade": 1,
    }


def test_differences_are_counted_by_cause():
    """How many figures differ for each kind of cause, each with its cause in words."""
    kinds: Counter[str] = Counter()
    for entry in DIFFERENCES:
        assert entry["cause"]
        kinds[entry["kind"]] += len(entry["figures"])
    assert kinds == {
        "judgement": 14,
        "missed-part": 1,
        "no-budget": 11,
        "rate-slip": 2,
        "misprint": 2,
        "weights": 3,
        "unfilled": 1,
        "follows": 1,
        "other-grade": 1,
    }


def test_below_full_marks_proportion_is_told_apart_from_other_rules():
    """Of the figures that agree below full marks, a pass line or all or nothing would give only those named here."""
    also: dict[str, list[tuple[str, int, str]]] = {"pass-line": [], "all-or-nothing": []}
    agreeing = [figure for figure in all_figures() if is_points(figure) and figure.agrees and not figure.full]
    for rule, given in also.items():
        for form in {figure.form: None for figure in agreeing}:
            rules = {"at-least": rule, "at-most": "inverse-ratio", "equal": rule}
            other = evolve(reading_of(form), rules=rules, execution=rule)
            given += [(x.what, x.row, form) for x in compared(forms()[form], other) if x in agreeing]
    none = [("points", 2, "fj-ningde-rencaiyizhan-2023"), ("points", 2, "hi-nongken-xuesheng-2023")]  # nothing for 0
    yuan = [(what, row, "ah-yuan-wenwu-2022") for what, row in (("points", 4), ("execution", 1), ("execution", 2))]
    assert len(agreeing) == 14
    assert also["all-or-nothing"] == none
    assert also["pass-line"] == [*yuan, *none, ("points", 6, "sx-jishan-zhaidian-jbgw-2021")]


@pytest.mark.parametrize(
    "form", [form for reading in readings() if reading.shown_by == "no-rule" for form in reading.forms]
)
def test_a_form_without_a_rule_contradicts_itself(form):
    """In a form of which it is said that no rule fits, one row reached as much as another or more and earned less."""
    pairs = permutations(more_is_better(form), 2)
    assert any(completion(one) >= completion(two) and earned(one) < earned(two) for one, two in pairs)


@pytest.mark.parametrize("reading", readings(), ids=[reading.forms[0] for reading in readings()])
def test_what_shows_a_reading_is_in_the_forms(reading):
    """Where figures below full marks show the reading, each form has one that agrees; elsewhere none is below full."""
    for form in reading.forms:
        below = [x for x in figures_of(form) if is_points(x) and x.agrees and not x.full]
        if reading.shown_by in ("printed", "below-full"):
            assert below
        elif reading.shown_by == "full-only":
            assert not below
        elif reading.shown_by == "no-points":
            assert not any(is_points(x) or x.what == "weightless" for x in figures_of(form))


def test_two_forms_tell_the_denominators_apart():
    """Where the budget was adjusted and a rate is printed, it is that over 全年预算数, and none over 年初预算数."""
    adjusted = {
        (form.id, line.number): line.executed == line.initial
        for form in forms().values()
        for line in form.lines
        if line.initial and line.budget and line.initial != line.budget
    }
    printed = {(x.form, x.row): x.printed for x in all_figures() if x.what == "rate" and x.agrees}
    assert adjusted == {
        ("sc-qingshen-fagai-gongzi-2023", 1): False,
        ("sc-qingshen-fagai-gongzi-2023", 2): False,
        ("xj-fukang-tongji-2023", 1): False,
    }
    assert {printed[line] for line in adjusted} == {"100"}


def test_no_form_trims_what_exceeds_its_target():
    """Rows that reached 130 % of their target or more, up to eleven times of it, all have their full weight."""
    exceeding = [row for form in forms() for row in more_is_better(form) if completion(row) >= Fraction(13, 10)]
    assert len(exceeding) == 6
    assert all(row.points == row.weight for row in exceeding)


def test_one_row_below_full_marks_has_no_numbers():
    """All other rows below their weight are compared; this one met its date word for word and earns 5 of 6."""
    below = [
        (form.id, row.number, row.kind)
        for form in forms().values()
        for row in form.rows
        if row.marks == "scored" and row.points < row.weight and row.kind != "numeric"
    ]
    assert below == [("ah-yuan-wenwu-2022", 7, "date")]
