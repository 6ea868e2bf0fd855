"""``perfkit rollover``, as a user types it."""

import json

from perfkit.cli.main import run

NATIONAL = "cn.mof.self-evaluation@2020"


def test_rollover_tells_what_a_year_changes(capsys):
    """In words and as data; status 0 where nothing has to be mended."""
    assert run(["rollover", NATIONAL, "--to", "2025"]) == 0
    assert "不必改" in capsys.readouterr().out
    assert run(["rollover", NATIONAL, "--to", "2025", "--format", "json", "--language", "en"]) == 0
    assert json.loads(capsys.readouterr().out)["holds"] is True


def test_rollover_refuses_what_it_cannot_do(capsys):
    """A set that is not there is refused, a year that is no number is a wrong call."""
    assert run(["rollover", "cn.nowhere@1", "--to", "2025"]) == 1
    assert run(["rollover", NATIONAL, "--to", "next"]) == 2
    assert run(["rollover", NATIONAL]) == 2
    capsys.readouterr()
