"""Every plugin in the repository is ready and its cases come out, through the doors that authors use."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from chain import CHAIN
from perfkit.kit import Kit

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
STANDARDS = ROOT / "src" / "perfkit" / "standards"
PLUGINS = [STANDARDS, *sorted(path for path in (ROOT / "plugins").iterdir() if path.is_dir())]
EXAMPLE = ROOT / "examples" / "late-filing"
HENAN, HUBEI = ROOT / "plugins" / "henan", ROOT / "plugins" / "hubei"
LAYERS = {"perfkit-xinfeng": CHAIN[:1], "xinfeng-gaoxin": CHAIN, "zhengzhou": [HENAN], "guangshui": [HUBEI]}
"""What a plugin stands on besides the standards."""


def tried(folder):
    """What ``perfkit test`` says of it, with the layers it stands on and nothing that happens to be installed."""
    return Kit(folders=LAYERS.get(folder.name, ()), installed=False).test(folder)


MANY_CASES = ("henan", "zhengzhou")
ALL = [
    pytest.param(path, id=path.name, marks=[pytest.mark.slow] if path.name in MANY_CASES else [])
    for path in [*PLUGINS, EXAMPLE]
]


@pytest.mark.parametrize("folder", ALL)
def test_every_plugin_is_ready(folder):
    """With at least two worked examples from published figures; ``perfkit test`` has nothing to mend."""
    found = tried(folder)

    assert found.ready, "\n".join(found.worded("zh"))
    assert len(found.cases) >= 2


def test_all_cases_pass_through_the_pytest_plugin():
    """As many as the plugins have, each named by its title."""
    count = sum(len(tried(folder).cases) for folder in PLUGINS)
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), *sys.path])}
    command = ["pytest", "-q", "-p", "no:cacheprovider", "-p", "perfkit.testing.pytest_plugin", "-o", "testpaths="]
    command += ["--perfkit-cases", "plugins/*", "--perfkit-cases", str(STANDARDS), str(STANDARDS / "cases")]
    environment["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    done = subprocess.run(
        [sys.executable, "-m", *command], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )

    assert re.search(rf"^{count} passed", done.stdout, re.M), done.stdout + done.stderr
