"""``Kit.doctor`` and ``perfkit doctor``: what is found, what is missing, and what has to be mended."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from perfkit.jobs import doctor_program, doctor_system
from perfkit.kit import Kit

MANIFEST = 'id = "cn.test.county"\nversion = "1"\ntitle = { zh = "甲县" }\n'


@pytest.fixture
def here(tmp_path, monkeypatch):
    """An empty folder as the current one."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def plugin(folder, text=MANIFEST):
    folder.mkdir(parents=True)
    (folder / "perfkit.toml").write_text(text, encoding="utf-8")
    return folder


def found(doctor):
    """Code and state of each line."""
    return [(one.code.removeprefix("doctor."), one.state) for one in doctor.looked]


def test_a_sound_installation_is_told_line_by_line(here):
    """Python, perfkit, its libraries and extras, both folders and the standards are fine, in both languages."""
    doctor = Kit(installed=False).doctor()
    lines = found(doctor)
    for code in ("python", "perfkit", "library", "extra", "here", "temporary", "plugin"):
        assert (code, "fine") in lines
    assert lines.count(("extra", "fine")) == 3
    assert doctor.sound
    for language in ("zh", "en"):
        said = list(doctor.worded(language))
        assert len(said) == len(lines) + 1
        assert all("{" not in line and line.isprintable() for line in said)
    assert not list(here.iterdir())


def test_a_plugin_that_was_left_out_and_one_with_an_unsound_set_are_broken(here):
    """Each with its reason; a remark alone breaks nothing."""
    out = plugin(here / "out", MANIFEST.replace("county", "OUT"))
    county = plugin(here / "county")
    (county / "amendments").mkdir()
    (county / "amendments" / "one.toml").write_text(
        'id = "cn.a"\nedition = "1"\ntitle = { zh = "甲" }\nextends = "cn.gone@1"\nfiscal-years = { from = 2020 }\n',
        "utf-8",
    )
    other = plugin(here / "anywhere", MANIFEST.replace("county", "third"))
    doctor = Kit(folders=[out, county, other], installed=False).doctor()
    lines = found(doctor)
    assert ("plugin-left-out", "broken") in lines
    assert ("plugin-set", "broken") in lines
    assert ("plugin-note", "optional") in lines
    assert not doctor.sound
    assert found(Kit(folders=[other], installed=False).doctor()).count(("plugin-note", "optional")) == 1
    assert Kit(folders=[other], installed=False).doctor().sound


@pytest.mark.parametrize(
    ("named", "expected"),
    [
        ('["county"]', [("beside", "fine")]),
        ('["gone"]', [("beside-broken", "broken")]),
        ("[]", []),
        ("[", [("facts-unread", "optional")]),
        ("5", []),
    ],
)
def test_the_plugins_of_the_portfolio_in_the_current_folder_are_looked_at(here, named, expected):
    """Those it names beside it, and no others; facts that cannot be read are another command's subject."""
    plugin(here / "county")
    (here / "portfolio.toml").write_text(f"plugins = {named}\n", encoding="utf-8")
    lines = found(Kit(installed=False).doctor())
    assert [line for line in lines if line[0].startswith(("beside", "facts"))] == expected


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="needs a folder that nobody can write")
def test_a_folder_that_cannot_be_written_is_broken(monkeypatch):
    """Whoever one is, nobody writes into /proc."""
    monkeypatch.chdir("/proc")
    monkeypatch.setattr(doctor_system.tempfile, "gettempdir", lambda: "/proc/self")
    assert [(one.code, one.state) for one in doctor_system.folders()] == [
        ("doctor.here-closed", "broken"),
        ("doctor.temporary-closed", "broken"),
    ]


