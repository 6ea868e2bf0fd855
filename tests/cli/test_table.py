"""The table of projects: what stands in it, and that it never is wider than the terminal."""

import pytest

from perfkit.cli.summary import summary
from perfkit.cli.table import cells, cut, projects_table
from perfkit.model import Funding
from perfkit.testing import a_project, a_stated_project, evaluated
from scoring.local import local_set, projects


@pytest.fixture(scope="module")
def evaluation():
    """A computed, a stated and an unscored project."""
    computed = a_project(code="360722238888030005182", name="园区基础设施建设（标准厂房二期）工程")
    unscored = a_project(name="调查", indicators=(), funding=Funding(budget=3, executed=2))
    return evaluated(computed, a_stated_project(95, budget=100, executed=22), unscored)


def test_each_project_has_a_line_with_what_is_known(evaluation):
    """Code, name, rate, points, stated, possible totals and grade; a cell without a value stays empty."""
    head, computed, stated, *_ = projects_table(evaluation, "zh", None).splitlines()

    assert head.split() == ["编码", "名称", "执行率", "得分", "填报", "可能", "等级"]
    assert computed.split() == [
        "360722238888030005182", "园区基础设施建设（标准厂房二期）工程", "100.00%", "100.00", "100.00–100.00", "优",
    ]  # fmt: skip
    assert stated.split() == ["乙", "22.00%", "95", "2.20–92.20", "优"]


@pytest.mark.parametrize("width", [40, 60, 80, 120])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_line_is_wider_than_the_terminal(evaluation, width, language):
    """Chinese characters take two cells; a name that does not fit is cut with an ellipsis."""
    lines = projects_table(evaluation, language, width).splitlines()

    assert max(map(cells, lines)) <= width
    assert any("…" in line for line in lines) is (width < 120)


def test_columns_stand_below_each_other(evaluation):
    """The grade begins at the same cell in every line."""
    lines = projects_table(evaluation, "zh", None).splitlines()

    assert len({cells(line.rpartition("优")[0]) for line in lines if line.endswith("优")}) == 1


@pytest.mark.parametrize(
    ("text", "width", "shown"), [("桥梁", 4, "桥梁"), ("桥梁", 3, "桥…"), ("abc", 2, "a…"), ("桥", 1, "…")]
)
def test_a_text_is_cut_to_cells(text, width, shown):
    """What is left is never wider than asked for."""
    assert cut(text, width) == shown
    assert cells(shown) <= width


def test_a_total_that_somebody_else_gave_has_a_column_of_its_own():
    """The computed total stays beside the one that counts; without reviews there is no such column."""
    head, *rows = projects_table(evaluated(*projects(), under=local_set()), "zh", None).splitlines()
    reviewed = next(row for row in rows if "总分复核" in row)

    assert head.split() == ["编码", "名称", "执行率", "得分", "为准", "填报", "可能", "等级"]
    assert reviewed.split()[:4] == ["总分复核", "100.00%", "100.0", "88.5"]
    assert "为准" not in projects_table(evaluated(projects()[0], under=local_set()), "zh", None)


def test_the_summary_says_whose_totals_count():
    """The evaluator is named as the set prints him."""
    evaluation = evaluated(*projects(), under=local_set())

    assert "其中 2 个项目的总分以县财政局评定的为准" in summary(evaluation, [], "zh")
    assert "2 of these totals are those that county treasury gave" in summary(evaluation, [], "en")
