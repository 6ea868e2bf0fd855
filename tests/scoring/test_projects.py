"""Whole projects in a portfolio: what must not matter does not, and one that is bad spoils no other."""

import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from fractions import Fraction

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from perfkit.model import (
    Adjustment,
    Funding,
    FundingLine,
    Policies,
    Portfolio,
    Project,
    Review,
    Rounding,
    Stated,
    Target,
    Title,
)
from perfkit.scoring import evaluate
from perfkit.testing import evaluated
from scoring.small import a_case, a_rule, a_set, a_small_project, branch, codes, counted, judged, leaf, measure

MEAN = a_rule("mean", "mean(children, share)", needs={"children": {"share": "number"}})
RANKED = a_rule("ranked", "max(1 - 10% * count(peers, value > actual), 0)", needs={"peers": {"value": "number"}})
COUNTING = a_rule(
    "counting",
    "if(bad, 差, if(all(children, share >= 60%), 优, 良))",
    gives=["优", "良", "差"],
    needs={"bad": "truth", "children": {"share": "number"}},
)
ELEMENTS = a_rule(
    "elements",
    "if(any(elements, gate and met < 1), 0, sum(elements, share * met))",
    needs={"elements": {"share": "number", "met": "number", "gate": "truth"}},
)
NEEDS = {"fiscal": "truth", "late": "number", "audit": ("clean", "remarks", "refused"), "bad": "truth"}
EVERYTHING = a_set(
    measure("execution", 10, "rate"),
    branch("result", 60, leaf("a", 40, combine="mean"), leaf("b", 20)),
    leaf("c", 30),
    rules=[MEAN, RANKED, COUNTING, ELEMENTS],
    needs={**NEEDS, "lines": {"source": ("财政", "其他"), "executed": "money"}},
    measures={"rate": "sum(lines, if(source = 财政, executed, 0)) / budget"},
    assumes={"bad": False, "fiscal": True, "audit": "clean", "late": 0},
    weight_cases=[a_case("not fiscal", execution=0, c=40)],
    adjustments=[
        Adjustment(code="late", title=Title("逾期"), at="result", when="late > 0", points="points - late"),
        Adjustment(code="audit", title=Title("审计"), at="total", when="audit < remarks", points="min(points, 59)"),
    ],
    grade_by="counting",
    rounding={"leaf": Rounding(2), "total": Rounding(2), "rate": Rounding(2)},
    policies=Policies(not_applicable="total", final=("finance", "computed"), zero_divisor="zero"),
)
"""A set in which nearly every power of scoring has its part."""


def money(spent, budget=100):
    """Of which half is fiscal."""
    return Funding(budget=budget, lines=[FundingLine("财政", executed=spent), FundingLine("其他", executed=7)])


def good(name="好", **changes):
    """A project that earns 5 of 10, 30 + 15 of 60 and 30 of 30."""
    card = (judged("a", 1, "0.5", "甲"), judged("a", 1, "1", "乙"), judged("b", 20, "0.75"), counted("c", 30, 100))
    return a_small_project(*changes.pop("indicators", card), **{"name": name, "funding": money(50), **changes})


def totals(*projects, under=EVERYTHING):
    """Total and grade of each by its name."""
    found = evaluated(*projects, under=under).projects
    return {one.project.name: (one.points and one.points.exact, one.grade, one.bounds) for one in found}


def test_the_good_project_earns_what_it_says():
    """The figure on which the others of this file rest, worked out by hand; every block has 60 % or more."""
    assert totals(good())["好"][:2] == (80, "良")  # the execution rate is 50 %


BAD = {
    "nothing known": Project(name="坏"),
    "no money": good("坏", funding=None),
    "a source that nobody knows": good("坏", funding=Funding(budget=9, lines=[FundingLine("借款", executed=1)])),
    "no actual": good("坏", indicators=[judged("a", 2), judged("b", 20), counted("c", 30, None)]),
    "no target": good("坏", indicators=[judged("a", 2), judged("b", 20), evolve(counted("c", 30, 1), target=None)]),
    "a target of zero": good("坏", indicators=[judged("a", 2), judged("b", 20), counted("c", 30, 1, 0)]),
    "a judgement above all": good("坏", indicators=[judged("a", 2, 2), judged("b", 20), counted("c", 30, 1)]),
    "a wrong sum": good("坏", indicators=[judged("a", 2), judged("b", 21), counted("c", 30, 1)]),
    "an empty block": good("坏", indicators=[judged("b", 20), counted("c", 30, 1)]),
    "a wrong block": good("坏", indicators=[judged("a", 2), judged("b", 20), counted("d", 30, 1)]),
    "a wrong category": good(
        "坏", indicators=[judged("a", 2), judged("b", 20), evolve(counted("c", 30, 1), category="?")]
    ),
    "a weight too fine": good("坏", indicators=[judged("a", 2), judged("b", "20.001"), counted("c", "29.999", 1)]),
    "a rule that nobody knows": good("坏", indicators=[judged("a", 2), judged("b", 20, rule="?"), counted("c", 30, 1)]),
    "a rule for grades": good("坏", indicators=[judged("a", 2), judged("b", 20, rule="counting"), counted("c", 30, 1)]),
    "a rule that combines": good("坏", indicators=[judged("a", 2), judged("b", 20, rule="mean"), counted("c", 30, 1)]),
    "elements missing": good("坏", indicators=[judged("a", 2), judged("b", 20, rule="elements"), counted("c", 30, 1)]),
    "points beyond the weight": good(
        "坏", indicators=[judged("a", 2), judged("b", 20, reviews=[Review("finance", 21)]), counted("c", 30, 1)]
    ),
    "a total beyond full marks": good("坏", reviews=[Review("finance", 101)]),
    "a fact of another kind": good("坏", facts={"late": True, "audit": 3, "fiscal": "no"}),
    "a word that is none": good("坏", facts={"audit": "lost"}),
    "a list for a number": good("坏", facts={"late": [{"days": 3}]}),
    "nothing applies": good(
        "坏",
        indicators=[evolve(one, applicable=False) for one in (judged("a", 2), judged("b", 20), counted("c", 30, 1))],
    ),
}


