"""``perfkit explain --about``, ``perfkit compare`` and ``perfkit standing``, as a user types them."""

import json
from pathlib import Path

import pytest

from perfkit.cli.main import run
from perfkit.jobs import TOPICS

EXAMPLES = Path(__file__).parents[2] / "examples"
FORM, XINFENG = str(EXAMPLES / "one-project" / "form.toml"), str(EXAMPLES / "xinfeng-2023")
NAME = "义务教育营养改善计划专项资金"
NATIONAL, LOCAL = "cn.mof.self-evaluation@2020", "cn.jx.xinfeng.self-evaluation@2023"


def said(capsys, *arguments, status=0):
    """What a command prints."""
    assert run(list(arguments)) == status
    return capsys.readouterr().out


def headings(text):
    return [line for line in text.splitlines() if line.startswith(("【", "== "))]


def test_explain_tells_points_losses_and_the_margin(capsys):
    """Without being asked for anything in particular."""
    text = said(capsys, "explain", FORM, NAME)
    assert text.startswith(NAME)
    assert headings(text) == ["【失分】", "【等级的余地】"]


@pytest.mark.parametrize(
    ("about", "expected"),
    [
        (["margin"], ["【等级的余地】"]),
        (["margin", "lost", "margin"], ["【等级的余地】", "【失分】"]),
        (["points"], []),
    ],
)
def test_explain_answers_what_is_asked_in_that_order(capsys, about, expected):
    """A topic said twice is told once; a heading stands at the very top."""
    text = said(capsys, "explain", FORM, NAME, *(part for topic in about for part in ("--about", topic)))
    assert headings(text) == expected
    assert not text.startswith("\n")


def test_explain_tells_all(capsys):
    """Every topic but the first has its heading."""
    text = said(capsys, "explain", FORM, NAME, "--about", "all", "--language", "en")
    assert len(headings(text)) == len(TOPICS) - 1


def test_explain_gives_the_answers_as_data(capsys):
    """One table for each topic, under its name."""
    data = json.loads(said(capsys, "explain", FORM, NAME, "--about", "lost", "--about", "margin", "--format", "json"))
    assert list(data) == ["lost", "margin"]
    assert data["margin"]["grade"] == "优"


def test_explain_refuses_what_cannot_be_asked(capsys):
    """With the near match, and exit status 2."""
    assert run(["explain", FORM, NAME, "--about", "margins"]) == 2
    assert "margin" in capsys.readouterr().err


def test_compare_sets_two_sets_side_by_side(capsys):
    """The same facts under the national set and under the county's."""
    text = said(capsys, "compare", XINFENG, "--set", NATIONAL, "--with", LOCAL)
    head, count = text.splitlines()[:2]
    assert (NATIONAL in head, LOCAL in head) == (True, True)
    assert count.startswith("43 个项目两边都有：上升 0 个，下降 0 个，不变 33 个")


def test_compare_sets_two_facts_side_by_side(capsys, tmp_path):
    """The same form with less of one indicator reached: all of the difference is due to data."""
    changed = tmp_path / "form.toml"
    text = Path(FORM).read_text(encoding="utf-8")
    assert text.count('actual = "98%"') == 1
    changed.write_text(text.replace('actual = "98%"', 'actual = "50%"'), encoding="utf-8")
    data = json.loads(said(capsys, "compare", FORM, str(changed), "--format", "json"))
    (pair,) = data["projects"] if "projects" in data else data["pairs"]
    assert pair["difference"] == "-4.8"
    parts = {tuple(part["factors"]): part["points"] for part in pair["parts"]}
    assert parts["data",] == "-4.8"
    assert {points for factors, points in parts.items() if factors != ("data",)} == {"0"}


def test_compare_with_itself_moves_nothing(capsys):
    """The same facts under the same set."""
    assert "上升 0 个，下降 0 个，不变 1 个" in said(capsys, "compare", FORM)


def test_standing_tells_both_means_and_reconciles_the_counts(capsys):
    """33 scored entries have the mean 98.15; weighted by the budget of 21 of them it is 96.78."""
    text = said(capsys, "standing", XINFENG)
    assert "简单平均 98.15 分" in text
    assert "加权平均 96.78 分" in text
    assert "共 43 条 = 得分和全年预算数都有的 21 + 只有得分的 12 + 只有全年预算数的 10 + 两样都没有的 0" in text


def test_standing_is_weighted_by_the_stage_that_is_asked(capsys):
    """By what was spent, as data."""
    data = json.loads(said(capsys, "standing", XINFENG, "--amount", "executed", "--format", "json"))
    text = said(capsys, "standing", XINFENG, "--amount", "executed")
    assert data["means"]
    assert "跟踪期执行数" in text
