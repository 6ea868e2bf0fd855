"""Every row about a plugin's folder, files and templates: verdict, codes and place, by the loader and by its users."""

from __future__ import annotations

import os
import stat
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
import tomli

from hostile.catalogue import GOOD, SET
from hostile.plugin_rows_folder import MANIFEST, OTHERWISE, ROWS, RULES, TEMPLATE, Row, put
from hostile.plugin_verdicts_folder import VERDICTS
from perfkit.cli.main import run
from perfkit.errors import Fault, PerfkitError, PluginError
from perfkit.formats import plugin_folder, read_plugin
from perfkit.kit import Kit
from perfkit.plugins import PluginRecord
from perfkit.plugins.discovery import Found
from perfkit.plugins.loading import loaded

DEVIATIONS = tomli.loads((Path(__file__).parent / "plugin_deviations_folder.toml").read_text(encoding="utf-8"))
LOCAL = "cn.test.local@1"
NATIONAL = "cn.mof.self-evaluation@2020"
IS_ADMINISTRATOR = hasattr(os, "geteuid") and os.geteuid() == 0
NOBODY = 65534


def each(*ways: str, verdict: str = "EWA") -> pytest.MarkDecorator:
    rows = [row for row in ROWS if row.way in ways and row.verdict in verdict]
    return pytest.mark.parametrize("row", rows, ids=[row.id for row in rows])


@pytest.fixture
def county(tmp_path: Path) -> Path:
    """A good plugin with a set of its own, alone in a folder."""
    folder = tmp_path / "county"
    put(folder, "perfkit.toml", MANIFEST)
    put(folder, "amendments/one.toml", SET)
    return folder


def load(county: Path) -> tuple[tuple[PluginRecord, ...], tuple[Fault, ...]]:
    """The plugin, and those beside it."""
    folders = [county, *sorted(path for path in county.parent.iterdir() if path != county)]
    return loaded(Found(folder, None, str(folder)) for folder in folders)


def assert_told(faults: tuple[Fault, ...], row: Row) -> None:
    """The codes of the row and no others, as often as it says, at its file, in both languages on one line."""
    assert ({fault.code for fault in faults}, len(faults)) == (set(row.codes), max(row.count, len(row.codes)))
    for fault in faults:
        for language in ("zh", "en"):
            assert fault.worded(language).endswith(f"[{fault.code}]")
            assert fault.worded(language).isprintable()
    if row.file is not None:
        named = f"county/{row.file}".rstrip("/") if not row.file.startswith("../") else row.file.removeprefix("../")
        assert faults[0].place.file == named


def test_every_row_is_tested_and_a_different_verdict_is_explained():
    """No row is forgotten, and a verdict that differs from the catalogue's has its reason; no reason is left over."""
    assert {row.id for row in ROWS} | OTHERWISE == set(VERDICTS)
    assert {row.id for row in ROWS if row.verdict != VERDICTS[row.id]} == set(DEVIATIONS)
    assert all(entry["instead"] and entry["reason"] for entry in DEVIATIONS.values())


def test_the_good_plugin_is_good(county: Path):
    """What the rows spoil is taken without a word."""
    records, faults = load(county)
    assert faults == ()
    assert [(record.id, record.notes) for record in records] == [("cn.test.county", ())]


@each("load", verdict="E")
def test_a_bad_folder_is_left_out(row: Row, county: Path):
    """All codes and no others at once, at the right file; the plugin is left out, and nothing appears anywhere."""
    row.build(county)
    before = sorted(county.parent.rglob("*"))
    records, faults = load(county)
    assert_told(faults, row)
    spoilt = "other" if row.id in ("PLG-016", "PLG-017") else "county"
    assert [record.id for record in records if record.folder.name == spoilt] == []
    assert sorted(county.parent.rglob("*")) == before