@pytest.mark.parametrize("bad", BAD.values(), ids=list(BAD))
@pytest.mark.parametrize("at", [0, 1, 2])
def test_one_bad_project_spoils_no_other(bad, at):
    """Wherever it stands: the others are what they are without it, and the bad one says why it has no total."""
    others = [good("甲"), good("乙", funding=money(100))]
    without = totals(*others)
    mixed = evaluated(*others[:at], bad, *others[at:], under=EVERYTHING)
    result = next(one for one in mixed.projects if one.project is bad)

    assert {
        one.project.name: (one.points.exact, one.grade, one.bounds) for one in mixed.projects if one is not result
    } == without
    assert result.final_points is None
    assert result.state == ("unscored" if bad.name == "坏" and not bad.indicators else "absent")
    assert all(finding.worded("zh") and finding.worded("en") for finding in result.findings)
    assert (result.state == "absent") == any(finding.severity == "error" for finding in result.findings)
    assert mixed.mean.exact == (80 + 85) / Fraction(2)
    assert mixed.to_dict()


values = st.one_of(
    st.booleans(),
    st.decimals(-1000, 1000, places=2, allow_nan=False, allow_infinity=False),
    st.sampled_from(["clean", "refused", "lost", "0", "90%"]),
    st.lists(
        st.dictionaries(st.sampled_from(["share", "met", "gate", "value"]), st.booleans() | st.integers(-2, 2)),
        max_size=2,
    ),
)


@st.composite
def projects(draw):
    """Anything a program may hand in: facts of every kind, indicators with and without anything, any rule."""
    made = []
    for at in range(draw(st.integers(0, 5))):
        target = draw(
            st.sampled_from(
                [None, Target.judged("好"), Target.at_least(0), Target.at_most(5, "%"), Target.between(1, 2)]
            )
        )
        made.append(
            evolve(
                judged(draw(st.sampled_from("abc?")), draw(st.sampled_from([None, 0, 1, 20, 30, 100])), None, str(at)),
                target=target,
                judged=draw(st.sampled_from([None, 0, "0.5", 7, -1])),
                actual=draw(st.sampled_from([None, 0, -3, "0.1", 10**15])),
                baseline=draw(st.sampled_from([None, 0, 5])),
                rule=draw(st.sampled_from(["", "", *EVERYTHING.rules, "?"])),
                applicable=draw(st.booleans()),
                reviews=draw(
                    st.sampled_from(
                        [
                            (),
                            (Review("finance", 0),),
                            (Review("finance", 50), Review("x", 1)),
                        ]
                    )
                ),
                facts=draw(st.dictionaries(st.sampled_from(["elements", "late", "own"]), values, max_size=2)),
            )
        )
    spent = draw(st.sampled_from([None, money(0, 0), money(50), Funding(), Funding(budget=0, executed=5)]))
    facts = draw(st.dictionaries(st.sampled_from(list(NEEDS)), values))
    return a_small_project(*made, funding=spent, facts=facts, stated=draw(st.sampled_from([None, Stated(points=70)])))


@given(projects())
@settings(max_examples=150)
def test_no_project_breaks_the_evaluation(project):
    """It has a state, every reason can be worded, and a total only where it is computed."""
    result = evaluated(project, good(), under=EVERYTHING).projects[0]

    assert (result.state == "computed") == (result.points is not None)
    assert result.state != "absent" or codes(result)
    assert all(finding.worded("zh") and finding.worded("en") for finding in result.findings)
    assert result.bounds is None or result.bounds.low.exact <= result.bounds.high.exact
    if result.points is not None:
        assert result.bounds.hold(result.points)


shares = st.sampled_from(["0", "0.1", "0.333", "0.5", "0.995", "1"])


