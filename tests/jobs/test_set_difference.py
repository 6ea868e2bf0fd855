"""What one indicator set says otherwise than another, key by key, with the reasons of amendments."""

import json

import pytest
from attrs import evolve

from perfkit import IndicatorSetError, Kit
from perfkit.jobs import set_difference
from perfkit.model import (
    Adjustment,
    Change,
    GradeBand,
    GradeScale,
    Origin,
    Policies,
    Rounding,
    Title,
)
from scoring.small import a_case, a_rule, a_set, branch, leaf, measure, rebuilt

NATIONAL, COUNTY = "cn.mof.self-evaluation@2020", "cn.jx.xinfeng.self-evaluation@2023"
SET = a_set(
    branch("main", 60, leaf("output", 40), leaf("quality", 20)),
    measure("execution", 40, "rate"),
    measures={"rate": "executed / budget"},
    rounding={"leaf": Rounding(2)},
)


def told(after, before=SET):
    """Kind, key and both texts of each difference."""
    return [(one.kind, one.key, one.before, one.after) for one in set_difference(before, after).differences]


def test_what_a_real_county_changes_is_told_with_its_reasons():
    """Every change of the amendment, and what it says of itself."""
    found = Kit().diff(NATIONAL, COUNTY)
    assert [one.key for one in found.differences] == [
        "title.zh",
        "title.en",
        "fiscal-years.from",
        "rounding.rate.mode",
        "rounding.rate.trailing-zeros",
        "rounding.rate-in-text",
        "rounding.mean-in-text",
        "measures.execution_rate",
        "labels.executed.zh",
    ]
    assert all(one.change is not None and one.change.at == one.key for one in found.differences[3:])
    lines = list(found.worded("zh"))
    assert lines[0] == f"{NATIONAL} → {COUNTY}：9 处不同"
    assert lines[-1] == f"  labels.executed.zh：全年执行数 → 跟踪期执行数（{COUNTY}：资金表的栏名）"


def test_a_set_beside_itself_differs_in_nothing():
    """Nor does one that was read from elsewhere."""
    assert told(SET) == []
    assert told(evolve(SET, id="other", edition="9", digest="x", plugins=("p",), origin=Origin())) == []
    assert list(set_difference(SET, SET).worded("en")) == ["small@1 → small@1: no difference"]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"rounding": {"leaf": Rounding(1)}}, [("changed", "rounding.leaf.places", "2", "1")]),
        (
            {"rounding": {"leaf": Rounding(2), "total": Rounding(0, "down", trailing_zeros=False)}},
            [("added", "rounding.total", "", "places = 0；mode = down；trailing-zeros = false")],
        ),
        ({"rounding": {}}, [("removed", "rounding", "", "")]),
        (
            {"policies": Policies(final=("bureau", "computed"))},
            [("changed", "policies.final", "computed", "bureau、computed")],
        ),
        ({"policies": Policies(missing_budget="initial")}, [("added", "policies.missing-budget", "", "initial")]),
        (
            {"measures": {"rate": "executed / initial"}},
            [("changed", "measures.rate", "executed / budget", "executed / initial")],
        ),
        ({"last_year": 2025}, [("added", "fiscal-years.to", "", "2025")]),
        ({"title": Title("大", "big")}, [("changed", "title.zh", "小", "大"), ("added", "title.en", "", "big")]),
        (
            {"grades": GradeScale([GradeBand("优", 95), GradeBand("良", 80), GradeBand("差", 0)])},
            [("changed", "grades.优.from", "90", "95"), ("removed", "grades.中", "中", "")],
        ),
        (
            {"weight_cases": [a_case("budget = 0", output=80, quality=20, main=100, execution=0)]},
            [("added", "weight-cases", "", None)],
        ),
    ],
)
def test_each_key_is_told_as_amendments_write_it(changes, expected):
    """Changed, added or taken away; entries of lists by their codes or names."""
    found = told(evolve(SET, **changes))
    assert [one[:2] for one in found] == [one[:2] for one in expected]
    for one, wanted in zip(found, expected, strict=True):
        if wanted[3] is not None and wanted[:2] != ("removed", "rounding"):
            assert one == wanted


