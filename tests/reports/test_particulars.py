"""What a column of a table may ask of one project by name: facts, parts, adjustments, lost points; in two languages."""

from decimal import Decimal
from fractions import Fraction

import pytest
from attrs import evolve

from perfkit.errors import ReportError
from perfkit.formats.forms import read_form
from perfkit.model import Adjustment, Column, Figure, Form, Policies, Review, Rounding, Title
from perfkit.reports.forms import ABSENT, grid
from perfkit.reports.views import Viewer
from perfkit.testing import a_stated_project, evaluated
from scoring.small import a_rule, a_set, a_small_project, branch, counted, judged, leaf

LATE = Adjustment(
    code="late", title=Title("逾期报送", "filed late"), at="total", when="late", points="points - 10", grounds=["late"]
)
BONUS = Adjustment(
    code="bonus",
    title=Title("表扬", "praise"),
    at="output",
    when="praised > 0",
    points="points + 2",
    limits=["0", "70"],
)
SET = a_set(
    branch("output", 60, leaf("roads", 40), leaf("bridges", 20)),
    leaf("benefit", 40),
    needs={
        "late": "truth",
        "late_days": "number 天",
        "misused": "money",
        "praised": "number",
        "stage": ["done", "open"],
    },
    assumes={"late": False, "praised": 0},
    adjustments=[LATE, BONUS],
    labels={"late": Title("是否逾期", "late")},
    rounding={"leaf": Rounding(1)},
)
PROMPT = a_small_project(
    judged("roads", 40, "0.75", name="修路", reason="雨季停工"),
    judged("bridges", 20, name="修桥"),
    judged("benefit", 40, "0.5", name="受益"),
)
TARDY = evolve(
    PROMPT,
    name="乙",
    facts={
        "late": True,
        "late-days": 12,
        "misused": Decimal("25000"),
        "stage": "open",
        "praised": 1,
        "visits": ({"day": 1}, {"day": 2}),
    },
    grounds={"late": "收文登记簿"},
)
EVALUATION = evaluated(PROMPT, TARDY, under=SET)


def rows(language="zh", evaluation=EVALUATION):
    viewer = Viewer(evaluation, language)
    return [viewer.project(number, one) for number, one in enumerate(evaluation.projects, start=1)]


def cells(value, language="zh", unit="", **form):
    """What a column prints for the two projects, and the note below."""
    made = grid(
        Form(name="t", rows="projects", columns=[Column(label="栏", value=value, unit=unit)], **form),
        rows(language),
        language=language,
    )
    return [row[0].text for row in made.rows[1:]], made.note


@pytest.mark.parametrize(
    ("value", "printed"),
    [
        ("facts.late", ["否", "是"]),
        ("事实.late.依据", [ABSENT, "收文登记簿"]),
        ("facts.late_days", [ABSENT, "12"]),
        ("facts.late_days.text", [ABSENT, "12 天"]),
        ("facts.stage", [ABSENT, "open"]),
        ("facts.visits", [ABSENT, "2 项"]),
        ("facts.late.label", ["是否逾期", "是否逾期"]),
        ("parts.roads.points", ["30.0", "30.0"]),
        ("各部分.roads.失分", ["10.0", "10.0"]),
        ("parts.output.points", ["50.0", "52.0"]),
        ("parts.output.weight", ["60", "60"]),
        ("parts.benefit.share", ["50", "50"]),
        ("taken.late.change", [ABSENT, "-10.0"]),
        ("taken.bonus.增减", [ABSENT, "2.0"]),
        ("各项加减分.late.grounds", [ABSENT, "收文登记簿"]),
        ("losses", ["修路扣 10.0 分；受益扣 20.0 分", "修路扣 10.0 分；受益扣 20.0 分；逾期报送扣 10.0 分"]),
        ("points", ["70.0", "62.0"]),
    ],
)
def test_a_column_prints_what_it_names(value, printed):
    """40 × 3/4 + 20 + 40 × 1/2 = 70; with 2 more and 10 less, 62. What nobody said is a dash, never a nought."""
    assert cells(value)[0] == printed


def test_a_fact_that_only_a_rule_declares_has_its_unit():
    """The rule says that ``spent`` is money; nobody gives ``left``, which it asks for too, and that is no slip."""
    rule = a_rule("thrift", "if(spent > left, 0, 1)", needs={"spent": "money", "left": "money"})
    under = evolve(SET, rules={**SET.rules, "thrift": rule})
    made = evaluated(evolve(PROMPT, facts={"spent": 30000}), under=under)
    (view,) = rows(evaluation=made)
    assert (view.facts["spent"].text, view.facts["left"]) == ("3 万元", None)


def test_a_template_can_ask_whether_a_fact_holds():
    """Only “yes” holds: not “no”, no number and no word."""
    prompt, tardy = rows()
    held = {name for name, fact in tardy.facts.items() if fact is not None and fact.holds}
    assert (prompt.facts["late"].holds, held) == (False, {"late"})


@pytest.mark.parametrize(("unit", "printed"), [("元", "25000"), ("万元", "2.5"), ("", "2.5")])
def test_a_fact_of_money_stands_in_the_unit_of_its_column(unit, printed):
    """25000 元 are 2.5 万元, and the last row adds up what is given."""
    assert cells("facts.misused", unit=unit)[0] == [ABSENT, printed]
    made = grid(
        Form(
            name="t",
            rows="projects",
            total="合计",
            columns=[Column(label="名", value="name"), Column(label="挪用", value="facts.misused", unit="元")],
        ),
        rows(),
    )
    assert [cell.text for cell in made.rows[-1]] == ["合计", "25000"]