@given(st.lists(shares, min_size=4, max_size=4), st.integers(0, 100), st.randoms(use_true_random=False))
def test_the_order_of_indicators_and_of_projects_changes_nothing(given_, spent, random):
    """Sums are exact and combinations look at all: total, grade, bounds and mean, in whatever order things come."""
    card = [
        judged("a", 1, given_[0], "甲"),
        judged("a", 2, given_[1], "乙"),
        judged("b", 20, given_[2]),
        judged("c", 30, given_[3]),
    ]
    straight = [good("正", indicators=card, funding=money(spent)), good("好")]
    mixed = [good("正", indicators=random.sample(card, 4), funding=money(spent)), good("好")]
    random.shuffle(mixed)

    assert totals(*straight) == totals(*mixed)
    assert evaluated(*straight, under=EVERYTHING).mean == evaluated(*mixed, under=EVERYTHING).mean


@given(projects(), shares)
@settings(max_examples=60)
def test_a_project_more_changes_no_other(project, share):
    """Unless a rule asks for peers, each project is alone in the world."""
    alone = good("甲", indicators=[judged("a", 2, share), judged("b", 20), judged("c", 30)])

    assert totals(alone)["甲"] == totals(alone, evolve(project, name="更多"))["甲"]


@given(st.integers(1, 10**6), st.integers(0, 10**6), st.sampled_from([("万元", 4), ("千元", 3), ("亿元", 8)]))
def test_units_of_money_change_nothing(target, actual, scale):
    """An indicator in 元 and in 万元, and its target: the same share, exactly."""
    unit, places = scale
    in_yuan = counted("c", 30, Decimal(actual).scaleb(places), Target.at_least(Decimal(target).scaleb(places), "元"))
    in_unit = counted("c", 30, actual, Target.at_least(target, unit))
    found = [
        evaluated(good(indicators=[judged("a", 2), judged("b", 20), one]), under=EVERYTHING).projects[0]
        for one in (in_yuan, in_unit)
    ]

    assert found[0].points == found[1].points
    assert found[0].lines[-1].share == found[1].lines[-1].share


@given(st.integers(1, 100), st.integers(0, 120))
def test_percent_and_permille_change_nothing(target, actual):
    """95 % is 950 ‰, and 0.95 of one."""
    ways = [
        counted("c", 30, Decimal(actual * 10**places) / 100, Target.at_least(Decimal(target * 10**places) / 100, unit))
        for places, unit in ((2, "%"), (3, "‰"), (0, ""))
    ]
    found = [
        evaluated(good(indicators=[judged("a", 2), judged("b", 20), one]), under=EVERYTHING).projects[0] for one in ways
    ]

    assert len({one.points.exact for one in found}) == 1


def many(count):
    """Projects of every kind, a third of them bad."""
    kinds = [good(), good(funding=money(33)), *BAD.values()]
    return [evolve(kinds[at % len(kinds)], name=str(at)) for at in range(count)]


def test_sixteen_threads_give_the_serial_result():
    """One set and one portfolio, evaluated sixteen times at once: every record is that of the serial run."""
    portfolio = Portfolio(unit="单位", year=2023, projects=many(30))
    serial = evaluate(portfolio, EVERYTHING).to_dict()
    with ThreadPoolExecutor(16) as pool:
        found = list(pool.map(lambda _: evaluate(portfolio, EVERYTHING).to_dict(), range(16)))

    assert all(one == serial for one in found)


HOST = """
import decimal, json, locale, sys, time
from scoring.test_projects import EVERYTHING, many
from perfkit.model import Portfolio
from sampling import sparse
from perfkit.scoring import evaluate

if sys.argv[1] == "odd":
    decimal.setcontext(decimal.Context(prec=2, rounding=decimal.ROUND_UP, traps=[decimal.Inexact, decimal.Rounded]))
    for name in ("de_DE.UTF-8", "tr_TR.UTF-8", "C.UTF-8", "C"):
        try:
            locale.setlocale(locale.LC_ALL, name)
            break
        except locale.Error:
            continue
    time.tzset()
portfolio = Portfolio(unit="单位", year=2023, projects=many(30))
print(json.dumps(evaluate(portfolio, EVERYTHING).to_dict(), ensure_ascii=False))
"""


def test_a_host_with_its_own_context_locale_zone_and_hashes_changes_no_digit():
    """A process that rounds to two digits, writes decimals with a comma, lives in Kathmandu and hashes otherwise."""
    paths = os.pathsep.join(path for path in sys.path if path)

    def printed(how, **host):
        environment = {**os.environ, "PYTHONPATH": paths, "PYTHONIOENCODING": "utf-8", **host}
        command = [sys.executable, "-c", HOST, how]
        done = subprocess.run(command, env=environment, capture_output=True, check=True)
        return json.loads(done.stdout.decode("utf-8"))

    plain = printed("plain", PYTHONHASHSEED="0")
    assert plain == printed("odd", PYTHONHASHSEED="4711", TZ="Asia/Kathmandu", LC_ALL="de_DE.UTF-8")
    assert plain == evaluate(Portfolio(unit="单位", year=2023, projects=many(30)), EVERYTHING).to_dict()
