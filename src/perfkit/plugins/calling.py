"""Calling the hooks of one plugin: what they raise or return wrongly is that plugin's fault and stops nobody else."""

from __future__ import annotations

import traceback
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, TypeVar

import pluggy
from attrs import frozen

from perfkit.errors import Fault, Place, PluginError, quoted
from perfkit.formats import RuleFile, SetFile
from perfkit.model import Form

T = TypeVar("T")


@frozen
class Contributions:
    """What the hooks of one plugin returned, each of the kind its specification says."""

    sets: tuple[SetFile, ...]
    rules: tuple[RuleFile, ...]
    forms: tuple[Form, ...]
    templates: Path | None


def contributions(manager: pluggy.PluginManager, plugin: str, folder: Path) -> Contributions:
    """Every hook called once.

    Raises:
        PluginError: ``plugin.hook-failed`` or ``plugin.hook-kind`` for each hook that raised or returned something else
            than its specification says.
    """
    call = _Caller(manager, plugin, folder, [])
    found = Contributions(
        sets=call.listed("perfkit_indicator_sets", SetFile),
        rules=call.listed("perfkit_rules", RuleFile),
        forms=call.listed("perfkit_forms", Form),
        templates=call.folder_of("perfkit_templates"),
    )
    if call.faults:
        raise PluginError(call.faults)
    return found


@frozen
class _Caller:
    manager: pluggy.PluginManager
    plugin: str
    folder: Path
    faults: list[Fault]

    def listed(self, hook: str, kind: type[T]) -> tuple[T, ...]:
        """The entries a hook returns, of all its implementations."""
        entries: list[T] = []
        for entry in self._entries(hook, kind.__name__):
            if isinstance(entry, kind):
                entries.append(entry)
            else:
                self._wrong(hook, entry, f"Iterable[{kind.__name__}]")
        return tuple(entries)

    def folder_of(self, hook: str) -> Path | None:
        """The first folder a hook returns; None if it returns none."""
        for found in self._results(hook):
            if isinstance(found, Path) and found.is_dir():
                return found
            self._wrong(hook, found, "Path | None")
        return None

    def _entries(self, hook: str, kind: str) -> Iterator[object]:
        for result in self._results(hook):
            if isinstance(result, (str, bytes)) or not isinstance(result, Iterable):
                self._wrong(hook, result, f"Iterable[{kind}]")
                continue
            try:
                yield from list(result)  # a generator runs foreign code only now
            except (Exception, SystemExit) as error:
                self._failed(hook, error)

    def _results(self, hook: str) -> list[Any]:
        """What each implementation returned. Foreign code runs here, so whatever it raises is named with the plugin."""
        try:
            return list(getattr(self.manager.hook, hook)())
        except (Exception, SystemExit) as error:
            self._failed(hook, error)
            return []

    def _failed(self, hook: str, error: BaseException) -> None:
        arguments = {"plugin": self.plugin, "hook": hook, "error": quoted(repr(error), 200)}
        self.faults.append(Fault("plugin.hook-failed", where(error, self.folder), arguments))

    def _wrong(self, hook: str, found: object, wanted: str) -> None:
        arguments = {
            "plugin": self.plugin,
            "hook": hook,
            "found": shown(found),
            "kind": type(found).__name__,
            "wanted": wanted,
        }
        self.faults.append(Fault("plugin.hook-kind", Place(file=self.folder.name), arguments))


def shown(value: object) -> str:
    """A foreign object as a message shows it; its own ``repr`` may fail."""
    try:
        return quoted(repr(value), 80)
    except Exception:
        return type(value).__name__


def where(error: BaseException, folder: Path) -> Place:
    """The innermost line of the plugin's own code at which an error arose; its folder where none is on the way."""
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        path = Path(frame.filename)
        if path.is_relative_to(folder):
            return Place(file=f"{folder.name}/{path.relative_to(folder).as_posix()}", line=frame.lineno)
    return Place(file=folder.name)
