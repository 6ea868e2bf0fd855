"""``perfkit explain … --format json``: the trace of one project."""

import json
from pathlib import Path

import pytest

from perfkit import Kit
from perfkit.cli.main import run
from perfkit.scoring import trace

XINFENG = Path(__file__).parents[2] / "examples" / "xinfeng-2023"
PPP = "360722238888030005223"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_trace_of_one_project_is_printed(capsys, language):
    """What Python gives, of this project alone, in the language asked for."""
    status = run(["explain", str(XINFENG), PPP, "--format", "json", "--language", language])
    kit = Kit()

    assert status == 0
    assert json.loads(capsys.readouterr().out) == trace(kit.evaluate(kit.read(XINFENG)), PPP, language)


def test_a_name_that_is_no_project_is_refused_as_data(capsys):
    """A group has no trace of its own: its members have."""
    assert run(["explain", str(XINFENG), "infrastructure", "--format", "json"]) == 1
    assert [one["code"] for one in json.loads(capsys.readouterr().out)["faults"]] == ["project.unknown"]
