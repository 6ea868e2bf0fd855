"""A progress bar for work that takes longer than a second, on a terminal only."""

from __future__ import annotations

import sys
import time
from types import TracebackType
from typing import TYPE_CHECKING

from attrs import define, field

from perfkit.wording import Language, say

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

PATIENCE = 1.0
"""Seconds of work before a bar is worth showing."""


@define
class Bar:
    """Called as a progress listener; shows nothing until patience has run out, and nothing at all into a file."""

    language: Language
    _started: float = field(factory=time.monotonic, init=False)
    _shown: Progress | None = field(default=None, init=False)
    _task: TaskID | None = field(default=None, init=False)

    def __enter__(self) -> Bar:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._shown is not None:
            self._shown.stop()

    def __call__(self, step: str, done: int, of: int) -> None:
        if self._shown is None and sys.stderr.isatty() and time.monotonic() - self._started > PATIENCE:
            self._show()
        if self._shown is not None and self._task is not None:
            self._shown.update(self._task, description=say(step, self.language), completed=done, total=of)

    def _show(self) -> None:
        """Import rich only now: most runs end before a bar is needed."""
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

        columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.completed}/{task.total}"))
        self._shown = Progress(*columns, TimeElapsedColumn(), console=Console(stderr=True), transient=True)
        self._task = self._shown.add_task("", total=None)
        self._shown.start()