@pytest.mark.parametrize(
    ("language", "printed", "note"),
    [
        ("zh", ["否", "是"], "注：有 1 行未填“是否逾期”，按指标体系视为“否”。"),
        ("en", ["no", "yes"], "Note: in 1 rows “late” is not given, the set takes it to be “no”."),
    ],
)
def test_a_fact_that_is_only_assumed_is_said_to_be(language, printed, note):
    """The note of the table tells what the unit said from what the set takes to be so, in the words of its language."""
    assert cells("facts.late", language) == (printed, note)


def test_what_was_lost_is_said_in_the_language_of_the_report():
    """Names of indicators stay as they are; the adjustment has two names."""
    assert cells("losses", "en")[0][1] == "修路 −10.0; 受益 −20.0; filed late −10.0"


def test_a_line_names_its_reason_and_its_loss():
    """The same for a table of the lines of one project."""
    line = rows()[0].lines[0]
    assert (line.name, line.reason, line.lost.digits) == ("修路", "雨季停工", "10.0")


def test_points_that_do_not_count_are_not_lost():
    """A line without points, and one that does not apply, lost nothing."""
    open_line = a_small_project(judged("roads", 40, None), judged("bridges", 20), judged("benefit", 40))
    (view,) = rows(evaluation=evaluated(open_line, under=SET))
    assert [line.lost for line in view.lines if line.final is None] == [None]
    assert (view.losses, view.parts["output"].points, view.parts["output"].lost) == ("", None, None)


@pytest.mark.parametrize(
    ("value", "near"), [("facts.lat", "late"), ("parts.outputs.points", "output"), ("taken.later.change", "late")]
)
def test_a_slip_in_a_name_is_told_from_a_fact_that_nobody_gave(value, near):
    """The form is refused with the near match, though every project has nothing under that name."""
    with pytest.raises(ReportError) as caught:
        cells(value)
    assert (caught.value.code, caught.value.faults[0].arguments["near"]) == ("report.form-value", near)


def test_a_project_of_which_only_the_total_is_known_has_dashes():
    """No card, no parts: nothing is invented."""
    (view,) = rows(evaluation=evaluated(evolve(PROMPT, indicators=()), under=SET))
    assert (set(view.parts.values()), set(view.taken.values()), view.losses) == ({None}, {None}, "")


def test_no_reason_is_given_for_a_total_that_was_not_computed():
    """Half the money was spent, but 100 is stated; and an evaluator's total does not follow from the lines either."""
    stated = evaluated(a_stated_project(100, budget=100, executed=50))
    reviewed = evolve(TARDY, reviews=[Review(by="county", points=60)])
    given = evaluated(reviewed, under=evolve(SET, policies=Policies(final=("county", "computed"))))
    (one,), (other,) = rows(evaluation=stated), rows(evaluation=given)
    assert [(line.name, line.lost.digits) for line in one.lines] == [("预算执行率", "5.00")]
    assert (one.points.digits, one.losses) == ("100", "")
    assert (other.points.digits, other.computed_points.digits, other.losses) == ("60", "62.0", "")


FORM = """
rows = "projects"
caption = { zh = "得分表", en = "Points" }
note = "©"
total = { zh = "合计", en = "Total" }

[[columns]]
label = "No."
value = "number"

[[columns]]
label = { zh = "执行数（万元）", en = "Executed (万元)" }
value = "funding.executed"
unit = "万元"
"""


@pytest.mark.parametrize(
    ("language", "head", "caption"),
    [("zh", ["No.", "执行数\n（万元）"], "得分表"), ("en", ["No.", "Executed (万元)"], "Points")],
)
def test_the_words_of_a_form_may_be_given_in_two_languages(tmp_path, language, head, caption):
    """A table with ``zh`` and ``en`` is worded in that of the report; a plain text stands in both."""
    path = tmp_path / "t.toml"
    path.write_text(FORM, encoding="utf-8")
    made = grid(read_form(path, "t.toml"), rows(), language=language)
    assert [cell.text for cell in made.rows[0]] == head
    assert (made.caption, made.note) == (caption, "©")
    assert made.rows[-1][0].text == {"zh": "合计", "en": "Total"}[language]


def test_a_figure_that_is_not_rounded_loses_exactly():
    """A third of 40 is lost as 80/3, not as a decimal that is nearly that."""
    under = evolve(SET, rounding={})
    project = a_small_project(counted("roads", 40, 1, target=3), judged("bridges", 20), judged("benefit", 40))
    (view,) = rows(evaluation=evaluated(project, under=under))
    assert view.lines[0].lost.figure == Figure(Fraction(80, 3), "分")


def test_a_fault_of_a_form_is_told_in_its_own_file(tmp_path):
    """The county looks for the slip in its form, not in the template that prints it: file and column are named."""
    path = tmp_path / "t.toml"
    path.write_text(FORM.replace("funding.executed", "funding.excuted"), encoding="utf-8")
    with pytest.raises(ReportError) as caught:
        grid(read_form(path, "county/forms/t.toml"), rows())
    (fault,) = caught.value.faults
    assert (fault.place.file, fault.place.key) == ("county/forms/t.toml", "columns[2].value")
