"""Every row about a plugin's indicators and rule sets: verdict, codes, file and line, by the loader and the command."""

from __future__ import annotations

from pathlib import Path

import pytest
import tomli

from hostile.plugin_rows_sets import ADDRESS, MANIFEST, ROWS, Row
from hostile.plugin_verdicts_sets import VERDICTS
from hostile.proving import assert_explained
from perfkit.cli.main import run
from perfkit.errors import Fault, PerfkitError
from perfkit.plugins import PluginHost
from perfkit.plugins.discovery import Found
from perfkit.plugins.loading import loaded

DEVIATIONS = tomli.loads((Path(__file__).parent / "plugin_deviations_sets.toml").read_text(encoding="utf-8"))

EACH = pytest.mark.parametrize("row", ROWS, ids=[f"{row.id}-{number}" for number, row in enumerate(ROWS)])


def folders_of(row: Row, root: Path) -> list[Path]:
    """The plugin of the row, and the one beside it."""
    plugins = {"county": (MANIFEST, row.files), "town": (MANIFEST.replace("cn.test", "cn.town"), row.beside)}
    made = []
    for name, (manifest, files) in plugins.items():
        if not files:
            continue
        for file, content in {"perfkit.toml": manifest, **files}.items():
            path = root / name / file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content, encoding="utf-8")
        made.append(root / name)
    return made


STANDARDS = PluginHost.build(installed=False)
"""Read once: each row stands beside the same national set."""


def host_of(row: Row, root: Path) -> PluginHost:
    """The standards and the plugins of the row."""
    records, faults = loaded(Found(folder, None, str(folder)) for folder in folders_of(row, root))
    return PluginHost((*STANDARDS.records, *records), faults)


def found(host: PluginHost) -> tuple[Fault, ...]:
    """Why the plugin was left out, else why its set cannot be used."""
    if host.faults:
        return host.faults
    try:
        host.indicator_set(ADDRESS)
    except PerfkitError as error:
        return error.faults
    return ()


def test_every_row_of_the_catalogue_is_tested_and_a_different_verdict_is_explained():
    """No row is forgotten, and a verdict that differs from the catalogue's has its reason; no reason is left over."""
    assert_explained(((row.id, row.verdict) for row in ROWS), VERDICTS, DEVIATIONS)


@EACH
def test_loader(row: Row, tmp_path: Path):
    """Refused with all codes and no others, the first in its file and line, in both languages; or it can be used.

    The national set is there, whatever stands in the county's folder.
    """
    host = host_of(row, tmp_path)
    faults = found(host)
    assert {fault.code for fault in faults} == set(row.codes)
    assert bool(faults) == (row.verdict == "E")
    assert "cn.mof.self-evaluation@2020" in host.addresses
    for fault in faults:
        for language in ("zh", "en"):
            assert fault.worded(language).endswith(f"[{fault.code}]")
            assert fault.worded(language).isprintable()
    if row.codes:
        first = next(fault for fault in faults if fault.code == row.codes[0])
        assert first.place.file == row.file
        lines = [*(tmp_path / row.file).read_text(encoding="utf-8").splitlines()] if row.line else []
        assert row.line == "" or row.line in lines[(first.place.line or 0) - 1]


def test_the_command_says_so_and_ends_with_status_1(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    """``perfkit plugins`` with one of the rows: the code, and the standards all the same."""
    row = next(row for row in ROWS if row.id == "PLG-084")
    (folder,) = folders_of(row, tmp_path)
    assert run(["plugins", "--plugins", str(folder)]) == 1
    said = capsys.readouterr().out
    assert "[set.weights]" in said
    assert "cn.mof 1" in said
