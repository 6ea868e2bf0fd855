"""The ledger in words: each kind of loss, what would have earned full marks, and what cannot be said."""

import pytest
from attrs import evolve

from perfkit.kit import Kit
from perfkit.model import Adjustment, Funding, Policies, Project, Review, Rounding, Stated, Title, number, stated_figure
from perfkit.scoring import lost_points
from perfkit.testing import a_project, evaluated, national_set
from scoring.local import local_set, projects
from scoring.small import a_rule, a_set, counted, judged, leaf, measure, scored

LABELS = {"finance": Title("县财政局", "county treasury")}
ELEMENTS = {"elements": {"met": "truth"}}
RULES = (
    a_rule("checklist", "count(elements, met) / count(elements)", needs=ELEMENTS),
    a_rule("strict", "if(actual > target, 1, 0.5)"),
    a_rule("free", "actual / 200"),
    a_rule("of-days", "days / 10", needs={"days": "number"}),
    a_rule("of-money", "executed / budget", needs={"executed": "money", "budget": "money"}),
    a_rule("own-target", "if(target > 0, 0.5, 1)"),
    a_rule("beyond", "actual / target", requires="target > 0", limits=("0", "120%")),
)
ONE = a_set(
    leaf("a", 100),
    rules=RULES,
    labels=LABELS,
    policies=Policies(missing="zero", final=("finance", "computed")),
)


def told(result, language="zh"):
    return list(lost_points(result).worded(language))


def of(indicator, **facts):
    """Both languages of the only entry of a project with this indicator."""
    result = scored(ONE, indicator, funding=Funding(budget=200, executed=100), **facts)
    return told(result)[1], told(result, "en")[1]


LINES = {
    "number": (
        counted("a", 100, 75, name="桥", reason="汛期停工"),
        "“桥”失 25 分（目标，占失分的 100%）：完成值 75，指标值 ≥100；达到指标值得满分；偏差原因：汛期停工",
        "桥: 25 points lost (target, 100% of all that was lost): the actual is 75, the target ≥100; "
        "the target would have earned full marks; the unit's reason: 汛期停工",
    ),
    "a target that does not earn full marks": (
        counted("a", 100, 100, name="桥", rule="strict"),
        "“桥”失 50 分（目标，占失分的 100%）：完成值 100，指标值 ≥100",
        "桥: 50 points lost (target, 100% of all that was lost): the actual is 100, the target ≥100",
    ),
    "a rule without a target": (
        counted("a", 100, 100, name="桥", rule="free"),
        "“桥”失 50 分（目标，占失分的 100%）：完成值 100，指标值 ≥100",
        "桥: 50 points lost (target, 100% of all that was lost): the actual is 100, the target ≥100",
    ),
    "a rule that asks for no actual": (
        counted("a", 100, 100, name="桥", rule="own-target"),
        "“桥”失 50 分（目标，占失分的 100%）：完成值 100，指标值 ≥100",
        "桥: 50 points lost (target, 100% of all that was lost): the actual is 100, the target ≥100",
    ),
    "facts beside a target in words": (
        judged("a", 100, None, "工期", rule="of-days", reached="拖了几天", facts={"days": 5}),
        "“工期”失 50 分（目标，占失分的 100%）：完成值 拖了几天，指标值 好",
        "工期: 50 points lost (target, 100% of all that was lost): the actual is 拖了几天, the target 好",
    ),
    "an indicator whose rule asks for money": (
        counted("a", 100, 100, name="成本", rule="of-money"),
        "“成本”失 50 分（资金，占失分的 100%）：得分 = 100 × (executed ÷ budget) = 50",
        "成本: 50 points lost (money, 100% of all that was lost): points = 100 × (executed ÷ budget) = 50",
    ),
    "a gain": (
        counted("a", 100, 110, name="桥", rule="beyond"),
        "“桥”多得 10 分（目标）：完成值 110，指标值 ≥100；达到指标值得满分",
        "桥: 10 points gained (target): the actual is 110, the target ≥100; the target would have earned full marks",
    ),
    "a judgement": (
        judged("a", 100, "0.85", "质量"),
        "“质量”失 15 分（评判，占失分的 100%）：评定得分值的 85%",
        "质量: 15 points lost (judgement, 100% of all that was lost): judged to earn 85% of its weight",
    ),
    "a judgement that is missing": (
        judged("a", 100, None, "质量"),
        "“质量”失 100 分（缺数据或佐证，占失分的 100%）：得分 0：没有完成值，按指标体系的规定不得分",
        "质量: 100 points lost (a value or its evidence is missing, 100% of all that was lost): "
        "points 0: no actual is given, which by the policy of the set earns nothing",
    ),
    "an evaluator": (
        counted("a", 100, 90, name="桥", reviews=[Review("finance", "70.5", "漏水")]),
        "“桥”失 29.5 分（评判，占失分的 100%）：县财政局评定 70.5 分，计算的 90 分不作数（漏水）",
        "桥: 29.5 points lost (judgement, 100% of all that was lost): "
        "county treasury gave 70.5, which count instead of the computed 90 (漏水)",
    ),
    "an evaluator who agrees": (
        counted("a", 100, 90, name="桥", reviews=[Review("finance", 90, "看过")]),
        "“桥”失 10 分（目标，占失分的 100%）：完成值 90，指标值 ≥100；达到指标值得满分",
        "桥: 10 points lost (target, 100% of all that was lost): the actual is 90, the target ≥100; "
        "the target would have earned full marks",
    ),
    "elements": (
        judged("a", 100, None, "管理", rule="checklist", facts={"elements": [{"met": True}, {"met": False}]}),
        "“管理”失 50 分（评判，占失分的 100%）：得分 = 100 × (1 ÷ 2) = 50",
        "管理: 50 points lost (judgement, 100% of all that was lost): points = 100 × (1 ÷ 2) = 50",
    ),
    "elements that nothing proves": (
        judged(
            "a",
            100,
            None,
            "管理",
            rule="checklist",
            facts={
                "elements": [
                    {"name": "制度", "met": True},
                    {"name": "台账", "met": False, "evidence": False},
                    {"name": "验收", "met": False, "evidence": False},
                    {"met": False, "evidence": False},
                ]
            },
        ),
        "“管理”失 75 分（缺数据或佐证，占失分的 100%）：得分 = 100 × (1 ÷ 4) = 25；没有佐证的要点：台账、验收、—",
        "管理: 75 points lost (a value or its evidence is missing, 100% of all that was lost): points = 100 × (1 ÷ 4)"
        " = 25; elements that nothing proves: 台账, 验收, —",
    ),
}


