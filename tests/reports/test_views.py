"""Views print figures as the set does, and hold what is stated against what the facts give."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from attrs import evolve

from perfkit.checks import check
from perfkit.model import Figure, Funding, Portfolio, Project, Rounding, Stated, shifted, stated_figure
from perfkit.reports.figures import Printer, figure_view, in_unit
from perfkit.reports.stated import compared
from perfkit.reports.views import Viewer
from perfkit.scoring import evaluate
from perfkit.testing import national_set


def money(text: str) -> Figure:
    return stated_figure(Decimal(text), "万元")


def facts(**amounts: str) -> Funding:
    return Funding(**{stage: shifted(Decimal(text), 4) for stage, text in amounts.items()})


STATED = {
    "agrees to the precision it was stated in": ({"executed": "41235.25"}, {"executed": "41235.2514"}, [], []),
    "agrees exactly": ({"initial": "185834"}, {"initial": "185834"}, [], []),
    "differs": ({"executed": "39567.38"}, {"executed": "41235.2514"}, ["全年执行数"], []),
    "differs in a digit that was stated": ({"executed": "41235.26"}, {"executed": "41235.2514"}, ["全年执行数"], []),
    "a budget is held against what stands for it": ({"budget": "185834"}, {"initial": "185834"}, [], []),
    "a budget that is no budget": ({"budget": "75692.63"}, {"initial": "270965.0585"}, ["年初预算数"], []),
    "no fact to hold it against": ({"received": "41235.25"}, {"executed": "41235.2514"}, [], ["到位资金"]),
}


@pytest.mark.parametrize("case", STATED)
def test_stated_amounts_are_held_against_the_facts(evaluation, case):
    """An amount differs only if the facts, cut to the places it was stated with, are another number."""
    said, given, differences, unsupported = STATED[case]
    found = compared(
        Printer(evaluation, "zh"), Stated(amounts={k: money(v) for k, v in said.items()}), [facts(**given)], {}
    )
    assert ([item.label for item in found[0]], [item.label for item in found[1]]) == (differences, unsupported)


@pytest.mark.parametrize(("said", "agrees"), [("200", True), ("100", False), ("150", False)])
def test_the_report_and_the_checks_say_the_same_of_a_budget_that_only_some_adjusted(said, agrees):
    """One project was adjusted to 100, the other keeps its initial 100: the budget is 200, for both who look at it."""
    projects = [
        Project(name="甲", funding=facts(budget="100", initial="50", executed="10")),
        Project(name="乙", funding=facts(initial="100", executed="10")),
    ]
    stated = Stated(amounts={"budget": money(said)})
    found = evaluate(Portfolio(unit="单位", year=2023, projects=projects, stated=stated), national_set())
    differences, _ = compared(
        Printer(found, "zh"), stated, [project.funding for project in projects], {}, all_must_give=False
    )

    assert ([item.label for item in differences] == []) is agrees
    assert ([one.code for one in check(found) if one.code.startswith("total.")] == []) is agrees


@pytest.mark.parametrize(("said", "agrees"), [("22.18", True), ("22.19", True), ("22.2", True), ("22.17", False)])
def test_stated_rates_agree_in_any_rounding_the_set_knows(evaluation, said, agrees):
    """22.189 % may be stated truncated, as the table prints it, or rounded, as text prints it."""
    used = evolve(evaluation.indicator_set, rounding={"rate": Rounding(2, "down"), "rate-in-text": Rounding(2)})
    rate = Figure(Fraction("0.22189"), "%", Rounding(2, "down"))
    stated = Stated(rates={"execution": stated_figure(Decimal(said), "%")})
    found = compared(Printer(evolve(evaluation, indicator_set=used), "zh"), stated, [], {"execution": rate})
    assert (found[0] == ()) is agrees


def test_running_text_may_round_otherwise(evaluation):
    """A rate and a mean print in text by their own rounding; the exact value stays in reach."""
    view = Printer(evaluation, "zh").shown(Figure(Fraction(3239, 33), "分", Rounding(2)), "mean-in-text")
    assert (view.text, view.digits, view.unit, view.exact) == ("98.15 分", "98.15", "分", "3239/33")
    assert (view.in_text.text, view.in_text.digits) == ("98 分", "98")


def test_money_changes_its_unit_exactly():
    """804.12859 万元 is 8041285.9 元, and back."""
    view = figure_view(Figure(Fraction("8041285.9"), "万元"))
    assert (view.text, in_unit(view, "元").text, in_unit(in_unit(view, "元"), "万元").text) == (
        "804.12859 万元",
        "8041285.9 元",
        "804.12859 万元",
    )


def test_a_project_is_one_object_wherever_it_appears(evaluation):
    """The funded, the scored and the members of groups are the same views, so that ids and figures agree."""
    report = Viewer(evaluation, "zh").report([], "题", "0")
    assert report.funded == report.scored == report.projects
    assert report.subjects[0].members[0] is report.projects[0]
    assert [subject.id for subject in report.subjects] == ["g1", "p1"]


SCRIPT = """
import hashlib, pathlib, runpy, sys
made = runpy.run_path(sys.argv[1])
raw = lambda name: getattr(made[name], "__wrapped__", None) or made[name]._fixture_function
from perfkit.reports import render_document, to_html, to_word
lookup = raw("lookup")()
document = render_document(raw("evaluation")(), raw("findings")(), lookup, raw("forms")(), program="1")
print(hashlib.sha256(to_html(document, lookup).encode() + to_word(document, lookup)).hexdigest())
"""


@pytest.mark.slow
def test_the_same_bytes_under_any_hash_seed_and_time_zone():
    """Hash seed, time zone and locale of the process leave no trace in the documents."""
    conftest = str(Path(__file__).with_name("conftest.py"))
    found = set()
    for seed, zone, locale in (("0", "UTC", "C"), ("7", "Asia/Shanghai", "C.UTF-8"), ("99", "America/New_York", "C")):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": locale, "PYTHONUTF8": "0"}
        run = subprocess.run(
            [sys.executable, "-c", SCRIPT, conftest], env=environment, capture_output=True, text=True, check=False
        )
        assert len(run.stdout.strip()) == hashlib.sha256().digest_size * 2, run.stderr
        found.add(run.stdout)
    assert len(found) == 1
