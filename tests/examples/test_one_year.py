"""One road project of an invented county through its year: every figure worked by hand."""

import datetime
from pathlib import Path

import pytest

from outlines import document, headings, words
from perfkit.cli.main import run
from perfkit.kit import Kit
from perfkit.scoring import use_of

EXAMPLE = Path(__file__).parents[2] / "examples" / "one-year"
NAME = "农村公路提升改造"
D = datetime.date


@pytest.fixture(scope="module")
def kit():
    """One kit for all stages, without what happens to be installed."""
    return Kit(installed=False)


@pytest.fixture(scope="module")
def at(kit):
    """The evaluation of a stage, each made once."""
    made = {}

    def evaluated(stage):
        if stage not in made:
            made[stage] = kit.evaluate(kit.read(EXAMPLE, stage=stage))
        return made[stage]

    return evaluated


@pytest.fixture(scope="module")
def life(kit):
    """The whole life, to its last stage."""
    return kit.life(EXAMPLE)


TABLE = [
    # necessity 5 + 5 + 4 + 5, economy 9 + 8, targets 17, feasibility 18, financing 15
    ("ex-ante", "86.00", "建议调整完善后予以支持"),
    # 9.5 + 8.5 + 14.4 + 12 + 12.9 + 13.8 + 7.5 + 9
    ("target", "87.6", "良"),
    # 10 × 1100 ÷ 1140, 20, 15 × 98 %, 15 × 20 ÷ 20.4, 15 × 7200 ÷ 8000, 15 × 90 %, 10:
    # 9.65 + 20 + 14.7 + 14.71 + 13.5 + 13.5 + 10
    ("self-evaluation", "96.06", "优"),
    # the treasury: 18 for 20 and 11 for 13.5
    ("review", "91.56", "优"),
    # 8 × 3/5, 7 × 2/4, 15 × 3/5, 10 × 1/2, 20 × 50/54, 15 × 95 %, 15 × 7/8, 10 × 84/90:
    # 4.8 + 3.5 + 9 + 5 + 18.52 + 14.25 + 13.13 + 9.33
    ("evaluation", "77.53", "中"),
    ("use", "77.53", "中"),
    ("disclosure", "96.06", "优"),
]


@pytest.mark.parametrize(("stage", "points", "grade"), TABLE)
def test_each_stage_has_the_points_and_the_grade_that_were_worked_by_hand(at, stage, points, grade):
    """Points as printed, and the grade by scale, by rule or as the assessors gave it."""
    (result,) = at(stage).projects
    assert (result.final_points.digits, result.grade) == (points, grade)


LIGHTS = {
    # six months of twelve: 400 ÷ 1200 is 66.7 % of half, 16 of 30 km are 53.3 %, 2400 of 4000 are 60 %
    "monitoring-06": {"预算执行率": "黄", "改造里程": "红", "每公里造价": "绿", "受益群众": "黄", "出行条件改善": "黄"},
    # nine months: 780 ÷ 1140 is 91.2 % of three quarters, 38 of 40.5 km are 93.8 %, 5600 of 6000 are 93.3 %
    "monitoring-09": {"预算执行率": "绿", "改造里程": "绿", "每公里造价": "绿", "受益群众": "绿", "出行条件改善": "绿"},
}


@pytest.mark.parametrize(("stage", "grade"), [("monitoring-06", "红"), ("monitoring-09", "绿")])
def test_monitoring_gives_lights_and_no_points(at, stage, grade):
    """The project has the worst of its lights; what is surveyed at the end of the year has none and spoils none."""
    (result,) = at(stage).projects
    assert {line.name: line.verdict for line in result.lines if line.verdict} == LIGHTS[stage]
    assert (result.grade, result.final_points, result.state) == (grade, None, "unscored")
    assert [line.name for line in result.lines if not line.verdict] == ["交工验收合格率", "沿线居民满意度"]


@pytest.mark.parametrize(
    ("stage", "target", "told"), [("monitoring-06", "≥60公里", False), ("monitoring-09", "≥54公里", True)]
)
def test_the_target_of_the_day_is_used_and_its_history_told(at, stage, target, told):
    """Adjusted in August: in June the old one holds; later the explanation and the record name day and document."""
    evaluation = at(stage)
    line = next(line for line in evaluation.projects[0].lines if line.name == "改造里程")
    sentence = "目标值原为 ≥60公里，2024-08-15 调整为 ≥54公里；理由：七月洪灾，两段改线（清财预〔2024〕18号）"
    record = next(one for one in evaluation.to_dict()["projects"][0]["lines"] if one["name"] == "改造里程")
    assert line.target == target
    assert (sentence in evaluation.projects[0].explain()) == told
    assert [one["document"] for one in record["target_changes"]] == ["清财预〔2024〕18号"] * told


