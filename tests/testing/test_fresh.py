"""perfkit installed as users install it: pytest finds its plugin by the entry point alone."""

import os
import subprocess
import sysconfig
import venv
from pathlib import Path

import pytest

from perfkit.testing import a_folder_plugin
from testing.county import CASE, county

ROOT = Path(__file__).parents[2]


@pytest.mark.slow
def test_pytest_finds_the_plugin_of_an_installed_perfkit(tmp_path):
    """A new environment with a wheel of perfkit, its libraries lent by the one that runs this test."""
    home = tmp_path / "fresh"
    venv.create(home, with_pip=True)
    python = home / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "PYTEST"))}
    install = [python, "-m", "pip", "install", "--quiet", "--no-deps", "--disable-pip-version-check", str(ROOT)]
    subprocess.run(install, env=environment, check=True, capture_output=True, text=True)
    own = subprocess.run(
        [python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
        check=True,
        capture_output=True,
        text=True,
    )
    lent = Path(own.stdout.strip()) / "lent.pth"
    lent.write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")

    folder = a_folder_plugin(tmp_path / "county", county(cases__wrong=CASE.replace("一座", "两座") + "points = 1\n"))
    command = [python, "-m", "pytest", "-v", "-p", "no:cacheprovider", "--perfkit-cases", str(folder)]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)

    assert done.returncode == 1, done.stdout + done.stderr
    assert "::一座桥少修两成，路灯修好 PASSED" in done.stdout
    assert "::两座桥少修两成，路灯修好 FAILED" in done.stdout
    assert "总分算得 85.33；案例写的是 1" in done.stdout
    again = subprocess.run(
        [*command, "-p", "perfkit.testing.pytest_plugin"],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        check=False,
    )
    assert again.returncode == 1  # named once more it is loaded once all the same
    assert str(ROOT) not in _where(python, environment)


def _where(python, environment):
    """Where the environment has perfkit from."""
    code = "import perfkit; print(perfkit.__file__)"
    return subprocess.run([python, "-c", code], env=environment, capture_output=True, text=True, check=True).stdout
