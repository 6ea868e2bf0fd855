"""Renaming: an entry or a key gets another name, and what refers to it goes with it or is told."""

import pytest

from perfkit.errors import IndicatorSetError
from perfkit.model import Change
from perfkit.scoring import amended

BASE = {
    "grades": [{"name": "优", "from": 90}, {"name": "差", "from": 0}],
    "needs": {"late": "number 天", "problems": {"severity": "number", "grave": "truth"}, "grave": "truth"},
    "assumes": {"late": 0},
    "labels": {"late": {"zh": "逾期"}, "rate": "执行率"},
    "measures": {"rate": "executed / budget", "late_share": "late / 365", "both": "late_share + rate"},
    "weighting": {"method": "ahp", "comparisons": {"output": [1, 2], "benefit": ["1/2", 1]}},
    "indicators": [
        {"code": "execution", "name": "预算执行率", "weight": 10, "measure": "rate"},
        {
            "code": "output",
            "name": "产出指标",
            "weight": 50,
            "children": [{"code": "quality", "weight": 30}, {"code": "time", "weight": 20}],
        },
        {"code": "benefit", "weight": 40},
    ],
    "weight-cases": [
        {"code": "c", "when": "any(indicators, block = output)", "weights": {"output": 60, "benefit": 30}}
    ],
    "adjustments": [
        {"code": "late", "at": "output", "when": "late > 0", "points": "points - late", "grounds": ["late"]},
        {"code": "veto", "at": "total", "when": "grave", "grade": "差"},
    ],
    "constraints": [{"code": "shape", "holds": "output >= 2 * quality - 10 and all(output_children, weight < output)"}],
}


def renamed(at, new, base=BASE):
    """The base after one change."""
    return amended(base, [Change(at, "rename", None, new, "because")])


def refused(at, new, base=BASE):
    with pytest.raises(IndicatorSetError) as caught:
        renamed(at, new, base)
    return [fault.code for fault in caught.value.faults], caught.value.faults[0]


def test_a_node_takes_everything_that_names_it_along():
    """Weights and conditions of cases, adjustments, comparisons, constraints; the printed name stays."""
    found = renamed("indicators.output", "products")
    assert [(node["code"], node.get("name")) for node in found["indicators"]][1] == ("products", "产出指标")
    (case,) = found["weight-cases"]
    assert (case["when"], list(case["weights"])) == ("any(indicators, block = products)", ["products", "benefit"])
    assert found["adjustments"][0]["at"] == "products"
    assert list(found["weighting"]["comparisons"]) == ["products", "benefit"]
    wanted = "products >= 2 * quality - 10 and all(products_children, weight < products)"
    assert found["constraints"][0]["holds"] == wanted


def test_an_inner_node_is_renamed_under_its_way():
    """By the code, and by the printed name of the node around it."""
    for at in ("indicators.output.children.quality", "indicators.产出指标.children.quality"):
        found = renamed(at, "good")
        assert [node["code"] for node in found["indicators"][1]["children"]] == ["good", "time"]
        assert found["constraints"][0]["holds"].startswith("output >= 2 * good - 10 and")


def test_a_fact_and_a_measure_take_formulas_labels_and_grounds_along():
    """Whole names only: late_share is another one, and points stays."""
    found = renamed("needs.late", "delay")
    assert (next(iter(found["needs"])), found["assumes"], list(found["labels"])) == (
        "delay",
        {"delay": 0},
        ["delay", "rate"],
    )
    assert found["measures"]["late_share"] == "delay / 365"
    late = found["adjustments"][0]
    assert (late["code"], late["when"], late["points"], late["grounds"]) == (
        "late",
        "delay > 0",
        "points - delay",
        ["delay"],
    )
    found = renamed("measures.rate", "pace")
    assert found["measures"] == {"pace": "executed / budget", "late_share": "late / 365", "both": "late_share + pace"}
    assert found["indicators"][0]["measure"] == "pace"
    assert list(found["labels"]) == ["late", "pace"]


def test_a_grade_takes_the_adjustments_that_give_it_along():
    """And stands where it stood."""
    found = renamed("grades.差", "不合格")
    assert [grade["name"] for grade in found["grades"]] == ["优", "不合格"]
    assert found["adjustments"][1]["grade"] == "不合格"


@pytest.mark.parametrize(
    ("at", "new", "code"),
    [
        ("indicators.outputs", "x", "amendment.path-unknown"),
        ("indicators.output", "benefit", "amendment.already-there"),
        ("indicators.output", "time", "amendment.already-there"),
        ("indicators.output", "a.b", "amendment.rename-name"),
        ("indicators.output", " ", "amendment.rename-name"),
        ("indicators.output.weight", "x", "amendment.rename-what"),
        ("labels.late", "x", "amendment.rename-what"),
        ("measures", "x", "amendment.rename-what"),
        ("needs.grave", "x", "amendment.rename-refers"),
    ],
)
def test_what_cannot_be_renamed_is_refused(at, new, code):
    """Unknown, taken in the whole tree, no name, nothing that has one, or a name that may mean a field of a list."""
    assert refused(at, new)[0] == [code]


def test_the_formula_that_may_mean_another_is_named():
    """``grave`` is a fact and a field of the list of problems."""
    assert refused("needs.grave", "serious")[1].arguments["keys"] == ("adjustments.veto.when",)


def test_a_grade_that_a_rule_gives_is_not_renamed():
    """The rule would go on giving the old name; without it the grade can be renamed."""
    base = {**BASE, "grade-by": "by-output"}
    assert refused("grades.优", "甲", base)[0] == ["amendment.rename-graded"]
    changes = [
        Change("grade-by", "remove", None, None, "x"),
        Change("grades.优", "rename", None, "甲", "x"),
        Change("grade-by", "add", None, "by-letters", "x"),
    ]
    assert amended(base, changes)["grade-by"] == "by-letters"


def test_later_changes_use_the_new_name():
    """The old one is unknown then."""
    rename = Change("indicators.output", "rename", None, "products", "x")
    weight = Change("indicators.products.weight", "to", 50, 45, "x")
    assert amended(BASE, [rename, weight])["indicators"][1]["weight"] == 45
    with pytest.raises(IndicatorSetError):
        amended(BASE, [rename, Change("indicators.output.weight", "to", None, 45, "x")])