@pytest.mark.parametrize(("indicator", "chinese", "english"), LINES.values(), ids=list(LINES))
def test_a_line_says_why_it_lost_points(indicator, chinese, english):
    """What was reached and promised, or judged, or given by whom; full marks only where the rule gives them."""
    assert of(indicator) == (chinese, english)


def money(**funding):
    """What is said of the rate of a project that lost points by money alone."""
    result = evaluated(a_project(funding=Funding(**funding))).projects[0]
    return told(result)[1], told(result, "en")[1]


def test_money_says_its_amounts_the_rate_and_what_would_have_been_full():
    """269.1 of 300 万元 are 89.70 %, for 8.97 of 10 points."""
    assert money(budget=3000000, executed=2691000) == (
        "“预算执行率”失 1.03 分（资金，占失分的 100.00%）：全年预算数 300 万元；全年执行数 269.1 万元；"
        "预算执行率 89.70%；达到 100% 得满分",
        "预算执行率: 1.03 points lost (money, 100.00% of all that was lost): budget of the year 300 万元; "
        "amount spent 269.1 万元; 预算执行率 89.70%; 100% would have earned full marks",
    )


def test_a_measure_of_other_facts_says_what_it_reached():
    """It asks for no amounts, so that it is told as any number is."""
    under = a_set(leaf("a", 90), measure("不误期", 10, "1 - late / 20"), needs={"late": "number"})
    assert told(scored(under, judged("a", 90), facts={"late": 5}))[1] == (
        "“不误期”失 2.5 分（目标，占失分的 100%）：完成值 75%，指标值 100%；达到指标值得满分"
    )


def test_an_amount_that_stands_in_is_named_for_what_it_is():
    """The initial budget in place of the budget of the year."""
    assert "：年初预算数 300 万元；全年执行数" in money(initial=3000000, executed=2691000)[0]


def test_a_rule_that_asks_for_money_says_only_what_is_known():
    """By the state of the project and the rate: reaching the rate alone would not have earned full marks."""
    under = evolve(national_set(), indicators=[_by_state(one) for one in national_set().indicators])
    project = a_project(funding=Funding(budget=100, executed=50), facts={"finished": False})
    assert told(evaluated(project, under=under).projects[0])[1] == (
        "“预算执行率”失 10 分（资金，占失分的 100.00%）：全年预算数 0.01 万元；全年执行数 0.005 万元；预算执行率 50.00%"
    )


def _by_state(node):
    return evolve(node, rule="steps-by-state-strict") if node.code == "execution" else node


def test_a_rate_of_a_budget_of_nothing_says_so():
    """The policy of the set, and not the amounts, gives nothing."""
    under = evolve(national_set(), policies=Policies(zero_divisor="zero"))
    result = evaluated(a_project(funding=Funding(budget=0, executed=0)), under=under).projects[0]
    assert told(result)[1] == (
        "“预算执行率”失 10 分（资金，占失分的 100.00%）：得分 0.00：缺少数据或除数为 0，算不出完成值，"
        "按指标体系的规定不得分"
    )


