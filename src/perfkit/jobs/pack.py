"""A folder plugin wrapped as a Python package: the same files to the byte, and around them what an installer needs."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from importlib.metadata import version
from os.path import lexists
from pathlib import Path
from typing import Any

from attrs import field, frozen

from perfkit.errors import Fault, InputError, Place, PluginError, quoted
from perfkit.files import inside, is_editor_lock, read_bytes, write_folder
from perfkit.formats import MANIFEST, PluginFiles, read_plugin
from perfkit.jobs.conformance import conformance
from perfkit.jobs.new import typed
from perfkit.jobs.scaffold import scaffold
from perfkit.jobs.toml_text import toml_text
from perfkit.model.kinds import as_tuple
from perfkit.plugins import PluginHost, PluginRecord, host_with, tried_folder
from perfkit.wording import Language, say

MOST_BYTES = 50_000_000
"""Of one file."""

HOOKS, PACKAGE = "hooks.py", "__init__.py"

_LEFT_OVER = frozenset(("Thumbs.db", "desktop.ini", "__pycache__"))
_NAME = re.compile(r"[a-z0-9]+([._-][a-z0-9]+)*", re.ASCII)
_VERSION = re.compile(r"[0-9]+(\.[0-9]+)*((a|b|rc)[0-9]+)?(\.post[0-9]+)?(\.dev[0-9]+)?", re.ASCII)
"""Versions as installers know them."""


@frozen(kw_only=True)
class Packed:
    """A package that was written.

    Attributes:
        folder: where it lies; files: their names in it, in order.
        distribution: its name for installers; inner: where the files of the plugin lie in it.
    """

    folder: Path
    files: tuple[str, ...] = field(converter=as_tuple)
    distribution: str
    inner: str

    def worded(self, language: Language) -> Iterator[str]:
        """What was written, and what to do next: install, test, hand on."""
        folder = typed(self.folder)
        count = sum(name.startswith(self.inner + "/") for name in self.files) - 1
        yield say("pack.written", language, folder=folder, count=count, inner=self.inner)
        yield say("pack.install", language, folder=folder if self.folder.is_absolute() else f"./{folder}")
        yield say("pack.test", language, folder=folder)
        yield say("pack.wheel", language, folder=folder)

    def record(self, language: Language) -> dict[str, Any]:
        """The answer as plain data."""
        return {
            "folder": str(self.folder),
            "files": list(self.files),
            "distribution": self.distribution,
            "plugin": self.inner,
        }


def pack_plugin(host: PluginHost, folder: Path, to: Path | None = None, *, language: Language = "zh") -> Packed:
    """Write the package of the plugin in ``folder`` into ``to``, by default ``perfkit-ID`` here.

    No file of the plugin is changed. Refuses with :class:`~perfkit.errors.PluginError` a plugin that cannot be read or
    is not ready, with :class:`~perfkit.errors.InputError` (``pack.…``) one that cannot be a package or a place that is
    taken, and writes nothing then.
    """
    plugin = read_plugin(folder)
    name = re.sub(r"[._-]+", "-", plugin.id)
    distribution = f"perfkit-{name}"
    target = Path(distribution) if to is None else to
    _refuse(folder, plugin, target)
    needed = _needed(host, _ready(host, folder))
    module = distribution.replace("-", "_")
    fields = {
        "language": language,
        "id": plugin.id,
        "entry": name,
        "distribution": distribution,
        "module": module,
        "version": plugin.version,
        "description": toml_text(plugin.title.zh),
        "title_zh": plugin.title.zh,
        "title_en": plugin.title.worded("en"),
        "dependencies": toml_text([f"perfkit>={'.'.join(version('perfkit').split('.')[:2])}", *needed]),
    }
    inner = f"src/{module}"
    contents = scaffold("package", language, fields)
    contents[f"{inner}/{PACKAGE}"] = contents.pop(PACKAGE)
    contents |= {f"{inner}/{name}": _bytes(folder, name) for name in _names(folder)}
    contents = dict(sorted(contents.items()))
    write_folder(target, contents)
    return Packed(folder=target, files=contents, distribution=distribution, inner=inner)


def _refuse(folder: Path, plugin: PluginFiles, target: Path) -> None:
    """All that is in the way, at once."""
    manifest = f"{folder.name}/{MANIFEST}"
    faults = []
    if (folder / PACKAGE).exists():
        faults.append(Fault("pack.packed", Place(file=f"{folder.name}/{PACKAGE}"), {"name": PACKAGE}))
    elif (folder / HOOKS).exists():
        faults.append(Fault("pack.hooks", Place(file=f"{folder.name}/{HOOKS}"), {"name": HOOKS}))
    if not _NAME.fullmatch(plugin.id):
        faults.append(Fault("pack.id", Place(file=manifest, key="id"), {"id": quoted(plugin.id)}))
    if not _VERSION.fullmatch(plugin.version):
        faults.append(Fault("pack.version", Place(file=manifest, key="version"), {"version": quoted(plugin.version)}))
    if lexists(target):
        faults.append(Fault("new.exists", Place(file=quoted(str(target))), {"name": quoted(target.name)}))
    if faults:
        raise InputError(faults)


def _ready(host: PluginHost, folder: Path) -> PluginRecord:
    """The plugin, if ``perfkit test`` holds nothing against it: a package is handed on, and others build on it."""
    found = conformance(host, tried_folder(folder))
    if found.plugin is None or not found.ready:
        not_ready = Fault("pack.not-ready", Place(file=folder.name), {"folder": typed(folder)})
        raise PluginError([*found.errors, not_ready])
    return found.plugin


def _needed(host: PluginHost, own: PluginRecord) -> list[str]:
    """The packages of other plugins that its sets extend: whoever installs it installs them too."""
    around = host_with(host, own)
    chains = [around.chain_records(around.indicator_set(file.address)) for file in own.sets]
    return sorted({record.source for chain in chains for record in chain if record.module is not None} - {own.source})


def _names(folder: Path) -> Iterator[str]:
    """Every file of the folder, relative and with ``/``; not what a system or an editor left behind."""
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(filter(_own, folders))
        yield from ((Path(place) / name).relative_to(folder).as_posix() for name in sorted(filter(_own, names)))


def _own(name: str) -> bool:
    return not (name.startswith(".") or name in _LEFT_OVER or is_editor_lock(name))


def _bytes(folder: Path, name: str) -> bytes:
    shown = f"{folder.name}/{name}"
    return read_bytes(inside(folder, name, Place(file=shown)), MOST_BYTES, shown)
