"""Every JSON row of the catalogue: the right verdict, code and place, by the reader and by the real command line."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

import pytest
import tomli

from hostile.catalogue import Row
from hostile.json_rows import FILE, GOOD, ROWS, text
from hostile.json_verdicts import VERDICTS
from hostile.test_toml_catalogue import (
    LONGEST,
    assert_place,
    assert_reported,
    assert_worded,
    listing,
    surroundings,  # noqa: F401 (a fixture)
)
from perfkit.errors import InputError
from perfkit.formats import read_portfolio

DEVIATIONS = tomli.loads((Path(__file__).parent / "json_deviations.toml").read_text(encoding="utf-8"))

CONTROL = Row("CONTROL", "A", text(GOOD), file=FILE)

EACH = pytest.mark.parametrize(
    "row", [CONTROL, *ROWS], ids=[f"{row.id}-{at}" for at, row in enumerate((CONTROL, *ROWS))]
)


def test_every_row_of_the_catalogue_is_tested_or_explained():
    """No row is forgotten, and a verdict that differs from the catalogue's has its reason; no reason is left over."""
    tested = {row.id: row.verdict for row in ROWS}

    assert {*tested, *DEVIATIONS} == set(VERDICTS)
    different = {row for row, verdict in tested.items() if verdict != VERDICTS[row]}
    assert different == {row for row in DEVIATIONS if row in tested}
    assert all(entry["instead"] and entry["reason"] for entry in DEVIATIONS.values())


@EACH
def test_reader(row: Row, tmp_path: Path):
    """The reader refuses, remarks or accepts as the row says, at the place it says, with all codes and no others."""
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


@pytest.mark.slow
@EACH
def test_command_line(row: Row, tmp_path: Path, surroundings: Mapping[str, str]):  # noqa: F811 (the fixture above)
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
    assert_reported(json.loads(done.stdout), path, row)