@pytest.mark.parametrize(
    ("name", "chinese", "english"),
    [
        (
            "无满意度",
            [
                "“产出指标”失 4.2 分（汇总，占失分的 31.11%）：各部分相加 43.7 分，汇总得 39.5 分；"
                "得分 = 50 × min(0.79, 1) = 39.5；汇总规则：按最弱一项 [weakest]"
                "（清财绩〔2023〕7号 第六条，原文已核对）",
                "“产出指标”失 1.5 分（加减分，占失分的 11.11%）：调整“逾期扣分”：39.5 → 38；条件：逾期 > 0"
                "（清财绩〔2023〕7号 第六条，原文已核对）",
            ],
            [
                "产出指标: 4.2 points lost (combination, 31.11% of all that was lost): the parts add up to 43.7, "
                "combined they give 39.5; points = 50 × min(0.79, 1) = 39.5; combining rule: by the weakest [weakest] "
                "(清财绩〔2023〕7号 第六条, text verified)",
                "产出指标: 1.5 points lost (adjustment, 11.11% of all that was lost): adjustment “late”: 39.5 → 38; "
                "because delay > 0 (清财绩〔2023〕7号 第六条, text verified)",
            ],
        ),
        (
            "总分复核",
            ["“总分”失 11.5 分（评判，占失分的 100.00%）：县财政局评定 88.5 分，计算的 100.0 分不作数（现场评价）"],
            [
                "the total: 11.5 points lost (judgement, 100.00% of all that was lost): county treasury gave 88.5, "
                "which count instead of the computed 100.0 (现场评价)"
            ],
        ),
    ],
)
def test_what_stands_above_the_lines_says_how_it_changed_the_points(name, chinese, english):
    """A rule that combines, an adjustment, and an evaluator's total; the losses around them are those of lines."""
    (result,) = evaluated(*(one for one in projects() if one.name == name), under=local_set()).projects
    assert set(chinese) <= set(told(result))
    assert set(english) <= set(told(result, "en"))


def test_rounding_and_scaling_say_their_figures():
    """60 of 100 points do not apply; 28.4 of 40 are rounded to 28, which stand for 70."""
    under = a_set(
        leaf("a", 60),
        leaf("b", 40),
        rounding={"block": Rounding(0)},
        policies=Policies(not_applicable="total"),
    )
    card = (judged("a", 60, applicable=False, reason="没有"), judged("b", 40, "0.71"))
    result = scored(under, *card)

    assert told(result) == [
        "满分 100，得 70，失 30 分",
        "“总分”失 18 分（汇总，占失分的 60%）：适用的 40 分得 28，折算为 100 分，得 70",
        "“b40”失 11.6 分（评判，占失分的 38.6666…%）：评定得分值的 71%",
        "“b”失 0.4 分（取舍，占失分的 1.3333…%）：28.4 按四舍五入取 28",
    ]
    assert told(result, "en")[1:] == [
        "the total: 18 points lost (combination, 60% of all that was lost): "
        "40 points apply and earn 28, which stand for 100: 70",
        "b40: 11.6 points lost (judgement, 38.6666…% of all that was lost): judged to earn 71% of its weight",
        "b: 0.4 points lost (rounding, 1.3333…% of all that was lost): 28.4 was rounded half up to 28",
    ]


def test_points_of_an_evaluator_alone_say_that_none_could_be_computed():
    """The actual is missing, and no policy makes nothing of it."""
    under = evolve(ONE, policies=Policies(final=("finance", "computed")))
    result = scored(under, counted("a", 100, None, name="桥", reviews=[Review("finance", 40)]))
    assert [told(result, language)[1] for language in ("zh", "en")] == [
        "“桥”失 60 分（评判，占失分的 100%）：县财政局评定 40 分，没有计算的得分",
        "桥: 60 points lost (judgement, 100% of all that was lost): county treasury gave 40; none could be computed",
    ]


@pytest.mark.parametrize(
    ("share", "chinese", "english"),
    [
        ("0.9", "满分 100，得 90，失 10 分", "Of 100 points 90 were earned and 10 lost"),
        ("1", "满分 100，得 100，没有失分", "Of 100 points 100 were earned; none were lost"),
    ],
)
def test_the_head_says_what_was_lost_in_all(share, chinese, english):
    """Or that nothing was."""
    result = scored(ONE, judged("a", 100, share))
    assert [told(result, language)[0] for language in ("zh", "en")] == [chinese, english]


