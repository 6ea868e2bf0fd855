"""Every TOML row of the catalogue: the right verdict, code and place, by the reader and by the real command line."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import tomli

from hostile.catalogue import GOOD, Row, text
from hostile.toml_rows import ROWS
from hostile.toml_verdicts import VERDICTS
from perfkit.errors import InputError, Place
from perfkit.formats import read_portfolio

HERE = Path(__file__).parent
LONGEST = 10
"""Seconds within which any input must be answered."""

DEVIATIONS = tomli.loads((HERE / "deviations.toml").read_text(encoding="utf-8"))

CONTROL = Row("CONTROL", "A", text(GOOD))


def each(rows: tuple[Row, ...]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("row", rows, ids=[row.id for row in rows])


def test_every_row_of_the_catalogue_is_tested_or_explained():
    """No row is forgotten, none stands twice, and a verdict that differs from the catalogue's has its reason."""
    tested = [row.id for row in ROWS]
    assert len(tested) == len(set(tested))
    assert {*tested, *DEVIATIONS} == set(VERDICTS)
    different = {row.id for row in ROWS if row.verdict != VERDICTS[row.id]}
    assert different == {row for row in DEVIATIONS if row in tested}
    assert all(entry["instead"] and entry["reason"] for entry in DEVIATIONS.values())


IS_ADMINISTRATOR = hasattr(os, "geteuid") and os.geteuid() == 0
NOBODY = 65534


@contextmanager
def as_somebody(row: Row) -> Iterator[None]:
    """Without the rights of an administrator, where a row is about rights."""
    if not (row.unprivileged and IS_ADMINISTRATOR):
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """An empty folder that everybody may enter."""
    if not IS_ADMINISTRATOR:
        yield tmp_path
        return
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        yield Path(name)


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
    assert place.file == row.file
    if row.key:
        assert place.key == row.key
    if row.line != "":
        assert place.line == line_number(path, row)


@each((CONTROL, *ROWS))
def test_reader(row: Row, folder: Path):
    """The reader refuses, remarks or accepts as the row says, at the place it says, with all codes and no others."""
    path = row.build(folder)
    before = time.monotonic()
    if row.verdict == "E" and not row.judging:
        with as_somebody(row), pytest.raises(InputError) as refused:
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


def assert_worded(error: InputError) -> None:
    """Every fault can be said in both languages, and says what was found."""
    for fault in error.faults:
        assert fault.found("zh")
        assert fault.found("en")
        assert fault.worded("zh").endswith(f"[{fault.code}]")


@pytest.fixture(scope="module")
def surroundings() -> Mapping[str, str]:
    """The environment of the child processes."""
    return {**os.environ, "PYTHONUTF8": "1", "PYTHONPATH": str(HERE.parents[1] / "src")}


BY_COMMAND_LINE = tuple(row for row in (CONTROL, *ROWS) if not (row.unprivileged and IS_ADMINISTRATOR))
"""An administrator may read everything, also in a child process: there the reader's own test shows the row."""


@pytest.mark.slow
@each(BY_COMMAND_LINE)
def test_command_line(row: Row, tmp_path: Path, surroundings: Mapping[str, str]):
    """The command gives the right exit status, code and place, in time, without a traceback or left-overs."""
    path = row.build(tmp_path)
    before = listing(tmp_path)
    done = subprocess.run(
        [sys.executable, "-m", "perfkit", "check", str(path), "--format", "json"],
        cwd=tmp_path,
        env=surroundings,
        capture_output=True,
        timeout=LONGEST,
        check=False,
        encoding="utf-8",
    )
    assert "Traceback" not in done.stdout + done.stderr
    assert done.returncode == (1 if row.verdict == "E" else 0), done.stderr
    assert listing(tmp_path) == before
    reported = json.loads(done.stdout)
    if row.verdict == "E" and "faults" in reported:
        assert all(line.endswith("]") for line in done.stderr.strip().splitlines())
    assert_reported(reported, path, row)


def assert_reported(reported: dict[str, Any], path: Path, row: Row) -> None:
    """The codes are among the faults or findings; the first of them stands where the row says."""
    entries = reported.get("faults", reported.get("findings"))
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
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*"))
