"""The whole life of a project: what is told of it, in words and as data, and what cannot be told."""

import datetime
from pathlib import Path

import pytest

from perfkit.cli.main import run
from perfkit.errors import InputError
from perfkit.kit import Kit
from perfkit.model import Measure

D = datetime.date

PROJECT = """\
schema = 1
indicator-set = "cn.mof.self-evaluation@2020"

[project]
name = "路"
year = 2023
unit = "交通局"

[funding]
unit = "万元"
budget = 100

[[indicators]]
block = "output"
category = "数量指标"
name = "里程"
weight = 50
target = "≥10公里"

[[indicators]]
block = "benefit"
category = "社会效益指标"
name = "人口"
weight = 30
target = "≥100人"

[[indicators]]
block = "satisfaction"
category = "服务对象满意度指标"
name = "满意度"
weight = 10
target = "≥90%"
"""

FINAL = """\
schema = 1
stage = "self-evaluation"
on = 2024-01-20
by = "unit"

[funding]
unit = "万元"
executed = 50

[[indicators]]
name = "里程"
actual = "9公里"

[[indicators]]
name = "人口"
actual = "100人"

[[indicators]]
name = "满意度"
actual = "90%"
"""


def life(tmp_path: Path, on: datetime.date | None = None, **stages: str):
    """The life in a folder with these stages."""
    (tmp_path / "stages").mkdir()
    (tmp_path / "project.toml").write_text(PROJECT, encoding="utf-8")
    for key, text in stages.items():
        (tmp_path / "stages" / f"{key}.toml").write_text(text, encoding="utf-8")
    return Kit(installed=False).life(tmp_path, on=on)


def test_a_stage_is_told_with_day_name_points_and_set(tmp_path):
    """5 of 10 for half the money, 45 of 50, 30 and 10."""
    assert list(life(tmp_path, final=FINAL).worded("en"))[:2] == [
        "路: 1 stages up to 2024-01-20",
        "2024-01-20 self-evaluation (unit): 90.00 points, 优 [cn.mof.self-evaluation@2020]",
    ]


def test_a_stage_without_a_total_says_why(tmp_path):
    """No actual, no points: the first error stands in their place."""
    found = list(life(tmp_path, final=FINAL.replace('actual = "9公里"\n', "")).worded("zh"))
    assert "没有结果：" in found[1]
    assert "里程" in found[1]


def test_a_day_before_the_first_stage_is_refused(tmp_path):
    """With the day of the first one."""
    with pytest.raises(InputError) as caught:
        life(tmp_path, D(2024, 1, 19), final=FINAL)
    (fault,) = caught.value.faults
    assert (fault.code, fault.arguments["first"]) == ("life.too-early", "2024-01-20")


def test_a_folder_without_any_stage_is_refused(tmp_path):
    """There is no day at all."""
    with pytest.raises(InputError) as caught:
        life(tmp_path)
    assert [fault.code for fault in caught.value.faults] == ["life.too-early"]


def test_what_follows_is_told_once_by_the_last_stage_upon_it(tmp_path):
    """The second stage stands upon the first under the same set."""
    later = 'schema = 1\nstage = "review"\non = 2024-02-20\nupon = "final"\n'
    found = life(tmp_path, final=FINAL, later=later)
    assert [step.repeated for step in found.steps] == [True, False]


def test_an_event_after_the_day_has_not_happened(tmp_path):
    """Written into a stage before it, it counts from its own day on."""
    text = FINAL + "\n[events]\nx = 2024-03-01\n"
    assert life(tmp_path, D(2024, 2, 1), final=text).clocks == ()


@pytest.mark.parametrize(("status", "done"), [("已完成", True), (" Done ", True), ("进行中", False), ("", False)])
def test_only_what_is_said_to_be_done_is_done(status, done):
    """Any other status is open."""
    assert Measure("返工", status=status).is_done == done


def test_the_record_holds_what_the_words_say(tmp_path, capsys):
    """As the command prints it."""
    later = FINAL + '\n[[measures]]\ntitle = "修"\nowner = "局"\ndeadline = 2024-01-19\n\n[[problems]]\ntitle = "漏"\n'
    found = life(tmp_path, final=later).record("zh")
    assert found["stages"][0] == {
        "key": "final",
        "stage": "self-evaluation",
        "on": "2024-01-20",
        "by": "unit",
        "upon": None,
        "set": "cn.mof.self-evaluation@2020",
        "points": "90.00",
        "grade": "优",
        "totals": {},
        "verdicts": {},
        "outcomes": [],
        "errors": [],
    }
    assert found["measures"] == [
        {"title": "修", "owner": "局", "deadline": "2024-01-19", "status": None, "overdue": True}
    ]
    assert found["problems"] == [{"title": "漏", "owner": None, "deadline": None}]
    assert found["indicators"][1]["stages"] == {"final": {"actual": "9公里", "verdict": None, "points": "45.00"}}
    assert run(["life", str(tmp_path), "--format", "json"]) == 0
    assert '"points": "90.00"' in capsys.readouterr().out


@pytest.mark.parametrize(("day", "status"), [("2024-01-19", 1), ("gestern", 2)])
def test_the_command_refuses_a_day_it_cannot_tell(tmp_path, capsys, day, status):
    """Too early is refused, no day at all is a wrong call."""
    life(tmp_path, final=FINAL)
    assert run(["life", str(tmp_path), "--on", day]) == status
    capsys.readouterr()
