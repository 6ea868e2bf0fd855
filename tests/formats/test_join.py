"""Joining: by code, or by a name that is unique on both sides; nothing is guessed and nothing is lost."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfkit.errors import Place
from perfkit.formats.join import joined, merged_stated
from perfkit.formats.notes import Notes
from perfkit.model import Funding, Indicator, Origin, Project, Stated, Target, stated_figure

A, B = "360722238888030005222", "360722238888030005242"


def scored(name, code=None, points=100):
    return Project(name=name, code=code, stated=Stated(stated_figure(Decimal(points), "分"), "优"))


def funded(name, code=None, row=1, **amounts):
    origin = Origin(Place(file="funding.csv", row=row))
    return Project(name=name, code=code, funding=Funding(**amounts or {"executed": 1}, origin=origin), origin=origin)


def names(projects):
    return [(project.name, project.code, bool(project.stated), bool(project.funding)) for project in projects]


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ([scored("甲", A)], [funded("乙", A)], [("乙", A, True, True)]),
        ([scored("甲", A)], [funded("甲")], [("甲", A, True, True)]),
        ([scored("PPP项目", A)], [funded("ＰＰＰ 项目")], [("ＰＰＰ 项目", A, True, True)]),
        ([scored("甲", A)], [funded("甲", B)], [("甲", A, True, False), ("甲", B, False, True)]),
        (
            [scored("征地", A)],
            [funded("征地", row=1), funded("征地", row=2)],
            [("征地", A, True, False), ("征地", None, False, True), ("征地", None, False, True)],
        ),
        (
            [scored("征地", A), scored("征地", B)],
            [funded("征地")],
            [("征地", A, True, False), ("征地", B, True, False), ("征地", None, False, True)],
        ),
        ([scored("部份", A)], [funded("部分")], [("部份", A, True, False), ("部分", None, False, True)]),
        (
            [scored("甲", A), scored("乙", B)],
            [funded("乙", A), funded("甲")],
            [("乙", A, True, True), ("乙", B, True, False), ("甲", None, False, True)],
        ),
        ([], [funded("甲")], [("甲", None, False, True)]),
        ([scored("甲")], [], [("甲", None, True, False)]),
    ],
)
def test_what_becomes_one_project(first, second, expected):
    """A code decides; else a name without blanks and width, unique on both sides; likeness never does."""
    assert names(joined(first, second, Notes())) == expected


def test_another_writing_is_remarked():
    """Two writings of one name are one project under the name of the ledger, and the remark shows both."""
    notes = Notes()
    joined([scored("PPP项目", A)], [funded("ＰＰＰ 项目", row=7)], notes)
    (remark,) = notes.remarks
    assert (remark.code, remark.place.row, dict(remark.names)) == (
        "join.name-writing",
        7,
        {"first": "PPP项目", "second": "ＰＰＰ 项目", "name": "ＰＰＰ 项目"},
    )
    assert remark.worded("zh")
    assert remark.worded("en")


def test_a_project_file_completes_a_row():
    """What only the file says comes to what only the row says."""
    target = Indicator("output", "数量指标", "项目数", target=Target.at_least(5))
    file = Project(name="甲", year=2023, indicators=[target], facts={"finished": True}, narrative={"output": "…"})
    (project,) = joined([funded("甲", budget="5")], [file], Notes())
    assert project.funding.budget == 5
    assert project.indicators == (target,)
    assert (project.facts, project.narrative) == ({"finished": True}, {"output": "…"})


def test_contradicting_sources_are_refused():
    """Two amounts, points or grades for one project cannot both be right; equal ones can."""
    notes = Notes()
    joined([funded("甲", budget="5.0", executed=1)], [funded("甲", budget=5, received=2)], notes)
    assert notes.faults == []
    joined([funded("甲", budget=5)], [funded("甲", budget=6, row=3)], notes)
    one, other = scored("甲", points=90).stated, Stated(stated_figure(Decimal(95), "分"), "良")
    merged_stated(one, other, Place(file="stated.toml"), notes)
    assert [(fault.code, fault.place.row) for fault in notes.faults] == [
        ("join.amount", 3),
        ("join.points", None),
        ("join.grade", None),
    ]
    assert all(fault.worded("zh") and fault.worded("en") for fault in notes.faults)


entries = st.lists(st.tuples(st.sampled_from("甲乙丙"), st.sampled_from([None, A, B])), max_size=6)


@given(entries, entries)
def test_nothing_is_lost_and_nothing_twice(first, second):
    """Every entry of both sides is in the result exactly once, alone or joined with one of the other side."""
    left = [scored(name, code, points=at) for at, (name, code) in enumerate(first)]
    right = [funded(name, code, row=at) for at, (name, code) in enumerate(second)]
    result = joined(left, right, Notes())
    points = [int(project.stated.points.exact) for project in result if project.stated]
    rows = [project.funding.origin.place.row for project in result if project.funding]
    assert sorted(points) == list(range(len(left)))
    assert sorted(rows) == list(range(len(right)))


@given(entries, entries)
def test_who_is_joined_does_not_depend_on_the_order_of_rows(first, second):
    """Shuffling a table joins the same names, as long as codes are used once."""
    once = [entry for at, entry in enumerate(first) if entry[1] is None or entry[1] not in [c for _, c in first[:at]]]
    other = [
        entry for at, entry in enumerate(second) if entry[1] is None or entry[1] not in [c for _, c in second[:at]]
    ]

    def pairs(left, right):
        result = joined([scored(*entry) for entry in left], [funded(*entry) for entry in right], Notes())
        return sorted((project.name, project.code or "") for project in result if project.stated and project.funding)

    assert pairs(once, other) == pairs(once[::-1], other[::-1])