@pytest.mark.parametrize(
    ("answer", "code"),
    [("echo '宋体,SimSun'", "doctor.fonts"), ("true", "doctor.fonts-missing"), ("exit 3", "doctor.fonts-unknown")],
)
@pytest.mark.skipif(os.name == "nt", reason="the stand-in is a shell script")
def test_fonts_are_asked_of_the_system(tmp_path, monkeypatch, answer, code):
    """As many as the system says; none is no fault of perfkit, and a program that fails says nothing."""
    program = tmp_path / "fc-list"
    program.write_text(f"#!/bin/sh\n{answer}\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    assert doctor_system.fonts().code == code


def test_a_machine_without_office_or_list_of_fonts_is_told(monkeypatch):
    """Both are optional."""
    monkeypatch.setattr(doctor_system.shutil, "which", lambda name: None)
    monkeypatch.setattr(doctor_system, "_OFFICES", ())
    assert (doctor_system.office().code, doctor_system.office().state) == ("doctor.office-missing", "optional")
    assert doctor_system.fonts().code == "doctor.fonts-unknown"


def test_the_requirements_are_those_of_the_distribution():
    """Read from what was installed, never written twice: names, least versions and extras."""
    named = {(one.name, one.extra): one.least for one in doctor_program._libraries()}
    assert {("attrs", ""), ("jinja2", ""), ("click", "cli"), ("markdown-it-py", "reports"), ("lxml", "word")} <= set(
        named
    )
    assert named["tomli", ""] == "2.5"


def child(code, *arguments, path=(), **environment):
    """Run code in a fresh interpreter, with these folders before the others on its path."""
    before = os.pathsep.join([*map(str, path), os.environ.get("PYTHONPATH", "")])
    asked = {**os.environ, "PYTHONPATH": before, **environment}
    done = subprocess.run([sys.executable, *code, *arguments], capture_output=True, env=asked, check=False)
    assert b"Traceback" not in done.stderr
    return done


def distribution(folder, name, version, entry=""):
    info = folder / f"{name}-{version}.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n", "utf-8")
    if entry:
        (info / "entry_points.txt").write_text(f"[perfkit]\n{entry}\n", "utf-8")


BLOCKED = """
import sys, json
class Blocker:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in ("docxtpl", "click"):
            raise ModuleNotFoundError(name)
sys.meta_path.insert(0, Blocker())
from perfkit import Kit
print(json.dumps(Kit("en", installed=False).doctor().record("en")))
"""


@pytest.mark.slow
def test_what_a_fresh_interpreter_lacks_is_told(tmp_path):
    """Extras that cannot be imported, a library that is too old, a plugin that is installed in two places."""
    for place in ("one", "two"):
        distribution(tmp_path / place, "qinghe", "1", "qinghe = json")
    distribution(tmp_path / "one", "tomli", "1.0")
    done = child(["-c", BLOCKED], path=(tmp_path / "one", tmp_path / "two"))
    told = json.loads(done.stdout)
    lines = [(one["code"].removeprefix("doctor."), one["state"], one["found"]) for one in told["looked"]]
    missing = [said for code, state, said in lines if (code, state) == ("extra-missing", "optional")]
    assert [said.split(",")[0] for said in missing] == ["click", "docxtpl"]
    assert ("library-old", "broken", "tomli is 1.0, 2.5 or later is needed") in lines
    assert [said.split()[0] for code, state, said in lines if (code, state) == ("twice", "broken")] == ["qinghe"]
    assert told["sound"] is False


@pytest.mark.slow
@pytest.mark.parametrize(("text", "status", "code"), [(MANIFEST, 0, "plugin"), ("id = 5", 1, "plugin-left-out")])
def test_the_command_in_a_poor_terminal(tmp_path, text, status, code):
    """In the C locale without UTF-8 it still prints, says so, and its status tells whether a plugin is broken."""
    county = plugin(tmp_path / "county", text)
    poor = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": ""}
    done = child(["-m", "perfkit", "doctor", "--plugins"], str(county), "--format", "json", **poor)
    told = {one["code"].removeprefix("doctor."): one["state"] for one in json.loads(done.stdout)["looked"]}
    assert (done.returncode, told["encoding-poor"]) == (status, "optional")
    assert code in told
