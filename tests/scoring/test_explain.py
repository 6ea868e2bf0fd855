"""Results in words: everything that a set says beyond rules and weights is told, in both languages."""

import pytest
from attrs import evolve

from perfkit.model import Policies, Review, number
from perfkit.testing import evaluated
from scoring.local import local_set, outputs, projects
from scoring.small import a_set, judged, leaf, scored


def told(name, language="zh", of=None, **changes):
    """The explanation of one of the county's projects, under its set with some changes."""
    project = of or next(one for one in projects() if one.name == name)
    return evaluated(project, under=local_set(**changes)).projects[0].explain(language)


FULL = {"policies": Policies(not_applicable="full")}
PLAIN = [evolve(one, combine="") for one in local_set().indicators]
TOTAL = {"policies": Policies(not_applicable="total"), "indicators": PLAIN}
OURS = {"policies": Policies(missing="zero")}
BY_RULES = {"combine": "thirds", "grade_by": "by-output"}

TOLD = [
    (
        "移入",
        {},
        "桥：不计分：不适用（当年没有安排）；分值 14 移给其他指标",
        "桥: not scored: it does not apply (当年没有安排); its weight of 14 moves to other indicators",
    ),
    (
        "移入",
        {},
        "\n  分值 15，原 8：不适用指标的分值按比例移入",
        "\n  weight 15 instead of 8: the weight of what does not apply moved here in proportion",
    ),
    (
        "移入",
        FULL,
        "桥：得分 14.00：不适用（当年没有安排），按指标体系的规定得满分",
        "桥: points 14.00: it does not apply (当年没有安排), which by the policy of the set earns full marks",
    ),
    (
        "移入",
        TOTAL,
        "总分（满分 100）：适用的 86 分得 86，折算为 100 分，得 100",
        "Total (of 100): 86 points apply and earn 86, which stand for 100: 100",
    ),
    (
        "移入",
        {},
        "没有写明的事实，按指标体系的规定视为：挪用资金为“否”、逾期为“0 天”\n",
        "Facts that are not stated, taken as the set says: funds misused is no, delay is 0 天\n",
    ),
    (
        "否决",
        {},
        "没有写明的事实，按指标体系的规定视为：逾期为“0 天”\n",
        "Facts that are not stated, taken as the set says: delay is 0 天\n",
    ),
    (
        "复核",
        {},
        "\n  复核（县财政局）：25 分；理由：抽查三处有两处漏水；以此为准",
        "\n  review (county treasury): 25 points; reason: 抽查三处有两处漏水; these count",
    ),
    (
        "复核",
        {},
        "\n  复核（主管部门）：28 分；以县财政局的为准",
        "\n  review (department): 28 points; the points of county treasury count",
    ),
    ("复核", OURS, "有两处漏水；以计算的为准", "有两处漏水; the points of the computation count"),
    (
        "缺数",
        {},
        "受益：得分 0.00：没有完成值，按指标体系的规定不得分",
        "受益: points 0.00: no actual is given, which by the policy of the set earns nothing",
    ),
    (
        "无预算",
        {},
        "预算执行率：得分 10.00：除数为 0，算不出完成值，按指标体系的规定得满分",
        "points 10.00: the divisor is 0, so that there is no actual, which by the policy of the set earns full marks",
    ),
    (
        "无预算",
        {"policies": Policies(zero_divisor="not-applicable", not_applicable="weights"), "indicators": PLAIN},
        "预算执行率：不计分：不适用（除数为 0，算不出完成值）；分值 10 移给其他指标",
        "not scored: it does not apply (the divisor is 0, so that there is no actual); its weight of 10 moves to other",
    ),
    (
        "无满意度",
        {},
        "所用分值：效益指标 40、满意度指标 0；条件：",
        "Weights in use: 效益指标 40, 满意度指标 0; because ",
    ),
    (
        "无满意度",
        {},
        "；理由：没有服务对象（清财绩〔2023〕7号 第六条，原文已核对）",
        "; reason: 没有服务对象 (清财绩〔2023〕7号 第六条, text verified)",
    ),
    (
        "无满意度",
        {},
        "产出指标（分值 50）：得分 = 50 × min(0.79, 1) = 39.5；汇总规则：按最弱一项 [weakest]（",
        "产出指标 (weight 50): points = 50 × min(0.79, 1) = 39.5; combining rule: by the weakest [weakest] (",
    ),
    (
        "无满意度",
        {},
        "\n  调整“逾期扣分”：39.5 → 38；条件：逾期 > 0（清财绩〔2023〕7号",
        "\n  adjustment “late”: 39.5 → 38; because delay > 0 (清财绩〔2023〕7号",
    ),
    (
        "否决",
        {},
        "\n调整“一票否决”：100 → 59；等级定为“差”；条件：挪用资金；依据：审计报告〔2024〕5号（清财绩",
        "\nadjustment “veto”: 100 → 59; the grade is 差; because funds misused; ground: 审计报告〔2024〕5号 (清财绩",
    ),
    ("无依据", {}, "；没有写明依据（清财绩", "; no ground is recorded (清财绩"),
    (
        "总分复核",
        {},
        "计算的总分 100.0 分\n复核（县财政局）：88.5 分；理由：现场评价；以此为准\n总分以县财政局评定的为准：88.5 分，",
        "Computed total 100.0 points\nreview (county treasury): 88.5 points; reason: 现场评价; these count\n"
        "The total given by county treasury counts: 88.5 points, grade 良",
    ),
    (
        "填报",
        {},
        "总分以县财政局评定的为准：91 分，等级“优”\n",
        "The total given by county treasury counts: 91 points, grade 优\n",
    ),
    ("填报", {}, "填报总分 95 分，等级“优”", "Stated total 95 points, grade 优"),
    (
        "无满意度",
        BY_RULES,
        "总分（满分 100）：得分 = 100 × ((76% + 96.25% + 100%) ÷ 3) = 90.75，按四舍五入取 90.8；汇总规则：三部分折算 [",
        "Total (of 100): points = 100 × ((76% + 96.25% + 100%) ÷ 3) = 90.75, rounded half up to 90.8; combining rule: ",
    ),
    (
        "无满意度",
        BY_RULES,
        "\n  得分比例：(产出指标 + 效益指标 + 预算执行率) ÷ 3",
        "\n  Share of the weight: (产出指标 + 效益指标 + 预算执行率) ÷ 3",
    ),
    (
        "无满意度",
        BY_RULES,
        "等级定为“良”（因为 76% ≥ 60%）；规则：按产出定等级 [by-output]",
        "The grade is 良 (because 76% ≥ 60%); rule: grade by output [by-output]",
    ),
]