def test_three_parties_stand_side_by_side(life):
    """The unit's facts give 96.06, the department takes 1.5, the treasury 4.5."""
    review = next(step for step in life.steps if step.stage.key == "review")
    assert {by: points.digits for by, points in review.totals.items()} == {
        "computed": "96.06",
        "department": "94.56",
        "finance": "91.56",
    }


def test_the_cut_lies_in_its_range(at):
    """Of 11.4 million 10 to 30 % are 1.14 to 3.42 million, of which 15 % were chosen: 1.71 million."""
    use = use_of(at("use"), NAME)
    cut = use.following[1].cut
    assert [one.outcome.code for one in use.following] == ["mend", "cut"]
    assert (cut.lowest.exact, cut.highest.exact, cut.amount.exact) == (1_140_000, 3_420_000, 1_710_000)
    assert (cut.faults, use.faults) == ((), ())


def test_every_clock_has_its_day(life):
    """Ten working days from 20 May pass the Dragon Boat holidays; sixty days from 30 May end on 29 July."""
    found = {clock.deadline.code: (clock.due, clock.state, clock.days) for clock in life.clocks}
    assert found == {
        "monitoring-06": (D(2024, 7, 15), "met", -15),
        "monitoring-09": (D(2024, 10, 15), "met", -15),
        "self-evaluation": (D(2025, 1, 31), "met", -11),
        "feedback": (D(2025, 6, 4), "met", -5),
        "mend": (D(2025, 7, 29), "late", 7),
        "disclosure": (D(2025, 9, 9), "met", -4),
    }


@pytest.mark.parametrize(
    ("on", "stages", "states"),
    [
        (D(2024, 7, 20), 3, {"monitoring-06": "met", "monitoring-09": "open"}),
        (D(2025, 5, 29), 7, {"feedback": "open", "mend": "waiting"}),
        (D(2025, 6, 10), 7, {"feedback": "met", "mend": "open", "self-evaluation": "met"}),
        (D(2025, 7, 31), 8, {"feedback": "met", "mend": "overdue", "disclosure": "waiting"}),
    ],
)
def test_the_life_is_seen_as_on_a_day(kit, on, stages, states):
    """What happened later is not known yet: stages, events and what was mended."""
    found = kit.life(EXAMPLE, on=on)
    clocks = {clock.deadline.code: clock.state for clock in found.clocks}
    assert len(found.steps) == stages
    assert {code: clocks[code] for code in states} == states


def test_problems_and_measures_say_what_is_missing_and_what_is_overdue(kit):
    """On 31 July the road is eleven days late, and nobody answers for the missing rules."""
    lines = [line.strip() for line in kit.life(EXAMPLE, on=D(2025, 7, 31)).worded("zh")]
    assert "路面返工：责任单位 县公路建设中心，期限 2025-07-20，进行中，已逾期 11 天" in lines
    assert "调整账目：责任单位 县交通运输局，期限 2025-06-30，已完成" in lines
    assert "没有管护制度：没有写责任单位，没有写期限" in lines
    assert "制定管护制度：没有写责任单位，没有写期限，没有写进展" in lines


def test_no_stage_has_an_error(kit, at):
    """What the example shows is sound: nothing but warnings."""
    stages = [one.key for one in kit.stages(EXAMPLE)]
    found = [finding for stage in stages for finding in kit.check(at(stage)) if finding.severity == "error"]
    assert (len(stages), found) == (10, [])


def test_its_plugin_is_ready(kit):
    """Its cases show every bound of the table from grade to action."""
    found = kit.test(EXAMPLE / "qinghe")
    assert found.ready, "\n".join(found.worded("zh"))


def test_a_stage_is_compared_with_another(capsys):
    """Review and self-evaluation: the judgement alone takes 4.5 points."""
    assert run(["compare", str(EXAMPLE), "--stage", "self-evaluation", "--with-stage", "review"]) == 0
    assert "96.06 → 91.56（−4.5）；等级“优”不变；其中评判 −4.5" in capsys.readouterr().out


