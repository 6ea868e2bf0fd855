"""How one project stands among its peers."""

import pytest

from perfkit.errors import InputError
from perfkit.model import Group
from perfkit.scoring.answers.project_standing import project_standing
from perfkit.testing import a_stated_project, evaluated
from scoring.answers.test_standing import PROJECTS, UNDER, a_project
from scoring.small import a_small_project

GROUPS = [Group(key="g", name="组", members=("乙", "丁"))]


def of(key, *projects, stage="budget", **facts):
    return project_standing(evaluated(*(projects or PROJECTS), under=UNDER, **facts), key, stage)


def test_among_all_and_among_each_of_its_peers():
    """乙 is among all, in the group and in its unit; its mean is left out of that of the others."""
    found = of("乙", groups=GROUPS)

    assert found.result.project.name == "乙"
    assert [(one.peers.kind, one.rank.rank, one.rank.of) for one in found.among] == [
        ("all", 3, 3),
        ("group", 1, 1),
        ("unit", 2, 2),
    ]
    assert [one.others and one.others.exact for one in found.among] == [100, None, 100]


def test_its_blocks_against_those_of_the_others():
    """乙 reached half of both, the two others that are scored all of them; in the group nobody else is scored."""
    every, group, _ = of("乙", groups=GROUPS).among

    assert [(one.code, one.own, one.others, one.projects) for one in every.nodes] == [
        ("execution", 0.5, 1, 2),
        ("output", 0.5, 1, 2),
    ]
    assert [(one.others, one.projects) for one in group.nodes] == [(None, 0)] * 2


def test_peers_are_weighted_by_the_stage():
    """By what was executed the whole portfolio has another mean."""
    assert of("乙", stage="executed").among[0].peers.weighted.exact * 350 == 27500


def test_a_project_without_a_total_has_peers_but_no_rank():
    """丁 is absent; the mean of the others is known, but not compared with anything."""
    (found,) = of("丁").among

    assert (found.rank, found.nodes) == (None, ())
    assert [line.strip() for line in found.worded("en")] == [
        "All projects: 4, 3 with a total, simple mean 83.33 points, weighted by money 70.00 points; "
        "least 50.00 points, median 100.00 points, greatest 100.00 points"
    ]


def test_a_project_with_only_a_stated_total_is_ranked_but_has_no_blocks():
    """It stands among the computed ones with what it states."""
    found = of("乙", a_stated_project(90), a_project("甲", 1)).among[0]

    assert (found.rank.rank, found.others.exact, found.nodes) == (2, 100, ())


def test_two_projects_that_are_equal_are_told_apart():
    """One of two projects with the same facts is its own peer no more than it is the other."""
    twin = a_small_project(name="甲", code="1" * 21)
    found = of("1" * 21, twin, a_project("乙", 1))

    assert found.result.project is twin


def test_an_unknown_key_is_refused_as_everywhere():
    """The near names are said."""
    with pytest.raises(InputError) as refusal:
        of("戊")
    assert refusal.value.code == "project.unknown"


def test_in_words():
    """Above, below and level with the others, and where nobody can be compared with."""
    better = a_project("戊", "0.75", 100, 50)
    found = of("戊", better, a_project("乙", "0.5", 300, 300), a_project("丙", "0.75", 100, 50))

    assert list(found.worded("zh")) == [
        "戊",
        "全部项目：3 个，有得分的 3 个，简单平均 66.67 分，按金额加权 64.00 分；"
        "最低 60.00 分，中位 70.00 分，最高 70.00 分",
        "  70 分，在 3 个里排第 1，与另外 1 个并列；比它低的有 1 个",
        "  其余项目的简单平均：65.00 分",
        "  execution：得到分值的 50%，低于其余 2 个项目的 75%",
        "  output：得到分值的 75%，高于其余 2 个项目的 62.5%",
    ]
    english = list(of("乙", groups=GROUPS).worded("en"))
    assert english[3:6] == [
        "  simple mean of the others: 100.00 points",
        "  execution: 50% of the weight reached, below the 100% of 2 others",
        "  output: 50% of the weight reached, below the 100% of 2 others",
    ]
    assert english[8:10] == [
        "  execution: 50% of the weight reached; no other project has points to compare with",
        "  output: 50% of the weight reached; no other project has points to compare with",
    ]
    assert list(of("甲").worded("en"))[-1] == "  output: 100% of the weight reached, above the 75% of 2 others"
    level = list(of("甲", a_project("甲", 1), a_project("乙", 1)).worded("zh"))
    assert level[-1] == "  output：得到分值的 100%，与其余 1 个项目相同"


def test_as_plain_data():
    """Peers, rank, the mean of the others and the nodes, exactly."""
    every, group, _ = of("乙", groups=GROUPS).record()["among"]

    assert of("乙").record()["project"] == "乙"
    assert (every["peers"]["kind"], every["rank"]["rank"], every["others"]) == ("all", "3", "100")
    assert every["nodes"][0] == {"code": "execution", "own": "1/2", "others": "1", "projects": "2"}
    assert (group["others"], group["nodes"][0]["others"]) == (None, None)
    assert of("丁").record()["among"][0]["rank"] is None
