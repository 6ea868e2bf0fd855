"""The checkers agree: types are complete and the style is one."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TOOLS = Path(sys.executable).parent


@pytest.mark.slow
def test_types_are_complete():
    """``mypy --strict`` finds nothing."""
    done = subprocess.run([TOOLS / "mypy"], cwd=ROOT, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("arguments", [("check",), ("format", "--check")], ids=["rules", "layout"])
def test_style_is_one(arguments):
    """Ruff finds nothing to say and nothing to lay out anew."""
    done = subprocess.run([TOOLS / "ruff", *arguments], cwd=ROOT, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout
