"""The example with a database: as short as it says, and it prints what its page shows."""

import re
import runpy
from pathlib import Path

FOLDER = Path(__file__).parents[2] / "examples" / "from-a-database"


def test_the_script_scores_two_tables_as_its_page_shows(capsys):
    """Points worked out by hand: 9.70 + 50 + 27 + 10, and 5 + 25 + 15 + 9.83; nothing is found to be wrong."""
    runpy.run_path(str(FOLDER / "score.py"), run_name="__main__")
    shown = re.search(r"```text\n(.*?)```", (FOLDER / "README.md").read_text("utf-8"), re.S)

    assert capsys.readouterr().out == shown[1]
    assert len((FOLDER / "score.py").read_text("utf-8").splitlines()) <= 25