def test_the_head_of_a_total_beyond_full_marks_says_by_how_much():
    """A bonus of 3 upon all."""
    bonus = Adjustment(code="b", title=Title("加分"), at="total", when="good", points="points + 3", limits=("0", "110"))
    result = scored(evolve(ONE, needs={"good": "truth"}, adjustments=[bonus]), judged("a", 100), facts={"good": True})
    assert [told(result, language)[0] for language in ("zh", "en")] == [
        "满分 100，得 103，超出满分 3 分",
        "Of 100 points 103 were earned, 3 beyond full marks",
    ]


RATED = a_set(leaf("a", 90), measure("执行", 10), labels=LABELS, policies=Policies(final=("finance", "computed")))


def stated(points, **changes):
    """A project of which a total and its money are known, under a small set."""
    facts = {"name": "填", "funding": Funding(budget=100, executed=80), **changes}
    total = None if points is None else Stated(points=stated_figure(number(points), "分"))
    return evaluated(Project(**facts, stated=total), under=RATED).projects[0]


LOST_TWO = "“执行”失 2 分（资金）：budget 0.01 万元；executed 0.008 万元；执行 80%；达到 100% 得满分"


@pytest.mark.parametrize(
    ("result", "chinese"),
    [
        (
            stated("95"),
            [
                "总分是单位填报的：满分 100，得 95，失 5 分",
                LOST_TWO,
                "其余 3 分没有算出的得分可以对照，不知失在哪里",
            ],
        ),
        (
            stated("97.5"),
            [
                "总分是单位填报的：满分 100，得 97.5，失 2.5 分",
                LOST_TWO,
                "其余 0.5 分没有算出的得分可以对照，不知失在哪里",
            ],
        ),
        (stated("98"), ["总分是单位填报的：满分 100，得 98，失 2 分", LOST_TWO]),
        (
            stated("99.5"),
            [
                "总分是单位填报的：满分 100，得 99.5，失 0.5 分",
                LOST_TWO,
                "已知的失分合计 2 分，总分却只少 0.5 分：总分与算出的得分对不上",
            ],
        ),
        (
            stated("99.5", reviews=[Review("finance", 90)]),
            [
                "总分以县财政局评定的为准，没有算出的总分：满分 100，得 90，失 10 分",
                LOST_TWO,
                "其余 8 分没有算出的得分可以对照，不知失在哪里",
            ],
        ),
        (
            stated(None),
            ["没有总分，失分不能合计；可能的总分 8 分到 98 分，失分至少 2 分，至多 92 分", LOST_TWO],
        ),
        (
            stated("95", funding=Funding(budget=100)),
            [
                "总分是单位填报的：满分 100，得 95，失 5 分",
                "其余 5 分没有算出的得分可以对照，不知失在哪里",
                "没有得分：执行：缺少executed，“执行”无法计算。补上executed；缺数不当作 0 [measure.missing]",
            ],
        ),
        (
            scored(ONE, judged("a", 90)),
            [
                "没有总分，失分不能合计",
                "没有得分：甲：各指标分值相加为 90，应为 100：a90 90。调整分值，使合计为 100 [weights.sum-differs]",
            ],
        ),
    ],
)
def test_without_a_computed_total_it_is_said_what_is_known_and_what_is_not(result, chinese):
    """Losses of the rate, the rest that nobody can place, a total that cannot be, and why points are open."""
    assert told(result) == chinese


def test_in_english_too_it_is_said_what_is_not_known():
    """The same sentences, each once."""
    said = [sentence for points in ("95", "99.5", None) for sentence in told(stated(points), "en")]
    given = told(stated("99.5", reviews=[Review("finance", 90)]), "en")
    unknown = told(stated("95", funding=Funding(budget=100)), "en")
    assert [said[at] for at in (0, 2, 5, 6)] == [
        "The total is the one the unit stated. Of 100 points 95 were earned and 5 lost",
        "Of the other 3 nobody can say where they went: no computed points stand behind them",
        "The known losses come to 2, and the total is only 0.5 short of full marks: "
        "it does not agree with the computed points",
        "There is no total, so that the lost points cannot be added up; totals from 8 points to 98 points were "
        "possible, so that at least 2 and at most 92 points are lost",
    ]
    assert given[0] == (
        "The total is the one that county treasury gave; none could be computed. "
        "Of 100 points 90 were earned and 10 lost"
    )
    assert unknown[2].startswith("No points: 执行: ")


def test_the_first_real_project_of_the_example_contradicts_its_money():
    """50.65 % were spent, which costs 4.93 points, and the unit stated 100."""
    kit = Kit()
    result = kit.evaluate(kit.read("examples/xinfeng-2023")).projects[0]
    assert told(result)[1:] == [
        "“预算执行率”失 4.93 分（资金）：年初预算数 14654 万元；跟踪期执行数 7423.495 万元；预算执行率 50.65%；"
        "达到 100% 得满分",
        "已知的失分合计 4.93 分，总分却只少 0 分：总分与算出的得分对不上",
    ]