def test_nodes_are_told_by_their_codes_wherever_they_stand():
    """A weight below a node, a rule of a leaf, a node that is new and one that is gone."""
    nodes = [
        branch("main", 60, leaf("output", 45), leaf("quality", 15)),
        measure("execution", 30, "rate", rule="judged"),
        leaf("benefit", 10),
    ]
    assert told(evolve(SET, indicators=nodes)) == [
        ("changed", "indicators.main.children.output.weight", "40", "45"),
        ("changed", "indicators.main.children.quality.weight", "20", "15"),
        ("changed", "indicators.execution.weight", "40", "30"),
        ("changed", "indicators.execution.rule", "ratio", "judged"),
        ("added", "indicators.benefit", "", "benefit"),
    ]
    assert told(SET, evolve(SET, indicators=nodes))[-1] == ("removed", "indicators.benefit", "benefit", "")


def test_rules_and_adjustments_are_told_by_title_where_they_are_new():
    """And by their formula where that is another."""
    other = {**SET.rules, "ratio": a_rule("ratio", "actual / target"), "ours": a_rule("ours", "1")}
    penalty = Adjustment(code="late", title=Title("逾期"), at="total", when="executed > budget", points="points - 1")
    before, after = (
        evolve(SET, adjustments=[evolve(penalty, points="points - 2")]),
        evolve(SET, rules=other, adjustments=[penalty]),
    )
    assert told(after, before) == [
        ("removed", "rules.ratio.requires", "target > 0 and actual >= 0", ""),
        ("changed", "rules.ratio.share", "min(actual / target, 1)", "actual / target"),
        ("added", "rules.ours", "", "ours"),
        ("changed", "adjustments.late.points", "points - 2", "points - 1"),
    ]


def test_the_reason_is_that_of_the_change_at_the_key_or_around_it():
    """The nearest layer's first; what no amendment of the chain changed has none."""
    around = Change(at="rounding.leaf", action="to", was=None, value={}, reason="新办法", by="small@2")
    later = evolve(around, reason="旧", by="small@0")
    beside = evolve(around, at="rounding.lea")
    after = rebuilt(SET, rounding={"leaf": Rounding(1)}, changes=(beside, around, later))
    (found,) = set_difference(SET, after).differences
    assert found.change == around
    assert found.worded("zh") == "rounding.leaf.places：2 → 1（small@2：新办法）"
    assert set_difference(after, SET).differences[0].change is None


def test_a_change_inside_what_a_lower_layer_added_gives_its_own_reason():
    """The county added a rounding with four places, the town cut it to two: the town's reason stands behind it."""
    town = Change("rounding.rate.places", "to", 4, 2, "镇里两位", by="town@1")
    county = Change("rounding.rate", "add", None, {"places": 4}, "县里四位", by="county@1")
    after = evolve(SET, rounding={**SET.rounding, "rate": Rounding(2)}, changes=[town, county])
    (found,) = set_difference(SET, after).differences

    assert (found.key, found.change) == ("rounding.rate", town)


def test_the_answer_is_plain_data():
    """Texts, and null for a side that does not say it and for a change that nobody made."""
    record = set_difference(SET, evolve(SET, last_year=2025)).record("zh")
    assert json.loads(json.dumps(record)) == record
    assert record["differences"] == [
        {"kind": "added", "key": "fiscal-years.to", "before": None, "after": "2025", "reason": None, "by": None}
    ]


def test_a_set_that_is_not_installed_is_refused():
    """As everywhere."""
    with pytest.raises(IndicatorSetError):
        Kit().diff(NATIONAL, "cn.nowhere@1")


def test_rules_that_nothing_names_are_told_in_one_line():
    """A plugin brings its rules to each of its sets: those it does not use do not crowd out what is different."""
    known, ours, idle = a_set(leaf("output", 100)), a_rule("ours", "1"), a_rule("idle", "1")
    named = leaf("output", 100, rules_for={**known.indicators[0].rules_for, "at-least": "ours"})
    lines = list(set_difference(known, a_set(named, rules=[ours, idle])).worded("en"))
    assert "  adds rules.ours: ours" in lines
    assert lines[-1] == "  has 1 further rules at hand, which the set does not name: idle"
