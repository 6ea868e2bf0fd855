"""A folder plugin wrapped as a Python package: the same files to the byte, and around them what an installer needs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.metadata import version
from os.path import lexists
from pathlib import Path
from typing import Any

from attrs import field, frozen

from perfkit.errors import Fault, InputError, Place, PluginError, quoted
from perfkit.files import MOST_BYTES, inside, is_editor_lock, read_bytes, write_folder
from perfkit.formats import SYSTEM, listing, read_plugin
from perfkit.jobs.conformance import conformance
from perfkit.jobs.new import typed
from perfkit.jobs.scaffold import scaffold
from perfkit.jobs.toml_text import toml_text
from perfkit.model.kinds import as_tuple
from perfkit.plugins import PluginHost, PluginRecord, host_with, tried_folder
from perfkit.wording import Language, say

PACKAGE = "__init__.py"


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
    _refuse(folder, target)
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


def _refuse(folder: Path, target: Path) -> None:
    """All that is in the way, at once."""
    faults = []
    if (folder / PACKAGE).exists():
        faults.append(Fault("pack.packed", Place(file=f"{folder.name}/{PACKAGE}"), {"name": PACKAGE}))
    if lexists(target):
        faults.append(Fault("new.exists", Place(file=quoted(str(target), 400)), {"name": quoted(target.name)}))
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
    for entry in listing(folder).tree.entries:
        last = entry.last
        if entry.kind == "file" and not (last.startswith(".") or last.casefold() in SYSTEM or is_editor_lock(last)):
            yield entry.name


def _bytes(folder: Path, name: str) -> bytes:
    shown = f"{folder.name}/{name}"
    return read_bytes(inside(folder, name, Place(file=shown)), MOST_BYTES, shown)
