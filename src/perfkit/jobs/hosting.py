"""The host for one portfolio: the kit's own, with the plugin folders that stand beside the portfolio."""

from __future__ import annotations

from pathlib import Path

from perfkit.errors import PluginError
from perfkit.model import Portfolio
from perfkit.plugins import PluginHost


def host_for(host: PluginHost, portfolio: Portfolio) -> PluginHost:
    """The kit's host, or one that also knows the folders named in ``plugins = […]`` beside the portfolio.

    Sound folders are read once for each kit, so that what was scored is what is reported. A folder the unit itself asks
    for must be sound: its faults are raised, not left aside.
    """
    return host_of(host, portfolio.plugins)


def host_of(host: PluginHost, folders: tuple[str, ...]) -> PluginHost:
    """The same for folders that are named; refuses those that are not sound."""
    if not folders:
        return host
    extended = host.extended(tuple(Path(folder) for folder in folders))
    new = tuple(fault for fault in extended.faults if fault not in host.faults)
    if new:
        raise PluginError(new)
    return extended
