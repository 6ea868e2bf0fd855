"""Facts whose name is nearly that of one the set asks for: a slip is told, anything else is one's own business."""

import pytest

from perfkit.checks import check
from perfkit.model import Adjustment, Title
from perfkit.testing import a_project, evaluated
from scoring.small import a_set, judged, leaf

LATE = a_set(
    leaf("output", 100),
    needs={"days_late": "number 天", "finished": "truth"},
    assumes={"days_late": 0},
    labels={"days_late": Title("迟报天数", "days late")},
    adjustments=[
        Adjustment(code="late", title=Title("迟报"), at="total", when="days_late > 0", points="points - days_late")
    ],
)


def told(**facts):
    """The codes and the facts that were probably meant."""
    project = a_project(indicators=[judged("output", 100)], facts=facts)
    found = [one for one in check(evaluated(project, under=LATE)) if one.code == "fact.misspelt"]
    return [(one.names["name"], one.names["near"], one.severity) for one in found]


@pytest.mark.parametrize("name", ["day_late", "days_lat", "late_days", "late-days", "Days_late"])
def test_a_slip_is_an_error(name):
    """Three days late written under another name would cost nothing, and nobody would know."""
    assert told(**{name: 3}) == [(name, "days_late", "error")]


@pytest.mark.parametrize("facts", [{"days_late": 3}, {"days-late": 3}, {"rainfall": 3}, {}])
def test_what_is_asked_for_and_what_is_one_s_own_are_silent(facts):
    """The name itself in either writing, and a name that is like no other."""
    assert told(**facts) == []


def test_a_name_like_one_that_is_given_is_one_s_own():
    """Beside the fact that is meant, another one of nearly the same name is no slip."""
    assert told(days_late=3, day_late=2) == []
    assert told(days_late=3, late_days=2) == []


def test_it_says_what_was_meant_in_both_languages():
    """With the printed name of the fact."""
    project = a_project(indicators=[judged("output", 100)], facts={"late_days": 3})
    (found,) = [one for one in check(evaluated(project, under=LATE)) if one.code == "fact.misspelt"]
    assert "days_late（迟报天数）" in found.worded("zh")
    assert "days_late (days late)" in found.worded("en")
