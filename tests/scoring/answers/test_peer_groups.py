"""Projects among their peers: groups, units, departments."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from perfkit.model import Funding, Group, Project
from perfkit.scoring.answers.peer_groups import peer_groups, peers
from perfkit.testing import a_stated_project, evaluated
from scoring.small import a_set, leaf

UNDER = a_set(leaf("output", 100))


def named(name, points=None, budget=None, **facts):
    money = None if budget is None else Funding(budget=budget, executed=1)
    stated = None if points is None else a_stated_project(points).stated
    return Project(name=name, stated=stated, funding=money, **facts)


def of(*projects, groups=(), **options):
    return peer_groups(evaluated(*projects, under=UNDER, groups=groups), **options)


def numbers(found):
    figures = (found.mean, found.weighted, found.least, found.median, found.greatest)
    return [None if one is None else one.exact for one in figures]


PROJECTS = (
    named("甲", 100, 100, unit="乙站", department="水务局"),
    named("乙", 80, 300, unit="甲站", department="水务局"),
    named("丙", 60, unit="甲站", department="水务局"),
    named("丁", None, 50, department="交通局"),
    named("戊", 91),
)


def test_groups_first_then_units_then_departments_by_name():
    """Groups in the order of the portfolio; a project that names no unit or department is in none."""
    groups = (Group(key="b", name="后组", members=("甲", "丁")), Group(key="a", name="前组", members=("戊",)))
    found = of(*PROJECTS, groups=groups)

    assert [(one.kind, one.name, "".join(member.project.name for member in one.members)) for one in found] == [
        ("group", "后组", "甲丁"),
        ("group", "前组", "戊"),
        ("unit", "乙站", "甲"),
        ("unit", "甲站", "乙丙"),
        ("department", "交通局", "丁"),
        ("department", "水务局", "甲乙丙"),
    ]
    assert [one.scored for one in found] == [1, 1, 1, 2, 0, 3]


def test_the_figures_of_peers_by_hand():
    """100, 80 and 60: mean 80, weighted by 100 and 300 of money 85, least 60, median 80, greatest 100."""
    *_, traffic, water = of(*PROJECTS)

    assert numbers(water) == [80, 85, 60, 80, 100]
    assert numbers(traffic) == [None] * 5


def test_the_median_of_an_even_number_is_half_way():
    """60, 80, 91 and 100 have 85.5 in the middle."""
    results = evaluated(*PROJECTS, under=UNDER).projects

    assert peers("all", "", results, "budget").median.exact == Fraction(171, 2)


def test_a_project_that_a_group_names_twice_counts_once():
    """Its points would weigh twice otherwise."""
    (found,) = of(named("甲", 100), named("乙", 50), groups=[Group(key="g", name="组", members=("甲", "甲", "乙"))])

    assert (len(found.members), found.mean.exact) == (2, 75)


def test_the_stage_weighs_the_mean():
    """By what was executed all weigh the same here."""
    water = of(*PROJECTS, stage="executed")[-1]

    assert water.weighted.exact == 90


@given(st.lists(st.integers(0, 100), min_size=1, max_size=7), st.randoms(use_true_random=False))
def test_the_spread_is_in_order_and_no_order_of_projects_changes_it(points, random):
    """Least, median and greatest do not fall, and the mean lies between the ends."""
    projects = [named(str(at), one) for at, one in enumerate(points)]
    found = peers("all", "", evaluated(*projects, under=UNDER).projects, "budget")
    random.shuffle(projects)
    again = peers("all", "", evaluated(*projects, under=UNDER).projects, "budget")

    assert numbers(again) == numbers(found)
    assert found.least.exact <= found.median.exact <= found.greatest.exact
    assert found.least.exact <= found.mean.exact <= found.greatest.exact
    assert sum(one <= found.median.exact for one in points) * 2 >= len(points)
    assert sum(one >= found.median.exact for one in points) * 2 >= len(points)


def test_in_words():
    """With money, without, and without any total."""
    _, site, traffic, water = of(*PROJECTS)
    (group,) = of(named("甲", 90), groups=[Group(key="g", name="组", members=("甲",))])

    assert water.worded("zh") == (
        "主管部门“水务局”：3 个，有得分的 3 个，简单平均 80 分，按金额加权 85 分；最低 60 分，中位 80 分，最高 100 分"
    )
    assert site.worded("en") == (
        "Unit “甲站”: 2, 2 with a total, simple mean 70 points, weighted by money 80 points; "
        "least 60 points, median 70 points, greatest 80 points"
    )
    assert traffic.worded("zh") == "主管部门“交通局”：1 个，都没有得分"
    assert traffic.worded("en") == "Department “交通局”: 1, none with a total"
    assert group.worded("zh") == (
        "分组“组”：1 个，有得分的 1 个，简单平均 90 分，没有金额可加权；最低 90 分，中位 90 分，最高 90 分"
    )


def test_as_plain_data():
    """Exact ratios as texts; none where there is no total."""
    _, site, traffic, _ = of(*PROJECTS)

    assert site.record() == {
        "kind": "unit", "name": "甲站", "count": "2", "scored": "2", "mean": "70", "weighted": "80",
        "least": "60", "median": "70", "greatest": "80", "members": ["乙", "丙"],
    }  # fmt: skip
    assert [traffic.record()[key] for key in ("mean", "weighted", "least", "median", "greatest")] == [None] * 5
