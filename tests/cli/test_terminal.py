"""On a terminal the table of projects is as wide as the terminal, and no wider."""

import os
import pty
import re
import subprocess
import sys
from pathlib import Path

from perfkit.cli.table import cells

FORM = Path(__file__).parents[2] / "examples" / "one-project" / "form.toml"


def test_the_table_is_cut_to_the_terminal():
    """Sixty cells wide: the name is cut and the grade is still there."""
    leader, follower = pty.openpty()
    command = [sys.executable, "-m", "perfkit", "evaluate", str(FORM)]
    with subprocess.Popen(command, stdout=follower, env={**os.environ, "COLUMNS": "60"}) as process:
        process.wait()
    os.close(follower)
    shown = os.read(leader, 65536).decode("utf-8")
    os.close(leader)
    head, project, *_ = re.sub(r"\x1b\[[0-9;]*m", "", shown).splitlines()

    assert max(cells(head), cells(project)) <= 60
    assert "…" in project
    assert project.endswith("优")
