"""An evaluation as plain data: what is not there is null, and ratios are exact."""

import pytest

from perfkit.model import Adjustment, Funding, Stated, Title
from perfkit.testing import evaluated
from scoring.small import a_set, a_small_project, counted, judged, leaf, scored

SET = a_set(leaf("output", 100))
BARRED = a_set(
    leaf("output", 100),
    needs={"misused": "truth", "late": "truth"},
    adjustments=[
        Adjustment(code="veto", title=Title("挪用"), at="total", when="misused", points="0", grade="差"),
        Adjustment(code="late", title=Title("逾期"), at="total", when="late", points="points - 1"),
    ],
)


def told(*projects, under=SET):
    return evaluated(*projects, under=under).to_dict()


def test_the_mean_is_exact_beside_what_is_printed():
    """100 and 0 and 0 have the mean 100/3, of which nothing is lost."""
    projects = [
        a_small_project(judged("output", 100, share), name=name)
        for name, share in zip("甲乙丙", (1, 0, 0), strict=True)
    ]
    portfolio = told(*projects)["portfolio"]
    assert portfolio["mean"]["exact"] == "100/3"
    assert portfolio["grade"] == "差"
    assert portfolio["count"] == {"scored": "3", "funded": "0", "entries": "3"}


def test_what_nobody_scored_has_neither_mean_nor_grade():
    """A portfolio of which nothing is known."""
    record = told(a_small_project())
    assert (record["portfolio"]["mean"], record["portfolio"]["grade"]) == (None, None)
    project = record["projects"][0]
    assert [project[key] for key in ("points", "grade", "final_by", "stated_grade", "combine")] == [None] * 5
    assert project["funding"] == {}


def test_money_is_given_in_yuan_by_stage():
    """Only the stages that the unit gave."""
    record = told(a_small_project(judged("output", 100), funding=Funding(budget="30000.50")))
    assert record["projects"][0]["funding"] == {"budget": {"amount": "30000.50", "unit": "元"}}
    assert record["portfolio"]["funding"] == {"budget": {"amount": "30000.5", "unit": "元"}}


@pytest.mark.parametrize(
    ("facts", "grade"), [({"misused": True, "late": False}, "差"), ({"misused": False, "late": True}, None)]
)
def test_an_adjustment_has_a_grade_only_where_it_gives_one(facts, grade):
    """The veto says 差; the penalty leaves it to the points."""
    adjusted = told(a_small_project(judged("output", 100), facts=facts), under=BARRED)["projects"][0]["adjusted"]
    assert [one["grade"] for one in adjusted] == [grade]


def test_a_stated_total_is_told_with_the_grade_that_the_unit_gave():
    """The word of the unit, and the total as it printed it."""
    project = told(a_small_project(stated=Stated(points=90, grade="良")))["projects"][0]
    assert [project[key] for key in ("state", "stated_points", "stated_grade", "grade")] == ["stated", "90", "良", "优"]


def test_a_share_is_a_ratio_and_points_are_as_printed():
    """2 of 3 earn 2/3 of the weight."""
    line = scored(SET, counted("output", 100, 2, target=3))
    record = told(a_small_project(counted("output", 100, 2, target=3)))["projects"][0]["lines"][0]
    assert record["share"] == "2/3"
    assert record["points"] == line.lines[0].points.digits
