"""From nothing to an installed county: each scaffold made, tested, used and packed in an environment of its own.

One environment serves all of them. It has perfkit and the county of the example as wheels, and nothing of this tree.
"""

import json
import os
import subprocess
import sys
import venv
from pathlib import Path

import pytest
import tomli

ROOT = Path(__file__).parents[2]
XINFENG = ROOT / "plugins" / "perfkit-xinfeng"
EXAMPLE = ROOT / "examples" / "xinfeng-2023"
BIN, SUFFIX = ("Scripts", ".exe") if sys.platform == "win32" else ("bin", "")

SCAFFOLDS = {
    "own-county": "",
    "national-county": "cn.mof.self-evaluation@2020",
    "xinfeng-township": "cn.jx.xinfeng.self-evaluation@2023",
}
"""Name of each new plugin and the set it extends."""

DOCUMENTS = ("evaluation.json", "report.html", "report.docx")

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
    made.pip("wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", "wheels", str(ROOT), str(XINFENG))
    (perfkit,) = (made.folder / "wheels").glob("perfkit-*.whl")
    (county,) = (made.folder / "wheels").glob("perfkit_xinfeng-*.whl")
    made.pip("install", f"{perfkit}[all]", str(county))
    return made


@pytest.fixture(scope="module", params=SCAFFOLDS)
def plugin(request, fresh):
    """A plugin made there by one command, and used on the example as a folder."""
    name = request.param
    base = ("--extends", SCAFFOLDS[name]) if SCAFFOLDS[name] else ()
    fresh.run("perfkit", "new", name, *base)
    address = f"{name}.self-evaluation@1"
    fresh.run("perfkit", "report", str(EXAMPLE), "--plugins", name, "--set", address, "--out", f"{name}-folder")
    return name, address


@pytest.fixture(scope="module")
def package(plugin, fresh):
    """The same plugin packed, built as a wheel and installed there; its folder is out of the way."""
    name, _ = plugin
    before = files(fresh.folder / name)
    fresh.run("perfkit", "pack", name)
    fresh.pip("wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", "wheels", f"./perfkit-{name}")
    (wheel,) = (fresh.folder / "wheels").glob(f"perfkit_{name.replace('-', '_')}-*.whl")
    (fresh.folder / name).rename(fresh.folder / f"{name}-away")
    fresh.pip("install", str(wheel))
    return f"perfkit_{name.replace('-', '_')}", before


def files(folder):
    """Every file by its name in the folder; what Python made of them is not counted."""
    found = (path for path in folder.rglob("*") if path.is_file() and path.suffix != ".pyc")
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def installed(fresh, module):
    """The folder of an installed module."""
    return Path(fresh.run("python", "-c", f"import {module}; print({module}.__path__[0])").strip())


def test_a_new_plugin_is_ready(fresh, plugin):
    """``perfkit test`` says so where nothing but perfkit is installed; it runs the first case."""
    name, _ = plugin
    found = json.loads(fresh.run("perfkit", "test", name, "--format", "json"))

    assert (found["ready"], [case["passed"] for case in found["cases"]]) == (True, [True])


def test_the_installed_files_are_those_of_the_folder(fresh, package):
    """To the byte, through package, wheel and installer."""
    module, before = package
    folder = installed(fresh, module)
    after = files(folder)

    assert fresh.folder in folder.parents
    assert after.pop("__init__.py")
    assert after == before


def test_the_package_is_found_and_ready(fresh, plugin, package):
    """``perfkit plugins`` lists it with its set, and no fault of anything; ``perfkit test`` says ready."""
    name, address = plugin
    module, _ = package
    found = json.loads(fresh.run("perfkit", "plugins", "--format", "json"))
    (own,) = (one for one in found["plugins"] if one["id"] == name)

    assert (own["source"], own["sets"], found["faults"]) == (f"perfkit-{name}", [address], [])
    assert json.loads(fresh.run("perfkit", "test", str(installed(fresh, module)), "--format", "json"))["ready"]


def test_the_tests_of_the_package_pass(fresh, plugin, package):
    """The file of tests that ``pack`` writes runs under pytest with nothing added."""
    name, _ = plugin
    said = fresh.run("python", "-m", "pytest", "-p", "no:cacheprovider", "tests", cwd=f"perfkit-{name}")

    assert " passed" in said
    assert "failed" not in said


def test_digits_and_pages_are_those_of_the_folder(fresh, plugin, package):
    """The example under the installed package: results and report to the byte as under the folder."""
    name, address = plugin
    fresh.run("perfkit", "report", str(EXAMPLE), "--set", address, "--out", f"{name}-package")

    for document in DOCUMENTS:
        before, after = (fresh.folder / f"{name}-{form}" / document for form in ("folder", "package"))
        assert before.read_bytes() == after.read_bytes(), document
