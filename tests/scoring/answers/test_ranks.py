"""Ranks by the exact total."""

from hypothesis import given
from hypothesis import strategies as st

from perfkit.model import Project
from perfkit.scoring.answers.ranks import ranks
from perfkit.testing import a_stated_project, evaluated
from scoring.small import a_set, leaf

UNDER = a_set(leaf("output", 100))


def of(*points, names="甲乙丙丁戊己"):
    """The ranks of projects with these stated totals; None for one without."""
    projects = [
        Project(name=name, stated=None if one is None else a_stated_project(one).stated)
        for name, one in zip(names, points, strict=False)
    ]
    return ranks(evaluated(*projects, under=UNDER).projects)


def figures(found):
    return [(one.result.project.name, one.rank, one.tied, one.below, one.of) for one in found]


def test_equal_totals_share_the_better_rank():
    """95, 90, 90, 80: ranks 1, 2, 2, 4, equals by name; who has no total has no rank."""
    assert figures(of(90, 80, None, 95, 90)) == [
        ("丁", 1, 0, 3, 4),
        ("戊", 2, 1, 1, 4),
        ("甲", 2, 1, 1, 4),
        ("乙", 4, 0, 0, 4),
    ]


def test_the_least_difference_counts():
    """Totals are compared exactly, not as they are shown."""
    assert [one.rank for one in of("90.001", "90.002")] == [1, 2]


def test_without_totals_there_are_no_ranks():
    """Nothing is invented for projects that are unscored."""
    assert of(None, None) == ()


@given(st.lists(st.none() | st.integers(0, 4), max_size=6), st.randoms(use_true_random=False))
def test_ranks_are_a_permutation_with_ties_whatever_the_order(points, random):
    """A rank is one more than those before it; with its ties and those below, everyone is counted."""
    found = of(*points)
    for one in found:
        assert one.rank == 1 + sum(other.rank < one.rank for other in found)
        assert one.rank - 1 + 1 + one.tied + one.below == one.of == len(found)
    named = list(zip("甲乙丙丁戊己", points, strict=False))
    random.shuffle(named)
    shuffled = of(*(one for _, one in named), names=[name for name, _ in named])
    assert figures(shuffled) == figures(found)


def test_in_words_and_as_plain_data():
    """The points, the rank, how many share it and how many have less."""
    first, second, _ = of(95, 80, 80)

    assert first.named("zh") == "甲：95 分，在 3 个里排第 1；比它低的有 2 个"
    assert second.worded("zh") == "80 分，在 3 个里排第 2，与另外 1 个并列；比它低的有 0 个"
    assert second.named("en") == "丙: 80 points, rank 2 of 3, level with 1 others; 0 have less"
    assert second.record() == {"project": "丙", "points": "80", "rank": "2", "tied": "1", "below": "0", "of": "3"}
