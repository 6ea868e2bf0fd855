"""A short replay of the commands in ``benchmarks`` that spoil good files: nothing but our own error, in time."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from pathlib import Path

import pytest

from perfkit.errors import Fault, InputError

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning")  # openpyxl tells of what it leaves out

PATH = Path(__file__).parents[2] / "benchmarks" / "fuzz_readers.py"
SPEC = importlib.util.spec_from_file_location("fuzz_readers", PATH)
fuzz = importlib.util.module_from_spec(SPEC)
sys.modules[SPEC.name] = fuzz
SPEC.loader.exec_module(fuzz)

REPLAYED = {"sheets": 300, "forms": 300}
"""Inputs of a target that needs longer for each than the others."""


@pytest.mark.slow
@pytest.mark.parametrize("key", list(fuzz.TARGETS))
def test_replay(key: str):
    """The first inputs of each target are read or refused; each way of ending is met, and none takes a second."""
    outcome = fuzz.run(fuzz.TARGETS[key], REPLAYED.get(key, 1000))
    assert outcome.raised == {}
    assert outcome.slowest[0] < fuzz.SLOWEST
    assert outcome.codes[""] > 30
    assert len(outcome.codes) > 10


@pytest.mark.slow
def test_replay_of_values():
    """The command that spoils targets and actuals ends well, with its limits of time and memory."""
    command = [sys.executable, PATH.with_name("fuzz_values.py"), "3000"]
    environment = {**os.environ, "PYTHONPATH": str(PATH.parents[1] / "src")}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    assert done.returncode == 0, done.stdout + done.stderr


def test_an_input_can_be_seen_again():
    """The number of an input alone gives it back, whatever came before it."""
    target = fuzz.TARGETS["csv"]
    several = list(fuzz.inputs(target, 20, 7, 0))
    assert list(fuzz.inputs(target, 1, 7, 13)) == [several[13]]


def test_what_is_raised_is_told():
    """An error of Python is told with the number of its input; our own is counted by its code."""

    def read(_data: bytes, name: str) -> None:
        raise ZeroDivisionError if name == "scores.csv" else InputError(Fault("table.empty"))

    target = fuzz.Target(fuzz.good_csv, fuzz.spoilt_csv, read)
    outcome = fuzz.run(target, 30)
    names = {number: name for number, name, _ in fuzz.inputs(target, 30, fuzz.SEED, 0)}
    assert set(outcome.raised) == {number for number, name in names.items() if name == "scores.csv"}
    assert outcome.codes["table.empty"] == 30 - len(outcome.raised)
