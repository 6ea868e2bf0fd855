"""``perfkit replay``: 0 for the same, 1 for another or none, 2 for a wrong call."""

import json
import shutil
from pathlib import Path

import pytest

from perfkit.cli.main import run

FORM = Path(__file__).parents[2] / "examples" / "one-project" / "form.toml"


@pytest.fixture
def place(tmp_path, capsys):
    """The facts and the documents of a run."""
    shutil.copy(FORM, tmp_path / "form.toml")
    assert run(["report", str(tmp_path / "form.toml"), "--out", str(tmp_path / "build")]) == 0
    capsys.readouterr()
    return tmp_path


def replayed(capsys, place, *options):
    """Exit status and output of the command."""
    status = run(["replay", str(place / "build"), str(place / "form.toml"), *options])
    return status, capsys.readouterr().out


def test_the_same_run_is_0(place, capsys):
    """And says how many files were compared."""
    assert replayed(capsys, place) == (0, "重算结果与原来逐字节一致（3 个文件）\n")


def test_another_run_is_1_with_the_reasons(place, capsys):
    """In the language asked for."""
    path = place / "form.toml"
    path.write_text(path.read_text("utf-8") + "\n# 核对过\n", encoding="utf-8")
    status, printed = replayed(capsys, place, "--language", "en")
    head, reason, verdict = printed.splitlines()

    assert status == 1
    assert head == "this is not the same run, for these reasons (1):"
    assert reason.endswith("[replay.input-changed]")
    assert verdict.startswith("the results (evaluation.json) are nevertheless the same")


def test_a_run_that_cannot_be_done_again_is_1(place, capsys):
    """A folder without manifest, here."""
    (place / "build" / "manifest.json").unlink()

    assert replayed(capsys, place)[0] == 1


def test_the_answer_as_json(place, capsys):
    """For programs."""
    status, printed = replayed(capsys, place, "--format", "json")

    assert status == 0
    assert json.loads(printed) == {
        "same": True,
        "results_same": True,
        "compared": ["evaluation.json", "report.docx", "report.html"],
        "reasons": [],
    }


@pytest.mark.parametrize(
    "arguments", [["replay"], ["replay", "build"], ["replay", "build", "form.toml", "--format", "xml"]]
)
def test_a_wrong_call_is_2(arguments, capsys):
    """An argument is missing, or an option is unknown."""
    assert run(arguments) == 2
