"""``perfkit values``, as a user types it: one JSON object for each line, whatever the line holds."""

import io
import json
import os
import subprocess
import sys
from types import SimpleNamespace

import pytest

from perfkit.cli.main import run
from perfkit.cli.values import values
from perfkit.jobs import MOST_BYTES


def printed(capsys, monkeypatch, data: bytes, *options: str) -> tuple[int, list[dict]]:
    """The exit status and the objects printed for what stands on the standard input."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    status = run(["values", *options])
    return status, [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_a_line_gives_target_actual_and_verdict(capsys, monkeypatch):
    """The whole object, with every key, for a plain line: nothing is assumed and nothing noted."""
    status, found = printed(capsys, monkeypatch, "≥95%\t96.50%\n".encode())
    assert status == 0
    assert found == [
        {
            "target": {"kind": "percent", "op": "≥", "value": "95", "unit": "%", "inverse_implied": False},
            "actual": {"kind": "percent", "value": "96.50", "unit": "%", "operator_repeated": False},
            "met": True,
            "notes": [],
        }
    ]


def test_a_range_has_two_ends_and_a_date_is_written_as_iso_8601(capsys, monkeypatch):
    """Values that are more than one number."""
    _, (ranged, dated) = printed(capsys, monkeypatch, "90%～95%\t97%\n2023年1-12月\t2023年6月\n".encode())
    assert ranged["target"]["value"] == {"from": "90", "to": "95"}
    assert ranged["met"] is False
    assert dated["target"]["value"] == {"from": "2023-01", "to": "2023-12"}
    assert (dated["actual"]["value"], dated["met"]) == ("2023-06", True)


def test_third_and_fourth_field_are_the_unit_and_the_name(capsys, monkeypatch):
    """The form's column of units, and a name that implies an upper bound."""
    _, (found,) = printed(capsys, monkeypatch, "30\t29.5\t万元\t培训成本\n".encode())
    assert found["target"] == {"kind": "money", "op": "≤", "value": "30", "unit": "万元", "inverse_implied": True}
    assert found["met"] is True
    codes = ["value.unit-from-form", "value.inverse-implied", "value.unit-from-form"]
    assert [note["code"] for note in found["notes"]] == codes


@pytest.mark.parametrize(
    ("line", "status", "kinds", "codes"),
    [
        (b"", 0, None, None),
        (b"\n", 0, ("empty", "empty"), []),
        (b"\t\n", 0, ("empty", "empty"), []),
        (b"\xef\xbb\xbf=5\t5\r\n", 0, ("number", "number"), []),
        ("优\t良".encode(), 0, ("words", "words"), ["value.for-evaluator"]),
        ("=100米\t100米".encode("gb18030"), 0, ("number", "number"), ["values.gb18030"]),
        (b"95%\n", 1, ("percent", "refused"), ["values.no-tab"]),
        (b"\xff\xff\t1\n", 1, ("refused", "refused"), ["values.bytes"]),
        (b"1\t1\t1\t1\t1\n", 1, ("refused", "refused"), ["values.fields"]),
        (b"9" * (3 * MOST_BYTES), 1, ("refused", "refused"), ["values.too-long"]),
        ("3个；5条\t3个\n".encode(), 1, ("refused", "number"), ["value.several"]),
        ("=5项\t5个\n".encode(), 1, ("number", "number"), ["value.other-unit"]),
    ],
)
def test_every_line_is_answered_and_the_status_says_whether_one_was_refused(
    capsys, monkeypatch, line, status, kinds, codes
):
    """Empty lines, other encodings, bad bytes, too few and too many fields, lines without end."""
    exit_status, found = printed(capsys, monkeypatch, line)
    assert exit_status == status
    assert [(one["target"]["kind"], one["actual"]["kind"]) for one in found] == ([kinds] if kinds else [])
    assert [note["code"] for one in found for note in one["notes"]] == (codes or [])


def test_a_bad_line_spoils_no_other(capsys, monkeypatch):
    """The lines around it are read, and each has its object."""
    data = b"=5\t5\n\xff\t\n" + b"1" * (MOST_BYTES + 5) + b"\n=6\t7\n"
    status, found = printed(capsys, monkeypatch, data)
    assert status == 1
    assert [one["met"] for one in found] == [True, None, None, False]


def test_notes_are_worded_in_the_language_that_is_asked_for(capsys, monkeypatch, tmp_path):
    """In English too, and from a file."""
    file = tmp_path / "values.tsv"
    file.write_text("约95%\t96%\n", encoding="utf-8")
    assert run(["values", str(file), "--language", "en"]) == 1
    (note,) = json.loads(capsys.readouterr().out)["notes"]
    assert note == {
        "about": "target",
        "code": "value.vague",
        "severity": "refused",
        "text": "“约95%” is no exact figure; write the exact figure, without about or some [value.vague]",
    }


@pytest.mark.parametrize("arguments", [["values", "no-such-file"], ["values", "--no-such-option"]])
def test_a_wrong_call_has_status_2(capsys, arguments):
    """A file that is not there, an option that is none."""
    assert run(arguments) == 2
    assert capsys.readouterr().out == ""


def test_each_line_is_answered_at_once_on_a_terminal(capsys, monkeypatch):
    """What is typed is answered before the next line is read."""
    flushed = []
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    monkeypatch.setattr(sys.stdout, "flush", lambda: flushed.append(True))
    lines = iter([b"=1\t1\n", b"=2\t2\n", b""])

    def readline(_most: int) -> bytes:
        asked.append(len(flushed))
        return next(lines)

    asked: list[int] = []
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=SimpleNamespace(readline=readline), isatty=lambda: True))
    assert values.callback(file=sys.stdin.buffer, language="zh") == 0
    assert asked == [0, 1, 2]


def test_a_terminal_without_chinese_gets_the_same_values_in_escapes(capsys, monkeypatch):
    """Nothing fails where the output can print ASCII only; the objects are the same."""
    out = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    monkeypatch.setattr(sys, "stdout", out)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO("≥5项\t5项\n".encode())))
    assert run(["values"]) == 0
    (line,) = out.buffer.getvalue().decode("ascii").splitlines()
    assert json.loads(line)["target"]["unit"] == "项"


@pytest.mark.slow
def test_memory_does_not_grow_with_the_lines():
    """The command streams: its memory does not grow with the input, of which a hundred times as much is given."""
    script = (
        "import resource, sys; from perfkit.cli.main import run; run(['values']);"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, file=sys.stderr)"
    )

    def memory(count: int) -> int:
        data = "≥95%\t96%\n".encode() * count
        done = subprocess.run(
            [sys.executable, "-c", script], input=data, capture_output=True, check=True, env=dict(os.environ)
        )
        return int(done.stderr)

    assert memory(100_000) < memory(1_000) * 1.1
