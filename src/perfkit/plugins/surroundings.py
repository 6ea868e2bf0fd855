"""What foreign code may change about the process it runs in, remembered and put back."""

from __future__ import annotations

import decimal
import locale
import logging
import os
import re
import sys
import threading
import warnings
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from attrs import field, frozen

Restore = Callable[[Any], object]


_STATUS = Path("/proc/self/status")


def _umask() -> int:
    """The mask of new files; where the system does not tell it, it can only be read by setting it."""
    with suppress(OSError):
        told = re.search(r"^Umask:\s*([0-7]+)$", _STATUS.read_text(encoding="utf-8"), re.MULTILINE)
        if told:
            return int(told[1], 8)
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


def _cwd() -> str | None:
    try:
        return str(Path.cwd())
    except OSError:
        return None  # the folder was removed


def _enter(folder: str | None) -> None:
    if folder is not None:
        with suppress(OSError):
            os.chdir(folder)


def _logging() -> tuple[int, int, tuple[logging.Handler, ...]]:
    root = logging.getLogger()
    return root.level, root.manager.disable, tuple(root.handlers)


def _log_again(was: tuple[int, int, tuple[logging.Handler, ...]]) -> None:
    root = logging.getLogger()
    level, root.manager.disable, handlers = was
    root.setLevel(level)
    root.handlers[:] = handlers


def _warnings() -> tuple[Any, ...]:
    return (tuple(warnings.filters), warnings.showwarning)


def _warn_again(was: tuple[Any, ...]) -> None:
    warnings.filters[:], warnings.showwarning = was[0], was[1]  # type: ignore[index]  # a list, whatever is declared
    warnings._filters_mutated()  # type: ignore[attr-defined]  # as warnings.catch_warnings does


def _environment(was: Mapping[str, str]) -> None:
    for name in set(os.environ) - set(was):
        del os.environ[name]
    os.environ.update(was)


def _settings(context: decimal.Context) -> tuple[object, ...]:
    traps = tuple(signal for signal, on in context.traps.items() if on)
    return (context.prec, context.rounding, context.Emin, context.Emax, context.capitals, context.clamp, traps)


def _decimal() -> tuple[Any, ...]:
    return (_settings(decimal.getcontext()), decimal.getcontext().copy())


_READ: Mapping[str, tuple[Callable[[], Any], Restore]] = {
    "cwd": (_cwd, _enter),
    "locale": (lambda: locale.setlocale(locale.LC_ALL), lambda was: locale.setlocale(locale.LC_ALL, was)),
    "warnings": (_warnings, _warn_again),
    "decimal": (_decimal, lambda was: decimal.setcontext(was[1])),
    "logging": (_logging, _log_again),
    "umask": (_umask, os.umask),
    "environ": (lambda: dict(os.environ), _environment),
}
"""Each part by the name that is told: how it is read and put back."""


@frozen(eq=False)
class _Routed:
    """A stream that keeps what one thread writes, and lets through what all others do."""

    stream: Any
    kept: list[str] = field(factory=list)
    thread: int = field(factory=threading.get_ident)

    def write(self, text: str) -> int:
        if threading.get_ident() != self.thread:
            return int(self.stream.write(text) or 0)
        self.kept.append(text)
        return len(text)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.stream, name)


@frozen(eq=False)
class Surroundings:
    """The state of the process when this was made. The mask, the folder and the environment belong to all threads."""

    was: Mapping[str, Any] = field(init=False)
    kept: list[str] = field(factory=list, init=False)

    @was.default
    def _was(self) -> dict[str, Any]:
        return {name: read() for name, (read, _) in _READ.items()}

    @contextmanager
    def captured(self) -> Iterator[None]:
        """Keep what this thread prints meanwhile: standard output may be somebody's JSON."""
        out, err = sys.stdout, sys.stderr
        sys.stdout, sys.stderr = _Routed(out, self.kept), _Routed(err, self.kept)
        try:
            yield
        finally:
            sys.stdout, sys.stderr = out, err

    def printed(self) -> str:
        """What was printed."""
        return "".join(self.kept)

    def restored(self) -> tuple[str, ...]:
        """Put everything back; the names of what had been changed."""
        changed = []
        for name, (read, put_back) in _READ.items():
            was, now = self.was[name], read()
            if (was[0] != now[0]) if name == "decimal" else was != now:
                changed.append(name)
                put_back(was)
        return tuple(changed)
