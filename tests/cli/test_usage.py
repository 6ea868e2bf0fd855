"""A command called wrongly: our words, both languages, the near match, exit status 2."""

import json

import pytest

from perfkit.cli.language import language_of
from perfkit.cli.main import run

CALLS = [
    (["chek", "x"], "cli.command-unknown", "check"),
    (["check"], "cli.argument-missing", "PATH"),
    (["explain", "x"], "cli.argument-missing", "CODE"),
    (["check", "x", "--formt", "json"], "cli.option-unknown", "--format"),
    (["evaluate", "x", "--format", "jsno"], "cli.choice-unknown", "json"),
    (["evaluate", "x", "--language", "enn"], "cli.choice-unknown", "en"),
    (["check", "x", "--set"], "cli.option-value", "--set"),
    (["check", "一 园", "y", "z"], "cli.argument-extra", "y"),
    (["report", "x", "--force=yes"], "cli.option-no-value", "--force"),
]


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(("arguments", "code", "named"), CALLS, ids=[" ".join(call[0]) for call in CALLS])
def test_a_wrong_call_is_answered_in_our_words(capsys, language, arguments, code, named):
    """What was typed or meant is named, with the code, in the language asked for before the command."""
    assert run(["--language", language, *arguments]) == 2

    said, usage = capsys.readouterr().err.splitlines()
    assert f"[{code}]" in said
    assert named in said
    assert ("用法：perfkit" if language == "zh" else "usage: perfkit") in usage
    assert any(character > "\u2e80" for character in said.replace("一 园", "")) is (language == "zh")


def test_a_program_gets_the_wrong_call_as_data(capsys):
    """With ``--format json`` the fault is JSON on the output as well."""
    run(["evaluate", "--format", "json"])

    assert [fault["code"] for fault in json.loads(capsys.readouterr().out)["faults"]] == ["cli.argument-missing"]


def test_perfkit_alone_prints_its_help(capsys):
    """No command is no mistake to complain about."""
    assert run([]) == 2
    assert "evaluate" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "language"),
    [
        ([], "zh"),
        (["--language", "en", "check"], "en"),
        (["check", "--language=en"], "en"),
        (["--language", "en", "check", "--language", "zh"], "zh"),
        (["--language", "en", "check", "--language", "fr"], "en"),
        (["explain", "x", "en"], "zh"),
    ],
)
def test_the_language_is_known_before_anything_is_parsed(arguments, language):
    """Before the command or after it, the later one holds; a project named ``en`` is no language."""
    assert language_of(arguments) == language


def test_the_list_of_commands_is_whole(capsys):
    """No purpose of a command is cut, in either language."""
    run(["--help"])
    out = capsys.readouterr().out

    assert "..." not in out.partition("Commands:")[2]
    assert "write the report (HTML and Word)" in out


@pytest.mark.parametrize(
    ("command", "names"),
    [
        ("report", ["PATH"]),
        ("evaluate", ["PATH"]),
        ("check", ["PATH"]),
        ("explain", ["PATH", "CODE"]),
        ("verify", ["FOLDER"]),
    ],
)
def test_help_explains_every_argument(capsys, command, names):
    """What PATH and CODE are stands in the help, in both languages."""
    run([command, "--help"])
    below = capsys.readouterr().out.partition("Options:")[2]

    for name in names:
        assert f"\n  {name}  " in below
    assert "文件夹" in below
    assert "the folder" in below
