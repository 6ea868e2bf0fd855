"""Projects and portfolios as an embedder builds them."""

from decimal import Decimal

import pytest

from perfkit.errors import InputError
from perfkit.model import (
    Cover,
    Figure,
    Funding,
    Group,
    Indicator,
    Portfolio,
    Problem,
    Project,
    Stated,
    Target,
    comparable,
)


def test_an_embedder_writes_texts_and_gets_exact_amounts():
    """Amounts come as text, int or Decimal; a float is refused with a hint."""
    assert Funding(initial="70000000").initial == 70000000
    with pytest.raises(InputError) as caught:
        Funding(initial=0.1)

    assert caught.value.code == "number.float"
    assert "引号" in caught.value.worded("zh")
    assert "quotes" in caught.value.worded("en")


def test_a_project_is_found_by_code_or_by_a_name_compared_without_blanks_and_width():
    """What a clerk types with a blank or a full-width letter still names the project."""
    portfolio = Portfolio(unit="甲", year=2023, projects=[Project(name="ＰＰＰ 项目", code="1"), Project(name="乙")])

    assert tuple(project.name for project in portfolio.named("PPP项目")) == ("ＰＰＰ 项目",)
    assert tuple(project.name for project in portfolio.named("乙 ")) == ("乙",)
    assert portfolio.named("丙") == ()


def test_members_of_a_group_come_in_its_order():
    """A group names its projects; the portfolio finds them."""
    portfolio = Portfolio(unit="甲", year=2023, projects=[Project(name="a"), Project(name="b", code="7")])

    assert [p.name for p in portfolio.members(Group(key="g", name="G", members=["7", "a"]))] == ["b", "a"]


@pytest.mark.parametrize(
    ("one", "other"), [("负担部分", "负担部份"), ("23 年", "2023 年"), ("高新区 2023 年", "高新区 23 年")]
)
def test_likeness_is_not_sameness(one, other):
    """Names that only look alike are never joined."""
    assert comparable(one) != comparable(other)


def test_a_name_is_needed():
    """A project without a name cannot be spoken of."""
    with pytest.raises(InputError):
        Project(name=" ")


def test_a_negative_weight_is_refused_with_its_name():
    """The message names the indicator."""
    with pytest.raises(InputError) as caught:
        Indicator("output", "数量指标", "桥", weight=-1, target=Target.at_least(5))

    assert "桥" in str(caught.value)


@pytest.mark.parametrize(
    "make",
    [
        lambda: Portfolio(unit="甲", year="2023"),
        lambda: Portfolio(unit="甲", year=True),
        lambda: Project(name="a", code=360722238888030005222),
        lambda: Project(name="a", funding={"budget": 1}),
        lambda: Indicator("output", "数量指标", "桥", weight=1, target="≥5项"),
        lambda: Indicator("output", None, "桥"),
        lambda: Indicator("output", "数量指标", "桥", rule=5),
        lambda: Indicator("output", "数量指标", "桥", origin=5),
        lambda: Target.judged(None),
        lambda: Figure(90.5, "分"),
        lambda: Portfolio(unit="甲", year=2023, indicator_set=5),
        lambda: Portfolio(unit="甲", year=2023, projects="abc"),
        lambda: Project(name="a", facts=None),
        lambda: Project(name="a", goal=5),
        lambda: Project(name="a", indicators=[{"name": "b"}]),
        lambda: Problem(5),
        lambda: Cover(lines=[5]),
        lambda: Group(key="g", name="G", members="甲"),
    ],
)
def test_a_value_of_a_wrong_kind_is_refused_when_it_is_handed_in(make):
    """An embedder gets a clear error at the constructor, not a traceback while scoring; a code is never a number."""
    with pytest.raises(InputError) as caught:
        make()

    assert caught.value.code == "value.wrong-kind"


def test_stated_points_may_be_a_number():
    """95 in the unit's report is 95 分, with the places it was printed with."""
    assert str(Stated(points="95.0").points) == "95.0 分"


def test_texts_of_records_stay_texts():
    """What a record is called looks like a number at times; every other text that does is one."""
    project = Project(name="a", facts={"elements": [{"name": "007", "note": "95%", "share": "95%", "grade": "优"}]})
    (element,) = project.facts["elements"]
    assert element == {"name": "007", "note": "95%", "share": Decimal("0.95"), "grade": "优"}
