"""Which project is which on both sides."""

import pytest

from perfkit.model import Project
from perfkit.scoring.answers.pairing import Pairing


def project(name, code=None, **facts):
    return Project(name=name, code=code, **facts)


ROWS = {
    "the same code, whatever the names": (["甲"], ["A"], ["乙"], ["A"], [(0, 0)]),
    "the same name where codes are missing": (["甲"], [None], ["甲"], ["A"], [(0, 0)]),
    "the same name with other codes, as in another year": (["甲"], ["A"], ["甲"], ["B"], [(0, 0)]),
    "names without blanks and in one width": (["Ａ 路"], [None], ["A路"], [None], [(0, 0)]),
    "code before name": (["甲", "乙"], ["A", "B"], ["甲", "乙"], ["B", "A"], [(0, 1), (1, 0)]),
    "another order": (["甲", "乙"], [None, None], ["乙", "甲"], [None, None], [(0, 1), (1, 0)]),
    "a code that stands twice names nobody": (["甲", "乙"], ["A", "A"], ["乙", "丙"], ["A", "C"], [(1, 0)]),
    "nor twice on the other side": (["甲"], ["A"], ["丙", "丁"], ["A", "A"], []),
    "likeness is not enough": (["甲路"], [None], ["甲路一期"], [None], []),
    "equal facts of one name, one by one": (["甲", "甲"], [None] * 2, ["甲", "甲"], [None] * 2, [(0, 0), (1, 1)]),
    "a name that only one side has twice": (["甲"], [None], ["甲", "甲"], [None] * 2, [(0, 0)]),
}


@pytest.mark.parametrize("row", ROWS.values(), ids=list(ROWS))
def test_projects_are_paired_by_code_and_then_by_name(row):
    """Each row is one state of codes and names; what is in no pair is listed on its side."""
    before, codes, after, other_codes, expected = row
    pairing = Pairing.of(
        [project(*one) for one in zip(before, codes, strict=True)],
        [project(*one) for one in zip(after, other_codes, strict=True)],
    )
    assert pairing.pairs == tuple(expected)
    assert pairing.only_before == tuple(at for at in range(len(before)) if at not in dict(expected))
    assert pairing.only_after == tuple(at for at in range(len(after)) if at not in dict(expected).values())


def test_of_several_with_one_name_those_with_equal_facts_belong_together():
    """One of two was changed: the other keeps its partner, and the changed one has the place that is left."""
    before = [project("甲", goal="一"), project("甲", goal="二")]
    after = [project("甲", goal="二"), project("甲", goal="三")]
    assert Pairing.of(before, after).pairs == ((0, 1), (1, 0))


def test_several_with_one_name_that_all_changed_are_not_guessed():
    """Two on each side, none with equal facts: no pair."""
    before = [project("甲", goal="一"), project("甲", goal="二")]
    after = [project("甲", goal="三"), project("甲", goal="四")]
    assert Pairing.of(before, after) == Pairing((), (0, 1), (0, 1))
