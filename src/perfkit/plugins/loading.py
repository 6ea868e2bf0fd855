"""From a folder that was found to a record of what the plugin contributes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path
from types import ModuleType

import pluggy
from attrs import field, frozen

from perfkit.errors import Fault, PerfkitError, Place, quoted
from perfkit.formats import LibraryFile, PluginFiles, Requirement, RuleFile, SetFile, read_plugin
from perfkit.model import Form, IndicatorSet, Layout
from perfkit.plugins import hookspecs
from perfkit.plugins.calling import Hooks
from perfkit.plugins.contributing import contributions, library_files
from perfkit.plugins.digest import plugin_digest
from perfkit.plugins.discovery import STANDARDS, Found
from perfkit.plugins.folder import FolderPlugin
from perfkit.plugins.package_hooks import register
from perfkit.plugins.requiring import refused


@frozen
class PluginRecord:
    """One plugin and what it contributes.

    Attributes:
        id, version, title, languages, contact, requires: from its ``perfkit.toml``.
        source: the distribution or folder it came from.
        priority: whole number; where the order of plugins matters, higher comes first.
        folder: where its files lie; module: of a package plugin, None for a folder.
        hooks: what is called later than when the host is built.
        sets, rules, forms, layouts, templates: as its hooks returned them.
        library: gives the files of its indicator library, read when first asked for; raises :class:`PluginError`.
        notes: what is right as it is and should be known all the same.
        resolved: its sets that extend nothing of another plugin, by address, once a host has proved them: they are the
            same in every host that has this record.
    """

    id: str
    version: str
    title: str
    languages: tuple[str, ...]
    priority: int
    source: str
    folder: Path
    module: ModuleType | None
    sets: tuple[SetFile, ...]
    rules: tuple[RuleFile, ...]
    forms: tuple[Form, ...]
    layouts: tuple[Layout, ...]
    templates: Path | None
    hooks: Hooks = field(eq=False, repr=False)
    library: Callable[[], tuple[LibraryFile, ...]] = field(eq=False, repr=False)
    contact: str = ""
    requires: tuple[Requirement, ...] = ()
    notes: tuple[Fault, ...] = ()
    resolved: dict[str, IndicatorSet] = field(factory=dict, init=False, eq=False, repr=False)

    def digest(self) -> str:
        """SHA-256 over all files of the plugin, templates included; computed when asked for."""
        return plugin_digest(self.folder)


def loaded(found: Iterable[Found | Fault]) -> tuple[tuple[PluginRecord, ...], tuple[Fault, ...]]:
    """The records of all sound plugins by priority and id, and what is wrong with the others, which are left out."""
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
        except OSError as error:
            arguments = {"folder": quoted(str(one.folder), 80), "reason": error.strerror or str(error)}
            faults.append(Fault("plugin.unreadable", Place(file=quoted(one.folder.name)), arguments))
            continue
        other = records.setdefault(record.id, record)
        if other.folder.resolve() != record.folder.resolve():
            arguments = {"id": record.id, "used": _standing(other), "other": _standing(record)}
            faults.append(Fault("plugin.id-twice", Place(file=record.folder.name), arguments))
    unmet = refused(records.values())
    sound = sorted((one for key, one in records.items() if key not in unmet), key=in_order)
    return tuple(sound), (*faults, *(fault for key in sorted(unmet) for fault in unmet[key]))


def _standing(record: PluginRecord) -> str:
    """Where a plugin came from: its folder, and its distribution if it is installed."""
    folder = str(record.folder)
    return folder if record.source == folder else f"{record.source} {record.version} ({folder})"


def in_order(record: PluginRecord) -> tuple[int, str]:
    """The key by which plugins are sorted: the higher priority first, then by id."""
    return -record.priority, record.id


def record_of(found: Found) -> PluginRecord:
    """The plugin that was found, read and registered. Raises :class:`PluginError` with all that is wrong with it."""
    return _standards(found.source) if found.folder == STANDARDS else _registered(found, read_plugin(found.folder))


@cache
def _standards(source: str) -> PluginRecord:
    """The standards are a part of the program: one process reads them once, however many hosts it builds."""
    return _registered(Found(STANDARDS, None, source), read_plugin(STANDARDS, national=True))


def _registered(found: Found, files: PluginFiles) -> PluginRecord:
    """Register one plugin with a manager of its own and call each hook once.

    A manager for each plugin keeps an error where it belongs: it is known to be this plugin's and spoils no other.
    """
    manager = pluggy.PluginManager(hookspecs.PROJECT)
    manager.add_hookspecs(hookspecs)
    manager.register(FolderPlugin(files), name=files.id)
    if found.module is not None:
        register(manager, found.module, found.folder, f"{files.id} {files.version}")
    hooks = Hooks(manager, files.id, files.version, found.folder)
    contributed = contributions(hooks)
    return PluginRecord(
        id=files.id,
        version=files.version,
        title=files.title.zh,
        languages=files.languages,
        priority=files.priority,
        source=found.source,
        folder=found.folder,
        module=found.module,
        sets=contributed.sets,
        rules=contributed.rules,
        forms=contributed.forms,
        layouts=contributed.layouts,
        templates=contributed.templates,
        hooks=hooks,
        library=cache(lambda: library_files(hooks, files.library)),
        contact=files.contact,
        requires=files.requires,
        notes=(*files.notes, *_never_run(found)),
    )


def _never_run(found: Found) -> Iterator[Fault]:
    """The hooks of a package that is given as a folder: only an installed package is run."""
    if found.module is None and (found.folder / "hooks.py").is_file():
        yield Fault("plugin.hooks-not-run", Place(file=f"{found.folder.name}/hooks.py"))
