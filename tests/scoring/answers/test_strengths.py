"""What part of its weight each node and category reached over many projects."""

from fractions import Fraction

from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from perfkit.model import Funding, Policies, Review
from perfkit.scoring.answers.strengths import categories_reached, nodes_reached, strongest, weakest
from perfkit.testing import a_stated_project, evaluated
from scoring.small import CATEGORY, a_set, a_small_project, branch, judged, leaf, measure

UNDER = a_set(
    measure("execution", 20),
    branch("result", 80, leaf("output", 50, accepts=[CATEGORY, "其他"]), leaf("benefit", 30)),
    policies=Policies(not_applicable="total", final=("finance", "computed")),
)

QUARTERS = ("0", "0.25", "0.5", "0.75", "1")


def a_project(output, benefit, executed=100, **changes):
    """Three indicators: half of the output by each of two categories."""
    second = evolve(judged("output", 20, output, name="另"), category="其他")
    indicators = (judged("output", 30, output), second, judged("benefit", 30, benefit, **changes))
    return a_small_project(*indicators, funding=Funding(budget=100, executed=executed))


def of(*projects):
    results = evaluated(*projects, under=UNDER).projects
    return nodes_reached(results, UNDER), categories_reached(results, UNDER)


def told(found):
    return [(one.code, one.category, one.points, one.weight, one.projects) for one in found]


def test_points_and_weights_add_up_over_the_projects():
    """Two projects: execution 20 + 10 of 40, output 50 + 25 of 100, benefit 15 + 30 of 60; the branch is both."""
    nodes, categories = of(a_project(1, "0.5"), a_project("0.5", 1, executed=50))

    assert told(nodes) == [
        ("execution", "", 30, 40, 2),
        ("result", "", 120, 160, 2),
        ("output", "", 75, 100, 2),
        ("benefit", "", 45, 60, 2),
    ]
    assert told(categories) == [
        ("output", CATEGORY, 45, 60, 2),
        ("output", "其他", 30, 40, 2),
        ("benefit", CATEGORY, 45, 60, 2),
    ]
    assert [one.share for one in nodes] == [Fraction(3, 4)] * 4


def test_what_does_not_apply_weighs_nothing():
    """The benefit of the second project does not apply: only the first is counted there."""
    nodes, categories = of(a_project(1, "0.5"), a_project(1, None, applicable=False, reason="没有"))

    assert told(nodes)[3] == ("benefit", "", 15, 30, 1)
    assert told(categories)[2] == ("benefit", CATEGORY, 15, 30, 1)


def test_only_computed_projects_enter():
    """A stated total has no nodes, and of a project that is absent not even its known lines count."""
    absent = a_project("0.2", None)
    nodes, categories = of(a_stated_project(50), absent)

    assert (nodes, categories) == ((), ())
    assert told(of(a_project(1, 1), absent)[0]) == told(of(a_project(1, 1))[0])


def test_the_points_that_count_are_those_of_the_evaluator_the_set_prefers():
    """The treasury gave 21 of 30, which is what the category reached, as the node did."""
    nodes, categories = of(a_project(1, 1, reviews=[Review("finance", "21", "现场")]))

    assert told(nodes)[3][2:] == (21, 30, 1)
    assert told(categories)[2][2:] == (21, 30, 1)


def test_what_stands_out():
    """Best and worst by share, more than one where they are equal; nothing where all are the same."""
    nodes, _ = of(a_project(1, "0.5"))

    assert [one.code for one in strongest(nodes)] == ["execution", "output"]
    assert [one.code for one in weakest(nodes)] == ["benefit"]
    level, _ = of(a_project(1, 1))
    assert strongest(level) == weakest(level) == strongest(()) == ()


@given(
    st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=1, max_size=5), st.randoms(use_true_random=False)
)
def test_the_roots_together_reach_what_the_projects_did(quarters, random):
    """The points of execution and result add up to those of all totals, whatever the order of the projects."""
    projects = [a_project(QUARTERS[one], QUARTERS[other]) for one, other in quarters]
    nodes, categories = of(*projects)
    results = evaluated(*projects, under=UNDER).projects
    random.shuffle(projects)

    assert sum(one.points for one in nodes[:2]) == sum(result.points.exact for result in results)
    assert sum(one.points for one in categories) == nodes[1].points
    assert of(*projects) == (nodes, categories)


def test_in_words_and_as_plain_data():
    """A node by its name, a category with its node; the share as a percentage."""
    nodes, categories = of(a_project(1, "0.125"))

    assert nodes[3].worded("zh") == "benefit（1 个项目）"
    assert categories[0].worded("en") == "output · 指标 (1 projects)"
    assert categories[2].record() == {
        "code": "benefit", "category": "指标", "points": "3.75", "weight": "30", "share": "1/8", "projects": "1",
    }  # fmt: skip
    assert nodes[3].record()["category"] is None
    third, _ = of(a_project(1, 1), a_project(1, 0), a_project(1, 0))
    assert third[3].worded("zh") == "benefit（3 个项目）"
