"""Importing foreign code: what it changes about the process is put back, and its plugin is named in the log."""

from __future__ import annotations

import logging
import platform
import sys
import time
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from threading import RLock
from types import ModuleType

from perfkit.errors import Fault, Place, PluginError, quoted
from perfkit.plugins.calling import PATIENCE, where
from perfkit.plugins.surroundings import Surroundings
from perfkit.plugins.told import log

_SHOWN = 200

_ONE_AT_A_TIME = RLock()
"""Two imports at once would each take the changes of the other for its own."""


def imported(name: str, module: str, load: Callable[[], ModuleType]) -> ModuleType:
    """The module that ``load`` imports.

    The log names the plugin before its code runs, for an import that never ends cannot be broken off, and afterwards
    whatever it printed or changed and how long it took where that was long.

    Args:
        name: what the user calls the plugin.
        module: the dotted name of what is imported.
        load: imports it.

    Raises:
        PluginError: ``plugin.import-ended`` (it wanted to end the program), ``plugin.import-syntax`` (no Python, or
            none of this version), else ``plugin.import-failed``; with the line, where it is one of the plugin.
    """
    if module in sys.modules:
        return _guarded(name, module, load)  # its code ran before: nothing can happen any more
    with _ONE_AT_A_TIME:
        return _watched(name, module, load)


def _guarded(name: str, module: str, load: Callable[[], ModuleType]) -> ModuleType:
    try:
        return load()
    except MemoryError:
        raise
    except (Exception, SystemExit) as error:
        raise PluginError(_fault(name, module, error)) from error


def _watched(name: str, module: str, load: Callable[[], ModuleType]) -> ModuleType:
    """Import, and tell and mend what that did to the process."""
    log(Fault("plugin.loading", Place(item=module), {"name": name}), logging.INFO)
    before, started = Surroundings(), time.monotonic()
    try:
        with before.captured():
            return _guarded(name, module, load)
    finally:
        if changed := before.restored():
            log(Fault("plugin.import-changed", Place(item=module), {"name": name, "what": changed}))
        if printed := before.printed():
            log(
                Fault(
                    "plugin.import-printed", Place(item=module), {"name": name, "text": quoted(printed.strip(), _SHOWN)}
                )
            )
        if (seconds := time.monotonic() - started) > PATIENCE:
            arguments = {"name": name, "seconds": round(seconds), "most": PATIENCE}
            log(Fault("plugin.slow-import", Place(item=module), arguments))


def _fault(name: str, module: str, error: BaseException) -> Fault:
    place = where(error, _folder(module))
    arguments: dict[str, object] = {"name": name, "error": quoted(repr(error), _SHOWN)}
    if isinstance(error, SystemExit):
        return Fault("plugin.import-ended", place, arguments)
    if isinstance(error, SyntaxError):
        arguments |= {"error": str(error.msg), "python": platform.python_version()}
        return Fault("plugin.import-syntax", place, arguments)
    return Fault("plugin.import-failed", place, arguments)


def _folder(module: str) -> Path:
    """Where a package lies that could not be imported; its name where not even that is known."""
    top = module.partition(".")[0]
    try:
        spec = find_spec(top)
    except (ImportError, ValueError):
        spec = None
    return Path(spec.origin).parent if spec is not None and spec.origin else Path(top)
