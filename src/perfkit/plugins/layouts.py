"""The layouts along a chain: the nearest of each name, with what it leaves out taken from the one it extends."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from perfkit.errors import NOWHERE, Fault, PluginError, nearest, quoted
from perfkit.formats.layouts import unsound
from perfkit.model import Layout
from perfkit.plugins.loading import PluginRecord


def layouts_along(records: Iterable[PluginRecord]) -> tuple[Layout, ...]:
    """The layouts of these plugins, nearest first.

    Raises:
        PluginError: ``layout.extends-unknown`` for a layout that extends none of them, or in the end itself; and what
            makes a layout unsound together with what it took over.
    """
    every = [layout for record in records for layout in record.layouts]
    near: dict[str, Layout] = {}
    for layout in every:
        near.setdefault(layout.name, layout)
    return tuple(_whole(layout, every, (layout,)) for layout in near.values())


def _whole(layout: Layout, every: Sequence[Layout], used: tuple[Layout, ...]) -> Layout:
    """The layout over what it extends; one of its own name is the next one up the chain."""
    if not layout.extends:
        return layout
    others = [one for one in every if one not in used]
    base = next((one for one in others if one.name == layout.extends), None)
    place = layout.origin.place if layout.origin is not None else NOWHERE
    if base is None:
        known = tuple(dict.fromkeys(one.name for one in others))
        arguments = {"name": quoted(layout.extends), "known": known, "near": nearest(layout.extends, known)}
        raise PluginError(Fault("layout.extends-unknown", place.inside("extends"), arguments))
    whole = layout.over(_whole(base, every, (*used, base)))
    if faults := list(unsound(whole, place)):
        raise PluginError(faults)
    return whole
