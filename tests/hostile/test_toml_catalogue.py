"""Every TOML row of the catalogue: the right verdict, code and place, by the reader and by the real command line."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import tomli

from hostile.catalogue import GOOD, Row, text
from hostile.proving import assert_explained, prove_command, prove_reader
from hostile.toml_rows import ROWS
from hostile.toml_verdicts import VERDICTS

DEVIATIONS = tomli.loads((Path(__file__).parent / "deviations.toml").read_text(encoding="utf-8"))

CONTROL = Row("CONTROL", "A", text(GOOD))


def each(rows: tuple[Row, ...]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("row", rows, ids=[row.id for row in rows])


def test_every_row_of_the_catalogue_is_tested_or_explained():
    """No row is forgotten, none stands twice, and a verdict that differs from the catalogue's has its reason."""
    assert len(ROWS) == len({row.id for row in ROWS})
    assert_explained(((row.id, row.verdict) for row in ROWS), VERDICTS, DEVIATIONS)


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


@each((CONTROL, *ROWS))
def test_reader(row: Row, folder: Path):
    """The reader refuses, remarks or accepts as the row says, at the place it says, with all codes and no others."""
    prove_reader(row, row.build(folder), as_somebody(row))


BY_COMMAND_LINE = tuple(row for row in (CONTROL, *ROWS) if not (row.unprivileged and IS_ADMINISTRATOR))
"""An administrator may read everything, also in a child process: there the reader's own test shows the row."""


@pytest.mark.slow
@each(BY_COMMAND_LINE)
def test_command_line(row: Row, tmp_path: Path):
    """The command gives the right exit status, code and place, in time, without a traceback or left-overs."""
    prove_command(row, row.build(tmp_path), tmp_path)
