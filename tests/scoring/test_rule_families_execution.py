"""Rules of money: the execution rate by the state of the project, and a receipt rate that harm makes nothing."""

from fractions import Fraction

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from perfkit.model import Funding
from perfkit.testing import a_project, evaluated
from scoring.families import MISSING, NATIONAL, NO_CASE, REFUSED, points, share

LEFT_OPEN = ("steps-by-state", "steps-by-state-strict", "steps-by-state-lenient", "steps-by-state-over-budget")

BY_STATE = [
    ("7423.495", "14654", True, ["10.00"] * 4),  # 50.6585 %
    ("7423.495", "14654", False, ["0.00"] * 4),
    ("419.1655", "500", True, ["10.00"] * 4),  # 83.8331 %
    ("419.1655", "500", False, ["7.00"] * 4),
    ("79", "80", True, ["10.00"] * 4),  # 98.75 %
    ("79", "80", False, ["7.00"] * 4),
    ("0", "100", True, ["10.00"] * 4),
    ("0", "100", False, ["0.00"] * 4),
    ("59.9999", "100", False, ["0.00"] * 4),
    ("60", "100", False, ["5.00"] * 4),
    ("79.9999", "100", False, ["5.00"] * 4),
    ("80", "100", False, ["7.00"] * 4),
    ("99.9999", "100", False, ["7.00"] * 4),
    ("100", "100", True, ["10.00"] * 4),
    ("100", "100", False, [NO_CASE, "0.00", "7.00", "7.00"]),
    ("1268.72", "1172.55", True, [NO_CASE, "0.00", "10.00", "9.24"]),  # 108.2 %
    ("1268.72", "1172.55", False, [NO_CASE, "0.00", "7.00", "7.00"]),
    ("5", "0", True, ["measure.zero"] * 4),
]


def swapped(rule):
    """The national set whose execution rate is scored by this rule."""
    leaves = [evolve(leaf, rule=rule) if leaf.code == "execution" else leaf for leaf in NATIONAL.indicators]
    return evolve(NATIONAL, indicators=leaves)


def executed(rule, money, **facts):
    """The line of the execution rate of a project with this money and these facts."""
    return evaluated(a_project(funding=money, facts=facts), under=swapped(rule)).projects[0].lines[0]


def printed(found):
    """Points as printed; the reason where there are none."""
    return found.absent.code.removeprefix("formula.") if found.points is None else found.points.digits


@pytest.mark.parametrize(("spent", "budget", "finished", "wanted"), BY_STATE)
def test_execution_by_the_state_of_the_project(spent, budget, finished, wanted):
    """The cases the guide names score alike under all four; what it leaves open is refused or scored by policy."""
    money = Funding(budget=budget, executed=spent)

    assert [printed(executed(rule, money, finished=finished)) for rule in LEFT_OPEN] == wanted


@pytest.mark.parametrize("rule", LEFT_OPEN)
def test_execution_by_state_asks_for_the_state(rule):
    """Without the fact there is no score, and the finding names it."""
    found = executed(rule, Funding(budget=100, executed=70))

    assert found.points is None
    assert "finished" in found.absent.arguments["name"]


@given(rate=st.fractions(min_value=0, max_value=2, max_denominator=1000), finished=st.booleans())
def test_the_execution_table_scores_exactly_the_named_cases(rate, finished):
    """A project scores if it is finished within its budget or unfinished below it; a policy only fills the rest."""
    facts = {"actual": rate, "executed": rate * 100, "budget": 100, "finished": finished}
    plain, *filled = (share(rule, **facts) for rule in LEFT_OPEN)

    if rate > 1 or (rate == 1 and not finished):
        assert plain == NO_CASE
        assert all(isinstance(one, Fraction) for one in filled)
    else:
        assert plain in ({1} if finished else {0, Fraction(1, 2), Fraction(7, 10)})
        assert filled == [plain] * 3


EXECUTED = [
    ("7423.495", "14654", 10, "5.07"),
    ("419.1655", "500", 10, "8.38"),
    ("79", "80", 10, "9.88"),  # 9.875, a tie
    ("1268.72", "1172.55", 10, "10.00"),
    ("7423.495", "14654", 20, "10.13"),
    ("419.1655", "500", 20, "16.77"),
    ("79", "80", 20, "19.75"),
    ("1268.72", "1172.55", 20, "20.00"),
]


@pytest.mark.parametrize(("spent", "budget", "weight", "wanted"), EXECUTED)
def test_plain_execution_earns_in_proportion_and_never_more_than_all(spent, budget, weight, wanted):
    """Of 10 points in most places, of 20 in Hubei."""
    assert points("ratio", weight, target=1, actual=Fraction(spent) / Fraction(budget)) == wanted


RECEIVED = [
    ("92%", False, "4.60"),
    ("92%", True, "0.00"),
    ("99.99%", True, "0.00"),
    ("100%", True, "5.00"),
    ("100%", False, "5.00"),
    ("108%", True, "5.00"),
    ("0", False, "0.00"),
    ("-1%", True, REFUSED),
]


@pytest.mark.parametrize(("rate", "harmful", "wanted"), RECEIVED)
def test_a_shortfall_that_did_harm_earns_nothing(rate, harmful, wanted):
    """资金到位率 of 5 points: in proportion, but nothing where money was short and the project suffered."""
    assert points("ratio-unless-harmful", 5, target=1, actual=rate, harmful=harmful) == wanted


def test_nobody_is_asked_about_harm_where_nothing_was_short():
    """The recorded fact is needed only below the target."""
    assert share("ratio-unless-harmful", target=1, actual=1) == 1
    assert share("ratio-unless-harmful", target=1, actual="99.99%") == MISSING
