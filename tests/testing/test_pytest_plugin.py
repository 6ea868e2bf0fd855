"""The pytest plugin as authors meet it: pytest in processes of its own, with folders of their own."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from perfkit.testing import a_folder_plugin
from testing.county import CASE, EXPECTED, county

ROOT = Path(__file__).parents[2]
TITLE = "一座桥少修两成，路灯修好"
LINE = CASE.count("\n") + 1
"""Where a case says what it expects."""
PLUGIN = ("-p", "perfkit.testing.pytest_plugin")


pytest_plugins = ["pytester"]


def in_a_process(folder, *arguments, loaded=True):
    """The exit status and the output of pytest in a folder, in a process of its own."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), *sys.path])}
    environment["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *(PLUGIN if loaded else ()), *arguments]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


@pytest.fixture
def run(pytester, monkeypatch):
    """The same without the cost of a process: the exit status and the output of pytest in a folder."""

    def inside(folder, *arguments):
        monkeypatch.chdir(folder)
        done = pytester.runpytest_inprocess("-p", "no:cacheprovider", *PLUGIN, f"--rootdir={folder}", *arguments)
        return int(done.ret), done.stdout.str()

    return inside


def outcomes(output):
    """Items by their name, with what came of them."""
    return dict(re.findall(r"^\S+?::(.+?) (PASSED|FAILED|ERROR)", output, re.M))


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """A project with two plugins, tests of its own, and a folder of cases that are none of ours."""
    root = tmp_path_factory.mktemp("project")
    wrong = CASE.replace(TITLE, "少一分") + 'points = "84.33"\n'
    a_folder_plugin(root / "plugins" / "good", county(cases__broken=CASE + 'points = "x"\n'))
    other = {
        name: text.replace("cn.test", "cn.else").replace("cn.county", "cn.other") for name, text in county().items()
    }
    a_folder_plugin(root / "plugins" / "other", other)
    a_folder_plugin(root / "plugins" / "bad", {"cases/a.toml": CASE + EXPECTED, "perfkit.toml": "id = 1\n"})
    a_folder_plugin(root / "single", county(cases__wrong=wrong))
    (root / "cases").mkdir()
    (root / "cases" / "foreign.toml").write_text("not ours", encoding="utf-8")
    (root / "tests").mkdir()
    (root / "tests" / "test_own.py").write_text(
        "def test_kit(kit):\n    assert kit.language == 'zh'\n    print([one.id for one in kit.host.records])\n",
        encoding="utf-8",
    )
    return root


def test_nothing_is_collected_unless_it_is_asked_for(place, run):
    """A folder ``cases`` is no surprise to anybody's test run, nor are plugins that lie there."""
    status, output = run(place, "-v")

    assert status == 0
    assert outcomes(output) == {"test_kit": "PASSED"}


@pytest.mark.slow
def test_the_option_collects_a_plugin_s_cases_by_their_titles(place):
    """A failing one says expected, computed and where, without a traceback; pytest's status is 1."""
    status, output = in_a_process(place, "--perfkit-cases", "single", "-v", "tests")

    assert status == 1
    assert outcomes(output) == {"test_kit": "PASSED", TITLE: "PASSED", "少一分": "FAILED"}
    assert f"single/cases/wrong.toml，第 {LINE} 行，expect.points：总分算得 85.33；案例写的是 84.33" in output
    assert "perfkit explain" in output
    assert "Traceback" not in output


@pytest.mark.parametrize(
    ("word", "status", "names"), [("少一分", 1, {"少一分"}), ("一座桥", 0, {TITLE}), ("nowhere", 5, set())]
)
def test_cases_are_chosen_by_their_title(place, run, word, status, names):
    """``-k`` looks at what the case is called; where nothing fits, pytest says so."""
    found, output = run(place, "--perfkit-cases", "single", "-v", "-k", word)

    assert (found, set(outcomes(output))) == (status, names)


def test_the_ini_names_plugins_by_patterns(place, run):
    """They are collected beside the tests of the project; what fails spoils only those that ask for all of them."""
    (place / "pytest.ini").write_text("[pytest]\nperfkit-cases = plugins/*\ntestpaths = tests\n", encoding="utf-8")
    try:
        status, output = run(place, "-v")
        chosen = run(place, "-v", "tests")[1]
    finally:
        (place / "pytest.ini").unlink()

    assert status == 1
    assert sorted(re.findall(r"^(?:tests|plugins)/(\w+).*? (PASSED|FAILED|ERROR)", output, re.M)) == [
        ("bad", "FAILED"),
        ("good", "FAILED"),
        ("good", "PASSED"),
        ("other", "PASSED"),
        ("test_own", "ERROR"),
    ]
    assert f"good/cases/broken.toml，第 {LINE} 行，expect.points：" in output
    assert "bad/perfkit.toml" in output
    assert set(outcomes(chosen)) == {"test_kit"}


def test_a_pattern_that_names_no_plugin_is_refused(place, run):
    """A slip in it would let every case pass unseen."""
    assert run(place, "--perfkit-cases", "plugni/*")[0] == 4
    assert run(place, "--perfkit-cases", str(place / "sing*"), "-k", "一座桥")[0] == 0


def test_one_case_is_run_by_its_file(place, run):
    """A file below the cases of a plugin that was asked for."""
    status, output = run(place, "--perfkit-cases", "single", "-v", "single/cases/bridge.toml")

    assert (status, outcomes(output)) == (0, {TITLE: "PASSED"})


def test_what_is_said_is_said_in_the_language_that_is_asked_for(place, run):
    """English for those who read no Chinese."""
    output = run(place, "--perfkit-cases", "single", "-o", "perfkit-language=en", "-k", "少一分")[1]

    assert f"line {LINE}, expect.points: the total comes out as 85.33; the case says 84.33" in output


@pytest.mark.slow
def test_a_test_module_names_a_plugin_in_one_line(place, tmp_path):
    """Items bear the titles, with the pytest plugin as they are, without it as pytest escapes them."""
    (tmp_path / "test_it.py").write_text(
        f"from perfkit.testing import run_cases\ntest_county = run_cases({str(place / 'single')!r})\n", encoding="utf-8"
    )
    status, output = in_a_process(tmp_path, "-v")
    plain, other = in_a_process(tmp_path, "-v", loaded=False)

    assert status == plain == 1
    assert outcomes(output) == {f"test_county::{TITLE}": "PASSED", "test_county::少一分": "FAILED"}
    assert len(re.findall(r"^test_it.py::test_county\[.*PASSED", other, re.M)) == 1
    assert all("总分算得 85.33；案例写的是 84.33" in one for one in (output, other))


def test_the_kit_has_the_plugins_that_were_asked_for_and_nothing_installed(place, run):
    """The fixture is isolated from what is installed where the tests run."""
    output = run(place, "--perfkit-cases", "single", "-s", "-k", "kit")[1]

    assert "['cn.county', 'cn.mof']" in output


def test_loading_the_plugin_loads_nothing_of_perfkit():
    """Whoever has perfkit installed and never asks for it pays for one small module."""
    code = (
        "import pytest, sys; before = set(sys.modules); import perfkit.testing.pytest_plugin;"
        "print(*sorted(set(sys.modules) - before))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert set(done.stdout.split()) == {"perfkit", "perfkit.testing", "perfkit.testing.pytest_plugin"}
