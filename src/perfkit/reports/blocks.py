"""Blocks of a template that extends another: one that no ancestor has would never be printed, and is refused."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from jinja2 import nodes

from perfkit.errors import Fault, Place, nearest


def extended(tree: nodes.Template) -> str:
    """The name of the template this one extends; empty for the root."""
    found = tree.find(nodes.Extends)
    name = found.template if found is not None else None
    return str(name.value) if isinstance(name, nodes.Const) else ""


def unknown_blocks(line: Iterable[tuple[str, nodes.Template]]) -> list[Fault]:
    """Every block of ``line`` (a template, what it extends, and so on) that no template after it has.

    A new block inside one that replaces an ancestor's is sound: it is printed with it.
    """
    trees, faults = list(line), list[Fault]()
    for index, (name, tree) in enumerate(trees[:-1]):
        parents = trees[index + 1 :]
        known = {block.name for _, parent in parents for block in parent.find_all(nodes.Block)}
        named = "、".join(parent for parent, _ in parents)
        for block in _outside(tree, known):
            near = nearest(block.name, known) or "、".join(sorted(known))
            arguments = {"name": block.name, "parents": named, "near": near}
            faults.append(Fault("report.block-unknown", Place(file=name, line=block.lineno), arguments))
    return faults


def _outside(node: nodes.Node, known: Collection[str]) -> Iterator[nodes.Block]:
    for child in node.iter_child_nodes():
        if not isinstance(child, nodes.Block):
            yield from _outside(child, known)
        elif child.name not in known:
            yield child