@pytest.mark.slow
@pytest.mark.parametrize(
    ("stage", "title"),
    [
        ("ex-ante", "2024 年度农村公路提升改造事前绩效评估报告"),
        ("monitoring-06", "2024 年度农村公路提升改造绩效运行监控报告"),
        ("use", "2024 年度农村公路提升改造结果应用报告"),
    ],
)
def test_the_report_of_a_stage_says_which(kit, at, tmp_path, stage, title):
    """On its cover and in its title."""
    kit.report(at(stage), tmp_path / "build", formats="html")
    assert f"<title>{title}</title>" in (tmp_path / "build" / "report.html").read_text("utf-8")


EVALUATION = [
    "一、基本情况",
    "（一）项目概况",
    "（二）项目绩效目标",
    "二、绩效评价工作开展情况",
    "（一）绩效评价目的、对象和范围",
    "（二）绩效评价原则、评价指标体系、评价方法、评价标准",
    "（三）绩效评价工作过程",
    "三、综合评价情况及评价结论",
    "四、绩效评价指标分析",
    "（一）项目决策情况",
    "（二）项目过程情况",
    "（三）项目产出情况",
    "（四）项目效益情况",
    "五、主要经验及做法、存在的问题及原因分析",
    "（一）主要经验及做法",
    "（二）存在的问题及原因分析",
    "六、有关建议",
    "七、其他需要说明的问题",
    "附件：核查问题",
]
"""附件3 of 财预〔2020〕10号; the annex with the findings is ours."""


def test_the_report_of_the_evaluation_follows_the_outline_of_annex_3(kit, at):
    """Every section that figures cannot fill has a text of that stage."""
    found = document(kit, at("evaluation"))
    assert (headings(found), found.missing) == (EVALUATION, ())


def test_the_evaluation_tells_points_elements_and_evidence(kit, at):
    """8.3 of 15 for the decision: two of five elements of eight points lose 1.6 each; the unit's text stands."""
    told = words(document(kit, at("evaluation")))
    assert "得分 77.53 分，评价等级为“中”" in told
    assert "决策 15 分，得 8.30 分；过程 25 分，得 14.00 分；产出 35 分，得 32.77 分；效益 25 分，得 22.46 分。" in told
    assert (
        "立项依据充分性（8 分，得 4.80 分）。评价标准：五个要点都满足。佐证：正式资料“清发改〔2023〕41号批复”。" in told
    )
    assert "与其他项目不重复：不满足，一段与机耕路相邻，没有论证，扣 1.60 分；" in told
    assert "实测完成里程（20 分，得 18.52 分）。指标值：≥54公里。完成情况：50公里。" in told
    assert "没有影响交工" in told


def test_the_report_of_monitoring_tells_what_was_adjusted_and_has_its_own_texts(kit, at):
    """In September the target is another one; each round has its own advice; no section is missed."""
    june, september = (document(kit, at(f"monitoring-{month}")) for month in ("06", "09"))
    assert "改造里程：目标值原为 ≥60公里，2024-08-15 调整为 ≥54公里" in words(september)
    assert "调整为" not in words(june)
    assert ("增加两个作业面" in words(june), "增加两个作业面" in words(september)) == (True, False)
    assert (june.missing, september.missing) == ((), ())


def test_the_evaluation_is_written_in_english_too(kit, at):
    """The national template has an English version; the unit's texts stay as they are."""
    found = document(kit, at("evaluation"), "en")
    assert headings(found, 1)[2] == "三、Result and conclusion"
    assert "has 77.53 points, grade “中”: 决策 8.30 of 15, 过程 14.00 of 25" in words(found)
    assert (found.language, found.missing) == ("en", ())


def test_the_cover_of_a_stage_says_who_did_it_and_when(kit, at):
    """The unit by its name where it did it itself."""
    covers = [dict(document(kit, at(stage)).cover.lines) for stage in ("evaluation", "monitoring-06")]
    assert [cover["项目名称"] for cover in covers] == [NAME, NAME]
    assert (covers[0]["评价机构（盖章）"], covers[0]["评价时间"]) == ("县财政局", "2025 年 5 月 20 日")
    assert (covers[1]["监控单位（盖章）"], covers[1]["监控时间"]) == ("清河县公路建设中心", "2024 年 6 月 30 日")
