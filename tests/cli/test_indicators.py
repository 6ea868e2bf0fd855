"""``perfkit indicators``, as a user types it."""

import json

import pytest

from perfkit.cli.main import run
from perfkit.cli.table import cells
from perfkit.kit import Kit

NATIONAL = "cn.mof.self-evaluation@2020"


def test_a_sector_is_printed_as_a_table(capsys):
    """Columns stand below their heads, Chinese or not."""
    assert run(["indicators", "--sector", "道路"]) == 0
    lines = capsys.readouterr().out.splitlines()
    head, row = lines[0], next(line for line in lines if line.startswith("road.length-built "))
    for column, cell in (("指标", "新建道路长度"), ("方向、单位", "≥ 公里"), ("佐证资料", "原始凭证")):
        assert cells(head[: head.index(column)]) == cells(row[: row.index(cell)])
    assert lines[-1].endswith("perfkit indicators --sector general")


def test_without_a_question_a_summary_is_printed(capsys):
    """By sector and type, with counts."""
    assert run(["indicators", "--language", "en"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("The library has ")
    assert "  Roads (road) " in out
    assert "  Subsidies (subsidy) " in out


def test_it_comes_as_data_and_along_the_chain_of_a_set(capsys):
    """Under a county's set the nation's indicators are there as well."""
    asked = ["indicators", "路灯", "--set", "cn.jx.xinfeng.self-evaluation@2023", "--type", "设备", "--unit", "盏"]
    assert run([*asked, "--format", "json"]) == 0
    assert [one["code"] for one in json.loads(capsys.readouterr().out)["indicators"]] == ["road.street-lamps"]


def test_an_unknown_sector_is_refused_with_the_list(capsys):
    """The status is that of a refusal."""
    assert run(["indicators", "--sector", "天文"]) == 1
    err = capsys.readouterr().err
    assert "[library.unknown-filter]" in err
    assert "道路、" in err


def test_nothing_found_is_no_fault(capsys):
    """It says so, and where to look."""
    assert run(["indicators", "--sector", "体育", "--unit", "公里"]) == 0
    assert capsys.readouterr().out.startswith("没有找到")


PROJECT = """
schema = 1

[project]
name = "村道"
year = 2023
unit = "交通局"

[funding]
unit = "万元"
initial = 100
executed = 100

[[indicators]]
from = "road.length-hardened"
weight = 90
target = 12.6
actual = 12.6
"""


@pytest.mark.parametrize("command", ["evaluate", "explain"])
def test_the_set_of_the_command_says_whose_library_is_meant(tmp_path, capsys, command):
    """A file that names no set cannot know the node; with the set of the command it does."""
    path = tmp_path / "road.toml"
    path.write_text(PROJECT, encoding="utf-8")
    more = ["村道"] if command == "explain" else []

    assert run([command, str(path), *more]) == 1
    assert "[library.no-set]" in capsys.readouterr().err
    assert run([command, str(path), *more, "--set", "cn.mof.self-evaluation@2020"]) == 0
    assert "100" in capsys.readouterr().out


def test_a_run_that_took_from_the_library_is_run_again_with_it(tmp_path):
    """The manifest says under which set."""
    path = tmp_path / "road.toml"
    path.write_text(PROJECT, encoding="utf-8")
    kit = Kit(installed=False)
    read = kit.read(path, indicator_set=NATIONAL)
    kit.report(kit.evaluate(read, indicator_set=NATIONAL), tmp_path / "out", formats="html")

    assert kit.replay(tmp_path / "out", path).same
