"""``perfkit plugins``, as a user types it."""

import json
from pathlib import Path

from perfkit.cli.main import run

PLUGINS = Path(__file__).parents[2] / "plugins"


def test_plugins_lists_packages_and_folders(capsys):
    """The standards, the installed county, and a folder that is named."""
    assert run(["plugins", "--plugins", str(PLUGINS / "hdi")]) == 0
    out = capsys.readouterr().out
    assert [line.split()[0] for line in out.splitlines() if not line.startswith(" ")] == [
        "cn.jx",
        "cn.jx.xinfeng",
        "cn.mof",
        "org.undp.hdi",
    ]
    assert "  改动 cn.jx.ganzhou.self-evaluation@2022 的 rounding.rate.mode：" in out


def test_plugins_come_as_data(capsys):
    """One table for each."""
    assert run(["plugins", "--format", "json", "--language", "en"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert {"cn.mof", "cn.jx.xinfeng"} <= {plugin["id"] for plugin in data["plugins"]}


def test_a_plugin_that_cannot_be_used_makes_the_status_1(capsys, tmp_path):
    """It is named with its reason, and the others are listed."""
    assert run(["plugins", "--plugins", str(tmp_path)]) == 1
    out = capsys.readouterr().out
    assert "plugin.no-manifest" in out
    assert "cn.mof 1" in out


def test_diff_tells_what_a_county_changes(capsys):
    """In words and as data."""
    sets = ["cn.mof.self-evaluation@2020", "cn.jx.xinfeng.self-evaluation@2023"]
    assert run(["diff", *sets]) == 0
    assert "rounding.rate.mode：half-up → down（" in capsys.readouterr().out
    assert run(["diff", *sets, "--format", "json"]) == 0
    assert len(json.loads(capsys.readouterr().out)["differences"]) == 9
    assert run(["diff", sets[0], "cn.nowhere@1"]) == 1
