"""The progress bar: only on a terminal, only after a second."""

import os
import pty
import subprocess
import sys

from perfkit.cli.progress import Bar


def test_nothing_is_shown_into_a_file(capsys):
    """A run whose error stream is no terminal prints no bar however long it takes."""
    with Bar("zh") as bar:
        object.__setattr__(bar, "_started", -1000.0)
        bar("step.evaluate", 1, 2)

    assert capsys.readouterr().err == ""


def test_on_a_terminal_a_bar_appears_after_a_second_and_names_the_step():
    """Slow work shows its step in words; quick work shows nothing."""
    code = (
        "import time; from perfkit.cli.progress import Bar\n"
        "with Bar('zh') as bar:\n"
        "    bar('step.read', 0, 1)\n"
        "    time.sleep({seconds})\n"
        "    for done in range(3): bar('step.evaluate', done, 3); time.sleep(0.15)\n"
    )
    shown = {}
    for seconds in (0, 1.1):
        leader, follower = pty.openpty()
        process = subprocess.Popen([sys.executable, "-c", code.format(seconds=seconds)], stderr=follower)
        process.wait()
        os.close(follower)
        try:
            shown[seconds] = os.read(leader, 65536).decode("utf-8", "replace")
        except OSError:  # nothing was written before the other end closed
            shown[seconds] = ""
        os.close(leader)

    assert shown[0] == ""
    assert "打分" in shown[1.1]
