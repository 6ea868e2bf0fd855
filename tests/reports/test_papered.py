"""Templates see what the working paper of a line holds, the sources of money, and what people decided."""

import pytest

from perfkit.kit import Kit
from perfkit.reports.views import Viewer

PROJECT = """
schema = 1
indicator-set = "cn.mof.self-evaluation@2020"

[project]
name = "管护"
year = 2024
unit = "甲局"

[facts]
urgent = true

[grounds]
urgent = "局务会纪要 3 号"

[funding]
unit = "万元"
budget = 100
executed = 80

[[funding.lines]]
source = "财政拨款"
budget = 70

[[funding.lines]]
source = "单位资金"
budget = 30
executed = 20

[[indicators]]
block = "output"
category = "质量指标"
name = "制度健全"
weight = 50
target = { judged = "要点都满足" }
rule = "checklist"
evidence = [{ kind = "official", document = "甲发〔2024〕1号", page = "2" }]

[indicators.facts]
extended = true
times = 3
elements = [
  { name = "有制度", met = true },
  { name = "有台账", met = false, note = "缺三个月", evidence = false, deduction = "补记" },
]

[[indicators]]
block = "benefit"
category = "社会效益指标"
name = "受益"
weight = 30
target = "≥10人"
actual = "10人"

[[indicators]]
block = "satisfaction"
category = "服务对象满意度指标"
name = "满意"
weight = 10
target = "≥90%"
actual = "90%"
"""


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """The view of the project in Chinese."""
    file = tmp_path_factory.mktemp("papered") / "a.toml"
    file.write_text(PROJECT, encoding="utf-8")
    kit = Kit(installed=False)
    return Viewer(kit.evaluate(kit.read(file)), "zh").report((), "", "").projects[0]


def test_a_line_shows_its_elements_with_what_each_is_worth(project):
    """Of fifty points each of two elements carries 25; the one that is not met loses all of them."""
    met, unmet = project.lines[1].elements
    assert (met.name, met.met, met.weight.digits, met.points.digits, met.lost.digits) == (
        "有制度",
        "满足",
        "25.00",
        "25.00",
        "0.00",
    )
    assert (unmet.met, unmet.fact, unmet.evidence, unmet.remark) == ("不满足", "缺三个月", "没有佐证", "补记")
    assert unmet.lost.digits == "25.00"
    assert unmet.words == "有台账：不满足；查明：缺三个月；没有佐证；分值 25，得 0，扣 25（补记）"


@pytest.mark.parametrize(("count", "lost"), [(2, "25.00"), (3, "16.67")])
def test_the_points_of_an_element_are_printed_as_the_set_prints_those_of_a_line(tmp_path, count, lost):
    """A third of fifty has no end: two places, as the set rounds the points of an indicator."""
    more = '{ name = "有台账", met' if count == 2 else '{ name = "有人员", met = true },\n  { name = "有台账", met'
    file = tmp_path / "a.toml"
    file.write_text(PROJECT.replace('{ name = "有台账", met', more), encoding="utf-8")
    kit = Kit(installed=False)
    view = Viewer(kit.evaluate(kit.read(file)), "zh").report((), "", "").projects[0]
    assert view.lines[1].elements[-1].lost.digits == lost


def test_a_line_shows_its_documents_and_its_own_facts(project):
    """Each document with kind and page; lists are among the elements, not among the facts."""
    line = project.lines[1]
    assert line.evidence == ("正式资料“甲发〔2024〕1号”（第 2 页）",)
    assert [(fact.label, fact.text, fact.holds) for fact in line.facts] == [
        ("extended", "是", True),
        ("times", "3", False),
    ]
    assert (project.lines[0].elements, project.lines[0].facts) == ((), ())


def test_the_sources_of_the_money_are_shown_with_the_amounts_they_give(project):
    """In the order of the facts; an amount that a source does not give is absent, not zero."""
    shown = [(one.name, [str(item.figure.text) for item in one.funding.given]) for one in project.funding.sources]
    assert shown == [("财政拨款", ["70 万元"]), ("单位资金", ["30 万元", "20 万元"])]


def test_what_people_decided_is_shown_with_its_ground(project):
    """A fact with a ground; others are only among the facts."""
    assert [(one.label, one.ground) for one in project.decided] == [("urgent", "局务会纪要 3 号")]