@pytest.mark.parametrize(("name", "changes", "chinese", "english"), TOLD)
def test_each_state_is_told_in_both_languages(name, changes, chinese, english):
    """What holds, why, on which ground and by which document; figures by hand from the set and the facts."""
    assert chinese in told(name, "zh", **changes)
    assert english in told(name, "en", **changes)


@pytest.mark.parametrize(("code", "head"), [("X01", "甲（X01）"), (None, "甲")])
def test_the_head_names_the_project_and_its_code_where_there_is_one(code, head):
    """A code stands in brackets behind the name; without one there are no brackets."""
    under = a_set(leaf("output", 100))
    lines = scored(under, judged("output", 100), code=code).explain("zh").splitlines()
    assert lines[:2] == [head, "指标体系：小 small@1"]


def test_a_node_that_is_rounded_says_so():
    """45 of 80 bridges earn 7.88 of 14, with 16 more 23.88, and a block has one place."""
    project = evolve(projects()[0], indicators=(*outputs(actual=45), *projects()[0].indicators[4:]))

    assert "数量（分值 30）：各项得分相加 23.88，按四舍五入取 23.9\n" in told("", of=project, indicators=PLAIN)


def test_rounding_after_an_adjustment_is_told_behind_it():
    """23.7 of 30 is the weakest share: 39.5 less 1.25 is 38.25, and a block has one place."""
    project = next(one for one in projects() if one.name == "无满意度")
    late = evolve(project, facts={"late": "2.5"})
    lines = [line.strip() for line in told("", of=late).splitlines()]

    assert lines[lines.index("按四舍五入取 38.3") - 1].startswith("调整“逾期扣分”：39.5 → 38.25；")


