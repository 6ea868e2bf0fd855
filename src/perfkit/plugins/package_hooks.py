"""The hooks a package plugin writes in Python, in ``__init__.py`` and ``hooks.py``: found, proved and registered."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pluggy

from perfkit.errors import Fault, Place, PluginError, nearest
from perfkit.plugins import hookspecs
from perfkit.plugins.calling import shown
from perfkit.plugins.importing import imported

PREFIX = "perfkit_"

HOOKS: tuple[str, ...] = tuple(name for name in vars(hookspecs) if name.startswith(PREFIX))
"""Every hook there is."""


def register(manager: pluggy.PluginManager, package: ModuleType, folder: Path, plugin: str) -> None:
    """Register the hooks of a package and of its module ``hooks``, if it has one.

    Raises:
        PluginError: ``plugin.import-…`` for a ``hooks.py`` that cannot be imported; for each function
            ``plugin.hook-unknown`` (no such hook), ``plugin.hook-unmarked`` (no ``@hookimpl``) or ``plugin.hook-wrong``
            (arguments that the hook does not pass).
    """
    seen: set[int] = set()
    faults: list[Fault] = []
    for module in _modules(package, folder):
        hooks = {}
        for name, function in _candidates(module):
            fault = _fault(manager, module, name, plugin)
            if fault is not None:
                faults.append(fault)
            elif id(function) not in seen and manager.parse_hookimpl_opts(module, name):
                seen.add(id(function))  # imported into the other module as well: one hook all the same
                hooks[name] = function
        if hooks:
            faults.extend(_registered(manager, SimpleNamespace(**hooks), module, plugin))
    if faults:
        raise PluginError(faults)


def _modules(package: ModuleType, folder: Path) -> Iterator[ModuleType]:
    yield package
    if not (folder / "hooks.py").is_file():
        return
    name = f"{package.__name__}.hooks"
    yield imported(name, name, lambda: import_module(name))


def _candidates(module: ModuleType) -> Iterator[tuple[str, Any]]:
    """What is or looks like a hook: marked functions, and functions whose name begins like one."""
    for name, value in sorted(vars(module).items()):
        marked = inspect.isroutine(value) and hasattr(value, f"{hookspecs.PROJECT}_impl")
        named = name in HOOKS or (name.startswith(PREFIX) and inspect.isroutine(value))
        if marked or named:
            yield name, value


def _fault(manager: pluggy.PluginManager, module: ModuleType, name: str, plugin: str) -> Fault | None:
    """What is wrong with one function, before pluggy sees it: pluggy passes over what it does not know."""
    place = _place(module, name)
    options = manager.parse_hookimpl_opts(module, name)
    meant = (options["specname"] if options else None) or name
    if meant not in HOOKS:
        arguments = {"plugin": plugin, "hook": meant, "near": nearest(meant, HOOKS), "known": HOOKS}
        return Fault("plugin.hook-unknown", place, arguments)
    if options is None:
        return Fault("plugin.hook-unmarked", place, {"plugin": plugin, "hook": name})
    return None


def _registered(
    manager: pluggy.PluginManager, hooks: SimpleNamespace, module: ModuleType, plugin: str
) -> Iterator[Fault]:
    try:
        manager.register(hooks, name=f"{plugin} ({module.__name__})")
    except pluggy.PluginValidationError as error:
        for name, function in vars(hooks).items():
            known = set(inspect.signature(getattr(hookspecs, _meant(function, name))).parameters)
            foreign = tuple(one for one in _parameters(function) if one not in known)
            if foreign:
                arguments = {"plugin": plugin, "hook": name, "parameters": foreign}
                yield Fault("plugin.hook-wrong", _place(module, name), arguments)
                return
        arguments = {"plugin": plugin, "hook": module.__name__, "error": shown(error)}
        yield Fault("plugin.hook-failed", _place(module, ""), arguments)


def _meant(function: Callable[..., object], name: str) -> str:
    return str(getattr(function, f"{hookspecs.PROJECT}_impl").get("specname") or name)


def _parameters(function: Callable[..., object]) -> list[str]:
    """The arguments without a default, which only the caller could give."""
    empty = inspect.Parameter.empty
    return [name for name, one in inspect.signature(function).parameters.items() if one.default is empty]


def _place(module: ModuleType, name: str) -> Place:
    """Where a function is written, as file and line."""
    file = Path(str(getattr(module, "__file__", None) or module.__name__))
    code = getattr(getattr(module, name, None), "__code__", None)
    return Place(file=f"{file.parent.name}/{file.name}", line=code.co_firstlineno if code else None)
