"""A layout fitted to an indicator set: the blocks of its table are those of the set, named as the form prints them."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import evolve

from perfkit.model import IndicatorSet, IndicatorTable, Layout, SetIndicator, TableBlock

BETWEEN = " · "
"""Stands between the names of a node and of those above it."""

_POINTS = ("weight", "points")


def fitted(layout: Layout, indicator_set: IndicatorSet) -> Layout:
    """The layout with the blocks and categories of a set; without columns of points for a set that gives none.

    The printed words of a block are those of the layout where it names the node and its categories, else the name of
    the node; of a node below others, the names of all of them.
    """
    table, funding = layout.table, layout.funding
    if table is not None:
        blocks = [_block(node, path, table) for node, path in accepting(indicator_set)]
        table = evolve(table, blocks=blocks)
    if indicator_set.gives_points:
        return evolve(layout, table=table)
    if table is not None:
        table = evolve(table, columns=[one for one in table.columns if one.key not in _POINTS])
    if funding is not None:
        funding = evolve(funding, columns=[one for one in funding.columns if one.key not in _POINTS])
    return evolve(layout, table=table, funding=funding)


def accepting(indicator_set: IndicatorSet) -> Iterator[tuple[SetIndicator, str]]:
    """Each leaf that takes indicators of projects, with its printed name."""
    return ((node, path) for node, path in paths(indicator_set) if not node.children and not node.measure)


def measuring(indicator_set: IndicatorSet) -> Iterator[tuple[SetIndicator, str]]:
    """Each leaf that scores a measure of its own, with the printed name of the node above it, or its own at the top."""
    return (
        (node, path.rpartition(BETWEEN)[0] or node.name)
        for node, path in paths(indicator_set)
        if not node.children and node.measure
    )


def paths(indicator_set: IndicatorSet) -> Iterator[tuple[SetIndicator, str]]:
    """Every node from top to bottom with its name, after those of the nodes above it."""
    for root in indicator_set.indicators:
        yield from _below(root, "")


def _below(node: SetIndicator, above: str) -> Iterator[tuple[SetIndicator, str]]:
    path = f"{above}{BETWEEN}{node.name}" if above else node.name
    yield node, path
    for child in node.children:
        yield from _below(child, path)


def _block(node: SetIndicator, path: str, table: IndicatorTable) -> TableBlock:
    words = [word for block in table.blocks if block.code == node.code for word in block.words]
    return TableBlock(code=node.code, words=dict.fromkeys([path, node.name, *words]), categories=node.accepts)
