"""The money of a project in words: amounts, rates, and what stands in for an amount that is missing."""

import pytest

from perfkit.model import Funding, Policies, Rounding, Title
from scoring.small import a_set, judged, leaf, rebuilt, scored

SET = a_set(
    leaf("output", 100),
    measures={"execution_rate": "executed / budget", "receipt_rate": "received / initial"},
    labels={
        "initial": Title("年初预算数"),
        "budget": Title("全年预算数"),
        "executed": Title("全年执行数"),
        "received": Title("到位数"),
        "execution_rate": Title("预算执行率"),
        "receipt_rate": Title("资金到位率"),
    },
    policies=Policies(missing_budget="initial"),
)
ROUNDED = rebuilt(SET, rounding={"rate": Rounding(2)})


def money(under, **amounts):
    """What is told of these amounts: the lines between the head and the indicators."""
    funding = Funding(**amounts) if amounts else None
    return scored(under, judged("output", 100), funding=funding).explain().splitlines()[3:-2]


@pytest.mark.parametrize(
    ("under", "executed", "rate"),
    [
        (SET, 12, "75%"),
        (SET, 10, "62.5%"),
        (ROUNDED, 12, "75.00%"),
        (ROUNDED, 5, "31.25%"),
        (ROUNDED, 9, "56.25%"),
    ],
)
def test_a_rate_that_rounding_leaves_is_told_without_it(under, executed, rate):
    """Also where the set rounds no rates."""
    assert money(under, budget=16, executed=executed)[-1] == f"预算执行率 = 全年执行数 ÷ 全年预算数 = {rate}"


def test_a_rate_that_is_rounded_is_told_with_what_it_was():
    """1 of 3 is 33.33 %, and 1 of 32 is 3.13 %."""
    thirds = money(ROUNDED, budget=3, executed=1)[-1]
    parts = money(ROUNDED, budget=32, executed=1)[-1]

    assert thirds == "预算执行率 = 全年执行数 ÷ 全年预算数 = 33.3333…%，按四舍五入取 2 位，为 33.33%"
    assert parts == "预算执行率 = 全年执行数 ÷ 全年预算数 = 3.125%，按四舍五入取 2 位，为 3.13%"


def test_what_stands_in_for_the_budget_is_told_of_the_rate_that_rests_on_it():
    """Not of another rate, nor where the budget is given, nor where the set lets nothing stand in."""
    amounts = {"initial": 20, "received": 10, "executed": 5}
    stands_in = money(SET, **amounts)
    given = money(SET, **amounts, budget=10)
    nothing = money(rebuilt(SET, policies=Policies()), **amounts)

    assert stands_in[-2:] == [
        "预算执行率 = 全年执行数 ÷ 全年预算数 = 25%（没有全年预算数，以年初预算数代）",
        "资金到位率 = 到位数 ÷ 年初预算数 = 50%",
    ]
    assert given[-2:] == ["预算执行率 = 全年执行数 ÷ 全年预算数 = 50%", "资金到位率 = 到位数 ÷ 年初预算数 = 50%"]
    assert nothing[-1] == "资金到位率 = 到位数 ÷ 年初预算数 = 50%"
    assert "没有全年预算数" not in "".join(nothing)


def test_a_name_that_holds_the_word_budget_is_not_the_budget():
    """The county's own ``budget_cut`` is no amount that another one stands in for."""
    under = rebuilt(SET, needs={"budget_cut": "money"}, measures={"execution_rate": "executed / budget_cut"})
    found = scored(
        under, judged("output", 100), funding=Funding(initial=20, executed=5), facts={"budget_cut": 10}
    ).explain()

    assert "= 50%\n" in found
    assert "代）" not in found


def test_a_project_without_a_row_of_money_says_so():
    """And tells no rate."""
    assert money(SET) == ["没有与它对应的资金行"]
