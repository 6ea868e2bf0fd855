"""``perfkit test``, as the author of a plugin types it."""

import json

import pytest

from perfkit.cli.main import run
from perfkit.testing import a_folder_plugin
from testing.county import CASE, county


def test_ready_is_the_last_line_and_the_status_0(tmp_path, capsys):
    """In the language that is asked for."""
    folder = str(a_folder_plugin(tmp_path / "county", county()))

    assert run(["test", folder]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "就绪"
    assert run(["test", folder, "--language", "en"]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "ready"


def test_what_is_missing_is_the_last_line_and_the_status_1(tmp_path, capsys):
    """Each finding with its file, line and key stands above it."""
    folder = a_folder_plugin(tmp_path / "county", county(cases__bridge=CASE + 'points = "90"\n', README=None))

    assert run(["test", str(folder)]) == 1
    lines = capsys.readouterr().out.splitlines()
    where = f"county/cases/bridge.toml，第 {CASE.count(chr(10)) + 1} 行，expect.points："
    assert lines[-1] == "尚未就绪，要补正：案例 1 处、说明和依据 1 处"
    assert any(where + "总分算得 85.33；案例写的是 90；" in line for line in lines)


@pytest.mark.parametrize(("changes", "status"), [({}, 0), ({"README": None}, 1)])
def test_the_answer_comes_as_data(tmp_path, capsys, changes, status):
    """One table, with the same status."""
    folder = a_folder_plugin(tmp_path / "county", county(**changes))

    assert run(["test", str(folder), "--format", "json"]) == status
    assert json.loads(capsys.readouterr().out)["ready"] is (status == 0)


def test_a_folder_without_a_plugin_is_refused(tmp_path, capsys):
    """Status 1, and where to look; no path at all is a wrong call."""
    assert run(["test", str(tmp_path)]) == 1
    assert "plugin.no-manifest" in capsys.readouterr().err
    assert run(["test"]) == 2


def test_the_folder_one_stands_in_is_tested_by_a_dot(tmp_path, capsys, monkeypatch):
    """Files are named from the folder on."""
    monkeypatch.chdir(a_folder_plugin(tmp_path / "county", county(README=None)))

    assert run(["test", "."]) == 1
    assert "错误：county：没有 README.md" in capsys.readouterr().out
