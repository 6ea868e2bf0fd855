"""The working paper: every indicator with its points, what was found, what proves it, how it was calculated."""

from fractions import Fraction
from pathlib import Path

import pytest

import perfkit
from perfkit.kit import Kit
from perfkit.model import Adjustment, Evidence, Funding, Policies, Portfolio, Review, Title
from perfkit.scoring import evaluate, working_paper
from scoring.small import a_rule, a_set, a_small_project, branch, counted, judged, leaf, measure

CASES = Path(perfkit.__file__).parent / "standards" / "cases"
SET = a_set(
    branch("管理", 60, leaf("制度", 40), measure("执行", 20)),
    leaf("效益", 40),
    rules=[a_rule("checklist", "count(elements, met) / count(elements)", needs={"elements": {"met": "truth"}})],
    policies=Policies(missing="absent", not_applicable="total", final=("bureau", "computed")),
    labels={"bureau": Title("财政局", "the bureau"), "executed": Title("支出", "spent")},
    adjustments=[Adjustment(code="late", title=Title("逾期", "late"), at="total", when="late", points="points - 2")],
    needs={"late": "truth"},
)
PROVED = Evidence("voucher", "总账", "7")
ELEMENTS = [{"name": "有制度", "met": True}, {"name": "执行制度", "met": False, "fact": "3 份合同未归档"}]
OWN = [
    judged("制度", 40, None, name="制度", rule="checklist", facts={"elements": ELEMENTS}, reason="人手不足"),
    counted("效益", 40, 75, name="受益", evidence=[Evidence("statement", "说明")]),
]


def paper(*indicators, late=True):
    """The paper of one project under the set of this page."""
    facts = {"funding": Funding(budget=200, executed=150), "facts": {"late": late}, "evidence": {"executed": [PROVED]}}
    portfolio = Portfolio(unit="单位", year=2023, projects=[a_small_project(*indicators, **facts)])
    return working_paper(evaluate(portfolio, SET), "甲")


def test_each_indicator_has_its_row_with_points_below():
    """In the order of the set, with path, finding, elements, calculation, evidence and reason; then what came above."""
    assert list(paper(*OWN).worded("zh")) == [
        "满分 100，得 63，扣 37",
        "管理 · 制度 · 指标：分值 40，得 20，扣 20",
        "  1. 有制度：满足；分值 20，得 20，扣 0",
        "  2. 执行制度：不满足；查明：3 份合同未归档；分值 20，得 0，扣 20",
        "  计算：得分 = 40 × (1 ÷ 2) = 20；规则：checklist [checklist]",
        "  偏差原因：人手不足",
        "管理 · 执行：分值 20，得 15，扣 5",
        "  查明：budget 0.02 万元；支出 0.015 万元；执行 75%",
        "  计算：得分 = 20 × min(75% ÷ 100%, 1) = 15；规则：ratio [ratio]",
        "  佐证：支出：原始凭证“总账”（第 7 页）",
        "效益 · 指标 · 受益：分值 40，得 30，扣 10",
        "  查明：完成值 75，指标值 ≥100",
        "  计算：得分 = 40 × min(75 ÷ 100, 1) = 30；规则：ratio [ratio]",
        "  佐证：说明材料“说明”",
        "“总分”失 2 分（加减分）：调整“逾期”：65 → 63；条件：late",
    ]


@pytest.mark.parametrize("late", [True, False])
@pytest.mark.parametrize("given", [(), (Review("bureau", 38, "抽查"),)])
def test_the_deductions_add_up_to_what_the_total_lost(late, given):
    """Those of the indicators and those above them, also where an evaluator's points count."""
    found = paper(OWN[0], judged("效益", 40, "0.3", name="受益", reviews=given), late=late)
    lines = sum((one.deduction.exact for one in found.lines), Fraction(0))
    assert lines + sum(loss.lost.exact for loss in found.above) == 100 - found.result.final_points.exact


def test_what_was_deducted_follows_the_points_that_count():
    """The bureau gave 38, the computation 12: two are lost, and both stand in the paper."""
    found = paper(OWN[0], judged("效益", 40, "0.3", name="受益", reviews=[Review("bureau", 38, "抽查")]), late=False)
    words = list(found.worded("en"))
    assert "效益 · 指标 · 受益: weight 40, points 38, deducted 2" in words
    assert "  calculation: points = 40 × 30% = 12; rule: judged [judged]" in words


def test_a_line_without_points_and_one_that_does_not_apply_say_so():
    """Neither is taken for zero, and there is no total to deduct from."""
    waived = judged("效益", 40, None, name="受益", applicable=False, reason="没有对象")
    words = list(paper(judged("制度", 40, None, name="制度"), waived).worded("zh"))
    assert words[:2] == ["满分 100，没有总分", "管理 · 制度 · 指标：分值 40，没有得分"]
    assert words[-2:] == ["效益 · 指标 · 受益：不计分", "  计算：不计分：不适用（没有对象）"]


def test_the_record_holds_the_same_as_texts():
    """Numbers are texts; what nobody can say is null."""
    found = paper(*OWN).record("zh")
    first = found["lines"][0]
    assert (found["full_marks"], found["final_points"], found["deduction"]) == ("100", "63", "37")
    assert (first["path"], first["weight"], first["points"], first["deduction"]) == (
        ["管理", "制度", "指标"],
        "40",
        "20",
        "20",
    )
    assert first["elements"][1] == {
        "name": "执行制度",
        "met": "0",
        "fact": "3 份合同未归档",
        "evidence": "",
        "weight": "20",
        "points": "0",
        "deduction": "20",
        "remark": "",
    }
    assert [(one["cause"], one["deduction"]) for one in found["above"]] == [("adjustment", "2")]


def test_the_paper_of_the_national_framework_names_every_element():
    """31 评价要点 in nine checklists, and the facts behind the three measures."""
    kit = Kit(installed=False)
    found = working_paper(kit.evaluate(kit.read(CASES / "framework-finished.toml")), "示例")
    checklists = [one for one in found.lines if one.elements]
    assert (len(checklists), sum(len(one.elements) for one in checklists)) == (9, 31)
    assert [one.line.name for one in found.lines if "[" not in one.line.code] == [
        "资金到位率",
        "预算执行率",
        "成本节约率",
    ]
    assert "  查明：实际成本 550 万元；计划成本 500 万元；成本节约率 -10.00%" in list(found.worded("zh"))
