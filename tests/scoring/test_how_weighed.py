"""How the weights of a set were found: proved, in words, and as plain data."""

import datetime
from decimal import Decimal

import pytest

from perfkit.errors import IndicatorSetError
from perfkit.model import Basis, Funding, Weighting
from perfkit.scoring import prove
from perfkit.testing import evaluated
from scoring.small import a_set, a_small_project, branch, judged, leaf, measure, rebuilt

DAY = datetime.date(2023, 11, 2)
BASIS = [Basis("清财绩〔2023〕9号", "附件", verified=True)]
ROWS = {"output": ["1", "2", "3"], "benefit": ["1/2", 1, "2"], "satisfaction": ["1/3", Decimal("0.5"), 1]}
NODES = (measure("execution", 10), leaf("output", 48), leaf("benefit", 27), leaf("satisfaction", 15))


def a_weighting(**changes):
    keys = {"method": "ahp", "author": "县财政局绩效股，专家 7 人", "date": DAY, "comparisons": ROWS, "basis": BASIS}
    return Weighting(**{**keys, **changes})


def a_weighed_set(*nodes, **changes):
    return a_set(*(nodes or NODES), weighting=a_weighting(**changes))


def refused(*nodes, **changes):
    """The faults of a set: code, place and what is told."""
    with pytest.raises(IndicatorSetError) as refusal:
        a_weighed_set(*nodes, **changes)
    return refusal.value.faults


def told(faults):
    return [(fault.code, fault.place.key) for fault in faults]


def test_weights_that_follow_from_the_comparisons_are_accepted():
    """The cube roots of 6, 1 and 1/6 share out 90 as 48, 27 and 15; execution is not compared and keeps its 10."""
    prove(a_weighed_set())
    prove(a_weighed_set(consistency_ratio=Decimal("0.0079")))


def test_weights_that_do_not_follow_are_named_with_what_they_should_be():
    """One unit taken from output and given to benefit: both are faults."""
    faults = refused(NODES[0], leaf("output", 47), leaf("benefit", 28), NODES[3])

    assert told(faults) == [
        ("set.weighting-differs", "weighting.comparisons.output"),
        ("set.weighting-differs", "weighting.comparisons.benefit"),
    ]
    assert faults[0].worded("zh") == (
        "small@1，weighting.comparisons.output：节点“output”的分值是 47；"
        "按判断矩阵应为 48（各节点的合计不变，按最大余数取整）；"
        "改正 weight 或 weighting.comparisons [set.weighting-differs]"
    )


def test_weights_may_have_places():
    """The finest weight says to how many places the points are rounded."""
    prove(a_weighed_set(NODES[0], leaf("output", "48.6"), leaf("benefit", "26.7"), leaf("satisfaction", "14.7")))


def test_children_of_one_node_may_be_compared():
    """Their sum is the weight of the parent, whatever stands beside it."""
    parts = (leaf("output", 30), leaf("benefit", 17), leaf("satisfaction", 9))
    found = a_weighed_set(measure("execution", 44), branch("result", 56, *parts))

    prove(found)
    assert found.weighting.comparisons["output"] == ["1", "2", "3"]


@pytest.mark.parametrize(
    ("nodes", "changes", "faults"),
    [
        ((), {"author": " "}, [("set.weighting-author", "weighting.author")]),
        (
            (),
            {"method": "expert", "consistency_ratio": "0.05"},
            [
                ("set.weighting-only-ahp", "weighting.consistency-ratio"),
                ("set.weighting-only-ahp", "weighting.comparisons"),
            ],
        ),
        (
            (),
            {"method": "entropy", "comparisons": {}, "consistency_ratio": "0"},
            [("set.weighting-only-ahp", "weighting.consistency-ratio")],
        ),
        (
            (),
            {"comparisons": {"output": [1, 1], "benefits": [1, 1]}},
            [("set.weighting-code", "weighting.comparisons.benefits")],
        ),
        (
            (measure("execution", 10), branch("a", 50, leaf("output", 50)), branch("b", 40, leaf("benefit", 40))),
            {"comparisons": {"output": [1, 1], "benefit": [1, 1]}},
            [("set.weighting-siblings", "weighting.comparisons")],
        ),
        (
            (),
            {"comparisons": {**ROWS, "output": ["1", "2", "4"]}},
            [("weighting.not-reciprocal", "weighting.comparisons.output[3]")],
        ),
        ((), {"consistency_ratio": "0.0080"}, [("set.weighting-ratio", "weighting.comparisons")]),
    ],
)
def test_records_that_cannot_be(nodes, changes, faults):
    """No author, keys of another method, unknown codes, no siblings, no comparisons, another ratio."""
    assert told(refused(*nodes, **changes)) == faults


