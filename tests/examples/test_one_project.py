"""The analyst's script: short, and right to the point."""

import runpy
from pathlib import Path

SCRIPT = Path(__file__).parents[2] / "examples" / "one-project" / "score.py"


def test_the_script_is_short_and_prints_derivations_total_grade_and_differences(capsys):
    """At most twenty lines; each line derived, the total beside the published one, the two rows that differ named."""
    runpy.run_path(str(SCRIPT), run_name="__main__")
    printed = capsys.readouterr().out

    assert len(SCRIPT.read_text("utf-8").splitlines()) <= 20
    for part in ("10 × min(98% ÷ 100%, 1) = 9.80", "总分 99.80", "优", "公布的总分 96"):
        assert part in printed
    assert printed.count("[line.points-differ]") == 2
