"""One indicator in words: its points, and what stands beside them."""

import pytest

from perfkit.scoring.explain_line import explain_line
from scoring.small import a_set, counted, leaf, scored

SET = a_set(leaf("output", 100))


def told(language="zh", **changes):
    """What is said of one indicator of 100 points, line by line."""
    facts = {"actual": 50, **changes}
    result = scored(SET, counted("output", 100, **facts))
    return list(explain_line(result.lines[0], SET, language))


@pytest.mark.parametrize(("stated", "further"), [(None, []), ("50", []), ("50.0", []), ("49.5", ["  填报 49.5 分"])])
def test_stated_points_are_told_where_they_differ(stated, further):
    """50 of 100 earns 50: printing 50 or 50.0 says nothing new, printing 49.5 does."""
    assert told(stated_points=stated)[1:] == further


def test_stated_points_beside_none_are_not_told():
    """Where nothing was computed, there is nothing to differ from; the checks compare totals."""
    lines = told(actual=None, stated_points="50")
    assert len(lines) == 1
    assert "填报" not in lines[0]
