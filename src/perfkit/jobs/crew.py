"""Work done by several processes, one task each at a time: who dies or hangs loses his task and no other.

Nothing of the work is shared; a process is let go after so many tasks, so that memory stays flat however many there
are. With one worker everything is done here, without processes.
"""

from __future__ import annotations

import multiprocessing
import signal
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from multiprocessing.connection import Connection, wait
from typing import Generic, Literal, Protocol, TypeAlias, TypeVar

from attrs import define, field

T = TypeVar("T")
R = TypeVar("R")

Lost: TypeAlias = Literal["died", "slow"]
"""Why there is no result: the process ended, or took longer than anybody waits."""

PATIENCE = 120.0
"""Seconds for one task; a form takes a fraction of one."""

START = 600.0
"""Seconds until a process is there to work; on a busy machine that may take longer than a task."""

MOST_TASKS = 200
"""Of one process before another takes its place."""

LOOK = 0.5
"""Seconds between two looks at how long the tasks are taking."""

_SPAWN = multiprocessing.get_context("spawn")
"""The same on every system, and nothing of the caller's threads comes along."""


class _Process(Protocol):
    """What is asked of a process."""

    def start(self) -> None: ...
    def kill(self) -> None: ...
    def join(self, timeout: float | None = None) -> None: ...


def worked(
    tasks: Iterable[T], work: Callable[[T], R], workers: int, patience: float = PATIENCE
) -> Iterator[tuple[T, R | Lost]]:
    """Each task with its result, or why it has none, in the order in which they are done.

    Args:
        tasks: taken one by one as workers become free.
        work: with more than one worker it is sent to them, so it must be a function of a module or an object of such.
        workers: how many at once.
        patience: seconds that one task may take, with more than one worker.
    """
    if workers == 1:
        yield from ((task, work(task)) for task in tasks)
        return
    crew = [_Hand[T, R](work) for _ in range(workers)]
    waiting = iter(tasks)
    try:
        while True:
            for hand in crew:
                if not hand.busy:
                    for task in waiting:
                        hand.give(task)
                        break
            busy = [hand for hand in crew if hand.busy]
            if not busy:
                return
            wait([hand.pipe for hand in busy], LOOK)
            for hand in busy:
                done = hand.done(patience)
                if done is not None:
                    yield done
    finally:
        for hand in crew:
            hand.dismiss()


@define(eq=False)
class _Hand(Generic[T, R]):
    """One process, and the task it is at."""

    work: Callable[[T], R]
    process: _Process = field(init=False)
    pipe: Connection = field(init=False)
    task: list[T] = field(factory=list, init=False)
    since: float = field(default=0.0, init=False)
    tasks: int = field(default=0, init=False)
    ready: bool = field(default=False, init=False)

    def __attrs_post_init__(self) -> None:
        self._hire()

    def _hire(self) -> None:
        self.pipe, other = _SPAWN.Pipe()
        self.process = _SPAWN.Process(target=_serve, args=(other, self.work), daemon=True)
        self.process.start()
        other.close()
        self.tasks, self.ready = 0, False

    @property
    def busy(self) -> bool:
        return bool(self.task)

    def give(self, task: T) -> None:
        """Send a task; a process that died in between is replaced when its silence is noticed."""
        if self.tasks >= MOST_TASKS:
            self.dismiss()
            self._hire()
        self.task, self.since, self.tasks = [task], time.monotonic(), self.tasks + 1
        with suppress(OSError):
            self.pipe.send(task)

    def done(self, patience: float) -> tuple[T, R | Lost] | None:
        """The task with its result, if it is over; a process that was lost is replaced."""
        lost: Lost | None = None
        try:
            if not self.ready and self.pipe.poll():
                self.ready, self.since = bool(self.pipe.recv()), time.monotonic()
            if self.ready and self.pipe.poll():
                result: R = self.pipe.recv()
                return self.task.pop(), result
        except (EOFError, OSError):
            lost = "died"
        if lost is None and time.monotonic() - self.since > (patience if self.ready else START):
            lost = "slow"
        if lost is None:
            return None
        self.dismiss()
        self._hire()
        return self.task.pop(), lost

    def dismiss(self) -> None:
        """End the process, whatever it is doing."""
        self.pipe.close()
        self.process.kill()
        self.process.join()


def _serve(pipe: Connection, work: Callable[[T], R]) -> None:
    """The life of a process: task after task until nobody asks any more. Who interrupts the program means its owner."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with suppress(EOFError, OSError):
        pipe.send(True)  # here, and ready
        while True:
            pipe.send(work(pipe.recv()))
