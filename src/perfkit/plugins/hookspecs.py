"""Every hook a plugin may implement, in the order in which they are called. None can alter a score.

A folder plugin implements the same hooks as a package plugin: its TOML files and templates are what it returns.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pluggy

from perfkit.formats import RuleFile, SetFile
from perfkit.model import Form

PROJECT = "perfkit"

hookspec = pluggy.HookspecMarker(PROJECT)
hookimpl = pluggy.HookimplMarker(PROJECT)


@hookspec
def perfkit_indicator_sets() -> Iterable[SetFile]:  # type: ignore[empty-body] # a specification has no body
    """Indicator sets and amendments.

    When: once for each plugin, when the host is built.
    Returns: the files of its sets and amendments; addresses ``id@edition`` are unique over all plugins.
    Order: by plugin id.
    Since: 0.1.
    """


@hookspec
def perfkit_rules() -> Iterable[RuleFile]:  # type: ignore[empty-body] # a specification has no body
    """Named scoring rules.

    When: once for each plugin, when the host is built.
    Returns: the files of its rules. A rule is seen by the sets of the plugin and by the sets that extend them; no two
        of one name may stand along a chain, and a plugin outside the chain is never consulted.
    Order: by plugin id.
    Since: 0.1.
    """


@hookspec
def perfkit_forms() -> Iterable[Form]:  # type: ignore[empty-body] # a specification has no body
    """Layouts of statutory tables.

    When: once for each plugin, when the host is built.
    Returns: its forms; looked up by name along the chain of the set in use, nearest first.
    Order: by plugin id.
    Since: 0.1.
    """


@hookspec
def perfkit_templates() -> Path | None:
    """The folder of report templates.

    When: once for each plugin, when the host is built.
    Returns: a folder, or None for no templates; looked up by name along the chain of the set in use, nearest first.
    Order: by plugin id.
    Since: 0.1.
    """
