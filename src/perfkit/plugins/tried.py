"""A plugin that is being written: found below a folder, loaded by itself, and put among the others in place of itself.

It may be a folder plugin, the folder inside a package, the folder of the package (with ``pyproject.toml``), or its
``src``. The code of a package is run, as an import would; that of a folder plugin never is.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib import import_module, invalidate_caches
from pathlib import Path
from types import ModuleType
from typing import Any

import tomli
from attrs import evolve, frozen

from perfkit.errors import Fault, Place, PluginError, quoted
from perfkit.formats import MANIFEST
from perfkit.plugins.calling import where
from perfkit.plugins.discovery import GROUP, STANDARDS, Found
from perfkit.plugins.host import PluginHost
from perfkit.plugins.loading import PluginRecord, record_of
from perfkit.plugins.requiring import refused

PYPROJECT = "pyproject.toml"


@frozen
class TriedFolder:
    """Where a plugin lies.

    Attributes:
        folder: with ``perfkit.toml``.
        package: the folder with the ``pyproject.toml`` around it; None for a folder plugin.
        project: what that file says.
        module: the package, if it was imported already.
    """

    folder: Path
    package: Path | None = None
    project: Mapping[str, Any] | None = None
    module: ModuleType | None = None

    @property
    def points(self) -> Mapping[str, str]:
        """The entry points of the package in the group of perfkit."""
        points = _table(_table(self.project, "project"), "entry-points").get(GROUP)
        return points if isinstance(points, Mapping) else {}

    @property
    def version(self) -> str | None:
        """The version of the package; None where it is not written there."""
        version = _table(self.project, "project").get("version")
        return version if isinstance(version, str) else None


def _table(document: object, key: str) -> Mapping[str, Any]:
    found = document.get(key) if isinstance(document, Mapping) else None
    return found if isinstance(found, Mapping) else {}


def tried_folder(path: Path) -> TriedFolder:
    """The plugin in ``path`` or in the package around or below it.

    A folder without a plugin is given back as it is: reading it says what is missing.
    """
    try:
        return _looked_for(path)
    except (OSError, ValueError):  # no path of this system, or one that may not be looked into
        return TriedFolder(path)


def _looked_for(path: Path) -> TriedFolder:
    path = path if path.name not in ("", "..") else path.resolve()  # faults name the folder
    inner = [path] if (path / MANIFEST).is_file() else sorted(_below(path))
    folder = inner[0] if len(inner) == 1 else path
    around = next((one for one in (folder, *folder.resolve().parents[:2]) if (one / PYPROJECT).is_file()), None)
    if around is None:
        return TriedFolder(folder)
    try:
        project = tomli.loads((around / PYPROJECT).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        project = {}
    found = TriedFolder(folder, around, project)
    packages = {str(value).partition(":")[0] for value in found.points.values()}
    return found if folder.resolve().name in packages else TriedFolder(folder)


def tried_module(module: ModuleType) -> TriedFolder:
    """The plugin in a package that is imported. Refuses a module that is no package (``plugin.not-a-package``)."""
    paths = list(getattr(module, "__path__", []))
    if not paths:
        raise PluginError(Fault("plugin.not-a-package", arguments={"name": module.__name__}))
    return evolve(tried_folder(Path(paths[0])), module=module)


def _below(path: Path) -> Iterator[Path]:
    return (found.parent for pattern in ("*", "src/*") for found in path.glob(f"{pattern}/{MANIFEST}"))


def tried_record(tried: TriedFolder) -> PluginRecord:
    """The plugin, read and with its hooks called. Raises :class:`PluginError` with all its faults."""
    try:
        folder = STANDARDS if _is_standards(tried.folder) else tried.folder
        if tried.package is None or tried.module is not None:
            return record_of(Found(folder, tried.module, str(folder)))
        with _importing(folder) as module:
            return record_of(Found(folder, module, str(folder)))
    except OSError as error:
        arguments = {"folder": quoted(str(tried.folder), 80), "reason": error.strerror or str(error)}
        raise PluginError(Fault("plugin.unreadable", Place(file=tried.folder.name), arguments)) from error


def _is_standards(folder: Path) -> bool:
    """Whether it is the folder of the standards, however it is written."""
    return folder.name == STANDARDS.name and folder.resolve() == STANDARDS.resolve()


@contextmanager
def _importing(folder: Path) -> Iterator[ModuleType]:
    """The package in ``folder`` as a fresh import gives it; afterwards everything is as it was before."""
    name, parent = folder.resolve().name, str(folder.resolve().parent)
    before = {key: module for key, module in sys.modules.items() if _belongs(key, name)}
    path = list(sys.path)
    for key in before:
        del sys.modules[key]
    sys.path.insert(0, parent)
    invalidate_caches()
    try:
        try:
            module = import_module(name)
        except (Exception, SystemExit) as error:
            arguments = {"name": name, "error": quoted(repr(error), 200)}
            raise PluginError(Fault("plugin.import-failed", where(error, folder), arguments)) from error
        yield module
    finally:
        sys.path[:] = path
        for key in [key for key in sys.modules if _belongs(key, name)]:
            del sys.modules[key]
        sys.modules.update(before)


def _belongs(key: str, name: str) -> bool:
    return key == name or key.startswith(f"{name}.")


def host_with(host: PluginHost, own: PluginRecord) -> PluginHost:
    """A host of the plugins of ``host`` and ``own``, which takes the place of the one with its id."""
    by_id = {record.id: record for record in host.records} | {own.id: own}
    faults = (fault for fault in host.faults if fault.place.file.partition("/")[0] != own.folder.name)
    return PluginHost(tuple(by_id[key] for key in sorted(by_id)), tuple(faults))


def lacking(host: PluginHost, own: PluginRecord) -> tuple[Fault, ...]:
    """What a plugin needs and does not find among those of a host."""
    return tuple(refused(host.records).get(own.id, ()))
