"""From nothing to an installed county: each scaffold made, tested, used and packed in an environment of its own.

One environment serves all of them. It has perfkit and the county of the example as wheels, and nothing of this tree.
"""

import json
import os
import re
import subprocess
import sys
import venv
from pathlib import Path

import pytest
import tomli

ROOT = Path(__file__).parents[2]
COUNTY = [ROOT / "plugins" / name for name in ("perfkit-jiangxi", "perfkit-xinfeng")]
"""The county of the example, and the package of the layers above it."""

EXAMPLE = ROOT / "examples" / "xinfeng-2023"
BIN, SUFFIX = ("Scripts", ".exe") if sys.platform == "win32" else ("bin", "")

SCAFFOLDS = {
    "own-county": "",
    "national-county": "cn.mof.self-evaluation@2020",
    "xinfeng-township": "cn.jx.xinfeng.self-evaluation@2023",
}
"""Name of each new plugin and the set it extends."""

pytestmark = pytest.mark.slow


class Environment:
    """Python with perfkit installed, in a folder where plugins are made and facts are kept."""

    def __init__(self, folder):
        self.folder = folder
        self.bin = folder / "environment" / BIN

    def run(self, program, *arguments, cwd="."):
        """What a program prints; it must end with 0."""
        clean = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
        done = subprocess.run(
            [self.bin / f"{program}{SUFFIX}", *arguments],
            cwd=self.folder / cwd,
            env={**clean, "PYTHONUTF8": "1"},
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == 0, f"{program} {arguments}\n{done.stdout}\n{done.stderr}"
        return done.stdout

    def pip(self, *arguments):
        return self.run("python", "-m", "pip", "--quiet", "--disable-pip-version-check", *arguments)


@pytest.fixture(scope="module")
def fresh(tmp_path_factory):
    """A new environment with the wheels of this tree; what they need comes from the index, as for any user."""
    made = Environment(tmp_path_factory.mktemp("fresh"))
    venv.create(made.folder / "environment", with_pip=True)
    backend = tomli.loads((ROOT / "pyproject.toml").read_text("utf-8"))["build-system"]["requires"]
    made.pip("install", *backend, "pytest")
    made.pip("wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", "wheels", str(ROOT), *map(str, COUNTY))
    (perfkit,) = (made.folder / "wheels").glob("perfkit-*.whl")
    county = (made.folder / "wheels").glob("perfkit_*.whl")
    made.pip("install", f"{perfkit}[all]", *map(str, county))
    return made


def files(folder):
    """Every file by its name in the folder; what Python made of them is not counted."""
    found = (path for path in folder.rglob("*") if path.is_file() and path.suffix != ".pyc")
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def verdict_on(fresh, folder):
    """What ``perfkit test`` says of a plugin, and whether its cases come out."""
    found = json.loads(fresh.run("perfkit", "test", str(folder), "--format", "json"))
    return found["verdict"], [case["passed"] for case in found["cases"]]


def documents(fresh, name, *options):
    """Results and report of the example under the set of the plugin."""
    to = fresh.folder / "reports" / name
    address = f"{name}.self-evaluation@1"
    fresh.run("perfkit", "report", str(EXAMPLE), "--set", address, "--out", str(to), *options, "--force")
    return {one: (to / one).read_bytes() for one in ("evaluation.json", "report.html", "report.docx")}


def packed(fresh, name):
    """The plugin packed, built as a wheel and installed, and its folder out of the way; where it is installed."""
    module = f"perfkit_{name.replace('-', '_')}"
    fresh.run("perfkit", "pack", name)
    fresh.pip("wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", "wheels", f"./perfkit-{name}")
    (wheel,) = (fresh.folder / "wheels").glob(f"{module}-*.whl")
    (fresh.folder / name).rename(fresh.folder / f"{name}-away")
    fresh.pip("install", str(wheel))
    return Path(fresh.run("python", "-c", f"import {module}; print({module}.__path__[0])").strip())


@pytest.mark.parametrize("name", SCAFFOLDS)
def test_a_county_goes_from_nothing_to_an_installed_package(fresh, name):
    """One command makes it ready; packed and installed it has the same files, digits and pages, and its tests pass.

    All to the byte, through package, wheel and installer, where nothing but perfkit and one county is installed.
    """
    base = SCAFFOLDS[name]
    fresh.run("perfkit", "new", name, *(("--extends", base) if base else ()))
    folder = files(fresh.folder / name)
    assert verdict_on(fresh, name) == ("就绪", [True])
    before = documents(fresh, name, "--plugins", name)

    inside = packed(fresh, name)
    there = files(inside)
    assert fresh.folder in inside.parents
    assert there.pop("__init__.py")
    assert there == folder
    assert documents(fresh, name) == before

    listed = json.loads(fresh.run("perfkit", "plugins", "--format", "json"))
    (own,) = (one for one in listed["plugins"] if one["id"] == name)
    assert (own["source"], own["sets"]) == (f"perfkit-{name}", [f"{name}.self-evaluation@1"])
    assert listed["faults"] == []
    assert verdict_on(fresh, inside) == ("就绪", [True])
    said = fresh.run("python", "-m", "pytest", "-p", "no:cacheprovider", "-v", "tests", cwd=f"perfkit-{name}")
    assert re.search("test_the_plugin_is_ready PASSED", said)
    assert re.search("test_cases::.*(县道养护|九成).* PASSED", said)
