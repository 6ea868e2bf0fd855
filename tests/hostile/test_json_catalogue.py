"""Every JSON row of the catalogue: the right verdict, code and place, by the reader and by the real command line."""

from __future__ import annotations

from pathlib import Path

import pytest
import tomli

from hostile.catalogue import Row
from hostile.json_rows import FILE, GOOD, ROWS, text
from hostile.json_verdicts import VERDICTS
from hostile.proving import assert_explained, prove_command, prove_reader

DEVIATIONS = tomli.loads((Path(__file__).parent / "json_deviations.toml").read_text(encoding="utf-8"))

CONTROL = Row("CONTROL", "A", text(GOOD), file=FILE)

EACH = pytest.mark.parametrize(
    "row", [CONTROL, *ROWS], ids=[f"{row.id}-{at}" for at, row in enumerate((CONTROL, *ROWS))]
)


def test_every_row_of_the_catalogue_is_tested_or_explained():
    """No row is forgotten, and a verdict that differs from the catalogue's has its reason; no reason is left over."""
    assert_explained(((row.id, row.verdict) for row in ROWS), VERDICTS, DEVIATIONS)


@EACH
def test_reader(row: Row, tmp_path: Path):
    """The reader refuses, remarks or accepts as the row says, at the place it says, with all codes and no others."""
    prove_reader(row, row.build(tmp_path))


@pytest.mark.slow
@EACH
def test_command_line(row: Row, tmp_path: Path):
    """The command gives the right exit status, code and place, in time, without a traceback or left-overs."""
    prove_command(row, row.build(tmp_path), tmp_path)
