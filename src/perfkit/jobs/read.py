"""Read the facts a user points at, and remember which files they came from."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from attrs import evolve

from perfkit.formats import LayoutsFor, LibraryFor, Shelf, read_life, read_portfolio
from perfkit.jobs.asked import asked
from perfkit.jobs.evaluating import OnFault
from perfkit.jobs.hosting import host_of
from perfkit.model import IndicatorSet, Layout, Portfolio, Stage, TableBlock
from perfkit.plugins import PluginHost, reader_for


def read(
    host: PluginHost,
    path: Path,
    indicator_set: str | IndicatorSet | None = None,
    stage: str = "",
    on_fault: OnFault | None = None,
) -> Portfolio:
    """The portfolio in a folder or a single file, or one ``stage`` in the life of a project.

    Its plugin folders are taken from where it stands.

    A file whose name ends in something else than ``.toml`` is read by the plugin of the kit that knows such files. Of a
    file of records those at fault are left out where ``on_fault`` is told of them.
    Indicators taken from the library are looked up along the chain of ``indicator_set``, else of the set that the
    facts name; where nobody names one, among the national ones.
    """
    if not isinstance(indicator_set, (IndicatorSet, type(None))):
        asked(indicator_set, str, "indicator_set")
    reader = reader_for(host.records, path)
    if reader is not None:
        return reader.portfolio(path)

    layouts = layouts_for(host, path, indicator_set)
    found = read_portfolio(path, library_for(host, path, indicator_set), stage, layouts, on_fault)
    plugins = _beside(path, found.portfolio.plugins)
    return evolve(found.portfolio, sources=found.files, plugins=plugins)


def stages(path: Path) -> tuple[Stage, ...]:
    """The stages in the life of the project in a folder, in the order of their days."""
    return read_life(path)


def library_for(host: PluginHost, path: Path, indicator_set: str | IndicatorSet | None = None) -> LibraryFor:
    """The library for the facts at ``path``: that of ``indicator_set``, else of the set that they name."""

    def found(address: str, folders: tuple[str, ...]) -> Shelf:
        own = host_of(host, _beside(path, folders))
        wanted = indicator_set or address
        chosen = own.indicator_set(wanted) if isinstance(wanted, str) and wanted else None
        if isinstance(wanted, IndicatorSet):
            chosen = wanted
        return Shelf(own.library(chosen), chosen)

    return found


def with_nodes(layout: Layout, indicator_set: IndicatorSet) -> Layout:
    """A layout that knows the names of a set's nodes, too: a form that prints them needs no layout of its own.

    A first level under which the set takes no indicators is left out: what stands below it hangs further down.
    """
    if layout.table is None:
        return layout
    nodes = [node for node in indicator_set.nodes() if node.accepts or node.rules_for]
    names = Counter(node.name for node in nodes)
    own = [TableBlock(code=node.code, words=[node.name]) for node in nodes if names[node.name] == 1]
    above = {node.code for node in indicator_set.nodes()} - {node.code for node in nodes}
    blocks = [*own, *(block for block in layout.table.blocks if block.code not in above)]
    accepted = {node.code: node.accepts for node in nodes}
    return evolve(layout, table=evolve(layout.table, blocks=blocks), accepted=accepted)


def layouts_for(host: PluginHost, path: Path, indicator_set: str | IndicatorSet | None = None) -> LayoutsFor:
    """The layouts for the forms at ``path``: those along the chain of ``indicator_set``, else of the set they name."""

    def found(address: str, folders: tuple[str, ...]) -> tuple[Layout, ...]:
        own = host_of(host, _beside(path, folders))
        wanted = indicator_set or address
        chosen = own.indicator_set(wanted) if isinstance(wanted, str) and wanted else wanted or None
        if not isinstance(chosen, IndicatorSet):
            return own.layouts()
        return tuple(with_nodes(layout, chosen) for layout in own.layouts(chosen))

    return found


def _beside(path: Path, folders: tuple[str, ...]) -> tuple[str, ...]:
    """Folders of plugins as facts name them, from where the facts stand."""
    beside = path if path.is_dir() else path.parent
    return tuple(str(beside / folder) for folder in folders)