@each("note")
def test_a_remark_stands_in_the_notes(row: Row, county: Path):
    """The plugin is used, and its notes say what should be known."""
    row.build(county)
    records, faults = load(county)
    assert faults == ()
    assert_told(next(record.notes for record in records if record.folder == county), row)


@each("load", verdict="A")
def test_what_is_right_is_taken_without_a_word(row: Row, county: Path):
    """No fault and no note."""
    row.build(county)
    records, faults = load(county)
    assert (faults, [record.notes for record in records]) == ((), [()])


def facts(county: Path) -> Path:
    """A good project that names the plugin beside it and its set."""
    named = GOOD.replace(NATIONAL, LOCAL, 1).replace("\n\n[project]", '\nplugins = ["county"]\n\n[project]', 1)
    return put(county.parent, "project.toml", named)


@pytest.mark.slow
@each("use")
def test_a_bad_template_is_refused_when_it_is_used(row: Row, county: Path):
    """The plugin loads, the report is refused with the template and line, and nothing is written."""
    row.build(county)
    kit = Kit(installed=False)
    evaluation = kit.evaluate(kit.read(facts(county)))
    with pytest.raises(PerfkitError) as refused:
        kit.report(evaluation, county.parent / "out", formats=["word" if row.id == "PLG-134" else "html"])
    assert_told(refused.value.faults, row)
    assert not (county.parent / "out").exists()


@pytest.mark.slow
@pytest.mark.parametrize("spot", ["templates", "templates/note.md.j2"])
def test_a_link_swapped_in_after_loading_leads_nowhere(spot: str, county: Path):
    """The plugin was sound when it was read; what is put in the place of its files since is not followed."""
    put(county, TEMPLATE, '{% include "note.md.j2" %}')
    put(county, "templates/note.md.j2", "x")
    secret = put(county.parent, "elsewhere/note.md.j2", "secret")
    put(county.parent, f"elsewhere/{Path(TEMPLATE).name}", "secret")
    kit = Kit(installed=False)
    evaluation = kit.evaluate(kit.read(facts(county)))
    (county / spot).rename(county / "old")
    (county / spot).symlink_to(secret if spot.endswith("j2") else secret.parent)
    with pytest.raises(PerfkitError) as refused:
        kit.report(evaluation, county.parent / "out", formats=["html"])
    assert [fault.code for fault in refused.value.faults] == ["report.template-outside"]


@each("ask")
def test_a_bad_set_is_refused_when_a_project_names_it(row: Row, county: Path):
    """The project is not scored by anything else."""
    row.build(county)
    kit = Kit(installed=False)
    with pytest.raises(PerfkitError) as refused:
        kit.evaluate(kit.read(facts(county)))
    assert_told(refused.value.faults, row)


@each("year")
def test_a_set_out_of_its_years_is_refused(row: Row, county: Path):
    """No edition holds in the year that is asked for."""
    row.build(county)
    with pytest.raises(PerfkitError) as refused:
        Kit(folders=[county], installed=False).indicator_set("cn.test.local", on=2023)
    assert_told(refused.value.faults, row)


@pytest.mark.slow
@each("replay")
def test_a_plugin_that_is_not_what_it_was_is_told_when_a_run_is_repeated(row: Row, county: Path):
    """A report names the plugins it was made with by version and content."""
    project, out, kit = facts(county), county.parent / "out", Kit(installed=False)
    kit.report(kit.evaluate(kit.read(project)), out, formats=["html"])
    row.build(county)
    again = Kit(installed=False).replay(out, project)
    assert not again.same
    assert set(row.codes) == {fault.code for fault in again.reasons}


