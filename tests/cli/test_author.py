"""``perfkit new`` and ``perfkit pack``, as a county officer types them."""

import json

import pytest

from perfkit.cli.main import run


@pytest.fixture(autouse=True)
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def test_new_and_pack_say_what_they_wrote_and_what_comes_next(capsys):
    """Each line is a command that can be typed as it stands."""
    assert run(["new", "my-county"]) == 0
    said = capsys.readouterr().out.splitlines()
    assert said[0] == "已写好 my-county（7 个文件），指标体系 my-county.self-evaluation@1"
    assert said[2] == "2. 检查：perfkit test my-county"
    assert run(["pack", "my-county", "--to", "package"]) == 0
    assert "pip install ./package" in capsys.readouterr().out


def test_new_and_pack_answer_as_data(capsys):
    """For a program that calls them."""
    arguments = ["new", "county", "--to", "a", "--id", "cn.a", "--extends", "cn.mof.self-evaluation@2020"]
    assert run([*arguments, "--format", "json", "--language", "en"]) == 0
    made = json.loads(capsys.readouterr().out)
    assert (made["folder"], made["id"], made["address"]) == ("a/county", "cn.a", "cn.a.self-evaluation@1")
    assert "amendments/self-evaluation.toml" in made["files"]
    assert run(["pack", "a/county", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["distribution"] == "perfkit-cn-a"


def test_what_is_refused_ends_with_1_and_a_wrong_call_with_2(capsys):
    """A folder that is there already is never written into."""
    assert [run(["new", "a"]), run(["new", "a"]), run(["pack", "b"]), run(["new"])] == [0, 1, 1, 2]
    assert "new.exists" in capsys.readouterr().err