def test_the_ratio_is_compared_with_the_places_it_is_stated_with():
    """0.0079… is 0.008 to three places and 0.01 to two; 0.009 is another one, and what it should be is said."""
    for stated in ("0.008", "0.01", "0"):
        prove(a_weighed_set(consistency_ratio=stated))
    (fault,) = refused(consistency_ratio="0.009")

    assert (fault.arguments["found"], fault.arguments["expected"]) == ("0.009", "0.008")


def test_an_unknown_code_is_told_with_the_known_ones():
    """The nearest is said."""
    (fault,) = refused(comparisons={"outputs": [1]})

    assert fault.arguments["near"] == "output"
    assert fault.arguments["known"] == ("execution", "output", "benefit", "satisfaction")


def explained(indicator_set, language="zh"):
    indicators = [judged("output", 48), judged("benefit", 27), judged("satisfaction", 15)]
    result = evaluated(a_small_project(*indicators, funding=Funding(budget=1, executed=1)), under=indicator_set)
    return result.projects[0].explain(language).splitlines()


def test_an_explanation_tells_how_the_weights_were_found():
    """Behind the set: method, author, date, note, document; and the consistency, worked out again."""
    lines = explained(a_weighed_set(note="每位专家分别比较后取几何平均"))

    assert lines[2:4] == [
        "分值的确定：层次分析法，县财政局绩效股，专家 7 人，2023-11-02；每位专家分别比较后取几何平均"
        "（清财绩〔2023〕9号 附件，原文已核对）",
        "分值与判断矩阵相符（已复算）；一致性检验通过：3 阶，λmax 3.0092…，CI 0.0046…，RI 0.58，CR 0.0079…，不大于 0.1",
    ]


@pytest.mark.parametrize(
    ("ratio", "said"),
    [
        (
            "0.10",
            "Consistency ratio CR 0.10, not above 0.1 (as stated; without comparisons it cannot be worked out again)",
        ),
        (
            "0.11",
            "Consistency ratio CR 0.11, above 0.1: the comparisons contradict each other "
            "(as stated; without comparisons it cannot be worked out again)",
        ),
    ],
)
def test_a_ratio_that_is_only_stated_is_told_as_stated(ratio, said):
    """Up to 0.1 the comparisons hold together; nobody can work it out again."""
    lines = explained(a_weighed_set(consistency_ratio=ratio, comparisons={}), "en")

    assert lines[2:4] == [
        "Weights found by the analytic hierarchy process, 县财政局绩效股，专家 7 人, 2023-11-02 "
        "(清财绩〔2023〕9号 附件, text verified)",
        said,
    ]


def test_other_methods_have_no_ratio():
    """A document that fixes the weights says no more than that."""
    lines = explained(a_weighed_set(method="document", comparisons={}, author="省财政厅", basis=()))

    assert lines[2:4] == ["分值的确定：文件规定，省财政厅，2023-11-02", "状态：按指标计算得分"]


def test_without_a_record_nothing_is_said():
    """Most sets have none."""
    plain = rebuilt(a_weighed_set(), weighting=None)

    assert not [line for line in explained(plain) if "分值的确定" in line]
    assert evaluated(under=plain).to_dict()["portfolio"]["indicator_set"]["weighting"] is None


def test_as_plain_data():
    """The record stands with the set in the evaluation, comparisons as they were written."""
    found = evaluated(under=a_weighed_set(consistency_ratio="0.0079", note="注")).to_dict()

    weighting = found["portfolio"]["indicator_set"]["weighting"]
    consistency = weighting.pop("consistency")
    assert weighting == {
        "method": "ahp",
        "author": "县财政局绩效股，专家 7 人",
        "date": "2023-11-02",
        "consistency_ratio": "0.0079",
        "comparisons": {
            "output": ["1", "2", "3"],
            "benefit": ["1/2", "1", "2"],
            "satisfaction": ["1/3", "0.5", "1"],
        },
        "note": "注",
        "basis": [{"document": "清财绩〔2023〕9号", "clause": "附件", "verified": True}],
    }
    assert (consistency["size"], consistency["holds"]) == ("3", True)


def test_as_plain_data_without_comparisons():
    """What is not known is null."""
    found = evaluated(under=a_weighed_set(method="expert", comparisons={})).to_dict()

    weighting = found["portfolio"]["indicator_set"]["weighting"]
    assert (weighting["consistency_ratio"], weighting["consistency"], weighting["comparisons"]) == (None, None, {})
