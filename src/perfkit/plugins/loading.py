"""From a folder that was found to a record of what the plugin contributes."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from types import ModuleType
from typing import TypeVar

import pluggy
from attrs import frozen

from perfkit.errors import Fault, PerfkitError, PluginError, nearest
from perfkit.files import sha256
from perfkit.formats import RuleFile, SetFile, read_plugin
from perfkit.model import Form
from perfkit.plugins import hookspecs
from perfkit.plugins.discovery import Found
from perfkit.plugins.folder import FolderPlugin

T = TypeVar("T")


@frozen
class PluginRecord:
    """One plugin and what it contributes.

    Attributes:
        id, version, title: from its ``perfkit.toml``.
        source: the distribution or folder it came from.
        folder: where its files lie; module: of a package plugin, None for a folder.
        sets, rules, forms, templates: as its hooks returned them.
    """

    id: str
    version: str
    title: str
    source: str
    folder: Path
    module: ModuleType | None
    sets: tuple[SetFile, ...]
    rules: tuple[RuleFile, ...]
    forms: tuple[Form, ...]
    templates: Path | None

    def digest(self) -> str:
        """SHA-256 over all files of the plugin, templates included; computed when asked for."""
        files = sorted(path for path in self.folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
        lines = (f"{path.relative_to(self.folder).as_posix()} {sha256(path.read_bytes())}" for path in files)
        return sha256("\n".join(lines).encode())


def loaded(found: Iterable[Found | Fault]) -> tuple[tuple[PluginRecord, ...], tuple[Fault, ...]]:
    """The records of all sound plugins by id, and what is wrong with the others, which are left out."""
    records: dict[str, PluginRecord] = {}
    faults: list[Fault] = []
    for one in found:
        if isinstance(one, Fault):
            faults.append(one)
            continue
        try:
            record = record_of(one)
        except PerfkitError as error:
            faults.extend(error.faults)
            continue
        other = records.setdefault(record.id, record)
        if other.folder.resolve() != record.folder.resolve():
            sources = f"{other.source}、{record.source}"
            faults.append(Fault("plugin.id-twice", arguments={"id": record.id, "sources": sources}))
    return tuple(records[key] for key in sorted(records)), tuple(faults)


def record_of(found: Found) -> PluginRecord:
    """Register one plugin with a manager of its own and call each hook once.

    A manager for each plugin keeps an error where it belongs: it is known to be this plugin's and spoils no other.
    """
    files = read_plugin(found.folder)
    manager = pluggy.PluginManager(hookspecs.PROJECT)
    manager.add_hookspecs(hookspecs)
    manager.register(FolderPlugin(files), name=files.id)
    if found.module is not None:
        _register_module(manager, found, files.id)
    hooks = manager.hook
    return PluginRecord(
        id=files.id,
        version=files.version,
        title=files.title.zh,
        source=found.source,
        folder=found.folder,
        module=found.module,
        sets=_joined(hooks.perfkit_indicator_sets()),
        rules=_joined(hooks.perfkit_rules()),
        forms=_joined(hooks.perfkit_forms()),
        templates=next(iter(hooks.perfkit_templates()), None),
    )


def _joined(parts: Iterable[Iterable[T]]) -> tuple[T, ...]:
    return tuple(entry for part in parts for entry in part)


def _register_module(manager: pluggy.PluginManager, found: Found, plugin: str) -> None:
    """The hooks a package writes in Python; what looks like a hook and is none is refused with the near match."""
    known = {name for name in vars(hookspecs) if name.startswith("perfkit_")}
    for name in vars(found.module):
        if name.startswith("perfkit_") and name not in known:
            arguments = {"plugin": plugin, "hook": name, "near": nearest(name, known)}
            raise PluginError(Fault("plugin.hook-unknown", arguments=arguments))
    try:
        manager.register(found.module, name=f"{plugin} (hooks)")
        manager.check_pending()
    except pluggy.PluginValidationError as error:
        raise PluginError(Fault("plugin.hook-wrong", arguments={"plugin": plugin, "reason": str(error)})) from error
