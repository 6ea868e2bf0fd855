"""The house: who may import whom, how large a room may be, and that tests stand where their subject stands."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest
import tomli

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "perfkit"
MODULES = sorted(SOURCE.rglob("*.py"))


def test_layers_are_kept():
    """import-linter finds no broken contract."""
    lint = Path(sys.executable).parent / "lint-imports"
    done = subprocess.run([lint, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout


def test_no_contract_has_exceptions():
    """A contract with an ignore list decays; ours has none."""
    contracts = tomli.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]

    assert [contract["name"] for contract in contracts if "ignore_imports" in contract] == []


def test_one_door_leads_up_and_no_other_is_opened_by_name():
    """Rooms that are named in a text are hidden from the contracts: only a project opens one, to read its record."""
    doors = [
        f"{path.relative_to(SOURCE)}: {node.args[0].value}"
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call)
        and getattr(node.func, "id", getattr(node.func, "attr", "")) in ("import_module", "__import__")
        and isinstance(node.args[0], ast.Constant)
        and str(node.args[0].value).startswith("perfkit")
    ]

    assert doors == ["model/project.py: perfkit.formats"]


def test_modules_fit_the_mind():
    """Half of the modules are under 120 lines and none is over 400."""
    sizes = sorted(len(path.read_text("utf-8").splitlines()) for path in MODULES)

    assert sizes[len(sizes) // 2] < 120
    assert sizes[-1] <= 400


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_no_module_keeps_state_that_changes(path):
    """No module binds a list, a dict or a set to a lower-case name, and none uses ``global``."""
    tree = ast.parse(path.read_text("utf-8"))
    bound = [
        target.id
        for node in tree.body
        if isinstance(node, ast.Assign) and isinstance(node.value, (ast.List, ast.Dict, ast.Set))
        for target in node.targets
        if isinstance(target, ast.Name) and not target.id.startswith("__") and target.id.upper() != target.id
    ]

    assert bound == []
    assert not any(isinstance(node, ast.Global) for node in ast.walk(tree))


def test_the_standards_are_data_only():
    """The national sets come in through the same door as a county's: no Python beyond an empty package."""
    python = [path for path in (SOURCE / "standards").rglob("*.py") if path.name != "__init__.py"]

    assert python == []


def test_every_test_says_what_it_proves():
    """A test without a sentence cannot be argued with."""
    silent = [
        f"{path.relative_to(ROOT)}::{node.name}"
        for path in sorted((ROOT / "tests").rglob("test_*.py"))
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_") and not ast.get_docstring(node)
    ]

    assert silent == []


def test_tests_stand_where_their_subject_stands():
    """Each folder of tests is a room of the house, or one of the few that look at the whole."""
    whole = {"architecture", "contract", "corpus", "examples", "hostile", "oracles", "relations"}
    rooms = {path.name for path in SOURCE.iterdir() if path.is_dir()}
    folders = {path.name for path in (ROOT / "tests").iterdir() if path.is_dir() and path.name[0] not in "._"}

    assert folders <= rooms | whole
