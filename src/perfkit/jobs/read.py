"""Read the facts a user points at, and remember which files they came from."""

from __future__ import annotations

from pathlib import Path

from attrs import evolve

from perfkit.formats import read_portfolio
from perfkit.model import Portfolio
from perfkit.plugins import PluginHost, reader_for


def read(host: PluginHost, path: Path) -> Portfolio:
    """The portfolio in a folder or a single file; its plugin folders are taken from where it stands.

    A file whose name ends in something else than ``.toml`` is read by the plugin of the kit that knows such files.
    """
    reader = reader_for(host.records, path)
    if reader is not None:
        return reader.portfolio(path)
    found = read_portfolio(path)
    beside = path if path.is_dir() else path.parent
    plugins = tuple(str(beside / folder) for folder in found.portfolio.plugins)
    return evolve(found.portfolio, sources=found.files, plugins=plugins)
