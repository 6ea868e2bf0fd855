"""Where findings show: at the line of the entry that is doubted."""

from decimal import Decimal

from perfkit.checks import check
from perfkit.errors import Place
from perfkit.model import Funding, Group, Origin, Project, Stated, stated_figure
from perfkit.testing import evaluated, national_set

NATIONAL = national_set()


def at(line):
    return Origin(Place(file="stated.toml", line=line))


def test_what_is_stated_is_found_at_its_own_line():
    """Points, sums, count and grade of the whole, sums and rates of groups, rates and sums of projects."""
    whole = Stated(
        points=stated_figure(Decimal(91), "分", at(4)),
        grade="差",
        count=9,
        amounts={"budget": stated_figure(Decimal(1), "元", at(5))},
        origin=at(1),
        origins={"count": at(2), "grade": at(3)},
    )
    part = Stated(
        amounts={"executed": stated_figure(Decimal(1), "元", at(11))},
        rates={"execution": stated_figure(Decimal(1), "%", at(12))},
        origin=at(10),
    )
    own = Stated(
        points=stated_figure(Decimal(101), "分", at(23)),
        amounts={"budget": stated_figure(Decimal(3), "元", at(21))},
        rates={"execution": stated_figure(Decimal(2), "%", at(22))},
        origin=at(20),
    )
    funded_there = Origin(Place(file="funding.csv", row=1))
    project = Project(name="甲", funding=Funding(budget=100, executed=90, origin=funded_there), stated=own)
    group = Group(key="g", name="组", members=["甲"], stated=part)
    found = check(evaluated(project, stated=whole, groups=[group], under=NATIONAL))

    assert {one.place.line: one.code for one in found if one.place.file == "stated.toml"} == {
        2: "coverage.count-differs",
        3: "grade.differs",
        4: "mean.differs",
        5: "total.differs",
        11: "group.differs",
        12: "group.rate-differs",
        21: "funding.stated-differs",
        22: "rate.differs",
        23: "score.impossible",
    }


def test_what_a_program_states_is_found_by_name():
    """Figures without an origin are told by the name of their entry."""
    project = Project(name="甲", funding=Funding(budget=100))
    stated = Stated(amounts={"budget": stated_figure(Decimal(1), "元")})
    found = check(evaluated(project, stated=stated, under=NATIONAL))

    assert [one.place.item for one in found if one.code == "total.differs"] == ["amounts.budget"]