def test_broken_plugins_spoil_no_other(tmp_path: Path):
    """All rows that are left out at once: every one is named, and both good plugins work as if they were alone."""
    bad = [row for row in ROWS if (row.way, row.verdict) == ("load", "E") and row.count == 1 and row.file is not None]
    folders = []
    for row in bad:
        folder = tmp_path / row.id / "county"
        put(folder, "perfkit.toml", MANIFEST)
        put(folder, "amendments/one.toml", SET)
        row.build(folder)
        folders += sorted(path for path in folder.parent.iterdir() if not row.file.startswith(".."))
    good = tmp_path / "good"
    put(good, "perfkit.toml", MANIFEST.replace("county", "good"))
    put(good, "amendments/one.toml", SET)
    kit = Kit(folders=[*folders, good], installed=False)
    assert [record.id for record in kit.host.records] == ["cn.mof", "cn.test.good"]
    assert {code for row in bad for code in row.codes} - {fault.code for fault in kit.faults} == {"plugin.id-twice"}
    assert kit.indicator_set(LOCAL) == Kit(folders=[good], installed=False).indicator_set(LOCAL)
    assert kit.indicator_set(NATIONAL)


def test_a_broken_folder_is_told_by_the_command_line(county: Path, capsys: pytest.CaptureFixture[str]):
    """With exit status 1, every fault on its line and no traceback."""
    for name in ("run.bat", "cases/a.docm", "templates/a.ttf"):
        put(county, name)
    assert run(["plugins", "--plugins", str(county)]) == 1
    said = capsys.readouterr()
    codes = ("plugin.code-file", "plugin.macro-file", "plugin.font-file")
    assert all(f"[{code}]" in said.out for code in codes)
    assert said.err == ""


@pytest.fixture
def open_to_all(county: Path) -> Iterator[Path]:
    """The same plugin where everybody may enter."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        yield county.rename(Path(name) / "county")
        (Path(name) / "county").chmod(0o755)


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps no such rights")
def test_a_folder_without_the_right_to_read_it_is_told(open_to_all: Path):
    """PLG-068: the folder is named, whoever runs the program; an administrator tries it as somebody else."""
    open_to_all.chmod(0)
    if IS_ADMINISTRATOR:
        os.seteuid(NOBODY)
    try:
        with pytest.raises(PluginError) as refused:
            read_plugin(open_to_all)
    finally:
        if IS_ADMINISTRATOR:
            os.seteuid(0)
    assert [(fault.code, fault.place.file) for fault in refused.value.faults] == [("plugin.unreadable", "county")]


def test_a_file_that_vanishes_meanwhile_is_told_as_such(county: Path, monkeypatch: pytest.MonkeyPatch):
    """PLG-069: between listing and reading it went; nobody is told that it is missing."""
    path = put(county, "rules/a.toml", RULES.format(name="a"))
    listing = plugin_folder.listing

    def slow(folder: Path) -> object:
        found = listing(folder)
        path.unlink()
        return found

    monkeypatch.setattr(plugin_folder, "listing", slow)
    with pytest.raises(PluginError) as refused:
        read_plugin(county)
    assert [(one.code, one.place.file) for one in refused.value.faults] == [("plugin.changed", "county/rules/a.toml")]


def test_a_device_is_refused_and_never_read(county: Path):
    """PLG-067: a device that gives bytes without end is known by its kind."""
    (county / "rules").mkdir()
    try:
        os.mknod(county / "rules" / "zero.toml", 0o600 | stat.S_IFCHR, os.makedev(1, 5))
    except (AttributeError, PermissionError):
        pytest.skip("only an administrator may make a device")
    assert [fault.code for fault in load(county)[1]] == ["plugin.not-plain"]


if sys.platform == "win32":  # elsewhere there are no junctions: tests/files/test_tree.py has one made up

    def test_a_junction_is_refused_like_a_link(county: Path):
        """PLG-046: it leads away as a link does, though its mode says folder."""
        import _winapi

        (county.parent / "away").mkdir()
        _winapi.CreateJunction(str(county.parent / "away"), str(county / "templates"))
        with pytest.raises(PluginError) as refused:
            read_plugin(county)
        assert [fault.code for fault in refused.value.faults] == ["plugin.link"]
