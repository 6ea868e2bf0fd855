"""Kits for tests: with the plugins a test names, and nothing else."""

from __future__ import annotations

from os import PathLike
from pathlib import Path
from types import ModuleType
from typing import TypeAlias

from perfkit.errors import PluginError
from perfkit.kit import Kit
from perfkit.plugins import TriedFolder, host_with, lacking, tried_folder, tried_module, tried_record
from perfkit.wording import Language

Plugin: TypeAlias = str | PathLike[str] | ModuleType
"""A plugin as a test names it: a folder plugin, the folder of a package, or an imported package."""


def make_kit(*plugins: Plugin, language: Language = "zh", installed: bool = False) -> Kit:
    """A kit with these plugins and the national standards.

    Args:
        plugins: folders of plugins, folders of packages, or imported packages.
        language: of texts and reports.
        installed: True adds the plugins that are installed where the test runs; a named one takes the place of an
            installed one of the same id.

    Raises:
        PluginError: with all faults of the first plugin that cannot be used; a test that names one needs it.
    """
    kit = Kit(language, installed=installed)
    for plugin in plugins:
        kit.host = host_with(kit.host, tried_record(tried(plugin)))
    if faults := [fault for record in kit.host.records for fault in lacking(kit.host, record)]:
        raise PluginError(faults)
    return kit


def tried(plugin: Plugin) -> TriedFolder:
    """Where a plugin lies."""
    return tried_module(plugin) if isinstance(plugin, ModuleType) else tried_folder(Path(plugin))
