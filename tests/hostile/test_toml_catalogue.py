"""Every TOML row of the catalogue: the right verdict, code and place, by the reader and by the real command line."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
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


def skip_if_meaningless(row: Row) -> None:
    if row.unprivileged and hasattr(os, "geteuid") and os.geteuid() == 0:
        pytest.skip("an administrator may read everything")


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
def test_reader(row: Row, tmp_path: Path):
    """The reader refuses, remarks or accepts as the row says, at the place it says, with all codes and no others."""
    skip_if_meaningless(row)
    path = row.build(tmp_path)
    before = time.monotonic()
    if row.verdict == "E" and not row.judging:
        with pytest.raises(InputError) as refused:
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
        assert "{" not in fault.worded("zh").replace("{ judged", "").replace("{…}", "").replace("{ 键", "").replace(
            "{}", ""
        )


@pytest.fixture(scope="module")
def surroundings() -> Iterator[Mapping[str, str]]:
    yield {**os.environ, "PYTHONUTF8": "1", "PYTHONPATH": str(HERE.parents[1] / "src")}


@pytest.mark.slow
@each((CONTROL, *ROWS))
def test_command_line(row: Row, tmp_path: Path, surroundings: Mapping[str, str]):
    """The command gives the right exit status, code and place, in time, without a traceback and without leaving files."""
    path = row.build(tmp_path)
    before = listing(tmp_path)
    other = {"user": 65534} if row.unprivileged and os.geteuid() == 0 else {}
    if other:
        tmp_path.chmod(0o755)
    done = subprocess.run(
        [sys.executable, "-m", "perfkit", "check", str(path), "--format", "json"],
        cwd=tmp_path,
        env=surroundings,
        capture_output=True,
        timeout=LONGEST,
        check=False,
        encoding="utf-8",
        **other,
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
