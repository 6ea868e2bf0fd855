"""Whether the hooks of a plugin look at anything but their input: the clock, chance, the network, the locale.

For tests of plugins: the calls of a hook are watched, so that it is found on the day it is written and not on the one
when two runs differ. Only the thread of the hook is watched, and only what Python itself sees.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import FrameType, ModuleType
from typing import Any

from attrs import evolve, field, frozen

from perfkit.errors import Fault, PerfkitError, Place
from perfkit.plugins.calling import Hooks, place_of
from perfkit.plugins.checks import HOOK as CHECKS
from perfkit.plugins.checks import plugin_findings
from perfkit.plugins.facts import HOOK as FACTS
from perfkit.plugins.facts import FactHooks
from perfkit.plugins.file_hooks import WRITERS, writers
from perfkit.plugins.loading import PluginRecord
from perfkit.plugins.report_hooks import CONTEXT, report_additions
from perfkit.scoring import Evaluation

_MODULES: Mapping[str, str] = {
    "time": "clock",
    "random": "chance",
    "_random": "chance",
    "secrets": "chance",
    "uuid": "chance",
    "_uuid": "chance",
    "socket": "network",
    "_socket": "network",
    "ssl": "network",
    "_ssl": "network",
    "locale": "locale",
    "_locale": "locale",
}
"""Modules whose functions say something else from one run, or one machine, to the next."""

_METHODS: Mapping[str, str] = {"now": "clock", "utcnow": "clock", "today": "clock", "urandom": "chance"}
"""The same for methods and functions of other modules, ``datetime.now`` or ``os.urandom``."""

_HARMLESS = frozenset(("strptime", "mktime", "timegm", "__init__"))

_BETWEEN = ("perfkit.", "importlib", "_strptime")
"""Who looks on its own account: perfkit, a module while it is imported, and the parser of dates at names of months."""


@frozen(eq=False)
class _Watch:
    """Notes each call of something that is not the same every time, with the line of the plugin on the way to it."""

    folder: Path
    seen: dict[tuple[str, str], Place] = field(factory=dict)

    def __call__(self, frame: FrameType, event: str, argument: Any) -> None:
        if event == "c_call":
            self._note(str(getattr(argument, "__module__", None) or _owner(argument)), argument.__name__, frame)
        elif event == "call":
            self._note(str(frame.f_globals.get("__name__", "")), frame.f_code.co_name, frame.f_back)

    def _note(self, module: str, name: str, frame: FrameType | None) -> None:
        kind = _MODULES.get(module.partition(".")[0])
        if kind is None and module.partition(".")[0] in ("datetime", "_datetime", "_pydatetime", "os", "posix", "nt"):
            kind = _METHODS.get(name)
        if kind is None or name in _HARMLESS or (place := self._line(frame)) is None:
            return
        self.seen.setdefault((kind, f"{module}.{name}"), place)

    def _line(self, frame: FrameType | None) -> Place | None:
        """The nearest line of the plugin; None where somebody else looked, such as perfkit at the time a hook takes."""
        while frame is not None:
            path = Path(frame.f_code.co_filename)
            if path.is_relative_to(self.folder):
                name = f"{self.folder.name}/{path.relative_to(self.folder).as_posix()}"
                return Place(file=name, line=frame.f_lineno)
            if str(frame.f_globals.get("__name__", "")).startswith(_BETWEEN):
                return None
            frame = frame.f_back
        return None


def _owner(function: Any) -> str:
    """The module of a built-in method: that of the class or object it is of."""
    owner = getattr(function, "__self__", None)
    if isinstance(owner, ModuleType):
        return owner.__name__
    kind = owner if isinstance(owner, type) else type(owner)
    return str(kind.__module__)


def outside_reads(hooks: Hooks, hook: str, call: Callable[[], object]) -> tuple[Fault, ...]:
    """What a call of a hook looked at besides its input, each once and with its line.

    Codes: ``plugin.reads-clock``, ``plugin.reads-chance``, ``plugin.reads-network``, ``plugin.reads-locale``. Whatever
    profiles the program is left out while it is watched.
    """
    watch, before = _Watch(hooks.folder), sys.getprofile()
    sys.setprofile(watch)
    try:
        call()
    finally:
        sys.setprofile(before)
    return tuple(
        Fault(f"plugin.reads-{kind}", place, {"plugin": hooks.owner, "hook": hook, "what": what})
        for (kind, what), place in watch.seen.items()
    )


def unrepeatable(record: PluginRecord, evaluation: Evaluation) -> tuple[Fault, ...]:
    """Every reason to doubt that the hooks of a plugin give the same for the same input.

    Each hook that an evaluation and its report call is called with this evaluation, twice where a score or a file rests
    on it. For the test kit: a conforming plugin has none.
    """
    hooks = record.hooks
    calls = [(hook, call) for hook, call in _calls(record, evaluation) if hooks.has(hook)]
    return tuple(fault for hook, call in calls for fault in _watched(hooks, hook, call))


def _watched(hooks: Hooks, hook: str, call: Callable[[], tuple[Fault, ...]]) -> tuple[Fault, ...]:
    """What was wrong with a call, and what it looked at."""
    wrong: list[Fault] = []
    reads = outside_reads(hooks, hook, lambda: wrong.extend(call()))
    return (*wrong, *reads)


def _calls(record: PluginRecord, evaluation: Evaluation) -> Iterator[tuple[str, Callable[[], tuple[Fault, ...]]]]:
    """Each hook with a call of it that gives what was wrong."""
    facts = FactHooks.of([record], evaluation.indicator_set)

    def all_facts() -> tuple[Fault, ...]:
        told = [one for project in evaluation.portfolio.projects for one in facts.project(project)[1]]
        return tuple(Fault(one.code, one.place, dict(one.names)) for one in told if one.severity == "error")

    def all_findings() -> tuple[Fault, ...]:
        first, again = (list(plugin_findings([record], evaluation)) for _ in range(2))
        if first == again:
            return ()
        return (_differs(record.hooks, CHECKS, str(len(first)), str(len(again))),)

    def all_data() -> tuple[Fault, ...]:
        return _refusal(lambda: report_additions([record], evaluation))

    def all_files() -> tuple[Fault, ...]:
        return _refusal(lambda: [one.content(evaluation, (), "zh") for one in writers([record])])

    yield FACTS, all_facts
    yield CHECKS, all_findings
    yield CONTEXT, all_data
    yield WRITERS, all_files


def _refusal(call: Callable[[], object]) -> tuple[Fault, ...]:
    try:
        call()
    except PerfkitError as error:
        return error.faults
    return ()


def _differs(hooks: Hooks, hook: str, first: str, again: str) -> Fault:
    function = getattr(hooks.manager.hook, hook).get_hookimpls()[-1].function
    arguments = {"plugin": hooks.owner, "hook": hook, "name": "len", "first": first, "again": again}
    return Fault("plugin.not-repeatable", evolve(place_of(function, hooks.folder), key=hook), arguments)
