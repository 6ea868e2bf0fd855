"""Work in several processes: every task has its result or its reason, whatever becomes of a process."""

import os

import pytest

from jobs.crew_tasks import home, squared
from perfkit.jobs.crew import worked


def test_one_worker_does_everything_here_and_in_order():
    """Without processes, one after the other, and only as far as anybody asks."""
    tasks = iter(range(10, 15))
    done = worked(tasks, squared, 1)
    assert next(done) == (10, 100)
    assert list(tasks) == [11, 12, 13, 14]
    assert list(worked([7], home, 1)) == [(7, os.getpid())]


@pytest.mark.slow
def test_a_process_that_dies_or_hangs_loses_its_task_and_no_other():
    """Each task comes out once; those that were lost say why, and others are done in the place of their process."""
    found = dict(worked(range(12), squared, 2, patience=8))
    assert found == {**{number: number * number for number in range(12)}, 3: "died", 4: "slow"}


@pytest.mark.slow
def test_the_work_is_done_elsewhere_and_a_process_is_let_go_after_its_tasks(monkeypatch):
    """Two processes at once; with two tasks for each, six tasks need at least three."""
    monkeypatch.setattr("perfkit.jobs.crew.MOST_TASKS", 2)
    homes = [process for _, process in worked(range(6), home, 2)]
    assert os.getpid() not in homes
    assert len(set(homes)) >= 3


@pytest.mark.slow
def test_who_stops_asking_leaves_no_process_behind():
    """Closing the run ends them all."""
    run = worked(range(100), home, 2)
    _, process = next(run)
    run.close()
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)
