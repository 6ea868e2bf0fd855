"""Collects a folder of filled-in workbooks, a tenth of them bad, and prints what came of it: time, memory, results.

    python benchmarks/collect.py [COUNT [WORKERS]]

The workbooks are the good form of the tests with other codes, names and actuals; the bad ones cover an error cell, a
range for a figure, a rate above its bound, weights that do not add up, a lost code and a file that is cut short. The
run is done twice: once killed half-way and gone on with, once in one go; both must give the same bytes.
"""

from __future__ import annotations

import json
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from hostile.good_form import BUDGET, CODE, COST, COUNT, NAME, SHARE, WEIGHT, good_form  # noqa: E402 (needs the path)

SPOILT = (
    {COUNT: "#REF!"},
    {SHARE: "95%-100%"},
    {COST: "约28万元"},
    {WEIGHT: 11},
    {CODE: 360722238888030005182},
    {BUDGET: "见附件"},
)
"""A change each; after them a file that is cut short."""


def main() -> None:
    """Make the forms, collect them twice, and print one line."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 500
    workers = sys.argv[2] if len(sys.argv) > 2 else "2"
    with TemporaryDirectory() as name:
        folder = Path(name)
        bad = make(folder / "forms", count)
        started = time.monotonic()
        whole = run(folder, "whole", workers)
        took = time.monotonic() - started
        again = run(folder, "again", workers, kill_after=took / 2)
        collected = json.loads((folder / "whole" / "collected.json").read_text(encoding="utf-8"))
        refused = {one["file"] for one in collected["files"] if one["faults"]}
        same = all(
            (folder / "whole" / file).read_bytes() == (folder / "again" / file).read_bytes()
            for file in ("collected.json", "projects.csv", "faults.csv")
        )
        placed = sum(
            bool(one["faults"][0]["cell"] or one["faults"][0]["where"]) for one in collected["files"] if one["faults"]
        )
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(
        f"{count} workbooks, {len(bad)} bad: {len(refused)} refused ({'the same' if refused == bad else 'OTHERS'}), "
        f"{placed} with their place, {count - len(refused)} with results; {took:.1f} s with {workers} workers, "
        f"{count / took:.0f} a second; the largest process {peak:.0f} MB; exit status {whole}, after a kill {again}; "
        f"the results after the kill are {'the same' if same else 'OTHERS'}"
    )


def make(folder: Path, count: int) -> set[str]:
    """The forms, and the names of the bad ones."""
    folder.mkdir()
    bad = set()
    for number in range(count):
        file = folder / f"{number:05}.xlsx"
        changes = {NAME: f"园区基础设施建设{number}期", CODE: f"3607222388880{number:08}", COUNT: 3 + number % 5}
        kind = number // 10 % (len(SPOILT) + 1) if number % 10 == 0 else None
        if kind is not None:
            bad.add(file.name)
            changes |= SPOILT[kind] if kind < len(SPOILT) else {}
        data = good_form(**changes)
        file.write_bytes(data[: len(data) // 2] if kind == len(SPOILT) else data)
    return bad


def run(folder: Path, to: str, workers: str, kill_after: float | None = None) -> int:
    """The exit status of the command; killed after so many seconds and given again, where that is asked for."""
    command = [sys.executable, "-m", "perfkit", "collect", str(folder / "forms"), "--out", str(folder / to)]
    command += ["--set", "cn.mof.self-evaluation@2020", "--workers", workers]
    if kill_after is not None:
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, start_new_session=True)
        time.sleep(kill_after)
        process.send_signal(signal.SIGKILL)
        process.wait()
    return subprocess.run(command, stdout=subprocess.DEVNULL, check=False).returncode


if __name__ == "__main__":
    main()
