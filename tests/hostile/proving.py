"""How a row of the catalogue of bad inputs is proved: by the reader, and by the real command line."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Any

import pytest

from hostile.catalogue import Row
from perfkit.errors import InputError, Place
from perfkit.formats import read_portfolio

LONGEST = 10
"""Seconds within which any input must be answered."""

NOTHING: AbstractContextManager[None] = nullcontext()


def assert_explained(
    tested: Iterable[tuple[str, str]], verdicts: Mapping[str, str], deviations: Mapping[str, Mapping[str, str]]
) -> None:
    """No row is forgotten, and a verdict that differs from the catalogue's has its reason; no reason is left over."""
    pairs = set(tested)
    rows = {row for row, _ in pairs}
    assert rows | set(deviations) == set(verdicts)
    assert {row for row, verdict in pairs if verdict != verdicts[row]} == rows & set(deviations)
    assert all(entry["instead"] and entry["reason"] for entry in deviations.values())


def prove_reader(row: Row, path: Path, rights: AbstractContextManager[None] = NOTHING) -> None:
    """Refused, remarked or accepted as the row says, at the place it says, with all codes and no others, in time."""
    before = time.monotonic()
    if row.verdict == "E" and not row.judging:
        with rights, pytest.raises(InputError) as refused:
            read_portfolio(path)
        assert {fault.code for fault in refused.value.faults} == set(row.codes)
        assert_place(next(f.place for f in refused.value.faults if f.code == row.codes[0]), path, row)
        assert_worded(refused.value)
    else:
        remarks = read_portfolio(path).portfolio.remarks
        expected = set() if row.judging else set(row.codes)
        assert {remark.code for remark in remarks} == expected
        if expected:
            assert_place(remarks[0].place, path, row)
            assert all(remark.worded("zh") and remark.worded("en") for remark in remarks)
    assert time.monotonic() - before < LONGEST


def prove_command(row: Row, path: Path, folder: Path) -> None:
    """The right exit status, code and place, in time, without a traceback or left-overs in ``folder``."""
    before = listing(folder)
    done = subprocess.run(
        [sys.executable, "-m", "perfkit", "check", str(path), "--format", "json"],
        cwd=folder,
        env={**os.environ, "PYTHONUTF8": "1", "PYTHONPATH": str(Path(__file__).parents[2] / "src")},
        capture_output=True,
        timeout=LONGEST,
        check=False,
        encoding="utf-8",
    )
    assert "Traceback" not in done.stdout + done.stderr
    assert done.returncode == (1 if row.verdict == "E" else 0), done.stderr
    assert listing(folder) == before
    reported = json.loads(done.stdout)
    if row.verdict == "E" and "faults" in reported:
        assert all(line.endswith("]") for line in done.stderr.strip().splitlines())
    assert_reported(reported.get("faults", reported.get("findings")), path, row)


def line_number(path: Path, row: Row) -> int | None:
    """The number of the line that the row expects, looked up in the file that the row names."""
    if isinstance(row.line, int):
        return row.line
    if not row.line:
        return None
    file = (path if path.is_dir() else path.parent) / row.file
    lines = file.read_text(encoding="utf-8").split("\n")
    return next(number for number, line in enumerate(lines, 1) if row.line in line)


def assert_place(place: Place, path: Path, row: Row) -> None:
    """File, key and line are those of the row, as far as it says them."""
    assert place.file == row.file
    if row.key:
        assert place.key == row.key
    if row.line != "":
        assert place.line == line_number(path, row)


def assert_worded(error: InputError) -> None:
    """Every fault can be said in both languages, and says what was found."""
    for fault in error.faults:
        assert fault.found("zh")
        assert fault.found("en")
        assert fault.worded("zh").endswith(f"[{fault.code}]")


def assert_reported(entries: Iterable[Mapping[str, Any]], path: Path, row: Row) -> None:
    """The codes are among the faults or findings; the first of them stands where the row says."""
    entries = list(entries)
    found = {entry["code"] for entry in entries}
    if not row.judging and row.verdict == "E":
        assert found == set(row.codes)
    assert set(row.codes) <= found
    if row.verdict == "A":
        assert not [entry for entry in entries if entry.get("severity") == "error"]
    for entry in entries:
        if row.codes and entry["code"] == row.codes[0]:
            assert row.key in entry["where"]
            if line := line_number(path, row):
                assert f"第 {line} 行" in entry["where"]
            if "severity" in entry:
                assert (entry["severity"] == "error") == (row.verdict == "E")


def listing(folder: Path) -> list[str]:
    """Everything in a folder, by name."""
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*"))
