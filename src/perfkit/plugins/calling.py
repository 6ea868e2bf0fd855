"""Calling the hooks of one plugin: what they raise or return wrongly is that plugin's fault and stops nobody else."""

from __future__ import annotations

import decimal
import time
import traceback
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pluggy
from attrs import frozen

from perfkit.errors import Fault, Place, quoted
from perfkit.plugins.told import log

PATIENCE = 5
"""Seconds after which a plugin is called slow, in the log; it is never broken off."""

_UNDER = decimal.Context(
    prec=60,
    rounding=decimal.ROUND_HALF_EVEN,
    traps=[decimal.InvalidOperation, decimal.DivisionByZero, decimal.Overflow, decimal.FloatOperation],
)
"""Hooks run under a decimal context of their own: the host's changes no digit, and a float on the way is refused."""


@frozen
class Answer:
    """What one implementation of a hook returned, and where it is written."""

    value: Any
    place: Place


@frozen(eq=False)
class Hooks:
    """The hooks of one plugin, known to pluggy by a manager that belongs to it alone.

    Attributes:
        plugin, version: from its ``perfkit.toml``; folder: where its files lie.
    """

    manager: pluggy.PluginManager
    plugin: str
    version: str
    folder: Path

    @property
    def owner(self) -> str:
        """The plugin as faults name it."""
        return f"{self.plugin} {self.version}"

    @property
    def written(self) -> tuple[str, ...]:
        """The hooks that the plugin implements in Python, by name; what its folder holds is registered under its id."""
        callers = vars(self.manager.hook).items()
        own = (name for name, one in callers if any(it.plugin_name != self.plugin for it in one.get_hookimpls()))
        return tuple(sorted(own))

    def has(self, hook: str) -> bool:
        """Whether the plugin implements the hook."""
        return bool(getattr(self.manager.hook, hook).get_hookimpls())

    def answers(self, hook: str, faults: list[Fault], **arguments: object) -> Iterator[Answer]:
        """What each implementation returns, None included; what one raises is added to ``faults``.

        Pluggy's own call would drop None. An interrupt by the user and a lack of memory are passed on: they are no
        fault of the plugin. A recursion that went too deep is one, and the stack is free again when it arrives here.
        """
        for one in reversed(getattr(self.manager.hook, hook).get_hookimpls()):
            place = place_of(one.function, self.folder)
            try:
                given = [arguments[name] for name in one.argnames]
                yield Answer(self.run(hook, lambda one=one, given=given: _settled(one.function(*given))), place)
            except HookError as error:
                faults.append(error.fault)

    def run(self, hook: str, function: Any, /, *arguments: object) -> Any:
        """Call foreign code, a hook or a function it gave. Raises :class:`HookError` with what it raised."""
        started = time.monotonic()
        try:
            with decimal.localcontext(_UNDER):
                return function(*arguments)
        except MemoryError:
            raise
        except (Exception, SystemExit) as error:
            raise HookError(self.failed(hook, error)) from error
        finally:
            self._tell_slow(hook, time.monotonic() - started)

    def failed(self, hook: str, error: BaseException) -> Fault:
        """What a hook raised."""
        arguments = {"plugin": self.owner, "hook": hook, "error": quoted(_text(error), 200)}
        return Fault("plugin.hook-failed", where(error, self.folder), arguments)

    def wrong(self, hook: str, answer: Answer, found: object, wanted: str) -> Fault:
        """A result of another kind than the specification says: nothing, a class of another perfkit, anything else."""
        arguments = {"plugin": self.owner, "hook": hook, "wanted": wanted}
        if found is None:
            return Fault("plugin.hook-nothing", answer.place, arguments)
        kind = type(found)
        if kind.__module__.startswith("perfkit.") and kind.__name__ in wanted:
            return Fault("plugin.hook-other-class", answer.place, {**arguments, "kind": kind.__name__})
        arguments |= {"found": shown(found), "kind": kind.__name__}
        return Fault("plugin.hook-kind", answer.place, arguments)

    def _tell_slow(self, hook: str, seconds: float) -> None:
        if seconds > PATIENCE:
            log(Fault("plugin.slow", Place(file=self.folder.name), _slow(self.owner, hook, seconds)))


class HookError(Exception):
    """Carries the fault of a hook up to whoever called it; never leaves ``perfkit.plugins``."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault)
        self.fault = fault


def _settled(value: Any) -> Any:
    """A table or list as one of Python's own: looking into a lazy one runs foreign code, which belongs to the hook."""
    if isinstance(value, Mapping):
        return dict(value)
    return list(value) if isinstance(value, (list, tuple)) else value


def _slow(plugin: str, what: str, seconds: float) -> dict[str, object]:
    return {"plugin": plugin, "hook": what, "seconds": round(seconds), "most": PATIENCE}


def _text(error: BaseException) -> str:
    """An error in words; its own ``repr`` may fail."""
    try:
        return repr(error)
    except Exception:
        return type(error).__name__


def shown(value: object) -> str:
    """A foreign object as a message shows it; its own ``repr`` may fail."""
    try:
        return quoted(repr(value), 80)
    except Exception:
        return type(value).__name__


def place_of(function: Any, folder: Path) -> Place:
    """The line on which a function of a plugin begins; its folder where that is not known."""
    code = getattr(function, "__code__", None)
    path = Path(code.co_filename) if code else folder
    if code is None or not path.is_relative_to(folder):
        return Place(file=folder.name)
    return Place(file=f"{folder.name}/{path.relative_to(folder).as_posix()}", line=code.co_firstlineno)


def where(error: BaseException, folder: Path) -> Place:
    """The innermost line of the plugin's own code at which an error arose; its folder where none is on the way."""
    if isinstance(error, SyntaxError) and error.filename and Path(error.filename).is_relative_to(folder):
        return _line(Path(error.filename), error.lineno, folder)
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        path = Path(frame.filename)
        if path.is_relative_to(folder):
            return _line(path, frame.lineno, folder)
    return Place(file=folder.name)


def _line(path: Path, line: int | None, folder: Path) -> Place:
    return Place(file=f"{folder.name}/{path.relative_to(folder).as_posix()}", line=line)
