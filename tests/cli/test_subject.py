"""What ``explain`` explains: a project, a group, or why it cannot tell which."""

from pathlib import Path

import pytest
from attrs import evolve

from perfkit.cli.subject import explained
from perfkit.errors import InputError, Place
from perfkit.kit import Kit
from perfkit.model import Funding, Group, Origin, Stated, number, stated_figure
from perfkit.testing import a_project, evaluated

EXAMPLE = Path(__file__).parents[2] / "examples" / "xinfeng-2023"


@pytest.fixture(scope="module")
def county():
    """The county's example, in which a group and a member bear the same name."""
    kit = Kit()
    return kit.evaluate(kit.read(EXAMPLE))


def test_a_group_is_explained_by_its_key(county):
    """Members, exact sums, the rate with its formula, and what the unit states beside them."""
    text = explained(county, "incentives", ("points",), "zh")

    assert "成员 5 个" in text
    assert "跟踪期执行数合计：41235.2514 万元；单位填报 39567.38 万元" in text
    assert "22.1892…%，即 22.19%（四舍五入）；单位填报 95.96%" in text


def test_a_project_comes_before_a_group_of_its_name(county):
    """The member is explained, and the group is pointed to."""
    text = explained(county, "惠企政策兑现（产业发展引导资金）", ("points",), "zh")

    assert text.startswith("惠企政策兑现(产业发展引导资金)")
    assert text.endswith("perfkit explain … incentives")


def grouped(**changes):
    """Two bridges in one group, the second without a budget unless it is given."""
    one = a_project(code="1", name="桥一", funding=Funding(budget="3", executed="1"))
    two = a_project(code="2", name="桥二", funding=Funding(executed="1"))
    stated = Stated(points=95, grade="优", amounts={"budget": stated_figure(number("70000"), "万元")},
                    rates={"execution": stated_figure(number("50.00"), "%")})  # fmt: skip
    return evaluated(one, two, groups=[Group(key="bridges", name="桥梁", members=("1", "2"), stated=stated, **changes)])


@pytest.mark.parametrize("key", ["bridges", "桥梁", "桥 梁"])
def test_a_group_is_explained_by_key_or_name(key):
    """A stage that one member does not give has no sum, and the member is named; the stated figures are there."""
    text = explained(grouped(), key, ("points",), "zh")

    assert "没有合计，因为这些成员没有给出：桥二" in text
    assert "算不出；单位填报 50.00%" in text
    assert "单位填报的得分：95 分（优）" in text


def test_a_group_speaks_english():
    """Every line has its English."""
    text = explained(grouped(), "bridges", ("points",), "en")

    assert "2 members:" in text
    assert "no sum, because these members give none: 桥二" in text
    assert "points stated by the unit: 95 points (优)" in text


def test_several_projects_of_one_name_are_listed_with_their_places():
    """Each is named by file, row and code, so that the reader can choose."""
    rows = [
        a_project(name="桥", code=code, origin=Origin(Place(file="funding.csv", row=row)))
        for code, row in (("1", 3), (None, 7))
    ]
    with pytest.raises(InputError) as caught:
        explained(evaluated(*rows), "桥", ("points",), "zh")

    (fault,) = caught.value.faults
    assert fault.code == "project.several"
    for language in ("zh", "en"):
        said = fault.worded(language)
        assert said.count("funding.csv") == 2
        assert evolve(rows[0].origin.place, item="1").worded(language) in said


@pytest.mark.parametrize(("key", "near"), [("bridge", "bridges"), ("桥梁梁", "桥梁"), ("完全不同", None)])
def test_an_unknown_name_is_answered_with_the_near_one(key, near):
    """Keys and names of groups are proposed as well as projects."""
    with pytest.raises(InputError) as caught:
        explained(grouped(), key, ("points",), "zh")

    assert caught.value.code == "project.unknown"
    assert (near in caught.value.faults[0].hint("zh")) if near else not caught.value.faults[0].hint("zh")
