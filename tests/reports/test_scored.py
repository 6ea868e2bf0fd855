"""What a report says of weights that moved, points that others gave, adjustments and the set's own ways."""

import re

import pytest
from attrs import evolve

from perfkit.kit import Kit
from perfkit.model import Target
from perfkit.reports.promised import target_parts
from perfkit.reports.views import Viewer
from perfkit.testing import a_project, evaluated
from scoring.local import local_set, projects

EVALUATION = evaluated(*projects(), under=local_set())


def view(name, language="zh"):
    """One of the county's projects as templates see it."""
    return Viewer(EVALUATION, language).project(1, EVALUATION[name])


def line(project, name, language="zh"):
    """One of its indicators."""
    return next(one for one in view(project, language).lines if one.name == name)


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    """The text of the report, without its tags."""
    folder = tmp_path_factory.mktemp("report")
    Kit(installed=False).report(EVALUATION, folder, formats=["html"])
    return re.sub(r"\s*<[^>]*>\s*", "|", (folder / "report.html").read_text("utf-8"))


@pytest.mark.parametrize(
    ("target", "parts"),
    [
        (Target.at_least("95.5", "%"), ("≥", "95.5", "%")),
        (Target.at_most(3, "天", strict=True), ("＜", "3", "天")),
        (Target.equal(1000), ("＝", "1000", "")),
        (Target.between(1, 3, "次"), ("", "1～3", "次")),
        (Target.judged("及时"), ("定性", "及时", "")),
        (None, ("", "", "")),
    ],
)
def test_a_target_stands_in_three_columns(target, parts):
    """Sign, number and unit, as forms with 指标性质, 指标值 and 度量单位 print them."""
    assert tuple(target_parts(target, "zh").values()) == parts


def test_lines_have_the_columns_of_their_own_target():
    """The second indicator of a block does not take the target of the first; what the set measures has none."""
    lines = view("移入").lines
    promised = {one.name: str(one.target) for one in EVALUATION["移入"].project.indicators}

    assert {one.name: one.sign + one.value + one.value_unit for one in lines if one.sign not in ("", "定性")} == {
        name: target for name, target in promised.items() if target[0] in "≥≤＝"
    }
    assert [one.sign for one in lines if one.name not in promised] == [""]


def test_a_weight_that_moved_says_so():
    """The weight in use, the one before, and the remark for the note of the table."""
    moved, away, plain = line("移入", "闸"), line("移入", "桥"), line("移入", "合格")

    assert (moved.weighed.figure.digits, moved.own_weight.digits) == ("15", "8")
    assert moved.weighed.remark == "分值含有按比例移入的不适用指标的分值"
    assert (away.weighed.figure.digits, away.applicable, away.actual, away.final) == ("0", False, "不适用", None)
    assert (plain.weighed.remark, plain.own_weight, plain.applicable) == ("", None, True)


def test_points_of_an_evaluator_are_those_that_count():
    """Both are there; the one that counts says who gave it, by the name that the set prints."""
    found = line("复核", "受益")

    assert (found.points.digits, found.final.figure.digits, found.final.remark) == ("28.88", "25", "得分由县财政局评定")
    assert [(one.by, one.points.digits, one.reason) for one in found.reviews] == [
        ("县财政局", "25", "抽查三处有两处漏水"), ("主管部门", "28", ""),
    ]  # fmt: skip
    assert line("复核", "受益", "en").final.remark == "the points are those of county treasury"


def test_a_total_of_an_evaluator_is_named_as_his():
    """``points`` is what counts, ``computed_points`` what was computed."""
    found = view("总分复核")

    assert (found.points.digits, found.computed_points.digits, found.final_by) == ("88.5", "100.0", "县财政局")
    assert (found.reviews[0].by, found.reviews[0].points.digits) == ("县财政局", "88.5")
    assert view("移入").final_by == ""


def test_adjustments_say_what_they_changed():
    """Of a node and of the total, with ground and document."""
    (late,), (veto,) = view("无满意度").adjusted, view("否决").adjusted

    assert (late.place, late.title, late.before.digits, late.after.digits) == ("产出指标", "逾期扣分", "39.5", "38.0")
    assert (veto.place, veto.grade, veto.grounds) == ("总分", "差", ("审计报告〔2024〕5号",))
    assert veto.basis == ("清财绩〔2023〕7号 第六条",)


def test_remarks_are_those_of_the_explanation_and_none_for_a_plain_project():
    """Each is a sentence of the explanation; a project of the national set has none."""
    told = EVALUATION["无满意度"].explain()
    plain = evaluated(a_project())

    assert len(view("无满意度").remarks) == len(["weights", "weakest", "late"])
    assert all(one in told for one in view("无满意度").remarks)
    assert Viewer(plain, "zh").project(1, plain.projects[0]).remarks == ()


def test_the_page_prints_what_counts(page):
    """Tables have the weights in use and the points that count, with notes; remarks stand below."""
    assert "|闸|≥80座|80座|15|15.00|" in page.replace("||", "|")
    assert "|桥|≥80座|不适用|0|—|" in page.replace("||", "|")
    assert "注：有 2 行分值含有按比例移入的不适用指标的分值。" in page
    assert "|受益|≥80座|77座|30|25|" in page.replace("||", "|")
    assert "注：有 1 行得分由县财政局评定。" in page
    assert "县财政局评定得分 88.5 分，评价等级为“良”。" in page
    assert "核算得分 59.0 分，评价等级为“差”。" in page
    assert "调整“一票否决”：100 → 59；等级定为“差”；条件：挪用资金；依据：审计报告〔2024〕5号" in page
    assert "以上得分中，7 个由各项指标按规则核算，2 个由复核评定。" in page


def test_the_page_says_how_the_set_comes_to_total_and_grade(tmp_path):
    """Full marks, the rule that combines and the rule that grades are those of the set."""
    under = evolve(local_set(combine="thirds", grade_by="by-output"), full_marks=120)
    Kit(installed=False).report(evaluated(projects()[0], under=under), tmp_path, formats=["html"])
    text = (tmp_path / "report.html").read_text("utf-8")

    assert "满分 120 分，总分由各部分按“三部分折算”得出：预算执行率 10 分" in text
    assert "评价等级按“按产出定等级”评定。" in text
    assert "评价等级按总分划分" not in text
