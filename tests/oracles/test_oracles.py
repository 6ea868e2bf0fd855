"""Indices that others publish, scored by folder plugins that hold data alone: every published figure is met."""

from __future__ import annotations

import csv
from collections import defaultdict
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from perfkit import Kit, Portfolio, Project
from perfkit.scoring import Evaluation

HERE = Path(__file__).parent
PLUGINS = HERE.parents[1] / "plugins"
HDI, PART = "org.undp.hdi@2010", "us.omb.part@2002"

DIMENSIONS = ("life_expectancy", "expected_schooling", "mean_schooling", "gni_per_capita")
SECTIONS = ("purpose", "planning", "management", "results")


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    with (HERE / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


@cache
def kit() -> Kit:
    return Kit(folders=[PLUGINS / "hdi", PLUGINS / "us-part"], installed=False)


@cache
def countries_by_year() -> dict[int, list[dict[str, str]]]:
    found = defaultdict(list)
    for row in rows("hdi"):
        found[int(row["year"])].append(row)
    return dict(found)


def indexed(year: int) -> Evaluation:
    """All countries of one year as projects."""
    projects = [
        Project(name=row["country"], code=row["iso3"], facts={name: row[name] for name in DIMENSIONS})
        for row in countries_by_year()[year]
    ]
    return kit().evaluate(Portfolio(unit="UNDP", year=year, projects=projects), indicator_set=HDI)


def rated(row: dict[str, str], **changes):
    """One program; ``changes`` replace its facts, and None leaves one out."""
    facts = {**{name: row[name] for name in SECTIONS}, "results_demonstrated": row["results_demonstrated"] == "true"}
    facts = {name: value for name, value in (facts | changes).items() if value is not None}
    project = Project(name=row["program"], facts=facts, grounds={"results_demonstrated": "没有可用的结果数据"})
    portfolio = Portfolio(unit="OMB", year=int(row["year"]), projects=[project])
    return kit().evaluate(portfolio, indicator_set=PART).projects[0]


def test_the_plugins_are_data_alone_and_sound():
    """No program, no template, nothing that the loader complains about."""
    files = {path.suffix for name in ("hdi", "us-part") for path in (PLUGINS / name).rglob("*") if path.is_file()}

    assert files == {".toml", ".md"}
    assert kit().faults == ()


@pytest.mark.parametrize("year", range(1990, 2023, 2))
def test_every_published_index_is_met_to_its_three_places(year):
    """Logarithms and roots are carried to twenty places; only the total is rounded."""
    found = {result.project.code: result.points.digits for result in indexed(year).projects}

    assert found == {
        row["iso3"]: str(Decimal(row["published_hdi"]).quantize(Decimal("0.001"))) for row in countries_by_year()[year]
    }


def test_every_published_band_is_met():
    """Also where the rounded index stands exactly at the lower end of its band."""
    found = {result.project.code: result.grade for result in indexed(2022).projects}
    published = {row["iso3"]: row["published_band_2022"] for row in countries_by_year()[2022]}

    assert {code: grade for code, grade in found.items() if published[code]} == {
        code: band for code, band in published.items() if band
    }
    assert set(published.values()) == {"Very High", "High", "Medium", "Low", ""}


def test_the_whole_table_is_compared():
    """Nothing was left out because something was missing."""
    assert len(rows("hdi")) == 3174
    assert all(row[name] for row in rows("hdi") for name in (*DIMENSIONS, "published_hdi"))


def test_an_index_without_one_of_its_inputs_is_absent_and_names_it():
    """No country gets an index from two of three dimensions."""
    facts = {name: rows("hdi")[0][name] for name in DIMENSIONS if name != "mean_schooling"}
    portfolio = Portfolio(unit="UNDP", year=1990, projects=[Project(name="A", facts=facts)])
    found = kit().evaluate(portfolio, indicator_set=HDI).projects[0]

    assert (found.state, found.points, found.grade) == ("absent", None, "")
    assert "平均受教育年限" in found.findings[0].worded("zh")


@pytest.mark.parametrize("row", rows("part"), ids=lambda row: row["program"])
def test_every_published_rating_is_met(row):
    """Four sections of 20, 10, 20 and 50; the override stands beside the sum and does not change it."""
    found = rated(row)

    assert (found.points.digits, found.grade) == (row["weighted"], row["rating"])
    assert found.findings == ()


def test_without_the_override_the_sum_alone_rates():
    """The same sections with results that were demonstrated, said or taken for granted, are ineffective."""
    row = next(row for row in rows("part") if row["rating"] == "Results Not Demonstrated")

    for demonstrated in (True, None):
        found = rated(row, results_demonstrated=demonstrated)
        assert (found.points.digits, found.grade) == ("27.7", "Ineffective")


def test_a_good_sum_is_overridden_too():
    """The override does not ask how good the rest is."""
    row = next(row for row in rows("part") if row["rating"] == "Effective")
    found = rated(row, results_demonstrated=False)

    assert (found.points.digits, found.grade) == ("89.0", "Results Not Demonstrated")


def test_of_a_project_without_facts_nothing_is_measured():
    """A set that measures all it scores needs no score card, but something to measure."""
    portfolio = Portfolio(unit="UNDP", year=1990, projects=[Project(name="A")])

    assert kit().evaluate(portfolio, indicator_set=HDI).projects[0].state == "unscored"
