"""A folder of data as a plugin: its files are what its hooks return."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from attrs import frozen

from perfkit.formats import PluginFiles, RuleFile, SetFile
from perfkit.model import Form, Layout
from perfkit.plugins.hookspecs import hookimpl


@frozen
class FolderPlugin:
    """The hooks of a folder plugin, and of the folder inside a package plugin."""

    files: PluginFiles

    @hookimpl
    def perfkit_indicator_sets(self) -> Iterable[SetFile]:
        """The files in ``indicator-sets/`` and ``amendments/``."""
        return self.files.sets

    @hookimpl
    def perfkit_rules(self) -> Iterable[RuleFile]:
        """The files in ``rules/``."""
        return self.files.rules

    @hookimpl
    def perfkit_forms(self) -> Iterable[Form]:
        """The files in ``forms/``."""
        return self.files.forms

    @hookimpl
    def perfkit_layouts(self) -> Iterable[Layout]:
        """The files in ``layouts/``."""
        return self.files.layouts

    @hookimpl
    def perfkit_templates(self) -> Path | None:
        """The folder ``templates/``, if there is one."""
        return self.files.templates