def test_a_set_that_says_nothing_more_adds_no_line():
    """Without conditions, policies, reviews and adjustments an explanation is as short as before."""
    plain = local_set(assumes={}, weight_cases=[], adjustments=[], rounding={}, indicators=PLAIN)
    project = next(one for one in projects() if one.name == "缺数")
    full = evolve(project, indicators=(*outputs(), *projects()[0].indicators[4:]))
    lines = evaluated(full, under=plain).projects[0].explain().splitlines()

    assert [line for line in lines if line.startswith("  ")] == []
    assert len(lines) == len(["name", "set", "state", "budget", "executed", "rate", "total"]) + len(full.indicators) + 1


def test_an_adjustment_that_changes_nothing_says_so():
    """A cap of 59 on 20 points leaves them, but gives the grade."""
    project = next(one for one in projects() if one.name == "否决")
    poor = [evolve(one, actual=0) for one in project.indicators]
    text = told("", of=evolve(project, indicators=poor))

    assert "调整“一票否决”：得分仍为 10；等级定为“差”" in text


def test_a_review_without_points_of_ours_counts():
    """No actual and no points of ours: the reason is told, and the points of the treasury count."""
    project = next(one for one in projects() if one.name == "缺数")
    given = [Review("finance", number(20), "补交资料")]
    card = [evolve(one, reviews=given) if one.name == "受益" else one for one in project.indicators]
    policies = Policies(final=("finance", "computed"))
    text = told("", of=evolve(project, indicators=card), policies=policies)

    assert "受益：没有得分。" in text
    assert "\n  复核（县财政局）：20 分；理由：补交资料；以此为准" in text
    assert "总分 90.0 分" in text


def test_weights_that_never_end_are_cut_for_readers():
    """A share of a weight without rounding is told with an ellipsis, not as a ratio."""
    unused = outputs(applicable=False, actual=None, reason="当年没有安排")
    project = evolve(projects()[0], indicators=(*unused, *projects()[0].indicators[4:]))
    text = told("", of=project, rounding={}, indicators=PLAIN, policies=Policies(not_applicable="weights"))

    assert "分值 9.3023…，原 8：" in text
    assert "得分 = 9.3023… × min(80座 ÷ 80座, 1) = 9.3023…；" in text


def test_names_that_look_like_markup_are_shown_as_typed_in_a_notebook():
    """Reasons and grounds are escaped like all else."""
    project = next(one for one in projects() if one.name == "否决")
    found = evaluated(evolve(project, grounds={"misused": "<b>审计</b>"}), under=local_set()).projects[0]

    assert "&lt;b&gt;审计&lt;/b&gt;" in found._repr_html_()
    assert "<b>" not in found._repr_html_()


def test_a_notebook_has_a_column_for_what_counts_only_where_somebody_else_gave_points():
    """The head and each row keep as many cells as each other."""
    evaluation = evaluated(*projects(), under=local_set())
    found = {one.project.name: one._repr_html_() for one in evaluation.projects}

    assert ("<th>为准</th>" in found["复核"], "<th>为准</th>" in found["移入"]) == (True, False)
    assert "<td>28.88</td><td>25</td>" in found["复核"]
    assert "<th>为准</th>" in evaluation._repr_html_()
    for page in (evaluation._repr_html_(), *found.values()):
        rows = page.split("<tr>")[1:]
        assert len({row.count("<td>") + row.count("<th>") for row in rows}) == 1


def test_a_notebook_shows_nodes_that_are_no_sums_and_the_adjusted_total():
    """Both have a row with their weight, points and derivation."""
    page = evaluated(*projects(), under=local_set())["否决"]._repr_html_()

    assert (
        "<td>产出指标</td><td></td><td></td><td>50</td><td>50.0</td><td></td><td>得分 = 50 × min(1, 1) = 50.0</td>"
        in page
    )
    assert "<td>总分</td><td></td><td></td><td>100</td><td>59.0</td><td></td><td>调整“一票否决”：100 → 59；" in page
