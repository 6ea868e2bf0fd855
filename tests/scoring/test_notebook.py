"""Results as tables in a notebook: a dash where nothing is known."""

import re
from html import unescape

from perfkit.model import Funding, Stated
from perfkit.scoring.notebook import evaluation_html, project_html
from perfkit.testing import evaluated
from scoring.small import a_set, a_small_project, judged, leaf, scored

SET = a_set(leaf("output", 60), leaf("benefit", 40), measures={"execution_rate": "executed / budget"})


def rows(page):
    """The cells of each row below the head."""
    return [re.findall(r"<td>(.*?)</td>", row) for row in page.split("<tr>")[2:]]


def test_each_project_has_a_row_with_what_is_known_of_it():
    """Scored, with one judgement missing, with a stated total alone, with indicators that do not fit, with nothing."""
    projects = [
        a_small_project(
            judged("output", 60), judged("benefit", 40), name="甲", code="01", funding=Funding(budget=4, executed=1)
        ),
        a_small_project(judged("output", 60), judged("benefit", 40, None), name="乙"),
        a_small_project(name="丙", stated=Stated(points=95)),
        a_small_project(judged("nowhere", 100), name="丁"),
        a_small_project(name="戊"),
    ]
    assert rows(evaluation_html(evaluated(*projects, under=SET))) == [
        ["01", "甲", "25%", "100", "—", "100 – 100", "优"],
        ["", "乙", "—", "—", "—", "60 – 100", "—"],
        ["", "丙", "—", "—", "95", "0 – 100", "优"],
        ["", "丁", "—", "—", "—", "—", "—"],
        ["", "戊", "—", "—", "—", "0 – 100", "—"],
    ]


def test_a_line_without_points_says_why():
    """The reason stands where the derivation would; weight and stated points stay."""
    result = scored(SET, judged("output", 60), judged("benefit", 40, None, stated_points=30))
    first, second = rows(project_html(result))
    assert first == ["output60", "好", "", "60", "60", "—", "得分 = 60 × 100% = 60"]
    assert second[:6] == ["benefit40", "好", "", "40", "—", "30"]
    assert unescape(second[6]) == result.lines[1].absent.worded("zh")
